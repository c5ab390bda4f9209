//! The way back in for who can sign in no more and has no administrator to ask: by the command line, on the machine itself.

use super::letters::About;
use super::people::folded;
use super::record::{PersonEvent, by};
use super::{AccountFailure, in_transaction, passwords, refusal, signing};
use crate::app::App;

impl App {
    /// Gives the person of a login another password and removes their second factor, which is enrolled again at the next
    /// sign-in. All sessions end, a lock is lifted, letters that set a password work no more.
    ///
    /// # Errors
    ///
    /// Refused for a login that nobody has or whose person has left, and for a password that is too weak.
    pub async fn recover(&self, login: &str, password: &str) -> Result<(), AccountFailure> {
        let login = folded(login);
        passwords::acceptable(password, &login)?;
        let hash = passwords::hashed(password, self.chance.as_ref()).await?;
        in_transaction!(self, db => {
            let known = signing::person_of(db, &login).await?;
            let known = known.ok_or_else(|| refusal::person_unknown(&login))?;
            let person = self.active(db, &known.id).await?;
            let mut events = self.begin_anew(db, &person, &hash).await?;
            if self.forget_factor(db, &person.id).await? {
                events.push(PersonEvent::SecondFactorRemoved);
            }
            self.happened(db, &by(""), &person.id, &events).await?;
            self.audited(db, "", "recover", &person.id, "").await?;
            self.write_to(db, &person, &About::PasswordChanged).await?;
            Ok(())
        });
        Ok(())
    }
}
