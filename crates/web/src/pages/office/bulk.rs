//! One command on many applications of a stage: chosen from the list, confirmed, and done behind the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::accounts::SignedInPerson;
use duheng_app::jobs::{BULK, NewJob};
use duheng_app::public::Show;
use duheng_app::work::{ApplicationRow, WorkFilter};
use duheng_programme::language::MECHANISMS;
use duheng_programme::model::Reach;

use super::applications::{case_of, filter_of};
use crate::address::encoded;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::pages::case::brief::points;
use crate::pages::case::grounds::ranks;
use crate::pages::case::scene::{Scene, hidden, name_of};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How many applications are listed to be chosen from; of more all are done.
const LISTED: u64 = 200;

/// What can be done on an application now.
#[derive(Default)]
struct Possible {
    commands: BTreeSet<&'static str>,
    /// Why the rest cannot, in words.
    why: String,
}

#[derive(Template)]
#[template(path = "office/bulk.html")]
struct BulkPage {
    frame: Frame,
    scene: Scene,
    stage: String,
    rows: Vec<ApplicationRow>,
    /// How each stands, where it is decided on, by code.
    standings: BTreeMap<String, String>,
    /// What can be done on each now, by code.
    possible: BTreeMap<String, Possible>,
    /// Whether there are more than are listed.
    more: bool,
    form: Form,
}

impl BulkPage {
    fn title(&self) -> String {
        let title = self.scene.programme().map(|programme| self.frame.pick(&programme.title));
        format!("{} {}", title.unwrap_or_default(), self.scene.target.edition)
    }

    fn stage_title(&self) -> String {
        let stage = self.scene.programme().and_then(|programme| programme.stage(&self.stage));
        stage.map(|stage| self.frame.pick(&stage.title).to_owned()).unwrap_or_default()
    }

    fn commands(&self) -> Vec<(&'static str, String)> {
        let found = commands(&self.scene, &self.stage).into_iter();
        let named = |command| match self.more {
            true => name_of(&self.frame, command),
            false => {
                let (name, count) = (name_of(&self.frame, command), self.count(command).to_string());
                self.frame.with2("bulk-possible", "command", &name, "count", &count)
            }
        };
        found.map(|command| (command, named(command))).collect()
    }

    /// On how many of those listed a command can be done now.
    fn count(&self, command: &str) -> usize {
        self.possible.values().filter(|possible| possible.commands.contains(command)).count()
    }

    /// The command for which applications are chosen at first: the first that can be done on any.
    fn first(&self) -> &'static str {
        let found = commands(&self.scene, &self.stage);
        let first = found.iter().find(|command| self.count(command) > 0).or(found.first());
        first.copied().unwrap_or_default()
    }

    /// Whether an application is chosen: those on which the first command can be done are, until a form is sent.
    fn is_chosen(&self, row: &ApplicationRow) -> bool {
        let uscc = &row.enterprise.uscc;
        match self.form.fields.get("sent").is_empty() {
            true => self.possible.get(uscc).is_some_and(|possible| possible.commands.contains(self.first())),
            false => self.form.chosen("application", uscc),
        }
    }

    /// Why the first command cannot be done on an application; nothing where it can.
    fn why_not(&self, row: &ApplicationRow) -> Option<String> {
        let (possible, first) = (self.possible.get(&row.enterprise.uscc)?, self.first());
        match (possible.commands.contains(first), possible.why.is_empty()) {
            (true, _) => None,
            (false, true) => Some(self.frame.with("bulk-not-now", "command", name_of(&self.frame, first))),
            (false, false) => Some(possible.why.clone()),
        }
    }

    fn case_of(&self, row: &ApplicationRow) -> String {
        case_of(&self.scene, row)
    }

    /// Points and grade as computed, and whether a proposal waits.
    fn told(&self, row: &ApplicationRow) -> Option<&str> {
        self.standings.get(&row.enterprise.uscc).map(String::as_str)
    }

    fn most(&self) -> u64 {
        LISTED
    }

    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// The commands that can be done on many applications of a stage; none in a role that reaches no more than its own.
pub(super) fn commands(scene: &Scene, stage: &str) -> Vec<&'static str> {
    let role = scene.programme().and_then(|programme| programme.roles.get(&scene.look.role));
    if role.is_none_or(|role| role.reach != Reach::Subtree) {
        return Vec::new();
    }
    // what a closed edition did not finish goes no further
    if scene.edition.as_ref().is_some_and(|edition| edition.closed) {
        return Vec::new();
    }
    let stage = scene.programme().and_then(|programme| programme.stage(stage));
    let name = stage.map_or("", |stage| stage.mechanism.name());
    let mechanism = MECHANISMS.iter().find(|mechanism| mechanism.name == name);
    let own = mechanism.map_or(&[] as &[&str], |mechanism| mechanism.commands);
    own.iter().copied().filter(|command| BULK.contains(command)).collect()
}

async fn page(
    site: &Site,
    frame: Frame,
    person: &SignedInPerson,
    which: &(String, String),
    form: Form,
) -> Result<BulkPage, Trouble> {
    let (scene, _) = Scene::of_edition(site, person, which, &form.fields).await?;
    let stage = form.fields.tidy("stage");
    if commands(&scene, &stage).is_empty() {
        return Err(Trouble::NotFound);
    }
    let filter = WorkFilter { stage: Some(stage.clone()), ..filter_of(&scene, &Fields::default()) };
    let show = Show { most: LISTED, after: None };
    let found = site.app.applications(person, &scene.look.role, &filter, &show).await.map_err(hidden)?;
    let (mut standings, mut possible) = (BTreeMap::new(), BTreeMap::new());
    let more = found.next.is_some();
    for row in &found.rows {
        let mut waits = false;
        if commands(&scene, &stage).contains(&"approve")
            && let Some((told, proposed)) = told(site, &frame, person, &scene, row).await?
        {
            standings.insert(row.enterprise.uscc.clone(), told);
            waits = proposed;
        }
        if !more {
            let mut of = can_do(site, &frame, person, &scene, &stage, row).await?;
            // what waits for approval is not proposed again with many others
            of.commands.retain(|command| *command != "propose" || !waits);
            possible.insert(row.enterprise.uscc.clone(), of);
        }
    }
    Ok(BulkPage { frame, scene, stage, standings, possible, more, rows: found.rows, form })
}

/// What can be done on an application of those commands that its stage takes from many, and why the rest cannot.
async fn can_do(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    scene: &Scene,
    stage: &str,
    row: &ApplicationRow,
) -> Result<Possible, Trouble> {
    let look = &scene.look;
    let dossier =
        site.app.dossier(person, &look.role, Some(&look.place), &row.target).await.map_err(hidden)?;
    let taken = commands(scene, stage);
    let mut possible = Possible::default();
    for opening in dossier.openings.iter().filter(|opening| taken.contains(&opening.ask.command)) {
        match &opening.blocked {
            None => {
                possible.commands.insert(opening.ask.command);
            }
            Some(refusal) => possible.why = scene.named_in(frame, &refusal.message),
        }
    }
    Ok(possible)
}

/// How an application stands by the standard, in words, and whether a proposal waits.
async fn told(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    scene: &Scene,
    row: &ApplicationRow,
) -> Result<Option<(String, bool)>, Trouble> {
    let look = &scene.look;
    let around = site.app.surroundings(person, &look.role, Some(&look.place), &row.target);
    let around = around.await.map_err(hidden)?;
    let Some(standing) = around.standing else { return Ok(None) };
    let grade = |code: &str| frame.pick(&scene.grade(code)).to_owned();
    let told = frame.with2("bulk-told", "points", &points(&standing.total), "grade", &grade(&standing.grade));
    let told = match &standing.ranking {
        Some(of) => format!("{told} · {}", ranks(frame, of)),
        None => told,
    };
    let told = match around.unproved.len() {
        0 => told,
        count => format!("{told} · {}", frame.with("bulk-unproved", "count", count)),
    };
    let proposed = around.proposed.is_some();
    let told = match around.proposed {
        Some(of) => format!("{told} · {}", frame.with("bulk-proposed", "grade", grade(&of))),
        None => told,
    };
    Ok(Some((told, proposed)))
}

/// `GET /editions/{programme}/{edition}/bulk`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let mut form = Form::new(person.csrf().to_owned());
    form.fields = Fields::read(&query.unwrap_or_default());
    // the address that the form is sent to, opened without its stage
    if form.fields.tidy("stage").is_empty() {
        let place = format!("/editions/{}/{}", encoded(&which.0), encoded(&which.1));
        return Ok(Redirect::to(&place).into_response());
    }
    page(&site, frame, &person, &which, form).await?.show(StatusCode::OK)
}

/// `POST /editions/{programme}/{edition}/bulk`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut page = page(&site, frame, &person, &which, Form::sent(fields)).await?;
    let chosen = page.form.fields.all("application").filter(|code| !code.is_empty());
    let chosen: BTreeSet<String> = chosen.map(str::to_owned).collect();
    let command = page.form.fields.tidy("command");
    if !page.commands().iter().any(|(name, _)| *name == command) {
        page.form.mistake("command", page.frame.t("bulk-what-missing"));
    }
    if chosen.is_empty() && !page.more {
        page.form.mistake("application", page.frame.t("bulk-which-missing"));
    }
    if page.form.fields.get("sure").is_empty() {
        page.form.mistake("sure", page.frame.t("bulk-sure-missing"));
    }
    if page.form.is_wrong() {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let new = NewJob {
        role: page.scene.look.role.clone(),
        place: page.scene.look.place.clone(),
        programme: page.scene.target.programme.clone(),
        edition: page.scene.target.edition.clone(),
        stage: page.stage.clone(),
        command,
        chosen: if page.more { BTreeSet::new() } else { chosen },
    };
    match site.app.begin_job(&person, &new).await {
        Ok(id) => Ok(Redirect::to(&format!("/jobs/{id}")).into_response()),
        Err(failure) => {
            page.form.refuse(&page.frame, failure)?;
            page.show(StatusCode::CONFLICT)
        }
    }
}
