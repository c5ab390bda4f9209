//! Worked examples: facts with the result they must give.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::number::{Rational, Rounding};
use duheng_pack::source::Span;
use duheng_pack::tree::Node;

use crate::findings::unknown_expectation;
use crate::score::{ItemScore, Score, State};

/// A result that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What it is about: `gate`, `grade`, the code of a part or an item, …
    pub key: String,
    /// What the case expects.
    pub expected: String,
    /// What came out.
    pub found: String,
    /// What the case would say in place of what it expects: in the same form, and rounded as far only as it is there.
    pub instead: String,
    /// Where the expectation is written.
    pub span: Span,
    /// The item, by its position in the score, where it is about one.
    pub item: Option<usize>,
}

/// The code of the finding for which a case expects its facts to be refused.
#[must_use]
pub fn expects_refusal(case: &Node) -> Option<&str> {
    case.get("expect")?.get("refused")?.as_str()
}

/// Compares a score with the `expect` of its case. A name that is nothing of the standard is a finding.
#[must_use]
pub fn compare(case: &Node, score: &Score<'_>) -> (Vec<Mismatch>, Vec<Diagnostic>) {
    let mut mismatches = Vec::new();
    let mut findings = Vec::new();
    for entry in case.get("expect").map(Node::entries).unwrap_or_default() {
        let key = entry.key.as_str();
        let Some((found, item)) = found(score, key) else {
            findings.push(unknown_expectation::at(entry.key_span, key));
            continue;
        };
        for (aspect, wanted) in aspects(&entry.value) {
            let value = wanted.as_str().unwrap_or_default().trim();
            let Some(matches) = found.matches(aspect, value).filter(|_| can_be(score, key, value)) else {
                findings.push(unknown_expectation::value(wanted.span, wanted.as_str().unwrap_or_default()));
                continue;
            };
            if !matches {
                mismatches.push(Mismatch {
                    key: key.to_string(),
                    expected: wanted.as_str().unwrap_or_default().to_string(),
                    found: found.show(),
                    instead: found.written_like(aspect, wanted.as_str().unwrap_or_default().trim()),
                    span: wanted.span,
                    item,
                });
            }
        }
    }
    (mismatches, findings)
}

/// `2`, `unknown`, or `{ score: 2, state: unknown }`.
fn aspects(value: &Node) -> Vec<(&str, &Node)> {
    if value.is_map() {
        return value.entries().iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
    }
    Vec::from([("", value)])
}

/// What came out under one name.
enum Found {
    Word(String),
    Number(Rational),
    Item(State, Rational),
}

impl Found {
    /// Whether it is as wanted; none where that cannot be wanted of it.
    fn matches(&self, aspect: &str, wanted: &str) -> Option<bool> {
        match (self, aspect) {
            (Self::Word(word), "") => Some(word == wanted),
            (Self::Number(number), "" | "score") | (Self::Item(_, number), "score") => same(number, wanted),
            (Self::Item(state, _), "state") => Some(state.name() == wanted),
            (Self::Item(state, number), "") => {
                let names = [
                    State::Met,
                    State::Partial,
                    State::Unmet,
                    State::Unknown,
                    State::NotEvaluated,
                    State::Pending,
                ];
                if names.iter().any(|state| state.name() == wanted) {
                    return Some(state.name() == wanted);
                }
                // a bare number is about an item that is evaluated
                Some(same(number, wanted)? && *state != State::NotEvaluated)
            }
            _ => None,
        }
    }

    /// What came out, in the form of `wanted`.
    fn written_like(&self, aspect: &str, wanted: &str) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Item(state, _) if aspect == "state" || Rational::parse_exact(wanted).is_none() => {
                state.name().to_string()
            }
            Self::Item(State::NotEvaluated, _) if aspect.is_empty() => State::NotEvaluated.name().to_string(),
            Self::Number(number) | Self::Item(_, number) => written(number, wanted),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Number(number) => written(number, ""),
            Self::Item(state, number) => format!("{} ({})", written(number, ""), state.name()),
        }
    }
}

/// A number as a decimal where that is exact, else to as many places as `wanted` has, else as a fraction.
fn written(number: &Rational, wanted: &str) -> String {
    let exact = number.display(4, Rounding::HalfUp);
    if Rational::parse_exact(&exact).as_ref() == Some(number) {
        return exact;
    }
    match wanted.split_once('.').and_then(|(_, places)| u32::try_from(places.len()).ok()) {
        Some(places) if places > 0 => number.display(places, Rounding::HalfUp),
        _ => number.to_string(),
    }
}

/// Whether a number is the wanted one: exact as `800/9`, or as a decimal to as many places as are written.
fn same(number: &Rational, wanted: &str) -> Option<bool> {
    let exact = Rational::parse_exact(wanted)?;
    if *number == exact {
        return Some(true);
    }
    let places = wanted.split_once('.').map_or(0, |(_, places)| places.len());
    let rounded = number.round(u32::try_from(places).ok()?, Rounding::HalfUp);
    Some(places > 0 && rounded == exact)
}

/// Whether a grade that is expected is one of the standard; what is no grade is told by its own form.
fn can_be(score: &Score<'_>, key: &str, wanted: &str) -> bool {
    let is_grade = matches!(key, "grade" | "grade_by_points" | "demoted_from");
    !is_grade || wanted == "none" || score.standard.grades.iter().any(|band| band.code == wanted)
}

fn found(score: &Score<'_>, key: &str) -> Option<(Found, Option<usize>)> {
    let grade = |at: Option<usize>| {
        let band = at.and_then(|at| score.standard.grades.get(at));
        Found::Word(band.map_or_else(|| "none".to_string(), |band| band.code.clone()))
    };
    let number = |number: &Rational| Found::Number(number.clone());
    let found = match key {
        "gate" => Found::Word(score.gate.state.name().to_string()),
        "grade" => grade(score.grade.grade),
        "grade_by_points" => grade(score.grade.by_points),
        "demoted_from" => grade(score.grade.demoted_from),
        "provisional" => {
            Found::Word(if score.grade.provisional.is_empty() { "no" } else { "yes" }.to_string())
        }
        "base_raw" => number(&score.base_raw),
        "base" => number(&score.base),
        "bonus" => number(&score.bonus),
        "total" => number(&score.total),
        _ => {
            if let Some(at) = score.standard.parts.iter().position(|part| part.code == key) {
                return Some((number(&score.parts.get(at)?.score), None));
            }
            let at = score.items.iter().position(|scored| scored.item.code == key)?;
            let ItemScore { state, outcome, .. } = score.items.get(at)?;
            return Some((Found::Item(*state, outcome.value.clone()), Some(at)));
        }
    };
    Some((found, None))
}
