//! What a reader of a schema asks a node.

use super::{Data, Entry, Node, Scalar, Style};
use crate::source::Span;
use crate::text::Text;

impl Node {
    /// Changes where it and all below it stand.
    pub fn change_places(&mut self, change: &impl Fn(&mut Span)) {
        change(&mut self.span);
        match &mut self.data {
            Data::Map(entries, _) => {
                for entry in entries {
                    change(&mut entry.key_span);
                    entry.value.change_places(change);
                }
            }
            Data::List(items, _) => items.iter_mut().for_each(|item| item.change_places(change)),
            Data::Scalar(_) | Data::Empty => {}
        }
    }

    /// Forgets where it and all below it stand: for values that are kept apart from the text that they were read from.
    pub fn forget_places(&mut self) {
        self.change_places(&|span| *span = Span::default());
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The keys and values of a map, in the order of the text; nothing for other nodes.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Map(entries, _) => entries,
            _ => &[],
        }
    }

    /// The items of a list; nothing for other nodes.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items, _) => items,
            _ => &[],
        }
    }

    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A key with its value, if this is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// Whether this is a map.
    #[must_use]
    pub fn is_map(&self) -> bool {
        matches!(self.data, Data::Map(..))
    }

    /// Whether this is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.data, Data::List(..))
    }

    /// Whether nothing stands here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.data, Data::Empty)
    }

    /// The place of the content: without the quotes for a text, the whole node otherwise.
    #[must_use]
    pub fn content_span(&self) -> Span {
        match &self.data {
            Data::Scalar(scalar) => scalar.inner_span(self.span),
            _ => self.span,
        }
    }

    /// What this is, in words for a message.
    #[must_use]
    pub fn kind(&self) -> Text {
        match self.data {
            Data::Empty => Text::new("空值", "nothing"),
            Data::Scalar(_) => Text::new("文字", "a text"),
            Data::Map(..) => Text::new("映射", "a map"),
            Data::List(..) => Text::new("列表", "a list"),
        }
    }
}

impl Scalar {
    /// The place of the content without its quotes; `node` is the place of the node that holds this.
    ///
    /// For block scalars it is the whole node, header included.
    #[must_use]
    pub fn inner_span(&self, node: Span) -> Span {
        match self.style {
            Style::Single | Style::Double if node.end.saturating_sub(node.start) >= 2 => {
                Span { file: node.file, start: node.start + 1, end: node.end - 1 }
            }
            _ => node,
        }
    }

    /// Whether each byte of the text stands in the file as it is: no escape, no folded line. Then the byte `n` of
    /// the text stands `n` bytes after the start of [`Self::inner_span`].
    #[must_use]
    pub fn is_verbatim(&self, node: Span) -> bool {
        let inner = self.inner_span(node);
        !matches!(self.style, Style::Literal | Style::Folded)
            && inner.end.saturating_sub(inner.start) as usize == self.text.len()
    }

    /// The place in the file of the bytes from `start` to `end` of the text: exact if it is verbatim, else the whole
    /// content.
    #[must_use]
    pub fn place(&self, node: Span, start: usize, end: usize) -> Span {
        let inner = self.inner_span(node);
        if self.is_verbatim(node) { inner.within(start, end) } else { inner }
    }
}
