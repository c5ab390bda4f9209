//! `circular-formula`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Derived facts that depend on each other in a circle.
pub static CODE: Code = Code {
    name: "circular-formula",
    severity: Severity::Error,
    title: ["公式循环", "the formula refers to itself"],
    why: [
        "派生事实由别的事实算出，不能直接或间接用到自己。",
        "A derived fact is computed from others and cannot use itself, directly or through others.",
    ],
};

/// The finding at the formula of `name`.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 的公式用到了它自己"),
            format!("the formula of `{name}` leads back to itself"),
        ),
        Text::new("改用填报的事实作起点", "start from facts that are stated"),
    )
}

/// The finding at the formula of `name`, at the end of a long row of formulas that build on each other.
#[must_use]
pub fn too_deep(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("到 `{name}` 为止，派生事实层层相叠超过 16 层"),
            format!("with `{name}`, more than 16 derived facts build on each other"),
        ),
        Text::new("把几层公式合成一层", "put several of the formulas into one"),
    )
}
