//! Words of the expression language.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::number::{Rational, half_width};
use crate::source::Span;
use crate::unit::Unit;

/// One word and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A number, with its unit where one is written.
    Number(Rational, Option<Unit>),
    /// `2025-06-01`, as written.
    Date(String),
    /// `'text'`, without the quotes.
    Text(String),
    /// A name or a keyword.
    Word(String),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

/// Why a text is no sequence of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// A character that no expression has.
    Character(char),
    /// A quote that nothing closes.
    OpenText,
    /// A number with too many digits.
    LongNumber(String),
}

const SIGNS: [&str; 19] =
    ["!=", "<=", ">=", "≠", "≤", "≥", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."];

/// Full-width signs that a Chinese keyboard types, and what they stand for.
const FULL_WIDTH: [(char, &str); 10] = [
    ('（', "("),
    ('）', ")"),
    ('［', "["),
    ('］', "]"),
    ('，', ","),
    ('＝', "="),
    ('＜', "<"),
    ('＞', ">"),
    ('＋', "+"),
    ('－', "-"),
];

/// Steps of windows, never units: `3 years` is a window, and a number of years where a number is needed.
const STEPS: [&str; 4] = ["year", "years", "quarter", "quarters"];

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    place: Span,
    /// Whether the word before is `trailing`; a number behind it has no unit, the next word is its step.
    trailing: bool,
}

/// Splits `text`, which stands at `place`, into words; the last one is [`TokenKind::End`].
pub(super) fn tokens(text: &str, place: Span) -> Result<Vec<Token>, (Unreadable, Span)> {
    let mut lexer = Lexer { text, at: 0, place, trailing: false };
    let mut found = Vec::new();
    loop {
        let token = lexer.next()?;
        let end = token.kind == TokenKind::End;
        lexer.trailing = matches!(&token.kind, TokenKind::Word(word) if word == "trailing");
        found.push(token);
        if end {
            return Ok(found);
        }
    }
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| keep(*c)).collect();
        self.at += taken.len();
        taken
    }

    fn next(&mut self) -> Result<Token, (Unreadable, Span)> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let kind = self.kind().map_err(|why| (why, self.place.within(start, self.at.max(start + 1))))?;
        Ok(Token { kind, span: self.place.within(start, self.at) })
    }

    fn kind(&mut self) -> Result<TokenKind, Unreadable> {
        let Some(first) = self.rest().chars().next() else { return Ok(TokenKind::End) };
        if is_digit(first) {
            return self.number();
        }
        if first == '\'' {
            return self.quoted();
        }
        if is_word_start(first) {
            return Ok(TokenKind::Word(self.take_while(is_word)));
        }
        if let Some((wide, sign)) = FULL_WIDTH.iter().find(|(wide, _)| *wide == first) {
            self.at += wide.len_utf8();
            return Ok(TokenKind::Sign(sign));
        }
        let Some(sign) = SIGNS.iter().find(|sign| self.rest().starts_with(**sign)) else {
            self.at += first.len_utf8();
            return Err(Unreadable::Character(first));
        };
        self.at += sign.len();
        Ok(TokenKind::Sign(match *sign {
            "≠" => "!=",
            "≤" => "<=",
            "≥" => ">=",
            other => other,
        }))
    }

    fn quoted(&mut self) -> Result<TokenKind, Unreadable> {
        let inner = self.rest().get(1..).unwrap_or("");
        let Some(end) = inner.find('\'') else {
            self.at = self.text.len();
            return Err(Unreadable::OpenText);
        };
        let text = inner.get(..end).unwrap_or("").to_string();
        self.at += end + 2;
        Ok(TokenKind::Text(text))
    }

    fn number(&mut self) -> Result<TokenKind, Unreadable> {
        let ten: String = self.rest().chars().take(10).collect();
        let date: String = ten.chars().map(half_width).collect();
        if is_date_shape(&date) {
            self.at += ten.len();
            return Ok(TokenKind::Date(date));
        }
        let mut digits = self.digits();
        let mut behind = self.rest().chars();
        let point = behind.next().filter(|c| half_width(*c) == '.');
        if let (Some(point), true) = (point, behind.next().is_some_and(is_digit)) {
            self.at += point.len_utf8();
            digits.push('.');
            digits.push_str(&self.digits());
        }
        let Some(number) = Rational::parse_decimal(&digits) else {
            return Err(Unreadable::LongNumber(digits));
        };
        let unit = if self.trailing { None } else { self.unit() };
        Ok(TokenKind::Number(number, unit))
    }

    /// The digits that follow, in half width.
    fn digits(&mut self) -> String {
        self.take_while(is_digit).chars().map(half_width).collect()
    }

    /// The unit behind a number: as many symbols joined by `/` and `·` as are known, written without inner spaces.
    fn unit(&mut self) -> Option<Unit> {
        let spaces = self.rest().len() - self.rest().trim_start().len();
        let rest = self.rest().get(spaces..).unwrap_or("");
        let symbol =
            |text: &str| text.chars().take_while(|c| is_symbol(*c)).map(char::len_utf8).sum::<usize>();
        let mut length = symbol(rest);
        let first = rest.get(..length).filter(|text| !text.is_empty() && !STEPS.contains(text))?;
        let mut unit = Unit::parse(first)?;
        if unit.is_multiple() {
            // `10 万 kWh`: a space may stand between a multiple and its unit
            let behind = rest.get(length..)?;
            let word = behind.len() - behind.trim_start().len();
            let longer = length + word + symbol(behind.get(word..)?);
            if let Some(multiplied) = rest.get(..longer).filter(|_| word > 0).and_then(Unit::parse) {
                unit = multiplied;
                length = longer;
            }
        }
        while let Some(joint) = rest.get(length..)?.chars().next().filter(|c| matches!(c, '/' | '·')) {
            let start = length + joint.len_utf8();
            let longer = start + symbol(rest.get(start..)?);
            let Some(compound) = rest.get(..longer).filter(|_| longer > start).and_then(Unit::parse) else {
                break;
            };
            unit = compound;
            length = longer;
        }
        self.at += spaces + length;
        Some(unit)
    }
}

/// Whether it is a digit, also a full-width one.
fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a character can stand in the symbol of a unit.
fn is_symbol(c: char) -> bool {
    is_word(c) || matches!(c, '%' | '％' | '‰' | '㎡' | '㎥' | '^')
}

fn is_date_shape(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
