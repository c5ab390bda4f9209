//! What an item can still reach: by examples, and held against trying real changes of the facts.

mod lifts;
pub mod small;
mod trying;

use duheng_standard::advice::reach::reachable;
use duheng_standard::layers::layer_of;
use duheng_standard::score::score;

/// What the items with these rules can reach, in words: `3 from 2025`, items apart by `;`.
fn reach_with(rules: &[&str], header: &str, facts: &str, beside: &str) -> String {
    let shipped = small::pack(rules, header);
    let pack = &shipped.packs[0];
    let (sheet, standard) = small::sheet(pack, facts, beside);
    let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
    let found = reachable(&pack.vocabulary, &sheet, &scored);
    let words = found.into_iter().map(|reach| {
        let code = &scored.items[reach.item].item.code;
        let levels = reach.levels.iter().map(|level| format!("{} from {}", level.points, level.year));
        let levels = levels.collect::<Vec<_>>().join(", ");
        if rules.len() == 1 { levels } else { format!("{code}: {levels}") }
    });
    words.collect::<Vec<_>>().join("; ")
}

/// What one item with this rule can reach.
fn reach(rule: &str, facts: &str) -> String {
    reach_with(&[rule], small::GRADES, facts, "given: { penalties: [] }")
}

#[test]
fn a_state_can_be_changed_at_once() {
    let rule = "points: 3, when: certified";
    assert_eq!(reach(rule, "{ certified: no }"), "3 from 2025");
    assert_eq!(reach(rule, "{}"), "3 from 2025");
    assert_eq!(reach(rule, "{ certified: yes }"), "", "it has all its points");
    assert_eq!(reach("points: 3, when: not certified", "{ certified: yes }"), "3 from 2025");
    assert_eq!(reach("points: 3, when: water >= province", "{ water: city }"), "3 from 2025");
}

#[test]
fn figures_of_years_that_are_over_stand() {
    let rule = "points: 3, when: 'staff[year] >= 10'";
    assert_eq!(reach(rule, "{ staff: { 2025: 5 } }"), "3 from 2026");
    assert_eq!(reach(rule, "{ staff: { 2024: 5 } }"), "3 from 2025", "2025 was never stated");
    let rule = "points: 3, when: 'every(y in 3 years, staff[y] >= 10)'";
    assert_eq!(reach(rule, "{ staff: { 2023: 20, 2024: 5, 2025: 20 } }"), "3 from 2027");
    assert_eq!(reach(rule, "{ staff: { 2023: 5, 2024: 20, 2025: 20 } }"), "3 from 2026");
    assert_eq!(reach("points: 3, when: 'staff[2025] >= 10'", "{ staff: { 2025: 5 } }"), "", "never");
}

#[test]
fn five_years_ahead_are_looked_at_and_no_more() {
    let rule =
        |years: u8| format!("points: 3, when: 'none(penalties where happened_on in trailing {years} years)'");
    let penalty = "given: { penalties: [{ name: a, happened_on: 2025-12-01 }] }";
    let within = |years: u8| reach_with(&[rule(years).as_str()], small::GRADES, "{}", penalty);
    assert_eq!(within(1), "3 from 2026");
    assert_eq!(within(5), "3 from 2030");
    assert_eq!(within(6), "");
}

#[test]
fn what_authorities_give_stays() {
    let with = |rule: &str, beside: &str| reach_with(&[rule], small::GRADES, "{}", beside);
    assert_eq!(with("points: 3, when: permit", "given: { permit: no }"), "");
    assert_eq!(with("points: 3, when: known(permit)", ""), "");
    assert_eq!(with("points: 3, when: \"known(result('other').grade)\"", ""), "");
    let penalties = "given: { penalties: [{ name: a, happened_on: 2020-01-01 }] }";
    assert_eq!(with("points: 3, when: none(penalties)", penalties), "");
}

#[test]
fn what_is_not_known_can_be_stated() {
    assert_eq!(reach("points: 3, when: known(founded)", "{}"), "3 from 2025");
    assert_eq!(reach("points: 3, when: known(certified)", "{}"), "3 from 2025");
    assert_eq!(reach("points: 3, when: known(water)", "{}"), "3 from 2025");
    assert_eq!(reach("points: 3, when: known(awards)", "{}"), "3 from 2025");
    assert_eq!(reach("points: 3, when: 'known(staff[year])'", "{}"), "3 from 2025");
    assert_eq!(reach("points: 3, when: 'known(staff[year] + 1)'", "{}"), "3 from 2025");
}

#[test]
fn further_records_have_days_to_come() {
    let rule = "points: 3, when: any(awards where won_on in year)";
    assert_eq!(reach(rule, "{ awards: [] }"), "3 from 2026", "2025 is over");
    assert_eq!(reach(rule, "{}"), "3 from 2025", "a list that was never stated may hold awards of 2025");
    let rule = "points: 3, when: any(awards where won_on in trailing 90 days)";
    assert_eq!(reach(rule, "{ awards: [] }"), "3 from 2025", "today");
    let rule = "points: 3, when: any(awards where won_on >= 2026-06-02)";
    assert_eq!(reach(rule, "{ awards: [] }"), "3 from 2026");
    let rule = "points: 3, when: any(awards where won_on >= 2026-10-01 and won_on <= 2026-12-31)";
    assert_eq!(reach(rule, "{ awards: [] }"), "3 from 2026", "the end of a quarter to come");
    let rule = "points: 3, when: any(awards where won_on <= 2026-05-31)";
    assert_eq!(reach(rule, "{ awards: [] }"), "", "all that has gone by");
}

#[test]
fn the_key_of_a_record_and_days_gone_by_stand_and_the_rest_is_open() {
    let drill = "{ drills: [{ topic: fire, held_on: 2025-03-01, checked: no }] }";
    assert_eq!(reach("points: 3, when: any(drills where checked and held_on in year)", drill), "3 from 2025");
    assert_eq!(reach("points: 3, when: any(drills where held_on <= 2025-02-01)", drill), "");
    let project = |ended: &str| format!("{{ projects: [{{ name: a, begun_on: 2020-01-01{ended} }}] }}");
    let rule = "points: 3, when: any(projects where begun_on <= 2020-12-31 and ended_on in year)";
    assert_eq!(reach(rule, &project("")), "3 from 2025");
    assert_eq!(reach(rule, &project(", ended_on: 2026-12-31")), "3 from 2025", "a day to come can be moved");
    assert_eq!(reach(rule, &project(", ended_on: 2024-12-31")), "");
    assert_eq!(reach(rule, &project(", ended_on: 2026-06-01")), "3 from 2026", "today stands");
}

#[test]
fn licences_stay_valid_where_they_can_be_renewed() {
    let rule = "each: { of: licences where valid, points: 2, cap: 2 }";
    assert_eq!(reach(rule, "{ licences: [] }"), "2 from 2025");
    let rule = "points: 3, when: any(licences where from <= 2020-12-31 and valid)";
    let licence =
        |until: &str| format!("{{ licences: [{{ kind: fire, from: 2020-01-01, until: {until} }}] }}");
    assert_eq!(reach(rule, &licence("2026-06-01")), "", "it is valid and has the points");
    assert_eq!(reach(rule, &licence("2026-05-31")), "", "that is past");
    let both = "points: 3, when: certified and any(licences where from <= 2020-12-31 and valid)";
    let facts = |until: &str| licence(until).replace("{ licences", "{ certified: no, licences");
    assert_eq!(reach(both, &facts("2026-06-02")), "3 from 2025");
    assert_eq!(reach(both, &facts("2026-05-31")), "");
}

#[test]
fn two_dates_of_a_record_need_not_be_one_day() {
    let rule = "points: 3, when: any(projects where ended_on > begun_on)";
    assert_eq!(reach(rule, "{ projects: [] }"), "3 from 2026");
    let rule = "points: 3, when: any(projects where begun_on in year and ended_on in year)";
    assert_eq!(reach(rule, "{ projects: [] }"), "3 from 2026");
}

#[test]
fn tiers_sums_and_branches() {
    let facts = "{ certified: no, insured: no, water: city }";
    let (two, one) = ("{ points: 2, when: certified }", "{ points: 1, when: insured }");
    assert_eq!(reach(&format!("best: [{two}, {one}]"), facts), "1 from 2025, 2 from 2025");
    assert_eq!(reach(&format!("sum: [{two}, {one}]"), facts), "1 from 2025, 2 from 2025, 3 from 2025");
    assert_eq!(
        reach(&format!("sum: [{two}, {one}], cap: 2.5"), facts),
        "1 from 2025, 2 from 2025, 5/2 from 2025"
    );
    assert_eq!(
        reach(&format!("sum: [{two}, {one}], when: water = national"), facts),
        "1 from 2025, 2 from 2025, 3 from 2025"
    );
    let less = "{ points: -2, when: certified }";
    assert_eq!(
        reach(&format!("sum: [{one}, {less}], floor: -1"), "{ certified: yes, insured: no }"),
        "0 from 2025, 1 from 2025"
    );
    let branches = format!("if: water = national, then: {two}, else: {one}");
    assert_eq!(reach(&branches, facts), "1 from 2025, 2 from 2025");
    let penalty =
        "if: any(penalties), then: { points: 2, when: certified }, else: { points: 1, when: insured }";
    assert_eq!(reach(penalty, facts), "1 from 2025", "there are no penalties");
    let fixed =
        "if: none(penalties), then: { points: 2, when: certified }, else: { points: 3, when: insured }";
    assert_eq!(reach(fixed, facts), "2 from 2025");
    let barred = "points: 2, when: any(penalties)";
    assert_eq!(reach(&format!("sum: [{one}, {{ {barred} }}]"), facts), "1 from 2025");
}

#[test]
fn of_a_formula_the_least_and_the_most() {
    let rule = "points: 'staff[year] / 10', min: 1, max: 4";
    assert_eq!(reach(rule, "{ staff: { 2025: 25 } }"), "4 from 2026");
    assert_eq!(reach(rule, "{}"), "4 from 2025");
    let known = "sum: [{ points: 'staff[2025] / 10', min: 1, max: 4 }, { points: 1, when: certified }]";
    let with = |staff: u8| reach(known, &format!("{{ certified: no, staff: {{ 2025: {staff} }} }}"));
    assert_eq!(
        (with(25), with(5), with(50)),
        ("7/2 from 2025".into(), "2 from 2025".into(), "5 from 2025".into())
    );
}

#[test]
fn points_for_each_record_up_to_the_cap() {
    let rule = "each: { of: awards, points: 2, cap: 5 }";
    assert_eq!(reach(rule, "{ awards: [] }"), "2 from 2025, 4 from 2025, 5 from 2025");
    assert_eq!(reach(rule, "{}"), "2 from 2025, 4 from 2025, 5 from 2025");
    let one = "{ awards: [{ name: a, level: city, won_on: 2024-05-01 }] }";
    assert_eq!(reach(rule, one), "4 from 2025, 5 from 2025");
    let recent = "each: { of: awards where won_on in year, points: 2, cap: 3 }";
    assert_eq!(reach(recent, one), "2 from 2026, 3 from 2026");
}

#[test]
fn more_than_sixty_four_records_only_as_far_as_the_most() {
    let rule = "each: { of: awards, points: 0.5, cap: 40 }";
    let found = reach(rule, "{ awards: [] }");
    assert!(found.ends_with("40 from 2025"), "{found}");
    let tops = "each: { of: awards, points: 1, top: 80 }";
    assert!(reach(tops, "{ awards: [] }").ends_with("80 from 2025"));
}

#[test]
fn records_that_may_not_count() {
    let rule = "each: { of: drills where checked, points: 2, cap: 6 }";
    let drills = "{ drills: [{ topic: a, held_on: 2020-01-01, checked: no }] }";
    assert_eq!(reach(rule, drills), "2 from 2025, 4 from 2025, 6 from 2025");
    let old = "each: { of: drills where checked and held_on < 2025-01-01, points: 2, cap: 6 }";
    assert_eq!(reach(old, drills), "2 from 2025", "there can be no other old drills");
    let less = "each: { of: drills where held_on in 2 years, points: -2, floor: -6 }";
    let two = "{ drills: [{ topic: a, held_on: 2024-01-01 }, { topic: b, held_on: 2025-01-01 }] }";
    assert_eq!(reach(less, two), "-2 from 2026, 0 from 2027");
}

#[test]
fn deductions_stay_however_many_more_there_are() {
    let award = "{ awards: [{ name: a, level: city, won_on: 2020-01-01 }] }";
    assert_eq!(reach("each: { of: awards, points: -1, floor: -100 }", award), "");
    let by_choice =
        "each: { of: awards, points: { city: -1, province: -1, national: 0 }, by: level, floor: -100 }";
    assert_eq!(reach(by_choice, award), "");
}

#[test]
fn points_by_choice() {
    let by = "points: { city: 1, province: 3, national: 7 }, by: level";
    let rule = format!("each: {{ of: awards, {by}, cap: 8 }}");
    assert_eq!(
        reach(&rule, "{ awards: [{ name: a, level: province, won_on: 2020-01-01 }] }"),
        "4 from 2025, 5 from 2025, 6 from 2025, 7 from 2025, 8 from 2025"
    );
    let high = format!("each: {{ of: awards where level >= province, {by}, cap: 7 }}");
    assert_eq!(reach(&high, "{ awards: [] }"), "3 from 2025, 6 from 2025, 7 from 2025");
    let old = format!("each: {{ of: members where name = 'a', {by}, cap: 7 }}");
    assert_eq!(
        reach(&old, "{ members: [{ name: a, level: city }] }").split(", ").next(),
        Some("2 from 2025")
    );
    let past = format!("each: {{ of: awards where won_on < 2026-01-01, {by}, cap: 7 }}");
    assert_eq!(reach(&past, "{ awards: [{ name: a, level: city, won_on: 2020-01-01 }] }"), "");
}

#[test]
fn only_the_highest_count() {
    let rule = "each: { of: awards, points: { city: 1, province: 3, national: 7 }, by: level, top: 2 }";
    let awards = "{ awards: [{ name: a, level: province, won_on: 2020-01-01 }, { name: b, level: national, won_on: 2020-01-01 }] }";
    assert_eq!(
        reach(rule, awards),
        "14 from 2025",
        "another national one takes the place of the provincial one"
    );
    assert_eq!(
        reach(rule, "{ awards: [{ name: a, level: province, won_on: 2020-01-01 }] }"),
        "4 from 2025, 6 from 2025, 10 from 2025, 14 from 2025"
    );
}

#[test]
fn records_of_one_name_count_once() {
    let by = "points: { city: 2, province: 5, national: 5 }, by: level";
    let rule = format!("each: {{ of: awards where won_on < 2026-01-01, {by}, once_per: [name], cap: 20 }}");
    let twice = "{ awards: [{ name: a, level: city, won_on: 2020-01-01 }, { name: a, level: province, won_on: 2021-01-01 }] }";
    assert_eq!(reach(&rule, twice), "", "it counts at its best already");
    let rule = format!("each: {{ of: awards, {by}, once_per: [name], cap: 6 }}");
    assert_eq!(
        reach(&rule, "{ awards: [{ name: a, level: city, won_on: 2020-01-01 }] }"),
        "4 from 2025, 5 from 2025, 6 from 2025",
        "5: the same name at a higher level"
    );
    let expired =
        "each: { of: awards where won_on in trailing 12 months, points: 2, once_per: [name], cap: 2 }";
    let lapsed = "{ awards: [{ name: a, level: city, won_on: 2020-01-01 }, { name: a, level: city, won_on: 2026-01-01 }] }";
    assert_eq!(reach(expired, lapsed), "");
}

#[test]
fn of_each_value_of_a_choice_only_one_counts() {
    let rule = "each: { of: licences where valid, points: 2, once_per: [kind], cap: 20 }";
    assert_eq!(reach(rule, "{ licences: [] }"), "2 from 2025, 4 from 2025, 6 from 2025");
    let one = "{ licences: [{ kind: fire, from: 2020-01-01 }] }";
    assert_eq!(reach(rule, one), "4 from 2025, 6 from 2025");
    let two = "each: { of: 'licences where valid and kind in [fire, flood]', points: 2, once_per: [kind], cap: 20 }";
    assert_eq!(reach(two, one), "4 from 2025");
    let checked = "each: { of: drills, points: 2, once_per: [checked], cap: 20 }";
    assert_eq!(reach(checked, "{ drills: [] }"), "2 from 2025, 4 from 2025");
    let old = "each: { of: drills where held_on < 2026-01-01, points: 2, once_per: [checked], cap: 20 }";
    let drills = "{ drills: [{ topic: a, held_on: 2020-01-01, checked: no }, { topic: b, held_on: 2020-01-01, checked: no }] }";
    assert_eq!(reach(old, drills), "4 from 2025", "one of them may be checked");
}

#[test]
fn items_that_cannot_improve() {
    let judged = "sum: [{ judge: { from: 0, to: 3, step: 1 } }, { points: 1, when: certified }]";
    assert_eq!(reach(judged, "{ certified: no }"), "", "its points are typed by assessors");
    let left_out = "points: 1, when: certified, not_evaluated: { approved_by: expert }";
    let conversion = format!("{}conversion: {{ to: 100 }}\n", small::GRADES);
    let request = |by: &str| format!("not_evaluated: {{ 1.1.a: {{ reason: none{by} }} }}");
    let with = |by: &str| reach_with(&[left_out], &conversion, "{ certified: no }", &request(by));
    assert_eq!(with(", approved_by: expert"), "");
    assert_eq!(with(""), "1 from 2025", "it is only asked");
    let cohort =
        "sum: [{ points: 1, when: certified }, { points: 1, when: 'staff[year] >= cohort_mean(staff)' }]";
    let with = |frozen: &str| {
        let context = format!("context: {{ cohort: {{ frozen: {frozen}, values: {{ staff: [1, 2] }} }} }}");
        let header = format!("{}cohort: {{ at_least: 1 }}\n", small::GRADES);
        reach_with(&[cohort], &header, "{ certified: no, staff: { 2025: 5 } }", &context)
    };
    assert_eq!(with("no"), "", "it waits for the cohort");
    assert_eq!(with("yes"), "2 from 2025");
}

#[test]
fn more_than_sixty_four_different_points_are_thinned() {
    let sizes: Vec<String> = (0..7).map(|at| format!("{{ points: {}, when: certified }}", 1 << at)).collect();
    let rule = |count: usize| format!("sum: [{}]", sizes[..count].join(", "));
    assert_eq!(reach(&rule(6), "{ certified: no }").split(", ").count(), 63);
    assert_eq!(reach(&rule(7), "{ certified: no }"), "127 from 2025");
}
