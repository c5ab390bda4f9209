//! Random courses: the acts of a walk in a random order, by random people, on random applications, at random moments.
//! Whatever is tried, what the rules promise holds. A breach names its walk and its seed.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::bundle::{FileKind, PackFile};
use duheng_pack::calendar::Date;
use duheng_programme::command::{Command, FilingCommand, Needs};
use duheng_programme::event::{EditionEvent, Event, FilingEvent};
use duheng_programme::refusal::Refusal;
use duheng_programme::time::Moment;
use duheng_programme::walk::{Act, Cast, Done, Host, Material, Position, Scene, World, play_on};
use duheng_programme::{Actor, openings, read_programmes};
use duheng_testkit::random::Dice;
use duheng_testkit::shipped;

/// How often each walk is wandered through.
const SEEDS: u64 = 6;

/// Refusals that speak of who acts, when, and where the application stands; an open command is never refused by these.
const RIGHTS: &[&str] = &[
    "not-your-role",
    "out-of-reach",
    "wrong-stage",
    "window-early",
    "window-closed",
    "edition-closed",
    "approval-by-proposer",
    "notice-running",
    "hearing-running",
];

/// An act of a walk.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) actor: Actor,
    pub(crate) programme: String,
    pub(crate) edition: String,
    pub(crate) organisation: Option<String>,
    pub(crate) command: Command,
    pub(crate) now: Moment,
}

/// Plays a walk and keeps its acts.
struct Keeper<'m> {
    world: World<'m>,
    cast: Cast,
    acts: Vec<Kept>,
}

impl Host for Keeper<'_> {
    fn enter(&mut self, cast: &Cast) {
        self.cast = cast.clone();
        self.world.enter(cast);
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.world.hang(place, above, from)
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        self.acts.push(Kept {
            actor: act.actor.clone(),
            programme: act.at.programme.id.clone(),
            edition: act.at.edition.to_owned(),
            organisation: act.at.organisation.map(str::to_owned),
            command: act.command.clone(),
            now: act.now,
        });
        self.world.act(act)
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.world.scene(at)
    }
}

/// What a course did, and what it broke.
#[derive(Default)]
struct Course {
    done: BTreeMap<&'static str, usize>,
    refused: BTreeMap<&'static str, usize>,
    numbers: BTreeSet<String>,
    /// Who proposed and who approved since, by programme, edition and organisation.
    proposals: BTreeMap<(String, String, String), (String, BTreeSet<String>)>,
    wrong: Vec<String>,
}

impl Course {
    /// Looks at the events of an act.
    fn look(&mut self, kept: &Kept, events: &[Event], before: &Scene, after: &Scene) {
        let mut reopened = BTreeSet::new();
        for event in events {
            match event {
                Event::Edition(EditionEvent::NumberTaken { number, .. })
                    if !self.numbers.insert(number.clone()) =>
                {
                    self.wrong.push(format!("the number {number} was given out twice"));
                }
                Event::Filing(_, FilingEvent::Proposed { programme, by, .. }) => {
                    let key = (programme.clone(), kept.edition.clone(), organisation(kept));
                    self.proposals.insert(key, (by.clone(), BTreeSet::new()));
                }
                Event::Filing(_, FilingEvent::Approved { programme, by }) => {
                    let key = (programme.clone(), kept.edition.clone(), organisation(kept));
                    let Some((proposer, approvers)) = self.proposals.get_mut(&key) else {
                        self.wrong.push(format!("{by} approved what nobody proposed"));
                        continue;
                    };
                    if proposer == by || !approvers.insert(by.clone()) {
                        self.wrong.push(format!("{by} approved their own proposal, or twice"));
                    }
                }
                Event::Filing(_, FilingEvent::Reopened { layer, assessor, .. }) => {
                    reopened.insert((layer.clone(), assessor.clone()));
                }
                _ => {}
            }
        }
        let sealed = |scene: &Scene| scene.filing.as_ref().map(|filing| filing.sealed.clone());
        let now = sealed(after).unwrap_or_default();
        for (layer, of) in sealed(before).unwrap_or_default() {
            for (assessor, entries) in of {
                let kept = now.get(&layer).and_then(|of| of.get(&assessor)) == Some(&entries);
                if !kept && !reopened.contains(&(layer.clone(), assessor.clone())) {
                    self.wrong.push(format!("what {assessor} sealed at {layer} was changed"));
                }
            }
        }
    }
}

fn organisation(kept: &Kept) -> String {
    kept.organisation.clone().unwrap_or_default()
}

/// An act of the walk at hand or of any other, by anybody, on any application, now or some days later.
fn altered(dice: &mut Dice, acts: &[Kept], next: usize) -> Kept {
    let any = |dice: &mut Dice| dice.pick(acts).unwrap().clone();
    let mut act = if dice.chance(50) { any(dice) } else { acts[next].clone() };
    if dice.chance(50) {
        act.actor = any(dice).actor;
    }
    if dice.chance(30) && act.organisation.is_some() {
        act.organisation = any(dice).organisation.or(act.organisation);
    }
    if dice.chance(10) {
        act.now = any(dice).now;
    }
    act
}

/// Wanders from an empty world.
fn wander(material: Material<'_>, cast: &Cast, acts: &[Kept], seed: u64) -> Course {
    let mut dice = Dice::new(seed);
    let chaos = u8::try_from(dice.below(60)).unwrap();
    let (mut world, mut course) = (World::new(material), Course::default());
    world.enter(cast);
    let Some(mut last) = acts.first().map(|act| act.now) else { return course };
    let mut log: Vec<(Kept, Vec<Event>)> = Vec::new();
    let mut next = 0;
    while next < acts.len() {
        let strays = dice.chance(chaos);
        let mut kept = if strays { altered(&mut dice, acts, next) } else { acts[next].clone() };
        next += usize::from(!strays);
        kept.now = kept.now.max(last);
        last = kept.now;
        let Some(at) = position(material, &kept) else { continue };
        let ask = kept.command.ask();
        let before = world.scene(&at);
        let theirs = world.show(&at, &Needs::default(), |view| openings(&kept.actor, view, kept.now));
        let found = theirs.iter().find(|opening| {
            let same = (&opening.ask.entry, &opening.ask.item, &opening.ask.record, &opening.ask.stage);
            opening.ask.command == ask.command && same == (&ask.entry, &ask.item, &ask.record, &ask.stage)
        });
        let told = format!("{} by {:?} on {:?} at {}", ask.command, kept.actor, at.organisation, kept.now);
        let result = world.act(Act { actor: &kept.actor, at, command: kept.command.clone(), now: kept.now });
        let after = world.scene(&at);
        match result {
            Ok(done) => {
                *course.done.entry(ask.command).or_default() += 1;
                if !found.is_some_and(|opening| opening.is_open()) {
                    course.wrong.push(format!("done without an open opening ({found:?}): {told}"));
                }
                course.look(&kept, &done.events, &before, &after);
                log.push((kept, done.events));
            }
            Err(refusal) => {
                *course.refused.entry(refusal.code).or_default() += 1;
                if before != after {
                    course.wrong.push(format!("refused and changed: {told}"));
                }
                // each programme that an application names asks for itself
                let applies = matches!(kept.command, Command::Filing(FilingCommand::Apply { .. }));
                let open = found.is_some_and(|opening| opening.is_open());
                if open && !applies && RIGHTS.contains(&refusal.code) {
                    course.wrong.push(format!("open and refused as {}: {told}", refusal.code));
                }
            }
        }
    }
    course.wrong.extend(replay(material, cast, &world, &log));
    course
}

/// Where an act was done.
pub(crate) fn position<'a>(material: Material<'a>, kept: &'a Kept) -> Option<Position<'a>> {
    let programme = material.programmes.programmes.iter().find(|of| of.id == kept.programme)?;
    Some(Position { programme, edition: &kept.edition, organisation: kept.organisation.as_deref() })
}

/// All events again, in another world: what is not the same there.
pub(crate) fn replay(
    material: Material<'_>,
    cast: &Cast,
    world: &World<'_>,
    log: &[(Kept, Vec<Event>)],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut again = World::new(material);
    again.enter(cast);
    for (kept, events) in log {
        let Some(at) = position(material, kept) else { continue };
        again.apply(&at, events, kept.now);
    }
    for (kept, _) in log {
        let Some(at) = position(material, kept) else { continue };
        let same = |world: &World<'_>| {
            world.show(&at, &Needs::default(), |view| {
                (view.editions.clone(), view.filing.cloned(), view.previous.cloned(), view.records.clone())
            })
        };
        if same(world) != same(&again) {
            wrong.push(format!("events again give another state of {:?}", kept.organisation));
        }
    }
    wrong
}

/// The acts of a walk, which must pass, and who acts in it.
pub(crate) fn acts(material: Material<'_>, walk: &PackFile) -> (Cast, Vec<Kept>) {
    let mut keeper = Keeper { world: World::new(material), cast: Cast::default(), acts: Vec::new() };
    assert!(play_on(&walk.tree, material, &mut keeper).passed(), "{}", walk.path);
    (keeper.cast, keeper.acts)
}

#[test]
fn whatever_is_tried_the_rules_hold() {
    let shipped = shipped::packs();
    let (mut wrong, mut done, mut refused) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
        let material = Material { pack, programmes: &programmes, bundle };
        for walk in bundle.of_kind(FileKind::Walk) {
            let (cast, acts) = acts(material, walk);
            for seed in 0..SEEDS {
                let course = wander(material, &cast, &acts, seed);
                wrong.extend(course.wrong.iter().map(|told| format!("{} seed {seed}: {told}", walk.path)));
                for (name, count) in course.done {
                    *done.entry(name).or_insert(0) += count;
                }
                for (code, count) in course.refused {
                    *refused.entry(code).or_insert(0) += count;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    // the courses must come far enough to mean something
    for command in ["approve", "issue", "seal", "publish_notice", "rule", "decide_list", "enter_record"] {
        assert!(done.contains_key(command), "no course does {command}: {done:?}");
    }
    assert!(refused.len() > 25, "only {refused:?}");
}
