//! Small scores by hand.

use duheng_pack::calendar::Period;
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Value;
use duheng_standard::cases::compare;
use duheng_standard::layers::{layer_of, settle};
use duheng_standard::score::{Figure, Provisional, State, figures_of_cond, score};

use duheng_pack::bundle::FileKind;
use duheng_standard::sheet::read_sheet;
use duheng_testkit::{reference, shipped};

use crate::reach::small;

#[test]
fn points_that_nobody_typed_count_as_none_where_unknown_is_unmet() {
    let judged = "judge: { from: 0, to: 3, step: 1 }";
    let shipped = small::pack(&[format!("{judged}, missing: unmet"), judged.to_string()], small::GRADES);
    let (sheet, standard) = small::sheet(&shipped.packs[0], "", "");
    let scored = score(standard, &shipped.packs[0].vocabulary, &sheet, 0);
    let states: Vec<State> = scored.items.iter().map(|item| item.state).collect();
    assert_eq!(states, [State::Unmet, State::Unknown]);
    assert_eq!(scored.items[0].outcome.high, Rational::default());
}

#[test]
fn an_item_without_points_stands_as_its_condition_does() {
    let rules = ["points: 0, when: certified", "points: 0, when: certified, missing: unmet", "points: 0"];
    let shipped = small::pack(&rules, small::GRADES);
    let pack = &shipped.packs[0];
    for (facts, expected) in [
        ("", [State::Unknown, State::Unmet, State::Met]),
        ("{ certified: no }", [State::Unmet, State::Unmet, State::Met]),
        ("{ certified: yes }", [State::Met, State::Met, State::Met]),
    ] {
        let (sheet, standard) = small::sheet(pack, facts, "");
        let states = score(standard, &pack.vocabulary, &sheet, 0).items.into_iter().map(|item| item.state);
        assert_eq!(states.collect::<Vec<_>>(), expected, "{facts}");
        let slow = reference::score(standard, &pack.vocabulary, &sheet, 0).items.into_values();
        let expected: Vec<_> = expected.iter().map(|state| state.name()).collect();
        assert_eq!(slow.map(|item| item.state).collect::<Vec<_>>(), expected, "{facts}");
    }
}

#[test]
fn a_record_without_its_level_could_have_any_points_unless_unknown_is_unmet() {
    let rule = "each: { of: members, points: { city: 1, province: 2, national: 3 }, by: level, cap: 3 }";
    let shipped = small::pack(&[rule.to_string(), format!("{rule}, missing: unmet")], small::GRADES);
    let pack = &shipped.packs[0];
    let (sheet, standard) = small::sheet(pack, "{ members: [{ name: a }] }", "");
    let scored = score(standard, &pack.vocabulary, &sheet, 0);
    let most: Vec<Rational> = scored.items.iter().map(|item| item.outcome.high.clone()).collect();
    assert_eq!(most, [Rational::from_int(3), Rational::default()]);
}

#[test]
fn the_most_of_a_part_is_that_of_all_its_items() {
    let rules = ["points: 3, when: certified", "points: 4, when: insured"];
    let shipped = small::pack(&rules, small::GRADES);
    let (sheet, standard) = small::sheet(&shipped.packs[0], "", "");
    let scored = score(standard, &shipped.packs[0].vocabulary, &sheet, 0);
    assert_eq!(scored.parts[0].max, Rational::from_int(7));
}

#[test]
fn a_sheet_is_scored_at_the_last_layer_with_entries() {
    let shipped = small::pack(&["points: 3, when: certified"], small::GRADES);
    let layer = |beside: &str| {
        let (sheet, standard) = small::sheet(&shipped.packs[0], "{ certified: yes }", beside);
        layer_of(standard, &sheet)
    };
    assert_eq!(layer(""), 0);
    assert_eq!(layer("layers: { review: { expert-1: { confirm: all } } }"), 1);
    assert_eq!(layer("layer: claim\nlayers: { review: { expert-1: { confirm: all } } }"), 0);
}

#[test]
fn figures_behind_a_condition_name_their_year() {
    let rule = "points: 3, when: 'staff >= 5 and staff[year - 1] >= 3'";
    let shipped = small::pack(&[rule], small::GRADES);
    let pack = &shipped.packs[0];
    let (sheet, standard) = small::sheet(pack, "{ staff: { 2024: 4, 2025: 6 } }", "");
    let scored = score(standard, &pack.vocabulary, &sheet, 0);
    let when = scored.items[0].trace.rule.when.as_ref().unwrap();
    let figures: Vec<_> = figures_of_cond(&mut scored.evaluator(), when)
        .into_iter()
        .map(|figure| match figure {
            Figure::Fact { period, value, .. } => (period, value),
            other => panic!("{other:?} is no fact"),
        })
        .collect();
    let of = |year, count| (Some(Period::Year(year)), Some(Value::Number(Rational::from_int(count))));
    assert_eq!(figures, [of(2025, 6), of(2024, 4)]);
}

#[test]
fn what_the_review_confirms_is_confirmed_be_it_an_empty_list() {
    let shipped = small::pack(&["points: 3, when: any(awards)"], small::GRADES);
    let pack = &shipped.packs[0];
    let unconfirmed = |awards: &str, review: &str| {
        let beside = format!("layers: {{ review: {{ expert-1: {{ {review} }} }} }}");
        let (sheet, standard) = small::sheet(pack, &format!("{{ awards: [{awards}] }}"), &beside);
        settle(standard, &pack.vocabulary, &sheet, 1).unconfirmed.len()
    };
    let award = "{ name: a, level: city, won_on: 2020-01-01 }";
    assert_eq!(unconfirmed("", "confirm: all"), 0);
    assert_eq!(unconfirmed(award, "confirm: all"), 0);
    assert_eq!(unconfirmed("", "facts: { certified: yes }"), 1);
    assert_eq!(unconfirmed(award, "facts: { certified: yes }"), 1);
}

#[test]
fn what_assessors_say_differently_is_disputed_until_they_agree() {
    let shipped = small::pack(&["points: 3, when: certified and any(awards)"], small::GRADES);
    let pack = &shipped.packs[0];
    let disputed = |first: &str, second: &str| {
        let beside = format!("layers: {{ review: {{ expert-1: {{ {first} }}, expert-2: {{ {second} }} }} }}");
        let award = "{ name: a, level: city, won_on: 2020-01-01 }";
        let (sheet, standard) = small::sheet(pack, &format!("{{ awards: [{award}] }}"), &beside);
        let settled = settle(standard, &pack.vocabulary, &sheet, 1);
        let names: Vec<String> =
            settled.disputed.iter().map(|fact| fact.of(&pack.vocabulary).unwrap().name.clone()).collect();
        names.join(" ")
    };
    assert_eq!(disputed("facts: { certified: yes }", "facts: { certified: yes }"), "");
    assert_eq!(disputed("facts: { certified: yes }", "facts: { certified: no }"), "certified");
    assert_eq!(disputed("confirm: [awards]", "confirm: [awards]"), "");
    assert_eq!(disputed("confirm: [awards]", "facts: { awards: [] }"), "awards");
}

#[test]
fn a_list_that_nobody_stated_is_known_when_records_are_added() {
    let shipped = small::pack(&["points: 3, when: any(awards)"], small::GRADES);
    let pack = &shipped.packs[0];
    let known = |review: &str| {
        let award = "{ name: a, level: city, won_on: 2020-01-01 }";
        let beside = format!(
            "layers: {{ review: {{ expert-1: {{ facts: {{ awards: {{ {review}: [{award}] }} }} }} }} }}"
        );
        let (sheet, standard) = small::sheet(pack, "{}", &beside);
        let awards = pack.vocabulary.fact("awards").unwrap();
        settle(standard, &pack.vocabulary, &sheet, 1).view.records(awards).is_some()
    };
    assert!(known("add"));
    assert!(!known("reject"));
    assert!(!known("confirm"));
}

#[test]
fn a_request_is_open_until_it_is_approved() {
    let rule = "points: 3, when: certified, not_evaluated: { approved_by: expert }";
    let shipped = small::pack(
        &[rule, "points: 1, when: insured"],
        "conversion: { to: 4 }\ngrades: [{ code: good, title: Good, total: 1 }]\n\
         bonus: { code: plus, title: Plus, items: [{ code: plus.1, title: Item, points: 2, when: water = national }] }\n",
    );
    let pack = &shipped.packs[0];
    let open = |request: &str| {
        let beside = format!("not_evaluated: {{ {request} }}");
        let (sheet, standard) = small::sheet(pack, "{ insured: yes, water: national }", &beside);
        let scored = score(standard, &pack.vocabulary, &sheet, 0);
        let open: Vec<bool> = scored.items.iter().map(|item| item.request_open).collect();
        (open, scored.if_approved)
    };
    assert_eq!(open(""), (vec![false, false, false], None));
    let approved = (Rational::from_int(4), Rational::from_int(6));
    assert_eq!(open("1.1.a: { reason: none here }"), (vec![true, false, false], Some(approved)));
    assert_eq!(open("1.1.a: { reason: none here, approved_by: expert }"), (vec![false, false, false], None));
}

#[test]
fn a_grade_holds_when_all_its_bounds_do() {
    let grades = "grades: [{ code: best, title: Best, total: 3, when: insured }, { code: good, title: Good, total: 1, parts: { 1: 2 } }]\n";
    let shipped = small::pack(&["points: 3, when: certified"], grades);
    let pack = &shipped.packs[0];
    let holds = |facts: &str| {
        let (sheet, standard) = small::sheet(pack, facts, "");
        let scored = score(standard, &pack.vocabulary, &sheet, 0);
        scored.bands.iter().map(|band| band.holds()).collect::<Vec<_>>()
    };
    assert_eq!(holds("{ certified: yes, insured: yes }"), [Some(true), Some(true)]);
    assert_eq!(holds("{ certified: yes }"), [None, Some(true)]);
    assert_eq!(holds("{ certified: no, insured: yes }"), [Some(false), Some(false)]);
}

#[test]
fn what_keeps_a_grade_provisional() {
    let provisional = |rule: &str, header: &str, facts: &str, beside: &str| {
        let shipped = small::pack(&[rule], header);
        let pack = &shipped.packs[0];
        let (sheet, standard) = small::sheet(pack, facts, beside);
        score(standard, &pack.vocabulary, &sheet, 0).grade.provisional
    };
    let ranked = "points: 1, when: 'staff[year] >= cohort_mean(staff)'";
    let header = format!("{}cohort: {{ at_least: 1 }}\n", small::GRADES);
    let cohort = "context: { cohort: { frozen: no, values: { staff: [1, 2] } } }";
    assert_eq!(
        provisional(ranked, &header, "{ staff: { 2025: 5 } }", cohort),
        [Provisional::Pending("1.1.a".to_string()), Provisional::Layer]
    );
    // a lower grade whose condition is unknown changes nothing where a higher one is reached
    let grades = "grades: [{ code: best, title: Best, total: 3 }, { code: good, title: Good, total: 1, when: insured }]\n";
    let rule = "points: 3, when: certified";
    assert_eq!(provisional(rule, grades, "{ certified: yes }", ""), [Provisional::Layer]);
}

#[test]
fn each_target_has_the_points_of_the_items_that_serve_it() {
    let shipped = small::pack(
        &["points: 3, when: certified, sdg: [8.8, 12.2]", "points: 1, when: insured, sdg: [8.8]"],
        small::GRADES,
    );
    let pack = &shipped.packs[0];
    let (sheet, standard) = small::sheet(pack, "{ certified: yes, insured: no }", "");
    let targets: Vec<String> = score(standard, &pack.vocabulary, &sheet, 0)
        .sdg
        .into_iter()
        .map(|(target, of)| format!("{target}: {} of {}", of.score, of.max))
        .collect();
    assert_eq!(targets, ["8.8: 3 of 4", "12.2: 3 of 3"]);
}

#[test]
fn the_base_is_converted_only_where_items_are_left_out() {
    let rule = "points: 3, when: certified, not_evaluated: { approved_by: expert }";
    let shipped = small::pack(
        &[rule, "points: 1, when: insured"],
        "conversion: { to: 8 }\ngrades: [{ code: good, title: Good, total: 1 }]\n",
    );
    let pack = &shipped.packs[0];
    let base = |beside: &str| {
        let (sheet, standard) = small::sheet(pack, "{ insured: yes }", beside);
        score(standard, &pack.vocabulary, &sheet, 0).base
    };
    assert_eq!(base(""), Rational::from_int(1));
    let left_out = "not_evaluated: { 1.1.a: { reason: none here, approved_by: expert } }";
    assert_eq!(base(left_out), Rational::from_int(8));
}

#[test]
fn the_cases_of_the_examples_come_out_as_they_say() {
    let shipped = shipped::packs();
    let mut compared = 0;
    for name in ["harbour-green-firms", "quay-steps", "tide-league"] {
        let pack = shipped.pack(name).unwrap();
        let bundle = shipped.bundles.iter().find(|bundle| bundle.folder == name).unwrap();
        for case in bundle.of_kind(FileKind::Case) {
            let (read, findings) = read_sheet(&case.tree, pack, None, None);
            if duheng_standard::has_errors(&findings) {
                // what must be refused is tested where findings are
                continue;
            }
            let (sheet, standard) = read.unwrap();
            let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
            let (mismatches, _) = compare(&case.tree, &scored);
            assert!(mismatches.is_empty(), "{name}/{}: {mismatches:#?}", case.path);
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}
