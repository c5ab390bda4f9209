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
