//! Standards as data: reading, checking, scoring with trace, advice and revision notes.
//!
//! It knows no file, no clock and no network; what it needs comes in as text and values.
#![no_std]

extern crate alloc;

pub mod language;
pub mod model;
pub mod sheet;
