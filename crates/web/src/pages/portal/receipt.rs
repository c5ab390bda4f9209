//! The state of an objection, for whoever holds its receipt and knows the contact that was left with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duheng_app::public::ObjectionState;
use duheng_programme::command::Ruling;

use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::reference;
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "portal/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    form: Form,
    /// What was asked for, where it was found.
    state: Option<ObjectionState>,
}

impl ReceiptPage {
    fn reference(&self, state: &ObjectionState) -> String {
        reference::written(state.at)
    }

    fn ruling(&self, ruling: Ruling) -> String {
        self.frame.made("ruling-", ruling.name(), "")
    }

    fn show(self, site: &Site, status: StatusCode) -> Result<Response, Trouble> {
        let mut response = self.frame.show(status, &self)?;
        if self.frame.person().is_none() {
            forms::tie(site, &mut response, &self.form.token);
        }
        Ok(response)
    }
}

/// `GET /objections`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let form = Form::new(forms::token(&site, &frame, &headers)?);
    ReceiptPage { frame, form, state: None }.show(&site, StatusCode::OK)
}

/// `POST /objections`: the contact is no part of an address. A wrong number and a wrong contact are not told apart.
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("number", frame.t("receipt-number-missing"));
    form.need("contact", frame.t("objection-contact-missing"));
    if form.is_wrong() {
        return ReceiptPage { frame, form, state: None }.show(&site, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let state = match reference::read(&form.fields.tidy("number")) {
        Some(at) => site.app.objection_state(at, &form.fields.tidy("contact")).await?,
        None => None,
    };
    let status = if state.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    if state.is_none() {
        form.mistake("number", frame.t("receipt-unknown"));
    }
    ReceiptPage { frame, form, state }.show(&site, status)
}
