//! All filings and editions held against the model after each command.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Date;
use duheng_programme::model::{Mechanism, Stage};
use duheng_programme::state::{Application, Filing, HonourState, Place};
use duheng_programme::walk::{Position, World};

use super::city::{EDITIONS, FIRMS};
use super::model::{Folder, Model, Paper};
use super::moves::{Moves, seats};
use crate::wandering::Kept;

/// The name of a place, and whether it is a stage.
fn place(application: &Application) -> String {
    match &application.place {
        Place::At(name) | Place::Ended(name) => name.clone(),
    }
}

impl Model<'_> {
    /// Compares all filings and editions with the model, and takes over where applications went.
    pub(super) fn compare(&mut self, kept: &Kept, moves: &Moves, world: &World<'_>, wrong: &mut Vec<String>) {
        let programmes: Vec<String> =
            self.material.programmes.programmes.iter().map(|of| of.id.clone()).collect();
        for edition in EDITIONS {
            for programme in &programmes {
                self.compare_run(programme, edition, world, wrong);
                for (firm, _) in FIRMS {
                    self.compare_paper(kept, moves, (programme, edition, firm), world, wrong);
                }
            }
        }
    }

    fn compare_run(&self, programme: &str, edition: &str, world: &World<'_>, wrong: &mut Vec<String>) {
        let at = Position { programme: self.programme(programme), edition, organisation: None };
        let found = world.show(&at, &Default::default(), |view| view.edition().cloned());
        let own = self.runs.get(&(programme.to_owned(), edition.to_owned()));
        let (Some(found), Some(own)) = (&found, own) else {
            if found.is_some() != own.is_some() {
                wrong.push(format!("the edition {edition} of {programme} is open or is not"));
            }
            return;
        };
        let mut recommended = BTreeMap::new();
        for (unit, of) in &found.recommended {
            recommended.extend(of.iter().map(|organisation| (organisation.clone(), unit.clone())));
        }
        let listed = |of: &BTreeMap<String, BTreeSet<String>>| {
            let mut of = of.clone();
            of.retain(|_, on| !on.is_empty());
            of
        };
        let lists =
            found.lists.iter().map(|(stage, list)| (stage.clone(), list.entries.keys().cloned().collect()));
        let same = recommended == own.recommended
            && listed(&lists.collect()) == listed(&own.listed)
            && found.closed == own.closed
            && found.cohort.is_some() == own.frozen;
        if !same {
            wrong.push(format!("the edition {edition} of {programme} is not as it was left: {own:?}"));
        }
    }

    fn compare_paper(
        &mut self,
        kept: &Kept,
        moves: &Moves,
        (programme, edition, firm): (&str, &str, &str),
        world: &World<'_>,
        wrong: &mut Vec<String>,
    ) {
        let rules = self.programme(programme);
        let filing = self.seen(world, programme, edition, firm);
        let key = (rules.filing.clone(), edition.to_owned(), firm.to_owned());
        let folder = self.folders.get_mut(&key);
        let told = format!("{programme} {edition} of {firm}");
        let (Some(filing), Some(folder)) = (filing, folder) else { return };
        compare_sealed(&filing, folder, &told, wrong);
        let (found, paper) = (filing.applications.get(programme), folder.papers.get_mut(programme));
        let (Some(found), Some(paper)) = (found, paper) else { return };
        let now = place(found);
        let moved = moves.get(&(firm.to_owned(), programme.to_owned())).filter(|_| *edition == kept.edition);
        match moved {
            Some(places) if !places.contains(&now) => {
                wrong.push(format!("{told} went to {now}, not to {places:?}"))
            }
            Some(_) => arrive(paper, &now, rules.stage(&now)),
            None => {}
        }
        honours(kept, found, paper, kept.now.date, &told, wrong);
        if paper.at != now && moved.is_none() {
            // only an honour that ended takes its application along
            if paper.honour.as_ref().is_some_and(|honour| honour.over) {
                paper.at = now.clone();
            } else {
                wrong.push(format!("{told} went from {} to {now} by itself", paper.at));
            }
        }
        let proposal = found.proposal.as_ref().map(|of| (&of.grade, &of.by, of.approvals.iter().collect()));
        let own: Option<(&String, &String, BTreeSet<&String>)> =
            paper.proposal.as_ref().map(|of| (&of.grade, &of.by, of.approved.iter().collect()));
        if proposal != own {
            wrong.push(format!("{told}: the proposal is {proposal:?}, not {own:?}"));
        }
        let open = |all: &[bool]| all.iter().filter(|done| !**done).count();
        let suggestions = found.suggestions.iter().filter(|of| !of.settled).count();
        let counts = [found.open_objections().count(), suggestions];
        let owns = [open(&paper.objections), open(&paper.suggestions)];
        let own_seats = paper.panel.as_ref().map(|panel| panel.seats.clone()).unwrap_or_default();
        if counts != owns || own_seats != seats(&filing, programme) {
            wrong
                .push(format!("{told}: objections and suggestions {counts:?}, not {owns:?}, or other seats"));
        }
        if found.decided.as_ref().map(|(grade, _)| grade) != paper.decided.as_ref() {
            wrong.push(format!("{told}: {:?} is decided, not {:?}", found.decided, paper.decided));
        }
    }
}

/// Nothing that was sealed is gone or there without having been sealed.
fn compare_sealed(filing: &Filing, folder: &Folder, told: &str, wrong: &mut Vec<String>) {
    let sealed = filing.sealed.iter().flat_map(|(layer, of)| of.keys().map(|by| (layer.clone(), by.clone())));
    let sealed: BTreeSet<(String, String)> = sealed.collect();
    if sealed != folder.sealed {
        wrong.push(format!("{told}: {sealed:?} is sealed, not {:?}", folder.sealed));
    }
}

/// An application that comes to a stage begins it anew.
fn arrive(paper: &mut Paper, at: &str, stage: Option<&Stage>) {
    let before = std::mem::replace(&mut paper.at, at.to_owned());
    if before != at {
        if !(paper.due.is_some() && paper.returned.contains_key(at)) {
            paper.due = None;
        }
        paper.left.insert(before);
    }
    if stage.is_some() {
        paper.proposal = None;
    }
    if stage.is_some_and(|stage| matches!(stage.mechanism, Mechanism::Notice { .. })) {
        paper.notice = None;
    }
}

/// An honour is given by naming, ends by what ends it, and never stands again.
fn honours(
    kept: &Kept,
    found: &Application,
    paper: &mut Paper,
    today: Date,
    told: &str,
    wrong: &mut Vec<String>,
) {
    let own = paper.honour.as_mut();
    let (Some(honour), Some(own)) = (&found.honour, own) else {
        if found.honour.is_some() != paper.honour.is_some() {
            wrong.push(format!("{told} holds an honour that nobody gave"));
        }
        return;
    };
    let over = honour.state != HonourState::InForce;
    let ends = ["issue", "approve", "check", "tick", "revoke", "rule_event"].contains(&kept.command.name());
    if over != own.over && !(over && ends) {
        wrong.push(format!("{told}: the honour ended or stood up by {}", kept.command.name()));
    }
    let lapsed = over && !own.over && kept.command.name() == "tick";
    if lapsed && own.until.is_none_or(|until| today <= until) {
        wrong.push(format!("{told}: the honour lapsed before its last day was over"));
    }
    own.over = over;
    if honour.number != own.number || honour.until != own.until {
        wrong.push(format!(
            "{told}: the certificate says {} until {:?}, not {own:?}",
            honour.number, honour.until
        ));
    }
}
