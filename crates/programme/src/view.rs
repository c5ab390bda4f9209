//! What a decision may look at: the rules, one edition, one filing, and counters; never all applications.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_standard::model::{Pack, Standard};

use crate::decide::numbered;
use crate::model::{Mechanism, Programme, Programmes, Stage};
use crate::places::Places;
use crate::state::{Application, Edition, Filing, Panel, Record};
use crate::time::{Window, Workdays};

/// The view of one command.
#[derive(Clone, Copy, Debug)]
pub struct View<'v> {
    /// The pack that the edition pins.
    pub pack: &'v Pack,
    /// Its programmes.
    pub programmes: &'v Programmes,
    /// The programme that the command is about.
    pub programme: &'v Programme,
    /// The editions of that programme and of those that share its filing, by programme.
    pub editions: &'v BTreeMap<String, Edition>,
    /// The filing, where the command is about one.
    pub filing: Option<&'v Filing>,
    /// The filing that holds the honour of the same programme, for a re-evaluation.
    pub previous: Option<&'v Filing>,
    /// Filings of the same edition that a list names, by organisation; empty for other commands.
    pub named: &'v BTreeMap<String, &'v Filing>,
    /// The organisation, also before it has a filing.
    pub organisation: Option<&'v Organisation>,
    /// Its records, by register.
    pub records: &'v BTreeMap<String, Record>,
    /// The organisation tree.
    pub places: &'v Places,
    /// The expert base, where the command draws from it.
    pub experts: &'v [Expert],
    /// Numbers that other editions gave out, of those that would come next; empty for commands that give out none.
    pub given: &'v BTreeSet<String>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its internal id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Whether it is marked as fictional.
    pub fictional: bool,
}

/// An expert of the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// The person.
    pub person: String,
    /// The organisation they work for.
    pub organisation: String,
    /// Their fields.
    pub fields: BTreeSet<String>,
    /// Organisations they may not judge: each with the days between which that holds, both in.
    pub conflicts: Vec<(String, Date, Option<Date>)>,
}

impl Expert {
    /// Whether a known conflict keeps them from judging an organisation on a day.
    #[must_use]
    pub fn is_conflicted(&self, organisation: &str, on: Date) -> bool {
        self.organisation == organisation
            || self.conflicts.iter().any(|(with, from, until)| {
                with == organisation && *from <= on && until.is_none_or(|until| on <= until)
            })
    }
}

impl<'v> View<'v> {
    /// The edition of the programme at hand.
    #[must_use]
    pub fn edition(&self) -> Option<&'v Edition> {
        self.editions.get(&self.programme.id)
    }

    /// The application of the programme at hand.
    #[must_use]
    pub fn application(&self) -> Option<&'v Application> {
        self.filing?.applications.get(&self.programme.id)
    }

    /// The panel at which the application of the programme at hand stands, with the programme that holds it: its own, or
    /// where the stage happens once for the filing that of another that stands there.
    #[must_use]
    pub fn panel(&self) -> Option<(&'v str, &'v Panel)> {
        let own = self.application()?;
        let held = |(name, of): (&'v String, &'v Application)| Some((name.as_str(), of.panel.as_ref()?));
        let applications = &self.filing?.applications;
        let (name, _) = applications.get_key_value(&self.programme.id)?;
        let shared = self.stage().filter(|stage| stage.once_per_filing);
        held((name, own)).or_else(|| {
            let here =
                |(_, other): &(&String, &Application)| shared.is_some_and(|stage| other.is_at(&stage.id));
            applications.iter().filter(here).find_map(held)
        })
    }

    /// The stage in which the application of the programme at hand stands.
    #[must_use]
    pub fn stage(&self) -> Option<&'v Stage> {
        match &self.application()?.place {
            crate::state::Place::At(stage) => self.programme.stage(stage),
            crate::state::Place::Ended(_) => None,
        }
    }

    /// Whether the application of the programme at hand was left unfinished when its edition was closed: nobody does anything
    /// on it any more. An honour is tracked for as long as it lasts, whatever became of the edition that gave it.
    #[must_use]
    pub fn is_left(&self) -> bool {
        let is_closed = self.edition().is_some_and(|edition| edition.closed);
        is_closed && self.stage().is_some_and(|stage| !matches!(stage.mechanism, Mechanism::Track { .. }))
    }

    /// The stages that an extension is for: where the application stands, and those that come after, as far as they have a
    /// last day.
    #[must_use]
    pub fn extensible(&self) -> Vec<&'v Stage> {
        let Some(here) = self.stage() else { return Vec::new() };
        let stages = self.programme.stages.iter();
        let to_come = stages.skip_while(|stage| stage.id != here.id).filter(|stage| !stage.of_edition);
        to_come.filter(|stage| self.window(stage).closes.is_some()).collect()
    }

    /// The editions whose recommendations count in a stage: that of the programme at hand, and those of the programmes
    /// that share its filing where the stage happens once for it.
    pub fn recommending(&self, stage: &Stage) -> impl Iterator<Item = &'v Edition> {
        let own = |name: &str| stage.once_per_filing || name == self.programme.id;
        self.editions.iter().filter(move |(name, _)| own(name)).map(|(_, edition)| edition)
    }

    /// The same view for another programme of the filing.
    #[must_use]
    pub fn of(&self, programme: &str) -> Option<Self> {
        Some(Self { programme: self.programmes.programme(programme)?, ..*self })
    }

    /// The numbers that the stage of naming at hand would give out next on a day, each with its running number.
    pub fn next_numbers(&self, on: Date) -> impl Iterator<Item = (u32, String)> {
        let pattern = self.stage().and_then(|stage| match &stage.mechanism {
            Mechanism::Issue { number, .. } => Some((&stage.id, number)),
            _ => None,
        });
        let found = self.edition().zip(pattern);
        found.into_iter().flat_map(move |(edition, (stage, pattern))| {
            let last = edition.numbers.get(stage).copied().unwrap_or_default();
            (last + 1..).map(move |running| (running, numbered(pattern, &edition.id, on.year(), running)))
        })
    }

    /// The standard of the programme at hand.
    #[must_use]
    pub fn standard(&self) -> Option<&'v Standard> {
        self.pack.standard(Some(self.programme.standard.as_deref()?), self.programme.profile.as_deref())
    }

    /// The calendar of the programme at hand.
    #[must_use]
    pub fn calendar(&self) -> Option<&'v Workdays> {
        self.programmes.calendar(self.programme)
    }

    /// The window of a stage, with what the edition and the application change of it. Where the stage happens once for the
    /// filing, it stays open as long as it is open for any of the programmes.
    #[must_use]
    pub fn window(&self, stage: &Stage) -> Window {
        let own = self.own_window(stage);
        let others = self.editions.keys().filter(|name| stage.once_per_filing && **name != self.programme.id);
        let shared = others.filter_map(|name| {
            let of = self.of(name)?;
            let same = of.programme.stage(&stage.id).filter(|same| same.once_per_filing)?;
            Some(of.own_window(same))
        });
        shared.fold(own, |window, other| Window {
            opens: window.opens,
            closes: window.closes.zip(other.closes).map(|(a, b)| a.max(b)),
        })
    }

    /// The window of a stage for the programme at hand alone.
    fn own_window(&self, stage: &Stage) -> Window {
        let Some(edition) = self.edition() else { return Window { opens: None, closes: None } };
        let year = edition.dates.map_or(0, |(_, as_of)| as_of.year());
        let mut window = stage.window(edition.windows.get(&stage.id), year);
        let application = self.application();
        // what was sent back has its own limit in place of the window
        let returned = application.filter(|application| application.is_at(&stage.id));
        if let Some(due) = returned.and_then(|application| application.due) {
            window = Window { opens: None, closes: Some(due) };
        }
        if let Some(until) = application.and_then(|application| application.extensions.get(&stage.id)) {
            window.closes = window.closes.map(|closes| closes.max(*until));
        }
        window
    }
}
