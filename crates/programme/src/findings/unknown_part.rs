//! `unknown-part`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::{suggest, suggest_titled};

/// A name that the pack or programme does not have.
pub static CODE: Code = Code {
    name: "unknown-part",
    severity: Severity::Error,
    title: ["引用的名称不存在", "a name is not there"],
    why: [
        "评价活动引用的标准、评价环节、等级、登记簿、日历、名单、阶段须存在。",
        "Standards, layers, grades, registers, calendars, lists and stages that a programme names must exist.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, what: &Text, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有{} `{name}`", what.zh), format!("there is no {} `{name}`", what.en)),
        suggest(name, known),
    )
}

/// The finding for a name among things that have titles too.
#[must_use]
pub fn titled(span: Span, what: &Text, name: &str, known: &[(&str, &Text)]) -> Diagnostic {
    Diagnostic { help: suggest_titled(name, known), ..at(span, what, name, &[]) }
}
