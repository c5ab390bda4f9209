//! What everybody may see without signing in.

mod company;
pub(crate) mod csv;
mod home;
pub(crate) mod notice;
mod objection;
mod receipt;
mod register;
pub(crate) mod verify;

use axum::routing::{get, post};

pub(crate) use objection::FIELDS as OBJECTION;
pub(crate) use verify::found;

use crate::routes::{Route, open};

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    open("GET", "/", &["notices", "valid_honours"], || get(home::home)),
    open("GET", "/registers", &["valid_honours"], || get(register::registers)),
    open("GET", "/registers/{programme}", &["register"], || get(register::register)),
    open("GET", "/registers/{programme}/csv", &["register"], || get(csv::csv)),
    open("GET", "/companies", &["companies"], || get(company::companies)),
    open("GET", "/companies/{uscc}", &["company"], || get(company::company)),
    open("GET", "/verify", &[], || get(verify::form)),
    open("GET", "/verify/{*number}", &["certificates", "issued"], || get(verify::answer)),
    open("GET", "/certificates/{*number}", &["certificates", "issued"], || get(verify::certificate)),
    open("GET", "/objections", &[], || get(receipt::form)),
    open("POST", "/objections", &["objection_state"], || post(receipt::send)),
    open("GET", "/notices/{programme}/{edition}/pdf", &["notices", "publisher"], || get(notice::paper)),
    open("GET", "/notices", &["notices"], || get(notice::notices)),
    open("GET", "/notices/{programme}/{edition}", &["notices", "publisher"], || get(notice::edition)),
    open("GET", "/notices/{programme}/{edition}/{uscc}", &["notice_of", "ended_notice"], || {
        get(objection::form)
    }),
    open("POST", "/notices/{programme}/{edition}/{uscc}", &["notice_of", "ended_notice", "act"], || {
        post(objection::send)
    }),
    open(
        "GET",
        "/notices/{programme}/{edition}/{uscc}/received/{reference}",
        &["objection_received"],
        || get(objection::received),
    ),
];
