//! What an item rests on beside its rule: the files of the enterprise, and what each assessor found of it.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::text::Text;
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

/// An item for which the enterprise states something and brought none of the files that must show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproved {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The documents that must be there and are not, each once.
    pub documents: Vec<Text>,
}

/// The items whose required evidence nobody brought, in the order of the standard, as far as the claim is in `seen`. Not
/// among them are items of which nothing is stated, for they count for nothing, and those asked not to be evaluated.
pub(super) fn unproved(standard: &Standard, vocabulary: &Vocabulary, seen: &Seen) -> Vec<Unproved> {
    let Some(claim) = &seen.claim else { return Vec::new() };
    let submitted = &claim.submissions;
    let brought = |name: &str| {
        let mut files = submitted.iter().flat_map(|of| &of.evidence).filter(|(_, files)| !files.is_empty());
        // evidence for a value of one period is named by fact and period
        files.any(|(of, _)| of.split(' ').next() == Some(name))
    };
    let stated = |fact: &str| submitted.last().is_some_and(|of| of.facts.get(fact).is_some());
    let is_out = |item: &Item| {
        let request = claim.requests.get(&item.code);
        request.is_some_and(|request| !matches!(request.judged, Some((false, _))))
    };
    let lacking = |item: &Item| {
        let facts = own_facts(vocabulary, item);
        let mut documents: Vec<Text> = Vec::new();
        for of in item.evidence.iter().filter(|of| of.required) {
            let proved = of.of.and_then(|id| id.of(vocabulary)).map(|fact| fact.name.as_str());
            let proved = proved.map_or_else(|| facts.clone(), |fact| vec![fact]);
            let is_there =
                brought(&item.code) || brought(&of.document) || proved.iter().any(|of| brought(of));
            let title = vocabulary.documents.get(&of.document).map(|of| of.title.clone());
            let title = title.unwrap_or_else(|| Text::same(&of.document));
            if !is_there && proved.iter().any(|fact| stated(fact)) && !documents.contains(&title) {
                documents.push(title);
            }
        }
        let (code, title) = (item.code.clone(), item.title.clone());
        (!documents.is_empty()).then_some(Unproved { code, title, documents })
    };
    standard.items().filter(|item| !is_out(item)).filter_map(lacking).collect()
}

/// The facts of an item that the enterprise states, by name.
fn own_facts<'v>(vocabulary: &'v Vocabulary, item: &Item) -> Vec<&'v str> {
    let facts = item.reads.iter().filter_map(|id| id.of(vocabulary));
    facts.filter(|fact| fact.origin == Origin::Enterprise).map(|fact| fact.name.as_str()).collect()
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
    let facts = own_facts(vocabulary, item);
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
