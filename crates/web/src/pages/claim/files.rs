//! Evidence of a claim: bringing a file, opening it, taking it off.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::Depth;
use duheng_app::{LARGEST_FILE, Question};

use super::fields::Beside;
use super::item::ItemPage;
use super::review::ReviewPage;
use super::{Which, trouble};
use crate::address::encoded;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How many bytes an upload may have: the largest file and the fields around it.
pub(super) const ROOM: usize = LARGEST_FILE + 1024 * 1024;

/// A file with the fields that were sent before it.
pub(crate) struct Upload {
    fields: Fields,
    name: String,
    content: Bytes,
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Trouble;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Trouble> {
        let person = Frame::from_extensions(request.extensions());
        let mut parts = Multipart::from_request(request, site).await.map_err(|_| Trouble::NotFound)?;
        let (mut fields, mut name, mut content) = (Vec::new(), String::new(), Bytes::new());
        while let Some(part) = parts.next_field().await.map_err(unread)? {
            let field = part.name().unwrap_or_default().to_owned();
            if field == "file" {
                // some browsers send a path
                let sent = part.file_name().unwrap_or_default();
                name = sent.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                content = part.bytes().await.map_err(unread)?;
            } else {
                fields.push((field, part.text().await.map_err(unread)?));
            }
        }
        let fields = Fields::of(fields);
        let tied = person.as_ref().and_then(Frame::person).is_some_and(|of| of.csrf() == fields.get("token"));
        // a file is not kept: it is chosen again
        if tied { Ok(Self { fields, name, content }) } else { Err(Trouble::SignedOut) }
    }
}

fn unread(error: axum::extract::multipart::MultipartError) -> Trouble {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Trouble::TooLarge } else { Trouble::NotFound }
}

/// `POST /claims/{programme}/{edition}/{uscc}/files`
pub(crate) async fn add(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    upload: Upload,
) -> Result<Response, Trouble> {
    let claim = which.claim_to(Depth::Score, &site, &by).await?;
    let (item, fact) = (upload.fields.tidy("item"), upload.fields.tidy("fact"));
    let document = upload.fields.tidy("document");
    let question = match document.is_empty() {
        true => Question::Fact { fact: fact.clone(), period: None },
        false => Question::Document { name: document.clone() },
    };
    let at = if document.is_empty() { format!("files-{fact}") } else { format!("document-{document}") };
    let mut form = Form::sent(Fields::read(&format!("token={}", encoded(upload.fields.get("token")))));
    let done = if upload.content.is_empty() && upload.name.is_empty() {
        form.mistake(at.clone(), frame.t("file-missing"));
        None
    } else {
        let done = site.app.attach(&by.0, &claim.target, &question, &upload.name, upload.content).await;
        match done {
            Ok(file) => Some(file),
            Err(failure) => {
                form.refuse(&frame, failure)?;
                None
            }
        }
    };
    let which = Which { rest: item, ..which };
    match (done, document.is_empty()) {
        (Some(_), true) => {
            let place = format!("{}?done=file-added#{}", which.item(&which.rest), encoded(&at));
            Ok(Redirect::to(&place).into_response())
        }
        (Some(_), false) => {
            Ok(Redirect::to(&format!("{}/review?done=file-added#{}", which.place(), encoded(&at)))
                .into_response())
        }
        (None, true) => ItemPage::new(frame, which, claim, form, &Beside::default())?
            .show(StatusCode::UNPROCESSABLE_ENTITY),
        (None, false) => ReviewPage::new(frame, which, claim, form).show(StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// `GET /claims/{programme}/{edition}/{uscc}/files/{number}`
pub(crate) async fn open(
    State(site): State<Arc<Site>>,
    Visitor(person): Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let number: i64 = which.rest.parse().map_err(|_| Trouble::NotFound)?;
    let (programme, edition, uscc) = (&which.programme, &which.edition, &which.uscc);
    let found = site.app.claim_file(&person, programme, edition, uscc, number).await.map_err(trouble)?;
    let (file, content) = found.ok_or(Trouble::NotFound)?;
    let mut response = content.into_response();
    let name = format!("attachment; filename*=UTF-8''{}", encoded(&file.file.name));
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Trouble::Broken(error.to_string()));
    headers.insert(CONTENT_TYPE, value(&file.kind)?);
    headers.insert(CONTENT_DISPOSITION, value(&name)?);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// `POST /claims/{programme}/{edition}/{uscc}/files/{number}/remove`
pub(crate) async fn remove(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let claim = which.claim_to(Depth::Score, &site, &by).await?;
    let number: i64 = which.rest.parse().map_err(|_| Trouble::NotFound)?;
    let item = fields.tidy("item");
    let place = match item.is_empty() {
        true => format!("{}/review", which.place()),
        false => which.item(&item),
    };
    match site.app.detach(&by.0, &claim.target, number).await {
        Ok(()) => Ok(Redirect::to(&format!("{place}?done=file-removed")).into_response()),
        Err(failure) => {
            let mut form = Form::sent(fields);
            form.refuse(&frame, failure)?;
            let which = Which { rest: item, ..which };
            match which.rest.is_empty() {
                true => ReviewPage::new(frame, which, claim, form).show(StatusCode::CONFLICT),
                false => {
                    ItemPage::new(frame, which, claim, form, &Beside::default())?.show(StatusCode::CONFLICT)
                }
            }
        }
    }
}
