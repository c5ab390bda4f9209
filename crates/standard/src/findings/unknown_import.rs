//! `unknown-import`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// An import of a pack that is not there.
pub static CODE: Code = Code {
    name: "unknown-import",
    severity: Severity::Error,
    title: ["引入的标准包找不到", "the imported pack is not there"],
    why: [
        "引入的标准包要与本包放在同一文件夹下，或者在命令行里一并写出。",
        "An imported pack stands beside this one, or is named on the command line with it.",
    ],
};

/// The finding at the import; `known` are the packs there are.
#[must_use]
pub fn at(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有找到标准包 `{name}`"), format!("there is no pack `{name}` beside this one")),
        suggest(name, known),
    )
}
