//! Names: facts, fields, periods, and what stands behind a dot or in brackets.

use alloc::vec::Vec;

use crate::expr::ast::{Ast, AstKind, Operator};
use crate::expr::form::{Anchor, CondKind, Day, FactAt, Num, PeriodAt, Pick, Records, Words};
use crate::findings::{unknown_name, wrong_period, wrong_type};
use crate::nearest::nearest;
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{FactId, FactKind, Per, ValueType};

use super::{Checker, Typed};

impl Checker<'_> {
    /// A name: a bound period, a field of the record at hand, a fact or a built-in.
    pub(super) fn name(&mut self, name: &str, span: Span) -> Option<Typed> {
        if let Some(depth) = self.bound.iter().rposition(|(bound, _)| bound == name) {
            let per = self.bound.get(depth).map_or(Per::Year, |(_, per)| *per);
            return Some(Typed::Period(PeriodAt { from: Anchor::Bound(depth), minus: 0 }, per));
        }
        if let Some(found) = self.field_of_record(name, span) {
            return Some(found);
        }
        match name {
            "as_of" => return Some(Typed::Day(Day::AsOf)),
            "year" => return Some(Typed::Period(PeriodAt { from: Anchor::Year, minus: 0 }, Per::Year)),
            _ => {}
        }
        let fact = self.fact_named(name, span)?;
        self.fact(fact, None, span)
    }

    /// The fact of this name. A broken declaration has its finding already, so its readers have none.
    pub(super) fn fact_named(&mut self, name: &str, span: Span) -> Option<FactId> {
        if let Some(fact) = self.vocabulary.fact(name) {
            self.reads.insert(fact);
            return Some(fact).filter(|_| !self.vocabulary.broken.contains(name));
        }
        if !self.vocabulary.broken.contains(name) {
            let known = self.names();
            let finding = unknown_name::at(span, name, &known);
            self.report(finding);
        }
        None
    }

    fn field_of_record(&mut self, name: &str, span: Span) -> Option<Typed> {
        let record = self.record?.of(self.vocabulary)?;
        if name == "valid"
            && let Some((from, until)) = record.valid
        {
            return Some(Typed::Cond(self.cond(span, CondKind::Valid { from, until })));
        }
        let at = record.field(name)?;
        let field = record.fields.get(at)?;
        Some(match &field.value {
            ValueType::YesNo => Typed::Cond(self.cond(span, CondKind::Field(at))),
            ValueType::Number(of) => Typed::Num(Num::Field(at), of.clone()),
            ValueType::Date => Typed::Day(Day::Field(at)),
            ValueType::Text => Typed::Words(Words::Field(at)),
            ValueType::Choice(choice) => Typed::Pick(Pick::Field(at), *choice),
        })
    }

    /// Whether nothing that could stand here has this name or one near to it.
    pub(super) fn is_strange(&self, name: &str) -> bool {
        let known = self.names();
        name != "valid"
            && !self.vocabulary.broken.contains(name)
            && !known.contains(&name)
            && nearest(name, &known).is_none()
    }

    /// Every name that could stand here, for suggestions.
    fn names(&self) -> Vec<&str> {
        let fields = self.record.and_then(|record| record.of(self.vocabulary)).into_iter();
        let mut names: Vec<&str> =
            fields.flat_map(|record| record.fields.iter().map(|field| field.name.as_str())).collect();
        names.extend(self.bound.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()));
        names.extend(self.vocabulary.facts.iter().map(|fact| fact.name.as_str()));
        names.extend(["as_of", "year"]);
        names
    }

    /// A fact at a period; without one, at the period that stands in for it.
    fn fact(&mut self, id: FactId, period: Option<(PeriodAt, Per, Span)>, span: Span) -> Option<Typed> {
        let fact = id.of(self.vocabulary)?;
        let per = match &fact.kind {
            FactKind::Value(_, per)
            | FactKind::DerivedNumber(_, per, _)
            | FactKind::DerivedCondition(per, _) => *per,
            FactKind::Records(_) => Per::State,
        };
        let at = match (per, period) {
            (Per::State, None) => None,
            (Per::State, Some((_, _, place))) => {
                self.report(wrong_period::state(place, &fact.name));
                return None;
            }
            (_, Some((at, given, place))) => {
                if (per == Per::Quarter) != (given == Per::Quarter) {
                    self.report(wrong_period::step(place, &fact.name, per));
                    return None;
                }
                Some(at)
            }
            (_, None) => Some(self.implied_period(&fact.name, per, span)?),
        };
        let at = FactAt { fact: id, period: at };
        Some(match &fact.kind {
            FactKind::Value(ValueType::YesNo, _) | FactKind::DerivedCondition(..) => {
                Typed::Cond(self.cond(span, CondKind::Fact(at)))
            }
            FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..) => {
                Typed::Num(Num::Fact(at), of.clone())
            }
            FactKind::Value(ValueType::Date, _) => Typed::Day(Day::Fact(at)),
            FactKind::Value(ValueType::Text, _) => Typed::Words(Words::Fact(at)),
            FactKind::Value(ValueType::Choice(choice), _) => Typed::Pick(Pick::Fact(at), *choice),
            FactKind::Records(record) => {
                let (text, span) = (self.text(span), self.place(span));
                Typed::Records(Records { fact: id, filter: None, text, span }, *record)
            }
        })
    }

    fn implied_period(&mut self, fact: &str, per: Per, span: Span) -> Option<PeriodAt> {
        let bound = self.implied.and_then(|depth| self.bound.get(depth).map(|(_, of)| (depth, *of)));
        match bound {
            Some((depth, of)) if (of == Per::Quarter) == (per == Per::Quarter) => {
                return Some(PeriodAt { from: Anchor::Bound(depth), minus: 0 });
            }
            _ if per == Per::Quarter => {}
            None if self.bound.is_empty() => return Some(PeriodAt { from: Anchor::Year, minus: 0 }),
            _ => {}
        }
        self.report(wrong_period::missing(span, fact, per));
        None
    }

    /// `fact[period]`
    pub(super) fn index(&mut self, span: Span, base: &Ast, index: &Ast) -> Option<Typed> {
        let AstKind::Name(name) = &base.kind else {
            self.report(wrong_period::not_a_fact(base.span));
            return None;
        };
        let fact = self.fact_named(name, base.span);
        let (at, per) = self.period(index)?;
        self.fact(fact?, Some((at, per, index.span)), span)
    }

    /// A period: `y`, `y - 1`, `year`, `2024`.
    fn period(&mut self, ast: &Ast) -> Option<(PeriodAt, Per)> {
        let (base, minus) = match &ast.kind {
            AstKind::Binary(operator @ (Operator::Subtract | Operator::Add), base, by) => {
                let AstKind::Number(number, None) = &by.kind else {
                    self.report(wrong_period::not_a_period(by.span));
                    return None;
                };
                let Some(by) = number.to_i64().and_then(|by| i16::try_from(by).ok()) else {
                    self.report(wrong_period::not_a_period(by.span));
                    return None;
                };
                (&**base, if *operator == Operator::Subtract { by } else { -by })
            }
            _ => (ast, 0),
        };
        if let AstKind::Number(number, None) = &base.kind
            && let Some(year) = number.to_i64().and_then(|year| i16::try_from(year).ok())
            && (1900..=2200).contains(&year)
        {
            return Some((PeriodAt { from: Anchor::Fixed(year), minus }, Per::Year));
        }
        if let AstKind::Name(name) = &base.kind
            && let Some(Typed::Period(at, per)) = self.period_name(name, base.span)
        {
            return Some((PeriodAt { minus, ..at }, per));
        }
        self.report(wrong_period::not_a_period(ast.span));
        None
    }

    fn period_name(&mut self, name: &str, span: Span) -> Option<Typed> {
        let is_period = name == "year" || self.bound.iter().any(|(bound, _)| bound == name);
        if is_period { self.name(name, span) } else { None }
    }

    /// `x.field`: a column of a list, of a table's row or of another programme's result.
    pub(super) fn field(&mut self, base: &Ast, field: &str, place: Span) -> Option<Typed> {
        match self.check(base)? {
            Typed::Records(records, record) => {
                let of = record.of(self.vocabulary)?;
                let Some(at) = of.field(field) else {
                    let known: Vec<&str> = of.fields.iter().map(|field| field.name.as_str()).collect();
                    self.report(unknown_name::at(place, field, &known));
                    return None;
                };
                Some(Typed::Column(records, record, at))
            }
            Typed::Row(table, key) => {
                let of = table.of(self.vocabulary)?;
                let found = of.columns.iter().enumerate().find(|(_, (name, _))| name == field);
                let Some((at, (_, kind))) = found else {
                    let known: Vec<&str> = of.columns.iter().map(|(name, _)| name.as_str()).collect();
                    self.report(unknown_name::at(place, field, &known));
                    return None;
                };
                Some(Typed::Num(Num::Lookup(table, key, at), kind.clone()))
            }
            Typed::Result(result) if field == "grade" => {
                Some(Typed::Pick(Pick::Result(result), result.of(self.vocabulary)?.grades))
            }
            Typed::Result(_) => {
                self.report(unknown_name::at(place, field, &["grade"]));
                None
            }
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(
                    base.span,
                    &Text::new("带字段的内容", "something with fields"),
                    &found,
                ));
                None
            }
        }
    }
}
