//! A claim made of what an act sees: the answers while it is written, what was submitted after that.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::cohort::freezes_while_open;
use duheng_programme::model::{Mechanism, Stage};
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::entered;
use duheng_programme::state::{Filing, Place};
use duheng_programme::view::View;
use duheng_standard::score::score;

use super::ask::{Ask, asks};
use super::form::{Claim, StageDocument};
use super::live::{Ranks, live};
use super::parts::parts;
use crate::carried::carried;
use crate::draft::{self, Answer, Finding, Question};
use crate::evidence::Attachment;
use crate::public::Enterprise;
use crate::sight::Target;

/// Where an application stands, in words.
pub(super) fn stands(view: &View<'_>, place: &Place) -> Text {
    let programme = view.programme;
    match place {
        Place::At(stage) => programme.stage(stage).map_or_else(Text::default, |stage| stage.title.clone()),
        Place::Ended(end) => programme.ends.get(end).cloned().unwrap_or_default(),
    }
}

/// The documents and consents of a stage.
pub(super) fn wanted(mechanism: &Mechanism) -> (Vec<StageDocument>, Vec<(String, Text)>) {
    let Mechanism::File { documents, consents } = mechanism else { return Default::default() };
    let document = |(name, of): (&String, &duheng_programme::model::Document)| StageDocument {
        name: name.clone(),
        title: of.title.clone(),
        required: of.required,
        pdf: of.pdf,
    };
    let consents = consents.iter().map(|(name, title)| (name.clone(), title.clone()));
    (documents.iter().map(document).collect(), consents.collect())
}

/// How far a claim is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// What is asked and answered, without rules in words, findings and a score: to save an answer, to find a file.
    Questions,
    /// All but what would lift the grade.
    Score,
    /// All.
    Advice,
}

/// The claim without what the session says.
pub(super) fn made(
    view: &View<'_>,
    today: Date,
    drafted: &[Answer],
    files: Vec<Attachment>,
    closed: Option<Refusal>,
    depth: Depth,
) -> Claim {
    let filing = view.filing.cloned().unwrap_or_else(|| Filing::new(""));
    let submitted = !filing.submissions.is_empty();
    let writable = closed.is_none();
    let stage = view.stage();
    // while it is written the answers count, after that what was submitted
    let filing = match writable {
        true => draft::drafted(view, drafted, today),
        false => filing,
    };
    let dates = view.edition().and_then(|edition| edition.dates);
    let year = dates.map(|(year, _)| year);
    let (documents, consents) = stage.map(|stage| wanted(&stage.mechanism)).unwrap_or_default();
    let due = stage.and_then(|stage| view.window(stage).closes);
    let mut claim = Claim {
        target: Target { programme: String::new(), edition: String::new(), organisation: None },
        enterprise: Enterprise { name: String::new(), uscc: String::new(), fictional: false },
        title: view.programme.title.clone(),
        standard: view.standard().map(|of| (of.title.clone(), of.nature())).unwrap_or_default(),
        year,
        stage: view.application().map(|of| stands(view, &of.place)),
        due,
        is_late: due.is_some_and(|due| due < today),
        returned: view.application().and_then(|of| of.due).filter(|_| writable).map(|_| String::new()),
        closed,
        may_submit: false,
        submitted,
        self_check: view.application().is_none(),
        is_assessed: view.programme.is_assessed(view.application().map(|of| of.entry.as_str())),
        parts: Vec::new(),
        asks: BTreeMap::new(),
        answers: BTreeMap::new(),
        earlier: BTreeMap::new(),
        files,
        findings: Vec::new(),
        score: None,
        decided: None,
        documents,
        consents,
    };
    let vocabulary = &view.pack.vocabulary;
    let Some(standard) = view.standard() else { return claim };
    if depth > Depth::Questions {
        let (read, findings) = entered(view, &filing);
        if writable {
            claim.findings = findings.into_iter().map(|finding| Finding::of(finding, drafted)).collect();
        }
        if let Some((sheet, standard)) = read {
            let scored = score(standard, vocabulary, &sheet, 0);
            let closes = |stage: &Stage| view.window(stage).closes;
            let ranks = || Ranks { while_open: freezes_while_open(view.programme, closes) };
            let advised = (depth == Depth::Advice).then(ranks);
            claim.score = Some(live(&scored, &sheet, advised));
        }
    }
    claim.asks = asks(standard, vocabulary, dates);
    claim.answers = match (writable, submitted) {
        (false, true) => carried(vocabulary, view.filing),
        _ => drafted.iter().map(|answer| (answer.question.clone(), answer.clone())).collect(),
    };
    also_answered(&mut claim.asks, &claim.answers);
    claim.parts = parts(view, standard, vocabulary, &claim, depth > Depth::Questions);
    claim
}

/// Periods that were answered are asked for, whether or not a rule reads them.
fn also_answered(asks: &mut BTreeMap<String, Ask>, answers: &BTreeMap<Question, Answer>) {
    for (question, answer) in answers {
        let Question::Fact { fact, period: Some(period) } = question else { continue };
        if answer.value.is_none() {
            continue;
        }
        if let Some(ask) = asks.get_mut(fact)
            && !ask.periods.is_empty()
            && !ask.periods.contains(period)
        {
            ask.periods.push(period.clone());
            ask.unread.insert(period.clone());
            ask.periods.sort_by(|a, b| b.cmp(a));
        }
    }
}
