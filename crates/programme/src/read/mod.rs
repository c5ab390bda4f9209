//! From the trees of a pack's files to its programmes.

mod stages;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::calendar::{Date, Period};
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::provenance::marks;
use duheng_pack::schema::{Fields, Shape, conform};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_standard::model::Pack;

use crate::findings::{bad_day, bad_span, unknown_part};
use crate::language::kind_of;
use crate::model::{Entry, Programme, Programmes, Reach, Register, RegisterState, Role};
use crate::time::{Span, Workdays};

/// Reads the programmes of the pack in `bundle`, with the calendars of what it imports. All findings at once.
#[must_use]
pub fn read_programmes(bundle: &Bundle, bundles: &[Bundle], pack: &Pack) -> (Programmes, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    for file in &bundle.files {
        if duheng_standard::language::kind_of(file.kind).is_none()
            && let Some(kind) = kind_of(file.kind)
        {
            conform(&file.tree, &Shape::Node(kind), &mut findings);
        }
    }
    let imports: Vec<&str> = bundle
        .head()
        .map(|head| Fields(head).words("imports"))
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let shared = bundles.iter().filter(|other| imports.contains(&other.folder.as_str()));
    let calendars: Vec<Workdays> = shared
        .chain([bundle])
        .flat_map(|bundle| bundle.of_kind(FileKind::Calendar))
        .map(|file| calendar(&file.tree, &mut findings))
        .collect();
    let registers: Vec<Register> =
        bundle.of_kind(FileKind::Register).map(|file| register(&file.tree, &mut findings)).collect();
    let mut found = Programmes { programmes: Vec::new(), registers, calendars };
    for file in bundle.of_kind(FileKind::Programme) {
        let programme = programme(&file.tree, &mut findings);
        found.programmes.push(programme);
    }
    for (programme, file) in found.programmes.iter().zip(bundle.of_kind(FileKind::Programme)) {
        crate::check::check(programme, &file.tree, &found, pack, &mut findings);
    }
    (found, findings)
}

fn programme(tree: &Node, findings: &mut Vec<Diagnostic>) -> Programme {
    let fields = Fields(tree);
    let id = fields.string("programme");
    Programme {
        title: fields.text("title"),
        standard: fields.str("standard").map(ToString::to_string),
        profile: fields.str("profile").map(ToString::to_string),
        filing: fields.str("filing").map_or_else(|| id.clone(), ToString::to_string),
        calendar: fields.string("calendar"),
        managed_by: fields.string("managed_by"),
        given_by: names(fields.node("given_by")),
        free: fields.str("fee") == Some("none"),
        roles: fields.entries("roles").iter().map(|entry| (entry.key.clone(), role(&entry.value))).collect(),
        entries: fields
            .entries("entries")
            .iter()
            .map(|entry| (entry.key.clone(), self::entry(&entry.value, findings)))
            .collect(),
        stages: fields.entries("stages").iter().filter_map(|entry| stages::stage(entry, findings)).collect(),
        ends: fields
            .entries("ends")
            .iter()
            .map(|entry| (entry.key.clone(), Fields(&entry.value).text("title")))
            .collect(),
        marks: marks(tree),
        span: fields.node("programme").map_or(tree.span, |node| node.span),
        id,
    }
}

/// One name or a list of them.
pub(crate) fn names(node: Option<&Node>) -> Vec<String> {
    match node {
        Some(node) => {
            let one = node.as_str().into_iter();
            one.chain(node.items().iter().filter_map(Node::as_str))
                .map(|name| name.trim().to_string())
                .collect()
        }
        None => Vec::new(),
    }
}

/// A length of time behind a key.
pub(crate) fn span(fields: Fields<'_>, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Span> {
    let (text, at) = fields.spanned(key)?;
    let found = Span::read(text);
    if found.is_none() {
        findings.push(bad_span::at(at, text));
    }
    found
}

fn role(node: &Node) -> Role {
    let fields = Fields(node);
    let reach = match fields.str("reach") {
        Some("own") => Reach::Own,
        Some("subtree") => Reach::Subtree,
        Some("assigned") => Reach::Assigned,
        Some("recommended") => Reach::Recommended,
        Some("cleared") => Reach::Cleared,
        _ => Reach::Anyone,
    };
    Role { title: fields.text("title"), reach }
}

fn entry(node: &Node, findings: &mut Vec<Diagnostic>) -> Entry {
    let fields = Fields(node);
    Entry {
        title: fields.text("title"),
        opened_by: fields.string("opened_by"),
        first: fields.string("first"),
        recommended_in: fields.str("recommended_in").map(ToString::to_string),
        needs_honour: fields.yes("needs_honour"),
        basis: fields.str("basis") == Some("required"),
        hearing: span(fields, "hearing", findings),
        results: names(fields.node("results")),
        marks: marks(node),
    }
}

fn register(tree: &Node, findings: &mut Vec<Diagnostic>) -> Register {
    let fields = Fields(tree);
    let states: BTreeMap<String, RegisterState> = fields
        .entries("states")
        .iter()
        .map(|entry| {
            let fields = Fields(&entry.value);
            let state = RegisterState {
                title: fields.text("title"),
                by: names(fields.node("by")),
                to: names(fields.node("to")),
                first: fields.yes("first"),
                issued: fields.yes("issued"),
                public: fields.str("visible") != Some("office"),
            };
            (entry.key.clone(), state)
        })
        .collect();
    let known: Vec<&str> = states.keys().map(String::as_str).collect();
    let entered_by = names(fields.node("entered_by"));
    let keepers: Vec<&str> = entered_by.iter().map(String::as_str).collect();
    for entry in fields.entries("states") {
        for (name, at) in
            Fields(&entry.value).words("by").into_iter().filter(|(name, _)| !keepers.contains(name))
        {
            findings.push(unknown_part::at(
                at,
                &Text::new("可记入的角色", "role that enters"),
                name,
                &keepers,
            ));
        }
        for (name, at) in Fields(&entry.value).words("to") {
            if !known.contains(&name) {
                findings.push(unknown_part::at(at, &Text::new("登记状态", "state"), name, &known));
            }
        }
    }
    Register {
        id: fields.string("register"),
        title: fields.text("title"),
        entered_by,
        basis: fields.str("basis") == Some("required"),
        states,
    }
}

fn calendar(tree: &Node, findings: &mut Vec<Diagnostic>) -> Workdays {
    let fields = Fields(tree);
    let mut years = BTreeMap::new();
    for entry in fields.entries("years") {
        let year = Fields(&entry.value);
        let Ok(Period::Year(number)) = Period::read(&entry.key) else {
            findings.push(bad_day::year(entry.key_span, &entry.key));
            continue;
        };
        let mut off = BTreeSet::new();
        for (text, at) in year.words("off") {
            match days(text) {
                Some(days) if days.iter().all(|day| day.year() == number) => off.extend(days),
                Some(_) => findings.push(bad_day::other_year(at, text, number)),
                None => findings.push(bad_day::off(at, text)),
            }
        }
        let mut worked = BTreeSet::new();
        for (text, at) in year.words("worked") {
            match Date::read(text) {
                Ok(day) if day.year() == number => {
                    worked.insert(day);
                }
                Ok(_) => findings.push(bad_day::other_year(at, text, number)),
                // the shape has its finding already
                Err(_) => {}
            }
        }
        years.insert(number, (off, worked));
    }
    Workdays { id: fields.string("calendar"), years }
}

/// `2026-10-01`, or `2026-10-01/2026-10-07` with all days between.
fn days(text: &str) -> Option<Vec<Date>> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let (first, last) = (Date::read(first.trim()).ok()?, Date::read(last.trim()).ok()?);
    let mut days = Vec::new();
    let mut day = first;
    while day <= last && days.len() <= 366 {
        days.push(day);
        day = day.plus_days(1)?;
    }
    if days.is_empty() { None } else { Some(days) }
}

#[cfg(test)]
mod tests {
    use duheng_pack::source::FileId;
    use duheng_pack::tree::{Limits, read};

    use super::*;

    /// The helps of what is found in the years of a calendar.
    fn found(years: &str) -> Vec<String> {
        let (tree, _) =
            read(FileId(0), &alloc::format!("calendar: c\ntitle: c\nyears: {years}\n"), &Limits::default());
        let mut findings = Vec::new();
        calendar(&tree.unwrap(), &mut findings);
        findings.into_iter().map(|finding| finding.message.en).collect()
    }

    #[test]
    fn days_of_a_calendar_stand_in_their_year() {
        let none: [&str; 0] = [];
        assert_eq!(
            found("{ 2026: { off: [2026-01-01, 2026-10-01/2026-10-07], worked: [2026-10-10] } }"),
            none
        );
        assert_eq!(found("{ 20x6: { off: [] } }"), ["`20x6` is no year"]);
        assert_eq!(
            found("{ 2026: { off: [2025-12-31/2026-01-02] } }"),
            ["`2025-12-31/2026-01-02` is not in the year 2026"]
        );
        assert_eq!(
            found("{ 2026: { off: [], worked: [2025-10-10] } }"),
            ["`2025-10-10` is not in the year 2026"]
        );
        assert_eq!(found("{ 2026: { off: [soon] } }"), ["`soon` is neither a day nor some days"]);
    }
}
