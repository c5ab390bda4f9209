//! The figures that a trace rests on: facts, records, lists, tables, the cohort.

use duheng_pack::calendar::Period;
use duheng_pack::expr::Quantity;
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, NumberType, Value as Known, ValueType, Vocabulary};
use duheng_standard::score::{Figure, RecordsFigure};
use serde_json::{Map, Value, json};

use super::trace::Traces;
use super::{marks, put};
use crate::sheet::shown;

impl Traces<'_> {
    pub(super) fn figures(&self, figures: &[Figure]) -> Value {
        figures.iter().map(|figure| self.figure(figure)).collect()
    }

    fn figure(&self, figure: &Figure) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        match figure {
            Figure::Fact { fact, period, value, from } => self.fact(*fact, *period, value.as_ref(), from),
            Figure::Records(records) => self.records(records),
            Figure::List(list, listed) => json!({
                "list": list.of(vocabulary).map(|of| of.name.as_str()), "listed": listed,
            }),
            Figure::Result(result, grade) => {
                let of = result.of(vocabulary);
                let choice = of.and_then(|of| of.grades.of(vocabulary));
                let grade = grade.and_then(|at| choice?.values.get(at).map(|(code, _)| code.as_str()));
                json!({ "result": of.map(|of| of.name.as_str()), "grade": grade })
            }
            Figure::Cell(table, column, value) => {
                let of = table.of(vocabulary);
                let column = of.and_then(|of| of.columns.get(*column));
                json!({
                    "table": of.map(|of| of.name.as_str()),
                    "column": column.map(|(name, _)| name.as_str()),
                    "value": value.as_ref().map(|value| number(value, column.map(|(_, of)| of))),
                })
            }
            Figure::Cohort(fact, count, value) => {
                let values = self.scored.entered.cohort.values.get(fact);
                let values: Vec<String> =
                    values.map(|values| values.iter().map(ToString::to_string).collect()).unwrap_or_default();
                json!({
                    "cohort": fact.of(vocabulary).map(|of| of.name.as_str()),
                    "members": count.to_string(),
                    "values": values,
                    "value": value.as_ref().map(|value| number(value, None)),
                })
            }
        }
    }

    fn fact(&self, id: FactId, period: Option<Period>, value: Option<&Known>, from: &[Figure]) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        let Some(of) = id.of(vocabulary) else { return Value::Null };
        let kind = match &of.kind {
            FactKind::Value(kind, _) => Some(kind.clone()),
            FactKind::DerivedNumber(of, ..) => Some(ValueType::Number(of.clone())),
            _ => Some(ValueType::YesNo),
        };
        let mut shown = json!({
            "fact": of.name,
            "title": self.scored.text(&of.title),
            "period": period.map(|period| period.to_string()),
            "value": value.map(|value| known(vocabulary, kind.as_ref(), value)),
        });
        if let Some(formula) = self.scored.formulas.fact(&of.name) {
            put(&mut shown, "formula", formula.text.as_str().into());
            put(&mut shown, "inferred", marks(&formula.marks, self.scored));
        }
        if !from.is_empty() {
            put(&mut shown, "reads", self.figures(from));
        }
        if self.scored.score.settled.disputed.contains(&id) {
            put(&mut shown, "disputed", true.into());
        }
        shown
    }

    pub(super) fn records(&self, of: &RecordsFigure) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        let list = of.list.of(vocabulary);
        let record = list.and_then(|fact| match &fact.kind {
            FactKind::Records(record) => record.of(vocabulary),
            _ => None,
        });
        let fields = record.map(|record| record.fields.as_slice()).unwrap_or_default();
        let rows = of.rows.as_ref().map(|rows| {
            let row = |row: &duheng_standard::score::RecordFigure| {
                let pairs = fields.iter().zip(&row.fields);
                let values: Map<String, Value> = pairs
                    .filter_map(|(field, value)| {
                        Some((field.name.clone(), known(vocabulary, Some(&field.value), value.as_ref()?)))
                    })
                    .collect();
                let lacks = row.lacks.map(duheng_standard::score::Lack::name);
                json!({ "fields": values, "counts": row.fits, "settled": row.settled, "lacks": lacks })
            };
            rows.iter().map(row).collect::<Vec<_>>()
        });
        json!({
            "records_of": list.map(|fact| fact.name.as_str()),
            "title": list.map(|fact| self.scored.text(&fact.title)),
            "text": of.text.split_whitespace().collect::<Vec<_>>().join(" "),
            "known": of.rows.is_some(),
            "open": of.open,
            "records": rows,
        })
    }
}

/// A value: yes and no as such, choices by code, numbers exact in their base unit and as written.
fn known(vocabulary: &Vocabulary, of: Option<&ValueType>, value: &Known) -> Value {
    match (of, value) {
        (_, Known::YesNo(yes)) => (*yes).into(),
        (Some(ValueType::Choice(choice)), Known::Choice(at)) => choice
            .of(vocabulary)
            .and_then(|choice| choice.values.get(*at))
            .map(|(code, _)| code.as_str())
            .into(),
        (_, Known::Choice(at)) => at.to_string().into(),
        (Some(ValueType::Number(of)), Known::Number(value)) => number(value, Some(of)),
        (_, Known::Number(value)) => number(value, None),
        (_, Known::Date(date)) => date.to_string().into(),
        (_, Known::Text(text)) => text.as_str().into(),
    }
}

/// A number: exact in its base unit, and in the unit people write.
pub(super) fn number(value: &Rational, of: Option<&NumberType>) -> Value {
    let mut shown_as = json!({ "exact": value.to_string() });
    match of {
        Some(of) => {
            put(&mut shown_as, "shown", duheng_pack::vocabulary::show_number(of, value).into());
            put(&mut shown_as, "unit", of.unit.base().symbol().into());
        }
        None => put(&mut shown_as, "shown", shown(value).into()),
    }
    shown_as
}

pub(super) fn quantity(of: &Quantity, kind: Option<&NumberType>) -> Value {
    match of {
        Quantity::Known(value) => number(value, kind),
        Quantity::Between(low, high) => json!({
            "at_least": low.to_string(), "at_most": high.as_ref().map(ToString::to_string),
        }),
        Quantity::Unknown => Value::Null,
    }
}
