//! Answers as files of facts. The engine reads facts from files and tells a mistake by its file; what people type into
//! fields has none. So every answer counts as a file of its own, numbered as it stands in its list, and every row of a list
//! as a line of that file. What the engine finds leads back to the field, and to the row.

use duheng_pack::source::{FileId, Span};
use duheng_pack::tree::{Data, Entry, Node};
use duheng_programme::scoring::{entry, map};

/// The first byte of the first row; what is about no row stands before it.
const FIRST_ROW: usize = 1;

/// The file that an answer counts as.
#[derive(Clone, Copy)]
pub(crate) struct AnswerFile(Span);

impl AnswerFile {
    /// That of the answer at this place of its list, from 0.
    pub(crate) fn of(position: usize) -> Self {
        // file 0 is where nodes stand that no answer gave
        let number = u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1);
        Self(Span::new(FileId(number), 0, 0))
    }

    /// The place in its list of the answer in which something was found; none where it is about none of them.
    pub(crate) fn position(found: Span) -> Option<usize> {
        usize::try_from(found.file.0).ok()?.checked_sub(1)
    }

    /// The row of a list in which something was found, from 0; none where it is about no single row.
    pub(crate) fn row(found: Span) -> Option<usize> {
        usize::try_from(found.start).ok()?.checked_sub(FIRST_ROW)
    }

    /// A key with its value, both from this file, but for what of it another answer gave.
    pub(crate) fn entry(self, key: &str, mut value: Node) -> Entry {
        let stand = |node: &mut Node, at: Span| {
            node.change_places(&|span| {
                if *span == Span::default() {
                    *span = at;
                }
            });
        };
        if let Data::List(rows, _) = &mut value.data {
            for (row, node) in rows.iter_mut().enumerate() {
                let line = row.saturating_add(FIRST_ROW);
                stand(node, Span::new(self.0.file, line, line));
            }
        }
        stand(&mut value, self.0);
        Entry { key_span: self.0, ..entry(key, value) }
    }
}

/// Facts by their names, as a file of facts has them.
#[derive(Default)]
pub(crate) struct TypedFacts(Vec<Entry>);

impl TypedFacts {
    /// Adds a fact, or one period of it. Where the whole fact was given, its periods do not count.
    pub(crate) fn add(&mut self, fact: &str, period: Option<&str>, value: &Node, file: AnswerFile) {
        let Some(period) = period else {
            self.0.push(file.entry(fact, value.clone()));
            return;
        };
        let own = file.entry(period, value.clone());
        match self.0.iter_mut().find(|entry| entry.key == fact) {
            Some(Entry { value: Node { data: Data::Map(periods, _), .. }, .. }) => periods.push(own),
            Some(_) => {}
            None => self.0.push(file.entry(fact, map(vec![own]))),
        }
    }

    /// Names and values in the order in which they came.
    pub(crate) fn into_entries(self) -> Vec<Entry> {
        self.0
    }
}
