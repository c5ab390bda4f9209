//! `untranslated`

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// The same text in both languages.
pub static CODE: Code = Code {
    name: "untranslated",
    severity: Severity::Warning,
    title: ["没有译文", "the text is not translated"],
    why: [
        "标题、说明和理由都要有中文和英文；两种语言写成同样的中文，英文读者就读不懂。",
        "Titles, notes and reasons are in Chinese and English; Chinese in both places leaves English readers without.",
    ],
};

/// Chinese stands where English should.
#[must_use]
pub fn at(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("英文一栏写的是中文", "Chinese stands in place of the English"),
        Text::new("写 `{ zh: …, en: … }`", "write `{ zh: …, en: … }`"),
    )
}

/// The languages are exchanged.
#[must_use]
pub fn exchanged(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("中文和英文写反了", "the Chinese and the English are exchanged"),
        Text::new("对调 zh 和 en", "exchange `zh` and `en`"),
    )
}
