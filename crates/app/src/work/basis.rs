//! What an item rests on beside its rule: the files of the enterprise, and what each assessor found of it.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{Origin, Vocabulary};
use duheng_programme::seen::{Claim, Seen};
use duheng_programme::state::Sealed;
use duheng_standard::model::{Item, Standard};

/// What an item rests on, as far as somebody sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemBasis {
    /// The names of the files for it, each once.
    pub files: Vec<String>,
    /// Whether a document that it asks for is missing with all its files.
    pub lacks_files: bool,
    /// Whether the enterprise states something that it reads.
    pub is_claimed: bool,
    /// What assessors found, in the order of the layers.
    pub found: Vec<ItemFinding>,
}

/// What one assessor found of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFinding {
    /// The layer.
    pub layer: String,
    /// The assessor, by id.
    pub assessor: String,
    /// What they found.
    pub verdict: Verdict,
    /// Why; empty where nothing was written.
    pub reason: String,
}

/// What an assessor found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All that is claimed for the item is as claimed.
    Confirmed,
    /// A fact is otherwise.
    Otherwise {
        /// Its name in the pack.
        fact: String,
        /// What it is.
        value: Node,
    },
    /// A claim is not accepted, and nothing stands in its place.
    Refused {
        /// Its name in the pack.
        fact: String,
    },
    /// The points that they gave.
    Judged {
        /// The points as typed.
        points: String,
    },
}

/// What each item rests on, by code; of what is not in `seen` nothing.
pub(super) fn of_items(
    standard: &Standard,
    vocabulary: &Vocabulary,
    seen: &Seen,
) -> BTreeMap<String, ItemBasis> {
    let Some(claim) = &seen.claim else { return BTreeMap::new() };
    let of = |item: &Item| (item.code.clone(), basis(standard, vocabulary, seen, claim, item));
    standard.items().map(of).collect()
}

fn basis(standard: &Standard, vocabulary: &Vocabulary, seen: &Seen, claim: &Claim, item: &Item) -> ItemBasis {
    let facts: Vec<&str> = item
        .reads
        .iter()
        .filter_map(|id| id.of(vocabulary))
        .filter(|fact| fact.origin == Origin::Enterprise)
        .map(|fact| fact.name.as_str())
        .collect();
    let is_for = |name: &str| {
        // evidence for a value of one period is named by fact and period
        let name = name.split(' ').next().unwrap_or_default();
        name == item.code || facts.contains(&name) || item.evidence.iter().any(|of| of.document == name)
    };
    let mut files: Vec<String> = Vec::new();
    let named = claim.submissions.iter().flat_map(|of| &of.evidence);
    for file in named.filter(|(name, _)| is_for(name)).flat_map(|(_, files)| files) {
        if !files.contains(&file.name) {
            files.push(file.name.clone());
        }
    }
    let claimed: BTreeSet<&str> = facts
        .iter()
        .copied()
        .filter(|fact| claim.submissions.iter().any(|of| of.facts.get(fact).is_some()))
        .collect();
    let layers = standard.layers.iter().filter_map(|layer| Some((layer, seen.entries.get(&layer.id)?)));
    let found =
        layers.flat_map(|(layer, sealed)| {
            sealed.iter().flat_map(|(assessor, sealed)| {
                verdicts(sealed, &item.code, &facts, &claimed).into_iter().map(|(verdict, reason)| {
                    ItemFinding { layer: layer.id.clone(), assessor: assessor.clone(), verdict, reason }
                })
            })
        });
    ItemBasis {
        lacks_files: files.is_empty() && item.evidence.iter().any(|of| of.required),
        is_claimed: !claimed.is_empty(),
        found: found.collect(),
        files,
    }
}

/// What an assessor says of an item, each with why; nothing where they say nothing of it.
fn verdicts(sealed: &Sealed, item: &str, facts: &[&str], claimed: &BTreeSet<&str>) -> Vec<(Verdict, String)> {
    let reason = |name: &str| sealed.reasons.get(name).cloned().unwrap_or_default();
    let confirms = sealed.entries.get("confirm");
    let confirmed = |fact: &str| {
        confirms.is_some_and(|of| {
            of.as_str() == Some("all") || of.items().iter().any(|name| name.as_str() == Some(fact))
        })
    };
    let mut found = Vec::new();
    for fact in facts {
        let otherwise = sealed.entries.get("facts").and_then(|own| own.get(fact));
        let verdict = match otherwise {
            Some(value) => Verdict::Otherwise { fact: (*fact).to_owned(), value: value.clone() },
            None if sealed.reasons.contains_key(*fact) => Verdict::Refused { fact: (*fact).to_owned() },
            None => continue,
        };
        found.push((verdict, reason(fact)));
    }
    let all = !claimed.is_empty() && claimed.iter().all(|fact| confirmed(fact));
    if found.is_empty() && all {
        found.push((Verdict::Confirmed, String::new()));
    }
    let points = sealed.entries.get("judged").and_then(|judged| judged.get(item)).and_then(Node::as_str);
    if let Some(points) = points {
        found.push((Verdict::Judged { points: points.to_owned() }, reason(item)));
    }
    found
}
