//! Builds the tree from the events, and gives each comment its place in it.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::remarks::{self, Remarks};
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
    let starts = next_starts(&found, text.len());
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
    for (event, next) in found.into_iter().zip(starts) {
        builder.event(event, next);
    }
    builder.finish(text.len())
}

/// For each event the first byte of the next one that is no end, and how many ends stand before that.
fn next_starts(found: &[Found<'_>], end: usize) -> Vec<(usize, usize)> {
    let mut next = (end, 0);
    let mut starts: Vec<_> = found
        .iter()
        .rev()
        .map(|event| {
            let here = next;
            next = match event.what {
                What::End { .. } => (next.0, next.1 + 1),
                _ => (event.start, 0),
            };
            here
        })
        .collect();
    starts.reverse();
    starts
}

/// A map or list whose end has not come yet.
pub(super) struct Open {
    start: usize,
    /// The byte after its last child or bracket so far.
    end: usize,
    /// The column of its keys or dashes.
    column: usize,
    flow: bool,
    pub(super) children: Children,
    /// The key or item that has begun.
    pending: Option<Pending>,
    below: Vec<Line>,
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
    comments: Comments,
}

impl Open {
    fn is_empty(&self) -> bool {
        match &self.children {
            Children::Map { entries, .. } => entries.is_empty(),
            Children::List(items) => items.is_empty(),
        }
    }
}

struct Builder<'t, 'd> {
    file: FileId,
    remarks: Remarks<'t>,
    stack: Vec<Open>,
    root: Option<Node>,
    /// The comments of the root.
    head: Comments,
    /// The end of the event before.
    last_end: usize,
    /// In characters.
    longest_key: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Found<'_>, next: (usize, usize)) {
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

    /// Gives the comments before a node their places, and begins its entry or item.
    fn before(&mut self, at: usize, block: bool) {
        let depth = self.stack.len();
        let Some(top) = self.stack.last() else {
            if !block {
                self.head_until(at);
            }
            return;
        };
        match (&top.pending, &top.children) {
            (Some(_), _) => self.before_value(at, block),
            (None, _) => self.before_child(at, depth),
        }
    }

    /// All comments before a root that is no block belong to it.
    fn head_until(&mut self, at: usize) {
        while let Some(ahead) = self.remarks.ahead(at) {
            if self.remarks.blank_before(ahead.start) {
                remarks::push(&mut self.head.above, Line::Empty);
            }
            let text = self.remarks.take();
            self.head.above.push(Line::Comment(text));
        }
        remarks::trim(&mut self.head.above);
        self.remarks.begun();
    }

    /// Between a key and its value: the end of the key's line, else the line above it; the first child of a block
    /// takes the rest.
    fn before_value(&mut self, at: usize, block: bool) {
        while let Some(ahead) = self.remarks.ahead(at) {
            if ahead.own_line || ahead.marked {
                if block {
                    return;
                }
                let text = self.remarks.take();
                if let Some(pending) = self.stack.last_mut().and_then(|top| top.pending.as_mut()) {
                    pending.comments.above.push(Line::Comment(text));
                }
            } else {
                self.take_beside();
            }
        }
        self.remarks.begun();
    }

    /// Before a key or item: the end of the line before, else the lines above.
    fn before_child(&mut self, at: usize, depth: usize) {
        let flow = self.stack.last().is_some_and(|top| top.flow);
        let first = self.stack.last().is_some_and(Open::is_empty);
        let mut comments = Comments::default();
        // A comment behind the dash has been met: the empty line above the item is the one above the dash.
        let mut marked = false;
        while let Some(ahead) = self.remarks.ahead(at) {
            if ahead.marked && !marked {
                marked = true;
                let mark = self.remarks.mark_before(at);
                if mark.is_some_and(|mark| self.remarks.blank_before(mark)) {
                    remarks::push(&mut comments.above, Line::Empty);
                }
            }
            if ahead.own_line {
                if !flow && self.remarks.blank_before(ahead.start) {
                    remarks::push(&mut comments.above, Line::Empty);
                }
                let text = self.remarks.take();
                comments.above.push(Line::Comment(text));
            } else if ahead.marked {
                let text = self.remarks.take();
                remarks::beside(&mut comments, text);
            } else {
                self.take_beside();
            }
        }
        let mark = self.remarks.mark_before(at);
        let line = if marked { None } else { mark.or(Some(at)) };
        if !flow && line.is_some_and(|line| self.remarks.blank_before(line)) {
            remarks::push(&mut comments.above, Line::Empty);
        }
        if first {
            remarks::trim_start(&mut comments.above);
            if depth == 1 {
                self.split_head(flow, &mut comments.above);
            }
        }
        if let Some(top) = self.stack.last_mut() {
            top.pending = Some(Pending { key: None, comments });
        }
        self.remarks.begun();
    }

    /// The lines before the first child of the root: up to the last empty line they are the head of the file.
    fn split_head(&mut self, flow: bool, above: &mut Vec<Line>) {
        let split = above.iter().rposition(|line| *line == Line::Empty);
        if let (Some(at), false) = (split, flow) {
            let rest = above.split_off(at + 1);
            self.head.above.append(above);
            remarks::trim(&mut self.head.above);
            *above = rest;
        }
    }

    /// Takes a comment at the end of a line: for what has begun last or ended last.
    fn take_beside(&mut self) {
        let text = self.remarks.take();
        let Some((top, rest)) = self.stack.split_last_mut() else { return };
        let last = match &mut top.children {
            _ if top.pending.is_some() => top.pending.as_mut().map(|pending| &mut pending.comments),
            Children::Map { entries, .. } => entries.last_mut().map(|entry| &mut entry.comments),
            Children::List(items) => items.last_mut().map(|item| &mut item.comments),
        };
        let owner =
            rest.last_mut().and_then(|open| open.pending.as_mut()).map(|pending| &mut pending.comments);
        match last.or(owner) {
            Some(comments) => remarks::beside(comments, text),
            None => self.head.above.push(Line::Comment(text)),
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
    fn close(&mut self, start: usize, end: usize, flow: bool, next: (usize, usize)) {
        let is_flow = self.stack.last().is_some_and(|top| top.flow);
        let at_root = self.stack.len() == 1;
        // The next child belongs to the container that is still open after all the ends that follow here.
        let after = self.stack.len().checked_sub(next.1 + 2).and_then(|at| self.stack.get(at));
        let next_column = after.or(self.stack.first()).map_or(0, |open| open.column);
        let bound = if is_flow { start } else { next.0 };
        while let Some(ahead) = self.remarks.ahead(bound) {
            let Some(top) = self.stack.last() else { break };
            if !ahead.own_line && (is_flow || !ahead.marked) {
                self.take_beside();
            } else if is_flow && top.is_empty() {
                let text = self.remarks.take();
                self.owner().above.push(Line::Comment(text));
            } else if is_flow
                || at_root
                || (!ahead.marked && ahead.column >= top.column && ahead.column > next_column)
            {
                let blank = !is_flow && self.remarks.blank_before(ahead.start);
                let text = self.remarks.take();
                if let Some(top) = self.stack.last_mut() {
                    if blank {
                        remarks::push(&mut top.below, Line::Empty);
                    }
                    top.below.push(Line::Comment(text));
                }
            } else {
                break;
            }
        }
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

    /// The comments of the key, item or file that holds the innermost open container.
    fn owner(&mut self) -> &mut Comments {
        let parent = self.stack.len().checked_sub(2).and_then(|at| self.stack.get_mut(at));
        match parent.and_then(|open| open.pending.as_mut()) {
            Some(pending) => &mut pending.comments,
            None => &mut self.head,
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
        let mut below = core::mem::take(&mut root.comments.below);
        while let Some(ahead) = self.remarks.ahead(end.max(1)) {
            if !ahead.own_line && below.is_empty() && self.head.beside.is_none() {
                self.head.beside = Some(self.remarks.take());
                continue;
            }
            if ahead.own_line && self.remarks.blank_before(ahead.start) {
                remarks::push(&mut below, Line::Empty);
            }
            below.push(Line::Comment(self.remarks.take()));
        }
        root.comments = Comments { below, ..self.head };
        root
    }
}
