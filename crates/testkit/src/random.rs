//! Enterprises made from a seed, as tests use them.

pub use duheng_specimen::{Dice, plausible, sheet, typical, worst};

#[cfg(test)]
mod tests;
