//! Whether a certificate holds.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::public::{PublicHonour, Standing};
use serde::Deserialize;

use crate::address::encoded;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    number: String,
}

#[derive(Template)]
#[template(path = "portal/verify.html")]
struct VerifyPage {
    frame: Frame,
    number: String,
    /// Nothing before a number is asked for.
    answer: Option<Answer>,
    now: i64,
}

/// What the deployment knows of a number.
struct Answer {
    honours: Vec<PublicHonour>,
}

impl Answer {
    /// The part of the names of its texts.
    fn kind(&self) -> &'static str {
        self.honours.first().map_or("unknown", |honour| honour.standing.name())
    }

    fn icon(&self) -> &'static str {
        match self.honours.first().map(|honour| honour.standing) {
            Some(Standing::Valid) => "circle-check",
            Some(Standing::Withdrawn) => "circle-x",
            Some(Standing::Expired) => "clock",
            Some(Standing::Renewed) => "refresh",
            None => "alert-triangle",
        }
    }
}

/// `GET /verify`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let number = tidy(&asked.number);
    if !number.is_empty() {
        return Ok(Redirect::to(&format!("/verify/{}", encoded(&number))).into_response());
    }
    let page = VerifyPage { number, answer: None, now: site.app.now(), frame };
    page.frame.show(StatusCode::OK, &page)
}

/// `GET /verify/{number}`; an unknown number is an answer too, but no page that is found.
pub(crate) async fn answer(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number = tidy(&number);
    let honours = site.app.certificates(&number).await?;
    let status = if honours.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let page = VerifyPage { number, answer: Some(Answer { honours }), now: site.app.now(), frame };
    let mut response = page.frame.show(status, &page)?;
    response.extensions_mut().insert(crate::trouble::Told);
    Ok(response)
}

/// A number as it is printed: without spaces, full-width letters and digits made narrow, letters made capital.
fn tidy(number: &str) -> String {
    let narrow = |character: char| match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        other => other,
    };
    let spaced = number.chars().filter(|character| !character.is_whitespace()).take(200);
    spaced.map(|character| narrow(character).to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_taken_as_people_type_them() {
        assert_eq!(super::tidy(" ｓｚｋｃ－2026- 0001 "), "SZKC-2026-0001");
        assert_eq!(super::tidy("深企〔2026〕12号"), "深企〔2026〕12号");
    }
}
