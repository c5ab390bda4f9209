//! Units: what goes together, what converts, what never meets.

use super::support::check_all;

#[test]
fn yuan_never_meets_per_cent() {
    check_all(&[
        ("revenue >= 60%", "unit-clash `revenue >= 60%`"),
        ("revenue + 60%", "unit-clash `revenue + 60%`"),
        ("revenue > 5", "unit-clash `revenue > 5`"),
        ("revenue > waste", "unit-clash `revenue > waste`"),
        ("max(revenue, rate)", "unit-clash `rate`"),
        ("clamp(rate, 1 元, 2 元)", "unit-clash `1 元`"),
    ]);
}

#[test]
fn counts_never_meet_per_cent() {
    check_all(&[
        ("patents >= 60%", "unit-clash `patents >= 60%`"),
        ("count(awards) = share", "unit-clash `count(awards) = share`"),
        ("patents + share", "unit-clash `patents + share`"),
        ("min(1, patents, share)", "unit-clash `share`"),
        ("clamp(1, patents, share)", "unit-clash `share`"),
        ("scaled(1, patents, share)", "unit-clash `share`"),
        ("patents * share >= 50%", "unit-clash `patents * share >= 50%`"),
        ("patents / share >= 50%", "unit-clash `patents / share >= 50%`"),
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
        ("receivable_days <= 90", "unit-clash `receivable_days <= 90`"),
        ("360 day * capital / capital", "360"),
        ("revenue / cost", "5/3"),
        ("revenue / cost >= 160%", "true"),
        ("stay < 1 month", "unit-clash `stay < 1 month`"),
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
