//! The second factor: codes of an authenticator (RFC 6238) and recovery codes.

use duheng_pack::number::half_width;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};
use totp_rs::{Builder, Secret, Totp};

use super::record::{PersonEvent, by};
use super::refusal::{self, AccountRefusal};
use super::secrets::{self, Kind};
use super::session::{self, Fresh, SignedInPerson};
use super::{AccountFailure, SECOND, attempts, in_transaction, opaque, tokens};
use crate::app::App;
use crate::fault::Fault;
use crate::keys::{SEALED, from_hex};
use crate::store::entity::{recovery_code, second_factor};

/// How many recovery codes a person gets.
const CODES: usize = 8;

/// A second factor that is being enrolled.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as an `otpauth` address, to be shown as a QR code.
    pub address: String,
}

/// A second factor that was enrolled.
#[derive(Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The token of the new session; the one before has ended.
    pub token: String,
    /// Codes that stand in for the authenticator, each once; they are not shown again.
    pub recovery_codes: Vec<String>,
}

impl Enrolment {
    fn of(bytes: Vec<u8>, login: &str) -> Self {
        let secret = Secret::from(bytes).to_base32();
        // a login has no sign that an address would have to escape but `@`
        let login = login.replace('@', "%40");
        let address = format!("otpauth://totp/Duheng:{login}?secret={secret}&issuer=Duheng");
        Self { secret, address }
    }
}

/// Six digits each 30 seconds by HMAC-SHA-1, which is what all authenticators do; one step early or late is accepted.
fn totp(secret: &[u8]) -> Result<Totp, Fault> {
    let built = Builder::new().with_secret(Secret::from(secret.to_vec())).build();
    built.map_err(|error| Fault::Setting(format!("a second factor: {error}")))
}

/// What failures of a code are counted on; a right password does not clear them.
fn subject(person: &str) -> String {
    secrets::hash(Kind::Attempt, &format!("code {person}"))
}

opaque!(Enrolment, Confirmed);

impl App {
    /// Begins to enrol a second factor; an enrolment that was not confirmed is replaced.
    pub async fn enrol_second_factor(&self, who: &SignedInPerson) -> Result<Enrolment, AccountFailure> {
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "enrol_second_factor").await?;
            if self.factor_of(db, who.person()).await?.is_some() {
                return Err(refusal::second_factor_held().into());
            }
            let bytes = secrets::bytes(self.chance.as_ref(), 20)?;
            second_factor::Entity::delete_by_id(who.person()).exec(db).await?;
            let row = second_factor::ActiveModel {
                person: Set(who.person().to_owned()),
                secret: Set(self.key.seal(who.person(), &bytes, self.chance.as_ref())?),
                confirmed_at: Set(None),
                last_step: Set(-1),
            };
            second_factor::Entity::insert(row).exec_without_returning(db).await?;
            Ok(Enrolment::of(bytes, who.login()))
        }))
    }

    /// The enrolment that was begun and is not confirmed yet.
    pub async fn enrolment(&self, who: &SignedInPerson) -> Result<Option<Enrolment>, AccountFailure> {
        let db = self.store.read();
        let who = self.permitted(db, who, "enrolment").await?;
        let row = second_factor::Entity::find_by_id(who.person()).one(db).await?;
        let begun = row.filter(|row| row.confirmed_at.is_none());
        let bytes = begun.and_then(|row| self.key.unseal(&row.person, &row.secret));
        Ok(bytes.map(|bytes| Enrolment::of(bytes, who.login())))
    }

    /// Seals the secrets that an earlier version kept as they are.
    pub(crate) async fn seal_second_factors(&self) -> Result<(), Fault> {
        let plain = || second_factor::Column::Secret.not_like(format!("{SEALED}%"));
        if second_factor::Entity::find().filter(plain()).one(self.store.read()).await?.is_none() {
            return Ok(());
        }
        crate::store::in_transaction!(self, Fault, db => {
            for row in second_factor::Entity::find().filter(plain()).all(db).await? {
                let bytes = from_hex(&row.secret);
                let sealed = self.key.seal(&row.person, &bytes, self.chance.as_ref())?;
                second_factor::Entity::update_many()
                    .col_expr(second_factor::Column::Secret, Expr::value(sealed))
                    .filter(second_factor::Column::Person.eq(row.person))
                    .exec(db)
                    .await?;
            }
            Ok(())
        });
        Ok(())
    }

    /// How many second factors the key of this deployment does not open: those of a backup that was restored beside another
    /// key. Their people sign in with a recovery code, or an administrator removes the factor.
    pub async fn unreadable_second_factors(&self) -> Result<usize, Fault> {
        let rows = second_factor::Entity::find().all(self.store.read()).await?;
        Ok(rows.iter().filter(|row| self.key.unseal(&row.person, &row.secret).is_none()).count())
    }

    /// Confirms a second factor by a first code. The session is replaced by one that has passed it, all others end.
    pub async fn confirm_second_factor(
        &self,
        who: &SignedInPerson,
        code: &str,
    ) -> Result<Confirmed, AccountFailure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "confirm_second_factor").await?;
            let row = second_factor::Entity::find_by_id(who.person()).one(db).await?;
            let row = row.ok_or_else(refusal::second_factor_missing)?;
            if row.confirmed_at.is_some() {
                return Err(refusal::second_factor_held().into());
            }
            self.take_code(db, &row, code, now).await??;
            second_factor::Entity::update_many()
                .col_expr(second_factor::Column::ConfirmedAt, Expr::value(now))
                .filter(second_factor::Column::Person.eq(who.person()))
                .exec(db)
                .await?;
            let recovery_codes = self.new_codes(db, who.person()).await?;
            session::end_all(db, who.person(), None, now).await?;
            let agent = session::agent_of(db, who.session()).await?;
            let fresh = Fresh { person: who.person(), agent: &agent, pending: false, second_factor: true };
            let token = self.open_session(db, fresh).await?;
            self.happened(db, &by(who.person()), who.person(), &[PersonEvent::SecondFactorEnrolled]).await?;
            self.audited(db, who.person(), "confirm_second_factor", who.person(), "").await?;
            Ok(Confirmed { token, recovery_codes })
        }))
    }

    /// Makes new recovery codes; earlier ones work no more.
    async fn new_codes(&self, db: &impl ConnectionTrait, person: &str) -> Result<Vec<String>, Fault> {
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::Person.eq(person))
            .exec(db)
            .await?;
        let mut codes = Vec::new();
        let mut rows = Vec::new();
        for _ in 0..CODES {
            let digits: Vec<char> = self.chance.draw()?.chars().take(16).collect();
            let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
            let code = groups.join("-");
            rows.push(recovery_code::ActiveModel {
                person: Set(person.to_owned()),
                code: Set(secrets::hash(Kind::RecoveryCode, &plain(&code))),
                used_at: Set(None),
            });
            codes.push(code);
        }
        recovery_code::Entity::insert_many(rows).exec_without_returning(db).await?;
        Ok(codes)
    }

    /// The second step of signing in: a code of the authenticator, or a recovery code; each counts once. Returns the token of
    /// the session.
    pub async fn second_factor(&self, pending: &str, code: &str) -> Result<String, AccountFailure> {
        let (hash, now) = (secrets::hash(Kind::Session, pending), self.clock.now());
        // a refusal here is a result, for the failure that it counts has to stay
        let outcome = in_transaction!(self, db => {
            let Some((row, person)) = session::living(db, &hash, true, now, self.idle()).await? else {
                return Ok(Err(refusal::sign_in_over()));
            };
            let Some(factor) = self.factor_of(db, &person.id).await? else {
                return Ok(Err(refusal::sign_in_over()));
            };
            let subject = subject(&person.id);
            let counted = match attempts::count(db, &subject, now).await? {
                Ok(counted) => counted,
                Err(locked) => return Ok(Err(locked)),
            };
            if let Err(wrong) = self.take_code(db, &factor, code, now).await? {
                if counted.locks_until.is_some() {
                    self.happened(db, &by(""), &person.id, &[PersonEvent::Locked]).await?;
                }
                self.audited(db, "", "sign_in_failed", &person.id, wrong.code).await?;
                return Ok(Err(counted.locks_until.map_or(wrong, |until| attempts::locked(until, now))));
            }
            attempts::clear(db, &subject).await?;
            if counted.after_lock {
                self.happened(db, &by(&person.id), &person.id, &[PersonEvent::Unlocked]).await?;
            }
            session::end(db, &hash, now).await?;
            let fresh = Fresh { person: &person.id, agent: &row.agent, pending: false, second_factor: true };
            let token = self.open_session(db, fresh).await?;
            self.audited(db, &person.id, "sign_in", &person.id, "second step").await?;
            Ok(Ok(token))
        });
        Ok(outcome?)
    }

    /// Takes a code, so that it counts no more.
    async fn take_code(
        &self,
        db: &impl ConnectionTrait,
        factor: &second_factor::Model,
        code: &str,
        now: i64,
    ) -> Result<Result<(), AccountRefusal>, Fault> {
        let code = plain(code);
        if code.len() == 16 {
            let kept = (factor.person.clone(), secrets::hash(Kind::RecoveryCode, &code));
            return Ok(match recovery_code::Entity::find_by_id(kept.clone()).one(db).await? {
                None => Err(refusal::code_wrong()),
                Some(row) if row.used_at.is_some() => Err(refusal::code_used()),
                Some(_) => {
                    recovery_code::Entity::update_many()
                        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
                        .filter(recovery_code::Column::Person.eq(kept.0))
                        .filter(recovery_code::Column::Code.eq(kept.1))
                        .exec(db)
                        .await?;
                    Ok(())
                }
            });
        }
        let seconds = u64::try_from(now / SECOND).map_err(|_| Fault::Time(now))?;
        let Some(secret) = self.key.unseal(&factor.person, &factor.secret) else {
            return Ok(Err(refusal::second_factor_unreadable()));
        };
        let step = totp(&secret)?.check(&code, seconds);
        let Some(step) = step.and_then(|step| i64::try_from(step).ok()) else {
            return Ok(Err(refusal::code_wrong()));
        };
        if step <= factor.last_step {
            return Ok(Err(refusal::code_used()));
        }
        second_factor::Entity::update_many()
            .col_expr(second_factor::Column::LastStep, Expr::value(step))
            .filter(second_factor::Column::Person.eq(factor.person.as_str()))
            .exec(db)
            .await?;
        Ok(Ok(()))
    }

    /// Removes the second factor of a person who lost it; their sessions end, and roles that need one are withheld until
    /// another is enrolled.
    pub async fn remove_second_factor(&self, who: &SignedInPerson, id: &str) -> Result<(), AccountFailure> {
        let now = self.clock.now();
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "remove_second_factor").await?;
            let person = self.active(db, id).await?;
            if !self.forget_factor(db, &person.id).await? {
                return Err(refusal::second_factor_missing().into());
            }
            session::end_all(db, id, None, now).await?;
            tokens::end_all(db, id, now).await?;
            self.happened(db, &by(who.person()), id, &[PersonEvent::SecondFactorRemoved]).await?;
            self.audited(db, who.person(), "remove_second_factor", id, "").await?;
            Ok(())
        });
        Ok(())
    }

    /// Forgets the second factor of a person with its recovery codes and the failures that were counted on it; says whether
    /// there was one that had been confirmed.
    pub(super) async fn forget_factor(&self, db: &impl ConnectionTrait, person: &str) -> Result<bool, Fault> {
        let held = self.factor_of(db, person).await?.is_some();
        second_factor::Entity::delete_by_id(person).exec(db).await?;
        let own = recovery_code::Column::Person.eq(person);
        recovery_code::Entity::delete_many().filter(own).exec(db).await?;
        attempts::clear(db, &subject(person)).await?;
        Ok(held)
    }
}

/// A code without what people type between its signs; full-width digits count as digits.
fn plain(code: &str) -> String {
    code.chars().map(half_width).filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}
