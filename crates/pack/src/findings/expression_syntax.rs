//! `expression-syntax`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::unknown_type;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;
use crate::unit::Unit;

/// An expression that cannot be read.
pub static CODE: Code = Code {
    name: "expression-syntax",
    severity: Severity::Error,
    title: ["表达式写法有误", "the expression cannot be read"],
    why: [
        "表达式由名称、数字、单位、比较符号和函数组成，例如 `mean(debt_ratio, 3 years) < 60%`。标出的位置不符合写法，后面的内容没有检查。",
        "An expression is built from names, numbers, units, comparisons and functions, such as `mean(debt_ratio, 3 years) < 60%`. The marked word does not fit; what follows it was not checked.",
    ],
};

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A character that no expression has.
    Character(String),
    /// A word at a place where it cannot stand.
    Unexpected(String),
    /// A word behind a number that is no unit.
    UnknownUnit(String),
    /// A second `=` behind the first.
    DoubledEquals,
    /// The text ends too early.
    Incomplete,
    /// A sign or form is missing here.
    Missing(&'static str),
    /// Two comparisons in a row.
    Chained,
    /// Nested too deeply.
    TooDeep,
    /// Too long.
    TooLong,
    /// A date that does not exist.
    NoSuchDay(String),
    /// A number with more digits than any measurement has.
    LongNumber(String),
    /// A dot without the name of a field behind it.
    NoField,
    /// The number of steps in a window is not 1 to 100, or 1 to 3660 days.
    WindowLength(String),
    /// The step of a window does not exist in this form.
    WindowStep(String),
}

/// The finding at `span`.
#[must_use]
pub fn at(span: Span, problem: Problem) -> Diagnostic {
    let (message, help) = match problem {
        Problem::Character(found) => (
            Text::new(
                format!("字符 `{found}` 不能用在表达式里"),
                format!("`{found}` is no part of an expression"),
            ),
            Text::new(
                "文字用单引号括起，例如 `'integrity'`",
                "put texts in single quotes, such as `'integrity'`",
            ),
        ),
        Problem::DoubledEquals => (
            Text::new("`=` 写了两个", "there is one `=` too many"),
            Text::new("相等只写一个 `=`", "one `=` is enough"),
        ),
        Problem::Unexpected(found) => (
            Text::new(format!("`{found}` 不能出现在这里"), format!("`{found}` cannot stand here")),
            Text::new(
                "检查前面是否缺少 `and`、`or`、逗号或括号",
                "look for a missing `and`, `or`, comma or bracket before it",
            ),
        ),
        Problem::UnknownUnit(found) if Unit::is_other_currency(&found) => (
            Text::new(format!("没有货币单位 `{found}`"), format!("there is no unit of money `{found}`")),
            unknown_type::only_yuan(&found),
        ),
        Problem::UnknownUnit(found) => {
            let near: Vec<String> =
                Unit::nearest_known(&found).into_iter().map(|symbol| format!("`{symbol}`")).collect();
            (
                Text::new(format!("没有单位 `{found}`"), format!("there is no unit `{found}`")),
                Text::new(
                    format!(
                        "最接近的单位是 {}；若不是单位，前面可能缺少 `and`、`or`、逗号或括号",
                        near.join("、")
                    ),
                    format!(
                        "the nearest units are {}; if none is meant, look for a missing `and`, `or`, comma or bracket before it",
                        near.join(", ")
                    ),
                ),
            )
        }
        Problem::Incomplete => (
            Text::new("表达式没有写完", "the expression ends too early"),
            Text::new("补上符号后面的内容", "add what belongs behind the last word"),
        ),
        Problem::Missing(form) => (
            Text::new(format!("这里缺少 `{form}`"), format!("`{form}` is missing here")),
            Text::new(format!("补上 `{form}`"), format!("add `{form}`")),
        ),
        Problem::Chained => (
            Text::new("比较不能连写", "comparisons do not chain"),
            Text::new(
                "用 `and` 分开写，例如 `a < b and b < c`",
                "write them apart with `and`, such as `a < b and b < c`",
            ),
        ),
        Problem::TooDeep => (
            Text::new("嵌套超过 32 层", "nested more than 32 deep"),
            Text::new("把内层写成单独的派生事实", "give the inner part a name as a derived fact"),
        ),
        Problem::TooLong => (
            Text::new(
                "表达式超过 4096 字节或 128 个运算符",
                "the expression is longer than 4096 bytes or has more than 128 operators",
            ),
            Text::new("拆成几个派生事实", "split it into derived facts"),
        ),
        Problem::NoSuchDay(text) => (
            Text::new(format!("日期 `{text}` 不存在"), format!("there is no day `{text}`")),
            Text::new(
                "日期写作 年-月-日，例如 `2025-06-30`",
                "write dates as year-month-day, such as `2025-06-30`",
            ),
        ),
        Problem::LongNumber(digits) => {
            let start: String = digits.chars().take(12).collect();
            (
                Text::new(
                    format!("数 `{start}…` 位数过多"),
                    format!("the number `{start}…` has too many digits"),
                ),
                Text::new("检查位数，或换用更大的单位", "check its digits, or use a larger unit"),
            )
        }
        Problem::NoField => (
            Text::new("`.` 后面缺少字段名称", "the name of a field is missing behind `.`"),
            Text::new("写作例如 `awards.level`", "write for example `awards.level`"),
        ),
        Problem::WindowLength(count) => (
            Text::new(
                format!("时间窗口的长度 `{count}` 不是 1 到 100 的整数（天数至 3660）"),
                format!(
                    "the length `{count}` of the window is not a whole number from 1 to 100 (days: to 3660)"
                ),
            ),
            Text::new("写作例如 `3 years`", "write for example `3 years`"),
        ),
        Problem::WindowStep(step) => (
            Text::new(format!("`{step}` 不能这样计时"), format!("`{step}` cannot be counted this way")),
            Text::new(
                "可用 `3 years`、`4 quarters`、`trailing 3 years`、`trailing 6 months`、`trailing 30 days`",
                "use `3 years`, `4 quarters`, `trailing 3 years`, `trailing 6 months` or `trailing 30 days`",
            ),
        ),
    };
    Diagnostic::new(&CODE, span, message, help)
}
