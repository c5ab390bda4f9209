//! What a layer asks of its assessors. Everything comes from the standard; nothing here knows a city.

mod facts;
mod finding;
mod review;

pub use facts::{FieldKind, FormColumn, FormFact};
pub use finding::{Point, SavedPoint};
pub use review::{Review, ReviewFact, ReviewItem};
