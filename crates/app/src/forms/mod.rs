//! What a layer asks of its assessors. Everything comes from the standard; nothing here knows a city.

mod facts;
mod finding;
mod looked;
mod review;
mod seal;

pub use facts::{FieldKind, FormColumn, FormFact};
pub use finding::{Point, SavedPoint};
pub use review::{FoundBefore, Review, ReviewFact, ReviewItem};
