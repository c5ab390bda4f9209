//! The world of a walk in memory: all streams, without a store.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};

use duheng_pack::calendar::Date;

use super::host::{Act, Done, Host, Position, Scene};
use super::{Cast, Material};
use crate::authorise::authorise;
use crate::command::Needs;
use crate::decide::decide;
use crate::event::{Event, Whose};
use crate::model::Programme;
use crate::places::Places;
use crate::refusal::Refusal;
use crate::state::{Edition, Filing, Record};
use crate::time::Moment;
use crate::view::View;

/// A filing is known by its name, its edition and its organisation.
type FilingKey = (String, String, String);

/// Everything that happened.
pub struct World<'m> {
    material: Material<'m>,
    cast: Cast,
    places: Places,
    editions: BTreeMap<(String, String), Edition>,
    filings: BTreeMap<FilingKey, Filing>,
    records: BTreeMap<String, BTreeMap<String, Record>>,
}

impl<'m> World<'m> {
    /// A world in which nothing has happened.
    #[must_use]
    pub fn new(material: Material<'m>) -> Self {
        Self {
            material,
            cast: Cast::default(),
            places: Places::default(),
            editions: BTreeMap::new(),
            filings: BTreeMap::new(),
            records: BTreeMap::new(),
        }
    }

    /// The filing of the organisation that holds an honour of the programme, from another edition; the latest of several.
    fn previous(&self, at: &Position<'_>) -> Option<(&FilingKey, &Filing)> {
        let honoured = |filing: &Filing| {
            filing.applications.get(&at.programme.id).is_some_and(|application| application.honour.is_some())
        };
        let held = self.filings.iter().filter(|((name, edition, organisation), filing)| {
            *name == at.programme.filing
                && edition != at.edition
                && at.organisation == Some(organisation.as_str())
                && honoured(filing)
        });
        held.max_by_key(|(key, _)| key.1.clone())
    }

    /// The filings of an edition, by organisation.
    fn named(&self, programme: &Programme, edition: &str) -> BTreeMap<String, &Filing> {
        let own =
            self.filings.iter().filter(|((name, other, _), _)| *name == programme.filing && other == edition);
        own.map(|((_, _, organisation), filing)| (organisation.clone(), filing)).collect()
    }

    /// The numbers that other editions of the programme gave out.
    fn given(&self, at: &Position<'_>) -> BTreeSet<String> {
        let others = self.filings.iter().filter(|((_, edition, _), _)| edition != at.edition);
        let honours =
            others.filter_map(|(_, filing)| filing.applications.get(&at.programme.id)?.honour.as_ref());
        honours.map(|honour| honour.number.clone()).collect()
    }

    /// Shows what somebody at a position may look at, with what a command needs beyond it.
    pub fn show<T>(&self, at: &Position<'_>, needs: &Needs, see: impl FnOnce(&View<'_>) -> T) -> T {
        let scene = self.seen(at);
        let mut named = self.named(at.programme, at.edition);
        named.retain(|organisation, _| needs.all || needs.named.contains(organisation));
        let given = if needs.numbers { self.given(at) } else { BTreeSet::new() };
        see(&View {
            pack: self.material.pack,
            programmes: self.material.programmes,
            programme: at.programme,
            editions: &scene.editions,
            filing: scene.filing.as_ref(),
            previous: scene.previous.as_ref(),
            named: &named,
            organisation: at.organisation.and_then(|firm| self.cast.firms.get(firm)),
            records: &scene.records,
            places: &self.places,
            experts: if needs.experts { &self.cast.experts } else { &[] },
            given: &given,
        })
    }

    /// What a command does, without doing it.
    pub fn decide(&self, act: Act<'_>) -> Result<Done, Refusal> {
        self.show(&act.at, &act.command.needs(), |view| {
            let permit = authorise(act.actor, act.command, view, act.now)?;
            let mechanism = permit.stage().map(|stage| stage.mechanism.name());
            let events = decide(view, permit, act.now)?;
            Ok(Done { events, mechanism })
        })
    }

    /// What holds at a position.
    fn seen(&self, at: &Position<'_>) -> Scene {
        let sharing =
            self.material.programmes.programmes.iter().filter(|other| other.filing == at.programme.filing);
        let editions = sharing.filter_map(|other| {
            let key = (other.id.clone(), at.edition.to_string());
            Some((other.id.clone(), self.editions.get(&key)?.clone()))
        });
        let key = at
            .organisation
            .map(|firm| (at.programme.filing.clone(), at.edition.to_string(), firm.to_string()));
        let records = at.organisation.and_then(|firm| self.records.get(firm));
        Scene {
            editions: editions.collect(),
            filing: key.and_then(|key| self.filings.get(&key)).cloned(),
            previous: self.previous(at).map(|(_, filing)| filing.clone()),
            records: records.cloned().unwrap_or_default(),
        }
    }

    /// Lets events happen.
    pub fn apply(&mut self, at: &Position<'_>, events: &[Event], now: Moment) {
        let previous = self.previous(at).map(|(key, _)| key.clone());
        let firm = at.organisation.unwrap_or_default();
        for event in events {
            match event {
                Event::Edition(event) => {
                    let key = (at.programme.id.clone(), at.edition.to_string());
                    let before = self.editions.remove(&key);
                    let state = before.unwrap_or_else(|| Edition::new(&at.programme.id, at.edition));
                    self.editions.insert(key, state.evolve(event));
                }
                Event::Filing(whose, event) => {
                    let organisation = match whose {
                        Whose::Of(organisation) => organisation.as_str(),
                        Whose::This | Whose::Previous => firm,
                    };
                    let own = (at.programme.filing.clone(), at.edition.to_string(), organisation.to_string());
                    let key = if *whose == Whose::Previous { previous.clone().unwrap_or(own) } else { own };
                    let state = self.filings.remove(&key).unwrap_or_else(|| Filing::new(&key.2));
                    self.filings.insert(key, state.evolve(event, now.date));
                }
                Event::Record(register, event) => {
                    let records = self.records.entry(firm.to_string()).or_default();
                    let state = records.remove(register).unwrap_or_default();
                    records.insert(register.clone(), state.evolve(event));
                }
            }
        }
    }
}

impl Host for World<'_> {
    fn enter(&mut self, cast: &Cast) {
        self.cast = cast.clone();
        for (place, above) in &cast.places {
            let _ = self.places.hang(place, above, Date::FIRST);
        }
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.places.hang(place, above, from).is_ok()
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        let (at, now) = (act.at, act.now);
        let done = self.decide(act)?;
        self.apply(&at, &done.events, now);
        Ok(done)
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.seen(at)
    }
}
