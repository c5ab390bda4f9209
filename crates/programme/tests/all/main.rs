//! Tests of programmes: walks of the shipped packs, and what they cover.

mod walks;
