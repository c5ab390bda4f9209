//! `honour-without-end`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A state that naming gives, and that the end of the honour cannot leave.
pub static CODE: Code = Code {
    name: "honour-without-end",
    severity: Severity::Error,
    title: ["荣誉终止无法登记", "an honour whose end cannot be registered"],
    why: [
        "荣誉撤销或到期时，平台把 `withdrawn` 或 `lapsed` 写入登记簿；状态不能这样转时，证书已失效而登记簿仍显示荣誉。",
        "When an honour is revoked or its validity ends, the platform writes `withdrawn` or `lapsed` into the register; where that state may not follow, the register would still show an honour whose certificate is void.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, register: &str, state: &str, end: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("登记簿 `{register}` 的状态 `{state}` 不能转到 `{end}`"),
            format!("the state `{state}` of the register `{register}` cannot go to `{end}`"),
        ),
        Text::new(
            format!("在登记簿 `{register}` 中声明状态 `{end}`，并写入 `{state}` 的 `to`"),
            format!("declare the state `{end}` in the register `{register}` and add it to `to` of `{state}`"),
        ),
    )
}
