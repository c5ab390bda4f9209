//! The figures that a condition or a number rests on: facts with their values and periods, records that counted,
//! official lists, cells of tables. With them a reader can check a comparison by hand.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use duheng_pack::calendar::Period;
use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::{Bound, Cond, CondKind, FactAt, Known, Num, Part, Pick, Records};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, ListId, ResultId, TableId, Value};

use super::near::Lack;
use super::telling::telling_fields;
use crate::facts_of::facts_in;

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
    in_part(evaluator, Part::Cond(cond), &mut found);
    once(found)
}

/// What a number reads, in the order in which it is written.
pub fn figures_of_num(evaluator: &mut Evaluator<'_>, num: &Num) -> Vec<Figure> {
    let mut found = Vec::new();
    in_part(evaluator, Part::Num(num), &mut found);
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

/// What a part of an expression reads.
fn in_part(evaluator: &mut Evaluator<'_>, part: Part<'_>, found: &mut Vec<Figure>) {
    match part {
        Part::Cond(cond) => match &cond.kind {
            CondKind::Fact(at) => {
                let truth = evaluator.cond(cond).map(Value::YesNo);
                fact(evaluator, at, truth, found);
            }
            CondKind::Every(records, condition) => every(evaluator, cond, (records, condition), found),
            CondKind::OnList(list) => found.push(Figure::List(*list, evaluator.view().listed(*list))),
            CondKind::Known(known) => match &**known {
                Known::Records(list) => {
                    let (text, span) = (Arc::clone(&cond.text), cond.span);
                    in_records(evaluator, &Records { fact: *list, filter: None, text, span }, found);
                }
                _ => in_inner(evaluator, part, found),
            },
            _ => in_inner(evaluator, part, found),
        },
        Part::Num(num) => match num {
            Num::Fact(at) => {
                let value = evaluator.num(num).known().map(Value::Number);
                fact(evaluator, at, value, found);
            }
            Num::Column(_, records, summed) => column(evaluator, records, *summed, found),
            Num::Lookup(table, _, column) => {
                in_inner(evaluator, part, found);
                found.push(Figure::Cell(*table, *column, evaluator.num(num).known()));
            }
            Num::CohortMean(of) | Num::CohortPercentile(of, _) => {
                let size = evaluator.view().cohort.get(of).map_or(0, Vec::len);
                found.push(Figure::Cohort(*of, size, evaluator.num(num).known()));
            }
            _ => in_inner(evaluator, part, found),
        },
        Part::Records(records) => in_records(evaluator, records, found),
        Part::Pick(Pick::Result(result)) => {
            found.push(Figure::Result(*result, evaluator.view().grade(*result)));
        }
        Part::Day(_) | Part::Words(_) | Part::Pick(_) | Part::List(_) => {
            part.value_of().into_iter().for_each(|at| stated(evaluator, at, found));
        }
    }
}

/// What the parts below one read, each at every period for which it is read.
fn in_inner(evaluator: &mut Evaluator<'_>, part: Part<'_>, found: &mut Vec<Figure>) {
    for (bound, part) in part.inner() {
        let periods = match bound {
            Bound::Outer => {
                in_part(evaluator, part, found);
                continue;
            }
            Bound::Each(window) => evaluator.periods(window),
            Bound::Ends(years) => {
                let last = Period::Year(evaluator.view().year);
                Vec::from([last.minus(years.into()), last])
            }
        };
        for period in periods {
            evaluator.at(period, |evaluator| in_part(evaluator, part, found));
        }
    }
}

/// The records of a list, and those of them that fulfil the condition which all of them should.
fn every(
    evaluator: &mut Evaluator<'_>,
    cond: &Cond,
    (records, condition): (&Records, &Cond),
    found: &mut Vec<Figure>,
) {
    in_records(evaluator, records, found);
    let filter = match records.filter.as_deref() {
        None => condition.clone(),
        Some(filter) => Cond {
            span: cond.span,
            text: Arc::clone(&cond.text),
            kind: CondKind::All(Vec::from([filter.clone(), condition.clone()])),
        },
    };
    let both =
        Records { filter: Some(Box::new(filter)), text: Arc::clone(&condition.text), ..records.clone() };
    found.push(Figure::Records(figures_of_records(evaluator, &both)));
}

/// The records of a list with the field that is summed up.
fn column(evaluator: &mut Evaluator<'_>, records: &Records, summed: usize, found: &mut Vec<Figure>) {
    let at = found.len();
    in_records(evaluator, records, found);
    if let Some(Figure::Records(figure)) = found.get_mut(at) {
        let mut fields: BTreeSet<usize> = figure.fields.iter().copied().collect();
        fields.insert(summed);
        figure.fields = fields.into_iter().collect();
    }
}

/// A fact at its period, and for a derived one what stands behind it.
fn fact(evaluator: &mut Evaluator<'_>, at: &FactAt, value: Option<Value>, found: &mut Vec<Figure>) {
    let period = at.period.and_then(|period| evaluator.period_of(period));
    let vocabulary = evaluator.vocabulary();
    let mut inner = Evaluator::new(vocabulary, evaluator.view());
    let mut from = Vec::new();
    let mut behind = |evaluator: &mut Evaluator<'_>| match at.fact.of(vocabulary).map(|fact| &fact.kind) {
        Some(FactKind::DerivedNumber(_, _, num)) => in_part(evaluator, Part::Num(num), &mut from),
        Some(FactKind::DerivedCondition(_, cond)) => in_part(evaluator, Part::Cond(cond), &mut from),
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

fn in_records(evaluator: &mut Evaluator<'_>, records: &Records, found: &mut Vec<Figure>) {
    found.push(Figure::Records(figures_of_records(evaluator, records)));
    let filter = records.filter.as_deref();
    for other in filter.map(|filter| facts_in(Part::Cond(filter))).unwrap_or_default() {
        if let Some(value) = evaluator.view().value(other, None).cloned() {
            found.push(Figure::Fact { fact: other, period: None, value: Some(value), from: Vec::new() });
        }
    }
}
