//! One's own account: signing in and out, and what is one's own.

pub(crate) mod sign_in;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::guard::ROOM;
use crate::routes::{Route, open, signed_in};

/// Its routes. Signing in carries a form along that was sent without a session, encoded once more.
pub(crate) const ROUTES: &[Route] = &[
    open("GET", "/sign-in", &[], || get(sign_in::form)),
    open("POST", "/sign-in", &["sign_in", "who"], || {
        post(sign_in::send).layer(DefaultBodyLimit::max(4 * ROOM))
    }),
    // the page of the code is shown by a form; who comes back to its address begins again
    open("GET", "/sign-in/code", &[], || get(sign_in::form)),
    open("POST", "/sign-in/code", &["second_factor", "who"], || {
        post(sign_in::send_code).layer(DefaultBodyLimit::max(4 * ROOM))
    }),
    signed_in("POST", "/sign-out", &["sign_out"], || post(sign_in::out)),
];
