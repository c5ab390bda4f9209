//! How the points of a rule come about.

use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::vocabulary::show_value;
use duheng_standard::model::{Combine, Each, EachPoints, Form};
use duheng_standard::score::{RuleTrace, figures_of_num, figures_of_records, one_line};
use duheng_standard::words as in_words;

use super::{Detail, Reasons, equals};
use crate::sheet::{figures, shown, words};

impl<'a> Reasons<'a> {
    /// A rule; `room` is how many points more could count above it, `root` says that it is the item's own.
    pub(super) fn rule(&mut self, trace: &'a RuleTrace<'a>, depth: usize, room: &Rational, root: bool) {
        let form = &trace.rule.form;
        if let Form::Points(_) = form {
            return self.points(trace, depth, room, root);
        }
        let mut depth = depth;
        let headed = !root || !trace.rule.label.is_empty();
        if let (Form::Either { .. }, false, None) = (form, headed, &trace.when) {
            return self.either(trace, depth, room);
        }
        let at = self.lines.len();
        if headed {
            let text = self.heading(trace);
            let points = Some((trace.outcome.value.clone(), trace.rule.range.1.clone()));
            let line = self.line(depth, sign_of(trace), text);
            line.points = points.filter(|_| !root);
            depth += 1;
        } else {
            let text = self.heading(trace);
            self.line(depth, " ", text);
        }
        let mut remarks = Vec::new();
        let mut details = Vec::new();
        let mut said = None;
        let mut written = match form {
            Form::Each(each) => Some(joined(&each.records.text)),
            Form::Either { condition, .. } if trace.choice.is_none() => Some(one_line(condition)),
            _ => None,
        };
        let mut marks: Vec<&'a Mark> = if root { Vec::new() } else { trace.rule.marks.iter().collect() };
        match form {
            Form::Points(_) => {}
            Form::Sum { cap, floor, .. } => self.sum(trace, depth, room, (cap, floor), &mut remarks),
            Form::Best(_) => {
                for part in &trace.parts {
                    let gain = (&part.rule.range.1 - &trace.outcome.value).min(room.clone());
                    self.rule(part, depth, &gain, false);
                }
                if trace.parts.len() > 1 {
                    remarks.push(words::best_is(self.language(), &shown(&trace.outcome.value)));
                }
            }
            Form::Each(each) => self.each(trace, each, room, &mut remarks, (&mut said, &mut details)),
            Form::Judge { .. } => details = self.judged().into_iter().map(Detail::Said).collect(),
            Form::Formula(num, _) => {
                written = Some(self.scored.formulas.points(trace.rule.span));
                // points are plain numbers, whatever they come from
                let plain = duheng_pack::vocabulary::NumberType::plain();
                let value = self.evaluator.num(num);
                let value = figures::quantity(self.scored, &value, Some(&plain));
                let (vocabulary, language) = (&self.scored.pack.vocabulary, self.language());
                let said = in_words::number(num, Some(&plain), vocabulary, language);
                details.push(equals(&said, &value).into());
                let read = figures_of_num(&mut self.evaluator, num);
                details.extend(figures::sentences(self.scored, &read, &mut marks));
            }
            Form::Either { .. } => self.either(trace, depth, room),
        }
        if let Some(when) = &trace.when {
            let text = words::guard(self.language()).to_string();
            self.line(depth, words::sign(when.truth), text);
            self.condition(when, depth + 1);
        }
        let range = self.range_of(trace, root);
        if let Some(line) = self.lines.get_mut(at) {
            line.remarks.extend(remarks);
            line.remarks.extend(range);
            line.said = said;
            line.code = written;
            line.details.extend(details);
            line.marks.extend(marks);
        }
    }

    fn heading(&self, trace: &RuleTrace<'_>) -> String {
        let language = self.language();
        let label = self.label(trace);
        if !label.is_empty() {
            return label;
        }
        match &trace.rule.form {
            Form::Points(_) => words::always(language).into(),
            Form::Sum { .. } => words::sum_of(language).into(),
            Form::Best(_) => words::best_of(language).into(),
            Form::Each(each) => in_words::records(&each.records, &self.scored.pack.vocabulary, language),
            Form::Judge { from, to, step } => {
                words::judged_range(language, &shown(from), &shown(to), &shown(step))
            }
            Form::Formula(..) => words::formula(language).into(),
            Form::Either { condition, .. } => self.in_words(condition),
        }
    }

    fn label(&self, trace: &RuleTrace<'_>) -> String {
        trace.rule.label.get(self.language()).to_string()
    }

    /// What the points could be, where that is open.
    fn range_of(&self, trace: &RuleTrace<'_>, root: bool) -> Option<String> {
        let outcome = &trace.outcome;
        if self.scored.decided.is_some() {
            return None;
        }
        (outcome.low != outcome.high && !root)
            .then(|| words::range(self.language(), &shown(&outcome.low), &shown(&outcome.high)))
    }

    /// Fixed points, with or without a condition.
    fn points(&mut self, trace: &'a RuleTrace<'a>, depth: usize, room: &Rational, root: bool) {
        let points = Some((trace.outcome.value.clone(), trace.rule.range.1.clone())).filter(|_| !root);
        let remark = self.gain(trace, room);
        let label = self.label(trace);
        let at = self.lines.len();
        match &trace.when {
            None => {
                let text = if label.is_empty() { words::always(self.language()).into() } else { label };
                self.line(depth, sign_of(trace), text);
            }
            Some(when) if label.is_empty() => self.condition(when, depth),
            Some(when) if when.parts.is_empty() => {
                self.line(depth, words::sign(when.truth), label);
                let (details, marks) = self.rests_on(when);
                let spoken = self.in_words(when.cond);
                if let Some(line) = self.lines.last_mut() {
                    line.code = Some(one_line(when.cond));
                    line.said = Some(spoken);
                    line.details.extend(details);
                    line.marks.extend(marks);
                }
            }
            Some(when) => {
                self.line(depth, words::sign(when.truth), label);
                self.condition(when, depth + 1);
            }
        }
        let together = root && trace.when.as_ref().is_some_and(|when| !when.parts.is_empty());
        if let (true, Some(_)) = (together, &remark) {
            let gain = trace.rule.range.1.clone().min(room.clone());
            let text = format!("→ {}", words::gain_all(self.language(), &shown(&gain)));
            self.line(depth, " ", text);
        }
        if let Some(line) = self.lines.get_mut(at) {
            line.points = points;
            line.remarks.extend(remark.filter(|_| !together));
            if !root {
                line.marks.extend(&trace.rule.marks);
            }
        }
    }

    /// What fixed points would bring, or cost.
    fn gain(&self, trace: &RuleTrace<'_>, room: &Rational) -> Option<String> {
        // once decided, nothing can be gained any more
        if self.scored.decided.is_some() {
            return None;
        }
        let open = &trace.rule.range.1 - &trace.outcome.value;
        let gain = open.min(room.clone());
        let zero = Rational::ZERO;
        if trace.outcome.value < zero {
            let back = -trace.outcome.value.clone();
            return Some(words::would_remove(self.language(), &shown(&back)));
        }
        let met = trace.when.as_ref().is_none_or(|when| when.truth == Some(true));
        (!met && gain > zero).then(|| words::gain(self.language(), &shown(&gain)))
    }

    fn sum(
        &mut self,
        trace: &'a RuleTrace<'a>,
        depth: usize,
        room: &Rational,
        (cap, floor): (&Option<Rational>, &Option<Rational>),
        remarks: &mut Vec<String>,
    ) {
        let language = self.language();
        let sum: Rational = trace.parts.iter().map(|part| part.outcome.value.clone()).sum();
        let room = match cap {
            Some(cap) => (cap - &sum).min(room.clone()),
            None => room.clone(),
        };
        for part in &trace.parts {
            self.rule(part, depth, &room, false);
        }
        if let Some(cap) = cap {
            remarks.push(words::at_most(language, &shown(cap)));
        }
        if let Some(floor) = floor {
            remarks.push(words::at_least(language, &shown(floor)));
        }
        let bounded =
            cap.as_ref().is_some_and(|cap| sum > *cap) || floor.as_ref().is_some_and(|least| sum < *least);
        if bounded && trace.when.is_none() {
            remarks.push(words::capped(language, &shown(&sum), &shown(&trace.outcome.value)));
        }
    }

    fn each(
        &mut self,
        trace: &'a RuleTrace<'a>,
        each: &'a Each,
        room: &Rational,
        remarks: &mut Vec<String>,
        (said, details): (&mut Option<String>, &mut Vec<Detail>),
    ) {
        let language = self.language();
        let record = figures::record_type(self.scored, each.records.fact);
        let field = |at: &usize| record.and_then(|of| of.fields.get(*at));
        let one = match &each.points {
            EachPoints::Fixed(points) => {
                remarks.push(words::each_points(language, &shown(points)));
                points.clone()
            }
            EachPoints::ByChoice { field: by, points } => {
                let name = |at: usize| {
                    let value = duheng_pack::vocabulary::Value::Choice(at);
                    field(by).map_or_else(String::new, |field| {
                        show_value(&self.scored.pack.vocabulary, &field.value, &value, self.scored.zh())
                    })
                };
                let list: Vec<String> = points
                    .iter()
                    .enumerate()
                    .map(|(at, points)| format!("{} {}", name(at), shown(points)))
                    .collect();
                remarks.push(words::by_choice(language, &list.join(words::comma(language))));
                points.iter().max().cloned().unwrap_or_default()
            }
        };
        if !each.once_per.is_empty() {
            let titles: Vec<&str> =
                each.once_per.iter().filter_map(field).map(|field| self.scored.text(&field.title)).collect();
            remarks.push(words::once_per(language, &titles.join(words::comma(language))));
        }
        if let Some(top) = each.top {
            remarks.push(words::top(language, &top.to_string()));
        }
        if let Some(cap) = &each.cap {
            remarks.push(words::at_most(language, &shown(cap)));
        }
        if let Some(floor) = &each.floor {
            remarks.push(words::at_least(language, &shown(floor)));
        }
        let gain = one.min(room.clone()).min(&trace.rule.range.1 - &trace.outcome.value);
        if gain > Rational::ZERO && self.scored.decided.is_none() {
            remarks.push(words::gain_each(language, &shown(&gain)));
        }
        if !trace.rule.label.is_empty() {
            *said = Some(in_words::records(&each.records, &self.scored.pack.vocabulary, language));
        }
        let mut read = figures_of_records(&mut self.evaluator, &each.records);
        if let EachPoints::ByChoice { field, .. } = &each.points
            && !read.fields.contains(field)
        {
            read.fields.push(*field);
        }
        details.push(figures::records(self.scored, &read).into());
    }

    /// The points that assessors typed, layer by layer.
    fn judged(&self) -> Vec<String> {
        let (language, scored) = (self.language(), self.scored);
        let Some(item) = self.item else { return Vec::new() };
        let code = &item.item.code;
        let mut found = Vec::new();
        let mut how = Combine::Mean;
        for layer in scored.score.standard.layers.iter().take(scored.score.settled.layer + 1) {
            let Some(assessors) = scored.entered.layers.get(&layer.id) else { continue };
            let typed: Vec<String> = assessors
                .iter()
                .filter_map(|(name, of)| {
                    of.judged.get(code).map(|points| format!("{name} {}", shown(points)))
                })
                .collect();
            if typed.is_empty() {
                continue;
            }
            let title = scored.text(&layer.title);
            found.push(format!("{title}{}{}", words::colon(language), typed.join(words::comma(language))));
            how = layer.judged;
        }
        // the last layer that typed points decides, unless it leaves them to a later one
        if let (Some(last), Some(points)) = (found.last_mut(), scored.score.settled.judged.get(code)) {
            *last = words::judged_by(language, last, words::combine(how, language), &shown(points));
        }
        if scored.score.settled.judged_apart.contains(code) {
            found.push(words::judged_apart(language).into());
        } else if found.is_empty() {
            found.push(words::judged_none(language).into());
        }
        found
    }

    fn either(&mut self, trace: &'a RuleTrace<'a>, depth: usize, room: &Rational) {
        let Some(choice) = &trace.choice else { return };
        self.condition(choice, depth);
        // beneath the condition that chooses it
        let depth = depth + 1;
        let (then, otherwise) = (trace.parts.first(), trace.parts.get(1));
        let taken = match choice.truth {
            Some(true) => [then, None],
            Some(false) => [None, otherwise],
            None => [then, otherwise],
        };
        for part in taken.into_iter().flatten() {
            self.rule(part, depth, room, false);
        }
    }
}

/// A text on one line.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sign_of(trace: &RuleTrace<'_>) -> &'static str {
    let outcome = &trace.outcome;
    if outcome.low != outcome.high {
        "?"
    } else if outcome.value == trace.rule.range.1 {
        "✓"
    } else if outcome.value.is_zero() || outcome.value == trace.rule.range.0 {
        "✗"
    } else {
        "△"
    }
}
