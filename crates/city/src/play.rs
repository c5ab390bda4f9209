//! The plots are played: every step of every enterprise and office in the order of time, each as a command of somebody.

mod agenda;
mod papers;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duheng_app::outside::DrivenClock;
use duheng_app::{App, Failure, InstalledPack, Target, Vouched};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::Actor;
use duheng_programme::command::{Command, FilingCommand, read_command};
use duheng_programme::event::{EditionEvent, Event, FilingEvent, Whose};
use duheng_programme::model::{Mechanism, Programme, Reach};
use duheng_programme::refusal::Refusal;
use duheng_programme::walk::{Cases, arguments};

use crate::claims;
use crate::data::City;
use crate::people::{Inhabitants, Settled};
use crate::plot::{Deed, Plot, Step};
use crate::reviews::OpenReview;
use crate::time::later;
use crate::trouble::Trouble;
use crate::{Plan, Progress};
use agenda::{Turn, agenda};

/// How many steps are played between two words about it, and between two turns of the sequencer.
const PAUSE: usize = 400;

/// What was played.
#[derive(Debug, Default)]
pub(crate) struct Played {
    pub(crate) done: usize,
    pub(crate) skipped: usize,
    /// Reviews that wait for their experts, in order.
    pub(crate) reviews: Vec<OpenReview>,
}

/// An application: the place of its enterprise, its edition and its programme.
type Application = (usize, String, String);

struct Player<'p> {
    app: &'p App,
    plan: &'p Plan,
    data: &'p City,
    plots: &'p [Plot],
    packs: &'p [Arc<InstalledPack>],
    city: &'p Inhabitants,
    /// The stage of each application that goes on.
    stages: BTreeMap<Application, String>,
    /// Who sits on the panel of an enterprise in an edition.
    seats: BTreeMap<(usize, String), Vec<String>>,
    /// Who stands on a list of an edition: edition and stage.
    lists: BTreeMap<(String, String), Vec<String>>,
    /// Who was accepted last, by edition.
    accepted: BTreeMap<String, Vec<String>>,
    /// Who has sealed, by enterprise, edition and stage.
    sealed: BTreeSet<(usize, String, String, String)>,
    /// Enterprises that have left the way.
    left: Vec<bool>,
    /// What enterprises state in an edition, for as long as it is needed.
    files: BTreeMap<(usize, String), Files>,
}

/// Facts files by the names of standards.
type Files = Vec<(String, Node)>;

/// Plays all plots.
#[expect(
    clippy::too_many_arguments,
    reason = "where, when, by what plan, what, by which rules, by whom, and who is told"
)]
pub(crate) async fn play(
    app: &App,
    clock: &DrivenClock,
    plan: &Plan,
    data: &City,
    plots: &[Plot],
    packs: &[Arc<InstalledPack>],
    city: &Inhabitants,
    tell: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Played, Trouble> {
    let turns = agenda(plan, plots, city)?;
    let mut player = Player {
        app,
        plan,
        data,
        plots,
        packs,
        city,
        stages: BTreeMap::new(),
        seats: BTreeMap::new(),
        lists: BTreeMap::new(),
        accepted: BTreeMap::new(),
        sealed: BTreeSet::new(),
        left: vec![false; city.firms.len()],
        files: BTreeMap::new(),
    };
    let mut played = Played::default();
    for (number, turn) in turns.iter().enumerate() {
        if number % PAUSE == 0 {
            tell(&Progress { what: Text::new("办理步骤", "steps"), done: number, of: turns.len() });
            app.sequence("city").await?;
        }
        clock.set(turn.at);
        player.turn(turn, &mut played).await?;
    }
    tell(&Progress { what: Text::new("办理步骤", "steps"), done: turns.len(), of: turns.len() });
    played.reviews = player.open_reviews();
    Ok(played)
}

impl<'p> Player<'p> {
    async fn turn(&mut self, turn: &Turn<'p>, played: &mut Played) -> Result<(), Trouble> {
        let Some(firm) = turn.firm else {
            let each = self.each(turn);
            for organisation in &each {
                self.does(turn, organisation.as_deref()).await?;
            }
            // a step about several applications is one step, and one about none was not needed
            *(if each.is_empty() { &mut played.skipped } else { &mut played.done }) += 1;
            return Ok(());
        };
        if !self.is_due(turn, firm) {
            played.skipped += 1;
            return Ok(());
        }
        let id = self.settled(firm)?.id.clone();
        self.does(turn, Some(&id)).await?;
        played.done += 1;
        Ok(())
    }

    /// Whether a step of an enterprise makes sense now: its application is in the stage, and it has not left the way.
    fn is_due(&mut self, turn: &Turn<'p>, firm: usize) -> bool {
        let key = (firm, turn.edition.clone(), turn.programme.to_owned());
        let main = (firm, turn.edition.clone(), turn.plot.programme.clone());
        let stage = self.stages.get(&key);
        if turn.on_way {
            let stops = turn.stop.is_some() && self.stages.get(&main).map(String::as_str) == turn.stop;
            if let Some(left) = self.left.get_mut(firm) {
                *left |= stops;
                if *left {
                    return false;
                }
            }
        }
        let own = (firm, turn.home.clone(), turn.plot.programme.clone());
        let holding = self.stages.get(&own).map(String::as_str);
        if turn.step.holding.is_some() && turn.step.holding.as_deref() != holding {
            return false;
        }
        turn.step.within.as_deref().is_none_or(|within| stage.is_some_and(|stage| stage == within))
    }

    /// The enterprises that a step of an office is about; none stands for the edition itself.
    fn each(&self, turn: &Turn<'p>) -> Vec<Option<String>> {
        let Some(most) = turn.step.each else { return vec![None] };
        let accepted = self.accepted.get(&turn.edition).into_iter().flatten();
        accepted.take(most).map(|organisation| Some(organisation.clone())).collect()
    }

    fn settled(&self, firm: usize) -> Result<&'p Settled, Trouble> {
        let found = self.city.firms.get(firm);
        found.ok_or_else(|| Trouble::Data(format!("there is no enterprise {firm}")))
    }

    async fn does(&mut self, turn: &Turn<'p>, organisation: Option<&str>) -> Result<(), Trouble> {
        let first = self.act(turn, &turn.step.deed, organisation).await?;
        let done = match (first, &turn.step.otherwise) {
            (Err(_), Some(otherwise)) => self.act(turn, otherwise, organisation).await?,
            (first, _) => first,
        };
        match done {
            Ok(events) => {
                self.happened(turn, &events);
                Ok(())
            }
            Err(refusal) => Err(Trouble::Refused { step: told(turn), refusal: Box::new(refusal) }),
        }
    }

    async fn act(
        &mut self,
        turn: &Turn<'p>,
        deed: &Deed,
        organisation: Option<&str>,
    ) -> Result<Result<Vec<Event>, Refusal>, Trouble> {
        let programme = self.programme(turn)?;
        let actor = self.actor(turn, &turn.step.by, programme)?;
        let with = words::said(&deed.with, &self.context(turn)?);
        let key = (turn.firm.unwrap_or_default(), turn.edition.clone());
        if with.get("case").is_some() && !self.files.contains_key(&key) {
            let files = self.stated(turn)?;
            self.files.insert(key.clone(), files);
        }
        let files = self.files.get(&key).into_iter().flatten();
        let cases: Cases<'_> = files.map(|(name, node)| (name.clone(), node)).collect();
        let with = match deed.name.as_str() {
            "fill_in" => arguments("submit", &with, "", &cases),
            name => arguments(name, &with, "", &cases),
        };
        let about_edition = turn.firm.is_none() && turn.step.each.is_none();
        let target = Target {
            programme: programme.id.clone(),
            edition: turn.edition.clone(),
            organisation: organisation.filter(|_| !about_edition).map(str::to_owned),
        };
        let by = Vouched::rehearsal(actor);
        let done = match deed.name.as_str() {
            // as the page does it, so that people can go on from there
            "commit_draw" => self.app.commit_draw(&by, &target).await,
            "draw" => self.app.draw_panel(&by, &target).await,
            "fill_in" => return self.fills_in(turn, &by, &target, &with).await,
            name => {
                let mut command = read_command(name, &with, organisation).map_err(|findings| {
                    let first = findings.first().map(|finding| finding.message.en.clone());
                    Trouble::Data(format!("{} cannot be read: {}", told(turn), first.unwrap_or_default()))
                })?;
                if let Command::Filing(FilingCommand::Submit(submission)) = &mut command {
                    match self.hands_in(turn, &by, &target, submission).await {
                        Err(Failure::Refused(refusal)) => return Ok(Err(refusal)),
                        handed => handed?,
                    }
                }
                self.app.act(&by, &target, command).await
            }
        };
        match done {
            Ok(receipt) => Ok(Ok(receipt.events)),
            Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
            Err(Failure::Broken(fault)) => Err(fault.into()),
        }
    }

    fn pack(&self, turn: &Turn<'p>) -> Result<&'p InstalledPack, Trouble> {
        let at = self.plots.iter().position(|plot| plot.pack == turn.plot.pack).unwrap_or_default();
        let found = self.packs.get(at).map(Arc::as_ref);
        found.ok_or_else(|| Trouble::Data(format!("the pack `{}` is not installed", turn.plot.pack)))
    }

    fn programme(&self, turn: &Turn<'p>) -> Result<&'p Programme, Trouble> {
        let found = self.pack(turn)?.programmes.programme(turn.programme);
        found.ok_or_else(|| Trouble::Data(format!("there is no programme `{}`", turn.programme)))
    }

    /// The reviews that wait for experts, in the order of their enterprises.
    fn open_reviews(&self) -> Vec<OpenReview> {
        let mut found = Vec::new();
        for ((firm, edition, programme), stage) in &self.stages {
            let mut known = self.packs.iter().filter_map(|pack| pack.programmes.programme(programme));
            let Some(rules) = known.next() else { continue };
            let Some(stage) = rules.stage(stage) else { continue };
            if !matches!(stage.mechanism, Mechanism::Assess { .. }) {
                continue;
            }
            let assigned =
                |role: &&String| rules.roles.get(*role).is_some_and(|of| of.reach == Reach::Assigned);
            let (Some(role), Some(settled)) = (stage.by.iter().find(assigned), self.city.firms.get(*firm))
            else {
                continue;
            };
            for expert in self.seats.get(&(*firm, edition.clone())).into_iter().flatten() {
                let sealed = (*firm, edition.clone(), stage.id.clone(), expert.clone());
                if !self.sealed.contains(&sealed) {
                    let target = Target {
                        programme: programme.clone(),
                        edition: edition.clone(),
                        organisation: Some(settled.id.clone()),
                    };
                    found.push(OpenReview { expert: expert.clone(), role: role.clone(), target });
                }
            }
        }
        found
    }

    /// What an enterprise states in this edition.
    fn stated(&self, turn: &Turn<'p>) -> Result<Files, Trouble> {
        let Some(firm) = turn.firm else { return Ok(Vec::new()) };
        let as_of = later(turn.begins, turn.of.as_of)?;
        let firm = &self.settled(firm)?.firm;
        claims::files(turn.plot, self.pack(turn)?, firm, as_of, turn.begins.year() - 1)
    }

    fn context<'c>(&'c self, turn: &'c Turn<'p>) -> Result<words::Context<'c>, Trouble> {
        let firm = turn.firm.map(|firm| self.settled(firm)).transpose()?;
        Ok(words::Context {
            name: firm.map_or("", |settled| &settled.firm.name),
            begins: later(turn.begins, turn.delay)?,
            as_of: self.plan.as_of,
            edition: &turn.edition,
            reporting: turn.begins.year() - 1,
            lists: &self.lists,
        })
    }

    /// Who does a step.
    fn actor(&self, turn: &Turn<'p>, by: &str, programme: &Programme) -> Result<Actor, Trouble> {
        let nobody = || Trouble::Data(format!("{}: there is no `{by}`", told(turn)));
        let role = |reach: Reach| {
            let mut roles = programme.roles.iter();
            roles.find(|(_, role)| role.reach == reach).map(|(id, _)| id.clone())
        };
        let person = |person: &str, role: Option<String>, place: &str| {
            let role = role.ok_or_else(nobody)?;
            Ok(Actor::Person { person: person.to_owned(), role, place: place.to_owned() })
        };
        match (by, turn.firm) {
            ("public", _) => return Ok(Actor::Public),
            ("clock", _) => return Ok(Actor::Clock),
            ("firm", Some(firm)) => {
                let settled = self.settled(firm)?;
                return person(&settled.person, role(Reach::Own), &settled.id);
            }
            _ => {}
        }
        if let (Some(seat), Some(firm)) = (by.strip_prefix("seat-"), turn.firm) {
            let seat = seat.parse::<usize>().ok().and_then(|seat| seat.checked_sub(1)).ok_or_else(nobody)?;
            let seats = self.seats.get(&(firm, turn.edition.clone()));
            let expert = seats.and_then(|seats| seats.get(seat)).ok_or_else(nobody)?;
            let reviewer = self.city.experts.get(expert).ok_or_else(nobody)?;
            return person(expert, role(Reach::Assigned), &reviewer.organisation);
        }
        let alike: Vec<_> = self.city.holders.iter().filter(|holder| holder.alias == by).collect();
        // of several the one of the enterprise's own town or county, else each in turn
        let home = turn.firm.map(|firm| self.settled(firm)).transpose()?.map(|settled| &settled.firm.home);
        let above = home.and_then(|home| self.city.above.get(home));
        let near = alike.iter().find(|holder| above.is_some_and(|above| above.contains(&holder.at)));
        let number = turn.firm.unwrap_or_default();
        let holder = near.or_else(|| alike.get(number % alike.len().max(1))).ok_or_else(nobody)?;
        person(&holder.person, Some(holder.role.clone()), &holder.at)
    }

    /// Notes where applications are after an act.
    fn happened(&mut self, turn: &Turn<'p>, events: &[Event]) {
        for event in events {
            match event {
                Event::Filing(Whose::This, event) => {
                    if let Some(firm) = turn.firm {
                        self.moved(firm, &turn.edition, event);
                    }
                }
                Event::Filing(Whose::Of(organisation), event) => {
                    if let Some(firm) = self.city.firms.iter().position(|firm| firm.id == *organisation) {
                        self.moved(firm, &turn.edition, event);
                    }
                }
                Event::Edition(EditionEvent::Enlisted { stage, organisation, .. }) => {
                    let list = self.lists.entry((turn.edition.clone(), stage.clone())).or_default();
                    list.push(organisation.clone());
                }
                Event::Edition(EditionEvent::ListDecided { accepted, .. }) => {
                    self.accepted.insert(turn.edition.clone(), accepted.clone());
                }
                Event::Filing(Whose::Previous, _) | Event::Edition(_) | Event::Record(..) => {}
            }
        }
    }

    fn moved(&mut self, firm: usize, edition: &str, event: &FilingEvent) {
        let key = |programme: &String| (firm, edition.to_owned(), programme.clone());
        match event {
            FilingEvent::Entered { programme, stage, .. } | FilingEvent::Reached { programme, stage } => {
                self.stages.insert(key(programme), stage.clone());
            }
            FilingEvent::Ended { programme, .. } => {
                self.stages.remove(&key(programme));
            }
            FilingEvent::Submitted { .. } => {
                // what has been submitted is needed no more; what assessors say of it is
                let files = self.files.get_mut(&(firm, edition.to_owned())).into_iter().flatten();
                files.for_each(|(_, file)| claims::forget(file));
            }
            FilingEvent::Drawn { seats, .. } => {
                self.seats.insert((firm, edition.to_owned()), seats.clone());
            }
            FilingEvent::Sealed { stage, assessor, .. } => {
                self.sealed.insert((firm, edition.to_owned(), stage.clone(), assessor.clone()));
            }
            FilingEvent::Replaced { expert, by, .. } => {
                let seats = self.seats.entry((firm, edition.to_owned())).or_default();
                seats.iter_mut().filter(|seat| *seat == expert).for_each(|seat| seat.clone_from(by));
            }
            _ => {}
        }
    }
}

/// A step in words, for whoever mends a plot.
fn told(turn: &Turn<'_>) -> String {
    let Step { by, deed, .. } = turn.step;
    let Turn { course, edition, day, .. } = turn;
    let firm = turn.firm.map(|firm| format!(" {}", firm + 1)).unwrap_or_default();
    format!("{} {edition} {course}{firm}: {day} {by} {}", turn.plot.pack, deed.name)
}
