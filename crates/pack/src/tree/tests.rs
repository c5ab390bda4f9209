//! Tests of reading and printing.
extern crate std;

use alloc::string::String;
use alloc::vec::Vec;

use super::{Comments, Data, Layout, Limits, Line, Node, Scalar, Style, print, read};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

mod hostile;
mod properties;
mod refused;
mod samples;

/// Reads with the usual limits.
fn run(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    read(FileId(0), text, &Limits::default())
}

/// The tree of a text without findings.
fn tree(text: &str) -> Node {
    let (node, findings) = run(text);
    assert!(findings.is_empty(), "{findings:?}\nin:\n{text}");
    node.expect("a text without findings has a tree")
}

/// The tree without places, layout, quotes; and without comments unless they are asked for.
fn shape(node: &Node, comments: bool) -> Node {
    let keep = |from: &Comments| if comments { from.clone() } else { Comments::default() };
    let data = match &node.data {
        Data::Empty => Data::Empty,
        Data::Scalar(scalar) => Data::Scalar(Scalar { text: scalar.text.clone(), style: Style::Plain }),
        Data::Map(entries, _) => {
            let mut entries = entries.clone();
            for entry in &mut entries {
                entry.key_span = Span::default();
                entry.value = shape(&entry.value, comments);
                entry.comments = keep(&entry.comments);
            }
            Data::Map(entries, Layout::Block)
        }
        Data::List(items, _) => {
            Data::List(items.iter().map(|item| shape(item, comments)).collect(), Layout::Block)
        }
    };
    Node { span: Span::default(), data, comments: keep(&node.comments) }
}

/// The texts of all comments, sorted.
fn remarks(node: &Node) -> Vec<String> {
    fn add(comments: &Comments, out: &mut Vec<String>) {
        for line in comments.above.iter().chain(&comments.below) {
            if let Line::Comment(text) = line {
                out.push(text.clone());
            }
        }
        out.extend(comments.beside.clone());
    }
    fn walk(node: &Node, out: &mut Vec<String>) {
        add(&node.comments, out);
        for entry in node.entries() {
            add(&entry.comments, out);
            walk(&entry.value, out);
        }
        node.items().iter().for_each(|item| walk(item, out));
    }
    let mut out = Vec::new();
    walk(node, &mut out);
    out.sort();
    out
}

/// What holds for every text that can be read: printing keeps content and comments and is done after once.
fn holds(text: &str) {
    let first = tree(text);
    let printed = print(&first);
    let second = tree(&printed);
    assert_eq!(shape(&first, false), shape(&second, false), "content changed\n{text}\n=>\n{printed}");
    assert_eq!(remarks(&first), remarks(&second), "comments changed\n{text}\n=>\n{printed}");
    assert_eq!(print(&second), printed, "not done after once\n{text}");
}
