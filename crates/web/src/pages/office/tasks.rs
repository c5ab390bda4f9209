//! All that waits for somebody, page by page.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::public::Show;
use duheng_app::work::{EditionRow, Task, WorkFilter};
use duheng_pack::calendar::Date;
use duheng_programme::Opening;

use crate::address::{case, with_query};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::scene::{self, hidden, name_of};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// When something is due.
pub(super) struct Due {
    /// `overdue`, `today`, `soon` or `later`.
    pub(super) state: &'static str,
    pub(super) text: String,
}

/// When a task is due, in words; nothing in words where it has no day.
pub(super) fn due_of(frame: &Frame, due: Option<Date>, today: Date) -> Due {
    let Some(due) = due else { return Due { state: "later", text: String::new() } };
    let days = due.days_since(today);
    let (state, text) = match days {
        ..0 => ("overdue", frame.with("due-overdue", "days", -days)),
        0 => ("today", frame.t("due-today")),
        1..=7 => ("soon", frame.with("due-in", "days", days)),
        _ => ("later", frame.with("due-in", "days", days)),
    };
    Due { state, text }
}

fn home_of(task: &Task) -> String {
    case(&task.target.programme, &task.target.edition, &task.enterprise.uscc)
}

/// The page of the application.
pub(super) fn address_of(task: &Task) -> String {
    with_query(&home_of(task), &[("role", &task.role), ("place", &task.place)])
}

/// The form of what is awaited.
pub(super) fn opening_address(task: &Task, opening: &Opening) -> String {
    scene::address_of(&home_of(task), &task.role, &task.place, &opening.ask)
}

/// Whether something of a task can be done by whoever looks at it, now. A task that lists nothing leads to its page.
pub(super) fn is_mine(task: &Task) -> bool {
    task.openings.is_empty() || task.openings.iter().any(Opening::is_open)
}

/// Why nothing of a task can be done now, and what it waits for.
pub(super) fn why(frame: &Frame, task: &Task) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for refusal in task.openings.iter().filter_map(|opening| opening.blocked.as_ref()) {
        let (what, remedy) = (frame.head_sentence(&refusal.message), frame.sentence(&refusal.remedy));
        let reason = format!("{what}{}{remedy}", frame.t("seam"));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("\n")
}

#[derive(Template)]
#[template(path = "office/tasks.html")]
struct TasksPage {
    frame: Frame,
    tasks: Vec<Task>,
    next: Option<String>,
    asked: Fields,
    editions: Vec<EditionRow>,
    today: Date,
}

impl TasksPage {
    fn due(&self, task: &Task) -> Due {
        due_of(&self.frame, task.due, self.today)
    }

    /// Why a task cannot be done now; nothing where it can.
    fn why(&self, task: &Task) -> String {
        if is_mine(task) { String::new() } else { why(&self.frame, task) }
    }

    fn address(&self, task: &Task) -> String {
        address_of(task)
    }

    fn opening(&self, task: &Task, opening: &Opening) -> String {
        opening_address(task, opening)
    }

    fn command(&self, opening: &Opening) -> String {
        name_of(&self.frame, opening.ask.command)
    }

    /// The roles that may be chosen: name, title.
    fn roles(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for (role, title, _) in self.editions.iter().flat_map(|edition| &edition.roles) {
            if !found.iter().any(|(of, _)| of == role) {
                found.push((role.clone(), self.frame.pick(title).to_owned()));
            }
        }
        found
    }

    /// The programmes that may be chosen.
    fn programmes(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for edition in &self.editions {
            if !found.iter().any(|(of, _)| *of == edition.programme) {
                found.push((edition.programme.clone(), self.frame.pick(&edition.title).to_owned()));
            }
        }
        found
    }

    /// The title of the stage that the list is narrowed to.
    fn stage(&self) -> Option<String> {
        let stage = self.asked.tidy("stage");
        let found = self.tasks.iter().find(|task| task.stage == stage);
        (!stage.is_empty()).then(|| found.map_or(stage, |task| self.frame.pick(&task.stage_title).to_owned()))
    }

    fn is_filtered(&self) -> bool {
        self.asked.iter().any(|(_, value)| !value.is_empty())
    }
}

fn filter_of(asked: &Fields) -> WorkFilter {
    let given = |name: &str| Some(asked.tidy(name)).filter(|value| !value.is_empty());
    WorkFilter {
        role: given("role"),
        place: given("place"),
        programme: given("programme"),
        edition: given("edition"),
        stage: given("stage"),
        name: given("q"),
        ..WorkFilter::default()
    }
}

/// `GET /tasks`
pub(crate) async fn tasks(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let after = Some(asked.get("after").to_owned()).filter(|after| !after.is_empty());
    let show = Show { after, ..Show::default() };
    let found = site.app.tasks(&person, &filter_of(&asked), &show).await.map_err(hidden)?;
    let next = found.next.map(|after| {
        let names = ["role", "place", "programme", "edition", "stage", "q"];
        let mut values: Vec<(&str, &str)> = names.iter().map(|name| (*name, asked.get(name))).collect();
        values.push(("after", &after));
        with_query("/tasks", &values)
    });
    let editions = site.app.editions(&person).await.map_err(hidden)?.editions;
    let page = TasksPage { frame, tasks: found.rows, next, asked, editions, today: site.app.today()? };
    page.frame.show(StatusCode::OK, &page)
}
