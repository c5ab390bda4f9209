//! Comments that wait for their place, and what the text around them says.

use alloc::string::String;
use alloc::vec::Vec;
use core::iter::Peekable;

use super::Remark;
use crate::tree::{Comments, Line};

/// The comments of a file in the order of the text, handed out one by one.
pub(super) struct Remarks<'t> {
    text: &'t str,
    waiting: Peekable<alloc::vec::IntoIter<Remark>>,
    /// Everything before this byte has found its place.
    passed: usize,
    /// The first byte of the dash of the next item, once it has been passed.
    marked: Option<usize>,
}

/// The next comment, seen but not taken.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    /// Its first byte.
    pub(super) start: usize,
    /// It has a line of its own.
    pub(super) own_line: bool,
    /// It stands behind the dash (or `?`) of the next item.
    pub(super) marked: bool,
    /// Characters before it on its line; only for lines of its own.
    pub(super) column: usize,
}

impl<'t> Remarks<'t> {
    pub(super) fn new(text: &'t str, remarks: Vec<Remark>) -> Self {
        Self { text, waiting: remarks.into_iter().peekable(), passed: 0, marked: None }
    }

    /// The text of the file.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The next comment before the byte `bound`.
    pub(super) fn ahead(&mut self, bound: usize) -> Option<Ahead> {
        let start = self.waiting.peek().map(|remark| remark.start).filter(|start| *start < bound)?;
        let marked = self.mark_before(start).is_some();
        self.passed = self.passed.max(start);
        let before = self.text.get(..start).unwrap_or("");
        let line = before.trim_end_matches([' ', '\t']);
        let own_line = line.is_empty() || line.ends_with(['\n', '\u{feff}']);
        Some(Ahead { start, own_line, marked, column: before.len() - line.len() })
    }

    /// The dash (or `?`) of the next item, if it stands before the byte `at`.
    pub(super) fn mark_before(&mut self, at: usize) -> Option<usize> {
        if self.marked.is_none() {
            let between = self.text.get(self.passed..at).unwrap_or("");
            let mut start = self.passed;
            for word in between.split([' ', '\t', '\r', '\n']) {
                if word == "-" || word == "?" {
                    self.marked = Some(start);
                    break;
                }
                start += word.len() + 1;
            }
        }
        self.marked
    }

    /// Takes the next comment.
    pub(super) fn take(&mut self) -> String {
        let Some(remark) = self.waiting.next() else { return String::new() };
        self.passed = self.passed.max(remark.end);
        remark.text
    }

    /// The text up to the byte `end` has found its place, except for comments that still wait.
    pub(super) fn pass(&mut self, end: usize) {
        let end = self.waiting.peek().map_or(end, |remark| end.min(remark.start));
        self.passed = self.passed.max(end);
    }

    /// The next item has begun: the dash that was passed is its own.
    pub(super) fn begun(&mut self) {
        self.marked = None;
    }

    /// Whether the line before the one with this byte is empty.
    pub(super) fn blank_before(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or("");
        let Some((above, _)) = before.rsplit_once('\n') else { return false };
        let content = above.trim_end_matches([' ', '\t', '\r']);
        content.ends_with('\n') || content.is_empty() || content == "\u{feff}"
    }

    /// Whether the list that begins at this byte begins with its dash, on a line of its own.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or("").trim_end_matches([' ', '\t']);
        let after = self.text.get(at..).unwrap_or("");
        let dash = after
            .strip_prefix('-')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        dash && !before.ends_with('-')
    }

    /// The end of the block scalar from `start` to `end` without the line breaks behind it.
    pub(super) fn trimmed(&self, start: usize, end: usize) -> usize {
        self.text.get(start..end).map_or(end, |content| start + content.trim_end().len())
    }

    /// The byte where the block scalar begins whose content begins at `content`: its `|` or `>`.
    pub(super) fn header(&self, from: usize, content: usize) -> usize {
        let mut comment = false;
        let gap = self.text.get(from..content).unwrap_or("");
        for (at, byte) in gap.bytes().enumerate() {
            match byte {
                b'\n' => comment = false,
                _ if comment => {}
                b'#' => comment = true,
                b'|' | b'>' => return from + at,
                _ => {}
            }
        }
        content
    }
}

/// Adds a line; two empty lines in a row are one.
pub(super) fn push(lines: &mut Vec<Line>, line: Line) {
    if line != Line::Empty || lines.last() != Some(&Line::Empty) {
        lines.push(line);
    }
}

/// Puts a comment at the end of a line, or above it if one stands there.
pub(super) fn beside(comments: &mut Comments, text: String) {
    match comments.beside {
        None => comments.beside = Some(text),
        Some(_) => comments.above.push(Line::Comment(text)),
    }
}

/// Drops empty lines at both ends.
pub(super) fn trim(lines: &mut Vec<Line>) {
    trim_start(lines);
    while lines.last() == Some(&Line::Empty) {
        lines.pop();
    }
}

/// Drops empty lines at the start.
pub(super) fn trim_start(lines: &mut Vec<Line>) {
    let empty = lines.iter().take_while(|line| **line == Line::Empty).count();
    lines.drain(..empty);
}
