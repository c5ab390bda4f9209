//! Reads text into a tree, and says what it may not contain.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::{Node, Style, is_unseen};
use crate::diagnostic::Diagnostic;
use crate::findings;
use crate::source::{FileId, Span};

mod build;
mod comma;
mod deep;
mod open;
mod place;
mod refuse;
mod remarks;
mod wide;

/// How much of a file is read. Beyond a limit the file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: usize,
    /// Bytes of one text.
    pub scalar: usize,
    /// Characters of one key; at most 200, so that every key can be printed and read again.
    pub key: usize,
    /// Maps and lists inside one another; at most 200.
    pub depth: usize,
    /// Texts, maps and lists of a file, keys included.
    pub nodes: usize,
}

impl Default for Limits {
    /// 4 MiB a file, 1 MiB a text, 200 characters a key, 64 levels, 200,000 nodes.
    fn default() -> Self {
        Self { bytes: 4 << 20, scalar: 1 << 20, key: 200, depth: 64, nodes: 200_000 }
    }
}

/// Reads one file.
///
/// The tree is missing if the text cannot be read at all or breaks a limit. If it is there beside findings of
/// severity error, it holds what is sound: anchors and tags are left out, a reference is an empty value, of two
/// equal keys the first counts.
#[must_use]
pub fn read(file: FileId, text: &str, limits: &Limits) -> (Option<Node>, Vec<Diagnostic>) {
    if text.len() > limits.bytes {
        let at = Span::new(file, 0, 0);
        return (None, Vec::from([findings::file_too_large::file_too_large(at, text.len(), limits.bytes)]));
    }
    let unseen = refuse::unseen(file, text);
    if !unseen.is_empty() {
        return (None, unseen);
    }
    let mut events =
        Events { file, text, limits, found: Vec::new(), remarks: Vec::new(), diagnostics: Vec::new() };
    if let Err(finding) = events.collect() {
        events.diagnostics.push(*finding);
        return (None, events.diagnostics);
    }
    let Events { found, mut remarks, mut diagnostics, .. } = events;
    if let Some(finding) = wide::in_keys(file, text, &found) {
        diagnostics.push(finding);
        return (None, diagnostics);
    }
    remarks.sort_by_key(|remark| remark.start);
    let node = build::build(file, text, found, remarks, limits.key.min(200), &mut diagnostics);
    (Some(node), diagnostics)
}

/// A comment where it stands: byte offsets.
struct Remark {
    start: usize,
    end: usize,
    text: String,
}

/// One event of the parser where it stands: byte offsets.
struct Found<'t> {
    start: usize,
    end: usize,
    /// Characters before it on its line.
    column: usize,
    what: What<'t>,
}

/// What the parser met.
enum What<'t> {
    Empty,
    Scalar(Cow<'t, str>, Style),
    Map { flow: bool },
    List { flow: bool },
    End { flow: bool },
}

/// The events of one document and what is refused in it.
struct Events<'t, 'l> {
    file: FileId,
    text: &'t str,
    limits: &'l Limits,
    found: Vec<Found<'t>>,
    remarks: Vec<Remark>,
    diagnostics: Vec<Diagnostic>,
}

impl Events<'_, '_> {
    /// Collects all events; the error is the finding that ends the file.
    fn collect(&mut self) -> Result<(), Box<Diagnostic>> {
        let depth = self.limits.depth.min(200);
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            max_buffered_comment_events: usize::MAX,
            flow_nesting_limit: depth + 1,
            block_nesting_limit: depth + 1,
        };
        let mut open = 0_usize;
        let mut documents = 0_usize;
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = event.map_err(|error| {
                Box::new(refuse::error(self.file, self.text, self.limits, &self.found, &error))
            })?;
            let range = span.byte_range().unwrap_or(0..0);
            let place = Span::new(self.file, range.start, range.end);
            if let (Some(tag), Some(_)) = (span.tag_span(), event.tag()) {
                let written = tag.slice(self.text).unwrap_or("!");
                let range = tag.byte_range().unwrap_or(range.clone());
                let at = Span::new(self.file, range.start, range.end);
                self.diagnostics.push(findings::tag::tag(at, &refuse::short(written)));
            }
            let what = match event {
                Event::Comment(text, _) => {
                    let text = text.strip_prefix(' ').unwrap_or(&text).trim_end().to_string();
                    self.remarks.push(Remark { start: range.start, end: range.end, text });
                    continue;
                }
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.diagnostics.push(findings::several_documents::several_documents(place));
                        return Ok(());
                    }
                    continue;
                }
                Event::Anchor(_, name) => {
                    self.diagnostics.push(findings::anchor::anchor(place, &refuse::short(&name)));
                    continue;
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    let name = self.text.get(range.start + 1..range.end).unwrap_or("");
                    self.diagnostics.push(findings::alias::alias(place, &refuse::short(name)));
                    What::Empty
                }
                Event::Scalar(_, ScalarStyle::Plain, ..) if range.is_empty() => What::Empty,
                Event::Scalar(text, style, ..) => {
                    self.check_scalar(place, &text)?;
                    What::Scalar(text, named(style))
                }
                Event::MappingStart(style, ..) => What::Map { flow: style == StructureStyle::Flow },
                Event::SequenceStart(style, ..) => What::List { flow: style == StructureStyle::Flow },
                // An end in flow is the bracket; a block has none, nor has a pair without braces.
                Event::MappingEnd | Event::SequenceEnd => What::End { flow: !range.is_empty() },
                _ => continue,
            };
            match what {
                What::Map { .. } | What::List { .. } => open += 1,
                What::End { .. } => open = open.saturating_sub(1),
                _ => {}
            }
            if open > self.limits.depth {
                return Err(Box::new(findings::too_deep::too_deep(place, self.limits.depth)));
            }
            if self.found.len() >= self.limits.nodes.saturating_mul(2) {
                return Err(Box::new(findings::too_many_nodes::too_many_nodes(place, self.limits.nodes)));
            }
            self.found.push(Found { start: range.start, end: range.end, column: span.start.col(), what });
        }
        let nodes = self.found.iter().filter(|found| !matches!(found.what, What::End { .. }));
        match nodes.clone().nth(self.limits.nodes) {
            Some(first) => {
                let place = Span::new(self.file, first.start, first.end);
                Err(Box::new(findings::too_many_nodes::too_many_nodes(place, self.limits.nodes)))
            }
            None => Ok(()),
        }
    }

    fn check_scalar(&self, place: Span, text: &str) -> Result<(), Box<Diagnostic>> {
        let size = text.len().max(place.end.saturating_sub(place.start) as usize);
        if size > self.limits.scalar {
            return Err(Box::new(findings::scalar_too_large::scalar_too_large(
                place,
                size,
                self.limits.scalar,
            )));
        }
        // The text itself was searched before: only an escape can bring one in here.
        match text.chars().find(|character| is_unseen(*character)) {
            Some(character) => {
                Err(Box::new(findings::control_character::control_character(place, character)))
            }
            None => Ok(()),
        }
    }
}

fn named(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}
