//! The kinds of findings, one file each: its code and the functions that make it.

use duheng_pack::diagnostic::Code;

pub mod bad_judge;
pub mod bad_points;
pub mod circular_import;
pub mod duplicate_code;
pub mod form_of_rule;
pub mod gate_form;
pub mod no_layers;
pub mod stray_part;
pub mod unbounded_points;
pub mod unknown_clause;
pub mod unknown_code;
pub mod unknown_document;
pub mod unknown_erratum;
pub mod unknown_grade;
pub mod unknown_import;
pub mod unknown_sdg;
pub mod unknown_source;
pub mod wrong_pack_name;

/// All kinds of findings of this crate, by name.
pub static CODES: &[&Code] = &[
    &bad_judge::CODE,
    &bad_points::CODE,
    &circular_import::CODE,
    &duplicate_code::CODE,
    &form_of_rule::CODE,
    &gate_form::CODE,
    &no_layers::CODE,
    &stray_part::CODE,
    &unbounded_points::CODE,
    &unknown_clause::CODE,
    &unknown_code::CODE,
    &unknown_document::CODE,
    &unknown_erratum::CODE,
    &unknown_grade::CODE,
    &unknown_import::CODE,
    &unknown_sdg::CODE,
    &unknown_source::CODE,
    &wrong_pack_name::CODE,
];
