//! People leave, and what has expired is cleared.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::grants::{self, ACTIVE, GrantKind, Held};
use super::people::void_secrets;
use super::record::{PersonEvent, by};
use super::session::{self, SignedInPerson};
use super::{AccountFailure, DAY, in_transaction, refusal, tokens};
use crate::app::App;
use crate::store::entity::{attempt, invitation, person, second_factor};

/// How long what has ended is kept before it is swept, in microseconds.
const KEPT: i64 = 30 * DAY;

impl App {
    /// Deactivates a person: sessions and open roles end, and what they held themselves goes to the successor, if there is
    /// one. Expert roles are personal and go to nobody. Returns the roles handed over, as the successor holds them.
    pub async fn deactivate(
        &self,
        who: &SignedInPerson,
        id: &str,
        successor: Option<&str>,
    ) -> Result<Vec<Held>, AccountFailure> {
        let (now, today) = (self.clock.now(), self.today()?);
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "deactivate").await?;
            let author = by(who.person());
            let leaving = person::Entity::find_by_id(id).one(db).await?;
            let leaving = leaving.ok_or_else(|| refusal::person_unknown(id))?;
            if leaving.state != ACTIVE {
                return Err(refusal::already_deactivated().into());
            }
            let held = grants::open(db, id).await?;
            for own in &held {
                who.manages(own.kind)?;
            }
            let mut taken = Vec::new();
            if let Some(successor) = successor {
                let able = self.active(db, successor).await;
                if successor == id || able.is_err() {
                    return Err(refusal::successor_unfit().into());
                }
                taken = grants::open(db, successor).await?;
            }
            for own in &held {
                self.end_grant(db, &author, &own.grant).await?;
            }
            person::Entity::update_many()
                .col_expr(person::Column::State, Expr::value("deactivated"))
                .filter(person::Column::Id.eq(id))
                .exec(db)
                .await?;
            session::end_all(db, id, None, now).await?;
            tokens::end_all(db, id, now).await?;
            void_secrets(db, id, now).await?;
            second_factor::Entity::delete_by_id(id).exec(db).await?;
            let mut handed = Vec::new();
            let lasting = held.into_iter().filter(|own| {
                own.delegated_from.is_none() && own.kind != GrantKind::Expert && !own.is_over(today)
            });
            for own in lasting {
                let Some(successor) = successor else { break };
                if taken.iter().any(|has| covers(has, &own)) {
                    continue;
                }
                let grant = self.write_grant(db, &author, successor, &own).await?;
                handed.push(Held { grant, ..own });
            }
            let successor = successor.map(str::to_owned);
            self.happened(db, &author, id, &[PersonEvent::Deactivated { successor }]).await?;
            self.audited(db, who.person(), "deactivate", id, "").await?;
            if !grants::keeps_an_administrator(db, today).await? {
                return Err(refusal::last_administrator().into());
            }
            Ok(handed)
        }))
    }

    /// Clears what ended more than 30 days ago: sessions, secrets and counts of failures; and receipts that are older than
    /// a day. Returns how many rows.
    pub async fn sweep_accounts(&self) -> Result<u64, AccountFailure> {
        let before = self.clock.now() - KEPT;
        Ok(in_transaction!(self, db => {
            use crate::store::entity::session as sessions;
            let old = sessions::Column::ExpiresAt.lt(before);
            let gone = sessions::Entity::delete_many().filter(old).exec(db).await?.rows_affected;
            let old = invitation::Column::ExpiresAt.lt(before);
            let void = invitation::Entity::delete_many().filter(old).exec(db).await?.rows_affected;
            let old = attempt::Column::LastAt.lt(before);
            let forgotten = attempt::Entity::delete_many().filter(old).exec(db).await?.rows_affected;
            let answered = tokens::sweep(db, self.clock.now()).await?;
            Ok(gone + void + forgotten + answered)
        }))
    }
}

/// Whether a grant gives all that another does.
fn covers(has: &Held, other: &Held) -> bool {
    let same = has.kind == other.kind && has.role == other.role && has.place == other.place;
    let as_long = has.delegated_from.is_none()
        && has.since <= other.since
        && has.until.is_none_or(|until| other.until.is_some_and(|last| last <= until));
    same && as_long && has.programme == other.programme && (has.may_submit || !other.may_submit)
}
