//! Signing in: the password, then the second factor where there is one.

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::grants::ACTIVE;
use super::people::folded;
use super::record::{PersonEvent, by};
use super::secrets::{self, Kind};
use super::session::Fresh;
use super::{AccountFailure, attempts, in_transaction, opaque, passwords, refusal};
use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::person;

/// What a right password leads to. Both tokens are 256 bits, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// The session, by its token. Roles that need a second factor are withheld until one is enrolled.
    Done(String),
    /// The second factor is to be shown within 10 minutes, by this token.
    NeedsSecondFactor(String),
}

/// What failures of a password are counted on.
pub(super) fn subject(login: &str) -> String {
    secrets::hash(Kind::Attempt, &format!("password {login}"))
}

/// The person of a folded login.
pub(super) async fn person_of(
    db: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<person::Model>, Fault> {
    Ok(person::Entity::find().filter(person::Column::Login.eq(login)).one(db).await?)
}

opaque!(SignedIn);

impl App {
    /// Signs in with a password. A login that nobody has, one that was deactivated and one without a password are answered like
    /// a wrong password, after the same work. Five failures lock the login for 15 minutes, each five further ones for twice as
    /// long, a day at most. `agent` is what the browser calls itself.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        agent: &str,
    ) -> Result<SignedIn, AccountFailure> {
        let login = folded(login);
        let subject = subject(&login);
        let now = self.clock.now();
        let counted = in_transaction!(self, db => Ok(attempts::count(db, &subject, now).await?))?;
        let may = |person: &person::Model| person.state == ACTIVE && person.password.is_some();
        let known = person_of(self.store.read(), &login).await?;
        let kept = known.clone().filter(may).and_then(|person| person.password);
        if !passwords::fits(kept.clone(), password).await? {
            self.failed(known.as_ref(), "password", counted.locks_until).await?;
            return Err(match counted.locks_until {
                Some(until) => attempts::locked(until, now),
                None => refusal::sign_in_wrong(),
            }
            .into());
        }
        Ok(in_transaction!(self, db => {
            // the password may have changed while it was compared
            let person = person_of(db, &login).await?.filter(|person| may(person) && person.password == kept);
            let person = person.ok_or_else(refusal::sign_in_wrong)?;
            attempts::clear(db, &subject).await?;
            if counted.after_lock {
                self.happened(db, &by(&person.id), &person.id, &[PersonEvent::Unlocked]).await?;
            }
            let pending = self.factor_of(db, &person.id).await?.is_some();
            let fresh = Fresh { person: &person.id, agent, pending, second_factor: false };
            let token = self.open_session(db, fresh).await?;
            let step = if pending { "first step" } else { "" };
            self.audited(db, &person.id, "sign_in", &person.id, step).await?;
            Ok(if pending { SignedIn::NeedsSecondFactor(token) } else { SignedIn::Done(token) })
        }))
    }

    /// Notes a failure, and the lock if it made one.
    async fn failed(
        &self,
        known: Option<&person::Model>,
        what: &str,
        locks: Option<i64>,
    ) -> Result<(), AccountFailure> {
        let id = known.map(|person| person.id.as_str()).unwrap_or_default();
        in_transaction!(self, db => {
            if locks.is_some() && !id.is_empty() {
                self.happened(db, &by(""), id, &[PersonEvent::Locked]).await?;
            }
            self.audited(db, "", "sign_in_failed", id, what).await?;
            Ok(())
        });
        Ok(())
    }
}
