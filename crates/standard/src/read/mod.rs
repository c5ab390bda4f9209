//! From the trees of a pack's files to a checked [`Pack`].

mod hash;
mod items;
mod overlay;
pub(crate) mod rules;
mod standards;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind, PackFile};
use duheng_pack::calendar::{Date, is_zone};
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::expr::Checker;
use duheng_pack::findings::not_a_value;
use duheng_pack::schema::{Fields, Shape, conform};
use duheng_pack::source::{SourceMap, Span};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{FactId, Vocabulary, cells, read_vocabulary};

use crate::facts_of::facts_of_formula;
use crate::findings::{circular_import, unknown_clause, unknown_import, unknown_zone, wrong_pack_name};
use crate::language::kind_of;
use crate::model::{Erratum, Pack, Reference, SourceDocument, Standard, Validity};

/// Reads every pack of `bundles`; a pack's imports must be among them. All findings at once.
#[must_use]
pub fn read_packs(bundles: &[Bundle], sources: &SourceMap) -> (Vec<Pack>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    for bundle in bundles {
        for file in &bundle.files {
            if let (Some(kind), None) = (kind_of(file.kind), file.kind.node_kind()) {
                conform(&file.tree, &Shape::Node(kind), &mut findings);
            }
        }
    }
    let packs =
        bundles.iter().filter_map(|bundle| read_pack(bundle, bundles, sources, &mut findings)).collect();
    // what is no value of its key is told once, whatever else it fails to be
    let unreadable: BTreeSet<Span> = findings
        .iter()
        .filter(|finding| *finding.code == not_a_value::CODE)
        .map(|finding| finding.span)
        .collect();
    let mut seen = BTreeSet::new();
    findings.retain(|finding| *finding.code == not_a_value::CODE || !unreadable.contains(&finding.span));
    findings.retain(|finding| {
        seen.insert((finding.span, finding.code.name, finding.message.en.clone(), finding.help.en.clone()))
    });
    findings.sort_by_key(|finding| {
        (finding.span.file, finding.span.start, core::cmp::Reverse(finding.severity()))
    });
    (packs, findings)
}

/// Whether any finding keeps a pack from being used.
#[must_use]
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity() == Severity::Error)
}

/// Whether a pack can be read, if not used: of all errors there are only totals that do not add up, as between two
/// steps of a change. What helps with the change, such as comparing and trying cases, goes on.
#[must_use]
pub fn is_readable(findings: &[Diagnostic]) -> bool {
    let error = |finding: &&Diagnostic| finding.severity() == Severity::Error;
    findings.iter().filter(error).all(|finding| *finding.code == crate::findings::declared_total::CODE)
}

/// What a file that cannot be read makes of the others: names and codes that only it defines. These wait until it is
/// mended, so that nobody mends what is right.
const CONSEQUENCES: [&str; 10] = [
    "unknown-name",
    "unknown-code",
    "unknown-document",
    "unknown-erratum",
    "unknown-reference",
    "unknown-clause",
    "unknown-source",
    "unknown-function",
    "unknown-type",
    "stray-part",
];

fn read_pack(
    bundle: &Bundle,
    bundles: &[Bundle],
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Option<Pack> {
    let head = Fields(bundle.head()?);
    if let Some((id, span)) = head.spanned("pack")
        && id != bundle.folder
    {
        findings.push(wrong_pack_name::at(span, id, &bundle.folder));
    }
    if let Some((zone, span)) = head.spanned("zone")
        && !is_zone(zone)
    {
        findings.push(unknown_zone::at(span, zone));
    }
    let mut order = Vec::new();
    gather_imports(bundle, bundles, &mut order, &mut Vec::new(), findings);
    let vocabulary = read_vocabulary(&order, sources, findings);
    let mut reader = Reader {
        vocabulary: &vocabulary,
        documents: source_documents(head),
        errata: errata(bundle),
        references: references(head),
        targets: known_targets(&order, sources),
        goals: known_goals(&order, sources),
        source: String::new(),
        findings: Vec::new(),
        reads: BTreeSet::new(),
        named: BTreeSet::new(),
        used_documents: BTreeSet::new(),
    };
    let mut standards: Vec<Standard> = Vec::new();
    for file in bundle.of_kind(FileKind::Standard) {
        let name = Fields(&file.tree).string("standard");
        let parts: Vec<&PackFile> = bundle
            .of_kind(FileKind::Part)
            .filter(|part| Fields(&part.tree).str("standard") == Some(name.as_str()))
            .collect();
        let trees: Vec<&Node> = parts.iter().map(|part| &part.tree).collect();
        let Some(standard) = reader.standard(&file.tree, &trees) else { continue };
        standards.push(standard);
        for profile in bundle.of_kind(FileKind::Profile) {
            if Fields(&profile.tree).str("standard") == Some(name.as_str()) {
                standards.extend(reader.with_profile(&profile.tree, &file.tree, &trees));
            }
        }
    }
    reader.strays(bundle);
    let whole = order.iter().all(|bundle| !bundle.faulty);
    if whole {
        let sound = is_sound(bundle, &order, bundles, findings);
        crate::check::check(&standards, bundle, sound, &mut reader);
    }
    let Reader { documents, errata, references, findings: found, .. } = reader;
    findings.extend(found);
    if !whole {
        findings.retain(|finding| !CONSEQUENCES.contains(&finding.code.name));
    }
    Some(Pack {
        id: head.string("pack"),
        version: head.string("version"),
        title: head.text("title"),
        issuer: head.text("issuer"),
        sources: documents,
        errata,
        references,
        hash: hash::meaning(&order, sources),
        vocabulary,
        standards,
    })
}

/// Whether the files of a pack and its imports could be read without errors, cases aside.
fn is_sound(bundle: &Bundle, order: &[&Bundle], bundles: &[Bundle], findings: &[Diagnostic]) -> bool {
    let elsewhere = bundles
        .iter()
        .filter(|other| order.iter().all(|own| own.folder != other.folder))
        .flat_map(|other| &other.files);
    let cases = bundle.of_kind(FileKind::Case);
    let apart: BTreeSet<_> = elsewhere.chain(cases).map(|file| file.file).collect();
    findings.iter().all(|finding| finding.severity() != Severity::Error || apart.contains(&finding.span.file))
}

/// The imports of a pack before itself, each once, what is imported before what imports it.
fn gather_imports<'b>(
    bundle: &'b Bundle,
    bundles: &'b [Bundle],
    order: &mut Vec<&'b Bundle>,
    path: &mut Vec<&'b str>,
    findings: &mut Vec<Diagnostic>,
) {
    if order.iter().any(|earlier| earlier.folder == bundle.folder) {
        return;
    }
    path.push(&bundle.folder);
    let imports = bundle.head().map(|head| Fields(head).words("imports")).unwrap_or_default();
    for (name, span) in imports {
        if path.contains(&name) {
            findings.push(circular_import::at(span, name));
            continue;
        }
        match bundles.iter().find(|other| other.folder == name) {
            Some(other) => gather_imports(other, bundles, order, path, findings),
            None => {
                let known: Vec<&str> = bundles.iter().map(|bundle| bundle.folder.as_str()).collect();
                findings.push(unknown_import::at(span, name, &known));
            }
        }
    }
    path.pop();
    order.push(bundle);
}

fn source_documents(head: Fields<'_>) -> Vec<SourceDocument> {
    head.items("sources")
        .iter()
        .map(|source| {
            let source = Fields(source);
            let anchors = source.items("anchors").iter().map(|anchor| {
                let anchor = Fields(anchor);
                (anchor.string("id"), anchor.text("title"))
            });
            SourceDocument {
                id: source.string("id"),
                title: source.text("title"),
                anchors: anchors.collect(),
            }
        })
        .collect()
}

fn errata(bundle: &Bundle) -> Vec<Erratum> {
    let lists = bundle.of_kind(FileKind::Errata).flat_map(|file| Fields(&file.tree).items("errata"));
    lists
        .map(|erratum| {
            let fields = Fields(erratum);
            Erratum {
                id: fields.string("id"),
                printed: fields.string("printed"),
                corrected: fields.string("corrected"),
                reason: fields.text("reason"),
                confirmed: fields.str("status") == Some("confirmed"),
                by: fields.text("by"),
                on: fields.str("on").and_then(|day| Date::read(day).ok()),
                span: fields.node("id").map_or(erratum.span, |id| id.span),
            }
        })
        .collect()
}

fn references(head: Fields<'_>) -> Vec<Reference> {
    let reference = |node: &Node| {
        let fields = Fields(node);
        Reference {
            id: fields.string("id"),
            title: fields.text("title"),
            version: fields.string("version"),
            status: fields.str("status").and_then(Validity::named).unwrap_or(Validity::Unchecked),
            replaced_by: fields.string("replaced_by"),
            checked_on: fields.str("checked_on").and_then(|day| Date::read(day).ok()),
            span: fields.node("id").map_or(node.span, |id| id.span),
        }
    };
    head.items("references").iter().map(reference).collect()
}

/// The values of one column in a CSV file of the packs.
fn column(order: &[&Bundle], sources: &SourceMap, path: &str, name: &str) -> Option<BTreeSet<String>> {
    let file = order.iter().find_map(|bundle| bundle.data.get(path))?;
    let rows = cells(&sources.get(*file)?.text);
    let at = rows.first()?.iter().position(|head| head.trim() == name)?;
    Some(rows.iter().skip(1).filter_map(|row| row.get(at)).map(|cell| cell.trim().to_string()).collect())
}

fn known_targets(order: &[&Bundle], sources: &SourceMap) -> Option<BTreeSet<String>> {
    column(order, sources, "lists/sdg_targets.csv", "target")
}

fn known_goals(order: &[&Bundle], sources: &SourceMap) -> Option<BTreeSet<String>> {
    column(order, sources, "lists/sdg_goals.csv", "goal")
}

/// What the readers of one pack share.
pub(crate) struct Reader<'r> {
    pub(crate) vocabulary: &'r Vocabulary,
    pub(crate) documents: Vec<SourceDocument>,
    pub(crate) errata: Vec<Erratum>,
    pub(crate) references: Vec<Reference>,
    /// The known targets and goals of sustainable development, where a pack has them.
    pub(crate) targets: Option<BTreeSet<String>>,
    pub(crate) goals: Option<BTreeSet<String>>,
    /// The source document of the standard at hand.
    source: String,
    pub(crate) findings: Vec<Diagnostic>,
    /// The facts that were read so far.
    pub(crate) reads: BTreeSet<FactId>,
    /// The lists, tables and results that were read so far.
    pub(crate) named: BTreeSet<String>,
    pub(crate) used_documents: BTreeSet<String>,
}

impl<'r> Reader<'r> {
    /// Runs a checker over the expression at `node` and keeps what it found and read.
    fn expression<'n, T>(
        &mut self,
        node: &'n Node,
        read: impl FnOnce(&mut Checker<'n>) -> Option<T>,
    ) -> Option<T>
    where
        'r: 'n,
    {
        let text = node.as_str()?;
        let mut checker = Checker::new(self.vocabulary, text, node.content_span());
        let result = read(&mut checker);
        self.findings.append(&mut checker.findings);
        self.named.append(&mut checker.named);
        let reads = core::mem::take(&mut checker.reads);
        for fact in reads {
            self.read_fact(fact);
        }
        result
    }

    /// Notes that a fact was read, and the facts behind it.
    fn read_fact(&mut self, fact: FactId) {
        if !self.reads.insert(fact) {
            return;
        }
        for behind in facts_of_formula(self.vocabulary, fact) {
            self.read_fact(behind);
        }
    }

    /// The clause of a node; it must be an anchor of the standard's source.
    fn clause(&mut self, fields: Fields<'_>) -> String {
        let Some((clause, span)) = fields.spanned("clause") else { return String::new() };
        let source = self.documents.iter().find(|document| document.id == self.source);
        if let Some(source) = source
            && source.anchors.iter().all(|(id, _)| id != clause)
        {
            let known: Vec<&str> = source.anchors.iter().map(|(id, _)| id.as_str()).collect();
            self.findings.push(unknown_clause::at(span, clause, &known));
        }
        clause.to_string()
    }

    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}

/// Codes in the order people read them: numbers by value, letters after them.
pub(crate) fn natural(code: &str) -> Vec<(u64, String)> {
    code.split('.')
        .map(|part| {
            part.parse::<u64>()
                .map_or_else(|_| (u64::MAX, part.to_string()), |number| (number, String::new()))
        })
        .collect()
}

/// First places of names, to report second ones.
pub(crate) type Places = BTreeMap<String, Span>;

/// The title of a node, or its code where it has none.
pub(crate) fn title_or(fields: Fields<'_>, key: &str, fallback: &str) -> Text {
    let text = fields.text(key);
    if text.is_empty() { Text::same(fallback) } else { text }
}
