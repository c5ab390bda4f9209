//! Rules: their form, and the least and most that they give.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::expr::form::Part;
use duheng_pack::number::{Rational, read_number};
use duheng_pack::provenance::marks;
use duheng_pack::schema::{Fields, is_misspelt, number};
use duheng_pack::source::Span;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{FactId, RecordId, ValueType};

use super::Reader;
use crate::facts_of::reads_cohort;
use crate::findings::{bad_judge, bad_points, form_of_rule, unbounded_points};
use crate::language::{RULE, RULE_FORMS};
use crate::model::{Each, EachPoints, Form, Rule};

impl Reader<'_> {
    /// Reads the rule whose keys stand in `node`.
    pub(super) fn rule(&mut self, node: &Node) -> Rule {
        let fields = Fields(node);
        let marks = if fields.node("code").is_some() { Vec::new() } else { marks(node) };
        let when =
            fields.node("when").and_then(|when| self.expression(when, |checker| checker.read_condition()));
        let (form, range) = self.form(node).unwrap_or((Form::Points(zero()), (zero(), zero())));
        let range = if when.is_some() { (range.0.min(zero()), range.1.max(zero())) } else { range };
        Rule { label: fields.text("label"), when, form, range, marks, span: node.span }
    }

    fn form(&mut self, node: &Node) -> Option<(Form, (Rational, Rational))> {
        let fields = Fields(node);
        let given: Vec<&str> =
            RULE_FORMS.iter().copied().filter(|form| fields.node(form).is_some()).collect();
        let [form] = given.as_slice() else {
            if RULE_FORMS.iter().any(|form| is_misspelt(node, &RULE, form)) {
                return None;
            }
            self.report(form_of_rule::at(place(node), &given));
            return None;
        };
        let belongs: &[&str] = match *form {
            "points" => &["max", "min"],
            "sum" => &["cap", "floor"],
            "if" => &["then", "else"],
            _ => &[],
        };
        for key in ["max", "min", "cap", "floor", "then", "else"] {
            if let Some(entry) = node.entry(key)
                && !belongs.contains(&key)
            {
                self.report(form_of_rule::key(entry.key_span, key, form));
            }
        }
        match *form {
            "points" => self.points(node),
            "sum" => Some(self.sum(fields)),
            "best" => Some(self.best(fields)),
            "each" => self.each(fields.node("each")?),
            "judge" => self.judge(fields.node("judge")?),
            _ => Some(self.either(node)),
        }
    }

    fn points(&mut self, node: &Node) -> Option<(Form, (Rational, Rational))> {
        let fields = Fields(node);
        let points = fields.node("points")?;
        if let Some(constant) = points.as_str().and_then(|text| read_number(text).ok()) {
            if let Some(entry) = node.entry("max").or_else(|| node.entry("min")) {
                self.report(form_of_rule::key(entry.key_span, &entry.key, "points: number"));
            }
            return Some((Form::Points(constant.clone()), (constant.clone(), constant)));
        }
        if let Some(word) = points.as_str().filter(|word| self.is_stray_word(word)) {
            self.report(bad_points::word(points.span, word));
            return None;
        }
        if let Some(finding) = points.as_str().and_then(|text| number_with_more(text, points.span)) {
            self.report(finding);
            return None;
        }
        let (num, of) = self.expression(points, |checker| checker.read_number())?;
        if !of.unit.is_dimensionless() {
            self.report(bad_points::unit(points.span, &of.unit.symbol()));
            return None;
        }
        let Some(max) = fields.number("max") else {
            if fields.node("max").is_none() {
                self.report(unbounded_points::formula(points.span));
            }
            return None;
        };
        let min = fields.number("min").unwrap_or_default();
        if min > max {
            self.report(bad_points::crossed(points.span));
        }
        Some((Form::Formula(num, of), (min, max)))
    }

    /// Whether points are written as one word that names nothing here and is no slip of a name either.
    fn is_stray_word(&self, text: &str) -> bool {
        let word = text.trim();
        let names: Vec<&str> = self.vocabulary.facts.iter().map(|fact| fact.name.as_str()).collect();
        word.chars().all(char::is_alphabetic)
            && !names.contains(&word)
            && !self.vocabulary.broken.contains(word)
            && !matches!(word, "year" | "yes" | "no")
            && duheng_pack::nearest(word, &names).is_none()
    }

    fn rules(&mut self, fields: Fields<'_>, key: &str) -> Vec<Rule> {
        let rules: Vec<Rule> = fields.items(key).iter().map(|rule| self.rule(rule)).collect();
        if rules.is_empty()
            && let Some(node) = fields.node(key)
        {
            self.report(form_of_rule::empty(node.span, key));
        }
        rules
    }

    fn sum(&mut self, fields: Fields<'_>) -> (Form, (Rational, Rational)) {
        let parts = self.rules(fields, "sum");
        let (cap, floor) = (fields.number("cap"), fields.number("floor"));
        let low = parts.iter().map(|part| part.range.0.clone()).sum();
        let high = parts.iter().map(|part| part.range.1.clone()).sum();
        let range = (bounded(low, &cap, &floor), bounded(high, &cap, &floor));
        (Form::Sum { parts, cap, floor }, range)
    }

    fn best(&mut self, fields: Fields<'_>) -> (Form, (Rational, Rational)) {
        let tiers = self.rules(fields, "best");
        let low = tiers.iter().map(|tier| tier.range.0.clone()).max().unwrap_or_default();
        let high = tiers.iter().map(|tier| tier.range.1.clone()).max().unwrap_or_default();
        (Form::Best(tiers), (low, high))
    }

    fn either(&mut self, node: &Node) -> (Form, (Rational, Rational)) {
        let fields = Fields(node);
        let condition =
            fields.node("if").and_then(|when| self.expression(when, |checker| checker.read_condition()));
        let mut branch = |key: &str| match fields.node(key) {
            Some(branch) => Some(self.rule(branch)),
            None if is_misspelt(node, &RULE, key) => None,
            None => {
                self.report(form_of_rule::branch(place(node), key));
                None
            }
        };
        let (then, otherwise) = (branch("then"), branch("else"));
        let (Some(condition), Some(then), Some(otherwise)) = (condition, then, otherwise) else {
            return (Form::Points(zero()), (zero(), zero()));
        };
        let low = then.range.0.clone().min(otherwise.range.0.clone());
        let high = then.range.1.clone().max(otherwise.range.1.clone());
        (Form::Either { condition, then: Box::new(then), otherwise: Box::new(otherwise) }, (low, high))
    }

    fn judge(&mut self, node: &Node) -> Option<(Form, (Rational, Rational))> {
        let fields = Fields(node);
        let (from, to, step) = (fields.number("from")?, fields.number("to")?, fields.number("step")?);
        let whole =
            !step.is_zero() && (&to - &from).checked_div(&step).is_some_and(|steps| steps.is_integer());
        if from > to || step.is_negative() || !whole {
            self.report(bad_judge::at(node.span));
            return None;
        }
        Some((Form::Judge { from: from.clone(), to: to.clone(), step }, (from.min(zero()), to)))
    }

    fn each(&mut self, node: &Node) -> Option<(Form, (Rational, Rational))> {
        let fields = Fields(node);
        let (records, record) = self.expression(fields.node("of")?, |checker| checker.read_records())?;
        let points = self.each_points(fields, record)?;
        let once_per = self.fields_of(record, fields.words("once_per"));
        let top = fields.whole::<usize>("top");
        let (cap, floor) = (fields.number("cap"), fields.number("floor"));
        let (least, most) = points.range();
        let span = fields.node("points").map_or(node.span, |points| points.span);
        if least.is_negative() && most > zero() {
            self.report(bad_points::mixed(span));
        }
        if least.is_negative() && top.is_some() {
            self.report(bad_points::top(span));
        }
        let of_top = |each: &Rational| top.map(|top| each * &Rational::from(top));
        let high =
            if most > zero() { cap.clone().into_iter().chain(of_top(&most)).min() } else { Some(zero()) };
        let low = if least.is_negative() { floor.clone() } else { Some(zero()) };
        let (Some(low), Some(high)) = (low, high) else {
            // a bound that cannot be read has its finding already
            let bounds = if least.is_negative() { ["floor", "floor"] } else { ["cap", "top"] };
            if bounds.iter().all(|key| fields.node(key).is_none()) {
                self.report(unbounded_points::each(span, least.is_negative()));
            }
            return None;
        };
        Some((Form::Each(Each { records, record, points, once_per, top, cap, floor }), (low, high)))
    }

    fn each_points(&mut self, fields: Fields<'_>, record: RecordId) -> Option<EachPoints> {
        let node = fields.node("points")?;
        if let Some(points) = number(node) {
            return Some(EachPoints::Fixed(points));
        }
        if !node.is_map() {
            return None;
        }
        let Some((by, span)) = fields.spanned("by") else {
            self.report(bad_points::by(node.span));
            return None;
        };
        let field = *self.fields_of(record, Vec::from([(by, span)])).first()?;
        let of = record.of(self.vocabulary)?.fields.get(field)?;
        let ValueType::Choice(choice) = of.value else {
            self.report(bad_points::by(span));
            return None;
        };
        let choice = choice.of(self.vocabulary)?;
        let mut points: Vec<Rational> = choice.values.iter().map(|_| zero()).collect();
        for entry in node.entries() {
            let (at, value) = (choice.position(&entry.key), number(&entry.value));
            match (at.and_then(|at| points.get_mut(at)), value) {
                (Some(slot), Some(value)) => *slot = value,
                (None, _) => {
                    let known: Vec<_> =
                        choice.values.iter().map(|(code, title)| (code.as_str(), title)).collect();
                    self.findings.push(duheng_pack::findings::unknown_name::value(
                        entry.key_span,
                        &entry.key,
                        &choice.name,
                        &known,
                    ));
                }
                (Some(_), None) => {}
            }
        }
        Some(EachPoints::ByChoice { field, points })
    }

    /// The positions of named fields; unknown names are findings.
    fn fields_of(&mut self, record: RecordId, names: Vec<(&str, Span)>) -> Vec<usize> {
        let Some(of) = record.of(self.vocabulary) else { return Vec::new() };
        let mut found = Vec::new();
        for (name, span) in names {
            match of.field(name) {
                Some(at) => found.push(at),
                None => {
                    let known: Vec<&str> = of.fields.iter().map(|field| field.name.as_str()).collect();
                    self.findings.push(duheng_pack::findings::unknown_name::at(span, name, &known));
                }
            }
        }
        found
    }

    /// The fact of this name; an unknown one is a finding.
    pub(super) fn fact_named(&mut self, name: &str, span: Span) -> Option<FactId> {
        let found = self.vocabulary.fact(name);
        if found.is_none() && !self.vocabulary.broken.contains(name) {
            let known: Vec<&str> = self.vocabulary.facts.iter().map(|fact| fact.name.as_str()).collect();
            self.findings.push(duheng_pack::findings::unknown_name::at(span, name, &known));
        }
        found
    }
}

impl Rule {
    /// Whether it reads cohort values itself, not through a derived fact.
    #[must_use]
    pub fn reads_cohort(&self) -> bool {
        let guarded = self.when.as_ref().is_some_and(|when| reads_cohort(Part::Cond(when)));
        guarded
            || match &self.form {
                Form::Formula(num, _) => reads_cohort(Part::Num(num)),
                Form::Sum { parts, .. } | Form::Best(parts) => parts.iter().any(Self::reads_cohort),
                Form::Either { condition, then, otherwise } => {
                    reads_cohort(Part::Cond(condition)) || then.reads_cohort() || otherwise.reads_cohort()
                }
                Form::Each(each) => reads_cohort(Part::Records(&each.records)),
                Form::Points(_) | Form::Judge { .. } => false,
            }
    }

    /// The rules right below it.
    pub fn inner(&self) -> impl Iterator<Item = &Self> {
        let (list, pair): (&[Self], Option<[&Self; 2]>) = match &self.form {
            Form::Sum { parts, .. } => (parts, None),
            Form::Best(tiers) => (tiers, None),
            Form::Either { then, otherwise, .. } => (&[], Some([then, otherwise])),
            Form::Points(_) | Form::Formula(..) | Form::Each(_) | Form::Judge { .. } => (&[], None),
        };
        list.iter().chain(pair.into_iter().flatten())
    }
}

/// A number kept between floor and cap.
pub(crate) fn bounded(number: Rational, cap: &Option<Rational>, floor: &Option<Rational>) -> Rational {
    let below = match cap {
        Some(cap) => number.min(cap.clone()),
        None => number,
    };
    match floor {
        Some(floor) => below.max(floor.clone()),
        None => below,
    }
}

fn zero() -> Rational {
    Rational::from_int(0)
}

/// Where to report a rule: its code where it has one.
fn place(node: &Node) -> Span {
    node.get("code").map_or(node.span, |code| code.span)
}

/// Words for points that people write behind the number.
const POINTS: [&str; 5] = ["分", "point", "points", "pt", "pts"];

/// The finding for a number with its word behind it, as in `1 分`, or with a comma for a point, as in `1,5`.
fn number_with_more(text: &str, span: Span) -> Option<Diagnostic> {
    let text = text.trim();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number = text.strip_suffix(behind).filter(|number| read_number(number).is_ok())?;
    if POINTS.contains(&behind.trim()) {
        return Some(bad_points::alone(span, number));
    }
    let decimals = behind.strip_prefix([',', '，'])?.trim();
    let plain = !decimals.is_empty() && decimals.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| bad_points::comma(span, &format!("{number}.{decimals}")))
}
