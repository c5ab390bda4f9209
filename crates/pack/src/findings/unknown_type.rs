//! `unknown-type`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A type that does not exist.
pub static CODE: Code = Code {
    name: "unknown-type",
    severity: Severity::Error,
    title: ["类型不存在", "there is no such type"],
    why: [
        "事实和字段的类型是固定的几种；choice 和 list 后面写选项或记录的名称，quantity 和 money 后面写单位。",
        "Facts and fields have one of a few types; choice and list name a choice or a record type, quantity and money a unit.",
    ],
};

/// The finding at the type.
#[must_use]
pub fn at(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有类型 `{written}`"), format!("there is no type `{written}`")),
        Text::new(
            "可用 yes_no、count、decimal、ratio、date、text、`choice 选项`、`quantity 单位`、`money 元`、`list 记录`",
            "use yes_no, count, decimal, ratio, date, text, `choice NAME`, `quantity UNIT`, `money 元` or `list RECORD`",
        ),
    )
}

/// A type that cannot stand in a record or a table.
#[must_use]
pub fn not_here(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("类型 `{written}` 不能用在这里"),
            format!("the type `{written}` cannot stand here"),
        ),
        Text::new("记录和对照表里只能用单个值的类型", "records and tables hold single values only"),
    )
}
