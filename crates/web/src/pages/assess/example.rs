//! A review written with example findings, so that somebody who looks at the demo comes to what follows. No real deployment
//! has this.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_pack::text::Language;

use super::Which;
use super::list::ListPage;
use crate::address::with_query;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// The field that says how many items were assessed.
const ASSESSED: &str = "assessed";

/// `POST /assess/{programme}/{edition}/{uscc}/example`
pub(crate) async fn assess(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let demo = site.demo().ok_or(Trouble::NotFound)?;
    let looked = which.look(&site, &by).await?;
    match demo.assess(&site.app, &by.0, &looked.role, &looked.target, frame.language).await {
        Ok(items) => {
            let place = format!("{}/seal", which.place());
            Ok(Redirect::to(&with_query(&place, &[(ASSESSED, &items.to_string())])).into_response())
        }
        Err(failure) => {
            let mut form = Form::sent(fields);
            form.refuse(&frame, failure)?;
            ListPage::new(&site, frame, which, looked, form).show(StatusCode::CONFLICT)
        }
    }
}

/// How many items were assessed just before, as the address says it; a demo alone reads it.
pub(super) fn assessed(site: &Site, query: &str) -> Option<usize> {
    site.demo()?;
    Fields::read(query).get(ASSESSED).parse().ok()
}

/// The record of a visit of today, as the form has it.
pub(super) fn visit(site: &Site, language: Language) -> Result<Fields, Trouble> {
    let Some(demo) = site.demo() else { return Ok(Fields::default()) };
    let record = demo.visit(site.app.today()?, language);
    let fields = [
        ("held_on", record.held_on.to_string()),
        ("participants", record.present.join("\n")),
        ("minutes", record.minutes),
    ];
    Ok(Fields::of(fields.map(|(name, value)| (name.to_owned(), value)).to_vec()))
}
