//! Delegating a role of one's own until a day.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{ShownRole, SignedInPerson};

use super::{day, refuse, unread};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/delegate.html")]
struct DelegatePage {
    frame: Frame,
    form: Form,
    role: ShownRole,
    /// The fellows as choices.
    fellows: Vec<(String, String)>,
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    grant: &str,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let fellows = site.app.fellows(who, grant).await.map_err(unread)?;
    let fellows = fellows.into_iter().map(|of| (of.id, format!("{} ({})", of.name, of.login))).collect();
    let own = site.app.own_account(who).await.map_err(unread)?;
    let role = own.roles.into_iter().find(|role| role.held.grant == grant).ok_or(Trouble::NotFound)?;
    let page = DelegatePage { frame, form, role, fellows };
    page.frame.show(status, &page)
}

/// `GET /account/delegate/{grant}`
pub(super) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(grant): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &grant, form, StatusCode::OK).await
}

/// `POST /account/delegate/{grant}`
pub(super) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(grant): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    // only those whom the page offers
    let fellows = site.app.fellows(&who, &grant).await.map_err(unread)?;
    if !fellows.iter().any(|fellow| fellow.id == form.value("to")) {
        form.mistake("to", frame.t("delegate-to-missing"));
    }
    form.need("until", frame.t("delegate-until-missing"));
    let until = day(&mut form, &frame, "until");
    let Some(until) = until.filter(|_| !form.is_wrong()) else {
        return show(&site, frame, &who, &grant, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match site.app.delegate(&who, &grant, form.value("to"), until).await {
        Ok(_) => Ok(forms::done("/account", "delegated")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &grant, form, StatusCode::CONFLICT).await
        }
    }
}
