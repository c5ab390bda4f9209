//! What editions, filings and records are after their events.

mod edition;
mod filing;
mod record;

pub use edition::{Edition, ListState, RunState};
pub use filing::{
    Application, Clearance, Filing, Honour, HonourEnd, HonourState, Notice, Objection, Panel, Place,
    Proposal, Request, Sealed, Seat, Suggestion, Tracked,
};
pub use record::{ProposedState, Record, RecordState};
