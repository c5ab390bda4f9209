//! `no-conversion`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Items that may be left unevaluated, and no conversion.
pub static CODE: Code = Code {
    name: "no-conversion",
    severity: Severity::Warning,
    title: ["有不参评项而没有折算", "items may be left unevaluated and there is no conversion"],
    why: [
        "没有折算，不参评的评价项就等于失分。",
        "Without conversion an item that is not evaluated is simply lost.",
    ],
};

/// The finding at the item.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 可以不参评，标准却没有写折算"),
            format!("`{code}` may be left unevaluated and the standard has no conversion"),
        ),
        Text::new("在标准中写 `conversion:`", "write `conversion:` in the standard"),
    )
}
