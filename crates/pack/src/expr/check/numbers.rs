//! Numbers: units and what dimensionless numbers stand for.

use alloc::boxed::Box;

use super::{Checker, Typed, describe_number};
use crate::expr::ast::{Ast, AstKind, Operator, Window};
use crate::expr::form::Num;
use crate::findings::{unit_clash, unknown_name, wrong_type};
use crate::number::Rational;
use crate::source::Span;
use crate::text::Text;
use crate::unit::Unit;
use crate::vocabulary::{Flavour, NumberType};

impl NumberType {
    /// A number without unit.
    #[must_use]
    pub fn plain() -> Self {
        Self { unit: Unit::one(), flavour: Flavour::Plain }
    }

    /// A number of things.
    #[must_use]
    pub fn count() -> Self {
        Self { unit: Unit::one(), flavour: Flavour::Count }
    }

    /// A share or rate.
    #[must_use]
    pub fn ratio() -> Self {
        Self { unit: Unit::parse("%").unwrap_or_else(Unit::one), flavour: Flavour::Ratio }
    }

    /// A number in a unit. Parts of one (`%`, `‰`, `kg/t`) make it a ratio; multiples (`万`) leave it plain.
    #[must_use]
    pub fn in_unit(unit: Unit) -> Self {
        let ratio = unit.is_dimensionless() && *unit.scale() < Rational::from_int(1);
        Self { flavour: if ratio { Flavour::Ratio } else { Flavour::Plain }, unit }
    }

    /// Whether a number of this type can stand beside one of `other` in a sum or a comparison.
    #[must_use]
    pub fn goes_with(&self, other: &Self) -> bool {
        self.unit.same_dimension(&other.unit)
            && !matches!(
                (self.flavour, other.flavour),
                (Flavour::Count, Flavour::Ratio) | (Flavour::Ratio, Flavour::Count)
            )
    }

    /// The type of both together, which go with each other.
    pub(super) fn joined(self, other: Self) -> Self {
        if self.flavour == Flavour::Plain && self.unit.is_dimensionless() { other } else { self }
    }
}

/// One of two numbers that stand side by side.
#[derive(Clone, Copy)]
pub(super) struct Side<'n> {
    span: Span,
    num: &'n Num,
    of: &'n NumberType,
}

impl<'n> Side<'n> {
    /// The number that stands at `span`.
    pub(super) fn new(span: Span, num: &'n Num, of: &'n NumberType) -> Self {
        Self { span, num, of }
    }

    /// Whether it has neither unit nor meaning, and so goes with counts as with ratios.
    pub(super) fn is_bare(self) -> bool {
        self.of.unit.is_dimensionless() && self.of.flavour == Flavour::Plain
    }

    /// Whether it is written by hand, without any fact.
    pub(super) fn is_written(self) -> bool {
        is_written(self.num)
    }
}

/// Whether a number is made of written numbers alone.
fn is_written(num: &Num) -> bool {
    match num {
        Num::Constant(..) => true,
        Num::Negative(inner) | Num::Absolute(inner) => is_written(inner),
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            is_written(a) && is_written(b)
        }
        _ => false,
    }
}

impl Checker<'_> {
    /// Checks an expression that must be a number.
    pub(in crate::expr) fn number(&mut self, ast: &Ast) -> Option<(Num, NumberType)> {
        match &ast.kind {
            AstKind::Number(number, None) => Some((Num::Constant(number.clone(), None), NumberType::plain())),
            AstKind::Number(number, Some(unit)) => {
                let written = Num::Constant(number * unit.scale(), Some(Box::new(unit.clone())));
                Some((written, NumberType::in_unit(unit.clone())))
            }
            AstKind::Negative(inner) => {
                let (inner, of) = self.number(inner)?;
                Some((Num::Negative(Box::new(inner)), of))
            }
            AstKind::Name(name) if self.is_strange(name) => {
                self.report(unknown_name::no_number(ast.span, name));
                None
            }
            _ => match self.check(ast).map(|typed| self.as_number(typed))? {
                Typed::Num(number, of) => Some((number, of)),
                other => {
                    let found = self.describe(&other);
                    self.report(wrong_type::at(ast.span, &Text::new("数", "a number"), &found));
                    None
                }
            },
        }
    }

    /// `3 years` where no window can stand: a number of years.
    pub(super) fn as_number(&self, typed: Typed) -> Typed {
        match (typed, Unit::parse("year")) {
            (Typed::Window(Window::Years(count)), Some(years)) => {
                let number = years.scale() * &Rational::from(usize::from(count));
                Typed::Num(Num::Constant(number, Some(Box::new(years.clone()))), NumberType::in_unit(years))
            }
            (other, _) => other,
        }
    }

    /// Whether two numbers can stand side by side; reports a clash at the one that does not fit.
    ///
    /// A fact has the unit that it has, while a number is written by hand: beside a fact the number is wrong, and of
    /// two numbers the one without unit. Of two facts it is the second.
    pub(super) fn agree(&mut self, left: Side<'_>, right: Side<'_>) -> Option<()> {
        if left.of.goes_with(right.of) {
            return Some(());
        }
        let is_left = match (left.is_written(), right.is_written()) {
            (true, true) => left.is_bare() && !right.is_bare(),
            (written, _) => written,
        };
        let (wrong, beside) = if is_left { (left, right) } else { (right, left) };
        self.report(unit_clash::at(&self.operand_in_words(wrong), &self.operand_in_words(beside)));
        None
    }

    /// Whether a number can be looked up in a table whose key is `expected`.
    pub(super) fn fits_key(&mut self, span: Span, expected: &NumberType, found: &NumberType) -> Option<()> {
        if expected.goes_with(found) {
            return Some(());
        }
        self.report(unit_clash::key(span, &describe_number(expected), &describe_number(found)));
        None
    }

    fn operand_in_words(&self, side: Side<'_>) -> unit_clash::Operand {
        let is_plain = side.of.unit.is_dimensionless() && side.of.flavour != Flavour::Ratio;
        unit_clash::Operand {
            span: side.span,
            text: self.text(side.span),
            is: describe_number(side.of),
            is_written: side.is_written(),
            unit: if is_plain { None } else { Some(side.of.unit.symbol()) },
        }
    }

    /// A combined unit has an end: exponents of more than a few dozen are no unit of anything.
    fn fits(
        &mut self,
        span: Span,
        sides: (&NumberType, &NumberType),
        of: Option<NumberType>,
    ) -> Option<NumberType> {
        if of.is_none() {
            self.report(unit_clash::too_high(span, &describe_number(sides.0), &describe_number(sides.1)));
        }
        of
    }

    /// `a + b * c`, from left to right.
    pub(super) fn arithmetic(&mut self, ast: &Ast) -> Option<(Num, NumberType)> {
        let (first, links) = ast.chain(Operator::is_arithmetic);
        let (mut left, mut place) = (self.number(first), first.span);
        for (operator, span, ast) in links {
            let right = self.number(ast);
            let both = left.zip(right);
            left = both.and_then(|(left, right)| self.combined(operator, (place, left), (ast.span, right)));
            place = span;
        }
        left
    }

    fn combined(
        &mut self,
        operator: Operator,
        (at_a, (a, of_a)): (Span, (Num, NumberType)),
        (at_b, (b, of_b)): (Span, (Num, NumberType)),
    ) -> Option<(Num, NumberType)> {
        let span = at_a.to(at_b);
        let (a, b) = (Box::new(a), Box::new(b));
        Some(match operator {
            Operator::Add | Operator::Subtract => {
                self.agree(Side::new(at_a, &a, &of_a), Side::new(at_b, &b, &of_b))?;
                let number = if operator == Operator::Add { Num::Add(a, b) } else { Num::Subtract(a, b) };
                (number, of_a.joined(of_b))
            }
            Operator::Multiply => {
                (Num::Multiply(a, b), self.fits(span, (&of_a, &of_b), product(&of_a, &of_b))?)
            }
            _ => (Num::Divide(a, b), self.fits(span, (&of_a, &of_b), quotient(&of_a, &of_b))?),
        })
    }
}

/// Whether a number of this type only makes others larger or smaller: it is plain or a ratio.
fn is_factor(of: &NumberType) -> bool {
    of.unit.is_dimensionless() && of.flavour != Flavour::Count
}

/// The type of a product: what is multiplied by a plain number or a ratio stays what it is. Otherwise its unit is the
/// base unit, in which values are kept.
fn product(a: &NumberType, b: &NumberType) -> Option<NumberType> {
    let plain = |of: &NumberType| is_factor(of) && of.flavour == Flavour::Plain;
    if plain(a) || is_factor(a) && !plain(b) {
        return Some(b.clone());
    }
    if is_factor(b) {
        return Some(a.clone());
    }
    Some(NumberType { unit: a.unit.mul(&b.unit)?.base(), flavour: Flavour::Plain })
}

/// The type of a quotient: what is divided by a plain number or a ratio stays what it is; equal units cancel to a
/// ratio.
fn quotient(a: &NumberType, b: &NumberType) -> Option<NumberType> {
    if is_factor(b) {
        return Some(a.clone());
    }
    if a.unit.same_dimension(&b.unit) {
        return Some(NumberType::ratio());
    }
    Some(NumberType { unit: a.unit.div(&b.unit)?.base(), flavour: Flavour::Plain })
}
