//! Tests of programmes: walks of the shipped packs, and what they cover.

mod findings;
mod mutants;
mod walks;
