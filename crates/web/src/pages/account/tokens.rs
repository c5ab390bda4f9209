//! Tokens for programs of one's own: made, shown once, listed, revoked.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{ListedToken, NewToken, SignedInPerson, TokenScope};

use super::{day, refuse, unread};
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    frame: Frame,
    form: Form,
    tokens: Vec<ListedToken>,
    scopes: Vec<(String, String)>,
    /// Whether they may have a token that manages accounts.
    manages: bool,
    /// The token that was made just now; no other page shows it.
    secret: Option<String>,
}

impl TokensPage {
    /// A hint; who manages no accounts reads nothing of tokens that do.
    fn hint(&self, id: &str) -> String {
        self.frame.made(id, if self.manages { "-administrator" } else { "" }, "")
    }
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    form: Form,
    secret: Option<String>,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let tokens = site.app.tokens(who).await.map_err(unread)?;
    // who manages no accounts is not offered what they would be refused
    let offered =
        TokenScope::ALL.iter().filter(|scope| **scope < TokenScope::Administer || who.may_administer());
    let scopes = offered.map(|scope| (scope.name().to_owned(), frame.made("token-scope-", scope.name(), "")));
    let scopes = scopes.collect();
    let page = TokensPage { frame, form, tokens, scopes, manages: who.may_administer(), secret };
    page.frame.show(status, &page)
}

/// `GET /account/tokens`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, form, None, StatusCode::OK).await
}

/// `POST /account/tokens`
pub(super) async fn make(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("name", frame.t("token-name-missing"));
    form.need("until", frame.t("token-until-missing"));
    let scope = TokenScope::named(form.value("scope"));
    if scope.is_none() {
        form.mistake("scope", frame.t("token-scope-missing"));
    }
    let until = day(&mut form, &frame, "until");
    form.in_order(["name", "scope", "until"].into_iter());
    let Some((until, scope)) = until.zip(scope).filter(|_| !form.is_wrong()) else {
        return show(&site, frame, &who, form, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let new = NewToken { name: form.fields.tidy("name"), scope, until };
    match site.app.make_token(&who, &new).await {
        Ok(secret) => {
            let form = Form::new(who.csrf().to_owned());
            show(&site, frame, &who, form, Some(secret), StatusCode::OK).await
        }
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, form, None, StatusCode::CONFLICT).await
        }
    }
}

/// `POST /account/tokens/revoke`
pub(super) async fn revoke(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    match site.app.revoke_token(&who, form.value("id")).await {
        Ok(()) => Ok(forms::done("/account/tokens", "token-revoked")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, form, None, StatusCode::CONFLICT).await
        }
    }
}
