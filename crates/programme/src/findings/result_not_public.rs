//! `result-not-public`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A grade that nothing makes known.
pub static CODE: Code = Code {
    name: "result-not-public",
    severity: Severity::Note,
    title: ["结果没有公开", "nothing makes the result public"],
    why: [
        "评定等级之后既不公示也不发文：公众看不到结果，也没有证书和登记。如来源如此，可以保留。",
        "After the grade is decided it is neither published nor issued: nobody outside learns of it, and there is no certificate and no register. Where the source wants it so, leave it.",
    ],
};

/// The note at the stage that decides.
#[must_use]
pub fn at(span: Span, stage: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{stage}` 评定等级，此后没有公示或发文的阶段"),
            format!("`{stage}` decides the grade, and no stage after it publishes or issues it"),
        ),
        Text::new(
            "如须公开，在其后增加 `kind: notice` 和 `kind: issue` 的阶段，后者写 `register:`",
            "to make it public add a stage of `kind: notice` and one of `kind: issue` with `register:` after it",
        ),
    )
}
