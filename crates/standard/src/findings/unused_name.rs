//! `unused-name`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A choice, record type, document or source that nothing uses.
pub static CODE: Code = Code {
    name: "unused-name",
    severity: Severity::Warning,
    title: ["声明了却没有用到", "declared and never used"],
    why: [
        "没有被用到的选项、记录、材料种类或来源使包难读，也可能说明别处写错了名称。",
        "An unused choice, record, document or source makes the pack harder to read and may mean that another name is wrong.",
    ],
};

/// The finding at its name; `kind` says what it is.
#[must_use]
pub fn at(span: Span, kind: &Text, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("{}`{name}` 没有用到", kind.zh), format!("the {} `{name}` is not used", kind.en)),
        Text::new("在该用的地方写上，或删去", "use it where it belongs, or remove it"),
    )
}
