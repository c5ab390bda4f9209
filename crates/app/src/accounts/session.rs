//! Sessions: whose one is, which roles it carries, and the only way from one to an actor.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};

use super::grants::{self, ACTIVE, ANY, GrantKind, Held};
use super::policy::{AppCapability, capability_of};
use super::refusal;
use super::scope::{TokenScope, scope_of};
use super::secrets::{self, Kind};
use super::{AccountFailure, HOUR, MINUTE, in_transaction, opaque, tokens};
use crate::app::App;
use crate::fault::Fault;
use crate::store;
use crate::store::entity::{person, second_factor, session};

/// How long a session lasts at most, in microseconds.
const LIFE: i64 = 12 * HOUR;

/// How long it lasts without being used, in microseconds.
const IDLE: i64 = 60 * MINUTE;

/// How long the second step of signing in may take, in microseconds.
const SECOND_STEP: i64 = 10 * MINUTE;

/// How exactly the last use is noted, in microseconds; to note each one would write on every page.
pub(super) const NOTED: i64 = MINUTE;

/// The most characters that are kept of what a browser calls itself.
const AGENT: usize = 120;

/// A person with a session or with a token of theirs. Only [`App::who`] and [`App::token_holder`] make one; it shows what
/// held at that time.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedInPerson {
    credential: Credential,
    person: String,
    login: String,
    name: String,
    language: String,
    csrf: String,
    roles: Vec<Held>,
    withheld: bool,
    second_factor: bool,
}

impl SignedInPerson {
    /// The id of the person.
    #[must_use]
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The login.
    #[must_use]
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `zh` or `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The secret that forms of this session carry.
    #[must_use]
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// The roles that hold today and that the session may use.
    #[must_use]
    pub fn roles(&self) -> &[Held] {
        &self.roles
    }

    /// Whether roles are withheld until a second factor is enrolled.
    #[must_use]
    pub fn must_enrol(&self) -> bool {
        self.withheld
    }

    /// Whether the second factor was passed.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.second_factor
    }

    /// Whether they administer the deployment.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.roles.iter().any(|held| held.kind == GrantKind::Administrator)
    }

    /// Whether they may fill in drafts of an enterprise in a programme.
    #[must_use]
    pub fn may_fill_in(&self, organisation: &str, programme: &str) -> bool {
        self.of_enterprise(organisation).any(|held| held.programme == ANY || held.programme == programme)
    }

    /// Whether they may act for an enterprise in every programme, by a role of their own: a delegate is no approver.
    #[must_use]
    pub fn is_approver(&self, organisation: &str) -> bool {
        self.approver(organisation).is_some()
    }

    /// The role by which they are approver of an enterprise.
    pub(super) fn approver(&self, organisation: &str) -> Option<&Held> {
        let approves =
            |held: &&Held| held.programme == ANY && held.may_submit && held.delegated_from.is_none();
        self.of_enterprise(organisation).find(approves)
    }

    fn of_enterprise(&self, organisation: &str) -> impl Iterator<Item = &Held> {
        let own = move |held: &&Held| held.kind == GrantKind::Enterprise && held.place == organisation;
        self.roles.iter().filter(own)
    }

    /// Whether a program may change anything by this; a browser may.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.scope() != Some(TokenScope::Read)
    }

    /// How much the token may do by which a program asks; none for a browser.
    #[must_use]
    pub fn scope(&self) -> Option<TokenScope> {
        match self.credential {
            Credential::Token(_, scope) => Some(scope),
            Credential::Session(_) | Credential::Job(_) => None,
        }
    }

    /// Whether they manage any accounts but their own: those of the deployment, or those of an enterprise.
    #[must_use]
    pub fn may_administer(&self) -> bool {
        let approves = |held: &Held| held.kind == GrantKind::Enterprise && self.is_approver(&held.place);
        self.is_administrator() || self.roles.iter().any(approves)
    }

    /// Refuses what would make an administrator, or end one, without a browser: a lost token shall not take a deployment
    /// over.
    pub(super) fn manages(&self, kind: GrantKind) -> Result<(), AccountFailure> {
        match kind == GrantKind::Administrator && !matches!(self.credential, Credential::Session(_)) {
            true => Err(refusal::administrator_by_browser().into()),
            false => Ok(()),
        }
    }

    /// By what they are known.
    pub(super) fn credential(&self) -> &Credential {
        &self.credential
    }

    /// The hash of the session's token; empty where there is no session.
    pub(super) fn session(&self) -> &str {
        match &self.credential {
            Credential::Session(hash) => hash,
            Credential::Token(..) | Credential::Job(_) => "",
        }
    }
}

/// By what somebody is known: the hash of its secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Credential {
    /// A session of a browser.
    Session(String),
    /// A token of a program, with how much it may do.
    Token(String, TokenScope),
    /// A job that a session or token of theirs began, with whether that had passed the second factor.
    Job(bool),
}

/// What a credential opens.
pub(super) struct Opened {
    pub(super) credential: Credential,
    /// The secret of forms; empty for a token, which sends none.
    pub(super) csrf: String,
    pub(super) second_factor: bool,
}

impl From<session::Model> for Opened {
    fn from(row: session::Model) -> Self {
        Self { credential: Credential::Session(row.token), csrf: row.csrf, second_factor: row.second_factor }
    }
}

impl Opened {
    fn of_job(second_factor: bool) -> Self {
        Self { credential: Credential::Job(second_factor), csrf: String::new(), second_factor }
    }
}

/// A session as its person sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// By which it is revoked; it opens nothing.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// When it began, in microseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was used last, to the minute, in microseconds since 1970-01-01 UTC.
    pub seen_at: i64,
    /// What the browser calls itself.
    pub agent: String,
}

/// What a new session is.
#[derive(Clone, Copy)]
pub(super) struct Fresh<'a> {
    pub(super) person: &'a str,
    pub(super) agent: &'a str,
    /// It waits for the second factor and opens nothing.
    pub(super) pending: bool,
    pub(super) second_factor: bool,
}

/// A session that lives at a time, whose it is.
pub(super) async fn living(
    db: &impl ConnectionTrait,
    hash: &str,
    pending: bool,
    now: i64,
    idle: i64,
) -> Result<Option<(session::Model, person::Model)>, Fault> {
    let found = session::Entity::find_by_id(hash).find_also_related(person::Entity).one(db).await?;
    let lives = |row: &session::Model, person: &person::Model| {
        let open = row.pending == pending && row.revoked_at.is_none();
        open && now < row.expires_at && now - row.seen_at < idle && person.state == ACTIVE
    };
    let found = found.and_then(|(row, person)| Some((row, person?)));
    Ok(found.filter(|(row, person)| lives(row, person)))
}

/// Ends sessions of a person, all but the one of a hash.
pub(super) async fn end_all(
    db: &impl ConnectionTrait,
    person: &str,
    but: Option<&str>,
    now: i64,
) -> Result<(), Fault> {
    let mut ending = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .filter(session::Column::Person.eq(person))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(but) = but {
        ending = ending.filter(session::Column::Token.ne(but));
    }
    ending.exec(db).await?;
    Ok(())
}

/// What the browser of a session calls itself.
pub(super) async fn agent_of(db: &impl ConnectionTrait, hash: &str) -> Result<String, Fault> {
    Ok(session::Entity::find_by_id(hash).one(db).await?.map(|row| row.agent).unwrap_or_default())
}

/// Ends one session.
pub(super) async fn end(db: &impl ConnectionTrait, hash: &str, now: i64) -> Result<(), Fault> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .filter(session::Column::Token.eq(hash))
        .exec(db)
        .await?;
    Ok(())
}

opaque!(SignedInPerson, OpenSession);

impl App {
    /// Opens a session and returns its token.
    pub(super) async fn open_session(
        &self,
        db: &impl ConnectionTrait,
        fresh: Fresh<'_>,
    ) -> Result<String, Fault> {
        let (token, csrf, now) = (self.chance.draw()?, self.chance.draw()?, self.clock.now());
        let row = session::ActiveModel {
            token: Set(secrets::hash(Kind::Session, &token)),
            person: Set(fresh.person.to_owned()),
            pending: Set(fresh.pending),
            csrf: Set(csrf),
            created_at: Set(now),
            seen_at: Set(now),
            expires_at: Set(if fresh.pending { now + SECOND_STEP } else { now.saturating_add(self.life()) }),
            revoked_at: Set(None),
            second_factor: Set(fresh.second_factor),
            agent: Set(fresh.agent.chars().filter(|sign| !sign.is_control()).take(AGENT).collect()),
        };
        session::Entity::insert(row).exec_without_returning(db).await?;
        Ok(token)
    }

    /// Who a session belongs to; nothing when it has ended. A session lasts 12 hours, and 60 minutes without being used.
    pub async fn who(&self, token: &str) -> Result<Option<SignedInPerson>, AccountFailure> {
        let (hash, now) = (secrets::hash(Kind::Session, token), self.clock.now());
        let db = self.store.read();
        let Some((row, person)) = living(db, &hash, false, now, self.idle()).await? else { return Ok(None) };
        if now - row.seen_at >= NOTED {
            // no list shows when somebody was seen last
            store::in_transaction!(unlisted, self, AccountFailure, db => {
                session::Entity::update_many()
                    .col_expr(session::Column::SeenAt, Expr::value(now))
                    .filter(session::Column::Token.eq(row.token.as_str()))
                    .exec(db)
                    .await?;
                Ok(())
            });
        }
        Ok(Some(self.shown(db, row.into(), person).await?))
    }

    pub(super) async fn shown(
        &self,
        db: &impl ConnectionTrait,
        opened: Opened,
        person: person::Model,
    ) -> Result<SignedInPerson, Fault> {
        let today = self.today()?;
        let open = grants::open(db, &person.id).await?;
        let holding = open.into_iter().filter(|held| held.holds(today));
        let (roles, withheld): (Vec<Held>, Vec<Held>) =
            holding.partition(|held| opened.second_factor || !self.asks_second_factor(held));
        let administers = matches!(
            opened.credential,
            Credential::Session(_) | Credential::Token(_, TokenScope::Administer)
        );
        let roles = roles.into_iter().filter(|held| administers || held.kind != GrantKind::Administrator);
        Ok(SignedInPerson {
            credential: opened.credential,
            person: person.id,
            login: person.login,
            name: person.name,
            language: person.language,
            csrf: opened.csrf,
            roles: roles.collect(),
            withheld: !withheld.is_empty(),
            second_factor: opened.second_factor,
        })
    }

    /// The person in whose name a job runs, with what they hold now; refused once they may not sign in any more.
    pub(crate) async fn person_of_job(
        &self,
        db: &impl ConnectionTrait,
        person: &str,
        second_factor: bool,
    ) -> Result<SignedInPerson, AccountFailure> {
        let whose = person::Entity::find_by_id(person).one(db).await?;
        let whose = whose.filter(|person| person.state == ACTIVE).ok_or_else(refusal::signed_out)?;
        Ok(self.shown(db, Opened::of_job(second_factor), whose).await?)
    }

    /// The person as they are now: since the session was looked at it may have ended, and roles too.
    pub(crate) async fn present(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
    ) -> Result<SignedInPerson, AccountFailure> {
        let now = self.clock.now();
        let living = match &by.credential {
            Credential::Session(hash) => living(db, hash, false, now, self.idle())
                .await?
                .map(|(row, person)| (Opened::from(row), person)),
            Credential::Token(hash, _) => {
                let living = tokens::living(db, hash, self.today()?).await?;
                living.map(|(row, person)| (Opened::from(row), person))
            }
            Credential::Job(second_factor) => {
                return self.person_of_job(db, by.person(), *second_factor).await;
            }
        };
        let (opened, person) = living.ok_or_else(refusal::signed_out)?;
        Ok(self.shown(db, opened, person).await?)
    }

    /// How long a session lasts without being used, in microseconds. The clock of a demo goes by days; nobody is signed out
    /// by that.
    pub(super) fn idle(&self) -> i64 {
        if self.is_throwaway() { i64::MAX } else { IDLE }
    }

    /// How long a session lasts at most, in microseconds.
    fn life(&self) -> i64 {
        if self.is_throwaway() { i64::MAX } else { LIFE }
    }

    /// Whether a role asks for more than a password. Nothing has to be guarded in a deployment of fictional data.
    fn asks_second_factor(&self, held: &Held) -> bool {
        !self.is_throwaway() && held.kind.needs_second_factor()
    }

    /// The person as they are now, if they may do a use-case on their own account or as an administrator.
    pub(super) async fn permitted(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        use_case: &str,
    ) -> Result<SignedInPerson, AccountFailure> {
        let fresh = self.present(db, by).await?;
        if let Credential::Token(_, scope) = fresh.credential {
            match scope_of(use_case) {
                Some(least) if scope >= least => {}
                Some(TokenScope::Write) => return Err(refusal::token_read_only().into()),
                Some(TokenScope::Administer) => return Err(refusal::token_not_administering().into()),
                Some(TokenScope::Read) | None => return Err(refusal::not_permitted().into()),
            }
        }
        match capability_of(use_case) {
            // the use-case itself asks which enterprise
            Some(AppCapability::SignedIn | AppCapability::ApproveForEnterprise) => Ok(fresh),
            Some(AppCapability::ManageAccounts) if fresh.is_administrator() => Ok(fresh),
            _ => Err(refusal::not_permitted().into()),
        }
    }

    /// The living sessions of a person, newest first.
    pub async fn sessions(&self, by: &SignedInPerson) -> Result<Vec<OpenSession>, AccountFailure> {
        let db = self.store.read();
        let by = self.permitted(db, by, "sessions").await?;
        let now = self.clock.now();
        let rows = session::Entity::find()
            .filter(session::Column::Person.eq(by.person()))
            .filter(session::Column::Pending.eq(false))
            .filter(session::Column::RevokedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(now))
            .filter(session::Column::SeenAt.gt(now - IDLE))
            .order_by_desc(session::Column::CreatedAt)
            .order_by_asc(session::Column::Token)
            .all(db)
            .await?;
        let shown = |row: session::Model| OpenSession {
            is_this: row.token == by.session(),
            id: row.token,
            created_at: row.created_at,
            seen_at: row.seen_at,
            agent: row.agent,
        };
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Ends a session of one's own.
    pub async fn revoke_session(&self, by: &SignedInPerson, id: &str) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let by = self.permitted(db, by, "revoke_session").await?;
            let row = session::Entity::find_by_id(id).one(db).await?;
            if row.is_none_or(|row| row.person != by.person || row.revoked_at.is_some()) {
                return Err(refusal::session_unknown().into());
            }
            end(db, id, self.clock.now()).await?;
            self.audited(db, by.person(), "revoke_session", by.person(), "").await?;
            Ok(())
        });
        Ok(())
    }

    /// Signs out: the session ends.
    pub async fn sign_out(&self, by: &SignedInPerson) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            end(db, by.session(), self.clock.now()).await?;
            self.audited(db, by.person(), "sign_out", by.person(), "").await?;
            Ok(())
        });
        Ok(())
    }

    /// Whether a person has a second factor that works.
    pub(super) async fn factor_of(
        &self,
        db: &impl ConnectionTrait,
        person: &str,
    ) -> Result<Option<second_factor::Model>, Fault> {
        let row = second_factor::Entity::find_by_id(person).one(db).await?;
        Ok(row.filter(|row| row.confirmed_at.is_some()))
    }
}
