//! The enterprise's own side: applying, filling in a claim item by item, checking it, submitting it, its score.

mod answers;
mod apply;
mod example;
pub(crate) mod fields;
mod files;
pub(crate) mod form;
mod item;
mod review;
mod rows;
pub(crate) mod said;
pub(crate) mod score;
mod tasks;

use axum::extract::{DefaultBodyLimit, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::routing::{get, post};
use duheng_app::Failure;
use duheng_app::claim::{Claim, Depth};
use std::sync::Arc;

use crate::address::encoded;
use crate::routes::{Route, signed_in};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How many bytes the answers of one item may have, encoded.
const ANSWERS: usize = 1024 * 1024;

const CHECK: &[&str] = &["self_check"];
const FORM: &[&str] = &["application_form"];

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    signed_in("GET", "/apply", &["to_apply"], || get(apply::page)),
    signed_in("POST", "/apply", &["to_apply", "act_as"], || post(apply::send)),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}", &["claim"], || get(tasks::page)),
    signed_in(
        "POST",
        "/claims/{programme}/{edition}/{uscc}/example",
        &["claim_to", "rules", "confirm_earlier", "save_answer", "attach"],
        || post(example::fill_in),
    ),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/items/{code}", &["claim_to"], || get(item::page)),
    signed_in(
        "POST",
        "/claims/{programme}/{edition}/{uscc}/items/{code}",
        &["claim_to", "save_answer", "confirm_earlier"],
        || post(item::save).layer(DefaultBodyLimit::max(ANSWERS)),
    ),
    signed_in("POST", "/claims/{programme}/{edition}/{uscc}/files", &["claim_to", "attach"], || {
        post(files::add).layer(DefaultBodyLimit::max(files::ROOM))
    }),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/files/{number}", &["claim_file"], || {
        get(files::open)
    }),
    signed_in(
        "POST",
        "/claims/{programme}/{edition}/{uscc}/files/{number}/remove",
        &["claim_to", "detach"],
        || post(files::remove),
    ),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/review", &["claim"], || get(review::page)),
    signed_in("POST", "/claims/{programme}/{edition}/{uscc}/review", &["claim", "submit_draft"], || {
        post(review::send)
    }),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/submitted/{reference}", &["claim"], || {
        get(review::received)
    }),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/score", &["claim"], || get(score::page)),
    signed_in("GET", "/self-checks/{programme}/{edition}/{uscc}", CHECK, || get(tasks::page)),
    signed_in("GET", "/self-checks/{programme}/{edition}/{uscc}/score", CHECK, || get(score::page)),
    signed_in("GET", "/self-checks/{programme}/{edition}/{uscc}/items/{code}", CHECK, || get(item::page)),
    signed_in(
        "POST",
        "/self-checks/{programme}/{edition}/{uscc}/items/{code}",
        &["self_check", "save_answer"],
        || post(item::save).layer(DefaultBodyLimit::max(ANSWERS)),
    ),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/form", FORM, || get(form::page)),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/form/pdf", FORM, || get(form::paper)),
    signed_in("GET", "/claims/{programme}/{edition}/{uscc}/checklist", FORM, || get(form::checklist)),
];

/// Which claim an address names.
#[derive(Clone, Debug)]
pub(crate) struct Which {
    programme: String,
    edition: String,
    uscc: String,
    /// What else the address names; empty for nothing.
    pub(super) rest: String,
    /// Whether it is a self-check, apart from any application.
    self_check: bool,
}

/// Where self-checks stand.
const SELF_CHECKS: &str = "/self-checks";

impl FromRequestParts<Arc<Site>> for Which {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Trouble> {
        let self_check = parts.uri.path().starts_with(SELF_CHECKS);
        let named: Path<Vec<(String, String)>> =
            Path::from_request_parts(parts, site).await.map_err(|_| Trouble::NotFound)?;
        let mut values = named.0.into_iter().map(|(_, value)| value);
        let mut next = || values.next().unwrap_or_default();
        Ok(Self { programme: next(), edition: next(), uscc: next(), rest: next(), self_check })
    }
}

impl Which {
    /// A claim by its names.
    fn named((programme, edition, uscc): (String, String, String)) -> Self {
        Self { programme, edition, uscc, rest: String::new(), self_check: false }
    }

    /// The address of the claim.
    pub(super) fn place(&self) -> String {
        let [programme, edition, uscc] =
            [&self.programme, &self.edition, &self.uscc].map(|part| encoded(part));
        let home = if self.self_check { SELF_CHECKS } else { "/claims" };
        format!("{home}/{programme}/{edition}/{uscc}")
    }

    /// Where the last item leads to: a claim is checked and submitted, a self-check only tells its score.
    pub(super) fn after_items(&self) -> String {
        let page = if self.self_check { "score" } else { "review" };
        format!("{}/{page}", self.place())
    }

    /// The address of an item.
    pub(super) fn item(&self, code: &str) -> String {
        format!("{}/items/{}", self.place(), encoded(code))
    }

    /// The claim; one out of reach is as one that does not exist.
    pub(super) async fn claim(&self, site: &Site, by: &Visitor) -> Result<Claim, Trouble> {
        self.claim_to(Depth::Advice, site, by).await
    }

    /// The same, worked out no further than is needed.
    pub(super) async fn claim_to(&self, depth: Depth, site: &Site, by: &Visitor) -> Result<Claim, Trouble> {
        let (programme, edition, uscc) = (&self.programme, &self.edition, &self.uscc);
        let found = match self.self_check {
            true => site.app.self_check(depth, &by.0, programme, edition, uscc).await,
            false => site.app.claim_to(depth, &by.0, programme, edition, uscc).await,
        };
        found.map_err(trouble)?.ok_or(Trouble::NotFound)
    }
}

/// What a failure of reading means for a page: who is refused learns nothing.
pub(crate) fn trouble(failure: Failure) -> Trouble {
    match failure {
        Failure::Refused(_) => Trouble::NotFound,
        Failure::Broken(fault) => fault.into(),
    }
}
