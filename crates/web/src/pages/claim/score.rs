//! The score sheet of a claim as it stands: charts, the same numbers as tables, what each item gives and why.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::claim::{Advised, Claim, Tally};
use duheng_chart::{Chart, Share, bars, goal_names, goals, radar};
use duheng_pack::text::Language;

use super::Which;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "claim/score.html")]
struct ScorePage {
    frame: Frame,
    which: Which,
    claim: Claim,
    charts: Vec<Chart>,
}

/// `GET /claims/{programme}/{edition}/{uscc}/score`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let claim = which.claim(&site, &by).await?;
    let charts = charts(&frame, &claim);
    let page = ScorePage { frame, which, claim, charts };
    page.frame.show(StatusCode::OK, &page)
}

fn charts(frame: &Frame, claim: &Claim) -> Vec<Chart> {
    let Some(score) = &claim.score else { return Vec::new() };
    let language = match frame.language {
        Language::Zh => duheng_chart::Language::Zh,
        Language::En => duheng_chart::Language::En,
    };
    let share = |tally: &Tally| {
        let label = format!("{} {}", tally.code, frame.pick(&tally.title));
        Share::new(label.trim(), &tally.points, &tally.most, tally.share)
    };
    let shares = |tallies: &[Tally]| tallies.iter().map(share).collect::<Vec<_>>();
    let mut charts = vec![
        radar(&frame.t("score-parts"), &shares(&score.parts), language),
        bars(&frame.t("score-indicators"), &shares(&score.indicators), language),
    ];
    if !score.goals.is_empty() {
        let named = score.goals.iter().zip(goal_names(language)).map(|(tally, name)| {
            let label = format!("SDG {} {name}", tally.code);
            Share::new(label, &tally.points, &tally.most, tally.share)
        });
        charts.push(goals(&frame.t("score-goals"), &named.collect::<Vec<_>>(), language));
    }
    charts
}
