//! Entering a programme: on application, recommended, initiated by the authority, for re-evaluation; and withdrawing.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::flow::{Target, arrive};
use super::ready::open_edition;
use super::{Case, after, in_window, reasoned, this, told};
use crate::event::{Event, FilingEvent, Whose};
use crate::model::{Entry, Mechanism, Programme};
use crate::refusal::{self, Refusal};
use crate::state::{Filing, Place};
use crate::time::{Moment, Span};
use crate::view::View;

/// An enterprise applies in one or several programmes of a filing.
pub(super) fn apply(
    view: &View<'_>,
    entry: &str,
    programmes: &[String],
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let own = [view.programme.id.clone()];
    let names = if programmes.is_empty() { own.as_slice() } else { programmes };
    let mut filing = view.filing.cloned().unwrap_or_else(|| Filing::new(organisation(view)));
    let mut events = Vec::new();
    for name in names {
        let unknown = || refusal::unknown_name(&Text::new("评价活动", "programme"), name);
        let of =
            view.of(name).filter(|of| of.programme.filing == view.programme.filing).ok_or_else(unknown)?;
        let found = enter(&of, &filing, entry, String::new(), now)?;
        filing = super::flow::after_events(&filing, &found, now.date);
        events.extend(found);
    }
    Ok(events)
}

/// An authority opens an application.
pub(super) fn initiate(
    view: &View<'_>,
    entry: &str,
    basis: String,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let filing = view.filing.cloned().unwrap_or_else(|| Filing::new(organisation(view)));
    enter(view, &filing, entry, basis, now)
}

fn organisation<'v>(view: &View<'v>) -> &'v str {
    view.organisation.map(|organisation| organisation.id.as_str()).unwrap_or_default()
}

fn enter(
    view: &View<'_>,
    filing: &Filing,
    entry: &str,
    basis: String,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let rules = may_enter(view, Some(filing), entry, now)?;
    if rules.basis && basis.trim().is_empty() {
        return Err(refusal::basis_missing(&Text::new("依职权发起", "an entry that an authority begins")));
    }
    entered(view, filing, entry, rules, basis, now)
}

/// The entry, if the enterprise may enter by it now.
pub(super) fn may_enter<'v>(
    view: &View<'v>,
    filing: Option<&Filing>,
    entry: &str,
    now: Moment,
) -> Result<&'v Entry, Refusal> {
    let programme = view.programme;
    open_edition(view)?;
    if view.organisation.is_none() {
        return Err(refusal::unknown_name(&Text::new("企业", "enterprise"), ""));
    }
    let unknown = || refusal::unknown_name(&Text::new("进入方式", "entry"), entry);
    let rules = programme.entries.get(entry).ok_or_else(unknown)?;
    if filing.is_some_and(|filing| filing.applications.contains_key(&programme.id)) {
        return Err(refusal::already_entered(&programme.title));
    }
    let first = programme.stage(&rules.first).ok_or_else(unknown)?;
    in_window(view, first, now)?;
    if let Some(stage) = rules.recommended_in.as_ref().and_then(|stage| programme.stage(stage))
        && view.recommending(stage).all(|edition| edition.recommender(organisation(view)).is_none())
    {
        let name = view.organisation.map(|organisation| organisation.name.as_str());
        return Err(refusal::not_recommended(name.unwrap_or_default()));
    }
    if rules.needs_honour {
        renewal_open(view, programme, now)?;
    }
    Ok(rules)
}

/// Refuses a re-evaluation without honour, or before it opens.
fn renewal_open(view: &View<'_>, programme: &Programme, now: Moment) -> Result<(), Refusal> {
    let previous = view.previous.and_then(|filing| filing.applications.get(&programme.id));
    let honour = previous.and_then(|application| application.honour_on(now.date));
    let honour = honour.ok_or_else(refusal::honour_missing)?;
    let renewal = programme.stages.iter().find_map(|stage| match &stage.mechanism {
        Mechanism::Track { renewal, .. } => renewal.as_ref(),
        _ => None,
    });
    if let (Some(renewal), Some(until)) = (renewal, honour.until) {
        let opens = before(renewal.opens, until);
        if now.date < opens {
            return Err(refusal::renewal_not_open(opens, until));
        }
    }
    Ok(())
}

/// The day that lies a span before another; working days count as days.
pub(super) fn before(span: Span, day: duheng_pack::calendar::Date) -> duheng_pack::calendar::Date {
    let found = match span {
        Span::Days(days) | Span::Workdays(days) => day.plus_days(-i32::from(days)),
        Span::Months(months) => day.plus_months(-i32::from(months)),
        Span::Years(years) => day.plus_years(-i32::from(years)),
    };
    found.unwrap_or(day)
}

fn entered(
    view: &View<'_>,
    filing: &Filing,
    name: &str,
    entry: &Entry,
    basis: String,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let hearing_until = entry.hearing.map(|span| after(view, span, now)).transpose()?;
    let event = FilingEvent::Entered {
        programme: view.programme.id.clone(),
        entry: name.to_string(),
        stage: entry.first.clone(),
        basis,
        hearing_until,
    };
    let mut events = this(event);
    let filing = super::flow::after_events(filing, &events, now.date);
    let application = filing.applications.get(&view.programme.id);
    let first = view.programme.stage(&entry.first);
    if let (Some(application), Some(first)) = (application, first) {
        let arrived = arrive(view, &filing, application, Target::Stage(first));
        let moved = |event: &Event| !matches!(event, Event::Filing(Whose::This, FilingEvent::Reached { stage, .. }) if *stage == first.id);
        events.extend(arrived.into_iter().filter(moved));
    }
    Ok(events)
}

/// Refuses where no hearing was opened, and once the application has ended.
pub(super) fn may_state_case(case: &Case<'_, '_>) -> Result<(), Refusal> {
    if case.application.hearing_until.is_some() && matches!(case.application.place, Place::At(_)) {
        return Ok(());
    }
    let hearing = Text::new("依职权发起后的陈述申辩", "the hearing of an initiated application");
    Err(refusal::wrong_stage(&stands(case).unwrap_or_default(), &hearing))
}

/// The enterprise states its case.
pub(super) fn state_case(case: &Case<'_, '_>, text: String) -> Result<Vec<Event>, Refusal> {
    told("text", &text, "陈述申辩", "a statement")?;
    Ok(this(FilingEvent::CaseStated { programme: case.programme(), text }))
}

/// The enterprise withdraws, until it is named.
pub(super) fn withdraw(case: &Case<'_, '_>, reason: String) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "撤回申报", "a withdrawal")?;
    let programme = case.programme();
    let withdrawn = FilingEvent::Withdrawn { programme: programme.clone(), reason };
    let ended = FilingEvent::Ended { programme, end: "withdrawn".to_string() };
    Ok([withdrawn, ended].map(|event| Event::Filing(Whose::This, event)).into())
}

/// Refuses once it has ended or is named, and what an authority began: an enterprise takes back what it entered itself.
pub(super) fn may_withdraw(case: &Case<'_, '_>) -> Result<(), Refusal> {
    before_naming(case)?;
    match case.programme.begun_by_authority(&case.application.entry) {
        Some(authority) => Err(refusal::begun_by_authority(&authority.title)),
        None => Ok(()),
    }
}

/// Refuses once it has ended or is named.
pub(super) fn before_naming(case: &Case<'_, '_>) -> Result<(), Refusal> {
    if matches!(case.application.place, Place::At(_)) && case.application.honour.is_none() {
        return Ok(());
    }
    let before = Text::new("认定之前", "the time before naming");
    Err(refusal::wrong_stage(&stands(case).unwrap_or_default(), &before))
}

/// Where the application stands, in words: the title of the stage or of the end.
fn stands(case: &Case<'_, '_>) -> Option<Text> {
    match &case.application.place {
        Place::At(stage) => case.programme.stage(stage).map(|stage| stage.title.clone()),
        Place::Ended(end) => case.programme.ends.get(end).cloned(),
    }
}
