//! Evidence of a claim: bringing a file, opening it, taking it off.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::Depth;
use duheng_app::{LARGEST_FILE, Question};

use super::item::{ItemPage, Kept};
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

/// What a browser offers to bring as evidence.
pub(super) const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx";

/// Files with the fields that were sent beside them.
pub(crate) struct Upload {
    fields: Fields,
    files: Vec<Sent>,
}

/// A file as it was sent.
struct Sent {
    /// The fact that it proves; empty on a page of one document.
    fact: String,
    name: String,
    content: Bytes,
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Trouble;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Trouble> {
        let person = Frame::from_extensions(request.extensions());
        let mut parts = Multipart::from_request(request, site).await.map_err(|_| Trouble::NotFound)?;
        let (mut fields, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(unread)? {
            let field = part.name().unwrap_or_default().to_owned();
            let Some(sent) = part.file_name() else {
                fields.push((field, part.text().await.map_err(unread)?));
                continue;
            };
            // some browsers send a path
            let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let content = part.bytes().await.map_err(unread)?;
            // a field in which nothing was chosen is sent too
            if !name.is_empty() || !content.is_empty() {
                let fact = field.strip_prefix("file-").unwrap_or_default().to_owned();
                files.push(Sent { fact, name, content });
            }
        }
        let fields = Fields::of(fields);
        let tied = person.as_ref().and_then(Frame::person).is_some_and(|of| of.csrf() == fields.get("token"));
        // a file is not kept: it is chosen again
        if tied { Ok(Self { fields, files }) } else { Err(Trouble::SignedOut) }
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
    match upload.fields.tidy("document") {
        document if document.is_empty() => add_evidence(&site, frame, by, which, upload).await,
        document => add_document(&site, frame, by, which, upload, document).await,
    }
}

/// Files of an item; what was typed beside them is saved with them.
async fn add_evidence(
    site: &Site,
    frame: Frame,
    by: Visitor,
    which: Which,
    upload: Upload,
) -> Result<Response, Trouble> {
    let Upload { fields, files } = upload;
    let which = Which { rest: fields.tidy("item"), ..which };
    let typed = Kept::save(site, &frame, &by, &which, fields.clone()).await?;
    let at = format!("files-{}", fields.tidy("attach"));
    let mut form = typed.form;
    if files.is_empty() {
        form.mistake(at.clone(), frame.t("file-missing"));
    }
    let claim = which.claim_to(Depth::Questions, site, &by).await?;
    let item = claim.item(&which.rest).ok_or(Trouble::NotFound)?;
    'files: for Sent { fact, name, content } in files {
        for fact in item.proved_with(&fact) {
            let question = Question::Fact { fact: fact.to_owned(), period: None };
            let done = site.app.attach(&by.0, &typed.target, &question, &name, content.clone()).await;
            if let Err(failure) = done {
                form.refuse_file(&frame, &at, &name, failure)?;
                break 'files;
            }
        }
    }
    let claim = which.claim_to(Depth::Score, site, &by).await?;
    let is_well = !form.is_wrong() && typed.beside.theirs.is_empty();
    let place = format!("{}?done=file-added#{}", which.item(&which.rest), encoded(&at));
    let page = ItemPage::new(frame, which, claim, form, &typed.beside)?;
    if is_well && !page.is_wrong() {
        return Ok(Redirect::to(&place).into_response());
    }
    page.show(StatusCode::UNPROCESSABLE_ENTITY)
}

/// The file of a document that goes with a claim.
async fn add_document(
    site: &Site,
    frame: Frame,
    by: Visitor,
    which: Which,
    upload: Upload,
    name: String,
) -> Result<Response, Trouble> {
    let claim = which.claim_to(Depth::Score, site, &by).await?;
    let at = format!("document-{name}");
    let mut form = Form::sent(upload.fields);
    let question = Question::Document { name };
    match upload.files.into_iter().next() {
        None => form.mistake(at.clone(), frame.t("file-missing")),
        Some(Sent { name, content, .. }) => {
            if let Err(failure) = site.app.attach(&by.0, &claim.target, &question, &name, content).await {
                form.refuse_file(&frame, &at, &name, failure)?;
            }
        }
    }
    if form.is_wrong() {
        return ReviewPage::new(frame, which, claim, form).show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let place = format!("{}/review?done=file-added#{}", which.place(), encoded(&at));
    Ok(Redirect::to(&place).into_response())
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
    let number: i64 = which.rest.parse().map_err(|_| Trouble::NotFound)?;
    let which = Which { rest: fields.tidy("item"), ..which };
    if which.rest.is_empty() {
        let claim = which.claim_to(Depth::Score, &site, &by).await?;
        return match site.app.detach(&by.0, &claim.target, number).await {
            Ok(()) => {
                Ok(Redirect::to(&format!("{}/review?done=file-removed", which.place())).into_response())
            }
            Err(failure) => {
                let mut form = Form::sent(fields);
                form.refuse(&frame, failure)?;
                ReviewPage::new(frame, which, claim, form).show(StatusCode::CONFLICT)
            }
        };
    }
    // what was typed beside it is saved with it
    let mut typed = Kept::save(&site, &frame, &by, &which, fields).await?;
    for number in which.claim_to(Depth::Questions, &site, &by).await?.copies(&which.rest, number) {
        if let Err(failure) = site.app.detach(&by.0, &typed.target, number).await {
            typed.form.refuse(&frame, failure)?;
            break;
        }
    }
    if !typed.form.is_wrong() && typed.beside.theirs.is_empty() {
        let place = format!("{}?done=file-removed", which.item(&which.rest));
        return Ok(Redirect::to(&place).into_response());
    }
    let claim = which.claim_to(Depth::Score, &site, &by).await?;
    ItemPage::new(frame, which, claim, typed.form, &typed.beside)?.show(StatusCode::CONFLICT)
}
