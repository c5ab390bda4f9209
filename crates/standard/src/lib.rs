//! Standards as data: reading, checking, scoring with trace, advice and revision notes.
//!
//! It knows no file, no clock and no network; what it needs comes in as text and values.
#![no_std]

extern crate alloc;

pub mod advice;
pub mod cases;
mod check;
pub mod counted;
pub mod dictionary;
pub mod diff;
mod facts_of;
pub mod findings;
pub mod language;
pub mod layers;
pub mod model;
mod read;
pub mod score;
pub mod sheet;
pub mod words;

pub use read::{has_errors, is_readable, read_packs};
