//! The spanned tree of one file of a pack.
//!
//! Restricted YAML: one document, no anchors, aliases, tags or merge keys; every scalar is kept as written and
//! gets its type from its key, so `17.10` is not `17.1` and `on` is no boolean.

use alloc::string::String;
use alloc::vec::Vec;

use crate::source::Span;

mod access;
mod json;
mod print;
mod read;
#[cfg(test)]
mod tests;

pub use print::print;
pub use read::{Limits, read};

/// One node of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub data: Data,
    /// The comments that belong to it.
    pub comments: Comments,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Nothing stands behind the key or dash.
    Empty,
    /// One text, as written.
    Scalar(Scalar),
    /// Keys and their values, in the order of the text.
    Map(Vec<Entry>, Layout),
    /// Values in order.
    List(Vec<Node>, Layout),
}

/// How a map or list is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One entry a line.
    Block,
    /// In braces or brackets.
    Flow,
}

/// A text with the quotes that it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text without quotes, escapes resolved, nothing else changed.
    pub text: String,
    /// How it was quoted.
    pub style: Style,
}

/// How a scalar was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    Plain,
    /// `'single'`
    Single,
    /// `"double"`
    Double,
    /// `|` block, line breaks kept
    Literal,
    /// `>` block, line breaks folded
    Folded,
}

/// One key of a map with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, as written without quotes.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
    /// The comments above the key.
    pub comments: Comments,
}

/// The comments of a node or entry, and the empty lines that the author left.
///
/// The reader puts every comment at one of these places, and the printer prints it there again:
///
/// - an entry and an item of a list hold the lines above them and the comment at the end of their line (the line
///   with the key or dash; the closing line for a value of several lines);
/// - a map or list holds the lines below its last child;
/// - the root holds the head of the file (`above`, up to the last empty line before the first child) and its end.
///
/// So the value of an entry has no `above` and no `beside` of its own, and the first child of an item has no
/// `above`: it stands above the item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Lines above.
    pub above: Vec<Line>,
    /// At the end of the line, without `#` and one following space.
    pub beside: Option<String>,
    /// After the last child, at the children's indent (or at the end of the file).
    pub below: Vec<Line>,
}

/// A line between entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A comment without its `#` and one following space; empty for a lone `#`.
    Comment(String),
    /// An empty line. Several in a row are one.
    Empty,
}

/// Whether a character has no place in a pack: control characters, marks of byte order and of the direction of
/// writing, line separators that are no line breaks, and code points that are no characters.
fn is_unseen(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        _ => character.is_control() || u32::from(character) & 0xfffe == 0xfffe,
    }
}
