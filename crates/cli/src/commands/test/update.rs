//! `duheng test --update`: the new results take the places of the expected ones, and nothing else in the files moves.

use std::fs;

use duheng_pack::source::SourceMap;
use duheng_pack::text::Language;
use serde_json::{Value, json};

use super::Outcome;
use crate::counted::counted;
use crate::failure::Failure;

/// One value that was rewritten.
pub struct Updated {
    pack: String,
    path: String,
    key: String,
    before: String,
    after: String,
}

impl Updated {
    /// It as JSON.
    pub fn json(&self) -> Value {
        json!({
            "pack": self.pack, "case": self.path, "key": self.key,
            "before": self.before, "after": self.after,
        })
    }
}

/// Rewrites the expectations of cases that were scored and differ; a case with findings keeps its text.
pub fn write(outcomes: &mut [Outcome], sources: &SourceMap) -> Result<Vec<Updated>, Failure> {
    let mut updated = Vec::new();
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.scored && !outcome.passed) {
        let Some(source) = outcome.mismatches.first().and_then(|first| sources.get(first.span.file)) else {
            continue;
        };
        let mut text = source.text.clone();
        let mut places: Vec<_> = outcome.mismatches.iter().collect();
        // from the end, so that the places before it stay
        places.sort_by_key(|mismatch| std::cmp::Reverse(mismatch.span.start));
        for mismatch in places {
            let place = mismatch.span.start as usize..mismatch.span.end as usize;
            if text.get(place.clone()).is_some() {
                text.replace_range(place, &mismatch.instead);
            }
        }
        fs::write(&outcome.file, text).map_err(|error| Failure::unwritable(&outcome.file, &error))?;
        for mismatch in &outcome.mismatches {
            updated.push(Updated {
                pack: outcome.pack.clone(),
                path: outcome.path.clone(),
                key: mismatch.key.clone(),
                before: mismatch.expected.clone(),
                after: mismatch.instead.clone(),
            });
        }
        outcome.mismatches.clear();
        // what remains is a finding about an expectation that is none
        outcome.passed = !outcome.has_findings;
    }
    Ok(updated)
}

/// What was rewritten, a line for each case.
pub fn text(updated: &[Updated], language: Language) -> String {
    let mut text = String::new();
    let mut cases = 0;
    for of in updated.chunk_by(|a, b| (&a.pack, &a.path) == (&b.pack, &b.path)) {
        let Some(first) = of.first() else { continue };
        cases += 1;
        let changes: Vec<String> =
            of.iter().map(|one| format!("{} {} → {}", one.key, one.before, one.after)).collect();
        let comma = if language == Language::Zh { "，" } else { ", " };
        text.push_str(&format!("✎ {}/{}  {}\n", first.pack, first.path, changes.join(comma)));
    }
    if cases > 0 {
        text.push_str(&match language {
            Language::Zh => format!("已改写 {cases} 个算例中的 {} 个值\n", updated.len()),
            Language::En => {
                format!("{} rewritten in {}\n", counted(updated.len(), "value"), counted(cases, "case"))
            }
        });
    }
    text
}
