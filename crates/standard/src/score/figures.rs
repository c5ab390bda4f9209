//! The figures that a condition or a number rests on: facts with their values and periods, records that counted,
//! official lists, cells of tables. With them a reader can check a comparison by hand.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use duheng_pack::calendar::Period;
use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::{Cond, CondKind, Day, FactAt, Known, Num, Operand, Pick, Records, Words};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, ListId, ResultId, TableId, Value, Vocabulary};

use super::near::Lack;

/// One thing that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A fact.
    Fact {
        /// Which.
        fact: FactId,
        /// The period, for facts that have periods.
        period: Option<Period>,
        /// Its value; none for unknown.
        value: Option<Value>,
        /// For derived facts, what their formula reads.
        from: Vec<Figure>,
    },
    /// The records of a list.
    Records(RecordsFigure),
    /// An official list.
    List(ListId, Option<bool>),
    /// The grade of another programme in force, by position.
    Result(ResultId, Option<usize>),
    /// A cell of a table, by the position of its column.
    Cell(TableId, usize, Option<Rational>),
    /// Something of the cohort: the fact, how many members have a value, and what was made of them.
    Cohort(FactId, usize, Option<Rational>),
}

/// The records of a list with which of them count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsFigure {
    /// The list.
    pub list: FactId,
    /// How it is written, filter included.
    pub text: Arc<str>,
    /// The records in order; none where the list is unknown.
    pub rows: Option<Vec<RecordFigure>>,
    /// Whether the list may hold further records that count.
    pub open: bool,
    /// The fields worth showing, by position: those that tell records apart or that the filter reads.
    pub fields: Vec<usize>,
}

/// One record of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFigure {
    /// Its fields, by position.
    pub fields: Vec<Option<Value>>,
    /// Whether it counts; none where that is undecided.
    pub fits: Option<bool>,
    /// The one thing that it lacks to count, where it is one.
    pub lacks: Option<Lack>,
    /// Whether the record itself is settled.
    pub settled: bool,
}

/// What a condition reads, in the order in which it is written. Nothing is bound but what `evaluator` has bound.
pub fn figures_of_cond(evaluator: &mut Evaluator<'_>, cond: &Cond) -> Vec<Figure> {
    let mut found = Vec::new();
    in_cond(evaluator, cond, &mut found);
    once(found)
}

/// What a number reads, in the order in which it is written.
pub fn figures_of_num(evaluator: &mut Evaluator<'_>, num: &Num) -> Vec<Figure> {
    let mut found = Vec::new();
    in_num(evaluator, num, &mut found);
    once(found)
}

/// The records that a rule counts.
pub fn figures_of_records(evaluator: &mut Evaluator<'_>, records: &Records) -> RecordsFigure {
    let listed = evaluator.view().records(records.fact);
    let members = evaluator.members(records);
    let vocabulary = evaluator.vocabulary();
    let (rows, open) = match (members, listed) {
        (Some((members, open)), Some(listed)) => {
            let lacks = super::near::lacks(evaluator, records, listed.rows.len());
            let rows = members.into_iter().zip(&listed.rows).zip(lacks);
            let rows = rows.map(|(((fields, fits), row), lacks)| RecordFigure {
                fields: fields.to_vec(),
                fits,
                lacks: lacks.filter(|_| fits == Some(false)),
                settled: row.settled,
            });
            (Some(rows.collect()), open)
        }
        _ => (None, true),
    };
    let fields = telling_fields(vocabulary, records);
    RecordsFigure { list: records.fact, text: Arc::clone(&records.text), rows, open, fields }
}

/// The facts that a condition reads, those behind derived facts included.
#[must_use]
pub fn facts_behind(vocabulary: &Vocabulary, cond: &Cond) -> BTreeSet<FactId> {
    let mut direct = BTreeSet::new();
    crate::facts_of::in_cond(cond, &mut direct);
    let mut all = BTreeSet::new();
    let mut rest: Vec<FactId> = direct.into_iter().collect();
    while let Some(fact) = rest.pop() {
        if !all.insert(fact) {
            continue;
        }
        let mut inner = BTreeSet::new();
        match fact.of(vocabulary).map(|fact| &fact.kind) {
            Some(FactKind::DerivedNumber(_, _, num)) => crate::facts_of::in_num(num, &mut inner),
            Some(FactKind::DerivedCondition(_, cond)) => crate::facts_of::in_cond(cond, &mut inner),
            _ => {}
        }
        rest.extend(inner);
    }
    all
}

/// Each figure once, at its first place; of the same records, all fields that are worth showing.
fn once(figures: Vec<Figure>) -> Vec<Figure> {
    let mut kept: Vec<Figure> = Vec::new();
    for figure in figures {
        if kept.contains(&figure) {
            continue;
        }
        match (same_records(&mut kept, &figure), figure) {
            (Some(same), Figure::Records(figure)) => {
                let fields: BTreeSet<usize> = same.fields.iter().copied().chain(figure.fields).collect();
                same.fields = fields.into_iter().collect();
            }
            (_, figure) => kept.push(figure),
        }
    }
    kept
}

/// The figure of the same records among others.
fn same_records<'f>(among: &'f mut [Figure], figure: &Figure) -> Option<&'f mut RecordsFigure> {
    let Figure::Records(figure) = figure else { return None };
    among.iter_mut().find_map(|other| match other {
        Figure::Records(other) => {
            let same = other.list == figure.list && other.text == figure.text && other.rows == figure.rows;
            same.then_some(other)
        }
        _ => None,
    })
}

fn in_cond(evaluator: &mut Evaluator<'_>, cond: &Cond, found: &mut Vec<Figure>) {
    match &cond.kind {
        CondKind::Constant(_) | CondKind::Field(_) | CondKind::Valid { .. } => {}
        CondKind::Fact(at) => {
            let truth = evaluator.cond(cond).map(Value::YesNo);
            fact(evaluator, at, truth, found);
        }
        CondKind::Not(inner) => in_cond(evaluator, inner, found),
        CondKind::Same(_, a, b) => {
            in_cond(evaluator, a, found);
            in_cond(evaluator, b, found);
        }
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| in_cond(evaluator, part, found));
        }
        CondKind::Numbers(_, a, b) => {
            in_num(evaluator, a, found);
            in_num(evaluator, b, found);
        }
        CondKind::Dates(_, a, b) => {
            in_day(evaluator, a, found);
            in_day(evaluator, b, found);
        }
        CondKind::Within(day, _) => in_day(evaluator, day, found),
        CondKind::Texts(_, a, b) => {
            in_words(evaluator, a, found);
            in_words(evaluator, b, found);
        }
        CondKind::TextAmong(words, _) => in_words(evaluator, words, found),
        CondKind::Choices(_, a, b) => {
            in_pick(evaluator, a, found);
            in_pick(evaluator, b, found);
        }
        CondKind::ChoiceAmong(pick, _) => in_pick(evaluator, pick, found),
        CondKind::Some(records) | CondKind::None(records) => in_records(evaluator, records, found),
        CondKind::Every(records, condition) => {
            in_records(evaluator, records, found);
            let mut both = records.clone();
            both.text = Arc::clone(&condition.text);
            both.filter = Some(match records.filter.as_deref() {
                None => condition.clone(),
                Some(filter) => Box::new(Cond {
                    span: cond.span,
                    text: Arc::clone(&cond.text),
                    kind: CondKind::All(Vec::from([filter.clone(), (**condition).clone()])),
                }),
            });
            found.push(Figure::Records(figures_of_records(evaluator, &both)));
        }
        CondKind::Periods { window, body, .. } => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_cond(evaluator, body, found));
            }
        }
        CondKind::Trend { window, body, .. } => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
        }
        CondKind::Growth { body, years, rate, .. } => {
            let last = Period::Year(evaluator.view().year);
            for period in [last.minus((*years).into()), last] {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
            in_num(evaluator, rate, found);
        }
        CondKind::OnList(list) => found.push(Figure::List(*list, evaluator.view().listed(*list))),
        CondKind::Known(known) => match &**known {
            Known::Cond(cond) => in_cond(evaluator, cond, found),
            Known::Num(num) => in_num(evaluator, num, found),
            Known::Day(day) => in_day(evaluator, day, found),
            Known::Words(words) => in_words(evaluator, words, found),
            Known::Pick(pick) => in_pick(evaluator, pick, found),
            Known::Records(list) => {
                let records =
                    Records { fact: *list, filter: None, text: Arc::clone(&cond.text), span: cond.span };
                in_records(evaluator, &records, found);
            }
        },
    }
}

fn in_num(evaluator: &mut Evaluator<'_>, num: &Num, found: &mut Vec<Figure>) {
    match num {
        Num::Constant(_) | Num::Field(_) => {}
        Num::Fact(at) => {
            let value = evaluator.num(num).known().map(Value::Number);
            fact(evaluator, at, value, found);
        }
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) => {
            in_num(evaluator, inner, found);
        }
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            in_num(evaluator, a, found);
            in_num(evaluator, b, found);
        }
        Num::Of(_, numbers) => numbers.iter().for_each(|number| in_num(evaluator, number, found)),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => {
            [a, b, c].into_iter().for_each(|part| in_num(evaluator, part, found));
        }
        Num::Over(_, body, window) => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
        }
        Num::Count(records) => in_records(evaluator, records, found),
        Num::Column(_, records, summed) => {
            let at = found.len();
            in_records(evaluator, records, found);
            if let Some(Figure::Records(figure)) = found.get_mut(at) {
                let mut fields: BTreeSet<usize> = figure.fields.iter().copied().collect();
                fields.insert(*summed);
                figure.fields = fields.into_iter().collect();
            }
        }
        Num::Lookup(table, key, column) => {
            for operand in key {
                match operand {
                    Operand::Cond(cond) => in_cond(evaluator, cond, found),
                    Operand::Num(num) => in_num(evaluator, num, found),
                    Operand::Day(day) => in_day(evaluator, day, found),
                    Operand::Words(words) => in_words(evaluator, words, found),
                    Operand::Pick(pick, _) => in_pick(evaluator, pick, found),
                }
            }
            found.push(Figure::Cell(*table, *column, evaluator.num(num).known()));
        }
        Num::CohortMean(of) | Num::CohortPercentile(of, _) => {
            let size = evaluator.view().cohort.get(of).map_or(0, Vec::len);
            found.push(Figure::Cohort(*of, size, evaluator.num(num).known()));
        }
    }
}

/// A fact at its period, and for a derived one what stands behind it.
fn fact(evaluator: &mut Evaluator<'_>, at: &FactAt, value: Option<Value>, found: &mut Vec<Figure>) {
    let period = at.period.and_then(|period| evaluator.period_of(period));
    let vocabulary = evaluator.vocabulary();
    let mut inner = Evaluator::new(vocabulary, evaluator.view());
    let mut from = Vec::new();
    let mut behind = |evaluator: &mut Evaluator<'_>| match at.fact.of(vocabulary).map(|fact| &fact.kind) {
        Some(FactKind::DerivedNumber(_, _, num)) => in_num(evaluator, num, &mut from),
        Some(FactKind::DerivedCondition(_, cond)) => in_cond(evaluator, cond, &mut from),
        _ => {}
    };
    match period {
        Some(period) => inner.at(period, behind),
        None => behind(&mut inner),
    }
    found.push(Figure::Fact { fact: at.fact, period, value, from: once(from) });
}

/// A fact that is no formula.
fn stated(evaluator: &mut Evaluator<'_>, at: &FactAt, found: &mut Vec<Figure>) {
    let period = at.period.and_then(|period| evaluator.period_of(period));
    let value = evaluator.view().value(at.fact, period).cloned();
    found.push(Figure::Fact { fact: at.fact, period, value, from: Vec::new() });
}

fn in_day(evaluator: &mut Evaluator<'_>, day: &Day, found: &mut Vec<Figure>) {
    if let Day::Fact(at) = day {
        stated(evaluator, at, found);
    }
}

fn in_words(evaluator: &mut Evaluator<'_>, words: &Words, found: &mut Vec<Figure>) {
    if let Words::Fact(at) = words {
        stated(evaluator, at, found);
    }
}

fn in_pick(evaluator: &mut Evaluator<'_>, pick: &Pick, found: &mut Vec<Figure>) {
    match pick {
        Pick::Fact(at) => stated(evaluator, at, found),
        Pick::Result(result) => found.push(Figure::Result(*result, evaluator.view().grade(*result))),
        Pick::Constant(_) | Pick::Field(_) => {}
    }
}

fn in_records(evaluator: &mut Evaluator<'_>, records: &Records, found: &mut Vec<Figure>) {
    found.push(Figure::Records(figures_of_records(evaluator, records)));
    let mut read = BTreeSet::new();
    if let Some(filter) = &records.filter {
        crate::facts_of::in_cond(filter, &mut read);
    }
    for other in read {
        if let Some(value) = evaluator.view().value(other, None).cloned() {
            found.push(Figure::Fact { fact: other, period: None, value: Some(value), from: Vec::new() });
        }
    }
}

// ── fields of records ─────────────────────────────────────────────────────────────────────────────────────────

/// The fields worth showing of the records: the key, the validity, and what the filter reads, without those that the
/// filter fixes to one value.
fn telling_fields(vocabulary: &Vocabulary, records: &Records) -> Vec<usize> {
    let of = records.fact.of(vocabulary).and_then(|fact| match &fact.kind {
        FactKind::Records(record) => record.of(vocabulary),
        _ => None,
    });
    let Some(of) = of else { return Vec::new() };
    let mut fields: BTreeSet<usize> = of.key.iter().copied().collect();
    let mut fixed = BTreeSet::new();
    if let Some(filter) = &records.filter {
        let mut valid = false;
        fields_in(filter, &mut fields, &mut valid);
        if valid && let Some((from, until)) = of.valid {
            fields.extend([from, until]);
        }
        fixed_by(filter, &mut fixed);
    }
    let telling: Vec<usize> = fields.iter().copied().filter(|at| !fixed.contains(at)).collect();
    if telling.is_empty() { fields.into_iter().collect() } else { telling }
}

/// The fields that every record of the filtered list has in common.
fn fixed_by(filter: &Cond, fixed: &mut BTreeSet<usize>) {
    match &filter.kind {
        CondKind::All(parts) => parts.iter().for_each(|part| fixed_by(part, fixed)),
        CondKind::Choices(duheng_pack::expr::form::Comparison::Equal, Pick::Field(at), Pick::Constant(_)) => {
            fixed.insert(*at);
        }
        _ => {}
    }
}

fn fields_in(cond: &Cond, fields: &mut BTreeSet<usize>, valid: &mut bool) {
    match &cond.kind {
        CondKind::Field(at) => {
            fields.insert(*at);
        }
        CondKind::Valid { .. } => *valid = true,
        CondKind::Not(inner) => fields_in(inner, fields, valid),
        CondKind::Same(_, a, b) => {
            fields_in(a, fields, valid);
            fields_in(b, fields, valid);
        }
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| fields_in(part, fields, valid));
        }
        CondKind::Numbers(_, a, b) => {
            fields_in_num(a, fields);
            fields_in_num(b, fields);
        }
        CondKind::Dates(_, a, b) => {
            for day in [a, b] {
                if let Day::Field(at) = day {
                    fields.insert(*at);
                }
            }
        }
        CondKind::Within(Day::Field(at), _)
        | CondKind::TextAmong(Words::Field(at), _)
        | CondKind::ChoiceAmong(Pick::Field(at), _) => {
            fields.insert(*at);
        }
        CondKind::Texts(_, a, b) => {
            for words in [a, b] {
                if let Words::Field(at) = words {
                    fields.insert(*at);
                }
            }
        }
        CondKind::Choices(_, a, b) => {
            for pick in [a, b] {
                if let Pick::Field(at) = pick {
                    fields.insert(*at);
                }
            }
        }
        _ => {}
    }
}

fn fields_in_num(num: &Num, fields: &mut BTreeSet<usize>) {
    match num {
        Num::Field(at) => {
            fields.insert(*at);
        }
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) => fields_in_num(inner, fields),
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            fields_in_num(a, fields);
            fields_in_num(b, fields);
        }
        Num::Of(_, numbers) => numbers.iter().for_each(|number| fields_in_num(number, fields)),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => {
            [a, b, c].into_iter().for_each(|part| fields_in_num(part, fields));
        }
        _ => {}
    }
}
