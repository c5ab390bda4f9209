//! The kinds of findings, one file each: its code and the functions that make it.

use duheng_pack::diagnostic::Code;

pub mod bad_judge;
pub mod bad_points;
pub mod bad_uscc;
pub mod bad_value;
pub mod circular_import;
pub mod duplicate_code;
pub mod fact_not_claimed;
pub mod fact_unknown;
pub mod form_of_rule;
pub mod future_period;
pub mod gate_form;
pub mod item_always_evaluated;
pub mod judged_out_of_range;
pub mod no_layers;
pub mod out_of_bounds;
pub mod record_incomplete;
pub mod stray_part;
pub mod too_many_highlights;
pub mod unbounded_points;
pub mod unknown_clause;
pub mod unknown_code;
pub mod unknown_document;
pub mod unknown_erratum;
pub mod unknown_expectation;
pub mod unknown_grade;
pub mod unknown_import;
pub mod unknown_layer;
pub mod unknown_sdg;
pub mod unknown_source;
pub mod unknown_standard;
pub mod unreadable_year;
pub mod wrong_pack_name;

/// All kinds of findings of this crate, by name.
pub static CODES: &[&Code] = &[
    &bad_judge::CODE,
    &bad_points::CODE,
    &bad_uscc::CODE,
    &bad_value::CODE,
    &circular_import::CODE,
    &duplicate_code::CODE,
    &fact_not_claimed::CODE,
    &fact_unknown::CODE,
    &form_of_rule::CODE,
    &future_period::CODE,
    &gate_form::CODE,
    &item_always_evaluated::CODE,
    &judged_out_of_range::CODE,
    &no_layers::CODE,
    &out_of_bounds::CODE,
    &record_incomplete::CODE,
    &stray_part::CODE,
    &too_many_highlights::CODE,
    &unbounded_points::CODE,
    &unknown_clause::CODE,
    &unknown_code::CODE,
    &unknown_document::CODE,
    &unknown_erratum::CODE,
    &unknown_expectation::CODE,
    &unknown_grade::CODE,
    &unknown_import::CODE,
    &unknown_layer::CODE,
    &unknown_sdg::CODE,
    &unknown_source::CODE,
    &unknown_standard::CODE,
    &unreadable_year::CODE,
    &wrong_pack_name::CODE,
];
