//! The parts, indicators and items of a claim, each with how far it is.

use std::collections::BTreeMap;

use duheng_pack::provenance::MarkOrigin;
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{OfficialList, Vocabulary};
use duheng_programme::scoring::merged;
use duheng_programme::view::View;
use duheng_standard::dictionary::lists_read;
use duheng_standard::model::{Item, Standard};
use duheng_standard::words;

use super::ask::Ask;
use super::form::{
    Claim, ClaimIndicator, ClaimItem, ClaimPart, EvidenceAsk, ItemState, ListStanding, Provenance,
};
use super::rules::{lines, points};
use super::sources::{ItemSources, of_item};
use crate::draft::Question;

/// All parts of a claim.
pub(super) fn parts(
    view: &View<'_>,
    standard: &Standard,
    vocabulary: &Vocabulary,
    claim: &Claim,
    in_words: bool,
) -> Vec<ClaimPart> {
    let of_bonus =
        standard.bonus.as_ref().and_then(|bonus| bonus.of).and_then(|(fact, _)| fact.of(vocabulary));
    let named = |code: &str, given: bool| -> Vec<String> {
        let is_bonus = standard.bonus.iter().flat_map(|bonus| &bonus.items).any(|item| item.code == code);
        let reads = |ask: &&Ask| {
            let shared = is_bonus && of_bonus.is_some_and(|fact| fact.name == ask.fact);
            ask.given == given && (shared || ask.items.iter().any(|of| of == code))
        };
        claim.asks.values().filter(reads).map(|ask| ask.fact.clone()).collect()
    };
    let lists = lists_read(standard, vocabulary);
    let told = merged(view.filing.into_iter().flat_map(|filing| &filing.lists));
    let item = |item: &Item| {
        let trace = claim.score.as_ref().and_then(|score| score.items.get(&item.code));
        let rule = match trace {
            Some(of) => of.lines.clone(),
            None if in_words => lines(&item.rule, None, vocabulary),
            None => Vec::new(),
        };
        let facts = named(&item.code, false);
        let evidence = item.evidence.iter().filter_map(|of| {
            let fact = of.of.and_then(|id| id.of(vocabulary)).map(|fact| fact.name.clone());
            Some(EvidenceAsk {
                title: vocabulary.documents.get(&of.document).map(|of| of.title.clone())?,
                fact: fact.or_else(|| facts.first().cloned())?,
                required: of.required,
            })
        });
        let not_evaluated = item.not_evaluated.as_ref().map(|of| {
            let said = |language| {
                of.when.as_ref().map(|when| words::condition(when, vocabulary, language)).unwrap_or_default()
            };
            Text::new(said(Language::Zh), said(Language::En))
        });
        let mut made = ClaimItem {
            code: item.code.clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            clause: clause(view, standard, &item.clause),
            guidance: item.guidance.clone(),
            sdg: item.sdg.clone(),
            most: points(&item.rule.range.1),
            rule,
            marks: item.marks.iter().map(provenance).collect(),
            sources: of_item(view.pack, standard, item),
            evidence: evidence.collect(),
            given: named(&item.code, true),
            lists: lists
                .get(&item.code)
                .into_iter()
                .flatten()
                .filter_map(|id| id.of(vocabulary))
                .map(|list| standing(&told, list))
                .collect(),
            not_evaluated,
            state: ItemState::Nothing,
            answered_from: Vec::new(),
            lacks_rows: Vec::new(),
            facts,
        };
        made.state = state(&made, claim);
        made.answered_from = answered_from(&made, claim);
        made.lacks_rows = lacks_rows(&made, claim);
        made
    };
    let mut found: Vec<ClaimPart> = Vec::new();
    for part in &standard.parts {
        let indicators = part.indicators.iter().map(|indicator| ClaimIndicator {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            items: indicator.items.iter().map(item).collect(),
        });
        found.push(ClaimPart {
            code: part.code.clone(),
            title: part.title.clone(),
            most: points(&part.max()),
            indicators: indicators.collect(),
        });
    }
    if let Some(bonus) = &standard.bonus {
        found.push(ClaimPart {
            code: String::new(),
            title: bonus.title.clone(),
            most: points(&standard.bonus_max()),
            indicators: vec![ClaimIndicator {
                code: String::new(),
                title: Text::default(),
                items: bonus.items.iter().map(item).collect(),
            }],
        });
    }
    let requirement = |code: &str, title: &Text, cond, marks: &[duheng_pack::provenance::Mark], at: &str| {
        let facts = named(code, false);
        // its title is the sentence of the source; how it is judged helps to answer it
        let judged = Text::new(
            format!("判定办法：{}", words::condition(cond, vocabulary, Language::Zh)),
            format!("Judged by: {}", words::condition(cond, vocabulary, Language::En)),
        );
        let mut made = ClaimItem {
            code: code.to_owned(),
            title: title.clone(),
            text: title.clone(),
            clause: clause(view, standard, at),
            guidance: judged,
            sdg: Vec::new(),
            most: String::new(),
            rule: Vec::new(),
            marks: marks.iter().map(provenance).collect(),
            sources: ItemSources::default(),
            evidence: Vec::new(),
            given: named(code, true),
            lists: Vec::new(),
            not_evaluated: None,
            state: ItemState::Nothing,
            answered_from: Vec::new(),
            lacks_rows: Vec::new(),
            facts,
        };
        made.state = state(&made, claim);
        made.answered_from = answered_from(&made, claim);
        made.lacks_rows = lacks_rows(&made, claim);
        (!made.facts.is_empty()).then_some(made)
    };
    let gate = standard
        .gate
        .iter()
        .filter_map(|of| requirement(&of.id, &of.title, &of.holds, &of.marks, &of.clause));
    let vetoes =
        standard.vetoes.iter().filter_map(|of| requirement(&of.id, &of.title, &of.when, &of.marks, ""));
    let items: Vec<ClaimItem> = gate.chain(vetoes).collect();
    if !items.is_empty() {
        found.push(ClaimPart {
            code: String::new(),
            title: Text::new("基本要求", "Basic requirements"),
            most: String::new(),
            indicators: vec![ClaimIndicator { code: String::new(), title: Text::default(), items }],
        });
    }
    found
}

/// What the office has said of the enterprise and an official list.
fn standing(told: &Node, list: &OfficialList) -> ListStanding {
    let listed = told.get(&list.name).and_then(Node::as_str).map(|word| word == "listed");
    ListStanding { title: list.title.clone(), listed }
}

/// The heading of a clause in the source; its anchor where the source names none.
pub(crate) fn clause(view: &View<'_>, standard: &Standard, id: &str) -> Text {
    let source = view.pack.sources.iter().find(|source| source.id == standard.source);
    let anchor = source.and_then(|source| source.anchors.iter().find(|(anchor, _)| anchor == id));
    match anchor {
        Some((_, title)) if !title.is_empty() => title.clone(),
        _ => Text::same(id),
    }
}

fn provenance(mark: &duheng_pack::provenance::Mark) -> Provenance {
    let by = match &mark.origin {
        MarkOrigin::Inferred => None,
        MarkOrigin::Local { by, .. } => Some(by.clone()),
    };
    Provenance { by, reason: mark.reason.clone() }
}

/// How far an item is, by the answers and files that it needs.
fn state(item: &ClaimItem, claim: &Claim) -> ItemState {
    if claim.value(&Question::NotEvaluated { item: item.code.clone() }).is_some() {
        return ItemState::AskedOut;
    }
    if item.facts.is_empty() {
        return ItemState::Nothing;
    }
    let asked = item.facts.iter().filter_map(|fact| claim.asks.get(fact));
    let asked = asked.flat_map(|ask| ask.questions_of(&item.code)).count();
    let open = claim.unanswered(item).len();
    if claim.closed.is_some() && claim.submitted {
        return if open == asked { ItemState::LeftOpen } else { ItemState::HandedIn };
    }
    let wrong = claim.findings.iter().any(|finding| {
        let about = |fact: &String| finding.question.as_ref().is_some_and(|question| question.is_about(fact));
        let is_own = |fact: &String| claim.is_about_own_row(&item.code, fact, finding);
        finding.is_error && item.facts.iter().any(|fact| about(fact) && is_own(fact))
    });
    if open == asked {
        ItemState::NotBegun
    } else if open > 0 || wrong || !claim.missing_evidence(item).is_empty() {
        ItemState::Begun
    } else {
        ItemState::Complete
    }
}

/// The lists that were answered and of which an item counts other rows than the items that share them, each with whether it
/// has rows and none of this item.
fn lists_apart<'c>(item: &'c ClaimItem, claim: &'c Claim) -> impl Iterator<Item = (&'c Ask, bool)> {
    let asked = item.facts.iter().filter_map(|fact| claim.asks.get(fact));
    asked.filter(|ask| ask.is_counted_apart(&item.code)).filter_map(|ask| {
        let answer = claim.value(&Question::Fact { fact: ask.fact.clone(), period: None });
        // that there are none at all holds for every item
        let answer = answer.filter(|list| !list.items().is_empty())?;
        Some((ask, ask.has_rows_of_others_alone(&item.code, Some(answer))))
    })
}

/// The titles of the lists that it shares and that have rows, none of which it counts.
fn lacks_rows(item: &ClaimItem, claim: &Claim) -> Vec<Text> {
    lists_apart(item, claim).filter(|(_, lacks)| *lacks).map(|(ask, _)| ask.title.clone()).collect()
}

/// The items before this one that ask for all that was answered of it.
fn answered_from(item: &ClaimItem, claim: &Claim) -> Vec<String> {
    let answered =
        item.facts.iter().filter_map(|fact| claim.asks.get(fact)).filter(|ask| {
            ask.questions_of(&item.code).iter().any(|question| claim.value(question).is_some())
        });
    // rows are entered where they are counted, so a list whose items count other rows was not answered for this one elsewhere
    let apart: BTreeMap<&str, bool> =
        lists_apart(item, claim).map(|(ask, lacks)| (ask.fact.as_str(), lacks)).collect();
    let mut found: Vec<String> = Vec::new();
    for ask in answered {
        match ask.items.first() {
            _ if apart.get(ask.fact.as_str()) == Some(&true) => {}
            _ if apart.contains_key(ask.fact.as_str()) => return Vec::new(),
            Some(first) if *first != item.code => {
                if !found.contains(first) {
                    found.push(first.clone());
                }
            }
            // it is asked here first
            _ => return Vec::new(),
        }
    }
    found
}
