//! What the tests share: a slow, obvious scorer to hold the engine against, and sheets to score.

pub mod random;
pub mod reference;
