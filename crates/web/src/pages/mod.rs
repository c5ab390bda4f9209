//! The pages, one file for each.

pub(crate) mod company;
pub(crate) mod csv;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod notice;
pub(crate) mod objection;
pub(crate) mod register;
pub(crate) mod verify;
