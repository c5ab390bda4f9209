//! What somebody who looks at the demo lets be written for them, so that they come to what follows: a claim, a review. All
//! of it is invented, and done by the use-cases of the forms with the right of whoever asks for it.

mod claim;
mod review;

pub use claim::{Written, fill_in};
pub use review::{assess, visit};
