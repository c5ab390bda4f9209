//! `untitled`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Something that people read by its raw name.
pub static CODE: Code = Code {
    name: "untitled",
    severity: Severity::Warning,
    title: ["没有标题", "there is no title"],
    why: [
        "事实、记录及其字段、名录、对照表和其他评价活动的结果都会出现在企业和评审人员的页面上；没有标题的，页面上只能显示包里的名称，例如 `won_on`。",
        "Facts, records and their fields, lists, tables and results of other programmes stand on the pages of enterprises and assessors; without a title these show the name of the pack, such as `won_on`.",
    ],
};

/// Something whose title is a key of its own.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    finding(span, name, "写 `title: { zh: …, en: … }`", "write `title: { zh: …, en: … }`")
}

/// A field of a record that is written in short, as its type alone.
#[must_use]
pub fn short(span: Span, name: &str, written: &str) -> Diagnostic {
    let long = format!("{name}: {{ type: {written}, title: {{ zh: …, en: … }} }}");
    finding(span, name, &format!("写作 `{long}`"), &format!("write `{long}`"))
}

fn finding(span: Span, name: &str, help_zh: &str, help_en: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 没有标题，页面上只显示这个名称"),
            format!("`{name}` has no title, so pages show this name"),
        ),
        Text::new(help_zh, help_en),
    )
}
