//! `declared-total`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A declared total that the items do not give.
pub static CODE: Code = Code {
    name: "declared-total",
    severity: Severity::Error,
    title: ["与声明的合计不符", "a declared total is not what the items give"],
    why: [
        "来源声明的合计与各评价项实际合计不一致，或者漏录、分值有误，或者来源自身有误；差异须查明，不能猜。只在最具体的一处报告，上级合计因同一差额不符的一并列出。",
        "What the source declares and what the items give differ: an item is missing, points are wrong, or the source is; find out, never guess. It is said once, of the most particular total; those above that miss by just as much are named with it.",
    ],
};

/// How a sentence about a profile begins; nothing for the standard itself.
pub(super) fn under(profile: Option<&str>) -> (String, String) {
    match profile {
        None => Default::default(),
        Some(profile) => (format!("分值方案 `{profile}`："), format!("profile `{profile}`: ")),
    }
}

/// A total with what is declared and what the items give.
pub struct Difference<'d> {
    /// The profile under which it does not fit; none for the standard itself.
    pub profile: Option<&'d str>,
    /// The total.
    pub what: &'d Text,
    /// What is declared.
    pub declared: &'d Rational,
    /// What the items give.
    pub defined: &'d Rational,
    /// What it is the sum of: codes with their points.
    pub of: &'d [(String, Rational)],
    /// The totals above that miss by just as much.
    pub consequences: &'d [Text],
}

/// The finding at the declared total.
#[must_use]
pub fn at(span: Span, difference: &Difference<'_>) -> Diagnostic {
    let Difference { profile, what, declared, defined, of, consequences } = difference;
    let (of_zh, of_en) = under(*profile);
    let (so_zh, so_en) = follows(consequences);
    let sum: Vec<String> = of.iter().map(|(code, points)| format!("{code}: {points}")).collect();
    let (first_zh, first_en) = if sum.is_empty() {
        Default::default()
    } else {
        (
            format!("逐项与来源核对（{}）；", sum.join("，")),
            format!("compare each with the source ({}); ", sum.join(", ")),
        )
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{of_zh}{}声明为 {declared}，实为 {defined}{so_zh}", what.zh),
            format!("{of_en}{}: declared {declared}, defined {defined}{so_en}", what.en),
        ),
        Text::new(
            format!(
                "{first_zh}从别的包改来的，`duheng diff 原包 本包` 列出改了什么；改正评价项，或在 accepted 中写明 defined: {defined} 与理由"
            ),
            format!(
                "{first_en}where the pack was made from another one, `duheng diff OTHER THIS` shows what was changed; mend the items, or record it under `accepted` with `defined: {defined}` and the reason"
            ),
        ),
    )
}

/// What does not add up for the same reason.
fn follows(consequences: &[Text]) -> (String, String) {
    let Some((last, others)) = consequences.split_last() else { return Default::default() };
    let zh: Vec<&str> = consequences.iter().map(|one| one.zh.as_str()).collect();
    let en: Vec<&str> = others.iter().map(|one| one.en.as_str()).collect();
    let and = if en.is_empty() { String::new() } else { format!("{} and ", en.join(", ")) };
    let verb = if en.is_empty() { "does" } else { "do" };
    (format!("，因此{}也不符", zh.join("、")), format!(", so {and}{} {verb} not add up either", last.en))
}
