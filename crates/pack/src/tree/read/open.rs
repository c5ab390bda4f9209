//! What is still open where the parser stopped: brackets and quotes, so that a finding can name where they begin.

use alloc::vec::Vec;

use super::{Found, What};

/// The brackets and quotes around a place.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The first byte of each bracket that is not closed, the innermost last.
    pub(super) brackets: Vec<usize>,
    /// The first byte of the quote that is not closed.
    pub(super) quote: Option<usize>,
    /// The first byte and the end of the last quoted text that is closed.
    pub(super) quoted: Option<(usize, usize)>,
}

/// What is open at the byte `at`. The parser gave `found` before it stopped; the little behind that is read here.
pub(super) fn at(text: &str, found: &[Found<'_>], at: usize) -> Opened {
    let mut opened = Opened::default();
    let mut stack = Vec::new();
    for event in found {
        match event.what {
            What::Map { .. } | What::List { .. } => stack.push(event.start),
            What::End { .. } => {
                stack.pop();
            }
            What::Empty | What::Scalar(..) => {}
        }
    }
    let is_bracket = |start: &usize| matches!(text.as_bytes().get(*start), Some(b'{' | b'['));
    opened.brackets = stack.into_iter().filter(is_bracket).collect();
    let ends = found.iter().map(|event| match event.what {
        What::Map { .. } | What::List { .. } if is_bracket(&event.start) => event.start + 1,
        _ => event.end,
    });
    opened.scan(text, ends.max().unwrap_or(0), at);
    opened
}

impl Opened {
    /// Reads on from one byte to another.
    fn scan(&mut self, text: &str, from: usize, to: usize) {
        let piece = text.get(from..to).unwrap_or("");
        // Whether a quote or bracket may begin here: at the start of a text.
        let mut fresh = true;
        let mut before = ' ';
        let mut comment = false;
        let mut quote: Option<(char, usize)> = None;
        let mut escaped = false;
        for (offset, character) in piece.char_indices() {
            let place = from + offset;
            match (quote, character) {
                _ if comment => comment = character != '\n',
                (Some(_), _) if escaped => escaped = false,
                (Some(('"', _)), '\\') => escaped = true,
                (Some((mark, start)), _) if character == mark => {
                    // `''` reopens what it closes
                    quote = None;
                    self.quoted = Some((start, place + 1));
                    fresh = mark == '\'';
                }
                (Some(_), _) => {}
                (None, '#') if before.is_whitespace() => comment = true,
                (None, '"' | '\'') if fresh || self.quoted.is_some_and(|(_, end)| end == place) => {
                    let start =
                        self.quoted.filter(|(_, end)| *end == place).map_or(place, |(start, _)| start);
                    quote = Some((character, start));
                }
                (None, '{' | '[') if fresh => self.brackets.push(place),
                (None, '}' | ']') => {
                    self.brackets.pop();
                }
                (None, ',' | '{' | '[' | '\n') => fresh = true,
                (None, ':' | '-') => fresh = true,
                (None, c) => fresh = fresh && c.is_whitespace(),
            }
            before = character;
        }
        self.quote = quote.map(|(_, start)| start);
    }
}
