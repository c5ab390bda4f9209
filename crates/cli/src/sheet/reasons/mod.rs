//! Why an item has its points: its rules and conditions as lines, each with what it rests on.

mod conditions;
mod rules;

use duheng_pack::calendar::Period;
use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::Cond;
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::text::Language;
use duheng_standard::score::{CondTrace, ItemScore};
use duheng_standard::words as in_words;

use crate::sheet::{Scored, shown, words};

/// Something that a line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A sentence.
    Said(String),
    /// A formula as the pack writes it.
    Code(String),
}

impl Detail {
    /// As it stands on a page.
    pub fn shown(&self) -> String {
        match self {
            Self::Said(said) => said.clone(),
            Self::Code(text) => code(text),
        }
    }
}

impl From<String> for Detail {
    fn from(said: String) -> Self {
        Self::Said(said)
    }
}

/// One line of an explanation.
pub struct Line<'a> {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// `✓`, `✗`, `?`, `△`, or a blank.
    pub sign: &'static str,
    /// The label of a rule, or a condition in words.
    pub text: String,
    /// The condition in words, below a label.
    pub said: Option<String>,
    /// The condition as written, for tracing.
    pub code: Option<String>,
    /// The points and the most of them, where it gives points.
    pub points: Option<(Rational, Rational)>,
    /// What it would bring, or what bounds it.
    pub remarks: Vec<String>,
    /// The condition and the figures it rests on.
    pub details: Vec<Detail>,
    /// Where its numbers and readings come from, other than the clause.
    pub marks: Vec<&'a Mark>,
}

/// A line as one sentence.
pub fn sentence(line: &Line<'_>, language: Language) -> String {
    let mut parts = vec![format!("{} {}", line.sign.trim(), line.text).trim().to_string()];
    if let Some((points, most)) = &line.points {
        parts.push(format!("{} / {}", shown(points), shown(most)));
    }
    parts.extend(line.said.clone());
    parts.extend(line.code.as_deref().map(code));
    parts.extend(line.remarks.iter().cloned());
    parts.extend(line.details.iter().map(Detail::shown));
    parts.join(words::separator(language))
}

/// The explanation of an item.
pub fn explain_item<'a>(scored: Scored<'a>, item: &'a ItemScore<'a>) -> Vec<Line<'a>> {
    let mut reasons = Reasons::new(scored, Some(item));
    let room = item.max() - &item.outcome.value;
    reasons.rule(&item.trace, 0, &room, true);
    reasons.lines
}

/// The explanation of a condition on its own.
pub fn explain_condition<'a>(scored: Scored<'a>, trace: &'a CondTrace<'a>) -> Vec<Line<'a>> {
    let mut reasons = Reasons::new(scored, None);
    reasons.condition(trace, 0);
    reasons.lines
}

struct Reasons<'a> {
    scored: Scored<'a>,
    evaluator: Evaluator<'a>,
    /// The periods that `every` and `any` have bound around the condition at hand.
    bound: Vec<Period>,
    item: Option<&'a ItemScore<'a>>,
    lines: Vec<Line<'a>>,
}

impl<'a> Reasons<'a> {
    fn new(scored: Scored<'a>, item: Option<&'a ItemScore<'a>>) -> Self {
        Self { scored, evaluator: scored.score.evaluator(), bound: Vec::new(), item, lines: Vec::new() }
    }

    fn language(&self) -> Language {
        self.scored.language
    }

    fn line(&mut self, depth: usize, sign: &'static str, text: String) -> &mut Line<'a> {
        self.lines.push(Line {
            depth,
            sign,
            text,
            said: None,
            code: None,
            points: None,
            remarks: Vec::new(),
            details: Vec::new(),
            marks: Vec::new(),
        });
        let last = self.lines.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "one was pushed just above")]
        &mut self.lines[last]
    }

    /// A condition in words, at the period at hand.
    fn in_words(&self, cond: &Cond) -> String {
        in_words::condition_at(cond, &self.bound, &self.scored.pack.vocabulary, self.language())
    }
}

/// A condition as written, as it stands beside its words.
pub fn code(text: impl AsRef<str>) -> String {
    format!("‹{}›", text.as_ref())
}

/// `text = value`, or `text ≈ value` where the value is rounded.
fn equals(text: &str, value: &str) -> String {
    match value.strip_prefix('≈') {
        Some(value) => format!("{text} ≈ {value}"),
        None => format!("{text} = {value}"),
    }
}

/// Runs `inner` with these periods bound, the outermost first.
pub fn within<T>(
    evaluator: &mut Evaluator<'_>,
    periods: &[Period],
    inner: &mut dyn FnMut(&mut Evaluator<'_>) -> T,
) -> T {
    match periods.split_first() {
        None => inner(evaluator),
        Some((period, rest)) => evaluator.at(*period, |evaluator| within(evaluator, rest, inner)),
    }
}
