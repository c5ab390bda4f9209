//! The use-cases of Duheng: from a command to events in a store, from a store to what people see.
//!
//! A use-case reads what the command may look at, asks `duheng-programme` for the decision, and appends the events in
//! one transaction. The store is private; SQLite and PostgreSQL differ in one file.

pub mod accounts;
mod act;
mod alike;
mod answer_file;
mod app;
mod backup;
mod blobs;
mod carried;
mod chain;
pub mod claim;
mod directory;
mod draft;
mod draw;
mod evidence;
mod fault;
pub mod forms;
pub mod jobs;
mod keys;
mod lapse;
pub mod library;
mod memo;
pub mod outside;
mod packs;
mod projection;
pub mod public;
mod remake;
mod rounds;
mod sequencer;
mod sight;
mod store;
mod verify;
pub mod work;

pub use act::{Receipt, Vouched};
pub use app::{App, Settings};
pub use backup::{BackupError, Restored, Saved, check_backup};
pub use directory::NewOrganisation;
pub use draft::{Answer, Documents, Draft, Finding, Question, Saving, typed};
pub use draw::{DrawPool, Drawing, Drawn};
pub use evidence::{Attachment, LARGEST_CLAIM, LARGEST_FILE};
pub use fault::{Failure, Fault, Unreached};
pub use packs::InstalledPack;
pub use sight::Target;
pub use store::tables;
pub use verify::{Discrepancy, Head, Verified};
