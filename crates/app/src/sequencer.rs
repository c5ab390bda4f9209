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
        if !holds(db, holder, now).await? {
            return Ok(0);
        }
        let fresh = stream::Entity::find()
            .filter(Expr::col(stream::Column::Version).gt(Expr::col(stream::Column::Logged)))
            .order_by_asc(stream::Column::Key)
            .limit(BATCH)
            .all(db)
            .await?;
        let last = log::Entity::find().order_by_desc(log::Column::Position).one(db).await?;
        let (mut position, mut root) =
            last.map_or((0, chain::START.to_owned()), |last| (last.position, last.root));
        for head in &fresh {
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
        Ok(fresh.len())
    }
}

/// Whether the holder has the lease, which it takes or lengthens if nobody else has it.
async fn holds(db: &impl ConnectionTrait, holder: &str, now: i64) -> Result<bool, Fault> {
    let held = lease::Entity::find_by_id(LEASE).one(db).await?;
    let row = lease::ActiveModel {
        name: Set(LEASE.to_owned()),
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
