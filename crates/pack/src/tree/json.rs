//! A tree as data for stores and programs: maps, lists and texts, without places, comments and layout.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Comments, Data, Entry, Layout, Node, Scalar, Style};
use crate::source::Span;

impl Node {
    /// A node that stands in no file.
    #[must_use]
    pub fn bare(data: Data) -> Self {
        Self { span: Span::default(), data, comments: Comments::default() }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.data {
            Data::Empty => serializer.serialize_unit(),
            Data::Scalar(scalar) => serializer.serialize_str(&scalar.text),
            Data::Map(entries, _) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&entry.key, &entry.value)?;
                }
                map.end()
            }
            Data::List(items, _) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Bare)
    }
}

struct Bare;

impl<'de> Visitor<'de> for Bare {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::bare(Data::Empty))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::bare(Data::Empty))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::bare(Data::Scalar(Scalar { text: text.into(), style: Style::Plain })))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::bare(Data::List(items, Layout::Block)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries: Vec<Entry> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Node>()? {
            if entries.iter().any(|entry| entry.key == key) {
                return Err(de::Error::custom("a key stands twice"));
            }
            entries.push(Entry { key, key_span: Span::default(), value, comments: Comments::default() });
        }
        Ok(Node::bare(Data::Map(entries, Layout::Block)))
    }
}
