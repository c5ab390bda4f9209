//! Units: what goes together, what converts, what never meets.

use super::support::{check_all, said};

#[test]
fn yuan_never_meets_per_cent() {
    check_all(&[
        ("revenue >= 60%", "unit-clash `60%`"),
        ("revenue + 60%", "unit-clash `60%`"),
        ("revenue > 5", "unit-clash `5`"),
        ("revenue > waste", "unit-clash `waste`"),
        ("max(revenue, rate)", "unit-clash `rate`"),
        ("clamp(rate, 1 元, 2 元)", "unit-clash `1 元`"),
    ]);
}

#[test]
fn the_number_that_does_not_fit_is_marked() {
    check_all(&[
        ("5 < revenue", "unit-clash `5`"),
        ("5 + revenue", "unit-clash `5`"),
        ("60% <= revenue", "unit-clash `60%`"),
        ("revenue + 5 + cost", "unit-clash `5`"),
        ("revenue + cost - 5 t", "unit-clash `5 t`"),
        ("revenue / staff + 2 * 3", "unit-clash `2 * 3`"),
        ("-5 < revenue", "unit-clash `-5`"),
        ("(2 + 3) < revenue", "unit-clash `(2 + 3)`"),
        ("revenue + cost >= waste + 1 t", "unit-clash `waste + 1 t`"),
        ("5 = 3 元", "unit-clash `5`"),
        ("3 元 = 5", "unit-clash `5`"),
        ("max(1, revenue)", "unit-clash `1`"),
        ("max(1, revenue, waste)", "unit-clash `waste`"),
        ("clamp(5, revenue, cost)", "unit-clash `5`"),
        ("clamp(revenue, 0, 10 万元)", "unit-clash `0`"),
        ("5 元 > average_growth(revenue, 3 years)", "unit-clash `5 元`"),
        ("score > 5 t", "unit-clash `5 t`"),
    ]);
}

#[test]
fn a_clash_says_what_both_sides_are() {
    for (formula, says) in [
        (
            "revenue + cost > 5",
            [
                "`5` 是没有单位的数，`revenue + cost` 是单位为 `元` 的数，两者不能相加或比较；写上单位，例如 `5 元`",
                "`5` is a number without unit, while `revenue + cost` is a number in `元`: the two can neither be added nor compared; write it with its unit, such as `5 元`",
            ],
        ),
        (
            "2 t < revenue",
            [
                "`2 t` 是单位为 `t` 的数，`revenue` 是单位为 `元` 的数，两者不能相加或比较；改用 `元` 或能与它换算的单位",
                "`2 t` is a number in `t`, while `revenue` is a number in `元`: the two can neither be added nor compared; write it in `元` or in a unit that converts to it",
            ],
        ),
        (
            "revenue + waste",
            [
                "`waste` 是单位为 `t` 的数，`revenue` 是单位为 `元` 的数，两者不能相加或比较；先用乘除换算成同一单位，或者换成同类的事实",
                "`waste` is a number in `t`, while `revenue` is a number in `元`: the two can neither be added nor compared; multiply or divide one side so that both have one unit, or read a fact of the same kind",
            ],
        ),
        (
            "patents >= 60%",
            [
                "`60%` 是比率，`patents` 是个数，两者不能相加或比较；去掉单位",
                "`60%` is a ratio, while `patents` is a count: the two can neither be added nor compared; write it without unit",
            ],
        ),
    ] {
        assert_eq!(said(formula), says, "{formula}");
    }
}

#[test]
fn counts_never_meet_per_cent() {
    check_all(&[
        ("patents >= 60%", "unit-clash `60%`"),
        ("count(awards) = share", "unit-clash `share`"),
        ("patents + share", "unit-clash `share`"),
        ("min(1, patents, share)", "unit-clash `share`"),
        ("clamp(1, patents, share)", "unit-clash `share`"),
        ("scaled(1, patents, share)", "unit-clash `share`"),
        ("patents * share >= 50%", "unit-clash `50%`"),
        ("patents / share >= 50%", "unit-clash `50%`"),
        ("patents >= 3", "true"),
        ("share >= 0.6", "true"),
        ("share >= 60", "unit-clash `60`"),
        ("patents / patents >= 60%", "true"),
        ("patents >= 1 万", "false"),
        ("share * 100 >= 60", "true"),
        ("1 / share > 1", "true"),
        ("share * share", "9/25"),
        ("patents * share", "9/5"),
        ("patents / share", "5"),
    ]);
}

#[test]
fn units_convert() {
    check_all(&[
        ("capital = 500000 元", "true"),
        ("capital >= 0.5 百万元", "true"),
        ("capital + 1 元", "500001"),
        ("intake <= 3500 m3/kt", "true"),
        ("intake * 2 t = 7 m3", "true"),
        ("intensity * 1 万元 = 2 t", "true"),
        ("intensity = 0.2 kg/元", "true"),
        ("waste / revenue <= intensity", "unknown"),
        ("receivable_days", "90"),
        ("receivable_days <= 90 day", "true"),
        ("receivable_days <= 90", "unit-clash `90`"),
        ("360 day * capital / capital", "360"),
        ("revenue / cost", "5/3"),
        ("revenue / cost >= 160%", "true"),
        ("stay < 1 month", "unit-clash `1 month`"),
    ]);
}

#[test]
fn a_unit_ends_where_a_fact_begins() {
    check_all(&[
        ("10 元/revenue", "1/10"),
        ("10 元 / revenue", "1/10"),
        ("10 元/revenue >= 10%", "true"),
        ("50 万元", "500000"),
        ("50 万元/capital", "1"),
        ("3.5 m3/t = intake", "true"),
        ("1/2", "1/2"),
        ("6/patents", "2"),
        ("10 元/foo", "unknown-name `foo`"),
    ]);
}

#[test]
fn units_have_an_end() {
    let much = ["1 元·元·元·元"; 40].join("*");
    let world = super::support::world();
    let found = super::support::outcome(&world, &super::support::view(&world, ""), &much);
    assert!(found.starts_with("unit-clash"), "{found}");
}
