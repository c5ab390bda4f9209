//! Check what I seal: what is open, the record of the visit, and sealing, which cannot be undone.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::forms::{Point, Review, ReviewFact, ReviewItem};
use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use duheng_programme::command::Visit;
use duheng_programme::scoring::Standing;

use super::{Looked, Which, example, kind, part_title};
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::pages::case::brief;
use crate::pages::claim::said::shown;
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
    /// How many items were assessed by examples just before.
    assessed: Option<usize>,
}

/// Items of one part, and how many of them were found otherwise than claimed.
struct SealPart<'r> {
    title: String,
    items: Vec<&'r ReviewItem>,
    differ: usize,
    /// How many of them have points that the assessor gives.
    judged: usize,
}

impl SealPage {
    fn new(frame: Frame, which: Which, looked: Looked, form: Form) -> Self {
        Self { frame, which, looked, form, confirm: false, assessed: None }
    }

    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// The record of the visit as it was typed, to be checked before it is sealed.
    fn visit(&self) -> Vec<(String, String)> {
        let day = self.form.fields.tidy("held_on");
        let rows = [
            ("visit-day", self.frame.day(&day)),
            ("visit-present", self.form.fields.tidy("participants")),
            ("visit-minutes", self.form.fields.tidy("minutes")),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        rows.map(|(label, value)| (self.frame.t(label), value)).collect()
    }

    /// The items that can be taken as claimed, and those whose points only the assessor can give.
    fn open<'r>(&self, review: &'r Review) -> [Vec<&'r ReviewItem>; 2] {
        let (take, judge): (Vec<_>, Vec<_>) = review.open().partition(|item| item.may_be_taken());
        [take, judge]
    }

    /// The items on which this assessor has said all, and which they are asked for or spoke of nevertheless.
    fn settled<'r>(&self, review: &'r Review) -> Vec<&'r ReviewItem> {
        let open: Vec<&str> = review.open().map(|item| item.code.as_str()).collect();
        let settled = review.items.iter().filter(|item| !open.contains(&item.code.as_str()));
        settled.filter(|item| item.is_asked || !self.said(review, item).is_empty()).collect()
    }

    /// Items by the parts of the standard, in its order.
    fn parts<'r>(&self, items: &[&'r ReviewItem]) -> Vec<SealPart<'r>> {
        let of_part = |items: &[&'r ReviewItem]| SealPart {
            title: items.first().map(|item| part_title(&self.frame, item)).unwrap_or_default(),
            differ: items.iter().filter(|item| differing(item) > 0).count(),
            judged: items.iter().filter(|item| item.judge.is_some()).count(),
            items: items.to_vec(),
        };
        items.chunk_by(|a, b| a.part == b.part).map(of_part).collect()
    }

    /// The claims of an item that are not assessed yet, in words.
    fn claims(&self, review: &Review, item: &ReviewItem) -> Vec<(String, String)> {
        let open = item.facts.iter().filter(|fact| !fact.is_settled());
        let said = |fact: &ReviewFact| {
            let kind = review.facts.get(&fact.name).map(|of| kind(&of.kind))?;
            let one = |(period, value): &(Option<String>, Node)| {
                format!("{} {}", period.clone().unwrap_or_default(), shown(&self.frame, &kind, Some(value)))
            };
            let claim = fact.claim.iter().map(one).collect::<Vec<_>>().join("\n");
            Some((self.frame.pick(&fact.title).to_owned(), claim))
        };
        open.filter_map(said).collect()
    }

    /// What was found of an item, in short.
    fn verdict(&self, review: &Review, item: &ReviewItem) -> String {
        let open = review.open().any(|of| of.code == item.code);
        let judged = self.judged(review, item);
        if open {
            return self.frame.t("assess-open");
        }
        let mut said = Vec::new();
        match differing(item) {
            0 if item.facts.iter().any(|fact| fact.confirmed) => said.push(self.frame.t("assess-confirmed")),
            0 => {}
            differs => said.push(self.frame.with("seal-differs", "count", differs)),
        }
        said.extend(judged.map(|points| self.frame.with("sheet-judged", "points", points)));
        match (said.is_empty(), item.is_asked) {
            (false, _) => said.join(&self.frame.t("seam")),
            (true, true) => self.frame.t("assess-not-claimed"),
            (true, false) => self.frame.t("assess-stands"),
        }
    }

    /// The points of an item if all who assess agreed with this assessor.
    fn points(&self, review: &Review, item: &ReviewItem) -> String {
        // what is open has none yet
        if review.open().any(|of| of.code == item.code) {
            return String::new();
        }
        self.scored("seal-points", review.standing.as_ref(), item)
    }

    /// The points of an item as the enterprise claims it.
    fn claimed(&self, review: &Review, item: &ReviewItem) -> String {
        self.scored("seal-claimed", review.claimed.as_ref(), item)
    }

    /// The points of an item and its most, in the words of a text.
    fn scored(&self, text: &str, standing: Option<&Standing>, item: &ReviewItem) -> String {
        let items = standing.map(|standing| standing.items.as_slice()).unwrap_or_default();
        match items.iter().find(|(code, ..)| *code == item.code) {
            Some((_, has, most)) => {
                let (has, most) = (brief::points(has), brief::points(most));
                self.frame.with2(text, "points", &has, "most", &most)
            }
            None => String::new(),
        }
    }

    /// The items that stand as they were settled before.
    fn stand<'r>(&self, review: &'r Review) -> Vec<&'r ReviewItem> {
        review.items.iter().filter(|item| !item.is_asked && self.said(review, item).is_empty()).collect()
    }

    /// The total in that case.
    fn total(&self, review: &Review) -> Option<String> {
        let standing = review.standing.as_ref()?;
        Some(self.frame.with("seal-total", "total", brief::points(&standing.total)))
    }

    /// The points that were given to an item.
    fn judged(&self, review: &Review, item: &ReviewItem) -> Option<String> {
        let point = Point::Judged { item: item.code.clone() };
        let saved = review.points.iter().find(|saved| saved.point == point)?;
        Some(saved.value.as_ref()?.as_str()?.to_owned())
    }

    /// How the day of the visit is asked for: what no field for days can show stands as text.
    fn day_kind(&self) -> &'static str {
        let day = self.form.value("held_on");
        if day.is_empty() || Date::parse(day).is_some() { "date" } else { "text" }
    }

    /// What was written about an item, in words.
    fn said(&self, review: &Review, item: &ReviewItem) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for fact in &item.facts {
            let title = self.frame.pick(&fact.title).to_owned();
            if fact.refused {
                found.push((title, self.frame.with("assess-refused-why", "reason", &fact.reason)));
            } else if fact.found {
                found.push((title, self.frame.with("assess-found-why", "reason", &fact.reason)));
            } else if fact.confirmed {
                found.push((title, self.frame.t("assess-confirmed")));
            }
        }
        if let Some(points) = self.judged(review, item) {
            found.push((self.frame.t("assess-judged"), points));
            if !item.judged_reason.is_empty() {
                found.push((self.frame.t("case-reason"), item.judged_reason.clone()));
            }
        }
        found
    }
}

/// In how many facts of an item something else was found than claimed.
fn differing(item: &ReviewItem) -> usize {
    item.facts.iter().filter(|fact| fact.found || fact.refused).count()
}

/// `GET /assess/{programme}/{edition}/{uscc}/seal`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    if looked.review.is_err() {
        return Ok(Redirect::to(&which.place()).into_response());
    }
    let assessed = example::assessed(&site, &query.unwrap_or_default());
    let mut form = Form::new(by.0.csrf().to_owned());
    if assessed.is_some() && looked.review.as_ref().is_ok_and(|review| review.visit) {
        form.fields = example::visit(&site, frame.language)?;
    }
    let page = SealPage { assessed, ..SealPage::new(frame, which, looked, form) };
    page.show(StatusCode::OK)
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
    if looked.review.as_ref().is_ok_and(|review| review.open().next().is_some()) {
        form.refused = Some((frame.t("seal-open"), frame.t("seal-open-how")));
        return SealPage::new(frame, which, looked, form).show(StatusCode::CONFLICT);
    }
    // back from the page that asks once more, with all that was typed
    if !form.value("change").is_empty() {
        form.fields = form.fields.without(&["change".to_owned(), "sure".to_owned()]);
        return SealPage::new(frame, which, looked, form).show(StatusCode::OK);
    }
    let asks_visit = looked.review.as_ref().is_ok_and(|review| review.visit);
    let held_on = Date::read(form.value("held_on"));
    if asks_visit {
        form.need("held_on", frame.t("visit-day-missing"));
        if let (Err(why), false) = (&held_on, form.value("held_on").trim().is_empty()) {
            form.mistake("held_on", frame.pick(&why.text()));
        }
        form.need("participants", frame.t("visit-present-missing"));
        form.need("minutes", frame.t("visit-minutes-missing"));
    }
    if form.is_wrong() {
        let page = SealPage::new(frame, which, looked, form);
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    // without a record of a visit the page itself was the last look
    if asks_visit && form.value("sure") != "yes" {
        let page = SealPage::new(frame, which, looked, form);
        return SealPage { confirm: true, ..page }.show(StatusCode::OK);
    }
    let people = form.value("participants").split(['\n', '、', '，', ',']);
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
            SealPage::new(frame, which, looked, form).show(StatusCode::CONFLICT)
        }
    }
}

/// `POST /assess/{programme}/{edition}/{uscc}/rest`: the items that the page listed are taken as claimed.
pub(crate) async fn take(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let items: Vec<String> = fields.all("item").map(str::to_owned).collect();
    let mut form = Form::sent(fields);
    match site.app.take_as_claimed(&by.0, &looked.role, None, &looked.target, &items).await {
        Ok(_) => Ok(Redirect::to(&format!("{}/seal?done=taken", which.place())).into_response()),
        Err(failure) => {
            form.refuse(&frame, failure)?;
            SealPage::new(frame, which, looked, form).show(StatusCode::CONFLICT)
        }
    }
}
