//! Every operator: good, at its boundary, over unknown values, and wrong.

use super::support::{check, check_all};

#[test]
fn logic() {
    check_all(&[
        ("department and not office", "true"),
        ("office or department", "true"),
        ("not office = no", "false"),
        ("office and closed > 2020-01-01", "false"),
        ("department or closed > 2020-01-01", "true"),
        ("department and closed > 2020-01-01", "unknown"),
        ("office or department and office", "false"),
        ("(office or department) and office", "false"),
        ("department or office and office", "true"),
        ("(department and department) and department", "true"),
        ("3 and yes", "wrong-type `3`"),
        ("not 3", "wrong-type `3`"),
        ("revenue or scope", "wrong-type `revenue`; wrong-type `scope`"),
        ("foo and bar", "unknown-name `foo`; unknown-name `bar`"),
        ("department and", "expression-syntax ``"),
        ("and department", "expression-syntax `and`"),
        ("department office", "expression-syntax `office`"),
        ("", "expression-syntax ``"),
        ("(department", "expression-syntax ``"),
        ("department)", "expression-syntax `)`"),
    ]);
}

#[test]
fn comparisons() {
    check_all(&[
        ("patents = 3", "true"),
        ("patents != 3", "false"),
        ("patents < 3", "false"),
        ("patents <= 3", "true"),
        ("patents > 3", "false"),
        ("patents >= 3", "true"),
        ("cost[2020] > 0 元", "unknown"),
        ("1 < 2 < 3", "expression-syntax `<`"),
        ("1 = 1 in [1]", "expression-syntax `in`"),
        ("(1 < 2) = yes", "true"),
        ("(1 < 2) = (2 < 1)", "false"),
        ("founded < 3", "wrong-type `3`"),
        ("awards = 3", "wrong-type `3`"),
        ("3 = awards", "wrong-type `awards`"),
        ("3 years = 36 months", "true"),
    ]);
}

#[test]
fn membership() {
    check_all(&[
        ("scope in [city, province]", "true"),
        ("scope in [city]", "false"),
        ("level_of_award in [city, province]", "unknown"),
        ("motto in ['诚信', '创新']", "true"),
        ("motto in ['创新']", "false"),
        ("founded in 2 years", "true"),
        ("founded in 1 years", "false"),
        ("founded in 5 quarters", "false"),
        ("founded in 8 quarters", "true"),
        ("founded in year", "false"),
        ("any(y in 2 years, founded in y)", "true"),
        ("any(q in 7 quarters, founded in q)", "false"),
        ("closed in 3 years", "unknown"),
        ("scope in [city, village]", "unknown-name `village`"),
        ("scope in []", "expression-syntax `]`"),
        ("patents in [1, 2]", "wrong-type `patents`"),
        ("motto in [1]", "wrong-type `1`"),
        ("patents in 3 years", "wrong-type `patents`"),
        ("founded in 3", "wrong-type `3`"),
        ("[1, 2]", "wrong-type `[1, 2]`"),
        ("scope = [city]", "wrong-type `[city]`"),
    ]);
}

#[test]
fn arithmetic() {
    check_all(&[
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 - 2 - 1", "4"),
        ("12 / 2 / 3", "2"),
        ("-score", "5/2"),
        ("2 - -2", "4"),
        ("-2 * -3", "6"),
        ("1 / 0", "unknown"),
        ("0 / 0 = 0", "unknown"),
        ("revenue / (cost - cost)", "unknown"),
        ("score + cost[2020] / cost[2020]", "unknown"),
        ("1 + yes", "wrong-type `yes`"),
        ("-scope", "wrong-type `scope`"),
        ("1 + foo * bar", "unknown-name `foo`; unknown-name `bar`"),
        ("1 +", "expression-syntax ``"),
        ("1 + * 2", "expression-syntax `*`"),
    ]);
}

#[test]
fn fields_and_indices() {
    check_all(&[
        ("revenue[2024]", "80"),
        ("revenue[year]", "100"),
        ("revenue[ year - 1 ]", "80"),
        ("revenue[year + 1]", "unknown"),
        ("sum(awards.points)", "8"),
        ("quota(product).general", "9/500"),
        ("sum(awards.pionts)", "unknown-name `pionts`"),
        ("quota(product).middle", "unknown-name `middle`"),
        ("result('nb-csr').score > 1", "unknown-name `score`"),
        ("score.points", "wrong-type `score`"),
        ("revenue[foo]", "wrong-period `foo`"),
        ("revenue[year - foo]", "wrong-period `foo`"),
        ("(revenue)[year]", "100"),
        ("(revenue + cost)[year]", "wrong-period `(revenue + cost)`"),
        ("foo[year]", "unknown-name `foo`"),
        ("revenue[year", "expression-syntax ``"),
        ("revenue.", "expression-syntax ``"),
        ("awards.3", "expression-syntax `3`"),
    ]);
}

#[test]
fn long_chains_and_deep_nesting_are_refused() {
    let chain = |part: &str, count: usize| format!("1{}", part.repeat(count));
    check(&chain(" + 1", 120), "121");
    for part in [" + 1", "*1", " or 1", "/1", "[1]", ".a"] {
        let text = chain(part, 4000 / part.len());
        assert!(
            super::support::outcome(&super::support::world(), &empty(), &text)
                .starts_with("expression-syntax")
        );
    }
    let nested =
        |open: &str, close: &str, count: usize| format!("{}1{}", open.repeat(count), close.repeat(count));
    check(&nested("(", ")", 30), "1");
    for (open, close) in [("(", ")"), ("-", ""), ("not ", ""), ("abs(", ")"), ("[", "]")] {
        let text = nested(open, close, 700);
        assert!(
            super::support::outcome(&super::support::world(), &empty(), &text)
                .starts_with("expression-syntax")
        );
    }
    let text = "1".repeat(5000);
    assert!(
        super::support::outcome(&super::support::world(), &empty(), &text).starts_with("expression-syntax")
    );
}

#[test]
fn nested_equalities_stay_small() {
    let mut text = "department".to_string();
    for _ in 0..50 {
        text = format!("({text} = office)");
    }
    assert!(
        super::support::outcome(&super::support::world(), &empty(), &text).starts_with("expression-syntax")
    );
}

fn empty() -> duheng_pack::expr::View {
    super::support::view(&super::support::world(), "")
}
