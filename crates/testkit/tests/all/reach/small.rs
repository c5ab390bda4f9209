//! A small pack whose rules each test writes itself.

use duheng_pack::diagnostic::Severity;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_standard::has_errors;
use duheng_standard::model::{Pack, Standard};
use duheng_standard::sheet::{Sheet, read_sheet};
use duheng_testkit::shipped::{self, Shipped};

const PACK: &str = "pack: small
version: 1
title: Small pack
issuer: Example association
zone: Asia/Shanghai
sources:
  - id: text
    title: Example standard
    anchors: [{ id: 1, title: General }]
";

const FACTS: &str = "
choices:
  level: city < province < national
  kind: fire | flood | quake
documents: { certificate: certificate }
records:
  award: { title: Award, fields: { name: text, level: choice level, won_on: date }, key: [name, level, won_on] }
  drill:
    title: Drill
    fields: { topic: text, held_on: date, checked: { type: yes_no, optional: yes } }
    key: [topic, held_on]
  licence:
    title: Licence
    fields: { kind: choice kind, from: date, until: { type: date, optional: yes } }
    key: [kind, from]
    valid: [from, until]
  project:
    title: Project
    fields: { name: text, begun_on: date, ended_on: { type: date, optional: yes } }
    key: [name]
  member:
    title: Member
    fields: { name: text, level: { type: choice level, optional: yes } }
    key: [name]
  penalty: { title: Penalty, fields: { name: text, happened_on: date }, key: [name] }
facts:
  certified: { type: yes_no, title: Certified }
  insured: { type: yes_no, title: Insured }
  water: { type: choice level, title: Water }
  founded: { type: date, title: Founded }
  staff: { type: count, per: year, title: Staff }
  output: { type: count, per: year, title: Output }
  rate: { type: count, per: year, title: Rate }
  awards: { type: list award, title: Awards }
  prizes: { type: list award, title: Prizes }
  drills: { type: list drill, title: Drills }
  talks: { type: list drill, title: Talks }
  licences: { type: list licence, title: Licences }
  projects: { type: list project, title: Projects }
  members: { type: list member, title: Members }
  penalties: { type: list penalty, by: authority, title: Penalties }
  permit: { type: yes_no, by: authority, title: Permit }
results:
  other: { title: Other programme, grades: fair < good }
";

const HEADER: &str = "standard: small
version: 1
title: Small standard
source: text
layers:
  - { id: claim, by: enterprise }
  - { id: review, by: expert }
";

/// Its grades where a test does not write others.
pub const GRADES: &str = "grades: [{ code: good, title: Good, total: 1 }]\n";

/// The pack with these rules in the first part, the first as item `1.1.a` and so on, and these further lines of the
/// standard. A rule is written in one line without braces.
pub fn pack<T: AsRef<str>>(rules: &[T], header: &str) -> Shipped {
    let mut part = String::from(
        "standard: small\npart: 1\ntitle: Part\nindicators:\n  - code: 1.1\n    title: Indicator\n    items:\n",
    );
    for (at, rule) in rules.iter().enumerate() {
        part.push_str(&format!("      - {{ code: {}, title: Item, {} }}\n", code(at), rule.as_ref()));
    }
    let standard = format!("{HEADER}{header}");
    let files = [
        ("pack.yaml", PACK),
        ("facts/facts.yaml", FACTS),
        ("standards/small.yaml", standard.as_str()),
        ("parts/1.yaml", part.as_str()),
    ];
    let shipped = shipped::written("small", &files);
    let errors: Vec<_> = shipped
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| (finding.code.name, &finding.message.en))
        .collect();
    assert!(errors.is_empty(), "{part}{header}{errors:#?}");
    shipped
}

/// The code of an item of the first part by its position.
pub fn code(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap());
    let tail: String = if at < 26 { String::new() } else { letter(at / 26 - 1).into() };
    format!("1.1.{}{tail}", letter(at))
}

/// The facts of an enterprise on 1 June 2026 for the year 2025: the lines of `facts:`, and lines beside it.
pub fn sheet<'p>(pack: &'p Pack, facts: &str, beside: &str) -> (Sheet, &'p Standard) {
    let facts = if facts.is_empty() { "{}" } else { facts };
    let text = format!(
        "subject: {{ name: Example, fictional: yes }}\nas_of: 2026-06-01\nyear: 2025\nfacts: {facts}\n{beside}\n"
    );
    let tree = read(FileId::default(), &text, &Limits::default()).0.unwrap();
    let (read, findings) = read_sheet(&tree, pack, None, None);
    assert!(!has_errors(&findings), "{text}{findings:#?}");
    read.unwrap()
}
