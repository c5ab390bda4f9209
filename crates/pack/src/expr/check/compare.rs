//! Comparisons and membership.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::numbers::Side;
use super::{Checker, Typed};
use crate::expr::ast::{Ast, AstKind, Operator};
use crate::expr::form::{Comparison, Cond, CondKind, Num, Pick, Stretch, Words};
use crate::findings::{not_ordered, unit_clash, unknown_name, wrong_type};
use crate::number::{Rational, Rounding};
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{ChoiceId, Flavour, NumberType};

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
        let kind = match (self.as_number(left.0), self.as_number(right.0)) {
            (Typed::Num(a, of_a), Typed::Num(b, of_b)) => {
                self.agree(Side::new(spans.0, &a, &of_a), Side::new(spans.1, &b, &of_b))?;
                self.with_percent((&a, &of_a), (&b, &of_b), spans)?;
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
                same(comparison == Comparison::Equal, a, b)
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

    /// A ratio beside a bare number above 1 is a forgotten `%`; a product, such as `share * 100`, is meant as a number.
    fn with_percent(
        &mut self,
        (a, of_a): (&Num, &NumberType),
        (b, of_b): (&Num, &NumberType),
        (at_a, at_b): (Span, Span),
    ) -> Option<()> {
        let ratio =
            |num: &Num, of: &NumberType| of.flavour == Flavour::Ratio && !matches!(num, Num::Multiply(..));
        let bare = |num: &Num, of: &NumberType| match num {
            Num::Constant(number, _) if of.flavour == Flavour::Plain && *number > Rational::from_int(1) => {
                Some(number.clone())
            }
            _ => None,
        };
        let forgotten = if ratio(a, of_a) {
            bare(b, of_b).map(|number| (number, at_b))
        } else if ratio(b, of_b) {
            bare(a, of_a).map(|number| (number, at_a))
        } else {
            None
        };
        let Some((number, at)) = forgotten else { return Some(()) };
        self.report(unit_clash::percent(at, &number.display(4, Rounding::HalfUp)));
        None
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

    /// Both sides. Beside a choice, a bare word that is one of its values is that value, whatever else has this name.
    fn sides(&mut self, left: &Ast, right: &Ast) -> Option<((Typed, Span), (Typed, Span))> {
        // What is found and read on the left is held back: the right side may show that it is a value.
        let found = core::mem::take(&mut self.findings);
        let read = core::mem::take(&mut self.reads);
        let first = self.check(left);
        let found = core::mem::replace(&mut self.findings, found);
        let read = core::mem::replace(&mut self.reads, read);
        let second = match (&first, &right.kind) {
            (Some(Typed::Pick(_, choice)), _) => self.of_choice(*choice, right),
            // It may be a value of what the left side should have been.
            (None, AstKind::Name(name)) if self.is_unknown(name) => None,
            _ => self.check(right),
        };
        let first = match (first, &second, &left.kind) {
            (Some(Typed::Pick(pick, choice)), ..) => Some(Typed::Pick(pick, choice)),
            (_, Some(Typed::Pick(_, choice)), AstKind::Name(_)) => {
                return Some(((self.of_choice(*choice, left)?, left.span), (second?, right.span)));
            }
            (other, ..) => other,
        };
        self.findings.extend(found);
        self.reads.extend(read);
        Some(((first?, left.span), (second?, right.span)))
    }

    /// Whether a word is nothing that can be read here: no bound period, field, fact or built-in name.
    fn is_unknown(&self, name: &str) -> bool {
        let is_field = self.record.and_then(|record| record.of(self.vocabulary)).is_some_and(|record| {
            record.field(name).is_some() || (name == "valid" && record.valid.is_some())
        });
        !is_field
            && !self.bound.iter().any(|(bound, _)| bound == name)
            && self.vocabulary.fact(name).is_none()
            && !self.vocabulary.broken.contains(name)
            && !matches!(name, "as_of" | "year")
    }

    /// An expression where a value of `choice` is expected: a bare word is one of its values.
    pub(super) fn of_choice(&mut self, choice: ChoiceId, ast: &Ast) -> Option<Typed> {
        let AstKind::Name(name) = &ast.kind else { return self.check(ast) };
        let of = choice.of(self.vocabulary)?;
        if let Some(position) = of.position(name) {
            return Some(Typed::Pick(Pick::Constant(position), choice));
        }
        if !self.is_unknown(name) {
            return self.check(ast);
        }
        let known: Vec<_> = of.values.iter().map(|(value, title)| (value.as_str(), title)).collect();
        self.report(unknown_name::value(ast.span, name, &of.name, &known));
        None
    }

    /// `date in window`, `choice in [a, b]`, `text in ['a', 'b']`.
    pub(super) fn within(&mut self, span: Span, left: &Ast, right: &Ast) -> Option<Cond> {
        let value = self.check(left)?;
        if let AstKind::List(items) = &right.kind {
            return self.among(span, left.span, value, items);
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

    /// `choice in [a, b]`, `text in ['a', 'b']`: the items are constants.
    fn among(&mut self, span: Span, place: Span, value: Typed, items: &[Ast]) -> Option<Cond> {
        let kind = match value {
            Typed::Pick(pick, choice) => {
                let expected = self.describe(&Typed::Pick(pick.clone(), choice));
                let of_choice = |checker: &mut Self, ast: &Ast| match checker.of_choice(choice, ast)? {
                    Typed::Pick(Pick::Constant(at), of) if of == choice => Some(Ok(at)),
                    other => Some(Err(other)),
                };
                CondKind::ChoiceAmong(pick, self.items(items, &expected, of_choice)?)
            }
            Typed::Words(words) => {
                let expected = Text::new("引号中的文字", "a text in quotes");
                let text = |checker: &mut Self, ast: &Ast| match checker.check(ast)? {
                    Typed::Words(Words::Constant(text)) => Some(Ok(text)),
                    other => Some(Err(other)),
                };
                CondKind::TextAmong(words, self.items(items, &expected, text)?)
            }
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(place, &Text::new("选项或文字", "a choice or a text"), &found));
                return None;
            }
        };
        Some(self.cond(span, kind))
    }

    /// The items of a list; each that `read` gives back as something else is reported.
    fn items<T>(
        &mut self,
        items: &[Ast],
        expected: &Text,
        read: impl Fn(&mut Self, &Ast) -> Option<Result<T, Typed>>,
    ) -> Option<Vec<T>> {
        let mut found = Vec::new();
        for item in items {
            match read(self, item) {
                Some(Ok(value)) => found.push(Some(value)),
                Some(Err(other)) => {
                    let other = self.describe(&other);
                    self.report(wrong_type::at(item.span, expected, &other));
                    found.push(None);
                }
                None => found.push(None),
            }
        }
        found.into_iter().collect()
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
        Some(self.growth_of(span, comparison, call, rate))
    }

    fn growth_of(&mut self, span: Span, comparison: Comparison, call: &Ast, rate: &Ast) -> Option<Cond> {
        let AstKind::Call(name, place, arguments) = &call.kind else { return None };
        let (body, years) = self.over_years(name, *place, arguments)?;
        let (rate_value, of) = self.number(rate)?;
        let ratio = NumberType::ratio();
        self.agree(Side::new(call.span, &body, &ratio), Side::new(rate.span, &rate_value, &of))?;
        let kind = CondKind::Growth { comparison, body: Box::new(body), years, rate: Box::new(rate_value) };
        Some(self.cond(span, kind))
    }
}

/// `a = b` for conditions; beside a plain `yes` or `no` it is the other side, or its contrary.
fn same(equal: bool, a: Cond, b: Cond) -> CondKind {
    match (&a.kind, &b.kind) {
        (CondKind::Constant(value), _) if *value == equal => b.kind,
        (_, CondKind::Constant(value)) if *value == equal => a.kind,
        (CondKind::Constant(_), _) => CondKind::Not(Box::new(b)),
        (_, CondKind::Constant(_)) => CondKind::Not(Box::new(a)),
        _ => CondKind::Same(equal, Box::new(a), Box::new(b)),
    }
}
