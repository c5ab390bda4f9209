//! A line is indented with a tab.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A line is indented with a tab.
pub static CODE: Code = Code {
    name: "tab-indent",
    severity: Severity::Error,
    title: ["缩进使用了制表符", "a line is indented with a tab"],
    why: [
        "缩进表示层级，只能用空格：制表符在各编辑器中宽度不同，层级就会看错。请把制表符换成空格，每层两个。",
        "indent shows what belongs to what and is made of spaces alone: a tab is as wide as each editor likes; replace tabs with two spaces a level",
    ],
};

/// The tab at `span`.
#[must_use]
pub fn tab_indent(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("此处用制表符缩进", "a tab is used as indent here"),
        Text::new("请把制表符换成空格，每层两个空格", "replace the tab with spaces, two a level"),
    )
}
