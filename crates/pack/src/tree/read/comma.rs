//! Numbers in braces or brackets that a comma splits: `{ 2024: 3,600 万元 }`.

use alloc::vec::Vec;

use super::build::{Children, Open, Pending};
use crate::diagnostic::Diagnostic;
use crate::findings::split_number;
use crate::source::Span;
use crate::tree::{Data, Node, Scalar, Style};

/// Whether the node that has come is the rest of the number before it. If so it is put back to that number, and a
/// finding says so; nothing else is said about either piece.
pub(super) fn rejoin(
    text: &str,
    open: &mut Open,
    pending: &Pending,
    node: &Node,
    findings: &mut Vec<Diagnostic>,
) -> bool {
    let (last, rest) = match (&mut open.children, &pending.key) {
        (Children::Map { entries, .. }, Some((Some(_), place))) if matches!(node.data, Data::Empty) => {
            let Some(last) = entries.last_mut() else { return false };
            // `{ a: 1, 2: }` has a key without a value
            if text.get(place.end as usize..).is_some_and(|after| after.trim_start().starts_with(':')) {
                return false;
            }
            (&mut last.value, *place)
        }
        (Children::List(items), _) => {
            // `[1,200 元]` is one number, `[1, 200]` are two
            let rest = slice(text, node.span.start, node.span.end);
            let unit = rest.chars().any(|c| !c.is_ascii_digit());
            let end = items.last().map_or(0, |last| last.span.end);
            if !is_group(rest) || !unit || slice(text, end, node.span.start) != "," {
                return false;
            }
            join_pieces(text, items);
            let Some(last) = items.last_mut() else { return false };
            (last, node.span)
        }
        _ => return false,
    };
    let Data::Scalar(Scalar { text: whole, style: Style::Plain }) = &mut last.data else { return false };
    let piece = slice(text, rest.start, rest.end);
    let digits =
        |text: &str| text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
    let joined = findings.last().is_some_and(|finding| {
        core::ptr::eq(finding.code, &split_number::CODE) && finding.span.start == last.span.start
    });
    if joined {
        // behind a second comma the first was no decimal point
        whole.retain(|c| c != '.');
    }
    if whole.is_empty() || !digits(whole) || !piece.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if !joined && !is_group(piece) {
        whole.push('.');
    }
    whole.push_str(piece);
    last.span = Span { end: rest.end, ..last.span };
    if joined {
        findings.pop();
    }
    let written = slice(text, last.span.start, last.span.end);
    findings.push(split_number::at(last.span, written, whole));
    true
}

/// Makes one of the digits at the end of a list between which only commas stand, as in `1,00` of `[1,00,000 kWh]`.
fn join_pieces(text: &str, items: &mut Vec<Node>) {
    let digits =
        |node: &Node| node.as_str().is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    while let [.., before, last] = items.as_mut_slice() {
        let adjacent = slice(text, before.span.end, last.span.start) == ",";
        let (true, Some(piece)) = (adjacent && digits(before) && digits(last), last.as_str()) else { return };
        let Data::Scalar(Scalar { text: whole, style: Style::Plain }) = &mut before.data else { return };
        whole.push_str(piece);
        before.span.end = last.span.end;
        items.pop();
    }
}

/// Whether a text begins with three digits and no more, as behind a thousands separator.
fn is_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or("")
}
