//! All integration tests of the crate, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod counted;
mod dictionary;
mod files;
mod findings;
mod mutants;
mod said;
mod sentences;
mod words;
