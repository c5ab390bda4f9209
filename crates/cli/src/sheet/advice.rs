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
    let language = scored.language;
    let mut text = format!("{}\n{}", words::advice(language), rule('─'));
    let mut say = |sentence: &str| text.push_str(&paragraph(2, "", sentence));
    let title = |grade: usize| grades::grade_title(scored, Some(grade));
    match of(scored) {
        Advice::Highest => say(words::advice_highest(language)),
        Advice::Barred => say(words::advice_barred(language)),
        Advice::OutOfReach { grade, base, total, proved } => {
            let best = (shown(&base), shown(&total));
            say(&words::advice_none(language, title(grade), &best.0, &best.1));
            if !proved {
                say(words::advice_given_up(language));
            }
        }
        Advice::Improve { grade, steps, base, total, proved } => {
            let count = steps.len().to_string();
            say(&words::advice_set(language, &count, title(grade), &shown(&base), &shown(&total)));
            if !proved {
                say(words::advice_unproved(language));
            }
            for step in &steps {
                if let Some(item) = scored.score.items.get(step.item) {
                    text.push_str(&step_lines(scored, item, step));
                }
            }
        }
    }
    text.push('\n');
    text
}

fn step_lines(scored: Scored<'_>, item: &ItemScore<'_>, step: &Step) -> String {
    let language = scored.language;
    let points = format!("{} → {}", shown(&step.from), shown(&step.to));
    let when = if step.year == scored.entered.year && item.state == State::Unknown {
        words::advice_state(language).to_string()
    } else if step.year == scored.entered.year {
        words::advice_now(language).to_string()
    } else {
        words::advice_year(language, &step.year.to_string())
    };
    let head = format!("  {} {} ", left(&item.item.code, 9), right(&points, 8));
    let mut text = paragraph(
        0,
        &head,
        &format!("{}{}{when}", scored.text(&item.item.title), words::separator(language)),
    );
    for need in needs(scored, &item.trace, step) {
        text.push_str(&paragraph(22, "· ", &need));
    }
    text
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
        Advice::OutOfReach { grade, base, total, proved } => json!({
            "kind": "out_of_reach",
            "grade": code(grade),
            "most": { "base": base.to_string(), "total": total.to_string() },
            "proved": proved,
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
