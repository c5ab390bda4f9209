//! Hand-computed scores of hand-made standards.

mod conditions;
mod grades;
mod layers;
mod rules;

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
        days: (None, None),
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
        days: (None, None),
        at_most: None,
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
        targets: Vec::new(),
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
        errata: Vec::new(),
        items,
        span: Span::default(),
    };
    Standard {
        id: "s".into(),
        version: "1".into(),
        title: Text::default(),
        source: String::new(),
        kind: None,
        binding: None,
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
        targets: Vec::new(),
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
