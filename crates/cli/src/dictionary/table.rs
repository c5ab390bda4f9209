//! The data dictionary as a table to read and as CSV.

use super::{Entry, Words};
use crate::columns::{left, paragraph, rule, wrap};

/// The widths of the columns: name, title, type, period, who states it.
const WIDTHS: [usize; 5] = [26, 24, 24, 9, 12];

/// The dictionary as a page of text.
pub fn table(entries: &[Entry<'_>], words: Words<'_>) -> String {
    let head = [
        words.pick("事实", "Fact"),
        words.pick("名称", "Title"),
        words.pick("类型", "Type"),
        words.pick("期间", "Per"),
        words.pick("填报方", "Stated by"),
    ];
    let mut text = row(&head.map(String::from));
    text.push_str(&rule('═'));
    for entry in entries {
        let fact = entry.fact;
        let unit = words.unit(fact);
        let mut kind = words.kind(fact);
        if !unit.is_empty() {
            kind.push_str(&format!(" {unit}"));
        }
        text.push_str(&row(&[
            fact.name.clone(),
            words.text(&fact.title).to_string(),
            kind,
            words.per(fact).to_string(),
            words.by(fact),
        ]));
        let mut add = |label: &str, value: &str| {
            if !value.is_empty() {
                text.push_str(&paragraph(2, label, value));
            }
        };
        add("", words.text(&fact.question));
        add(words.pick("范围：", "Bounds: "), &words.bounds(fact));
        let fields: Vec<String> = words.fields(fact).iter().map(|field| words.field(field)).collect();
        add(words.pick("字段：", "Fields: "), &fields.join(words.pick("；", "; ")));
        add(words.pick("公式：", "Formula: "), &entry.formula);
        add(words.pick("用于：", "Read by: "), &entry.read_by.join(words.pick("、", ", ")));
        text.push_str(&rule('─'));
    }
    text
}

/// One row; long cells go on below.
fn row(cells: &[String; 5]) -> String {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(WIDTHS).map(|(cell, columns)| wrap(cell, columns - 2)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let mut text = String::new();
    for at in 0..height {
        let mut line = String::new();
        for (cell, columns) in wrapped.iter().zip(WIDTHS) {
            line.push_str(&left(cell.get(at).map_or("", String::as_str), columns));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The dictionary as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.
pub fn csv(entries: &[Entry<'_>], words: Words<'_>) -> String {
    let head = [
        "name", "title", "type", "unit", "per", "by", "question", "min", "max", "at_most", "fields",
        "formula", "read_by",
    ];
    let mut text = record(&head.map(String::from));
    for entry in entries {
        let fact = entry.fact;
        let fields: Vec<String> = words.fields(fact).iter().map(|field| words.field(field)).collect();
        let [least, greatest] = words.ends(fact);
        text.push_str(&record(&[
            fact.name.clone(),
            words.text(&fact.title).to_string(),
            words.kind(fact),
            words.unit(fact),
            words.per(fact).to_string(),
            words.by(fact),
            words.text(&fact.question).to_string(),
            least,
            greatest,
            words.whole(fact).to_string(),
            fields.join("; "),
            entry.formula.clone(),
            entry.read_by.join(" "),
        ]));
    }
    text
}

fn record(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| self::cell(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_string()
    };
    if guarded.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_quoted_and_never_run() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"so\""), "\"say \"\"so\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("60%"), "60%");
    }
}
