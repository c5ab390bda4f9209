//! What the tests share.

pub mod mutants;
