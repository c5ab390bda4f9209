//! `bad-judge`

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A range of typed points that cannot be.
pub static CODE: Code = Code {
    name: "bad-judge",
    severity: Severity::Error,
    title: ["打分范围不符", "the range of points does not fit"],
    why: [
        "打分从 from 到 to，按 step 取值；from 不高于 to，step 大于零且能整分。",
        "Points run from from to to by step; from is not above to, and step is above zero and divides the range.",
    ],
};

/// The finding at the range.
#[must_use]
pub fn at(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("打分范围不成立", "the range of points cannot be"),
        Text::new(
            "例如 `{ from: 0, to: 10, step: 0.5 }`",
            "write for example `{ from: 0, to: 10, step: 0.5 }`",
        ),
    )
}
