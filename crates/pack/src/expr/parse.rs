//! From words to the syntax tree.
//!
//! Loosest first: `where`; `or`; `and`; `not`; comparisons and `in` (which do not chain); `+ -`; `* /`; unary `-`;
//! indexing and fields.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::ast::{Ast, AstKind, Operator, Window};
use super::token::{Token, TokenKind, tokens};
use crate::calendar::{Date, Step};
use crate::diagnostic::Diagnostic;
use crate::findings::expression_syntax::{self, Problem};
use crate::number::read_whole;
use crate::source::Span;
use crate::unit::Unit;

/// How deep an expression may nest.
const DEPTH: usize = 32;
/// How long an expression may be, in bytes.
const LENGTH: usize = 4096;
/// How many operators, fields and indices an expression may have: `a + b + c` is as deep a tree as `(a + b) + c`.
const LINKS: usize = 128;

/// How many years, quarters or months a window may have.
const STEPS: u16 = 100;
/// How many days a window may have.
const DAYS: u16 = 3660;

/// Words that name nothing.
const RESERVED: [&str; 7] = ["and", "or", "not", "in", "where", "yes", "no"];

/// Reads the expression `text`, which stands at `place`.
///
/// # Errors
/// A finding `expression-syntax` at the first word that does not fit.
pub fn parse(text: &str, place: Span) -> Result<Ast, Diagnostic> {
    if text.len() > LENGTH {
        return Err(expression_syntax::at(place, Problem::TooLong));
    }
    let words = tokens(text, place).map_err(|(why, span)| expression_syntax::at(span, why.into()))?;
    let mut parser = Parser { text, place, words, at: 0, depth: 0, links: 0 };
    let ast = parser.filtered()?;
    match parser.peek() {
        TokenKind::End => Ok(ast),
        _ => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    text: &'t str,
    place: Span,
    words: Vec<Token>,
    at: usize,
    depth: usize,
    links: usize,
}

type Parsed = Result<Ast, Diagnostic>;

impl Parser<'_> {
    fn peek(&self) -> &TokenKind {
        self.words.get(self.at).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn span(&self) -> Span {
        self.words.get(self.at).or_else(|| self.words.last()).map(|token| token.span).unwrap_or_default()
    }

    fn advance(&mut self) -> (TokenKind, Span) {
        let span = self.span();
        let kind = self.peek().clone();
        self.at += 1;
        (kind, span)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), TokenKind::Word(found) if found == word)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn eat_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), TokenKind::Sign(found) if *found == sign);
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self) -> Diagnostic {
        let problem = match self.peek() {
            TokenKind::End => Problem::Incomplete,
            TokenKind::Sign("=") if self.is_behind("=") => Problem::DoubledEquals,
            _ => return self.unknown_unit().unwrap_or_else(|| self.misplaced()),
        };
        expression_syntax::at(self.span(), problem)
    }

    fn misplaced(&self) -> Diagnostic {
        expression_syntax::at(self.span(), Problem::Unexpected(self.written(self.span())))
    }

    /// A word behind a number that has no unit yet, or `万` alone, is meant as its unit.
    fn unknown_unit(&self) -> Option<Diagnostic> {
        let TokenKind::Word(word) = self.peek() else { return None };
        let before = &self.words.get(self.at.checked_sub(1)?)?.kind;
        let TokenKind::Number(_, unit) = before else { return None };
        let is_open = unit.as_ref().is_none_or(Unit::is_multiple) && !RESERVED.contains(&word.as_str());
        is_open.then(|| expression_syntax::at(self.span(), Problem::UnknownUnit(word.clone())))
    }

    /// What is wrong where `sign` should stand: before a misspelt unit it is not the sign that is missing.
    fn missing(&self, sign: &'static str) -> Diagnostic {
        let missing = || expression_syntax::at(self.span(), Problem::Missing(sign));
        self.unknown_unit().unwrap_or_else(missing)
    }

    /// Whether the word before is this sign.
    fn is_behind(&self, sign: &str) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.words.get(at));
        before.is_some_and(|token| matches!(token.kind, TokenKind::Sign(found) if found == sign))
    }

    /// The text at a place.
    fn written(&self, span: Span) -> String {
        let at = |offset: u32| offset.saturating_sub(self.place.start) as usize;
        self.text.get(at(span.start)..at(span.end)).unwrap_or_default().to_string()
    }

    fn expect_sign(&mut self, sign: &'static str) -> Result<Span, Diagnostic> {
        let span = self.span();
        if self.eat_sign(sign) { Ok(span) } else { Err(self.missing(sign)) }
    }

    fn nested(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= DEPTH {
            return Err(expression_syntax::at(self.span(), Problem::TooDeep));
        }
        self.depth += 1;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }

    /// Counts one more operator, field or index.
    fn link(&mut self) -> Result<(), Diagnostic> {
        self.links += 1;
        if self.links > LINKS {
            return Err(expression_syntax::at(self.place, Problem::TooLong));
        }
        Ok(())
    }

    fn binary(&mut self, operator: Operator, left: Ast, right: Ast) -> Parsed {
        self.link()?;
        let span = left.span.to(right.span);
        Ok(Ast { span, kind: AstKind::Binary(operator, Box::new(left), Box::new(right)) })
    }

    fn filtered(&mut self) -> Parsed {
        self.nested(|parser| {
            let list = parser.either()?;
            if !parser.eat_word("where") {
                return Ok(list);
            }
            let condition = parser.either()?;
            let span = list.span.to(condition.span);
            Ok(Ast { span, kind: AstKind::Where(Box::new(list), Box::new(condition)) })
        })
    }

    fn either(&mut self) -> Parsed {
        let mut left = self.both()?;
        while self.eat_word("or") {
            let right = self.both()?;
            left = self.binary(Operator::Or, left, right)?;
        }
        Ok(left)
    }

    fn both(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.eat_word("and") {
            let right = self.negation()?;
            left = self.binary(Operator::And, left, right)?;
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span();
        if !self.eat_word("not") {
            return self.comparison();
        }
        self.nested(|parser| {
            let inner = parser.negation()?;
            Ok(Ast { span: start.to(inner.span), kind: AstKind::Not(Box::new(inner)) })
        })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let Some(operator) = self.comparison_operator() else { return Ok(left) };
        self.at += 1;
        let right = self.sum()?;
        if self.comparison_operator().is_some() {
            return Err(expression_syntax::at(self.span(), Problem::Chained));
        }
        self.binary(operator, left, right)
    }

    fn comparison_operator(&self) -> Option<Operator> {
        match self.peek() {
            TokenKind::Sign("=") => Some(Operator::Equal),
            TokenKind::Sign("!=") => Some(Operator::NotEqual),
            TokenKind::Sign("<") => Some(Operator::Less),
            TokenKind::Sign("<=") => Some(Operator::AtMost),
            TokenKind::Sign(">") => Some(Operator::More),
            TokenKind::Sign(">=") => Some(Operator::AtLeast),
            TokenKind::Word(word) if word == "in" => Some(Operator::In),
            _ => None,
        }
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                TokenKind::Sign("+") => Operator::Add,
                TokenKind::Sign("-") => Operator::Subtract,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.product()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let operator = match self.peek() {
                TokenKind::Sign("*") => Operator::Multiply,
                TokenKind::Sign("/") => Operator::Divide,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.signed()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn signed(&mut self) -> Parsed {
        let start = self.span();
        if !self.eat_sign("-") {
            return self.postfix();
        }
        self.nested(|parser| {
            let inner = parser.signed()?;
            Ok(Ast { span: start.to(inner.span), kind: AstKind::Negative(Box::new(inner)) })
        })
    }

    fn postfix(&mut self) -> Parsed {
        let mut base = self.primary()?;
        loop {
            if matches!(self.peek(), TokenKind::Sign("[" | ".")) {
                self.link()?;
            }
            if self.eat_sign("[") {
                let index = self.filtered()?;
                let end = self.expect_sign("]")?;
                base = Ast { span: base.span.to(end), kind: AstKind::Index(Box::new(base), Box::new(index)) };
            } else if self.eat_sign(".") {
                let (kind, span) = self.advance();
                let TokenKind::Word(field) = kind else {
                    return Err(expression_syntax::at(span, Problem::NoField));
                };
                base = Ast { span: base.span.to(span), kind: AstKind::Field(Box::new(base), field, span) };
            } else {
                return Ok(base);
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let start = self.span();
        match self.peek().clone() {
            TokenKind::Number(number, unit) => {
                self.at += 1;
                if unit.is_none()
                    && let Some(window) = self.window(start, false)?
                {
                    return Ok(Ast { span: start.to(self.previous()), kind: AstKind::Window(window) });
                }
                Ok(Ast { span: start, kind: AstKind::Number(number, unit) })
            }
            TokenKind::Date(text) => {
                self.at += 1;
                let date = Date::parse(&text)
                    .ok_or_else(|| expression_syntax::at(start, Problem::NoSuchDay(text.clone())))?;
                Ok(Ast { span: start, kind: AstKind::Date(date) })
            }
            TokenKind::Text(text) => {
                self.at += 1;
                Ok(Ast { span: start, kind: AstKind::Text(text) })
            }
            TokenKind::Sign("(") => {
                self.at += 1;
                let inner = self.filtered()?;
                let end = self.expect_sign(")")?;
                Ok(Ast { span: start.to(end), kind: inner.kind })
            }
            TokenKind::Sign("[") => {
                self.at += 1;
                if matches!(self.peek(), TokenKind::Sign("]")) {
                    return Err(self.unexpected());
                }
                let items = self.arguments("]")?;
                Ok(Ast { span: start.to(self.previous()), kind: AstKind::List(items) })
            }
            TokenKind::Word(word) => self.word(&word, start),
            TokenKind::Sign(_) | TokenKind::End => Err(self.unexpected()),
        }
    }

    fn word(&mut self, word: &str, start: Span) -> Parsed {
        match word {
            "yes" | "no" => {
                self.at += 1;
                return Ok(Ast { span: start, kind: AstKind::YesNo(word == "yes") });
            }
            "trailing" if self.next_is_number() => {
                self.at += 1;
                let (_, count) = self.advance();
                let Some(window) = self.window(count, true)? else {
                    return Err(match self.peek() {
                        TokenKind::Word(word) => {
                            expression_syntax::at(self.span(), Problem::WindowStep(word.clone()))
                        }
                        _ => expression_syntax::at(self.span(), Problem::Missing("years")),
                    });
                };
                return Ok(Ast { span: start.to(self.previous()), kind: AstKind::Window(window) });
            }
            _ if RESERVED.contains(&word) => return Err(self.unexpected()),
            _ => self.at += 1,
        }
        if !self.eat_sign("(") {
            return Ok(Ast { span: start, kind: AstKind::Name(word.to_string()) });
        }
        let arguments = self.arguments(")")?;
        let span = start.to(self.previous());
        Ok(Ast { span, kind: AstKind::Call(word.to_string(), start, arguments) })
    }

    fn next_is_number(&self) -> bool {
        matches!(self.words.get(self.at + 1).map(|token| &token.kind), Some(TokenKind::Number(..)))
    }

    fn previous(&self) -> Span {
        self.words.get(self.at.saturating_sub(1)).map(|token| token.span).unwrap_or_default()
    }

    fn arguments(&mut self, close: &'static str) -> Result<Vec<Ast>, Diagnostic> {
        let mut found = Vec::new();
        if self.eat_sign(close) {
            return Ok(found);
        }
        loop {
            found.push(self.filtered()?);
            if self.eat_sign(close) {
                return Ok(found);
            }
            if !self.eat_sign(",") {
                return Err(self.missing(close));
            }
        }
    }

    /// The window that the number at `count` and the next word make, if that word is a step of time.
    fn window(&mut self, count: Span, trailing: bool) -> Result<Option<Window>, Diagnostic> {
        let TokenKind::Word(word) = self.peek().clone() else { return Ok(None) };
        let step = word.strip_suffix('s').unwrap_or(&word);
        if !["year", "quarter", "month", "day"].contains(&step) {
            return Ok(None);
        }
        let span = self.span();
        self.at += 1;
        let digits = self.written(count);
        let most = if step == "day" { DAYS } else { STEPS };
        let number = read_whole(&digits).and_then(|number| u16::try_from(number).ok());
        let Some(steps) = number.filter(|steps| (1..=most).contains(steps)) else {
            return Err(expression_syntax::at(count, Problem::WindowLength(digits)));
        };
        let window = match (trailing, step) {
            (false, "year") => Window::Years(steps),
            (false, "quarter") => Window::Quarters(steps),
            (true, "year") => Window::Trailing(steps, Step::Years),
            (true, "month") => Window::Trailing(steps, Step::Months),
            (true, "day") => Window::Trailing(steps, Step::Days),
            _ => return Err(expression_syntax::at(span, Problem::WindowStep(word))),
        };
        Ok(Some(window))
    }
}

impl From<super::token::Unreadable> for Problem {
    fn from(why: super::token::Unreadable) -> Self {
        use super::token::Unreadable;
        match why {
            Unreadable::Character(c) => Self::Character(String::from(c)),
            Unreadable::OpenText => Self::Missing("'"),
            Unreadable::LongNumber(digits) => Self::LongNumber(digits),
        }
    }
}
