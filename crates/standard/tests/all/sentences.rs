//! What is said about values that people mistype: one finding each, with its sentence and remedy in both languages.

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::SourceMap;

use crate::files::{here, read_folder};
use crate::findings::found;

/// A change of the base pack: file, old and new piece.
type Edit<'t> = (&'t str, &'t str, &'t str);

/// The findings above notes after some changes of the base pack.
fn findings(edits: &[Edit<'_>]) -> (Vec<Diagnostic>, SourceMap) {
    let mut files = read_folder(&here("tests/findings/base"));
    for (path, old, new) in edits {
        let text = files.get_mut(*path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {path}");
        *text = text.replacen(old, new, 1);
    }
    let (mut findings, sources) = found(files);
    // what a change of the vocabulary leaves unread is not the point here
    findings.retain(|finding| finding.severity() > Severity::Note && finding.code.name != "unread-fact");
    (findings, sources)
}

/// One change gives one finding: at this text, with these words in Chinese and English.
#[track_caller]
fn says(edits: &[Edit<'_>], place: &str, zh: &str, en: &str) {
    let (findings, sources) = findings(edits);
    let [finding] = findings.as_slice() else { panic!("{edits:?} gives {findings:#?}") };
    assert_eq!(sources.text(finding.span), place, "{edits:?}");
    let sentence = |message: &str, help: &str| format!("{message}；{help}");
    let got_zh = sentence(&finding.message.zh, &finding.help.zh);
    let got_en = sentence(&finding.message.en, &finding.help.en).replace('；', "; ");
    assert!(got_zh.contains(zh), "{got_zh}");
    assert!(got_en.contains(en), "{got_en}");
}

const FIGURES: &str = "{ 2025: 100 万元 }";

/// One value of `revenue` in place of 100 万元.
#[track_caller]
fn revenue(written: &str, place: &str, zh: &str, en: &str) {
    says(&[("facts.yaml", FIGURES, &format!("{{ 2025: {written} }}"))], place, zh, en);
}

#[test]
fn a_letter_among_digits_is_told_as_one() {
    for written in ["9O", "9 0"] {
        let staff = format!("{FIGURES}\n  staff: {{ 2025: {written} }}");
        let (zh, en) = ("像是数字的一部分", "looks like a part of the number: write digits without spaces");
        says(&[("facts.yaml", FIGURES, &staff)], written, zh, en);
    }
}

#[test]
fn a_grade_that_the_standard_does_not_have_is_not_expected() {
    let expect = ("year: 2025", "title: { zh: 例, en: Case }\nexpect: { grade: 4_star }\nyear: 2025");
    let zh = "`4_star` 不是可以期望的值";
    says(&[("facts.yaml", expect.0, expect.1)], "4_star", zh, "`4_star` cannot be expected here");
}

#[test]
fn a_colon_in_a_text_between_braces_is_told_as_one() {
    let unquoted = "{ 2025: 100 万元: 含税 }";
    let zh = "这一项已有 `: `，此处又有一个；若它属于文字，请给整段文字加引号";
    says(&[("facts.yaml", FIGURES, unquoted)], ":", zh, "if it is part of a text, quote the whole text");
}

#[test]
fn a_comma_in_braces_ends_the_value() {
    revenue("3,600 万元", "3,600 万元", "请写 `3600 万元`，或者加引号", "write `3600 万元`, or quote it");
    revenue("1,234,600 万元", "1,234,600 万元", "请写 `1234600 万元`", "write `1234600 万元`");
    revenue("1,00,000 元", "1,00,000 元", "；请写 `100000 元`", "write `100000 元`");
    revenue("3,5 万元", "3,5 万元", "小数点写 `.`：`3.5 万元`", "write the decimal point as `.`: `3.5 万元`");
    says(
        &[(
            "facts/facts.yaml",
            "revenue: { type: money 元, per: year, min: 0 元",
            "revenue: { type: money 元, per: year, min: 0 元, max: 1,000,000,000 元",
        )],
        "1,000,000,000 元",
        "请写 `1000000000 元`",
        "the comma ends the value at `1`",
    );
}

#[test]
fn an_unquoted_comma_in_a_text_is_told_with_its_quotes() {
    says(
        &[(
            "parts/1.yaml",
            "title: { zh: 部门, en: Office }",
            "title: { zh: 部门, en: Office, desk, and so on }",
        )],
        "desk",
        "给整段文字加引号，例如 `en: 'Office, desk …'`",
        "quote the whole text, as in `en: 'Office, desk …'`",
    );
}

#[test]
fn a_misspelt_key_is_one_finding() {
    let part = "parts/1.yaml";
    let evidence = "evidence: [{ document: statement, of: office }]";
    for (old, new, place, meant) in [
        (
            evidence,
            "evidance: [{ document: statement, of: office }]\n        inferred: { evidence: { zh: 推定, en: a guess } }",
            "evidance",
            "evidence",
        ),
        ("points: 2\n        when: office", "point: 2\n        when: office", "point", "points"),
        ("then: { points: 3 }", "than: { points: 3 }", "than", "then"),
        ("title: { zh: 部门, en: Office }", "titel: { zh: 部门, en: Office }", "titel", "title"),
    ] {
        says(&[(part, old, new)], place, &format!("是否指 `{meant}`？"), &format!("did you mean `{meant}`?"));
    }
}

#[test]
fn a_full_width_comma_in_a_list_is_named() {
    says(
        &[("parts/1.yaml", "sdg: [12.1, 13.1]", "sdg: [12.1，13.1]")],
        "12.1，13.1",
        "`，` 是全角逗号，不分隔各项，请改写为半角 `, `",
        "`，` is a full-width comma, which separates nothing: write `, `",
    );
}

#[test]
fn a_title_in_place_of_a_name_is_told_with_the_name() {
    let part = "parts/1.yaml";
    says(
        &[
            (
                "facts/facts.yaml",
                "field: air | water",
                "field: { values: { air: { zh: 空气, en: Air }, water: { zh: 水, en: Water } } }",
            ),
            (part, "where field = air", "where field = 空气"),
        ],
        "空气",
        "“空气”是 `air` 的标题：写 `air`",
        "`空气` is the title of `air`: write `air`",
    );
}

#[test]
fn a_unit_that_does_not_exist_is_told_with_those_that_do() {
    says(
        &[("facts/facts.yaml", "rate: { type: ratio, min: 0%, max: 100%", "rate: { type: quantity kWhr")],
        "quantity kWhr",
        "没有单位 `kWhr`；最接近的单位是 `kWh`、",
        "there is no unit `kWhr`; the nearest units are `kWh`, ",
    );
    says(
        &[(
            "facts/facts.yaml",
            "revenue: { type: money 元, per: year, min: 0 元",
            "revenue: { type: money 元, per: year, min: 0 千瓦",
        )],
        "0 千瓦",
        "`0 千瓦` 不能作 `revenue` 的上下限；单位 `千瓦` 不能换算成 `元`",
        "the unit `千瓦` does not convert to `元`",
    );
    says(
        &[("parts/1.yaml", "when: donation_rate >= 1%", "when: donation_rate >= 1 kWhr")],
        "kWhr",
        "没有单位 `kWhr`；最接近的单位是 `kWh`、",
        "the nearest units are `kWh`, ",
    );
    says(
        &[("facts/facts.yaml", "revenue: { type: money 元", "revenue: { type: quantity 元")],
        "quantity 元",
        "`元` 是货币单位；写 `money 元`",
        "write `money 元`",
    );
}

#[test]
fn a_misspelt_unit_is_told_inside_brackets_too() {
    let part = "parts/1.yaml";
    let rule = |written: &'static str| [(part, "when: donation_rate >= 1%", written)];
    for (written, place, zh, en) in [
        (
            "when: (donation_rate >= 3 hourz)",
            "hourz",
            "没有单位 `hourz`；最接近的单位是 `hour`、",
            "there is no unit `hourz`; the nearest units are `hour`, ",
        ),
        (
            "when: max(donation_rate, 5 kWhh/t) >= 1%",
            "kWhh",
            "没有单位 `kWhh`；最接近的单位是 `kWh`、",
            "there is no unit `kWhh`; the nearest units are `kWh`, ",
        ),
        (
            "when: any(y in 3 yeers, staff[y] > 3)",
            "yeers",
            "没有单位 `yeers`；最接近的单位是 `year`、",
            "there is no unit `yeers`; the nearest units are `year`, ",
        ),
        ("when: (donations[year] > 5 万 kWhh)", "kWhh", "没有单位 `kWhh`；", "there is no unit `kWhh`; "),
        (
            "when: (donations[year] > 5 EUR)",
            "EUR",
            "没有货币单位 `EUR`；金额只用人民币：`元`、",
            "there is no unit of money `EUR`; amounts are in Chinese yuan alone: `元`, ",
        ),
        ("when: (donation_rate >= 3 or", "", "表达式没有写完", "the expression ends too early"),
        ("when: (donation_rate >= 3 not office)", "not", "这里缺少 `)`", "`)` is missing here"),
    ] {
        says(&rule(written), place, zh, en);
    }
}

#[test]
fn a_currency_that_is_not_known_is_told_with_those_that_are() {
    let revenue = |written: &'static str| [("facts/facts.yaml", "revenue: { type: money 元,", written)];
    for (written, place, zh, en) in [
        (
            "revenue: { type: money EUR,",
            "money EUR",
            "`money EUR`：没有货币单位 `EUR`；金额只用人民币：`元`、`千元`、`万元`、`百万元`、`亿元`；其他币种先折算成人民币",
            "`money EUR`: there is no unit of money `EUR`; amounts are in Chinese yuan alone: `元`, `千元`, `万元`, `百万元`, `亿元`; convert other currencies first",
        ),
        (
            "revenue: { type: money 万圆,",
            "money 万圆",
            "金额只用人民币：`万元`、",
            "amounts are in Chinese yuan alone: `万元`, ",
        ),
        (
            "revenue: { type: quantity USD,",
            "quantity USD",
            "没有货币单位 `USD`；",
            "there is no unit of money `USD`; ",
        ),
        (
            "revenue: { type: quantity hourz/t,",
            "quantity hourz/t",
            "`quantity hourz/t`：没有单位 `hourz`；最接近的单位是 `hour`、",
            "`quantity hourz/t`: there is no unit `hourz`; the nearest units are `hour`, ",
        ),
        ("revenue: { type: money kWh,", "money kWh", "`kWh` 不是货币单位", "`kWh` is no unit of money"),
    ] {
        says(&revenue(written), place, zh, en);
    }
}

#[test]
fn a_unit_that_is_missing_or_another_is_named() {
    revenue("100 万", "100 万", "`万` 后面缺少单位，请写 `100 万元`", "write `100 万元`");
    revenue("100", "100", "写上单位，例如 `100 元`", "write its unit, such as `100 元`");
    revenue("100 kg", "100 kg", "单位 `kg` 不能换算成 `元`，可用 `元`、", "this fact takes `元`, ");
    let tonnes = (
        "facts/facts.yaml",
        "rate: { type: ratio, min: 0%, max: 100%",
        "rate: { type: ratio, min: 0%, max: 100%, title: { zh: 比率, en: Rate } }\n  waste: { type: quantity t",
    );
    let waste = |written: &'static str| [tonnes, ("facts.yaml", "rate: 40%", written)];
    says(&waste("waste: 5 tCO2e"), "5 tCO2e", "可用 `t`、", "does not convert to `t`; this fact takes `t`, ");
    says(&waste("waste: 5 T"), "5 T", "未知单位 `T`，可用 `t`、", "of which `t` is nearest");
    let carbon = (
        "facts/facts.yaml",
        "rate: { type: ratio, min: 0%, max: 100%",
        "rate: { type: ratio, min: 0%, max: 100%, title: { zh: 比率, en: Rate } }\n  carbon: { type: quantity tCO2e",
    );
    says(
        &[carbon, ("facts.yaml", "rate: 40%", "carbon: 5 t")],
        "5 t",
        "最接近的是 `tCO2e`",
        "of which `tCO2e` is nearest",
    );
    says(&[("facts.yaml", "rate: 40%", "staff: { 2025: 12 人 }")], "12 人", "请写 `12`", "write `12`");
    says(&[("facts.yaml", "rate: 40%", "rate: 0.8")], "0.8", "是 `80%` 还是 `0.8%`？", "`80%` or `0.8%`?");
    says(&[("facts.yaml", "rate: 40%", "rate: 83")], "83", "例如 `83%`", "such as `83%`");
    says(&[("facts.yaml", "rate: 40%", "rate: forty")], "forty", "例如 `12%`", "such as `12%`");
}

#[test]
fn multiples_stand_before_any_unit() {
    for written in ["10万 元", "10 万 元", "0.1 百万 元"] {
        let (findings, _) = findings(&[("facts.yaml", FIGURES, &format!("{{ 2025: {written} }}"))]);
        assert!(findings.is_empty(), "{written} {findings:#?}");
    }
    let (findings, _) = findings(&[("facts.yaml", "rate: 40%", "staff: { 2025: 3 万 }")]);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn a_number_in_words_is_asked_for_in_digits() {
    let part = "parts/1.yaml";
    says(
        &[(part, "points: 2\n        when: office", "points: 2\n        when: max(1, two) > 1")],
        "two",
        "此处须是数",
        "a number is expected here; write it in digits, such as `2`",
    );
    says(
        &[(part, "points: 2\n        when: office", "points: two\n        when: office")],
        "two",
        "分值须是数或公式",
        "points are a number or a formula, but `two` is neither a number nor a fact; write it in digits, such as `points: 2`",
    );
    let (zh, en) = ("用数字写，例如 `2`", "is not a number; write it in digits, such as `2`");
    says(&[(part, "once_per: [name], cap: 3", "once_per: [name], cap: three")], "three", zh, en);
    says(&[(part, "points: 1, once_per", "points: one, once_per")], "one", zh, en);
    let points = |written: &str| format!("points: {written}\n        when: office");
    let office = "points: 2\n        when: office";
    says(
        &[(part, office, &points("2 分"))],
        "2 分",
        "分值只写数字，后面不加文字；写 `points: 2`",
        "stands alone",
    );
    says(&[(part, office, &points("1,5"))], "1,5", "小数用点号，不用逗号；写 `points: 1.5`", "`points: 1.5`");
    let doubled = "points: 2\n        when: 1 == 1 and office";
    says(&[(part, office, doubled)], "=", "相等只写一个 `=`", "one `=` is enough");
    says(&[(part, "100\n        max: 3", "100\n        max: three")], "three", zh, en);
    says(&[("standards/standard.yaml", "base: 15", "base: fifteen")], "fifteen", zh, en);
    let whole = ("写一个整数", "write a whole number");
    says(&[(part, "once_per: [name], cap: 3", "top: three")], "three", whole.0, whole.1);
    says(&[("standards/standard.yaml", "years: 3", "years: three")], "three", whole.0, whole.1);
}

#[test]
fn a_bracket_or_quote_that_is_not_closed_is_shown_where_it_opens() {
    let title = "title: { zh: 小包, en: Small pack }";
    let (zh, en) = ("括号 `{` 没有闭合", "the bracket `{` is not closed");
    says(&[("pack.yaml", title, "title: { zh: 小包, en: Small pack")], "{", zh, en);
    says(
        &[("facts.yaml", "won_on: 2025-05-01 }]", "won_on: 2025-05-01 }")],
        "[",
        "括号 `[` 没有闭合",
        "the bracket `[` is not closed",
    );
    let (zh, en) = ("此处开始的引号没有闭合", "the quote that begins here is not closed");
    says(&[("pack.yaml", title, "title: \"Small pack")], "\"", zh, en);
    says(&[("facts.yaml", "as_of: 2026-06-01", "as_of: '2026-06-01")], "'", zh, en);
    says(&[("facts.yaml", "name: 甲奖,", "name: \"甲奖,")], "\"", zh, en);
}

#[test]
fn full_width_signs_of_structure_are_named() {
    let facts = "facts.yaml";
    let colon = ("全角冒号 `：`", "`：` is a full-width colon");
    says(&[(facts, "rate: 40%", "rate：40%")], "：", colon.0, colon.1);
    says(&[(facts, "level: city,", "level：city,")], "：", colon.0, colon.1);
    says(&[(facts, "{ 2025: 100", "{ 2025：100")], "：", colon.0, colon.1);
    says(&[(facts, "revenue: {", "revenue： {")], "：", colon.0, colon.1);
    let comma = ("请改写为半角 `, `", "`，` is a full-width comma");
    says(&[(facts, "level: city,", "level: city，")], "，", comma.0, comma.1);
    says(&[(facts, FIGURES, "{ 2024: 90 万元， 2025: 100 万元 }")], "，", comma.0, comma.1);
    let awards = "awards: [{ name: 甲奖, level: city, field: air, won_on: 2025-05-01 }]";
    let dash = ("请改写为半角 `- `", "`－` is a full-width dash");
    says(&[(facts, awards, "awards:\n    － name: 甲奖\n      level: city")], "－", dash.0, dash.1);
    says(&[(facts, awards, "awards:\n    －name: 甲奖")], "－", dash.0, dash.1);
    says(&[(facts, FIGURES, "｛ 2025: 100 万元 ｝")], "｛", "全角花括号", "a full-width brace");
    says(&[(facts, FIGURES, "{ 2025: 100 万元 ｝")], "｝", "全角花括号", "a full-width brace");
    says(&[(facts, "[{ name: 甲奖", "［{ name: 甲奖")], "［", "全角方括号", "a full-width bracket");
}

#[test]
fn choices_are_suggested_with_their_titles() {
    let titled = (
        "facts/facts.yaml",
        "level: city < province < national",
        "level:\n    order: city < province < national\n    title: { zh: 级别, en: Level }\n    values: { city: { zh: 市级, en: City level }, province: { zh: 省级, en: Province level }, national: { zh: 国家级, en: National level } }",
    );
    let level = |written: &'static str| [titled, ("facts.yaml", "level: city", written)];
    says(
        &level("level: town"),
        "town",
        "可写 `city`（市级）、`province`（省级）、`national`（国家级）",
        "expected one of: `city` (City level), `province` (Province level), `national` (National level)",
    );
    says(
        &level("level: 省级"),
        "省级",
        "是否指 `province`（省级）？",
        "did you mean `province` (Province level)?",
    );
    says(&level("level: citty"), "citty", "是否指 `city`（市级）？", "did you mean `city` (City level)?");
}

#[test]
fn dates_and_parts_that_cannot_be_are_refused_in_a_sentence() {
    says(
        &[
            (
                "facts/facts.yaml",
                "won_on: { type: date, optional: yes,",
                "won_on: { type: date, optional: yes, max: as_of,",
            ),
            ("facts.yaml", "won_on: 2025-05-01", "won_on: 2027-05-01"),
        ],
        "2027-05-01",
        "2027-05-01 晚于基准日 2026-06-01",
        "is after 2026-06-01, the day of the evaluation",
    );
    let part = (
        "facts/facts.yaml",
        "donations: { type: money 元,",
        "donations: { type: money 元, at_most: revenue,",
    );
    let donated = ("facts.yaml", FIGURES, "{ 2025: 100 万元 }\n  donations: { 2025: 120 万元 }");
    says(
        &[part, donated],
        "120 万元",
        "2025：“捐赠”为 1200000 元，大于它所属的“收入” 1000000 元",
        "\"Donations\" is 1200000 元 in 2025, more than \"Revenue\" of which it is a part, 1000000 元",
    );
    says(
        &[
            part,
            ("facts.yaml", FIGURES, "{ 2025: 100 万元 }\n  donations: { 2025: 90 万元 }"),
            (
                "facts.yaml",
                "{ confirm: all, judged",
                "{ confirm: all, facts: { revenue: { 2025: 80 万元 } }, judged",
            ),
        ],
        "80 万元",
        "“捐赠”为 900000 元",
        "more than \"Revenue\" of which it is a part, 800000 元",
    );
}

#[test]
fn a_total_under_a_profile_names_the_profile() {
    says(
        &[("profiles/low.yaml", "declared: { base: 19, total: 29 }", "declared: { base: 19, total: 30 }")],
        "30",
        "分值方案 `low`：总分声明为 30，实为 29",
        "profile `low`: all points: declared 30, defined 29",
    );
    says(
        &[("profiles/low.yaml", "conversion: { to: 19 }", "conversion: { to: 20 }")],
        "{ to: 20 }",
        "分值方案 `low`：折算为 20 分，而基础项合计 19 分",
        "profile `low`: the conversion gives 20 points, but the base has 19",
    );
    says(
        &[
            (
                "standards/standard.yaml",
                "declared: { items: 7, indicators: 1",
                "declared: { items: 8, indicators: 1",
            ),
            ("profiles/low.yaml", "declared: { base: 19, total: 29 }\n", ""),
            ("profiles/low.yaml", "points: 1", "points: 2"),
            ("profiles/low.yaml", "to: 19", "to: 20"),
        ],
        "8",
        "评价项数声明为 8，实为 7",
        "items: declared 8, defined 7",
    );
}
