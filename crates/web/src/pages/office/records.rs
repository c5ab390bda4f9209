//! A register that a role keeps.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::public::Enterprise;
use duheng_app::public::Show;
use duheng_app::work::{EditionRow, KeptRegister, ProposedRow, RecordRow};

use crate::address::{case, encoded, with_query};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::code::unfound;
use crate::pages::case::scene::hidden;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "office/records.html")]
struct RecordsPage {
    frame: Frame,
    kept: KeptRegister,
    rows: Vec<RecordRow>,
    /// What waits for another person.
    proposed: Vec<ProposedRow>,
    next: Option<String>,
    /// The edition in whose name records are entered: the latest of the programme.
    edition: Option<EditionRow>,
    /// The code by which no enterprise was found, with why.
    unfound: Option<(String, String)>,
}

impl RecordsPage {
    fn case_of(&self, enterprise: &Enterprise) -> Option<String> {
        let edition = self.edition.as_ref()?;
        let values = [("role", self.kept.role.as_str()), ("place", &self.kept.place)];
        Some(with_query(&case(&edition.programme, &edition.edition, &enterprise.uscc), &values))
    }

    fn find(&self) -> Option<String> {
        let edition = self.edition.as_ref()?;
        Some(format!("/editions/{}/{}/find", encoded(&edition.programme), encoded(&edition.edition)))
    }
}

/// `GET /records/{register}`
pub(crate) async fn records(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(register): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let after = Some(asked.get("after").to_owned()).filter(|after| !after.is_empty());
    let show = Show { after, ..Show::default() };
    let found = site.app.records(&person, &register, &show).await.map_err(hidden)?;
    let (kept, page) = found.ok_or(Trouble::NotFound)?;
    let next =
        page.next.map(|after| with_query(&format!("/records/{}", encoded(&register)), &[("after", &after)]));
    let editions = site.app.editions(&person).await.map_err(hidden)?.editions;
    let edition = editions.into_iter().find(|edition| edition.programme == kept.programme && !edition.closed);
    let proposed = site.app.proposed_records(&person, &register).await.map_err(hidden)?;
    let code = asked.get("uscc");
    let told = match &edition {
        Some(of) if !code.is_empty() => {
            unfound(&site, &frame, &person, [&of.programme, &of.edition], code).await?
        }
        _ => None,
    };
    let unfound = told.map(|told| (code.to_owned(), told));
    let page = RecordsPage { frame, kept, rows: page.rows, proposed, next, edition, unfound };
    page.frame.show(StatusCode::OK, &page)
}
