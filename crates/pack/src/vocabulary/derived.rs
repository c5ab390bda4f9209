//! Derived facts: their formulas, in the order in which they build on each other.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::{FactId, FactKind, Flavour, NumberType, Per, Vocabulary};
use crate::bundle::{Bundle, FileKind};
use crate::diagnostic::Diagnostic;
use crate::expr::{Ast, AstKind, Checker, Typed, parse};
use crate::findings::{circular_formula, incomplete_fact, wrong_type};
use crate::schema::Fields;
use crate::source::Span;
use crate::text::Text;
use crate::unit::Unit;

/// How many derived facts may build on each other, one on the next.
const LEVELS: usize = 16;
/// How far a check goes from formula to formula at once.
const PATH: usize = 256;

#[derive(Clone, Copy)]
struct Formula<'b> {
    text: &'b str,
    place: Span,
    /// Where it is said that the outcome is shown as a number, not as a percentage.
    as_number: Option<Span>,
}

/// Checks all formulas and puts them into the vocabulary.
pub(super) fn derive(vocabulary: &mut Vocabulary, bundles: &[&Bundle], findings: &mut Vec<Diagnostic>) {
    let formulas = formulas(vocabulary, bundles);
    let mut deriving = Deriving { vocabulary, formulas, done: BTreeMap::new(), path: Vec::new(), findings };
    let facts: Vec<FactId> = deriving.formulas.keys().copied().collect();
    for fact in facts {
        deriving.settle(fact);
    }
}

/// The formulas of all facts that have a place in the vocabulary.
fn formulas<'b>(vocabulary: &Vocabulary, bundles: &[&'b Bundle]) -> BTreeMap<FactId, Formula<'b>> {
    let files = bundles.iter().flat_map(|bundle| bundle.of_kind(FileKind::Facts));
    let entries = files.flat_map(|file| Fields(&file.tree).entries("facts"));
    entries
        .filter_map(|entry| {
            let fields = Fields(&entry.value);
            let node = fields.node("formula")?;
            let as_number =
                fields.spanned("shown").filter(|(word, _)| *word == "number").map(|(_, span)| span);
            // The second fact of a name has no place; its formula is not the first one's.
            let id = vocabulary.fact(&entry.key)?;
            id.of(vocabulary).filter(|fact| fact.span == entry.key_span)?;
            Some((id, Formula { text: node.as_str()?, place: node.content_span(), as_number }))
        })
        .collect()
}

struct Deriving<'d, 'b> {
    vocabulary: &'d mut Vocabulary,
    formulas: BTreeMap<FactId, Formula<'b>>,
    /// The facts whose formulas are checked, and how many derived facts lie one on the other up to each.
    done: BTreeMap<FactId, usize>,
    /// The facts on the way to the one at hand, each read by the formula of the one before.
    path: Vec<FactId>,
    findings: &'d mut Vec<Diagnostic>,
}

impl Deriving<'_, '_> {
    /// Checks the formula of a fact, after those that it reads.
    fn settle(&mut self, fact: FactId) {
        let Some(formula) = self.formulas.get(&fact).copied() else { return };
        if self.done.contains_key(&fact) {
            return;
        }
        if let Some(start) = self.path.iter().position(|earlier| *earlier == fact) {
            self.refuse(start, circular_formula::at);
            return;
        }
        if self.path.len() >= PATH {
            self.refuse(0, circular_formula::too_deep);
            return;
        }
        self.path.push(fact);
        // A check shows what the formula reads; once all of that is settled, its outcome holds.
        loop {
            let (kind, reads, findings) = check(self.vocabulary, formula);
            let open: Vec<FactId> = reads
                .iter()
                .copied()
                .filter(|read| self.formulas.contains_key(read) && !self.done.contains_key(read))
                .collect();
            if open.is_empty() {
                let below = reads.iter().filter_map(|read| self.done.get(read)).max();
                let level = below.copied().unwrap_or(0) + 1;
                self.take(fact, level, kind, findings);
                break;
            }
            open.into_iter().for_each(|read| self.settle(read));
            if self.done.contains_key(&fact) {
                break;
            }
        }
        self.path.pop();
    }

    /// Keeps the outcome of a check whose formula reads settled facts only.
    fn take(&mut self, fact: FactId, level: usize, kind: Option<FactKind>, findings: Vec<Diagnostic>) {
        if level > LEVELS {
            self.refuse(self.path.len() - 1, circular_formula::too_deep);
            return;
        }
        self.done.insert(fact, level);
        self.findings.extend(findings);
        match (kind, self.vocabulary.facts.get_mut(fact.0)) {
            (Some(kind), Some(fact)) => fact.kind = kind,
            _ => self.break_off(fact),
        }
    }

    /// The formulas from `start` of the path lead in a circle, or too far: one finding each.
    fn refuse(&mut self, start: usize, finding: fn(Span, &str) -> Diagnostic) {
        let members: Vec<FactId> = self.path.iter().skip(start).copied().collect();
        for member in members {
            if self.done.insert(member, 0).is_some() {
                continue;
            }
            if let (Some(formula), Some(fact)) = (self.formulas.get(&member), member.of(self.vocabulary)) {
                self.findings.push(finding(formula.place, &fact.name));
            }
            self.break_off(member);
        }
    }

    /// A fact without a sound formula; those that read it have no findings for it.
    fn break_off(&mut self, fact: FactId) {
        if let Some(name) = fact.of(self.vocabulary).map(|fact| fact.name.clone()) {
            self.vocabulary.broken.insert(name);
        }
    }
}

/// What a formula gives, what it reads and what is wrong with it.
fn check(
    vocabulary: &Vocabulary,
    formula: Formula<'_>,
) -> (Option<FactKind>, BTreeSet<FactId>, Vec<Diagnostic>) {
    let per = per(formula);
    let mut checker = Checker::new(vocabulary, formula.text, formula.place);
    if per != Per::State {
        checker = checker.for_period(per);
    }
    let kind = match checker.read() {
        Some(Typed::Num(num, of)) if of.flavour == Flavour::Ratio && formula.as_number.is_some() => {
            Some(FactKind::DerivedNumber(NumberType::plain(), per, Box::new(num)))
        }
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
    if let (Some(kind), Some(span)) = (&kind, formula.as_number)
        && !matches!(kind, FactKind::DerivedNumber(of, ..) if of.unit == Unit::one() && of.flavour == Flavour::Plain)
    {
        checker.findings.push(incomplete_fact::shown(span));
    }
    (kind, checker.reads, checker.findings)
}

/// The period that a formula asks for: `y` is a year, `q` a quarter.
fn per(formula: Formula<'_>) -> Per {
    let Ok(ast) = parse(formula.text, formula.place) else { return Per::State };
    if is_free(&ast, "y") {
        Per::Year
    } else if is_free(&ast, "q") {
        Per::Quarter
    } else {
        Per::State
    }
}

/// Whether a name stands in an expression outside of an `every` or `any` that binds it.
fn is_free(ast: &Ast, name: &str) -> bool {
    match &ast.kind {
        AstKind::Name(found) => found == name,
        AstKind::Not(inner) | AstKind::Negative(inner) | AstKind::Field(inner, ..) => is_free(inner, name),
        AstKind::Binary(_, a, b) | AstKind::Index(a, b) | AstKind::Where(a, b) => {
            is_free(a, name) || is_free(b, name)
        }
        AstKind::Call(_, _, arguments) => {
            binds(ast) != Some(name) && arguments.iter().any(|argument| is_free(argument, name))
        }
        AstKind::List(items) => items.iter().any(|item| is_free(item, name)),
        AstKind::Number(..)
        | AstKind::Date(_)
        | AstKind::Text(_)
        | AstKind::YesNo(_)
        | AstKind::Window(_) => false,
    }
}

/// The name that `every(y in …, …)` or `any(y in …, …)` binds.
fn binds(ast: &Ast) -> Option<&str> {
    let AstKind::Call(function, _, arguments) = &ast.kind else { return None };
    let [Ast { kind: AstKind::Binary(_, variable, _), .. }, _] = arguments.as_slice() else { return None };
    match &variable.kind {
        AstKind::Name(name) if matches!(function.as_str(), "every" | "any") => Some(name),
        _ => None,
    }
}
