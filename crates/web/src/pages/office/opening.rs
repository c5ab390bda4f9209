//! Opening an edition: its name, its days, the windows of its stages, by a pack that is named by version and hash.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::accounts::SignedInPerson;
use duheng_app::{Failure, Target};
use duheng_pack::calendar::Date;
use duheng_programme::command::{Command, EditionCommand, read_command};
use duheng_programme::refusal::Refusal;
use duheng_programme::{language, wrong_days};

use crate::address::{encoded, with_query};
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::pages::case::command::typed::{below, kept_in, typed_in};
use crate::pages::case::fields::{FormField, Input, fields_of, missing_in, refused_in, wrong_in};
use crate::pages::case::scene::{Scene, hidden};
use crate::pages::case::tree::Arguments;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// The name of the command.
const COMMAND: &str = "open_edition";

#[derive(Template)]
#[template(path = "office/opening.html")]
struct OpeningPage {
    frame: Frame,
    scene: Scene,
    fields: Vec<FormField>,
    form: Form,
    /// The year whose days stand in the form as proposed; none in a form that was sent.
    year: Option<i16>,
    /// The other years whose days can be proposed.
    years: Vec<i16>,
    /// Whether this is the page before it is opened.
    confirming: bool,
}

impl OpeningPage {
    /// The same form with the days of another year.
    fn of_year(&self, year: &i16) -> String {
        let (programme, place) = (self.scene.target.programme.as_str(), self.scene.look.place.as_str());
        with_query(
            "/editions/new",
            &[("programme", programme), ("place", place), ("year", &year.to_string())],
        )
    }

    /// What was typed, for checking.
    fn typed(&self) -> Vec<(String, String)> {
        let name = (self.frame.t("opening-name"), self.form.value("edition").to_owned());
        std::iter::once(name).chain(typed_in(&self.frame, &self.fields, &self.form)).collect()
    }

    /// All that was sent, to be sent again.
    fn kept(&self) -> Vec<(&str, &str)> {
        kept_in(&self.form)
    }

    fn title(&self) -> String {
        self.scene
            .programme()
            .map(|programme| self.frame.pick(&programme.title).to_owned())
            .unwrap_or_default()
    }

    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// The scene of an edition that is not there yet, for who may open one of the programme, with the names of those that are.
async fn scene(
    site: &Site,
    person: &SignedInPerson,
    asked: &Fields,
) -> Result<(Scene, Vec<String>), Trouble> {
    let editions = site.app.editions(person).await.map_err(hidden)?;
    let fits = |of: &&duheng_app::work::ToOpen| {
        of.programme == asked.get("programme")
            && (asked.get("place").is_empty() || of.place == asked.get("place"))
    };
    let to_open = editions.to_open.iter().find(fits).ok_or(Trouble::NotFound)?;
    let rules = site.app.rules(person, &to_open.programme, "").await.map_err(hidden)?;
    let programme = rules.programmes.programme(&to_open.programme).ok_or(Trouble::NotFound)?;
    let title = programme.roles.get(&to_open.role).map(|role| role.title.clone()).unwrap_or_default();
    let target =
        Target { programme: to_open.programme.clone(), edition: asked.tidy("edition"), organisation: None };
    let look = duheng_app::work::Look { role: to_open.role.clone(), title, place: to_open.place.clone() };
    let scene = Scene {
        target,
        uscc: None,
        look,
        rules,
        dossier: None,
        edition: None,
        windows: Default::default(),
        enterprises: Default::default(),
        computed: None,
        extensible: Vec::new(),
        openings: Vec::new(),
        needs_code: false,
        fixed: Default::default(),
    };
    Ok((scene, to_open.taken.clone()))
}

fn page(frame: Frame, scene: Scene, form: Form) -> Option<OpeningPage> {
    let kind = language::command(COMMAND)?;
    let fields = fields_of(&frame, kind, &scene);
    Some(OpeningPage { frame, scene, fields, form, year: None, years: Vec::new(), confirming: false })
}

/// The fields as their mistakes name them: that of the name too, and each day with the stage that it belongs to.
fn named(frame: &Frame, fields: &[FormField]) -> Vec<FormField> {
    let mut heading: Option<&FormField> = None;
    let mut found = vec![FormField {
        name: "edition".to_owned(),
        label: frame.t("opening-name"),
        hint: String::new(),
        required: true,
        input: Input::Line,
    }];
    for field in fields {
        match field.input {
            Input::Heading => heading = Some(field),
            _ => {
                let above = heading.filter(|of| field.name.starts_with(&format!("{}.", of.name)));
                found.push(FormField { label: below(frame, above, &field.label), ..field.clone() });
            }
        }
    }
    found
}

/// What is impossible in the days that were typed, all at once.
fn wrong_in_days(scene: &Scene, command: &Command, today: Date) -> Vec<Refusal> {
    match (command, scene.programme()) {
        (Command::Edition(EditionCommand::Open { year, as_of, windows, .. }), Some(programme)) => {
            wrong_days(programme, *year, *as_of, windows, today)
        }
        _ => Vec::new(),
    }
}

/// How many years from this one are looked at for one without an edition.
const YEARS: i16 = 10;

/// The usual days of the pack in this year, and a name that no edition has.
fn usual(scene: &Scene, year: i16, taken: &[String]) -> Fields {
    let others = (2..=taken.len() + 2).map(|number| format!("{year}-{number}"));
    let name = std::iter::once(year.to_string()).chain(others).find(|name| !taken.contains(name));
    let mut pairs =
        vec![("edition".to_owned(), name.unwrap_or_default()), ("year".to_owned(), (year - 1).to_string())];
    let stages = scene.programme().into_iter().flat_map(|programme| &programme.stages);
    for stage in stages {
        let window = stage.window(None, year);
        for (key, day) in [("opens", window.opens), ("closes", window.closes)] {
            pairs.extend(day.map(|day| (format!("windows.{}.{key}", stage.id), day.to_string())));
        }
    }
    Fields::of(pairs)
}

/// `GET /editions/new`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    // the address that the form is sent to, opened without its programme
    if asked.tidy("programme").is_empty() {
        return Ok(Redirect::to("/editions").into_response());
    }
    let (scene, taken) = scene(&site, &person, &asked).await?;
    let mut form = Form::new(person.csrf().to_owned());
    let this = site.app.today()?.year();
    // the year that was asked for, or the first from this one of which there is no edition
    let mut years: Vec<i16> = (this..this.saturating_add(YEARS)).collect();
    let free = years.iter().copied().find(|year| !taken.contains(&year.to_string())).unwrap_or(this);
    let year = asked.get("year").parse().ok().filter(|year| years.contains(year)).unwrap_or(free);
    form.fields = usual(&scene, year, &taken);
    years.retain(|other| *other != year && *other <= free.max(this.saturating_add(1)));
    let page = page(frame, scene, form).ok_or(Trouble::NotFound)?;
    OpeningPage { year: Some(year), years, ..page }.show(StatusCode::OK)
}

/// `POST /editions/new`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let (scene, _) = scene(&site, &person, &fields).await?;
    let mut form = Form::sent(fields);
    let name = scene.target.edition.clone();
    form.need("edition", frame.t("opening-name-missing"));
    let fits = |sign: char| sign.is_alphanumeric() || "-_.".contains(sign);
    if !name.is_empty() && (name.chars().count() > 20 || !name.chars().all(fits)) {
        form.mistake("edition", frame.t("opening-name-wrong"));
    }
    let kind = language::command(COMMAND).ok_or(Trouble::NotFound)?;
    let fields = fields_of(&frame, kind, &scene);
    for field in fields.iter().filter(|field| field.required) {
        if !matches!(field.input, Input::Heading) {
            form.need(&field.name, missing_in(&frame, field));
        }
    }
    let arguments = Arguments::of(kind, &form.fields);
    let command = match read_command(COMMAND, &arguments.node, None) {
        Ok(command) => Some(command),
        Err(findings) => {
            // what is missing was told in the words of the form
            for finding in findings.iter().filter(|finding| !arguments.field_of(finding).is_empty()) {
                let name = arguments.field_of(finding);
                let sentence = wrong_in(&frame, &fields, name, [&finding.message, &finding.help]);
                form.mistake(name, sentence);
            }
            None
        }
    };
    let named = named(&frame, &fields);
    let today = site.app.today()?;
    for refusal in command.iter().flat_map(|command| wrong_in_days(&scene, command, today)) {
        refused_in(&frame, &named, &refusal, &mut form);
    }
    form.in_order(named.iter().map(|field| field.name.as_str()));
    if !form.value("change").is_empty() {
        form.mistakes.clear();
        return page(frame, scene, form).ok_or(Trouble::NotFound)?.show(StatusCode::OK);
    }
    let Some(command) = command.filter(|_| !form.is_wrong()) else {
        return page(frame, scene, form).ok_or(Trouble::NotFound)?.show(StatusCode::UNPROCESSABLE_ENTITY);
    };
    let (role, place) = (scene.look.role.as_str(), Some(scene.look.place.as_str()));
    let confirming = form.value("confirmed").is_empty();
    let done = match confirming {
        true => site.app.try_as(&person, role, place, &scene.target, command).await,
        false => site.app.act_as(&person, role, place, &scene.target, command).await.map(|_| ()),
    };
    match done {
        Ok(()) if confirming => {
            let page = page(frame, scene, form).ok_or(Trouble::NotFound)?;
            OpeningPage { confirming, ..page }.show(StatusCode::OK)
        }
        Ok(()) => {
            let [programme, edition] = [&scene.target.programme, &name].map(|part| encoded(part));
            Ok(Redirect::to(&format!("/editions/{programme}/{edition}?did={COMMAND}")).into_response())
        }
        Err(failure) => {
            if let Failure::Refused(refusal) = &failure
                && refused_in(&frame, &named, refusal, &mut form)
            {
                let page = page(frame, scene, form).ok_or(Trouble::NotFound)?;
                return page.show(StatusCode::UNPROCESSABLE_ENTITY);
            }
            form.refuse(&frame, failure)?;
            page(frame, scene, form).ok_or(Trouble::NotFound)?.show(StatusCode::CONFLICT)
        }
    }
}
