//! An edition: one run of a programme, with the counters that its decisions need.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::number::Rational;

use crate::cohort::Cohort;
use crate::command::Meeting;
use crate::event::EditionEvent;
use crate::time::Window;

/// The head of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its name, such as `2026`.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// The hash of the pack that it pins; empty where it is played by the pack at hand.
    pub pack: String,
    /// The reporting year and the day of the evaluation, once it is opened.
    pub dates: Option<(i16, Date)>,
    /// The office that opened it, which leads it with those above; empty where that was not noted.
    pub place: String,
    /// Windows that it sets itself.
    pub windows: BTreeMap<String, Window>,
    /// Its own stages.
    pub stages: BTreeMap<String, RunState>,
    /// Who was recommended, by unit.
    pub recommended: BTreeMap<String, BTreeSet<String>>,
    /// Its lists, by stage.
    pub lists: BTreeMap<String, ListState>,
    /// The running number that a stage gave out last.
    pub numbers: BTreeMap<String, u32>,
    /// Whether it is closed.
    pub closed: bool,
    /// Who is compared with whom, once that is frozen.
    pub cohort: Option<Cohort>,
}

/// A stage of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunState {
    /// When it began.
    pub started: Option<Date>,
    /// When it ended.
    pub closed: Option<Date>,
    /// The documents that were filed, with their titles.
    pub documents: BTreeMap<String, Vec<String>>,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The organisations on it, with the reasons.
    pub entries: BTreeMap<String, String>,
    /// Those that were taken off, with the reasons.
    pub removed: BTreeMap<String, String>,
    /// The meeting that decided it.
    pub decided: Option<Meeting>,
    /// Those that were accepted.
    pub accepted: BTreeSet<String>,
    /// Those that were refused, with the reasons.
    pub refused: BTreeMap<String, String>,
}

impl Edition {
    /// An edition before its first event.
    #[must_use]
    pub fn new(programme: &str, id: &str) -> Self {
        Self { id: id.into(), programme: programme.into(), ..Self::default() }
    }

    /// The unit that recommended an organisation.
    #[must_use]
    pub fn recommender(&self, organisation: &str) -> Option<&str> {
        let (unit, _) = self.recommended.iter().find(|(_, of)| of.contains(organisation))?;
        Some(unit)
    }

    /// Whether a stage of the edition is closed.
    #[must_use]
    pub fn stage_closed(&self, stage: &str) -> bool {
        self.stages.get(stage).is_some_and(|state| state.closed.is_some())
            || self.lists.get(stage).is_some_and(|list| list.decided.is_some())
    }

    /// The edition after an event.
    #[must_use]
    pub fn evolve(mut self, event: &EditionEvent) -> Self {
        match event {
            EditionEvent::Opened { pack, year, as_of, windows, place } => {
                self.pack = pack.clone();
                self.place = place.clone();
                self.dates = Some((*year, *as_of));
                self.windows = windows.clone();
            }
            EditionEvent::Rescheduled { stage, closes, .. } => {
                let window =
                    self.windows.entry(stage.clone()).or_insert(Window { opens: None, closes: None });
                window.closes = Some(*closes);
            }
            EditionEvent::StageStarted { stage, on } => {
                self.stages.entry(stage.clone()).or_default().started = Some(*on);
            }
            EditionEvent::DocumentFiled { stage, document, title } => {
                let filed = &mut self.stages.entry(stage.clone()).or_default().documents;
                filed.entry(document.clone()).or_default().push(title.clone());
            }
            EditionEvent::CohortFrozen { stage, layer, members, totals, on, by } => {
                // what was written can be read; a total that could not would leave the rank unknown
                let totals = totals.iter().filter_map(|total| Rational::parse_exact(total)).collect();
                self.cohort = Some(Cohort {
                    stage: stage.clone(),
                    layer: layer.clone(),
                    members: members.clone(),
                    totals,
                    on: *on,
                    by: by.clone(),
                });
            }
            EditionEvent::StageClosed { stage, on } => {
                self.stages.entry(stage.clone()).or_default().closed = Some(*on);
            }
            EditionEvent::Recommended { by, organisation } => {
                self.recommended.entry(by.clone()).or_default().insert(organisation.clone());
            }
            EditionEvent::TakenBack { by, organisation, .. } => {
                self.recommended.entry(by.clone()).or_default().remove(organisation);
            }
            EditionEvent::Enlisted { stage, organisation, reason } => {
                let list = self.lists.entry(stage.clone()).or_default();
                list.entries.insert(organisation.clone(), reason.clone());
            }
            EditionEvent::Delisted { stage, organisation, reason } => {
                let list = self.lists.entry(stage.clone()).or_default();
                list.entries.remove(organisation);
                list.removed.insert(organisation.clone(), reason.clone());
            }
            EditionEvent::ListDecided { stage, meeting, accepted, refused } => {
                let list = self.lists.entry(stage.clone()).or_default();
                list.decided = Some(meeting.clone());
                list.accepted = accepted.iter().cloned().collect();
                list.refused = refused.clone();
            }
            EditionEvent::NumberTaken { stage, running, .. } => {
                let last = self.numbers.entry(stage.clone()).or_default();
                *last = running.unwrap_or(*last + 1);
            }
            EditionEvent::Closed => self.closed = true,
        }
        self
    }
}
