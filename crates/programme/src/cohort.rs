//! The cohort of an edition: who is compared with whom, frozen once, before the first grade that depends on it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::number::Rational;
use duheng_standard::sheet;

use crate::event::EditionEvent;
use crate::model::{Mechanism, Stage};
use crate::refusal::{self, Refusal};
use crate::scoring::standing;
use crate::state::{Edition, Filing, Place};
use crate::view::View;

/// A frozen cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The layer by whose totals its members are compared.
    pub layer: String,
    /// The members, by organisation, in order.
    pub members: Vec<String>,
    /// Their totals, exact, in the same order.
    pub totals: Vec<Rational>,
}

impl Cohort {
    /// As the standard reads it.
    #[must_use]
    pub fn compared(&self) -> sheet::Cohort {
        sheet::Cohort { frozen: true, totals: self.totals.clone(), ..sheet::Cohort::default() }
    }
}

/// The layer by whose totals a stage freezes the cohort, if it does.
#[must_use]
pub fn layer_of(stage: &Stage) -> Option<&str> {
    match &stage.mechanism {
        Mechanism::Run { freezes, .. } => freezes.as_deref(),
        _ => None,
    }
}

/// Refuses a stage that freezes nothing, and to freeze twice: a result that was compared stays comparable.
pub(crate) fn may_freeze(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    let Some(stage) = stage.filter(|stage| layer_of(stage).is_some()) else {
        return Err(refusal::freezes_nothing());
    };
    match edition.cohort {
        Some(_) => Err(refusal::cohort_frozen(&stage.title)),
        None => Ok(()),
    }
}

/// Freezes the cohort: the totals of all applications that wait for this stage; there must be one.
pub(crate) fn freeze(view: &View<'_>, stage: &Stage) -> Result<EditionEvent, Refusal> {
    let layer = layer_of(stage).ok_or_else(refusal::freezes_nothing)?;
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
    Ok(EditionEvent::CohortFrozen { stage: stage.id.clone(), layer: layer.to_string(), members, totals })
}

/// Whether the application on a filing stands where it can only go on when a stage of the edition is closed.
fn waits_for(view: &View<'_>, filing: &Filing, stage: &Stage) -> bool {
    let application = filing.applications.get(&view.programme.id);
    let Some(Place::At(standing)) = application.map(|application| &application.place) else { return false };
    let needs = |at: &Stage| at.needs.contains(&stage.id);
    view.programme.stage(standing).is_some_and(needs)
}
