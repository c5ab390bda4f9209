//! The answers of a form, saved one by one over the versions that it showed.

use std::collections::BTreeMap;

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::{Ask, AskKind, Claim, ClaimItem, answer_of, list_of};
use duheng_app::{Answer, Failure, Question, Saving, typed};
use duheng_pack::tree::{Data, Node};

use super::fields::{sent_field, sent_rows, stem};
use crate::forms::Fields;
use crate::site::Site;

/// What came of saving the answers of an item.
#[derive(Default)]
pub(super) struct Saved {
    /// Answers that somebody else saved since; nothing of these was changed.
    pub(super) theirs: BTreeMap<Question, Answer>,
    /// Why the rules refused one; those before it are saved.
    pub(super) refused: Option<Failure>,
}

/// Saves what differs from what stands.
pub(super) async fn save(
    site: &Site,
    person: &SignedInPerson,
    claim: &Claim,
    item: &ClaimItem,
    fields: &Fields,
) -> Saved {
    let mut saved = Saved::default();
    for (question, value) in sent(claim, item, fields) {
        let name = stem(&question);
        let seen: i64 = fields.get(&format!("v-{name}")).parse().unwrap_or(0);
        if fields.get(&format!("keep-{name}")) == "theirs" || same(claim.value(&question), value.as_ref()) {
            continue;
        }
        match site.app.save_answer(person, &claim.target, &question, value.as_ref(), seen).await {
            Ok(Saving::Saved(_)) => {}
            Ok(Saving::Stale(theirs)) => {
                saved.theirs.insert(question, *theirs);
            }
            Err(failure) => {
                saved.refused = Some(failure);
                break;
            }
        }
    }
    saved
}

/// The answers that a form holds. A question that is not in it, as when the pack changed meanwhile, is left alone.
fn sent(claim: &Claim, item: &ClaimItem, fields: &Fields) -> Vec<(Question, Option<Node>)> {
    let mut found = Vec::new();
    for ask in item.facts.iter().filter_map(|fact| claim.asks.get(fact)) {
        let here =
            |question: &Question| fields.iter().any(|(name, _)| name == format!("v-{}", stem(question)));
        for question in ask.questions().into_iter().filter(here) {
            let value = value(ask, &question, fields);
            found.push((question, value));
        }
    }
    if item.not_evaluated.is_some() && fields.iter().any(|(name, _)| name == format!("v-{}", item.code)) {
        let reason = fields.get("reason").trim();
        let asked = fields.get("ask-out") == "yes";
        let question = Question::NotEvaluated { item: item.code.clone() };
        if !asked || !reason.is_empty() {
            found.push((question, asked.then(|| typed(reason))));
        }
    }
    found
}

fn value(ask: &Ask, question: &Question, fields: &Fields) -> Option<Node> {
    let name = stem(question);
    match &ask.kind {
        AskKind::Records(columns) => {
            let mut rows = sent_rows(fields, &name, columns);
            let dropped = fields.get("do").strip_prefix(&format!("drop:{name}:"));
            if let Some(at) = dropped.and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < rows.len()) {
                rows.remove(at);
            }
            list_of(columns, &rows, fields.get(&format!("none-{name}")) == "yes")
        }
        kind => answer_of(kind, &sent_field(fields, &name)),
    }
}

/// Whether two values say the same, wherever they stand.
fn same(a: Option<&Node>, b: Option<&Node>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => same_node(a, b),
        _ => false,
    }
}

fn same_node(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Scalar(a), Data::Scalar(b)) => a.text == b.text,
        (Data::List(a, _), Data::List(b, _)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_node(a, b))
        }
        (Data::Map(a, _), Data::Map(b, _)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| a.key == b.key && same_node(&a.value, &b.value))
        }
        (Data::Empty, Data::Empty) => true,
        _ => false,
    }
}
