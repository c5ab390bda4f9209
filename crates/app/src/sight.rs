//! What an act may look at, read from the store: streams replayed, the organisation, the tree above it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duheng_pack::text::Text;
use duheng_programme::command::{Command, EditionCommand, FilingCommand};
use duheng_programme::event::{EditionEvent, FilingEvent, RecordEvent};
use duheng_programme::model::Programme;
use duheng_programme::places::Places;
use duheng_programme::refusal::{self, Refusal};
use duheng_programme::state::{Edition, Filing, Record};
use duheng_programme::view::{Expert, Organisation, View};
use duheng_programme::walk::Scene;
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, EntityTrait as _};

use crate::accounts::experts_elsewhere;
use crate::app::{App, moment};
use crate::directory;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::projection;
use crate::store::entity::{edition, event};
use crate::store::heads::Heads;
use crate::store::streams::{self, Come, Reading, Versioned};

/// How many of the next numbers are looked up at a time.
const LOOK_AHEAD: usize = 32;

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

/// The streams that an act sees, with their versions.
#[derive(Default)]
pub(crate) struct Streams {
    pub(crate) editions: BTreeMap<String, Versioned<Edition>>,
    pub(crate) filing: Option<Versioned<Filing>>,
    /// With the name of the edition that it belongs to.
    pub(crate) previous: Option<(String, Versioned<Filing>)>,
    pub(crate) named: BTreeMap<String, Versioned<Filing>>,
    pub(crate) records: BTreeMap<String, Versioned<Record>>,
}

/// The states of streams as they were read last.
#[derive(Default)]
pub(crate) struct StreamHeads {
    editions: Heads<Edition>,
    filings: Heads<Filing>,
    records: Heads<Record>,
}

/// All that an act sees.
pub(crate) struct Sight {
    pub(crate) installed: Arc<InstalledPack>,
    pub(crate) target: Target,
    pub(crate) streams: Streams,
    pub(crate) organisation: Option<Organisation>,
    places: Places,
    experts: Vec<Expert>,
    given: BTreeSet<String>,
}

impl Sight {
    /// The programme that the act is about.
    pub(crate) fn programme(&self) -> Result<&Programme, Refusal> {
        let found = self.installed.programmes.programme(&self.target.programme);
        found.ok_or_else(|| unknown_programme(&self.target.programme))
    }

    /// Shows the view to the rules.
    pub(crate) fn with<T>(&self, see: impl FnOnce(&View<'_>) -> T) -> Result<T, Refusal> {
        let named: BTreeMap<String, &Filing> =
            self.streams.named.iter().map(|(name, held)| (name.clone(), &held.state)).collect();
        let scene = self.streams.scene();
        let view = View {
            pack: &self.installed.pack,
            programmes: &self.installed.programmes,
            programme: self.programme()?,
            editions: &scene.editions,
            filing: scene.filing.as_ref(),
            previous: scene.previous.as_ref(),
            named: &named,
            organisation: self.organisation.as_ref(),
            records: &scene.records,
            places: &self.places,
            experts: &self.experts,
            given: &self.given,
        };
        Ok(see(&view))
    }
}

fn unknown_programme(name: &str) -> Refusal {
    refusal::unknown_name(&Text::new("评价活动", "programme"), name)
}

impl App {
    /// Reads what a command may look at.
    pub(crate) async fn sight(
        &self,
        db: &impl ConnectionTrait,
        target: &Target,
        command: &Command,
    ) -> Result<Sight, Failure> {
        let installed = self.pack_of(db, target, Some(command)).await?;
        let organisation = target.organisation.as_deref();
        let needs = command.needs();
        let mut sight = Sight {
            streams: match needs.all {
                true => {
                    let all = projection::entered(db, &target.programme, &target.edition).await?;
                    Streams::load(db, &self.heads, target, &installed, &all).await?
                }
                false => Streams::load(db, &self.heads, target, &installed, &needs.named).await?,
            },
            organisation: match organisation {
                Some(id) => directory::find(db, id).await?,
                None => None,
            },
            places: directory::places(db, organisation).await?,
            experts: if needs.experts { self.experts(db, &installed, target).await? } else { Vec::new() },
            target: target.clone(),
            installed,
            given: BTreeSet::new(),
        };
        if needs.numbers {
            sight.given = self.given(db, &sight).await?;
        }
        Ok(sight)
    }

    /// The numbers that other editions of the programme gave out, of those that would come next: as many as it takes to
    /// find one that is free.
    async fn given(&self, db: &impl ConnectionTrait, sight: &Sight) -> Result<BTreeSet<String>, Failure> {
        let today = moment(self.clock.now(), &sight.installed.zone)?.date;
        let mut given = BTreeSet::new();
        for round in 0.. {
            let next: Vec<String> = sight.with(|view| {
                let next = view.next_numbers(today).map(|(_, number)| number);
                next.skip(round * LOOK_AHEAD).take(LOOK_AHEAD).collect()
            })?;
            let found = projection::given_out(db, &sight.target, &next).await?;
            let all = found.len() == next.len();
            given.extend(found);
            if next.is_empty() || !all {
                break;
            }
        }
        Ok(given)
    }

    /// The base of experts, without those of other programmes alone.
    async fn experts(
        &self,
        db: &impl ConnectionTrait,
        installed: &InstalledPack,
        target: &Target,
    ) -> Result<Vec<Expert>, Failure> {
        let programme = installed.programmes.programme(&target.programme);
        let programme = programme.ok_or_else(|| unknown_programme(&target.programme))?;
        let elsewhere = experts_elsewhere(db, programme, self.today()?).await?;
        let all = directory::experts(db).await?;
        Ok(all.into_iter().filter(|expert| !elsewhere.contains(&expert.person)).collect())
    }

    /// Reads what somebody may look at who does nothing.
    pub(crate) async fn sight_of(
        &self,
        db: &impl ConnectionTrait,
        target: &Target,
    ) -> Result<Sight, Failure> {
        self.sight(db, target, &Command::Filing(FilingCommand::Tick)).await
    }

    /// The pack that the edition pins; for one that is being opened the pack that the command names, else the one
    /// installed last.
    pub(crate) async fn pack_of(
        &self,
        db: &impl ConnectionTrait,
        target: &Target,
        command: Option<&Command>,
    ) -> Result<Arc<InstalledPack>, Failure> {
        let key = (target.programme.clone(), target.edition.clone());
        if let Some(edition) = edition::Entity::find_by_id(key).one(db).await? {
            return Ok(self.shelf.get(&edition.pack)?);
        }
        if let Some(Command::Edition(EditionCommand::Open { pack, .. })) = command
            && !pack.is_empty()
        {
            return Ok(self.shelf.get(pack)?);
        }
        let found = self.shelf.with_programme(&target.programme);
        Ok(found.ok_or_else(|| unknown_programme(&target.programme))?)
    }

    /// What holds for a target now.
    pub async fn scene(&self, target: &Target) -> Result<Scene, Failure> {
        let db = self.store.read();
        let installed = self.pack_of(db, target, None).await?;
        Ok(Streams::load(db, &self.heads, target, &installed, &[]).await?.scene())
    }
}

impl Streams {
    async fn load(
        db: &impl ConnectionTrait,
        heads: &StreamHeads,
        target: &Target,
        installed: &InstalledPack,
        listed: &[String],
    ) -> Result<Self, Failure> {
        let (programmes, zone) = (&installed.programmes, &installed.zone);
        let programme =
            programmes.programme(&target.programme).ok_or_else(|| unknown_programme(&target.programme))?;
        let sharing: Vec<Target> = programmes
            .programmes
            .iter()
            .filter(|other| other.filing == programme.filing)
            .map(|other| Target { programme: other.id.clone(), ..target.clone() })
            .collect();
        let filing = |edition: &str, organisation: &str| filing_key(&programme.filing, edition, organisation);
        let mut keys: Vec<String> = sharing.iter().map(edition_key).collect();
        keys.extend(listed.iter().map(|name| filing(&target.edition, name)));
        let mut earlier = None;
        if let Some(organisation) = &target.organisation {
            earlier = projection::honoured(db, &target.programme, &target.edition, organisation).await?;
            let editions = [Some(target.edition.as_str()), earlier.as_deref()].into_iter().flatten();
            keys.extend(editions.map(|edition| filing(edition, organisation)));
            keys.extend(programmes.registers.iter().map(|of| record_key(&of.id, organisation)));
        }
        let come = streams::come(db, &keys).await?;
        let mut held = Self::default();
        for of in sharing {
            let evolve = |state: Edition, event: &EditionEvent, _| Ok(state.evolve(event));
            let reading = Reading {
                key: &edition_key(&of),
                empty: Edition::new(&of.programme, &target.edition),
                heads: &heads.editions,
            };
            if let Some(edition) = streams::replay(db, &come, reading, evolve).await? {
                held.editions.insert(of.programme, edition);
            }
        }
        for name in listed {
            let key = filing(&target.edition, name);
            let filing = load_filing(db, &come, heads, (&key, name), zone).await?;
            held.named.extend(filing.map(|filing| (name.clone(), filing)));
        }
        let Some(organisation) = &target.organisation else { return Ok(held) };
        let key = filing(&target.edition, organisation);
        held.filing = load_filing(db, &come, heads, (&key, organisation), zone).await?;
        if let Some(edition) = earlier {
            let key = filing(&edition, organisation);
            let filing = load_filing(db, &come, heads, (&key, organisation), zone).await?;
            held.previous = filing.map(|filing| (edition, filing));
        }
        for register in &programmes.registers {
            let key = record_key(&register.id, organisation);
            let evolve = |state: Record, event: &RecordEvent, _| Ok(state.evolve(event));
            let reading = Reading { key: &key, empty: Record::default(), heads: &heads.records };
            if let Some(record) = streams::replay(db, &come, reading, evolve).await? {
                held.records.insert(register.id.clone(), record);
            }
        }
        Ok(held)
    }

    /// The states without their versions.
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
    pub(crate) fn filing_of(
        &self,
        target: &Target,
        edition: &str,
        organisation: &str,
    ) -> Option<&Versioned<Filing>> {
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
    come: &Come,
    heads: &StreamHeads,
    (key, organisation): (&str, &str),
    zone: &TimeZone,
) -> Result<Option<Versioned<Filing>>, Fault> {
    let evolve = |state: Filing, event: &FilingEvent, at| Ok(state.evolve(event, moment(at, zone)?.date));
    let reading = Reading { key, empty: Filing::new(organisation), heads: &heads.filings };
    streams::replay(db, come, reading, evolve).await
}

/// How many events a stream has.
pub(crate) fn version<S>(held: Option<&Versioned<S>>) -> i64 {
    held.map_or(0, |held| held.version)
}

pub(crate) fn edition_key(target: &Target) -> String {
    format!("edition/{}/{}", target.programme, target.edition)
}

/// The event by which an edition was closed; none while it is open.
pub(crate) async fn closing_event(
    db: &impl ConnectionTrait,
    target: &Target,
) -> Result<Option<event::Model>, Fault> {
    let rows = streams::load(db, &edition_key(target)).await?;
    Ok(rows.into_iter().rev().find(|row| row.name == "edition_closed"))
}

pub(crate) fn filing_key(filing: &str, edition: &str, organisation: &str) -> String {
    format!("filing/{filing}/{edition}/{organisation}")
}

pub(crate) fn record_key(register: &str, organisation: &str) -> String {
    format!("record/{register}/{organisation}")
}
