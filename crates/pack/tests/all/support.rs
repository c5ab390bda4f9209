//! A small vocabulary, a notation for what is known, and `check`.

use duheng_pack::bundle::Bundle;
use duheng_pack::calendar::{Date, Period};
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::expr::eval::Evaluator;
use duheng_pack::expr::{Checker, Known, Quantity, Row, Rows, Typed, View};
use duheng_pack::source::{FileId, Source, SourceMap, Span};
use duheng_pack::vocabulary::{FactKind, ValueType, Vocabulary, read_value, read_vocabulary};

/// A vocabulary with the files that it was read from and what was found in them.
pub struct World {
    pub vocabulary: Vocabulary,
    pub sources: SourceMap,
    pub findings: Vec<Diagnostic>,
}

/// Reads a pack of these files.
pub fn pack(files: &[(&str, &str)]) -> World {
    let (mut sources, mut findings) = (SourceMap::default(), Vec::new());
    let files: Vec<(String, FileId)> = files
        .iter()
        .map(|(path, text)| ((*path).to_string(), sources.add(Source::new(*path, *text))))
        .collect();
    let bundle = Bundle::read("demo", &files, &sources, &mut findings);
    let vocabulary = read_vocabulary(&[&bundle], &sources, &mut findings);
    World { vocabulary, sources, findings }
}

/// Reads a pack of one file of facts.
pub fn facts(text: &str) -> World {
    pack(&[("facts/facts.yaml", text)])
}

impl World {
    /// What was found: code and underlined text, in order of place.
    pub fn found(&self) -> Vec<String> {
        show(&self.findings, &self.sources)
    }

    /// The same world, which must be free of findings.
    pub fn sound(self) -> Self {
        assert_eq!(self.found(), Vec::<String>::new());
        self
    }
}

fn show(findings: &[Diagnostic], sources: &SourceMap) -> Vec<String> {
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by_key(|finding| (finding.span, finding.code.name));
    findings.iter().map(|finding| format!("{} `{}`", finding.code.name, sources.text(finding.span))).collect()
}

pub const VOCABULARY: &str = "
choices:
  level: city < province < national
  kind: accident | penalty
records:
  award:
    fields:
      name: text
      level: choice level
      kind: { type: choice kind, optional: yes }
      won_on: { type: date, optional: yes }
      shared: { type: yes_no, optional: yes }
      points: { type: count, optional: yes }
      amount: { type: money 元, optional: yes }
      from: { type: date, optional: yes }
      until: { type: date, optional: yes }
    key: [name]
    valid: [from, until]
  event:
    fields: { topic: { type: text, optional: yes } }
    key: [topic]
facts:
  awards: { type: list award }
  events: { type: list event }
  revenue: { type: money 元, per: year }
  cost: { type: money 元, per: year }
  assets: { type: money 元, per: year_end }
  waste: { type: quantity t, per: year }
  staff: { type: count, per: year }
  rate: { type: ratio, per: year }
  power: { type: quantity kWh, per: quarter }
  reported: { type: yes_no, per: year }
  score: { type: decimal }
  patents: { type: count }
  share: { type: ratio }
  capital: { type: money 万元 }
  intake: { type: quantity m3/t }
  intensity: { type: quantity t/万元 }
  stay: { type: quantity day }
  tenure: { type: quantity year }
  founded: { type: date }
  closed: { type: date }
  level_of_award: { type: choice level }
  scope: { type: choice level }
  city: { type: yes_no }
  product: { type: text }
  motto: { type: text }
  department: { type: yes_no }
  office: { type: yes_no }
  debt_ratio: { formula: 'cost[y] / revenue[y]' }
  debt_ratio_change: { formula: 'debt_ratio[y] - debt_ratio[y - 1]' }
  large: { formula: 'revenue[y] >= 50 元' }
  power_step: { formula: 'power[q] - power[q - 1]' }
  receivable_days: { formula: '360 day * mean(assets[y - 1], assets[y]) / revenue[y]' }
  shared_awards: { formula: 'count(awards where shared)' }
lists:
  carbon: { title: 控排名单 }
  green: { title: 绿色名单 }
tables:
  quota:
    key: { product: text }
    values: { general: quantity m3/t, advanced: quantity m3/t }
    file: tables/quota.csv
  level_points:
    key: { level: choice level }
    values: { points: decimal }
    file: tables/points.csv
results:
  nb-csr: { grades: unqualified < qualified < excellent }
";

pub const QUOTA: &str = "product,general,advanced,from,until
纸,20 m3/t,10 m3/t,,2025-12-31
纸,18 m3/t,,2026-01-01,
布,30 m3/t,25 m3/t,,
";

/// The vocabulary that most tests speak.
pub fn world() -> World {
    pack(&[
        ("facts/facts.yaml", VOCABULARY),
        ("tables/quota.csv", QUOTA),
        ("tables/points.csv", "level,points\ncity,1\nprovince,2\n"),
    ])
    .sound()
}

/// What most tests know: one statement a line.
///
/// `name = value`, `name[2025] = value`, `name = []` (declared none), `name += field: value, …` (a record), `name ?= …`
/// (an undecided record), `name ...` or `name ... field: value` (there may be more), `list name = yes`,
/// `result name = grade`, `cohort name = 1, 2`.
pub const KNOWN: &str = "
revenue[2022] = 40 元
revenue[2023] = 50 元
revenue[2024] = 80 元
revenue[2025] = 100 元
cost[2024] = 40 元
cost[2025] = 60 元
assets[2024] = 20 元
assets[2025] = 30 元
staff[2025] = 7
rate[2023] = 30%
rate[2024] = 20%
rate[2025] = 10%
power[2025Q3] = 3 kWh
power[2025Q4] = 5 kWh
reported[2023] = yes
reported[2024] = yes
reported[2025] = yes
score = -2.5
patents = 3
share = 60%
capital = 50 万元
intake = 3.5 m3/t
intensity = 2 t/万元
stay = 10 day
tenure = 3 year
founded = 2024-02-29
scope = province
city = yes
product = 纸
motto = 诚信
department = yes
office = no
awards += name: a, level: city, won_on: 2023-06-01, points: 2, shared: yes, kind: accident, amount: 10 元, from: 2025-01-01
awards += name: b, level: province, won_on: 2025-12-31, points: 5, shared: no, from: 2025-01-01, until: 2026-06-01
awards += name: c, level: national, won_on: 2026-06-01, points: 1, from: 2026-06-02
events = []
list carbon = yes
list green = no
result nb-csr = qualified
cohort rate = 10%, 20%, 30%, 40%
";

pub fn view(world: &World, text: &str) -> View {
    let vocabulary = &world.vocabulary;
    let mut view = View::empty(
        Date::new(2026, 6, 1).unwrap(),
        2025,
        vocabulary.facts.len(),
        vocabulary.lists.len(),
        vocabulary.results.len(),
    );
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .for_each(|line| say(vocabulary, &mut view, line));
    view
}

fn say(vocabulary: &Vocabulary, view: &mut View, line: &str) {
    if let Some((name, more)) = line.split_once(" ...") {
        rows(vocabulary, view, name).open = vec![fields(vocabulary, name, more)];
        return;
    }
    let (left, value) = line.split_once('=').unwrap_or_else(|| panic!("no `=` in `{line}`"));
    let (left, value) = (left.trim(), value.trim());
    if let Some(name) = left.strip_prefix("list ") {
        view.lists[vocabulary.list(name).unwrap().0] = Some(value == "yes");
    } else if let Some(name) = left.strip_prefix("result ") {
        let result = vocabulary.result(name).unwrap();
        let grades = result.of(vocabulary).unwrap().grades.of(vocabulary).unwrap();
        view.results[result.0] = grades.position(value);
    } else if let Some(name) = left.strip_prefix("cohort ") {
        let fact = vocabulary.fact(name).unwrap();
        let of = value_type(vocabulary, name);
        let numbers = value.split(", ").map(|text| match read_value(vocabulary, &of, text).unwrap() {
            duheng_pack::vocabulary::Value::Number(number) => number,
            other => panic!("{other:?} is no number"),
        });
        view.cohort.insert(fact, numbers.collect());
    } else if value == "[]" {
        rows(vocabulary, view, left);
    } else if let Some(name) = left.strip_suffix(['+', '?']) {
        let row = Row { fields: fields(vocabulary, name.trim(), value), settled: left.ends_with('+') };
        rows(vocabulary, view, name.trim()).rows.push(row);
    } else if let Some((name, period)) = left.strip_suffix(']').and_then(|left| left.split_once('[')) {
        let value = read_value(vocabulary, &value_type(vocabulary, name), value).unwrap();
        let known = &mut view.facts[vocabulary.fact(name).unwrap().0];
        if !matches!(known, Known::Periods(_)) {
            *known = Known::Periods(Vec::new());
        }
        let Known::Periods(values) = known else { return };
        values.push((Period::read(period).unwrap(), value));
        values.sort_by_key(|(period, _)| *period);
    } else {
        let value = read_value(vocabulary, &value_type(vocabulary, left), value).unwrap();
        view.facts[vocabulary.fact(left).unwrap().0] = Known::State(value);
    }
}

fn value_type(vocabulary: &Vocabulary, name: &str) -> ValueType {
    let fact = vocabulary.fact(name).unwrap_or_else(|| panic!("no fact `{name}`"));
    match &fact.of(vocabulary).unwrap().kind {
        FactKind::Value(of, _) => of.clone(),
        other => panic!("`{name}` is {other:?}"),
    }
}

fn rows<'v>(vocabulary: &Vocabulary, view: &'v mut View, name: &str) -> &'v mut Rows {
    let known = &mut view.facts[vocabulary.fact(name).unwrap().0];
    if !matches!(known, Known::Records(_)) {
        *known = Known::Records(Rows::default());
    }
    match known {
        Known::Records(rows) => rows,
        _ => unreachable!("set just now"),
    }
}

fn fields(vocabulary: &Vocabulary, list: &str, text: &str) -> Vec<Option<duheng_pack::vocabulary::Value>> {
    let FactKind::Records(record) = vocabulary.fact(list).unwrap().of(vocabulary).unwrap().kind else {
        panic!("`{list}` is no list")
    };
    let record = record.of(vocabulary).unwrap();
    let mut values = vec![None; record.fields.len()];
    for part in text.split(", ").filter(|part| !part.trim().is_empty()) {
        let (field, value) = part.split_once(": ").unwrap();
        let at = record.field(field.trim()).unwrap_or_else(|| panic!("no field `{field}`"));
        values[at] = Some(read_value(vocabulary, &record.fields[at].value, value).unwrap());
    }
    values
}

/// What an expression gives: `true`, `12`, `1..3`, `1..`, a date, a text, `unknown`, or what was found.
pub fn outcome(world: &World, view: &View, expression: &str) -> String {
    // The expression stands in a file behind Chinese text, so that a place counted in anything but bytes shows.
    let before = "条件：";
    let mut sources = SourceMap::default();
    sources.add(Source::new("other.yaml", ""));
    let file = sources.add(Source::new("expression.yaml", format!("{before}{expression} # 完")));
    let place = Span::new(file, before.len(), before.len() + expression.len());
    let mut checker = Checker::new(&world.vocabulary, expression, place);
    let typed = checker.read();
    if !checker.findings.is_empty() {
        return show(&checker.findings, &sources).join("; ");
    }
    let mut evaluator = Evaluator::new(&world.vocabulary, view);
    match typed.expect("neither a value nor a finding") {
        Typed::Cond(cond) => {
            assert_eq!(sources.text(cond.span), &*cond.text, "the text of a condition is that of its place");
            truth(evaluator.cond(&cond)).to_string()
        }
        Typed::Num(number, _) => quantity(&evaluator.num(&number)),
        other => checker.describe(&other).en,
    }
}

/// The one finding of an expression, in Chinese and English: message and help.
pub fn said(expression: &str) -> [String; 2] {
    let vocabulary = world().vocabulary;
    let mut checker =
        Checker::new(&vocabulary, expression, Span::new(FileId::default(), 0, expression.len()));
    checker.read();
    let [finding] = checker.findings.as_slice() else { panic!("{expression}: {:?}", checker.findings) };
    let (message, help) = (&finding.message, &finding.help);
    [format!("{}；{}", message.zh, help.zh), format!("{}; {}", message.en, help.en)]
}

pub fn truth(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "true",
        Some(false) => "false",
        None => "unknown",
    }
}

fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Known(number) => number.to_string(),
        Quantity::Between(low, Some(high)) => format!("{low}..{high}"),
        Quantity::Between(low, None) => format!("{low}.."),
        Quantity::Unknown => "unknown".to_string(),
    }
}

/// Checks what an expression gives where [`KNOWN`] is known.
#[track_caller]
pub fn check(expression: &str, expected: &str) {
    check_all(&[(expression, expected)]);
}

/// Checks several expressions where [`KNOWN`] is known; names every one that gives something else.
#[track_caller]
pub fn check_all(cases: &[(&str, &str)]) {
    check_with(KNOWN, cases);
}

/// Checks several expressions where `known` is known.
#[track_caller]
pub fn check_with(known: &str, cases: &[(&str, &str)]) {
    let world = world();
    let view = view(&world, known);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(expression, expected)| {
            let found = outcome(&world, &view, expression);
            (found != *expected)
                .then(|| format!("{expression}\n    expected {expected}\n    found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
