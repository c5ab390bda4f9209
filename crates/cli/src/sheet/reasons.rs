//! Why an item has its points: its rules and conditions as lines, each with what it rests on.

use duheng_pack::calendar::Period;
use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::{Cond, CondKind, Num, Records};
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::text::Language;
use duheng_pack::vocabulary::show_value;
use duheng_standard::model::{Combine, Each, EachPoints, Form};
use duheng_standard::score::{
    CondTrace, Figure, ItemScore, RuleTrace, figures_of_cond, figures_of_num, figures_of_records, one_line,
};
use duheng_standard::words as in_words;

use super::{Scored, figures, shown, words};

/// One line of an explanation.
pub struct Line<'a> {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// `✓`, `✗`, `?`, `△`, or a blank.
    pub sign: &'static str,
    /// The label of a rule, or a condition in words.
    pub text: String,
    /// The condition in words, below a label.
    pub said: Option<String>,
    /// The condition as written, for tracing.
    pub code: Option<String>,
    /// The points and the most of them, where it gives points.
    pub points: Option<(Rational, Rational)>,
    /// What it would bring, or what bounds it.
    pub remarks: Vec<String>,
    /// The condition and the figures it rests on.
    pub details: Vec<String>,
    /// Where its numbers and readings come from, other than the clause.
    pub marks: Vec<&'a Mark>,
}

/// A line as one sentence.
pub fn sentence(line: &Line<'_>, language: Language) -> String {
    let mut parts = vec![format!("{} {}", line.sign.trim(), line.text).trim().to_string()];
    if let Some((points, most)) = &line.points {
        parts.push(format!("{} / {}", shown(points), shown(most)));
    }
    parts.extend(line.said.clone());
    parts.extend(line.code.as_deref().map(code));
    parts.extend(line.remarks.iter().cloned());
    parts.extend(line.details.iter().cloned());
    parts.join(words::separator(language))
}

/// The explanation of an item.
pub fn explain_item<'a>(scored: Scored<'a>, item: &'a ItemScore<'a>) -> Vec<Line<'a>> {
    let mut reasons = Reasons::new(scored, Some(item));
    let room = item.max() - &item.outcome.value;
    reasons.rule(&item.trace, 0, &room, true);
    reasons.lines
}

/// The explanation of a condition on its own.
pub fn explain_condition<'a>(scored: Scored<'a>, trace: &'a CondTrace<'a>) -> Vec<Line<'a>> {
    let mut reasons = Reasons::new(scored, None);
    reasons.condition(trace, 0);
    reasons.lines
}

struct Reasons<'a> {
    scored: Scored<'a>,
    evaluator: Evaluator<'a>,
    /// The periods that `every` and `any` have bound around the condition at hand.
    bound: Vec<Period>,
    item: Option<&'a ItemScore<'a>>,
    lines: Vec<Line<'a>>,
}

impl<'a> Reasons<'a> {
    fn new(scored: Scored<'a>, item: Option<&'a ItemScore<'a>>) -> Self {
        Self { scored, evaluator: scored.score.evaluator(), bound: Vec::new(), item, lines: Vec::new() }
    }

    fn language(&self) -> Language {
        self.scored.language
    }

    fn line(&mut self, depth: usize, sign: &'static str, text: String) -> &mut Line<'a> {
        self.lines.push(Line {
            depth,
            sign,
            text,
            said: None,
            code: None,
            points: None,
            remarks: Vec::new(),
            details: Vec::new(),
            marks: Vec::new(),
        });
        let last = self.lines.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "one was pushed just above")]
        &mut self.lines[last]
    }

    // ── rules ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// A rule; `room` is how many points more could count above it, `root` says that it is the item's own.
    fn rule(&mut self, trace: &'a RuleTrace<'a>, depth: usize, room: &Rational, root: bool) {
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
            Form::Judge { .. } => details = self.judged(),
            Form::Formula(num, of) => {
                written = Some(self.scored.formulas.points(trace.rule.span));
                let value = self.evaluator.num(num);
                let value = figures::quantity(self.scored, &value, Some(of));
                let (vocabulary, language) = (&self.scored.pack.vocabulary, self.language());
                // points are plain numbers, whatever they come from
                let plain = duheng_pack::vocabulary::NumberType::plain();
                let said = in_words::number(num, Some(&plain), vocabulary, language);
                details.push(equals(&said, &value));
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
        (said, details): (&mut Option<String>, &mut Vec<String>),
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
        if gain > Rational::ZERO {
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
        details.push(figures::records(self.scored, &read));
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

    /// A condition in words, at the period at hand.
    fn in_words(&self, cond: &Cond) -> String {
        in_words::condition_at(cond, &self.bound, &self.scored.pack.vocabulary, self.language())
    }

    // ── conditions ────────────────────────────────────────────────────────────────────────────────────────────

    fn condition(&mut self, trace: &'a CondTrace<'a>, depth: usize) {
        let Some(period) = trace.period else { return self.unbound(trace, depth) };
        let at = self.lines.len();
        self.bound.push(period);
        self.unbound(trace, depth);
        self.bound.pop();
        if let Some(line) = self.lines.get_mut(at) {
            line.text = format!("{period}: {}", line.text);
        }
    }

    fn unbound(&mut self, trace: &'a CondTrace<'a>, depth: usize) {
        let sign = words::sign(trace.truth);
        let language = self.language();
        if trace.parts.is_empty() {
            let (details, marks) = self.rests_on(trace);
            let text = self.in_words(trace.cond);
            // a part of a condition on periods repeats what stands above it
            let code = self.bound.is_empty().then(|| one_line(trace.cond));
            let line = self.line(depth, sign, text);
            line.code = code;
            line.details = details;
            line.marks = marks;
            return;
        }
        match &trace.cond.kind {
            CondKind::All(_) => {
                for part in &trace.parts {
                    self.condition(part, depth);
                }
            }
            kind => {
                let text = match kind {
                    CondKind::Any(_) => words::any_of(language).to_string(),
                    CondKind::Not(_) => words::not_so(language).to_string(),
                    _ => self.in_words(trace.cond),
                };
                let named = !matches!(kind, CondKind::Any(_) | CondKind::Not(_)) && self.bound.is_empty();
                self.line(depth, sign, text).code = named.then(|| one_line(trace.cond));
                for part in &trace.parts {
                    self.condition(part, depth + 1);
                }
            }
        }
    }

    /// Both sides of a share of records or of sums over them; facts follow as figures anyway.
    fn share(&mut self, num: &Num) -> Option<String> {
        let Num::Divide(part, whole) = num else { return None };
        let summed = |num: &Num| matches!(num, Num::Count(_) | Num::Column(..));
        if !summed(part) || !summed(whole) {
            return None;
        }
        let (vocabulary, language) = (&self.scored.pack.vocabulary, self.language());
        let mut show = |num: &Num| {
            let value = within(&mut self.evaluator, &self.bound, &mut |evaluator| evaluator.num(num));
            figures::quantity(self.scored, &value, in_words::number_type(num, vocabulary).as_ref())
        };
        let (of_part, of_whole) = (show(part), show(whole));
        Some(match counted_whole(num) {
            Some(_) => words::share_of_records(language, &of_part, &of_whole),
            None => words::share(language, &of_part, &of_whole),
        })
    }

    /// What a condition without parts rests on.
    fn rests_on(&mut self, trace: &'a CondTrace<'a>) -> (Vec<String>, Vec<&'a Mark>) {
        let mut details = Vec::new();
        let mut marks = Vec::new();
        let mut wholes: Vec<&Records> = Vec::new();
        if let (Some(sides), CondKind::Numbers(_, left, right)) = (&trace.sides, &trace.cond.kind) {
            let vocabulary = &self.scored.pack.vocabulary;
            let of =
                in_words::number_type(left, vocabulary).or_else(|| in_words::number_type(right, vocabulary));
            let language = self.language();
            let said = |num: &Num| in_words::number(num, of.as_ref(), vocabulary, language);
            let value = figures::quantity(self.scored, &sides.left, of.as_ref());
            if !matches!(left, Num::Count(_)) {
                details.extend(equals_once(&said(left), &value, left));
            }
            details.extend(self.share(left));
            if !matches!(right, Num::Constant(_)) {
                let value = figures::quantity(self.scored, &sides.right, of.as_ref());
                details.extend(equals_once(&said(right), &value, right));
                details.extend(self.share(right));
            }
            // what the part shows of its records says enough of the whole
            wholes = [left, right].into_iter().filter_map(|num| counted_whole(num)).collect();
        }
        let mut read =
            within(&mut self.evaluator, &self.bound, &mut |evaluator| figures_of_cond(evaluator, trace.cond));
        read.retain(|figure| {
            let Figure::Records(of) = figure else { return true };
            wholes.iter().all(|whole| whole.fact != of.list || whole.text != of.text)
        });
        if trace.truth == Some(true) {
            // what holds needs no word about what nearly held
            read.iter_mut().for_each(figures::without_near);
        }
        details.extend(figures::sentences(self.scored, &read, &mut marks));
        for figure in &read {
            if let Figure::Records(of) = figure
                && wholes.iter().any(|whole| whole.fact == of.list)
            {
                details.extend(figures::not_counted(self.scored, of));
            }
        }
        (details, marks)
    }
}

/// The list behind the denominator of a share of records, such as `count(x where …) / count(x)`.
fn counted_whole(num: &Num) -> Option<&Records> {
    let Num::Divide(part, whole) = num else { return None };
    match (&**part, &**whole) {
        (Num::Count(part), Num::Count(whole))
            if part.fact == whole.fact && part.filter.is_some() && whole.filter.is_none() =>
        {
            Some(whole)
        }
        _ => None,
    }
}

/// A condition as written, as it stands beside its words.
pub fn code(text: impl AsRef<str>) -> String {
    format!("‹{}›", text.as_ref())
}

/// A text on one line.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text = value`; nothing for a fact, whose figures follow anyway.
fn equals_once(text: &str, value: &str, num: &Num) -> Option<String> {
    (!matches!(num, Num::Fact(_))).then(|| equals(text, value))
}

/// `text = value`, or `text ≈ value` where the value is rounded.
fn equals(text: &str, value: &str) -> String {
    match value.strip_prefix('≈') {
        Some(value) => format!("{text} ≈ {value}"),
        None => format!("{text} = {value}"),
    }
}

/// Runs `inner` with these periods bound, the outermost first.
pub fn within<T>(
    evaluator: &mut Evaluator<'_>,
    periods: &[Period],
    inner: &mut dyn FnMut(&mut Evaluator<'_>) -> T,
) -> T {
    match periods.split_first() {
        None => inner(evaluator),
        Some((period, rest)) => evaluator.at(*period, |evaluator| within(evaluator, rest, inner)),
    }
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
