//! What the fuzzers run: any bytes in, no panic, and what must hold of every input.
//!
//! The same bodies run in the tests on the shipped packs with seeded mutations.

use std::sync::OnceLock;

use duheng_pack::expr::{Checker, Evaluator, Typed};
use duheng_pack::source::{FileId, Span};
use duheng_pack::tree::{Limits, Node, print, read};
use duheng_standard::advice::{Advice, advise};
use duheng_standard::has_errors;
use duheng_standard::layers::settle;
use duheng_standard::model::Pack;
use duheng_standard::score::score as score_sheet;
use duheng_standard::sheet::{Sheet, read_sheet};

use crate::shipped::{self, Shipped};

/// The longest input that is looked at: fuzzers find nothing new in longer ones and take minutes over them.
const LONGEST: usize = 64 * 1024;

fn pack() -> Option<&'static Pack> {
    static SHIPPED: OnceLock<Shipped> = OnceLock::new();
    SHIPPED.get_or_init(shipped::packs).pack("sz-sustainable-enterprise")
}

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() <= LONGEST)
}

fn tree_of(text: &str) -> Option<Node> {
    read(FileId::default(), text, &Limits::default()).0
}

/// Any text as a file of a pack: what can be read can be printed, and reads back as it was printed.
pub fn tree(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let Some(first) = tree_of(text) else { return };
    let printed = print(&first);
    let second = tree_of(&printed).map(|tree| print(&tree));
    assert_eq!(second.as_deref(), Some(printed.as_str()), "printing changes what was printed");
}

/// Any text as an expression over the Shenzhen vocabulary: what checks can be evaluated where nothing is known.
pub fn expression(data: &[u8]) {
    let (Some(text), Some(pack)) = (text(data), pack()) else { return };
    let mut checker = Checker::new(&pack.vocabulary, text, Span::new(FileId::default(), 0, text.len()));
    let typed = checker.read();
    assert!(typed.is_some() || !checker.findings.is_empty(), "refused without a finding");
    let sheet = r#"{ "as_of": "2026-06-01", "year": 2025 }"#;
    let Some((sheet, standard)) = tree_of(sheet).and_then(|tree| read_sheet(&tree, pack, None, None).0)
    else {
        return;
    };
    let settled = settle(standard, &pack.vocabulary, &sheet, 0);
    let mut evaluator = Evaluator::new(&pack.vocabulary, &settled.view);
    match typed {
        Some(Typed::Cond(cond)) => {
            let _ = evaluator.cond(&cond);
        }
        Some(Typed::Num(num, _)) => {
            let _ = evaluator.num(&num);
        }
        _ => {}
    }
}

fn sheet_of(text: &str) -> Option<(Sheet, &'static duheng_standard::model::Standard, bool)> {
    let tree = tree_of(text)?;
    let (read, findings) = read_sheet(&tree, pack()?, None, None);
    let refused = has_errors(&findings);
    assert!(read.is_some() || refused, "refused without a finding");
    read.map(|(sheet, standard)| (sheet, standard, refused))
}

/// Any text as a facts file of the Shenzhen standard: it is read or refused with a finding.
pub fn facts(data: &[u8]) {
    if let Some(text) = text(data) {
        let _ = sheet_of(text);
    }
}

/// Any text as a facts file that is scored at every layer: points lie within what they could be, and sums close.
pub fn score(data: &[u8]) {
    let (Some(text), Some(pack)) = (text(data), pack()) else { return };
    let Some((sheet, standard, _)) = sheet_of(text) else { return };
    for layer in 0..standard.layers.len() {
        let scored = score_sheet(standard, &pack.vocabulary, &sheet, layer);
        for item in &scored.items {
            let (least, most) = &item.item.rule.range;
            let within = item.outcome.low <= item.outcome.value && item.outcome.value <= item.outcome.high;
            assert!(within, "{}: points outside what they could be", item.item.code);
            assert!(
                *least <= item.outcome.low && item.outcome.high <= *most,
                "{}: outside its range",
                item.item.code
            );
        }
        assert_eq!(&scored.base + &scored.bonus, scored.total, "base and bonus are the total");
        if layer == 0
            && let Advice::Improve { grade, .. } = advise(standard, &pack.vocabulary, &sheet, &scored)
        {
            assert!(scored.grade.by_points.is_none_or(|now| grade < now), "advice does not lift");
        }
    }
}
