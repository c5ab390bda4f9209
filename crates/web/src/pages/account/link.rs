//! Setting a password by a link that came in a letter, and asking for such a letter.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::accounts::AccountFailure;

use super::{passwords, refuse};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "account/link.html")]
struct LinkPage {
    frame: Frame,
    form: Form,
    /// Whether it is another password, not the first.
    reset: bool,
    login: String,
}

#[derive(Template)]
#[template(path = "account/dead-link.html")]
struct DeadLinkPage {
    frame: Frame,
    reset: bool,
    what: String,
    remedy: String,
}

#[derive(Template)]
#[template(path = "account/forgot.html")]
struct ForgotPage {
    frame: Frame,
    form: Form,
}

#[derive(Template)]
#[template(path = "account/sent.html")]
struct SentPage {
    frame: Frame,
}

/// A page with a form for somebody who need not be signed in.
pub(super) fn shown(
    site: &Site,
    frame: &Frame,
    form: &Form,
    status: StatusCode,
    page: &impl Template,
) -> Result<Response, Trouble> {
    let mut response = frame.show(status, page)?;
    if frame.person().is_none() {
        forms::tie(site, &mut response, &form.token);
    }
    Ok(response)
}

impl LinkPage {
    fn show(self, site: &Site, status: StatusCode) -> Result<Response, Trouble> {
        shown(site, &self.frame, &self.form, status, &self)
    }
}

/// The page of a link that works no more says what to do.
fn dead(frame: Frame, reset: bool, failure: AccountFailure) -> Result<Response, Trouble> {
    let AccountFailure::Refused(refusal) = failure else { return Err(super::unread(failure)) };
    let (what, remedy) = (frame.head(&refusal.message), frame.head_sentence(&refusal.remedy));
    let page = DeadLinkPage { frame, reset, what, remedy };
    page.frame.show(StatusCode::GONE, &page)
}

async fn opened(
    site: &Site,
    frame: Frame,
    headers: &HeaderMap,
    token: &str,
    reset: bool,
) -> Result<Response, Trouble> {
    match site.app.link_holder(token, reset).await {
        Ok(login) => {
            let form = Form::new(forms::token(site, &frame, headers)?);
            LinkPage { frame, form, reset, login }.show(site, StatusCode::OK)
        }
        Err(failure) => dead(frame, reset, failure),
    }
}

async fn answered(
    site: &Site,
    frame: Frame,
    token: &str,
    reset: bool,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let login = match site.app.link_holder(token, reset).await {
        Ok(login) => login,
        Err(failure) => return dead(frame, reset, failure),
    };
    let mut form = Form::sent(fields);
    passwords(&mut form, &frame);
    if form.is_wrong() {
        return LinkPage { frame, form, reset, login }.show(site, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let password = form.value("password");
    let set = match reset {
        true => site.app.reset(token, password).await,
        false => site.app.accept_invitation(token, password).await,
    };
    match set {
        Ok(()) => Ok(forms::done("/sign-in", "password-set")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            LinkPage { frame, form, reset, login }.show(site, StatusCode::CONFLICT)
        }
    }
}

/// `GET /invitation/{token}`
pub(super) async fn invitation(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Trouble> {
    opened(&site, frame, &headers, &token, false).await
}

/// `POST /invitation/{token}`
pub(super) async fn accept(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(token): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    answered(&site, frame, &token, false, posted).await
}

/// `GET /reset/{token}`
pub(super) async fn reset(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Trouble> {
    opened(&site, frame, &headers, &token, true).await
}

/// `POST /reset/{token}`
pub(super) async fn set(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(token): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    answered(&site, frame, &token, true, posted).await
}

/// `GET /forgot`
pub(super) async fn forgot(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let form = Form::new(forms::token(&site, &frame, &headers)?);
    let page = ForgotPage { frame, form };
    shown(&site, &page.frame, &page.form, StatusCode::OK, &page)
}

/// `POST /forgot`: the answer is the same whether or not somebody has the login.
pub(super) async fn ask(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("login", frame.t("sign-in-login-missing"));
    if form.is_wrong() {
        let page = ForgotPage { frame, form };
        return shown(&site, &page.frame, &page.form, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    site.app.ask_reset(form.value("login")).await.map_err(super::unread)?;
    Ok(Redirect::to("/forgot/sent").into_response())
}

/// `GET /forgot/sent`
pub(super) async fn sent(State(_): State<Arc<Site>>, frame: Frame) -> Result<Response, Trouble> {
    let page = SentPage { frame };
    page.frame.show(StatusCode::OK, &page)
}
