//! `stale-acceptance`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An acceptance that fits no difference.
pub static CODE: Code = Code {
    name: "stale-acceptance",
    severity: Severity::Warning,
    title: ["差异处理已过时", "an accepted difference does not exist"],
    why: [
        "accepted 的每一条都须对应一处实际差异：what 为有声明的合计，defined 为评价项实际给出的数。",
        "Each entry of accepted must fit a difference: `what` names a declared total and `defined` is what the items give.",
    ],
};

/// The items give something else, or just what is declared.
#[must_use]
pub fn at(span: Span, profile: Option<&str>, what: &str, defined: &Rational) -> Diagnostic {
    let (of_zh, of_en) = super::declared_total::under(profile);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{of_zh}`{what}` 实为 {defined}，这条处理不再对应"),
            format!("{of_en}`{what}` is {defined}, so this entry fits no difference"),
        ),
        Text::new(
            "核对后改写 defined，或删去这一条",
            "look again, then change `defined` or remove the entry",
        ),
    )
}

/// Nothing of that name is declared.
#[must_use]
pub fn undeclared(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有声明过合计 `{what}`"), format!("no total `{what}` is declared")),
        Text::new(
            "写 items、indicators、base、bonus、total 或部分的编号",
            "write items, indicators, base, bonus, total or the code of a part",
        ),
    )
}
