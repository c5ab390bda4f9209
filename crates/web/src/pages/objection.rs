//! A result on public notice, with the form to object.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::public::OnNotice;
use duheng_app::{Failure, Target, Vouched};
use duheng_programme::command::{Command, FilingCommand};
use serde::Deserialize;

use crate::address::encoded;
use crate::forms::{self, Mistake};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::{Told, Trouble};

/// Which result: programme, edition, code of the enterprise.
type Which = (String, String, String);

/// What is sent.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    text: String,
}

/// Fields with how many characters each may have, and the text for each mistake.
const FIELDS: [(&str, usize, &str, &str); 3] = [
    ("name", 50, "objection-name-missing", "objection-name-long"),
    ("contact", 100, "objection-contact-missing", "objection-contact-long"),
    ("text", 4000, "objection-text-missing", "objection-text-long"),
];

#[derive(Template)]
#[template(path = "objection.html")]
struct ObjectionPage {
    frame: Frame,
    notice: OnNotice,
    /// Whether the notice runs today.
    runs: bool,
    token: String,
    sent: Sent,
    mistakes: Vec<Mistake>,
    /// Why the rules refuse it: what is wrong, what to do.
    refused: Option<(String, String)>,
}

impl ObjectionPage {
    /// The mistake in a field.
    fn wrong(&self, field: &str) -> Option<&str> {
        self.mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.sentence.as_str())
    }

    fn is_wrong(&self) -> bool {
        !self.mistakes.is_empty() || self.refused.is_some()
    }

    fn show(self, site: &Site, status: StatusCode) -> Result<Response, Trouble> {
        let mut response = self.frame.show(status, &self)?;
        response.extensions_mut().insert(Told);
        forms::tie(site, &mut response, &self.token);
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
    let (notice, _, runs) = find(&site, &which).await?;
    let token = forms::token(&site, &site.app, &headers)?;
    let (sent, mistakes, refused) = (Sent::default(), Vec::new(), None);
    ObjectionPage { frame, notice, runs, token, sent, mistakes, refused }.show(&site, StatusCode::OK)
}

/// `POST /notices/{programme}/{edition}/{uscc}`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path(which): Path<Which>,
    Form(sent): Form<Sent>,
) -> Result<Response, Trouble> {
    let (notice, target, runs) = find(&site, &which).await?;
    let token = forms::token(&site, &site.app, &headers)?;
    let tied = forms::is_tied(&site, &headers, &sent.token);
    let mistakes = mistakes(&frame, &sent);
    let mut page = ObjectionPage { frame, notice, runs, token, sent, mistakes, refused: None };
    if !tied {
        page.refused = Some((page.frame.t("form-stale"), page.frame.t("form-stale-remedy")));
        return page.show(&site, StatusCode::FORBIDDEN);
    }
    if !page.mistakes.is_empty() {
        return page.show(&site, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let tidy = |text: &str| text.trim().to_owned();
    let command = FilingCommand::Object {
        name: tidy(&page.sent.name),
        contact: tidy(&page.sent.contact),
        text: tidy(&page.sent.text),
    };
    match site.app.act(&Vouched::public(), &target, Command::Filing(command)).await {
        Ok(receipt) => {
            site.metrics.objected();
            let (programme, edition, uscc) = &which;
            let [programme, edition, uscc] = [programme, edition, uscc].map(|part| encoded(part));
            let reference = reference(receipt.at);
            let place = format!("/notices/{programme}/{edition}/{uscc}/received/{reference}");
            Ok(Redirect::to(&place).into_response())
        }
        Err(Failure::Refused(refusal)) => {
            let pick = |text| page.frame.pick(text).to_owned();
            page.refused = Some((pick(&refusal.message), pick(&refusal.remedy)));
            page.show(&site, StatusCode::CONFLICT)
        }
        Err(Failure::Broken(fault)) => Err(fault.into()),
    }
}

/// All mistakes at once, in the order of the fields.
fn mistakes(frame: &Frame, sent: &Sent) -> Vec<Mistake> {
    let values = [&sent.name, &sent.contact, &sent.text];
    let judge = |((field, most, missing, long), value): ((&'static str, usize, &str, &str), &String)| {
        let length = value.trim().chars().count();
        let sentence = match length {
            0 => frame.t(missing),
            length if length > most => {
                frame.with2(long, "most", &most.to_string(), "found", &length.to_string())
            }
            _ => return None,
        };
        Some(Mistake { field, sentence })
    };
    FIELDS.into_iter().zip(values).filter_map(judge).collect()
}

/// The reference number of an objection: the microsecond of its receipt, in groups of four.
fn reference(at: i64) -> String {
    let digits = format!("{at:016}");
    let groups: Vec<String> =
        digits.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join("-")
}

#[derive(Template)]
#[template(path = "received.html")]
struct ReceivedPage {
    frame: Frame,
    notice: OnNotice,
    reference: String,
    at: i64,
}

/// `GET /notices/{programme}/{edition}/{uscc}/received/{reference}`
pub(crate) async fn received(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path((programme, edition, uscc, number)): Path<(String, String, String, String)>,
) -> Result<Response, Trouble> {
    let (notice, target, _) = find(&site, &(programme, edition, uscc)).await?;
    let at: i64 = number.replace('-', "").parse().map_err(|_| Trouble::NotFound)?;
    if reference(at) != number || !site.app.objection_received(&target, at).await? {
        return Err(Trouble::NotFound);
    }
    let page = ReceivedPage { frame, notice, reference: number, at };
    page.frame.show(StatusCode::OK, &page)
}
