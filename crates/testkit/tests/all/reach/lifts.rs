//! What the advice says: by examples, and reckoned anew for random enterprises.

use std::collections::BTreeMap;

use duheng_pack::number::Rational;
use duheng_standard::advice::{Advice, advise, reach::reachable};
use duheng_standard::model::Standard;
use duheng_standard::score::{Score, State, score};
use duheng_standard::sheet::Sheet;
use duheng_testkit::{random, shipped};

use super::small;

/// The advice on a standard of these rules, in words.
fn advice(rules: &[&str], header: &str, facts: &str, beside: &str) -> String {
    let shipped = small::pack(rules, header);
    let pack = &shipped.packs[0];
    let (sheet, standard) = small::sheet(pack, facts, beside);
    let scored = score(standard, &pack.vocabulary, &sheet, 0);
    let code = |at: usize| &standard.grades[at].code;
    match advise(standard, &pack.vocabulary, &sheet, &scored) {
        Advice::Highest => "highest".into(),
        Advice::Barred => "barred".into(),
        Advice::Improve { grade, steps, base, total, proved } => {
            let step = |step: &duheng_standard::advice::Step| {
                let item = &scored.items[step.item].item.code;
                format!("{item} {} to {} in {}", step.from, step.to, step.year)
            };
            let steps = steps.iter().map(step).collect::<Vec<_>>().join(", ");
            assert!(proved, "so few items are tried through");
            format!("{}: {steps}; base {base}, total {total}", code(grade))
        }
        Advice::OutOfReach { grade, base, total, proved, .. } => {
            assert!(proved, "so few items are tried through");
            format!("{} out of reach; base {base}, total {total}", code(grade))
        }
    }
}

const RULES: [&str; 3] =
    ["points: 3, when: certified", "points: 2, when: insured", "points: 4, when: 'staff[year] >= 10'"];
const FACTS: &str = "{ certified: no, insured: no, staff: { 2025: 5 } }";

fn bands(grades: &str) -> String {
    format!("grades: [{grades}]\n")
}

#[test]
fn the_fewest_items_and_of_those_the_fewest_points() {
    let of_total = |total: u8| {
        let header = bands(&format!("{{ code: good, title: Good, total: {total} }}"));
        advice(&RULES, &header, FACTS, "")
    };
    assert_eq!(of_total(2), "good: 1.1.b 0 to 2 in 2025; base 2, total 2");
    assert_eq!(of_total(3), "good: 1.1.a 0 to 3 in 2025; base 3, total 3");
    assert_eq!(of_total(4), "good: 1.1.c 0 to 4 in 2026; base 4, total 4");
    assert_eq!(of_total(5), "good: 1.1.a 0 to 3 in 2025, 1.1.b 0 to 2 in 2025; base 5, total 5");
    assert_eq!(
        of_total(9),
        "good: 1.1.a 0 to 3 in 2025, 1.1.b 0 to 2 in 2025, 1.1.c 0 to 4 in 2026; base 9, total 9"
    );
    let less = advice(
        &["points: 3, when: 'staff[2025] >= 10'", RULES[1]],
        &bands("{ code: good, title: Good, total: 5 }"),
        FACTS,
        "",
    );
    assert_eq!(less, "good out of reach; base 2, total 2");
}

#[test]
fn who_does_as_advised_has_the_grade() {
    let header = bands("{ code: good, title: Good, total: 5 }");
    let grade = |facts: &str| {
        let shipped = small::pack(&RULES, &header);
        let (sheet, standard) = small::sheet(&shipped.packs[0], facts, "");
        score(standard, &shipped.packs[0].vocabulary, &sheet, 0).grade.grade
    };
    assert_eq!(
        advice(&RULES, &header, FACTS, ""),
        "good: 1.1.a 0 to 3 in 2025, 1.1.b 0 to 2 in 2025; base 5, total 5"
    );
    assert_eq!(grade(FACTS), None);
    assert_eq!(grade("{ certified: yes, insured: yes, staff: { 2025: 5 } }"), Some(0));
}

#[test]
fn what_is_raised_raises_its_part() {
    let header = bands(
        "{ code: good, title: Good, total: 0, parts: { 1: 3 } }, { code: fair, title: Fair, total: 0 }",
    );
    let lift = "good: 1.1.a 0 to 3 in 2025; base 3, total 3";
    assert_eq!(advice(&RULES[..1], &header, "{ certified: no }", ""), lift);
}

#[test]
fn a_point_is_a_point_while_every_item_is_evaluated() {
    let header = format!("conversion: {{ to: 100 }}\n{}", bands("{ code: good, title: Good, total: 5 }"));
    let lift = "good: 1.1.a 0 to 3 in 2025, 1.1.b 0 to 2 in 2025; base 5, total 5";
    assert_eq!(advice(&RULES, &header, FACTS, ""), lift);
}

#[test]
fn the_next_grade_and_no_higher_one() {
    let header = bands(
        "{ code: gold, title: Gold, total: 9 }, { code: silver, title: Silver, total: 5 }, { code: bronze, title: Bronze, total: 2 }",
    );
    let with = |facts: &str| advice(&RULES, &header, facts, "");
    assert_eq!(with(FACTS), "bronze: 1.1.b 0 to 2 in 2025; base 2, total 2");
    assert_eq!(
        with("{ certified: no, insured: yes, staff: { 2025: 5 } }"),
        "silver: 1.1.a 0 to 3 in 2025; base 5, total 5"
    );
    assert_eq!(
        with("{ certified: yes, insured: yes, staff: { 2025: 5 } }"),
        "gold: 1.1.c 0 to 4 in 2026; base 9, total 9"
    );
    assert_eq!(with("{ certified: yes, insured: yes, staff: { 2025: 10 } }"), "highest");
    let skipped = bands(
        "{ code: gold, title: Gold, total: 2 }, { code: silver, title: Silver, total: 1, when: permit }",
    );
    assert_eq!(
        advice(&RULES, &skipped, FACTS, "given: { permit: no }"),
        "gold: 1.1.b 0 to 2 in 2025; base 2, total 2"
    );
    assert_eq!(
        advice(&RULES, &skipped, FACTS, "given: { permit: yes }"),
        "gold: 1.1.b 0 to 2 in 2025; base 2, total 2"
    );
    let ladder = format!("{skipped}grading: ladder\n");
    assert_eq!(
        advice(&RULES, &ladder, FACTS, "given: { permit: no }"),
        "silver out of reach; base 9, total 9"
    );
    assert_eq!(
        advice(&RULES, &ladder, FACTS, "given: { permit: yes }"),
        "gold: 1.1.b 0 to 2 in 2025; base 2, total 2"
    );
}

#[test]
fn points_do_not_help_where_a_veto_or_the_gate_bars() {
    let grades = bands(
        "{ code: gold, title: Gold, total: 9 }, { code: silver, title: Silver, total: 5 }, { code: bronze, title: Bronze, total: 2 }",
    );
    let veto = |effect: &str| {
        format!("{grades}vetoes: [{{ id: permit, title: Permit, when: permit, effect: {effect} }}]\n")
    };
    let with = |header: &str, facts: &str, permit: &str| {
        advice(&RULES, header, facts, &format!("given: {{ permit: {permit} }}"))
    };
    let two = "{ certified: no, insured: yes, staff: { 2025: 5 } }";
    assert_eq!(with(&veto("no_grade"), FACTS, "yes"), "barred");
    assert_eq!(with(&veto("no_grade"), FACTS, "no"), "bronze: 1.1.b 0 to 2 in 2025; base 2, total 2");
    assert_eq!(with(&veto("{ at_most: bronze }"), two, "yes"), "barred");
    assert_eq!(
        with(&veto("{ at_most: bronze }"), FACTS, "yes"),
        "bronze: 1.1.b 0 to 2 in 2025; base 2, total 2"
    );
    assert_eq!(
        with(&veto("{ at_most: silver }"), two, "yes"),
        "silver: 1.1.a 0 to 3 in 2025; base 5, total 5"
    );
    let all = "{ certified: yes, insured: yes, staff: { 2025: 10 } }";
    assert_eq!(with(&veto("no_grade"), all, "yes"), "barred");
    assert_eq!(with(&veto("no_grade"), all, "no"), "highest");
    let gate = format!("{grades}gate: [{{ id: permit, title: Permit, require: permit }}]\n");
    assert_eq!(with(&gate, FACTS, "no"), "barred");
    assert_eq!(with(&gate, all, "no"), "barred");
    assert_eq!(with(&gate, FACTS, "yes"), "bronze: 1.1.b 0 to 2 in 2025; base 2, total 2");
    let skips = bands(
        "{ code: gold, title: Gold, total: 2 }, { code: silver, title: Silver, total: 2, when: certified }",
    );
    let skips = format!(
        "{skips}vetoes: [{{ id: permit, title: Permit, when: permit, effect: {{ at_most: silver }} }}]\n"
    );
    assert_eq!(
        with(&skips, FACTS, "yes"),
        "silver: 1.1.b 0 to 2 in 2025; base 2, total 2",
        "the veto leaves silver of gold"
    );
}

#[test]
fn bounds_of_base_parts_and_rank() {
    let with = |grade: &str, beside: &str| {
        advice(&RULES, &format!("{}cohort: {{ at_least: 3 }}\n", bands(grade)), FACTS, beside)
    };
    assert_eq!(
        with("{ code: good, title: Good, total: 2, base: 3 }", ""),
        "good: 1.1.a 0 to 3 in 2025; base 3, total 3"
    );
    assert_eq!(
        with("{ code: good, title: Good, total: 2, parts: { 1: 4 } }", ""),
        "good: 1.1.c 0 to 4 in 2026; base 4, total 4"
    );
    let ranked = "{ code: good, title: Good, total: 1, percentile: 60% }";
    let cohort = |totals: &str| format!("context: {{ cohort: {{ frozen: yes, totals: [{totals}] }} }}");
    assert_eq!(with(ranked, &cohort("1, 2, 3, 4")), "good: 1.1.a 0 to 3 in 2025; base 3, total 3");
    assert_eq!(with(ranked, &cohort("1, 2")), "good out of reach; base 9, total 9", "too small a cohort");
    assert_eq!(
        with("{ code: good, title: Good, total: 1, when: certified }", ""),
        "good out of reach; base 9, total 9"
    );
}

#[test]
fn the_bonus_counts_for_the_total_alone() {
    let bonus = "bonus: { code: plus, title: Plus, items: [{ code: plus.1, title: Item, points: 6, when: water = national }] }\n";
    let with = |grade: &str| {
        advice(
            &RULES,
            &format!("{}{bonus}", bands(grade)),
            "{ certified: yes, insured: no, water: city }",
            "",
        )
    };
    assert_eq!(with("{ code: good, title: Good, total: 8 }"), "good: plus.1 0 to 6 in 2025; base 3, total 9");
    assert_eq!(
        with("{ code: good, title: Good, total: 10, base: 5 }"),
        "good: 1.1.b 0 to 2 in 2025, plus.1 0 to 6 in 2025; base 5, total 11"
    );
    assert_eq!(with("{ code: good, title: Good, total: 20 }"), "good out of reach; base 9, total 15");
}

#[test]
fn points_weigh_more_where_items_are_left_out() {
    let rules = [
        "points: 3, when: certified",
        "points: 2, when: insured",
        "points: 5, when: water = national, not_evaluated: { approved_by: expert }",
    ];
    let header = |bound: u8, least: &str| {
        format!(
            "{}conversion: {{ to: 10{least} }}\n",
            bands(&format!("{{ code: good, title: Good, total: {bound} }}"))
        )
    };
    let beside = "not_evaluated: { 1.1.c: { reason: none, approved_by: expert } }";
    let facts = "{ certified: no, insured: no, water: city }";
    assert_eq!(advice(&rules, &header(6, ""), facts, beside), "good: 1.1.a 0 to 3 in 2025; base 6, total 6");
    assert_eq!(advice(&rules, &header(4, ""), facts, beside), "good: 1.1.b 0 to 2 in 2025; base 4, total 4");
    assert_eq!(advice(&rules, &header(4, ""), facts, ""), "good: 1.1.c 0 to 5 in 2025; base 5, total 5");
    assert_eq!(
        advice(&rules, &header(4, ", evaluated_at_least: 70%"), facts, beside),
        "barred",
        "too little is evaluated"
    );
}

/// Base and total with other points of some items, and whether the grade is then higher: reckoned from the items.
fn with_points(
    standard: &Standard,
    sheet: &Sheet,
    scored: &Score<'_>,
    raised: &BTreeMap<usize, Rational>,
) -> (Rational, Rational, Option<usize>) {
    let points = |at: usize| raised.get(&at).unwrap_or(&scored.items[at].outcome.value).clone();
    let counted: Vec<usize> =
        (0..scored.items.len()).filter(|at| scored.items[*at].state != State::NotEvaluated).collect();
    let base_items = standard.base_items().count();
    let of = |wanted: &dyn Fn(usize) -> bool| -> Rational {
        counted.iter().copied().filter(|at| wanted(*at)).map(points).sum()
    };
    let mut base = of(&|at| at < base_items);
    let all = (0..base_items).all(|at| counted.contains(&at));
    if let (Some(conversion), false) = (&standard.conversion, all) {
        let most: Rational =
            counted.iter().filter(|at| **at < base_items).map(|at| scored.items[*at].max().clone()).sum();
        base = (&conversion.to * &base).checked_div(&most).unwrap_or_default();
    }
    let bonus: Rational = (base_items..scored.items.len()).map(points).sum();
    let total = &base + &bonus;
    let holds = |at: usize| {
        let (band, result) = (&standard.grades[at], &scored.bands[at]);
        let condition = result.when.as_ref().is_none_or(|when| when.truth == Some(true));
        let ranks = band.percentile.as_ref().is_none_or(|share| {
            let bound = sheet.cohort.total_at(share, standard.cohort_at_least);
            bound.is_some_and(|bound| total >= bound)
        });
        let parts =
            band.parts.iter().all(|(part, bound)| of(&|at| standard.part_of(at) == Some(*part)) >= *bound);
        let over =
            |bound: &Option<Rational>, have: &Rational| bound.as_ref().is_none_or(|bound| have >= bound);
        condition && ranks && parts && over(&band.total, &total) && over(&band.base, &base)
    };
    let bands = standard.grades.len();
    let grade = if standard.ladder {
        (0..bands).rev().take_while(|at| holds(*at)).last()
    } else {
        (0..bands).find(|at| holds(*at))
    };
    (base, total, grade)
}

#[test]
fn advice_lifts_random_enterprises_and_no_step_can_be_spared() {
    let shipped = shipped::packs();
    let higher = |a: Option<usize>, b: Option<usize>| a.is_some_and(|a| b.is_none_or(|b| a < b));
    let (mut lifted, mut out) = (0, 0);
    for pack in &shipped.packs {
        for standard in &pack.standards {
            for seed in 0..24 {
                let sheet = random::sheet(&pack.vocabulary, standard, seed);
                let scored = score(standard, &pack.vocabulary, &sheet, 0);
                let reach = reachable(&pack.vocabulary, &sheet, &scored);
                let now = scored.grade.by_points;
                let place = format!("{} / {}, seed {seed}", standard.id, standard.profile.id);
                match advise(standard, &pack.vocabulary, &sheet, &scored) {
                    Advice::Improve { grade, steps, base, total, proved } => {
                        let mut raised = BTreeMap::new();
                        for step in &steps {
                            let levels = &reach.iter().find(|reach| reach.item == step.item).unwrap().levels;
                            assert!(
                                levels.iter().any(|level| level.points == step.to && level.year == step.year)
                            );
                            assert_eq!(step.from, scored.items[step.item].outcome.value);
                            raised.insert(step.item, step.to.clone());
                        }
                        assert_eq!(raised.len(), steps.len(), "{place}: each item once");
                        let (own_base, own_total, own_grade) =
                            with_points(standard, &sheet, &scored, &raised);
                        assert_eq!((base, total), (own_base, own_total), "{place}");
                        assert!(higher(own_grade, now) && own_grade <= Some(grade), "{place}");
                        for step in steps.iter().filter(|_| proved) {
                            let mut fewer = raised.clone();
                            fewer.remove(&step.item);
                            let (_, _, grade) = with_points(standard, &sheet, &scored, &fewer);
                            assert!(!higher(grade, now), "{place}: {} can be spared", step.item);
                        }
                        lifted += 1;
                    }
                    Advice::OutOfReach { base, total, .. } => {
                        let most = reach
                            .iter()
                            .map(|reach| (reach.item, reach.levels.last().unwrap().points.clone()));
                        let (own_base, own_total, grade) =
                            with_points(standard, &sheet, &scored, &most.collect());
                        assert_eq!((base, total), (own_base, own_total), "{place}");
                        assert!(!higher(grade, now), "{place}: it can be lifted");
                        out += 1;
                    }
                    Advice::Highest => assert_eq!(now, Some(0), "{place}"),
                    Advice::Barred => {}
                }
            }
        }
    }
    assert!(lifted > 20 && out > 2, "too much alike: {lifted} lifted, {out} out of reach");
}
