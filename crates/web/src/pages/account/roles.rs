//! Giving a role to a person.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{GrantKind, ManagedPerson, NewGrant, OfferedRole, SignedInPerson, days_wrong};
use duheng_app::public::Show;

use super::{day, enterprise, note, person, refuse, unread};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// Stands for every programme and for the enterprise's own role.
const ANY: &str = "*";

/// The roles of one programme, or those of none: the title of the group, and the choices.
struct Group {
    title: String,
    roles: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "account/role.html")]
struct RolePage {
    frame: Frame,
    form: Form,
    managed: ManagedPerson,
    groups: Vec<Group>,
    offices: Vec<(String, String)>,
}

/// How a form names a role of a programme.
fn named(of: &OfferedRole) -> String {
    format!("{}/{}", of.programme, of.role)
}

/// All roles that can be given. What an enterprise declares of its own is given for all programmes at once.
fn groups(frame: &Frame, offered: &[OfferedRole]) -> Vec<Group> {
    let own = ["administrator", "approver", "filler"];
    let own = own.map(|role| (role.to_owned(), frame.made("role-", role, "")));
    let mut groups = vec![Group { title: frame.t("role-of-deployment"), roles: own.to_vec() }];
    let mut last = "";
    for of in offered.iter().filter(|of| of.kind != GrantKind::Enterprise) {
        if of.programme != last {
            last = &of.programme;
            groups.push(Group { title: frame.pick(&of.programme_title).to_owned(), roles: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            let kind = frame.pick(&of.kind.title()).to_owned();
            group
                .roles
                .push((named(of), frame.with2("role-of-kind", "role", frame.pick(&of.title), "kind", &kind)));
        }
    }
    groups
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    person: &str,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let managed = site.app.managed_person(who, person).await.map_err(unread)?;
    let groups = groups(&frame, &site.app.offered_roles());
    let offices = enterprise::choices(site.app.offices().await.map_err(unread)?);
    let page = RolePage { frame, form, managed, groups, offices };
    page.frame.show(status, &page)
}

/// `GET /people/{person}/role`
pub(super) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &person, form, StatusCode::OK).await
}

/// `POST /people/{person}/role`
pub(super) async fn give(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let new = asked(&site, &frame, &who, &person, &mut form).await?;
    form.in_order(["role", "office", "unit", "since", "until"].into_iter());
    let Some(new) = new.filter(|_| !form.is_wrong()) else {
        return show(&site, frame, &who, &person, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match site.app.give_role(&who, &new).await {
        Ok(_) => Ok(forms::done(&person::place(&person), "role-given")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &person, form, StatusCode::CONFLICT).await
        }
    }
}

/// The role that a form asks for; what is wrong is noted.
async fn asked(
    site: &Site,
    frame: &Frame,
    who: &SignedInPerson,
    person: &str,
    form: &mut Form,
) -> Result<Option<NewGrant>, Trouble> {
    let (since, until) = (day(form, frame, "since"), day(form, frame, "until"));
    if let Some(wrong) = days_wrong(since, until, site.app.today()?) {
        note(form, frame, &wrong);
    }
    let role = form.fields.tidy("role");
    let of = match role.as_str() {
        "administrator" => Some((GrantKind::Administrator, String::new(), ANY.to_owned())),
        "approver" | "filler" => Some((GrantKind::Enterprise, ANY.to_owned(), ANY.to_owned())),
        _ => {
            let offered = site.app.offered_roles().into_iter();
            let mut fitting = offered.filter(|of| of.kind != GrantKind::Enterprise && named(of) == role);
            fitting.next().map(|of| (of.kind, of.role, of.programme))
        }
    };
    let Some((kind, name, programme)) = of else {
        form.mistake("role", frame.t("role-missing"));
        return Ok(None);
    };
    let place = match kind {
        GrantKind::Administrator => String::new(),
        GrantKind::Office => {
            form.need("office", frame.t("role-office-missing"));
            form.fields.tidy("office")
        }
        GrantKind::Expert => {
            form.need("unit", frame.t("role-unit-missing"));
            form.fields.tidy("unit")
        }
        GrantKind::Enterprise => {
            let uscc = form.fields.tidy("unit");
            form.need("unit", frame.t("role-uscc-missing"));
            let found = site.app.organisations(who, &uscc, &Show { most: 1, after: None }).await;
            let found = found.map_err(unread)?.rows.into_iter().next();
            let found = found.filter(|found| found.organisation.uscc.eq_ignore_ascii_case(&uscc));
            if found.is_none() && !uscc.is_empty() {
                form.mistake("unit", frame.with("role-uscc-unknown", "uscc", &uscc));
            }
            found.map(|found| found.organisation.id).unwrap_or_default()
        }
    };
    Ok(Some(NewGrant {
        person: person.to_owned(),
        kind,
        role: name,
        place,
        programme,
        may_submit: role == "approver",
        since,
        until,
    }))
}
