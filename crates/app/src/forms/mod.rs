//! Forms: what a claim asks of the enterprise, and what a layer asks of its assessors. Everything comes from the standard;
//! nothing here knows a city.

mod claim;
mod facts;
mod finding;
mod review;

pub use claim::{ClaimForm, FormIndicator, FormItem, FormPart, ItemState, Progress};
pub use facts::{FieldKind, FormColumn, FormFact};
pub use finding::{Point, SavedPoint};
pub use review::{Review, ReviewFact, ReviewItem};
