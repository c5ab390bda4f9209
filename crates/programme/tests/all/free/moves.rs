//! The model after a command that was done: what it must have moved, and that nothing else moved.

use std::collections::{BTreeMap, BTreeSet};

use duheng_programme::command::{
    CheckVerdict, Command, EditionCommand, FilingCommand, RecordCommand, Ruling,
};
use duheng_programme::event::Event;
use duheng_programme::model::{Mechanism, Reach, Stage};
use duheng_programme::state::Filing;
use duheng_programme::walk::{Position, World};

use super::model::{Honour, Model, Panel, Paper, Proposed, Run, ways, who};
use crate::wandering::Kept;

/// Which applications a command moves, each with the places where it may be now: by organisation and programme.
pub(super) type Moves = BTreeMap<(String, String), BTreeSet<String>>;

impl Model<'_> {
    /// Follows a command that was done and compares; what is not as promised is told.
    pub(super) fn follow(&mut self, kept: &Kept, events: &[Event], world: &World<'_>) -> Vec<String> {
        let mut wrong = Vec::new();
        let moves = match &kept.command {
            Command::Edition(command) => self.follow_edition(kept, command),
            Command::Filing(command) => self.follow_filing(kept, command, world, &mut wrong),
            Command::Record(command) => {
                self.follow_record(kept, command);
                Moves::new()
            }
        };
        // naming and the end of an honour enter the record, whatever waited there
        for event in events {
            if let (Event::Record(register, _), Command::Filing(_)) = (event, &kept.command) {
                let organisation = kept.organisation.clone().unwrap_or_default();
                self.proposed.remove(&(organisation, register.clone()));
            }
        }
        self.compare(kept, &moves, world, &mut wrong);
        wrong
    }

    fn follow_record(&mut self, kept: &Kept, command: &RecordCommand) {
        let organisation = kept.organisation.clone().unwrap_or_default();
        let person = who(&kept.actor).0.to_owned();
        match command {
            RecordCommand::Enter { register, state, .. } | RecordCommand::Correct { register, state, .. } => {
                self.proposed.insert((organisation, register.clone()), (person, state.clone()));
            }
            RecordCommand::Confirm { register, .. } | RecordCommand::Return { register, .. } => {
                self.proposed.remove(&(organisation, register.clone()));
            }
        }
    }

    fn follow_edition(&mut self, kept: &Kept, command: &EditionCommand) -> Moves {
        let place = who(&kept.actor).2.to_owned();
        let mut moves = Moves::new();
        if let EditionCommand::DecideList { stage, accept, refuse, .. } = command {
            let programme = self.programme(&kept.programme);
            let stage = programme.stage(stage).unwrap();
            let named =
                accept.iter().map(|of| (of, "accepted")).chain(refuse.keys().map(|of| (of, "refused")));
            for (organisation, outcome) in named {
                let kept = Kept { organisation: Some(organisation.clone()), ..kept.clone() };
                if self.paper(&kept).is_some_and(|paper| paper.at == stage.id) {
                    let to = ways(programme, stage, outcome, true);
                    moves.insert((organisation.clone(), kept.programme.clone()), to);
                }
            }
        }
        let run = self.runs.entry((kept.programme.clone(), kept.edition.clone())).or_default();
        match command.clone() {
            EditionCommand::Open { as_of, windows, .. } => {
                let windows = windows.into_iter().map(|(stage, of)| (stage, (of.opens, of.closes))).collect();
                *run = Run { place, year: as_of.year(), windows, ..Run::default() };
            }
            EditionCommand::Reschedule { stage, closes, .. } => {
                run.windows.entry(stage).or_default().1 = Some(closes);
            }
            EditionCommand::StartStage { stage } => drop(run.begun.insert(stage)),
            EditionCommand::FileDocument { stage, document, .. } => {
                let _ = run.documents.insert((stage, document));
            }
            EditionCommand::FreezeCohort { .. } => run.frozen = true,
            EditionCommand::CloseStage { stage } => drop(run.ended.insert(stage)),
            EditionCommand::Recommend { organisation } => drop(run.recommended.insert(organisation, place)),
            EditionCommand::TakeBack { organisation, .. } => drop(run.recommended.remove(&organisation)),
            EditionCommand::Enlist { stage, organisation, .. } => {
                run.listed.entry(stage).or_default().insert(organisation);
            }
            EditionCommand::Delist { stage, organisation, .. } => {
                run.listed.entry(stage).or_default().remove(&organisation);
            }
            EditionCommand::DecideList { stage, accept, .. } => {
                run.accepted.insert(stage, accept.into_iter().collect());
            }
            EditionCommand::Close => run.closed = true,
        }
        moves
    }

    /// Who moves by an outcome of the stage at hand: the application, and those that stand there too where it happens
    /// once for the filing.
    fn leave(&self, kept: &Kept, outcome: &str) -> Moves {
        let Some(stage) = self.stage(kept) else { return Moves::new() };
        let (folder, organisation) = (self.folder(kept), kept.organisation.clone().unwrap_or_default());
        let papers = folder.into_iter().flat_map(|folder| &folder.papers);
        let several = folder.is_some_and(|folder| folder.papers.len() > 1);
        let here = papers.filter(|(name, paper)| {
            let notice = matches!(stage.mechanism, Mechanism::Notice { .. });
            let same = !notice || self.paper(kept).is_some_and(|own| own.notice == paper.notice);
            **name == kept.programme || (stage.once_per_filing && paper.at == stage.id && same)
        });
        here.map(|(name, _)| {
            let programme = self.programme(name);
            let own: &Stage = programme.stage(&stage.id).unwrap();
            ((organisation.clone(), name.clone()), ways(programme, own, outcome, several))
        })
        .collect()
    }

    fn follow_filing(
        &mut self,
        kept: &Kept,
        command: &FilingCommand,
        world: &World<'_>,
        wrong: &mut Vec<String>,
    ) -> Moves {
        let today = kept.now.date;
        let (person, role, _) = who(&kept.actor);
        let person = person.to_owned();
        let programme = self.programme(&kept.programme);
        let organisation = kept.organisation.clone().unwrap_or_default();
        let stage = self.stage(kept);
        let one = |place: &str| BTreeSet::from([place.to_owned()]);
        let own = (organisation.clone(), kept.programme.clone());
        match command {
            FilingCommand::Apply { entry, programmes } => {
                let names =
                    if programmes.is_empty() { vec![kept.programme.clone()] } else { programmes.clone() };
                return names.iter().map(|name| self.enter(kept, name, entry)).collect();
            }
            FilingCommand::Initiate { entry, .. } => {
                return Moves::from([self.enter(kept, &kept.programme, entry)]);
            }
            FilingCommand::Submit(_) | FilingCommand::Finish | FilingCommand::CloseNotice => {
                return self.leave(kept, "done");
            }
            FilingCommand::Withdraw { .. } => return Moves::from([(own, one("withdrawn"))]),
            FilingCommand::Check { verdict, .. } => match (verdict, stage.map(|stage| &stage.mechanism)) {
                (CheckVerdict::Return, Some(Mechanism::Check { supplement: Some(rule), .. })) => {
                    let moved = self.leave(kept, "pass");
                    let due = self.after(programme, rule.within, today);
                    for (_, name) in moved.keys() {
                        let paper = self.paper_mut(kept, name);
                        *paper.returned.entry(rule.stage.clone()).or_default() += 1;
                        paper.due = due;
                    }
                    return moved.into_keys().map(|key| (key, one(&rule.stage))).collect();
                }
                _ => return self.leave(kept, verdict.name()),
            },
            FilingCommand::Clear { agreed, .. } => {
                let Some(stage) = stage else { return Moves::new() };
                for (_, name) in self.leave(kept, "done").keys() {
                    let units = self.paper_mut(kept, name).agreed.entry(stage.id.clone()).or_default();
                    if *agreed {
                        units.insert(role.to_owned());
                    } else {
                        units.remove(role);
                    }
                }
                let agreed = self.paper(kept).and_then(|paper| paper.agreed.get(&stage.id));
                let all = agreed.is_some_and(|agreed| stage.by.iter().all(|unit| agreed.contains(unit)));
                return if all { self.leave(kept, "done") } else { Moves::new() };
            }
            FilingCommand::CommitDraw { .. } => {
                self.paper_mut(kept, &kept.programme).panel = Some(Panel::default());
            }
            FilingCommand::Draw { .. } => self.drawn(kept, stage, world, wrong),
            FilingCommand::Declare { conflict, .. } => {
                let holder = self.holder(kept).unwrap();
                if *conflict {
                    self.replaced(kept, &holder, &person, world, wrong);
                } else {
                    let panel = self.paper_mut(kept, &holder).panel.as_mut().unwrap();
                    panel.seats.insert(person, true);
                    if panel.seats.values().all(|declared| *declared) {
                        return self.leave(kept, "done");
                    }
                }
            }
            FilingCommand::Seal { .. } => return self.sealed(kept, stage, person),
            FilingCommand::Reopen { assessor, .. } => {
                if let Some(Mechanism::Assess { layer, .. }) = stage.map(|stage| &stage.mechanism) {
                    let key = self.key(kept);
                    let folder = self.folders.get_mut(&key).unwrap();
                    folder.sealed.remove(&(layer.clone(), assessor.clone()));
                }
            }
            FilingCommand::Propose { .. } => self.proposed(kept, stage, &person, world),
            FilingCommand::Approve => return self.approved(kept, stage, &person),
            FilingCommand::SendBack { .. } => {
                for name in self.together(kept, stage) {
                    self.paper_mut(kept, &name).proposal = None;
                }
            }
            FilingCommand::PublishNotice => {
                let until = match stage.map(|stage| &stage.mechanism) {
                    Some(Mechanism::Notice { lasts, .. }) => self.after(programme, *lasts, today),
                    _ => None,
                };
                let notice = until.map(|until| (today, until));
                for (_, name) in self.leave(kept, "done").keys() {
                    self.paper_mut(kept, name).notice = notice;
                }
            }
            FilingCommand::Object { .. } => {
                for (_, name) in self.leave(kept, "done").keys() {
                    self.paper_mut(kept, name).objections.push(false);
                }
            }
            FilingCommand::Rule { objection, ruling, .. } => {
                let moved = self.leave(kept, if *ruling == Ruling::Again { "again" } else { "refused" });
                for (_, name) in moved.keys() {
                    let objections = &mut self.paper_mut(kept, name).objections;
                    // in another programme objections of an earlier round may stand before it
                    let first = objections.iter().position(|ruled| !ruled);
                    let at = if *name == kept.programme { Some(objection - 1) } else { first };
                    if let Some(ruled) = at.and_then(|at| objections.get_mut(at)) {
                        *ruled = true;
                    }
                }
                return if *ruling == Ruling::Rejected { Moves::new() } else { moved };
            }
            FilingCommand::Issue => {
                self.named(kept, stage, world, wrong);
                return self.leave(kept, "done");
            }
            FilingCommand::RuleEvent { event, withdraw, .. } => {
                let paper = self.paper_mut(kept, &kept.programme);
                paper.events[event - 1] = true;
                return if *withdraw { self.leave(kept, "withdrawn") } else { Moves::new() };
            }
            FilingCommand::Revoke { .. } => return self.leave(kept, "withdrawn"),
            FilingCommand::Tick => return self.ticked(kept, stage),
            _ => self.noted(kept, command),
        }
        Moves::new()
    }

    /// What leaves a trace and moves nothing.
    fn noted(&mut self, kept: &Kept, command: &FilingCommand) {
        let paper = self.paper_mut(kept, &kept.programme);
        match command {
            FilingCommand::StateCase { .. } => paper.heard = true,
            FilingCommand::Extend { stage, until, .. } => drop(paper.longer.insert(stage.clone(), *until)),
            FilingCommand::Suggest { .. } => paper.suggestions.push(false),
            FilingCommand::Settle { suggestion } => paper.suggestions[suggestion - 1] = true,
            FilingCommand::ReportEvent { .. } => paper.events.push(false),
            _ => {}
        }
    }

    fn paper_mut(&mut self, kept: &Kept, programme: &str) -> &mut Paper {
        let key = self.key(kept);
        let folder = self.folders.entry(key).or_default();
        folder.papers.entry(programme.to_owned()).or_default()
    }

    fn enter(&mut self, kept: &Kept, name: &str, entry: &str) -> ((String, String), BTreeSet<String>) {
        let programme = self.programme(name);
        let rules = programme.entries.get(entry).unwrap();
        let first = programme.stage(&rules.first).unwrap();
        let hearing = rules.hearing.and_then(|span| self.after(programme, span, kept.now.date));
        let opener = programme.roles.get(&rules.opened_by);
        let begun = opener.is_some_and(|role| role.reach != Reach::Own);
        let paper = Paper { at: first.id.clone(), begun, hearing, ..Paper::default() };
        let key = self.key(kept);
        let folder = self.folders.entry(key).or_default();
        folder.papers.insert(name.to_owned(), paper);
        let mut places = BTreeSet::from([first.id.clone()]);
        if folder.papers.len() > 1 && first.once_per_filing {
            places.extend(ways(programme, first, "done", true));
        }
        ((kept.organisation.clone().unwrap_or_default(), name.to_owned()), places)
    }

    fn filing(&self, kept: &Kept, world: &World<'_>) -> Filing {
        self.seen(world, &kept.programme, &kept.edition, kept.organisation.as_deref().unwrap_or_default())
            .unwrap()
    }

    pub(super) fn seen(
        &self,
        world: &World<'_>,
        programme: &str,
        edition: &str,
        organisation: &str,
    ) -> Option<Filing> {
        let programme = self.programme(programme);
        let at = Position { programme, edition, organisation: Some(organisation) };
        world.show(&at, &Default::default(), |view| view.filing.cloned())
    }

    fn drawn(&mut self, kept: &Kept, stage: Option<&Stage>, world: &World<'_>, wrong: &mut Vec<String>) {
        let holder = self.holder(kept).unwrap();
        let organisation = kept.organisation.clone().unwrap_or_default();
        let found = seats(&self.filing(kept, world), &holder);
        let Some(Mechanism::Panel { seats, .. }) = stage.map(|stage| &stage.mechanism) else { return };
        if found.len() != *seats {
            wrong.push(format!("{} seats are drawn", found.len()));
        }
        for expert in found.keys().filter(|expert| self.conflicted(expert, &organisation, kept.now.date)) {
            wrong.push(format!("{expert} is drawn with a conflict"));
        }
        let panel = self.paper_mut(kept, &holder).panel.as_mut().unwrap();
        (panel.drawn, panel.seats) = (true, found);
    }

    fn replaced(
        &mut self,
        kept: &Kept,
        holder: &str,
        person: &str,
        world: &World<'_>,
        wrong: &mut Vec<String>,
    ) {
        let organisation = kept.organisation.clone().unwrap_or_default();
        let found = seats(&self.filing(kept, world), holder);
        for expert in found.keys().filter(|expert| self.conflicted(expert, &organisation, kept.now.date)) {
            wrong.push(format!("{expert} came next with a conflict"));
        }
        let panel = self.paper_mut(kept, holder).panel.as_mut().unwrap();
        panel.gone.insert(person.to_owned());
        if found.keys().any(|expert| panel.gone.contains(expert)) || found.len() != panel.seats.len() {
            wrong.push(format!("the seat of {person} was not taken by somebody new: {found:?}"));
        }
        panel.seats = found;
    }

    fn sealed(&mut self, kept: &Kept, stage: Option<&Stage>, person: String) -> Moves {
        let Some(Mechanism::Assess { layer, .. }) = stage.map(|stage| &stage.mechanism) else {
            return Moves::new();
        };
        let programme = self.programme(&kept.programme);
        let key = self.key(kept);
        let folder = self.folders.get_mut(&key).unwrap();
        folder.sealed.insert((layer.clone(), person));
        let folder = self.folders.get(&key).unwrap();
        let by: Vec<&String> = folder.sealed.iter().filter(|(of, _)| of == layer).map(|(_, by)| by).collect();
        let standard =
            self.material.pack.standard(programme.standard.as_deref(), programme.profile.as_deref());
        let needed =
            standard.and_then(|of| of.layers.iter().find(|of| of.id == *layer)).map_or(1, |of| of.assessors);
        let roles =
            stage.into_iter().flat_map(|stage| &stage.by).filter_map(|role| programme.roles.get(role));
        let assigned = roles.into_iter().any(|role| role.reach == Reach::Assigned);
        let panels = folder.papers.values().filter_map(|paper| paper.panel.as_ref());
        let mut seats = panels.flat_map(|panel| panel.seats.keys());
        let all = by.len() >= needed && (!assigned || seats.all(|expert| by.contains(&expert)));
        if all { self.leave(kept, "done") } else { Moves::new() }
    }

    /// The programmes that are decided with the one at hand.
    fn together(&self, kept: &Kept, stage: Option<&Stage>) -> Vec<String> {
        let mut names = vec![kept.programme.clone()];
        if let Some((stage, Mechanism::Decide { together, .. })) =
            stage.map(|stage| (stage, &stage.mechanism))
        {
            let papers = self.folder(kept).into_iter().flat_map(|folder| &folder.papers);
            let others = papers.filter(|(name, paper)| together.contains(name) && paper.at == stage.id);
            names.extend(others.map(|(name, _)| name.clone()).filter(|name| *name != kept.programme));
        }
        names
    }

    fn proposed(&mut self, kept: &Kept, stage: Option<&Stage>, person: &str, world: &World<'_>) {
        let filing = self.filing(kept, world);
        for name in self.together(kept, stage) {
            let found = filing.applications.get(&name).and_then(|of| of.proposal.as_ref());
            let proposal = found.map(|found| Proposed {
                grade: found.grade.clone(),
                departs: found.grade != found.computed,
                by: person.to_owned(),
                approved: BTreeSet::new(),
            });
            self.paper_mut(kept, &name).proposal = proposal;
        }
    }

    fn approved(&mut self, kept: &Kept, stage: Option<&Stage>, person: &str) -> Moves {
        let Some(stage) = stage else { return Moves::new() };
        let Mechanism::Decide { approvals, departure, .. } = &stage.mechanism else { return Moves::new() };
        let names = self.together(kept, Some(stage));
        let mut enough = true;
        for name in &names {
            let Some(proposal) = &mut self.paper_mut(kept, name).proposal else { continue };
            proposal.approved.insert(person.to_owned());
            let needed = if proposal.departs { departure.unwrap_or(0).max(*approvals) } else { *approvals };
            enough &= proposal.approved.len() >= needed;
        }
        let mut moves = Moves::new();
        for name in names.iter().filter(|_| enough) {
            let programme = self.programme(name);
            let own = programme.stage(&stage.id).unwrap();
            let several = self.folder(kept).is_some_and(|folder| folder.papers.len() > 1);
            let paper = self.paper_mut(kept, name);
            let grade = paper.proposal.as_ref().map(|proposal| proposal.grade.clone()).unwrap_or_default();
            let outcome = if grade == "none" { "none" } else { "graded" };
            paper.decided = Some(grade);
            let key = (kept.organisation.clone().unwrap_or_default(), name.clone());
            moves.insert(key, ways(programme, own, outcome, several));
        }
        moves
    }

    fn named(&mut self, kept: &Kept, stage: Option<&Stage>, world: &World<'_>, wrong: &mut Vec<String>) {
        let programme = self.programme(&kept.programme);
        let Some(Mechanism::Issue { valid, .. }) = stage.map(|stage| &stage.mechanism) else { return };
        let until = valid.and_then(|valid| self.after(programme, valid, kept.now.date));
        let filing = self.filing(kept, world);
        let found = filing.applications.get(&kept.programme).and_then(|of| of.honour.clone());
        let paper = self.paper_mut(kept, &kept.programme);
        match found {
            Some(found) => {
                if paper.decided.as_ref().is_some_and(|decided| *decided != found.grade) {
                    wrong.push(format!("it is named {} though {:?} was decided", found.grade, paper.decided));
                }
                paper.honour = Some(Honour { number: found.number, until, over: false });
            }
            None => wrong.push("it is named without an honour".to_owned()),
        }
    }

    fn ticked(&mut self, kept: &Kept, stage: Option<&Stage>) -> Moves {
        let today = kept.now.date;
        let Some(stage) = stage else { return Moves::new() };
        let Some(paper) = self.paper(kept) else { return Moves::new() };
        match &stage.mechanism {
            Mechanism::File { .. } if self.window(kept, stage).1.is_some_and(|closes| today > closes) => {
                self.leave(kept, "late")
            }
            Mechanism::Clear { .. } => {
                let moves = self.leave(kept, "done");
                let units = self.paper_mut(kept, &kept.programme).agreed.entry(stage.id.clone()).or_default();
                units.extend(stage.by.iter().cloned());
                moves
            }
            Mechanism::Notice { .. } if paper.notice.is_some_and(|(_, until)| today > until) => {
                self.leave(kept, "done")
            }
            Mechanism::Track { .. } => {
                let over = paper.honour.as_ref().and_then(|of| of.until).is_some_and(|until| today > until);
                if over { self.leave(kept, "lapsed") } else { Moves::new() }
            }
            _ => Moves::new(),
        }
    }
}

pub(super) fn seats(filing: &Filing, programme: &str) -> BTreeMap<String, bool> {
    let panel = filing.applications.get(programme).and_then(|of| of.panel.as_ref());
    let seats = panel.into_iter().flat_map(|panel| &panel.seats);
    seats.map(|seat| (seat.expert.clone(), seat.declared)).collect()
}
