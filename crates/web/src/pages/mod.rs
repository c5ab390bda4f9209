//! The pages, one file for each, by who uses them.

pub(crate) mod account;
pub(crate) mod assess;
pub(crate) mod case;
pub(crate) mod claim;
pub(crate) mod demo;
pub(crate) mod health;
pub(crate) mod office;
pub(crate) mod portal;
pub(crate) mod printed;
