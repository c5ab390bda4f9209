//! Tests of the expression language, the schema and the vocabulary, through the public interface alone.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]
#![allow(clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod functions;
mod literals;
mod operators;
mod periods;
mod properties;
mod records;
mod schema;
mod spans;
mod support;
mod truth;
mod units;
mod vocabulary;
