//! `code-outside`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A code that does not begin with the code of what it belongs to.
pub static CODE: Code = Code {
    name: "code-outside",
    severity: Severity::Warning,
    title: ["编号与上级不符", "the code does not belong where it stands"],
    why: [
        "本标准的编号逐级相接，这一个与上级编号不符，多半是写错或放错了位置。",
        "The codes of this standard begin with the code above them; this one does not, so it is wrong or stands in the wrong place.",
    ],
};

/// The finding at the code; `above` is the code it should begin with.
#[must_use]
pub fn at(span: Span, code: &str, above: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 不以上级编号 `{above}` 开头"),
            format!("`{code}` does not begin with `{above}`, to which it belongs"),
        ),
        Text::new("改正编号，或移到所属的地方", "mend the code, or move it to where it belongs"),
    )
}
