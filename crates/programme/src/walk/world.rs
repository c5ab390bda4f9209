//! The world of a walk: all streams, held in memory.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::schema::Fields;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use crate::authorise::Actor;
use crate::event::{Event, Whose};
use crate::findings::bad_step;
use crate::model::{Programme, Programmes};
use crate::places::Places;
use crate::read::names;
use crate::state::{Edition, Filing, Record};
use crate::time::Moment;
use crate::view::{Expert, Organisation};

/// A filing is known by its name, its edition and its organisation.
type FilingKey = (String, String, String);

/// Everything that a walk knows.
#[derive(Default)]
pub(super) struct World {
    pub(super) people: BTreeMap<String, Actor>,
    pub(super) firms: BTreeMap<String, Organisation>,
    pub(super) experts: Vec<Expert>,
    pub(super) places: Places,
    editions: BTreeMap<(String, String), Edition>,
    filings: BTreeMap<FilingKey, Filing>,
    records: BTreeMap<String, BTreeMap<String, Record>>,
}

/// The streams that one command sees, taken out of the world.
pub(super) struct Scene {
    pub(super) editions: BTreeMap<String, Edition>,
    pub(super) filing: Option<Filing>,
    pub(super) previous: Option<(FilingKey, Filing)>,
    pub(super) records: BTreeMap<String, Record>,
}

impl World {
    /// The world as a walk declares it.
    pub(super) fn declared(tree: &Node, findings: &mut Vec<Diagnostic>) -> Self {
        let fields = Fields(tree);
        let mut world = Self::default();
        for entry in fields.entries("places") {
            let above = entry.value.as_str().unwrap_or_default().trim();
            if above != "-" && world.places.hang(&entry.key, above, Date::FIRST).is_err() {
                findings.push(bad_step::at(
                    entry.key_span,
                    Text::new("单位不能挂在自己之下", "an office cannot hang below itself"),
                    Text::new("改正上级单位", "name another office above it"),
                ));
            }
        }
        for entry in fields.entries("people") {
            let person = Fields(&entry.value);
            let actor = Actor::Person {
                person: entry.key.clone(),
                role: person.string("role"),
                place: person.string("at"),
            };
            world.people.insert(entry.key.clone(), actor);
        }
        world.people.insert("clock".to_owned(), Actor::Clock);
        for entry in fields.entries("firms") {
            world.firm(&entry.key, Fields(&entry.value));
        }
        for entry in fields.entries("experts") {
            let expert = Fields(&entry.value);
            let conflicts = names(expert.node("conflicts"));
            world.experts.push(Expert {
                person: entry.key.clone(),
                organisation: expert.string("of"),
                fields: names(expert.node("fields")).into_iter().collect(),
                conflicts: conflicts.into_iter().map(|with| (with, Date::FIRST, None)).collect(),
            });
        }
        world
    }

    fn firm(&mut self, id: &str, fields: Fields<'_>) {
        let alike = fields.str("like").and_then(|text| text.parse::<usize>().ok());
        let ids: Vec<String> = match alike {
            Some(count) => (1..=count).map(|at| alloc::format!("{id}-{at}")).collect(),
            None => Vec::from([id.to_string()]),
        };
        for id in ids {
            let _ = self.places.hang(&id, &fields.string("home"), Date::FIRST);
            let organisation = Organisation {
                id: id.clone(),
                name: fields.string("name"),
                uscc: fields.string("uscc"),
                fictional: true,
            };
            self.firms.insert(id, organisation);
        }
    }

    /// What a command sees.
    pub(super) fn scene(
        &self,
        programmes: &Programmes,
        programme: &Programme,
        edition: &str,
        firm: Option<&str>,
    ) -> Scene {
        let sharing = programmes.programmes.iter().filter(|other| other.filing == programme.filing);
        let editions = sharing.filter_map(|other| {
            let key = (other.id.clone(), edition.to_string());
            Some((other.id.clone(), self.editions.get(&key)?.clone()))
        });
        let key = firm.map(|firm| (programme.filing.clone(), edition.to_string(), firm.to_string()));
        let held = self.filings.iter().filter(|(key, filing)| {
            let (name, other, organisation) = key;
            let honoured = filing.applications.get(&programme.id).is_some_and(|of| of.honour.is_some());
            *name == programme.filing
                && other.as_str() != edition
                && firm == Some(organisation.as_str())
                && honoured
        });
        Scene {
            editions: editions.collect(),
            filing: key.and_then(|key| self.filings.get(&key)).cloned(),
            previous: held
                .max_by_key(|(key, _)| key.1.clone())
                .map(|(key, filing)| (key.clone(), filing.clone())),
            records: firm.and_then(|firm| self.records.get(firm)).cloned().unwrap_or_default(),
        }
    }

    /// The filings of an edition, by organisation.
    pub(super) fn named(&self, programme: &Programme, edition: &str) -> BTreeMap<String, &Filing> {
        let own =
            self.filings.iter().filter(|((name, other, _), _)| *name == programme.filing && other == edition);
        own.map(|((_, _, organisation), filing)| (organisation.clone(), filing)).collect()
    }

    /// Applies the events of one command.
    pub(super) fn apply(
        &mut self,
        programme: &Programme,
        edition: &str,
        firm: Option<&str>,
        previous: Option<FilingKey>,
        events: &[Event],
        now: Moment,
    ) {
        for event in events {
            match event {
                Event::Edition(event) => {
                    let key = (programme.id.clone(), edition.to_string());
                    let state =
                        self.editions.remove(&key).unwrap_or_else(|| Edition::new(&programme.id, edition));
                    self.editions.insert(key, state.evolve(event));
                }
                Event::Filing(whose, event) => {
                    let organisation = match whose {
                        Whose::Of(organisation) => organisation.as_str(),
                        Whose::This | Whose::Previous => firm.unwrap_or_default(),
                    };
                    let own = (programme.filing.clone(), edition.to_string(), organisation.to_string());
                    let key = if *whose == Whose::Previous { previous.clone().unwrap_or(own) } else { own };
                    let state = self.filings.remove(&key).unwrap_or_else(|| Filing::new(&key.2));
                    self.filings.insert(key, state.evolve(event, now.date));
                }
                Event::Record(register, event) => {
                    let records = self.records.entry(firm.unwrap_or_default().to_string()).or_default();
                    let state = records.remove(register).unwrap_or_default();
                    records.insert(register.clone(), state.evolve(event));
                }
            }
        }
    }
}
