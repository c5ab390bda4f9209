//! Findings in vocabularies: each with one bad and one good example, and its place.

use duheng_pack::vocabulary::{Flavour, NumberType, Value, ValueType, read_value, show_value};

use super::support::{facts, pack, world};

fn found(text: &str) -> Vec<String> {
    facts(text).found()
}

const NONE: [&str; 0] = [];

#[test]
fn duplicate_name() {
    let two = pack(&[
        ("facts/a.yaml", "facts: { a: { type: date } }"),
        ("facts/b.yaml", "facts: { a: { type: text } }"),
    ]);
    assert_eq!(two.found(), ["duplicate-name `a`"]);
    assert_eq!(two.findings[0].span.file.0, 1);
    assert_eq!(two.findings[0].related.len(), 1);
    assert_eq!(two.findings[0].related[0].0.file.0, 0);
    assert_eq!(found("choices: { a: b < c < b }"), ["duplicate-name `b`"]);
    assert_eq!(found("choices: { a: b | c }\nfacts: { a: { type: choice a } }"), NONE);
}

#[test]
fn reserved_name() {
    for name in ["and", "year", "y", "as_of", "valid", "2a", "a-b", "a.b", "甲 乙"] {
        assert_eq!(
            found(&format!("facts: {{ {name}: {{ type: date }} }}")),
            [format!("reserved-name `{name}`")]
        );
        let field = format!("records: {{ r: {{ fields: {{ {name}: date, b: date }}, key: [b] }} }}");
        assert_eq!(found(&field), [format!("reserved-name `{name}`")]);
    }
    assert_eq!(found("choices: { a: b < not }"), ["reserved-name `not`"]);
    assert_eq!(found("choices: { a: b < < c }"), ["reserved-name ``"]);
    assert_eq!(
        found("tables: { count: { key: { a: text }, values: { b: decimal }, absent: x } }"),
        ["reserved-name `count`"]
    );
    assert_eq!(
        found("facts: { 营业收入: { type: date }, count: { type: count }, a_1: { type: date } }"),
        NONE
    );
    assert_eq!(found("results: { nb-csr: { grades: a < b } }\ndocuments: { a-b: 甲 }"), NONE);
}

#[test]
fn choices() {
    assert_eq!(found("choices: { a: { order: b < c, values: { d: 丁 } } }"), ["unknown-name `d`"]);
    assert_eq!(found("choices: { a: { title: 甲 } }"), ["missing-key `{ title: 甲 }`"]);
    assert_eq!(found("choices: { a: 'b < c | d' }"), ["not-a-value `'b < c | d'`"]);
    assert_eq!(found("choices: { a: { title: 甲, order: b < c, values: { c: 丙, b: 乙 } } }"), NONE);
    let world =
        facts("choices: { a: { order: b < c, values: { c: 丙 } }, d: e | f, g: { values: { h: 辛 } } }")
            .sound();
    let shown: Vec<_> =
        world.vocabulary.choices.iter().map(|choice| (choice.ordered, choice.values.len())).collect();
    assert_eq!(shown, [(true, 2), (false, 2), (false, 1)]);
    assert_eq!(world.vocabulary.choices[0].values[1].1.zh, "丙");
}

#[test]
fn unknown_type() {
    for written in [
        "dates",
        "date x",
        "quantity",
        "quantity florin",
        "quantity 元",
        "money",
        "money t",
        "choice",
        "list",
    ] {
        assert_eq!(
            found(&format!("facts: {{ a: {{ type: {written} }} }}")),
            [format!("unknown-type `{written}`")]
        );
    }
    assert_eq!(found("facts: { a: { type: choice b } }"), ["unknown-name `choice b`"]);
    assert_eq!(found("facts: { a: { type: list b } }"), ["unknown-name `list b`"]);
    assert_eq!(
        found("records: { a: { fields: { b: date }, key: [b] }, c: { fields: { d: list a }, key: [] } }"),
        ["unknown-type `list a`"]
    );
    for written in
        ["yes_no", "count", "decimal", "ratio", "date", "text", "quantity t", "money 万元", "quantity %"]
    {
        assert_eq!(found(&format!("facts: {{ a: {{ type: {written} }} }}")), NONE);
    }
}

#[test]
fn incomplete_fact() {
    assert_eq!(found("facts: { a: { title: 甲 } }"), ["incomplete-fact `a`"]);
    assert_eq!(found("facts: { a: { type: date, formula: 1 + 1 } }"), ["incomplete-fact `a`"]);
    assert_eq!(found("facts: { a: { formula: 1 + 1, per: year } }"), ["incomplete-fact `per`"]);
    assert_eq!(
        found("records: { r: { fields: { b: date }, key: [b] } }\nfacts: { a: { type: list r, per: year } }"),
        ["incomplete-fact `per`"]
    );
    assert_eq!(found("facts: { a: { formula: 1 + 1 } }"), NONE);
    assert_eq!(found("facts: { a: { type: count, shown: number } }"), ["incomplete-fact `shown`"]);
    assert_eq!(found("facts: { a: { formula: 1 = 1, shown: number } }"), ["incomplete-fact `number`"]);
    assert_eq!(found("facts: { n: { type: count }, a: { formula: n / n, shown: number } }"), NONE);
}

#[test]
fn bad_bounds() {
    assert_eq!(found("facts: { a: { type: quantity t, min: 5 } }"), ["bad-bounds `5`"]);
    assert_eq!(found("facts: { a: { type: quantity t, min: 5 元 } }"), ["bad-bounds `5 元`"]);
    assert_eq!(found("facts: { a: { type: ratio, min: 50%, max: 40% } }"), ["bad-bounds `40%`"]);
    assert_eq!(found("facts: { a: { type: text, min: 2020-01-01 } }"), ["bad-bounds `2020-01-01`"]);
    assert_eq!(found("facts: { a: { type: date, min: soon } }"), ["bad-bounds `soon`"]);
    assert_eq!(found("facts: { a: { type: date, min: 2020-01-01, max: as_of } }"), NONE);
    assert_eq!(found("facts: { a: { type: count, at_most: b }, b: { type: decimal } }"), ["bad-bounds `b`"]);
    assert_eq!(found("facts: { a: { type: count, at_most: b }, b: { type: count } }"), NONE);
    assert_eq!(found("facts: { a: { type: count, max: -1 } }"), ["bad-bounds `-1`"]);
    assert_eq!(found("facts: { a: { type: quantity t, min: 0, max: 5 kg } }"), NONE);
    let world = facts("facts: { a: { type: count }, b: { type: ratio, max: 100% } }").sound();
    let bounds: Vec<_> = world.vocabulary.facts.iter().map(|fact| fact.bounds.clone()).collect();
    assert_eq!(bounds[0].0.as_ref().unwrap().to_string(), "0");
    assert_eq!(bounds[1].1.as_ref().unwrap().to_string(), "1");
}

#[test]
fn valid_names_two_date_fields() {
    let record = |valid: &str| {
        format!("records: {{ r: {{ fields: {{ a: date, b: date, c: text }}, key: [a], valid: {valid} }} }}")
    };
    assert_eq!(found(&record("[a]")), ["bad-bounds `[a]`"]);
    assert_eq!(found(&record("[a, c]")), ["bad-bounds `[a, c]`"]);
    assert_eq!(found(&record("[a, d]")), ["unknown-name `d`"]);
    assert_eq!(found(&record("[a, b]")), NONE);
    assert_eq!(found("records: { r: { fields: { a: date }, key: [b] } }"), ["unknown-name `b`"]);
}

fn table(csv: &str) -> Vec<String> {
    let facts = "tables: { t: { key: { 产品: text }, values: { 定额: quantity m3/t }, file: tables/t.csv } }";
    pack(&[("facts/a.yaml", facts), ("tables/t.csv", csv)]).found()
}

#[test]
fn bad_table() {
    let place = ["bad-table `tables/t.csv`"];
    assert_eq!(table("产品\n纸\n"), place);
    assert_eq!(table("产品,定额\n纸,3\n"), place);
    assert_eq!(table("产品,定额\n,3 m3/t\n"), place);
    assert_eq!(table("产品,定额\n纸,3 m3/t\n纸,4 m3/t\n"), place);
    assert_eq!(table("产品,定额,from\n纸,3 m3/t,昨天\n"), place);
    assert_eq!(
        table("\u{feff}产品,定额,from,until\n纸,3 m3/t,,2024-12-31\n纸,,2025-01-01,\n\"布,麻\",4 m3/t,,\n"),
        NONE
    );
    assert_eq!(found("tables: { t: { key: { a: text }, values: { b: decimal } } }"), ["bad-table `t`"]);
    assert_eq!(found("tables: { t: { key: { a: text }, values: { b: decimal }, absent: 未公布 } }"), NONE);
    assert_eq!(
        found("tables: { t: { key: { a: text }, values: { b: text }, absent: 未公布 } }"),
        ["unknown-type `text`"]
    );
    assert_eq!(found("lists: { l: { file: lists/l.csv } }"), ["bad-table `lists/l.csv`"]);
    let list = |csv: &str| {
        pack(&[("facts/a.yaml", "lists: { l: { file: lists/l.csv } }"), ("lists/l.csv", csv)]).found()
    };
    assert_eq!(list("name\n甲\n"), ["bad-table `lists/l.csv`"]);
    assert_eq!(list("name,uscc\n甲,91440300000000000X\n"), NONE);
}

#[test]
fn values_are_read_and_shown() {
    let world = world();
    let of = |name: &str| match &world.vocabulary.fact(name).unwrap().of(&world.vocabulary).unwrap().kind {
        duheng_pack::vocabulary::FactKind::Value(of, _) => of.clone(),
        other => panic!("{other:?}"),
    };
    let there_and_back = |name: &str, text: &str| {
        let value = read_value(&world.vocabulary, &of(name), text).map_err(|why| why.en)?;
        Ok::<String, String>(show_value(&world.vocabulary, &of(name), &value, true))
    };
    assert_eq!(there_and_back("department", "是").unwrap(), "是");
    assert_eq!(there_and_back("scope", "province").unwrap(), "province");
    assert_eq!(there_and_back("share", "33.33333%").unwrap(), "≈33.3333%");
    assert_eq!(there_and_back("capital", "500000 元").unwrap(), "50 万元");
    assert_eq!(there_and_back("capital", "0").unwrap(), "0 万元");
    assert_eq!(there_and_back("founded", "2024-02-29").unwrap(), "2024-02-29");
    assert_eq!(there_and_back("patents", "3").unwrap(), "3");
    assert_eq!(there_and_back("score", "-2.5").unwrap(), "-2.5");
    for (name, text) in [
        ("department", "true"),
        ("scope", "village"),
        ("share", "0.6"),
        ("capital", "50"),
        ("capital", "50 t"),
        ("founded", "2025-02-29"),
        ("patents", "-1"),
        ("patents", "1.5"),
        ("score", "1 元"),
    ] {
        assert!(there_and_back(name, text).is_err_and(|why| !why.is_empty()), "{name} {text}");
    }
}

#[test]
fn multiples_alone_are_plain_numbers() {
    let wan = NumberType::in_unit(duheng_pack::unit::Unit::parse("万").unwrap());
    assert_eq!(wan.flavour, Flavour::Plain);
    let world = world();
    let of = ValueType::Number(wan);
    assert!(
        matches!(read_value(&world.vocabulary, &of, "5 万"), Ok(Value::Number(number)) if number.to_string() == "50000")
    );
}

#[test]
fn broken_declarations_do_not_make_their_readers_findings() {
    assert_eq!(found("facts: { a: { type: dates }, b: { formula: a + 1 } }"), ["unknown-type `dates`"]);
    assert_eq!(
        found("records: { r: { fields: { a: dates, b: date }, key: [b] } }\nfacts: { l: { type: list r } }"),
        ["unknown-type `dates`"]
    );
}

#[test]
fn the_packs_of_this_repository_have_sound_vocabularies() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut sources = duheng_pack::source::SourceMap::default();
    let mut findings = Vec::new();
    let mut bundles = Vec::new();
    for pack in ["common", "sz-sustainable-enterprise"] {
        let mut files = Vec::new();
        for folder in [".", "facts", "lists", "tables"] {
            let Ok(entries) = std::fs::read_dir(root.join(pack).join(folder)) else { continue };
            for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
                let name = path.file_name().unwrap().to_str().unwrap();
                let name = if folder == "." { name.to_string() } else { format!("{folder}/{name}") };
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((name.clone(), sources.add(duheng_pack::source::Source::new(name, text))));
            }
        }
        files.sort();
        bundles.push(duheng_pack::bundle::Bundle::read(pack, &files, &sources, &mut findings));
    }
    let bundles: Vec<_> = bundles.iter().collect();
    let vocabulary = duheng_pack::vocabulary::read_vocabulary(&bundles, &sources, &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    assert!(vocabulary.facts.len() > 50);
}
