//! Tests of programmes: walks of the shipped packs, and what they cover.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod cohorts;
mod findings;
mod free;
mod mutants;
mod objectors;
mod openings;
mod seen;
mod stored;
mod walks;
mod wandering;
