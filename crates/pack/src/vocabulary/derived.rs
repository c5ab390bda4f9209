//! Derived facts: their formulas, in the order in which they build on each other.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::{FactId, FactKind, Per, Vocabulary};
use crate::bundle::{Bundle, FileKind};
use crate::diagnostic::Diagnostic;
use crate::expr::{Ast, AstKind, Checker, Typed, parse};
use crate::findings::{circular_formula, wrong_type};
use crate::schema::Fields;
use crate::source::Span;
use crate::text::Text;

struct Formula<'b> {
    fact: FactId,
    text: &'b str,
    place: Span,
    names: BTreeSet<String>,
}

/// Checks all formulas and puts them into the vocabulary.
pub(super) fn derive(vocabulary: &mut Vocabulary, bundles: &[&Bundle], findings: &mut Vec<Diagnostic>) {
    let mut formulas: BTreeMap<String, Formula<'_>> = BTreeMap::new();
    for bundle in bundles {
        for file in bundle.of_kind(FileKind::Facts) {
            for entry in Fields(&file.tree).entries("facts") {
                let Some(node) = Fields(&entry.value).node("formula") else { continue };
                let (Some(text), Some(fact)) = (node.as_str(), vocabulary.fact(&entry.key)) else { continue };
                if fact.of(vocabulary).is_none_or(|fact| fact.span != entry.key_span) {
                    continue;
                }
                let place = node.content_span();
                let mut names = BTreeSet::new();
                if let Ok(ast) = parse(text, place) {
                    gather(&ast, &mut names);
                }
                formulas.insert(entry.key.clone(), Formula { fact, text, place, names });
            }
        }
    }
    let mut done = BTreeSet::new();
    let names: Vec<String> = formulas.keys().cloned().collect();
    for name in names {
        settle(&name, &formulas, vocabulary, &mut done, &mut Vec::new(), findings);
    }
}

fn settle(
    name: &str,
    formulas: &BTreeMap<String, Formula<'_>>,
    vocabulary: &mut Vocabulary,
    done: &mut BTreeSet<String>,
    path: &mut Vec<String>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(formula) = formulas.get(name) else { return };
    if done.contains(name) {
        return;
    }
    if path.iter().any(|earlier| earlier == name) {
        findings.push(circular_formula::at(formula.place, name));
        done.insert(name.into());
        return;
    }
    path.push(name.into());
    for needed in &formula.names {
        settle(needed, formulas, vocabulary, done, path, findings);
    }
    path.pop();
    if !done.insert(name.into()) {
        return;
    }
    let per = if formula.names.contains("y") {
        Per::Year
    } else if formula.names.contains("q") {
        Per::Quarter
    } else {
        Per::State
    };
    let mut checker = Checker::new(vocabulary, formula.text, formula.place);
    if per != Per::State {
        checker = checker.for_period(per);
    }
    let kind = match checker.read() {
        Some(Typed::Num(num, of)) => Some(FactKind::DerivedNumber(of, per, Box::new(num))),
        Some(Typed::Cond(cond)) => Some(FactKind::DerivedCondition(per, Box::new(cond))),
        Some(other) => {
            let found = checker.describe(&other);
            let expected = Text::new("数或条件", "a number or a condition");
            checker.findings.push(wrong_type::at(formula.place, &expected, &found));
            None
        }
        None => None,
    };
    findings.append(&mut checker.findings);
    if let (Some(kind), Some(fact)) = (kind, vocabulary.facts.get_mut(formula.fact.0)) {
        fact.kind = kind;
    }
}

/// All names in an expression; those that `every` or `any` binds are left out.
fn gather(ast: &Ast, names: &mut BTreeSet<String>) {
    match &ast.kind {
        AstKind::Name(name) => {
            names.insert(name.clone());
        }
        AstKind::Not(inner) | AstKind::Negative(inner) | AstKind::Field(inner, ..) => gather(inner, names),
        AstKind::Binary(_, a, b) | AstKind::Index(a, b) | AstKind::Where(a, b) => {
            gather(a, names);
            gather(b, names);
        }
        AstKind::Call(name, _, arguments) => {
            let binds = matches!(name.as_str(), "every" | "any") && arguments.len() == 2;
            let mut inner = BTreeSet::new();
            arguments.iter().for_each(|argument| gather(argument, &mut inner));
            if binds
                && let Some(AstKind::Binary(_, variable, _)) = arguments.first().map(|first| &first.kind)
                && let AstKind::Name(variable) = &variable.kind
            {
                inner.remove(variable);
            }
            names.append(&mut inner);
        }
        AstKind::List(items) => items.iter().for_each(|item| gather(item, names)),
        AstKind::Number(..)
        | AstKind::Date(_)
        | AstKind::Text(_)
        | AstKind::YesNo(_)
        | AstKind::Window(_) => {}
    }
}
