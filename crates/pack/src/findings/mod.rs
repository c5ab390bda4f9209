//! The kinds of findings, one file each: its code and the functions that make it.

use crate::diagnostic::Code;

pub mod alias;
pub mod anchor;
pub mod bad_bounds;
pub mod bad_table;
pub mod circular_formula;
pub mod control_character;
pub mod directive;
pub mod duplicate_key;
pub mod duplicate_name;
pub mod expression_syntax;
pub mod file_too_large;
pub mod incomplete_fact;
pub mod key_not_text;
pub mod key_too_long;
pub mod merge_key;
pub mod missing_key;
pub mod nested_pack;
pub mod not_a_value;
pub mod not_ordered;
pub mod reserved_name;
pub mod scalar_too_large;
pub mod several_documents;
pub mod split_number;
pub mod stray_file;
pub mod stray_mark;
pub mod syntax;
pub mod tab_indent;
pub mod tag;
pub mod too_deep;
pub mod too_many_nodes;
pub mod unit_clash;
pub mod unknown_function;
pub mod unknown_key;
pub mod unknown_name;
pub mod unknown_type;
pub mod wrong_arguments;
pub mod wrong_period;
pub mod wrong_shape;
pub mod wrong_type;

/// All kinds of findings of this crate, by name.
pub static CODES: &[&Code] = &[
    &alias::CODE,
    &anchor::CODE,
    &bad_bounds::CODE,
    &bad_table::CODE,
    &circular_formula::CODE,
    &control_character::CODE,
    &directive::CODE,
    &duplicate_key::CODE,
    &duplicate_name::CODE,
    &expression_syntax::CODE,
    &file_too_large::CODE,
    &incomplete_fact::CODE,
    &key_not_text::CODE,
    &key_too_long::CODE,
    &merge_key::CODE,
    &missing_key::CODE,
    &nested_pack::CODE,
    &not_a_value::CODE,
    &not_ordered::CODE,
    &reserved_name::CODE,
    &scalar_too_large::CODE,
    &several_documents::CODE,
    &split_number::CODE,
    &stray_file::CODE,
    &stray_mark::CODE,
    &syntax::CODE,
    &tab_indent::CODE,
    &tag::CODE,
    &too_deep::CODE,
    &too_many_nodes::CODE,
    &unit_clash::CODE,
    &unknown_function::CODE,
    &unknown_key::CODE,
    &unknown_name::CODE,
    &unknown_type::CODE,
    &wrong_arguments::CODE,
    &wrong_period::CODE,
    &wrong_shape::CODE,
    &wrong_type::CODE,
];
