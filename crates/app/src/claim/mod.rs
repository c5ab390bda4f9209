//! The claim of an enterprise as a person fills it in: what is asked, what was answered, what that would score, what is
//! still open.

mod application_form;
mod ask;
mod earlier;
mod form;
mod gaps;
mod live;
mod made;
pub(crate) mod parts;
mod reading;
pub(crate) mod rules;
mod shared;
mod sources;
mod typed;

pub use application_form::{ApplicationForm, EvidenceRow, EvidenceState, FormDocument, PlannedStage};
pub use ask::{Ask, AskKind, Column, Picked};
pub use earlier::Earlier;
pub use form::{
    Claim, ClaimIndicator, ClaimItem, ClaimPart, EvidenceAsk, ItemState, ListStanding, Provenance,
    StageDocument, ToApply,
};
pub use gaps::{Gap, Gaps};
pub use live::{Advised, AdvisedStep, ItemStanding, LiveScore, Ranks, Tally};
pub use made::Depth;
pub use rules::RuleLine;
pub(crate) use sources::of_item as sources_of;
pub use sources::{ItemReference, ItemSources};
pub use typed::{Typed, answer_of, list_of, rows_of, typed_of};
