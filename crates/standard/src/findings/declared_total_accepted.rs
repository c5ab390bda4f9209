//! `declared-total-accepted`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A declared total that the items do not give, with the reason on record.
pub static CODE: Code = Code {
    name: "declared-total-accepted",
    severity: Severity::Note,
    title: ["与声明的合计不符，已有处理", "a difference to a declared total is resolved"],
    why: [
        "差异已查明并记录理由；供使用者知悉。",
        "The difference was looked into and its reason is on record; readers should know it.",
    ],
};

/// The finding at the acceptance; `profile` names the profile that gives the total, none for the standard itself.
#[must_use]
pub fn at(
    span: Span,
    profile: Option<&str>,
    what: &Text,
    (declared, defined): (&Rational, &Rational),
    reason: &Text,
) -> Diagnostic {
    let (of_zh, of_en) = super::declared_total::under(profile);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{of_zh}{}声明为 {declared}，实为 {defined}：{}", what.zh, reason.zh),
            format!("{of_en}{}: declared {declared}, defined {defined}; {}", what.en, reason.en),
        ),
        Text::new("无须处理", "nothing to do"),
    )
}
