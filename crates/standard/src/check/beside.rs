//! What nearly all of a kind have and one has not.

use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::Fields;
use duheng_pack::source::Span;
use duheng_pack::tree::Node;

use crate::findings::{code_outside, exchanged_dates, missing_beside};
use crate::model::Standard;
use crate::read::Reader;

/// One of a kind: its name, where that stands, its map.
type One<'b> = (&'b str, Span, &'b Node);

/// Checks the kinds of nodes that people read side by side.
pub(super) fn check(bundle: &Bundle, reader: &mut Reader<'_>) {
    let named = |node: &'_ Node, key: &str| node.get(key).map(|name| name.span);
    let list = |kind: FileKind, key: &'static str, id: &'static str| -> Vec<One<'_>> {
        let nodes = bundle.of_kind(kind).flat_map(|file| Fields(&file.tree).items(key));
        nodes.filter_map(|node| Some((Fields(node).str(id)?, named(node, id)?, node))).collect()
    };
    let map = |key: &'static str| -> Vec<One<'_>> {
        let entries = bundle.of_kind(FileKind::Facts).flat_map(|file| Fields(&file.tree).entries(key));
        entries
            .filter(|entry| entry.value.is_map())
            .map(|entry| (entry.key.as_str(), entry.key_span, &entry.value))
            .collect()
    };
    let indicators = list(FileKind::Part, "indicators", "code");
    let items = indicators.iter().flat_map(|(_, _, node)| Fields(node).items("items"));
    let items: Vec<One<'_>> =
        items.filter_map(|node| Some((Fields(node).str("code")?, named(node, "code")?, node))).collect();
    let facts = map("facts");
    let given = |node: &Node| node.get("by").is_some() || node.get("from").is_some();
    let is_asked = |node: &Node| node.get("formula").is_none() && !given(node);
    let asked: Vec<One<'_>> = facts.into_iter().filter(|(_, _, node)| is_asked(node)).collect();
    compare(&indicators, &["clause", "sdg_goals"], reader);
    compare(&items, &["text", "clause", "method", "guidance", "sdg", "references"], reader);
    compare(&asked, &["question"], reader);
    compare(&map("choices"), &["title", "values"], reader);
    compare(&list(FileKind::Errata, "errata", "id"), &["clause", "at"], reader);
    compare(&list(FileKind::Standard, "gate", "id"), &["clause", "text"], reader);
    compare(&list(FileKind::Standard, "grades", "code"), &["clause", "total", "base"], reader);
    for (_, _, node) in map("choices") {
        titles(node, reader);
    }
    for (_, _, node) in map("records") {
        dates(node, reader);
    }
}

/// Reports who lacks a key that at least three others have, and nine of ten of them.
fn compare(all: &[One<'_>], keys: &[&str], reader: &mut Reader<'_>) {
    let others = all.len().saturating_sub(1);
    for key in keys {
        let have = all.iter().filter(|(_, _, node)| node.get(key).is_some()).count();
        if have < 3 || have == all.len() || have * 10 < others * 9 {
            continue;
        }
        for (name, span, _) in all.iter().filter(|(_, _, node)| node.get(key).is_none()) {
            reader.report(missing_beside::at(*span, name, key, (have, others)));
        }
    }
}

/// Values of a choice in order without a title, where others have one.
fn titles(node: &Node, reader: &mut Reader<'_>) {
    let fields = Fields(node);
    let (Some((order, span)), titled) = (fields.spanned("order"), fields.entries("values")) else { return };
    let codes: Vec<&str> = order.split(['<', '|']).map(str::trim).collect();
    for code in codes.iter().filter(|code| titled.iter().all(|entry| entry.key != **code)) {
        reader.report(missing_beside::at(span, code, "title", (titled.len(), codes.len().saturating_sub(1))));
    }
}

/// `valid` whose first field is named like an end.
fn dates(node: &Node, reader: &mut Reader<'_>) {
    let fields = Fields(node);
    let is_end =
        |name: &str| ["until", "to", "end", "expiry"].contains(&name.rsplit('_').next().unwrap_or(name));
    if let [(from, _), (until, _)] = fields.words("valid").as_slice()
        && is_end(from)
        && !is_end(until)
        && let Some(valid) = fields.node("valid")
    {
        reader.report(exchanged_dates::at(valid.span, from, until));
    }
}

/// Codes of indicators and items that do not continue the code above them, where nearly all others do.
pub(super) fn codes(standard: &Standard, reader: &mut Reader<'_>) {
    let mut pairs: Vec<(&str, Span, &str)> = Vec::new();
    for part in &standard.parts {
        for indicator in &part.indicators {
            pairs.push((&indicator.code, indicator.span, &part.code));
            pairs
                .extend(indicator.items.iter().map(|item| (item.code.as_str(), item.span, &*indicator.code)));
        }
    }
    let continues = |(code, _, above): &&(&str, Span, &str)| {
        code.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
    };
    let fine = pairs.iter().filter(continues).count();
    if fine >= 3 && fine * 4 >= pairs.len() * 3 {
        for (code, span, above) in pairs.iter().filter(|pair| !continues(pair)) {
            reader.report(code_outside::at(*span, code, above));
        }
    }
}
