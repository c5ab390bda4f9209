//! A file holds more than one document.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A file holds more than one document.
pub static CODE: Code = Code {
    name: "several-documents",
    severity: Severity::Error,
    title: ["一个文件只能有一个文档", "a file holds one document"],
    why: [
        "每个文件只有一个文档，其后的内容不会被读取。请把后面的文档移到单独的文件；若 `---` 是文字，请加引号。",
        "a file holds one document, what follows would not be read; move it to a file of its own; a text of `---` needs quotes",
    ],
};

/// The second document begins at `span`.
#[must_use]
pub fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("此处开始了第二个文档", "a second document begins here"),
        Text::new(
            "请删除 `---`，或把其后的内容移到单独的文件",
            "remove the `---`, or move what follows to a file of its own",
        ),
    )
}
