//! What is tried next: mostly something that is open to somebody, often anything at all.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_programme::command::{
    CheckVerdict, Command, EditionCommand, FilingCommand, Meeting, Needs, RecordCommand, Ruling, Visit,
};
use duheng_programme::language::COMMANDS;
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::time::{Moment, Window};
use duheng_programme::walk::{Material, Position, World};
use duheng_programme::{Actor, Ask, draw, openings};
use duheng_testkit::random::Dice;

use super::city::{City, EDITIONS, FIRMS, Story};
use crate::wandering::Kept;

/// Mostly minutes, sometimes days, seldom months.
pub(super) fn later(dice: &mut Dice, now: Moment) -> Moment {
    let days = match dice.below(100) {
        0..=87 => 0,
        88..=97 => dice.between(1, 4),
        98 => dice.between(5, 14),
        _ if dice.chance(30) => dice.between(60, 400),
        _ => 30,
    };
    let date = now.date.plus_days(i32::try_from(days).unwrap()).unwrap();
    // a new day begins anywhere, its last second included
    let second = if days > 0 { dice.below(86_400) } else { now.second as usize + dice.below(900) };
    match second.checked_sub(86_400) {
        Some(over) => Moment { date: date.plus_days(1).unwrap(), second: u32::try_from(over).unwrap() },
        None => Moment { date, second: u32::try_from(second).unwrap() },
    }
}

/// Makes commands in the world as it is now.
pub(super) struct Thrower<'t, 'm> {
    pub(super) material: Material<'m>,
    pub(super) city: &'t City,
    pub(super) world: &'t World<'m>,
    pub(super) now: Moment,
    /// Which walk tells what is said here, most of the time.
    pub(super) story: usize,
}

impl Thrower<'_, '_> {
    pub(super) fn throw(&self, dice: &mut Dice) -> Option<Kept> {
        let programme = dice.pick(&self.material.programmes.programmes)?;
        // one edition and two enterprises come further than the others
        let edition = if dice.chance(80) { EDITIONS.first()? } else { dice.pick(EDITIONS)? };
        let firm = if dice.chance(80) { FIRMS.get(dice.below(2))? } else { dice.pick(FIRMS)? };
        let organisation = dice.chance(85).then(|| firm.0.to_owned());
        let at = Position { programme, edition, organisation: organisation.as_deref() };
        let (actor, ask) = if dice.chance(85) {
            self.open(dice, &at)?
        } else {
            (dice.pick(&self.city.actors)?.clone(), any(dice, programme))
        };
        let command = self.command(dice, &at, &actor, &ask)?;
        let (programme, edition) = (programme.id.clone(), (*edition).to_owned());
        Some(Kept { actor, programme, edition, organisation, command, now: self.now })
    }

    /// Something that is open to somebody here: mostly what the application or the edition waits for.
    fn open(&self, dice: &mut Dice, at: &Position<'_>) -> Option<(Actor, Ask)> {
        let has_role = |actor: &&Actor| match actor {
            Actor::Person { role, .. } => at.programme.roles.contains_key(role),
            Actor::Public | Actor::Clock => true,
        };
        let actors: Vec<&Actor> = self.city.actors.iter().filter(has_role).collect();
        for _ in 0..20 {
            let actor = *dice.pick(&actors)?;
            let theirs = self.world.show(at, &Needs::default(), |view| openings(actor, view, self.now));
            let awaited = dice.chance(75);
            let open: Vec<&Ask> = theirs
                .iter()
                .filter(|of| of.is_open() && (of.awaited || !awaited))
                .map(|of| &of.ask)
                .collect();
            let Some(ask) = dice.pick(&open) else { continue };
            // what ends a course or repeats itself is tried seldom
            let seldom = ["withdraw", "close_edition", "revoke", "reschedule", "send_back", "take_back"];
            let often = ["supply", "extend", "file_document", "reopen"];
            let chance = match ask.command {
                name if seldom.contains(&name) => 3,
                name if often.contains(&name) => 15,
                _ if ask.record.is_some() => 5,
                _ => 100,
            };
            if dice.chance(chance) {
                return Some((actor.clone(), (*ask).clone()));
            }
        }
        None
    }

    fn story(&self, dice: &mut Dice) -> Option<&Story> {
        if dice.chance(90) { self.city.stories.get(self.story) } else { dice.pick(&self.city.stories) }
    }

    /// A reason, seldom an empty one.
    fn reason(dice: &mut Dice) -> String {
        if dice.chance(92) { "有据可查".to_owned() } else { "  ".to_owned() }
    }

    /// A day near now.
    fn day(&self, dice: &mut Dice, from: i64, to: i64) -> Date {
        self.now.date.plus_days(i32::try_from(dice.between(from, to)).unwrap()).unwrap()
    }

    /// A command for what is asked, with arguments.
    fn command(&self, dice: &mut Dice, at: &Position<'_>, actor: &Actor, ask: &Ask) -> Option<Command> {
        let organisation = at.organisation.unwrap_or_else(|| dice.pick(FIRMS).map_or("mill", |(id, _)| id));
        let organisation = organisation.to_owned();
        let stage = || ask.stage.clone().unwrap_or_else(|| "nowhere".to_owned());
        let reason = Self::reason(dice);
        let edition = |command| Some(Command::Edition(command));
        let record = || ask.record.clone().unwrap_or_default();
        match ask.command {
            "open_edition" => edition(self.opening(dice, at.programme)),
            "reschedule" => {
                let stage = dice.pick(&at.programme.stages)?.id.clone();
                edition(EditionCommand::Reschedule { stage, closes: self.day(dice, 0, 200), reason })
            }
            "start_stage" => edition(EditionCommand::StartStage { stage: stage() }),
            "file_document" => edition(EditionCommand::FileDocument {
                document: document(dice, at.programme, &stage()),
                stage: stage(),
                title: "一份材料".to_owned(),
            }),
            "freeze_cohort" => edition(EditionCommand::FreezeCohort { stage: stage() }),
            "close_stage" => edition(EditionCommand::CloseStage { stage: stage() }),
            "recommend" => edition(EditionCommand::Recommend { organisation }),
            "take_back" => edition(EditionCommand::TakeBack { organisation, reason }),
            "enlist" => edition(EditionCommand::Enlist { stage: stage(), organisation, reason }),
            "delist" => edition(EditionCommand::Delist { stage: stage(), organisation, reason }),
            "decide_list" => edition(self.list(dice, at, stage())),
            "close_edition" => edition(EditionCommand::Close),
            "enter_record" => {
                let (register, state) = record();
                let from = self.day(dice, -30, 0);
                Some(Command::Record(RecordCommand::Enter { register, state, from, basis: reason }))
            }
            "correct_record" => {
                let (register, state) = record();
                Some(Command::Record(RecordCommand::Correct { register, state, reason }))
            }
            "confirm_record" => {
                let (register, state) = record();
                Some(Command::Record(RecordCommand::Confirm { register, state }))
            }
            "return_record" => {
                let (register, state) = record();
                Some(Command::Record(RecordCommand::Return { register, state, reason }))
            }
            _ => self.filing(dice, at, actor, ask, reason).map(Command::Filing),
        }
    }

    fn filing(
        &self,
        dice: &mut Dice,
        at: &Position<'_>,
        actor: &Actor,
        ask: &Ask,
        reason: String,
    ) -> Option<FilingCommand> {
        let number =
            || "1 1 1 1 2 3 0".split(' ').filter_map(|number| number.parse().ok()).collect::<Vec<usize>>();
        let one = *dice.pick(&number())?;
        Some(match ask.command {
            "apply" => FilingCommand::Apply {
                entry: ask.entry.clone().unwrap_or_default(),
                programmes: if dice.chance(50) { Vec::new() } else { self.together(dice, at.programme) },
            },
            "initiate" => {
                FilingCommand::Initiate { entry: ask.entry.clone().unwrap_or_default(), basis: reason }
            }
            "state_case" => FilingCommand::StateCase { text: reason },
            "submit" => {
                let mut submission = {
                    let story = self.story(dice)?;
                    dice.pick(&story.submissions)?.clone()
                };
                // all documents and consents that any stage asks for here, seldom one less
                let (documents, consents) = papers(at.programme, self.stage(at).as_deref());
                submission.documents = documents;
                submission.consents = consents;
                if dice.chance(6) {
                    submission.documents.pop_first();
                }
                if dice.chance(6) {
                    submission.consents.pop_first();
                }
                FilingCommand::Submit(submission)
            }
            "withdraw" => FilingCommand::Withdraw { reason },
            "extend" => {
                let stage = self.stage(at).filter(|_| dice.chance(70));
                let stage = stage.or_else(|| Some(dice.pick(&at.programme.stages)?.id.clone()))?;
                FilingCommand::Extend { stage, until: self.day(dice, -20, 90), reason }
            }
            "supply" => {
                let (given, lists) =
                    self.story(dice).and_then(|story| story.supplies.first().cloned()).unwrap_or_default();
                FilingCommand::Supply { given, lists }
            }
            "check" => {
                let verdict = match dice.below(20) {
                    0 => CheckVerdict::Fail,
                    1..=3 => CheckVerdict::Return,
                    _ => CheckVerdict::Pass,
                };
                FilingCommand::Check { verdict, reason }
            }
            "judge_request" => FilingCommand::JudgeRequest {
                item: ask.item.clone().unwrap_or_else(|| "nothing".to_owned()),
                approved: dice.chance(50),
                reason,
            },
            "clear" => FilingCommand::Clear { agreed: dice.chance(90), reason },
            "commit_draw" => FilingCommand::CommitDraw {
                commitment: if dice.chance(95) { draw::commitment("风") } else { String::new() },
            },
            "draw" => FilingCommand::Draw { seed: if dice.chance(90) { "风" } else { "雨" }.to_owned() },
            "declare" => FilingCommand::Declare { conflict: dice.chance(20), reason },
            "seal" => self.seal(dice)?,
            "reopen" => FilingCommand::Reopen { assessor: self.assessor(dice, at, actor), reason },
            "suggest" => FilingCommand::Suggest { text: reason },
            "reply" => FilingCommand::Reply {
                suggestion: one,
                text: reason,
                document: dice
                    .chance(30)
                    .then(|| if dice.chance(80) { "改.pdf" } else { "改.doc" }.to_owned()),
            },
            "settle" => FilingCommand::Settle { suggestion: one },
            "finish" => FilingCommand::Finish,
            "propose" => {
                let grades: Vec<String> =
                    at.programme.entries.values().flat_map(|of| of.results.clone()).collect();
                let grade = if dice.chance(60) { None } else { dice.pick(&grades).cloned() };
                FilingCommand::Propose { grade, reason }
            }
            "approve" => FilingCommand::Approve,
            "send_back" => FilingCommand::SendBack { reason },
            "publish_notice" => FilingCommand::PublishNotice,
            "object" => FilingCommand::Object {
                name: "王某".to_owned(),
                contact: dice
                    .pick(&["13800000000", "13800000000", "", "微信"])
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                text: reason,
            },
            "rule" => {
                let rulings =
                    [Ruling::Rejected, Ruling::Rejected, Ruling::Again, Ruling::Again, Ruling::Refused];
                FilingCommand::Rule { objection: one, ruling: *dice.pick(&rulings)?, reason }
            }
            "close_notice" => FilingCommand::CloseNotice,
            "issue" => FilingCommand::Issue,
            "report_event" => FilingCommand::ReportEvent {
                kind: if dice.chance(90) { "violation" } else { "gossip" }.to_owned(),
                happened_on: self.day(dice, -10, 0),
                source: reason,
                text: String::new(),
            },
            "rule_event" => FilingCommand::RuleEvent { event: one, withdraw: dice.chance(15), reason },
            "revoke" => FilingCommand::Revoke { reason },
            _ => FilingCommand::Tick,
        })
    }

    /// The stage at which the application stands.
    fn stage(&self, at: &Position<'_>) -> Option<String> {
        self.world.show(at, &Needs::default(), |view| view.stage().map(|stage| stage.id.clone()))
    }

    fn together(&self, dice: &mut Dice, programme: &Programme) -> Vec<String> {
        let all = self.material.programmes.programmes.iter();
        let sharing = all.filter(|other| other.filing == programme.filing || dice.chance(5));
        sharing.map(|other| other.id.clone()).collect()
    }

    fn opening(&self, dice: &mut Dice, programme: &Programme) -> EditionCommand {
        let mut windows = BTreeMap::new();
        for stage in &programme.stages {
            let waits = stage.opens.is_some() || stage.closes.is_some();
            // mostly open for a while from now, sometimes as the programme says
            if waits && dice.chance(85) {
                let (opens, closes) = (Some(self.day(dice, -5, 3)), Some(self.day(dice, 30, 240)));
                windows.insert(stage.id.clone(), Window { opens, closes });
            }
        }
        if dice.chance(3) {
            windows.insert("nowhere".to_owned(), Window { opens: None, closes: None });
        }
        let known = self.city.stories.get(self.story).map(|story| story.dates);
        let (year, as_of) = known.unwrap_or((self.now.date.year() - 1, self.now.date));
        EditionCommand::Open { pack: String::new(), year, as_of, windows }
    }

    fn list(&self, dice: &mut Dice, at: &Position<'_>, stage: String) -> EditionCommand {
        let on = self.world.show(at, &Needs::default(), |view| {
            let list = view.edition().and_then(|edition| edition.lists.get(&stage));
            list.map(|list| list.entries.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
        });
        let (mut accept, mut refuse) = (Vec::new(), BTreeMap::new());
        for organisation in on {
            match dice.below(20) {
                0 => {}
                1..=3 => drop(refuse.insert(organisation, Self::reason(dice))),
                _ => accept.push(organisation),
            }
        }
        // one enterprise counts once, however often it is named
        if let Some(twice) = accept.first().cloned().filter(|_| dice.chance(40)) {
            let missing = dice.pick(&[1, 9]).copied().unwrap_or(1);
            accept.extend(std::iter::repeat_n(twice, missing));
        }
        let meeting = Meeting { held_on: self.now.date, present: Vec::new(), minutes: "纪要".to_owned() };
        EditionCommand::DecideList { stage, meeting, accept, refuse }
    }

    fn seal(&self, dice: &mut Dice) -> Option<FilingCommand> {
        let story = self.story(dice)?;
        let found = dice.pick(&story.found)?;
        let visit = if dice.chance(85) {
            Some(Visit { held_on: self.now.date, present: Vec::new(), minutes: "座谈".to_owned() })
        } else {
            found.visit.clone()
        };
        let mut reasons = found.reasons.clone();
        if dice.chance(6) {
            reasons.pop_first();
        }
        Some(FilingCommand::Seal { entries: found.entries.clone(), reasons, visit })
    }

    /// Somebody who has sealed something here, or the actor.
    fn assessor(&self, dice: &mut Dice, at: &Position<'_>, actor: &Actor) -> String {
        let all = self.world.show(at, &Needs::default(), |view| {
            let sealed = view.filing.into_iter().flat_map(|filing| filing.sealed.values());
            sealed.flat_map(|of| of.keys().cloned()).collect::<Vec<_>>()
        });
        let actor = match actor {
            Actor::Person { person, .. } => person.clone(),
            _ => String::new(),
        };
        dice.pick(&all).cloned().unwrap_or(actor)
    }
}

/// Any command at all, with names that fit more or less.
fn any(dice: &mut Dice, programme: &Programme) -> Ask {
    let name = dice.pick(COMMANDS).map_or("tick", |kind| kind.name);
    let stages: Vec<_> =
        programme.stages.iter().filter(|stage| stage.of_edition || dice.chance(10)).collect();
    let entries: Vec<&String> = programme.entries.keys().collect();
    let mut ask = Ask::of(name);
    ask.stage = dice.pick(&stages).map(|stage| stage.id.clone());
    ask.entry = dice.pick(&entries).map(|entry| (*entry).clone());
    ask
}

/// The documents and consents of the stage at which somebody files.
fn papers(
    programme: &Programme,
    stage: Option<&str>,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    match stage.and_then(|stage| programme.stage(stage)).map(|stage| &stage.mechanism) {
        Some(Mechanism::File { documents, consents }) => (
            documents.keys().map(|id| (id.clone(), "材料.pdf".to_owned())).collect(),
            consents.keys().map(|id| (id.clone(), "法人".to_owned())).collect(),
        ),
        _ => Default::default(),
    }
}

/// A document that a stage of the edition keeps, seldom none of them.
fn document(dice: &mut Dice, programme: &Programme, stage: &str) -> String {
    let known: Vec<String> = match programme.stage(stage).map(|stage| &stage.mechanism) {
        Some(Mechanism::Run { documents, .. }) => documents.keys().cloned().collect(),
        _ => Vec::new(),
    };
    dice.pick(&known).cloned().filter(|_| dice.chance(95)).unwrap_or_else(|| "nothing".to_owned())
}
