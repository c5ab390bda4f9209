//! Lines of fixed width: East Asian characters count two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a page, in columns.
pub const PAGE: usize = 100;
/// The width of the column for points that are counted within an item.
const INNER: usize = 13;
/// The width of the column that adds up down the page.
const OUTER: usize = 13;
/// The width left for words.
pub const WORDS: usize = PAGE - INNER - OUTER;

/// The width of a text, in columns.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text`, then blanks up to `columns`.
pub fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Blanks, then `text`, `columns` wide together.
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Points of how many, with the slashes one below the other.
pub fn points(score: &str, of: &str) -> String {
    format!("{} / {}", right(score, 6), left(of, 3))
}

/// A rule across the page.
pub fn rule(of: char) -> String {
    format!("{}\n", of.to_string().repeat(PAGE))
}

/// The text in lines of at most `columns`; breaks at blanks and between East Asian characters, never before closing
/// punctuation.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(12);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let wide = width(piece.trim_end());
        if used > 0 && used + wide > columns {
            lines.push(line.trim_end().to_string());
            line = String::new();
            used = 0;
        }
        line.push_str(piece);
        used += width(piece);
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// The pieces between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            found.extend(text.get(start..at));
            start = at;
        }
        before = Some(character);
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

fn may_break(before: char, after: char) -> bool {
    let wide = |character: char| character.width().unwrap_or(0) > 1;
    if "，。；：、）〕》」”’！？%".contains(after) || "（〔《「“‘".contains(before) || after == ' '
    {
        return false;
    }
    before == ' ' || wide(before) || wide(after)
}

/// One row: words on the left (wrapped below `head`), points within an item, points that add up.
pub fn row(indent: usize, head: &str, words: &str, inner: &str, outer: &str) -> String {
    if inner.is_empty() && outer.is_empty() {
        return paragraph(indent, head, words);
    }
    let margin = indent + width(head);
    let mut shown = String::new();
    for (at, line) in wrap(words, WORDS.saturating_sub(margin)).iter().enumerate() {
        if at > 0 {
            shown.push_str(&format!("{}{line}\n", " ".repeat(margin)));
            continue;
        }
        let first = format!("{}{head}{line}", " ".repeat(indent));
        let full = format!("{}{}{}", left(&first, WORDS), right(inner, INNER), right(outer, OUTER));
        shown.push_str(full.trim_end());
        shown.push('\n');
    }
    shown
}

/// Words alone, across the whole page.
pub fn paragraph(indent: usize, head: &str, words: &str) -> String {
    let margin = indent + width(head);
    let mut shown = String::new();
    for (at, line) in wrap(words, PAGE.saturating_sub(margin)).iter().enumerate() {
        let before = if at == 0 { format!("{}{head}", " ".repeat(indent)) } else { " ".repeat(margin) };
        shown.push_str(format!("{before}{line}").trim_end());
        shown.push('\n');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn east_asian_characters_take_two_columns() {
        assert_eq!(width("分值 1"), 6);
        assert_eq!(left("分值", 6), "分值  ");
        assert_eq!(wrap("一二三四五六七八，九", 16), ["一二三四五六七", "八，九"]);
        assert_eq!(wrap("one two three four", 12), ["one two", "three four"]);
    }
}
