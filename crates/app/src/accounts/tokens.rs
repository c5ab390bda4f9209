//! Tokens: by which a program of a person acts in their name, and how each of its requests was answered.
//!
//! A token carries the roles that its person holds whenever it is used, and never more than the session that made it; the
//! role of an administrator it carries only where it was made to administer.

use duheng_pack::calendar::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};

use super::grants::ACTIVE;
use super::policy::{AppCapability, capability_of};
use super::scope::TokenScope;
use super::secrets::{self, Kind};
use super::session::{Credential, NOTED, Opened};
use super::{AccountFailure, DAY, MINUTE, SignedInPerson, in_transaction, opaque, refusal};
use crate::app::App;
use crate::fault::Fault;
use crate::store;
use crate::store::entity::{person, receipt, token};

/// What every token begins with, so that one that lies about is known for what it is.
const HEAD: &str = "dh_";

/// The most characters of a name.
const LONGEST: usize = 60;

/// How many tokens of one person can be valid at once.
const MOST: u64 = 20;

/// How many days a token is valid at most, from today.
const LAST: i32 = 366;

/// How long a request that was never answered keeps others with its key away, in microseconds.
const RUNNING: i64 = MINUTE;

/// The same for one that administers: what opens the accounts of others does not lie about for a year.
const LAST_ADMINISTERING: i32 = 92;

/// A token that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What its person calls it, of 60 characters at most.
    pub name: String,
    /// How much it may do.
    pub scope: TokenScope,
    /// The last day, included; at most a year from today, and 92 days for one that administers.
    pub until: Date,
}

/// A token as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedToken {
    /// By which it is revoked; it opens nothing.
    pub id: String,
    /// What its person calls it.
    pub name: String,
    /// How much it may do.
    pub scope: TokenScope,
    /// The last day, included.
    pub until: String,
    /// Whether that day is past.
    pub is_over: bool,
    /// When it was made, in microseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was used last, to the minute, in microseconds since 1970-01-01 UTC.
    pub used_at: Option<i64>,
}

/// What is known of a request when it comes.
#[derive(Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is new, and may be done.
    New,
    /// It was done within the last day, and answered with this status and this body.
    Done(u16, String),
    /// Another request had this key within the last day.
    Other,
    /// The same request runs at this moment.
    Running,
}

opaque!(Begun);

impl From<token::Model> for Opened {
    fn from(row: token::Model) -> Self {
        let scope = TokenScope::of(row.writes, row.administers);
        let credential = Credential::Token(row.token, scope);
        Self { credential, csrf: String::new(), second_factor: row.second_factor }
    }
}

/// A token that is valid on a day, whose it is.
pub(super) async fn living(
    db: &impl ConnectionTrait,
    hash: &str,
    today: Date,
) -> Result<Option<(token::Model, person::Model)>, Fault> {
    let found = token::Entity::find_by_id(hash).find_also_related(person::Entity).one(db).await?;
    let lives = |row: &token::Model, person: &person::Model| {
        row.revoked_at.is_none() && today.to_string() <= row.until && person.state == ACTIVE
    };
    let found = found.and_then(|(row, person)| Some((row, person?)));
    Ok(found.filter(|(row, person)| lives(row, person)))
}

/// Revokes all tokens of a person.
pub(super) async fn end_all(db: &impl ConnectionTrait, person: &str, now: i64) -> Result<(), Fault> {
    token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, Expr::value(now))
        .filter(token::Column::Person.eq(person))
        .filter(token::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Clears the receipts of which nobody may ask any more.
pub(super) async fn sweep(db: &impl ConnectionTrait, now: i64) -> Result<u64, Fault> {
    let old = receipt::Column::At.lt(now - DAY);
    Ok(receipt::Entity::delete_many().filter(old).exec(db).await?.rows_affected)
}

impl App {
    /// The person as they are now, if that by which they are known lets them change anything in a programme.
    pub(crate) async fn changing(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        use_case: &str,
    ) -> Result<SignedInPerson, AccountFailure> {
        let fresh = self.present(db, by).await?;
        match capability_of(use_case) {
            Some(AppCapability::Change) if fresh.may_write() => Ok(fresh),
            Some(AppCapability::Change) => Err(refusal::token_read_only().into()),
            _ => Err(refusal::not_permitted().into()),
        }
    }

    /// Makes a token of one's own and returns it; nobody can see it again.
    pub async fn make_token(&self, who: &SignedInPerson, new: &NewToken) -> Result<String, AccountFailure> {
        let (today, now) = (self.today()?, self.clock.now());
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST {
            return Err(refusal::name_missing().into());
        }
        if new.until < today {
            return Err(refusal::until_past().into());
        }
        let most = if new.scope == TokenScope::Administer { LAST_ADMINISTERING } else { LAST };
        if let Some(last) = today.plus_days(most).filter(|last| *last < new.until) {
            return Err(refusal::token_too_late(&last.to_string()).into());
        }
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "make_token").await?;
            if new.scope == TokenScope::Administer && !who.may_administer() {
                return Err(refusal::nothing_to_administer().into());
            }
            let valid = Condition::all()
                .add(token::Column::Person.eq(who.person()))
                .add(token::Column::RevokedAt.is_null())
                .add(token::Column::Until.gte(today.to_string()));
            if token::Entity::find().filter(valid).count(db).await? >= MOST {
                return Err(refusal::tokens_full(MOST).into());
            }
            let secret = format!("{HEAD}{}", self.chance.draw()?);
            let row = token::ActiveModel {
                token: Set(secrets::hash(Kind::Token, &secret)),
                person: Set(who.person().to_owned()),
                name: Set(name.to_owned()),
                writes: Set(new.scope >= TokenScope::Write),
                administers: Set(new.scope == TokenScope::Administer),
                second_factor: Set(who.has_second_factor()),
                until: Set(new.until.to_string()),
                created_at: Set(now),
                used_at: Set(None),
                revoked_at: Set(None),
            };
            token::Entity::insert(row).exec_without_returning(db).await?;
            self.audited(db, who.person(), "make_token", who.person(), "").await?;
            Ok(secret)
        }))
    }

    /// The tokens of one's own that were not revoked, newest first.
    pub async fn tokens(&self, who: &SignedInPerson) -> Result<Vec<ListedToken>, AccountFailure> {
        let db = self.store.read();
        let who = self.permitted(db, who, "tokens").await?;
        let today = self.today()?.to_string();
        let rows = token::Entity::find()
            .filter(token::Column::Person.eq(who.person()))
            .filter(token::Column::RevokedAt.is_null())
            .order_by_desc(token::Column::CreatedAt)
            .order_by_asc(token::Column::Token)
            .all(db)
            .await?;
        let listed = |row: token::Model| ListedToken {
            id: row.token,
            name: row.name,
            scope: TokenScope::of(row.writes, row.administers),
            is_over: row.until < today,
            until: row.until,
            created_at: row.created_at,
            used_at: row.used_at,
        };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// Revokes a token of one's own.
    pub async fn revoke_token(&self, who: &SignedInPerson, id: &str) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "revoke_token").await?;
            let row = token::Entity::find_by_id(id).one(db).await?;
            if row.is_none_or(|row| row.person != who.person() || row.revoked_at.is_some()) {
                return Err(refusal::token_unknown().into());
            }
            token::Entity::update_many()
                .col_expr(token::Column::RevokedAt, Expr::value(self.clock.now()))
                .filter(token::Column::Token.eq(id))
                .exec(db)
                .await?;
            self.audited(db, who.person(), "revoke_token", who.person(), "").await?;
            Ok(())
        });
        Ok(())
    }

    /// Who a token belongs to; nothing when it was revoked, its last day is past, or its person left.
    pub async fn token_holder(&self, secret: &str) -> Result<Option<SignedInPerson>, AccountFailure> {
        let (hash, now) = (secrets::hash(Kind::Token, secret), self.clock.now());
        let db = self.store.read();
        let Some((row, person)) = living(db, &hash, self.today()?).await? else { return Ok(None) };
        if row.used_at.is_none_or(|used| now - used >= NOTED) {
            store::in_transaction!(unlisted, self, AccountFailure, db => {
                token::Entity::update_many()
                    .col_expr(token::Column::UsedAt, Expr::value(now))
                    .filter(token::Column::Token.eq(row.token.as_str()))
                    .exec(db)
                    .await?;
                Ok(())
            });
        }
        Ok(Some(self.shown(db, row.into(), person).await?))
    }

    /// Notes a request of a program under a key that the program chose, before it is done. `request` is all that was asked.
    pub async fn begin_request(
        &self,
        who: &SignedInPerson,
        key: &str,
        request: &str,
    ) -> Result<Begun, AccountFailure> {
        let (now, request) = (self.clock.now(), secrets::hash(Kind::Request, request));
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "begin_request").await?;
            let id = (by(&who)?, key.to_owned());
            let held = receipt::Entity::find_by_id(id.clone()).one(db).await?;
            let young = |row: &receipt::Model| match row.status {
                Some(_) => now - row.at < DAY,
                None => now - row.at < RUNNING,
            };
            if let Some(row) = held.as_ref().filter(|row| young(row)) {
                if row.request != request {
                    return Ok(Begun::Other);
                }
                let status = row.status.and_then(|status| u16::try_from(status).ok());
                return Ok(match status {
                    Some(status) => Begun::Done(status, row.body.clone().unwrap_or_default()),
                    None => Begun::Running,
                });
            }
            if held.is_some() {
                receipt::Entity::delete_by_id(id.clone()).exec(db).await?;
            }
            let (token, key) = id;
            let row = receipt::ActiveModel {
                token: Set(token),
                key: Set(key),
                request: Set(request.clone()),
                at: Set(now),
                status: Set(None),
                body: Set(None),
            };
            receipt::Entity::insert(row).exec_without_returning(db).await?;
            Ok(Begun::New)
        }))
    }

    /// Notes how a request was answered, for a day; one that was not done frees its key.
    pub async fn end_request(
        &self,
        who: &SignedInPerson,
        key: &str,
        answer: Option<(u16, &str)>,
    ) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "end_request").await?;
            let id = (by(&who)?, key.to_owned());
            match answer {
                None => {
                    receipt::Entity::delete_by_id(id).exec(db).await?;
                }
                Some((status, body)) => {
                    receipt::Entity::update_many()
                        .col_expr(receipt::Column::Status, Expr::value(i64::from(status)))
                        .col_expr(receipt::Column::Body, Expr::value(body))
                        .filter(receipt::Column::Token.eq(id.0))
                        .filter(receipt::Column::Key.eq(id.1))
                        .exec(db)
                        .await?;
                }
            }
            Ok(())
        });
        Ok(())
    }
}

/// The hash of the token by which somebody is known; a browser has none.
fn by(who: &SignedInPerson) -> Result<String, AccountFailure> {
    match who.credential() {
        Credential::Token(hash, _) => Ok(hash.clone()),
        Credential::Session(_) | Credential::Job(_) => Err(refusal::not_permitted().into()),
    }
}
