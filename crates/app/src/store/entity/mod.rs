//! One file for each table.

pub(crate) mod application;
pub(crate) mod conflict;
pub(crate) mod edition;
pub(crate) mod event;
pub(crate) mod expert;
pub(crate) mod hang;
pub(crate) mod lease;
pub(crate) mod log;
pub(crate) mod organisation;
pub(crate) mod pack;
pub(crate) mod record_state;
pub(crate) mod stream;
