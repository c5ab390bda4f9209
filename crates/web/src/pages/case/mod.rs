//! One application: where it stands, what is known of it, and every command that can be done on it.

pub(crate) mod brief;
mod command;
pub(crate) mod did;
mod entries;
mod evidence;
pub(crate) mod fields;
pub(crate) mod form;
mod given;
mod grounds;
mod honour;
mod page;
pub(crate) mod scene;
pub(crate) mod sheet;
pub(crate) mod tree;
mod values;

use axum::routing::{get, post};

use crate::routes::{Route, signed_in};

/// What cannot be taken back, or decides whether an enterprise passes: a page says what will happen before it does.
const FOR_GOOD: [&str; 15] = [
    "approve",
    "close_edition",
    "commit_draw",
    "confirm_record",
    "correct_record",
    "decide_list",
    "draw",
    "enter_record",
    "finish",
    "freeze_cohort",
    "issue",
    "publish_notice",
    "revoke",
    "supply",
    "withdraw",
];

const LOOK: &[&str] = &["target_of", "looks", "dossier", "surroundings", "drawing"];
const SHEET: &[&str] = &["target_of", "looks", "dossier", "surroundings", "scored_case"];
const PRINTED: &[&str] = &["target_of", "looks", "application_form_as"];
const FORM: &[&str] = &["target_of", "looks", "dossier", "surroundings", "company", "grounds", "draw_pool"];
const DO: &[&str] = &[
    "target_of",
    "looks",
    "dossier",
    "surroundings",
    "company",
    "grounds",
    "draw_pool",
    "act_as",
    "commit_draw_as",
    "draw_as",
];
const DO_ON_EDITION: &[&str] = &["looks", "edition_sheet", "target_of", "act_as"];

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
    signed_in("GET", "/editions/{programme}/{edition}/do/{command}", &["looks", "edition_sheet"], || {
        get(command::edition_form)
    }),
    signed_in("POST", "/editions/{programme}/{edition}/do/{command}", DO_ON_EDITION, || {
        post(command::edition_send)
    }),
];
