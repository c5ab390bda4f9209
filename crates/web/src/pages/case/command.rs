//! The form of a command: made from the table of commands, checked, shown once more where others read it, done.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::accounts::SignedInPerson;
use duheng_app::public::Enterprise;
use duheng_app::work::Supplementing;
use duheng_app::{Failure, Target};
use duheng_pack::schema::Kind;
use duheng_programme::Opening;
use duheng_programme::command::{Command, read_command};

use super::ahead::ahead;
use super::brief::{Row, brief};
use super::closing::{compared, moved, unfinished};
use super::code;
use super::fields::{FormField, Input, exactly, fields_of, missing_in, refused_in, wrong_in};
use super::given;
use super::grounds::{Beside, beside};
use super::happens::happens;
use super::once_more::is_asked;
use super::over::{NotNow, instead};
use super::scene::{Scene, hidden};
use super::tree::{Arguments, scalar};
use super::unproved::Lacking;
use crate::address::{encoded, with_query};
use crate::forms::{Fields, Form, Posted, Refusing as _};
use crate::frame::{Frame, capital};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

mod page;
pub(crate) mod typed;

use page::{CommandPage, asks};

/// Commands that judge what was stated.
const JUDGED: [&str; 4] = ["check", "propose", "approve", "send_back"];

type OfCase = (String, String, String, String);
type OfEdition = (String, String, String);

/// Somebody at the form of a command.
struct At {
    site: Arc<Site>,
    frame: Frame,
    person: Arc<SignedInPerson>,
    scene: Scene,
    kind: &'static Kind,
    opening: Opening,
    year: i16,
    brief: Vec<Row>,
    beside: Beside,
    lacking: Lacking,
    supplement: Option<Supplementing>,
    happens: Option<String>,
}

impl At {
    async fn of_case(
        site: Arc<Site>,
        frame: Frame,
        person: Arc<SignedInPerson>,
        (programme, edition, uscc, command): OfCase,
        asked: &Fields,
    ) -> Result<Self, NotNow> {
        let which = (programme, edition, uscc);
        let (mut scene, _) = Scene::of_case(&site, &person, &which, asked).await?;
        let Some((opening, kind)) = scene.open(&command, asked) else {
            return Err(instead(&site, &frame, &person, &scene, (&command, asked)).await);
        };
        let around = site.app.surroundings(&person, &scene.look.role, Some(&scene.look.place), &scene.target);
        let around = around.await.map_err(hidden)?;
        let today = site.app.today()?;
        let pool = match kind.name {
            "commit_draw" | "draw" => {
                let pool =
                    site.app.draw_pool(&person, &scene.look.role, Some(&scene.look.place), &scene.target);
                pool.await.map_err(hidden)?
            }
            _ => None,
        };
        let brief = brief(&frame, &scene, &around, kind.name, today, pool.as_ref());
        let year = around.year.unwrap_or_default();
        let beside = beside(&site, &frame, &person, &scene, &around, &opening).await?;
        let lacking = match JUDGED.contains(&kind.name) {
            true => Lacking::of(&frame, &scene, &around),
            false => Lacking::default(),
        };
        let happens = happens(&frame, &scene, &around, kind.name, today);
        let supplement = around.supplement;
        let at = Self::bare(site, frame, person, scene, (opening, kind));
        Ok(Self { year, brief, beside, lacking, supplement, happens, ..at })
    }

    async fn of_edition(
        site: Arc<Site>,
        frame: Frame,
        person: Arc<SignedInPerson>,
        (programme, edition, command): OfEdition,
        asked: &Fields,
    ) -> Result<Self, NotNow> {
        let (mut scene, _) = Scene::of_edition(&site, &person, &(programme, edition), asked).await?;
        let Some((opening, kind)) = scene.open(&command, asked) else {
            return Err(instead(&site, &frame, &person, &scene, (&command, asked)).await);
        };
        let brief = match kind.name {
            "close_edition" | "freeze_cohort" | "reschedule" => {
                let Target { programme, edition, .. } = &scene.target;
                let look = &scene.look;
                let counts = site.app.edition_counts(&person, &look.role, &look.place, programme, edition);
                let counts = counts.await.map_err(hidden)?;
                match kind.name {
                    "close_edition" => unfinished(&frame, &scene, &counts),
                    "freeze_cohort" => compared(&frame, &scene, &counts),
                    _ => moved(&frame, &scene, &counts, asked.get("stage")),
                }
            }
            _ => Vec::new(),
        };
        Ok(Self { brief, ..Self::bare(site, frame, person, scene, (opening, kind)) })
    }

    /// With nothing beside the form.
    fn bare(
        site: Arc<Site>,
        frame: Frame,
        person: Arc<SignedInPerson>,
        scene: Scene,
        (opening, kind): (Opening, &'static Kind),
    ) -> Self {
        Self {
            site,
            frame,
            person,
            scene,
            kind,
            opening,
            year: 0,
            brief: Vec::new(),
            beside: Beside::default(),
            lacking: Lacking::default(),
            supplement: None,
            happens: None,
        }
    }

    /// The fields of the form.
    fn fields(&self, sent: &Fields) -> Vec<FormField> {
        match self.kind.name {
            "supply" => given::fields_of(&self.frame, &self.scene, self.year, sent),
            // the deployment makes the seed and keeps it
            "commit_draw" | "draw" => Vec::new(),
            _ => fields_of(&self.frame, self.kind, &self.scene),
        }
    }

    /// The pages of what is more than a form.
    fn elsewhere(&self) -> Option<String> {
        let pages = match self.kind.name {
            "submit" => "claims",
            // declaring comes before the items, on the same page
            "declare" | "seal" => "assess",
            _ => return None,
        };
        let uscc = self.scene.uscc.as_deref()?;
        let [programme, edition, uscc] =
            [self.scene.target.programme.as_str(), &self.scene.target.edition, uscc].map(encoded);
        Some(format!("/{pages}/{programme}/{edition}/{uscc}"))
    }

    fn page(self, form: Form, confirming: bool) -> CommandPage {
        let mut fields = self.fields(&form.fields);
        // how many are ticked of how many
        if form.is_wrong()
            && let Some(exactly) = exactly(&self.scene)
            && let Some(accept) = fields.iter_mut().find(|field| field.name == "accept")
        {
            let chosen = form.fields.all("accept").count().to_string();
            accept.hint = self.frame.with2("act-chosen", "found", &chosen, "count", &exactly.to_string());
        }
        let elsewhere = self.elsewhere();
        let ahead = match confirming {
            true => ahead(&self.frame, self.kind.name, &form.fields, self.supplement.as_ref()),
            false => Vec::new(),
        };
        let Self { frame, scene, kind, opening, brief, beside, lacking, happens, .. } = self;
        CommandPage {
            frame,
            scene,
            kind,
            opening,
            fields,
            form,
            confirming,
            elsewhere,
            brief,
            beside,
            lacking,
            ahead,
            happens,
        }
    }

    /// An empty form, or one that says what was given before.
    fn form(self) -> Result<Response, Trouble> {
        // what has pages of its own is done there, without a page between
        if let (Some(place), None) = (self.elsewhere(), &self.opening.blocked) {
            return Ok(Redirect::to(&place).into_response());
        }
        let mut form = Form::new(self.person.csrf().to_owned());
        if self.kind.name == "supply" {
            form.fields = given::given_before(&self.scene);
        }
        let asks_once = is_asked(self.kind.name) && self.opening.is_open();
        if asks_once && !self.scene.needs_code && !asks(&self.fields(&form.fields)) {
            form.fields = self.scene.said();
            return self.page(form, true).show(StatusCode::OK);
        }
        self.page(form, false).show(StatusCode::OK)
    }

    /// The command that was typed; what is wrong is noted in the form.
    fn read(&self, form: &mut Form) -> Option<Command> {
        let fields = self.fields(&form.fields);
        for field in &fields {
            let group = field.name.split_once('.').map(|(group, _)| group);
            let asked = match group {
                // of a group that may be left out nothing is asked while all of it is empty
                Some(group) => {
                    let needed = self.kind.field(group).is_some_and(|of| of.required);
                    let start = format!("{group}.");
                    let begun = || {
                        form.fields.iter().any(|(name, value)| name.starts_with(&start) && !value.is_empty())
                    };
                    needed || begun()
                }
                None => true,
            };
            let answered = matches!(field.input, Input::Heading | Input::Fixed(_) | Input::More);
            if field.required && asked && !answered {
                let empty = form.fields.all(&field.name).all(|value| value.trim().is_empty());
                if empty {
                    form.mistake(&field.name, missing_in(&self.frame, field));
                }
            }
        }
        if form.is_wrong() {
            return None;
        }
        // of an entry that is ticked no reason is read
        let ticked: Vec<String> = form.fields.all("accept").map(|id| format!("refuse.{id}")).collect();
        let sent = form.fields.without(&ticked);
        let mut arguments = Arguments::of(self.kind, &sent);
        if self.kind.name == "supply" {
            given::read(&self.scene, self.year, &form.fields, &mut arguments);
        }
        if self.kind.name == "draw" {
            // the seed that is kept comes in its place
            arguments.set("seed", scalar("-", Default::default()));
        }
        match read_command(self.kind.name, &arguments.node, self.scene.target.organisation.as_deref()) {
            Ok(command) => Some(command),
            Err(findings) => {
                for finding in &findings {
                    let name = arguments.field_of(finding);
                    let told = [&finding.message, &finding.help];
                    let sentence = wrong_in(&self.frame, &fields, name, told);
                    form.mistake(name, sentence);
                }
                None
            }
        }
    }

    /// Checks, shows it once more where others read it, and does it.
    async fn send(mut self, posted: Fields) -> Result<Response, Trouble> {
        if let Some(place) = self.elsewhere() {
            return Ok(Redirect::to(&place).into_response());
        }
        let mut form = Form::sent(posted);
        let asks_more = !form.value("more").is_empty();
        if asks_more || !form.value("change").is_empty() {
            return self.page(form, false).show(StatusCode::OK);
        }
        if self.scene.needs_code && !self.named(&mut form).await? {
            return self.page(form, false).show(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let Some(command) = self.read(&mut form) else {
            return self.page(form, false).show(StatusCode::UNPROCESSABLE_ENTITY);
        };
        let asks_once =
            is_asked(self.kind.name) && form.value("confirmed").is_empty() && self.opening.is_open();
        // what the rules refuse is told before a page asks once more
        let done = if asks_once { self.tried(command).await } else { self.act(command).await };
        match done {
            Ok(()) if asks_once => self.page(form, true).show(StatusCode::OK),
            Ok(()) => {
                let home = self.scene.back();
                let place = match self.kind.name {
                    "close_edition" => "/editions".to_owned(),
                    // the page says which day was moved
                    "reschedule" => format!("{home}&moved={}", encoded(form.value("stage"))),
                    _ => home,
                };
                Ok(Redirect::to(&with_mark(&place, self.kind.name)).into_response())
            }
            Err(failure) => {
                if let Failure::Refused(refusal) = &failure
                    && self.scene.needs_code
                    && refusal.code == "out-of-reach"
                {
                    form.mistake("uscc", self.frame.t("act-code-unknown"));
                    return self.page(form, false).show(StatusCode::UNPROCESSABLE_ENTITY);
                }
                if let Failure::Refused(refusal) = &failure
                    && refused_in(&self.frame, &self.fields(&form.fields), refusal, &mut form)
                {
                    return self.page(form, false).show(StatusCode::UNPROCESSABLE_ENTITY);
                }
                let (what, remedy) = failure.refusal()?;
                let told = |text| capital(&self.scene.named_in(&self.frame, text));
                form.refused = Some((told(&what), told(&remedy)));
                self.page(form, false).show(StatusCode::CONFLICT)
            }
        }
    }

    /// Finds the enterprise that the form names by its code.
    async fn named(&mut self, form: &mut Form) -> Result<bool, Trouble> {
        form.need("uscc", self.frame.t("act-code-missing"));
        if form.is_wrong() {
            return Ok(false);
        }
        let Target { programme, edition, .. } = &self.scene.target;
        let code = code::written(form.value("uscc"));
        let found = self.site.app.target_of(&self.person, programme, edition, &code).await.map_err(hidden)?;
        match found {
            Some(target) => {
                // a refusal calls it by the code that was typed
                if let Some(id) = &target.organisation {
                    let (name, uscc) = (code.clone(), code.clone());
                    self.scene.enterprises.insert(id.clone(), Enterprise { name, uscc, fictional: false });
                }
                self.scene.target = target;
                Ok(true)
            }
            None => {
                form.mistake("uscc", code::unknown(&self.frame, form.value("uscc")));
                Ok(false)
            }
        }
    }

    /// Whether the command would be done; the seed of a draw is not there before it is.
    async fn tried(&self, command: Command) -> Result<(), Failure> {
        let (role, place) = (self.scene.look.role.as_str(), Some(self.scene.look.place.as_str()));
        match self.kind.name {
            "commit_draw" | "draw" => Ok(()),
            _ => self.site.app.try_as(&self.person, role, place, &self.scene.target, command).await,
        }
    }

    async fn act(&self, command: Command) -> Result<(), Failure> {
        let (app, person, target) = (&self.site.app, &self.person, &self.scene.target);
        let (role, place) = (self.scene.look.role.as_str(), Some(self.scene.look.place.as_str()));
        match self.kind.name {
            "commit_draw" => app.commit_draw_as(person, role, place, target).await,
            "draw" => app.draw_as(person, role, place, target).await,
            _ => app.act_as(person, role, place, target, command).await,
        }
        .map(|_| ())
    }
}

fn with_mark(place: &str, command: &str) -> String {
    let mark = if place.contains('?') { '&' } else { '?' };
    format!("{place}{mark}{}", with_query("", &[("did", command)]).trim_start_matches('?'))
}

/// `GET /cases/{programme}/{edition}/{uscc}/do/{command}`
pub(crate) async fn case_form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<OfCase>,
    RawQuery(query): RawQuery,
) -> Result<Response, NotNow> {
    let asked = Fields::read(&query.unwrap_or_default());
    Ok(At::of_case(site, frame, person, which, &asked).await?.form()?)
}

/// `POST /cases/{programme}/{edition}/{uscc}/do/{command}`
pub(crate) async fn case_send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<OfCase>,
    Posted(fields): Posted,
) -> Result<Response, NotNow> {
    Ok(At::of_case(site, frame, person, which, &fields).await?.send(fields).await?)
}

/// `GET /editions/{programme}/{edition}/do/{command}`
pub(crate) async fn edition_form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<OfEdition>,
    RawQuery(query): RawQuery,
) -> Result<Response, NotNow> {
    let asked = Fields::read(&query.unwrap_or_default());
    Ok(At::of_edition(site, frame, person, which, &asked).await?.form()?)
}

/// `POST /editions/{programme}/{edition}/do/{command}`
pub(crate) async fn edition_send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<OfEdition>,
    Posted(fields): Posted,
) -> Result<Response, NotNow> {
    Ok(At::of_edition(site, frame, person, which, &fields).await?.send(fields).await?)
}
