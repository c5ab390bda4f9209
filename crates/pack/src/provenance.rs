//! Where numbers and readings come from when the clause of their node does not state them.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::calendar::Date;
use crate::schema::{Fields, text};
use crate::source::Span;
use crate::text::Text;
use crate::tree::Node;

/// A mark on one key of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The key, or a dotted path to one further in.
    pub key: String,
    /// Inferred, or decided locally.
    pub origin: MarkOrigin,
    /// Why.
    pub reason: Text,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// Who stands behind a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MarkOrigin {
    /// The pack infers it from the source.
    Inferred,
    /// Somebody decided it.
    Local {
        /// Who.
        by: String,
        /// When.
        on: Option<Date>,
    },
}

/// The marks `inferred` and `local` of a node. That they mark a key of it is a matter of its shape.
#[must_use]
pub fn marks(node: &Node) -> Vec<Mark> {
    let fields = Fields(node);
    let mut found = Vec::new();
    for entry in fields.entries("inferred") {
        found.push(Mark {
            key: entry.key.clone(),
            origin: MarkOrigin::Inferred,
            reason: text(&entry.value),
            span: entry.key_span,
        });
    }
    for entry in fields.entries("local") {
        let local = Fields(&entry.value);
        found.push(Mark {
            key: entry.key.clone(),
            origin: MarkOrigin::Local {
                by: local.string("by"),
                on: local.str("on").and_then(|on| Date::read(on).ok()),
            },
            reason: local.text("reason"),
            span: entry.key_span,
        });
    }
    found
}
