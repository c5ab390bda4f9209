//! Numbers in findings and formulas are said as they were written.

use duheng_pack::text::Language;
use duheng_pack::vocabulary::NumberType;
use duheng_standard::model::Form;
use duheng_standard::words::number;

use crate::files::{Files, here, read, read_folder};
use crate::findings::found;

/// The small base pack with one piece of a file replaced.
fn changed(path: &str, old: &str, new: &str) -> Files {
    let mut files = read_folder(&here("tests/findings/base"));
    let text = files.get_mut(path).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old}");
    *text = text.replacen(old, new, 1);
    files
}

/// What the finding of this code says of the standard whose two grades are these.
fn of_grades(good: &str, pass: &str, code: &str) -> Vec<String> {
    let old = "total: 18, base: 15 }\n  - { code: pass, title: { zh: 合格, en: Pass }, total: 10, below: { total: 18 } }";
    let new = format!("{good} }}\n  - {{ code: pass, title: {{ zh: 合格, en: Pass }}, {pass} }}");
    let (findings, _) = found(changed("standards/standard.yaml", old, &new));
    let of_code = findings.iter().filter(|finding| finding.code.name == code);
    of_code.map(|finding| finding.message.en.clone()).collect()
}

#[test]
fn swapped_bounds_are_said_as_percent_and_points() {
    for (good, pass, expected) in [
        (
            "percentile: 40%",
            "percentile: 50.01%",
            "the higher `good` begins at 40%, below the 50.01% of the lower `pass`",
        ),
        (
            "total: 7.5",
            "total: 12.25",
            "the higher `good` begins at 7.5, below the 12.25 of the lower `pass`",
        ),
        (
            "total: 18",
            "total: 10.5, below: { total: 7.5 }",
            "`pass` ends below 7.5, which is not above where it begins, 10.5",
        ),
    ] {
        assert_eq!(of_grades(good, pass, "swapped-bounds"), [expected]);
    }
}

#[test]
fn a_grade_by_rank_says_how_many_of_ten_reach_it() {
    for (share, expected) in
        [("80%", "3 reach"), ("80.01%", "2 reach"), ("95%", "1 reaches"), ("100%", "1 reaches")]
    {
        let said = of_grades(&format!("percentile: {share}"), "total: 10", "ranked-in-ten");
        assert_eq!(said.len(), 1);
        assert!(said[0].contains(expected), "{share}: {}", said[0]);
    }
}

/// A fact in hours, for the formulas below.
const HOURS: &str =
    "  hours: { type: quantity hour, min: 0 hour, title: { zh: 培训时数, en: Hours of training } }\n";

#[test]
fn literals_of_formulas_are_said_as_they_are_written() {
    let plain = NumberType::plain();
    for (formula, words) in [
        ("min(2 * hours / 1 hour, 30)", "least of (2 × Hours of training ÷ 1 hour), 30"),
        ("hours / 2 / 30 minute", "Hours of training ÷ 2 ÷ 30 minutes"),
        ("min(revenue[year] / 500 万元, 3)", "least of (Revenue of the reporting year ÷ 5,000,000 yuan), 3"),
        ("5 * rate", "5 × Rate"),
        ("0.5 * rate / 10%", "0.5 × Rate ÷ 10%"),
        ("max(rate, 60%) * 5", "(greatest of Rate, 60%) × 5"),
    ] {
        let mut files = changed("parts/1.yaml", "points: staff / 100", &format!("points: {formula}"));
        let facts = files.get_mut("facts/facts.yaml").unwrap();
        *facts = facts.replacen("facts:\n", &format!("facts:\n{HOURS}"), 1);
        let read = read(&[("base", &files)]);
        let pack = read.packs.iter().find(|pack| pack.id == "base").unwrap();
        let standard = pack.standards.iter().find(|standard| standard.is_default).unwrap();
        let item = standard.items().find(|item| item.code == "1.1.e").unwrap();
        let Form::Formula(num, _) = &item.rule.form else { panic!("{formula} is no formula") };
        assert_eq!(number(num, Some(&plain), &pack.vocabulary, Language::En), words);
    }
}
