//! What a claim looks like to programs.

use std::collections::BTreeMap;

use duheng_app::Attachment;
use duheng_app::claim::{self, Advised, AdvisedStep, AskKind, LiveScore, Tally};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::words::{Blocked, Enterprise, Titled, Words, time};

/// Where one's enterprises may apply.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ToApplyList {
    /// The latest edition first.
    pub(super) rows: Vec<ToApplyRow>,
}

/// An edition in which an enterprise may apply, or has.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ToApplyRow {
    /// The programme.
    pub(super) programme: Titled,
    /// The edition.
    pub(super) edition: String,
    /// The enterprise.
    pub(super) enterprise: Enterprise,
    /// The reporting year.
    pub(super) year: i32,
    /// The entries that it may take.
    pub(super) entries: Vec<Entry>,
    /// Other programmes that share the filing.
    pub(super) sharing: Vec<Titled>,
    /// Where the application stands; none where there is none yet.
    pub(super) stands: Option<Words>,
    /// Whether one may apply, rather than only fill in.
    pub(super) may_submit: bool,
}

/// A way to enter.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Entry {
    /// The entry.
    pub(super) entry: Titled,
    /// The last day, included.
    pub(super) due: Option<String>,
    /// Why not now.
    pub(super) blocked: Option<Blocked>,
}

/// A claim as it stands.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Claim {
    /// Whose.
    pub(super) enterprise: Enterprise,
    /// The title of the programme.
    pub(super) title: Words,
    /// The reporting year.
    pub(super) year: Option<i16>,
    /// Where the application stands.
    pub(super) stands: Option<Words>,
    /// The last day on which it can be submitted.
    pub(super) due: Option<String>,
    /// Why it cannot be written now.
    pub(super) closed: Option<Blocked>,
    /// Whether one may submit it, rather than only fill it in.
    pub(super) may_submit: bool,
    /// Whether it was submitted before.
    pub(super) submitted: bool,
    /// The items, in order.
    pub(super) items: Vec<ClaimItem>,
    /// The facts that it asks for.
    pub(super) facts: Vec<AskedFact>,
    /// The files.
    pub(super) files: Vec<FileRow>,
    /// The documents that the stage asks for.
    pub(super) documents: Vec<StageDocument>,
    /// The consents that the stage asks for.
    pub(super) consents: Vec<Titled>,
    /// What cannot be read or is doubtful.
    pub(super) findings: Vec<ClaimFinding>,
}

/// An item of a claim.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ClaimItem {
    /// Its code.
    pub(super) code: String,
    /// Its title.
    pub(super) title: Words,
    /// The text of the source.
    pub(super) text: Words,
    /// The most points it gives; empty for a requirement.
    pub(super) most: String,
    /// How far it is.
    pub(super) state: String,
    /// The facts that the enterprise states for it, by name.
    pub(super) facts: Vec<String>,
    /// The official lists that its rule asks about.
    pub(super) lists: Vec<ListStanding>,
    /// When it may be asked not to be evaluated; none for never.
    pub(super) not_evaluated: Option<Words>,
}

/// Whether the enterprise stands on an official list; the office says it.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ListStanding {
    /// The title of the list.
    pub(super) title: Words,
    /// Whether it is on it; none while nobody has said so.
    pub(super) listed: Option<bool>,
}

/// A fact that a claim asks for, with its answers.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct AskedFact {
    /// Its name.
    pub(super) fact: String,
    /// What people read.
    pub(super) title: Words,
    /// What it takes.
    pub(super) takes: Takes,
    /// Whether somebody else gives it, so that the enterprise cannot.
    pub(super) given: bool,
    /// The items that read it.
    pub(super) items: Vec<String>,
    /// One for each period, or the only one.
    pub(super) answers: Vec<Answer>,
}

/// What a field takes.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Takes {
    /// `yes-no`, `choice`, `number`, `date`, `text` or `records`.
    pub(super) kind: String,
    /// The units of a number, that of the pack first.
    pub(super) units: Vec<String>,
    /// The codes of a choice.
    pub(super) choices: Vec<Titled>,
    /// The columns of records.
    pub(super) columns: Vec<RecordColumn>,
}

/// A column of records.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct RecordColumn {
    /// Its name.
    pub(super) name: String,
    /// What people read.
    pub(super) title: Words,
    /// What it takes; records stand in no column.
    #[schema(no_recursion)]
    pub(super) takes: Takes,
    /// Whether it may be left out.
    pub(super) optional: bool,
}

impl From<&AskKind> for Takes {
    fn from(kind: &AskKind) -> Self {
        let units = match kind {
            AskKind::Number { units, .. } => units.clone(),
            _ => Vec::new(),
        };
        let choices = match kind {
            AskKind::Choice(values) => values.iter().map(Titled::of).collect(),
            _ => Vec::new(),
        };
        let column = |of: &claim::Column| RecordColumn {
            name: of.name.clone(),
            title: (&of.title).into(),
            takes: (&of.kind).into(),
            optional: of.optional,
        };
        let columns = kind.columns().iter().map(column).collect();
        Self { kind: kind.name().to_owned(), units, choices, columns }
    }
}

/// An answer as it stands.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Answer {
    /// The period, where the fact has several.
    pub(super) period: Option<String>,
    /// What was typed, as typed; none where there is nothing.
    pub(super) value: Value,
    /// How often it was saved; 0 for never. Send it as `If-Match`.
    pub(super) version: i64,
}

/// A file of evidence.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct FileRow {
    /// Its number among those of the claim.
    pub(super) number: i64,
    /// Its name.
    pub(super) name: String,
    /// The hash of its content.
    pub(super) hash: String,
    /// Its size, in bytes.
    pub(super) size: u64,
    /// Its type.
    pub(super) kind: String,
    /// When it was brought.
    pub(super) at: String,
}

impl From<&Attachment> for FileRow {
    fn from(of: &Attachment) -> Self {
        Self {
            number: of.number,
            name: of.file.name.clone(),
            hash: of.file.hash.clone(),
            size: of.file.size,
            kind: of.kind.clone(),
            at: time(of.at),
        }
    }
}

/// A document that the stage asks for.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct StageDocument {
    /// Its name.
    pub(super) document: Titled,
    /// Whether it must be there.
    pub(super) required: bool,
    /// Whether it must be a PDF.
    pub(super) pdf: bool,
}

/// Something about a claim.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ClaimFinding {
    /// The fact, item or document that it is about.
    pub(super) about: Option<String>,
    /// The period.
    pub(super) period: Option<String>,
    /// What is wrong.
    pub(super) message: Words,
    /// What to do.
    pub(super) help: Words,
    /// Whether the claim cannot be submitted so.
    pub(super) is_error: bool,
}

/// What a claim would score as it stands; a later layer may find otherwise.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Score {
    /// The title of the grade.
    pub(super) grade: Words,
    /// Base and bonus together.
    pub(super) total: Points,
    /// The base after conversion.
    pub(super) base: Points,
    /// The bonus.
    pub(super) bonus: Option<Points>,
    /// The parts, in order.
    pub(super) parts: Vec<Points>,
    /// The indicators, in order.
    pub(super) indicators: Vec<Points>,
    /// The items, by code.
    pub(super) items: BTreeMap<String, ItemPoints>,
    /// The points that are still to win, the most first.
    pub(super) gaps: Vec<GapRow>,
    /// What conversion and caps change of the sum of the gaps, with its sign; `0` for nothing.
    pub(super) gaps_adjusted: String,
    /// Full marks less the score: the gaps and what is adjusted together.
    pub(super) gaps_total: String,
    /// How the gate stands: `pass`, `fail` or `clarify`; empty where there is none.
    pub(super) gate: String,
    /// What would lift the grade.
    pub(super) advice: Option<Advice>,
}

/// What would lift the grade.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Advice {
    /// `highest`: it is the highest grade; `barred`: points would not help; `out_of_reach`: no points that are left would do;
    /// `awaits_ranks`: the grade goes by rank and the cohort is not frozen; `steps`: the steps lead to the grade.
    pub(super) kind: String,
    /// The title of the grade.
    pub(super) grade: Option<Words>,
    /// The total that the steps lead to, or the most that could be reached.
    pub(super) total: Option<String>,
    /// The steps.
    pub(super) steps: Vec<AdviceStep>,
}

/// One step of advice.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct AdviceStep {
    /// The code of the item.
    pub(super) code: String,
    /// Its title.
    pub(super) title: Words,
    /// Its points now.
    pub(super) from: String,
    /// Its points then.
    pub(super) to: String,
    /// The reporting year in which it can be reached; none for the present one.
    pub(super) year: Option<i16>,
}

impl From<&Advised> for Advice {
    fn from(of: &Advised) -> Self {
        let step = |of: &AdvisedStep| AdviceStep {
            code: of.code.clone(),
            title: (&of.title).into(),
            from: of.from.clone(),
            to: of.to.clone(),
            year: of.year,
        };
        let (kind, grade, total, steps) = match of {
            Advised::Highest => ("highest", None, None, Vec::new()),
            Advised::Barred => ("barred", None, None, Vec::new()),
            Advised::OutOfReach(grade, most) => ("out_of_reach", Some(grade), Some(most), Vec::new()),
            Advised::AwaitsRanks(grade, _) => ("awaits_ranks", Some(grade), None, Vec::new()),
            Advised::Steps(grade, total, steps) => {
                ("steps", Some(grade), Some(total), steps.iter().map(step).collect())
            }
        };
        Self { kind: kind.to_owned(), grade: grade.map(Words::from), total: total.cloned(), steps }
    }
}

/// Points with the most there can be, as decimal numbers with at most two places.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Points {
    /// The code of what it is the sum of.
    pub(super) code: String,
    /// Its title.
    pub(super) title: Words,
    /// The points.
    pub(super) points: String,
    /// The most.
    pub(super) most: String,
}

impl From<&Tally> for Points {
    fn from(of: &Tally) -> Self {
        let (code, points, most) = (of.code.clone(), of.points.clone(), of.most.clone());
        Self { code, title: (&of.title).into(), points, most }
    }
}

/// How an item stands.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct ItemPoints {
    /// `met`, `partial`, `unmet`, `unknown`, `not_evaluated` or `pending`.
    pub(super) state: String,
    /// Its points.
    pub(super) points: String,
    /// The most it gives.
    pub(super) most: String,
}

/// An item that can give more.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct GapRow {
    /// The item.
    pub(super) item: Titled,
    /// Its points.
    pub(super) points: String,
    /// The most it gives.
    pub(super) most: String,
    /// What it can give more.
    pub(super) to_win: String,
}

impl From<&claim::Gap> for GapRow {
    fn from(of: &claim::Gap) -> Self {
        Self {
            item: Titled { name: of.code.clone(), title: (&of.title).into() },
            points: of.points.clone(),
            most: of.most.clone(),
            to_win: of.to_win.clone(),
        }
    }
}

impl From<&LiveScore> for Score {
    fn from(of: &LiveScore) -> Self {
        let all = |tallies: &[Tally]| tallies.iter().map(Points::from).collect();
        let item = |(code, of): (&String, &claim::ItemStanding)| {
            let (points, most) = (of.points.clone(), of.most.clone());
            (code.clone(), ItemPoints { state: of.state.to_owned(), points, most })
        };
        Self {
            grade: (&of.grade).into(),
            total: (&of.total).into(),
            base: (&of.base).into(),
            bonus: of.bonus.as_ref().map(Points::from),
            parts: all(&of.parts),
            indicators: all(&of.indicators),
            items: of.items.iter().map(item).collect(),
            gaps: of.gaps.items.iter().map(GapRow::from).collect(),
            gaps_adjusted: match of.gaps.adjusted.is_empty() {
                true => "0".to_owned(),
                false => of.gaps.adjusted.clone(),
            },
            gaps_total: of.gaps.total.clone(),
            gate: of.gate.to_owned(),
            advice: of.advice.as_ref().map(Advice::from),
        }
    }
}

/// Who signs the consents that the stage asks for, and what is replied to what was asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "consents": {} }))]
pub(in crate::api) struct Consents {
    /// Consents with who signed.
    #[serde(default)]
    pub(super) consents: BTreeMap<String, String>,
    /// The reply to what was asked; only where the application was sent back.
    #[serde(default)]
    pub(super) reply: String,
}
