//! Applications alike: what one enterprise did, written for others too, so that speed can be measured on as many
//! applications as a large city has. Each event goes through the same append and each row through the same projection as
//! anything else, so the deployment verifies; only the rules are not asked again.

use std::collections::BTreeMap;

use duheng_programme::event::{EditionEvent, FilingEvent, RecordEvent};
use duheng_programme::model::Mechanism;
use duheng_programme::numbered;
use duheng_programme::state::{Filing, Record};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::{App, moment};
use crate::chain::Author;
use crate::directory::{DirectoryEvent, NewOrganisation};
use crate::fault::{Failure, Fault};
use crate::packs::Packs;
use crate::projection;
use crate::sight::{Target, edition_key, filing_key, record_key, version};
use crate::store::entity::{application, event};
use crate::store::in_transaction;
use crate::store::streams::{self, Fresh, Signed};

/// An event that was read, with who did it and when.
#[derive(Clone)]
struct Happened<E> {
    event: E,
    author: Author,
    at: i64,
}

/// A filing that is written again.
struct FilingAlike {
    filing: String,
    edition: String,
    packs: Packs,
    zone: jiff::tz::TimeZone,
    events: Vec<Happened<FilingEvent>>,
    /// The numbers that were given out in it.
    numbers: Vec<Numbered>,
}

/// A number that was given out, with how the next ones are made.
struct Numbered {
    target: Target,
    stage: String,
    number: String,
    pattern: String,
    year: i16,
    author: Author,
    at: i64,
}

/// What one organisation did.
struct Alike {
    filings: Vec<FilingAlike>,
    /// By register.
    records: Vec<(String, Vec<Happened<RecordEvent>>)>,
}

/// The numbers that were taken meanwhile in one edition.
struct Taken {
    version: i64,
    counts: BTreeMap<String, u32>,
    events: Vec<Happened<EditionEvent>>,
}

impl App {
    /// Writes what one organisation did for each of these others, which come to the deployment by it; returns how many
    /// applications that made. Certificates get numbers of their own. What stands in lists and recommendations of an edition
    /// is not written, so it suits programmes without them.
    pub async fn write_alike(&self, of: &str, others: &[NewOrganisation]) -> Result<usize, Failure> {
        Ok(in_transaction!(self, Failure, db => self.alike_in(db, of, others).await))
    }

    async fn alike_in(
        &self,
        db: &impl ConnectionTrait,
        of: &str,
        others: &[NewOrganisation],
    ) -> Result<usize, Failure> {
        let alike = self.read_alike(db, of).await?;
        let mut taken: BTreeMap<Target, Taken> = BTreeMap::new();
        for filing in &alike.filings {
            for Numbered { target, .. } in &filing.numbers {
                let sight = self.sight_of(db, target).await?;
                let held = sight.streams.editions.get(&target.programme);
                let counts = held.map(|held| held.state.numbers.clone()).unwrap_or_default();
                let before = Taken { version: version(held), counts, events: Vec::new() };
                taken.insert(target.clone(), before);
            }
        }
        let mut written = 0;
        for other in others {
            written += self.write_for(db, &alike, other, &mut taken).await?;
        }
        for (target, taken) in taken {
            append(self, db, &edition_key(&target), taken.version, &taken.events, EditionEvent::name).await?;
        }
        Ok(written)
    }

    /// Reads what an organisation did.
    async fn read_alike(&self, db: &impl ConnectionTrait, of: &str) -> Result<Alike, Failure> {
        let rows = application::Entity::find()
            .filter(application::Column::Organisation.eq(of))
            .all(db)
            .await
            .map_err(Fault::from)?;
        let mut alike = Alike { filings: Vec::new(), records: Vec::new() };
        let mut keys = Vec::new();
        for row in rows {
            let packs = self.shelf.of_edition(db, &row.edition).await?;
            let missing = || Fault::MissingPack(row.programme.clone());
            let installed = packs.get(&row.programme).ok_or_else(missing)?;
            let programme = installed.programmes.programme(&row.programme).ok_or_else(missing)?;
            let key = filing_key(&programme.filing, &row.edition, of);
            if !keys.contains(&key) {
                let events: Vec<Happened<FilingEvent>> = read(db, &key).await?;
                let numbers = events.iter().filter_map(|held| self.number_of(&row.edition, &packs, held));
                alike.filings.push(FilingAlike {
                    filing: programme.filing.clone(),
                    edition: row.edition.clone(),
                    zone: installed.zone.clone(),
                    numbers: numbers.collect(),
                    packs: packs.clone(),
                    events,
                });
                keys.push(key);
            }
            for register in &installed.programmes.registers {
                let known = alike.records.iter().any(|(known, _)| *known == register.id);
                if !known {
                    let events = read(db, &record_key(&register.id, of)).await?;
                    alike.records.push((register.id.clone(), events));
                }
            }
        }
        Ok(alike)
    }

    /// The number that an event gave out.
    fn number_of(&self, edition: &str, packs: &Packs, held: &Happened<FilingEvent>) -> Option<Numbered> {
        let FilingEvent::Issued { programme, stage, number, from, .. } = &held.event else { return None };
        let rules = packs.get(programme)?.programmes.programme(programme)?;
        let Mechanism::Issue { number: pattern, .. } = &rules.stage(stage)?.mechanism else { return None };
        Some(Numbered {
            target: Target { programme: programme.clone(), edition: edition.to_owned(), organisation: None },
            stage: stage.clone(),
            number: number.clone(),
            pattern: pattern.clone(),
            year: from.year(),
            author: held.author.clone(),
            at: held.at,
        })
    }

    /// Writes for one organisation; returns how many applications it has.
    async fn write_for(
        &self,
        db: &impl ConnectionTrait,
        alike: &Alike,
        other: &NewOrganisation,
        taken: &mut BTreeMap<Target, Taken>,
    ) -> Result<usize, Failure> {
        let id = &other.organisation.id;
        let (stream, arrival) = (format!("organisation/{id}"), DirectoryEvent::arrival(other));
        self.enter_in(db, &Author::default(), &stream, id, &arrival).await?;
        let mut written = 0;
        let mut renamed = Vec::new();
        for numbered in alike.filings.iter().flat_map(|filing| &filing.numbers) {
            if let Some(taken) = taken.get_mut(&numbered.target) {
                renamed.push((numbered.number.as_str(), taken.next(numbered)));
            }
        }
        for own in &alike.filings {
            let events = own.events.iter().map(|held| renumbered(held, &renamed));
            let events = events.collect::<Result<Vec<_>, Fault>>()?;
            let key = filing_key(&own.filing, &own.edition, id);
            append(self, db, &key, 0, &events, FilingEvent::name).await?;
            let mut state = Filing::new(id);
            for held in &events {
                state = state.evolve(&held.event, moment(held.at, &own.zone)?.date);
            }
            let changed_at = events.last().map_or(0, |last| last.at);
            projection::filing(db, &own.edition, &state, &own.packs, changed_at).await?;
            written += state.applications.len();
        }
        for (register, events) in &alike.records {
            let events = events.iter().map(|held| renumbered(held, &renamed));
            let events = events.collect::<Result<Vec<_>, Fault>>()?;
            append(self, db, &record_key(register, id), 0, &events, RecordEvent::name).await?;
            let state = events.iter().fold(Record::default(), |state, held| state.evolve(&held.event));
            projection::record(db, register, id, &state).await?;
        }
        Ok(written)
    }
}

impl Taken {
    /// Takes the next number.
    fn next(&mut self, of: &Numbered) -> String {
        let count = self.counts.entry(of.stage.clone()).or_default();
        *count += 1;
        let number = numbered(&of.pattern, &of.target.edition, of.year, *count);
        let event =
            EditionEvent::NumberTaken { stage: of.stage.clone(), number: number.clone(), running: None };
        self.events.push(Happened { event, author: of.author.clone(), at: of.at });
        number
    }
}

/// The event with other numbers in it.
fn renumbered<E: Clone + Serialize + DeserializeOwned>(
    held: &Happened<E>,
    numbers: &[(&str, String)],
) -> Result<Happened<E>, Fault> {
    if numbers.is_empty() {
        return Ok(held.clone());
    }
    let broken = |error: serde_json::Error| Fault::Setting(format!("an event cannot be written: {error}"));
    let text = serde_json::to_string(&held.event).map_err(broken)?;
    if !numbers.iter().any(|(number, _)| text.contains(number)) {
        return Ok(held.clone());
    }
    let text = numbers.iter().fold(text, |text, (number, other)| text.replace(number, other));
    let event = serde_json::from_str(&text).map_err(broken)?;
    Ok(Happened { event, author: held.author.clone(), at: held.at })
}

/// The events of a stream with who did them and when; those that were erased are left out.
async fn read<E: DeserializeOwned>(db: &impl ConnectionTrait, key: &str) -> Result<Vec<Happened<E>>, Fault> {
    let happened = |row: &event::Model| {
        let author = Author { person: row.person.clone(), role: row.role.clone(), place: row.place.clone() };
        Ok(streams::read(row)?.map(|event| Happened { event, author, at: row.at }))
    };
    streams::load(db, key).await?.iter().filter_map(|row| happened(row).transpose()).collect()
}

async fn append<E: Serialize>(
    app: &App,
    db: &impl ConnectionTrait,
    key: &str,
    version: i64,
    events: &[Happened<E>],
    name: impl Fn(&E) -> &'static str,
) -> Result<(), Fault> {
    let fresh: Result<Vec<Fresh>, Fault> =
        events.iter().map(|held| Fresh::new(name(&held.event), &held.event)).collect();
    let fresh = fresh?;
    let signed = fresh.iter().zip(events);
    let signed: Vec<Signed<'_>> =
        signed.map(|(fresh, held)| Signed { fresh, author: &held.author, at: held.at }).collect();
    streams::append_signed(db, key, version, &signed, app.chance.as_ref()).await
}
