//! A single text is larger than may be read.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A single text is larger than may be read.
pub static CODE: Code = Code {
    name: "scalar-too-large",
    severity: Severity::Error,
    title: ["单段文字过长", "a text is too large"],
    why: [
        "单段文字的长度有上限，以便任何人提交的标准包都能安全检查。过长多半是引号没有闭合；长篇材料请作为文件引用。",
        "a single text has a greatest size, so that a pack by anyone can be checked safely; mostly a quote was not closed; long material belongs into a file of its own",
    ],
};

/// A text of `size` bytes where `limit` bytes are allowed.
#[must_use]
pub fn scalar_too_large(span: Span, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("此段文字有 {size} 字节，超过上限 {limit} 字节"),
            format!("this text has {size} bytes, more than the {limit} that are allowed"),
        ),
        Text::new("请缩短文字，并检查引号是否闭合", "shorten it, and check that its quotes are closed"),
    )
}
