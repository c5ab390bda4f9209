//! Lists that several items share: which rows an item counts, and to which others a row belongs.

use duheng_pack::tree::Node;

use super::ask::{Ask, AskKind, Picked};
use super::form::Claim;
use super::typed::{Typed, rows_of};
use crate::draft::{Finding, Question};

impl Ask {
    /// Whether the items that share the list count different rows of it, so that what stands in it for one answers nothing
    /// for another.
    #[must_use]
    pub fn is_counted_apart(&self, item: &str) -> bool {
        let own = self.counted.get(item);
        matches!(self.kind, AskKind::Records(_))
            && self.items.iter().any(|other| other != item && self.counted.get(other) != own)
    }

    /// The codes of the other items that count a row which this item does not count, whatever else the row says; none where
    /// it is one of this item, or of no item at all.
    #[must_use]
    pub fn others_of<'a>(&'a self, item: &str, row: &[Typed]) -> Vec<&'a str> {
        if self.counts(item, row) {
            return Vec::new();
        }
        let others = self.items.iter().filter(|other| *other != item);
        others.filter(|other| self.counts(other, row)).map(String::as_str).collect()
    }

    /// Whether a list has rows, and none of them is one of this item.
    #[must_use]
    pub fn has_rows_of_others_alone(&self, item: &str, answer: Option<&Node>) -> bool {
        let rows = rows_of(self.kind.columns(), answer);
        !rows.is_empty() && rows.iter().all(|row| !self.others_of(item, row).is_empty())
    }

    /// Whether an item counts a row as far as its choices say; one that says nothing yet may become any.
    fn counts(&self, item: &str, row: &[Typed]) -> bool {
        let Some(picked) = self.counted.get(item) else { return true };
        picked.iter().any(|picked| self.fits(picked, row))
    }

    fn fits(&self, picked: &Picked, row: &[Typed]) -> bool {
        self.kind.columns().iter().zip(row).all(|(column, typed)| {
            let is_known = match &column.kind {
                AskKind::Choice(values) => values.iter().any(|(code, _)| *code == typed.text),
                _ => false,
            };
            let codes = picked.get(&column.name).filter(|_| is_known);
            codes.is_none_or(|codes| codes.contains(&typed.text))
        })
    }
}

impl Claim {
    /// Whether what was found in an answer concerns an item that asks for it: not where it is about a row that other items
    /// count and this one does not.
    #[must_use]
    pub fn is_about_own_row(&self, item: &str, fact: &str, finding: &Finding) -> bool {
        let (Some(ask), Some(row)) = (self.asks.get(fact), finding.row) else { return true };
        let answer = self.value(&Question::Fact { fact: fact.to_owned(), period: None });
        let row = rows_of(ask.kind.columns(), answer).into_iter().nth(row);
        row.is_none_or(|row| ask.others_of(item, &row).is_empty())
    }
}
