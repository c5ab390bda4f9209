//! A result on public notice, with the form to object.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::public::{EndedNotice, Enterprise, NoticeEnd, OnNotice};
use duheng_app::{Target, Vouched};
use duheng_pack::text::Text;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::contact::reachable;

use crate::address::encoded;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::reference;
use crate::site::Site;
use crate::trouble::Trouble;

/// Which result: programme, edition, code of the enterprise.
type Which = (String, String, String);

/// The fields of an objection with how many characters each may have, and the text for each mistake.
pub(crate) const FIELDS: [(&str, usize, &str, &str); 3] = [
    ("name", 50, "objection-name-missing", "objection-name-long"),
    ("contact", 100, "objection-contact-missing", "objection-contact-long"),
    ("text", 4000, "objection-text-missing", "objection-text-long"),
];

#[derive(Template)]
#[template(path = "portal/objection.html")]
struct ObjectionPage {
    frame: Frame,
    notice: OnNotice,
    /// Whether the notice runs today.
    runs: bool,
    form: Form,
}

impl ObjectionPage {
    fn show(self, site: &Site, status: StatusCode) -> Result<Response, Trouble> {
        let mut response = self.frame.show(status, &self)?;
        if self.frame.person().is_none() {
            forms::tie(site, &mut response, &self.form.token);
        }
        Ok(response)
    }
}

async fn find(site: &Site, (programme, edition, uscc): &Which) -> Result<(OnNotice, Target, bool), Trouble> {
    let (notice, target) = site.app.notice_of(programme, edition, uscc).await?.ok_or(Trouble::NotFound)?;
    let today = site.app.today()?.to_string();
    let runs = notice.from <= today && today <= notice.until;
    Ok((notice, target, runs))
}

/// `GET /notices/{programme}/{edition}/{uscc}`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path(which): Path<Which>,
) -> Result<Response, Trouble> {
    let (notice, _, runs) = match find(&site, &which).await {
        Err(Trouble::NotFound) => return ended(&site, frame, &which).await,
        found => found?,
    };
    let form = Form::new(forms::token(&site, &frame, &headers)?);
    ObjectionPage { frame, notice, runs, form }.show(&site, StatusCode::OK)
}

#[derive(Template)]
#[template(path = "portal/ended.html")]
struct EndedPage {
    frame: Frame,
    notice: EndedNotice,
}

impl EndedPage {
    fn told(&self) -> String {
        let on = self.frame.day(&self.notice.on.to_string());
        match self.notice.why {
            NoticeEnd::Over => self.frame.with("ended-over", "day", on),
            NoticeEnd::Upheld => self.frame.with("ended-upheld", "day", on),
            NoticeEnd::Withdrawn => self.frame.with("ended-withdrawn", "day", on),
            NoticeEnd::Closed => self.frame.with("ended-closed", "day", on),
        }
    }

    /// The days for which it was published.
    fn period(&self) -> String {
        let [from, until] = [self.notice.from, self.notice.until].map(|day| self.frame.day(&day.to_string()));
        self.frame.with2("period", "from", &from, "until", &until)
    }
}

/// That a notice has ended, at the address at which it was.
async fn ended(site: &Site, frame: Frame, (programme, edition, uscc): &Which) -> Result<Response, Trouble> {
    let notice = site.app.ended_notice(programme, edition, uscc).await?.ok_or(Trouble::NotFound)?;
    let page = EndedPage { frame, notice };
    page.frame.show(StatusCode::GONE, &page)
}

/// `POST /notices/{programme}/{edition}/{uscc}`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(which): Path<Which>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let (notice, target, runs) = match find(&site, &which).await {
        Err(Trouble::NotFound) => return ended(&site, frame, &which).await,
        found => found?,
    };
    let mut form = Form::sent(fields);
    for (field, most, missing, long) in FIELDS {
        form.need(field, frame.t(missing));
        form.at_most(&frame, field, most, long);
    }
    if form.wrong("contact").is_none() && reachable(&form.fields.tidy("contact")).is_none() {
        form.mistake("contact", frame.t("objection-contact-wrong"));
    }
    if form.is_wrong() {
        let page = ObjectionPage { frame, notice, runs, form };
        return page.show(&site, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let tidy = |field| form.fields.tidy(field);
    let command = FilingCommand::Object { name: tidy("name"), contact: tidy("contact"), text: tidy("text") };
    match site.app.act(&Vouched::public(), &target, Command::Filing(command)).await {
        Ok(receipt) => {
            site.metrics.objected();
            let (programme, edition, uscc) = &which;
            let [programme, edition, uscc] = [programme, edition, uscc].map(|part| encoded(part));
            let reference = reference::written(receipt.at);
            let place = format!("/notices/{programme}/{edition}/{uscc}/received/{reference}");
            Ok(Redirect::to(&place).into_response())
        }
        Err(failure) => {
            form.refuse(&frame, failure)?;
            ObjectionPage { frame, notice, runs, form }.show(&site, StatusCode::CONFLICT)
        }
    }
}

#[derive(Template)]
#[template(path = "portal/received.html")]
struct ReceivedPage {
    frame: Frame,
    enterprise: Enterprise,
    /// The title of the programme.
    title: Text,
    edition: String,
    reference: String,
    at: i64,
}

/// `GET /notices/{programme}/{edition}/{uscc}/received/{reference}`
pub(crate) async fn received(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path((programme, edition, uscc, number)): Path<(String, String, String, String)>,
) -> Result<Response, Trouble> {
    let at = reference::read(&number).ok_or(Trouble::NotFound)?;
    let of = site.app.objection_received(&programme, &edition, &uscc, at).await?;
    let (enterprise, title) = of.filter(|_| reference::written(at) == number).ok_or(Trouble::NotFound)?;
    let page = ReceivedPage { frame, enterprise, title, edition, reference: number, at };
    page.frame.show(StatusCode::OK, &page)
}
