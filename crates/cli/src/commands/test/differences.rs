//! What failing cases have in common: the same difference at the same place is said once.

use duheng_pack::number::Rational;
use duheng_pack::text::Language;
use duheng_standard::cases::Mismatch;

use super::Outcome;
use crate::columns::paragraph;
use crate::counted::counted;
use crate::sheet::shown;

/// How many cases are named for one difference before the rest is only counted.
const NAMED: usize = 6;

/// One difference and the cases that show it.
struct Group<'o> {
    first: &'o Mismatch,
    /// Found less expected, where both are numbers.
    by: Option<Rational>,
    /// Whether expected and found are the same in all cases.
    same: bool,
    cases: Vec<&'o str>,
}

/// The differences, those of most cases first, items before the sums that follow from them.
pub fn groups(failed: &[&Outcome], language: Language) -> String {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for outcome in failed {
        for mismatch in &outcome.mismatches {
            let by = difference(mismatch);
            let fits = |group: &&mut Group<'_>| {
                let same =
                    (&group.first.expected, &group.first.found) == (&mismatch.expected, &mismatch.found);
                group.first.key == mismatch.key && if by.is_some() { group.by == by } else { same }
            };
            match groups.iter_mut().find(fits) {
                Some(group) => {
                    group.same &=
                        (&group.first.expected, &group.first.found) == (&mismatch.expected, &mismatch.found);
                    group.cases.push(name(outcome));
                }
                None => groups.push(Group { first: mismatch, by, same: true, cases: vec![name(outcome)] }),
            }
        }
    }
    groups.sort_by_key(|group| (group.first.item.is_none(), std::cmp::Reverse(group.cases.len())));
    let mut text = String::new();
    for group in &groups {
        text.push_str(&paragraph(0, "• ", &sentence(group, language)));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// What differs in one case, in one line.
pub fn brief(outcome: &Outcome, language: Language) -> String {
    let parts: Vec<String> =
        outcome.mismatches.iter().map(|mismatch| said(mismatch, None, true, language)).collect();
    match (parts.is_empty(), language) {
        (false, Language::Zh) => parts.join("；"),
        (false, Language::En) => parts.join("; "),
        (true, _) => outcome.report.trim().lines().next().unwrap_or_default().trim().to_string(),
    }
}

fn sentence(group: &Group<'_>, language: Language) -> String {
    let what = said(group.first, group.by.as_ref(), group.same, language);
    let more = group.cases.len().saturating_sub(NAMED);
    let names: Vec<&str> = group.cases.iter().take(NAMED).copied().collect();
    match language {
        Language::Zh => {
            let more = if more > 0 { "等" } else { "" };
            format!("{what}（{} 个算例：{}{more}）", group.cases.len(), names.join("、"))
        }
        Language::En => {
            let more = if more > 0 { ", …" } else { "" };
            format!("{what} in {}: {}{more}", counted(group.cases.len(), "case"), names.join(", "))
        }
    }
}

/// `6.1.3.a: 2 instead of 3`, or `total: 1 less` where the numbers of the cases are different ones.
fn said(mismatch: &Mismatch, by: Option<&Rational>, same: bool, language: Language) -> String {
    let Mismatch { key, expected, found, .. } = mismatch;
    match (by.filter(|_| !same), language) {
        (Some(by), Language::Zh) if by.is_negative() => format!("{key}：少 {}", shown(&-by.clone())),
        (Some(by), Language::Zh) => format!("{key}：多 {}", shown(by)),
        (Some(by), Language::En) if by.is_negative() => format!("{key}: {} less", shown(&-by.clone())),
        (Some(by), Language::En) => format!("{key}: {} more", shown(by)),
        (None, Language::Zh) => format!("{key}：应为 {expected}，算得 {found}"),
        (None, Language::En) => format!("{key}: {found} instead of {expected}"),
    }
}

fn difference(mismatch: &Mismatch) -> Option<Rational> {
    let found = mismatch.found.split(' ').next().unwrap_or_default();
    Some(&Rational::parse_exact(found)? - &Rational::parse_exact(&mismatch.expected)?)
}

/// The name of a case as people say it: its file without folder and ending.
fn name(outcome: &Outcome) -> &str {
    let file = outcome.path.rsplit('/').next().unwrap_or(&outcome.path);
    file.rsplit_once('.').map_or(file, |(name, _)| name)
}
