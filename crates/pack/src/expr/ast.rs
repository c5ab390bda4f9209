//! The syntax tree of an expression: names are not yet looked up.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::calendar::{Date, Step};
use crate::number::Rational;
use crate::source::Span;
use crate::unit::Unit;

/// A node of the syntax tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: AstKind,
}

/// One operator of a chain: the operator, the place of all up to its right side, and that side.
pub(super) type Link<'a> = (Operator, Span, &'a Ast);

impl Ast {
    /// The first operand of a chain `a + b - c` of operators that `belongs` accepts, and its links from left to right.
    ///
    /// The tree of a chain is as deep as the chain is long; going through its links keeps the stack small.
    pub(super) fn chain(&self, belongs: impl Fn(Operator) -> bool) -> (&Self, Vec<Link<'_>>) {
        let (mut first, mut links) = (self, Vec::new());
        while let AstKind::Binary(operator, left, right) = &first.kind {
            if !belongs(*operator) {
                break;
            }
            links.push((*operator, first.span, &**right));
            first = left;
        }
        links.reverse();
        (first, links)
    }
}

/// What a node of the syntax tree is.
#[derive(Clone, Debug, PartialEq)]
pub enum AstKind {
    /// `12`, `60%`, `50 万元`
    Number(Rational, Option<Unit>),
    /// `2025-06-01`
    Date(Date),
    /// `'text'`
    Text(String),
    /// `yes`, `no`
    YesNo(bool),
    /// A name, or the value of a choice.
    Name(String),
    /// `3 years`, `4 quarters`, `trailing 3 years`
    Window(Window),
    /// `not x`
    Not(Box<Ast>),
    /// `-x`
    Negative(Box<Ast>),
    /// `a op b`
    Binary(Operator, Box<Ast>, Box<Ast>),
    /// `x[y - 1]`
    Index(Box<Ast>, Box<Ast>),
    /// `x.field`
    Field(Box<Ast>, String, Span),
    /// `name(a, b)`; the place is the name's
    Call(String, Span, Vec<Ast>),
    /// `list where condition`
    Where(Box<Ast>, Box<Ast>),
    /// `[a, b]`
    List(Vec<Ast>),
}

/// A stretch of time, counted in whole steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// `3 years`: calendar years ending with the reporting year.
    Years(u16),
    /// `4 quarters`: quarters ending with the fourth of the reporting year.
    Quarters(u16),
    /// `trailing 3 years`: from that long before `as_of` to `as_of`, both days in.
    Trailing(u16, Step),
}

/// A sign between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `in`
    In,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// Whether it joins numbers.
    pub(super) fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide)
    }

    /// Whether it joins conditions.
    pub(super) fn is_logical(self) -> bool {
        matches!(self, Self::And | Self::Or)
    }
}
