//! `unknown-standard`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A standard or profile that the pack does not have.
pub static CODE: Code = Code {
    name: "unknown-standard",
    severity: Severity::Error,
    title: ["标准或方案不存在", "there is no such standard or profile"],
    why: [
        "包里有几个标准或分值方案时，事实文件或命令行要说明用哪一个。",
        "Where a pack has several standards or profiles, the facts file or the command line says which one.",
    ],
};

/// The finding at the name; `known` are the standards with their profiles.
#[must_use]
pub fn at(span: Span, standard: Option<&str>, profile: Option<&str>, known: &[String]) -> Diagnostic {
    if let (None, None) = (standard, profile) {
        return which(span, known);
    }
    let (standard, profile) = (standard.unwrap_or("?"), profile.unwrap_or(""));
    let wanted = if profile.is_empty() { standard.into() } else { format!("{standard} / {profile}") };
    let known: Vec<String> = known.iter().map(|one| format!("`{one}`")).collect();
    let known = known.join(", ");
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("包里没有 `{wanted}`"), format!("the pack has no `{wanted}`")),
        Text::new(format!("可用的有 {known}"), format!("there are {known}")),
    )
}

/// No standard is named where there are several.
fn which(span: Span, known: &[String]) -> Diagnostic {
    let mut standards: Vec<&str> =
        known.iter().map(|one| one.split(" / ").next().unwrap_or_default()).collect();
    standards.dedup();
    let known: Vec<String> = standards.iter().map(|one| format!("`{one}`")).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("包里有 {} 个标准，没有写明用哪一个", standards.len()),
            format!("the pack has {} standards and none is named", standards.len()),
        ),
        Text::new(
            format!("在文件中写 `standard: …`，或用 `--standard` 写明一个：{}", known.join("、")),
            format!("name one with `standard: …` in the file or with `--standard`: {}", known.join(", ")),
        ),
    )
}
