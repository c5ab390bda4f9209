//! The kinds of findings about programmes, one file each: its code and the functions that make it.

use duheng_pack::diagnostic::Code;

pub mod bad_day;
pub mod bad_span;
pub mod bad_step;
pub mod cohort_not_frozen;
pub mod honour_by_hand;
pub mod honour_without_end;
pub mod idle_role;
pub mod key_missing_for_kind;
pub mod key_of_other_kind;
pub mod leads_to_itself;
pub mod missing_outcome;
pub mod no_way_out;
pub mod result_not_public;
pub mod reversed_window;
pub mod undeclared_role;
pub mod unknown_command;
pub mod unknown_outcome;
pub mod unknown_part;
pub mod unknown_target;
pub mod unreachable_stage;

/// All kinds of findings of this crate, in order of their names.
pub static CODES: &[&Code] = &[
    &bad_day::CODE,
    &bad_span::CODE,
    &bad_step::CODE,
    &cohort_not_frozen::CODE,
    &honour_by_hand::CODE,
    &honour_without_end::CODE,
    &idle_role::CODE,
    &key_missing_for_kind::CODE,
    &key_of_other_kind::CODE,
    &leads_to_itself::CODE,
    &missing_outcome::CODE,
    &no_way_out::CODE,
    &result_not_public::CODE,
    &reversed_window::CODE,
    &undeclared_role::CODE,
    &unknown_command::CODE,
    &unknown_outcome::CODE,
    &unknown_part::CODE,
    &unknown_target::CODE,
    &unreachable_stage::CODE,
];
