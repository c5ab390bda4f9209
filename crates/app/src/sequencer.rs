//! The log of the deployment. One sequencer at a time writes down which streams have come to which heads; so a stream
//! cannot be cut short later without the log showing it.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use crate::app::App;
use crate::chain;
use crate::fault::{Failure, Fault};
use crate::store::entity::{lease, log, stream};
use crate::store::in_transaction;

/// The name of the lease.
const LEASE: &str = "sequencer";
/// How long a lease lasts, in microseconds.
const LASTS: i64 = 10_000_000;
/// How many heads one turn writes down at most.
const BATCH: u64 = 500;

impl App {
    /// One turn of the sequencer: new heads of streams are written into the log. Returns how many; zero also when
    /// another sequencer holds the lease.
    pub async fn sequence(&self, holder: &str) -> Result<usize, Failure> {
        Ok(
            in_transaction!(unlisted, self, Failure, db => self.sequence_in(db, holder).await.map_err(Failure::from)),
        )
    }

    async fn sequence_in(&self, db: &impl ConnectionTrait, holder: &str) -> Result<usize, Fault> {
        let now = self.clock.now();
        if !holds(db, LEASE, holder, now).await? {
            return Ok(0);
        }
        let fresh = stream::Entity::find()
            .filter(Expr::col(stream::Column::Version).gt(Expr::col(stream::Column::Logged)))
            .order_by_asc(stream::Column::Key)
            .limit(BATCH)
            .all(db)
            .await?;
        write(db, &fresh, now).await?;
        Ok(fresh.len())
    }
}

/// Writes the head of a stream into the log in the transaction of an act, so that what it publishes is never seen before
/// it. Of two that write at a time the second is begun again.
pub(crate) async fn log_now(db: &impl ConnectionTrait, key: &str, now: i64) -> Result<(), Fault> {
    let head = stream::Entity::find_by_id(key).one(db).await?;
    write(db, head.as_slice(), now).await
}

/// Writes heads behind the last line of the log.
async fn write(db: &impl ConnectionTrait, heads: &[stream::Model], now: i64) -> Result<(), Fault> {
    let last = log::Entity::find().order_by_desc(log::Column::Position).one(db).await?;
    let (mut position, mut root) =
        last.map_or((0, chain::START.to_owned()), |last| (last.position, last.root));
    for head in heads {
        position += 1;
        root = chain::logged(&root, &head.key, head.version, &head.head);
        let row = log::ActiveModel {
            position: Set(position),
            stream: Set(head.key.clone()),
            version: Set(head.version),
            head: Set(head.head.clone()),
            at: Set(now),
            root: Set(root.clone()),
        };
        log::Entity::insert(row).exec_without_returning(db).await?;
        stream::Entity::update_many()
            .col_expr(stream::Column::Logged, Expr::value(head.version))
            .filter(stream::Column::Key.eq(&head.key))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Whether the holder has a lease, which it takes or lengthens if nobody else has it.
pub(crate) async fn holds(
    db: &impl ConnectionTrait,
    name: &str,
    holder: &str,
    now: i64,
) -> Result<bool, Fault> {
    let held = lease::Entity::find_by_id(name).one(db).await?;
    let row = lease::ActiveModel {
        name: Set(name.to_owned()),
        holder: Set(holder.to_owned()),
        until: Set(now.saturating_add(LASTS)),
    };
    match held {
        Some(held) if held.holder != holder && held.until > now => return Ok(false),
        Some(_) => {
            lease::Entity::update(row).exec(db).await?;
        }
        None => {
            lease::Entity::insert(row).exec_without_returning(db).await?;
        }
    }
    Ok(true)
}
