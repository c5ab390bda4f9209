//! Answers in words: a value as people read it, and what is wrong with one.

use duheng_app::claim::{Ask, AskKind, Claim, ClaimItem};
use duheng_app::{Answer, Question};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use crate::frame::Frame;

/// An answer as people read it.
pub(super) fn said(frame: &Frame, kind: &AskKind, answer: &Answer) -> String {
    shown(frame, kind, answer.value.as_ref())
}

/// A value as people read it; a list row by row.
pub(crate) fn shown(frame: &Frame, kind: &AskKind, value: Option<&Node>) -> String {
    let Some(value) = value else { return frame.t("ask-empty") };
    let between = frame.t("list-separator");
    match kind {
        AskKind::Records(columns) if value.items().is_empty() => {
            let _ = columns;
            frame.t("ask-none")
        }
        AskKind::Records(columns) => {
            let row = |row: &Node| {
                let cells = columns.iter().filter_map(|column| {
                    let cell = row.get(&column.name)?;
                    let said = shown(frame, &column.kind, Some(cell));
                    Some(frame.with2("value-part", "label", frame.pick(&column.title), "value", &said))
                });
                cells.collect::<Vec<_>>().join(&between)
            };
            value.items().iter().map(row).collect::<Vec<_>>().join("\n")
        }
        AskKind::Choice(values) => {
            let code = value.as_str().unwrap_or_default();
            let title =
                values.iter().find(|(of, _)| of == code).map(|(code, title)| titled(frame, code, title));
            title.unwrap_or_else(|| code.to_owned())
        }
        AskKind::YesNo => match value.as_str().unwrap_or_default() {
            "yes" | "是" => frame.t("yes"),
            "no" | "否" => frame.t("no"),
            other => other.to_owned(),
        },
        AskKind::Date => {
            let text = value.as_str().unwrap_or_default();
            duheng_pack::calendar::Date::read(text)
                .map_or_else(|_| text.to_owned(), |day| frame.day(&day.to_string()))
        }
        _ => value.as_str().map_or_else(
            // a state with days, as a facts file may have it
            || {
                let entries = value.entries().iter();
                let said = entries.map(|of| format!("{}: {}", of.key, of.value.as_str().unwrap_or_default()));
                said.collect::<Vec<_>>().join(&between)
            },
            |text| match kind {
                AskKind::Number { .. } => frame.amount(text),
                _ => text.to_owned(),
            },
        ),
    }
}

/// The items with which an item is answered already: by the numbers of their document, or by their titles where a pack
/// named them for itself.
pub(super) fn answered_from(frame: &Frame, claim: &Claim, item: &ClaimItem) -> String {
    let name = |code: &String| match frame.number(code) {
        "" => claim.item(code).map_or_else(String::new, |other| frame.head(&other.title)),
        number => number.to_owned(),
    };
    let names: Vec<String> = item.answered_from.iter().map(name).collect();
    frame.with("answered-from", "codes", names.join(&frame.t("list-seam")))
}

/// The shared lists that have rows and none of an item, in words.
pub(super) fn rows_lacking(frame: &Frame, item: &ClaimItem) -> String {
    let titles: Vec<&str> = item.lacks_rows.iter().map(|title| frame.pick(title)).collect();
    frame.with("rows-lacking", "lists", titles.join(&frame.t("list-between")))
}

/// The title of a value; its code where it has none.
pub(super) fn titled(frame: &Frame, code: &str, title: &Text) -> String {
    let title = frame.pick(title);
    if title.is_empty() { code.to_owned() } else { title.to_owned() }
}

/// What is wrong with the answer to a question, with what to do.
pub(super) fn wrong(frame: &Frame, claim: &Claim, ask: &Ask, question: &Question) -> Vec<String> {
    found(frame, claim, ask, question).into_iter().map(|(_, sentence)| sentence).collect()
}

/// The same, each with the row of the list that it is about, if it is about one.
pub(super) fn found(
    frame: &Frame,
    claim: &Claim,
    ask: &Ask,
    question: &Question,
) -> Vec<(Option<usize>, String)> {
    let sentence = |finding: &duheng_app::Finding| {
        let message = frame.sentence(&finding.message);
        let help = own_help(frame, &ask.kind, finding, claim.value(question));
        match help.unwrap_or_else(|| frame.sentence(&finding.help)) {
            help if help.is_empty() => message,
            help => frame.with2("ask-wrong", "what", &message, "help", &help),
        }
    };
    claim.findings_of(question).into_iter().map(|finding| (finding.row, sentence(finding))).collect()
}

/// What to do in a form, where that is not what to do in a file.
fn own_help(
    frame: &Frame,
    kind: &AskKind,
    finding: &duheng_app::Finding,
    value: Option<&Node>,
) -> Option<String> {
    let typed = value.and_then(|value| value.as_str()).unwrap_or_default();
    match (finding.code, kind) {
        ("record-incomplete", _) => Some(frame.t("wrong-record")),
        ("bad-value", AskKind::Number { .. }) if is_scientific(typed) => Some(frame.t("wrong-scientific")),
        ("bad-value", AskKind::Number { units, .. }) if !units.is_empty() && !is_amount(typed, units) => {
            Some(frame.t("wrong-number"))
        }
        _ => None,
    }
}

/// Whether something is a number with one of these units: what else stands in it does not belong into the field.
fn is_amount(text: &str, units: &[String]) -> bool {
    let unit = units.iter().filter(|unit| text.ends_with(unit.as_str())).max_by_key(|unit| unit.len());
    let number = unit.map_or(text, |unit| text.strip_suffix(unit.as_str()).unwrap_or(text));
    duheng_pack::number::read_number(number.trim()).is_ok()
}

/// Whether a number is written as calculators show it, such as `1e6`.
fn is_scientific(text: &str) -> bool {
    let mut parts = text.splitn(2, ['e', 'E']);
    let (number, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let power = rest.trim_start_matches(['+', '-']);
    duheng_pack::number::read_number(number).is_ok() && power.starts_with(|sign: char| sign.is_ascii_digit())
}
