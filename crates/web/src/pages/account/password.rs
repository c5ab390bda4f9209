//! Changing one's password.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{passwords, refuse};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    frame: Frame,
    form: Form,
}

impl PasswordPage {
    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// `GET /account/password`
pub(super) async fn form(
    State(_): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    PasswordPage { frame, form: Form::new(who.csrf().to_owned()) }.show(StatusCode::OK)
}

/// `POST /account/password`
pub(super) async fn change(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("present", frame.t("password-present-missing"));
    passwords(&mut form, &frame);
    if form.is_wrong() {
        return PasswordPage { frame, form }.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match site.app.change_password(&who, form.value("present"), form.value("password")).await {
        Ok(()) => Ok(forms::done("/account", "password-changed")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            PasswordPage { frame, form }.show(StatusCode::CONFLICT)
        }
    }
}
