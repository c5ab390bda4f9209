//! What the model says of a command before it is tried: who may, when, and what stands in its way.

use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand, FilingCommand, RecordCommand};
use duheng_programme::model::{Entry, Mechanism, Programme, Reach, Stage};

use super::model::Answer::{self, Always, Never, Perhaps};
use super::model::{Model, Run, below, past, who};
use crate::wandering::Kept;

/// The first rule that is broken, or what is left.
pub(super) fn unless(rules: &[(bool, &'static str)], rest: Answer) -> Answer {
    rules.iter().find(|(broken, _)| *broken).map_or(rest, |(_, why)| Never(why))
}

pub(super) fn no(text: &str) -> bool {
    text.trim().is_empty()
}

impl<'m> Model<'m> {
    pub(super) fn answer(&self, kept: &Kept) -> Answer {
        let clock = matches!(kept.actor, Actor::Clock);
        let ticks = matches!(kept.command, Command::Filing(FilingCommand::Tick));
        if clock || ticks {
            return if clock && ticks {
                Perhaps
            } else {
                Never("the clock alone ticks, and does nothing else")
            };
        }
        let stage = self.asked(kept);
        if let Some(why) = self.wrong_person(kept, stage) {
            return Never(why);
        }
        match &kept.command {
            Command::Edition(command) => self.of_edition(kept, command, stage),
            Command::Filing(command) => self.of_filing(kept, command, stage),
            Command::Record(command) => self.of_record(kept, command),
        }
    }

    /// The stage of the edition that is named, else the one at which the application stands.
    fn asked(&self, kept: &Kept) -> Option<&'m Stage> {
        let programme = self.programme(&kept.programme);
        match &kept.command {
            Command::Edition(EditionCommand::Recommend { .. } | EditionCommand::TakeBack { .. }) => {
                programme.stages.iter().find(|of| matches!(of.mechanism, Mechanism::Recommend { .. }))
            }
            Command::Edition(_) => programme.stage(kept.command.ask().stage.as_deref()?),
            _ => self.stage(kept),
        }
    }

    fn roles(&self, kept: &Kept, stage: Option<&'m Stage>) -> Vec<&'m str> {
        let programme = self.programme(&kept.programme);
        let of = |reach: Reach| {
            let roles = programme.roles.iter().filter(move |(_, role)| role.reach == reach);
            roles.map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        let names = |names: &'m [String]| names.iter().map(String::as_str).collect::<Vec<_>>();
        match (kept.command.name(), stage.map(|stage| (stage, &stage.mechanism))) {
            ("open_edition" | "reschedule" | "close_edition" | "extend" | "reopen", _) => {
                vec![programme.managed_by.as_str()]
            }
            ("state_case" | "withdraw" | "reply", _) => of(Reach::Own),
            ("apply" | "initiate", _) => {
                self.entry(kept).map(|entry| vec![entry.opened_by.as_str()]).unwrap_or_default()
            }
            ("supply", _) => names(&programme.given_by),
            ("object", Some((_, Mechanism::Notice { objection_by, .. }))) => names(objection_by),
            ("enlist" | "delist", Some((_, Mechanism::List { listed_by, .. }))) if !listed_by.is_empty() => {
                names(listed_by)
            }
            (_, Some((stage, _))) => names(&stage.by),
            _ => Vec::new(),
        }
    }

    fn wrong_person(&self, kept: &Kept, stage: Option<&'m Stage>) -> Option<&'static str> {
        let (person, role, place) = who(&kept.actor);
        let programme = self.programme(&kept.programme);
        let reach = |role: &str| programme.roles.get(role).map_or(Reach::Own, |role| role.reach);
        // who judges requests and keeps records stands in the standard and in the register
        if matches!(kept.command, Command::Record(_)) || kept.command.name() == "judge_request" {
            return matches!(kept.actor, Actor::Public).then_some("strangers keep no records");
        }
        let roles = self.roles(kept, stage);
        if matches!(kept.actor, Actor::Public) {
            let open =
                kept.command.name() == "object" && roles.iter().any(|role| reach(role) == Reach::Anyone);
            return (!open).then_some("strangers may object and do nothing else");
        }
        if !roles.contains(&role) {
            return Some("another role does this");
        }
        let Some(organisation) = &kept.organisation else {
            let led = self.run(kept).is_none_or(|run| below(&run.place, place));
            return (role == programme.managed_by && !led).then_some("another office leads the edition");
        };
        let reached = match reach(role) {
            Reach::Own => place == organisation,
            Reach::Subtree | Reach::Cleared => below(organisation, place),
            Reach::Assigned => {
                let papers = self.folder(kept).into_iter().flat_map(|folder| folder.papers.values());
                papers.filter_map(|paper| paper.panel.as_ref()).any(|panel| panel.seats.contains_key(person))
            }
            Reach::Recommended => {
                let by = self.run(kept).and_then(|run| run.recommended.get(organisation));
                by.is_none_or(|unit| unit == place)
            }
            Reach::Anyone => true,
        };
        (!reached).then_some("the enterprise is out of reach")
    }

    fn entry(&self, kept: &Kept) -> Option<&'m Entry> {
        self.programme(&kept.programme).entries.get(kept.command.ask().entry.as_deref()?)
    }

    pub(super) fn needs_open(&self, run: Option<&Run>, stage: &Stage) -> bool {
        let done = |name: &String| {
            run.is_some_and(|run| run.ended.contains(name) || run.accepted.contains_key(name))
        };
        !stage.needs.iter().all(done)
    }

    fn of_edition(&self, kept: &Kept, command: &EditionCommand, stage: Option<&'m Stage>) -> Answer {
        let programme = self.programme(&kept.programme);
        let run = self.run(kept);
        if let EditionCommand::Open { windows, .. } = command {
            let unknown = windows.keys().any(|stage| programme.stage(stage).is_none());
            return unless(
                &[(run.is_some(), "it is open already"), (unknown, "there is no such stage")],
                Always,
            );
        }
        let Some(run) = run.filter(|run| !run.closed) else { return Never("the edition is not open") };
        match command {
            EditionCommand::Open { .. } | EditionCommand::Close => Always,
            EditionCommand::Reschedule { stage, closes, reason } => {
                let found = programme.stage(stage);
                let unknown = found.is_none();
                let opens = found.and_then(|stage| self.window(kept, stage).0);
                let before = opens.is_some_and(|opens| *closes < opens) || past(kept.now, *closes);
                let rules = [
                    (unknown, "there is no such stage"),
                    (no(reason), "there is no reason"),
                    (before, "that day is over, or the stage opens after it"),
                ];
                unless(&rules, Always)
            }
            EditionCommand::Recommend { organisation } => self.recommend(kept, organisation, stage),
            EditionCommand::TakeBack { organisation, reason } => {
                let by = run.recommended.get(organisation).map(String::as_str);
                let named = Kept { organisation: Some(organisation.clone()), ..kept.clone() };
                let entered = self.folder(&named).is_some_and(|folder| !folder.papers.is_empty());
                let rules = [
                    (by != Some(who(&kept.actor).2), "the unit did not recommend it"),
                    (no(reason), "there is no reason"),
                    (entered, "the enterprise has entered on this recommendation"),
                ];
                unless(&rules, Always)
            }
            _ => match stage.filter(|stage| stage.of_edition) {
                Some(stage) => self.of_own_stage(kept, command, run, stage),
                None => Never("there is no such stage of the edition"),
            },
        }
    }

    fn recommend(&self, kept: &Kept, organisation: &str, stage: Option<&'m Stage>) -> Answer {
        let Some(stage) = stage else { return Never("nobody recommends here") };
        let Mechanism::Recommend { most, .. } = &stage.mechanism else {
            return Never("nobody recommends here");
        };
        let known = self.sharing(kept, stage).any(|run| run.recommended.contains_key(organisation));
        let given = self.recommended(kept, stage, Some(who(&kept.actor).2));
        let rules = [
            (!self.in_window(kept, stage), "the window is not open"),
            (most.is_some_and(|most| given >= most as usize), "the quota is used up"),
            (known, "it was recommended already"),
        ];
        unless(&rules, Always)
    }

    fn of_own_stage(&self, kept: &Kept, command: &EditionCommand, run: &Run, stage: &'m Stage) -> Answer {
        let waits = (self.needs_open(Some(run), stage), "a stage before it has not ended");
        let over = (run.ended.contains(&stage.id), "the stage has ended");
        match (&stage.mechanism, command) {
            (Mechanism::Run { .. }, EditionCommand::StartStage { .. }) => {
                unless(&[waits, over, (run.begun.contains(&stage.id), "it has begun")], Always)
            }
            (Mechanism::Run { documents, .. }, EditionCommand::FileDocument { document, .. }) => {
                unless(&[(!documents.contains_key(document), "there is no such document")], Always)
            }
            (Mechanism::Run { freezes, .. }, EditionCommand::FreezeCohort { .. }) => unless(
                &[waits, (freezes.is_none(), "it freezes nothing"), (run.frozen, "it is frozen")],
                Perhaps,
            ),
            (Mechanism::Run { documents, freezes, .. }, EditionCommand::CloseStage { .. }) => {
                let filed = |id: &String| run.documents.contains(&(stage.id.clone(), id.clone()));
                let lacks = documents.iter().any(|(id, of)| of.required && !filed(id));
                let open = freezes.is_some() && !run.frozen;
                unless(&[waits, over, (open, "the cohort is open"), (lacks, "a document is missing")], Always)
            }
            (Mechanism::List { from, exactly, most, .. }, command) => {
                let rules = List { from: from.as_deref(), exactly: *exactly, most: *most };
                self.of_list(kept, command, run, stage, &rules)
            }
            _ => Never("the stage does not take this"),
        }
    }

    fn of_list(
        &self,
        kept: &Kept,
        command: &EditionCommand,
        run: &Run,
        stage: &'m Stage,
        rules: &List<'_>,
    ) -> Answer {
        let programme = self.programme(&kept.programme);
        let decided = (run.accepted.contains_key(&stage.id), "the list is decided");
        let empty = Default::default();
        let on = run.listed.get(&stage.id).unwrap_or(&empty);
        let stands = |organisation: &str| {
            let kept = Kept { organisation: Some(organisation.to_owned()), ..kept.clone() };
            stage.next.is_empty() || self.paper(&kept).is_some_and(|paper| paper.at == stage.id)
        };
        match command {
            EditionCommand::Enlist { organisation, .. } => {
                let source = rules.from.map(|name| source(programme, name));
                let came =
                    source.is_none_or(|of| run.accepted.get(of).is_some_and(|of| of.contains(organisation)));
                let full = rules.most.is_some_and(|most| on.len() >= most);
                let rules = [
                    decided,
                    (full, "the list is full"),
                    (!came, "it is not on the list that it must come from"),
                    (!stands(organisation), "the application does not stand at the list"),
                ];
                unless(&rules, Always)
            }
            EditionCommand::Delist { organisation, reason, .. } => {
                let off = !on.contains(organisation);
                unless(&[decided, (no(reason), "there is no reason"), (off, "it is not on the list")], Always)
            }
            EditionCommand::DecideList { accept, refuse, .. } => {
                let accepted: std::collections::BTreeSet<&String> = accept.iter().collect();
                let judged = |of: &String| accepted.contains(of) != refuse.contains_key(of);
                let rules = [
                    (self.needs_open(Some(run), stage), "a stage before it has not ended"),
                    decided,
                    (!on.iter().all(judged), "an entry is open"),
                    (refuse.values().any(|reason| no(reason)), "there is no reason"),
                    (rules.exactly.is_some_and(|exactly| exactly != accepted.len()), "the number is wrong"),
                    (
                        accepted.iter().any(|of| !stands(of)),
                        "an accepted application does not stand at the list",
                    ),
                ];
                unless(&rules, Always)
            }
            _ => Never("a list does not take this"),
        }
    }

    fn of_record(&self, kept: &Kept, command: &RecordCommand) -> Answer {
        let organisation = kept.organisation.clone().unwrap_or_default();
        let waiting = |register: &String| self.proposed.get(&(organisation.clone(), register.clone()));
        match command {
            RecordCommand::Enter { register, .. } | RecordCommand::Correct { register, .. } => {
                unless(&[(waiting(register).is_some(), "an entry waits for confirmation")], Perhaps)
            }
            RecordCommand::Confirm { register, state } => match waiting(register) {
                Some((by, of)) => {
                    let own = (by == who(&kept.actor).0, "nobody confirms their own entry");
                    unless(&[own, (of != state, "another state waits")], Perhaps)
                }
                None => Never("nothing waits for confirmation"),
            },
            RecordCommand::Return { register, .. } => {
                unless(&[(waiting(register).is_none(), "nothing waits for confirmation")], Perhaps)
            }
        }
    }

    fn of_filing(&self, kept: &Kept, command: &FilingCommand, stage: Option<&'m Stage>) -> Answer {
        match command {
            FilingCommand::Apply { programmes, .. } => self.apply(kept, programmes),
            FilingCommand::Initiate { basis, .. } => {
                let without = self.entry(kept).is_some_and(|entry| entry.basis && no(basis));
                unless(&[(without, "there is no basis")], self.enters(kept))
            }
            _ => match self.paper(kept) {
                // what a closed edition did not finish goes no further; honours are tracked on
                Some(_) if self.run(kept).is_some_and(|run| run.closed) && !self.tracks(kept) => {
                    Never("the edition is closed")
                }
                Some(paper) => self.of_paper(kept, command, stage, paper),
                None => Never("there is no application"),
            },
        }
    }

    /// Whether the application has come to its end, or to where its honour is tracked.
    fn tracks(&self, kept: &Kept) -> bool {
        self.stage(kept).is_none_or(|stage| matches!(stage.mechanism, Mechanism::Track { .. }))
    }

    fn apply(&self, kept: &Kept, programmes: &[String]) -> Answer {
        let own = [kept.programme.clone()];
        let names = if programmes.is_empty() { &own } else { programmes };
        let filing = &self.programme(&kept.programme).filing;
        let mut answer = Always;
        for name in names {
            if self.programme(name).filing != *filing {
                return Never("it has another filing");
            }
            match self.enters(&Kept { programme: name.clone(), ..kept.clone() }) {
                Always => {}
                Perhaps => answer = Perhaps,
                never @ Never(_) => return never,
            }
        }
        answer
    }

    fn enters(&self, kept: &Kept) -> Answer {
        let programme = self.programme(&kept.programme);
        let Some(run) = self.run(kept).filter(|run| !run.closed) else {
            return Never("the edition is not open");
        };
        let Some(entry) = self.entry(kept) else { return Never("there is no such entry") };
        let Some(first) = programme.stage(&entry.first) else { return Never("there is no such entry") };
        let organisation = kept.organisation.clone().unwrap_or_default();
        let unknown =
            entry.recommended_in.as_ref().and_then(|stage| programme.stage(stage)).is_some_and(|stage| {
                self.sharing(kept, stage).all(|run| !run.recommended.contains_key(&organisation))
            });
        let _ = run;
        let rules = [
            (kept.organisation.is_none(), "nobody enters"),
            (self.paper(kept).is_some(), "it has entered"),
            (!self.in_window(kept, first), "the window is not open"),
            (unknown, "nobody recommended it"),
            (entry.needs_honour && !self.honoured(kept), "it has no honour"),
        ];
        let simple = !entry.needs_honour && entry.hearing.is_none();
        unless(&rules, if simple { Always } else { Perhaps })
    }

    /// Whether the enterprise holds an honour of the programme today, from another edition.
    fn honoured(&self, kept: &Kept) -> bool {
        let (filing, edition, organisation) = self.key(kept);
        let others = self
            .folders
            .iter()
            .filter(|((name, of, whose), _)| *name == filing && *of != edition && *whose == organisation);
        others
            .filter_map(|(_, folder)| folder.papers.get(&kept.programme)?.honour.as_ref())
            .any(|honour| !honour.over && honour.until.is_none_or(|until| kept.now.date <= until))
    }
}

/// The rules of a list.
struct List<'r> {
    from: Option<&'r str>,
    exactly: Option<usize>,
    most: Option<usize>,
}

/// The stage that makes a list.
fn source<'p>(programme: &'p Programme, name: &str) -> &'p str {
    let makes = |stage: &&Stage| matches!(&stage.mechanism, Mechanism::List { list, .. } if list == name);
    programme.stages.iter().find(makes).map_or("", |stage| &stage.id)
}
