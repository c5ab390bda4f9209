//! From a permitted command to events, or a refusal. One file for each part of the way.

mod assess;
mod check;
mod decision;
mod edition;
mod enter;
mod exchange;
mod file;
mod flow;
mod lists;
mod notice;
mod panel;
mod ready;
mod record;
mod track;

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use crate::authorise::{By, Permit};
use crate::command::{Command, FilingCommand};
use crate::event::{Event, FilingEvent, Whose};
use crate::model::{Programme, Stage};
use crate::refusal::{self, Refusal};
use crate::state::{Application, Edition, Filing};
use crate::time::{Moment, Span, Timing};
use crate::view::View;

pub(crate) use assess::reopens;
pub(crate) use ready::ready;
pub use track::numbered;

/// Decides a permitted command.
pub fn decide(view: &View<'_>, permit: Permit<'_>, now: Moment) -> Result<Vec<Event>, Refusal> {
    let (command, by, stage) = permit.into_parts();
    if let Command::Filing(FilingCommand::Apply { entry, programmes }) = &command {
        // each programme that is named asks for itself
        return enter::apply(view, entry, programmes, now);
    }
    ready(view, &command.ask(), &by, stage, now)?;
    match command {
        Command::Edition(command) => edition::decide(view, command, &by, stage, now),
        Command::Record(command) => record::decide(view, command, &by, now),
        Command::Filing(FilingCommand::Initiate { entry, basis }) => {
            enter::initiate(view, &entry, basis, now)
        }
        Command::Filing(command) => {
            let case = Case::of(view, &by, stage, now)?;
            filing(&case, command)
        }
    }
}

/// One command on one application.
struct Case<'c, 'v> {
    view: &'c View<'v>,
    programme: &'v Programme,
    edition: &'v Edition,
    filing: &'v Filing,
    application: &'v Application,
    by: &'c By,
    stage: Option<&'v Stage>,
    now: Moment,
}

impl<'c, 'v> Case<'c, 'v> {
    fn of(view: &'c View<'v>, by: &'c By, stage: Option<&'v Stage>, now: Moment) -> Result<Self, Refusal> {
        let missing = || refusal::unknown_name(&Text::new("申报", "application"), &view.programme.id);
        Ok(Self {
            view,
            programme: view.programme,
            edition: view.edition().ok_or_else(refusal::edition_closed)?,
            filing: view.filing.ok_or_else(missing)?,
            application: view.application().ok_or_else(missing)?,
            by,
            stage,
            now,
        })
    }

    /// The name of the programme, for events.
    fn programme(&self) -> String {
        self.programme.id.clone()
    }

    /// The programmes that an act in a stage is for: the one at hand, and those of the filing that stand at it too where
    /// it happens once for the filing.
    fn concerned(&self, stage: &Stage) -> Vec<String> {
        let shares = |name: &String, other: &Application| {
            *name == self.programme.id || (stage.once_per_filing && other.is_at(&stage.id))
        };
        let applications = self.filing.applications.iter();
        applications.filter(|(name, other)| shares(name, other)).map(|(name, _)| name.clone()).collect()
    }

    /// The stage at hand; a command without one is refused before it comes here.
    fn stage(&self) -> Result<&'v Stage, Refusal> {
        self.stage.ok_or_else(|| refusal::wrong_stage(&Text::default(), &Text::default()))
    }

    /// Refuses outside the window of the stage.
    fn in_window(&self, stage: &Stage) -> Result<(), Refusal> {
        in_window(self.view, stage, self.now)
    }

    /// The last day of a span that begins today.
    fn after(&self, span: Span) -> Result<duheng_pack::calendar::Date, Refusal> {
        after(self.view, span, self.now)
    }
}

fn filing(case: &Case<'_, '_>, command: FilingCommand) -> Result<Vec<Event>, Refusal> {
    match command {
        FilingCommand::StateCase { text } => enter::state_case(case, text),
        FilingCommand::Withdraw { reason } => enter::withdraw(case, reason),
        FilingCommand::Submit(submission) => file::submit(case, submission),
        FilingCommand::Extend { stage, until, reason } => file::extend(case, stage, until, reason),
        FilingCommand::Supply { given, lists } => {
            Ok(this(FilingEvent::Supplied { given, lists, by: case.by.person.clone() }))
        }
        FilingCommand::Check { verdict, reason } => check::check(case, verdict, reason),
        FilingCommand::JudgeRequest { item, approved, reason } => {
            check::judge_request(case, item, approved, reason)
        }
        FilingCommand::Clear { agreed, reason } => check::clear(case, agreed, reason),
        FilingCommand::CommitDraw { commitment } => panel::commit(case, commitment),
        FilingCommand::Draw { seed } => panel::draw(case, seed),
        FilingCommand::Declare { conflict, reason } => panel::declare(case, conflict, reason),
        FilingCommand::Seal { entries, reasons, visit } => assess::seal(case, entries, reasons, visit),
        FilingCommand::Reopen { assessor, reason } => assess::reopen(case, assessor, reason),
        FilingCommand::Suggest { text } => exchange::suggest(case, text),
        FilingCommand::Reply { suggestion, text, document } => {
            exchange::reply(case, suggestion, text, document)
        }
        FilingCommand::Settle { suggestion } => exchange::settle(case, suggestion),
        FilingCommand::Finish => exchange::finish(case),
        FilingCommand::Propose { grade, reason } => decision::propose(case, grade, reason),
        FilingCommand::Approve => decision::approve(case),
        FilingCommand::SendBack { reason } => decision::send_back(case, reason),
        FilingCommand::PublishNotice => notice::publish(case),
        FilingCommand::Object { name, contact, text } => notice::object(case, name, contact, text),
        FilingCommand::Rule { objection, ruling, reason } => notice::rule(case, objection, ruling, reason),
        FilingCommand::CloseNotice => notice::close(case),
        FilingCommand::Issue => track::issue(case),
        FilingCommand::ReportEvent { kind, happened_on, source, text } => {
            track::report(case, kind, happened_on, source, text)
        }
        FilingCommand::RuleEvent { event, withdraw, reason } => track::rule(case, event, withdraw, reason),
        FilingCommand::Revoke { reason } => track::revoke(case, reason),
        FilingCommand::Tick => track::tick(case),
        FilingCommand::Apply { .. } | FilingCommand::Initiate { .. } => Ok(Vec::new()),
    }
}

/// One event of the filing at hand.
fn this(event: FilingEvent) -> Vec<Event> {
    Vec::from([Event::Filing(Whose::This, event)])
}

/// Refuses outside the window of a stage.
fn in_window(view: &View<'_>, stage: &Stage, now: Moment) -> Result<(), Refusal> {
    let manager = view.programme.roles.get(&view.programme.managed_by).map(|role| role.title.clone());
    match view.window(stage).timing(now) {
        Timing::In => Ok(()),
        Timing::Early(opens) => Err(refusal::window_early(&stage.title, opens)),
        Timing::Late(closes) => {
            Err(refusal::window_closed(&stage.title, closes, &manager.unwrap_or_default()))
        }
    }
}

/// The last day of a span that begins today.
fn after(view: &View<'_>, span: Span, now: Moment) -> Result<duheng_pack::calendar::Date, Refusal> {
    let unknown = || refusal::calendar_unknown(now.date.year());
    let calendar = view.calendar().ok_or_else(unknown)?;
    span.from(now.date, calendar).map_err(refusal::calendar_unknown)
}

/// Refuses an empty reason.
fn reasoned(reason: &str, zh: &str, en: &str) -> Result<(), Refusal> {
    told("reason", reason, zh, en)
}

/// Refuses an argument that says nothing.
fn told(field: &str, text: &str, zh: &str, en: &str) -> Result<(), Refusal> {
    match text.trim().is_empty() {
        true => Err(refusal::reason_missing(&Text::new(zh, en)).at(field)),
        false => Ok(()),
    }
}
