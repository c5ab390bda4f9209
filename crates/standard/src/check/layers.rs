//! Layers, who approves, and what nobody could do.

use alloc::vec::Vec;

use duheng_pack::schema::Fields;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use super::each_rule;
use crate::findings::{idle_key, no_conversion, no_judging_layer, no_least_cohort, unknown_role};
use crate::model::{Form, Standard};
use crate::read::Reader;

/// Checks the layers of a standard and what depends on them.
pub(super) fn check(standard: &Standard, header: Option<&Node>, reader: &mut Reader<'_>) {
    for item in standard.items() {
        let mut judged = false;
        each_rule(&item.rule, &mut |rule| judged |= matches!(rule.form, Form::Judge { .. }));
        if judged && standard.layers.len() == 1 {
            reader.report(no_judging_layer::at(item.span, &item.code));
        }
        let Some(state) = &item.not_evaluated else { continue };
        if standard.conversion.is_none() && standard.base_items().any(|base| base.span == item.span) {
            reader.report(no_conversion::at(item.span, &item.code));
        }
        let roles: Vec<&str> = standard.layers.iter().map(|layer| layer.by.as_str()).collect();
        if !standard.layers.is_empty() && !roles.contains(&state.approved_by.as_str()) {
            reader.report(unknown_role::at(state.span, &state.approved_by, &roles));
        }
    }
    let Some(header) = header.filter(|_| standard.is_default) else { return };
    keys(standard, header, reader);
}

/// Keys that change nothing.
fn keys(standard: &Standard, header: &Node, reader: &mut Reader<'_>) {
    let fields = Fields(header);
    let layers = fields.items("layers");
    for (at, layer) in layers.iter().enumerate() {
        let mut idle = |key: &str, zh: &str, en: &str| {
            if let Some(entry) = layer.entry(key) {
                reader.report(idle_key::at(entry.key_span, key, &Text::new(zh, en)));
            }
        };
        let alone = Fields(layer).str("assessors").is_none_or(|count| count == "1");
        if at == 0 {
            idle("unconfirmed", "第一层就是申报", "the first layer is the claim itself");
            idle("agree", "第一层只有企业自己填报", "the first layer is the enterprise alone");
            idle("assessors", "第一层只有企业自己填报", "the first layer is the enterprise alone");
        } else {
            if at + 1 < layers.len() {
                idle("unconfirmed", "只有最后一层才用到", "only the last layer reads it");
            }
            if alone {
                idle("agree", "这一层只有一人", "the layer has one assessor");
            }
        }
    }
    if let Some(entry) = header.entry("conversion")
        && standard.base_items().all(|item| item.not_evaluated.is_none())
    {
        let why = Text::new("没有可以不参评的评价项", "no item may be left unevaluated");
        reader.report(idle_key::at(entry.key_span, "conversion", &why));
    }
    cohort(standard, header, reader);
    if let Some(entry) = fields.node("bonus").and_then(|bonus| bonus.entry("at_most"))
        && fields.node("bonus").is_some_and(|bonus| bonus.get("of").is_none())
    {
        let why = Text::new("没有写 of，无从计数", "there is no `of` to count");
        reader.report(idle_key::at(entry.key_span, "at_most", &why));
    }
}

/// A cohort that nothing is compared with, and a comparison that says not how many it takes.
fn cohort(standard: &Standard, header: &Node, reader: &mut Reader<'_>) {
    let by_rank = standard.grades.iter().filter(|band| band.percentile.is_some());
    let by_value = standard.items().filter(|item| item.reads_cohort);
    let ranked = by_rank.map(|band| (band.span, band.code.as_str()));
    let first = ranked.chain(by_value.map(|item| (item.span, item.code.as_str()))).next();
    let cohort = header.entry("cohort");
    match (first, cohort) {
        (None, Some(entry)) => {
            let why =
                Text::new("没有规则或等级与比较组比较", "no rule and no grade compares with the cohort");
            reader.report(idle_key::at(entry.key_span, "cohort", &why));
        }
        (Some((span, code)), cohort) if cohort.is_none_or(|entry| entry.value.get("at_least").is_none()) => {
            reader.report(no_least_cohort::at(span, code));
        }
        _ => {}
    }
}
