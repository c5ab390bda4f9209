//! `fact-unknown`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A fact that the vocabulary does not have.
pub static CODE: Code = Code {
    name: "fact-unknown",
    severity: Severity::Error,
    title: ["事实没有定义", "the fact is not defined"],
    why: [
        "事实文件只能写标准所用词汇里的名称；写错的名称不会起作用，所以不接受。",
        "A facts file can only name what the standard's vocabulary defines; a name that nothing reads would have no effect, so it is refused.",
    ],
};

/// The finding at the name; `known` are the names there are.
#[must_use]
pub fn at(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有定义 `{name}`"), format!("`{name}` is not defined")),
        suggest(name, known),
    )
}
