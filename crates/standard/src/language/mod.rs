//! The kinds of nodes in standards, parts, profiles, cases and facts files, as one table.

mod files;
mod nodes;
mod rules;
mod sheets;

pub use files::{PART, PROFILE, STANDARD, kind_of};
pub use nodes::*;
pub use rules::{EACH, JUDGE, RULE};
pub use sheets::{ASSESSOR, CASE, CONTEXT, SHEET};

use duheng_pack::schema::{self, Kind};

/// All kinds in the order of the language reference.
pub static KINDS: &[&Kind] = &[
    &schema::PACK,
    &schema::SOURCE,
    &schema::ANCHOR,
    &schema::REFERENCE,
    &schema::ERRATA,
    &schema::ERRATUM,
    &schema::VOCABULARY,
    &schema::CHOICE,
    &schema::RECORD,
    &schema::RECORD_FIELD,
    &schema::FACT,
    &schema::LIST,
    &schema::TABLE,
    &schema::OTHER_RESULT,
    &STANDARD,
    &NUMBERS,
    &DECLARED,
    &ACCEPTED,
    &LAYER,
    &AGREE,
    &GATE,
    &VETO,
    &COHORT,
    &BONUS,
    &CONVERSION,
    &BAND,
    &BAND_BELOW,
    &NO_GRADE,
    &VALIDITY,
    &PART,
    &INDICATOR,
    &ITEM,
    &EVIDENCE,
    &NOT_EVALUATED,
    &RULE,
    &EACH,
    &JUDGE,
    &PROFILE,
    &SHEET,
    &SUBJECT,
    &ASSESSOR,
    &REQUEST,
    &CONTEXT,
    &COHORT_CONTEXT,
    &RESULT_CONTEXT,
    &CASE,
    &schema::MARKS,
    &schema::LOCAL,
];
