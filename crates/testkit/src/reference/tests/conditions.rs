use super::*;

#[test]
fn undecided_records_make_a_count_lie_between_two_bounds() {
    let two = || awards(vec![award("a", Some(1), None), award("b", None, None)]);
    assert_eq!(truth("count(awards where level >= province) >= 1", two()), "yes");
    assert_eq!(truth("count(awards where level >= province) >= 2", two()), "unknown");
    assert_eq!(truth("count(awards where level >= province) > 2", two()), "no");
    assert_eq!(truth("count(awards where level >= province) = 2", two()), "unknown");
    assert_eq!(truth("count(awards where level >= province) = 3", two()), "no");
    assert_eq!(truth("count(awards where level >= province) + 1 >= 1", two()), "unknown");
    assert_eq!(truth("count(awards) >= 0", Entries::new()), "yes");
    assert_eq!(truth("any(awards)", Entries::new()), "unknown");
    assert_eq!(truth("any(awards)", awards(Vec::new())), "no");
    assert_eq!(truth("all(awards, level >= province)", awards(Vec::new())), "yes");
    assert_eq!(truth("all(awards, level >= province)", two()), "unknown");
}

#[test]
fn a_trailing_window_holds_both_its_ends() {
    let won = |on: &str| awards(vec![award("a", None, Some(on))]);
    let within = "any(awards where won_on in trailing 3 years)";
    assert_eq!(truth(within, won("2023-05-31")), "no");
    assert_eq!(truth(within, won("2023-06-01")), "yes");
    assert_eq!(truth(within, won("2026-06-01")), "yes");
    assert_eq!(truth(within, won("2026-06-02")), "no");
    let of_year = "any(awards where won_on in year)";
    assert_eq!(truth(of_year, won("2024-12-31")), "no");
    assert_eq!(truth(of_year, won("2025-01-01")), "yes");
}

#[test]
fn figures_of_several_years_need_every_year() {
    let all = [(2022, 100), (2023, 110), (2024, 121), (2025, 1331)];
    assert_eq!(truth("rising(revenue, 3 years)", revenue(&all)), "yes");
    assert_eq!(truth("mean(revenue, 3 years) >= 500", revenue(&all)), "yes");
    assert_eq!(truth("mean(revenue, 3 years) >= 500", revenue(&all[2..])), "unknown");
    // The known step from 2024 to 2025 goes the wrong way, whatever 2023 was.
    assert_eq!(truth("falling(revenue, 3 years)", revenue(&all[2..])), "no");
    assert_eq!(truth("rising(revenue, 3 years)", revenue(&all[2..])), "unknown");
    // 1331 = 1000 × 1.1³
    let growth = [(2022, 1000), (2025, 1331)];
    assert_eq!(truth("average_growth(revenue, 3 years) >= 10%", revenue(&growth)), "yes");
    assert_eq!(truth("average_growth(revenue, 3 years) > 10%", revenue(&growth)), "no");
    assert_eq!(truth("average_growth(revenue, 3 years) > 10%", revenue(&[(2022, 0), (2025, 1)])), "unknown");
    assert_eq!(truth("revenue[year] / (revenue[year] - 5) > 0", revenue(&[(2025, 5)])), "unknown");
}

#[test]
fn a_list_that_is_not_complete_does_not_say_no() {
    let mut sheet = sheet(Entries::new());
    let rule = || points(1, "on_list(controlled)");
    assert_eq!(at_layer(rule(), &sheet, 0), "unknown 0 [0, 1]");
    sheet.subject.uscc = "A".into();
    assert_eq!(at_layer(rule(), &sheet, 0), "met 1 [1, 1]");
    sheet.lists.insert(duheng_pack::vocabulary::ListId(0), false);
    assert_eq!(at_layer(rule(), &sheet, 0), "unmet 0 [0, 0]");
}
