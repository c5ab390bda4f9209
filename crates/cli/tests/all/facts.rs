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

/// The empty facts file with its two dates filled in.
fn form() -> String {
    let form = out(&duheng(&["--lang", "zh", "facts", &pack(), "--format", "yaml"], ""));
    let mut filled = String::new();
    for line in form.lines() {
        let line = match line.split_once(':') {
            Some(("as_of", _)) => "as_of: 2026-06-01",
            Some(("year", _)) => "year: 2025",
            _ => line,
        };
        filled.push_str(line);
        filled.push('\n');
    }
    filled
}

#[test]
fn the_empty_facts_file_states_nothing() {
    let output = duheng(&["score", &pack(), "-", "--format", "json"], &form());
    assert_eq!(code(&output), 0, "{}", err(&output));
    let nothing = duheng(&["score", &pack(), &case("nothing-stated"), "--format", "json"], "");
    let total = |text: &str| text.lines().filter(|line| line.starts_with("  \"total\"")).collect::<String>();
    assert_eq!(total(&out(&output)), total(&out(&nothing)));
}

/// The form with one layer of comments taken away.
fn uncommented(form: &str) -> String {
    form.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect()
}

#[test]
fn its_examples_are_written_as_facts_are() {
    let mut written = uncommented(&form());
    for _ in 0..2 {
        let output = duheng(&["score", &pack(), "-"], &written);
        assert_eq!(code(&output), 0, "{}", err(&output));
        written = uncommented(&written);
    }
}

#[test]
fn what_only_authorities_know_stays_unknown_when_all_is_uncommented() {
    let written = uncommented(&form());
    assert!(written.contains("\n#   findings: []\n"), "{written}");
    let output = duheng(&["score", &pack(), "-", "--lang", "en"], &written);
    let page = out(&output);
    let gate = between(&page, "Basic requirements", "1 ").first().map(|line| line.trim_end().to_string());
    assert!(gate.is_some_and(|line| line.ends_with("to be clarified")), "{page}");
}

#[test]
fn fields_that_may_be_left_out_stay_comments() {
    let written = uncommented(&form());
    assert!(written.contains("\n      # until: 2025-06-01  # 可不填\n"), "{written}");
    let mut optional = written.lines().filter(|line| line.ends_with("# 可不填"));
    assert!(optional.all(|line| line.trim_start().starts_with('#')), "{written}");
}
