//! The shape of files: each finding with one bad and one good example.

use super::support::{facts, pack};

fn found(text: &str) -> Vec<String> {
    facts(text).found()
}

const NONE: [&str; 0] = [];

#[test]
fn unknown_key() {
    assert_eq!(found("facts: { a: { type: date, tpye: date } }"), ["unknown-key `tpye`"]);
    assert_eq!(found("fact: {}"), ["unknown-key `fact`"]);
    assert_eq!(found("facts: { a: { type: date, note: x } }"), NONE);
}

#[test]
fn missing_key() {
    assert_eq!(found("records: { a: { fields: { b: date } } }"), ["missing-key `{ fields: { b: date } }`"]);
    assert_eq!(found("records: { a: { fields: { b: date }, key: [b] } }"), NONE);
    assert_eq!(found("facts: { a: { type: date, title: { zh: 甲 } } }"), ["missing-key `{ zh: 甲 }`"]);
}

#[test]
fn wrong_shape() {
    assert_eq!(found("facts: [a]"), ["wrong-shape `[a]`"]);
    assert_eq!(found("facts: { a: { type: [date] } }"), ["wrong-shape `[date]`"]);
    assert_eq!(found("facts: { a: { type: date, title: [x] } }"), ["wrong-shape `[x]`"]);
    assert_eq!(found("facts: { a: { type: '' } }"), ["wrong-shape `''`"]);
    assert_eq!(found("facts: { a: { type: date, title: x } }"), NONE);
}

#[test]
fn not_a_value() {
    assert_eq!(found("facts: { a: { type: date, per: month } }"), ["not-a-value `month`"]);
    assert_eq!(found("facts: { a: { type: date, from: '公司' } }"), ["not-a-value `'公司'`"]);
    assert_eq!(
        found("records: { a: { fields: { b: { type: date, optional: 'true' } }, key: [b] } }"),
        ["not-a-value `'true'`"]
    );
    assert_eq!(found("facts: { a: { type: date, per: quarter, from: register 公司 } }"), NONE);
    let head = |version: &str| format!("pack: demo\nversion: {version}\ntitle: 示例\nissuer: 市局\n");
    let bad = pack(&[("pack.yaml", &head("1").replace("demo", "de mo"))]);
    assert_eq!(bad.found(), ["not-a-value `de mo`"]);
    assert_eq!(pack(&[("pack.yaml", &head("2022.10"))]).found(), NONE);
}

#[test]
fn a_source_is_dated_by_day_month_or_year() {
    let dated = |date: &str| {
        let head = "pack: demo\nversion: 1\ntitle: 示例\nissuer: 市局\n";
        let source = format!("sources: [{{ id: s, title: 文件, dated: {date} }}]\n");
        pack(&[("pack.yaml", &format!("{head}{source}"))]).found()
    };
    for date in ["2022", "2022-11", "2022-11-30"] {
        assert_eq!(dated(date), NONE, "{date}");
    }
    for date in ["2022-13", "2022-11-31", "去年", "autumn 2022"] {
        assert_eq!(dated(date), [format!("not-a-value `{date}`")]);
    }
}

#[test]
fn a_list_is_of_a_year_or_of_the_edition() {
    for (year, expected) in
        [("edition", ""), ("2025", ""), ("last", "not-a-value `last`"), ("2025-13", "not-a-value `2025-13`")]
    {
        let expected: Vec<&str> = if expected.is_empty() { Vec::new() } else { vec![expected] };
        assert_eq!(found(&format!("lists: {{ l: {{ year: {year} }} }}")), expected, "{year}");
    }
}

#[test]
fn stray_file() {
    assert_eq!(pack(&[("notes/a.yaml", "")]).found(), ["stray-file ``"]);
    assert_eq!(pack(&[("facts/a.yml", "")]).found(), ["stray-file ``"]);
    assert_eq!(pack(&[("facts/deeper/a.yaml", "")]).found(), ["stray-file ``"]);
    assert_eq!(pack(&[("README.md", ""), ("facts/a.yaml", "facts: {}"), ("lists/x.csv", "a")]).found(), NONE);
}

#[test]
fn stray_mark() {
    assert_eq!(found("facts: { a: { type: date, inferred: { per: 理由 } } }"), ["stray-mark `per`"]);
    assert_eq!(
        found("facts: { a: { type: date, title: { zh: 甲, en: a }, inferred: { title.fr: 理由 } } }"),
        ["stray-mark `title.fr`"]
    );
    assert_eq!(
        found("facts: { a: { type: date, local: { per: { reason: 理由, by: 市局, on: 2025-01-01 } } } }"),
        ["stray-mark `per`"]
    );
    assert_eq!(
        found(
            "facts: { a: { type: date, title: { zh: 甲, en: a }, inferred: { type: 理由, title.zh: 理由 } } }"
        ),
        NONE
    );
    assert_eq!(found("results: { a: { grades: b < c, inferred: { grade: 理由 } } }"), ["stray-mark `grade`"]);
}
