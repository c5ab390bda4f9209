//! `stray-file`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A YAML file at a place where no pack has one.
pub static CODE: Code = Code {
    name: "stray-file",
    severity: Severity::Warning,
    title: ["文件没有用处", "nothing reads this file"],
    why: [
        "包里的文件按所在文件夹读取：pack.yaml、errata.yaml、facts、standards、parts、profiles、cases。放在别处的 YAML 文件不会起作用。",
        "A pack's files are read by folder: pack.yaml, errata.yaml, facts, standards, parts, profiles, cases. YAML elsewhere has no effect.",
    ],
};

/// The finding at the file.
#[must_use]
pub fn at(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{path}` 不会被读取"), format!("`{path}` is not read")),
        Text::new(
            "移到 facts、standards、parts、profiles 或 cases，扩展名用 .yaml",
            "move it to facts, standards, parts, profiles or cases, with the ending .yaml",
        ),
    )
}
