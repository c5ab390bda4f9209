//! Check what I seal: what is open, the record of the visit, and sealing, which cannot be undone.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::forms::{Point, Review, ReviewItem};
use duheng_pack::calendar::Date;
use duheng_programme::command::Visit;

use super::{Looked, Which};
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "assess/seal.html")]
struct SealPage {
    frame: Frame,
    which: Which,
    looked: Looked,
    form: Form,
    confirm: bool,
}

impl SealPage {
    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    fn open<'r>(&self, review: &'r Review) -> Vec<&'r ReviewItem> {
        review.items.iter().filter(|item| !item.is_complete).collect()
    }

    /// What was written about an item, in words.
    fn said(&self, review: &Review, item: &ReviewItem) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for fact in &item.facts {
            let title = self.frame.pick(&fact.title).to_owned();
            if fact.found {
                found.push((title, self.frame.t("assess-found")));
            } else if fact.confirmed {
                found.push((title, self.frame.t("assess-confirmed")));
            }
        }
        let judged =
            review.points.iter().find(|saved| saved.point == Point::Judged { item: item.code.clone() });
        if let Some(points) = judged.and_then(|saved| saved.value.as_ref()).and_then(|value| value.as_str()) {
            found.push((self.frame.t("assess-judged"), points.to_owned()));
        }
        found
    }
}

/// `GET /assess/{programme}/{edition}/{uscc}/seal`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    if looked.review.is_err() {
        return Ok(Redirect::to(&which.place()).into_response());
    }
    let form = Form::new(by.0.csrf().to_owned());
    SealPage { frame, which, looked, form, confirm: false }.show(StatusCode::OK)
}

/// `POST /assess/{programme}/{edition}/{uscc}/seal`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let mut form = Form::sent(fields);
    let asks_visit = looked.review.as_ref().is_ok_and(|review| review.visit);
    let held_on = Date::read(form.value("held_on"));
    if asks_visit {
        if let Err(why) = &held_on {
            form.mistake("held_on", frame.pick(&why.text()));
        }
        form.need("present", frame.t("visit-present-missing"));
        form.need("minutes", frame.t("visit-minutes-missing"));
    }
    if form.is_wrong() {
        let page = SealPage { frame, which, looked, form, confirm: false };
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    if form.value("sure") != "yes" {
        return SealPage { frame, which, looked, form, confirm: true }.show(StatusCode::OK);
    }
    let people = form.value("present").split(['\n', '、', '，', ',']);
    let people = people.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let visit = held_on.ok().filter(|_| asks_visit).map(|held_on| Visit {
        held_on,
        present: people,
        minutes: form.fields.tidy("minutes"),
    });
    let sealed = site.app.seal_draft(&by.0, &looked.role, None, &looked.target, visit.as_ref()).await;
    match sealed {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=sealed", which.place())).into_response()),
        Err(failure) => {
            form.refuse(&frame, failure)?;
            SealPage { frame, which, looked, form, confirm: false }.show(StatusCode::CONFLICT)
        }
    }
}
