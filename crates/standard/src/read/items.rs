//! Parts, indicators and items.

use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec::Vec;

use duheng_pack::provenance::marks;
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use super::{Places, Reader, natural};
use crate::facts_of::fact_reads_cohort;
use crate::findings::{duplicate_code, unknown_document, unknown_erratum, unknown_sdg};
use crate::model::{Evidence, Indicator, Item, Missing, NotEvaluated, Part};

impl Reader<'_> {
    pub(super) fn part(&mut self, node: &Node, places: &mut Places) -> Part {
        let fields = Fields(node);
        let code = fields.string("part");
        self.take_code(fields, "part", places);
        let _ = self.clause(fields);
        let mut indicators: Vec<Indicator> =
            fields.items("indicators").iter().map(|indicator| self.indicator(indicator, places)).collect();
        indicators.sort_by_key(|indicator| natural(&indicator.code));
        let span = fields.node("part").map_or(node.span, |code| code.span);
        Part { title: super::title_or(fields, "title", &code), code, indicators, span }
    }

    /// Notes a code; a second one is a finding.
    fn take_code(&mut self, fields: Fields<'_>, key: &str, places: &mut Places) {
        let Some((code, span)) = fields.spanned(key) else { return };
        if let Some(first) = places.get(code) {
            self.report(duplicate_code::at(span, code, *first));
        } else {
            places.insert(code.to_string(), span);
        }
    }

    fn indicator(&mut self, node: &Node, places: &mut Places) -> Indicator {
        let fields = Fields(node);
        let code = fields.string("code");
        self.take_code(fields, "code", places);
        let _ = self.clause(fields);
        let errata = self.check_errata(fields);
        let mut items: Vec<Item> = fields.items("items").iter().map(|item| self.item(item, places)).collect();
        items.sort_by_key(|item| natural(&item.code));
        let goals = fields.words("sdg_goals");
        for (goal, span) in &goals {
            if self.goals.as_ref().is_some_and(|known| !known.contains(*goal)) {
                self.report(unknown_sdg::goal(*span, goal));
            }
        }
        Indicator {
            printed_code: fields.string("printed_code"),
            title: super::title_or(fields, "title", &code),
            code,
            goals: goals.into_iter().map(|(goal, _)| goal.to_string()).collect(),
            errata,
            items,
            span: fields.node("code").map_or(node.span, |code| code.span),
        }
    }

    pub(super) fn item(&mut self, node: &Node, places: &mut Places) -> Item {
        let fields = Fields(node);
        let code = fields.string("code");
        self.take_code(fields, "code", places);
        let marks = marks(node);
        let clause = self.clause(fields);
        let errata = self.check_errata(fields);
        let sdg = self.targets(fields);
        let before = core::mem::take(&mut self.reads);
        let rule = self.rule(node);
        let reads_cohort =
            rule.reads_cohort() || self.reads.iter().any(|fact| fact_reads_cohort(self.vocabulary, *fact));
        let not_evaluated = fields.node("not_evaluated").map(|node| self.not_evaluated(node));
        let reads = core::mem::replace(&mut self.reads, before);
        let evidence = self.evidence(fields);
        self.reads.extend(reads.iter().copied());
        Item {
            title: super::title_or(fields, "title", &code),
            text: fields.text("text"),
            clause,
            sdg,
            targets: Vec::new(),
            evidence,
            method: fields.words("method").into_iter().map(|(method, _)| method.to_string()).collect(),
            guidance: fields.text("guidance"),
            errata,
            references: fields
                .words("references")
                .into_iter()
                .map(|(reference, _)| reference.to_string())
                .collect(),
            reads_cohort,
            rule,
            missing: match fields.str("missing") {
                Some("unmet") => Missing::Unmet,
                Some("clarify") => Missing::Clarify,
                _ => Missing::Zero,
            },
            not_evaluated,
            reads: reads.into_iter().collect(),
            marks,
            span: fields.node("code").map_or(node.span, |code| code.span),
            code,
        }
    }

    fn not_evaluated(&mut self, node: &Node) -> NotEvaluated {
        let fields = Fields(node);
        NotEvaluated {
            when: fields
                .node("when")
                .and_then(|when| self.expression(when, |checker| checker.read_condition())),
            approved_by: fields.string("approved_by"),
            span: fields.node("approved_by").map_or(node.span, |role| role.span),
        }
    }

    fn check_errata(&mut self, fields: Fields<'_>) -> Vec<alloc::string::String> {
        let mut found = Vec::new();
        for (erratum, span) in fields.words("errata") {
            if self.errata.iter().all(|known| known.id != erratum) {
                let known: Vec<alloc::string::String> =
                    self.errata.iter().map(|known| known.id.clone()).collect();
                let known: Vec<&str> = known.iter().map(|id| id.as_str()).collect();
                self.report(unknown_erratum::at(span, erratum, &known));
            }
            found.push(erratum.to_string());
        }
        found
    }

    fn targets(&mut self, fields: Fields<'_>) -> Vec<alloc::string::String> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for (target, span) in fields.words("sdg") {
            if self.targets.as_ref().is_some_and(|known| !known.contains(target)) {
                let known: Vec<alloc::string::String> = self.targets.iter().flatten().cloned().collect();
                let known: Vec<&str> = known.iter().map(|target| target.as_str()).collect();
                self.report(unknown_sdg::target(span, target, &known));
            }
            if seen.insert(target) {
                found.push(target.to_string());
            } else {
                self.report(duplicate_code::target(span, target));
            }
        }
        found
    }

    fn evidence(&mut self, fields: Fields<'_>) -> Vec<Evidence> {
        let mut found = Vec::new();
        for node in fields.items("evidence") {
            let of = Fields(node);
            let Some((document, span)) = of.spanned("document") else { continue };
            if !self.vocabulary.documents.contains_key(document) {
                let known: Vec<&str> = self.vocabulary.documents.keys().map(|name| name.as_str()).collect();
                self.findings.push(unknown_document::at(span, document, &known));
            }
            self.used_documents.insert(document.to_string());
            let fact = of.spanned("of").and_then(|(name, span)| self.fact_named(name, span));
            found.push(Evidence {
                document: document.to_string(),
                of: fact,
                required: of.str("required") != Some("no"),
            });
        }
        found
    }
}
