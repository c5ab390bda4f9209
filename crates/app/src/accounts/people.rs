//! People: how they come in, and how they leave.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, Set,
};

use super::grants::{ACTIVE, ADMINISTRATOR, ANY, GrantKind, Held};
use super::letters::About;
use super::record::{PersonEvent, by};
use super::refusal::{self, AccountRefusal};
use super::secrets::{self, Kind};
use super::session::{self, SignedInPerson};
use super::{AccountFailure, DAY, HOUR, attempts, in_transaction, opaque, passwords, signing, tokens};
use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::{invitation, person};

/// How long an invitation can be used, in microseconds.
const INVITED: i64 = 7 * DAY;

/// How long a reset can be used, in microseconds.
const RESET: i64 = HOUR;

/// Why a person gets a secret to set a password with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Invite,
    Reset,
}

impl Purpose {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
        }
    }
}

/// A person who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The login, of 3 to 64 letters, digits, and `.`, `_`, `-`, `@`; upper and lower case are the same.
    pub login: String,
    /// The name.
    pub name: String,
    /// The address of e-mail.
    pub email: String,
    /// `zh` or `en`; anything else counts as `zh`.
    pub language: String,
}

/// The first person of a deployment.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstAdministrator {
    /// Who it is.
    pub person: NewPerson,
    /// The password.
    pub password: String,
}

/// A login as it is compared: without spaces around it, in lower case.
pub(super) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}

impl NewPerson {
    /// All that is wrong with what was written, of which a form tells each beside its field.
    #[must_use]
    pub fn mistakes(&self) -> Vec<AccountRefusal> {
        let mut found = Vec::new();
        let login = folded(&self.login);
        let allowed = |sign: char| sign.is_ascii_alphanumeric() || "._-@".contains(sign);
        if !(3..=64).contains(&login.len()) || !login.chars().all(allowed) {
            found.push(refusal::login_invalid(&self.login));
        }
        let (name, email) = (self.name.trim(), self.email.trim());
        if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
            found.push(refusal::name_missing());
        }
        let address = email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        });
        let plain =
            !email.chars().any(|sign| sign.is_whitespace() || sign.is_control() || "<>,;\"".contains(sign));
        if !address || !plain || email.len() > 254 {
            found.push(refusal::email_invalid(email));
        }
        found
    }

    /// The person as the table keeps them, or the first that is wrong with them.
    pub(super) fn checked(&self) -> Result<Self, AccountRefusal> {
        if let Some(first) = self.mistakes().into_iter().next() {
            return Err(first);
        }
        let (name, email) = (self.name.trim().to_owned(), self.email.trim().to_owned());
        let language = if self.language == "en" { "en" } else { "zh" };
        Ok(Self { login: folded(&self.login), name, email, language: language.to_owned() })
    }
}

opaque!(FirstAdministrator);

impl App {
    /// Sets the first administrator up; only on a deployment that has no people. Returns the id of the person.
    pub async fn set_up(&self, first: &FirstAdministrator) -> Result<String, AccountFailure> {
        let new = first.person.checked()?;
        passwords::acceptable(&first.password, &new.login)?;
        if person::Entity::find().count(self.store.read()).await? > 0 {
            return Err(refusal::already_set_up().into());
        }
        let (hash, today) = (passwords::hashed(&first.password, self.chance.as_ref()).await?, self.today()?);
        Ok(in_transaction!(self, db => {
            if person::Entity::find().count(db).await? > 0 {
                return Err(refusal::already_set_up().into());
            }
            let id = self.enter_person(db, &new, Some(hash.clone())).await?;
            let author = by(&id);
            self.happened(db, &author, &id, &[PersonEvent::PersonRegistered, PersonEvent::PasswordSet]).await?;
            let held = Held {
                grant: String::new(),
                kind: GrantKind::Administrator,
                role: ADMINISTRATOR.to_owned(),
                place: ANY.to_owned(),
                programme: ANY.to_owned(),
                may_submit: false,
                since: today,
                until: None,
                delegated_from: None,
            };
            self.write_grant(db, &author, &id, &held).await?;
            self.audited(db, &id, "set_up", &id, "").await?;
            Ok(id)
        }))
    }

    /// Writes the row of a person, whose login nobody may have; returns the id.
    pub(super) async fn enter_person(
        &self,
        db: &impl ConnectionTrait,
        new: &NewPerson,
        password: Option<String>,
    ) -> Result<String, AccountFailure> {
        if signing::person_of(db, &new.login).await?.is_some() {
            return Err(refusal::login_taken(&new.login).into());
        }
        let id = secrets::id(self.chance.as_ref())?;
        let row = person::ActiveModel {
            id: Set(id.clone()),
            login: Set(new.login.clone()),
            name: Set(new.name.clone()),
            email: Set(new.email.clone()),
            language: Set(new.language.clone()),
            state: Set(ACTIVE.to_owned()),
            password: Set(password),
            created_at: Set(self.clock.now()),
        };
        person::Entity::insert(row).exec_without_returning(db).await?;
        Ok(id)
    }

    /// Invites a person, who sets a password by the link in the letter within 7 days. Returns the id of the person.
    pub async fn invite_person(
        &self,
        who: &SignedInPerson,
        new: &NewPerson,
    ) -> Result<String, AccountFailure> {
        let new = new.checked()?;
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "invite_person").await?;
            self.invite_in(db, &who, &new, "invite_person").await
        }))
    }

    pub(super) async fn invite_in(
        &self,
        db: &impl ConnectionTrait,
        who: &SignedInPerson,
        new: &NewPerson,
        use_case: &str,
    ) -> Result<String, AccountFailure> {
        let id = self.enter_person(db, new, None).await?;
        self.happened(db, &by(who.person()), &id, &[PersonEvent::PersonInvited]).await?;
        self.send_secret(db, &id, Some(who)).await?;
        self.audited(db, who.person(), use_case, &id, "").await?;
        Ok(id)
    }

    /// Sends another invitation to a person who has not set a password; earlier ones work no more.
    pub async fn invite_again(&self, who: &SignedInPerson, id: &str) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "invite_again").await?;
            if self.active(db, id).await?.password.is_some() {
                return Err(refusal::invitation_accepted().into());
            }
            self.send_secret(db, id, Some(&who)).await?;
            self.audited(db, who.person(), "invite_again", id, "").await?;
            Ok(())
        });
        Ok(())
    }

    /// A person who has not left.
    pub(super) async fn active(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
    ) -> Result<person::Model, AccountFailure> {
        let row = person::Entity::find_by_id(id).one(db).await?;
        let active = row.filter(|person| person.state == ACTIVE);
        Ok(active.ok_or_else(|| refusal::person_unknown(id))?)
    }

    /// Sends a secret by which a person sets a password; earlier ones work no more. Somebody invites, or else the person asked
    /// for it.
    pub(super) async fn send_secret(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
        inviter: Option<&SignedInPerson>,
    ) -> Result<(), AccountFailure> {
        let (token, now) = (self.chance.draw()?, self.clock.now());
        void_secrets(db, id, now).await?;
        let (purpose, lasts, about) = match inviter {
            Some(who) => (Purpose::Invite, INVITED, About::Invitation { token: &token, by: who.name() }),
            None => (Purpose::Reset, RESET, About::Reset { token: &token }),
        };
        let row = invitation::ActiveModel {
            token: Set(secrets::hash(Kind::Invitation, &token)),
            person: Set(id.to_owned()),
            purpose: Set(purpose.name().to_owned()),
            created_at: Set(now),
            expires_at: Set(now + lasts),
            used_at: Set(None),
        };
        invitation::Entity::insert(row).exec_without_returning(db).await?;
        let person = self.active(db, id).await?;
        Ok(self.write_to(db, &person, &about).await?)
    }

    /// Sets the password by an invitation, which works once and for 7 days.
    pub async fn accept_invitation(&self, token: &str, password: &str) -> Result<(), AccountFailure> {
        self.set_by_secret(token, password, Purpose::Invite).await
    }

    /// The login of the person to whom a link belongs that can still be used: a reset, or else an invitation.
    pub async fn link_holder(&self, token: &str, reset: bool) -> Result<String, AccountFailure> {
        let purpose = if reset { Purpose::Reset } else { Purpose::Invite };
        let (secret, now) = (secrets::hash(Kind::Invitation, token), self.clock.now());
        Ok(self.usable(self.store.read(), &secret, purpose, now).await?.login)
    }

    pub(super) async fn set_by_secret(
        &self,
        token: &str,
        password: &str,
        purpose: Purpose,
    ) -> Result<(), AccountFailure> {
        let (secret, now) = (secrets::hash(Kind::Invitation, token), self.clock.now());
        // a look before the slow hash, which only who holds a secret may order
        let person = self.usable(self.store.read(), &secret, purpose, now).await?;
        passwords::acceptable(password, &person.login)?;
        let hash = passwords::hashed(password, self.chance.as_ref()).await?;
        in_transaction!(self, db => {
            let person = self.usable(db, &secret, purpose, now).await?;
            let events = self.begin_anew(db, &person, &hash).await?;
            self.happened(db, &by(&person.id), &person.id, &events).await?;
            self.audited(db, &person.id, "password_set", &person.id, purpose.name()).await?;
            if purpose == Purpose::Reset {
                self.write_to(db, &person, &About::PasswordChanged).await?;
            }
            Ok(())
        });
        Ok(())
    }

    /// Gives a person another password: secrets by letter work no more, all sessions and tokens end, a lock is lifted. Returns what
    /// happened.
    pub(super) async fn begin_anew(
        &self,
        db: &impl ConnectionTrait,
        person: &person::Model,
        hash: &str,
    ) -> Result<Vec<PersonEvent>, Fault> {
        let now = self.clock.now();
        void_secrets(db, &person.id, now).await?;
        self.keep_password(db, &person.id, hash).await?;
        session::end_all(db, &person.id, None, now).await?;
        tokens::end_all(db, &person.id, now).await?;
        let mut events = vec![PersonEvent::PasswordSet];
        if attempts::clear(db, &signing::subject(&person.login)).await? {
            events.push(PersonEvent::Unlocked);
        }
        Ok(events)
    }

    pub(super) async fn keep_password(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
        hash: &str,
    ) -> Result<(), Fault> {
        person::Entity::update_many()
            .col_expr(person::Column::Password, Expr::value(hash))
            .filter(person::Column::Id.eq(id))
            .exec(db)
            .await?;
        Ok(())
    }

    /// The person of a secret that can still be used.
    async fn usable(
        &self,
        db: &impl ConnectionTrait,
        secret: &str,
        purpose: Purpose,
        now: i64,
    ) -> Result<person::Model, AccountFailure> {
        let row = invitation::Entity::find_by_id(secret).one(db).await?;
        let Some(row) = row.filter(|row| row.purpose == purpose.name()) else {
            return Err(refusal::invitation_unknown().into());
        };
        if row.used_at.is_some() {
            return Err(refusal::invitation_used().into());
        }
        if row.expires_at <= now {
            return Err(refusal::invitation_expired().into());
        }
        self.active(db, &row.person).await
    }
}

/// No secret that a person was sent works any more.
pub(super) async fn void_secrets(db: &impl ConnectionTrait, id: &str, now: i64) -> Result<(), Fault> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now))
        .filter(invitation::Column::Person.eq(id))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::NewPerson;

    #[test]
    fn people_are_checked() {
        let check = |login: &str, name: &str, email: &str| {
            let new = NewPerson {
                login: login.to_owned(),
                name: name.to_owned(),
                email: email.to_owned(),
                language: "fr".to_owned(),
            };
            new.checked().map(|checked| (checked.login, checked.language)).map_err(|refusal| refusal.code)
        };
        assert_eq!(
            check(" Lin.Wei ", "林伟", "lin@city.example"),
            Ok(("lin.wei".to_owned(), "zh".to_owned()))
        );
        assert_eq!(check("林伟", "林伟", "lin@city.example"), Err("login-invalid"));
        assert_eq!(check("li", "林伟", "lin@city.example"), Err("login-invalid"));
        assert_eq!(check("lin", " ", "lin@city.example"), Err("name-missing"));
        for email in
            ["lin", "lin@", "@city.example", "lin@city", "a b@city.example", "a@b@c.d", "<a@b.c>", "a@.c"]
        {
            assert_eq!(check("lin", "林伟", email), Err("email-invalid"), "{email}");
        }
    }
}
