//! `duheng diff`

use insta::assert_snapshot;

use super::{Copy, duheng, packs};

const PACK: &str = "sz-sustainable-enterprise";

fn note(copy: &Copy, language: &str) -> String {
    let before = packs().join(PACK).display().to_string();
    let run = duheng(&["--lang", language, "diff", &before, &copy.pack(PACK)]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn part(copy: &Copy, from: &str, to: &str) {
    copy.edit("sz-sustainable-enterprise/parts/6.1.yaml", from, to);
}

const POINTS: &str = "        points: 1\n        when: count(activities where topic = sustainability_review";

#[test]
fn one_number() {
    let copy = Copy::new("one-number");
    part(&copy, POINTS, &POINTS.replace("points: 1", "points: 1.5"));
    assert_snapshot!(note(&copy, "zh"), @"");
    assert_snapshot!(note(&copy, "en"), @"");
}

#[test]
fn equal_packs_and_comments_change_no_meaning() {
    let copy = Copy::new("comments");
    assert_snapshot!(note(&copy, "en"), @"");
    part(&copy, "indicators:\n", "# reviewed\nindicators:\n");
    assert_snapshot!(note(&copy, "en"), @"");
    assert_snapshot!(note(&copy, "zh"), @"");
}

#[test]
fn a_revision() {
    let copy = Copy::new("revision");
    let pack = |file: &str, from: &str, to: &str| copy.edit(&format!("{PACK}/{file}"), from, to);
    let standard = "standards/sz-sustainable-enterprise.yaml";
    pack("pack.yaml", "version: 2022.08", "version: 2023.01");
    pack(standard, "assessors: 2", "assessors: 3");
    pack(standard, "total: 105, base: 85", "total: 105, base: 88");
    pack(standard, "severity >= larger", "severity >= general");
    part(&copy, "开展 1 次及以上讨论或自评", "至少开展 2 次讨论或自评");
    part(&copy, "held_on in year) >= 1", "held_on in year) >= 2");
    part(
        &copy,
        "          points: { zh: 来源未印分值；按声明总分取 1 分, en: no score is printed; 1 point closes the declared total }\n",
        "",
    );
    part(&copy, "code: 6.1.2.a", "code: 6.1.2.z");
    pack("facts/finance.yaml", "liabilities[y] / total_assets[y]", "liabilities[y] / equity[y]");
    pack("facts/finance.yaml", "zh: 资产负债率", "zh: 资产负债比率");
    pack("errata.yaml", "status: inferred", "status: confirmed");
    assert_snapshot!(note(&copy, "zh"), @"");
    assert_snapshot!(note(&copy, "en"), @"");
}

#[test]
fn another_form_of_a_rule_shows_both_rules() {
    let copy = Copy::new("form");
    part(&copy, POINTS, &POINTS.replace("points: 1", "judge: { from: 0, to: 2, step: 1 }"));
    part(&copy, "          points: { zh: 来源未印分值", "          judge: { zh: 来源未印分值");
    assert_snapshot!(note(&copy, "zh"), @"");
    assert_snapshot!(note(&copy, "en"), @"");
}

#[test]
fn items_come_and_go() {
    let copy = Copy::new("items");
    part(
        &copy,
        "      - code: 6.1.1.c\n",
        "      - code: 6.1.1.x\n        title: { zh: 新项目, en: New item }\n        best: [{ points: 2, when: revenue > 1 亿元 }, { points: 1, when: revenue > 100 万元 }]\n      - code: 6.1.1.c\n",
    );
    copy.edit(&format!("{PACK}/parts/6.1.yaml"), "          - { label: { zh: 制定实施方案, en: implementation plan made }, points: 1, when: any(policies where topic = plan_implementation and valid) }\n", "");
    assert_snapshot!(note(&copy, "zh"), @"");
    assert_snapshot!(note(&copy, "en"), @"");
}

#[test]
fn json_holds_both_languages() {
    let copy = Copy::new("json");
    part(&copy, POINTS, &POINTS.replace("points: 1", "points: 1.5"));
    let before = packs().join(PACK).display().to_string();
    let run = duheng(&["diff", &before, &copy.pack(PACK), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let change = json["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|change| change["kind"] == "points")
        .expect("the points changed");
    assert_eq!(change["at"]["code"], "6.1.1.c");
    assert_eq!((&change["before"]["zh"], &change["after"]["en"]), (&"1".into(), &"1.5".into()));
}

#[test]
fn a_pack_with_errors_is_refused() {
    let copy = Copy::new("errors");
    part(&copy, "held_on in year", "held_on in yeer");
    let before = packs().join(PACK).display().to_string();
    let run = duheng(&["diff", &before, &copy.pack(PACK)]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.contains("yeer"), "{}", run.stderr);
}
