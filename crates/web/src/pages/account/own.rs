//! One's own account: data, second factor, roles, delegations, sessions.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{GrantKind, OpenSession, OwnAccount, ShownRole, SignedInPerson};

use super::{refuse, unread};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// What browsers call themselves, the more particular ones first, with the name that people know.
const BROWSERS: [(&str, &str); 6] = [
    ("MicroMessenger", "WeChat"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// The same for systems.
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    frame: Frame,
    form: Form,
    who: Arc<SignedInPerson>,
    own: OwnAccount,
    sessions: Vec<OpenSession>,
}

impl OwnPage {
    /// Whether a role can be delegated by this session.
    fn may_delegate(&self, role: &ShownRole) -> bool {
        let held = &role.held;
        self.may_use(role)
            && held.delegated_from.is_none()
            && matches!(held.kind, GrantKind::Office | GrantKind::Enterprise)
    }

    /// Whether a role is withheld until a second factor is enrolled.
    fn is_withheld(&self, role: &ShownRole) -> bool {
        role.held.kind.needs_second_factor() && !self.who.has_second_factor() && !self.may_use(role)
    }

    /// Whether this session may use a role: what is fictional asks for no second factor.
    fn may_use(&self, role: &ShownRole) -> bool {
        self.who.roles().iter().any(|usable| usable.grant == role.held.grant)
    }

    /// The enterprises whose approver this person is: id and name.
    fn enterprises(&self) -> Vec<(String, String)> {
        let of = |role: &ShownRole| {
            let place = role.held.place.clone();
            let named = role.place.clone().unwrap_or_else(|| place.clone());
            (role.held.kind == GrantKind::Enterprise && self.who.is_approver(&place))
                .then_some((place, named))
        };
        let mut found: Vec<(String, String)> = self.own.roles.iter().filter_map(of).collect();
        found.dedup();
        found
    }

    fn browser(&self, agent: &str) -> String {
        let named = |table: &[(&str, &'static str)]| {
            table.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
        };
        match (named(&BROWSERS), named(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} · {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) if agent.is_empty() => self.frame.t("session-unnamed"),
            (None, None) => agent.to_owned(),
        }
    }
}

async fn show(
    site: &Site,
    frame: Frame,
    who: Arc<SignedInPerson>,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let own = site.app.own_account(&who).await.map_err(unread)?;
    let sessions = site.app.sessions(&who).await.map_err(unread)?;
    let page = OwnPage { frame, form, who, own, sessions };
    page.frame.show(status, &page)
}

/// `GET /account`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, who, form, StatusCode::OK).await
}

/// `POST /account/sessions`
pub(super) async fn end_session(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    match site.app.revoke_session(&who, form.value("session")).await {
        Ok(()) => Ok(forms::done("/account", "session-ended")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, who, form, StatusCode::CONFLICT).await
        }
    }
}

/// `POST /account/delegations`
pub(super) async fn end_delegation(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    match site.app.end_delegation(&who, form.value("grant")).await {
        Ok(()) => Ok(forms::done("/account", "delegation-ended")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, who, form, StatusCode::CONFLICT).await
        }
    }
}
