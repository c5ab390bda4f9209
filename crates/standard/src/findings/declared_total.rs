//! `declared-total`

use alloc::format;
use alloc::string::String;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A declared total that the items do not give.
pub static CODE: Code = Code {
    name: "declared-total",
    severity: Severity::Warning,
    title: ["与声明的合计不符", "a declared total is not what the items give"],
    why: [
        "来源声明的合计与各评价项实际合计不一致，或者漏录、分值有误，或者来源自身有误；差异须查明，不能猜。",
        "What the source declares and what the items give differ: an item is missing, points are wrong, or the source is; find out, never guess.",
    ],
};

/// How a sentence about a profile begins; nothing for the standard itself.
pub(super) fn under(profile: Option<&str>) -> (String, String) {
    match profile {
        None => Default::default(),
        Some(profile) => (format!("分值方案 `{profile}`："), format!("profile `{profile}`: ")),
    }
}

/// `what` names the total, `profile` the profile under which it does not fit; none for the standard itself.
#[must_use]
pub fn at(
    span: Span,
    profile: Option<&str>,
    what: &Text,
    declared: &Rational,
    defined: &Rational,
) -> Diagnostic {
    let (of_zh, of_en) = under(profile);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{of_zh}{}声明为 {declared}，实为 {defined}", what.zh),
            format!("{of_en}{}: declared {declared}, defined {defined}", what.en),
        ),
        Text::new(
            format!("改正评价项，或在 accepted 中写明 defined: {defined} 与理由"),
            format!("mend the items, or record it under `accepted` with `defined: {defined}` and the reason"),
        ),
    )
}
