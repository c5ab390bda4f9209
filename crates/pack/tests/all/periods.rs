//! Years, quarters, bound periods and derived facts.

use super::support::{check_all, check_with, facts};

#[test]
fn a_bare_yearly_fact_means_the_reporting_year() {
    check_all(&[
        ("revenue", "100"),
        ("revenue[year] = revenue", "true"),
        ("assets", "30"),
        ("revenue[year - 1]", "80"),
        ("revenue[2019]", "unknown"),
        ("score[year]", "wrong-period `year`"),
        ("awards[year]", "wrong-period `year`"),
        ("revenue[1]", "wrong-period `1`"),
        ("revenue[score]", "wrong-period `score`"),
    ]);
}

#[test]
fn every_and_any_bind_a_period() {
    check_all(&[
        ("every(y in 3 years, revenue[y] > 0 元)", "true"),
        ("every(y in 4 years, revenue[y] > revenue[y - 1])", "unknown"),
        ("every(y in 5 years, revenue[y] > 45 元)", "false"),
        ("any(y in 5 years, revenue[y] > 90 元)", "true"),
        ("every(y in 3 years, revenue > 0 元)", "wrong-period `revenue`"),
        ("every(q in 2 quarters, power[q] > 2 kWh)", "true"),
        ("every(q in 3 quarters, power[q] > 2 kWh)", "unknown"),
        ("every(q in 2 quarters, revenue[q] > 2 元)", "wrong-period `q`"),
        ("every(y in 2 years, power[y] > 2 kWh)", "wrong-period `y`"),
        ("every(y in 2 years, y > 2)", "wrong-type `2`"),
        ("every(y in 2 years, any(y in 1 years, revenue[y] = 100 元))", "true"),
        ("every(z in 2 years, revenue[z] > 0 元)", "true"),
        ("every(y in trailing 3 years, yes)", "wrong-type `trailing 3 years`"),
        ("every(y in 2 years, revenue[y]) and foo", "wrong-type `revenue[y]`; unknown-name `foo`"),
    ]);
}

#[test]
fn summaries_over_a_window_bind_implicitly() {
    check_all(&[
        ("mean(cost / revenue, 2 years)", "11/20"),
        ("mean(revenue[year], 3 years)", "100"),
        ("sum(revenue, 4 years)", "270"),
        ("sum(power, 2 quarters) = 8 kWh", "true"),
        ("sum(power, 3 quarters)", "unknown"),
        ("sum(power, 2 years)", "wrong-period `power`"),
        ("sum(revenue, 2 quarters)", "wrong-period `revenue`"),
        ("every(y in 2 years, mean(cost / revenue, 2 years) < 60%)", "true"),
        ("power", "wrong-period `power`"),
        ("power[year]", "wrong-period `year`"),
    ]);
}

#[test]
fn derived_facts_build_on_each_other() {
    check_all(&[
        ("debt_ratio", "3/5"),
        ("debt_ratio[year - 1]", "1/2"),
        ("debt_ratio_change", "1/10"),
        ("debt_ratio_change[2024]", "unknown"),
        ("mean(debt_ratio, 2 years) < 60%", "true"),
        ("rising(debt_ratio, 2 years)", "true"),
        ("debt_ratio < 60%", "false"),
        ("large", "true"),
        ("large[2022]", "false"),
        ("large[2019]", "unknown"),
        ("every(y in 3 years, large[y])", "true"),
        ("sum(power_step, 1 quarters) = 2 kWh", "true"),
        ("power_step", "wrong-period `power_step`"),
        ("shared_awards", "1..2"),
        ("shared_awards >= 1", "true"),
        ("shared_awards[year]", "wrong-period `year`"),
        ("debt_ratio > 1 元", "unit-clash `1 元`"),
    ]);
}

#[test]
fn a_missing_year_makes_a_mean_unknown() {
    check_with(
        "revenue[2023] = 1 元\nrevenue[2025] = 3 元",
        &[
            ("mean(revenue, 3 years)", "unknown"),
            ("sum(revenue, 3 years) > 0 元", "unknown"),
            ("rising(revenue, 3 years)", "unknown"),
            ("mean(revenue, 1 years)", "3"),
        ],
    );
}

fn found(formulas: &str) -> Vec<String> {
    facts(&format!("facts:\n  a: {{ type: decimal, per: year }}\n  s: {{ type: decimal }}\n{formulas}"))
        .found()
}

#[test]
fn formulas_in_a_circle_are_found_once_each_and_nothing_else() {
    assert_eq!(
        found(
            "  x: { formula: 'z[y] + 1' }\n  w: { formula: 'x[y] + 1' }\n  z: { formula: 'x[y - 1] + 1' }\n"
        ),
        ["circular-formula `z[y] + 1`", "circular-formula `x[y - 1] + 1`"]
    );
    assert_eq!(found("  x: { formula: 'x[y - 1] * 2' }\n"), ["circular-formula `x[y - 1] * 2`"]);
    assert_eq!(found("  x: { formula: s + x }\n"), ["circular-formula `s + x`"]);
}

#[test]
fn the_order_of_formulas_does_not_matter() {
    assert_eq!(found("  b: { formula: 'c[y] + 1' }\n  c: { formula: 'a[y] * 2' }\n"), [""; 0]);
    assert_eq!(found("  c: { formula: 'b[y] + 1' }\n  b: { formula: 'a[y] > 2' }\n"), ["wrong-type `b[y]`"]);
}

#[test]
fn a_broken_formula_is_reported_once() {
    assert_eq!(found("  b: { formula: 'foo[y]' }\n  c: { formula: 'b[y] + 1' }\n"), ["unknown-name `foo`"]);
    assert_eq!(
        found("  b: { type: decimals, per: year }\n  c: { formula: 'b[y] + 1' }\n"),
        ["unknown-type `decimals`"]
    );
    assert_eq!(found("  b: { formula: 'a[y' }\n  c: { formula: 'b[y] + 1' }\n"), ["expression-syntax ``"]);
}

#[test]
fn formulas_index_their_facts() {
    assert_eq!(found("  b: { formula: 'a[y] + a' }\n"), ["wrong-period `a`"]);
    assert_eq!(found("  b: { formula: a + 1 }\n"), [""; 0]);
    assert_eq!(found("  b: { formula: 'mean(a, 3 years) + 1' }\n"), [""; 0]);
    assert_eq!(
        found("  b: { formula: 'any(y in 3 years, a[y] > 0)' }\n  c: { formula: 'b and s > 0' }\n"),
        [""; 0]
    );
    assert_eq!(found("  b: { formula: 3 years }\n"), ["wrong-type `3 years`"]);
}

#[test]
fn a_field_with_the_name_of_the_derived_fact_is_no_circle() {
    let world = facts(
        "choices: { level: city < province }\nrecords:\n  test: { fields: { score: count, level: choice level }, key: [score] }\n\
         facts:\n  tests: { type: list test }\n  score: { formula: count(tests where score > 3) }\n  \
         city: { formula: count(tests where level = city) }\n  most: { formula: max(tests.score) }\n",
    );
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn long_rows_of_formulas_are_evaluated_once_each() {
    let mut text = "facts:\n  f0: { type: decimal }\n".to_string();
    for at in 1..16 {
        let before = format!("f{}", at - 1);
        text += &format!("  f{at}: {{ formula: {} }}\n", [before.as_str(); 32].join(" + "));
    }
    let world = facts(&text).sound();
    let view = super::support::view(&world, "f0 = 1");
    assert_eq!(super::support::outcome(&world, &view, "f15"), (1u128 << 75).to_string());
}

#[test]
fn formulas_build_on_each_other_to_an_end() {
    let row = |count: usize| {
        let mut text = "facts:\n  f0: { type: decimal }\n".to_string();
        for at in 1..=count {
            text += &format!("  f{at}: {{ formula: f{} + 1 }}\n", at - 1);
        }
        facts(&text).found()
    };
    assert_eq!(row(16), [""; 0]);
    let found = row(300);
    assert!(
        !found.is_empty() && found.iter().all(|finding| finding.starts_with("circular-formula")),
        "{found:?}"
    );
}
