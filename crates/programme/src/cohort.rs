//! The cohort of an edition: who is compared with whom, frozen once, before the first grade that depends on it.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::number::Rational;
use duheng_standard::sheet;

use crate::authorise::By;
use crate::event::EditionEvent;
use crate::model::{Mechanism, Programme, Stage};
use crate::refusal::{self, Refusal};
use crate::scoring::standing;
use crate::state::{Edition, Filing, Place};
use crate::time::Moment;
use crate::view::View;

/// A frozen cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The stage in which it was frozen.
    pub stage: String,
    /// The layer by whose totals its members are compared.
    pub layer: String,
    /// The members, by organisation, in order.
    pub members: Vec<String>,
    /// Their totals, exact, in the same order.
    pub totals: Vec<Rational>,
    /// The day on which it was frozen; none where that was not noted.
    pub on: Option<Date>,
    /// Who froze it; empty where that was not noted.
    pub by: String,
}

impl Cohort {
    /// As the standard reads it.
    #[must_use]
    pub fn compared(&self) -> sheet::Cohort {
        sheet::Cohort { frozen: true, totals: self.totals.clone(), ..sheet::Cohort::default() }
    }
}

/// Where a total stands among those of the cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ranking {
    /// The cohort is not frozen yet.
    Open,
    /// The cohort has fewer members than the standard asks for, so that nobody is ranked.
    TooFew {
        /// How many members it has.
        of: usize,
        /// How many it needs.
        least: usize,
    },
    /// It has a place, the first for the highest total.
    Placed {
        /// One more than there are higher totals of others.
        place: usize,
        /// How many members the cohort has.
        of: usize,
        /// How many others have the same total.
        level: usize,
        /// Whether it is a member itself; one that came later is compared and does not count.
        is_member: bool,
    },
}

/// Where the total of an organisation stands in the cohort of its edition; none where no grade goes by rank.
pub(crate) fn ranking(view: &View<'_>, organisation: &str, total: &Rational) -> Option<Ranking> {
    let standard = view.standard()?;
    standard.grades.iter().find(|band| band.percentile.is_some())?;
    let Some(cohort) = view.edition()?.cohort.as_ref() else { return Some(Ranking::Open) };
    let (of, least) = (cohort.members.len(), standard.cohort_at_least);
    if of < least {
        return Some(Ranking::TooFew { of, least });
    }
    let others = cohort.members.iter().zip(&cohort.totals).filter(|(member, _)| *member != organisation);
    let others: Vec<&Rational> = others.map(|(_, of)| of).collect();
    Some(Ranking::Placed {
        place: others.iter().filter(|of| **of > total).count() + 1,
        of,
        level: others.iter().filter(|of| **of == total).count(),
        is_member: others.len() < of,
    })
}

/// The layer by whose totals a stage freezes the cohort, if it does.
#[must_use]
pub fn layer_of(stage: &Stage) -> Option<&str> {
    match &stage.mechanism {
        Mechanism::Run { freezes, .. } => freezes.as_deref(),
        _ => None,
    }
}

/// Whether the cohort of a programme may be frozen while enterprises may still submit: because the programme says so, or
/// because submitting has no last day; `closes` says which day that is.
#[must_use]
pub fn freezes_while_open(programme: &Programme, closes: impl Fn(&Stage) -> Option<Date>) -> bool {
    let is_open = |stage: &Stage| {
        let says_so = matches!(stage.mechanism, Mechanism::Run { while_open: true, .. });
        says_so || before(programme, stage).all(|filing| closes(filing).is_none())
    };
    programme.stages.iter().any(|stage| layer_of(stage).is_some() && is_open(stage))
}

/// Refuses a stage that freezes nothing; to freeze twice, for a result that was compared stays comparable; and to freeze
/// while enterprises may still submit, unless the programme says that it may.
pub(crate) fn may_freeze(
    view: &View<'_>,
    edition: &Edition,
    stage: Option<&Stage>,
    now: Moment,
) -> Result<(), Refusal> {
    let Some(stage) = stage.filter(|stage| layer_of(stage).is_some()) else {
        return Err(refusal::freezes_nothing());
    };
    if edition.cohort.is_some() {
        return Err(refusal::cohort_frozen(&stage.title));
    }
    let nobody = View { filing: None, previous: None, organisation: None, ..*view };
    nobody_submits(&nobody, before(view.programme, stage), stage, now)
}

/// Refuses while somebody may submit, as the view shows it: in an edition, or on one filing.
fn nobody_submits<'s>(
    view: &View<'_>,
    filings: impl Iterator<Item = &'s Stage>,
    stage: &Stage,
    now: Moment,
) -> Result<(), Refusal> {
    if matches!(stage.mechanism, Mechanism::Run { while_open: true, .. }) {
        return Ok(());
    }
    let closing = filings.filter_map(|filing| Some((view.window(filing).closes?, filing)));
    match closing.max_by_key(|(closes, _)| *closes) {
        Some((closes, filing)) if now.date <= closes => Err(refusal::cohort_early(&filing.title, closes)),
        _ => Ok(()),
    }
}

/// The stages in which applications wait for a stage of the edition: those that stand there when it freezes the cohort
/// are its members.
pub fn waiting<'p>(programme: &'p Programme, stage: &'p Stage) -> impl Iterator<Item = &'p Stage> {
    programme.stages.iter().filter(|of| of.needs.contains(&stage.id))
}

/// The stages from which applications come to where they wait for a stage of the edition.
pub fn on_the_way<'p>(programme: &'p Programme, stage: &'p Stage) -> impl Iterator<Item = &'p Stage> {
    leading_to(programme, stage).filter(|of| !of.needs.contains(&stage.id))
}

/// The stages of filing among them.
fn before<'p>(programme: &'p Programme, stage: &'p Stage) -> impl Iterator<Item = &'p Stage> {
    leading_to(programme, stage).filter(|of| matches!(of.mechanism, Mechanism::File { .. }))
}

fn leading_to<'p>(programme: &'p Programme, stage: &'p Stage) -> impl Iterator<Item = &'p Stage> {
    let mut found: BTreeSet<&str> = waiting(programme, stage).map(|of| of.id.as_str()).collect();
    // each round adds one stage at least, or is the last
    while let Some(more) = programme.stages.iter().find(|of| {
        let leads = of.next.values().any(|to| found.contains(to.as_str()));
        leads && !found.contains(of.id.as_str())
    }) {
        found.insert(&more.id);
    }
    programme.stages.iter().filter(move |of| found.contains(of.id.as_str()))
}

/// Freezes the cohort: the totals of all applications that wait for this stage; there must be one, and nobody to whom
/// more time was given may still be filling in.
pub(crate) fn freeze(view: &View<'_>, by: &By, stage: &Stage, now: Moment) -> Result<EditionEvent, Refusal> {
    let layer = layer_of(stage).ok_or_else(refusal::freezes_nothing)?;
    for filing in view.named.values() {
        let own = View { filing: Some(filing), previous: None, organisation: None, ..*view };
        let stands = |of: &&Stage| own.application().is_some_and(|application| application.is_at(&of.id));
        nobody_submits(&own, before(view.programme, stage).filter(stands), stage, now)?;
    }
    let mut members = Vec::new();
    let mut totals = Vec::new();
    for (organisation, filing) in view.named.iter().filter(|(_, filing)| waits_for(view, filing, stage)) {
        let own = View { filing: Some(filing), previous: None, organisation: None, ..*view };
        if let Some(standing) = standing(&own, filing, layer)? {
            members.push(organisation.clone());
            totals.push(standing.total.to_string());
        }
    }
    if members.is_empty() {
        return Err(refusal::cohort_empty(&stage.title));
    }
    Ok(EditionEvent::CohortFrozen {
        stage: stage.id.clone(),
        layer: layer.to_string(),
        members,
        totals,
        on: Some(now.date),
        by: by.person.clone(),
    })
}

/// Whether the application on a filing stands where it can only go on when a stage of the edition is closed.
fn waits_for(view: &View<'_>, filing: &Filing, stage: &Stage) -> bool {
    let application = filing.applications.get(&view.programme.id);
    let Some(Place::At(standing)) = application.map(|application| &application.place) else { return false };
    let needs = |at: &Stage| at.needs.contains(&stage.id);
    view.programme.stage(standing).is_some_and(needs)
}
