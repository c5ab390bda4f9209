//! `missing-beside`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A key that nearly all of its siblings have.
pub static CODE: Code = Code {
    name: "missing-beside",
    severity: Severity::Warning,
    title: ["同类都写了，这里没写", "nearly all others have it"],
    why: [
        "几乎所有同类都写了这个键，只有这里没有，多半是漏了。",
        "Nearly all of the same kind have this key and this one does not: most likely it was forgotten.",
    ],
};

/// The finding at the name of the one without; `have` of `all` others have it.
#[must_use]
pub fn at(span: Span, name: &str, key: &str, (have, all): (usize, usize)) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 没有 `{key}`，同类 {all} 个中有 {have} 个写了"),
            format!("`{name}` has no `{key}`, {have} of {all} others have one"),
        ),
        Text::new(format!("补上 `{key}`"), format!("write its `{key}`")),
    )
}
