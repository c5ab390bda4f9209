//! The application form in words, for the page and for the document alike: all answers, the evidence, the plan.

use std::collections::{BTreeMap, BTreeSet};

use duheng_app::Question;
use duheng_app::claim::{ApplicationForm, Ask, Claim, ClaimItem, EvidenceRow, EvidenceState, PlannedStage};
use duheng_pack::text::Language;
use duheng_programme::command::Evidence;

use crate::frame::Frame;
use crate::pages::claim::said::shown;
use crate::reference;

/// An application form. Days are written as `2026-06-30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPaper {
    /// The language of its words.
    pub language: Language,
    /// The title of the programme with its edition.
    pub title: String,
    /// The name of the enterprise.
    pub enterprise: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Whether the enterprise is made up.
    pub fictional: bool,
    /// Whether nothing of it was handed in yet.
    pub is_draft: bool,
    /// The number of the receipt, which names it in the header of each page; empty for a draft.
    pub number: String,
    /// The day of the submission, or of the printing of a draft.
    pub dated: String,
    /// What else stands at the head: name and value.
    pub head: Vec<(String, String)>,
    /// The items by part.
    pub parts: Vec<FormPart>,
    /// The documents that go with it: title and what was given.
    pub documents: Vec<(String, String)>,
    /// The consents: title and who signed.
    pub consents: Vec<(String, String)>,
    /// The checklist of evidence.
    pub evidence: Vec<FormEvidence>,
    /// How much of it was brought, in one sentence.
    pub brought: String,
    /// The stages of the evaluation: title, who acts, when.
    pub plan: Vec<[String; 3]>,
}

/// The items of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// Code and title.
    pub title: String,
    /// Its items.
    pub items: Vec<FormItem>,
}

/// An item with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormItem {
    /// Its code in the pack.
    pub code: String,
    /// The code as people read it; empty where the source gives none.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The most points, in words; empty for a requirement.
    pub most: String,
    /// How far it is, in words.
    pub state: String,
    /// The answers: what is asked and what was answered.
    pub answers: Vec<(String, String)>,
}

/// A row of the checklist of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormEvidence {
    /// The code of the item in the pack.
    pub code: String,
    /// Code and title of the item.
    pub item: String,
    /// What is to be shown.
    pub shows: String,
    /// The fact that is shown, by name.
    pub fact: String,
    /// The documents, with whether they must be there.
    pub documents: Vec<(String, bool)>,
    /// The files that were brought.
    pub files: Vec<FormFile>,
    /// The stable name of how it stands.
    pub state: &'static str,
    /// How it stands, in words.
    pub standing: String,
}

/// A file that was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFile {
    /// Its name.
    pub name: String,
    /// The hash of its content.
    pub hash: String,
    /// Its size in words.
    pub size: String,
    /// Where it is opened; empty on paper.
    pub address: String,
}

/// A code and a title on one line.
fn coded(code: &str, title: &str) -> String {
    format!("{code} {title}").trim().to_owned()
}

/// A form in words. `address` says where a file is opened.
pub(crate) fn form_paper(
    frame: &Frame,
    form: &ApplicationForm,
    address: impl Fn(&Evidence) -> String,
) -> FormPaper {
    let claim = &form.claim;
    let first_at = first_items(form);
    let parts = claim.parts.iter().map(|part| {
        let items = part.indicators.iter().flat_map(|indicator| &indicator.items);
        FormPart {
            title: coded(&part.code, frame.pick(&part.title)),
            items: items.map(|item| item_in_words(frame, form, item, &first_at)).collect(),
        }
    });
    let rows = form.checklist();
    FormPaper {
        language: frame.language,
        title: format!("{} {}", frame.pick(&claim.title), claim.target.edition),
        enterprise: claim.enterprise.name.clone(),
        uscc: claim.enterprise.uscc.clone(),
        fictional: claim.enterprise.fictional,
        is_draft: form.is_draft,
        number: if form.is_draft { String::new() } else { reference::written(form.at) },
        dated: frame.iso_day(form.at),
        head: head(frame, form),
        parts: parts.collect(),
        documents: documents(frame, form),
        consents: consents(frame, form),
        brought: brought(frame, &rows),
        evidence: rows.iter().map(|row| evidence(frame, row, &address)).collect(),
        plan: form.plan.iter().map(|stage| planned(frame, stage)).collect(),
    }
}

/// The code of the first item that asks for each fact: its answer stands there, and others lead to it.
fn first_items(form: &ApplicationForm) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for item in form.claim.items() {
        for fact in &item.facts {
            found.entry(fact.as_str()).or_insert(item.code.as_str());
        }
    }
    found
}

fn item_in_words(
    frame: &Frame,
    form: &ApplicationForm,
    item: &ClaimItem,
    first_at: &BTreeMap<&str, &str>,
) -> FormItem {
    let claim = &form.claim;
    let mut answers = Vec::new();
    for ask in item.facts.iter().filter_map(|fact| claim.asks.get(fact)) {
        match first_at.get(ask.fact.as_str()).filter(|first| **first != item.code) {
            Some(first) => {
                answers.push((frame.pick(&ask.title).to_owned(), frame.with("form-see", "code", first)));
            }
            None => answers.extend(ask.questions().iter().map(|of| answered(frame, form, ask, of))),
        }
    }
    let out = claim.value(&Question::NotEvaluated { item: item.code.clone() });
    if let Some(reason) = out.and_then(|reason| reason.as_str()) {
        answers.push((frame.t("out-title"), reason.to_owned()));
    }
    FormItem {
        code: item.code.clone(),
        number: frame.number(&item.code).to_owned(),
        title: frame.pick(&item.title).to_owned(),
        most: match item.most.is_empty() {
            true => String::new(),
            false => frame.with("points-most", "points", &item.most),
        },
        state: frame.made("item-state-", item.state.name(), ""),
        answers,
    }
}

/// What a question asks, and what was answered.
fn answered(frame: &Frame, form: &ApplicationForm, ask: &Ask, question: &Question) -> (String, String) {
    let title = frame.pick(&ask.title);
    let asked = match question {
        Question::Fact { period: Some(period), .. } => {
            frame.with2("ask-of-period", "title", title, "period", period)
        }
        _ => title.to_owned(),
    };
    (asked, shown(frame, &ask.kind, form.claim.value(question)))
}

/// The title of the standard of a claim, with what kind of standard it is and how far it binds.
pub(crate) fn standard_of(frame: &Frame, claim: &Claim) -> String {
    let (title, nature) = (frame.pick(&claim.standard.0), frame.pick(&claim.standard.1));
    match nature.is_empty() {
        true => title.to_owned(),
        false => frame.with2("standard-of", "title", title, "nature", nature),
    }
}

fn head(frame: &Frame, form: &ApplicationForm) -> Vec<(String, String)> {
    let claim = &form.claim;
    let mut head = vec![(frame.t("form-programme"), frame.pick(&claim.title).to_owned())];
    head.push((frame.t("form-edition"), claim.target.edition.clone()));
    if !claim.standard.0.is_empty() {
        head.push((frame.t("form-standard"), standard_of(frame, claim)));
    }
    head.extend(claim.year.map(|year| (frame.t("apply-year"), year.to_string())));
    match form.is_draft {
        true => head.push((frame.t("form-printed"), frame.time(form.at))),
        false => head.push((frame.t("form-submitted"), frame.time(form.at))),
    }
    head
}

fn documents(frame: &Frame, form: &ApplicationForm) -> Vec<(String, String)> {
    let said = |of: &duheng_app::claim::FormDocument| {
        let hashes = of.files.iter().map(|file| frame.with("form-hash", "hash", &file.hash));
        let given = match (&of.given, of.required) {
            (Some(name), _) => format!("{name}\n{}", hashes.collect::<Vec<_>>().join("\n")).trim().to_owned(),
            (None, true) => frame.t("form-missing"),
            (None, false) => frame.t("form-none"),
        };
        (frame.pick(&of.title).to_owned(), given)
    };
    form.documents.iter().map(said).collect()
}

fn consents(frame: &Frame, form: &ApplicationForm) -> Vec<(String, String)> {
    let signed = form.consents.iter().map(|(title, signer)| {
        (frame.pick(title).to_owned(), signer.clone().unwrap_or_else(|| frame.t("form-unsigned")))
    });
    signed.collect()
}

fn evidence(frame: &Frame, row: &EvidenceRow, address: &impl Fn(&Evidence) -> String) -> FormEvidence {
    let file = |file: &Evidence| FormFile {
        name: file.name.clone(),
        hash: file.hash.clone(),
        size: frame.size(file.size),
        address: address(file),
    };
    FormEvidence {
        code: row.code.clone(),
        item: coded(frame.number(&row.code), frame.pick(&row.item)),
        shows: frame.pick(&row.title).to_owned(),
        fact: row.fact.clone(),
        documents: row.documents.iter().map(|(title, must)| (frame.pick(title).to_owned(), *must)).collect(),
        files: row.files.iter().map(file).collect(),
        state: row.state.name(),
        standing: frame.made("evidence-state-", row.state.name(), ""),
    }
}

/// How many rows are in which state, and how many files there are; a file that serves several rows counts once.
fn brought(frame: &Frame, rows: &[EvidenceRow]) -> String {
    let count = |state| rows.iter().filter(|row| row.state == state).count().to_string();
    let files: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.files).map(|file| file.hash.as_str()).collect();
    frame.with_all(
        "evidence-brought",
        &[
            ("rows", &rows.len().to_string()),
            ("brought", &count(EvidenceState::Brought)),
            ("missing", &count(EvidenceState::Missing)),
            ("optional", &count(EvidenceState::Optional)),
            ("out", &count(EvidenceState::AskedOut)),
            ("files", &files.len().to_string()),
        ],
    )
}

fn planned(frame: &Frame, stage: &PlannedStage) -> [String; 3] {
    let by: Vec<&str> = stage.by.iter().map(|role| frame.pick(role)).collect();
    let day = |day: duheng_pack::calendar::Date| frame.day(&day.to_string());
    let when = match (stage.window.opens, stage.window.closes) {
        (Some(from), Some(until)) => frame.with2("period", "from", &day(from), "until", &day(until)),
        (Some(from), None) => frame.with("period-open", "from", day(from)),
        (None, Some(until)) => frame.with("act-until", "day", day(until)),
        (None, None) => frame.t("form-after"),
    };
    [frame.head(&stage.title), by.join(&frame.t("list-seam")), when]
}
