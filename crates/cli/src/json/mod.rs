//! A score as JSON: numbers as texts, `exact` beside what is rounded, and the trace of every item whole, so that the
//! points can be computed again from it alone.

mod figures;
mod grades;
mod trace;

use duheng_pack::number::Rational;
use duheng_pack::provenance::{Mark, MarkOrigin};
use duheng_pack::vocabulary::FactId;
use duheng_standard::model::Missing;
use duheng_standard::score::{ItemScore, Provisional};
use serde_json::{Value, json};

use crate::sheet::{Scored, explain_item, sentence, shown};
use grades::{bands, conversion, gate, vetoes};
use trace::Traces;

/// A score with its whole trace, as an indented document.
pub fn score(scored: Scored<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&document(scored)).unwrap_or_default();
    text.push('\n');
    text
}

fn document(scored: Scored<'_>) -> Value {
    let (score, entered) = (scored.score, scored.entered);
    let standard = score.standard;
    let grade = |at: Option<usize>| at.and_then(|at| standard.grades.get(at)).map(|band| band.code.clone());
    let names = |facts: &std::collections::BTreeSet<FactId>| -> Vec<&str> {
        facts
            .iter()
            .filter_map(|fact| fact.of(&scored.pack.vocabulary))
            .map(|fact| fact.name.as_str())
            .collect()
    };
    let layer = standard.layers.get(score.settled.layer);
    let parts: Vec<Value> = standard
        .parts
        .iter()
        .zip(&score.parts)
        .map(|(part, of)| {
            let mut part =
                json!({ "code": part.code, "title": scored.text(&part.title), "max": shown(&of.max) });
            put_points(&mut part, &of.score);
            part
        })
        .collect();
    let sdg: Vec<Value> = score
        .sdg
        .iter()
        .map(|(target, of)| json!({ "target": target, "score": shown(&of.score), "max": shown(&of.max) }))
        .collect();
    let if_approved = score.if_approved.as_ref().map(|(base, total)| {
        json!({
            "base": shown(base), "total": shown(total),
            "exact": { "base": base.to_string(), "total": total.to_string() },
        })
    });
    let unsealed: Vec<Value> = score
        .settled
        .unsealed
        .iter()
        .map(|(at, sealed, needed)| {
            let id = standard.layers.get(*at).map_or("", |layer| layer.id.as_str());
            json!({ "layer": id, "sealed": sealed.to_string(), "needed": needed.to_string() })
        })
        .collect();
    json!({
        "pack": scored.pack.id,
        "standard": standard.id,
        "version": standard.version,
        "profile": standard.profile.id,
        "layer": layer.map_or("", |layer| layer.id.as_str()),
        "hash": scored.pack.hash,
        "as_of": entered.as_of.to_string(),
        "year": entered.year.to_string(),
        "subject": {
            "name": entered.subject.name,
            "uscc": entered.subject.uscc,
            "fictional": entered.subject.fictional,
        },
        "gate": score.gate.state.name(),
        "gate_requirements": gate(scored),
        "vetoes": vetoes(scored),
        "parts": parts,
        "items": score.items.iter().map(|of| item(scored, of)).collect::<Vec<_>>(),
        "base_raw": shown(&score.base_raw),
        "base": shown(&score.base),
        "bonus": shown(&score.bonus),
        "total": shown(&score.total),
        "exact": {
            "base_raw": score.base_raw.to_string(),
            "base": score.base.to_string(),
            "bonus": score.bonus.to_string(),
            "total": score.total.to_string(),
        },
        "conversion": conversion(scored),
        "bands": bands(scored),
        "grade": grade(score.grade.grade),
        "grade_by_points": grade(score.grade.by_points),
        "demoted_from": grade(score.grade.demoted_from),
        "provisional": score.grade.provisional.iter().map(provisional).collect::<Vec<_>>(),
        "provisional_why": scored.provisional(),
        "if_approved": if_approved,
        "sdg": sdg,
        "disputed": names(&score.settled.disputed),
        "judged_apart": score.settled.judged_apart,
        "unconfirmed": names(&score.settled.unconfirmed),
        "unsealed": unsealed,
        "advice": crate::sheet::advice::json(scored),
    })
}

/// The stable text of a reason for a provisional grade.
fn provisional(reason: &Provisional) -> String {
    match reason {
        Provisional::Gate => "gate".into(),
        Provisional::Veto(id) => format!("veto:{id}"),
        Provisional::Item(code) => format!("item:{code}"),
        Provisional::Pending(code) => format!("pending:{code}"),
        Provisional::Band(code) => format!("band:{code}"),
        Provisional::Layer => "layer".into(),
    }
}

fn put(value: &mut Value, key: &str, of: Value) {
    if let Value::Object(map) = value {
        map.insert(key.into(), of);
    }
}

fn put_points(value: &mut Value, of: &Rational) {
    put(value, "score", shown(of).into());
    put(value, "exact", of.to_string().into());
}

fn marks<'m>(marks: impl IntoIterator<Item = &'m Mark>, scored: Scored<'_>) -> Value {
    let one = |mark: &Mark| {
        let mut value =
            json!({ "key": mark.key, "reason": mark.reason.get(scored.language), "kind": "inferred" });
        if let MarkOrigin::Local { by, on } = &mark.origin {
            put(&mut value, "kind", "local".into());
            put(&mut value, "by", by.as_str().into());
            put(&mut value, "on", on.map(|on| on.to_string()).into());
        }
        value
    };
    marks.into_iter().map(one).collect()
}

fn item(scored: Scored<'_>, of: &ItemScore<'_>) -> Value {
    let why: Vec<String> =
        explain_item(scored, of).iter().map(|line| sentence(line, scored.language)).collect();
    let missing = match of.item.missing {
        Missing::Zero => "zero",
        Missing::Unmet => "unmet",
        Missing::Clarify => "clarify",
    };
    let mut value = json!({
        "code": of.item.code,
        "title": scored.text(&of.item.title),
        "clause": of.item.clause,
        "state": of.state.name(),
        "low": shown(&of.outcome.low),
        "high": shown(&of.outcome.high),
        "max": shown(of.max()),
        "why": why,
        "inferred": marks(&of.item.marks, scored),
        "request_open": of.request_open,
        "missing": missing,
        "sdg": of.item.sdg,
        "trace": Traces::new(scored).rule(&of.trace, &of.item.code),
    });
    put_points(&mut value, &of.outcome.value);
    value
}
