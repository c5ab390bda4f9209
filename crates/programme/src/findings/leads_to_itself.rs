//! `leads-to-itself`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A stage whose outcome leads back into it.
pub static CODE: Code = Code {
    name: "leads-to-itself",
    severity: Severity::Error,
    title: ["阶段通向自己", "a stage leads to itself"],
    why: [
        "结果通向本阶段，办完等于没办，流程停在原处。只有动态跟踪和公示的 again 可以重复。",
        "An outcome that leads to its own stage finishes nothing: the application stays where it is. Only tracking and `again` of a notice may repeat.",
    ],
};

/// The finding at the target.
#[must_use]
pub fn at(span: Span, stage: &str, outcome: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{stage}` 的结果 `{outcome}` 通向它自己"),
            format!("the outcome `{outcome}` of `{stage}` leads to `{stage}` itself"),
        ),
        Text::new(
            "写下一个阶段或结局；退回补正写 supplement",
            "name the next stage or an end; what goes back to be supplemented stands under `supplement`",
        ),
    )
}
