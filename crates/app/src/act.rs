//! Acts in a programme: what may be seen is read, the rules decide, events are appended; all in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_programme::command::{Command, EditionCommand};
use duheng_programme::event::{EditionEvent, Event, FilingEvent, RecordEvent, Whose};
use duheng_programme::model::{Programme, Programmes};
use duheng_programme::places::Places;
use duheng_programme::state::{Edition, Filing, Record};
use duheng_programme::view::{Expert, Organisation, View};
use duheng_programme::walk::Scene;
use duheng_programme::{Actor, authorise, decide};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, EntityTrait as _};
use serde::Serialize;

use crate::app::{App, moment};
use crate::chain::Author;
use crate::directory;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::projection;
use crate::store::Attempts;
use crate::store::entity::edition;
use crate::store::streams::{self, Fresh, Versioned};

/// What an act is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The programme.
    pub programme: String,
    /// The edition.
    pub edition: String,
    /// The id of the organisation, where it is about one.
    pub organisation: Option<String>,
}

/// What an act did.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The events, in order.
    pub events: Vec<Event>,
    /// The mechanism of the stage in which it was done.
    pub mechanism: Option<&'static str>,
    /// When it was received, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// The streams that an act sees, with their versions.
#[derive(Default)]
struct Streams {
    editions: BTreeMap<String, Versioned<Edition>>,
    filing: Option<Versioned<Filing>>,
    /// With the name of the edition that it belongs to.
    previous: Option<(String, Versioned<Filing>)>,
    named: BTreeMap<String, Versioned<Filing>>,
    records: BTreeMap<String, Versioned<Record>>,
}

/// All that an act sees.
struct Sight {
    streams: Streams,
    organisation: Option<Organisation>,
    places: Places,
    experts: Vec<Expert>,
}

impl App {
    /// Does a command of somebody, or says why not. The time that counts is that of the server's receipt.
    pub async fn act(&self, actor: &Actor, target: &Target, command: Command) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        let mut attempts = Attempts::default();
        loop {
            let transaction = self.store.begin().await?;
            let outcome = self.act_in(&transaction, actor, target, command.clone(), now).await;
            if let Some(receipt) = self.store.settle(transaction, outcome, &mut attempts).await? {
                return Ok(receipt);
            }
        }
    }

    async fn act_in(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
        command: Command,
        now: i64,
    ) -> Result<Receipt, Failure> {
        let installed = self.pack_of(db, target, &command).await?;
        let (Some(pack), Some(programmes)) = (installed.pack(), installed.programmes()) else {
            return Err(Fault::MissingPack(installed.hash.clone()).into());
        };
        let Some(programme) = programmes.programme(&target.programme) else {
            return Err(Fault::MissingPack(target.programme.clone()).into());
        };
        let command = pinning(command, &installed.hash);
        let at = Place { target, programme, programmes, zone: &installed.zone };
        let sight = sight(db, at, &command).await?;
        let named: BTreeMap<String, &Filing> =
            sight.streams.named.iter().map(|(name, held)| (name.clone(), &held.state)).collect();
        let scene = sight.streams.scene();
        let view = View {
            pack,
            programmes,
            programme,
            editions: &scene.editions,
            filing: scene.filing.as_ref(),
            previous: scene.previous.as_ref(),
            named: &named,
            organisation: sight.organisation.as_ref(),
            records: &scene.records,
            places: &sight.places,
            experts: &sight.experts,
        };
        let civil = moment(now, &installed.zone)?;
        let permit = authorise(actor, command, &view, civil)?;
        let mechanism = permit.stage().map(|stage| stage.mechanism.name());
        let events = decide(&view, permit, civil)?;
        self.append(db, at, &sight.streams, &events, &author(actor), now).await?;
        Ok(Receipt { events, mechanism, at: now })
    }

    /// The pack that the edition pins; for one that is being opened, the pack that is installed last.
    async fn pack_of(
        &self,
        db: &impl ConnectionTrait,
        target: &Target,
        command: &Command,
    ) -> Result<Arc<InstalledPack>, Failure> {
        let key = (target.programme.clone(), target.edition.clone());
        if let Some(edition) = edition::Entity::find_by_id(key).one(db).await? {
            return Ok(self.shelf.get(&edition.pack)?);
        }
        if let Command::Edition(EditionCommand::Open { pack, .. }) = command
            && !pack.is_empty()
        {
            return Ok(self.shelf.get(pack)?);
        }
        let found = self.shelf.with_programme(&target.programme);
        Ok(found.ok_or_else(|| Fault::MissingPack(target.programme.clone()))?)
    }

    /// Appends the events of one act to their streams, and brings the tables after them.
    async fn append(
        &self,
        db: &impl ConnectionTrait,
        at: Place<'_>,
        held: &Streams,
        events: &[Event],
        author: &Author,
        now: i64,
    ) -> Result<(), Failure> {
        let mut after = After::default();
        for event in events {
            after.take(at, held, event)?;
        }
        let chance = self.chance.as_ref();
        let target = at.target;
        if let Some(own) = &after.edition {
            let key = edition_key(target);
            let before = held.editions.get(&target.programme);
            let state = before
                .map_or_else(|| Edition::new(&target.programme, &target.edition), |held| held.state.clone());
            let state = own.events.iter().fold(state, Edition::evolve);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            projection::edition(db, &state, now).await?;
        }
        for ((edition, organisation), own) in &after.filings {
            let before = held.filing_of(target, edition, organisation);
            let state = before.map_or_else(|| Filing::new(organisation), |held| held.state.clone());
            let date = moment(now, at.zone)?.date;
            let state = own.events.iter().fold(state, |state, event| state.evolve(event, date));
            let key = filing_key(&at.programme.filing, edition, organisation);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            projection::filing(db, edition, &state, now).await?;
        }
        let organisation = target.organisation.as_deref().unwrap_or_default();
        for (register, own) in &after.records {
            let before = held.records.get(register);
            let state = before.map(|held| held.state.clone()).unwrap_or_default();
            let state = own.events.iter().fold(state, Record::evolve);
            let key = record_key(register, organisation);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            projection::record(db, register, organisation, &state).await?;
        }
        Ok(())
    }

    /// What holds for a target now.
    pub async fn scene(&self, target: &Target) -> Result<Scene, Failure> {
        let db = self.store.read();
        let key = (target.programme.clone(), target.edition.clone());
        let installed = match edition::Entity::find_by_id(key).one(db).await? {
            Some(edition) => self.shelf.get(&edition.pack)?,
            None => match self.shelf.with_programme(&target.programme) {
                Some(installed) => installed,
                None => return Ok(Scene::default()),
            },
        };
        let Some(programmes) = installed.programmes() else { return Ok(Scene::default()) };
        let Some(programme) = programmes.programme(&target.programme) else { return Ok(Scene::default()) };
        let at = Place { target, programme, programmes, zone: &installed.zone };
        Ok(Streams::load(db, at, &[]).await?.scene())
    }
}

/// A target with the programme that it names.
#[derive(Clone, Copy)]
struct Place<'a> {
    target: &'a Target,
    programme: &'a Programme,
    programmes: &'a Programmes,
    zone: &'a TimeZone,
}

/// The command, with the pack that an edition is opened by.
fn pinning(mut command: Command, hash: &str) -> Command {
    if let Command::Edition(EditionCommand::Open { pack, .. }) = &mut command {
        hash.clone_into(pack);
    }
    command
}

fn author(actor: &Actor) -> Author {
    match actor {
        Actor::Person { person, role, place } => {
            Author { person: person.clone(), role: role.clone(), place: place.clone() }
        }
        Actor::Public => Author { role: "public".to_owned(), ..Author::default() },
        Actor::Clock => Author { role: "clock".to_owned(), ..Author::default() },
    }
}

fn version<S>(held: Option<&Versioned<S>>) -> i64 {
    held.map_or(0, |held| held.version)
}

pub(crate) fn edition_key(target: &Target) -> String {
    format!("edition/{}/{}", target.programme, target.edition)
}

pub(crate) fn filing_key(filing: &str, edition: &str, organisation: &str) -> String {
    format!("filing/{filing}/{edition}/{organisation}")
}

pub(crate) fn record_key(register: &str, organisation: &str) -> String {
    format!("record/{register}/{organisation}")
}

/// Reads what an act may look at.
async fn sight(db: &impl ConnectionTrait, at: Place<'_>, command: &Command) -> Result<Sight, Fault> {
    let organisation = at.target.organisation.as_deref();
    let needs = command.needs();
    Ok(Sight {
        streams: Streams::load(db, at, &needs.named).await?,
        organisation: match organisation {
            Some(id) => directory::find(db, id).await?,
            None => None,
        },
        places: directory::places(db, organisation).await?,
        experts: if needs.experts { directory::experts(db).await? } else { Vec::new() },
    })
}

impl Streams {
    async fn load(db: &impl ConnectionTrait, at: Place<'_>, listed: &[String]) -> Result<Self, Fault> {
        let Place { target, programme, programmes, zone } = at;
        let mut held = Self::default();
        for sharing in programmes.programmes.iter().filter(|other| other.filing == programme.filing) {
            let of = Target { programme: sharing.id.clone(), ..target.clone() };
            let empty = || Edition::new(&sharing.id, &target.edition);
            let evolve = |state: Edition, event: &EditionEvent, _| Ok(state.evolve(event));
            if let Some(edition) = streams::replay(db, &edition_key(&of), empty, evolve).await? {
                held.editions.insert(sharing.id.clone(), edition);
            }
        }
        for name in listed {
            let filing = load_filing(db, &programme.filing, &target.edition, name, zone).await?;
            held.named.extend(filing.map(|filing| (name.clone(), filing)));
        }
        let Some(organisation) = &target.organisation else { return Ok(held) };
        held.filing = load_filing(db, &programme.filing, &target.edition, organisation, zone).await?;
        let earlier = projection::honoured(db, &target.programme, &target.edition, organisation).await?;
        if let Some(edition) = earlier {
            let filing = load_filing(db, &programme.filing, &edition, organisation, zone).await?;
            held.previous = filing.map(|filing| (edition, filing));
        }
        for register in &programmes.registers {
            let key = record_key(&register.id, organisation);
            let evolve = |state: Record, event: &RecordEvent, _| Ok(state.evolve(event));
            if let Some(record) = streams::replay(db, &key, Record::default, evolve).await? {
                held.records.insert(register.id.clone(), record);
            }
        }
        Ok(held)
    }

    fn scene(&self) -> Scene {
        let editions = self.editions.iter().map(|(name, held)| (name.clone(), held.state.clone()));
        let records = self.records.iter().map(|(name, held)| (name.clone(), held.state.clone()));
        Scene {
            editions: editions.collect(),
            filing: self.filing.as_ref().map(|held| held.state.clone()),
            previous: self.previous.as_ref().map(|(_, held)| held.state.clone()),
            records: records.collect(),
        }
    }

    /// The filing of an organisation in an edition, among those that the act sees.
    fn filing_of(&self, target: &Target, edition: &str, organisation: &str) -> Option<&Versioned<Filing>> {
        if let Some((earlier, held)) = &self.previous
            && earlier == edition
        {
            return Some(held);
        }
        if target.organisation.as_deref() == Some(organisation) {
            return self.filing.as_ref();
        }
        self.named.get(organisation)
    }
}

async fn load_filing(
    db: &impl ConnectionTrait,
    filing: &str,
    edition: &str,
    organisation: &str,
    zone: &TimeZone,
) -> Result<Option<Versioned<Filing>>, Fault> {
    let key = filing_key(filing, edition, organisation);
    let evolve = |state: Filing, event: &FilingEvent, at| Ok(state.evolve(event, moment(at, zone)?.date));
    streams::replay(db, &key, || Filing::new(organisation), evolve).await
}

/// New events of one stream.
struct Own<E> {
    events: Vec<E>,
    fresh: Vec<Fresh>,
}

impl<E> Default for Own<E> {
    fn default() -> Self {
        Self { events: Vec::new(), fresh: Vec::new() }
    }
}

impl<E: Clone + Serialize> Own<E> {
    fn take(&mut self, name: &'static str, event: &E) -> Result<(), Fault> {
        self.fresh.push(Fresh::new(name, event)?);
        self.events.push(event.clone());
        Ok(())
    }
}

/// The events of one act, by stream.
#[derive(Default)]
struct After {
    edition: Option<Own<EditionEvent>>,
    /// By edition and organisation.
    filings: BTreeMap<(String, String), Own<FilingEvent>>,
    records: BTreeMap<String, Own<RecordEvent>>,
}

impl After {
    fn take(&mut self, at: Place<'_>, held: &Streams, event: &Event) -> Result<(), Fault> {
        let name = event.name();
        match event {
            Event::Edition(event) => self.edition.get_or_insert_default().take(name, event),
            Event::Filing(whose, event) => {
                let own = at.target.organisation.clone().unwrap_or_default();
                let (edition, organisation) = match whose {
                    Whose::This => (at.target.edition.clone(), own),
                    Whose::Previous => {
                        let earlier = held.previous.as_ref().map(|(edition, _)| edition.clone());
                        (earlier.unwrap_or_else(|| at.target.edition.clone()), own)
                    }
                    Whose::Of(organisation) => (at.target.edition.clone(), organisation.clone()),
                };
                self.filings.entry((edition, organisation)).or_default().take(name, event)
            }
            Event::Record(register, event) => {
                self.records.entry(register.clone()).or_default().take(name, event)
            }
        }
    }
}
