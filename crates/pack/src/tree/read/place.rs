//! Where each comment of a file belongs, so that a changed file is printed with its comments at what they are about.
//!
//! | The comment stands | It belongs to |
//! | --- | --- |
//! | at the end of a line | the key or item that began last or ended last on it |
//! | on a line of its own | the next key or item, with the empty line above it |
//! | between a key and its block | the first child of the block |
//! | between a key and a value of one line | the key |
//! | before the end of a block, as deep as its children | the block: below its last child |
//! | before the end of a block, less deep | what comes next |
//! | before the end of a bracket | the bracket: below its last child, or its owner where it holds nothing |
//! | at the start of the file, up to the last empty line | the file |
//! | after everything | the file |

use alloc::vec::Vec;

use super::build::{Builder, Children, Next, Open, Pending};
use super::remarks;
use crate::tree::{Comments, Line, Node};

impl Builder<'_, '_> {
    /// Gives the comments before a node their places, and begins its entry or item.
    pub(super) fn before(&mut self, at: usize, block: bool) {
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
    pub(super) fn head_until(&mut self, at: usize) {
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

    /// Before the end of a map or list that ends at `start`.
    pub(super) fn before_end(&mut self, start: usize, next: Next) {
        let is_flow = self.stack.last().is_some_and(|top| top.flow);
        let at_root = self.stack.len() == 1;
        // The next child belongs to the container that is still open after all the ends that follow here.
        let after = self.stack.len().checked_sub(next.ends + 2).and_then(|at| self.stack.get(at));
        let next_column = after.or(self.stack.first()).map_or(0, |open| open.column);
        let bound = if is_flow { start } else { next.start };
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
    }

    /// The comments of the key, item or file that holds the innermost open container.
    fn owner(&mut self) -> &mut Comments {
        let parent = self.stack.len().checked_sub(2).and_then(|at| self.stack.get_mut(at));
        match parent.and_then(|open| open.pending.as_mut()) {
            Some(pending) => &mut pending.comments,
            None => &mut self.head,
        }
    }

    /// What follows the last line: the file's.
    pub(super) fn after_all(&mut self, root: &mut Node, end: usize) -> Vec<Line> {
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
        below
    }
}
