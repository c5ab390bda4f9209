//! Another password: by who knows the present one, or by a letter.

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::grants::ACTIVE;
use super::letters::About;
use super::people::{Purpose, folded};
use super::record::{PersonEvent, by};
use super::session::{self, SignedInPerson};
use super::{AccountFailure, MINUTE, attempts, in_transaction, passwords, refusal, signing};
use crate::app::App;
use crate::store::entity::invitation;

/// How long after a letter no other is sent, in microseconds.
const PAUSE: i64 = 5 * MINUTE;

impl App {
    /// Changes the password by the present one; failures count like those of signing in. All other sessions end.
    pub async fn change_password(
        &self,
        who: &SignedInPerson,
        present: &str,
        new: &str,
    ) -> Result<(), AccountFailure> {
        let now = self.clock.now();
        let who = self.permitted(self.store.read(), who, "change_password").await?;
        passwords::acceptable(new, who.login())?;
        let subject = signing::subject(who.login());
        in_transaction!(self, db => Ok(attempts::count(db, &subject, now).await?))?;
        let kept = self.active(self.store.read(), who.person()).await?.password;
        if !passwords::fits(kept.clone(), present).await? {
            return Err(refusal::password_wrong().into());
        }
        let hash = passwords::hashed(new, self.chance.as_ref()).await?;
        in_transaction!(self, db => {
            let who = self.permitted(db, &who, "change_password").await?;
            let person = self.active(db, who.person()).await?;
            if person.password != kept {
                return Err(refusal::password_wrong().into());
            }
            attempts::clear(db, &subject).await?;
            self.keep_password(db, &person.id, &hash).await?;
            session::end_all(db, &person.id, Some(who.session()), now).await?;
            self.happened(db, &by(&person.id), &person.id, &[PersonEvent::PasswordSet]).await?;
            self.audited(db, &person.id, "change_password", &person.id, "").await?;
            self.write_to(db, &person, &About::PasswordChanged).await?;
            Ok(())
        });
        Ok(())
    }

    /// Asks for a letter by which another password is set, within an hour. The answer is the same whether or not the login
    /// exists.
    pub async fn ask_reset(&self, login: &str) -> Result<(), AccountFailure> {
        let (login, now) = (folded(login), self.clock.now());
        in_transaction!(self, db => {
            let known = signing::person_of(db, &login).await?;
            let known = known.filter(|person| person.state == ACTIVE && person.password.is_some());
            let Some(person) = known else {
                self.audited(db, "", "ask_reset", "", "").await?;
                return Ok(());
            };
            let recent = invitation::Entity::find()
                .filter(invitation::Column::Person.eq(person.id.as_str()))
                .filter(invitation::Column::UsedAt.is_null())
                .filter(invitation::Column::CreatedAt.gt(now - PAUSE))
                .one(db)
                .await?;
            if recent.is_none() {
                self.send_secret(db, &person.id, None).await?;
            }
            self.audited(db, "", "ask_reset", &person.id, "").await?;
            Ok(())
        });
        Ok(())
    }

    /// Sets another password by a reset, which works once and for an hour. All sessions end and a lock is lifted; the second
    /// factor stays.
    pub async fn reset(&self, token: &str, password: &str) -> Result<(), AccountFailure> {
        self.set_by_secret(token, password, Purpose::Reset).await
    }
}
