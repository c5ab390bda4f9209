//! A file holds more values than may be read.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A file holds more values than may be read.
pub static CODE: Code = Code {
    name: "too-many-nodes",
    severity: Severity::Error,
    title: ["值的数量过多", "a file holds too many values"],
    why: [
        "一个文件中值的数量有上限，以便任何人提交的标准包都能安全检查。请把内容分成几个文件；大量数据请放入 CSV 表。",
        "a file has a greatest number of values, so that a pack by anyone can be checked safely; divide the content into several files; large data belong into a CSV table",
    ],
};

/// The value at `span` is the first beyond `limit`.
#[must_use]
pub fn too_many_nodes(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("文件中的值超过 {limit} 个"), format!("the file holds more than {limit} values")),
        Text::new(
            "请把内容分成几个文件，或把数据放入 CSV 表",
            "divide it into several files, or put the data into a CSV table",
        ),
    )
}
