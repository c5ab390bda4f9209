//! The arguments of a step as they are said at its time: days counted from another become dates, names stand where the
//! plot leaves room for them, and lists are those that have been written meanwhile.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::tree::{Data, Layout, Node};
use duheng_programme::scoring::{entry, map, scalar};

/// What is put into arguments.
pub(super) struct Context<'c> {
    /// The name of the enterprise, for `{name}`.
    pub(super) name: &'c str,
    /// The day from which `+3d` counts.
    pub(super) begins: Date,
    /// The day from which `-3d` counts.
    pub(super) as_of: Date,
    /// The edition, for `{year}`.
    pub(super) edition: &'c str,
    /// The reporting year, for `{reporting}`.
    pub(super) reporting: i16,
    /// Who stands on a list: edition and stage.
    pub(super) lists: &'c BTreeMap<(String, String), Vec<String>>,
}

/// The arguments of a step.
pub(super) fn said(with: &Node, context: &Context<'_>) -> Node {
    let mut said = with.clone();
    fill(&mut said, context);
    if with.get("accept").and_then(Node::as_str) == Some("all") {
        decide(&mut said, context);
    }
    said
}

fn fill(node: &mut Node, context: &Context<'_>) {
    match &mut node.data {
        Data::Scalar(scalar) => {
            let days = scalar.text.strip_suffix('d').and_then(|days| days.parse::<i32>().ok());
            let from = if scalar.text.starts_with('+') {
                Some(context.begins)
            } else if scalar.text.starts_with('-') {
                Some(context.as_of)
            } else {
                None
            };
            if let Some(date) = from.zip(days).and_then(|(from, days)| from.plus_days(days)) {
                scalar.text = date.to_string();
            } else if scalar.text.contains('{') {
                scalar.text = scalar
                    .text
                    .replace("{name}", context.name)
                    .replace("{year}", context.edition)
                    .replace("{reporting}", &context.reporting.to_string());
            }
        }
        Data::Map(entries, _) => entries.iter_mut().for_each(|entry| fill(&mut entry.value, context)),
        Data::List(items, _) => items.iter_mut().for_each(|item| fill(item, context)),
        Data::Empty => {}
    }
}

/// Accepts all who stand on the list of the stage; where a reason is given, the last of several is refused for it.
fn decide(with: &mut Node, context: &Context<'_>) {
    let stage = with.get("stage").and_then(Node::as_str).unwrap_or_default().to_owned();
    let reason = with.get("refuse").and_then(Node::as_str).map(str::to_owned);
    let mut listed = context.lists.get(&(context.edition.to_owned(), stage)).cloned().unwrap_or_default();
    let refused = reason.filter(|_| listed.len() > 1).and_then(|reason| Some((listed.pop()?, reason)));
    let Data::Map(entries, _) = &mut with.data else { return };
    entries.retain(|entry| entry.key != "accept" && entry.key != "refuse");
    let mut list = scalar("");
    list.data = Data::List(listed.iter().map(|organisation| scalar(organisation)).collect(), Layout::Flow);
    entries.push(entry("accept", list));
    if let Some((organisation, reason)) = refused {
        entries.push(entry("refuse", map(vec![entry(&organisation, scalar(&reason))])));
    }
}
