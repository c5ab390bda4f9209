//! `unknown-function`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::nearest::suggest;
use crate::source::Span;
use crate::text::Text;

/// A function that does not exist.
pub static CODE: Code = Code {
    name: "unknown-function",
    severity: Severity::Error,
    title: ["函数不存在", "there is no such function"],
    why: [
        "函数是固定的一组，见语言参考；对照表也按函数的写法使用。",
        "Functions are a fixed set, listed in the language reference; tables are used like functions.",
    ],
};

/// The finding at `span`; `known` are the functions and tables there are.
#[must_use]
pub fn at(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有函数或对照表 `{name}`"), format!("there is no function or table `{name}`")),
        suggest(name, known),
    )
}
