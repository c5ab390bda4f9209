//! Whether a tree has the shape that the table of node kinds asks for.

use alloc::format;
use alloc::vec::Vec;

use super::{Kind, MARKS, MOST_COUNTED, Shape};
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::findings::{missing_key, not_a_value, stray_mark, unknown_key, wrong_shape};
use crate::nearest::nearest;
use crate::number::{read_number, read_whole};
use crate::text::Text;
use crate::tree::{Data, Node};
use crate::unit::read_quantity;

/// Checks `node` against `shape`; every deviation becomes a finding at its place.
pub fn conform(node: &Node, shape: &Shape, findings: &mut Vec<Diagnostic>) {
    match shape {
        Shape::Any => {}
        Shape::Node(kind) => map(node, kind, findings),
        Shape::List(of) => match &node.data {
            Data::List(items, _) => items.iter().for_each(|item| conform(item, of, findings)),
            _ => findings.push(wrong_shape::at(node, &shape.describe())),
        },
        Shape::Map(of) => match &node.data {
            Data::Map(entries, _) => entries.iter().for_each(|entry| conform(&entry.value, of, findings)),
            _ => findings.push(wrong_shape::at(node, &shape.describe())),
        },
        Shape::Either(shapes) => match shapes.iter().find(|shape| shape.fits(node)) {
            Some(shape) => conform(node, shape, findings),
            None => findings.push(wrong_shape::at(node, &shape.describe())),
        },
        Shape::Text if node.is_map() => map(node, &TEXT, findings),
        Shape::Text | Shape::Line | Shape::Expression(_) => {
            if node.as_str().is_none_or(|text| text.trim().is_empty()) {
                findings.push(wrong_shape::at(node, &shape.describe()));
            }
        }
        _ => value(node, shape, findings),
    }
}

/// The long form of a text.
pub(super) static TEXT: Kind = Kind {
    name: "text",
    title: ["双语文字", "Text in two languages"],
    about: ["一种语言写一个字符串，两种语言写 `zh`、`en`。", "One string, or one for each language."],
    fields: &[
        super::must("zh", Shape::Line, ["中文", "Chinese"]),
        super::must("en", Shape::Line, ["英文", "English"]),
    ],
    includes: &[],
};

fn map(node: &Node, kind: &'static Kind, findings: &mut Vec<Diagnostic>) {
    let Data::Map(entries, _) = &node.data else {
        findings.push(wrong_shape::at(node, &Text::new(kind.title[0], kind.in_english())));
        return;
    };
    let mut split: Option<(&str, &str)> = None;
    for entry in entries {
        let field = kind.field(&entry.key);
        let piece = field.is_none() && matches!(entry.value.data, Data::Empty);
        if let (true, Some((key, text))) = (piece, split) {
            if !text.is_empty() {
                findings.push(unknown_key::comma(entry.key_span, &entry.key, key, text));
            }
            // further pieces belong to the same text
            split = Some((key, ""));
            continue;
        }
        split = entry.value.as_str().filter(|text| !text.is_empty()).map(|text| (entry.key.as_str(), text));
        match field {
            Some(field) => conform(&entry.value, &field.shape, findings),
            None => {
                let known: Vec<&str> = kind.all_fields().map(|field| field.key).collect();
                findings.push(unknown_key::at(entry.key_span, &entry.key, kind.title, kind.name, &known));
            }
        }
    }
    for field in kind.all_fields().filter(|field| field.required) {
        if node.get(field.key).is_none() && !is_misspelt(node, kind, field.key) {
            findings.push(missing_key::at(node.span, field.key, kind.title, kind.name));
        }
    }
    if kind.includes.iter().any(|included| core::ptr::eq(*included, &MARKS)) {
        stray_marks(node, kind, findings);
    }
}

/// Whether a key is missing because it is misspelt: one that the kind does not have comes nearest to it. The finding
/// stands at that one, and what lacks the right key says nothing.
#[must_use]
pub fn is_misspelt(node: &Node, kind: &'static Kind, key: &str) -> bool {
    let known: Vec<&str> = kind.all_fields().map(|field| field.key).collect();
    let mut unknown = node.entries().iter().filter(|entry| kind.field(&entry.key).is_none());
    node.get(key).is_none() && unknown.any(|entry| nearest(&entry.key, &known) == Some(key))
}

/// The marks of provenance on keys that the node does not have.
fn stray_marks(node: &Node, kind: &'static Kind, findings: &mut Vec<Diagnostic>) {
    let marks = ["inferred", "local"].into_iter().filter_map(|mark| node.get(mark));
    for mark in marks.flat_map(Node::entries) {
        let key = mark.key.split('.').next().unwrap_or_default();
        if !leads_somewhere(node, &mark.key) && !is_misspelt(node, kind, key) {
            let known: Vec<&str> = node.entries().iter().map(|entry| entry.key.as_str()).collect();
            findings.push(stray_mark::at(mark.key_span, &mark.key, &known));
        }
    }
}

/// Whether a key, or a dotted path of keys, stands below a node; behind a list or text the rest of a path is free.
fn leads_somewhere(node: &Node, path: &str) -> bool {
    if !node.is_map() || node.get(path).is_some() {
        return true;
    }
    let steps = path.match_indices('.').filter_map(|(at, _)| Some((path.get(..at)?, path.get(at + 1..)?)));
    steps.into_iter().any(|(key, rest)| node.get(key).is_some_and(|inner| leads_somewhere(inner, rest)))
}

fn value(node: &Node, shape: &Shape, findings: &mut Vec<Diagnostic>) {
    let Some(text) = node.as_str() else {
        findings.push(wrong_shape::at(node, &shape.describe()));
        return;
    };
    let bad = match shape {
        Shape::Name if !is_name(text) => crate::nearest::wide_sign(text).or_else(|| {
            Some(Text::new(
                "名称由字母、数字、`_`、`-`、`.` 组成",
                "a name has letters, digits, `_`, `-` and `.` only",
            ))
        }),
        Shape::Integer if read_whole(text).is_none() => {
            Some(Text::new("写一个整数，例如 `3`", "write a whole number, such as `3`"))
        }
        Shape::Count if !read_whole(text).is_some_and(|count| (1..=MOST_COUNTED).contains(&count)) => {
            Some(Text::new(
                format!("写 1 到 {MOST_COUNTED} 的整数，例如 `3`"),
                format!("write a whole number from 1 to {MOST_COUNTED}, such as `3`"),
            ))
        }
        Shape::Number | Shape::Quantity if !text.contains(|c: char| c.is_numeric()) => Some(example(shape)),
        Shape::Number => read_number(text).err().map(|why| why.text()),
        Shape::Quantity => read_quantity(text).err().map(|why| why.text()),
        Shape::Date => Date::read(text).err().map(|why| why.text()),
        Shape::PartialDate => Date::read_partial(text).err().map(|why| why.text()),
        Shape::YesNo if !matches!(text, "yes" | "no") => {
            Some(Text::new("写 `yes` 或 `no`", "write `yes` or `no`"))
        }
        Shape::Word(words) if words.iter().all(|(word, _)| *word != text) => {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            Some(crate::nearest::suggest(text, &known))
        }
        _ => None,
    };
    if let Some(help) = bad {
        findings.push(not_a_value::at(node.span, text, &shape.describe(), help));
    }
}

/// How a number is written.
fn example(shape: &Shape) -> Text {
    match shape {
        Shape::Quantity => Text::new(
            "写带单位的数，例如 `70%` 或 `50 万元`",
            "write a number with its unit, such as `70%` or `50 万元`",
        ),
        _ => Text::new("用数字写，例如 `2` 或 `0.5`", "write it in digits, such as `2` or `0.5`"),
    }
}

/// Whether a text can name something.
#[must_use]
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

impl Shape {
    /// Whether a node is of the sort (text, list, map) that this shape takes.
    pub(super) fn fits(&self, node: &Node) -> bool {
        match self {
            Self::Any => true,
            Self::List(_) => node.is_list(),
            Self::Map(_) | Self::Node(_) => node.is_map(),
            Self::Text => node.is_map() || node.as_str().is_some(),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.fits(node)),
            _ => node.as_str().is_some(),
        }
    }

    /// What it is, in words.
    #[must_use]
    pub fn describe(&self) -> Text {
        let (zh, en) = match self {
            Self::Text | Self::Line => ("文字", "a text"),
            Self::Name => ("名称", "a name"),
            Self::Integer => ("整数", "a whole number"),
            Self::Count => ("个数", "a number of things"),
            Self::Number => ("数", "a number"),
            Self::Quantity => ("带单位的数", "a number with its unit"),
            Self::Date => ("日期", "a date"),
            Self::PartialDate => ("日期（可只写到月或年）", "a date, a month or a year"),
            Self::YesNo => ("`yes` 或 `no`", "`yes` or `no`"),
            Self::Expression(_) => ("表达式", "an expression"),
            Self::Word(_) => ("固定的词", "one of a few words"),
            Self::List(_) => ("列表", "a list"),
            Self::Map(_) => ("映射", "a map"),
            Self::Node(kind) => return Text::new(kind.title[0], kind.in_english()),
            Self::Either(shapes) => {
                let parts: Vec<Text> = shapes.iter().map(Self::describe).collect();
                let zh: Vec<&str> = parts.iter().map(|part| part.zh.as_str()).collect();
                let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
                return Text::new(zh.join("或"), en.join(" or "));
            }
            Self::Any => ("内容", "anything"),
        };
        Text::new(zh, en)
    }
}
