//! Programmes as data: who does what, when and in which order, from the call to the certificate and its re-evaluation.
//!
//! Three pure functions carry everything: [`authorise()`] says whether an actor may, [`decide()`] turns a permitted
//! command into events or a refusal, and `evolve` of a state applies an event. No file, no clock, no network.
#![no_std]

extern crate alloc;

mod ask;
mod authorise;
mod check;
pub mod cohort;
pub mod command;
pub mod contact;
mod days;
mod decide;
pub mod draw;
pub mod event;
pub mod findings;
pub mod grounds;
pub mod language;
pub mod model;
mod openings;
pub mod places;
mod read;
pub mod refusal;
mod returning;
pub mod scoring;
pub mod seen;
pub mod state;
pub mod time;
pub mod view;
pub mod walk;

pub use ask::Ask;
pub use authorise::{Actor, Capability, Permit, authorise, does_ever, leads};
pub use days::wrong_days;
pub use decide::{decide, numbered};
pub use openings::{Opening, Waiting, openings, waiting};
pub use read::read_programmes;
pub use returning::{Returning, returning};
