//! A claim filled in with example answers, so that somebody who looks at the demo comes to what follows. No real deployment
//! has this.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::Depth;

use super::Which;
use super::tasks::TasksPage;
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// `POST /claims/{programme}/{edition}/{uscc}/example`
pub(crate) async fn fill_in(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let demo = site.demo().ok_or(Trouble::NotFound)?;
    let claim = which.claim_to(Depth::Questions, &site, &by).await?;
    match demo.fill_in(&site.app, &by.0, &claim, frame.language).await {
        Ok(filled) => {
            let (answers, files) = (filled.answers, filled.files);
            let place = format!("{}?answers={answers}&files={files}#example", which.place());
            Ok(Redirect::to(&place).into_response())
        }
        Err(failure) => {
            let mut form = Form::sent(fields);
            form.refuse(&frame, failure)?;
            let claim = which.claim(&site, &by).await?;
            TasksPage::new(&site, frame, which, claim, form).show(StatusCode::CONFLICT)
        }
    }
}
