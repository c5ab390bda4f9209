//! What items rest on: their evidence, and the goals that they serve.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::Bundle;
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use super::{each_rule, node_of};
use crate::findings::{no_evidence, sdg_outside_goals, stray_evidence};
use crate::model::{Form, Item, Standard};
use crate::read::Reader;

/// Checks the evidence and the targets of all items.
pub(super) fn check(standard: &Standard, bundle: &Bundle, reader: &mut Reader<'_>) {
    for item in standard.items() {
        if item.evidence.is_empty() {
            reader.report(no_evidence::at(item.span, &item.code));
        }
        if let Some(node) = node_of(item, bundle) {
            strays(item, node, reader);
        }
    }
    for indicator in standard.parts.iter().flat_map(|part| &part.indicators) {
        if indicator.goals.is_empty() {
            continue;
        }
        let goals = indicator.goals.join(", ");
        for item in &indicator.items {
            let targets = node_of(item, bundle).map(|node| Fields(node).words("sdg")).unwrap_or_default();
            for (target, span) in targets {
                let goal = target.split('.').next().unwrap_or_default();
                if indicator.goals.iter().all(|named| named != goal) {
                    reader.report(sdg_outside_goals::at(span, target, &goals));
                }
            }
        }
    }
}

/// Evidence for facts that the rule does not read. What assessors judge reads no fact, so anything may prove it.
fn strays(item: &Item, node: &Node, reader: &mut Reader<'_>) {
    let mut judged = false;
    each_rule(&item.rule, &mut |rule| judged |= matches!(rule.form, Form::Judge { .. }));
    if judged {
        return;
    }
    let facts: Vec<(String, _)> = Fields(node)
        .items("evidence")
        .iter()
        .filter_map(|evidence| Fields(evidence).spanned("of"))
        .map(|(name, span)| (name.to_string(), span))
        .collect();
    for (name, span) in facts {
        if reader.vocabulary.fact(&name).is_some_and(|fact| !item.reads.contains(&fact)) {
            reader.report(stray_evidence::at(span, &name, &item.code));
        }
    }
}
