//! What would lift the enterprise one grade, as sentences and as JSON.

use duheng_standard::advice::{Advice, Step, advise};
use duheng_standard::model::Form;
use duheng_standard::score::{CondTrace, ItemScore, RuleTrace, State};
use serde_json::{Value, json};

use super::{Scored, grades, shown, words};
use crate::columns::{left, paragraph, right, rule};

fn of(scored: Scored<'_>) -> Advice {
    advise(scored.score.standard, scored.score.vocabulary, scored.entered, scored.score)
}

/// The advice as a part of the page.
pub fn advice(scored: Scored<'_>) -> String {
    let mut text = format!("{}\n{}", words::advice(scored.language), rule('─'));
    let (sentences, steps) = said(scored);
    for sentence in sentences {
        text.push_str(&paragraph(2, "", &sentence));
    }
    for step in steps {
        let head = format!("  {} {} ", left(&step.code, 9), right(&step.points, 8));
        text.push_str(&paragraph(0, &head, &step.text));
        for need in step.needs {
            text.push_str(&paragraph(22, "· ", &need));
        }
    }
    text.push('\n');
    text
}

/// One improvement in words.
pub struct SaidStep {
    /// The code of the item.
    pub code: String,
    /// Its points now and then.
    pub points: String,
    /// Its title, and when it can be improved.
    pub text: String,
    /// What is not met yet.
    pub needs: Vec<String>,
}

/// The advice as sentences and steps.
pub fn said(scored: Scored<'_>) -> (Vec<String>, Vec<SaidStep>) {
    let language = scored.language;
    let title = |grade: usize| grades::grade_title(scored, Some(grade));
    match of(scored) {
        Advice::Highest => (vec![words::advice_highest(language).into()], Vec::new()),
        Advice::Barred => (vec![words::advice_barred(language).into()], Vec::new()),
        Advice::OutOfReach { grade, awaits_ranks: true, .. } => {
            (vec![words::advice_ranks(language, title(grade))], Vec::new())
        }
        Advice::OutOfReach { grade, base, total, proved, .. } => {
            let mut said = vec![words::advice_none(language, title(grade), &shown(&base), &shown(&total))];
            if !proved {
                said.push(words::advice_given_up(language).into());
            }
            (said, Vec::new())
        }
        Advice::Improve { grade, steps, base, total, proved } => {
            let (count, base, total) = (steps.len().to_string(), shown(&base), shown(&total));
            let mut said = vec![words::advice_set(language, &count, title(grade), &base, &total)];
            if !proved {
                said.push(words::advice_unproved(language).into());
            }
            let step =
                |step: &Step| scored.score.items.get(step.item).map(|item| said_step(scored, item, step));
            (said, steps.iter().filter_map(step).collect())
        }
    }
}

fn said_step(scored: Scored<'_>, item: &ItemScore<'_>, step: &Step) -> SaidStep {
    let language = scored.language;
    let when = if step.year == scored.entered.year && item.state == State::Unknown {
        words::advice_state(language).to_string()
    } else if step.year == scored.entered.year {
        words::advice_now(language).to_string()
    } else {
        words::advice_year(language, &step.year.to_string())
    };
    SaidStep {
        code: item.item.code.clone(),
        points: format!("{} → {}", shown(&step.from), shown(&step.to)),
        text: format!("{}{}{when}", scored.text(&item.item.title), words::separator(language)),
        needs: needs(scored, &item.trace, step),
    }
}

/// What is not met yet and would bring the points: labels where there are some, else conditions in words.
fn needs(scored: Scored<'_>, trace: &RuleTrace<'_>, step: &Step) -> Vec<String> {
    let mut found = Vec::new();
    gather(scored, trace, step, &mut found);
    found
}

fn gather(scored: Scored<'_>, trace: &RuleTrace<'_>, step: &Step, found: &mut Vec<String>) {
    if trace.outcome.value >= trace.rule.range.1 {
        return;
    }
    let open = trace.when.as_ref().is_some_and(|when| when.truth != Some(true));
    if open {
        let label = scored.text(&trace.rule.label);
        let (vocabulary, language) = (&scored.pack.vocabulary, scored.language);
        let said = |when: &CondTrace<'_>| duheng_standard::words::condition(when.cond, vocabulary, language);
        let condition = trace.when.as_ref().map(said).unwrap_or_default();
        found.push(if label.is_empty() { condition } else { label.to_string() });
        return;
    }
    match &trace.rule.form {
        Form::Each(each) => {
            let (vocabulary, language) = (&scored.pack.vocabulary, scored.language);
            let text = duheng_standard::words::records(&each.records, vocabulary, language);
            found.push(words::advice_more(language, &text));
        }
        Form::Best(_) => {
            let enough = |tier: &&RuleTrace<'_>| tier.rule.range.1 >= step.to;
            // the easiest tier that is enough
            let tier = trace.parts.iter().filter(enough).min_by_key(|tier| tier.rule.range.1.clone());
            tier.into_iter().for_each(|tier| gather(scored, tier, step, found));
        }
        Form::Either { .. } => {
            let holds = trace.choice.as_ref().and_then(|choice| choice.truth);
            let branch = if holds == Some(false) { trace.parts.get(1) } else { trace.parts.first() };
            branch.into_iter().for_each(|branch| gather(scored, branch, step, found));
        }
        _ => {
            let missing = &step.to - &step.from;
            let could_add = |part: &&RuleTrace<'_>| &part.rule.range.1 - &part.outcome.value;
            let enough = trace.parts.iter().filter(|part| could_add(part) >= missing);
            // one part that is enough alone, the smallest; else all that is open
            match enough.min_by_key(could_add) {
                Some(part) => gather(scored, part, step, found),
                None => trace.parts.iter().for_each(|part| gather(scored, part, step, found)),
            }
        }
    }
}

/// The advice as JSON.
pub fn json(scored: Scored<'_>) -> Value {
    let code = |grade: usize| scored.score.standard.grades.get(grade).map(|band| band.code.as_str());
    match of(scored) {
        Advice::Highest => json!({ "kind": "highest" }),
        Advice::Barred => json!({ "kind": "barred" }),
        Advice::OutOfReach { grade, base, total, proved, awaits_ranks } => json!({
            "kind": "out_of_reach",
            "grade": code(grade),
            "most": { "base": base.to_string(), "total": total.to_string() },
            "proved": proved,
            "awaits_ranks": awaits_ranks,
        }),
        Advice::Improve { grade, steps, base, total, proved } => {
            let step = |step: &Step| {
                let item = scored.score.items.get(step.item);
                json!({
                    "code": item.map(|item| item.item.code.as_str()),
                    "from": step.from.to_string(),
                    "to": step.to.to_string(),
                    "year": step.year,
                    "needs": item.map(|item| needs(scored, &item.trace, step)).unwrap_or_default(),
                })
            };
            json!({
                "kind": "improve",
                "grade": code(grade),
                "steps": steps.iter().map(step).collect::<Vec<_>>(),
                "then": { "base": base.to_string(), "total": total.to_string() },
                "proved": proved,
            })
        }
    }
}
