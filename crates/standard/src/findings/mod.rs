//! The kinds of findings, one file each: its code and the functions that make it.

use duheng_pack::diagnostic::Code;

pub mod bad_count;
pub mod bad_judge;
pub mod bad_points;
pub mod bad_scale;
pub mod bad_share;
pub mod bad_uscc;
pub mod bad_value;
pub mod cap_never_reached;
pub mod circular_import;
pub mod code_outside;
pub mod constant_condition;
pub mod conversion_off_base;
pub mod date_outside;
pub mod declared_total;
pub mod declared_total_accepted;
pub mod duplicate_code;
pub mod exchanged_dates;
pub mod fact_not_claimed;
pub mod fact_unknown;
pub mod form_of_rule;
pub mod free_points;
pub mod future_period;
pub mod gapped_grades;
pub mod gate_form;
pub mod idle_key;
pub mod item_always_evaluated;
pub mod judged_out_of_range;
pub mod missing_beside;
pub mod no_conversion;
pub mod no_evidence;
pub mod no_judging_layer;
pub mod no_layers;
pub mod no_least_cohort;
pub mod out_of_bounds;
pub mod part_above_whole;
pub mod pointless_item;
pub mod points_above_cap;
pub mod ranked_in_ten;
pub mod record_incomplete;
pub mod repeated_entry;
pub mod repeated_record;
pub mod replaced_reference;
pub mod reversed_dates;
pub mod sdg_outside_goals;
pub mod stale_acceptance;
pub mod stray_evidence;
pub mod stray_part;
pub mod swapped_bounds;
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
pub mod unknown_reference;
pub mod unknown_role;
pub mod unknown_sdg;
pub mod unknown_source;
pub mod unknown_standard;
pub mod unknown_zone;
pub mod unreachable_grade;
pub mod unreachable_tier;
pub mod unread_fact;
pub mod unread_name;
pub mod unreadable_year;
pub mod untitled;
pub mod untranslated;
pub mod unused_erratum;
pub mod unused_name;
pub mod wrong_pack_name;

/// All kinds of findings of this crate, by name.
pub static CODES: &[&Code] = &[
    &bad_count::CODE,
    &bad_judge::CODE,
    &bad_points::CODE,
    &bad_scale::CODE,
    &bad_share::CODE,
    &bad_uscc::CODE,
    &bad_value::CODE,
    &cap_never_reached::CODE,
    &circular_import::CODE,
    &code_outside::CODE,
    &constant_condition::CODE,
    &conversion_off_base::CODE,
    &date_outside::CODE,
    &declared_total::CODE,
    &declared_total_accepted::CODE,
    &duplicate_code::CODE,
    &exchanged_dates::CODE,
    &fact_not_claimed::CODE,
    &fact_unknown::CODE,
    &form_of_rule::CODE,
    &free_points::CODE,
    &future_period::CODE,
    &gapped_grades::CODE,
    &gate_form::CODE,
    &idle_key::CODE,
    &item_always_evaluated::CODE,
    &judged_out_of_range::CODE,
    &missing_beside::CODE,
    &no_conversion::CODE,
    &no_evidence::CODE,
    &no_judging_layer::CODE,
    &no_layers::CODE,
    &no_least_cohort::CODE,
    &out_of_bounds::CODE,
    &part_above_whole::CODE,
    &pointless_item::CODE,
    &points_above_cap::CODE,
    &ranked_in_ten::CODE,
    &record_incomplete::CODE,
    &repeated_entry::CODE,
    &repeated_record::CODE,
    &replaced_reference::CODE,
    &reversed_dates::CODE,
    &sdg_outside_goals::CODE,
    &stale_acceptance::CODE,
    &stray_evidence::CODE,
    &stray_part::CODE,
    &swapped_bounds::CODE,
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
    &unknown_reference::CODE,
    &unknown_role::CODE,
    &unknown_sdg::CODE,
    &unknown_source::CODE,
    &unknown_standard::CODE,
    &unknown_zone::CODE,
    &unreachable_grade::CODE,
    &unreachable_tier::CODE,
    &unread_fact::CODE,
    &unread_name::CODE,
    &unreadable_year::CODE,
    &untitled::CODE,
    &untranslated::CODE,
    &unused_erratum::CODE,
    &unused_name::CODE,
    &wrong_pack_name::CODE,
];
