//! Rules: caps, tiers that are never the best, conditions without a choice.

use alloc::string::ToString;

use duheng_pack::bundle::Bundle;
use duheng_pack::expr::form::{Cond, CondKind, Num, Records};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::tree::Node;

use super::decide::{Outcome, decide};
use super::implies::implies;
use super::interval::Bounds;
use super::{each_rule, node_of};
use crate::findings::{
    cap_never_reached, constant_condition, free_points, pointless_item, points_above_cap, unreachable_tier,
};
use crate::model::{Each, Form, Item, Rule, Standard};
use crate::read::Reader;

/// Checks all rules and conditions of a standard.
pub(super) fn check(standard: &Standard, bundle: &Bundle, reader: &mut Reader<'_>) {
    let bounds = Bounds::new(reader.vocabulary);
    for item in standard.items() {
        self::item(item, node_of(item, bundle), bounds, reader);
    }
    let gate = standard.gate.iter().map(|requirement| &requirement.holds);
    let vetoes = standard.vetoes.iter().map(|veto| &veto.when);
    let grades = standard.grades.iter().filter_map(|band| band.when.as_ref());
    for cond in gate.chain(vetoes).chain(grades) {
        condition(cond, bounds, reader);
    }
}

fn item(item: &Item, node: Option<&Node>, bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    if item.rule.range.0.is_zero() && item.rule.range.1.is_zero() {
        reader.report(pointless_item::at(item.span, &item.code));
    }
    if let Some(when) = item.not_evaluated.as_ref().and_then(|state| state.when.as_ref()) {
        condition(when, bounds, reader);
    }
    each_rule(&item.rule, &mut |rule| {
        if let Some(when) = &rule.when {
            condition(when, bounds, reader);
        }
        let place = |key: &str| {
            let own = node.and_then(|node| with_span(node, rule.span));
            let value = own.and_then(|own| own.get(key).or_else(|| own.get("each")?.get(key)));
            value.map_or(item.span, |value| value.span)
        };
        match &rule.form {
            Form::Sum { parts, cap, floor } => {
                let least: Rational = parts.iter().map(|part| part.range.0.clone()).sum();
                let most: Rational = parts.iter().map(|part| part.range.1.clone()).sum();
                ends(&place, (&least, &most), cap.as_ref(), floor.as_ref(), reader);
                if let Some(cap) = cap {
                    for part in parts.iter().filter(|part| part.range.1 > *cap) {
                        reader.report(points_above_cap::at(part.span, &part.range.1, cap));
                    }
                }
            }
            Form::Each(each) => self::each(each, &place, bounds, reader),
            Form::Best(tiers) => self::tiers(tiers, bounds, reader),
            Form::Either { condition, .. } => self::condition(condition, bounds, reader),
            Form::Formula(num, _) => number(num, bounds, reader),
            Form::Points(_) | Form::Judge { .. } => {}
        }
    });
    free(&item.rule, &mut |rule, points| {
        let own = node.and_then(|node| with_span(node, rule.span)).and_then(|own| own.get("points"));
        let span = own.map_or(item.span, |points| points.span);
        reader.report(free_points::at(span, &points.to_string()));
    });
}

/// Fixed points without a condition, outside the branches of an `if`.
fn free<'r>(rule: &'r Rule, found: &mut dyn FnMut(&'r Rule, &'r Rational)) {
    if rule.when.is_some() {
        return;
    }
    match &rule.form {
        Form::Points(points) if !points.is_zero() => found(rule, points),
        Form::Sum { .. } | Form::Best(_) => rule.inner().for_each(|inner| free(inner, found)),
        _ => {}
    }
}

/// The node of this place, somewhere in a tree.
fn with_span(node: &Node, span: Span) -> Option<&Node> {
    if node.span == span {
        return Some(node);
    }
    let entries = node.entries().iter().map(|entry| &entry.value);
    entries.chain(node.items()).find_map(|inner| with_span(inner, span))
}

/// A cap above the most, or a floor below the least.
fn ends(
    place: &dyn Fn(&str) -> Span,
    (least, most): (&Rational, &Rational),
    cap: Option<&Rational>,
    floor: Option<&Rational>,
    reader: &mut Reader<'_>,
) {
    if let Some(cap) = cap.filter(|cap| *cap > most) {
        reader.report(cap_never_reached::cap(place("cap"), cap, most));
    }
    if let Some(floor) = floor.filter(|floor| *floor < least) {
        reader.report(cap_never_reached::floor(place("floor"), floor, least));
    }
}

fn each(each: &Each, place: &dyn Fn(&str) -> Span, bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    records(&each.records, bounds, reader);
    let (least, most) = each.points.range();
    if let (Some(cap), Some(top)) = (&each.cap, each.top) {
        let all = &most * &Rational::from(top);
        ends(place, (&Rational::from_int(0), &all), Some(cap), None, reader);
    }
    if let Some(cap) = each.cap.as_ref().filter(|cap| most > **cap) {
        reader.report(points_above_cap::at(place("points"), &most, cap));
    }
    if let Some(floor) = each.floor.as_ref()
        && !least.is_negative()
    {
        reader.report(cap_never_reached::floor(place("floor"), floor, &Rational::from_int(0)));
    }
}

/// Tiers of which another one gives as much whenever they hold.
fn tiers(tiers: &[Rule], bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    for (at, tier) in tiers.iter().enumerate() {
        let beaten_by = tiers.iter().enumerate().find(|(other_at, other)| {
            let contains = |a: &Rule, b: &Rule| match (&a.when, &b.when) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(a), Some(b)) => implies(bounds, a, b),
            };
            let (_, high) = when_held(tier);
            let (low, _) = when_held(other);
            let twins = when_held(other).1 <= when_held(tier).0 && contains(other, tier);
            *other_at != at && high <= low && contains(tier, other) && (!twins || *other_at < at)
        });
        if let Some((_, other)) = beaten_by {
            reader.report(unreachable_tier::at(
                tier.span,
                &when_held(tier).1,
                other.span,
                &when_held(other).0,
            ));
        }
    }
}

/// The least and the most that a rule gives when its own condition holds.
fn when_held(rule: &Rule) -> (Rational, Rational) {
    match &rule.form {
        Form::Points(points) => (points.clone(), points.clone()),
        _ => rule.range.clone(),
    }
}

/// Reports the smallest conditions that have one outcome only.
fn condition(cond: &Cond, bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    let outcome = decide(bounds, cond);
    let before = reader.findings.len();
    match &cond.kind {
        CondKind::Not(inner) => condition(inner, bounds, reader),
        CondKind::Same(_, a, b) => {
            condition(a, bounds, reader);
            condition(b, bounds, reader);
        }
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| condition(part, bounds, reader));
        }
        CondKind::Periods { body, .. } => condition(body, bounds, reader),
        CondKind::Some(of) | CondKind::None(of) => records(of, bounds, reader),
        CondKind::Every(of, body) => {
            records(of, bounds, reader);
            condition(body, bounds.inside(of.fact), reader);
        }
        CondKind::Numbers(_, a, b) => {
            number(a, bounds, reader);
            number(b, bounds, reader);
        }
        _ => {}
    }
    if outcome != Outcome::Open && reader.findings.len() == before {
        reader.report(constant_condition::at(cond.span, &cond.text, outcome == Outcome::Always));
    }
}

fn records(records: &Records, bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    if let Some(filter) = &records.filter {
        condition(filter, bounds.inside(records.fact), reader);
    }
}

fn number(num: &Num, bounds: Bounds<'_>, reader: &mut Reader<'_>) {
    match num {
        Num::Count(of) | Num::Column(_, of, _) => records(of, bounds, reader),
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            number(a, bounds, reader);
            number(b, bounds, reader);
        }
        Num::Of(_, all) => all.iter().for_each(|inner| number(inner, bounds, reader)),
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) | Num::Over(_, inner, _) => {
            number(inner, bounds, reader);
        }
        _ => {}
    }
}
