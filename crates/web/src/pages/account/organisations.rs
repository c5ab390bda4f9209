//! Offices and organisations, as administrators bring them in and move them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{ListedOrganisation, ManagedPlace, OfficePlace, SignedInPerson};
use duheng_pack::uscc::Uscc;

use super::enterprise::choices;
use super::people::Asked;
use super::{refuse, unread};
use crate::address::encoded;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/organisations.html")]
struct OrganisationsPage {
    frame: Frame,
    asked: Asked,
    offices: Vec<OfficePlace>,
    rows: Vec<ListedOrganisation>,
    next: Option<String>,
}

/// `GET /organisations`
pub(super) async fn list(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let offices = site.app.offices().await.map_err(unread)?;
    let found = site.app.organisations(&who, &asked.q, &asked.show()).await.map_err(unread)?;
    let next = asked.next("/organisations", found.next);
    let page = OrganisationsPage { frame, asked, offices, rows: found.rows, next };
    page.frame.show(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "account/organisation-new.html")]
struct NewPlacePage {
    frame: Frame,
    form: Form,
    offices: Vec<(String, String)>,
}

async fn show_new(site: &Site, frame: Frame, form: Form, status: StatusCode) -> Result<Response, Trouble> {
    let offices = choices(site.app.offices().await.map_err(unread)?);
    let page = NewPlacePage { frame, form, offices };
    page.frame.show(status, &page)
}

/// `GET /organisations/new`
pub(super) async fn new(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show_new(&site, frame, form, StatusCode::OK).await
}

/// `POST /organisations/new`
pub(super) async fn enter(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    // told in the order in which the fields stand
    let is_office = form.value("kind") == "office";
    let is_other = form.value("kind") == "organisation";
    if !is_office && !is_other {
        form.mistake("kind", frame.t("place-kind-missing"));
    }
    form.need("name", frame.t("place-name-missing"));
    if is_other {
        form.need("uscc", frame.t("register-uscc-missing"));
        if form.wrong("uscc").is_none()
            && let Err(error) = Uscc::read(form.value("uscc"))
        {
            form.mistake("uscc", frame.pick(&error.text()).to_owned());
        }
        form.need("above", frame.t("register-home-missing"));
    }
    if form.is_wrong() {
        return show_new(&site, frame, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let above = form.fields.tidy("above");
    let entered = match is_office {
        true => {
            let above = Some(above.as_str()).filter(|above| !above.is_empty());
            site.app.found_office(&who, form.value("name"), above).await
        }
        false => site.app.enter_organisation(&who, form.value("name"), form.value("uscc"), &above).await,
    };
    match entered {
        Ok(id) => Ok(forms::done(&place(&id), "place-entered")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show_new(&site, frame, form, StatusCode::CONFLICT).await
        }
    }
}

#[derive(Template)]
#[template(path = "account/organisation.html")]
struct PlacePage {
    frame: Frame,
    form: Form,
    place: ManagedPlace,
    offices: Vec<(String, String)>,
}

fn place(id: &str) -> String {
    format!("/organisations/{}", encoded(id))
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    id: &str,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let place = site.app.managed_place(who, id).await.map_err(unread)?;
    let mut offices = choices(site.app.offices().await.map_err(unread)?);
    offices.retain(|(office, _)| office != id);
    let page = PlacePage { frame, form, place, offices };
    page.frame.show(status, &page)
}

/// `GET /organisations/{place}`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &id, form, StatusCode::OK).await
}

/// `POST /organisations/{place}`: moves it below another, from today on.
pub(super) async fn hang(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("above", frame.t("register-home-missing"));
    if form.is_wrong() {
        return show(&site, frame, &who, &id, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match site.app.move_place(&who, &id, form.value("above"), None).await {
        Ok(()) => Ok(forms::done(&place(&id), "place-moved")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &id, form, StatusCode::CONFLICT).await
        }
    }
}
