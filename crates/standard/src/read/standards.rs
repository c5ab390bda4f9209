//! The header of a standard: layers, gate, vetoes, bonus, conversion, grades.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::expr::form::{Cond, CondKind};
use duheng_pack::number::Rational;
use duheng_pack::provenance::marks;
use duheng_pack::schema::{Fields, quantity, text};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::FactKind;

use super::{Places, Reader, natural, overlay};
use crate::findings::{
    duplicate_code, gate_form, no_layers, stray_part, unknown_code, unknown_grade, unknown_source,
};
use crate::model::{
    Accepted, Band, Binding, Bonus, Combine, Conversion, Declared, Layer, NumbersName, Part, Requirement,
    Standard, StandardKind, Veto,
};

impl Reader<'_> {
    /// Reads a standard from its header and the trees of its parts.
    pub(super) fn standard(&mut self, header: &Node, parts: &[&Node]) -> Option<Standard> {
        let fields = Fields(header);
        let id = fields.str("standard")?.to_string();
        self.source = fields.string("source");
        if let Some((source, span)) = fields.spanned("source")
            && self.documents.iter().all(|document| document.id != source)
        {
            let known: Vec<String> = self.documents.iter().map(|document| document.id.clone()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.report(unknown_source::at(span, source, &known));
        }
        let marks = marks(header);
        let mut places = Places::new();
        let mut read: Vec<Part> = parts.iter().map(|part| self.part(part, &mut places)).collect();
        read.sort_by_key(|part| natural(&part.code));
        let bonus = fields.node("bonus").map(|node| self.bonus(node, &mut places));
        let grades = self.grades(fields, &read);
        let profile = fields.node("profile").map(|node| {
            let numbers = Fields(node);
            NumbersName { id: numbers.string("id"), title: numbers.text("title"), note: numbers.text("note") }
        });
        let span = fields.node("standard").map_or(header.span, |node| node.span);
        let mut standard = Standard {
            version: fields.string("version"),
            title: fields.text("title"),
            source: self.source.clone(),
            kind: fields.str("kind").and_then(StandardKind::named),
            binding: fields.str("binding").and_then(Binding::named),
            profile: profile.unwrap_or_else(|| NumbersName {
                id: "standard".to_string(),
                title: Text::new("标准所载分值", "numbers of the standard"),
                note: Text::default(),
            }),
            is_default: true,
            declared: declared(fields.node("declared"), header),
            accepted: accepted(fields),
            layers: self.layers(header),
            gate: fields.items("gate").iter().filter_map(|node| self.requirement(node)).collect(),
            vetoes: fields.items("vetoes").iter().filter_map(|node| self.veto(node, &grades)).collect(),
            cohort_at_least: fields.node("cohort").and_then(|node| self.cohort(node)).unwrap_or(1),
            parts: read,
            bonus,
            conversion: fields.node("conversion").and_then(|node| self.conversion(node)),
            ladder: fields.str("grading") == Some("ladder"),
            grades,
            no_grade: fields
                .node("no_grade")
                .map_or_else(|| Text::new("未定级", "no grade"), |node| Fields(node).text("title")),
            validity_years: fields.node("validity").and_then(|node| {
                let _ = self.clause(Fields(node));
                Fields(node).whole("years")
            }),
            targets: Vec::new(),
            marks,
            span,
            id,
        };
        number_targets(&mut standard);
        Some(standard)
    }

    /// The same standard with the numbers of a profile: its trees with the profile laid over them, read again.
    pub(super) fn with_profile(
        &mut self,
        profile: &Node,
        header: &Node,
        parts: &[&Node],
    ) -> Option<Standard> {
        let fields = Fields(profile);
        for (code, span) in overlay::unknown_codes(profile, header, parts) {
            self.report(unknown_code::at(span, &code));
        }
        for entry in fields.entries("inferred") {
            if fields.node("set").is_none_or(|set| set.get(&entry.key).is_none())
                && fields.node(&entry.key).is_none()
            {
                self.report(unknown_code::at(entry.key_span, &entry.key));
            }
        }
        let (header, parts) = overlay::laid_over(profile, header, parts);
        let parts: Vec<&Node> = parts.iter().collect();
        let mut standard = self.standard(&header, &parts)?;
        standard.profile = NumbersName {
            id: fields.string("profile"),
            title: fields.text("title"),
            note: fields.text("note"),
        };
        standard.is_default = false;
        standard.span = fields.node("profile").map_or(profile.span, |node| node.span);
        Some(standard)
    }

    /// Parts and profiles that belong to no standard of the pack.
    pub(super) fn strays(&mut self, bundle: &Bundle) {
        let known: Vec<&str> = bundle
            .of_kind(FileKind::Standard)
            .filter_map(|file| Fields(&file.tree).str("standard"))
            .collect();
        for file in bundle.of_kind(FileKind::Part).chain(bundle.of_kind(FileKind::Profile)) {
            if let Some((name, span)) = Fields(&file.tree).spanned("standard")
                && !known.contains(&name)
            {
                self.findings.push(stray_part::at(span, name, &known));
            }
        }
    }

    fn layers(&mut self, header: &Node) -> Vec<Layer> {
        let mut layers: Vec<Layer> = Vec::new();
        for node in Fields(header).items("layers") {
            let fields = Fields(node);
            let Some((id, span)) = fields.spanned("id") else { continue };
            if let Some(first) = layers.iter().find(|layer| layer.id == id) {
                self.report(duplicate_code::at(span, id, first.span));
                continue;
            }
            let agree = fields.node("agree").map(Fields);
            layers.push(Layer {
                id: id.to_string(),
                title: super::title_or(fields, "title", id),
                by: fields.string("by"),
                assessors: fields.whole("assessors").unwrap_or(1),
                judged: match agree.and_then(|agree| agree.str("judged")) {
                    Some("median") => Combine::Median,
                    Some("consensus") => Combine::Consensus,
                    _ => Combine::Mean,
                },
                gap: agree.and_then(|agree| agree.number("gap")),
                unconfirmed_counts: fields.str("unconfirmed") == Some("counts"),
                marks: marks(node),
                span,
            });
        }
        if layers.is_empty()
            && let Some(node) = Fields(header).node("layers")
        {
            self.report(no_layers::at(node.span));
        }
        layers
    }

    fn requirement(&mut self, node: &Node) -> Option<Requirement> {
        let fields = Fields(node);
        let marks = marks(node);
        let clause = self.clause(fields);
        let (id, span) = fields.spanned("id")?;
        let holds = match (fields.node("none"), fields.node("require")) {
            (Some(none), None) => {
                let (records, _) = self.expression(none, |checker| checker.read_records())?;
                Cond { span: records.span, text: records.text.clone(), kind: CondKind::None(records) }
            }
            (None, Some(require)) => self.expression(require, |checker| checker.read_condition())?,
            _ => {
                self.report(gate_form::at(span, id));
                return None;
            }
        };
        Some(Requirement { id: id.to_string(), title: fields.text("title"), clause, holds, marks, span })
    }

    fn veto(&mut self, node: &Node, grades: &[Band]) -> Option<Veto> {
        let fields = Fields(node);
        let marks = marks(node);
        let _ = self.clause(fields);
        let (id, span) = fields.spanned("id")?;
        let when = self.expression(fields.node("when")?, |checker| checker.read_condition())?;
        let mut at_most = None;
        for entry in fields.entries("effect") {
            let grade = entry.value.as_str().unwrap_or_default();
            at_most = grades.iter().position(|band| band.code == grade);
            if entry.key != "at_most" || at_most.is_none() {
                let known: Vec<&str> = grades.iter().map(|band| band.code.as_str()).collect();
                self.report(unknown_grade::at(entry.value.span, grade, &known));
            }
        }
        Some(Veto { id: id.to_string(), title: fields.text("title"), when, at_most, marks, span })
    }

    fn cohort(&mut self, node: &Node) -> Option<usize> {
        let fields = Fields(node);
        if let Some((name, span)) = fields.spanned("group_by") {
            let fact = self.fact_named(name, span);
            self.reads.extend(fact);
        }
        fields.whole("at_least")
    }

    fn bonus(&mut self, node: &Node, places: &mut Places) -> Bonus {
        let fields = Fields(node);
        let _ = self.clause(fields);
        let code = fields.string("code");
        let mut of = None;
        if let Some((name, span)) = fields.spanned("of")
            && let Some(fact) = self.fact_named(name, span)
        {
            self.reads.insert(fact);
            if matches!(fact.of(self.vocabulary).map(|fact| &fact.kind), Some(FactKind::Records(_))) {
                of = Some((fact, fields.whole("at_most")));
            } else {
                let (list, other) =
                    (Text::new("记录清单", "a list of records"), Text::new("别的内容", "something else"));
                self.report(duheng_pack::findings::wrong_type::at(span, &list, &other));
            }
        }
        Bonus {
            title: super::title_or(fields, "title", &code),
            code,
            of,
            items: fields.items("items").iter().map(|item| self.item(item, places)).collect(),
            span: fields.node("code").map_or(node.span, |code| code.span),
        }
    }

    fn conversion(&mut self, node: &Node) -> Option<Conversion> {
        let fields = Fields(node);
        let marks = marks(node);
        let _ = self.clause(fields);
        let share = fields.node("evaluated_at_least").and_then(quantity).map(|(share, _)| share);
        Some(Conversion { to: fields.number("to")?, evaluated_at_least: share, marks, span: node.span })
    }

    fn grades(&mut self, header: Fields<'_>, parts: &[Part]) -> Vec<Band> {
        let mut grades: Vec<Band> = Vec::new();
        for node in header.items("grades") {
            let fields = Fields(node);
            let marks = marks(node);
            let _ = self.clause(fields);
            let Some((code, span)) = fields.spanned("code") else { continue };
            if let Some(first) = grades.iter().find(|band| band.code == code) {
                self.report(duplicate_code::at(span, code, first.span));
            }
            let mut of_parts = Vec::new();
            for entry in fields.entries("parts") {
                match (
                    parts.iter().position(|part| part.code == entry.key),
                    duheng_pack::schema::number(&entry.value),
                ) {
                    (Some(at), Some(bound)) => of_parts.push((at, bound)),
                    (None, _) => self.report(unknown_code::at(entry.key_span, &entry.key)),
                    (Some(_), None) => {}
                }
            }
            let below = fields.node("below").map(Fields);
            grades.push(Band {
                code: code.to_string(),
                title: super::title_or(fields, "title", code),
                total: fields.number("total"),
                base: fields.number("base"),
                parts: of_parts,
                percentile: fields.node("percentile").and_then(quantity).map(|(share, _)| share),
                when: fields
                    .node("when")
                    .and_then(|when| self.expression(when, |checker| checker.read_condition())),
                below: (
                    below.and_then(|below| below.number("total")),
                    below.and_then(|below| below.number("base")),
                ),
                marks,
                span,
            });
        }
        grades
    }
}

/// Gives each target of the standard its place, so that a score need not look names up.
fn number_targets(standard: &mut Standard) {
    let mut targets: Vec<String> = standard.items().flat_map(|item| item.sdg.iter().cloned()).collect();
    targets.sort_by_key(|target| natural(target));
    targets.dedup();
    for item in standard.items_mut() {
        item.targets =
            item.sdg.iter().filter_map(|target| targets.iter().position(|of| of == target)).collect();
    }
    standard.targets = targets;
}

fn declared(node: Option<&Node>, header: &Node) -> Declared {
    let Some(node) = node else { return Declared { span: header.span, ..Declared::default() } };
    let fields = Fields(node);
    let parts: BTreeMap<String, Rational> = fields
        .entries("parts")
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), duheng_pack::schema::number(&entry.value)?)))
        .collect();
    let mut places = BTreeMap::new();
    for entry in node.entries().iter().filter(|entry| !entry.value.is_map()) {
        places.insert(entry.key.clone(), entry.value.span);
    }
    for entry in fields.entries("parts") {
        places.insert(alloc::format!("parts.{}", entry.key), entry.value.span);
    }
    Declared {
        items: fields.number("items"),
        indicators: fields.number("indicators"),
        base: fields.number("base"),
        bonus: fields.number("bonus"),
        total: fields.number("total"),
        parts,
        places,
        span: node.span,
    }
}

fn accepted(header: Fields<'_>) -> Vec<Accepted> {
    let read = |node: &Node| {
        let fields = Fields(node);
        Some(Accepted {
            what: fields.string("what"),
            defined: fields.number("defined")?,
            reason: fields.node("reason").map(text).unwrap_or_default(),
            span: fields.node("what").map_or(node.span, |what| what.span),
        })
    };
    header.items("accepted").iter().filter_map(read).collect()
}
