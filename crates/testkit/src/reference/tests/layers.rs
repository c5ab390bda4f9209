use super::*;

fn assessors(assessors: Vec<Assessor>) -> BTreeMap<String, Assessor> {
    assessors.into_iter().enumerate().map(|(at, assessor)| (format!("expert-{at}"), assessor)).collect()
}

fn finds(facts: impl Into<Entries>) -> Assessor {
    Assessor { facts: facts.into(), ..Assessor::default() }
}

fn confirms() -> Assessor {
    Assessor { confirm_all: true, ..Assessor::default() }
}

/// One rule over claims that the review and the decision saw.
fn reviewed(
    rule: Rule,
    claims: Entries,
    review: Vec<Assessor>,
    decision: Vec<Assessor>,
    layer: usize,
) -> String {
    let mut sheet = sheet(claims);
    sheet.layers.insert("review".into(), assessors(review));
    sheet.layers.insert("decided".into(), assessors(decision));
    at_layer(rule, &sheet, layer)
}

#[test]
fn assessors_must_agree_on_a_fact() {
    let yes = || Entries::from([certified(true)]);
    let check = |review, decision, layer| reviewed(points(1, "certified"), yes(), review, decision, layer);
    let no = || finds([certified(false)]);
    assert_eq!(check(vec![no(), no()], vec![], 0), "met 1 [1, 1]");
    assert_eq!(check(vec![no(), no()], vec![], 1), "unmet 0 [0, 0]");
    assert_eq!(check(vec![no()], vec![], 1), "met 1 [1, 1]");
    assert_eq!(check(vec![no(), Assessor::default()], vec![], 1), "met 1 [1, 1]");
    assert_eq!(check(vec![no(), confirms()], vec![], 1), "unknown 0 [0, 1]");
    // A dispute cannot be confirmed, but it can be decided.
    assert_eq!(check(vec![no(), confirms()], vec![confirms()], 2), "unknown 0 [0, 1]");
    assert_eq!(check(vec![no(), confirms()], vec![no()], 2), "unmet 0 [0, 0]");
    // At the last layer a claim counts only where somebody confirmed it.
    assert_eq!(check(vec![], vec![], 2), "unknown 0 [0, 1]");
    assert_eq!(check(vec![confirms(), confirms()], vec![], 2), "met 1 [1, 1]");
    assert_eq!(check(vec![], vec![confirms()], 2), "met 1 [1, 1]");
}

#[test]
fn assessors_settle_a_list_record_by_record() {
    let two = || awards(vec![award("a", Some(0), None), award("b", Some(2), None)]);
    let check = |review, decision, layer| {
        let rule = each("awards where level >= city", EachPoints::Fixed(int(1)), 9, |_| {});
        reviewed(rule, two(), review, decision, layer)
    };
    let only_a = || finds(awards(vec![award("a", Some(0), None)]));
    assert_eq!(check(vec![only_a(), only_a()], vec![], 1), "partial 1 [1, 1]");
    assert_eq!(check(vec![only_a(), confirms()], vec![], 1), "unknown 1 [1, 2]");
    assert_eq!(check(vec![confirms(), confirms()], vec![], 2), "partial 2 [2, 2]");
    assert_eq!(check(vec![], vec![], 2), "unknown 0 [0, 2]");
    let changes = |changes: Changes| finds([(AWARDS, Entry::Changes(changes))]);
    let adds = || {
        let add = vec![award("c", Some(1), None)];
        changes(Changes { confirm_all: true, add, ..Changes::default() })
    };
    assert_eq!(check(vec![adds(), adds()], vec![], 1), "partial 3 [3, 3]");
    assert_eq!(check(vec![adds(), confirms()], vec![], 1), "unknown 2 [2, 3]");
    let rejects = || changes(Changes { reject: vec![award("b", None, None)], ..Changes::default() });
    assert_eq!(check(vec![rejects(), rejects()], vec![], 1), "partial 1 [1, 1]");
    // The last layer: `b` is gone, `a` was never confirmed.
    assert_eq!(check(vec![rejects(), rejects()], vec![], 2), "unknown 0 [0, 1]");
    // They agree that there is an award `a`, and differ in its level.
    let level = |level| finds(awards(vec![award("a", Some(level), None), award("b", Some(2), None)]));
    assert_eq!(check(vec![level(0), level(1)], vec![], 1), "unknown 1 [1, 2]");
    assert_eq!(check(vec![level(0), level(1)], vec![level(1)], 2), "partial 2 [2, 2]");
}

#[test]
fn an_empty_list_must_be_confirmed_like_any_claim() {
    let none = || points(1, "none(awards)");
    let empty = || awards(Vec::new());
    assert_eq!(reviewed(none(), empty(), vec![], vec![], 1), "met 1 [1, 1]");
    assert_eq!(reviewed(none(), empty(), vec![], vec![], 2), "unknown 0 [0, 1]");
    assert_eq!(reviewed(none(), empty(), vec![confirms(), confirms()], vec![], 2), "met 1 [1, 1]");
    let states_none = || finds(empty());
    assert_eq!(
        reviewed(none(), Entries::new(), vec![states_none(), states_none()], vec![], 2),
        "met 1 [1, 1]"
    );
    assert_eq!(
        reviewed(none(), Entries::new(), vec![states_none(), confirms()], vec![], 2),
        "unknown 0 [0, 1]"
    );
}

#[test]
fn judged_points_within_the_gap_become_their_mean() {
    let judge = || rule(Form::Judge { from: int(0), to: int(10), step: int(1) }, None, (0, 10));
    let gives = |points: i64| Assessor { judged: [("a".into(), int(points))].into(), ..Assessor::default() };
    let check = |review, decision, layer| reviewed(judge(), Entries::new(), review, decision, layer);
    assert_eq!(check(vec![gives(7), gives(8)], vec![], 1), "partial 15/2 [15/2, 15/2]");
    assert_eq!(check(vec![gives(5), gives(8)], vec![], 1), "unknown 0 [0, 10]");
    assert_eq!(check(vec![gives(5), gives(8)], vec![gives(6)], 2), "partial 6 [6, 6]");
    assert_eq!(check(vec![gives(7), gives(8)], vec![Assessor::default()], 2), "partial 15/2 [15/2, 15/2]");
    assert_eq!(check(vec![gives(7)], vec![], 1), "unknown 0 [0, 10]");
}
