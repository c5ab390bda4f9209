//! What people type and what an answer holds: the only place that turns one into the other. It decides nothing: what
//! cannot be read is kept as typed, and the finding about it stands at its field.

use duheng_pack::number::read_number;
use duheng_pack::tree::{Comments, Data, Layout, Node};
use duheng_programme::scoring::{entry, map, scalar};

use super::ask::{AskKind, Column};

/// A field as it was typed, with the unit chosen beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// The symbol of the unit; empty where there is none to choose.
    pub unit: String,
}

impl Typed {
    /// A text without a unit.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), unit: String::new() }
    }
}

/// One field as an answer; none where nothing was typed. A number without a unit of its own takes the one chosen.
#[must_use]
pub fn answer_of(kind: &AskKind, typed: &Typed) -> Option<Node> {
    let text = typed.text.trim();
    if text.is_empty() {
        return None;
    }
    let takes_unit = matches!(kind, AskKind::Number { units, .. } if !units.is_empty());
    if takes_unit && !typed.unit.is_empty() && read_number(text).is_ok() {
        let between = if matches!(typed.unit.as_str(), "%" | "‰") { "" } else { " " };
        return Some(scalar(&format!("{text}{between}{}", typed.unit)));
    }
    Some(scalar(text))
}

/// An answer as it is shown in its field: the number apart from its unit where the unit is one to choose.
#[must_use]
pub fn typed_of(kind: &AskKind, answer: Option<&Node>) -> Typed {
    let text = answer.and_then(Node::as_str).unwrap_or_default();
    let AskKind::Number { units, .. } = kind else { return Typed::plain(text) };
    let mut symbols: Vec<&String> = units.iter().collect();
    // the longest first: 万元 before 元
    symbols.sort_by_key(|symbol| core::cmp::Reverse(symbol.len()));
    for symbol in symbols {
        if let Some(number) = text.strip_suffix(symbol.as_str())
            && read_number(number.trim()).is_ok()
        {
            return Typed { text: number.trim().to_owned(), unit: symbol.clone() };
        }
    }
    Typed::plain(text)
}

/// Rows of a list as an answer: rows and fields in which nothing was typed are left out. No rows are no answer, unless it
/// was said that there are none.
#[must_use]
pub fn list_of(columns: &[Column], rows: &[Vec<Typed>], none: bool) -> Option<Node> {
    let record = |row: &Vec<Typed>| {
        let fields = columns
            .iter()
            .zip(row)
            .filter_map(|(column, typed)| Some(entry(&column.name, answer_of(&column.kind, typed)?)));
        let fields: Vec<_> = fields.collect();
        (!fields.is_empty()).then(|| map(fields))
    };
    let records: Vec<Node> = rows.iter().filter_map(record).collect();
    if records.is_empty() && !none {
        return None;
    }
    Some(Node {
        span: Default::default(),
        data: Data::List(records, Layout::Block),
        comments: Comments::default(),
    })
}

/// The rows of an answer as they are shown in their fields.
#[must_use]
pub fn rows_of(columns: &[Column], answer: Option<&Node>) -> Vec<Vec<Typed>> {
    let items = answer.map(Node::items).unwrap_or_default();
    let row = |item: &Node| {
        columns.iter().map(|column| typed_of(&column.kind, item.get(&column.name))).collect::<Vec<_>>()
    };
    items.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money() -> AskKind {
        AskKind::Number {
            unit: "元".into(),
            units: vec!["元".into(), "万元".into(), "亿元".into()],
            count: false,
        }
    }

    fn share() -> AskKind {
        AskKind::Number { unit: "%".into(), units: vec!["%".into()], count: false }
    }

    #[test]
    fn a_number_takes_the_unit_beside_it_unless_it_has_its_own() {
        let read = |kind: &AskKind, text: &str, unit: &str| {
            let typed = Typed { text: text.into(), unit: unit.into() };
            answer_of(kind, &typed).and_then(|node| node.as_str().map(str::to_owned))
        };
        for (kind, text, unit, expected) in [
            (money(), "900", "万元", Some("900 万元")),
            (money(), "１，２３４．５", "元", Some("１，２３４．５ 元")),
            (money(), " 1,234,567 ", "元", Some("1,234,567 元")),
            (money(), "900 万元", "元", Some("900 万元")),
            (money(), "大约 900", "元", Some("大约 900")),
            (money(), "   ", "元", None),
            (share(), "60", "%", Some("60%")),
            (share(), "６０％", "%", Some("６０％")),
            (AskKind::Date, "2026年3月1日", "", Some("2026年3月1日")),
        ] {
            assert_eq!(read(&kind, text, unit).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_what_was_typed() {
        for (kind, text, unit) in
            [(money(), "900", "万元"), (share(), "60", "%"), (money(), "很多", ""), (AskKind::Text, "甲", "")]
        {
            let typed = Typed { text: text.into(), unit: unit.into() };
            assert_eq!(typed_of(&kind, answer_of(&kind, &typed).as_ref()), typed, "{text}");
        }
    }

    #[test]
    fn empty_rows_are_left_out_and_none_is_an_answer() {
        let column = |name: &str| Column {
            name: name.into(),
            title: Default::default(),
            kind: AskKind::Text,
            optional: false,
        };
        let columns = [column("title"), column("level")];
        let row = |a: &str, b: &str| vec![Typed::plain(a), Typed::plain(b)];
        let list = list_of(&columns, &[row("甲", ""), row("", " "), row("乙", "省")], false).expect("a list");
        assert_eq!(rows_of(&columns, Some(&list)), [row("甲", ""), row("乙", "省")]);
        assert_eq!(list_of(&columns, &[row("", "")], false), None);
        assert_eq!(list_of(&columns, &[], true).map(|list| list.items().len()), Some(0));
    }
}
