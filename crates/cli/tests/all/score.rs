//! `duheng score`

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use serde_json::Value;

use crate::{between, case, code, duheng, err, out, pack};

/// The head, one indicator, and the end of a score sheet, without the hash, which every change of the pack changes.
fn extract(language: &str, name: &str, indicator: [&str; 2]) -> String {
    let output = duheng(&["--lang", language, "score", &pack(), &case(name)], "");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let sheet = out(&output);
    let zh = language == "zh";
    let (first, gate) = (sheet.lines().next().unwrap_or_default(), if zh { "✗ " } else { "✓ " });
    let hash = if zh { "标准包" } else { "Pack" };
    let mut lines: Vec<&str> = between(&sheet, first, gate);
    lines.truncate(22);
    lines.retain(|line| !line.starts_with(hash));
    lines.push("⋮");
    lines.extend(between(&sheet, indicator[0], indicator[1]));
    lines.push("⋮");
    let (sums, targets) =
        if zh { ("汇总", "可持续发展目标") } else { ("Sums", "Sustainable development") };
    lines.extend(between(&sheet, sums, targets));
    let wide: Vec<&str> = sheet.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(wide.is_empty(), "lines over 100 columns: {wide:?}");
    lines.join("\n")
}

/// Covers S4-17.
#[test]
fn a_high_total_with_a_low_base_is_demoted() {
    assert_snapshot!("demoted.zh", extract("zh", "grade-78-30", ["6.1.6 ", "6.2 "]));
    assert_snapshot!("demoted.en", extract("en", "grade-78-30", ["6.1.6 ", "6.2 "]));
}

/// Covers S4-13.
#[test]
fn items_not_evaluated_are_converted() {
    assert_snapshot!("converted.zh", extract("zh", "conversion", ["6.2.3 ", "6.2.4 "]));
    assert_snapshot!("converted.en", extract("en", "conversion", ["6.2.3 ", "6.2.4 "]));
}

fn keys(value: &Value) -> String {
    value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

#[test]
fn json_has_these_keys() {
    let output = duheng(&["score", &pack(), &case("conversion"), "--format", "json"], "");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let score: Value = serde_json::from_str(&out(&output)).unwrap();
    let item = &score["items"].as_array().unwrap()[0];
    let rule = &item["trace"]["parts"][0];
    let shape = [
        ("score", &score),
        ("part", &score["parts"][0]),
        ("requirement", &score["gate_requirements"][0]),
        ("item", item),
        ("rule", rule),
        ("condition", &rule["when"]),
        ("figure", &rule["when"]["reads"][0]),
    ];
    let shape: Vec<String> = shape.iter().map(|(name, value)| format!("{name}: {}", keys(value))).collect();
    assert_snapshot!("json.keys", shape.join("\n"));
    assert_eq!(score["base"], "88.89");
    assert_eq!(score["exact"]["base"], "800/9");
}

/// The points of a trace, computed again from what it says.
fn recompute(trace: &Value) -> i64 {
    let whole = |value: &Value| value.as_str().and_then(|text| text.parse::<i64>().ok()).unwrap_or_default();
    let parts = || trace["parts"].as_array().cloned().unwrap_or_default();
    let at = |path: &str| trace.pointer(path).unwrap_or(&Value::Null);
    if !at("/when").is_null() && at("/when/truth") != true {
        return 0;
    }
    let bounded = |points: i64| match trace["cap"].as_str() {
        Some(_) => points.min(whole(&trace["cap"])),
        None => points,
    };
    match trace["form"].as_str().unwrap_or_default() {
        "points" => whole(&trace["points"]),
        "sum" => bounded(parts().iter().map(recompute).sum()),
        "best" => parts().iter().map(recompute).max().unwrap_or_default(),
        "if" => match at("/if/truth").as_bool() {
            Some(truth) => parts().get(usize::from(!truth)).map(recompute).unwrap_or_default(),
            None => 0,
        },
        "each" => {
            let records = at("/of/records").as_array().cloned().unwrap_or_default();
            bounded(records.iter().filter(|of| of["counts"] == true).map(|of| whole(&of["points"])).sum())
        }
        "judge" => {
            let judged = trace["judged"].as_array().cloned().unwrap_or_default();
            let sum: i64 = judged.iter().map(|of| whole(&of["points"])).sum();
            sum / i64::try_from(judged.len().max(1)).unwrap_or(1)
        }
        other => panic!("unknown form `{other}`"),
    }
}

///
#[test]
fn the_trace_is_enough_to_compute_the_points_again() {
    for name in ["conversion", "points-caps-and-tiers", "grade-78-30", "lists-unknown"] {
        let output = duheng(&["score", &pack(), &case(name), "--format", "json"], "");
        let score: Value = serde_json::from_str(&out(&output)).unwrap();
        for item in score["items"].as_array().unwrap() {
            assert_eq!(item["exact"], recompute(&item["trace"]).to_string(), "{name} {}", item["code"]);
        }
    }
}

const REFUSED: &str = "as_of: 2026-06-01
year: 2025
subject: { name: 示例有限公司, fictional: yes }
facts:
  awards: yes
  staff: { 2030: 12 }
  trainigs: []
";

#[test]
fn bad_facts_are_refused_with_all_findings() {
    let output = duheng(&["score", &pack(), "-"], REFUSED);
    assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    assert_snapshot!("refused.en", err(&output));
    let output = duheng(&["score", &pack(), "-", "--format", "json"], REFUSED);
    assert_eq!((code(&output), err(&output).as_str()), (2, ""));
    let findings: Value = serde_json::from_str(&out(&output)).unwrap();
    let codes: Vec<&str> =
        findings["diagnostics"].as_array().unwrap().iter().filter_map(|of| of["code"].as_str()).collect();
    assert_snapshot!("refused.codes", codes.join(" "));
}

#[test]
fn exit_codes_say_what_went_wrong() {
    let (pack, facts) = (pack(), case("average"));
    let run = |arguments: &[&str]| code(&duheng(arguments, ""));
    assert_eq!(run(&["score", &pack, &facts]), 0);
    assert_eq!(run(&["score", &pack, "nowhere.yaml"]), 1);
    assert_eq!(run(&["score", "nowhere", &facts]), 64);
    assert_eq!(run(&["score", &pack, &facts, "--standard", "other"]), 64);
    let output = duheng(&["--lang", "zh", "score", &pack, &facts, "--layer", "visit"], "");
    assert_eq!(code(&output), 64);
    assert_snapshot!("unknown_layer.zh", err(&output));
    let output = duheng(&["score", &pack, &facts, "--profile", "other"], "");
    assert_eq!(code(&output), 64);
    assert_snapshot!("unknown_profile.en", err(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_duheng"))
        .args(["score", &pack(), &case("average")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(said, "");
}

/// The score sheet of a case of the Shenzhen pack with some of its text replaced.
fn sheet_of(lang: &str, name: &str, changes: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(case(name)).expect("the case can be read");
    for (before, after) in changes {
        assert!(text.contains(before), "{before}");
        text = text.replace(before, after);
    }
    let output = duheng(&["score", &pack(), "-", "--lang", lang], &text);
    assert_eq!(code(&output), 0, "{}", err(&output));
    out(&output)
}

#[test]
fn conditions_stand_in_words_with_their_code_beneath() {
    let zh = sheet_of("zh", "average", &[]);
    assert!(zh.contains("近 3 年资产负债率的平均值 < 60%"), "{zh}");
    assert!(zh.contains("‹mean(debt_ratio, 3 years) < 60%›"));
    assert!(zh.contains("近 3 年应收账款周转天数逐年下降"));
    assert!(zh.contains("举办日期在当季内的培训"));
    assert!(zh.contains("在“碳排放管控单位名单”内"));
    let en = sheet_of("en", "average", &[]);
    assert!(en.contains("mean of Debt to asset ratio over the last 3 years < 60%"), "{en}");
}

#[test]
fn a_record_that_nearly_counts_is_named_with_what_it_lacks() {
    let expired = [(
        "number: E-001, from: 2024-03-01, until: 2027-02-28",
        "number: E-001, from: 2021-03-01, until: 2024-02-28",
    )];
    let zh = sheet_of("zh", "average", &expired).split_whitespace().collect::<String>();
    assert!(zh.contains("E-001，2021-03-01至2024-02-28（已过有效期）"), "{zh}");
    let en = sheet_of("en", "average", &expired);
    assert!(en.contains("(expired)"), "{en}");
}

#[test]
fn the_sheet_says_how_far_the_total_is_open() {
    assert!(sheet_of("zh", "average", &[]).contains("6 项未知；查明后总分可在 96 至 107 之间"));
    assert!(
        sheet_of("en", "average", &[])
            .contains("6 items unknown; once known, the total could be between 96 and 107")
    );
    assert!(!sheet_of("en", "full-marks", &[]).contains("could be between"));
}

#[test]
fn refused_facts_are_counted() {
    let text = std::fs::read_to_string(case("average")).unwrap().replace("as_of: 2026", "as_of: x2026");
    let output = duheng(&["score", &pack(), "-"], &text);
    assert_eq!(code(&output), 2);
    assert!(err(&output).ends_with("1 error, 0 warnings, 0 notes\n"), "{}", err(&output));
}

/// The sheet of the case `average`.
fn average(language: &str) -> String {
    out(&duheng(&["--lang", language, "score", &pack(), &case("average")], ""))
}

#[test]
fn a_figure_per_head_is_shown_as_a_number() {
    let item = between(&average("en"), "✓ 6.2.5.e", "6.2.6 ").join("\n");
    assert!(item.contains("per head: 2023: 50, 2024: 45, 2025: 40"), "{item}");
}

#[test]
fn all_layers_that_are_still_to_come_are_named() {
    let sheet: String = average("zh").lines().map(str::trim).collect();
    assert!(sheet.contains("尚待“现场座谈走访”、“评价结果确定”"), "{sheet}");
}

#[test]
fn a_share_says_what_is_divided_by_what() {
    let sheet = average("zh");
    let item: String = between(&sheet, "✓ 6.2.3.b", "✓ 6.2.3.c").iter().map(|line| line.trim()).collect();
    assert!(item.contains("符合 5 条 ÷ 共 6 条"), "{item}");
    assert!(!item.contains("符合 6 条"), "{item}");
    let item: String = between(&sheet, "✓ 6.2.3.d", "6.2.4 ").iter().map(|line| line.trim()).collect();
    assert!(item.contains("分子 6") && item.contains("÷ 分母 10"), "{item}");
}

#[test]
fn a_share_names_what_was_counted_and_what_not() {
    let item = |from: &str, to: &str| -> String {
        between(&average("en"), from, to).iter().map(|line| format!("{} ", line.trim())).collect()
    };
    let counted = item("✓ 6.2.3.b", "✓ 6.2.3.c");
    assert!(counted.contains("Suppliers, 1 not counted: 供应商己"), "{counted}");
    let summed = item("✓ 6.2.3.d", "6.2.4 ");
    assert!(summed.contains("物流商甲, Vehicles: 10, Of these low-energy, low-emission: 6"), "{summed}");
}

#[test]
fn a_note_has_one_number_in_both_languages() {
    let notes = |language: &str| {
        let sheet = average(language);
        let numbers = sheet.lines().filter_map(|line| line.trim_start().split_once(' '));
        numbers.filter_map(|(number, _)| number.parse::<usize>().ok()).max()
    };
    assert!(notes("zh").is_some());
    assert_eq!(notes("zh"), notes("en"));
}

#[test]
fn units_of_time_are_chinese_on_a_chinese_sheet() {
    let sheet = average("zh");
    let english: Vec<&str> = sheet
        .lines()
        .filter(|line| {
            !line.contains('‹')
                && ["day", "hour", "month"].iter().any(|unit| line.contains(&format!("0 {unit}")))
        })
        .collect();
    assert!(english.is_empty(), "{english:?}");
}

/// Before the cohort is frozen a grade by rank is not out of reach: nobody can tell yet.
#[test]
fn ranks_are_known_after_the_cohort_is_frozen() {
    let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let league = packs.join("examples/tide-league");
    let facts = league.join("cases/unknown.yaml").display().to_string();
    let pack = league.display().to_string();
    for (language, says, never) in [
        ("en", "ranks are known after the cohort is frozen", "out of reach"),
        ("zh", "名次在比较组冻结后才能得出", "仍达不到"),
    ] {
        let output = duheng(&["--lang", language, "score", &pack, &facts], "");
        let sheet = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(sheet.contains(says) && !sheet.contains(never), "{}", out(&output));
    }
    let json = out(&duheng(&["score", &pack, &facts, "--format", "json"], ""));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["advice"]["awaits_ranks"], true, "{}", json["advice"]);
}
