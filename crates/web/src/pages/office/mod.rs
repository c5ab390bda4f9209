//! What people have to do: the desk, tasks, editions, registers that they keep.

pub(crate) mod applications;
mod bulk;
mod desk;
mod edition;
mod editions;
mod goals;
mod jobs;
mod opening;
mod records;
mod tasks;

use axum::routing::{get, post};

use crate::routes::{Route, signed_in};

const BULK: &[&str] = &["looks", "edition_sheet", "applications", "surroundings", "dossier"];

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    signed_in("GET", "/desk", &["desk", "editions", "kept_registers", "offices"], || get(desk::desk)),
    signed_in("GET", "/tasks", &["tasks", "editions"], || get(tasks::tasks)),
    signed_in("GET", "/editions", &["editions"], || get(editions::editions)),
    signed_in("GET", "/editions/new", &["editions", "rules"], || get(opening::form)),
    signed_in("POST", "/editions/new", &["editions", "rules", "try_as", "act_as"], || post(opening::send)),
    signed_in(
        "GET",
        "/editions/{programme}/{edition}",
        &["looks", "edition_sheet", "edition_counts", "offices", "target_of"],
        || get(edition::edition),
    ),
    signed_in("GET", "/editions/{programme}/{edition}/goals", &["looks", "goal_profile"], || {
        get(goals::page)
    }),
    signed_in("GET", "/editions/{programme}/{edition}/find", &["target_of", "looks"], || get(edition::find)),
    signed_in(
        "GET",
        "/editions/{programme}/{edition}/applications",
        &["looks", "edition_sheet", "applications"],
        || get(applications::applications),
    ),
    signed_in(
        "GET",
        "/editions/{programme}/{edition}/applications/csv",
        &["looks", "edition_sheet", "applications"],
        || get(applications::csv),
    ),
    signed_in("GET", "/editions/{programme}/{edition}/bulk", BULK, || get(bulk::form)),
    signed_in(
        "POST",
        "/editions/{programme}/{edition}/bulk",
        &["looks", "edition_sheet", "applications", "surroundings", "dossier", "begin_job"],
        || post(bulk::send),
    ),
    signed_in("GET", "/jobs", &["jobs"], || get(jobs::jobs)),
    signed_in("GET", "/jobs/{id}", &["job"], || get(jobs::job)),
    signed_in("POST", "/jobs/{id}/stop", &["stop_job"], || post(jobs::stop)),
    signed_in(
        "GET",
        "/records/{register}",
        &["records", "proposed_records", "editions", "target_of", "looks"],
        || get(records::records),
    ),
];
