//! Calls of functions: what each needs and what it gives.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::functions::FUNCTIONS;
use super::numbers::Side;
use super::{Checker, Typed};
use crate::expr::ast::{Ast, AstKind, Operator, Window};
use crate::expr::form::{CondKind, Known, Num, Operand, Records, Summary};
use crate::findings::{unknown_function, unknown_name, wrong_arguments, wrong_type};
use crate::number::{Rational, Rounding};
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{FactKind, NumberType, Per, RecordId, ValueType};

impl Checker<'_> {
    pub(super) fn call(&mut self, span: Span, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        match name {
            "count" => {
                let (records, _) = self.one_list(name, place, arguments)?;
                Some(Typed::Num(Num::Count(records), NumberType::count()))
            }
            "none" => {
                let (records, _) = self.one_list(name, place, arguments)?;
                Some(Typed::Cond(self.cond(span, CondKind::None(records))))
            }
            "any" if arguments.len() == 1 => {
                let (records, _) = self.one_list(name, place, arguments)?;
                Some(Typed::Cond(self.cond(span, CondKind::Some(records))))
            }
            "any" | "every" => self.periods(span, name, place, arguments),
            "all" => self.all(span, place, arguments),
            "mean" | "sum" | "min" | "max" => self.summary(name, place, arguments),
            "rising" | "falling" => self.trend(span, name, place, arguments),
            "average_growth" => {
                self.report(wrong_arguments::alone(place, name));
                None
            }
            "clamp" | "scaled" => self.between(name, place, arguments),
            "round" => self.round(place, arguments),
            "abs" => {
                let [inner] = arguments else { return self.arity(name, place) };
                let (number, of) = self.number(inner)?;
                Some(Typed::Num(Num::Absolute(Box::new(number)), of))
            }
            "known" => self.known(span, place, arguments),
            "on_list" => self.on_list(span, place, arguments),
            "result" => self.result(place, arguments),
            "cohort_mean" | "cohort_percentile" => self.cohort(name, place, arguments),
            _ => self.table(name, place, arguments),
        }
    }

    fn arity<T>(&mut self, name: &str, place: Span) -> Option<T> {
        let forms =
            FUNCTIONS.iter().find(|function| function.name == name).map_or(&[][..], |found| found.forms);
        self.report(wrong_arguments::at(place, name, forms));
        None
    }

    fn one_list(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<(Records, RecordId)> {
        let [list] = arguments else { return self.arity(name, place) };
        self.records(list)
    }

    fn all(&mut self, span: Span, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [list, condition] = arguments else { return self.arity("all", place) };
        let (records, record) = self.records(list)?;
        let condition = self.of_each(record, condition)?;
        Some(Typed::Cond(self.cond(span, CondKind::Every(records, Box::new(condition)))))
    }

    /// Runs `inner` with one more bound period, which bare facts mean when `implied`.
    fn binding<T>(&mut self, name: &str, per: Per, implied: bool, inner: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.bound.len();
        self.bound.push((name.to_string(), per));
        let outer = self.implied;
        if implied {
            self.implied = Some(depth);
        }
        let result = inner(self);
        self.implied = outer;
        self.bound.truncate(depth);
        result
    }

    fn window(&mut self, ast: &Ast) -> Option<(Window, Per)> {
        match &ast.kind {
            AstKind::Window(window @ Window::Years(_)) => Some((*window, Per::Year)),
            AstKind::Window(window @ Window::Quarters(_)) => Some((*window, Per::Quarter)),
            _ => {
                let found = Text::new("别的内容", "something else");
                let expected = Text::new("`3 years` 或 `4 quarters`", "`3 years` or `4 quarters`");
                self.report(wrong_type::at(ast.span, &expected, &found));
                None
            }
        }
    }

    /// `every(y in 3 years, condition)`
    fn periods(&mut self, span: Span, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [binding, condition] = arguments else { return self.arity(name, place) };
        let AstKind::Binary(Operator::In, variable, window) = &binding.kind else {
            return self.arity(name, place);
        };
        let AstKind::Name(variable) = &variable.kind else { return self.arity(name, place) };
        let (window, per) = self.window(window)?;
        let body = self.binding(variable, per, false, |checker| checker.condition(condition))?;
        let kind = CondKind::Periods { every: name == "every", window, body: Box::new(body) };
        Some(Typed::Cond(self.cond(span, kind)))
    }

    fn trend(&mut self, span: Span, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [value, window] = arguments else { return self.arity(name, place) };
        let (window, per) = self.window(window)?;
        if matches!(window, Window::Years(1) | Window::Quarters(1)) {
            // nothing rises or falls within one period
            return self.arity(name, place);
        }
        let (body, _) = self.binding("", per, true, |checker| checker.number(value))?;
        let kind = CondKind::Trend { rising: name == "rising", window, body: Box::new(body) };
        Some(Typed::Cond(self.cond(span, kind)))
    }

    /// The value and the years of `average_growth(x, n years)`.
    pub(super) fn over_years(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<(Num, u16)> {
        let [value, window] = arguments else { return self.arity(name, place) };
        let AstKind::Window(Window::Years(years)) = window.kind else { return self.arity(name, place) };
        let (body, _) = self.binding("", Per::Year, true, |checker| checker.number(value))?;
        Some((body, years))
    }

    /// `mean(x, 3 years)`, `mean(list.field)`, `mean(a, b)` and their likes.
    fn summary(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let summary = match name {
            "sum" => Summary::Sum,
            "min" => Summary::Least,
            "max" => Summary::Greatest,
            _ => Summary::Mean,
        };
        match arguments {
            [] => self.arity(name, place),
            [value, window] if matches!(window.kind, AstKind::Window(_)) => {
                let (window, per) = self.window(window)?;
                let (body, of) = self.binding("", per, true, |checker| checker.number(value))?;
                Some(Typed::Num(Num::Over(summary, Box::new(body), window), of))
            }
            [column] => self.column(summary, name, place, column),
            several => {
                let (numbers, of) = self.alike(several)?;
                Some(Typed::Num(Num::Of(summary, numbers), of))
            }
        }
    }

    fn column(&mut self, summary: Summary, name: &str, place: Span, ast: &Ast) -> Option<Typed> {
        let Typed::Column(records, record, at) = self.check(ast)? else { return self.arity(name, place) };
        match &record.of(self.vocabulary)?.fields.get(at)?.value {
            ValueType::Number(of) => Some(Typed::Num(Num::Column(summary, records, at), of.clone())),
            _ => {
                let found = Text::new("别的类型的字段", "a field of another type");
                self.report(wrong_type::at(ast.span, &Text::new("数", "a number"), &found));
                None
            }
        }
    }

    /// Numbers that all go with each other, with the type of all of them.
    fn alike(&mut self, several: &[Ast]) -> Option<(Vec<Num>, NumberType)> {
        let checked: Vec<Option<(Num, NumberType)>> = several.iter().map(|ast| self.number(ast)).collect();
        let checked = checked.into_iter().collect::<Option<Vec<_>>>()?;
        let sides = several.iter().zip(&checked).map(|(ast, (num, of))| Side::new(ast.span, num, of));
        // What has a unit, and a fact before a written number, says what the others must be.
        let mut sides: Vec<Side<'_>> = sides.collect();
        sides.sort_by_key(|side| (side.is_bare(), side.is_written()));
        if let Some((first, others)) = sides.split_first() {
            others.iter().try_for_each(|other| self.agree(*first, *other))?;
        }
        let (numbers, types): (Vec<Num>, Vec<NumberType>) = checked.into_iter().unzip();
        let of_all = types.into_iter().reduce(NumberType::joined).unwrap_or_else(NumberType::plain);
        Some((numbers, of_all))
    }

    fn between(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [_, _, _] = arguments else { return self.arity(name, place) };
        let (numbers, of) = self.alike(arguments)?;
        let mut numbers = numbers.into_iter().map(Box::new);
        let (value, low, high) = (numbers.next()?, numbers.next()?, numbers.next()?);
        Some(if name == "clamp" {
            Typed::Num(Num::Clamp(value, low, high), of)
        } else {
            Typed::Num(Num::Scaled(value, low, high), NumberType::ratio())
        })
    }

    fn round(&mut self, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [value, digits, mode] = arguments else { return self.arity("round", place) };
        let (value, of) = self.number(value)?;
        let digits = match &digits.kind {
            AstKind::Number(digits, None) => digits.to_i64().and_then(|digits| u32::try_from(digits).ok()),
            _ => None,
        };
        let mode = match &mode.kind {
            AstKind::Name(mode) => Rounding::parse(mode),
            _ => None,
        };
        let (Some(digits), Some(mode)) = (digits.filter(|digits| *digits <= 12), mode) else {
            return self.arity("round", place);
        };
        // A share is rounded in per cent as it is written; what is computed without a unit, as a plain number.
        let plain = of.unit.is_dimensionless() && is_computed(&value);
        let scale = if plain { Rational::ONE } else { of.unit.scale().clone() };
        Some(Typed::Num(Num::Round(Box::new(value), digits, mode, scale), of))
    }

    fn known(&mut self, span: Span, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [inner] = arguments else { return self.arity("known", place) };
        let known = match self.check(inner)? {
            Typed::Cond(cond) => Known::Cond(cond),
            Typed::Num(number, _) => Known::Num(number),
            Typed::Day(day) => Known::Day(day),
            Typed::Words(words) => Known::Words(words),
            Typed::Pick(pick, _) => Known::Pick(pick),
            Typed::Records(records, _) if records.filter.is_none() => Known::Records(records.fact),
            _ => return self.arity("known", place),
        };
        Some(Typed::Cond(self.cond(span, CondKind::Known(Box::new(known)))))
    }

    fn on_list(&mut self, span: Span, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [Ast { kind: AstKind::Name(name), span: at }] = arguments else {
            return self.arity("on_list", place);
        };
        let Some(list) = self.vocabulary.list(name) else {
            let known: Vec<&str> = self.vocabulary.lists.iter().map(|list| list.name.as_str()).collect();
            self.report(unknown_name::at(*at, name, &known));
            return None;
        };
        self.named.insert(name.clone());
        Some(Typed::Cond(self.cond(span, CondKind::OnList(list))))
    }

    fn result(&mut self, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let [Ast { kind: AstKind::Text(name), span: at }] = arguments else {
            return self.arity("result", place);
        };
        let Some(result) = self.vocabulary.result(name) else {
            let known: Vec<&str> =
                self.vocabulary.results.iter().map(|result| result.name.as_str()).collect();
            self.report(unknown_name::at(*at, name, &known));
            return None;
        };
        self.named.insert(name.clone());
        Some(Typed::Result(result))
    }

    fn cohort(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let Some(Ast { kind: AstKind::Name(fact), span }) = arguments.first() else {
            return self.arity(name, place);
        };
        let id = self.fact_named(fact, *span)?;
        let of = match id.of(self.vocabulary).map(|fact| &fact.kind) {
            Some(FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..)) => of.clone(),
            _ => return self.arity(name, place),
        };
        match (name, arguments) {
            ("cohort_mean", [_]) => Some(Typed::Num(Num::CohortMean(id), of)),
            ("cohort_percentile", [_, share]) => {
                let AstKind::Number(number, Some(unit)) = &share.kind else { return self.arity(name, place) };
                let share = number * unit.scale();
                if !unit.is_dimensionless() || share.is_negative() || share > Rational::from_int(1) {
                    return self.arity(name, place);
                }
                Some(Typed::Num(Num::CohortPercentile(id, share), of))
            }
            _ => self.arity(name, place),
        }
    }

    /// A look-up: the table's name with the parts of its key.
    fn table(&mut self, name: &str, place: Span, arguments: &[Ast]) -> Option<Typed> {
        let Some(table) = self.vocabulary.table(name) else {
            let mut known: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
            known.extend(self.vocabulary.tables.iter().map(|table| table.name.as_str()));
            self.report(unknown_function::at(place, name, &known));
            return None;
        };
        self.named.insert(name.to_string());
        let key = table.of(self.vocabulary)?.key.clone();
        if key.len() != arguments.len() {
            let form: Vec<&str> = key.iter().map(|(part, _)| part.as_str()).collect();
            let form: String = alloc::format!("{name}({})", form.join(", "));
            self.report(wrong_arguments::at(place, name, &[form.as_str()]));
            return None;
        }
        let mut operands = Vec::new();
        for (argument, (_, expected)) in arguments.iter().zip(&key) {
            operands.push(self.operand(argument, expected)?);
        }
        Some(Typed::Row(table, operands))
    }

    fn operand(&mut self, ast: &Ast, expected: &ValueType) -> Option<Operand> {
        let checked = match expected {
            ValueType::Choice(choice) => self.of_choice(*choice, ast)?,
            _ => self.check(ast)?,
        };
        Some(match (checked, expected) {
            (Typed::Cond(cond), ValueType::YesNo) => Operand::Cond(cond),
            (Typed::Num(number, of), ValueType::Number(expected)) => {
                self.fits_key(ast.span, expected, &of)?;
                Operand::Num(number)
            }
            (Typed::Day(day), ValueType::Date) => Operand::Day(day),
            (Typed::Words(words), ValueType::Text) => Operand::Words(words),
            (Typed::Pick(pick, of), ValueType::Choice(expected)) if of == *expected => {
                Operand::Pick(pick, of)
            }
            (other, _) => {
                let found = self.describe(&other);
                self.report(wrong_type::at(
                    ast.span,
                    &Text::new("对照表键的类型", "the type of the table's key"),
                    &found,
                ));
                return None;
            }
        })
    }
}

/// Whether a number comes from a product or quotient, so that no unit is written with it.
fn is_computed(num: &Num) -> bool {
    match num {
        Num::Multiply(..) | Num::Divide(..) | Num::Scaled(..) => true,
        Num::Add(a, b) | Num::Subtract(a, b) => is_computed(a) || is_computed(b),
        Num::Negative(inner) | Num::Absolute(inner) | Num::Clamp(inner, ..) | Num::Over(_, inner, _) => {
            is_computed(inner)
        }
        Num::Of(_, numbers) => numbers.iter().any(is_computed),
        Num::Constant(..)
        | Num::Fact(_)
        | Num::Field(_)
        | Num::Round(..)
        | Num::Count(_)
        | Num::Column(..)
        | Num::Lookup(..)
        | Num::CohortMean(_)
        | Num::CohortPercentile(..) => false,
    }
}
