//! `no-evidence`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An item without evidence rule.
pub static CODE: Code = Code {
    name: "no-evidence",
    severity: Severity::Warning,
    title: ["没有佐证要求", "the item has no evidence rule"],
    why: [
        "每个评价项都要说明凭什么材料评审，否则评审人员无从核对。",
        "Each item says by which documents it is reviewed; without them nobody can check the claim.",
    ],
};

/// The finding at its code.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{code}` 没有佐证材料"), format!("`{code}` names no evidence")),
        Text::new(
            "写 `evidence: [{ document: …, of: 事实 }]`",
            "write `evidence: [{ document: …, of: FACT }]`",
        ),
    )
}
