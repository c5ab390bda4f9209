//! The use-cases of Duheng: from a command to events in a store, from a store to what people see.
//!
//! A use-case reads what the command may look at, asks `duheng-programme` for the decision, and appends the events in
//! one transaction. The store is private; SQLite and PostgreSQL differ in one file.

mod act;
mod app;
mod chain;
mod directory;
mod fault;
pub mod library;
pub mod outside;
mod packs;
mod projection;
pub mod public;
mod sequencer;
mod store;
mod verify;

pub use act::{Receipt, Target};
pub use app::{App, Settings};
pub use directory::NewOrganisation;
pub use fault::{Failure, Fault};
pub use packs::InstalledPack;
pub use verify::{Discrepancy, Head, Verified};
