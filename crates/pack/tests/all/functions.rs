//! Every function: good, at a boundary, over unknown values, and wrong. One table; a test checks that it is whole.

use duheng_pack::expr::FUNCTIONS;

use super::support::check_all;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Good,
    Boundary,
    Unknown,
    Wrong,
}
use Sort::{Boundary, Good, Unknown, Wrong};

/// Function, sort of case, expression, what it gives where [`super::support::KNOWN`] is known.
const CASES: &[(&str, Sort, &str, &str)] = &[
    ("count", Good, "count(awards)", "3"),
    ("count", Good, "count(awards where level >= province)", "2"),
    ("count", Boundary, "count(events)", "0"),
    ("count", Unknown, "count(awards where kind = accident)", "1..3"),
    ("count", Unknown, "count(awards where shared)", "1..2"),
    ("count", Wrong, "count()", "wrong-arguments `count`"),
    ("count", Wrong, "count(awards, events)", "wrong-arguments `count`"),
    ("count", Wrong, "count(revenue)", "wrong-type `revenue`"),
    ("count", Wrong, "count(awards.level)", "wrong-type `awards.level`"),
    ("any", Good, "any(awards where level = city)", "true"),
    ("any", Good, "any(y in 3 years, revenue[y] = 80 元)", "true"),
    ("any", Boundary, "any(events)", "false"),
    ("any", Unknown, "any(awards where kind = penalty)", "unknown"),
    ("any", Unknown, "any(y in 9 years, revenue[y] < 40 元)", "unknown"),
    ("any", Wrong, "any()", "wrong-arguments `any`"),
    ("any", Wrong, "any(awards, yes)", "wrong-arguments `any`"),
    ("any", Wrong, "any(department)", "wrong-type `department`"),
    ("none", Good, "none(awards where points > 5)", "true"),
    ("none", Boundary, "none(events)", "true"),
    ("none", Unknown, "none(awards where kind = penalty)", "unknown"),
    ("none", Wrong, "none(awards, yes)", "wrong-arguments `none`"),
    ("all", Good, "all(awards, points >= 1)", "true"),
    ("all", Good, "all(awards where level > city, points > 1)", "false"),
    ("all", Boundary, "all(events, no)", "true"),
    ("all", Unknown, "all(awards, shared or points > 1)", "unknown"),
    ("all", Wrong, "all(awards)", "wrong-arguments `all`"),
    ("all", Wrong, "all(awards, points)", "wrong-type `points`"),
    ("every", Good, "every(y in 3 years, revenue[y] >= 50 元)", "true"),
    ("every", Good, "every(q in 2 quarters, power[q] >= 4 kWh)", "false"),
    ("every", Boundary, "every(y in 1 years, revenue[y] = 100 元)", "true"),
    ("every", Unknown, "every(y in 5 years, revenue[y] > 0 元)", "unknown"),
    ("every", Wrong, "every(awards)", "wrong-arguments `every`"),
    ("every", Wrong, "every(3 years, yes)", "wrong-arguments `every`"),
    ("every", Wrong, "every(1 in 3 years, yes)", "wrong-arguments `every`"),
    ("every", Wrong, "every(y in awards, yes)", "wrong-type `awards`"),
    ("mean", Good, "mean(1, 2, 6)", "3"),
    ("mean", Good, "mean(revenue, 2 years)", "90"),
    ("mean", Good, "mean(awards.points where level >= province)", "3"),
    ("mean", Boundary, "mean(awards.points where points > 9)", "unknown"),
    ("mean", Unknown, "mean(revenue, 5 years)", "unknown"),
    ("mean", Unknown, "mean(awards.amount)", "unknown"),
    ("mean", Wrong, "mean()", "wrong-arguments `mean`"),
    ("mean", Wrong, "mean(revenue)", "wrong-arguments `mean`"),
    ("mean", Wrong, "mean(awards.level)", "wrong-type `awards.level`"),
    ("mean", Wrong, "mean(revenue, trailing 3 years)", "wrong-type `trailing 3 years`"),
    ("sum", Good, "sum(1, 2)", "3"),
    ("sum", Good, "sum(revenue, 2 years)", "180"),
    ("sum", Good, "sum(awards.points where level = city)", "2"),
    ("sum", Boundary, "sum(awards.points where points > 9)", "0"),
    ("sum", Unknown, "sum(awards.points where shared)", "unknown"),
    ("sum", Wrong, "sum(awards)", "wrong-arguments `sum`"),
    ("sum", Wrong, "sum(1, yes, foo)", "wrong-type `yes`; unknown-name `foo`"),
    ("min", Good, "min(3, 2)", "2"),
    ("min", Good, "min(revenue, 3 years)", "50"),
    ("min", Good, "min(awards.points)", "1"),
    ("min", Boundary, "min(awards.points where points > 9)", "unknown"),
    ("min", Unknown, "min(1, cost[2020] / cost[2020])", "unknown"),
    ("min", Wrong, "min(1)", "wrong-arguments `min`"),
    ("max", Good, "max(3, 2)", "3"),
    ("max", Good, "max(revenue, 3 years)", "100"),
    ("max", Good, "max(awards.points where level < national)", "5"),
    ("max", Boundary, "max(2, 2)", "2"),
    ("max", Unknown, "max(revenue, 9 years)", "unknown"),
    ("max", Wrong, "max('a', 'b')", "wrong-type `'a'`; wrong-type `'b'`"),
    ("rising", Good, "rising(revenue, 4 years)", "true"),
    ("rising", Good, "rising(rate, 3 years)", "false"),
    ("rising", Boundary, "rising(revenue - revenue, 2 years)", "false"),
    ("rising", Unknown, "rising(revenue, 5 years)", "unknown"),
    ("rising", Wrong, "rising(revenue)", "wrong-arguments `rising`"),
    ("rising", Wrong, "rising(revenue, 1 years)", "wrong-arguments `rising`"),
    ("rising", Wrong, "rising(motto, 2 years)", "wrong-type `motto`"),
    ("falling", Good, "falling(rate, 3 years)", "true"),
    ("falling", Good, "falling(power, 2 quarters)", "false"),
    ("falling", Boundary, "falling(rate - rate, 2 years)", "false"),
    ("falling", Unknown, "falling(rate, 4 years)", "unknown"),
    ("falling", Wrong, "falling(rate, 3)", "wrong-type `3`"),
    ("falling", Wrong, "falling(rate, 1 quarter)", "wrong-arguments `falling`"),
    ("average_growth", Good, "average_growth(revenue, 3 years) >= 35%", "true"),
    ("average_growth", Good, "average_growth(revenue, 3 years) > 36%", "false"),
    ("average_growth", Good, "36% > average_growth(revenue, 3 years)", "true"),
    ("average_growth", Boundary, "average_growth(revenue, 1 years) = 25%", "true"),
    ("average_growth", Boundary, "average_growth(revenue, 1 years) > -200%", "true"),
    ("average_growth", Boundary, "average_growth(revenue - revenue, 1 years) > 0%", "unknown"),
    ("average_growth", Boundary, "average_growth(100 元 - revenue, 3 years) < 0%", "true"),
    ("average_growth", Boundary, "average_growth(90 元 - revenue, 3 years) < 0%", "unknown"),
    ("average_growth", Unknown, "average_growth(revenue, 4 years) > 10%", "unknown"),
    ("average_growth", Wrong, "average_growth(revenue, 3 years)", "wrong-arguments `average_growth`"),
    ("average_growth", Wrong, "average_growth(revenue) > 1%", "wrong-arguments `average_growth`"),
    ("average_growth", Wrong, "average_growth(revenue, 3 years) > 1 元", "unit-clash `1 元`"),
    ("average_growth", Wrong, "1 + average_growth(revenue, 3 years) > 1", "wrong-arguments `average_growth`"),
    ("clamp", Good, "clamp(7, 0, 5)", "5"),
    ("clamp", Good, "clamp(score, 0, 5)", "0"),
    ("clamp", Boundary, "clamp(3, 3, 3)", "3"),
    ("clamp", Boundary, "clamp(3, 5, 1)", "unknown"),
    ("clamp", Unknown, "clamp(cost[2020], 0 元, 1 元)", "unknown"),
    ("clamp", Wrong, "clamp(1, 2)", "wrong-arguments `clamp`"),
    ("clamp", Wrong, "clamp(1, yes, foo)", "wrong-type `yes`; unknown-name `foo`"),
    ("scaled", Good, "scaled(revenue, 50 元, 150 元)", "1/2"),
    ("scaled", Good, "scaled(rate, 20%, 0%)", "1/2"),
    ("scaled", Boundary, "scaled(rate, 5%, 0%)", "0"),
    ("scaled", Boundary, "scaled(revenue, 0 元, 100 元)", "1"),
    ("scaled", Boundary, "scaled(1, 2, 2)", "unknown"),
    ("scaled", Unknown, "scaled(cost[2020], 0 元, 1 元)", "unknown"),
    ("scaled", Wrong, "scaled(1)", "wrong-arguments `scaled`"),
    ("scaled", Wrong, "scaled(rate, 0 元, 1%)", "unit-clash `0 元`"),
    ("round", Good, "round(2.345, 2, half_up)", "47/20"),
    ("round", Good, "round(12.34%, 1, down)", "123/1000"),
    ("round", Good, "round(0 - 12.34%, 1, down)", "-123/1000"),
    ("round", Good, "round(5 * 50%, 0, half_up)", "3"),
    ("round", Good, "round(1 + 65 * 1% / 1.6%, 1, half_up)", "208/5"),
    ("round", Boundary, "round(2.5, 0, half_even)", "2"),
    ("round", Boundary, "round(2.5, 0, half_up)", "3"),
    ("round", Boundary, "round(2.01, 0, up)", "3"),
    ("round", Unknown, "round(1 / 0, 0, up)", "unknown"),
    ("round", Wrong, "round(1, 0)", "wrong-arguments `round`"),
    ("round", Wrong, "round(1, 0, sideways)", "wrong-arguments `round`"),
    ("round", Wrong, "round(1, 13, up)", "wrong-arguments `round`"),
    ("round", Wrong, "round(1, 1.5, up)", "wrong-arguments `round`"),
    ("abs", Good, "abs(score)", "5/2"),
    ("abs", Boundary, "abs(0)", "0"),
    ("abs", Unknown, "abs(1 / 0)", "unknown"),
    ("abs", Wrong, "abs(yes)", "wrong-type `yes`"),
    ("abs", Wrong, "abs()", "wrong-arguments `abs`"),
    ("known", Good, "known(revenue)", "true"),
    ("known", Good, "known(awards)", "true"),
    ("known", Good, "known(motto) and known(founded) and known(scope) and known(department)", "true"),
    ("known", Boundary, "known(events)", "true"),
    ("known", Unknown, "known(revenue[2020])", "false"),
    ("known", Unknown, "known(closed)", "false"),
    ("known", Unknown, "known(count(awards where shared))", "false"),
    ("known", Wrong, "known()", "wrong-arguments `known`"),
    ("known", Wrong, "known(awards where shared)", "wrong-arguments `known`"),
    ("known", Wrong, "known(3 years)", "wrong-arguments `known`"),
    ("on_list", Good, "on_list(carbon)", "true"),
    ("on_list", Boundary, "on_list(green)", "false"),
    ("on_list", Unknown, "on_list(carbon) and closed > 2020-01-01", "unknown"),
    ("on_list", Wrong, "on_list(carbn)", "unknown-name `carbn`"),
    ("on_list", Wrong, "on_list('carbon')", "wrong-arguments `on_list`"),
    ("result", Good, "result('nb-csr').grade >= qualified", "true"),
    ("result", Good, "excellent > result('nb-csr').grade", "true"),
    ("result", Boundary, "result('nb-csr').grade = excellent", "false"),
    ("result", Unknown, "known(result('nb-csr').grade) and closed > 2020-01-01", "unknown"),
    ("result", Wrong, "result('sz').grade = excellent", "unknown-name `'sz'`"),
    ("result", Wrong, "result(nb)", "wrong-arguments `result`"),
    ("result", Wrong, "result('nb-csr') = excellent", "unknown-name `excellent`"),
    ("cohort_mean", Good, "cohort_mean(rate)", "1/4"),
    ("cohort_mean", Boundary, "rate < cohort_mean(rate)", "true"),
    ("cohort_mean", Unknown, "cohort_mean(score)", "unknown"),
    ("cohort_mean", Wrong, "cohort_mean(motto)", "wrong-arguments `cohort_mean`"),
    ("cohort_mean", Wrong, "cohort_mean(rat)", "unknown-name `rat`"),
    ("cohort_mean", Wrong, "cohort_mean(rate, 3)", "wrong-arguments `cohort_mean`"),
    ("cohort_percentile", Good, "cohort_percentile(rate, 90%)", "2/5"),
    ("cohort_percentile", Good, "cohort_percentile(rate, 50%)", "1/5"),
    ("cohort_percentile", Boundary, "cohort_percentile(rate, 0%)", "1/10"),
    ("cohort_percentile", Boundary, "cohort_percentile(rate, 100%)", "2/5"),
    ("cohort_percentile", Boundary, "cohort_percentile(rate, 51%)", "3/10"),
    ("cohort_percentile", Unknown, "cohort_percentile(score, 50%)", "unknown"),
    ("cohort_percentile", Wrong, "cohort_percentile(rate, 101%)", "wrong-arguments `cohort_percentile`"),
    ("cohort_percentile", Wrong, "cohort_percentile(rate, 1 元)", "wrong-arguments `cohort_percentile`"),
    ("cohort_percentile", Wrong, "cohort_percentile(rate)", "wrong-arguments `cohort_percentile`"),
];

#[test]
fn every_case_gives_what_it_should() {
    let cases: Vec<(&str, &str)> =
        CASES.iter().map(|(_, _, expression, expected)| (*expression, *expected)).collect();
    check_all(&cases);
}

#[test]
fn every_function_has_a_case_of_each_sort() {
    for function in FUNCTIONS {
        for sort in [Good, Boundary, Unknown, Wrong] {
            let found = CASES.iter().any(|(name, of, ..)| *name == function.name && *of == sort);
            assert!(found, "`{}` has no case that is {sort:?}", function.name);
        }
    }
}

#[test]
fn every_case_belongs_to_a_function_and_calls_it() {
    for (name, _, expression, _) in CASES {
        assert!(FUNCTIONS.iter().any(|function| function.name == *name), "{name}");
        assert!(expression.contains(name), "{expression} does not call {name}");
    }
}

#[test]
fn functions_and_tables_that_do_not_exist() {
    check_all(&[
        ("summe(1, 2)", "unknown-function `summe`"),
        ("quotas(product).general", "unknown-function `quotas`"),
        ("score(1)", "unknown-function `score`"),
        ("count (awards)", "3"),
    ]);
}

#[test]
fn look_ups_in_tables() {
    check_all(&[
        ("quota(product).general", "9/500"),
        ("intake <= quota(product).general", "true"),
        ("quota('布').advanced", "1/40"),
        ("quota(product).advanced", "unknown"),
        ("quota('铁').general", "unknown"),
        ("level_points(scope).points", "2"),
        ("level_points(city).points", "1"),
        ("level_points(national).points", "unknown"),
        ("level_points(level_of_award).points", "unknown"),
        ("level_points(village).points", "unknown-name `village`"),
        ("level_points(product).points", "wrong-type `product`"),
        ("quota(3).general", "wrong-type `3`"),
        ("quota().general", "wrong-arguments `quota`"),
        ("quota(product, product).general", "wrong-arguments `quota`"),
        ("quota(product) > 3", "wrong-type `3`"),
        ("quota(product).general > 1 元", "unit-clash `1 元`"),
    ]);
}
