//! The kinds of findings, one file each: its code and the function that makes it.

use crate::diagnostic::Code;

pub mod alias;
pub mod anchor;
pub mod control_character;
pub mod directive;
pub mod duplicate_key;
pub mod file_too_large;
pub mod key_not_text;
pub mod key_too_long;
pub mod merge_key;
pub mod scalar_too_large;
pub mod several_documents;
pub mod syntax;
pub mod tab_indent;
pub mod tag;
pub mod too_deep;
pub mod too_many_nodes;

/// All kinds of findings of this crate, by name.
pub static CODES: &[&Code] = &[
    &alias::CODE,
    &anchor::CODE,
    &control_character::CODE,
    &directive::CODE,
    &duplicate_key::CODE,
    &file_too_large::CODE,
    &key_not_text::CODE,
    &key_too_long::CODE,
    &merge_key::CODE,
    &scalar_too_large::CODE,
    &several_documents::CODE,
    &syntax::CODE,
    &tab_indent::CODE,
    &tag::CODE,
    &too_deep::CODE,
    &too_many_nodes::CODE,
];
