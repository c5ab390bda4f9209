//! `item-always-evaluated`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A request not to evaluate an item that does not allow it.
pub static CODE: Code = Code {
    name: "item-always-evaluated",
    severity: Severity::Error,
    title: ["该评价项必须参评", "the item is always evaluated"],
    why: [
        "只有标准写明 not_evaluated 的评价项可以不参评，并须由写明的角色批准。",
        "Only items with not_evaluated in the standard can be left out, with the approval of the role it names.",
    ],
};

/// An item that cannot be left unevaluated.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("评价项 `{code}` 不能不参评"),
            format!("the item `{code}` cannot be left unevaluated"),
        ),
        Text::new("没有相关情况就不填，按 0 分计", "leave its facts out; it scores 0"),
    )
}

/// An approval by another role.
#[must_use]
pub fn role(span: Span, role: &str, needed: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{role}` 不能批准不参评"), format!("`{role}` cannot approve this")),
        Text::new(format!("须由 `{needed}` 批准"), format!("it takes `{needed}` to approve it")),
    )
}
