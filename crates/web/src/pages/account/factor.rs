//! Enrolling a second factor: the secret as a picture and as text, the first code, the recovery codes.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::accounts::{AccountFailure, Enrolment, OwnAccount, SignedInPerson};
use qrcode::{Color, EcLevel, QrCode};

use super::{refuse, unread};
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::{SESSION, Visitor};

/// The quiet zone that ISO/IEC 18004 asks for, in modules.
const QUIET: usize = 4;

/// A picture of an address: the side in modules, and the path of the dark ones.
struct Picture {
    side: usize,
    path: String,
}

impl Picture {
    fn of(address: &str) -> Result<Self, Trouble> {
        let code = QrCode::with_error_correction_level(address, EcLevel::M)
            .map_err(|error| Trouble::Broken(format!("a QR code: {error}")))?;
        let modules = code.width();
        let mut path = String::new();
        for (y, row) in code.to_colors().chunks(modules).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, next| one == next) {
                if run.first() == Some(&Color::Dark) {
                    let (left, top, long) = (x + QUIET, y + QUIET, run.len());
                    path.push_str(&format!("M{left} {top}h{long}v1h-{long}z"));
                }
                x += run.len();
            }
        }
        Ok(Self { side: modules + 2 * QUIET, path })
    }
}

#[derive(Template)]
#[template(path = "account/factor.html")]
struct FactorPage {
    frame: Frame,
    form: Form,
    own: OwnAccount,
    begun: Option<(Picture, String, String)>,
}

#[derive(Template)]
#[template(path = "account/codes.html")]
struct CodesPage {
    frame: Frame,
    token: String,
    login: String,
    codes: Vec<String>,
}

/// The secret in groups of four, as people type it.
fn grouped(enrolment: &Enrolment) -> String {
    let signs: Vec<char> = enrolment.secret.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let own = site.app.own_account(who).await.map_err(unread)?;
    let begun = match site.app.enrolment(who).await.map_err(unread)? {
        Some(enrolment) => {
            Some((Picture::of(&enrolment.address)?, grouped(&enrolment), enrolment.address.clone()))
        }
        None => None,
    };
    let page = FactorPage { frame, form, own, begun };
    page.frame.show(status, &page)
}

/// `GET /account/factor`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, form, StatusCode::OK).await
}

/// `POST /account/factor`
pub(super) async fn begin(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    match site.app.enrol_second_factor(&who).await {
        Ok(_) => Ok(Redirect::to("/account/factor").into_response()),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, form, StatusCode::CONFLICT).await
        }
    }
}

/// `POST /account/factor/confirm`
pub(super) async fn confirm(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("code", frame.t("code-missing"));
    if form.is_wrong() {
        return show(&site, frame, &who, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let confirmed = match site.app.confirm_second_factor(&who, &form.fields.tidy("code")).await {
        Ok(confirmed) => confirmed,
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            return show(&site, frame, &who, form, StatusCode::CONFLICT).await;
        }
    };
    // the session before has ended; the page is already one of the new
    let person = site.app.who(&confirmed.token).await;
    let person = person.map_err(|failure: AccountFailure| Trouble::Broken(failure.to_string()))?;
    let person = Arc::new(person.ok_or(Trouble::SignedOut)?);
    let page = CodesPage {
        token: person.csrf().to_owned(),
        login: person.login().to_owned(),
        codes: confirmed.recovery_codes,
        frame: frame.of_person(person),
    };
    let mut response = page.frame.show(StatusCode::OK, &page)?;
    SESSION.give(&site, &mut response, &confirmed.token);
    Ok(response)
}

/// `POST /account/factor/codes`: the codes that the page shows, as a file. Nothing but codes goes into it.
pub(super) async fn download(
    State(_): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let is_code =
        |code: &&str| code.len() == 19 && code.bytes().all(|sign| sign == b'-' || sign.is_ascii_hexdigit());
    let codes: Vec<&str> = fields.all("codes").filter(is_code).collect();
    let head = frame.with("factor-codes-file", "login", who.login());
    let text = format!("{head}\r\n\r\n{}\r\n", codes.join("\r\n"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"duheng-recovery-codes.txt\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
