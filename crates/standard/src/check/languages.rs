//! Texts that only one of the two languages has.

use duheng_pack::tree::{Data, Node};

use crate::findings::untranslated;
use crate::read::Reader;

/// The keys behind which people read a text of our own. The text of a source (`text`, `printed`) stays as it is.
const OWN: [&str; 8] = ["title", "label", "note", "reason", "guidance", "question", "absent", "source_note"];

/// The keys of maps from free names to texts of our own.
const OF_NAMES: [&str; 3] = ["documents", "values", "inferred"];

/// Checks all texts in a tree.
pub(super) fn check(node: &Node, reader: &mut Reader<'_>) {
    for item in node.items() {
        check(item, reader);
    }
    for entry in node.entries() {
        if entry.key == "steps" {
            // what the people of a walk write is theirs
        } else if OWN.contains(&entry.key.as_str()) {
            text(&entry.value, reader);
        } else if OF_NAMES.contains(&entry.key.as_str()) {
            // a table's `values` are types; they hold no Chinese
            entry.value.entries().iter().for_each(|named| text(&named.value, reader));
        } else {
            check(&entry.value, reader);
        }
    }
}

fn text(node: &Node, reader: &mut Reader<'_>) {
    match &node.data {
        Data::Scalar(scalar) if chinese(&scalar.text) => reader.report(untranslated::at(node.span)),
        Data::Map(..) => {
            let of = |key: &str| node.get(key).and_then(Node::as_str);
            let (Some(zh), Some(en)) = (of("zh"), of("en")) else { return };
            if !chinese(zh) && chinese(en) {
                reader.report(untranslated::exchanged(node.span));
            } else if mostly_chinese(en) {
                reader.report(untranslated::at(node.get("en").map_or(node.span, |en| en.span)));
            }
        }
        _ => {}
    }
}

/// Whether a text has a Chinese character.
fn chinese(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether more Chinese characters than Latin letters stand in it; an English text may quote some.
fn mostly_chinese(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    han > text.chars().filter(char::is_ascii_alphabetic).count()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}
