//! The truth tables of the language reference, computed by the evaluator itself.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::eval::{all, any};
use super::form::Comparison;
use super::quantity::Quantity;

/// The results of one operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthTable {
    /// The operator as it is written, such as `and`.
    pub operator: &'static str,
    /// What stands on the left of each row; empty for an operator with one operand.
    pub left: Vec<String>,
    /// What stands on the right, or behind the operator, of each column.
    pub right: Vec<String>,
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
            right: TRUTHS.map(|truth| word(truth).to_string()).into(),
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
    let words: Vec<String> = TRUTHS.map(|truth| word(truth).to_string()).into();
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

fn word(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    }
}

fn number(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Known(number) => number.to_string(),
        Quantity::Between(low, Some(high)) => format!("{low} to {high}"),
        Quantity::Between(low, None) => format!("{low} or more"),
        Quantity::Unknown => word(None).to_string(),
    }
}

impl fmt::Display for TruthTable {
    /// The table in Markdown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| `{}` | {} |", self.operator, self.right.join(" | "))?;
        writeln!(f, "|---|{}", "---|".repeat(self.right.len()))?;
        for (at, results) in self.results.iter().enumerate() {
            let left = self.left.get(at).map_or("", String::as_str);
            let words: Vec<&str> = results.iter().map(|truth| word(*truth)).collect();
            writeln!(f, "| {left} | {} |", words.join(" | "))?;
        }
        Ok(())
    }
}
