//! Two texts compared word by word: Chinese by character, other scripts and numbers by word.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;

/// A piece of the comparison of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "text")]
pub enum Piece {
    /// It stands in both.
    Kept(String),
    /// It is gone.
    Removed(String),
    /// It is new.
    Added(String),
}

impl fmt::Display for Piece {
    /// Removed words stand in `[-…-]`, added ones in `{+…+}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept(text) => f.write_str(text),
            Self::Removed(text) => write!(f, "[-{text}-]"),
            Self::Added(text) => write!(f, "{{+{text}+}}"),
        }
    }
}

/// More words than this in the parts that differ are not searched for common ones.
const LIMIT: usize = 1500;

/// The pieces of two texts, in order; what was removed stands before what was added in its place.
#[must_use]
pub fn compare_words(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(start..).unwrap_or(&[]), new.get(start..).unwrap_or(&[]));
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |rest: &'_ [&'_ str]| rest.len().saturating_sub(end);
    let (a, b) =
        (old_rest.get(..middle(old_rest)).unwrap_or(&[]), new_rest.get(..middle(new_rest)).unwrap_or(&[]));
    let mut pieces = Pieces::default();
    old.iter().take(start).for_each(|word| pieces.keep(word));
    if a.len() > LIMIT || b.len() > LIMIT {
        a.iter().for_each(|word| pieces.removed.push_str(word));
        b.iter().for_each(|word| pieces.added.push_str(word));
    } else {
        align(a, b, &mut pieces);
    }
    old_rest.iter().skip(middle(old_rest)).for_each(|word| pieces.keep(word));
    pieces.finish()
}

/// Follows a longest common subsequence.
fn align(a: &[&str], b: &[&str], pieces: &mut Pieces) {
    let width = b.len() + 1;
    let mut best = alloc::vec![0u16; (a.len() + 1) * width];
    let at = |best: &[u16], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or(0);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let value = if a.get(i) == b.get(j) {
                at(&best, i + 1, j + 1) + 1
            } else {
                at(&best, i + 1, j).max(at(&best, i, j + 1))
            };
            if let Some(slot) = best.get_mut(i * width + j) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                pieces.keep(x);
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none() || at(&best, i + 1, j) >= at(&best, i, j + 1) => {
                pieces.removed.push_str(x);
                i += 1;
            }
            (_, Some(y)) => {
                pieces.added.push_str(y);
                j += 1;
            }
            _ => break,
        }
    }
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    kept: String,
    removed: String,
    added: String,
}

impl Pieces {
    fn keep(&mut self, word: &str) {
        if !self.removed.is_empty() || !self.added.is_empty() {
            self.flush();
        }
        self.kept.push_str(word);
    }

    fn flush(&mut self) {
        let take = core::mem::take;
        let (kept, removed, added) = (take(&mut self.kept), take(&mut self.removed), take(&mut self.added));
        let pieces = [Piece::Kept(kept), Piece::Removed(removed), Piece::Added(added)];
        self.done.extend(pieces.into_iter().filter(|piece| {
            let (Piece::Kept(text) | Piece::Removed(text) | Piece::Added(text)) = piece;
            !text.is_empty()
        }));
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }
}

/// Words: a Chinese character or a sign is one; letters and digits together are one.
fn words(text: &str) -> Vec<&str> {
    let joins = |c: char| c.is_alphanumeric() && !is_ideograph(c) || matches!(c, '.' | '_' | '%');
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, character) in text.char_indices() {
        if at > 0 && !(last.is_some_and(joins) && joins(character)) {
            words.extend(text.get(start..at));
            start = at;
        }
        last = Some(character);
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    fn marked(before: &str, after: &str) -> String {
        compare_words(before, after).into_iter().map(|piece| piece.to_string()).collect()
    }

    #[test]
    fn changed_words_are_marked() {
        assert_eq!(marked("获得 1 项得 1 分", "获得 1 项得 2 分"), "获得 1 项得 [-1-]{+2+} 分");
        assert_eq!(marked("每年开展讨论", "每年至少开展讨论"), "每年{+至少+}开展讨论");
        assert_eq!(
            marked("at least 60% of them", "at least 65.5% of them"),
            "at least [-60%-]{+65.5%+} of them"
        );
        assert_eq!(marked("", "新"), "{+新+}");
        assert_eq!(marked("同", "同"), "同");
    }

    proptest! {
        #[test]
        fn pieces_give_both_texts(before in "[ab 一二.]{0,12}", after in "[ab 一二.]{0,12}") {
            let pieces = compare_words(&before, &after);
            let text = |drop: fn(&Piece) -> bool| -> String {
                pieces.iter().filter(|piece| !drop(piece)).map(|piece| {
                    let (Piece::Kept(text) | Piece::Removed(text) | Piece::Added(text)) = piece;
                    text.as_str()
                }).collect()
            };
            prop_assert_eq!(text(|piece| matches!(piece, Piece::Added(_))), before);
            prop_assert_eq!(text(|piece| matches!(piece, Piece::Removed(_))), after);
        }
    }
}
