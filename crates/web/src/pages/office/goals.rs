//! The goals of sustainable development over an edition, for the office.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::Target;
use duheng_app::work::{GoalProfile, GoalRow, Look};
use duheng_chart::{Share, goal_names, goals};
use duheng_pack::text::Language;

use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::scene::{chosen, hidden};
use crate::pages::claim::score::Drawn;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "office/goals.html")]
struct GoalsPage {
    frame: Frame,
    target: Target,
    look: Look,
    profile: GoalProfile,
    /// The goals with their names.
    rows: Vec<(String, GoalRow)>,
    chart: Option<Drawn>,
}

impl GoalsPage {
    /// The title of the programme with its edition.
    fn title(&self) -> String {
        format!("{} {}", self.frame.pick(&self.profile.title), self.target.edition)
    }

    /// The address of the edition.
    fn edition(&self) -> String {
        let home = format!(
            "/editions/{}/{}",
            self.frame.part(&self.target.programme),
            self.frame.part(&self.target.edition)
        );
        crate::address::with_query(&home, &[("role", &self.look.role), ("place", &self.look.place)])
    }
}

/// `GET /editions/{programme}/{edition}/goals`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path((programme, edition)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let target = Target { programme: programme.clone(), edition: edition.clone(), organisation: None };
    let looks = site.app.looks(&person, &target).await.map_err(hidden)?;
    let look = chosen(&looks, &asked)?;
    let found = site.app.goal_profile(&person, &look.role, Some(&look.place), &programme, &edition).await;
    let profile = found.map_err(hidden)?.ok_or(Trouble::NotFound)?;
    let language = match frame.language {
        Language::Zh => duheng_chart::Language::Zh,
        Language::En => duheng_chart::Language::En,
    };
    let (mut rows, mut shares) = (Vec::new(), Vec::new());
    for (number, name) in (1..).zip(goal_names(language)) {
        let title = format!("SDG {number} {name}");
        match profile.goals.iter().find(|row| row.number == number) {
            Some(row) => {
                shares.push(Share::new(&title, &row.points, &row.most, row.share));
                rows.push((title, row.clone()));
            }
            None => shares.push(Share::new(title, "0", "0", None)),
        }
    }
    let chart = (!rows.is_empty()).then(|| goals(&frame.t("goals-title"), &shares, language).into());
    let page = GoalsPage { frame, target, look, profile, rows, chart };
    page.frame.show(StatusCode::OK, &page)
}
