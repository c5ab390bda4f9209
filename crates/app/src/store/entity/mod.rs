//! One file for each table.

pub(crate) mod answer;
pub(crate) mod application;
pub(crate) mod attachment;
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

/// Calls a macro with the name of every table. A backup is made of these; a test compares them with the database.
macro_rules! each_table {
    ($then:ident) => {
        $then!(
            answer,
            application,
            attachment,
            conflict,
            edition,
            event,
            expert,
            hang,
            lease,
            log,
            organisation,
            pack,
            record_state,
            stream
        )
    };
}
pub(crate) use each_table;
