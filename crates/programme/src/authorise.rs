//! Who may do what. A [`Permit`] is the only way into a decision, and only [`authorise`] makes one.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use crate::ask::Ask;
use crate::command::Command;
use crate::language::{self, mechanism};
use crate::model::{Mechanism, Programme, Reach, Stage};
use crate::places::Places;
use crate::refusal::{self, Refusal};
use crate::state::{Application, Edition, Place};
use crate::time::Moment;
use crate::view::View;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who holds a role at a place of the organisation tree.
    Person {
        /// The person.
        person: String,
        /// The role that they act in.
        role: String,
        /// Their office or enterprise.
        place: String,
    },
    /// Somebody who is not signed in.
    Public,
    /// The clock.
    Clock,
}

/// What a command needs. A closed set: packs say which role has which, never what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// To manage the programme.
    Manage,
    /// To act in a stage.
    Act,
    /// To act for the enterprise itself.
    ActForOwn,
    /// To open an entry.
    Enter,
    /// To supply facts of authorities.
    Supply,
    /// To decide on a request not to evaluate an item.
    JudgeRequest,
    /// To object to what is on public notice.
    Object,
    /// To change a register.
    Register,
    /// To say that time has passed.
    Clock,
}

/// A command that may be done, by whom, in which stage.
#[derive(Clone, Debug)]
pub struct Permit<'v> {
    command: Command,
    by: By,
    stage: Option<&'v Stage>,
}

impl<'v> Permit<'v> {
    /// The stage that the command is about; none for those about the whole programme.
    #[must_use]
    pub fn stage(&self) -> Option<&'v Stage> {
        self.stage
    }

    /// Takes the permit apart: what to do, by whom, in which stage.
    pub(crate) fn into_parts(self) -> (Command, By, Option<&'v Stage>) {
        (self.command, self.by, self.stage)
    }
}

/// How events call whoever is not signed in.
const PUBLIC: &str = "public";

/// The person who acts, as events record it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct By {
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) place: String,
}

impl By {
    /// Whether they are signed in; everybody else is known by what they leave alone.
    pub(crate) fn is_known(&self) -> bool {
        self.person != PUBLIC
    }
}

/// Whether an actor may do a command on what the view shows.
pub fn authorise<'v>(
    actor: &Actor,
    command: Command,
    view: &View<'v>,
    now: Moment,
) -> Result<Permit<'v>, Refusal> {
    let (by, stage) = rights(actor, &command.ask(), view, now)?;
    Ok(Permit { command, by, stage })
}

/// Whether an actor has the right to what is asked on what the view shows: as whom, and in which stage.
pub(crate) fn rights<'v>(
    actor: &Actor,
    ask: &Ask,
    view: &View<'v>,
    now: Moment,
) -> Result<(By, Option<&'v Stage>), Refusal> {
    let stage = stage_of(ask, view)?;
    let roles = roles_for(ask, view, stage)?;
    let (person, role, place) = match actor {
        Actor::Person { person, role, place } => (person.as_str(), role.as_str(), place.as_str()),
        // who is not signed in acts in a role that reaches anyone
        Actor::Public => {
            let open = roles.iter().find(|role| reach(view.programme, role) == Reach::Anyone);
            (PUBLIC, open.copied().unwrap_or(PUBLIC), "")
        }
        Actor::Clock => ("clock", "clock", ""),
    };
    let is_clock = ask.capability() == Capability::Clock;
    if is_clock != matches!(actor, Actor::Clock) || (!is_clock && !roles.contains(&role)) {
        return Err(refusal::not_your_role(&titles(view.programme, &roles)));
    }
    if !is_clock {
        within_reach([person, role, place], view, now)?;
    }
    let panel = view.panel().map(|(_, panel)| panel);
    if ask.command == "declare"
        && let Some(panel) = panel
        && !panel.seats.iter().any(|seat| seat.expert == person)
    {
        return Err(refusal::out_of_reach(view.organisation.map_or("", |of| of.id.as_str())));
    }
    let by = By { person: person.to_string(), role: role.to_string(), place: place.to_string() };
    Ok((by, stage))
}

/// Refuses what is not within reach of somebody in a role at a place.
fn within_reach([person, role, place]: [&str; 3], view: &View<'_>, now: Moment) -> Result<(), Refusal> {
    match view.organisation {
        Some(of) if !reaches(reach(view.programme, role), person, role, place, &of.id, view, now) => {
            Err(refusal::out_of_reach(&of.id))
        }
        None if role == view.programme.managed_by && !leads(view, place, now) => {
            Err(refusal::out_of_reach(view.edition().map_or("", |of| of.id.as_str())))
        }
        _ => Ok(()),
    }
}

/// Whether what is asked is for somebody to do on what the view shows at some time, wherever that stands now. Whom it is
/// not for is told it as little as that it exists.
#[must_use]
pub fn does_ever(actor: &Actor, ask: &Ask, view: &View<'_>, now: Moment) -> bool {
    let Actor::Person { person, role, place } = actor else { return false };
    let begun = |of: &Application| view.programme.begun_by_authority(&of.entry).is_some();
    // what an authority began is never for the enterprise to take back
    if ask.command == "withdraw" && view.application().is_some_and(begun) {
        return false;
    }
    let named = |stage: &&Stage| ask.stage.as_ref().is_none_or(|name| *name == stage.id);
    let stages = view.programme.stages.iter().filter(|stage| takes(stage, ask.command));
    let mut stages: Vec<Option<&Stage>> = stages.filter(named).map(Some).collect();
    if ask.stage.is_none() {
        stages.push(None);
    }
    let does = |stage| roles_for(ask, view, stage).is_ok_and(|roles| roles.contains(&role.as_str()));
    stages.into_iter().any(does) && within_reach([person, role, place], view, now).is_ok()
}

/// Whether an office leads the edition: it opened it, or stands above the one that did. One that is still to be opened is
/// anybody's who manages the programme; one of which was not noted who opened it is led at the head of a tree alone.
#[must_use]
pub fn leads(view: &View<'_>, place: &str, now: Moment) -> bool {
    leads_as(view.edition(), view.places, place, now.date)
}

fn leads_as(edition: Option<&Edition>, places: &Places, place: &str, on: Date) -> bool {
    match edition.filter(|edition| edition.dates.is_some()) {
        None => true,
        Some(edition) if edition.place.is_empty() => places.parent(place, on).is_none(),
        Some(edition) => places.is_below(&edition.place, place, on),
    }
}

/// The roles that may move the organisation's record in a register to a state: those that keep both it and the state in
/// which the record stands.
fn keepers<'v>(register: &str, state: &str, view: &View<'v>) -> Result<Vec<&'v str>, Refusal> {
    let unknown = || refusal::unknown_name(&Text::new("登记簿", "register"), register);
    let rules = view.programmes.register(register).ok_or_else(unknown)?;
    let held = view.records.get(register).and_then(|record| record.held());
    let states = [Some(state), held.map(|held| held.state.as_str())];
    let kept = |role: &str| {
        let mut states = states.iter().flatten().filter_map(|state| rules.states.get(*state));
        states.all(|state| state.by.is_empty() || state.by.iter().any(|by| by == role))
    };
    Ok(rules.entered_by.iter().map(String::as_str).filter(|role| kept(role)).collect())
}

/// The roles that have what is asked.
pub(crate) fn roles_for<'v>(
    ask: &Ask,
    view: &View<'v>,
    stage: Option<&'v Stage>,
) -> Result<Vec<&'v str>, Refusal> {
    let programme = view.programme;
    let all = |roles: &'v [String]| roles.iter().map(String::as_str).collect();
    Ok(match ask.capability() {
        Capability::Manage => Vec::from([programme.managed_by.as_str()]),
        Capability::Act if matches!(ask.command, "enlist" | "delist") => {
            stage.map(listers).unwrap_or_default()
        }
        Capability::Act => stage.map(|stage| all(&stage.by)).unwrap_or_default(),
        Capability::ActForOwn => {
            let roles = programme.roles.iter().filter(|(_, role)| role.reach == Reach::Own);
            roles.map(|(id, _)| id.as_str()).collect()
        }
        Capability::Enter => {
            let name = ask.entry.as_deref().unwrap_or_default();
            match programme.entries.get(name) {
                Some(entry) => Vec::from([entry.opened_by.as_str()]),
                None => return Err(refusal::unknown_name(&Text::new("进入方式", "entry"), name)),
            }
        }
        Capability::Supply => all(&programme.given_by),
        Capability::JudgeRequest => {
            let item = ask.item.as_deref().unwrap_or_default();
            let approved_by =
                view.standard().and_then(|standard| standard.item(item)?.not_evaluated.as_ref());
            let unknown = || {
                refusal::unknown_name(
                    &Text::new("可不参评的评价项", "item that may be left unevaluated"),
                    item,
                )
            };
            Vec::from([approved_by.ok_or_else(unknown)?.approved_by.as_str()])
        }
        Capability::Object => match stage.map(|stage| &stage.mechanism) {
            Some(Mechanism::Notice { objection_by, .. }) => all(objection_by),
            _ => Vec::new(),
        },
        Capability::Register => match &ask.record {
            Some((register, state)) => keepers(register, state, view)?,
            None => Vec::new(),
        },
        Capability::Clock => Vec::new(),
    })
}

/// The roles that put applications on the list of a stage and take them off it.
fn listers(stage: &Stage) -> Vec<&str> {
    let roles = match &stage.mechanism {
        Mechanism::List { listed_by, .. } if !listed_by.is_empty() => listed_by,
        _ => &stage.by,
    };
    roles.iter().map(String::as_str).collect()
}

/// The stage that is asked about: one that is named, or the one in which the application stands, which must be of a
/// mechanism that takes the command.
pub(crate) fn stage_of<'v>(ask: &Ask, view: &View<'v>) -> Result<Option<&'v Stage>, Refusal> {
    if let Some(name) = &ask.stage {
        let found = view.programme.stage(name).filter(|stage| stage.of_edition && takes(stage, ask.command));
        let unknown = || refusal::unknown_name(&Text::new("整届的阶段", "stage of the edition"), name);
        return found.map(Some).ok_or_else(unknown);
    }
    match ask.command {
        "recommend" | "take_back" => {
            let mut stages = view.programme.stages.iter();
            Ok(stages.find(|stage| matches!(stage.mechanism, Mechanism::Recommend { .. })))
        }
        "open_edition" | "reschedule" | "close_edition" | "enter_record" | "correct_record"
        | "confirm_record" | "return_record" => Ok(None),
        // a request is judged and entries are opened again wherever the application stands
        "judge_request" | "reopen" => Ok(view.stage()),
        name if language::MECHANISMS.iter().any(|of| of.commands.contains(&name)) => {
            at_stage(ask, view).map(Some)
        }
        _ => Ok(view.stage()),
    }
}

/// Whether the mechanism of a stage takes a command.
pub(crate) fn takes(stage: &Stage, name: &str) -> bool {
    mechanism(stage.mechanism.name()).is_some_and(|mechanism| mechanism.commands.contains(&name))
}

fn at_stage<'v>(ask: &Ask, view: &View<'v>) -> Result<&'v Stage, Refusal> {
    let name = ask.command;
    if let Some(stage) = view.stage().filter(|stage| takes(stage, name)) {
        return Ok(stage);
    }
    let application =
        view.application().ok_or_else(|| refusal::unknown_name(&Text::new("申报", "application"), ""))?;
    let wanted: Vec<&Stage> = view.programme.stages.iter().filter(|stage| takes(stage, name)).collect();
    if ask.visit
        && let Some(done) = wanted.iter().find(|stage| stage.once_per_filing && visited(view, stage))
    {
        return Err(refusal::second_visit(&done.title));
    }
    if let Some(waiting) = waits(view, application) {
        return Err(waiting);
    }
    let stands = match &application.place {
        Place::At(stage) => view.programme.stage(stage).map(|stage| stage.title.clone()),
        Place::Ended(end) => view.programme.ends.get(end).cloned(),
    };
    let titles = Text::join(wanted.iter().map(|stage| &stage.title), ["、", ", "]);
    Err(refusal::wrong_stage(&stands.unwrap_or_default(), &titles))
}

/// Whether the visit of a stage is on record.
fn visited(view: &View<'_>, stage: &Stage) -> bool {
    let sealed = view.filing.into_iter().flat_map(|filing| filing.sealed.values()).flat_map(|of| of.values());
    sealed.into_iter().any(|sealed| sealed.stage == stage.id && sealed.visit.is_some())
}

/// What the application waits for where it stands, if others have to do something there.
fn waits(view: &View<'_>, application: &Application) -> Option<Refusal> {
    let stage = view.stage()?;
    match &stage.mechanism {
        Mechanism::Clear { .. } => {
            let pending = pending_units(stage, application);
            Some(refusal::clearance_pending(&titles(view.programme, &pending)))
        }
        Mechanism::Panel { .. } => {
            let seats = &view.panel()?.1.seats;
            let open = seats.iter().filter(|seat| !seat.declared).count();
            (open > 0).then(|| refusal::declarations_open(open))
        }
        Mechanism::Exchange => {
            let open = application.suggestions.iter().filter(|suggestion| !suggestion.settled).count();
            (open > 0).then(|| refusal::suggestion_open(open))
        }
        Mechanism::Notice { .. } => {
            let open = application.open_objections().count();
            (open > 0).then(|| refusal::objection_open(open))
        }
        _ => None,
    }
}

/// The units of a clearance that have not agreed.
pub(crate) fn pending_units<'v>(stage: &'v Stage, application: &Application) -> Vec<&'v str> {
    let answers = application.clearances.get(&stage.id);
    let agreed = |unit: &str| answers.and_then(|of| of.get(unit)).is_some_and(|answer| answer.agreed);
    stage.by.iter().map(String::as_str).filter(|unit| !agreed(unit)).collect()
}

/// How far a role reaches; one that the programme does not declare reaches its own organisation alone.
pub(crate) fn reach(programme: &Programme, role: &str) -> Reach {
    programme.roles.get(role).map_or(Reach::Own, |role| role.reach)
}

/// Whether a role reaches an organisation.
pub(crate) fn reaches(
    reach: Reach,
    person: &str,
    role: &str,
    place: &str,
    organisation: &str,
    view: &View<'_>,
    now: Moment,
) -> bool {
    match reach {
        Reach::Own => place == organisation,
        Reach::Subtree => view.places.is_below(organisation, place, now.date),
        Reach::Assigned => {
            let applications = view.filing.into_iter().flat_map(|filing| filing.applications.values());
            let mut seats = applications.filter_map(|of| of.panel.as_ref()).flat_map(|panel| &panel.seats);
            seats.any(|seat| seat.expert == person)
        }
        Reach::Recommended => {
            let own = view.edition().and_then(|edition| edition.recommender(organisation));
            own.is_none_or(|unit| unit == place)
        }
        Reach::Cleared => {
            let clears = |stage: &&Stage| {
                matches!(stage.mechanism, Mechanism::Clear { .. }) && stage.by.iter().any(|unit| unit == role)
            };
            let here = |stage: &Stage| {
                view.application().is_some_and(|of| of.is_at(&stage.id) || of.passed.contains(&stage.id))
            };
            // a desk answers for the enterprises below its own office alone
            view.places.is_below(organisation, place, now.date)
                && view.programme.stages.iter().filter(clears).any(here)
        }
        Reach::Anyone => true,
    }
}

/// The titles of roles, for a sentence.
pub(crate) fn titles(programme: &Programme, roles: &[&str]) -> Text {
    let roles = roles.iter().filter_map(|role| programme.roles.get(*role));
    Text::join(roles.map(|role| &role.title), ["、", ", "])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Offices of one tree, and which of them lead an edition.
    fn leaders(opened: bool, by: &str) -> Vec<&'static str> {
        let day = Date::read("2026-06-01").unwrap();
        let mut places = Places::default();
        for (node, under) in [("east", "city"), ("town", "east"), ("west", "city")] {
            places.hang(node, under, Date::FIRST).unwrap();
        }
        let mut edition = Edition::new("stars", "2026");
        edition.dates = opened.then_some((2025, day));
        edition.place = by.into();
        let leads = |place: &&str| leads_as(Some(&edition), &places, place, day);
        ["city", "east", "west", "town"].into_iter().filter(leads).collect()
    }

    #[test]
    fn an_edition_is_led_from_where_it_was_opened_and_above_and_an_old_one_from_the_head_alone() {
        assert_eq!(leaders(true, "east"), ["city", "east"]);
        assert_eq!(leaders(true, ""), ["city"], "it was not noted who opened it");
        assert_eq!(leaders(false, ""), ["city", "east", "west", "town"], "it is still to be opened");
    }
}
