//! What an assessor sealed, as people read it: points, and what they found otherwise with their reasons.

use duheng_pack::tree::{Entry, Node};
use duheng_programme::state::Sealed;

use super::scene::Scene;
use crate::frame::Frame;

/// The points that somebody gave, by item, then the facts that they found otherwise or did not accept, each with why.
pub(super) fn shown(frame: &Frame, scene: &Scene, sealed: &Sealed) -> Vec<(String, String)> {
    let vocabulary = &scene.rules.pack.vocabulary;
    let of = |key: &str| sealed.entries.get(key).map(Node::entries).unwrap_or_default();
    let item =
        |code: &str| scene.item(code).map_or_else(|| code.to_owned(), |title| frame.pick(&title).to_owned());
    let fact = |name: &str| {
        let found = vocabulary.fact(name).and_then(|id| id.of(vocabulary));
        found.map_or_else(|| name.to_owned(), |fact| frame.pick(&fact.title).to_owned())
    };
    let value = |name: &str, node: &Node| super::values::shown(frame, vocabulary, name, node);
    let why = |name: &str| {
        let reason = sealed.reasons.get(name)?;
        Some(format!("\n{}", frame.with("assess-why-said", "reason", reason)))
    };
    let said = |own: &Entry| format!("{}{}", value(&own.key, &own.value), why(&own.key).unwrap_or_default());
    let mut found: Vec<(String, String)> =
        of("judged").iter().map(|own| (item(&own.key), said(own))).collect();
    found.extend(of("facts").iter().map(|own| (fact(&own.key), said(own))));
    let named = |name: &str| of("facts").iter().chain(of("judged")).any(|own| own.key == name);
    let refused = sealed.reasons.keys().filter(|name| !named(name));
    found.extend(
        refused.map(|name| {
            (fact(name), format!("{}{}", frame.t("assess-refused"), why(name).unwrap_or_default()))
        }),
    );
    found
}
