//! From the tree of a facts file (YAML or JSON) to a [`Sheet`].

mod context;
mod layers;
mod parts;
mod records;
mod values;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::number::read_whole;
use duheng_pack::schema::{Fields as Keys, Shape, conform};
use duheng_pack::tree::{Entry as KeyEntry, Node};
use duheng_pack::uscc::Uscc;
use duheng_pack::vocabulary::{FactId, FactKind, Origin, Per, Vocabulary};

use crate::findings::{bad_uscc, fact_not_claimed, fact_unknown, unreadable_year};
use crate::language::{CASE, SHEET};
use crate::model::{Pack, Standard};
use crate::sheet::{Entries, Sheet, Subject};
use parts::Section;

/// Reads a facts file for one of the standards of `pack`.
///
/// The standard and profile are those the file names, unless `standard` or `profile` say otherwise. All findings at
/// once; no sheet when the days are missing or no standard is meant.
#[must_use]
pub fn read_sheet<'p>(
    tree: &Node,
    pack: &'p Pack,
    standard: Option<&str>,
    profile: Option<&str>,
) -> (Option<(Sheet, &'p Standard)>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let keys = Keys(tree);
    let is_case = keys.node("expect").is_some();
    conform(tree, &Shape::Node(if is_case { &CASE } else { &SHEET }), &mut findings);
    let standard_name = standard.or_else(|| keys.str("standard"));
    let profile_name = profile.or_else(|| keys.str("profile"));
    let Some(standard) = pack.standard(standard_name, profile_name) else {
        let at = keys.node("profile").or_else(|| keys.node("standard")).map_or(tree.span, |node| node.span);
        let known: Vec<String> = pack
            .standards
            .iter()
            .map(|standard| alloc::format!("{} / {}", standard.id, standard.profile.id))
            .collect();
        findings.push(crate::findings::unknown_standard::at(at, standard_name, profile_name, &known));
        return (None, findings);
    };
    let mut reader =
        SheetReader { vocabulary: &pack.vocabulary, standard, as_of: None, year: None, findings };
    let sheet = reader.sheet(keys);
    (sheet.map(|sheet| (sheet, standard)), reader.findings)
}

struct SheetReader<'s> {
    vocabulary: &'s Vocabulary,
    standard: &'s Standard,
    as_of: Option<Date>,
    year: Option<i16>,
    findings: Vec<Diagnostic>,
}

impl SheetReader<'_> {
    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn sheet(&mut self, keys: Keys<'_>) -> Option<Sheet> {
        let as_of = keys.str("as_of").and_then(|text| Date::read(text).ok());
        let year = keys.spanned("year").and_then(|(text, span)| {
            let year = read_whole(text)
                .and_then(|year| i16::try_from(year).ok())
                .filter(|year| (1900..=2200).contains(year));
            if year.is_none() && read_whole(text).is_some() {
                self.report(unreadable_year::at(span, text));
            }
            year
        });
        if let (Some(as_of), Some(year), Some((text, span))) = (as_of, year, keys.spanned("year"))
            && year > as_of.year()
        {
            self.report(unreadable_year::later(span, text, as_of));
        }
        self.as_of = as_of;
        self.year = year;
        let subject = self.subject(keys);
        let claims = self.entries(keys.entries("facts"), Some(false));
        let given = self.entries(keys.entries("given"), Some(true));
        self.highlights(&claims, keys);
        let stated = [
            Section { entries: &claims, keys: keys.entries("facts") },
            Section { entries: &given, keys: keys.entries("given") },
        ];
        self.parts(&stated, &[]);
        let lists = self.lists(keys);
        let layers = self.layers(keys, &stated);
        let not_evaluated = self.requests(keys);
        let context = keys.node("context").map(Keys);
        let results = context.map(|context| self.results(context)).unwrap_or_default();
        let cohort = context.and_then(|context| context.node("cohort")).map(|node| self.cohort(Keys(node)));
        let layer = keys.spanned("layer").map(|(layer, span)| {
            self.known_layer(layer, span);
            layer.to_string()
        });
        Some(Sheet {
            subject,
            standard: keys.str("standard").map(String::from),
            profile: keys.str("profile").map(String::from),
            layer,
            as_of: as_of?,
            year: year?,
            claims,
            given,
            lists,
            layers,
            not_evaluated,
            results,
            cohort: cohort.unwrap_or_default(),
        })
    }

    fn subject(&mut self, keys: Keys<'_>) -> Subject {
        let Some(node) = keys.node("subject").map(Keys) else { return Subject::default() };
        let mut uscc = node.string("uscc");
        if let Some((written, span)) = node.spanned("uscc") {
            match Uscc::read(written) {
                Ok(read) => uscc = read.as_str().to_string(),
                Err(why) => self.report(bad_uscc::at(span, written, why.text())),
            }
        }
        Subject { name: node.string("name"), uscc, fictional: node.yes("fictional") }
    }

    /// The fact of a key; `given` says whether it stands among facts that registers and authorities give.
    fn fact(&mut self, entry: &KeyEntry, given: Option<bool>) -> Option<FactId> {
        let Some(id) = self.vocabulary.fact(&entry.key) else {
            let known: Vec<&str> = self
                .vocabulary
                .facts
                .iter()
                .filter(|fact| matches!(fact.kind, FactKind::Value(..) | FactKind::Records(_)))
                .map(|fact| fact.name.as_str())
                .collect();
            self.report(fact_unknown::at(entry.key_span, &entry.key, &known));
            return None;
        };
        let fact = id.of(self.vocabulary)?;
        if matches!(fact.kind, FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..)) {
            self.report(fact_not_claimed::derived(entry.key_span, &entry.key));
            return None;
        }
        let is_given = fact.origin != Origin::Enterprise;
        match given {
            Some(true) if !is_given => self.report(fact_not_claimed::own(entry.key_span, &entry.key)),
            Some(false) if is_given => self.report(fact_not_claimed::given(entry.key_span, &entry.key)),
            _ => return Some(id),
        }
        None
    }

    fn entries(&mut self, entries: &[KeyEntry], given: Option<bool>) -> Entries {
        let mut found = Entries::new();
        for entry in entries {
            let Some(id) = self.fact(entry, given) else { continue };
            let Some(fact) = id.of(self.vocabulary) else { continue };
            if entry.value.is_empty() {
                continue;
            }
            let read = match &fact.kind {
                FactKind::Value(of, Per::State) => self.state(id, of, &entry.value),
                FactKind::Value(of, per) => self.periods(id, of, *per, &entry.value),
                FactKind::Records(record) => self.records(*record, &entry.value, given.is_none()),
                FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
            };
            if let Some(read) = read {
                found.insert(id, read);
            }
        }
        found
    }
}
