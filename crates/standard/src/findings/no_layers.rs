//! `no-layers`

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A standard without layers.
pub static CODE: Code = Code {
    name: "no-layers",
    severity: Severity::Error,
    title: ["没有评价环节", "there is no layer"],
    why: [
        "标准至少有一个评价环节，说明谁填写。",
        "A standard has at least one layer, which says who writes.",
    ],
};

/// The finding at the empty list.
#[must_use]
pub fn at(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("没有写评价环节", "no layer is declared"),
        Text::new(
            "至少写 `- { id: claim, by: enterprise }`",
            "write at least `- { id: claim, by: enterprise }`",
        ),
    )
}
