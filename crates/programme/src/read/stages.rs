//! Stages.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::nearest;
use duheng_pack::number::read_whole;
use duheng_pack::provenance::marks;
use duheng_pack::schema::{Fields, is_misspelt};
use duheng_pack::text::Text;
use duheng_pack::tree::Entry;

use super::{names, span};
use crate::findings::{bad_day, key_missing_for_kind, key_of_other_kind, missing_outcome, unknown_outcome};
use crate::language::{self, COMMON, STAGE};
use crate::model::{DayOfYear, Document, Mechanism, Renewal, Stage, Supplement};
use crate::time::Span;

/// The stage behind a key; none for a kind that does not exist, which has its finding already.
pub(super) fn stage(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Option<Stage> {
    let fields = Fields(&entry.value);
    let kind = language::mechanism(fields.str("kind")?)?;
    for key in entry.value.entries() {
        // a key that no stage has is told already
        let known = STAGE.field(&key.key).is_some();
        if known && !COMMON.contains(&key.key.as_str()) && !kind.keys.contains(&key.key.as_str()) {
            findings.push(key_of_other_kind::at(key.key_span, &key.key, kind.name, kind.keys));
        }
    }
    let lacks = |key: &str| fields.node(key).is_none() && !is_misspelt(&entry.value, &STAGE, key);
    for key in kind.needs.iter().filter(|key| lacks(key)) {
        findings.push(key_missing_for_kind::at(entry.key_span, key, kind.name));
    }
    let is_list = kind.name == "decide" && fields.str("scope") == Some("edition");
    if is_list && lacks("list") {
        findings.push(key_missing_for_kind::at(entry.key_span, "list", kind.name));
    }
    let of_edition = fields.str("scope") == Some("edition") || kind.outcomes.is_empty();
    let mechanism = mechanism(kind.name, fields, of_edition, findings)?;
    Some(Stage {
        id: entry.key.clone(),
        title: fields.text("title"),
        clause: fields.string("clause"),
        by: names(fields.node("by")),
        of_edition,
        once_per_filing: fields.str("once_per") == Some("filing"),
        opens: day(fields, "opens", findings),
        closes: day(fields, "closes", findings),
        needs: names(fields.node("needs")),
        next: next(entry, fields, &outcomes(kind, &mechanism), findings),
        mechanism,
        marks: marks(&entry.value),
        span: entry.key_span,
    })
}

/// The outcomes of a stage: those that must lead somewhere, and those that may.
fn outcomes(kind: &language::Mechanism, mechanism: &Mechanism) -> (Vec<&'static str>, Vec<&'static str>) {
    match mechanism {
        Mechanism::Decide { .. } => (["graded", "none"].into(), Vec::new()),
        Mechanism::List { .. } => (Vec::new(), ["accepted", "refused"].into()),
        Mechanism::File { .. } => (["done"].into(), ["late"].into()),
        _ => (kind.outcomes.to_vec(), Vec::new()),
    }
}

fn next(
    entry: &Entry,
    fields: Fields<'_>,
    (must, may): &(Vec<&'static str>, Vec<&'static str>),
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<&'static str, String> {
    let mut next = BTreeMap::new();
    let Some(node) = fields.node("next") else {
        // a kind that always needs it has its finding already
        let told = language::mechanism(fields.str("kind").unwrap_or_default())
            .is_some_and(|kind| kind.needs.contains(&"next"));
        if !told && !is_misspelt(&entry.value, &STAGE, "next") {
            findings
                .extend(must.iter().map(|outcome| missing_outcome::at(entry.key_span, &entry.key, outcome)));
        }
        return next;
    };
    if let Some(target) = node.as_str() {
        return must.iter().map(|outcome| (*outcome, target.trim().to_string())).collect();
    }
    for way in node.entries() {
        match must.iter().chain(may).find(|outcome| **outcome == way.key) {
            Some(outcome) => {
                next.insert(*outcome, way.value.as_str().unwrap_or_default().trim().to_string());
            }
            None => {
                let known: Vec<&str> = must.iter().chain(may).copied().collect();
                findings.push(unknown_outcome::at(way.key_span, &way.key, &known));
            }
        }
    }
    // an outcome that is misspelt has its finding already
    let known: Vec<&str> = must.iter().chain(may).copied().collect();
    let meant: Vec<&str> = node
        .entries()
        .iter()
        .filter(|way| !known.contains(&way.key.as_str()))
        .filter_map(|way| nearest(&way.key, &known))
        .collect();
    for outcome in must.iter().filter(|outcome| !next.contains_key(**outcome) && !meant.contains(outcome)) {
        findings.push(missing_outcome::at(entry.key_span, &entry.key, outcome));
    }
    next
}

fn day(fields: Fields<'_>, key: &str, findings: &mut Vec<Diagnostic>) -> Option<DayOfYear> {
    let (text, at) = fields.spanned(key)?;
    let read = || {
        let (month, day) = text.split_once('-')?;
        let part = |text: &str| read_whole(text).and_then(|part| i8::try_from(part).ok());
        let found = DayOfYear { month: part(month)?, day: part(day)? };
        // a leap year has every day that there is
        duheng_pack::calendar::Date::new(2024, found.month, found.day).map(|_| found)
    };
    let found = read();
    if found.is_none() {
        findings.push(bad_day::at(at, text));
    }
    found
}

fn mechanism(
    kind: &str,
    fields: Fields<'_>,
    of_edition: bool,
    findings: &mut Vec<Diagnostic>,
) -> Option<Mechanism> {
    let count = |key: &str| fields.whole::<usize>(key);
    Some(match kind {
        "run" => Mechanism::Run {
            documents: documents(fields),
            freezes: fields.str("freezes").map(ToString::to_string),
            while_open: fields.yes("while_open"),
        },
        "recommend" => Mechanism::Recommend { least: fields.whole("least"), most: fields.whole("most") },
        "file" => Mechanism::File { documents: documents(fields), consents: texts(fields, "consents") },
        "check" => Mechanism::Check { gate: fields.yes("gate"), supplement: supplement(fields, findings) },
        "clear" => Mechanism::Clear {
            within: span(fields, "within", findings),
            silence_agrees: fields.str("silence") == Some("agreed"),
        },
        "panel" => Mechanism::Panel {
            seats: count("seats").unwrap_or(1),
            fields: names(fields.node("fields")),
            leader: fields.str("leader") == Some("first_drawn"),
        },
        "assess" => Mechanism::Assess {
            layer: fields.string("writes"),
            visit: fields.yes("visit"),
            only_disputed: fields.str("only") == Some("disputed"),
        },
        "exchange" => Mechanism::Exchange,
        "decide" if of_edition => Mechanism::List {
            list: fields.string("list"),
            listed_by: names(fields.node("listed_by")),
            from: fields.str("from").map(ToString::to_string),
            exactly: count("exactly"),
            most: count("most"),
        },
        "decide" => Mechanism::Decide {
            approvals: count("approvals").unwrap_or(1),
            departure: count("departure"),
            together: names(fields.node("together")),
        },
        "notice" => Mechanism::Notice {
            lasts: span(fields, "for", findings).unwrap_or(Span::Workdays(5)),
            objection_by: names(fields.node("objection_by")),
        },
        "issue" => Mechanism::Issue {
            document: fields.string("document"),
            number: fields.string("number"),
            valid: span(fields, "valid", findings),
            register: fields
                .str("register")
                .map(|register| (register.to_string(), fields.str("state").map(ToString::to_string))),
        },
        "track" => Mechanism::Track { events: texts(fields, "events"), renewal: renewal(fields, findings) },
        _ => return None,
    })
}

fn texts(fields: Fields<'_>, key: &str) -> BTreeMap<String, Text> {
    let entries = fields.entries(key).iter();
    entries.map(|entry| (entry.key.clone(), duheng_pack::schema::text(&entry.value))).collect()
}

fn documents(fields: Fields<'_>) -> BTreeMap<String, Document> {
    let entries = fields.entries("documents").iter();
    entries
        .map(|entry| {
            let fields = Fields(&entry.value);
            let document = Document {
                title: fields.text("title"),
                required: fields.str("required") != Some("no"),
                pdf: fields.str("format") == Some("pdf"),
            };
            (entry.key.clone(), document)
        })
        .collect()
}

fn supplement(fields: Fields<'_>, findings: &mut Vec<Diagnostic>) -> Option<Supplement> {
    let fields = Fields(fields.node("supplement")?);
    Some(Supplement {
        stage: fields.string("stage"),
        within: span(fields, "within", findings)?,
        times: fields.whole("times").unwrap_or(1),
    })
}

fn renewal(fields: Fields<'_>, findings: &mut Vec<Diagnostic>) -> Option<Renewal> {
    let fields = Fields(fields.node("renewal")?);
    Some(Renewal { entry: fields.string("entry"), opens: span(fields, "opens", findings)? })
}
