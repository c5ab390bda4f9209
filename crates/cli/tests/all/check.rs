//! `duheng check` on folders that are not what was meant.

use std::fs;

use crate::test::copy;
use crate::{code, duheng, err, out, pack};

#[test]
fn a_folder_of_packs_is_told_with_the_packs_inside() {
    let folder = format!("{}/../examples", pack());
    let output = duheng(&["check", &folder], "");
    assert_eq!(code(&output), 64);
    let told = err(&output).replace(&folder, "…");
    assert_eq!(
        told,
        "error: `…` is no pack; it holds 3 packs\nhelp: name the packs inside: `…/harbour-green-firms`, `…/quay-steps`, `…/tide-league`\n"
    );
    let told = err(&duheng(&["check", &folder, "--lang", "zh"], "")).replace(&folder, "…");
    assert_eq!(
        told,
        "错误: `…` 不是标准包，其中有 3 个标准包\n办法: 直接写其中的标准包：`…/harbour-green-firms`、`…/quay-steps`、`…/tide-league`\n"
    );
}

#[test]
fn a_pack_inside_a_pack_is_one_finding() {
    let folder = copy("nested");
    let before = out(&duheng(&["check", &folder.display().to_string(), "--format", "json"], ""));
    let inner = folder.join("draft/sz-sustainable-enterprise");
    for of in ["pack.yaml", "parts/6.1.yaml", "facts/finance.yaml"] {
        fs::create_dir_all(inner.join(of).parent().unwrap()).unwrap();
        fs::copy(folder.join(of), inner.join(of)).unwrap();
    }
    let output = duheng(&["check", &folder.display().to_string(), "--format", "json"], "");
    assert_eq!(code(&output), 0, "{}", out(&output));
    let count = |text: &str| text.matches("\"code\"").count();
    assert_eq!(count(&out(&output)), count(&before) + 1);
    assert!(out(&output).contains("a pack inside a pack: `draft/sz-sustainable-enterprise`"));
}

#[test]
fn errors_stand_last_and_notes_first() {
    let folder = copy("errors-last");
    let part = folder.join("parts/6.3.yaml");
    let text = fs::read_to_string(&part).unwrap();
    fs::write(&part, text.replacen("points: 1\n", "points: 1 分\n", 1)).unwrap();
    let path = folder.display().to_string();
    let told = out(&duheng(&["check", &path, "--notes"], ""));
    let heads: Vec<&str> =
        told.lines().filter_map(|line| line.split_once('[').map(|(head, _)| head)).collect();
    let weights: Vec<usize> = heads
        .iter()
        .filter_map(|head| ["note", "warning", "error"].iter().position(|of| of == head))
        .collect();
    assert!(weights.is_sorted() && weights.last() == Some(&2), "{told}");
    let scored = err(&duheng(&["score", &path, &format!("{path}/cases/average.yaml")], ""));
    assert!(scored.starts_with("error[bad-points]") && !scored.contains("note["), "{scored}");
}

#[test]
fn notes_are_counted_and_shown_when_asked_for() {
    for (language, hint) in [("en", " (--notes shows them)\n"), ("zh", "（加 --notes 列出说明）\n")] {
        let told = out(&duheng(&["check", &pack(), "--lang", language], ""));
        assert!(told.lines().count() == 1 && told.ends_with(hint), "{told}");
        let all = out(&duheng(&["check", &pack(), "--lang", language, "--notes"], ""));
        assert!(all.lines().count() > 50 && !all.contains("--notes"), "{all}");
    }
}

#[test]
fn a_slip_is_told_once_and_of_no_profile_that_was_not_touched() {
    let folder = copy("one-slip");
    // of the three parts each, also where the profile accepts another total
    for part in ["6.1", "6.2", "6.3"] {
        let path = folder.join(format!("parts/{part}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("points: 1", "points: 2", 1)).unwrap();
        let told = out(&duheng(&["check", &folder.display().to_string()], ""));
        assert!(told.contains("\n1 error, 0 warnings"), "{told}");
        assert!(told.contains(&format!("points of part {part}: declared ")), "{told}");
        assert!(told.contains("do not add up either"), "{told}");
        fs::write(&path, text).unwrap();
    }
}

/// Covers S4-05.
#[test]
fn a_total_that_does_not_close_is_told_once_and_the_change_can_be_finished() {
    let folder = copy("unclosed");
    let part = folder.join("parts/6.1.yaml");
    let text = fs::read_to_string(&part).unwrap();
    let points = "points: 1\n        when: rising(return_on_equity";
    assert_eq!(text.matches(points).count(), 1);
    fs::write(&part, text.replace(points, &points.replace("points: 1", "points: 2"))).unwrap();
    let path = folder.display().to_string();
    let output = duheng(&["check", &path], "");
    let told = out(&output);
    assert_eq!(code(&output), 3, "{told}");
    assert_eq!(told.matches("declared-total]").count(), 1, "{told}");
    assert!(
        told.contains("so points of the base, all points and the conversion do not add up either"),
        "{told}"
    );
    assert!(told.contains("6.1.6: 4"), "{told}");
    assert!(!told.contains("stale-acceptance") && !told.contains("conversion-off-base"), "{told}");
    assert_eq!(code(&duheng(&["score", &path, &format!("{path}/cases/average.yaml")], "")), 3);
    assert_eq!(code(&duheng(&["diff", &pack(), &path], "")), 0);
    let tested = duheng(&["test", &path], "");
    assert_eq!(code(&tested), 1);
    assert!(err(&tested).starts_with("error[declared-total]"), "{}", err(&tested));
}

#[test]
fn a_standard_is_asked_for_where_there_are_several() {
    let facts = "subject: { name: Example, fictional: yes }\nas_of: 2026-06-01\nyear: 2025\nfacts: {}\n";
    let several = format!("{}/../sh-csr-report", pack());
    let output = duheng(&["score", &several, "-"], facts);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("the pack has 2 standards and none is named"), "{}", err(&output));
    assert!(err(&output).contains("`--standard`: `sh-performance`, `sh-report-review`"), "{}", err(&output));
}
