//! Rules and conditions with how they came out.

use duheng_pack::calendar::Period;
use duheng_pack::expr::Evaluator;
use duheng_pack::vocabulary::ValueType;
use duheng_standard::model::{Combine, Each, EachPoints, Form};
use duheng_standard::score::{
    CondTrace, RuleTrace, figures_of_cond, figures_of_num, figures_of_records, one_line,
};
use serde_json::{Map, Value, json};

use super::figures::quantity;
use super::{marks, put};
use crate::sheet::{Scored, shown, within};

/// Traces as JSON.
pub(super) struct Traces<'a> {
    pub(super) scored: Scored<'a>,
    evaluator: Evaluator<'a>,
    bound: Vec<Period>,
}

impl<'a> Traces<'a> {
    pub(super) fn new(scored: Scored<'a>) -> Self {
        Self { scored, evaluator: scored.score.evaluator(), bound: Vec::new() }
    }

    pub(super) fn rule(&mut self, trace: &RuleTrace<'_>, code: &str) -> Value {
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

    pub(super) fn condition(&mut self, trace: &CondTrace<'_>) -> Value {
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
}
