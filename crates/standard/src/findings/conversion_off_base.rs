//! `conversion-off-base`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A conversion to another number than the base has points.
pub static CODE: Code = Code {
    name: "conversion-off-base",
    severity: Severity::Warning,
    title: ["折算的满分与基础项不符", "the conversion does not match the base"],
    why: [
        "折算把参评项的得分换成基础项满分；两者不同，不参评的企业就会比全部参评的多得或少得。",
        "Conversion scales what is evaluated to the points of the base; if the two differ, leaving items unevaluated gains or loses points.",
    ],
};

/// The finding at the conversion; `profile` names the profile, none for the standard itself.
#[must_use]
pub fn at(span: Span, profile: Option<&str>, to: &Rational, base: &Rational) -> Diagnostic {
    let (zh, en) = super::declared_total::under(profile);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{zh}折算为 {to} 分，而基础项合计 {base} 分"),
            format!("{en}the conversion gives {to} points, but the base has {base}"),
        ),
        Text::new(format!("写 `to: {base}`，或改正评价项"), format!("write `to: {base}`, or mend the items")),
    )
}
