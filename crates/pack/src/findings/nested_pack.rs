//! A pack stands inside the folder of another.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A pack stands inside the folder of another.
pub static CODE: Code = Code {
    name: "nested-pack",
    severity: Severity::Warning,
    title: ["标准包内另有标准包", "a pack inside a pack"],
    why: [
        "一个文件夹是一个标准包，其中的另一个标准包不会被读取。常见原因是把标准包复制到了已经存在的文件夹。",
        "A folder is one pack; a pack inside it is not read. Most often a pack was copied into a folder that was there already.",
    ],
};

/// There is a pack in the folder `path` of this pack.
#[must_use]
pub fn at(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("标准包内另有标准包：`{path}`"), format!("a pack inside a pack: `{path}`")),
        Text::new(
            "里面的标准包没有读取；请移到旁边，或删去",
            "the inner pack is not read; move it beside this one, or remove it",
        ),
    )
}
