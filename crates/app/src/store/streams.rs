//! Streams: events appended and read back.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::entity::{event, stream};
use super::heads::{Heads, Held};
use crate::chain::{self, Author, Link};
use crate::fault::Fault;
use crate::outside::Chance;

/// An event that is to be appended.
pub(crate) struct Fresh {
    pub(crate) name: &'static str,
    pub(crate) body: Value,
}

impl Fresh {
    pub(crate) fn new(name: &'static str, event: &impl Serialize) -> Result<Self, Fault> {
        let body = serde_json::to_value(event).map_err(|error| Fault::Unreadable {
            stream: String::new(),
            seq: 0,
            why: error.to_string(),
        })?;
        Ok(Self { name, body })
    }
}

/// Appends events of one act to a stream that has `version` events; fails as overtaken if it has more by now.
pub(crate) async fn append(
    db: &impl ConnectionTrait,
    key: &str,
    version: i64,
    fresh: &[Fresh],
    author: &Author,
    at: i64,
    chance: &dyn Chance,
) -> Result<(), Fault> {
    let signed: Vec<Signed<'_>> = fresh.iter().map(|fresh| Signed { fresh, author, at }).collect();
    append_signed(db, key, version, &signed, chance).await
}

/// An event that is to be appended, with who did it and when, in microseconds since 1970-01-01 UTC.
pub(crate) struct Signed<'f> {
    pub(crate) fresh: &'f Fresh,
    pub(crate) author: &'f Author,
    pub(crate) at: i64,
}

/// The same for events of several acts.
pub(crate) async fn append_signed(
    db: &impl ConnectionTrait,
    key: &str,
    version: i64,
    signed: &[Signed<'_>],
    chance: &dyn Chance,
) -> Result<(), Fault> {
    if signed.is_empty() {
        return Ok(());
    }
    let held = stream::Entity::find_by_id(key).one(db).await?;
    let (found, mut head) = held.map_or((0, chain::START.to_owned()), |stream| (stream.version, stream.head));
    if found != version {
        return Err(Fault::Overtaken(key.to_owned()));
    }
    let mut rows = Vec::new();
    let mut seq = version;
    for Signed { fresh: Fresh { name, body }, author, at } in signed {
        seq += 1;
        let (salt, body) = (chance.draw()?, chain::canonical(body));
        let digest = chain::salted(&salt, &body);
        head = Link { stream: key, seq, at: *at, author, name, digest: &digest, before: &head }.hash();
        rows.push(event::ActiveModel {
            stream: Set(key.to_owned()),
            seq: Set(seq),
            at: Set(*at),
            person: Set(author.person.clone()),
            role: Set(author.role.clone()),
            place: Set(author.place.clone()),
            name: Set((*name).to_owned()),
            salt: Set(Some(salt)),
            body: Set(Some(body)),
            digest: Set(digest),
            hash: Set(head.clone()),
        });
    }
    event::Entity::insert_many(rows).exec_without_returning(db).await?;
    if version == 0 {
        let row = stream::ActiveModel {
            key: Set(key.to_owned()),
            version: Set(seq),
            head: Set(head),
            logged: Set(0),
        };
        stream::Entity::insert(row).exec_without_returning(db).await?;
        return Ok(());
    }
    let changed = stream::Entity::update_many()
        .col_expr(stream::Column::Version, Expr::value(seq))
        .col_expr(stream::Column::Head, Expr::value(head))
        .filter(stream::Column::Key.eq(key))
        .filter(stream::Column::Version.eq(version))
        .exec(db)
        .await?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(Fault::Overtaken(key.to_owned())) }
}

/// How many events a stream has.
pub(crate) async fn length(db: &impl ConnectionTrait, key: &str) -> Result<i64, Fault> {
    Ok(stream::Entity::find_by_id(key).one(db).await?.map_or(0, |stream| stream.version))
}

/// The events of a stream, in order.
pub(crate) async fn load(db: &impl ConnectionTrait, key: &str) -> Result<Vec<event::Model>, Fault> {
    let rows = event::Entity::find().filter(event::Column::Stream.eq(key)).order_by_asc(event::Column::Seq);
    Ok(rows.all(db).await?)
}

/// What an event says; nothing if its body was erased.
pub(crate) fn read<E: DeserializeOwned>(row: &event::Model) -> Result<Option<E>, Fault> {
    let Some(body) = &row.body else { return Ok(None) };
    let read = serde_json::from_str(body).map_err(|error| Fault::Unreadable {
        stream: row.stream.clone(),
        seq: row.seq,
        why: error.to_string(),
    })?;
    Ok(Some(read))
}

/// A state with the number of events that made it.
#[derive(Clone, Debug)]
pub(crate) struct Versioned<S> {
    pub(crate) version: i64,
    pub(crate) state: S,
}

/// A stream as it is read.
pub(crate) struct Reading<'r, S> {
    pub(crate) key: &'r str,
    /// The state before the first event.
    pub(crate) empty: S,
    /// The states that were read before.
    pub(crate) heads: &'r Heads<S>,
}

/// How far streams have come, by key; streams without events are left out.
pub(crate) type Come = BTreeMap<String, stream::Model>;

/// How many keys one question names at most: databases limit its values.
const NAMED: usize = 500;

/// How far each of these streams has come, asked for all at once.
pub(crate) async fn come(db: &impl ConnectionTrait, keys: &[String]) -> Result<Come, Fault> {
    let mut come = Come::new();
    for keys in keys.chunks(NAMED) {
        let rows = stream::Entity::find().filter(stream::Column::Key.is_in(keys)).all(db).await?;
        come.extend(rows.into_iter().map(|row| (row.key.clone(), row)));
    }
    Ok(come)
}

/// Replays a stream: the state after its events, and how many there are; nothing for a stream without events. Of a stream
/// that was read before only the new events are read.
pub(crate) async fn replay<S: Clone, E: DeserializeOwned>(
    db: &impl ConnectionTrait,
    come: &Come,
    reading: Reading<'_, S>,
    mut evolve: impl FnMut(S, &E, i64) -> Result<S, Fault>,
) -> Result<Option<Versioned<S>>, Fault> {
    let Reading { key, empty, heads } = reading;
    let Some(row) = come.get(key) else { return Ok(None) };
    let held = heads.get(key).filter(|held| held.version <= row.version);
    if let Some(held) = &held
        && (held.version, &held.head) == (row.version, &row.head)
    {
        return Ok(Some(Versioned { version: held.version, state: held.state.clone() }));
    }
    let known = held.as_ref().map_or(0, |held| held.version);
    let mut rows = event::Entity::find()
        .filter(event::Column::Stream.eq(key))
        .filter(event::Column::Seq.gte(known))
        .order_by_asc(event::Column::Seq)
        .all(db)
        .await?;
    let mut state = empty;
    match held {
        // the first is the last that is known, and must be that one
        Some(held) if rows.first().is_some_and(|row| (row.seq, &row.hash) == (held.version, &held.head)) => {
            state = held.state;
            rows.remove(0);
        }
        Some(_) => rows = load(db, key).await?,
        None => {}
    }
    for row in &rows {
        if let Some(event) = read(row)? {
            state = evolve(state, &event, row.at)?;
        }
    }
    let Some(last) = rows.last() else { return Ok(None) };
    let version = last.seq;
    heads.keep(key, Held { version, head: last.hash.clone(), state: state.clone() });
    Ok(Some(Versioned { version, state }))
}
