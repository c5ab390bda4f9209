//! Tests that hold the engine against something slower and more obvious.
#![cfg(test)]

mod advice;
mod differential;
mod examples;
mod fuzzing;
mod properties;
mod reach;
mod scores;
