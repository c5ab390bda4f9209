//! Lists of records: `where`, unknown fields, undecided records, lists that may still grow.

use super::support::{check_all, check_with};

#[test]
fn filters() {
    check_all(&[
        ("count(awards where level = city or level = national)", "2"),
        ("count(awards where won_on in trailing 3 years)", "3"),
        ("count(awards where won_on in trailing 1 years)", "2"),
        ("count(awards where won_on in trailing 1 days)", "1"),
        ("count(awards where won_on in 3 years)", "2"),
        ("count(awards where won_on in year)", "1"),
        ("count(awards where won_on <= as_of)", "3"),
        ("count(awards where name = 'a')", "1"),
        ("count(awards where name in ['a', 'b'])", "2"),
        ("count(awards where level in [city, national])", "2"),
        ("count(awards where department)", "3"),
        ("count(awards where points >= patents)", "1"),
        ("count((awards where level >= province) where points > 1)", "1"),
        ("sum(awards.points where level >= province)", "6"),
        ("sum((awards where level >= province).points)", "6"),
        ("sum((awards where level >= province).points where points > 1)", "5"),
        ("awards where shared", "a list of records"),
        ("count(awards where revenue)", "wrong-type `revenue`"),
        ("count(revenue where yes)", "wrong-type `revenue`"),
        ("count(awards where village = level)", "unknown-name `village`"),
        ("level = city", "unknown-name `level`"),
        ("count(awards where topic = 'x')", "unknown-name `topic`"),
    ]);
}

#[test]
fn conditions_nest() {
    check_with(
        "awards += name: a, level: city\nawards += name: b, level: national\nevents += topic: a",
        &[
            ("count(awards where any(events where topic = 'a'))", "2"),
            ("count(awards where level = city and none(events where topic = 'b'))", "1"),
            ("all(awards where level = city, name = 'a' and count(events) = 1)", "true"),
            ("count(awards where count(awards where level = city) = 1)", "2"),
            ("count(events where level = city)", "unknown-name `level`"),
            ("count(awards where any(events where name = 'a'))", "unknown-name `name`"),
        ],
    );
}

#[test]
fn unknown_fields_leave_a_count_between_bounds() {
    check_with(
        "awards += name: a, level: city, points: 3\nawards += name: b, level: city\nawards += name: c, level: national",
        &[
            ("count(awards where points > 2)", "1..3"),
            ("count(awards where points > 2) >= 1", "true"),
            ("count(awards where points > 2) >= 2", "unknown"),
            ("count(awards where points > 2) > 3", "false"),
            ("count(awards where points > 2) = 4", "false"),
            ("count(awards where points > 2) = 2", "unknown"),
            ("count(awards where points > 2) / count(awards) >= 1/3", "true"),
            ("count(awards where points > 2) / count(awards) > 1/3", "unknown"),
            ("count(awards where points > 2) / count(awards) <= 100%", "true"),
            ("count(awards where points > 2) / count(awards where points > 1) <= 300%", "true"),
            ("count(awards) / count(awards where points > 3) > 1", "unknown"),
            ("count(awards where points > 2) != 0", "true"),
            ("4 > count(awards where points > 2)", "true"),
            ("count(awards where points > 2) > count(awards where points > 2)", "unknown"),
            ("count(awards where points > 2 and level = city)", "1..2"),
            ("count(awards where points > 2 or level = city)", "2..3"),
            ("any(awards where points > 2)", "true"),
            ("none(awards where points < 2)", "unknown"),
            ("all(awards, points > 2)", "unknown"),
            ("all(awards, points > 3)", "false"),
            ("sum(awards.points where points > 2)", "unknown"),
            ("sum(awards.points where level = city and name = 'a')", "3"),
        ],
    );
}

#[test]
fn undecided_records_may_or_may_not_count() {
    check_with(
        "awards += name: a, level: city\nawards ?= name: b, level: city\nawards ?= name: c, level: national",
        &[
            ("count(awards)", "1..3"),
            ("count(awards where level = city)", "1..2"),
            ("any(awards where level = national)", "unknown"),
            ("none(awards where level = province)", "true"),
            ("all(awards, level = city)", "unknown"),
            ("all(awards, level <= national)", "true"),
            ("all(awards, level = national)", "false"),
            ("sum(awards.points where level = province)", "0"),
            ("sum(awards.points)", "unknown"),
        ],
    );
}

#[test]
fn of_one_list_those_that_fit_are_no_more_than_all() {
    check_with(
        "awards += name: a, level: city\nawards ?= name: b, level: city\nawards ?= name: c, level: national\nevents += topic: a",
        &[
            ("count(awards where level = city) / count(awards)", "1/3..1"),
            ("count(awards where level = city) / count(awards) <= 100%", "true"),
            ("count(awards) / count(awards where level = city)", "1/2..3"),
            ("count(awards) / count(events)", "1..3"),
        ],
    );
}

#[test]
fn open_lists_have_no_upper_bound() {
    check_with(
        "awards += name: a, level: city\nawards ...",
        &[
            ("count(awards)", "1.."),
            ("count(awards) >= 1", "true"),
            ("count(awards) >= 2", "unknown"),
            ("count(awards) < 1", "false"),
            ("any(awards where level = national)", "unknown"),
            ("none(awards)", "false"),
            ("all(awards, level = city)", "unknown"),
            ("all(awards, level = national)", "false"),
            ("sum(awards.points)", "unknown"),
            ("known(awards)", "true"),
        ],
    );
    check_with(
        "awards += name: a, level: city\nawards ... level: national",
        &[
            ("count(awards where level = city)", "1"),
            ("count(awards where level = national)", "0.."),
            ("none(awards where level = province)", "true"),
            ("all(awards, level in [city, national])", "true"),
        ],
    );
}

#[test]
fn of_a_list_that_nobody_stated_only_the_least_is_known() {
    check_with(
        "",
        &[
            ("count(awards)", "0.."),
            ("count(awards) >= 0", "true"),
            ("count(awards) >= 1", "unknown"),
            ("any(awards)", "unknown"),
            ("none(awards)", "unknown"),
            ("all(awards, yes)", "unknown"),
            ("sum(awards.points)", "unknown"),
            ("known(awards)", "false"),
        ],
    );
    check_with("awards = []", &[("count(awards)", "0"), ("none(awards)", "true"), ("known(awards)", "true")]);
}

#[test]
fn valid_means_as_of_between_first_and_last_day() {
    check_all(&[
        ("count(awards where valid)", "2"),
        ("count(awards where valid and name = 'a')", "1"),
        ("count(awards where valid and name = 'b')", "1"),
        ("count(awards where not valid)", "1"),
        ("count(events where valid)", "unknown-name `valid`"),
        ("valid", "unknown-name `valid`"),
    ]);
    check_with(
        "awards += name: a, until: 2026-05-31\nawards += name: b, until: 2026-06-01\nawards += name: c, from: 2026-06-01",
        &[
            ("count(awards where valid)", "1..2"),
            ("count(awards where valid and name = 'a')", "0"),
            ("count(awards where valid and name = 'b')", "0..1"),
            ("count(awards where valid and name = 'c')", "1"),
        ],
    );
}
