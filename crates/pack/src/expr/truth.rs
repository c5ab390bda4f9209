//! The truth tables of the language reference, computed by the evaluator itself.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::eval::{all, any};
use super::form::Comparison;
use super::quantity::Quantity;
use crate::text::{Language, Text};

/// The results of one operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthTable {
    /// The operator as it is written, such as `and`.
    pub operator: &'static str,
    /// What stands on the left of each row; empty for an operator with one operand.
    pub left: Vec<Text>,
    /// What stands on the right, or behind the operator, of each column.
    pub right: Vec<Text>,
    /// The results, row by row; none is unknown.
    pub results: Vec<Vec<Option<bool>>>,
}

const TRUTHS: [Option<bool>; 3] = [Some(true), Some(false), None];

/// The tables of `not`, `and`, `or` over truths, and of every comparison over a known number, a number between two
/// bounds and an unknown one.
#[must_use]
pub fn truth_tables() -> Vec<TruthTable> {
    let mut tables = Vec::from([
        TruthTable {
            operator: "not",
            left: Vec::new(),
            right: TRUTHS.map(word).into(),
            results: Vec::from([TRUTHS.map(|truth| truth.map(|truth| !truth)).into()]),
        },
        of_truths("and", |a, b| all([a, b])),
        of_truths("or", |a, b| any([a, b])),
    ]);
    let comparisons = [
        ("=", Comparison::Equal),
        ("!=", Comparison::NotEqual),
        ("<", Comparison::Less),
        ("<=", Comparison::AtMost),
        (">", Comparison::More),
        (">=", Comparison::AtLeast),
    ];
    tables.extend(comparisons.map(|(operator, comparison)| of_numbers(operator, comparison)));
    tables
}

fn of_truths(
    operator: &'static str,
    result: impl Fn(Option<bool>, Option<bool>) -> Option<bool>,
) -> TruthTable {
    let words: Vec<Text> = TRUTHS.map(word).into();
    let results = TRUTHS.map(|a| TRUTHS.map(|b| result(a, b)).into()).into();
    TruthTable { operator, left: words.clone(), right: words, results }
}

fn of_numbers(operator: &'static str, comparison: Comparison) -> TruthTable {
    let left = [
        Quantity::counted(1, Some(1)),
        Quantity::counted(1, Some(2)),
        Quantity::counted(2, None),
        Quantity::Unknown,
    ];
    let right = [
        Quantity::counted(0, Some(0)),
        Quantity::counted(1, Some(1)),
        Quantity::counted(2, Some(2)),
        Quantity::Unknown,
    ];
    let results = left.iter().map(|a| right.iter().map(|b| a.compares(comparison, b)).collect()).collect();
    TruthTable {
        operator,
        left: left.iter().map(number).collect(),
        right: right.iter().map(number).collect(),
        results,
    }
}

/// A truth in words.
#[must_use]
pub fn word(truth: Option<bool>) -> Text {
    match truth {
        Some(true) => Text::new("真", "true"),
        Some(false) => Text::new("假", "false"),
        None => Text::new("未知", "unknown"),
    }
}

fn number(quantity: &Quantity) -> Text {
    match quantity {
        Quantity::Known(number) => Text::same(number.to_string()),
        Quantity::Between(low, Some(high)) => {
            Text::new(format!("{low} 至 {high}"), format!("{low} to {high}"))
        }
        Quantity::Between(low, None) => Text::new(format!("{low} 以上"), format!("{low} or more")),
        Quantity::Unknown => word(None),
    }
}

impl TruthTable {
    /// The table in Markdown.
    #[must_use]
    pub fn markdown(&self, language: Language) -> String {
        let heads: Vec<&str> = self.right.iter().map(|head| head.get(language)).collect();
        let mut text = format!("| `{}` | {} |\n", self.operator, heads.join(" | "));
        text.push_str(&format!("|---|{}\n", "---|".repeat(heads.len())));
        for (at, results) in self.results.iter().enumerate() {
            let left = self.left.get(at).map_or("", |left| left.get(language));
            let words: Vec<Text> = results.iter().map(|truth| word(*truth)).collect();
            let words: Vec<&str> = words.iter().map(|word| word.get(language)).collect();
            text.push_str(&format!("| {left} | {} |\n", words.join(" | ")));
        }
        text
    }
}
