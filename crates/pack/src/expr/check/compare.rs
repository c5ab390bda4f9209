//! Comparisons and membership.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Checker, Typed};
use crate::expr::ast::{Ast, AstKind, Operator};
use crate::expr::form::{Comparison, Cond, CondKind, Pick, Stretch, Words};
use crate::findings::{not_ordered, unknown_name, wrong_type};
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{ChoiceId, NumberType};

impl Comparison {
    fn of(operator: Operator) -> Self {
        match operator {
            Operator::NotEqual => Self::NotEqual,
            Operator::Less => Self::Less,
            Operator::AtMost => Self::AtMost,
            Operator::More => Self::More,
            Operator::AtLeast => Self::AtLeast,
            _ => Self::Equal,
        }
    }

    /// The comparison with the sides exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    /// Whether it holds for values that stand in this order.
    #[must_use]
    pub fn holds(self, order: core::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        span: Span,
        operator: Operator,
        left: &Ast,
        right: &Ast,
    ) -> Option<Cond> {
        let comparison = Comparison::of(operator);
        if let Some(growth) = self.growth(span, comparison, left, right) {
            return growth;
        }
        let (left, right) = self.sides(left, right)?;
        let spans = (left.1, right.1);
        let kind = match (left.0, right.0) {
            (Typed::Num(a, of_a), Typed::Num(b, of_b)) => {
                self.agree(span, &of_a, &of_b)?;
                CondKind::Numbers(comparison, a, b)
            }
            (Typed::Day(a), Typed::Day(b)) => CondKind::Dates(comparison, a, b),
            (Typed::Words(a), Typed::Words(b)) if comparison.is_equality() => {
                CondKind::Texts(comparison == Comparison::Equal, a, b)
            }
            (Typed::Pick(a, of_a), Typed::Pick(b, of_b)) if of_a == of_b => {
                self.ordered(span, comparison, of_a)?;
                CondKind::Choices(comparison, a, b)
            }
            (Typed::Cond(a), Typed::Cond(b)) if comparison.is_equality() => {
                // a = b is (a and b) or (not a and not b); Kleene holds for both sides
                let not = |cond: &Cond| Cond { kind: CondKind::Not(Box::new(cond.clone())), ..cond.clone() };
                let both = CondKind::All(Vec::from([a.clone(), b.clone()]));
                let neither = CondKind::All(Vec::from([not(&a), not(&b)]));
                let same = CondKind::Any(Vec::from([self.cond(span, both), self.cond(span, neither)]));
                match comparison {
                    Comparison::Equal => same,
                    _ => CondKind::Not(Box::new(self.cond(span, same))),
                }
            }
            (a, b) => {
                let (expected, found) = (self.describe(&a), self.describe(&b));
                self.report(if matches!(a, Typed::Words(_) | Typed::Cond(_)) && !comparison.is_equality() {
                    not_ordered::at(span, &expected)
                } else {
                    wrong_type::at(spans.1, &expected, &found)
                });
                return None;
            }
        };
        Some(self.cond(span, kind))
    }

    fn ordered(&mut self, span: Span, comparison: Comparison, choice: ChoiceId) -> Option<()> {
        let of = choice.of(self.vocabulary)?;
        if of.ordered || comparison.is_equality() {
            return Some(());
        }
        let name = alloc::format!("`{}`", of.name);
        self.report(not_ordered::at(
            span,
            &Text::new(alloc::format!("选项 {name}"), alloc::format!("the choice {name}")),
        ));
        None
    }

    /// Both sides; a bare word beside a choice is one of its values.
    fn sides(&mut self, left: &Ast, right: &Ast) -> Option<((Typed, Span), (Typed, Span))> {
        let spans = (left.span, right.span);
        if self.could_be_value(left) && !self.could_be_value(right) {
            let right = self.check(right)?;
            let left = self.beside(&right, left)?;
            return Some(((left, spans.0), (right, spans.1)));
        }
        let left = self.check(left)?;
        let right = self.beside(&left, right)?;
        Some(((left, spans.0), (right, spans.1)))
    }

    /// A name that is nothing else known here.
    fn could_be_value(&self, ast: &Ast) -> bool {
        let AstKind::Name(name) = &ast.kind else { return false };
        let is_field = self.record.and_then(|record| record.of(self.vocabulary)).is_some_and(|record| {
            record.field(name).is_some() || (name == "valid" && record.valid.is_some())
        });
        let is_bound = self.bound.iter().any(|(bound, _)| bound == name);
        !is_field
            && !is_bound
            && self.vocabulary.fact(name).is_none()
            && !matches!(name.as_str(), "as_of" | "year")
    }

    fn beside(&mut self, other: &Typed, ast: &Ast) -> Option<Typed> {
        let (Typed::Pick(_, choice), AstKind::Name(name)) = (other, &ast.kind) else {
            return self.check(ast);
        };
        let of = choice.of(self.vocabulary)?;
        if let Some(position) = of.position(name) {
            return Some(Typed::Pick(Pick::Constant(position), *choice));
        }
        if !self.could_be_value(ast) {
            return self.check(ast);
        }
        let known: Vec<&str> = of.values.iter().map(|(value, _)| value.as_str()).collect();
        self.report(unknown_name::value(ast.span, name, &of.name, &known));
        None
    }

    /// `date in window`, `choice in [a, b]`, `text in ['a', 'b']`.
    pub(super) fn within(&mut self, span: Span, left: &Ast, right: &Ast) -> Option<Cond> {
        let value = self.check(left)?;
        if let AstKind::List(items) = &right.kind {
            return self.among(span, value, items);
        }
        let Typed::Day(day) = value else {
            let found = self.describe(&value);
            self.report(wrong_type::at(left.span, &Text::new("日期", "a date"), &found));
            return None;
        };
        let stretch = match self.check(right)? {
            Typed::Window(window) => Stretch::Window(window),
            Typed::Period(at, _) => Stretch::Period(at),
            other => {
                let found = self.describe(&other);
                let expected = Text::new("一段时间，例如 `3 years`", "a stretch of time, such as `3 years`");
                self.report(wrong_type::at(right.span, &expected, &found));
                return None;
            }
        };
        Some(self.cond(span, CondKind::Within(day, stretch)))
    }

    fn among(&mut self, span: Span, value: Typed, items: &[Ast]) -> Option<Cond> {
        let mut positions = Vec::new();
        let mut texts = Vec::new();
        for item in items {
            match (&value, self.beside(&value, item)?) {
                (Typed::Pick(_, choice), Typed::Pick(Pick::Constant(at), of)) if *choice == of => {
                    positions.push(at)
                }
                (Typed::Words(_), Typed::Words(Words::Constant(text))) => texts.push(text),
                (_, other) => {
                    let (expected, found) = (self.describe(&value), self.describe(&other));
                    self.report(wrong_type::at(item.span, &expected, &found));
                    return None;
                }
            }
        }
        let kind = match value {
            Typed::Pick(pick, _) => CondKind::ChoiceAmong(pick, positions),
            Typed::Words(words) => CondKind::TextAmong(words, texts),
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(span, &Text::new("选项或文字", "a choice or a text"), &found));
                return None;
            }
        };
        Some(self.cond(span, kind))
    }

    /// `average_growth(x, 3 years) >= 10%`: the only place where growth can stand.
    fn growth(
        &mut self,
        span: Span,
        comparison: Comparison,
        left: &Ast,
        right: &Ast,
    ) -> Option<Option<Cond>> {
        let is_growth = |ast: &Ast| matches!(&ast.kind, AstKind::Call(name, ..) if name == "average_growth");
        let (call, rate, comparison) = if is_growth(left) {
            (left, right, comparison)
        } else if is_growth(right) {
            (right, left, comparison.turned())
        } else {
            return None;
        };
        let AstKind::Call(name, place, arguments) = &call.kind else { return None };
        Some(self.growth_of(span, comparison, (name, *place, arguments), rate))
    }

    fn growth_of(
        &mut self,
        span: Span,
        comparison: Comparison,
        (name, place, arguments): (&str, Span, &[Ast]),
        rate: &Ast,
    ) -> Option<Cond> {
        let (body, years) = self.over_years(name, place, arguments)?;
        let (rate_value, of) = self.number(rate)?;
        self.agree(rate.span, &NumberType::ratio(), &of)?;
        let kind = CondKind::Growth { comparison, body: Box::new(body), years, rate: Box::new(rate_value) };
        Some(self.cond(span, kind))
    }
}
