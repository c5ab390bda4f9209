//! Verification: every chain is computed again, every table is made again from the events, and the first thing that
//! does not fit is named.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use duheng_pack::text::Text;
use duheng_programme::event::{EditionEvent, FilingEvent, RecordEvent};
use duheng_programme::state::{Edition, Filing, Record};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::app::{App, moment};
use crate::blobs;
use crate::chain::{self, Author, Link};
use crate::evidence;
use crate::fault::Fault;
use crate::projection;
use crate::store::entity::{
    application, edition, event, log, recommendation, record_state, seat, stream, waiting,
};
use crate::store::streams;

/// The head of the log, as somebody noted it earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of its line, from 1.
    pub position: i64,
    /// The hash over all lines up to it.
    pub root: String,
}

/// What was verified, and what does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many streams.
    pub streams: usize,
    /// How many events.
    pub events: usize,
    /// The head of the log; none while it is empty.
    pub head: Option<Head>,
    /// What does not fit: of each stream the first, then the log, then the tables.
    pub discrepancies: Vec<Discrepancy>,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name of a stream and the number of an event in it, from 1")]
pub enum Discrepancy {
    /// An event was left out: the number is the first that is missing.
    Missing { stream: String, seq: i64 },
    /// The body of an event is not the one that was written.
    Edited { stream: String, seq: i64 },
    /// An event does not follow the one before: it, its author or its time was changed, or events were moved.
    Broken { stream: String, seq: i64 },
    /// The stream ends before the head that its row or the log names.
    CutShort { stream: String, seq: i64 },
    /// A line of the log does not follow the one before, or is missing.
    Log { position: i64 },
    /// The log is not the one of the head that was noted earlier: it has so many lines, and this one is missing or
    /// another.
    OtherLog { position: i64, lines: i64 },
    /// A row of a table is not what the events say.
    Table { table: &'static str, row: String },
    /// A file is missing, or its content is not what its hash says.
    File { hash: String },
    /// An event whose content cannot be read.
    Unreadable { stream: String, seq: i64 },
}

impl Discrepancy {
    /// What does not fit, in a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        let (zh, en) = match self {
            Self::Missing { stream, seq } => {
                (format!("`{stream}` 缺少第 {seq} 个事件"), format!("event {seq} of `{stream}` is missing"))
            }
            Self::Edited { stream, seq } => (
                format!("`{stream}` 第 {seq} 个事件的内容被改过"),
                format!("the content of event {seq} of `{stream}` was changed"),
            ),
            Self::Broken { stream, seq } => (
                format!("`{stream}` 第 {seq} 个事件与前一个接不上"),
                format!("event {seq} of `{stream}` does not follow the one before"),
            ),
            Self::CutShort { stream, seq } => (
                format!("`{stream}` 末尾被截去：原有 {seq} 个事件"),
                format!("`{stream}` was cut short: it had {seq} events"),
            ),
            Self::Log { position } => (
                format!("总日志第 {position} 行与前一行接不上"),
                format!("line {position} of the log does not follow the one before"),
            ),
            Self::OtherLog { position, lines } if position > lines => (
                format!(
                    "记下的是总日志第 {position} 行，现在只有 {lines} 行：此后被截去，或者记下的是另一个系统的末行"
                ),
                format!(
                    "the noted head is line {position} of the log, which now has {lines}: it was cut off since, or the head is of another deployment"
                ),
            ),
            Self::OtherLog { position, .. } => (
                format!("总日志第 {position} 行与记下的末行不同：此后被改写，或者记下的是另一个系统的末行"),
                format!(
                    "line {position} of the log is not the noted head: the log was rewritten since, or the head is of another deployment"
                ),
            ),
            Self::Table { table, row } => (
                format!("数据表 `{table}` 的 `{row}` 一行与事件不符"),
                format!("the row `{row}` of the table `{table}` is not what the events say"),
            ),
            Self::File { hash } => (
                format!("文件 `{hash}` 缺失或被改动"),
                format!("the file `{hash}` is missing or was changed"),
            ),
            Self::Unreadable { stream, seq } => (
                format!("`{stream}` 第 {seq} 个事件读不出来"),
                format!("event {seq} of `{stream}` cannot be read"),
            ),
        };
        Text::new(zh, en)
    }
}

/// The tables as the events make them.
#[derive(Default)]
struct Remade {
    editions: BTreeMap<String, edition::Model>,
    applications: BTreeMap<String, application::Model>,
    records: BTreeMap<String, record_state::Model>,
    recommendations: BTreeMap<String, recommendation::Model>,
    seats: BTreeMap<String, seat::Model>,
    waiting: BTreeMap<String, waiting::Model>,
}

impl Head {
    /// Reads `POSITION:ROOT`, as it is shown.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (position, root) = text.trim().split_once(':')?;
        let is_hash = root.len() == 64 && root.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(Self {
            position: position.parse().ok().filter(|position| *position > 0)?,
            root: root.to_owned(),
        })
        .filter(|_| is_hash)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position, self.root)
    }
}

impl App {
    /// Verifies the whole deployment, and with an earlier head that nothing noted then was taken away.
    pub async fn verify(&self, earlier: Option<&Head>) -> Result<Verified, Fault> {
        let db = self.store.read();
        let heads = stream::Entity::find().order_by_asc(stream::Column::Key).all(db).await?;
        let mut verified =
            Verified { streams: heads.len(), events: 0, head: None, discrepancies: Vec::new() };
        let mut remade = Remade::default();
        let mut known: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
        for head in &heads {
            let events = streams::load(db, &head.key).await?;
            verified.events += events.len();
            verified.discrepancies.extend(first_of(head, &events));
            known.insert(head.key.clone(), events.iter().map(|row| (row.seq, row.hash.clone())).collect());
            if let Err(Fault::Unreadable { stream, seq, .. }) = self.remake(head, &events, &mut remade).await
            {
                verified.discrepancies.push(Discrepancy::Unreadable { stream, seq });
            }
        }
        let streams = Query::select().column(stream::Column::Key).from(stream::Entity).take();
        let orphans = event::Entity::find()
            .filter(event::Column::Seq.eq(1))
            .filter(event::Column::Stream.not_in_subquery(streams))
            .order_by_asc(event::Column::Stream)
            .all(db)
            .await?;
        let broken = |row: event::Model| Discrepancy::Broken { stream: row.stream, seq: row.seq };
        verified.discrepancies.extend(orphans.into_iter().map(broken));
        self.verify_log(earlier, &known, &mut verified).await?;
        self.verify_tables(&remade, &mut verified).await?;
        for hash in evidence::hashes(db).await? {
            let content = self.blobs.get(&hash).await?;
            if content.is_none_or(|content| blobs::hash(&content) != hash) {
                verified.discrepancies.push(Discrepancy::File { hash });
            }
        }
        Ok(verified)
    }

    async fn verify_log(
        &self,
        earlier: Option<&Head>,
        known: &BTreeMap<String, BTreeMap<i64, String>>,
        verified: &mut Verified,
    ) -> Result<(), Fault> {
        let lines = log::Entity::find().order_by_asc(log::Column::Position).all(self.store.read()).await?;
        let mut root = chain::START.to_owned();
        let mut roots = BTreeMap::new();
        for (position, line) in (1..).zip(&lines) {
            root = chain::logged(&root, &line.stream, line.version, &line.head);
            if line.position != position || line.root != root {
                verified.discrepancies.push(Discrepancy::Log { position });
                break;
            }
            roots.insert(position, root.clone());
            let held = known.get(&line.stream).and_then(|events| events.get(&line.version));
            if held != Some(&line.head) {
                let cut = Discrepancy::CutShort { stream: line.stream.clone(), seq: line.version };
                verified.discrepancies.push(cut);
            }
        }
        if let Some(earlier) = earlier
            && roots.get(&earlier.position) != Some(&earlier.root)
        {
            verified.discrepancies.push(Discrepancy::OtherLog {
                position: earlier.position,
                lines: i64::try_from(lines.len()).unwrap_or(i64::MAX),
            });
        }
        verified.head =
            roots.last_key_value().map(|(position, root)| Head { position: *position, root: root.clone() });
        Ok(())
    }

    /// Makes the rows of a stream again.
    async fn remake(
        &self,
        head: &stream::Model,
        events: &[event::Model],
        remade: &mut Remade,
    ) -> Result<(), Fault> {
        let parts: Vec<&str> = head.key.split('/').collect();
        match parts.as_slice() {
            ["edition", programme, id] => {
                let mut state = Edition::new(programme, id);
                for row in events {
                    state = streams::read::<EditionEvent>(row)?.iter().fold(state, Edition::evolve);
                }
                for row in projection::work::recommendation_rows(&state) {
                    remade.recommendations.insert(format!("{programme}/{id}/{}", row.organisation), row);
                }
                let opened_at = events.first().map_or(0, |first| first.at);
                let row = projection::edition_row(&state, opened_at);
                remade.editions.extend(row.map(|row| (format!("{programme}/{id}"), row)));
            }
            ["filing", filing, edition, organisation] => {
                let zone = self.zone_of(filing, edition).await?;
                let mut state = Filing::new(organisation);
                for row in events {
                    let date = moment(row.at, &zone)?.date;
                    let event = streams::read::<FilingEvent>(row)?;
                    state = event.iter().fold(state, |state, event| state.evolve(event, date));
                }
                let changed_at = events.last().map_or(0, |last| last.at);
                for row in projection::application_rows(edition, &state, changed_at) {
                    remade.applications.insert(format!("{}/{edition}/{organisation}", row.programme), row);
                }
                let packs = self.shelf.of_edition(self.store.read(), edition).await?;
                for row in projection::work::waiting_rows(edition, &state, &packs) {
                    remade.waiting.insert(waiting_key(&row), row);
                }
                for row in projection::work::seat_rows(edition, &state) {
                    remade.seats.insert(seat_key(&row), row);
                }
            }
            ["record", register, organisation] => {
                let mut state = Record::default();
                for row in events {
                    state = streams::read::<RecordEvent>(row)?.iter().fold(state, Record::evolve);
                }
                for row in projection::record_rows(register, organisation, &state) {
                    remade.records.insert(format!("{register}/{organisation}/{}", row.seq), row);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The zone of the days of a filing: that of the pack that its edition pins.
    async fn zone_of(&self, filing: &str, edition: &str) -> Result<jiff::tz::TimeZone, Fault> {
        let rows = edition::Entity::find().filter(edition::Column::Id.eq(edition));
        for row in rows.all(self.store.read()).await? {
            let installed = self.shelf.get(&row.pack)?;
            let programme = installed.programmes.programme(&row.programme);
            if programme.is_some_and(|programme| programme.filing == filing) {
                return Ok(installed.zone.clone());
            }
        }
        Err(Fault::MissingPack(format!("{filing}/{edition}")))
    }

    async fn verify_tables(&self, remade: &Remade, verified: &mut Verified) -> Result<(), Fault> {
        let db = self.store.read();
        let editions = edition::Entity::find().all(db).await?;
        let editions = editions.into_iter().map(|row| (format!("{}/{}", row.programme, row.id), row));
        compare("edition", &remade.editions, editions.collect(), verified);
        let applications = application::Entity::find().all(db).await?;
        let applications = applications
            .into_iter()
            .map(|row| (format!("{}/{}/{}", row.programme, row.edition, row.organisation), row));
        compare("application", &remade.applications, applications.collect(), verified);
        let records = record_state::Entity::find().all(db).await?;
        let records = records
            .into_iter()
            .map(|row| (format!("{}/{}/{}", row.register, row.organisation, row.seq), row));
        compare("record_state", &remade.records, records.collect(), verified);
        let recommendations = recommendation::Entity::find().all(db).await?;
        let recommendations = recommendations
            .into_iter()
            .map(|row| (format!("{}/{}/{}", row.programme, row.edition, row.organisation), row));
        compare("recommendation", &remade.recommendations, recommendations.collect(), verified);
        let seats = seat::Entity::find().all(db).await?;
        compare(
            "seat",
            &remade.seats,
            seats.into_iter().map(|row| (seat_key(&row), row)).collect(),
            verified,
        );
        let waiting = waiting::Entity::find().all(db).await?;
        let waiting = waiting.into_iter().map(|row| (waiting_key(&row), row));
        compare("waiting", &remade.waiting, waiting.collect(), verified);
        Ok(())
    }
}

fn waiting_key(row: &waiting::Model) -> String {
    format!("{}/{}/{}/{}/{}", row.programme, row.edition, row.organisation, row.role, row.person)
}

fn seat_key(row: &seat::Model) -> String {
    format!("{}/{}/{}/{}", row.programme, row.edition, row.organisation, row.person)
}

fn compare<R: PartialEq>(
    table: &'static str,
    wanted: &BTreeMap<String, R>,
    found: BTreeMap<String, R>,
    verified: &mut Verified,
) {
    let rows: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let wrong = rows.into_iter().filter(|row| wanted.get(*row) != found.get(*row));
    let told = wrong.map(|row| Discrepancy::Table { table, row: row.clone() });
    verified.discrepancies.extend(told);
}

/// The first event of a stream that does not fit.
fn first_of(head: &stream::Model, events: &[event::Model]) -> Option<Discrepancy> {
    let stream = || head.key.clone();
    let mut before = chain::START.to_owned();
    for (seq, row) in (1..).zip(events) {
        if row.seq != seq {
            return Some(Discrepancy::Missing { stream: stream(), seq });
        }
        if let (Some(salt), Some(body)) = (&row.salt, &row.body)
            && chain::salted(salt, body) != row.digest
        {
            return Some(Discrepancy::Edited { stream: stream(), seq });
        }
        let author = Author { person: row.person.clone(), role: row.role.clone(), place: row.place.clone() };
        let link = Link {
            stream: &row.stream,
            seq,
            at: row.at,
            author: &author,
            name: &row.name,
            digest: &row.digest,
            before: &before,
        };
        if link.hash() != row.hash {
            return Some(Discrepancy::Broken { stream: stream(), seq });
        }
        before.clone_from(&row.hash);
    }
    let length = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if length < head.version || before != head.head {
        return Some(Discrepancy::CutShort { stream: stream(), seq: head.version });
    }
    None
}
