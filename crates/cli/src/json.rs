//! A score as JSON: numbers as texts, `exact` beside what is rounded, and the trace of every item whole, so that the
//! points can be computed again from it alone.

use duheng_pack::calendar::Period;
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::number::Rational;
use duheng_pack::provenance::{Mark, MarkOrigin};
use duheng_pack::vocabulary::{FactId, FactKind, NumberType, Value as Known, ValueType, Vocabulary};
use duheng_standard::model::{Combine, Each, EachPoints, Form, Missing};
use duheng_standard::score::{
    CondTrace, Figure, ItemScore, Provisional, RecordsFigure, RuleTrace, figures_of_cond, figures_of_num,
    figures_of_records, one_line,
};
use serde_json::{Map, Value, json};

use crate::sheet::{Scored, explain_item, sentence, shown, within};

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

// ── gate, vetoes, grades ──────────────────────────────────────────────────────────────────────────────────────

fn gate(scored: Scored<'_>) -> Vec<Value> {
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

fn vetoes(scored: Scored<'_>) -> Vec<Value> {
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

fn conversion(scored: Scored<'_>) -> Value {
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

fn bands(scored: Scored<'_>) -> Vec<Value> {
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

// ── items ─────────────────────────────────────────────────────────────────────────────────────────────────────

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

/// Traces as JSON.
struct Traces<'a> {
    scored: Scored<'a>,
    evaluator: Evaluator<'a>,
    bound: Vec<Period>,
}

impl<'a> Traces<'a> {
    fn new(scored: Scored<'a>) -> Self {
        Self { scored, evaluator: scored.score.evaluator(), bound: Vec::new() }
    }

    fn rule(&mut self, trace: &RuleTrace<'_>, code: &str) -> Value {
        let rule = trace.rule;
        let mut map = Map::new();
        let mut set = |key: &str, value: Value| {
            map.insert(key.into(), value);
        };
        if !rule.label.is_empty() {
            set("label", self.scored.text(&rule.label).into());
        }
        set("score", shown(&trace.outcome.value).into());
        set("exact", trace.outcome.value.to_string().into());
        set("low", trace.outcome.low.to_string().into());
        set("high", trace.outcome.high.to_string().into());
        set("min", rule.range.0.to_string().into());
        set("max", rule.range.1.to_string().into());
        if !rule.marks.is_empty() {
            set("inferred", marks(&rule.marks, self.scored));
        }
        if let Some(when) = &trace.when {
            set("when", self.condition(when));
        }
        if let Some(choice) = &trace.choice {
            set("if", self.condition(choice));
        }
        match &rule.form {
            Form::Points(points) => {
                set("form", "points".into());
                set("points", points.to_string().into());
            }
            Form::Formula(num, of) => {
                set("form", "formula".into());
                set("formula", self.scored.formulas.points(rule.span).into());
                let value = self.evaluator.num(num);
                set("value", quantity(&value, Some(of)));
                let read = figures_of_num(&mut self.evaluator, num);
                set("reads", self.figures(&read));
            }
            Form::Sum { cap, floor, .. } => {
                set("form", "sum".into());
                set("cap", cap.as_ref().map(ToString::to_string).into());
                set("floor", floor.as_ref().map(ToString::to_string).into());
            }
            Form::Best(_) => set("form", "best".into()),
            Form::Each(each) => {
                set("form", "each".into());
                let of = self.each(each, trace);
                for (key, value) in of {
                    set(&key, value);
                }
            }
            Form::Judge { from, to, step } => {
                set("form", "judge".into());
                set("from", from.to_string().into());
                set("to", to.to_string().into());
                set("step", step.to_string().into());
                set("judged", self.judged(code));
            }
            Form::Either { .. } => set("form", "if".into()),
        }
        if !trace.parts.is_empty() {
            let parts: Vec<Value> = trace.parts.iter().map(|part| self.rule(part, code)).collect();
            set("parts", parts.into());
        }
        map.into()
    }

    fn each(&mut self, each: &Each, trace: &RuleTrace<'_>) -> Map<String, Value> {
        let read = figures_of_records(&mut self.evaluator, &each.records);
        let vocabulary = &self.scored.pack.vocabulary;
        let record = each.record.of(vocabulary);
        let name = |at: &usize| {
            record.and_then(|of| of.fields.get(*at)).map_or_else(String::new, |field| field.name.clone())
        };
        let points = match &each.points {
            EachPoints::Fixed(points) => Value::from(points.to_string()),
            EachPoints::ByChoice { field, points } => {
                let choice =
                    record.and_then(|of| of.fields.get(*field)).and_then(|field| match field.value {
                        ValueType::Choice(choice) => choice.of(vocabulary),
                        _ => None,
                    });
                let values = choice.map(|choice| choice.values.as_slice()).unwrap_or_default();
                let pairs = values.iter().zip(points);
                let by: Map<String, Value> =
                    pairs.map(|((code, _), points)| (code.clone(), points.to_string().into())).collect();
                json!({ "by": name(field), "points": by })
            }
        };
        let mut records = self.records(&read);
        if let (Some(counted), Some(Value::Array(rows))) = (&trace.counted, records.get_mut("records")) {
            for (row, (_, points)) in rows.iter_mut().zip(&counted.records) {
                put(row, "points", points.to_string().into());
            }
        }
        let mut map = Map::new();
        map.insert("points".into(), points);
        map.insert("once_per".into(), each.once_per.iter().map(name).collect());
        map.insert("top".into(), each.top.map(|top| top.to_string()).into());
        map.insert("cap".into(), each.cap.as_ref().map(ToString::to_string).into());
        map.insert("floor".into(), each.floor.as_ref().map(ToString::to_string).into());
        map.insert("of".into(), records);
        map
    }

    fn judged(&self, code: &str) -> Value {
        let (score, entered) = (self.scored.score, self.scored.entered);
        let mut found = Vec::new();
        for layer in score.standard.layers.iter().take(score.settled.layer + 1) {
            let Some(assessors) = entered.layers.get(&layer.id) else { continue };
            for (assessor, of) in assessors {
                if let Some(points) = of.judged.get(code) {
                    let combine = match layer.judged {
                        Combine::Mean => "mean",
                        Combine::Median => "median",
                        Combine::Consensus => "consensus",
                    };
                    found.push(json!({
                        "layer": layer.id, "assessor": assessor, "points": points.to_string(),
                        "combine": combine, "gap": layer.gap.as_ref().map(ToString::to_string),
                    }));
                }
            }
        }
        found.into()
    }

    fn condition(&mut self, trace: &CondTrace<'_>) -> Value {
        if let Some(period) = trace.period {
            self.bound.push(period);
        }
        let mut value = json!({ "text": one_line(trace.cond), "truth": trace.truth });
        if let Some(period) = trace.period {
            put(&mut value, "period", period.to_string().into());
        }
        if let Some(sides) = &trace.sides {
            put(&mut value, "left", quantity(&sides.left, None));
            put(&mut value, "right", quantity(&sides.right, None));
        }
        if trace.parts.is_empty() {
            let read = within(&mut self.evaluator, &self.bound, &mut |evaluator| {
                figures_of_cond(evaluator, trace.cond)
            });
            put(&mut value, "reads", self.figures(&read));
        } else {
            let parts: Vec<Value> = trace.parts.iter().map(|part| self.condition(part)).collect();
            put(&mut value, "parts", parts.into());
        }
        if trace.period.is_some() {
            self.bound.pop();
        }
        value
    }

    // ── figures ───────────────────────────────────────────────────────────────────────────────────────────────

    fn figures(&self, figures: &[Figure]) -> Value {
        figures.iter().map(|figure| self.figure(figure)).collect()
    }

    fn figure(&self, figure: &Figure) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        match figure {
            Figure::Fact { fact, period, value, from } => self.fact(*fact, *period, value.as_ref(), from),
            Figure::Records(records) => self.records(records),
            Figure::List(list, listed) => json!({
                "list": list.of(vocabulary).map(|of| of.name.as_str()), "listed": listed,
            }),
            Figure::Result(result, grade) => {
                let of = result.of(vocabulary);
                let choice = of.and_then(|of| of.grades.of(vocabulary));
                let grade = grade.and_then(|at| choice?.values.get(at).map(|(code, _)| code.as_str()));
                json!({ "result": of.map(|of| of.name.as_str()), "grade": grade })
            }
            Figure::Cell(table, column, value) => {
                let of = table.of(vocabulary);
                let column = of.and_then(|of| of.columns.get(*column));
                json!({
                    "table": of.map(|of| of.name.as_str()),
                    "column": column.map(|(name, _)| name.as_str()),
                    "value": value.as_ref().map(|value| number(value, column.map(|(_, of)| of))),
                })
            }
            Figure::Cohort(fact, count, value) => {
                let values = self.scored.entered.cohort.values.get(fact);
                let values: Vec<String> =
                    values.map(|values| values.iter().map(ToString::to_string).collect()).unwrap_or_default();
                json!({
                    "cohort": fact.of(vocabulary).map(|of| of.name.as_str()),
                    "members": count.to_string(),
                    "values": values,
                    "value": value.as_ref().map(|value| number(value, None)),
                })
            }
        }
    }

    fn fact(&self, id: FactId, period: Option<Period>, value: Option<&Known>, from: &[Figure]) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        let Some(of) = id.of(vocabulary) else { return Value::Null };
        let kind = match &of.kind {
            FactKind::Value(kind, _) => Some(kind.clone()),
            FactKind::DerivedNumber(of, ..) => Some(ValueType::Number(of.clone())),
            _ => Some(ValueType::YesNo),
        };
        let mut shown = json!({
            "fact": of.name,
            "title": self.scored.text(&of.title),
            "period": period.map(|period| period.to_string()),
            "value": value.map(|value| known(vocabulary, kind.as_ref(), value)),
        });
        if let Some(formula) = self.scored.formulas.fact(&of.name) {
            put(&mut shown, "formula", formula.text.as_str().into());
            put(&mut shown, "inferred", marks(&formula.marks, self.scored));
        }
        if !from.is_empty() {
            put(&mut shown, "reads", self.figures(from));
        }
        if self.scored.score.settled.disputed.contains(&id) {
            put(&mut shown, "disputed", true.into());
        }
        shown
    }

    fn records(&self, of: &RecordsFigure) -> Value {
        let vocabulary = &self.scored.pack.vocabulary;
        let list = of.list.of(vocabulary);
        let record = list.and_then(|fact| match &fact.kind {
            FactKind::Records(record) => record.of(vocabulary),
            _ => None,
        });
        let fields = record.map(|record| record.fields.as_slice()).unwrap_or_default();
        let rows = of.rows.as_ref().map(|rows| {
            let row = |row: &duheng_standard::score::RecordFigure| {
                let pairs = fields.iter().zip(&row.fields);
                let values: Map<String, Value> = pairs
                    .filter_map(|(field, value)| {
                        Some((field.name.clone(), known(vocabulary, Some(&field.value), value.as_ref()?)))
                    })
                    .collect();
                let lacks = row.lacks.map(duheng_standard::score::Lack::name);
                json!({ "fields": values, "counts": row.fits, "settled": row.settled, "lacks": lacks })
            };
            rows.iter().map(row).collect::<Vec<_>>()
        });
        json!({
            "records_of": list.map(|fact| fact.name.as_str()),
            "title": list.map(|fact| self.scored.text(&fact.title)),
            "text": of.text.split_whitespace().collect::<Vec<_>>().join(" "),
            "known": of.rows.is_some(),
            "open": of.open,
            "records": rows,
        })
    }
}

/// A value: yes and no as such, choices by code, numbers exact in their base unit and as written.
fn known(vocabulary: &Vocabulary, of: Option<&ValueType>, value: &Known) -> Value {
    match (of, value) {
        (_, Known::YesNo(yes)) => (*yes).into(),
        (Some(ValueType::Choice(choice)), Known::Choice(at)) => choice
            .of(vocabulary)
            .and_then(|choice| choice.values.get(*at))
            .map(|(code, _)| code.as_str())
            .into(),
        (_, Known::Choice(at)) => at.to_string().into(),
        (Some(ValueType::Number(of)), Known::Number(value)) => number(value, Some(of)),
        (_, Known::Number(value)) => number(value, None),
        (_, Known::Date(date)) => date.to_string().into(),
        (_, Known::Text(text)) => text.as_str().into(),
    }
}

/// A number: exact in its base unit, and in the unit people write.
fn number(value: &Rational, of: Option<&NumberType>) -> Value {
    let mut shown_as = json!({ "exact": value.to_string() });
    match of {
        Some(of) => {
            put(&mut shown_as, "shown", duheng_pack::vocabulary::show_number(of, value).into());
            put(&mut shown_as, "unit", of.unit.base().symbol().into());
        }
        None => put(&mut shown_as, "shown", shown(value).into()),
    }
    shown_as
}

fn quantity(of: &Quantity, kind: Option<&NumberType>) -> Value {
    match of {
        Quantity::Known(value) => number(value, kind),
        Quantity::Between(low, high) => json!({
            "at_least": low.to_string(), "at_most": high.as_ref().map(ToString::to_string),
        }),
        Quantity::Unknown => Value::Null,
    }
}
