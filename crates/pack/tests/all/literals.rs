//! Every form of literal, and what is none.

use super::support::{check, check_all};

#[test]
fn numbers() {
    check_all(&[
        ("12", "12"),
        ("12.5", "25/2"),
        ("0", "0"),
        ("007", "7"),
        ("60%", "3/5"),
        ("60 %", "3/5"),
        ("60％", "3/5"),
        ("６０%", "3/5"),
        ("１２．５", "25/2"),
        ("founded = ２０２４-02-01 or founded != ２０２４-02-01", "true"),
        ("5‰", "1/200"),
        ("10000 元", "10000"),
        ("50 万元", "500000"),
        ("50万元", "500000"),
        ("3.5 m3/t", "7/2000"),
        ("3.5 ㎥/吨", "7/2000"),
        ("2 t·km", "2000000"),
        ("360 day", "360"),
        ("30 days", "30"),
        ("1 万", "10000"),
        ("-2", "-2"),
        ("- -2", "2"),
        ("12.", "expression-syntax ``"),
        ("1.2.3", "expression-syntax `3`"),
        ("5 florins", "expression-syntax `florins`"),
    ]);
}

#[test]
fn a_number_of_too_many_digits_is_named() {
    let long = "9".repeat(3000);
    check(&long, &format!("expression-syntax `{long}`"));
}

#[test]
fn windows_are_told_from_quantities_by_their_place() {
    check_all(&[
        ("mean(revenue, 3 years)", "230/3"),
        ("mean(revenue, 1 year)", "100"),
        ("mean(revenue, 3 year)", "230/3"),
        ("tenure >= 3 years", "true"),
        ("tenure < 3 year", "false"),
        ("tenure > 35 months", "true"),
        ("stay <= 10 days", "true"),
        ("founded in trailing 3 years", "true"),
        ("founded in trailing 3 year", "true"),
        ("founded in trailing 900 days", "true"),
        ("founded in trailing 800 days", "false"),
        ("founded in trailing 28 months", "true"),
        ("founded in trailing 27 months", "false"),
        ("mean(revenue, 0 years)", "expression-syntax `0`"),
        ("mean(revenue, 101 years)", "expression-syntax `101`"),
        ("mean(revenue, 1.5 years)", "expression-syntax `1.5`"),
        ("founded in trailing 3", "expression-syntax ``"),
        ("founded in trailing 3 weeks", "expression-syntax `weeks`"),
        ("founded in trailing 4 quarters", "expression-syntax `quarters`"),
        ("founded in 3 months", "wrong-type `3 months`"),
    ]);
}

#[test]
fn dates() {
    check_all(&[
        ("founded = 2024-02-29", "true"),
        ("founded < 2024-03-01", "true"),
        ("founded >= 2024-02-29", "true"),
        ("closed > 2024-01-01", "unknown"),
        ("founded = 2025-02-29", "expression-syntax `2025-02-29`"),
        ("2025 - 06 - 01", "2018"),
        ("founded = 20", "wrong-type `20`"),
    ]);
}

#[test]
fn texts() {
    check_all(&[
        ("motto = '诚信'", "true"),
        ("motto != '诚信'", "false"),
        ("motto = ''", "false"),
        ("motto = 'a", "expression-syntax `'a`"),
        ("motto = \"a\"", "expression-syntax `\"`"),
        ("motto < 'a'", "not-ordered `motto < 'a'`"),
    ]);
}

#[test]
fn yes_and_no() {
    check_all(&[
        ("yes", "true"),
        ("no", "false"),
        ("department = yes", "true"),
        ("department = no", "false"),
        ("no = office", "true"),
        ("yes != office", "true"),
        ("department = office", "false"),
        ("department != office", "true"),
        ("department < yes", "not-ordered `department < yes`"),
        ("department = 1", "wrong-type `1`"),
    ]);
}

#[test]
fn values_of_choices_are_bare_words() {
    check_all(&[
        ("scope = province", "true"),
        ("province = scope", "true"),
        ("scope > city", "true"),
        ("city < scope", "true"),
        ("national <= scope", "false"),
        ("scope != national", "true"),
        ("level_of_award = city", "unknown"),
        ("scope = provincial", "unknown-name `provincial`"),
        ("provincial = scope", "unknown-name `provincial`"),
        ("scope = accident", "unknown-name `accident`"),
        ("scope = 'province'", "wrong-type `'province'`"),
        ("province", "unknown-name `province`"),
        ("foo = bar", "unknown-name `foo`"),
    ]);
}

#[test]
fn a_fact_with_the_name_of_a_value_is_the_fact_elsewhere() {
    check_all(&[("city", "true"), ("city = yes", "true"), ("not city", "false"), ("scope = city", "false")]);
}

#[test]
fn full_width_signs_are_the_plain_ones() {
    check_all(&[
        ("count（awards）＝3", "true"),
        ("score ＜ 0", "true"),
        ("min(1，2)", "1"),
        ("score ≤ 0", "true"),
        ("score ≥ 0", "false"),
        ("score ≠ 0", "true"),
        ("score ? 0", "expression-syntax `?`"),
        ("score 。", "expression-syntax `。`"),
    ]);
}
