//! `unit-clash`

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Two numbers whose units do not go together.
pub static CODE: Code = Code {
    name: "unit-clash",
    severity: Severity::Error,
    title: ["单位不符", "the units do not match"],
    why: [
        "单位不同的数不能相加，也不能比较：元与比率、吨与件数各不相同。个数与带百分号的比率也不能比较。",
        "Numbers of different units are neither added nor compared: yuan is no ratio and tonnes are no pieces. A count does not compare with a percentage either.",
    ],
};

/// One of two numbers that do not go together.
#[derive(Clone, Debug)]
pub struct Operand {
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub text: Arc<str>,
    /// What it is, in words.
    pub is: Text,
    /// Whether it is a written number, and not a fact.
    pub is_written: bool,
    /// Its unit; `None` for a number of things and one without unit.
    pub unit: Option<String>,
}

/// The finding at the number that does not fit, with the place of the one beside which it stands.
#[must_use]
pub fn at(wrong: &Operand, beside: &Operand) -> Diagnostic {
    let (text, other) = (short(&wrong.text), short(&beside.text));
    let message = Text::new(
        format!("`{text}` 是{}，`{other}` 是{}，两者不能相加或比较", wrong.is.zh, beside.is.zh),
        format!(
            "`{text}` is {}, while `{other}` is {}: the two can neither be added nor compared",
            wrong.is.en, beside.is.en
        ),
    );
    let label = Text::new(format!("这里是{}", beside.is.zh), format!("this is {}", beside.is.en));
    Diagnostic::new(&CODE, wrong.span, message, remedy(wrong, beside)).also(beside.span, label)
}

fn remedy(wrong: &Operand, beside: &Operand) -> Text {
    match (&beside.unit, &wrong.unit) {
        (Some(unit), None) if wrong.is_written => Text::new(
            format!("写上单位，例如 `{}`", with_unit(&wrong.text, unit)),
            format!("write it with its unit, such as `{}`", with_unit(&wrong.text, unit)),
        ),
        (Some(unit), Some(_)) if wrong.is_written => Text::new(
            format!("改用 `{unit}` 或能与它换算的单位"),
            format!("write it in `{unit}` or in a unit that converts to it"),
        ),
        (None, _) if wrong.is_written => Text::new("去掉单位", "write it without unit"),
        _ => Text::new(
            "先用乘除换算成同一单位，或者换成同类的事实",
            "multiply or divide one side so that both have one unit, or read a fact of the same kind",
        ),
    }
}

/// A number with a unit behind it; a sum and the like in brackets is not repeated.
fn with_unit(number: &str, unit: &str) -> String {
    let is_number = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number = if is_number { number } else { "5" };
    let space = if matches!(unit, "%" | "‰") { "" } else { " " };
    format!("{number}{space}{unit}")
}

/// The longest text of an operand that a sentence repeats, in characters.
const LONGEST: usize = 40;

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// A product or quotient whose unit has higher powers than any measurement.
#[must_use]
pub fn too_high(span: Span, left: &Text, right: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}与{}相乘或相除，单位的次数过高", left.zh, right.zh),
            format!("{} times or by {} has a unit of too high a power", left.en, right.en),
        ),
        Text::new("检查各个因数的单位", "look at the units of the factors"),
    )
}

/// A number that is looked up in a table whose key has another unit.
#[must_use]
pub fn key(span: Span, expected: &Text, found: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("这里是{}，而对照表的键是{}", found.zh, expected.zh),
            format!("this is {}, while the key of the table is {}", found.en, expected.en),
        ),
        Text::new("换算成对照表的单位", "convert it to the unit of the table"),
    )
}

/// A ratio beside a number without `%`.
#[must_use]
pub fn percent(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("比率不能与没有百分号的 `{number}` 比较"),
            format!("a ratio does not compare with `{number}` without `%`"),
        ),
        Text::new(format!("写 `{number}%`"), format!("write `{number}%`")),
    )
}
