//! The text form of Duheng's packs.
//!
//! A pack is a folder of restricted YAML. This crate turns its text into trees with places and comments, prints
//! them back, and knows numbers, units, dates, types and the expression language. It knows no file, no clock and
//! no network: `no_std` lets the compiler say so.
#![no_std]

extern crate alloc;

pub mod bundle;
pub mod calendar;
pub mod diagnostic;
pub mod digest;
pub mod expr;
pub mod findings;
pub mod nearest;
pub mod number;
pub mod provenance;
pub mod schema;
pub mod source;
pub mod text;
pub mod tree;
pub mod unit;
pub mod uscc;
pub mod vocabulary;

pub use nearest::{nearest, suggest, suggest_titled};
