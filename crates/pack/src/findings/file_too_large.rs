//! A file is larger than may be read.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A file is larger than may be read.
pub static CODE: Code = Code {
    name: "file-too-large",
    severity: Severity::Error,
    title: ["文件过大", "a file is too large"],
    why: [
        "文件大小有上限，以便任何人提交的标准包都能安全检查。请把内容分成几个文件；大量数据请放入 CSV 表。",
        "files have a greatest size, so that a pack by anyone can be checked safely; divide the content into several files; large data belong into a CSV table",
    ],
};

/// A file of `size` bytes where `limit` bytes are allowed.
#[must_use]
pub fn file_too_large(span: Span, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("文件有 {size} 字节，超过上限 {limit} 字节"),
            format!("the file has {size} bytes, more than the {limit} that may be read"),
        ),
        Text::new(
            "请把内容分成几个文件，或把数据放入 CSV 表",
            "divide it into several files, or put the data into a CSV table",
        ),
    )
}
