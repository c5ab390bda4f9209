//! Numbers and formulas in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::expr::Window;
use duheng_pack::expr::form::{Num, Operand, Summary};
use duheng_pack::number::{Rational, Rounding};
use duheng_pack::unit::Unit;
use duheng_pack::vocabulary::{FactKind, NumberType, ValueType, show_number, show_number_in};

use super::{Words, grouped};
use crate::score::side_type;

/// How tightly an operator holds its operands: brackets stand where a looser one stands inside.
const LOOSE: u8 = 0;
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const WHOLE: u8 = 3;

impl Words<'_> {
    /// The type that a number is shown in, where that is plain.
    pub(super) fn type_of(&self, num: &Num) -> Option<NumberType> {
        let field = |at: usize| match self.field(at).map(|field| &field.value) {
            Some(ValueType::Number(of)) => Some(of.clone()),
            _ => None,
        };
        match num {
            Num::Field(at) => field(*at),
            Num::Column(_, records, at) => match &self.record_of(records.fact)?.fields.get(*at)?.value {
                ValueType::Number(of) => Some(of.clone()),
                _ => None,
            },
            Num::Lookup(table, _, column) => {
                table.of(self.vocabulary)?.columns.get(*column).map(|(_, of)| of.clone())
            }
            Num::Add(a, b) | Num::Subtract(a, b) => self.type_of(a).or_else(|| self.type_of(b)),
            Num::Clamp(inner, ..) => self.type_of(inner),
            Num::Scaled(..) => Some(NumberType::ratio()),
            Num::Constant(_, unit) => unit.as_deref().cloned().map(NumberType::in_unit),
            // a factor makes it more or less of the same; of several units or none there is nothing plain to show
            Num::Multiply(a, b) => {
                let (a, b) = (self.type_of(a), self.type_of(b));
                let factor = |of: &Option<NumberType>| of.as_ref().is_none_or(is_bare);
                match (factor(&a), factor(&b)) {
                    (true, false) => b,
                    (false, true) => a,
                    _ => None,
                }
            }
            Num::Divide(a, b) => {
                let (of_a, of_b) = (self.type_of(a), self.type_of(b));
                if let Num::Constant(_, unit) = &**b {
                    // `hours / 2` are hours, `hours / 1 hour` is how many there are, which is no share
                    return of_a
                        .filter(|of_a| !is_bare(of_a) && unit.as_deref().is_none_or(Unit::is_dimensionless));
                }
                let (of_a, of_b) = (of_a?, of_b?);
                if of_a.unit.same_dimension(&of_b.unit) {
                    return Some(NumberType::ratio());
                }
                is_bare(&of_b).then_some(of_a)
            }
            Num::CohortMean(fact) | Num::CohortPercentile(fact, _) => match &fact.of(self.vocabulary)?.kind {
                FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..) => {
                    Some(of.clone())
                }
                _ => None,
            },
            _ => side_type(num, self.vocabulary),
        }
    }

    /// A number; constants in it are shown as numbers of type `of`.
    pub(super) fn num(&mut self, num: &Num, of: Option<&NumberType>) -> String {
        self.num_in(num, of, LOOSE)
    }

    /// The value at one period of `window`.
    pub(super) fn bound_num(&mut self, window: Window, body: &Num) -> String {
        self.bound.push(window);
        let of = self.type_of(body);
        let body = self.num_in(body, of.as_ref(), WHOLE);
        self.bound.pop();
        body
    }

    fn num_in(&mut self, num: &Num, of: Option<&NumberType>, around: u8) -> String {
        let (words, own) = match num {
            Num::Constant(number, unit) => {
                let written = unit.as_deref().cloned().map(NumberType::in_unit);
                (constant(number, written.as_ref().or(of), self.zh()), WHOLE)
            }
            Num::Fact(at) => (self.fact_at(at), WHOLE),
            Num::Field(at) => (self.field_title(*at), WHOLE),
            Num::Negative(inner) => (format!("−{}", self.num_in(inner, of, WHOLE)), PRODUCT),
            Num::Add(a, b) => (format!("{} + {}", self.num_in(a, of, SUM), self.num_in(b, of, SUM)), SUM),
            Num::Subtract(a, b) => {
                (format!("{} − {}", self.num_in(a, of, SUM), self.num_in(b, of, PRODUCT)), SUM)
            }
            Num::Multiply(a, b) => {
                // each side shows its constants in its own type; a bare factor has none
                let (of_a, of_b) = (self.type_of(a), self.type_of(b));
                let (a, b) = (self.num_in(a, of_a.as_ref(), PRODUCT), self.num_in(b, of_b.as_ref(), PRODUCT));
                (format!("{a} × {b}"), PRODUCT)
            }
            Num::Divide(a, b) => {
                let (of_a, of_b) = (self.type_of(a), self.type_of(b));
                let (a, b) = (self.num_in(a, of_a.as_ref(), PRODUCT), self.num_in(b, of_b.as_ref(), WHOLE));
                (format!("{a} ÷ {b}"), PRODUCT)
            }
            Num::Of(summary, numbers) => {
                let numbers: Vec<String> = numbers.iter().map(|one| self.num_in(one, of, WHOLE)).collect();
                let own = if numbers.len() > 1 { LOOSE } else { WHOLE };
                (self.summed(*summary, &self.list(&numbers)), own)
            }
            Num::Clamp(inner, low, high) => {
                let (inner, low, high) = (self.num(inner, of), self.num(low, of), self.num(high, of));
                let words = self.say(
                    format!("{inner}（限于 {low} 至 {high}）"),
                    format!("{inner} (kept between {low} and {high})"),
                );
                (words, LOOSE)
            }
            Num::Scaled(inner, from, to) => {
                let own = self.type_of(inner);
                let (inner, from, to) =
                    (self.num(inner, own.as_ref()), self.num(from, own.as_ref()), self.num(to, own.as_ref()));
                let words = self.say(
                    format!("{inner}从 {from} 到 {to} 的达成比例"),
                    format!("how far {inner} has come from {from} to {to}"),
                );
                (words, WHOLE)
            }
            Num::Round(inner, places, ..) => {
                let inner = self.num(inner, of);
                let plural = if *places == 1 { "" } else { "s" };
                let words = self.say(
                    format!("{inner}（修约到 {places} 位小数）"),
                    format!("{inner} (rounded to {places} decimal{plural})"),
                );
                (words, LOOSE)
            }
            Num::Absolute(inner) => {
                let inner = self.num_in(inner, of, WHOLE);
                (self.say(format!("{inner}的绝对值"), format!("absolute value of {inner}")), WHOLE)
            }
            Num::Over(summary, body, window) => {
                let body = self.bound_num(*window, body);
                let time = self.window(*window);
                let what = self.summed(*summary, &body);
                (self.say(format!("{time}{what}"), format!("{what} over {time}")), WHOLE)
            }
            Num::Count(records) => {
                let own = if records.filter.is_some() { LOOSE } else { WHOLE };
                let records = self.records(records);
                (self.say(format!("{records}的条数"), format!("number of records of {records}")), own)
            }
            Num::Column(summary, records, field) => {
                let own = if records.filter.is_some() { LOOSE } else { WHOLE };
                let listed = self.records(records);
                let title = self.of_record(records.fact, |words| words.field_title(*field));
                let what = self.summed(*summary, &title);
                (self.say(format!("{listed}的{what}"), format!("{what} of {listed}")), own)
            }
            Num::Lookup(table, keys, column) => (self.cell(*table, keys, *column), WHOLE),
            Num::CohortMean(fact) => {
                let title = self.fact_title(*fact);
                (self.say(format!("比较组{title}的平均值"), format!("mean of {title} in the cohort")), WHOLE)
            }
            Num::CohortPercentile(fact, share) => {
                let title = self.fact_title(*fact);
                let percent = show_number(&NumberType::ratio(), share);
                let words = self.say(
                    format!("比较组{title}的 {percent} 分位值"),
                    format!("{percent} percentile of {title} in the cohort"),
                );
                (words, WHOLE)
            }
        };
        match (own < around, self.zh()) {
            (false, _) => words,
            (true, true) => format!("（{}）", words.trim()),
            (true, false) => format!("({words})"),
        }
    }

    /// Several numbers in one: 「…的平均值」, `mean of …`.
    fn summed(&self, summary: Summary, what: &str) -> String {
        let (zh, en) = match summary {
            Summary::Sum => ("合计", "sum of"),
            Summary::Mean => ("平均值", "mean of"),
            Summary::Least => ("最小值", "least of"),
            Summary::Greatest => ("最大值", "greatest of"),
        };
        self.say(format!("{what}的{zh}"), format!("{en} {what}"))
    }

    fn cell(&mut self, table: duheng_pack::vocabulary::TableId, keys: &[Operand], column: usize) -> String {
        let of = table.of(self.vocabulary);
        let title = of.map_or("", |of| self.title_or_name(&of.title, &of.name)).to_string();
        let column =
            of.and_then(|of| of.columns.get(column)).map_or("", |(name, _)| name.as_str()).to_string();
        let keys: Vec<String> = keys.iter().map(|key| self.operand(key)).collect();
        let keys = self.list(&keys);
        self.say(format!("“{title}”中{keys}的 {column} 值"), format!("{column} of “{title}” for {keys}"))
    }

    fn operand(&mut self, operand: &Operand) -> String {
        match operand {
            Operand::Cond(cond) => self.clause(cond),
            Operand::Num(num) => {
                let of = self.type_of(num);
                self.num(num, of.as_ref())
            }
            Operand::Day(day) => self.day(day),
            Operand::Words(text) => self.text(text),
            Operand::Pick(pick, choice) => self.pick(pick, Some(*choice)),
        }
    }
}

/// Whether numbers of this type have no unit.
fn is_bare(of: &NumberType) -> bool {
    of.unit.same_dimension(&NumberType::plain().unit)
}

/// A constant in the unit of its type; without one, as a plain number.
fn constant(number: &Rational, of: Option<&NumberType>, zh: bool) -> String {
    match of {
        Some(of) => grouped(&show_number_in(of, number, zh)),
        None => {
            let shown = show_number(&NumberType::plain(), number);
            if shown.starts_with('≈') { number.display(4, Rounding::HalfUp) } else { grouped(&shown) }
        }
    }
}
