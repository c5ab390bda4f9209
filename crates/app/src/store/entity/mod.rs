//! One file for each table.

pub(crate) mod answer;
pub(crate) mod application;
pub(crate) mod attachment;
pub(crate) mod attempt;
pub(crate) mod audit;
pub(crate) mod conflict;
pub(crate) mod edition;
pub(crate) mod event;
pub(crate) mod expert;
pub(crate) mod finding;
pub(crate) mod grant_of_role;
pub(crate) mod hang;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod job_step;
pub(crate) mod lease;
pub(crate) mod log;
pub(crate) mod office;
pub(crate) mod organisation;
pub(crate) mod outbox;
pub(crate) mod pack;
pub(crate) mod person;
pub(crate) mod receipt;
pub(crate) mod recommendation;
pub(crate) mod record_state;
pub(crate) mod recovery_code;
pub(crate) mod seat;
pub(crate) mod second_factor;
pub(crate) mod seed;
pub(crate) mod session;
pub(crate) mod stream;
pub(crate) mod token;
pub(crate) mod waiting;

/// Calls a macro with the name of every table. A backup is made of these; a test compares them with the database.
macro_rules! each_table {
    ($then:ident) => {
        $then!(
            answer,
            application,
            attachment,
            attempt,
            audit,
            conflict,
            edition,
            event,
            expert,
            finding,
            grant_of_role,
            hang,
            invitation,
            job,
            job_step,
            lease,
            log,
            office,
            organisation,
            outbox,
            pack,
            person,
            receipt,
            recommendation,
            record_state,
            recovery_code,
            seat,
            second_factor,
            seed,
            session,
            stream,
            token,
            waiting
        )
    };
}
pub(crate) use each_table;
