//! Hand-computed scores of hand-made standards.

use duheng_pack::calendar::{Date, DateRange, Period};
use duheng_pack::expr::Checker;
use duheng_pack::expr::form::Cond;
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{
    Choice, ChoiceId, Fact, FactId, FactKind, FieldType, NumberType, OfficialList, Origin, Per, RecordId,
    RecordType, Value, ValueType, Vocabulary,
};
use duheng_standard::model::{
    Bonus, Combine, Conversion, Declared, Each, EachPoints, Form, Indicator, Layer, NotEvaluated,
    NumbersName, Part, Requirement, Rule, Veto,
};
use duheng_standard::sheet::{Assessor, Changes, Cohort, Entries, Entry, Fields, Request, Subject};

use super::*;

const AWARDS: FactId = FactId(0);
const REVENUE: FactId = FactId(1);
const CERTIFIED: FactId = FactId(2);
const FINDINGS: FactId = FactId(3);

fn vocabulary() -> Vocabulary {
    let text = |name: &str| Text::same(name);
    let field = |name: &str, value, optional| FieldType {
        name: name.into(),
        title: text(name),
        value,
        optional,
        span: Span::default(),
    };
    let number = || ValueType::Number(NumberType::plain());
    let record = RecordType {
        name: "award".into(),
        title: text("award"),
        fields: vec![
            field("name", ValueType::Text, false),
            field("level", ValueType::Choice(ChoiceId(0)), true),
            field("won_on", ValueType::Date, true),
            field("checked", ValueType::YesNo, true),
            field("amount", number(), true),
        ],
        key: vec![0],
        valid: None,
        span: Span::default(),
    };
    let fact = |name: &str, kind, origin| Fact {
        name: name.into(),
        title: text(name),
        question: Text::default(),
        kind,
        bounds: (None, None),
        origin,
        boundary: String::new(),
        pack: String::new(),
        span: Span::default(),
    };
    let enterprise = || Origin::Enterprise;
    Vocabulary {
        choices: vec![Choice {
            name: "level".into(),
            title: text("level"),
            ordered: true,
            values: ["city", "province", "national"].map(|code| (code.into(), text(code))).into(),
            span: Span::default(),
        }],
        records: vec![record],
        facts: vec![
            fact("awards", FactKind::Records(RecordId(0)), enterprise()),
            fact("revenue", FactKind::Value(number(), Per::Year), enterprise()),
            fact("certified", FactKind::Value(ValueType::YesNo, Per::State), enterprise()),
            fact("findings", FactKind::Records(RecordId(0)), Origin::Authority),
        ],
        lists: vec![OfficialList {
            name: "controlled".into(),
            title: text("controlled"),
            members: Some((vec!["A".into()], false)),
            span: Span::default(),
        }],
        ..Vocabulary::default()
    }
}

fn cond(source: &str) -> Cond {
    Checker::new(&vocabulary(), source, Span::default()).read_condition().unwrap()
}

fn int(number: i64) -> Rational {
    Rational::from_int(number)
}

fn date(text: &str) -> Date {
    Date::read(text).unwrap()
}

/// `points` where `when` holds.
fn points(points: i64, when: &str) -> Rule {
    let when = (!when.is_empty()).then(|| cond(when));
    rule(Form::Points(int(points)), when, (points.min(0), points.max(0)))
}

fn rule(form: Form, when: Option<Cond>, (least, most): (i64, i64)) -> Rule {
    Rule {
        label: Text::default(),
        when,
        form,
        range: (int(least), int(most)),
        marks: Vec::new(),
        span: Span::default(),
    }
}

fn each(records: &str, points: EachPoints, most: i64, change: impl Fn(&mut Each)) -> Rule {
    let (records, record) = Checker::new(&vocabulary(), records, Span::default()).read_records().unwrap();
    let mut each = Each { records, record, points, once_per: Vec::new(), top: None, cap: None, floor: None };
    change(&mut each);
    rule(Form::Each(each), None, (0, most))
}

fn item(code: &str, rule: Rule) -> Item {
    Item {
        code: code.into(),
        title: Text::default(),
        text: Text::default(),
        clause: String::new(),
        sdg: Vec::new(),
        evidence: Vec::new(),
        method: Vec::new(),
        guidance: Text::default(),
        errata: Vec::new(),
        references: Vec::new(),
        rule,
        missing: Missing::Zero,
        not_evaluated: None,
        reads_cohort: false,
        reads: Vec::new(),
        marks: Vec::new(),
        span: Span::default(),
    }
}

fn band(code: &str, total: i64, base: i64) -> Band {
    Band {
        code: code.into(),
        title: Text::default(),
        total: Some(int(total)),
        base: Some(int(base)),
        parts: Vec::new(),
        percentile: None,
        when: None,
        below: (None, None),
        marks: Vec::new(),
        span: Span::default(),
    }
}

/// Claim, review by two (mean, gap 2), decision by one; one part with these items.
fn standard(items: Vec<Item>) -> Standard {
    let layer = |id: &str, assessors| Layer {
        id: id.into(),
        title: Text::default(),
        by: id.into(),
        assessors,
        judged: Combine::Mean,
        gap: Some(int(2)),
        unconfirmed_counts: false,
        marks: Vec::new(),
        span: Span::default(),
    };
    let indicator = Indicator {
        code: "1.1".into(),
        printed_code: String::new(),
        title: Text::default(),
        goals: Vec::new(),
        items,
        span: Span::default(),
    };
    Standard {
        id: "s".into(),
        version: "1".into(),
        title: Text::default(),
        source: String::new(),
        profile: NumbersName::default(),
        is_default: true,
        declared: Declared::default(),
        accepted: Vec::new(),
        layers: vec![layer("claim", 1), layer("review", 2), layer("decided", 1)],
        gate: Vec::new(),
        vetoes: Vec::new(),
        cohort_at_least: 3,
        parts: vec![Part {
            code: "1".into(),
            title: Text::default(),
            indicators: vec![indicator],
            span: Span::default(),
        }],
        bonus: None,
        conversion: None,
        ladder: false,
        grades: Vec::new(),
        no_grade: Text::default(),
        validity_years: None,
        marks: Vec::new(),
        span: Span::default(),
    }
}

fn sheet(claims: Entries) -> Sheet {
    Sheet {
        subject: Subject::default(),
        standard: None,
        profile: None,
        layer: None,
        as_of: date("2026-06-01"),
        year: 2025,
        claims,
        given: Entries::new(),
        lists: BTreeMap::new(),
        layers: BTreeMap::new(),
        not_evaluated: BTreeMap::new(),
        results: BTreeMap::new(),
        cohort: Cohort::default(),
    }
}

fn award(name: &str, level: Option<usize>, won_on: Option<&str>) -> Fields {
    vec![
        Some(Value::Text(name.into())),
        level.map(Value::Choice),
        won_on.map(|won_on| Value::Date(date(won_on))),
        None,
        None,
    ]
}

fn awards(records: Vec<Fields>) -> Entries {
    Entries::from([(AWARDS, Entry::Records(records))])
}

fn revenue(values: &[(i16, i64)]) -> Entries {
    let values = values.iter().map(|(year, value)| (Period::Year(*year), Value::Number(int(*value))));
    Entries::from([(REVENUE, Entry::Periods(values.collect()))])
}

fn certified(value: bool) -> (FactId, Entry) {
    (CERTIFIED, Entry::State(vec![(Value::YesNo(value), DateRange::default())]))
}

/// State, value, low and high of one rule over some claims.
fn scored(rule: Rule, claims: Entries) -> String {
    at_layer(rule, &sheet(claims), 0)
}

fn at_layer(rule: Rule, sheet: &Sheet, layer: usize) -> String {
    let outcome = score(&standard(vec![item("a", rule)]), &vocabulary(), sheet, layer);
    let item = &outcome.items["a"];
    format!("{} {} [{}, {}]", item.state, item.value, item.low, item.high)
}

fn truth(condition: &str, claims: Entries) -> &'static str {
    match scored(points(1, condition), claims).as_str() {
        "met 1 [1, 1]" => "yes",
        "unmet 0 [0, 0]" => "no",
        _ => "unknown",
    }
}

// ── conditions ──────────────────────────────────────────────────────────────────────────────────────────────

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

// ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── layers ──────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── grades ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Base 80 of 100 and bonus 30, with three grades.
fn graded() -> Standard {
    let mut standard = standard(vec![item("a", points(80, "")), item("b", points(20, "certified"))]);
    standard.bonus = Some(Bonus {
        code: "bonus".into(),
        title: Text::default(),
        of: Some((AWARDS, Some(1))),
        items: vec![item("c", points(30, ""))],
        span: Span::default(),
    });
    standard.grades = vec![band("five", 105, 85), band("four", 95, 80), band("three", 85, 75)];
    standard.layers.truncate(1);
    standard
}

fn result(standard: &Standard, sheet: &Sheet) -> String {
    let outcome = score(standard, &vocabulary(), sheet, 0);
    format!(
        "{} {} + {} {} from {} {}",
        outcome.gate,
        outcome.base,
        outcome.bonus,
        outcome.grade.as_deref().unwrap_or("none"),
        outcome.demoted_from.as_deref().unwrap_or("none"),
        if outcome.provisional { "provisional" } else { "final" }
    )
}

fn one_award(certified_now: bool) -> Sheet {
    let mut claims = awards(vec![award("a", None, None)]);
    claims.extend([certified(certified_now)]);
    sheet(claims)
}

#[test]
fn a_low_base_demotes() {
    assert_eq!(result(&graded(), &one_award(false)), "pass 80 + 30 four from five final");
    assert_eq!(result(&graded(), &one_award(true)), "pass 100 + 30 five from none final");
    let mut none = one_award(false);
    none.claims.insert(AWARDS, Entry::Records(Vec::new()));
    assert_eq!(result(&graded(), &none), "pass 80 + 0 none from none final");
    let two = vec![award("a", None, None), award("b", None, None)];
    none.claims.insert(AWARDS, Entry::Records(two));
    assert_eq!(result(&graded(), &none), "pass 80 + 0 none from none final");
}

#[test]
fn a_ladder_ends_at_the_first_missing_step() {
    let mut standard = graded();
    standard.grades[1].base = Some(int(101));
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 five from none final");
    standard.ladder = true;
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 three from five final");
}

#[test]
fn vetoes_lower_and_gates_close() {
    let mut standard = graded();
    let veto = |when: &str, at_most| Veto {
        id: "v".into(),
        title: Text::default(),
        when: cond(when),
        at_most,
        marks: Vec::new(),
        span: Span::default(),
    };
    standard.vetoes = vec![veto("certified", Some(2))];
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 three from none final");
    standard.vetoes = vec![veto("certified", None)];
    assert_eq!(result(&standard, &one_award(true)), "pass 100 + 30 none from none final");
    standard.vetoes = vec![veto("any(findings)", None)];
    assert_eq!(result(&standard, &one_award(true)), "clarify 100 + 30 five from none provisional");
    standard.vetoes.clear();
    standard.gate = vec![Requirement {
        id: "g".into(),
        title: Text::default(),
        clause: String::new(),
        holds: cond("none(findings where checked)"),
        marks: Vec::new(),
        span: Span::default(),
    }];
    let mut sheet = one_award(true);
    assert_eq!(result(&standard, &sheet), "clarify 100 + 30 five from none provisional");
    sheet.given.insert(FINDINGS, Entry::Records(vec![award("f", None, None)]));
    assert_eq!(result(&standard, &sheet), "clarify 100 + 30 five from none provisional");
    let mut finding = award("f", None, None);
    finding[3] = Some(Value::YesNo(true));
    sheet.given.insert(FINDINGS, Entry::Records(vec![finding]));
    assert_eq!(result(&standard, &sheet), "fail 100 + 30 none from none final");
}

#[test]
fn what_is_not_evaluated_is_converted() {
    let mut standard = graded();
    let allowed = NotEvaluated { when: Some(cond("not certified")), approved_by: "office".into() };
    standard.parts[0].indicators[0].items[1].not_evaluated = Some(allowed);
    standard.parts[0].indicators[0].items[0].rule = points(70, "");
    standard.parts[0].indicators[0].items[0].rule.range.1 = int(80);
    standard.conversion =
        Some(Conversion { to: int(100), evaluated_at_least: None, marks: Vec::new(), span: Span::default() });
    let mut sheet = one_award(false);
    assert_eq!(result(&standard, &sheet), "pass 70 + 30 none from four final");
    let mut request = Request { reason: Text::default(), approved_by: None, span: Span::default() };
    sheet.not_evaluated.insert("b".into(), request.clone());
    assert_eq!(result(&standard, &sheet), "pass 70 + 30 none from four final");
    request.approved_by = Some("office".into());
    sheet.not_evaluated.insert("b".into(), request);
    // 100 × 70 / 80
    assert_eq!(result(&standard, &sheet), "pass 175/2 + 30 five from none final");
    standard.conversion.as_mut().unwrap().evaluated_at_least = Rational::from_ratio(81, 100);
    assert_eq!(result(&standard, &sheet), "pass 175/2 + 30 none from none final");
    sheet.claims.extend([certified(true)]);
    assert_eq!(result(&standard, &sheet), "pass 90 + 30 five from none final");
}

#[test]
fn a_percentile_needs_a_frozen_cohort() {
    let mut standard = graded();
    standard.grades[0].percentile = Rational::from_ratio(2, 3);
    let mut sheet = one_award(true);
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five provisional");
    sheet.cohort = Cohort { frozen: true, values: BTreeMap::new(), totals: [90, 130, 131].map(int).into() };
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 five from none final");
    sheet.cohort.totals = [90, 131, 131].map(int).into();
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five final");
    sheet.cohort.totals.truncate(2);
    assert_eq!(result(&standard, &sheet), "pass 100 + 30 four from five provisional");
}
