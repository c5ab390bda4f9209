//! Prints a tree in the canonical layout.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Comments, Data, Entry, Layout, Line, Node};

mod scalar;
mod width;

use width::width;

/// Columns that a map or list in brackets may fill before it becomes a block.
const WIDTH: usize = 160;

/// Prints a tree: two spaces of indent a level, list items indented under their key, one entry a line.
///
/// A map or list in brackets stays so if it holds no comments and its line fits into 160 columns (Chinese
/// characters take two). A text gets the least quoting that reads as the same text again. One empty line between
/// entries is kept. Printing what was printed and read again gives the same text.
#[must_use]
pub fn print(node: &Node) -> String {
    let mut printer = Printer { out: String::new() };
    printer.root(node);
    // No text ends with an empty line of its own: those with more than one line break at the end are quoted.
    while printer.out.ends_with("\n\n") {
        printer.out.pop();
    }
    printer.out
}

struct Printer {
    out: String,
}

/// How the first child of a block is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// With the lines above it.
    Whole,
    /// On its own line; the lines above it have been printed.
    Bare,
    /// Behind the dash that has been printed; the lines above it too.
    Inline,
}

impl Printer {
    fn root(&mut self, node: &Node) {
        let comments = &node.comments;
        self.lines(&comments.above, 0);
        let flow = self.flow(node, false);
        let is_block = flow.is_none() && matches!(node.data, Data::Map(..) | Data::List(..));
        if !comments.above.is_empty() && !matches!(node.data, Data::Empty) {
            self.empty_line();
        }
        match (&node.data, flow) {
            (Data::Empty, _) => {}
            (Data::Scalar(text), _) => {
                self.out.push_str(&scalar::root(text));
                self.end_line(comments.beside.as_deref());
            }
            (_, Some(flow)) => {
                self.out.push_str(&flow);
                self.end_line(comments.beside.as_deref());
            }
            (_, None) => self.block(node, 0, First::Whole),
        }
        if let (true, Some(text)) = (is_block || matches!(node.data, Data::Empty), &comments.beside) {
            self.comment(text, 0);
        }
        self.lines(&comments.below, 0);
    }

    /// The children of a map or list, one a line.
    fn block(&mut self, node: &Node, indent: usize, first: First) {
        match &node.data {
            Data::Map(entries, _) => {
                for (at, entry) in entries.iter().enumerate() {
                    let first = if at == 0 { first } else { First::Whole };
                    self.entry(entry, indent, first, at == 0);
                }
            }
            Data::List(items, _) => {
                for (at, item) in items.iter().enumerate() {
                    let first = if at == 0 { first } else { First::Whole };
                    self.item(item, indent, first, at == 0);
                }
            }
            Data::Empty | Data::Scalar(_) => {}
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize, first: First, leading: bool) {
        let value = &entry.value;
        let beside = entry.comments.beside.as_ref().or(value.comments.beside.as_ref());
        self.begin(|lines| above_entry(entry, lines), indent, first, leading);
        self.out.push_str(&scalar::key(&entry.key, false));
        self.out.push(':');
        self.value(value, indent, beside.map(String::as_str), false);
    }

    fn item(&mut self, item: &Node, indent: usize, first: First, leading: bool) {
        self.begin(|lines| above_item(item, lines), indent, first, leading);
        self.out.push('-');
        self.value(item, indent, item.comments.beside.as_deref(), true);
    }

    /// The lines above an entry or item and its indent.
    fn begin(&mut self, above: impl FnOnce(&mut Vec<Line>), indent: usize, first: First, leading: bool) {
        if first == First::Whole {
            let mut lines = Vec::new();
            above(&mut lines);
            let skipped = lines.iter().take_while(|line| leading && **line == Line::Empty).count();
            self.lines(lines.iter().skip(skipped), indent);
        }
        if first != First::Inline {
            self.indent(indent);
        }
    }

    /// What stands behind a key or dash at this indent, to the end of its last line.
    fn value(&mut self, node: &Node, indent: usize, beside: Option<&str>, is_item: bool) {
        match &node.data {
            Data::Empty => self.end_line(beside),
            Data::Scalar(text) => {
                let room = WIDTH.saturating_sub(self.column() + 1);
                let (head, body) = scalar::block(text, room, indent + 2);
                self.out.push(' ');
                self.out.push_str(&head);
                self.end_line(beside);
                self.out.push_str(&body);
            }
            Data::Map(..) | Data::List(..) => match self.flow(node, true) {
                Some(flow) => {
                    self.out.push(' ');
                    self.out.push_str(&flow);
                    self.end_line(beside);
                }
                None if is_item && beside.is_none() => {
                    self.out.push(' ');
                    self.block(node, indent + 2, First::Inline);
                    self.lines(&node.comments.below, indent + 2);
                }
                None => {
                    self.end_line(beside);
                    self.block(node, indent + 2, if is_item { First::Bare } else { First::Whole });
                    self.lines(&node.comments.below, indent + 2);
                }
            },
        }
    }

    /// The node on the rest of this line, if it may and can stand there.
    fn flow(&self, node: &Node, inner: bool) -> Option<String> {
        if inner && !childless(node) && !node.comments.below.is_empty() {
            return None;
        }
        let room = WIDTH.checked_sub(self.column() + usize::from(inner));
        let mut out = String::new();
        // What has no children stands in brackets whatever its place.
        let mut room = if childless(node) { usize::MAX } else { room? };
        flow(node, &mut out, &mut room)?;
        Some(out)
    }

    fn lines<'n>(&mut self, lines: impl IntoIterator<Item = &'n Line>, indent: usize) {
        for line in lines {
            match line {
                Line::Comment(text) => self.comment(text, indent),
                Line::Empty => self.empty_line(),
            }
        }
    }

    fn empty_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A comment on a line of its own; one for each line of its text.
    fn comment(&mut self, text: &str, indent: usize) {
        for line in text.split(['\n', '\r']) {
            self.indent(indent);
            self.hash(line);
            self.out.push('\n');
        }
    }

    fn hash(&mut self, text: &str) {
        let text = text.trim_end();
        self.out.push('#');
        if !text.is_empty() {
            self.out.push(' ');
            self.out.push_str(text);
        }
    }

    fn end_line(&mut self, beside: Option<&str>) {
        if let Some(text) = beside {
            self.out.push(' ');
            self.hash(&text.replace(['\n', '\r'], " "));
        }
        self.out.push('\n');
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(core::iter::repeat_n(' ', indent));
    }

    /// Columns that the line so far takes.
    fn column(&self) -> usize {
        width(self.out.rsplit('\n').next().unwrap_or(""))
    }
}

/// Whether a node has no line of its own below it.
fn childless(node: &Node) -> bool {
    node.entries().is_empty() && node.items().is_empty()
}

/// The lines above an entry: its own, and those of its value that have no place elsewhere.
fn above_entry(entry: &Entry, lines: &mut Vec<Line>) {
    let (own, value) = (&entry.comments, &entry.value.comments);
    lines.extend(own.above.iter().chain(&own.below).chain(&value.above).cloned());
    if let (Some(_), Some(text)) = (&own.beside, &value.beside) {
        lines.push(Line::Comment(text.clone()));
    }
    if childless(&entry.value) {
        lines.extend(value.below.iter().cloned());
    }
}

/// The lines above an item: its own, and those of the first children that share its line.
fn above_item(item: &Node, lines: &mut Vec<Line>) {
    lines.extend(item.comments.above.iter().cloned());
    if childless(item) {
        lines.extend(item.comments.below.iter().cloned());
    }
    match &item.data {
        Data::Map(entries, _) => entries.iter().take(1).for_each(|entry| above_entry(entry, lines)),
        Data::List(items, _) => items.iter().take(1).for_each(|item| above_item(item, lines)),
        Data::Empty | Data::Scalar(_) => {}
    }
}

/// Writes a node in brackets; none if it holds comments, blocks or texts that cannot stand there, or needs more
/// than `room` columns.
fn flow(node: &Node, out: &mut String, room: &mut usize) -> Option<()> {
    match &node.data {
        Data::Empty => Some(()),
        Data::Scalar(text) => put(&scalar::flow(text), out, room),
        Data::Map(entries, _) if entries.is_empty() => put("{}", out, room),
        Data::List(items, _) if items.is_empty() => put("[]", out, room),
        Data::Map(entries, Layout::Flow) => {
            put("{ ", out, room)?;
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    put(", ", out, room)?;
                }
                bare(&entry.comments)?;
                bare(&entry.value.comments)?;
                put(&scalar::key(&entry.key, true), out, room)?;
                put(if entry.value.is_empty() { ":" } else { ": " }, out, room)?;
                flow(&entry.value, out, room)?;
            }
            put(" }", out, room)
        }
        Data::List(items, Layout::Flow) => {
            put("[", out, room)?;
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    put(", ", out, room)?;
                }
                bare(&item.comments)?;
                // Between brackets nothing cannot be an item.
                if item.is_empty() {
                    return None;
                }
                flow(item, out, room)?;
            }
            put("]", out, room)
        }
        Data::Map(_, Layout::Block) | Data::List(_, Layout::Block) => None,
    }
}

/// Nothing stands beside, above or below.
fn bare(comments: &Comments) -> Option<()> {
    (*comments == Comments::default()).then_some(())
}

/// Adds a piece if it fits.
fn put(piece: &str, out: &mut String, room: &mut usize) -> Option<()> {
    *room = room.checked_sub(width(piece))?;
    out.push_str(piece);
    Some(())
}
