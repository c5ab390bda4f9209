//! What the sources ask of scores and packs, with their own numbers.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::test::copy;
use crate::{case, code, duheng, err, out, pack};

/// The score of a case of the Shenzhen pack.
fn score(name: &str) -> Value {
    let output = duheng(&["score", &pack(), &case(name), "--format", "json"], "");
    assert_eq!(code(&output), 0, "{}", err(&output));
    serde_json::from_str(&out(&output)).expect("JSON")
}

fn items(score: &Value) -> &[Value] {
    score["items"].as_array().expect("items")
}

/// Points that are whole numbers.
fn points(value: &Value) -> i64 {
    let text = value.as_str().expect("a number");
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no whole number"))
}

fn is_bonus(item: &Value) -> bool {
    item["code"].as_str().expect("a code").starts_with("bonus")
}

/// The declared and the counted number of items, and the reason of the difference.
///
/// Covers S4-04.
#[test]
fn declared_and_counted_items_stand_side_by_side() {
    let told = out(&duheng(&["check", &pack(), "--notes"], ""));
    assert!(told.contains("items: declared 57, defined 54; table 2-3 and the prose both list 54"), "{told}");
    let sheet = out(&duheng(&["--lang", "zh", "score", &pack(), &case("full-marks")], ""));
    let line = sheet.lines().find(|line| line.contains("57") && line.contains("54"));
    assert!(line.is_some_and(|line| line.contains("声明")), "{line:?}");
}

/// Covers S4-18.
#[test]
fn three_dimensions_eighteen_indicators_and_fifty_four_items_are_read() {
    let score = score("full-marks");
    let codes: Vec<&str> = items(&score)
        .iter()
        .filter(|item| !is_bonus(item))
        .map(|item| item["code"].as_str().expect("a code"))
        .collect();
    let above = |depth: usize| {
        let mut above: Vec<String> =
            codes.iter().map(|code| code.split('.').take(depth).collect::<Vec<_>>().join(".")).collect();
        above.sort();
        above.dedup();
        above.len()
    };
    assert_eq!((above(2), above(3), codes.len()), (3, 18, 54));
    assert_eq!(score["parts"].as_array().map(Vec::len), Some(3));
}

/// The sums of a score, computed again from its items.
///
/// Covers S4-12.
#[test]
fn the_items_add_up_to_the_stored_total() {
    for name in ["full-marks", "average", "grade-78-30", "grade-84-0", "grade-80-15"] {
        let score = score(name);
        let (mut base, mut bonus) = (0, 0);
        for item in items(&score) {
            *(if is_bonus(item) { &mut bonus } else { &mut base }) += points(&item["exact"]);
        }
        let exact = &score["exact"];
        assert_eq!((base, bonus), (points(&exact["base"]), points(&exact["bonus"])), "{name}");
        assert_eq!(base + bonus, points(&exact["total"]), "{name}");
    }
}

/// The points of each target are those of the items that cite it; a target that does not exist is no target.
///
/// Covers S4-37.
#[test]
fn the_points_of_a_target_are_those_of_the_items_that_cite_it() {
    for name in ["full-marks", "average"] {
        let score = score(name);
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for item in items(&score) {
            for target in item["sdg"].as_array().expect("targets") {
                *sums.entry(target.as_str().expect("a target")).or_default() += points(&item["exact"]);
            }
        }
        let told: BTreeMap<&str, i64> = score["sdg"]
            .as_array()
            .expect("targets")
            .iter()
            .map(|row| (row["target"].as_str().expect("a target"), points(&row["score"])))
            .collect();
        assert_eq!(told, sums, "{name}");
        assert!(told.len() > 30, "{name}: {}", told.len());
    }
    let folder = copy("unknown-target");
    let part = folder.join("parts/6.1.yaml");
    let text = fs::read_to_string(&part).expect("the part can be read");
    assert!(text.contains("sdg: [13.3]"), "an item cites 13.3");
    fs::write(&part, text.replacen("sdg: [13.3]", "sdg: [13.9]", 1)).expect("it can be written");
    let checked = duheng(&["check", &folder.display().to_string()], "");
    assert_eq!(code(&checked), 3, "{}", out(&checked));
    assert!(out(&checked).contains("unknown-sdg"), "{}", out(&checked));
}

/// What is not reached, item by item.
///
/// Covers S4-39.
#[test]
fn the_gaps_add_up_to_full_marks_less_the_score() {
    for name in ["grade-84-0", "grade-75-10", "average"] {
        let score = score(name);
        let base = items(&score).iter().filter(|item| !is_bonus(item));
        let gaps: i64 = base.map(|item| points(&item["max"]) - points(&item["exact"])).sum();
        assert_eq!(gaps, 100 - points(&score["exact"]["base"]), "{name}");
        assert!(gaps > 0, "{name} has gaps");
    }
}

/// The example of GB 32100 is taken, a wrong check character and a character that does not exist are told.
///
///
#[test]
fn a_unified_social_credit_code_is_checked_by_its_last_character() {
    let facts = fs::read_to_string(case("average")).expect("the case can be read");
    assert_eq!(facts.matches("914403000000000276").count(), 1);
    let run = |uscc: &str| duheng(&["score", &pack(), "-"], &facts.replace("914403000000000276", uscc));
    let valid = run("91350100M000100Y43");
    assert_eq!(code(&valid), 0, "{}", err(&valid));
    assert!(out(&valid).contains("91350100M000100Y43"));
    for wrong in ["91350100M000100Y4Z", "91350100M000100Y44", "91350100M000100Y4"] {
        let refused = run(wrong);
        assert_eq!(code(&refused), 2, "{wrong}");
        let told = err(&refused);
        assert!(told.contains(&format!("`{wrong}` is no valid unified social credit code")), "{told}");
    }
}

/// The sheet names the standard as a recommended group standard, in both languages.
///
/// Covers S4-51.
#[test]
fn a_sheet_says_what_kind_of_standard_it_is_and_how_far_it_binds() {
    for (language, said) in [
        ("zh", "可持续发展企业评价规范（推荐性团体标准）"),
        ("en", "Evaluation specification for sustainable enterprises (recommended group standard)"),
    ] {
        let sheet = out(&duheng(&["--lang", language, "score", &pack(), &case("average")], ""));
        let head: String = sheet.lines().take(12).map(str::trim).collect::<Vec<_>>().join(" ");
        assert!(head.contains(said), "{head}");
    }
}

/// A sheet tells each slip of the source once: what is printed, how it is read, why, who decided, and at which items.
///
/// Covers S4-52.
#[test]
fn a_sheet_lists_the_errata_of_its_items() {
    let folder = copy("errata");
    let errata = folder.join("errata.yaml");
    let text = fs::read_to_string(&errata).expect("the errata can be read");
    let confirmed = "    status: confirmed\n    by: { zh: 示例标准化委员会, en: Example committee }\n    on: 2026-03-01\n";
    let text = text.replacen("    status: inferred\n", confirmed, 1);
    fs::write(&errata, text).expect("the errata can be written");
    let sheet = |language: &str| {
        let folder = folder.display().to_string();
        let output = duheng(&["--lang", language, "score", &folder, &case("average")], "");
        assert_eq!(code(&output), 0, "{}", err(&output));
        out(&output).split_whitespace().collect::<String>()
    };
    let zh = sheet("zh");
    assert!(
        zh.contains("E01（6.1.6.a、6.1.6.b、6.1.6.c、6.1.6）：印为“6.1.5经济效益”，读作“6.1.6经济效益”"),
        "{zh}"
    );
    assert!(zh.contains("由示例标准化委员会决定2026-03-01") && zh.contains("由编写标准包者推定"), "{zh}");
    assert!(zh.contains("编号6.1.5已用于安全应急"), "why: {zh}");
    assert!(zh.contains("勘误E25"), "at the item itself: {zh}");
    let en = sheet("en");
    assert!(
        en.contains("printed“9.ba”,readas“9.b”") && en.contains("decidedbyExamplecommittee2026-03-01"),
        "{en}"
    );
}

/// A reference that was replaced is flagged at each item that rests on it, by the check and on the sheet; one that the list
/// does not have is refused.
///
/// Covers S4-43.
#[test]
fn a_replaced_reference_is_flagged_at_its_items() {
    let folder = copy("references");
    let head = folder.join("pack.yaml");
    let shown = folder.display().to_string();
    let text = fs::read_to_string(&head).expect("the pack can be read");
    assert!(!err(&duheng(&["check", &shown], "")).contains("replaced-reference"));
    let (before, after) = text.split_once("  - id: GB/T 45001\n").expect("it is listed");
    let after = after.replacen("status: unchecked", "status: replaced\n    replaced_by: GB/T 45001—2030", 1);
    let replaced = format!("{before}  - id: GB/T 45001\n{after}");
    fs::write(&head, &replaced).expect("the pack can be written");
    let output = duheng(&["--lang", "en", "check", &shown, "--deny-warnings"], "");
    let told = format!("{}{}", out(&output), err(&output));
    assert_eq!(code(&output), 1, "{told}");
    assert_eq!(told.matches("`GB/T 45001` was replaced by `GB/T 45001—2030`").count(), 1, "{told}");
    assert!(told.contains("parts/6.1.yaml"), "{told}");
    let sheet = out(&duheng(&["--lang", "zh", "score", &shown, &case("average")], ""));
    assert!(
        sheet
            .split_whitespace()
            .collect::<String>()
            .contains("引用的GB/T45001已不是现行，代替它的是GB/T45001—2030")
    );
    fs::write(&head, replaced.replace("id: GB/T 45001", "id: GB/T 45009")).expect("the pack can be written");
    let output = duheng(&["--lang", "en", "check", &shown], "");
    let told = format!("{}{}", out(&output), err(&output));
    assert_eq!(code(&output), 3, "{told}");
    assert!(told.contains("unknown-reference") && told.contains("GB/T 45001"), "{told}");
}
