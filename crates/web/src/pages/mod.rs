//! The pages, one file for each, by who uses them.

pub(crate) mod account;
pub(crate) mod assess;
pub(crate) mod claim;
pub(crate) mod desk;
pub(crate) mod health;
pub(crate) mod portal;
