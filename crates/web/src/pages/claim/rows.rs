//! A list of records as rows of a form: those that the item counts, and apart from them those that only other items count.

use duheng_app::Question;
use duheng_app::claim::{Ask, AskKind, Claim, ClaimItem, Column, Typed, rows_of};

use super::fields::{Beside, FieldView, bare, sent_rows};
use super::said::{found, said, shown, titled};
use crate::frame::Frame;

/// A list of records.
pub(crate) struct ListView {
    pub(crate) stem: String,
    /// Its records in words, where they are only read.
    pub(crate) said: String,
    /// Which rows the item counts, in words; empty where it counts all.
    pub(crate) counts: String,
    /// The rows of the item, and those of no item.
    pub(crate) rows: Vec<Row>,
    /// The rows that other items count and this one does not.
    pub(crate) others: Vec<Row>,
    pub(crate) version: i64,
    /// Whether it was said that there are none.
    pub(crate) none: bool,
    /// What is wrong with the list as a whole.
    pub(crate) wrong: Vec<String>,
    pub(crate) theirs: Option<String>,
    /// Whether one more row was asked for while one was empty.
    pub(crate) had_empty: bool,
}

/// A row of a list.
pub(crate) struct Row {
    /// Its place in the list, from 0, which is also a part of the names of its fields.
    pub(crate) at: usize,
    pub(crate) cells: Vec<FieldView>,
    /// The codes of the items that count it, where this item does not.
    pub(crate) counted_by: String,
    pub(crate) wrong: Vec<String>,
}

impl Row {
    /// Its number, from 1.
    pub(crate) fn number(&self) -> String {
        (self.at + 1).to_string()
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.typed.text.is_empty())
    }
}

impl ListView {
    /// All rows, those of the item first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(&self.others)
    }

    /// Whether it can be said that there are none: as long as no row says otherwise.
    pub(crate) fn may_be_none(&self) -> bool {
        self.none || self.all().all(Row::is_empty)
    }

    /// Whether something in it is wrong.
    pub(crate) fn is_wrong(&self) -> bool {
        !self.wrong.is_empty() || self.theirs.is_some() || self.all().any(|row| !row.wrong.is_empty())
    }

    /// Whether the rows of others stand open: where something in them is to be mended.
    pub(crate) fn shows_others(&self) -> bool {
        self.others.iter().any(|row| !row.wrong.is_empty())
    }
}

/// Whether nothing is typed in a row.
pub(super) fn is_empty(row: &[Typed]) -> bool {
    row.iter().all(|typed| typed.text.trim().is_empty())
}

/// The list that an item asks for.
pub(super) fn list(
    frame: &Frame,
    claim: &Claim,
    item: &ClaimItem,
    ask: &Ask,
    columns: &[Column],
    beside: &Beside,
) -> ListView {
    let stem = ask.fact.clone();
    let question = Question::Fact { fact: ask.fact.clone(), period: None };
    let saved = claim.value(&question);
    let (typed, none) = match &beside.sent {
        Some(sent) => (sent_rows(sent, &stem, columns), sent.get(&format!("none-{stem}")) == "yes"),
        None => (rows_of(columns, saved), saved.is_some_and(|list| list.items().is_empty())),
    };
    let found = found(frame, claim, ask, &question);
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    let mut kept = 0;
    let mut add = |at: usize, typed: Vec<Typed>| {
        // rows in which nothing is typed are not saved, so what was found counts without them
        let saved_at = (!is_empty(&typed)).then_some(kept);
        kept += usize::from(saved_at.is_some());
        let own = found.iter().filter(|(row, _)| saved_at.is_some() && *row == saved_at);
        let wrong = own.map(|(_, sentence)| sentence.clone()).collect();
        let counted_by = ask.others_of(&item.code, &typed);
        let list = if counted_by.is_empty() { &mut rows } else { &mut others };
        let counted_by = counted_by.join(&frame.t("list-seam"));
        list.push(Row { at, cells: cells(frame, &stem, columns, at, typed), counted_by, wrong });
    };
    let count = typed.len();
    typed.into_iter().enumerate().for_each(|(at, row)| add(at, row));
    if beside.more == ask.fact || (rows.is_empty() && !none) {
        let typed = vec![Typed::default(); columns.len()];
        let cells = cells(frame, &stem, columns, count, typed);
        rows.push(Row { at: count, cells, counted_by: String::new(), wrong: Vec::new() });
    }
    let theirs = beside.theirs.get(&question);
    ListView {
        rows,
        others,
        version: theirs.map_or_else(|| claim.version(&question), |answer| answer.version),
        wrong: found.into_iter().filter(|(row, _)| row.is_none()).map(|(_, sentence)| sentence).collect(),
        theirs: theirs.map(|answer| said(frame, &ask.kind, answer)),
        said: shown(frame, &ask.kind, saved),
        counts: counts(frame, item, ask),
        none,
        had_empty: beside.had_empty && beside.more == ask.fact,
        stem,
    }
}

fn cells(frame: &Frame, stem: &str, columns: &[Column], at: usize, row: Vec<Typed>) -> Vec<FieldView> {
    let cell = |(column, typed): (&Column, Typed)| {
        let label = frame.pick(&column.title).to_owned();
        let cell = bare(frame, &column.kind, format!("{stem}-{at}-{}", column.name), label, typed);
        FieldView { key: format!("r-{}", cell.stem), optional: column.optional, ..cell }
    };
    columns.iter().zip(row).map(cell).collect()
}

/// Which rows an item counts, in words: the values of those columns that always have to be one of some.
fn counts(frame: &Frame, item: &ClaimItem, ask: &Ask) -> String {
    let Some(picked) = ask.counted.get(&item.code) else { return String::new() };
    let said = ask.kind.columns().iter().filter_map(|column| {
        let AskKind::Choice(values) = &column.kind else { return None };
        let codes: Vec<_> = picked.iter().map(|picked| picked.get(&column.name)).collect::<Option<_>>()?;
        let fitting = values.iter().filter(|(code, _)| codes.iter().any(|codes| codes.contains(code)));
        let titles: Vec<_> = fitting.map(|(code, title)| titled(frame, code, title)).collect();
        let titles = titles.join(&frame.t("list-seam"));
        Some(frame.with2("value-part", "label", frame.pick(&column.title), "value", &titles))
    });
    said.collect::<Vec<_>>().join(&frame.t("list-separator"))
}
