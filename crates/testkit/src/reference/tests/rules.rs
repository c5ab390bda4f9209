use super::*;

#[test]
fn points_for_each_record() {
    let three = || awards(vec![award("a", Some(0), None), award("b", Some(2), None), award("c", None, None)]);
    let one = || EachPoints::Fixed(int(1));
    assert_eq!(scored(each("awards", one(), 9, |_| {}), three()), "partial 3 [3, 3]");
    assert_eq!(scored(each("awards where level >= province", one(), 9, |_| {}), three()), "unknown 1 [1, 2]");
    assert_eq!(scored(each("awards", one(), 9, |_| {}), Entries::new()), "unknown 0 [0, 9]");
    assert_eq!(scored(each("awards", one(), 2, |each| each.cap = Some(int(2))), three()), "met 2 [2, 2]");
    let by_level = || EachPoints::ByChoice { field: 1, points: vec![int(1), int(2), int(5)] };
    assert_eq!(scored(each("awards", by_level(), 9, |_| {}), three()), "unknown 6 [7, 11]");
    assert_eq!(scored(each("awards", by_level(), 5, |each| each.top = Some(1)), three()), "met 5 [5, 5]");
    let twice = awards(vec![award("a", Some(0), None), award("b", Some(0), None), award("c", None, None)]);
    assert_eq!(
        scored(each("awards", by_level(), 9, |each| each.once_per = vec![1]), twice),
        "unknown 1 [2, 6]"
    );
}

#[test]
fn sums_and_tiers_and_branches() {
    let tiers = || vec![points(2, "revenue > 10"), points(1, "certified")];
    let known = |revenue_now| {
        let mut claims = revenue(&[(2025, revenue_now)]);
        claims.extend([certified(true)]);
        claims
    };
    assert_eq!(scored(rule(Form::Best(tiers()), None, (0, 2)), known(11)), "met 2 [2, 2]");
    assert_eq!(scored(rule(Form::Best(tiers()), None, (0, 2)), known(10)), "partial 1 [1, 1]");
    let only_certified = Entries::from([certified(true)]);
    assert_eq!(scored(rule(Form::Best(tiers()), None, (0, 2)), only_certified.clone()), "unknown 1 [1, 2]");
    let sum = |cap| Form::Sum { parts: tiers(), cap, floor: None };
    assert_eq!(scored(rule(sum(Some(int(2))), None, (0, 2)), known(11)), "met 2 [2, 2]");
    assert_eq!(scored(rule(sum(None), None, (0, 3)), only_certified.clone()), "unknown 1 [1, 3]");
    let either = || {
        let (then, otherwise) = (Box::new(points(2, "")), Box::new(points(1, "")));
        rule(Form::Either { condition: cond("revenue > 10"), then, otherwise }, None, (0, 2))
    };
    assert_eq!(scored(either(), known(10)), "partial 1 [1, 1]");
    assert_eq!(scored(either(), only_certified), "unknown 0 [0, 2]");
}

#[test]
fn an_item_may_take_unknown_as_not_met() {
    let mut unmet = item("a", points(2, "certified"));
    unmet.missing = Missing::Unmet;
    let mut standard = standard(vec![unmet]);
    let outcome = score(&standard, &vocabulary(), &sheet(Entries::new()), 0);
    assert_eq!((outcome.items["a"].state, outcome.items["a"].high.clone()), ("unmet", Fraction::whole(0)));
    standard.parts[0].indicators[0].items[0].missing = Missing::Clarify;
    standard.layers.truncate(1);
    let outcome = score(&standard, &vocabulary(), &sheet(Entries::new()), 0);
    assert!(outcome.provisional);
    let outcome = score(&standard, &vocabulary(), &sheet(Entries::from([certified(false)])), 0);
    assert!(!outcome.provisional);
}
