//! What the model says of commands about one application, by the stage at which it stands.

use duheng_pack::tree::Node;
use duheng_programme::Actor;
use duheng_programme::command::{CheckVerdict, FilingCommand};
use duheng_programme::contact::reachable;
use duheng_programme::model::{Mechanism, Stage};

use super::model::Answer::{self, Always, Never, Perhaps};
use super::model::{Model, Paper, past, who};
use super::rights::{no, unless};
use crate::wandering::Kept;

impl<'m> Model<'m> {
    pub(super) fn of_paper(
        &self,
        kept: &Kept,
        command: &FilingCommand,
        stage: Option<&'m Stage>,
        paper: &Paper,
    ) -> Answer {
        let programme = self.programme(&kept.programme);
        let ended = (stage.is_none(), "the application has ended");
        let named = (paper.honour.is_some(), "it is named");
        match command {
            FilingCommand::StateCase { text } => unless(
                &[ended, (paper.hearing.is_none(), "there is no hearing"), (no(text), "it says nothing")],
                Always,
            ),
            FilingCommand::Withdraw { reason } => {
                let begun = (paper.begun, "an authority began it");
                unless(&[ended, named, begun, (no(reason), "there is no reason")], Always)
            }
            FilingCommand::Extend { stage, until, reason } => {
                let found = programme.stage(stage);
                let closes = found.and_then(|stage| self.window(kept, stage).1);
                let later = closes.is_some_and(|closes| *until > closes);
                let at = |id: &str| programme.stages.iter().position(|of| of.id == id);
                let over = at(stage) < at(&paper.at) || found.is_some_and(|of| of.of_edition);
                let rules = [
                    ended,
                    named,
                    (no(reason), "there is no reason"),
                    (!later, "it is not later"),
                    (past(kept.now, *until), "that day is over"),
                    (over, "the application has that stage behind it"),
                ];
                unless(&rules, Always)
            }
            FilingCommand::Supply { .. } => unless(&[ended, named], Perhaps),
            FilingCommand::JudgeRequest { reason, .. } => {
                unless(&[ended, named, (no(reason), "there is no reason")], Perhaps)
            }
            FilingCommand::Reopen { assessor, reason } => {
                let layer = match stage.map(|stage| &stage.mechanism) {
                    Some(Mechanism::Assess { layer, .. }) => layer.clone(),
                    _ => return Never("it stands at no assessment"),
                };
                let sealed =
                    self.folder(kept).is_some_and(|of| of.sealed.contains(&(layer, assessor.clone())));
                unless(&[(no(reason), "there is no reason"), (!sealed, "they sealed nothing here")], Always)
            }
            _ => match stage {
                Some(stage)
                    if self.needs_open(self.run(kept), stage)
                        && !matches!(command, FilingCommand::Object { .. } | FilingCommand::Reply { .. }) =>
                {
                    Never("a stage of the edition before it has not ended")
                }
                Some(stage) => self.at_stage(kept, command, stage, paper),
                None => Never("the application has ended"),
            },
        }
    }

    fn at_stage(&self, kept: &Kept, command: &FilingCommand, stage: &'m Stage, paper: &Paper) -> Answer {
        let person = who(&kept.actor).0;
        let programme = self.programme(&kept.programme);
        let unreasoned = |reason: &str| (no(reason), "there is no reason");
        match (&stage.mechanism, command) {
            (Mechanism::File { documents, consents }, FilingCommand::Submit(submission)) => {
                let again = paper.left.contains(&stage.id);
                let lacks =
                    documents.iter().any(|(id, of)| of.required && !submission.documents.contains_key(id));
                let unsigned = consents.keys().any(|id| !submission.consents.contains_key(id));
                let rules = [
                    (!self.in_window(kept, stage), "the window is not open"),
                    (!again && lacks, "a document is missing"),
                    (!again && unsigned, "a consent is missing"),
                ];
                unless(&rules, Perhaps)
            }
            (Mechanism::Check { gate, supplement }, FilingCommand::Check { verdict, reason }) => {
                match verdict {
                    CheckVerdict::Pass => {
                        if *gate {
                            Perhaps
                        } else {
                            Always
                        }
                    }
                    CheckVerdict::Fail => unless(&[unreasoned(reason)], Always),
                    CheckVerdict::Return => {
                        let Some(rule) = supplement else { return Never("nothing goes back") };
                        let often = paper.returned.get(&rule.stage).is_some_and(|times| *times >= rule.times);
                        let known = self.after(programme, rule.within, kept.now.date).is_some();
                        let rules = [
                            unreasoned(reason),
                            (often, "it went back too often"),
                            (!known, "nobody knows the day"),
                        ];
                        unless(&rules, Always)
                    }
                }
            }
            (Mechanism::Clear { .. }, FilingCommand::Clear { agreed, reason }) => {
                unless(&[(!agreed && no(reason), "there is no reason")], Always)
            }
            (Mechanism::Panel { seats, .. }, command) => self.of_panel(kept, command, *seats),
            (Mechanism::Assess { layer, .. }, FilingCommand::Seal { entries, reasons, .. }) => {
                let said = ["facts", "judged"]
                    .into_iter()
                    .filter_map(|key| entries.get(key))
                    .flat_map(Node::entries);
                let bare =
                    said.into_iter().any(|entry| reasons.get(&entry.key).is_none_or(|reason| no(reason)));
                let folder = self.folder(kept).unwrap();
                let own = (layer.clone(), person.to_owned());
                let mut panels = folder.papers.values().filter_map(|paper| paper.panel.as_ref());
                let undeclared = panels.any(|panel| panel.seats.get(person) == Some(&false));
                let rules = [
                    (bare, "a change or points have no reason"),
                    (folder.sealed.contains(&own), "they sealed already"),
                    (undeclared, "they have not declared whether there is a conflict"),
                    (!self.in_window(kept, stage), "the window is not open"),
                ];
                unless(&rules, Perhaps)
            }
            (Mechanism::Exchange, command) => exchange(command, paper),
            (Mechanism::Decide { .. }, FilingCommand::Propose { .. }) => {
                let runs = paper.hearing.is_some_and(|until| kept.now.date <= until) && !paper.heard;
                unless(&[(runs, "the hearing is running")], Perhaps)
            }
            (Mechanism::Decide { .. }, FilingCommand::Approve) => match &paper.proposal {
                Some(proposal) => {
                    let own = proposal.by == person || proposal.approved.contains(person);
                    unless(&[(own, "they proposed or approved it")], Perhaps)
                }
                None => Never("nothing is proposed"),
            },
            (Mechanism::Decide { .. }, FilingCommand::SendBack { reason }) => {
                unless(&[(paper.proposal.is_none(), "nothing is proposed"), unreasoned(reason)], Perhaps)
            }
            (Mechanism::Notice { .. }, command) => notice(kept, command, paper),
            (Mechanism::Issue { .. }, FilingCommand::Issue) => Perhaps,
            (Mechanism::Track { events, .. }, command) => match command {
                FilingCommand::ReportEvent { kind, source, .. } => unless(
                    &[(!events.contains_key(kind), "nobody tracks that"), (no(source), "there is no source")],
                    Always,
                ),
                FilingCommand::RuleEvent { event, withdraw, reason } => {
                    let open = event.checked_sub(1).and_then(|at| paper.events.get(at)) == Some(&false);
                    let rest = if *withdraw { Perhaps } else { Always };
                    unless(&[unreasoned(reason), (!open, "there is no such event")], rest)
                }
                FilingCommand::Revoke { reason } => {
                    let over = paper
                        .honour
                        .as_ref()
                        .is_none_or(|of| of.over || of.until.is_some_and(|day| past(kept.now, day)));
                    unless(&[unreasoned(reason), (over, "there is no honour")], Always)
                }
                _ => Never("tracking does not take this"),
            },
            _ => Never("the stage does not take this"),
        }
    }

    fn of_panel(&self, kept: &Kept, command: &FilingCommand, seats: usize) -> Answer {
        let panel = self.panel(kept);
        let organisation = kept.organisation.clone().unwrap_or_default();
        match command {
            FilingCommand::CommitDraw { commitment } => unless(
                &[(panel.is_some(), "there is a commitment"), (no(commitment), "it commits to nothing")],
                Always,
            ),
            FilingCommand::Draw { seed } => {
                let Some(panel) = panel else { return Never("there is no commitment") };
                let few = self.free(&organisation, kept.now.date) < seats;
                // free courses commit to one seed alone
                let rules = [
                    (panel.drawn, "it is drawn"),
                    (seed != "风", "the seed is another"),
                    (few, "there are too few"),
                ];
                unless(&rules, Always)
            }
            FilingCommand::Declare { conflict, reason } => {
                let Some(panel) = panel else { return Never("there is no panel") };
                let seat = panel.seats.get(who(&kept.actor).0);
                let rules = [
                    (seat.is_none(), "they have no seat"),
                    (seat == Some(&true), "they declared already"),
                    (*conflict && no(reason), "there is no reason"),
                ];
                unless(&rules, if *conflict { Perhaps } else { Always })
            }
            _ => Never("a panel does not take this"),
        }
    }
}

fn exchange(command: &FilingCommand, paper: &Paper) -> Answer {
    let open =
        |number: &usize| number.checked_sub(1).and_then(|at| paper.suggestions.get(at)) == Some(&false);
    match command {
        FilingCommand::Suggest { text } => unless(&[(no(text), "it says nothing")], Always),
        FilingCommand::Reply { suggestion, text, document } => {
            let pdf = document.as_ref().is_none_or(|name| name.ends_with(".pdf"));
            let rules = [
                (!open(suggestion), "there is no such suggestion"),
                (no(text), "it says nothing"),
                (!pdf, "the document is no PDF"),
            ];
            unless(&rules, Always)
        }
        FilingCommand::Settle { suggestion } => {
            unless(&[(!open(suggestion), "there is no such suggestion")], Always)
        }
        FilingCommand::Finish => {
            unless(&[(paper.suggestions.contains(&false), "a suggestion is open")], Always)
        }
        _ => Never("an exchange does not take this"),
    }
}

fn notice(kept: &Kept, command: &FilingCommand, paper: &Paper) -> Answer {
    let open = paper.objections.contains(&false);
    match (command, paper.notice) {
        (FilingCommand::PublishNotice, notice) => unless(&[(notice.is_some(), "it is on notice")], Perhaps),
        (FilingCommand::Object { name, contact, text }, Some((_, until))) => {
            let known = contact.is_empty() && !matches!(kept.actor, Actor::Public);
            let rules = [
                (past(kept.now, until), "the notice is over"),
                (no(name) || no(text), "it says nothing"),
                (!known && reachable(contact).is_none(), "nobody could answer it"),
            ];
            unless(&rules, Always)
        }
        (FilingCommand::Rule { objection, reason, .. }, _) => {
            let found = objection.checked_sub(1).and_then(|at| paper.objections.get(at)) == Some(&false);
            unless(&[(no(reason), "there is no reason"), (!found, "there is no such objection")], Always)
        }
        (FilingCommand::CloseNotice, Some((_, until))) => {
            let runs = (!past(kept.now, until), "the notice is running");
            unless(&[runs, (open, "an objection is open")], Always)
        }
        (FilingCommand::Object { .. } | FilingCommand::CloseNotice, None) => {
            Never("nothing was published in this round")
        }
        _ => Never("a notice does not take this"),
    }
}
