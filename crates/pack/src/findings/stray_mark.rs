//! `stray-mark`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::nearest::suggest;
use crate::source::Span;
use crate::text::Text;

/// A mark of provenance on a key that its node does not have.
pub static CODE: Code = Code {
    name: "stray-mark",
    severity: Severity::Error,
    title: ["标记没有对象", "the mark has nothing to mark"],
    why: [
        "inferred 和 local 标记本节点的某个键，键名要写对，否则读者看不到出处。",
        "inferred and local mark a key of their own node; with a wrong key the reader would not see where the number comes from.",
    ],
};

/// The finding at the mark; `known` are the node's keys.
#[must_use]
pub fn at(span: Span, key: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("本节点没有键 `{key}`，标记落空"), format!("this node has no key `{key}` to mark")),
        suggest(key, known),
    )
}
