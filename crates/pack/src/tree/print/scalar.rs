//! Quotes texts no more than they need.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use super::width::width;
use crate::tree::{Scalar, Style, is_unseen};

/// Columns at which a folded text is broken.
const FOLD: usize = 110;

/// A text that is the whole file.
pub(super) fn root(scalar: &Scalar) -> String {
    quoted(&scalar.text, false).into_owned()
}

/// A text between brackets.
pub(super) fn flow(scalar: &Scalar) -> Cow<'_, str> {
    quoted(&scalar.text, true)
}

/// A key.
pub(super) fn key(key: &str, in_flow: bool) -> Cow<'_, str> {
    // the reader takes full-width signs in plain keys for slips
    let is_slip = key == "<<" || key.contains('：') || key.starts_with('－');
    match quoted(key, in_flow) {
        Cow::Borrowed(plain) if is_slip => Cow::Owned(format!("'{}'", plain.replace('\'', "''"))),
        written => written,
    }
}

/// A text behind a key or dash: what stands on its line, and the lines below at `indent`, if it is a block.
pub(super) fn block(scalar: &Scalar, room: usize, indent: usize) -> (String, String) {
    let text = scalar.text.as_str();
    let lines = text.strip_suffix('\n').unwrap_or(text);
    let chomp = if lines.len() == text.len() { "-" } else { "" };
    let is_paragraph = scalar.style == Style::Folded && !lines.contains('\n') && !lines.starts_with(' ');
    if is_paragraph && (chomp.is_empty() || width(text) > room) && can_be_block(lines) {
        return (format!(">{chomp}"), folded(lines, indent));
    }
    let wants_lines = text.contains('\n') && scalar.style != Style::Double;
    if (wants_lines || scalar.style == Style::Literal) && can_be_block(lines) {
        let starts_with_space =
            lines.lines().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with(' '));
        let sign = if starts_with_space { "2" } else { "" };
        return (format!("|{sign}{chomp}"), literal(lines, indent));
    }
    (quoted(text, false).into_owned(), String::new())
}

/// Whether a block can hold these lines (without the last line break) and nothing that follows changes them.
fn can_be_block(lines: &str) -> bool {
    let is_sound = |line: &str| {
        !line.starts_with('\t')
            && (line.is_empty() || line.chars().any(|character| !matches!(character, ' ' | '\t')))
    };
    !lines.is_empty()
        && !lines.starts_with('\n')
        && !lines.ends_with('\n')
        && lines.split('\n').all(is_sound)
        && !lines.chars().any(|character| !matches!(character, '\n' | '\t') && needs_escape(character))
}

fn literal(lines: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in lines.split('\n') {
        push_line(&mut out, line, indent);
    }
    out
}

/// One paragraph over several lines, broken only where a single space stands.
fn folded(paragraph: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut line = String::new();
    let mut words = paragraph.split(' ').peekable();
    while let Some(word) = words.next() {
        line.push_str(word);
        let Some(next) = words.peek() else { break };
        let single = !word.is_empty() && !next.is_empty() && !next.starts_with('\t') && !word.ends_with('\t');
        if single && indent + width(&line) + 1 + width(next) > FOLD {
            push_line(&mut out, &line, indent);
            line.clear();
        } else {
            line.push(' ');
        }
    }
    push_line(&mut out, &line, indent);
    out
}

fn push_line(out: &mut String, line: &str, indent: usize) {
    if !line.is_empty() {
        out.extend(core::iter::repeat_n(' ', indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// A text on one line with the least quoting.
fn quoted(text: &str, in_flow: bool) -> Cow<'_, str> {
    if is_plain(text, in_flow) {
        Cow::Borrowed(text)
    } else if text.chars().any(needs_escape) {
        Cow::Owned(escaped(text))
    } else if text.contains('\'') && !text.contains(['"', '\\']) {
        // Without escapes a place in the text is a place in the file, which matters for expressions.
        Cow::Owned(format!("\"{text}\""))
    } else {
        Cow::Owned(format!("'{}'", text.replace('\'', "''")))
    }
}

/// Whether a text reads as itself without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = match first {
        '-' => {
            let second = text.chars().nth(1);
            let is_mark = matches!(second, None | Some(' ')) || (in_flow && is_bracket(second));
            !is_mark && !text.starts_with("---")
        }
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`'
        | ':' | '?' => false,
        _ => !text.starts_with("..."),
    };
    starts
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_flow && text.contains([',', '[', ']', '{', '}']))
        && !text.chars().any(needs_escape)
}

fn is_bracket(character: Option<char>) -> bool {
    matches!(character, Some(',' | '[' | ']' | '{' | '}'))
}

/// Whether a character is seen only as an escape in double quotes.
fn needs_escape(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r') || is_unseen(character)
}

fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if needs_escape(character) => {
                let code = u32::from(character);
                let escape = if code > 0xffff { format!("\\U{code:08X}") } else { format!("\\u{code:04X}") };
                out.push_str(&escape);
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
