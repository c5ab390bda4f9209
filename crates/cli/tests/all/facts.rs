//! `duheng facts`

use insta::assert_snapshot;

use crate::{between, case, code, duheng, err, out, pack};

#[test]
fn the_table_says_who_states_a_fact_and_what_reads_it() {
    let table = out(&duheng(&["--lang", "zh", "facts", &pack()], ""));
    let entry = |fact: &str| between(&table, fact, "──").join("\n");
    assert_snapshot!("facts.zh", [entry("debt_ratio"), entry("findings")].join("\n"));
}

#[test]
fn the_csv_has_a_row_of_equal_length_for_each_fact() {
    let csv = out(&duheng(&["facts", &pack(), "--format", "csv"], ""));
    let rows = duheng_pack::vocabulary::cells(&csv);
    assert!(rows.len() > 50);
    assert!(rows.iter().all(|row| row.len() == 13), "{rows:?}");
}

#[test]
fn the_bounds_of_dates_and_parts_of_a_whole_are_shown() {
    let table = out(&duheng(&["--lang", "en", "facts", &pack()], ""));
    let entry = |fact: &str| between(&table, fact, "──").join("\n");
    let held = entry("waste_utilised_from_stock");
    assert!(held.contains("≥ 0 t, ≤ General industrial solid waste utilised (waste_utilised)"), "{held}");
    assert!(table.contains("date ≤ the as-of date"), "{table}");
}

/// The empty facts file in a language, with day, year and name filled in and then each `old` replaced by its `new`.
fn form(language: &str, filled: &[(&str, &str)]) -> String {
    let form = out(&duheng(&["--lang", language, "facts", &pack(), "--format", "yaml"], ""));
    let mut text = String::new();
    for line in form.lines() {
        let line = match line.split_once(':') {
            Some(("as_of", _)) => "as_of: 2026-06-01",
            Some(("year", _)) => "year: 2025",
            Some(("  name", _)) => "  name: 示例（虚构）",
            _ => line,
        };
        text.push_str(line);
        text.push('\n');
    }
    for (old, new) in filled {
        assert_eq!(text.matches(old).count(), 1, "{old} in {text}");
        text = text.replace(old, new);
    }
    text
}

/// The line of the total in the JSON of a score.
fn total(text: &str) -> String {
    text.lines().filter(|line| line.starts_with("  \"total\"")).collect()
}

#[test]
fn the_empty_facts_file_asks_for_day_year_and_name() {
    let form = out(&duheng(&["facts", &pack(), "--format", "yaml"], ""));
    let output = duheng(&["score", &pack(), "-", "--lang", "en"], &form);
    assert_ne!(code(&output), 0);
    for place in ["as_of:", "year:", "name:"] {
        assert!(err(&output).contains(place), "{}", err(&output));
    }
}

#[test]
fn the_empty_facts_file_states_nothing() {
    let nothing = total(&out(&duheng(&["score", &pack(), &case("nothing-stated"), "--format", "json"], "")));
    for language in ["zh", "en"] {
        let output = duheng(&["score", &pack(), "-", "--format", "json"], &form(language, &[]));
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert_eq!(total(&out(&output)), nothing);
    }
}

#[test]
fn what_stays_empty_is_unknown_and_not_unmet() {
    let output = duheng(&["score", &pack(), "-", "--lang", "en"], &form("en", &[]));
    let page = out(&output);
    let gate = between(&page, "Basic requirements", "1 ").first().map(|line| line.trim_end().to_string());
    assert!(gate.is_some_and(|line| line.ends_with("to be clarified")), "{page}");
}

#[test]
fn all_periods_that_rules_read_have_their_place() {
    let form = form("en", &[]);
    assert!(form.contains("\n  liabilities: { 2023: , 2024: , 2025: }\n"), "{form}");
    assert!(form.contains("\n  equity: { 2022: , 2023: , 2024: , 2025: }\n"), "{form}");
}

#[test]
fn what_is_filled_in_counts_beside_what_stays_empty() {
    let filled = form(
        "zh",
        &[
            (
                "  liabilities: { 2023: , 2024: , 2025: }",
                "  liabilities: { 2023: 1 万元, 2024: 1 万元, 2025: 1 万元 }",
            ),
            ("  total_assets: { ", "  total_assets: { 2023: 9 万元, 2024: 9 万元, 2025: 9 万元 } # { "),
        ],
    );
    let output = duheng(&["score", &pack(), "-", "--format", "json", "--layer", "claim"], &filled);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_ne!(
        total(&out(&output)),
        total(&out(&duheng(&["score", &pack(), "-", "--format", "json"], &form("zh", &[]))))
    );
}

#[test]
fn an_example_record_without_its_fields_counts_nowhere() {
    let uncommented: String =
        form("zh", &[]).lines().map(|line| format!("{}\n", line.replace("#  - {", "   - {"))).collect();
    let output = duheng(&["score", &pack(), "-", "--lang", "en"], &uncommented);
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(err(&output).contains("error[record-incomplete]"), "{}", err(&output));
}
