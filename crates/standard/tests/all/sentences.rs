//! What is said about values that people mistype: one finding each, with its sentence and remedy in both languages.

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::SourceMap;

use crate::files::{here, read_folder};
use crate::findings::found;

/// The findings above notes after replacing `old` by `new` in one file of the base pack.
fn findings(path: &str, old: &str, new: &str) -> (Vec<Diagnostic>, SourceMap) {
    let mut files = read_folder(&here("tests/findings/base"));
    let text = files.get_mut(path).unwrap();
    assert!(text.matches(old).count() == 1, "{old:?} in {path}");
    *text = text.replacen(old, new, 1);
    let (mut findings, sources) = found(files);
    findings.retain(|finding| finding.severity() > Severity::Note);
    (findings, sources)
}

#[test]
fn probe() {
    for (path, old, new) in [
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2024: 3,600 万元, 2025: 1,234,600 万元 }"),
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2025: 3,5 万元 }"),
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2025: 100 万 }"),
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2025: 100 }"),
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2025: 100 kg }"),
        ("facts.yaml", "{ 2025: 100 万元 }", "{ 2025: 10万 元 }"),
        ("facts.yaml", "level: city", "level: 市级"),
        ("facts.yaml", "level: city", "level: town"),
        ("facts.yaml", "rate: 40%", "rate: forty"),
        ("facts.yaml", "rate: 40%", "rate：40%"),
        ("facts.yaml", "level: city,", "level：city,"),
        ("facts.yaml", "level: city,", "level: city，"),
        ("facts.yaml", "revenue: { 2025: 100 万元 }", "revenue: { 2025：100 万元 }"),
        ("facts.yaml", "revenue: { 2025: 100 万元 }", "revenue: ｛ 2025: 100 万元 ｝"),
        ("facts.yaml", "revenue: { 2025: 100 万元 }", "revenue： { 2025: 100 万元 }"),
        ("facts.yaml", "revenue: { 2025: 100 万元 }", "revenue: { 2024: 90 万元， 2025: 100 万元 }"),
        ("facts.yaml", "revenue: { 2025: 100 万元 }", "revenue: { 2024: 90 万元、2025: 100 万元 }"),
        (
            "facts.yaml",
            "awards: [{ name: 甲奖, level: city, field: air, won_on: 2025-05-01 }]",
            "awards:\n    － name: 甲奖\n      level: city",
        ),
        (
            "facts.yaml",
            "awards: [{ name: 甲奖, level: city, field: air, won_on: 2025-05-01 }]",
            "awards:\n    －name: 甲奖",
        ),
        (
            "facts.yaml",
            "awards: [{ name: 甲奖, level: city, field: air, won_on: 2025-05-01 }]",
            "awards: ［{ name: 甲奖, level: city, field: air, won_on: 2025-05-01 }］",
        ),
        ("facts.yaml", "field: air, won_on: 2025-05-01 }]", "field: air, won_on: 2025-05-01 ]"),
        ("facts.yaml", "field: air, won_on: 2025-05-01 }]", "field: air, won_on: 2025-05-01 }"),
        ("facts.yaml", "field: air, won_on: 2025-05-01 }]", "field: air, won_on: 2025-05-01"),
        ("facts.yaml", "name: 甲奖,", "name: \"甲奖,"),
        ("facts.yaml", "name: 示例公司,", "name: '示例公司,"),
        ("facts.yaml", "name: 示例公司,", "name: “示例公司”,"),
        ("facts.yaml", "as_of: 2026-06-01", "as_of: \"2026-06-01"),
        ("facts.yaml", "year: 2025", "year: 二〇二五"),
        ("pack.yaml", "title: { zh: 小包, en: Small pack }", "title: \"Small pack"),
        ("pack.yaml", "title: { zh: 小包, en: Small pack }", "title: { zh: 小包, en: Small pack"),
        ("pack.yaml", "title: { zh: 小包, en: Small pack }", "title: { zh: 小包， en: Small pack }"),
        (
            "parts/1.yaml",
            "        points: 2\n        when: office",
            "        points: two\n        when: office",
        ),
        ("parts/1.yaml", "once_per: [name], cap: 3", "once_per: [name], cap: three"),
        ("parts/1.yaml", "points: 1, once_per: [name], cap: 3", "points: one, once_per: [name], cap: 3"),
        ("parts/1.yaml", "points: 1, once_per: [name], cap: 3", "points: 1, once_per: [name], top: three"),
        ("parts/1.yaml", "points: staff / 100\n        max: 3", "points: staff / 100\n        max: three"),
        ("standards/standard.yaml", "base: 15", "base: fifteen"),
        ("standards/standard.yaml", "at_most: 1\n", "at_most: one\n"),
        ("standards/standard.yaml", "validity: { years: 3 }", "validity: { years: three }"),
        ("standards/standard.yaml", "evaluated_at_least: 70%", "evaluated_at_least: 70"),
        (
            "facts/facts.yaml",
            "rate: { type: ratio, min: 0%, max: 100%",
            "rate: { type: ratio, min: zero, max: 100%",
        ),
        (
            "facts/facts.yaml",
            "revenue: { type: money 元, per: year, min: 0 元",
            "revenue: { type: money 元, per: year, min: 0 元, max: 1,000,000 元",
        ),
        ("facts/facts.yaml", "staff: { type: count, per: year", "staff: { type: count, per: years"),
    ] {
        let (findings, sources) = findings(path, old, new);
        eprintln!("--- {new}");
        for f in findings {
            eprintln!(
                "   {} {:?} | {} — {} | {} — {} {:?}",
                f.code.name,
                sources.text(f.span),
                f.message.zh,
                f.help.zh,
                f.message.en,
                f.help.en,
                f.related.iter().map(|(s, t)| (sources.text(*s), t.en.clone())).collect::<Vec<_>>()
            );
        }
    }
}
