//! Conditions in words: the fictional pack has every function, and its words are read here as an official reads them.

use std::collections::BTreeMap;

use duheng_pack::expr::form::Cond;
use duheng_pack::text::Language;
use duheng_pack::vocabulary::{FactKind, NumberType, Vocabulary};
use duheng_standard::model::{Form, Pack, Rule};
use duheng_standard::score::one_line;
use duheng_standard::words::{condition, number, number_type, records};
use duheng_testkit::shipped::packs;
use insta::assert_snapshot;

/// What is said in both languages, by the code that says it.
type Said = BTreeMap<String, [String; 2]>;

const LANGUAGES: [Language; 2] = [Language::Zh, Language::En];

fn of_cond(vocabulary: &Vocabulary, cond: &Cond, said: &mut Said) {
    said.insert(one_line(cond), LANGUAGES.map(|language| condition(cond, vocabulary, language)));
}

fn of_rule(vocabulary: &Vocabulary, rule: &Rule, said: &mut Said) {
    rule.when.iter().for_each(|when| of_cond(vocabulary, when, said));
    match &rule.form {
        Form::Points(_) | Form::Judge { .. } => {}
        Form::Formula(num, _) => {
            let plain = NumberType::plain();
            let words = LANGUAGES.map(|language| number(num, Some(&plain), vocabulary, language));
            said.insert(format!("points: {}", words[1]), words);
        }
        Form::Sum { parts, .. } | Form::Best(parts) => {
            parts.iter().for_each(|part| of_rule(vocabulary, part, said));
        }
        Form::Each(each) => {
            let code = each.records.text.split_whitespace().collect::<Vec<_>>().join(" ");
            said.insert(code, LANGUAGES.map(|language| records(&each.records, vocabulary, language)));
        }
        Form::Either { condition, then, otherwise } => {
            of_cond(vocabulary, condition, said);
            of_rule(vocabulary, then, said);
            of_rule(vocabulary, otherwise, said);
        }
    }
}

fn said(pack: &Pack) -> Said {
    let mut said = Said::new();
    let vocabulary = &pack.vocabulary;
    for standard in pack.standards.iter().filter(|standard| standard.is_default) {
        standard.gate.iter().for_each(|of| of_cond(vocabulary, &of.holds, &mut said));
        standard.vetoes.iter().for_each(|of| of_cond(vocabulary, &of.when, &mut said));
        standard.items().for_each(|item| of_rule(vocabulary, &item.rule, &mut said));
    }
    for fact in vocabulary.facts.iter().filter(|fact| fact.pack == pack.id) {
        match &fact.kind {
            FactKind::DerivedNumber(of, _, num) => {
                let words = LANGUAGES.map(|language| number(num, Some(of), vocabulary, language));
                said.insert(format!("fact {}", fact.name), words);
                let _ = number_type(num, vocabulary);
            }
            FactKind::DerivedCondition(_, cond) => of_cond(vocabulary, cond, &mut said),
            _ => {}
        }
    }
    said
}

fn listed(said: &Said) -> String {
    said.iter().map(|(code, [zh, en])| format!("{code}\n  {zh}\n  {en}\n")).collect()
}

#[test]
fn every_function_reads_well_in_both_languages() {
    let shipped = packs();
    assert_snapshot!("harbour", listed(&said(shipped.pack("harbour-green-firms").unwrap())));
    assert_snapshot!("shenzhen", listed(&said(shipped.pack("sz-sustainable-enterprise").unwrap())));
}

#[test]
fn nothing_is_left_unsaid() {
    for pack in &packs().packs {
        for (code, words) in said(pack) {
            for text in words {
                assert!(!text.is_empty(), "{code}");
                assert!(!text.contains("  ") && !text.contains("“”"), "{code}: {text}");
            }
        }
    }
}
