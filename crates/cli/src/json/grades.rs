//! Requirements, vetoes, conversion and the bounds of grades.

use duheng_pack::number::Rational;
use duheng_standard::score::CondTrace;
use serde_json::{Value, json};

use super::marks;
use super::trace::Traces;
use crate::sheet::Scored;

pub(super) fn gate(scored: Scored<'_>) -> Vec<Value> {
    let requirement = |(of, trace): &'_ (&duheng_standard::model::Requirement, CondTrace<'_>)| {
        let state = match trace.truth {
            Some(true) => "pass",
            Some(false) => "fail",
            None => "clarify",
        };
        json!({
            "id": of.id,
            "title": scored.text(&of.title),
            "clause": of.clause,
            "state": state,
            "why": scored.condition(trace),
            "inferred": marks(&of.marks, scored),
            "trace": Traces::new(scored).condition(trace),
        })
    };
    scored.score.gate.requirements.iter().map(requirement).collect()
}

pub(super) fn vetoes(scored: Scored<'_>) -> Vec<Value> {
    let veto = |of: &duheng_standard::score::VetoResult<'_>| {
        let at_most = of.veto.at_most.and_then(|at| scored.score.standard.grades.get(at));
        json!({
            "id": of.veto.id,
            "title": scored.text(&of.veto.title),
            "holds": of.when.truth,
            "at_most": at_most.map(|band| band.code.as_str()),
            "why": scored.condition(&of.when),
            "inferred": marks(&of.veto.marks, scored),
            "trace": Traces::new(scored).condition(&of.when),
        })
    };
    scored.score.vetoes.iter().map(veto).collect()
}

pub(super) fn conversion(scored: Scored<'_>) -> Value {
    let score = scored.score;
    let Some(conversion) = &score.standard.conversion else { return Value::Null };
    json!({
        "to": conversion.to.to_string(),
        "applied": score.items.iter().any(|item| !item.is_evaluated()),
        "evaluated_max": score.evaluated_max.to_string(),
        "evaluated_at_least": conversion.evaluated_at_least.as_ref().map(ToString::to_string),
        "too_little_evaluated": score.grade.too_little_evaluated,
        "inferred": marks(&conversion.marks, scored),
    })
}

pub(super) fn bands(scored: Scored<'_>) -> Vec<Value> {
    let band = |of: &duheng_standard::score::BandResult<'_>| {
        let mut bounds = Vec::new();
        let mut add = |what: &str, at_least: &Rational, holds: Option<bool>| {
            bounds.push(json!({ "what": what, "at_least": at_least.to_string(), "holds": holds }));
        };
        if let Some(bound) = &of.band.total {
            add("total", bound, Some(of.total));
        }
        if let Some(bound) = &of.band.base {
            add("base", bound, Some(of.base));
        }
        for ((at, bound), holds) in of.band.parts.iter().zip(&of.parts) {
            let code = scored.score.standard.parts.get(*at).map_or("", |part| part.code.as_str());
            add(code, bound, Some(*holds));
        }
        if let Some(share) = &of.band.percentile {
            add("percentile", share, of.percentile);
        }
        json!({
            "code": of.band.code,
            "title": scored.text(&of.band.title),
            "bounds": bounds,
            "when": of.when.as_ref().map(|when| Traces::new(scored).condition(when)),
            "holds": of.holds(),
        })
    };
    scored.score.bands.iter().map(band).collect()
}
