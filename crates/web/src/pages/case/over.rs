//! The page in place of a form that is somebody's to send but not now: another tab or another person did it, or the
//! application stands elsewhere.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duheng_app::accounts::SignedInPerson;
use duheng_app::work::Happened;
use duheng_programme::{Ask, language};

use super::scene::{Scene, hidden, name_of};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// Why a form is not there: a trouble, or a page that says what stands in its place.
pub(crate) struct NotNow(Response);

impl IntoResponse for NotNow {
    fn into_response(self) -> Response {
        self.0
    }
}

impl From<Trouble> for NotNow {
    fn from(trouble: Trouble) -> Self {
        Self(trouble.into_response())
    }
}

impl From<duheng_app::Fault> for NotNow {
    fn from(fault: duheng_app::Fault) -> Self {
        Trouble::from(fault).into()
    }
}

#[derive(Template)]
#[template(path = "case/over.html")]
struct OverPage {
    frame: Frame,
    /// What was to be done.
    title: String,
    /// Of what: the enterprise, or the edition.
    of: String,
    /// Where the application stands.
    stands: Option<String>,
    /// The last step that the viewer may see: what, who, when.
    last: Option<(String, String, String)>,
    back: String,
}

/// What is told of a form whose command is not open: nothing but that there is no such page, unless the command is theirs.
pub(super) async fn instead(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    scene: &Scene,
    (command, asked): (&str, &Fields),
) -> NotNow {
    let Some(kind) = language::command(command) else { return Trouble::NotFound.into() };
    let named = |name: &str| Some(asked.tidy(name)).filter(|value| !value.is_empty());
    let mut ask = Ask::of(kind.name);
    (ask.stage, ask.entry, ask.item) = (named("stage"), named("entry"), named("item"));
    ask.record = named("register").zip(named("state"));
    let look = &scene.look;
    let theirs = site.app.does_ever(person, &look.role, Some(&look.place), &scene.target, &ask);
    match theirs.await.map_err(hidden) {
        Ok(true) => {}
        Ok(false) => return Trouble::NotFound.into(),
        Err(trouble) => return trouble.into(),
    }
    let dossier = scene.dossier.as_ref();
    let stands = dossier.and_then(|dossier| dossier.stands.as_ref()).map(|of| frame.pick(of).to_owned());
    let last = dossier.and_then(|dossier| dossier.timeline.last()).map(|step| told(frame, scene, step));
    let page = OverPage {
        title: name_of(frame, kind.name),
        of: scene.of(frame),
        stands,
        last,
        back: scene.back(),
        frame: frame.clone(),
    };
    match frame.show(StatusCode::CONFLICT, &page) {
        Ok(response) => NotNow(response),
        Err(trouble) => trouble.into(),
    }
}

/// What happened, who did it as far as the viewer may know, and when.
fn told(frame: &Frame, scene: &Scene, step: &Happened) -> (String, String, String) {
    let about = frame.dated(&step.about);
    let title = frame.head(&step.title);
    let what =
        if about.is_empty() { title } else { frame.with2("value-part", "label", &title, "value", &about) };
    let role = frame.head(&step.role);
    let who = match &step.person {
        Some(person) => frame.with2("over-who", "role", &role, "name", &scene.person(person)),
        None => role,
    };
    (what, who, frame.moment(step.at))
}
