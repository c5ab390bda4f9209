use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn any_date() -> impl Strategy<Value = Date> {
    (0..=3_652_058_i32).prop_map(|days| Date::FIRST.plus_days(days).unwrap())
}

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

proptest! {
    #[test]
    fn text_and_date_go_round(date in any_date()) {
        prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
        prop_assert_eq!(Date::read(&date.to_string()), Ok(date));
        let wide: String = date.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        prop_assert_eq!(Date::read(&wide), Ok(date));
        prop_assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
    }

    #[test]
    fn order_is_that_of_the_text(a in any_date(), b in any_date()) {
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        prop_assert_eq!(a.cmp(&b), a.days_since(b).cmp(&0));
    }

    #[test]
    fn days_add_up(a in any_date(), days in -4_000_000_i32..4_000_000) {
        if let Some(b) = a.plus_days(days) {
            prop_assert_eq!(b.days_since(a), days);
            prop_assert_eq!(b.plus_days(-days), Some(a));
        } else {
            let total = a.days_since(Date::FIRST) + days;
            prop_assert!(!(0..=3_652_058).contains(&total));
        }
    }

    #[test]
    fn months_keep_the_day_or_end_the_month(a in any_date(), months in -200_000_i32..200_000) {
        let index = i32::from(a.year()) * 12 + i32::from(a.month()) - 1 + months;
        match a.plus_months(months) {
            Some(b) => {
                prop_assert_eq!(i32::from(b.year()) * 12 + i32::from(b.month()) - 1, index);
                let last = b.plus_days(1).is_none_or(|next| next.month() != b.month());
                prop_assert!(b.day() == a.day() || (b.day() < a.day() && last));
            }
            None => prop_assert!(!(12..120_000).contains(&index)),
        }
    }

    #[test]
    fn years_are_twelve_months(a in any_date(), years in -12_000_i32..12_000) {
        prop_assert_eq!(a.plus_years(years), a.plus_months(years * 12));
    }

    #[test]
    fn a_year_is_its_four_quarters(a in any_date()) {
        let year = Period::Year(a.year());
        let quarters = quarters_ending(a.year(), 4);
        prop_assert_eq!(quarters[0].first(), year.first());
        prop_assert_eq!(quarters[3].last(), year.last());
        let holding: Vec<_> = quarters.iter().filter(|quarter| quarter.contains(a)).collect();
        prop_assert_eq!(holding, [&Period::Quarter { year: a.year(), quarter: a.quarter() }]);
        prop_assert!(year.contains(a));
        let length = year.last().days_since(year.first()) + 1;
        prop_assert_eq!(length, if is_leap(a.year()) { 366 } else { 365 });
    }

    #[test]
    fn periods_follow_each_other(year in 400_i16..9000, quarter in 1_u8..=4, n in -300_i32..300) {
        for period in [Period::Year(year), Period::Quarter { year, quarter }] {
            prop_assert_eq!(period.last().plus_days(1), Some(period.next().first()));
            prop_assert_eq!(period.minus(n).minus(-n), period);
            prop_assert_eq!(period.next(), period.minus(-1));
            prop_assert_eq!(Period::read(&period.to_string()), Ok(period));
            prop_assert_eq!(period.minus(n).cmp(&period), 0.cmp(&n));
        }
    }

    #[test]
    fn no_period_breaks_it(year: i16, quarter: u8, n: i32) {
        for period in [Period::Year(year), Period::Quarter { year, quarter }] {
            prop_assert!(period.first() < period.last());
            let other = period.minus(n);
            prop_assert!(YEARS.contains(&other.year()) && other.first() < other.last());
            prop_assert!(period.first() < period.next().last());
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "[0-9０-９年月日/.\\-Q第季度 ]{0,14}|.*") {
        let _ = (Date::parse(&text), Period::read(&text));
        if let Err(error) = Date::read(&text) {
            prop_assert!(!error.text().is_empty());
        }
    }

    #[test]
    fn trailing_windows_hold_both_ends(as_of in any_date(), n: u16) {
        for step in [Step::Years, Step::Months, Step::Days] {
            let window = trailing(as_of, n, step);
            prop_assert!(window.contains(as_of));
            prop_assert!(as_of.plus_days(1).is_none_or(|next| !window.contains(next)));
            if let Some(from) = window.from {
                prop_assert!(window.contains(from));
                prop_assert!(from.plus_days(-1).is_none_or(|before| !window.contains(before)));
            }
        }
    }
}

#[test]
fn dates_as_people_write_them() {
    for text in [
        "2025-06-01",
        "2025-6-1",
        "2025/6/1",
        "2025.6.1",
        "2025年6月1日",
        "２０２５年６月１日",
        " 2025 年 6 月 1 日 ",
    ] {
        assert_eq!(Date::read(text), Ok(date("2025-06-01")), "{text}");
    }
    for text in
        ["", "2025", "2025-06", "25-6-1", "2025-06/01", "6/1/2025", "2025年6月", "2025年6月1", "2025-006-1"]
    {
        assert_eq!(Date::read(text), Err(DateError::NotADate), "{text}");
    }
    for text in ["2025-6-1", "2025/06/01", "2025-06-01 ", "+2025-06-01", "2025-02-29", "0000-01-01"] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    let error = Date::read("2025-2-29").unwrap_err();
    assert_eq!(error, DateError::NoSuchDay { year: 2025, month: 2, day: 29 });
    assert_eq!(error.text().en, "there is no day 2025-02-29");
    assert_eq!(error.text().zh, "没有 2025 年 2 月 29 日这一天");
    assert!(matches!(Date::read("2025-99-99"), Err(DateError::NoSuchDay { .. })));
}

#[test]
fn partial_dates() {
    let first = |text: &str| Date::read_partial(text).map(|day| day.to_string());
    for (text, day) in [
        ("2022", "2022-01-01"),
        ("２０２２", "2022-01-01"),
        ("2022年", "2022-01-01"),
        ("2022-08", "2022-08-01"),
        ("2022年8月", "2022-08-01"),
        ("2022-08-31", "2022-08-31"),
        ("2022年8月31日", "2022-08-31"),
    ] {
        assert_eq!(first(text).as_deref(), Ok(day), "{text}");
    }
    assert_eq!(first("2022-13"), Err(DateError::NoSuchMonth { year: 2022, month: 13 }));
    assert_eq!(first("2022-02-30"), Err(DateError::NoSuchDay { year: 2022, month: 2, day: 30 }));
    for text in ["", "去年", "22", "2022-", "2022-08-", "20225", "Aug 2022", "2022Q3"] {
        assert_eq!(first(text), Err(DateError::NotAPartialDate), "{text}");
    }
}

#[test]
fn leap_days_and_month_ends() {
    assert_eq!(date("2024-02-29").plus_years(1), Some(date("2025-02-28")));
    assert_eq!(date("2024-02-29").plus_years(4), Some(date("2028-02-29")));
    assert_eq!(date("2024-02-29").plus_years(-124), Some(date("1900-02-28")));
    assert_eq!(date("2025-01-31").plus_months(1), Some(date("2025-02-28")));
    assert_eq!(date("2025-03-31").plus_months(-1), Some(date("2025-02-28")));
    assert_eq!(date("2025-12-31").plus_days(1), Some(date("2026-01-01")));
    assert_eq!(Date::LAST.plus_days(1), None);
    assert_eq!(Date::FIRST.plus_days(-1), None);
    assert_eq!(Date::LAST.plus_years(i32::MAX), None);
    assert_eq!(Date::FIRST.plus_months(i32::MIN), None);
    assert_eq!(Date::FIRST.plus_days(i32::MIN), None);
    assert_eq!(Date::new(0, 1, 1), None);
    assert_eq!(Date::new(10_000, 1, 1), None);
}

#[test]
fn windows() {
    let years = years_ending(2025, 3);
    assert_eq!(years, [Period::Year(2023), Period::Year(2024), Period::Year(2025)]);
    let quarters: Vec<String> = quarters_ending(2025, 5).iter().map(|quarter| quarter.to_string()).collect();
    assert_eq!(quarters, ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"]);
    assert!(years_ending(2025, 0).is_empty());
    assert_eq!(years_ending(i16::MIN, 3).len(), 1);
    assert_eq!(quarters_ending(2025, u16::MAX).len(), 65_535);
    assert_eq!(trailing(date("2026-06-01"), 3, Step::Years).from, Some(date("2023-06-01")));
    assert_eq!(trailing(date("2026-05-31"), 3, Step::Months).from, Some(date("2026-02-28")));
    assert_eq!(trailing(date("2026-06-01"), 360, Step::Days).from, Some(date("2025-06-06")));
    assert_eq!(trailing(date("0002-01-01"), 3, Step::Years).from, None);
    assert!(DateRange::default().contains(Date::FIRST));
}

#[test]
fn periods_as_people_write_them() {
    let first = Period::Quarter { year: 2025, quarter: 1 };
    for text in ["2025Q1", "2025q1", "2025-Q1", "2025 Q1", "２０２５Ｑ１", "2025年第一季度", "2025年1季度"]
    {
        assert_eq!(Period::read(text), Ok(first), "{text}");
    }
    for text in ["2025", "2025年", "2025年度", "２０２５"] {
        assert_eq!(Period::read(text), Ok(Period::Year(2025)), "{text}");
    }
    for text in ["", "25", "0000", "2025Q0", "2025Q5", "2025-01", "20255", "年年年年"] {
        assert_eq!(Period::read(text), Err(PeriodError), "{text}");
    }
    assert_eq!(Period::Year(1).minus(5), Period::Year(1));
    assert_eq!(Period::Quarter { year: 9999, quarter: 4 }.next(), Period::Quarter { year: 9999, quarter: 4 });
}
