//! Nothing that was typed is lost: a form whose session ended, or which was shown before the browser forgot its cookies,
//! goes along through signing in and is then shown for sending once more.

use std::sync::Arc;

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::InstalledPack;
use duheng_app::accounts::SignedInPerson;
use duheng_pack::schema::{Field, Kind, Shape};
use duheng_programme::language;

use crate::address;
use crate::forms::{self, Fields};
use crate::frame::Frame;
use crate::guard::ROOM;
use crate::pages::account::sign_in;
use crate::pages::case::fields::{half, label_of};
use crate::pages::claim::fields::asked_in;
use crate::site::Site;
use crate::trouble::Trouble;

/// Where somebody wanted to go, with the form that they sent there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Way {
    /// The path, with its query.
    pub(crate) next: String,
    /// The form, as browsers encode it; empty where there is none.
    pub(crate) form: String,
}

impl Way {
    /// As the fields of a form or of a query carry it. A path of another host leads to the start page.
    pub(crate) fn of(fields: &Fields) -> Self {
        let next = fields.get("next");
        let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
        Self {
            next: if own { next } else { "" }.to_owned(),
            form: if own { fields.get("form") } else { "" }.to_owned(),
        }
    }

    /// To a page of this site.
    pub(crate) fn to(place: &str) -> Self {
        Self { next: place.to_owned(), form: String::new() }
    }

    /// Goes on, where somebody is signed in now.
    pub(crate) fn go(self, site: &Site, frame: &Frame, token: String) -> Result<Response, Trouble> {
        match (self.next.is_empty(), self.form.is_empty()) {
            (true, _) => Ok(Redirect::to("/desk").into_response()),
            (false, true) => Ok(Redirect::to(&self.next).into_response()),
            (false, false) => again(site, frame, self, token, true, StatusCode::OK),
        }
    }
}

/// What no form shows: its button, and what says that its page was the last one.
const ALWAYS_UNSEEN: [&str; 6] = ["do", "sure", "sent", "more", "change", "confirmed"];

/// What forms on applications and editions carry along: in which role they are sent, and for what.
const UNSEEN_OF_OFFICES: [&str; 9] =
    ["role", "place", "stage", "entry", "item", "register", "state", "programme", "application"];

/// What fields are called whose name says it, by the text of their label.
const CALLED: [(&str, &str); 15] = [
    ("uscc", "column-code"),
    ("reason", "case-reason"),
    ("reply", "reply-said"),
    ("edition", "opening-name"),
    ("command", "bulk-what"),
    ("conflict", "declare-title"),
    ("held_on", "visit-day"),
    ("participants", "visit-present"),
    ("minutes", "visit-minutes"),
    ("judged", "assess-judged"),
    ("judged-why", "assess-judged-why"),
    ("name", "person-name"),
    ("login", "sign-in-login"),
    ("email", "person-email"),
    ("contact", "objection-contact"),
];

/// The text of the label of a field; of one that only its own form can name, a word for all of them.
fn called(name: &str) -> &'static str {
    let found = CALLED.iter().find(|(of, _)| *of == name).map(|(_, text)| *text);
    let by_start = || match name.split_once('-').map(|(start, _)| start) {
        Some("why") => "case-reason",
        Some("c") => "assess-finding",
        _ => "kept-answer",
    };
    found.unwrap_or_else(by_start)
}

/// A field of a command, also one of a group.
fn field_of(kind: &'static Kind, name: &str) -> Option<&'static Field> {
    match name.split_once('.') {
        None => kind.field(name),
        Some((group, inner)) => match &kind.field(group)?.shape {
            Shape::Node(of) => field_of(of, inner),
            _ => None,
        },
    }
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    frame: Frame,
    path: String,
    fields: Fields,
    token: String,
    /// Whether signing in came between.
    signed_in: bool,
    /// What asks, where the page is one of a programme.
    pack: Option<Arc<InstalledPack>>,
}

impl KeptPage {
    /// What somebody typed, under the name that it has in its form: not the button, nor what goes along unseen.
    fn typed(&self) -> Vec<(String, String)> {
        let command = self.path.split_once("/do/").and_then(|(_, rest)| rest.split('?').next());
        let command = command.and_then(language::command);
        let of_office = self.path.starts_with("/cases/") || self.path.starts_with("/editions/");
        let is_typed = |name: &str| {
            let unseen = ALWAYS_UNSEEN.contains(&name) || (of_office && UNSEEN_OF_OFFICES.contains(&name));
            !unseen && !["v-", "n-", "u-"].iter().any(|start| name.starts_with(start))
        };
        let typed = self.fields.iter().filter(|(name, value)| is_typed(name) && !value.is_empty());
        let vocabulary = self.pack.as_ref().map(|pack| &pack.pack.vocabulary);
        let asked = |name: &str| asked_in(&self.frame, vocabulary?, name);
        let typed = typed.map(|(name, value)| {
            let field = command.and_then(|kind| field_of(kind, name));
            let label = match field {
                Some(field) => label_of(&self.frame, field),
                None => asked(name).unwrap_or_else(|| self.frame.t(called(name))),
            };
            (label, self.shown(name, value, field))
        });
        typed.collect()
    }

    /// What was typed or chosen, as people read it.
    fn shown(&self, name: &str, value: &str, field: Option<&Field>) -> String {
        if let Some(Shape::Word(words)) = field.map(|field| &field.shape)
            && let Some((_, title)) = words.iter().find(|(word, _)| *word == value)
        {
            return half(&self.frame, *title);
        }
        let text = match value {
            "yes" | "no" => value,
            "confirm" if name.starts_with("c-") => "assess-confirm",
            "found" if name.starts_with("c-") => "assess-change",
            "refuse" if name.starts_with("c-") => "assess-refuse",
            _ => {
                // an amount with its unit
                let unit = name.strip_prefix("f-").map(|stem| self.fields.get(&format!("u-{stem}")));
                return format!("{} {}", self.frame.day(value), unit.unwrap_or_default()).trim().to_owned();
            }
        };
        self.frame.t(text)
    }
}

/// The page that shows a form for sending once more.
fn again(
    site: &Site,
    frame: &Frame,
    way: Way,
    token: String,
    signed_in: bool,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let fields = Fields::read(&way.form).without_token();
    let pack = way.next.split('/').nth(2).and_then(|programme| site.app.public_pack(programme));
    let page = KeptPage { frame: frame.clone(), path: way.next, fields, token, signed_in, pack };
    frame.show(status, &page)
}

/// A form that is not tied to the browser or the session which sends it: it is shown for sending once more.
pub(crate) fn untied(
    site: &Site,
    frame: &Frame,
    headers: &HeaderMap,
    fields: &Fields,
) -> Result<Response, Trouble> {
    let token = forms::token(site, frame, headers)?;
    let way = Way { next: frame.path.clone(), form: fields.clone().without_secrets().written() };
    let mut response = again(site, frame, way, token.clone(), false, StatusCode::CONFLICT)?;
    if frame.person().is_none() {
        forms::tie(site, &mut response, &token);
    }
    Ok(response)
}

/// Lets through who is signed in; everybody else signs in first and then goes on from here.
pub(crate) async fn signed_in(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if request.extensions().get::<Arc<SignedInPerson>>().is_some() {
        return next.run(request).await;
    }
    turned(&site, request).await.unwrap_or_else(Trouble::into_response)
}

async fn turned(site: &Site, request: Request) -> Result<Response, Trouble> {
    let place = request.uri().path_and_query().map_or("/", |place| place.as_str()).to_owned();
    if request.method() != Method::POST {
        return Ok(Redirect::to(&address::with_query("/sign-in", &[("next", &place)])).into_response());
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let encoded = kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let (parts, body) = request.into_parts();
    let frame = Frame::of(site, &parts.uri, &parts.headers, None);
    let form = match encoded {
        true => to_bytes(body, ROOM).await.map_err(|_| Trouble::TooLarge)?,
        // a file is not kept: it is chosen again
        false => return Err(Trouble::SignedOut),
    };
    let form = Fields::read(&String::from_utf8_lossy(&form)).without_secrets().written();
    sign_in::page(site, &frame, &parts.headers, Way { next: place, form })
}
