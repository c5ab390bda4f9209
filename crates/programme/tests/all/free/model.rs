//! The model: what was promised, said once more and as plainly as possible. It reads the rules of a programme and the
//! commands, and shares no code with decisions.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Date;
use duheng_programme::Actor;
use duheng_programme::model::{Mechanism, Programme, Stage};
use duheng_programme::time::{Moment, Span};
use duheng_programme::view::Expert;
use duheng_programme::walk::Material;

use super::city::{City, FIRMS, PLACES};
use crate::wandering::Kept;

/// What the model says of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It must be refused.
    Never(&'static str),
    /// It must be done.
    Always,
    /// That depends on facts and scores, which the model does not know.
    Perhaps,
}

/// An edition.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) place: String,
    pub(super) year: i16,
    pub(super) closed: bool,
    pub(super) windows: BTreeMap<String, (Option<Date>, Option<Date>)>,
    pub(super) begun: BTreeSet<String>,
    pub(super) ended: BTreeSet<String>,
    pub(super) documents: BTreeSet<(String, String)>,
    pub(super) frozen: bool,
    pub(super) recommended: BTreeMap<String, String>,
    pub(super) listed: BTreeMap<String, BTreeSet<String>>,
    pub(super) accepted: BTreeMap<String, BTreeSet<String>>,
}

/// An application.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// The stage or the end.
    pub(super) at: String,
    /// Stages that it has left.
    pub(super) left: BTreeSet<String>,
    /// Whether an authority began it, and not the enterprise.
    pub(super) begun: bool,
    pub(super) hearing: Option<Date>,
    pub(super) heard: bool,
    pub(super) due: Option<Date>,
    pub(super) returned: BTreeMap<String, u16>,
    pub(super) longer: BTreeMap<String, Date>,
    pub(super) agreed: BTreeMap<String, BTreeSet<String>>,
    pub(super) panel: Option<Panel>,
    pub(super) suggestions: Vec<bool>,
    pub(super) proposal: Option<Proposed>,
    pub(super) decided: Option<String>,
    /// The notice of this round.
    pub(super) notice: Option<(Date, Date)>,
    /// Objections, each with whether it was ruled on.
    pub(super) objections: Vec<bool>,
    pub(super) honour: Option<Honour>,
    pub(super) events: Vec<bool>,
}

#[derive(Debug, Default)]
pub(super) struct Panel {
    pub(super) drawn: bool,
    pub(super) seats: BTreeMap<String, bool>,
    /// Who stepped back.
    pub(super) gone: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Proposed {
    pub(super) grade: String,
    pub(super) departs: bool,
    pub(super) by: String,
    pub(super) approved: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Honour {
    pub(super) number: String,
    pub(super) until: Option<Date>,
    pub(super) over: bool,
}

/// A filing.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) papers: BTreeMap<String, Paper>,
    /// Who sealed which layer in which stage.
    pub(super) sealed: BTreeSet<(String, String)>,
}

pub(super) type FolderKey = (String, String, String);

/// Everything that was done, as the model understands it.
pub(super) struct Model<'m> {
    pub(super) material: Material<'m>,
    pub(super) experts: Vec<Expert>,
    pub(super) runs: BTreeMap<(String, String), Run>,
    pub(super) folders: BTreeMap<FolderKey, Folder>,
    /// Who proposed which state of which record.
    pub(super) proposed: BTreeMap<(String, String), (String, String)>,
}

impl<'m> Model<'m> {
    pub(super) fn new(material: Material<'m>, city: &City) -> Self {
        Self {
            material,
            experts: city.cast.experts.clone(),
            runs: BTreeMap::new(),
            folders: BTreeMap::new(),
            proposed: BTreeMap::new(),
        }
    }

    pub(super) fn programme(&self, id: &str) -> &'m Programme {
        self.material.programmes.programme(id).unwrap()
    }

    pub(super) fn run(&self, kept: &Kept) -> Option<&Run> {
        self.runs.get(&(kept.programme.clone(), kept.edition.clone()))
    }

    pub(super) fn key(&self, kept: &Kept) -> FolderKey {
        let filing = self.programme(&kept.programme).filing.clone();
        (filing, kept.edition.clone(), kept.organisation.clone().unwrap_or_default())
    }

    pub(super) fn folder(&self, kept: &Kept) -> Option<&Folder> {
        self.folders.get(&self.key(kept))
    }

    pub(super) fn paper(&self, kept: &Kept) -> Option<&Paper> {
        self.folder(kept)?.papers.get(&kept.programme)
    }

    /// The stage at which the application stands.
    pub(super) fn stage(&self, kept: &Kept) -> Option<&'m Stage> {
        self.programme(&kept.programme).stage(&self.paper(kept)?.at)
    }

    /// The panel that an application has, alone or with those that stand at the same stage once for the filing.
    pub(super) fn holder(&self, kept: &Kept) -> Option<String> {
        let folder = self.folder(kept)?;
        let stage = self.stage(kept)?;
        let own = folder.papers.get(&kept.programme)?;
        if own.panel.is_some() {
            return Some(kept.programme.clone());
        }
        let mut shared =
            folder.papers.iter().filter(|(_, other)| stage.once_per_filing && other.at == stage.id);
        shared.find(|(_, other)| other.panel.is_some()).map(|(name, _)| name.clone())
    }

    pub(super) fn panel(&self, kept: &Kept) -> Option<&Panel> {
        self.folder(kept)?.papers.get(&self.holder(kept)?)?.panel.as_ref()
    }

    /// Whether an expert may not judge an enterprise on a day.
    pub(super) fn conflicted(&self, expert: &str, organisation: &str, day: Date) -> bool {
        let found = self.experts.iter().find(|of| of.person == expert).unwrap();
        let known = found.conflicts.iter().any(|(with, from, until)| {
            with == organisation && *from <= day && until.is_none_or(|until| day <= until)
        });
        known || found.organisation == organisation
    }

    /// How many experts have no conflict.
    pub(super) fn free(&self, organisation: &str, day: Date) -> usize {
        self.experts.iter().filter(|of| !self.conflicted(&of.person, organisation, day)).count()
    }

    /// The window of a stage: the latest end of those who share it.
    pub(super) fn window(&self, kept: &Kept, stage: &Stage) -> (Option<Date>, Option<Date>) {
        let (opens, mut closes) = self.own_window(kept, stage);
        let filing = &self.programme(&kept.programme).filing;
        for other in &self.material.programmes.programmes {
            let kept = Kept { programme: other.id.clone(), ..kept.clone() };
            let shares = stage.once_per_filing && other.filing == *filing && self.run(&kept).is_some();
            if let Some(same) = other.stage(&stage.id).filter(|same| shares && same.once_per_filing) {
                let theirs = self.own_window(&kept, same).1;
                closes = closes.zip(theirs).map(|(a, b)| a.max(b));
            }
        }
        (opens, closes)
    }

    fn own_window(&self, kept: &Kept, stage: &Stage) -> (Option<Date>, Option<Date>) {
        let Some(run) = self.run(kept) else { return (None, None) };
        let usual =
            |day: Option<duheng_programme::model::DayOfYear>| day.and_then(|day| day.in_year(run.year));
        let (opens, closes) = run.windows.get(&stage.id).copied().unwrap_or_default();
        let mut window = (opens.or_else(|| usual(stage.opens)), closes.or_else(|| usual(stage.closes)));
        if let Some(paper) = self.paper(kept) {
            if let Some(due) = paper.due.filter(|_| paper.at == stage.id) {
                window = (None, Some(due));
            }
            if let Some(longer) = paper.longer.get(&stage.id) {
                window.1 = window.1.map(|closes| closes.max(*longer));
            }
        }
        window
    }

    pub(super) fn in_window(&self, kept: &Kept, stage: &Stage) -> bool {
        let (opens, closes) = self.window(kept, stage);
        opens.is_none_or(|opens| kept.now.date >= opens)
            && closes.is_none_or(|closes| kept.now.date <= closes)
    }

    /// The last day of a span from a day on; none where the calendar does not reach.
    pub(super) fn after(&self, programme: &Programme, span: Span, day: Date) -> Option<Date> {
        match span {
            Span::Days(days) => day.plus_days(days.into()),
            Span::Months(months) => day.plus_months(months.into()),
            Span::Years(years) => day.plus_years(years.into()),
            Span::Workdays(days) => {
                let calendar =
                    self.material.programmes.calendars.iter().find(|of| of.id == programme.calendar)?;
                let (mut day, mut left) = (day, days);
                while left > 0 {
                    day = day.plus_days(1)?;
                    let (off, on) = calendar.years.get(&day.year())?;
                    // 1 January 2024 was a Monday
                    let weekend = day.days_since(Date::new(2024, 1, 1)?).rem_euclid(7) > 4;
                    if on.contains(&day) || (!weekend && !off.contains(&day)) {
                        left -= 1;
                    }
                }
                Some(day)
            }
        }
    }

    /// The sum of what a unit recommended in the editions that share a stage.
    pub(super) fn recommended(&self, kept: &Kept, stage: &Stage, unit: Option<&str>) -> usize {
        self.sharing(kept, stage)
            .flat_map(|run| run.recommended.values())
            .filter(|by| unit.is_none_or(|unit| *by == unit))
            .count()
    }

    /// The editions whose recommendations count.
    pub(super) fn sharing(&self, kept: &Kept, stage: &Stage) -> impl Iterator<Item = &Run> {
        let filing = self.programme(&kept.programme).filing.clone();
        let (edition, own, shared) = (kept.edition.clone(), kept.programme.clone(), stage.once_per_filing);
        self.runs
            .iter()
            .filter(move |((programme, of), _)| {
                let same = self.programme(programme).filing == filing;
                *of == edition && (*programme == own || (shared && same))
            })
            .map(|(_, run)| run)
    }
}

/// Whether a place is another or lies below it.
pub(super) fn below(place: &str, above: &str) -> bool {
    let up = |place: &str| PLACES.iter().chain(FIRMS).find(|(of, _)| *of == place).map(|(_, above)| *above);
    place == above || up(place).is_some_and(|next| below(next, above))
}

/// The person of an actor with their role and place; empty for the public and the clock.
pub(super) fn who(actor: &Actor) -> (&str, &str, &str) {
    match actor {
        Actor::Person { person, role, place } => (person, role, place),
        Actor::Public => ("public", "", ""),
        Actor::Clock => ("clock", "", ""),
    }
}

/// Where an outcome of a stage may lead: its target, and what lies behind it where the target may be passed over.
pub(super) fn ways(programme: &Programme, stage: &Stage, outcome: &str, shared: bool) -> BTreeSet<String> {
    let Some(next) = stage.next.get(outcome) else { return BTreeSet::new() };
    let mut found = BTreeSet::from([next.clone()]);
    if let Some(next) = programme.stage(next) {
        let undisputed = matches!(next.mechanism, Mechanism::Assess { only_disputed: true, .. });
        if undisputed || (shared && next.once_per_filing) {
            let on = if matches!(next.mechanism, Mechanism::Check { .. }) { "pass" } else { "done" };
            found.extend(ways(programme, next, on, shared));
        }
    }
    found
}

/// Whether the moment lies after a day.
pub(super) fn past(now: Moment, day: Date) -> bool {
    now.date > day
}
