//! Commands on many applications that somebody began: how far each is, what was refused and why.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::jobs::{Finished, JobRow, Refused};
use duheng_app::public::Enterprise;

use crate::address::{case, encoded, with_query};
use crate::forms::{Fields, Posted, done};
use crate::frame::Frame;
use crate::pages::case::scene::{hidden, name_of};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How far a job is, and what it does, in words.
trait Told {
    fn state(&self) -> &'static str;
    fn told(&self, frame: &Frame) -> String;
    fn called(&self, frame: &Frame) -> String;
}

impl Told for JobRow {
    fn state(&self) -> &'static str {
        match (self.finished_at, self.stopped) {
            (None, _) => "running",
            (Some(_), true) => "stopped",
            (Some(_), false) => "finished",
        }
    }

    fn told(&self, frame: &Frame) -> String {
        let of = self.progress;
        let [done, refused, total] = [of.done, of.refused, of.total].map(|count| count.to_string());
        frame.with_all("job-progress", &[("done", &done), ("refused", &refused), ("total", &total)])
    }

    fn called(&self, frame: &Frame) -> String {
        let (command, stage) = (name_of(frame, &self.command), frame.pick(&self.stage.1));
        frame.with2("opening-about", "command", &command, "about", stage)
    }
}

#[derive(Template)]
#[template(path = "office/jobs.html")]
struct JobsPage {
    frame: Frame,
    rows: Vec<JobRow>,
}

/// `GET /jobs`
pub(crate) async fn jobs(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
) -> Result<Response, Trouble> {
    let rows = site.app.jobs(&person).await.map_err(hidden)?;
    let page = JobsPage { frame, rows };
    page.frame.show(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "office/job.html")]
struct JobPage {
    frame: Frame,
    job: JobRow,
    done: Vec<Finished>,
    refused: Vec<Refused>,
    token: String,
    stopped_now: bool,
}

impl JobPage {
    /// The public notice of an application, where the job published it.
    fn notice_of(&self, of: &Enterprise) -> Option<String> {
        let parts = [&self.job.programme.0, &self.job.edition, &of.uscc].map(|part| encoded(part));
        (self.job.command == "publish_notice").then(|| format!("/notices/{}", parts.join("/")))
    }

    fn case_of(&self, of: &Enterprise) -> String {
        let path = case(&self.job.programme.0, &self.job.edition, &of.uscc);
        with_query(&path, &[("role", &self.job.role), ("place", &self.job.place)])
    }

    /// How many nobody has touched since it was stopped.
    fn left(&self) -> u64 {
        let of = &self.job.progress;
        let touched = of.done + of.refused;
        if self.job.state() == "stopped" { of.total.saturating_sub(touched) } else { 0 }
    }

    /// Where it is begun again.
    fn again(&self) -> String {
        let [programme, edition] = [&self.job.programme.0, &self.job.edition].map(|part| encoded(part));
        let values =
            [("stage", self.job.stage.0.as_str()), ("role", &self.job.role), ("place", &self.job.place)];
        with_query(&format!("/editions/{programme}/{edition}/bulk"), &values)
    }

    fn list(&self) -> String {
        let [programme, edition] = [&self.job.programme.0, &self.job.edition].map(|part| encoded(part));
        let values =
            [("role", self.job.role.as_str()), ("place", &self.job.place), ("stage", &self.job.stage.0)];
        with_query(&format!("/editions/{programme}/{edition}/applications"), &values)
    }
}

/// `GET /jobs/{id}`
pub(crate) async fn job(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let (job, done, refused) = site.app.job(&person, &id).await.map_err(hidden)?;
    let stopped_now = Fields::read(&query.unwrap_or_default()).get("done") == "stop";
    let page = JobPage { job, done, refused, token: person.csrf().to_owned(), stopped_now, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// `POST /jobs/{id}/stop`
pub(crate) async fn stop(
    State(site): State<Arc<Site>>,
    Visitor(person): Visitor,
    Path(id): Path<String>,
    Posted(_): Posted,
) -> Result<Response, Trouble> {
    site.app.stop_job(&person, &id).await.map_err(hidden)?;
    Ok(done(&format!("/jobs/{}", encoded(&id)), "stop"))
}
