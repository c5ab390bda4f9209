//! `part-above-whole`

use alloc::format;
use alloc::string::String;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A part that is larger than its whole.
pub static CODE: Code = Code {
    name: "part-above-whole",
    severity: Severity::Error,
    title: ["部分大于整体", "a part is larger than its whole"],
    why: [
        "词汇表写明一项事实是另一项的一部分（at_most），同一期间部分不会大于整体；多半是口径、单位或年份不一致。",
        "The vocabulary says that one fact is a part of another (at_most); in one period a part is never larger than the whole. Usually what they cover, their units or their years differ.",
    ],
};

/// One side of the comparison.
#[derive(Clone, Debug)]
pub struct Figure<'f> {
    /// The title of its fact.
    pub title: &'f Text,
    /// The value, with its unit.
    pub shown: String,
}

/// The finding at the part, or at the whole where only that stands in the file section at hand; `period` is empty
/// for a state.
#[must_use]
pub fn at(span: Span, period: &str, part: &Figure<'_>, whole: &Figure<'_>) -> Diagnostic {
    let (zh, en) = match period {
        "" => (String::new(), String::new()),
        period => (format!("{period}："), format!(" in {period}")),
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!(
                "{zh}“{}”为 {}，大于它所属的“{}” {}",
                part.title.zh, part.shown, whole.title.zh, whole.shown
            ),
            format!(
                "\"{}\" is {}{en}, more than \"{}\" of which it is a part, {}",
                part.title.en, part.shown, whole.title.en, whole.shown
            ),
        ),
        Text::new("核对两个数的口径、单位和年份", "check what both cover, their units and their years"),
    )
}
