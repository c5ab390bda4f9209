//! A review written with example findings, so that somebody who looks at the demo comes to what follows. No real deployment
//! has this.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_programme::command::Visit;

use super::Which;
use super::list::ListPage;
use crate::address::with_query;
use crate::demo::Assessed;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// The field that says how many items were assessed.
const ASSESSED: &str = "assessed";

/// The fields of the record of a visit.
const VISIT: [&str; 3] = ["held_on", "participants", "minutes"];

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
    match demo.assess(&site.app, &by.0, &looked.role, &looked.target).await {
        Ok(assessed) => Ok(Redirect::to(&sealing(&which, &assessed)).into_response()),
        Err(failure) => {
            let mut form = Form::sent(fields);
            form.refuse(&frame, failure)?;
            ListPage::new(&site, frame, which, looked, form).show(StatusCode::CONFLICT)
        }
    }
}

/// The page of sealing, with the record of the visit that was invented.
fn sealing(which: &Which, Assessed { items, visit }: &Assessed) -> String {
    let mut fields = vec![(ASSESSED, items.to_string())];
    if let Some(Visit { held_on, present, minutes }) = visit {
        fields.extend(VISIT.into_iter().zip([held_on.to_string(), present.join("\n"), minutes.clone()]));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    with_query(&format!("{}/seal", which.place()), &fields)
}

/// How many items were assessed just before, and the record of the visit, as that address says it; a demo alone reads it.
pub(super) fn written(site: &Site, query: &str) -> Option<(usize, Fields)> {
    site.demo()?;
    let fields = Fields::read(query);
    let items = fields.get(ASSESSED).parse().ok()?;
    let visit = VISIT.map(|name| (name.to_owned(), fields.get(name).to_owned()));
    Some((items, Fields::of(visit.to_vec())))
}
