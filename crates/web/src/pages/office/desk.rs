//! The start page of whoever is signed in: what is due, by role.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::GrantKind;
use duheng_app::work::{ApplicationRow, Desk, DeskEdition, DeskRole, KeptRegister, Task};
use duheng_programme::Opening;

use super::tasks::{Due, address_of, due_of, is_mine, opening_address, why};
use crate::address::{case, encoded, with_query};
use crate::frame::Frame;
use crate::pages::account::unread;
use crate::pages::case::scene::{hidden, name_of};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "office/desk.html")]
struct DeskPage {
    frame: Frame,
    must_enrol: bool,
    desk: Desk,
    registers: Vec<KeptRegister>,
    may_open: bool,
    /// Whether an office was entered, for who administers the platform.
    has_offices: bool,
    today: duheng_pack::calendar::Date,
}

impl DeskPage {
    /// The task that is due first, of all roles.
    fn first(&self) -> Option<&Task> {
        let tasks = self.desk.roles.iter().flat_map(|role| &role.tasks).filter(|task| is_mine(task));
        tasks.min_by_key(|task| (task.due.is_none(), task.due))
    }

    /// What of a task can be done now, first of all.
    fn now<'t>(&self, task: &'t Task) -> Option<&'t Opening> {
        task.openings.iter().find(|opening| opening.is_open())
    }

    /// What of a role can be done now.
    fn mine<'r>(&self, role: &'r DeskRole) -> impl Iterator<Item = &'r Task> + use<'r> {
        role.tasks.iter().filter(|task| is_mine(task))
    }

    /// What of a role waits for another person or for time.
    fn held_up<'r>(&self, role: &'r DeskRole) -> impl Iterator<Item = &'r Task> + use<'r> {
        role.tasks.iter().filter(|task| !is_mine(task) && !waits_for_oneself(role, task))
    }

    /// What of a role waits for a stage of the edition that the same role has to finish.
    fn after_own<'r>(&self, role: &'r DeskRole) -> impl Iterator<Item = &'r Task> + use<'r> {
        role.tasks.iter().filter(|task| !is_mine(task) && waits_for_oneself(role, task))
    }

    /// What an office does about its editions themselves, now.
    fn steps<'r>(&self, role: &'r DeskRole) -> Vec<(&'r DeskEdition, &'r Opening)> {
        let editions = role.editions.iter().filter(|_| role.enterprise.is_none());
        let open = |edition: &'r DeskEdition| edition.openings.iter().map(move |opening| (edition, opening));
        editions.flat_map(open).filter(|(_, opening)| opening.is_open()).collect()
    }

    /// The first of these, where no application waits.
    fn first_step(&self) -> Option<(&DeskRole, &DeskEdition, &Opening)> {
        let mut roles = self.desk.roles.iter();
        roles.find_map(|role| self.steps(role).first().map(|(edition, opening)| (role, *edition, *opening)))
    }

    /// What such a step is called: the command with its stage.
    fn step(&self, edition: &DeskEdition, opening: &Opening) -> String {
        let name = name_of(&self.frame, opening.ask.command);
        match opening.stage.as_ref().and_then(|stage| edition.titles.get(stage)) {
            Some(about) => {
                self.frame.with2("opening-about", "command", &name, "about", self.frame.pick(about))
            }
            None => name,
        }
    }

    /// Why a task cannot be done now.
    fn why(&self, task: &Task) -> String {
        why(&self.frame, task)
    }

    fn due(&self, task: &Task) -> Due {
        due_of(&self.frame, task.due, self.today)
    }

    fn address(&self, task: &Task) -> String {
        address_of(task)
    }

    fn opening(&self, task: &Task, opening: &Opening) -> String {
        opening_address(task, opening)
    }

    fn command(&self, opening: &Opening) -> String {
        match opening.ask.command {
            // a claim is written before it is submitted
            "submit" => self.frame.t("desk-go-on-claim"),
            // and items are reviewed before the assessment is submitted
            "seal" => self.frame.t("desk-go-on-review"),
            command => name_of(&self.frame, command),
        }
    }

    fn all_of(&self, role: &DeskRole) -> String {
        let named = if role.role == "*" { "" } else { &role.role };
        with_query("/tasks", &[("role", named), ("place", &role.place)])
    }

    fn stage_of(&self, edition: &DeskEdition, stage: &str) -> String {
        let values = [
            ("role", edition.role.as_str()),
            ("programme", &edition.programme),
            ("edition", &edition.edition),
            ("stage", stage),
        ];
        with_query("/tasks", &values)
    }

    fn edition(&self, role: &DeskRole, edition: &DeskEdition) -> String {
        let path = format!("/editions/{}/{}", encoded(&edition.programme), encoded(&edition.edition));
        with_query(&path, &[("role", &edition.role), ("place", &role.place)])
    }

    /// Where what an edition waits for is done: by an enterprise on its own case, by an office on the edition.
    fn awaited(&self, role: &DeskRole, edition: &DeskEdition, opening: &Opening) -> String {
        let home = match &role.enterprise {
            Some(enterprise) => case(&edition.programme, &edition.edition, &enterprise.uscc),
            None => format!("/editions/{}/{}", encoded(&edition.programme), encoded(&edition.edition)),
        };
        crate::pages::case::scene::address_of(&home, &edition.role, &role.place, &opening.ask)
    }

    /// The applications of an enterprise in which nothing waits for it: those with a result, then the others, each with its
    /// heading.
    fn applications<'r>(&self, role: &'r DeskRole) -> Vec<(&'static str, String, &'r [ApplicationRow])> {
        let all = [
            ("results", self.frame.t("desk-results"), role.results.as_slice()),
            ("under-way", self.frame.t("desk-under-way"), role.under_way.as_slice()),
        ];
        all.into_iter().filter(|(.., rows)| !rows.is_empty()).collect()
    }

    /// The grade of a result, unless the end that it came to is called the same.
    fn grade(&self, row: &ApplicationRow) -> Option<String> {
        let (_, grade) = row.grade.as_ref()?;
        let says_so =
            row.ended.as_ref().is_some_and(|(_, end)| self.frame.pick(end) == self.frame.pick(grade));
        (!says_so).then(|| self.frame.head(grade))
    }

    /// An entry by which an enterprise may enter, told apart from the others of its edition.
    fn entry(&self, edition: &DeskEdition, opening: &Opening) -> String {
        let command = self.command(opening);
        match opening.ask.entry.as_ref().and_then(|name| edition.entries.get(name)) {
            Some((title, _)) => {
                self.frame.with2("opening-about", "command", &command, "about", self.frame.pick(title))
            }
            None => command,
        }
    }

    /// Where an enterprise may have an honour evaluated again, with what that is called: before it ends it has to know.
    fn renewals<'r>(&self, role: &'r DeskRole) -> Vec<(&'r DeskEdition, &'r Opening, &'r str)> {
        let editions = role.editions.iter().filter(|_| role.enterprise.is_some());
        let all = editions.flat_map(|edition| edition.openings.iter().map(move |opening| (edition, opening)));
        let again = all.filter(|(_, opening)| opening.is_open()).filter_map(|(edition, opening)| {
            let (title, renews) = edition.entries.get(opening.ask.entry.as_ref()?)?;
            renews.then(|| (edition, opening, self.frame.pick(title)))
        });
        again.collect()
    }

    /// Whether an enterprise can apply somewhere now.
    fn may_apply(&self, role: &DeskRole) -> bool {
        let mut openings = role.editions.iter().flat_map(|edition| &edition.openings);
        role.enterprise.is_some()
            && openings.any(|opening| opening.ask.command == "apply" && opening.is_open())
    }

    /// The case that a result is of.
    fn result(&self, role: &DeskRole, row: &ApplicationRow) -> String {
        let of = &row.target;
        with_query(&case(&of.programme, &of.edition, &row.enterprise.uscc), &[("place", &role.place)])
    }

    /// The case of an enterprise in an edition.
    fn own(&self, role: &DeskRole, edition: &DeskEdition) -> Option<String> {
        let uscc = &role.enterprise.as_ref()?.uscc;
        let values = [("role", edition.role.as_str()), ("place", &role.place)];
        Some(with_query(&case(&edition.programme, &edition.edition, uscc), &values))
    }

    /// Whether commands on many applications may have been begun: only offices have lists to begin them from.
    fn has_jobs(&self) -> bool {
        self.desk.roles.iter().any(|role| role.kind == GrantKind::Office)
    }

    fn kind(&self, kind: &GrantKind) -> &'static str {
        kind.name()
    }
}

/// Whether a task waits for nothing but stages of its edition in which the same role has something to do.
fn waits_for_oneself(role: &DeskRole, task: &Task) -> bool {
    let own = |edition: &DeskEdition| {
        let same = (&edition.programme, &edition.edition, &edition.role)
            == (&task.target.programme, &task.target.edition, &task.role);
        same && !edition.openings.is_empty()
    };
    let unfinished = |opening: &Opening| {
        opening.blocked.as_ref().is_some_and(|refusal| refusal.code == "stage-unfinished")
    };
    role.editions.iter().any(own) && task.openings.iter().all(unfinished)
}

/// `GET /desk`
pub(crate) async fn desk(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
) -> Result<Response, Trouble> {
    let desk = site.app.desk(&person).await.map_err(hidden)?;
    let registers = site.app.kept_registers(&person).await.map_err(hidden)?;
    let editions = site.app.editions(&person).await.map_err(hidden)?;
    let has_offices = frame.is_administrator() && !site.app.offices().await.map_err(unread)?.is_empty();
    let page = DeskPage {
        has_offices,
        must_enrol: person.must_enrol(),
        desk,
        registers,
        may_open: !editions.to_open.is_empty(),
        today: site.app.today()?,
        frame,
    };
    page.frame.show(StatusCode::OK, &page)
}
