//! The score sheet of a claim as it stands: charts, the same numbers as tables, what each item gives and why.

use std::fmt;
use std::sync::Arc;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::claim::{Advised, Claim, ClaimPart, Tally};
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
    charts: Vec<Drawn>,
}

impl ScorePage {
    /// The points of a part; none for the bonus, which stands above.
    fn of_part(&self, part: &ClaimPart) -> Option<&Tally> {
        let parts = self.claim.score.as_ref()?.parts.iter();
        parts.filter(|_| !part.code.is_empty()).find(|of| of.code == part.code)
    }
}

/// A chart as a page holds it.
pub(crate) struct Drawn {
    title: String,
    pub(crate) picture: Markup,
    table: Markup,
}

/// What `duheng-chart` wrote, which escapes all that is shown in it. Nothing else makes one.
pub(crate) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl From<Chart> for Drawn {
    fn from(chart: Chart) -> Self {
        let table = Markup(chart.table.html());
        Self { title: chart.table.caption, picture: Markup(chart.svg), table }
    }
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

fn charts(frame: &Frame, claim: &Claim) -> Vec<Drawn> {
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
    charts.into_iter().map(Drawn::from).collect()
}
