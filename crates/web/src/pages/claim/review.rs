//! Check your answers: all of them by part, what is open, the documents and consents; submitting, and the receipt.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::{Ask, Claim, ClaimItem, StageDocument};
use duheng_app::{Attachment, Documents, Question};

use super::Which;
use super::said::shown;
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::reference;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "claim/review.html")]
pub(super) struct ReviewPage {
    frame: Frame,
    which: Which,
    claim: Claim,
    form: Form,
    /// Whether it is asked whether to submit really.
    confirm: bool,
}

/// How many characters a reply to what was asked may have.
const REPLY: usize = 2000;

/// A question with its answer, for reading.
struct Said {
    title: String,
    value: String,
    is_answered: bool,
    wrong: Vec<String>,
}

/// What is open in a part.
struct PartGaps<'p> {
    title: String,
    gaps: Vec<Gap<'p>>,
}

impl PartGaps<'_> {
    /// How many documents are missing that the items need.
    fn missing(&self) -> usize {
        self.gaps.iter().map(|gap| gap.missing.len()).sum()
    }
}

/// What is open in an item.
struct Gap<'p> {
    item: &'p ClaimItem,
    /// How many answers are open.
    unanswered: usize,
    /// The documents that are missing: the fact beside which they stand, and the title.
    missing: Vec<(&'p str, &'p str)>,
}

impl ReviewPage {
    pub(super) fn new(frame: Frame, which: Which, claim: Claim, form: Form) -> Self {
        Self { frame, which, claim, form, confirm: false }
    }

    pub(super) fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// The answers of an item, one for each period.
    fn said(&self, item: &ClaimItem) -> Vec<Said> {
        let mut found = Vec::new();
        for ask in item.facts.iter().filter_map(|fact| self.claim.asks.get(fact)) {
            for question in ask.questions_of(&item.code) {
                found.push(self.answer(ask, &question));
            }
        }
        found
    }

    fn answer(&self, ask: &Ask, question: &Question) -> Said {
        let title = self.frame.pick(&ask.title);
        let value = self.claim.value(question);
        let wrong = self.claim.findings_of(question).into_iter();
        Said {
            title: match question {
                Question::Fact { period: Some(period), .. } => {
                    self.frame.with2("ask-of-period", "title", title, "period", period)
                }
                _ => title.to_owned(),
            },
            value: shown(&self.frame, &ask.kind, value),
            is_answered: value.is_some(),
            wrong: wrong.map(|finding| self.frame.sentence(&finding.message)).collect(),
        }
    }

    /// The reason for which an item is asked not to be evaluated.
    fn out(&self, item: &ClaimItem) -> Option<&str> {
        self.claim.value(&Question::NotEvaluated { item: item.code.clone() })?.as_str()
    }

    fn files(&self, item: &ClaimItem) -> Vec<&Attachment> {
        let facts: Vec<&str> = item.facts.iter().map(String::as_str).collect();
        self.claim.proofs(&facts)
    }

    /// The files brought for a document of the stage.
    fn documents(&self, name: &str) -> Vec<&Attachment> {
        self.claim.files_of(&Question::Document { name: name.to_owned() })
    }

    /// What a browser offers for a document.
    fn accept(&self, document: &StageDocument) -> &'static str {
        if document.pdf { ".pdf" } else { super::files::ACCEPT }
    }

    /// Items in which something is still open.
    fn open(&self) -> Vec<&ClaimItem> {
        self.claim.items().filter(|item| !item.state.is_done()).collect()
    }

    /// What is open, by part.
    fn gaps(&self) -> Vec<PartGaps<'_>> {
        let gap = |item| {
            let missing = self.claim.missing_evidence(item).into_iter().map(|of| {
                let beside = item.proved_with(&of.fact).first().copied().unwrap_or(&of.fact);
                (beside, self.frame.pick(&of.title))
            });
            // one document that proves several answers is missing once
            let missing: std::collections::BTreeSet<_> = missing.collect();
            let unanswered = self.claim.unanswered(item).len();
            Gap { unanswered, missing: missing.into_iter().collect(), item }
        };
        let mut found = Vec::new();
        for part in &self.claim.parts {
            let items = part.indicators.iter().flat_map(|indicator| &indicator.items);
            let gaps: Vec<Gap<'_>> = items.filter(|item| !item.state.is_done()).map(gap).collect();
            let title = format!("{} {}", part.code, self.frame.pick(&part.title)).trim().to_owned();
            if !gaps.is_empty() {
                found.push(PartGaps { title, gaps });
            }
        }
        found
    }

    /// Documents without which the stage takes no claim and that nobody has brought.
    fn barring(&self) -> Vec<&StageDocument> {
        let documents = self.claim.documents.iter().filter(|of| of.required && !self.claim.submitted);
        documents.filter(|of| self.documents(&of.name).is_empty()).collect()
    }

    /// The field in which a consent is signed.
    fn consent(&self, name: &str) -> String {
        format!("consent-{name}")
    }

    /// Answers that cannot be read: the place at which each is corrected, what it is and why.
    fn unreadable(&self) -> Vec<(String, String)> {
        let told = |finding: &duheng_app::Finding| {
            let why = self.frame.sentence(&finding.message);
            let Some(Question::Fact { fact, period }) = &finding.question else {
                return (format!("{}/review", self.which.place()), why);
            };
            let ask = self.claim.asks.get(fact);
            // the period stands with the items that read it
            let asks_it = |item: &&ClaimItem| {
                let mut asked = ask.iter().flat_map(|ask| ask.questions_of(&item.code));
                item.facts.contains(fact) && asked.any(|asked| Some(&asked) == finding.question.as_ref())
            };
            // a row of a shared list stands open with the items that count it
            let is_own = |item: &&ClaimItem| self.claim.is_about_own_row(&item.code, fact, finding);
            let asking = || self.claim.items().filter(asks_it);
            let item = asking().find(is_own).or_else(|| asking().next());
            let title = ask.map(|ask| self.frame.pick(&ask.title).to_owned());
            let title = title.unwrap_or_else(|| fact.clone());
            let title = match period {
                Some(period) => self.frame.with2("ask-of-period", "title", &title, "period", period),
                None => title,
            };
            let place = item.map(|item| format!("{}#{fact}", self.which.item(&item.code)));
            let sentence = self.frame.with2("review-unreadable", "title", &title, "why", &why);
            (place.unwrap_or_else(|| self.which.place()), sentence)
        };
        self.claim.findings.iter().filter(|finding| finding.is_error).map(told).collect()
    }

    fn is_open(&self) -> bool {
        self.claim.closed.is_none()
    }
}

/// `GET /claims/{programme}/{edition}/{uscc}/review`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let claim = which.claim(&site, &by).await?;
    let form = Form::new(by.0.csrf().to_owned());
    ReviewPage::new(frame, which, claim, form).show(StatusCode::OK)
}

/// `POST /claims/{programme}/{edition}/{uscc}/review`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let claim = which.claim(&site, &by).await?;
    let mut page = ReviewPage::new(frame, which, claim, Form::sent(fields));
    let barring = page.barring().into_iter().map(|document| {
        let sentence = page.frame.with("document-missing", "title", page.frame.pick(&document.title));
        (format!("document-{}", document.name), sentence)
    });
    for (field, sentence) in barring.collect::<Vec<_>>() {
        page.form.mistake(field, sentence);
    }
    for (consent, title) in page.claim.consents.iter().filter(|_| !page.claim.submitted) {
        let field = format!("consent-{consent}");
        let sentence = page.frame.with("consent-missing", "title", page.frame.pick(title));
        page.form.need(&field, sentence);
    }
    // at once, not at the last click
    if !page.claim.submitted && !page.unreadable().is_empty() {
        let sentence = page.frame.with("review-errors", "count", page.unreadable().len());
        page.form.mistake("unreadable", sentence);
    }
    if page.form.fields.tidy("reply").chars().count() > REPLY {
        page.form.mistake("reply", page.frame.with("reply-long", "most", REPLY));
    }
    page.form.need("truthful", page.frame.t("truthful-missing"));
    if page.form.is_wrong() {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    if page.form.value("sure") != "yes" {
        page.confirm = true;
        return page.show(StatusCode::OK);
    }
    let of = |name: &str| {
        let files = page.claim.files_of(&Question::Document { name: name.to_owned() });
        files.last().map(|file| file.file.name.clone())
    };
    let wanted = page.claim.documents.iter().map(|document| document.name.clone());
    let documents: BTreeMap<String, String> =
        wanted.filter_map(|name| of(&name).map(|file| (name, file))).collect();
    let signed = page
        .claim
        .consents
        .iter()
        .map(|(name, _)| (name.clone(), page.form.fields.tidy(&format!("consent-{name}"))));
    let consents = signed.filter(|(_, signer)| !signer.is_empty()).collect();
    let reply = page.form.fields.tidy("reply");
    let documents = Documents { documents, consents, reply };
    let sent = site.app.submit_draft(&by.0, &page.claim.target, &documents).await;
    match sent {
        Ok(receipt) => {
            let place = format!("{}/submitted/{}", page.which.place(), reference::written(receipt.at));
            Ok(Redirect::to(&place).into_response())
        }
        Err(failure) => {
            page.form.refuse(&page.frame, failure)?;
            page.show(StatusCode::CONFLICT)
        }
    }
}

#[derive(Template)]
#[template(path = "claim/received.html")]
struct ReceivedPage {
    frame: Frame,
    which: Which,
    claim: Claim,
    reference: String,
    at: i64,
}

/// `GET /claims/{programme}/{edition}/{uscc}/submitted/{reference}`
pub(crate) async fn received(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let claim = which.claim(&site, &by).await?;
    let at = reference::read(&which.rest).ok_or(Trouble::NotFound)?;
    let was = site.app.was_submitted(&by.0, &claim.target, at).await.map_err(super::trouble)?;
    if reference::written(at) != which.rest || !was {
        return Err(Trouble::NotFound);
    }
    let page = ReceivedPage { frame, reference: which.rest.clone(), which, claim, at };
    page.frame.show(StatusCode::OK, &page)
}
