//! `unknown-name`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::nearest::{suggest, suggest_titled};
use crate::source::Span;
use crate::text::Text;

/// A name that nothing defines.
pub static CODE: Code = Code {
    name: "unknown-name",
    severity: Severity::Error,
    title: ["名称没有定义", "the name is not defined"],
    why: [
        "名称要在本包或引入的标准包里定义：事实、记录字段、选项值、名录、对照表、佐证材料。常见原因是拼写不同，或者忘了写 `imports`。",
        "A name must be defined in the pack or in one that it imports: facts, fields of records, values of choices, lists, tables, documents. Usual reasons are a different spelling or a missing import.",
    ],
};

/// The finding at `span`; `known` are the names that could stand here.
#[must_use]
pub fn at(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 没有定义"), format!("`{name}` is not defined")),
        suggest(name, known),
    )
}

/// A word where a number is expected, near to no name that there is.
#[must_use]
pub fn no_number(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 没有定义，此处须是数"),
            format!("`{name}` is not defined; a number is expected here"),
        ),
        Text::new(
            "用数字写，例如 `2` 或 `0.5`，或写一个数值事实的名称",
            "write it in digits, such as `2` or `0.5`, or name a fact that is a number",
        ),
    )
}

/// A word that is no value of the choice beside it; `known` are its values with their titles.
#[must_use]
pub fn value(span: Span, name: &str, choice: &str, known: &[(&str, &Text)]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("选项 `{choice}` 没有值 `{name}`"),
            format!("the choice `{choice}` has no value `{name}`"),
        ),
        suggest_titled(name, known),
    )
}
