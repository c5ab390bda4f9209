//! The pages, one file for each, by who uses them.

pub(crate) mod account;
pub(crate) mod case;
pub(crate) mod health;
pub(crate) mod office;
pub(crate) mod portal;
