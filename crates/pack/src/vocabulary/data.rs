//! The CSV files of tables and lists.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::values::read_value;
use super::{Table, TableRow, Value, ValueType, Vocabulary};
use crate::bundle::Bundle;
use crate::calendar::{Date, DateRange};
use crate::diagnostic::Diagnostic;
use crate::findings::bad_table::{self, Problem};
use crate::schema::Fields;
use crate::source::{SourceMap, Span};

/// The cells of a CSV text, row by row. Quotes as usual; a leading byte-order mark is skipped.
#[must_use]
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv_core::Reader::new();
    let mut input = text.trim_start_matches('\u{feff}').as_bytes();
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell: Vec<u8> = Vec::new();
    let mut buffer = [0u8; 1024];
    loop {
        let (result, read, written) = reader.read_field(input, &mut buffer);
        input = input.get(read..).unwrap_or(&[]);
        cell.extend_from_slice(buffer.get(..written).unwrap_or(&[]));
        match result {
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
            csv_core::ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8_lossy(&cell).into_owned());
                cell.clear();
                if record_end {
                    rows.push(core::mem::take(&mut row));
                }
            }
            csv_core::ReadFieldResult::End => return rows,
        }
    }
}

/// The rows of the file that `node` names, with the place to report.
fn file(
    node: Fields<'_>,
    bundle: &Bundle,
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Vec<Vec<String>>, Span)> {
    let (path, span) = node.spanned("file")?;
    let source = bundle.data.get(path).and_then(|file| sources.get(*file));
    let Some(source) = source else {
        findings.push(bad_table::at(span, &Problem::NoFile(path.to_string())));
        return None;
    };
    Some((cells(&source.text), span))
}

/// The codes in the column `uscc` of a list's file.
pub(super) fn list_members(
    node: Fields<'_>,
    bundle: &Bundle,
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Option<Vec<String>> {
    let (rows, span) = file(node, bundle, sources, findings)?;
    let column = rows.first().and_then(|head| head.iter().position(|name| name.trim() == "uscc"));
    let Some(column) = column else {
        findings.push(bad_table::at(span, &Problem::NoColumn("uscc".to_string())));
        return None;
    };
    Some(rows.iter().skip(1).filter_map(|row| row.get(column)).map(|code| code.trim().to_string()).collect())
}

/// The rows of a table's file.
pub(super) fn table_rows(
    table: &Table,
    node: Fields<'_>,
    bundle: &Bundle,
    sources: &SourceMap,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Diagnostic>,
) -> Vec<TableRow> {
    if node.node("file").is_none() {
        if table.absent.is_none() {
            findings.push(bad_table::at(table.span, &Problem::NoRows));
        }
        return Vec::new();
    }
    let Some((rows, span)) = file(node, bundle, sources, findings) else { return Vec::new() };
    let head: Vec<&str> =
        rows.first().map(|row| row.iter().map(|name| name.trim()).collect()).unwrap_or_default();
    let wanted = table.key.iter().map(|(name, _)| name).chain(table.columns.iter().map(|(name, _)| name));
    let missing: Vec<&String> = wanted.filter(|name| !head.contains(&name.as_str())).collect();
    if !missing.is_empty() {
        findings.extend(missing.iter().map(|name| bad_table::at(span, &Problem::NoColumn((*name).clone()))));
        return Vec::new();
    }
    let mut found: Vec<TableRow> = Vec::new();
    for (at, cells) in rows.iter().enumerate().skip(1) {
        let cell = |name: &str| {
            let column = head.iter().position(|head| *head == name)?;
            cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        match table_row(table, vocabulary, cell) {
            Ok(row) => {
                let twice =
                    found.iter().any(|earlier| earlier.key == row.key && overlap(&earlier.valid, &row.valid));
                if twice {
                    findings.push(bad_table::at(span, &Problem::Twice(at + 1)));
                }
                found.push(row);
            }
            Err(column) => findings.push(bad_table::at(span, &Problem::Cell(at + 1, column))),
        }
    }
    found
}

fn table_row<'c>(
    table: &Table,
    vocabulary: &Vocabulary,
    cell: impl Fn(&str) -> Option<&'c str>,
) -> Result<TableRow, String> {
    let mut key = Vec::new();
    for (name, of) in &table.key {
        let value = cell(name).and_then(|text| read_value(vocabulary, of, text).ok());
        key.push(value.ok_or_else(|| name.clone())?);
    }
    let mut values = Vec::new();
    for (name, of) in &table.columns {
        values.push(match cell(name) {
            None => None,
            Some(text) => match read_value(vocabulary, &ValueType::Number(of.clone()), text) {
                Ok(Value::Number(number)) => Some(number),
                _ => return Err(name.clone()),
            },
        });
    }
    let date = |name: &str| match cell(name) {
        None => Ok(None),
        Some(text) => Date::read(text).map(Some).map_err(|_| name.to_string()),
    };
    Ok(TableRow { key, valid: DateRange { from: date("from")?, until: date("until")? }, values })
}

/// Whether two stretches of days share one.
fn overlap(a: &DateRange, b: &DateRange) -> bool {
    let before = |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(end), Some(start)) if end < start);
    !before(a.until, b.from) && !before(b.until, a.from)
}
