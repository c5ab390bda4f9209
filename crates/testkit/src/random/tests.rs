use std::collections::BTreeMap;

use duheng_standard::model::Pack;
use duheng_standard::sheet::{Entry, Sheet};

use super::{sheet, typical, worst};
use crate::reference::{Fraction, default_layer, score};
use crate::shipped;

/// The Shenzhen pack of this repository.
fn shenzhen() -> Pack {
    let shipped = shipped::named(&["common", "sz-sustainable-enterprise"]);
    shipped.packs.into_iter().find(|pack| !pack.standards.is_empty()).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_sheet() {
    let pack = shenzhen();
    let standard = &pack.standards[0];
    let text = |sheet: &Sheet| format!("{sheet:?}");
    for make in [sheet, typical, worst] {
        let (one, again, other) = (
            make(&pack.vocabulary, standard, 7),
            make(&pack.vocabulary, standard, 7),
            make(&pack.vocabulary, standard, 8),
        );
        assert_eq!(text(&one), text(&again));
        assert_ne!(text(&one), text(&other));
    }
}

#[test]
fn sheets_reach_every_gate_every_grade_and_every_state() {
    let pack = shenzhen();
    let standard = &pack.standards[0];
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut items: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for seed in 0..400 {
        let sheet = sheet(&pack.vocabulary, standard, seed);
        let layer = if seed % 2 == 0 { default_layer(standard, &sheet) } else { standard.layers.len() - 1 };
        let outcome = score(standard, &pack.vocabulary, &sheet, layer);
        let mut see = |what: String| *seen.entry(what).or_default() += 1;
        see(format!("gate {}", outcome.gate));
        see(format!("grade {}", outcome.grade.as_deref().unwrap_or("none")));
        see(format!("demoted {}", outcome.demoted_from.as_deref().unwrap_or("none")));
        see(format!("provisional {}", outcome.provisional));
        for (code, item) in &outcome.items {
            see(format!("item {}", item.state));
            *items.entry(code.clone()).or_default().entry(item.state).or_default() += 1;
        }
    }
    let grades = standard.grades.iter().map(|band| format!("grade {}", band.code));
    let others = ["gate pass", "gate fail", "gate clarify", "grade none", "provisional false", "item met"];
    let states = ["item partial", "item unmet", "item unknown", "item not_evaluated"];
    for what in grades.chain(others.into_iter().chain(states).map(String::from)) {
        assert!(seen.get(&what).is_some_and(|times| *times >= 5), "{what}: {seen:#?}");
    }
    for (code, states) in &items {
        assert!(states.contains_key("met"), "{code} is never met: {states:?}");
        assert!(states.len() >= 2, "{code} is always the same: {states:?}");
    }
}

#[test]
fn a_typical_enterprise_scores_well_and_a_worst_one_has_many_records() {
    let pack = shenzhen();
    let standard = &pack.standards[0];
    let last = standard.layers.len() - 1;
    for seed in 0..5 {
        let outcome = score(standard, &pack.vocabulary, &typical(&pack.vocabulary, standard, seed), last);
        assert!(outcome.gate == "pass" && outcome.base >= Fraction::whole(70), "{seed}: {outcome:?}");
        let worst = worst(&pack.vocabulary, standard, seed);
        let records: usize = worst
            .claims
            .values()
            .map(|entry| if let Entry::Records(records) = entry { records.len() } else { 0 })
            .sum();
        assert!(records > 1000);
    }
}
