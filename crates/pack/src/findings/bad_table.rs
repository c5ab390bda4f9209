//! `bad-table`

use alloc::format;
use alloc::string::String;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A data file that does not fit its declaration.
pub static CODE: Code = Code {
    name: "bad-table",
    severity: Severity::Error,
    title: ["数据文件有误", "the data file does not fit"],
    why: [
        "对照表和名录的数据文件是 CSV：第一行为列名，后面每行一条；列名、类型与声明一致，键不重复。",
        "A table or list is a CSV file: the first line names the columns, each further line is a row; names and types are as declared, keys do not repeat.",
    ],
};

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is not there.
    NoFile(String),
    /// A column is not there.
    NoColumn(String),
    /// A cell cannot be read: row (from 2) and column.
    Cell(usize, String),
    /// A key stands twice for one day: row.
    Twice(usize),
    /// Neither rows nor a reason why there are none.
    NoRows,
}

/// The finding at `span`.
#[must_use]
pub fn at(span: Span, problem: &Problem) -> Diagnostic {
    let (message, help) = match problem {
        Problem::NoFile(path) => (
            Text::new(format!("文件 `{path}` 不在标准包里"), format!("the file `{path}` is not in the pack")),
            Text::new(
                "检查路径，或写 `absent:` 说明原因",
                "check the path, or write `absent:` with the reason",
            ),
        ),
        Problem::NoColumn(column) => (
            Text::new(format!("数据文件没有列 `{column}`"), format!("the file has no column `{column}`")),
            Text::new("第一行写列名", "name the columns in the first line"),
        ),
        Problem::Cell(row, column) => (
            Text::new(
                format!("第 {row} 行的 `{column}` 读不出来"),
                format!("`{column}` in line {row} cannot be read"),
            ),
            Text::new("按声明的类型和单位填写", "fill it in as its declared type and unit say"),
        ),
        Problem::Twice(row) => (
            Text::new(
                format!("第 {row} 行的键与前面重复"),
                format!("the key of line {row} stands above already"),
            ),
            Text::new("删去一行，或用起止日期分开", "remove one of them, or set them apart by dates"),
        ),
        Problem::NoRows => (
            Text::new("对照表没有数据，也没有说明原因", "the table has no rows and no reason why"),
            Text::new("写 `file:` 或 `absent:`", "write `file:` or `absent:`"),
        ),
    };
    Diagnostic::new(&CODE, span, message, help)
}
