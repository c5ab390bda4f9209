//! Properties of the language over random texts, conditions and views.

use duheng_pack::expr::eval::{self, Evaluator};
use duheng_pack::expr::form::{Comparison, Cond};
use duheng_pack::expr::{Checker, Known, Quantity, Row, Rows, View, parse};
use duheng_pack::number::Rational;
use duheng_pack::source::{FileId, Span};
use duheng_pack::vocabulary::{Value, Vocabulary};
use proptest::prelude::*;

use super::support::{World, facts, view};

/// A vocabulary with a fact of each type.
fn world() -> World {
    facts(
        "choices: { level: city < province < national }
records:
  award:
    fields:
      level: { type: choice level, optional: yes }
      points: { type: count, optional: yes }
      shared: { type: yes_no, optional: yes }
      won_on: { type: date, optional: yes }
    key: [level]
facts:
  a: { type: yes_no }
  b: { type: yes_no }
  n: { type: decimal }
  m: { type: decimal }
  x: { type: decimal, per: year }
  scope: { type: choice level }
  day: { type: date }
  word: { type: text }
  awards: { type: list award }
  ratio_of: { formula: 'x[y] / x[y - 1]' }
  big: { formula: 'x[y] > n' }
lists: { carbon: { title: l } }
results: { other: { grades: low < high } }
",
    )
    .sound()
}

fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0..4i32).prop_map(|n| n.to_string()),
        Just("n".to_string()),
        Just("m".to_string()),
        (0..3i32).prop_map(|back| format!("x[year - {back}]")),
        Just("ratio_of".to_string()),
        Just("count(awards)".to_string()),
        Just("count(awards where points > n)".to_string()),
        Just("count(awards where shared or level = city)".to_string()),
        Just("sum(awards.points where shared)".to_string()),
        Just("max(awards.points)".to_string()),
        Just("mean(x, 2 years)".to_string()),
        Just("sum(x * n, 3 years)".to_string()),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), "[-+*]", inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            // A count divided by a count is a ratio, which no longer goes with counts; so only plain divisors.
            (inner.clone(), "n|m|ratio_of").prop_map(|(a, b)| format!("({a} / {b})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.clone().prop_map(|a| format!("abs({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("clamp({a}, {b}, {c})")),
        ]
    })
}

/// Random conditions without `known` and `valid`, which ask after knowledge itself.
fn condition() -> impl Strategy<Value = String> {
    let comparison = prop_oneof![Just("="), Just("!="), Just("<"), Just("<="), Just(">"), Just(">=")];
    let leaf = prop_oneof![
        Just("a".to_string()),
        Just("b".to_string()),
        Just("yes".to_string()),
        Just("big".to_string()),
        (number(), comparison.clone(), number()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
        comparison.prop_map(|sign| format!("scope {sign} province")),
        Just("scope in [city, national]".to_string()),
        Just("day in trailing 1 years".to_string()),
        Just("day < 2025-06-01".to_string()),
        Just("word = 'w'".to_string()),
        Just("on_list(carbon)".to_string()),
        Just("result('other').grade = high".to_string()),
        Just("rising(x, 3 years)".to_string()),
        Just("falling(x, 2 years)".to_string()),
        Just("average_growth(x, 2 years) > n".to_string()),
        Just("any(awards where points > 1 and shared)".to_string()),
        Just("none(awards where won_on in year)".to_string()),
        Just("all(awards where shared, points > n)".to_string()),
        Just("every(y in 2 years, x[y] > n)".to_string()),
        Just("any(y in 3 years, big[y])".to_string()),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            (inner.clone(), Just("a = b".to_string())).prop_map(|(a, b)| format!("({a}) != ({b})")),
            inner.clone().prop_map(|a| format!("any(awards where {a})")),
            inner.prop_map(|a| format!("all(awards, {a} or shared)")),
        ]
    })
}

/// What may be known of each fact in [`world`]: one full view, and what of it is hidden at first.
#[derive(Clone, Debug)]
struct Story {
    full: View,
    part: View,
}

fn story() -> impl Strategy<Value = Story> {
    let row = (0..3usize, 0..4i64, any_bool(), 0..3u8, any::<u8>(), any_bool(), any_bool());
    let rows = prop::collection::vec(row, 0..4);
    let numbers = prop::collection::vec(-1..4i64, 6);
    (numbers, any_bool(), any_bool(), 0..3usize, 0..3u8, any::<u32>(), rows).prop_map(build)
}

fn any_bool() -> impl Strategy<Value = bool> {
    any::<bool>()
}

type Draws = (Vec<i64>, bool, bool, usize, u8, u32, Vec<(usize, i64, bool, u8, u8, bool, bool)>);

fn build((numbers, a, b, scope, day, hidden, rows): Draws) -> Story {
    let world = world();
    let known = format!(
        "a = {}\nb = {}\nn = {}\nm = {}\nx[2022] = {}\nx[2023] = {}\nx[2024] = {}\nx[2025] = {}\nscope = {}\n\
         day = {}\nword = {}\nlist carbon = {}\nresult other = {}\nawards = []",
        yes(a),
        yes(b),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        level(scope),
        date(day),
        if a { "w" } else { "v" },
        yes(b),
        if a { "low" } else { "high" },
    );
    let mut full = view(&world, &known);
    let mut part = full.clone();
    // Hide facts and single years by the bits of `hidden`.
    let bit = |at: usize| hidden >> at & 1 == 1;
    for (at, known) in part.facts.iter_mut().enumerate() {
        match known {
            Known::Periods(values) => {
                let mut year = 20;
                values.retain(|_| {
                    year += 1;
                    !bit(year)
                });
            }
            Known::State(_) if bit(at) => *known = Known::Nothing,
            _ => {}
        }
    }
    if bit(15) {
        part.lists[0] = None;
    }
    if bit(16) {
        part.results[0] = None;
    }
    let awards = world.vocabulary.fact("awards").unwrap().0;
    let (mut all_rows, mut seen) = (Rows::default(), Rows::default());
    for (level, points, shared, day, mask, undecided, accepted) in rows {
        let fields = vec![
            Some(Value::Choice(level)),
            Some(Value::Number(Rational::from_int(points))),
            Some(Value::YesNo(shared)),
            Some(Value::Date(duheng_pack::calendar::Date::read(date(day)).unwrap())),
        ];
        // Bit 4: the record is not stated yet, and the list is open; then it appears later.
        let later = mask >> 4 & 1 == 1 && bit(17);
        let partial: Vec<Option<Value>> = fields
            .iter()
            .enumerate()
            .map(|(at, value)| value.clone().filter(|_| mask >> at & 1 == 0))
            .collect();
        if !later {
            seen.rows.push(Row { fields: partial, settled: !undecided });
        }
        // An undecided record counts in the end, or it goes.
        if later || !undecided || accepted {
            all_rows.rows.push(Row { fields, settled: true });
        }
    }
    if bit(17) {
        seen.open = vec![vec![None; 4]];
    }
    full.facts[awards] = Known::Records(all_rows);
    part.facts[awards] = if bit(18) { Known::Nothing } else { Known::Records(seen) };
    Story { full, part }
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn level(at: usize) -> &'static str {
    ["city", "province", "national"][at]
}

fn date(at: u8) -> &'static str {
    ["2024-05-01", "2025-06-01", "2026-06-01"][usize::from(at)]
}

fn read(vocabulary: &Vocabulary, text: &str) -> Cond {
    let mut checker = Checker::new(vocabulary, text, Span::new(FileId(0), 0, text.len()));
    let cond = checker.read_condition();
    cond.unwrap_or_else(|| panic!("{text}: {:?}", checker.findings))
}

fn holds(world: &World, view: &View, text: &str) -> Option<bool> {
    Evaluator::new(&world.vocabulary, view).cond(&read(&world.vocabulary, text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parser_never_panics(text in "\\PC{0,60}") {
        let _ = parse(&text, Span::new(FileId(0), 7, 7 + text.len()));
    }

    #[test]
    fn neither_parser_nor_checker_panic_on_words_of_the_language(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..24),
    ) {
        let (world, text) = (world(), words.join(" "));
        let mut checker = Checker::new(&world.vocabulary, &text, Span::new(FileId(0), 0, text.len()));
        if checker.read().is_none() {
            prop_assert!(!checker.findings.is_empty(), "neither a value nor a finding: {text}");
        }
        for finding in &checker.findings {
            prop_assert!(text.get(finding.span.start as usize..finding.span.end as usize).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_decided_stays_when_more_becomes_known(text in condition(), story in story()) {
        let world = world();
        let (before, after) = (holds(&world, &story.part, &text), holds(&world, &story.full, &text));
        prop_assert!(before.is_none() || before == after, "{text}: first {before:?}, then {after:?}");
    }

    #[test]
    fn bounds_narrow_when_more_becomes_known(text in number(), story in story()) {
        let world = world();
        let mut checker = Checker::new(&world.vocabulary, &text, Span::new(FileId(0), 0, text.len()));
        let Some((number, _)) = checker.read_number() else { panic!("{text}: {:?}", checker.findings) };
        let before = Evaluator::new(&world.vocabulary, &story.part).num(&number);
        let after = Evaluator::new(&world.vocabulary, &story.full).num(&number);
        if let Some(known) = after.clone().known() {
            prop_assert!(contains(&before, &known), "{text}: first {before:?}, then {after:?}");
        } else {
            prop_assert_eq!(before, Quantity::Unknown);
        }
    }

    #[test]
    fn double_negation(text in condition(), story in story()) {
        let world = world();
        prop_assert_eq!(holds(&world, &story.part, &format!("not (not ({text}))")), holds(&world, &story.part, &text));
    }

    #[test]
    fn de_morgan(a in condition(), b in condition(), story in story()) {
        let world = world();
        let holds = |text: &str| holds(&world, &story.part, text);
        prop_assert_eq!(holds(&format!("not (({a}) and ({b}))")), holds(&format!("not ({a}) or not ({b})")));
        prop_assert_eq!(holds(&format!("not (({a}) or ({b}))")), holds(&format!("not ({a}) and not ({b})")));
    }

    #[test]
    fn intervals_compare_as_their_members_do(a in interval(), b in interval()) {
        for comparison in COMPARISONS {
            let mut seen = members(&a).flat_map(|x| members(&b).map(move |y| comparison.holds(x.cmp(&y))));
            let first = seen.next();
            let same = if seen.all(|one| Some(one) == first) { first } else { None };
            let (left, right) = (quantity(&a), quantity(&b));
            prop_assert_eq!(left.compares(comparison, &right), same, "{:?} {:?} {:?}", a, comparison, b);
            prop_assert_eq!(right.compares(comparison.turned(), &left), same);
        }
    }

    #[test]
    fn an_unknown_number_decides_no_comparison(a in interval()) {
        for comparison in COMPARISONS {
            prop_assert_eq!(quantity(&a).compares(comparison, &Quantity::Unknown), None);
        }
    }

    #[test]
    fn all_and_any_mirror_each_other(truths in prop::collection::vec(prop::option::of(any::<bool>()), 0..6)) {
        let not = |truth: &Option<bool>| truth.map(|truth| !truth);
        prop_assert_eq!(eval::all(truths.iter().copied()), not(&eval::any(truths.iter().map(not))));
    }
}

const WORDS: &[&str] = &[
    "a",
    "b",
    "n",
    "x",
    "awards",
    "scope",
    "city",
    "day",
    "word",
    "level",
    "points",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "=",
    "!=",
    "<",
    "+",
    "-",
    "*",
    "/",
    "and",
    "or",
    "not",
    "in",
    "where",
    "yes",
    "3",
    "60%",
    "5 元",
    "2025-06-01",
    "'w'",
    "3 years",
    "trailing",
    "y",
    "year",
    "count(",
    "any(",
    "all(",
    "every(y in 3 years,",
    "mean(",
    "known(",
    "round(",
    "average_growth(",
    "result('other')",
    ".grade",
    "on_list(carbon)",
    "x[",
    "ratio_of",
    "4 quarters",
    "q",
    "as_of",
    "（",
];

const COMPARISONS: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::AtMost,
    Comparison::More,
    Comparison::AtLeast,
];

/// The integers from the first to the second; to 20, beyond all others, where there is none.
fn interval() -> impl Strategy<Value = (i64, Option<i64>)> {
    (0..5i64, prop::option::of(0..5i64)).prop_map(|(low, more)| (low, more.map(|more| low + more)))
}

fn members((low, high): &(i64, Option<i64>)) -> impl Iterator<Item = i64> + use<> {
    *low..=high.unwrap_or(20)
}

fn quantity((low, high): &(i64, Option<i64>)) -> Quantity {
    Quantity::counted(usize::try_from(*low).unwrap(), high.map(|high| usize::try_from(high).unwrap()))
}

fn contains(quantity: &Quantity, number: &Rational) -> bool {
    match quantity {
        Quantity::Known(known) => known == number,
        Quantity::Between(low, high) => low <= number && high.as_ref().is_none_or(|high| number <= high),
        Quantity::Unknown => true,
    }
}
