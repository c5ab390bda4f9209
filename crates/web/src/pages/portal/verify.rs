//! Whether a certificate holds.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::Fault;
use duheng_app::public::{Issued, PublicHonour, Standing};
use duheng_pack::number::half_width;
use duheng_pack::text::Language;
use serde::Deserialize;

use crate::address::encoded;
use crate::frame::Frame;
use crate::papers::CertificatePaper;
use crate::site::Site;
use crate::trouble::Trouble;

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    number: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/verify.html")]
struct VerifyPage {
    frame: Frame,
    number: String,
    /// Whether the form was sent without a number.
    is_missing: bool,
    /// Nothing before a number is asked for.
    answer: Option<Answer>,
    now: i64,
    /// Whether certificates are made as PDF.
    papers: bool,
}

/// What the deployment knows of a number.
struct Answer {
    /// Each with how its certificate was issued.
    honours: Vec<(PublicHonour, Issued)>,
}

impl Answer {
    /// The part of the names of its texts.
    fn kind(&self) -> &'static str {
        self.honours.first().map_or("unknown", |(honour, _)| honour.standing.name())
    }

    fn icon(&self) -> &'static str {
        match self.honours.first().map(|(honour, _)| honour.standing) {
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
    let is_missing = asked.number.is_some();
    let number = tidy(&asked.number.unwrap_or_default());
    if !number.is_empty() {
        return Ok(Redirect::to(&format!("/verify/{}", encoded(&number))).into_response());
    }
    let page = VerifyPage { number, is_missing, answer: None, now: site.app.now(), papers: false, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// `GET /verify/{number}`; an unknown number is an answer too, but no page that is found.
pub(crate) async fn answer(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(asked): Path<String>,
) -> Result<Response, Trouble> {
    let number = tidy(&asked);
    let mut honours = Vec::new();
    for honour in found(&site, &asked).await? {
        let issued = site.app.issued(&honour).await?;
        honours.push((honour, issued));
    }
    let status = if honours.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let papers = site.papers.are_made();
    let (answer, now) = (Some(Answer { honours }), site.app.now());
    let page = VerifyPage { number, is_missing: false, answer, now, papers, frame };
    page.frame.show(status, &page)
}

/// `GET /certificates/{number}`: the certificate as PDF, while it holds.
pub(crate) async fn certificate(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let honours = found(&site, &number).await?;
    let holds = |honour: &PublicHonour| honour.standing == Standing::Valid;
    let honour = honours.into_iter().find(holds).ok_or(Trouble::NotFound)?;
    let issued = site.app.issued(&honour).await?;
    let other = match frame.language {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    };
    let programme = site.app.public_programme(&honour.programme);
    let paper = CertificatePaper {
        notified: programme.is_some_and(|programme| programme.notifies),
        language: frame.language,
        title: frame.pick(&honour.title).to_owned(),
        title_other: honour.title.get(other).to_owned(),
        enterprise: honour.enterprise.name,
        uscc: honour.enterprise.uscc,
        grade: frame.pick(&honour.grade).to_owned(),
        grade_other: honour.grade.get(other).to_owned(),
        verify: site.outside(&headers, &format!("/verify/{}", encoded(&honour.number))),
        verify_shown: site.outside(&headers, &format!("/verify/{}", honour.number)),
        number: honour.number,
        from: honour.from,
        until: honour.until,
        issuer: frame.pick(&issued.office).to_owned(),
        line: issued.line.map(|line| line.to_string()),
        fictional: honour.enterprise.fictional,
    };
    site.papers.answer("certificate", move |press| press.certificate(&paper)).await
}

/// The honours of a number however it is typed, whichever brackets stand in it.
pub(crate) async fn found(site: &Site, number: &str) -> Result<Vec<PublicHonour>, Fault> {
    for way in bracketed(&tidy(number)) {
        let honours = site.app.certificates(&way).await?;
        if !honours.is_empty() {
            return Ok(honours);
        }
    }
    Ok(Vec::new())
}

/// A number as it is printed: without spaces, full-width letters, digits and signs made narrow, letters made capital,
/// brackets of every kind as the one kind of official documents.
fn tidy(number: &str) -> String {
    let official = |character: char| match character {
        '‐' | '‑' | '–' | '—' => '-',
        '[' | '【' | '(' | '{' | '〈' | '《' | '「' => '〔',
        ']' | '】' | ')' | '}' | '〉' | '》' | '」' => '〕',
        other => other,
    };
    let spaced = number.chars().filter(|character| !character.is_whitespace()).take(200);
    spaced.map(|character| official(half_width(character)).to_ascii_uppercase()).collect()
}

/// A tidy number with each kind of brackets that packs may print: that of official documents first.
fn bracketed(number: &str) -> Vec<String> {
    let with = |[open, close]: [&str; 2]| number.replace('〔', open).replace('〕', close);
    let mut ways = vec![number.to_owned()];
    if number.contains(['〔', '〕']) {
        ways.extend([["(", ")"], ["（", "）"], ["[", "]"], ["【", "】"]].map(with));
    }
    ways
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_taken_as_people_type_them() {
        assert_eq!(super::tidy(" ｓｚｋｃ－2026- 0001 "), "SZKC-2026-0001");
        assert_eq!(super::tidy("深企〔2026〕12号"), "深企〔2026〕12号");
        for typed in [
            "深企[2026]12号",
            "深企【2026】 12号",
            "深企（２０２６）12号",
            "深企(2026)12 号",
            "深企［2026］12号",
        ] {
            assert_eq!(super::tidy(typed), "深企〔2026〕12号", "{typed}");
        }
        assert!(super::bracketed("深企〔2026〕12号").contains(&"深企（2026）12号".to_owned()));
        assert_eq!(super::bracketed("SZKC-2026-0001"), ["SZKC-2026-0001"]);
    }
}
