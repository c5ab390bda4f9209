//! The claim of an enterprise as a person fills it in: what is asked, what was answered, what that would score, what is
//! still open.

mod ask;
mod form;
mod live;
mod made;
pub(crate) mod parts;
mod reading;
pub(crate) mod rules;
mod typed;

pub use ask::{Ask, AskKind, Column};
pub use form::{
    Claim, ClaimIndicator, ClaimItem, ClaimPart, EvidenceAsk, ItemState, Provenance, StageDocument, ToApply,
};
pub use live::{Advised, AdvisedStep, ItemStanding, LiveScore, Tally};
pub use made::Depth;
pub use rules::RuleLine;
pub use typed::{Typed, answer_of, list_of, rows_of, typed_of};
