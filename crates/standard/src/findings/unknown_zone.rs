//! `unknown-zone`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::zones;
use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A time zone that does not exist.
pub static CODE: Code = Code {
    name: "unknown-zone",
    severity: Severity::Error,
    title: ["时区不存在", "there is no such time zone"],
    why: [
        "时区决定一天从何时开始、期限到何时为止。写国际时区数据库（IANA）中的名称；全国统一用 `Asia/Shanghai`，没有 `Asia/Beijing`。",
        "The zone decides when a day begins and a deadline ends. Write a name of the IANA time zone database; all of China has `Asia/Shanghai`, and there is no `Asia/Beijing`.",
    ],
};

/// The finding at the zone.
#[must_use]
pub fn at(span: Span, zone: &str) -> Diagnostic {
    let names = zones();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有时区 `{zone}`"), format!("there is no time zone `{zone}`")),
        suggest(zone, &names),
    )
}
