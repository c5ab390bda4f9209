//! One application: where it stands, what is known of it, and every command that can be done on it.

mod ahead;
pub(crate) mod brief;
pub(crate) mod closing;
pub(crate) mod code;
pub(crate) mod command;
pub(crate) mod did;
mod entries;
mod evidence;
pub(crate) mod fields;
pub(crate) mod form;
mod given;
pub(crate) mod grounds;
mod happens;
mod honour;
mod objections;
mod once_more;
mod over;
mod page;
pub(crate) mod scene;
pub(crate) mod sheet;
pub(crate) mod tree;
mod turned;
mod unproved;
mod values;
mod way;

use axum::routing::{get, post};

use crate::routes::{Route, signed_in};

const LOOK: &[&str] = &["target_of", "looks", "dossier", "surroundings", "drawing"];
const SHEET: &[&str] = &["target_of", "looks", "dossier", "surroundings", "scored_case"];
const PRINTED: &[&str] = &["target_of", "looks", "application_form_as"];
const FORM: &[&str] =
    &["target_of", "looks", "dossier", "surroundings", "company", "grounds", "draw_pool", "does_ever"];
const DO: &[&str] = &[
    "target_of",
    "looks",
    "dossier",
    "surroundings",
    "company",
    "grounds",
    "draw_pool",
    "does_ever",
    "try_as",
    "act_as",
    "commit_draw_as",
    "draw_as",
];
const FORM_ON_EDITION: &[&str] = &["looks", "edition_sheet", "edition_counts", "does_ever"];
const DO_ON_EDITION: &[&str] =
    &["looks", "edition_sheet", "edition_counts", "target_of", "does_ever", "try_as", "act_as"];

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}", LOOK, || get(page::case)),
    signed_in(
        "GET",
        "/cases/{programme}/{edition}/{uscc}/evidence/{hash}",
        &["target_of", "looks", "evidence_of"],
        || get(evidence::evidence),
    ),
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}/score-sheet", SHEET, || get(sheet::sheet)),
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}/form", PRINTED, || get(form::page)),
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}/form/pdf", PRINTED, || get(form::paper)),
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}/checklist", PRINTED, || get(form::checklist)),
    signed_in("GET", "/cases/{programme}/{edition}/{uscc}/do/{command}", FORM, || get(command::case_form)),
    signed_in("POST", "/cases/{programme}/{edition}/{uscc}/do/{command}", DO, || post(command::case_send)),
    signed_in("GET", "/editions/{programme}/{edition}/do/{command}", FORM_ON_EDITION, || {
        get(command::edition_form)
    }),
    signed_in("POST", "/editions/{programme}/{edition}/do/{command}", DO_ON_EDITION, || {
        post(command::edition_send)
    }),
];
