//! Rules in words, line by line, each with how it came out where the claim has a score.

use duheng_pack::number::{Rational, Rounding};
use duheng_pack::text::{Language, Text};
use duheng_pack::vocabulary::{NumberType, Vocabulary};
use duheng_standard::model::{EachPoints, Form, Rule};
use duheng_standard::score::{CondTrace, RuleTrace};
use duheng_standard::words;

/// One line of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// How far it stands in, from 0.
    pub depth: usize,
    /// What it asks for.
    pub text: Text,
    /// The points that it gives at most; empty where a line above says it.
    pub points: String,
    /// The points that it gives now; empty where there is no score.
    pub scored: String,
    /// Whether it holds: yes, no, or not known; none for lines that are no condition.
    pub holds: Option<Option<bool>>,
}

/// Points in an English sentence.
fn counted(of: &str) -> String {
    if of == "1" { "1 point".into() } else { format!("{of} points") }
}

/// Points as shown, with at most two decimals.
#[must_use]
pub(super) fn points(of: &Rational) -> String {
    of.display(2, Rounding::HalfUp)
}

/// A rule in words. `trace` is how it came out.
pub(crate) fn lines(rule: &Rule, trace: Option<&RuleTrace<'_>>, vocabulary: &Vocabulary) -> Vec<RuleLine> {
    let mut found = Vec::new();
    Walk { vocabulary, found: &mut found }.rule(rule, trace, 0);
    found
}

struct Walk<'w> {
    vocabulary: &'w Vocabulary,
    found: &'w mut Vec<RuleLine>,
}

impl Walk<'_> {
    fn both(&self, say: impl Fn(Language) -> String) -> Text {
        Text::new(say(Language::Zh), say(Language::En))
    }

    fn condition(&self, cond: &duheng_pack::expr::form::Cond) -> Text {
        self.both(|language| words::condition(cond, self.vocabulary, language))
    }

    fn rule(&mut self, rule: &Rule, trace: Option<&RuleTrace<'_>>, depth: usize) {
        let most = points(&rule.range.1);
        let scored = trace.map(|trace| points(&trace.outcome.value)).unwrap_or_default();
        let own = self.own(rule);
        let condition = rule.when.as_ref().map(|when| self.condition(when));
        let text = match (rule.label.is_empty(), condition, own) {
            (false, Some(condition), _) => Text::new(
                format!("{}：{}", rule.label.zh, condition.zh),
                format!("{}: {}", rule.label.en, condition.en),
            ),
            (false, None, _) => rule.label.clone(),
            (true, Some(condition), None) => condition,
            (true, Some(condition), Some(own)) => {
                Text::new(format!("{}；{}", condition.zh, own.zh), format!("{}; {}", condition.en, own.en))
            }
            (true, None, Some(own)) => own,
            (true, None, None) => Text::default(),
        };
        let holds = rule.when.as_ref().map(|_| truth(trace.and_then(|trace| trace.when.as_ref())));
        let mut inner = depth;
        if !text.is_empty() {
            self.found.push(RuleLine {
                depth,
                text,
                points: most,
                scored,
                holds: holds.filter(|_| trace.is_some()),
            });
            inner += 1;
        }
        let parts = trace.map(|trace| trace.parts.as_slice()).unwrap_or_default();
        for (at, part) in rule.inner().enumerate() {
            self.rule(part, parts.get(at), inner);
        }
    }

    /// What the form of a rule says besides its condition.
    fn own(&self, rule: &Rule) -> Option<Text> {
        match &rule.form {
            Form::Points(of) if rule.when.is_none() => {
                let of = points(of);
                Some(Text::new(format!("得 {of} 分"), format!("gives {}", counted(&of))))
            }
            Form::Points(_) => None,
            Form::Formula(number, _) => {
                // points are plain numbers, whatever they come from
                let plain = NumberType::plain();
                let said =
                    self.both(|language| words::number(number, Some(&plain), self.vocabulary, language));
                Some(Text::new(format!("按公式计分：{}", said.zh), format!("points by formula: {}", said.en)))
            }
            Form::Sum { .. } => Some(Text::new("下列各项相加", "the sum of these")),
            Form::Best(_) => Some(Text::new("取下列最高的一项", "the best of these")),
            Form::Each(each) => {
                let records = self.both(|language| words::records(&each.records, self.vocabulary, language));
                Some(match &each.points {
                    EachPoints::Fixed(of) => {
                        let of = points(of);
                        Text::new(
                            format!("{}，每条 {of} 分", records.zh),
                            format!("{}: {} each", records.en, counted(&of)),
                        )
                    }
                    EachPoints::ByChoice { .. } => Text::new(
                        format!("{}，按等次计分", records.zh),
                        format!("{}: points by level", records.en),
                    ),
                })
            }
            Form::Judge { from, to, step } => {
                let (from, to, step) = (points(from), points(to), points(step));
                Some(Text::new(
                    format!("由专家在 {from} 至 {to} 分之间评定，以 {step} 分为单位"),
                    format!("judged by the experts between {from} and {to} points in steps of {step}"),
                ))
            }
            Form::Either { condition, .. } => {
                let said = self.condition(condition);
                Some(Text::new(
                    format!("{}：是则按前一条，否则按后一条", said.zh),
                    format!("{}: if so by the first, else by the second", said.en),
                ))
            }
        }
    }
}

fn truth(trace: Option<&CondTrace<'_>>) -> Option<bool> {
    trace.and_then(|trace| trace.truth)
}
