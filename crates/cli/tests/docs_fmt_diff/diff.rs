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

/// Covers X-04.
#[test]
fn one_number() {
    let copy = Copy::new("one-number");
    part(&copy, POINTS, &POINTS.replace("points: 1", "points: 1.5"));
    assert_snapshot!(note(&copy, "zh"), @r#"
    深圳可持续发展企业评价
    sz-sustainable-enterprise 2022.08

    标准总则
      基础分满分：100 → 100.5

    6.1 公司治理
      本部分满分：33 → 33.5
      6.1.1.c 每年讨论或自评
        分值：1 → 1.5
        `points` 的出处：数已改而理由未改，请核对理由说的是否仍是原来的数（推定：来源未印分值；按声明总分取 1 分）

    分值方案
      printed-uniform 照印统一分值
        基础分满分：94 → 94.5

    共 4 处改动
    "#);
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08

    The standard as a whole
      most points of the base: 100 → 100.5

    6.1 Corporate governance
      most points of the part: 33 → 33.5
      6.1.1.c Yearly discussion or self-assessment
        points: 1 → 1.5
        provenance of `points`: the number changed and its reason did not; check whether the reason still speaks of the old number (inferred: no score is printed; 1 point closes the declared total)

    Profiles
      printed-uniform Printed numbers, open items alike
        most points of the base: 94 → 94.5

    4 changes
    "#);
}

#[test]
fn a_length_of_time_is_chinese_on_a_chinese_note() {
    let copy = Copy::new("length-of-time");
    copy.edit(
        "sz-sustainable-enterprise/programmes/sz-sustainable-enterprise.yaml",
        "for: 5 workdays",
        "for: 7 workdays",
    );
    assert!(note(&copy, "zh").contains("公示期：5 个工作日 → 7 个工作日"), "{}", note(&copy, "zh"));
    assert!(note(&copy, "en").contains("5 workdays → 7 workdays"), "{}", note(&copy, "en"));
}

#[test]
fn equal_packs_and_comments_change_no_meaning() {
    let copy = Copy::new("comments");
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08

    no change of meaning; the texts are equal
    "#);
    part(&copy, "indicators:\n", "# reviewed\nindicators:\n");
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08

    no change of meaning; only comments, layout or cases differ
    "#);
    assert_snapshot!(note(&copy, "zh"), @r#"
    深圳可持续发展企业评价
    sz-sustainable-enterprise 2022.08

    含义没有变化；改动只涉及注释、排版或算例
    "#);
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
    assert_snapshot!(note(&copy, "zh"), @r#"
    深圳可持续发展企业评价
    sz-sustainable-enterprise 2022.08 → 2023.01

    标准包
      文本的版本：2022.08 → 2023.01

    评价环节
      document 材料文审
        人数：2 → 3
        `assessors` 的出处：数已改而理由未改，请核对理由说的是否仍是原来的数（推定：来源只说组建评审专家小组，未定人数）

    基本要求
      accident 近三年内无较大及以上安全、环保、质量等事故
        不得存在的记录：
          - findings where kind = accident and severity >= larger and (concerns in [safety, environment, product_quality] or decided) and happened_on in trailing 3 years
          + findings where kind = accident and severity >= general and (concerns in [safety, environment, product_quality] or decided) and happened_on in trailing 3 years

    等级
      five_star 五星级
        基础分下限：85 → 88

    6.1 公司治理
      6.1.1.c 每年讨论或自评
        原文：每年对可持续发展工作{+至少+}开展 [-1-]{+2+} 次[-及以上-]讨论或自评。
        条件：
          - count(activities where topic = sustainability_review and held_on in year) >= 1
          + count(activities where topic = sustainability_review and held_on in year) >= 2
        `points` 的出处：推定：来源未印分值；按声明总分取 1 分 → 来源写明
        `when` 的出处：数已改而理由未改，请核对理由说的是否仍是原来的数（推定：“每年”按报告年度判断）
      6.1.2.z 质量管理体系
        改号：6.1.2.a → 6.1.2.z

    事实
      debt_ratio 资产负债比率
        标题：资产负债{+比+}率
        公式：liabilities[y] / total_assets[y] → liabilities[y] / equity[y]

    勘误
      E01
        状态：推定 → 已确认

    共 11 处改动
    "#);
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08 → 2023.01

    Pack
      version of the text: 2022.08 → 2023.01

    Layer
      document Document review
        how many: 2 → 3
        provenance of `assessors`: the number changed and its reason did not; check whether the reason still speaks of the old number (inferred: the source has a panel and names no number)

    Basic requirement
      accident No accident of class larger or worse in safety, environment or quality in the last three years
        records that must not be:
          - findings where kind = accident and severity >= larger and (concerns in [safety, environment, product_quality] or decided) and happened_on in trailing 3 years
          + findings where kind = accident and severity >= general and (concerns in [safety, environment, product_quality] or decided) and happened_on in trailing 3 years

    Grade
      five_star Five stars
        least base: 85 → 88

    6.1 Corporate governance
      6.1.1.c Yearly discussion or self-assessment
        text of the source: 每年对可持续发展工作{+至少+}开展 [-1-]{+2+} 次[-及以上-]讨论或自评。
        condition:
          - count(activities where topic = sustainability_review and held_on in year) >= 1
          + count(activities where topic = sustainability_review and held_on in year) >= 2
        provenance of `points`:
          - inferred: no score is printed; 1 point closes the declared total
          + stated by the source
        provenance of `when`: the number changed and its reason did not; check whether the reason still speaks of the old number (inferred: "every year" is judged on the reporting year)
      6.1.2.z Quality management system
        renumbered: 6.1.2.a → 6.1.2.z

    Facts
      debt_ratio Debt to asset ratio
        title: (Chinese) 资产负债{+比+}率
        formula: liabilities[y] / total_assets[y] → liabilities[y] / equity[y]

    Erratum
      E01
        state: inferred → confirmed

    11 changes
    "#);
}

#[test]
fn another_form_of_a_rule_shows_both_rules() {
    let copy = Copy::new("form");
    part(&copy, POINTS, &POINTS.replace("points: 1", "judge: { from: 0, to: 2, step: 1 }"));
    part(&copy, "          points: { zh: 来源未印分值", "          judge: { zh: 来源未印分值");
    assert_snapshot!(note(&copy, "zh"), @r#"
    深圳可持续发展企业评价
    sz-sustainable-enterprise 2022.08

    标准总则
      基础分满分：100 → 101

    6.1 公司治理
      本部分满分：33 → 34
      6.1.1.c 每年讨论或自评
        满分：1 → 2
        计分规则：
          - 1 分（条件：count(activities where topic = sustainability_review and held_on in year) >= 1）
          + 评审打分 0 至 2 分，步长 1（条件：count(activities where topic = sustainability_review and held_on in year) >= 1）
        `judge` 的出处：未写 → 推定：来源未印分值；按声明总分取 1 分
        `points` 的出处：推定：来源未印分值；按声明总分取 1 分 → 未写

    分值方案
      printed-uniform 照印统一分值
        基础分满分：94 → 95

    共 7 处改动
    "#);
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08

    The standard as a whole
      most points of the base: 100 → 101

    6.1 Corporate governance
      most points of the part: 33 → 34
      6.1.1.c Yearly discussion or self-assessment
        most points: 1 → 2
        rule:
          - 1 point when count(activities where topic = sustainability_review and held_on in year) >= 1
          + judged 0 to 2 points in steps of 1 when count(activities where topic = sustainability_review and held_on in year) >= 1
        provenance of `judge`:
          - not written
          + inferred: no score is printed; 1 point closes the declared total
        provenance of `points`:
          - inferred: no score is printed; 1 point closes the declared total
          + not written

    Profiles
      printed-uniform Printed numbers, open items alike
        most points of the base: 94 → 95

    7 changes
    "#);
}

#[test]
fn items_come_and_go() {
    let copy = Copy::new("items");
    part(
        &copy,
        "      - code: 6.1.1.c\n",
        "      - code: 6.1.1.x\n        title: { zh: 新评价项, en: New item }\n        best: [{ points: 2, when: revenue > 1 亿元 }, { points: 1, when: revenue > 100 万元 }]\n      - code: 6.1.1.c\n",
    );
    copy.edit(&format!("{PACK}/parts/6.1.yaml"), "          - { label: { zh: 制定实施方案, en: implementation plan made }, points: 1, when: any(policies where topic = plan_implementation and valid) }\n", "");
    assert_snapshot!(note(&copy, "zh"), @r#"
    深圳可持续发展企业评价
    sz-sustainable-enterprise 2022.08

    标准总则
      基础项个数：54 → 55
      基础分满分：100 → 101

    6.1 公司治理
      本部分满分：33 → 34
      6.1.1.b 规划与实施方案
        满分：2 → 1
        “制定实施方案” 删去：1 分（条件：any(policies where topic = plan_implementation and valid)）
      6.1.1.x 新评价项
        新增：取最高一档：2 分（条件：revenue > 1 亿元）；1 分（条件：revenue > 100 万元）

    分值方案
      printed-uniform 照印统一分值
        基础项个数：54 → 55
        基础分满分：94 → 95

    共 8 处改动
    "#);
    assert_snapshot!(note(&copy, "en"), @r#"
    Shenzhen sustainable enterprise evaluation
    sz-sustainable-enterprise 2022.08

    The standard as a whole
      number of base items: 54 → 55
      most points of the base: 100 → 101

    6.1 Corporate governance
      most points of the part: 33 → 34
      6.1.1.b Plan and its implementation
        most points: 2 → 1
        "implementation plan made" removed: 1 point when any(policies where topic = plan_implementation and valid)
      6.1.1.x New item
        added: best of: 2 points when revenue > 1 亿元; 1 point when revenue > 100 万元

    Profiles
      printed-uniform Printed numbers, open items alike
        number of base items: 54 → 55
        most points of the base: 94 → 95

    8 changes
    "#);
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
