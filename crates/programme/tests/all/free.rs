//! Free courses: any command, by anybody, on anything, at any moment, with sound and unsound arguments, against a small
//! model of what was promised. A breach names its pack and its seed; `DUHENG_FREE=50` tries so many seeds for each pack.

mod city;
mod compare;
mod model;
mod moves;
mod rights;
mod stages;
mod throws;

use std::collections::{BTreeMap, BTreeSet};

use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::event::{EditionEvent, Event};
use duheng_programme::read_programmes;
use duheng_programme::refusal::{CODES, Refusal};
use duheng_programme::walk::{Act, Host, Material, World};
use duheng_testkit::random::Dice;
use duheng_testkit::shipped;

use crate::wandering::{Kept, position, replay};
use city::City;
use model::{Answer, Model};
use throws::Thrower;

/// How many seeds each pack is tried with, unless `DUHENG_FREE` says otherwise.
const SEEDS: u64 = 4;
/// How many commands a course has.
const COMMANDS: usize = 1200;

/// What courses did, and what they broke.
#[derive(Default)]
struct Told {
    done: BTreeMap<&'static str, usize>,
    refused: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

/// One course from an empty world; it ends at the first breach, for what follows would only repeat it.
fn course(material: Material<'_>, city: &City, seed: u64, told: &mut Told) {
    let mut dice = Dice::new(seed);
    let (mut world, mut model) = (World::new(material), Model::new(material, city));
    world.enter(&city.cast);
    let mut log: Vec<(Kept, Vec<Event>)> = Vec::new();
    let mut numbers = BTreeSet::new();
    let story = dice.below(city.stories.len());
    let mut now = city.stories[story].begins;
    for step in 0..COMMANDS {
        now = throws::later(&mut dice, now);
        let Some(kept) = Thrower { material, city, world: &world, now, story }.throw(&mut dice) else {
            continue;
        };
        let at = position(material, &kept).unwrap();
        let before = world.scene(&at);
        let answer = model.answer(&kept);
        let command = kept.command.clone();
        let result = world.act(Act { actor: &kept.actor, at, command, now: kept.now });
        let mut wrong = match &result {
            Ok(done) => {
                let again = done.events.iter().filter_map(|event| match event {
                    Event::Edition(EditionEvent::NumberTaken { number, .. }) => Some(number.clone()),
                    _ => None,
                });
                let twice: Vec<String> = again.filter(|number| !numbers.insert(number.clone())).collect();
                let mut wrong: Vec<String> =
                    twice.iter().map(|number| format!("the number {number} was given out twice")).collect();
                if let Answer::Never(why) = answer {
                    wrong.push(format!("done though {why}"));
                }
                wrong.extend(model.follow(&kept, &done.events, &world));
                *told.done.entry(kept.command.name()).or_default() += 1;
                wrong
            }
            Err(refusal) => {
                *told.refused.entry(refusal.code).or_default() += 1;
                let mut wrong = names_its_rule(refusal);
                if answer == Answer::Always {
                    wrong.push(format!("refused as {} though nothing stands in its way", refusal.code));
                }
                if before != world.scene(&at) {
                    wrong.push("refused and changed".to_owned());
                }
                wrong
            }
        };
        let acted = format!(
            "step {step}: {:?} by {:?} on {:?} of {} {} at {}",
            brief(&kept.command),
            kept.actor,
            kept.organisation,
            kept.programme,
            kept.edition,
            kept.now
        );
        if let Ok(done) = result {
            log.push((kept, done.events));
        }
        if !wrong.is_empty() {
            wrong.iter_mut().for_each(|wrong| *wrong = format!("{wrong}: {acted}"));
            told.wrong.extend(wrong);
            return;
        }
    }
    told.wrong.extend(replay(material, &city.cast, &world, &log));
}

/// A refusal is one of those that are documented, and says in both languages which rule it was and what would help.
fn names_its_rule(refusal: &Refusal) -> Vec<String> {
    let known = CODES.iter().any(|(code, _)| *code == refusal.code);
    let texts = [&refusal.message.zh, &refusal.message.en, &refusal.remedy.zh, &refusal.remedy.en];
    let says = texts.iter().all(|text| !text.trim().is_empty());
    if known && says {
        Vec::new()
    } else {
        vec![format!("{} does not say its rule: {texts:?}", refusal.code)]
    }
}

/// A command without the facts it carries.
fn brief(command: &Command) -> String {
    match command {
        Command::Filing(
            FilingCommand::Submit(_) | FilingCommand::Seal { .. } | FilingCommand::Supply { .. },
        ) => command.name().to_owned(),
        _ => format!("{command:?}"),
    }
}

#[test]
fn whatever_is_commanded_the_promises_hold() {
    let seeds = std::env::var("DUHENG_FREE").map_or(SEEDS, |count| count.parse().expect("a whole number"));
    let shipped = shipped::packs();
    let mut told = Told::default();
    for bundle in &shipped.bundles {
        let Some(pack) = shipped.pack(&bundle.folder) else { continue };
        let (programmes, _) = read_programmes(bundle, &shipped.bundles, pack);
        if programmes.programmes.is_empty() {
            continue;
        }
        let material = Material { pack, programmes: &programmes, bundle };
        let city = City::of(material);
        for seed in 0..seeds {
            let before = told.wrong.len();
            course(material, &city, seed, &mut told);
            for wrong in told.wrong.iter_mut().skip(before) {
                *wrong = format!("{} seed {seed}: {wrong}", bundle.folder);
            }
        }
    }
    println!("done {:?}\nrefused {:?}", told.done, told.refused);
    assert!(told.wrong.is_empty(), "{} wrong:\n{}", told.wrong.len(), told.wrong.join("\n"));
    // the courses must come far enough to mean something
    for command in [
        "approve",
        "issue",
        "seal",
        "publish_notice",
        "close_notice",
        "rule",
        "decide_list",
        "confirm_record",
    ] {
        assert!(told.done.contains_key(command), "no course does {command}: {:?}", told.done);
    }
    assert!(told.refused.len() > 25, "only {:?}", told.refused);
}
