//! Builds the tree from the events. Which comment belongs where is told in [`place`](super::place).

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::remarks::Remarks;
use super::{Found, Remark, What, comma, refuse};
use crate::diagnostic::Diagnostic;
use crate::findings;
use crate::source::{FileId, Span};
use crate::text::Text;
use crate::tree::{Comments, Data, Entry, Layout, Line, Node, Scalar, Style};

/// The tree of these events; an empty node if there are none.
pub(super) fn build(
    file: FileId,
    text: &str,
    found: Vec<Found<'_>>,
    comments: Vec<Remark>,
    longest_key: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Node {
    let following = following(&found, text.len());
    let mut builder = Builder {
        file,
        remarks: Remarks::new(text, comments),
        stack: Vec::new(),
        root: None,
        head: Comments::default(),
        last_end: 0,
        longest_key,
        diagnostics,
    };
    for (event, next) in found.into_iter().zip(following) {
        builder.event(event, next);
    }
    builder.finish(text.len())
}

/// What follows an event.
#[derive(Clone, Copy)]
pub(super) struct Next {
    /// The first byte of the next event that is no end.
    pub(super) start: usize,
    /// How many ends stand before it.
    pub(super) ends: usize,
}

/// What follows each event; `end` is the length of the text.
fn following(found: &[Found<'_>], end: usize) -> Vec<Next> {
    let mut next = Next { start: end, ends: 0 };
    let mut following: Vec<_> = found
        .iter()
        .rev()
        .map(|event| {
            let here = next;
            next = match event.what {
                What::End { .. } => Next { ends: next.ends + 1, ..next },
                _ => Next { start: event.start, ends: 0 },
            };
            here
        })
        .collect();
    following.reverse();
    following
}

/// A map or list whose end has not come yet.
pub(super) struct Open {
    start: usize,
    /// The byte after its last child or bracket so far.
    end: usize,
    /// The column of its keys or dashes.
    pub(super) column: usize,
    pub(super) flow: bool,
    pub(super) children: Children,
    /// The key or item that has begun.
    pub(super) pending: Option<Pending>,
    pub(super) below: Vec<Line>,
}

pub(super) enum Children {
    Map { entries: Vec<Entry>, keys: BTreeMap<String, Span> },
    List(Vec<Node>),
}

/// An entry or item that has begun.
#[derive(Default)]
pub(super) struct Pending {
    /// The key and its place, if it is an entry. A key that is refused is none.
    pub(super) key: Option<(Option<String>, Span)>,
    pub(super) comments: Comments,
}

impl Open {
    pub(super) fn is_empty(&self) -> bool {
        match &self.children {
            Children::Map { entries, .. } => entries.is_empty(),
            Children::List(items) => items.is_empty(),
        }
    }
}

pub(super) struct Builder<'t, 'd> {
    file: FileId,
    pub(super) remarks: Remarks<'t>,
    pub(super) stack: Vec<Open>,
    root: Option<Node>,
    /// The comments of the root.
    pub(super) head: Comments,
    /// The end of the event before.
    last_end: usize,
    /// In characters.
    longest_key: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Found<'_>, next: Next) {
        let Found { start, end, column, what } = event;
        match what {
            What::End { flow } => self.close(start, end, flow, next),
            What::Map { flow } | What::List { flow } => {
                let is_map = matches!(what, What::Map { .. });
                self.before(start, !flow);
                let column = if is_map || flow { column } else { self.dash_column(start, column) };
                let children = if is_map {
                    Children::Map { entries: Vec::new(), keys: BTreeMap::new() }
                } else {
                    Children::List(Vec::new())
                };
                let below = Vec::new();
                self.stack.push(Open { start, end, column, flow, children, pending: None, below });
                self.remarks.pass(start);
            }
            What::Empty => self.leaf(start, end, Data::Empty),
            What::Scalar(text, style) => {
                let scalar = Scalar { text: text.into_owned(), style };
                self.leaf(start, end, Data::Scalar(scalar));
            }
        }
        self.last_end = self.last_end.max(end);
    }

    /// The column of the dashes of the block list whose first event is at `start`.
    ///
    /// For a list that stands at the indent of its key the parser gives the place of the first item.
    fn dash_column(&self, start: usize, column: usize) -> usize {
        match self.stack.last() {
            Some(open) if !open.flow && matches!(open.children, Children::Map { .. }) => {
                if self.remarks.is_dash(start) { column } else { open.column }
            }
            _ => column,
        }
    }

    fn leaf(&mut self, start: usize, end: usize, data: Data) {
        let is_key = self
            .stack
            .last()
            .is_some_and(|top| top.pending.is_none() && matches!(top.children, Children::Map { .. }));
        self.before(start, false);
        let (start, end) = match &data {
            Data::Scalar(Scalar { style: Style::Literal | Style::Folded, .. }) => {
                (self.remarks.header(self.last_end, start), self.remarks.trimmed(start, end))
            }
            _ => (start, end),
        };
        let span = Span::new(self.file, start, end);
        if is_key {
            self.key(span, data);
        } else {
            self.value(Node { span, data, comments: Comments::default() });
        }
        self.remarks.pass(end);
    }

    /// A key has come.
    fn key(&mut self, span: Span, data: Data) {
        let key = match data {
            Data::Scalar(Scalar { text, style: Style::Plain }) if text == "<<" => {
                self.diagnostics.push(findings::merge_key::merge_key(span));
                None
            }
            Data::Scalar(scalar) if scalar.text.chars().nth(self.longest_key).is_some() => {
                self.diagnostics.push(findings::key_too_long::key_too_long(span, self.longest_key));
                None
            }
            Data::Scalar(scalar) => Some(scalar.text),
            _ => {
                let kind = Text::new("空值", "nothing");
                self.diagnostics.push(findings::key_not_text::key_not_text(span, &kind));
                None
            }
        };
        if let Some(pending) = self.stack.last_mut().and_then(|top| top.pending.as_mut()) {
            pending.key = Some((key, span));
        }
    }

    /// A whole node has come: the value of a key, an item, the root, or a key that is no text.
    fn value(&mut self, mut node: Node) {
        let Some(top) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        let pending = top.pending.take().unwrap_or_default();
        top.end = top.end.max(node.span.end as usize);
        if top.flow && comma::rejoin(self.remarks.text(), top, &pending, &node, self.diagnostics) {
            return;
        }
        match (&mut top.children, pending.key) {
            (Children::List(items), _) => {
                let below = node.comments.below;
                node.comments = Comments { below, ..pending.comments };
                items.push(node);
            }
            (Children::Map { .. }, None) => {
                self.diagnostics.push(findings::key_not_text::key_not_text(node.span, &node.kind()));
                top.pending = Some(Pending { key: Some((None, node.span)), comments: pending.comments });
            }
            (Children::Map { .. }, Some((None, _))) => {}
            (Children::Map { entries, keys }, Some((Some(key), key_span))) => match keys.get(&key) {
                Some(first) => self.diagnostics.push(findings::duplicate_key::duplicate_key(
                    key_span,
                    &refuse::short(&key),
                    *first,
                )),
                None => {
                    keys.insert(key.to_string(), key_span);
                    entries.push(Entry { key, key_span, value: node, comments: pending.comments });
                }
            },
        }
    }

    /// A map or list ends.
    fn close(&mut self, start: usize, end: usize, flow: bool, next: Next) {
        self.before_end(start, next);
        let Some(open) = self.stack.pop() else { return };
        let layout = if open.flow { Layout::Flow } else { Layout::Block };
        let data = match open.children {
            Children::Map { entries, .. } => Data::Map(entries, layout),
            Children::List(items) => Data::List(items, layout),
        };
        let end = if flow { end } else { open.end };
        let comments = Comments { below: open.below, ..Comments::default() };
        self.value(Node { span: Span::new(self.file, open.start, end), data, comments });
        if flow {
            self.remarks.pass(end);
        }
    }

    fn finish(mut self, end: usize) -> Node {
        let mut root = self.root.take().unwrap_or_else(|| Node {
            span: Span::new(self.file, 0, 0),
            data: Data::Empty,
            comments: Comments::default(),
        });
        if matches!(root.data, Data::Empty) {
            self.head_until(usize::MAX);
        }
        let below = self.after_all(&mut root, end);
        root.comments = Comments { below, ..self.head };
        root
    }
}
