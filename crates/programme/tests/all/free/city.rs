//! A small city for free courses: two trees of offices, people in every role, enterprises, experts with conflicts, and
//! what enterprises and assessors of the walks said.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand, FilingCommand, Submission, Visit};
use duheng_programme::model::{Mechanism, Reach};
use duheng_programme::time::Moment;
use duheng_programme::view::{Expert, Organisation};
use duheng_programme::walk::{Cast, Material};

use crate::wandering::acts;

/// Each place with the one above it; `elsewhere` is another city.
pub(super) const PLACES: &[(&str, &str)] =
    &[("east", "city"), ("west", "city"), ("bridge", "east"), ("hill", "west"), ("far", "elsewhere")];
/// Enterprises with their places.
pub(super) const FIRMS: &[(&str, &str)] =
    &[("mill", "bridge"), ("loom", "hill"), ("dock", "east"), ("kiln", "city"), ("barn", "far")];
/// Their codes, in the same order.
const CODES: &[&str] = &[
    "914403000000000276",
    "914403000000000351",
    "91330200000000001H",
    "913302000000000061",
    "913302000000000074",
];
/// Editions; both may run at once.
pub(super) const EDITIONS: &[&str] = &["2026", "2027"];
/// Where the people of offices sit, three of each role in the city.
const DESKS: &[&str] = &["city", "city", "city", "east", "bridge", "hill", "elsewhere"];

/// The entries of one assessor, as a walk has them.
pub(super) struct Found {
    pub(super) entries: Node,
    pub(super) reasons: BTreeMap<String, String>,
    pub(super) visit: Option<Visit>,
}

/// What enterprise, authorities and assessors say in one walk.
pub(super) struct Story {
    /// When it begins, and the year and day of evaluation of its edition.
    pub(super) begins: Moment,
    pub(super) dates: (i16, Date),
    pub(super) submissions: Vec<Submission>,
    pub(super) supplies: Vec<(Option<Node>, Option<Node>)>,
    pub(super) found: Vec<Found>,
}

/// Everybody, and what they may say.
pub(super) struct City {
    pub(super) cast: Cast,
    pub(super) actors: Vec<Actor>,
    pub(super) stories: Vec<Story>,
}

impl City {
    pub(super) fn of(material: Material<'_>) -> Self {
        let mut cast = Cast::default();
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(node, above)| ((*node).to_owned(), (*above).to_owned())).collect::<Vec<_>>()
        };
        cast.places = [pairs(PLACES), pairs(FIRMS)].concat();
        for ((id, _), code) in FIRMS.iter().zip(CODES) {
            let name = format!("{id}（虚构）");
            let (id, uscc) = ((*id).to_owned(), (*code).to_owned());
            cast.firms.insert(id.clone(), Organisation { id, name, uscc, fictional: true });
        }
        cast.experts = experts(material);
        let mut city = Self { actors: actors(material, &cast), cast, stories: Vec::new() };
        for walk in material.bundle.of_kind(FileKind::Walk) {
            let told = acts(material, walk).1;
            let opened = told.iter().find_map(|act| match &act.command {
                Command::Edition(EditionCommand::Open { year, as_of, .. }) => {
                    Some((act.now, (*year, *as_of)))
                }
                _ => None,
            });
            let Some((begins, dates)) = opened else { continue };
            let (submissions, supplies, found) = Default::default();
            let mut story = Story { begins, dates, submissions, supplies, found };
            told.into_iter().for_each(|act| story.learn(act.command));
            if !story.submissions.is_empty() {
                city.stories.push(story);
            }
        }
        city
    }
}

impl Story {
    /// Keeps what a command of the walk states.
    fn learn(&mut self, command: Command) {
        match command {
            Command::Filing(FilingCommand::Submit(submission)) => self.submissions.push(submission),
            Command::Filing(FilingCommand::Supply { given, lists }) => self.supplies.push((given, lists)),
            Command::Filing(FilingCommand::Seal { entries, reasons, visit }) => {
                self.found.push(Found { entries, reasons, visit });
            }
            _ => {}
        }
    }
}

/// Six experts: one with a conflict with `mill` that ends, one who works for `loom`.
fn experts(material: Material<'_>) -> Vec<Expert> {
    let stages = material.programmes.programmes.iter().flat_map(|programme| &programme.stages);
    let fields: BTreeSet<String> = stages
        .filter_map(|stage| match &stage.mechanism {
            Mechanism::Panel { fields, .. } => Some(fields.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    let expert = |at: usize| Expert {
        person: format!("expert-{at}"),
        organisation: if at == 2 { "loom".to_owned() } else { "academy".to_owned() },
        fields: fields.clone(),
        conflicts: if at == 1 {
            vec![("mill".to_owned(), Date::FIRST, Date::new(2027, 1, 31))]
        } else {
            Vec::new()
        },
    };
    (1..=6).map(expert).collect()
}

/// People in every role that any programme of the pack has, the public and the clock.
fn actors(material: Material<'_>, cast: &Cast) -> Vec<Actor> {
    let mut actors = vec![Actor::Public, Actor::Clock];
    let mut roles: BTreeMap<&str, Reach> = BTreeMap::new();
    for programme in &material.programmes.programmes {
        roles.extend(programme.roles.iter().map(|(name, role)| (name.as_str(), role.reach)));
    }
    let person = |person: String, role: &str, place: &str| Actor::Person {
        person,
        role: role.to_owned(),
        place: place.to_owned(),
    };
    for (role, reach) in roles {
        match reach {
            Reach::Own => {
                actors.extend(FIRMS.iter().map(|(firm, _)| person(format!("of-{firm}"), role, firm)));
            }
            Reach::Assigned => {
                let experts = cast.experts.iter();
                actors.extend(experts.map(|of| person(of.person.clone(), role, &of.organisation)));
            }
            Reach::Recommended => {
                actors.extend(["guild", "chamber"].map(|unit| person(format!("of-{unit}"), role, unit)));
            }
            Reach::Anyone => actors.push(person("walker".to_owned(), role, "")),
            Reach::Subtree | Reach::Cleared => {
                let desks = DESKS.iter().enumerate();
                actors.extend(desks.map(|(at, desk)| person(format!("{role}-{desk}-{at}"), role, desk)));
            }
        }
    }
    actors
}
