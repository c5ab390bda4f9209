//! The applications of an edition that a role reaches: with filters, page by page, and as a table for spreadsheets.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::Failure;
use duheng_app::accounts::SignedInPerson;
use duheng_app::public::Show;
use duheng_app::work::{ApplicationRow, WorkFilter};
use duheng_programme::model::Reach;

use super::bulk;
use crate::address::{case, with_query};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::scene::{Scene, hidden};
use crate::site::Site;
use crate::table::{self, BATCH, line};
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// The heads of the columns of its table.
const HEADS: [&str; 6] =
    ["column-name", "column-code", "column-programme", "column-edition", "column-stands", "column-grade"];
/// The fields of the filter.
const FILTER: [&str; 6] = ["role", "place", "q", "stage", "ended", "grade"];

#[derive(Template)]
#[template(path = "office/applications.html")]
struct ApplicationsPage {
    frame: Frame,
    scene: Scene,
    rows: Vec<ApplicationRow>,
    asked: Fields,
    next: Option<String>,
    csv: String,
}

impl ApplicationsPage {
    fn title(&self) -> String {
        let title = self.scene.programme().map(|programme| self.frame.pick(&programme.title));
        format!("{} {}", title.unwrap_or_default(), self.scene.target.edition)
    }

    fn stages(&self) -> Vec<(String, String)> {
        let stages = self.scene.programme().into_iter().flat_map(|programme| &programme.stages);
        let own = stages.filter(|stage| !stage.of_edition);
        own.map(|stage| (stage.id.clone(), self.frame.pick(&stage.title).to_owned())).collect()
    }

    fn ends(&self) -> Vec<(String, String)> {
        let ends = self.scene.programme().into_iter().flat_map(|programme| &programme.ends);
        ends.map(|(id, title)| (id.clone(), self.frame.pick(title).to_owned())).collect()
    }

    /// The grades, for roles that see all of them.
    fn grades(&self) -> Vec<(String, String)> {
        let Some(programme) = self.scene.programme() else { return Vec::new() };
        let role = programme.roles.get(&self.scene.look.role);
        if role.is_none_or(|role| role.reach != Reach::Subtree) {
            return Vec::new();
        }
        let standard = self.scene.rules.standard_of(programme);
        let bands = standard.filter(|_| programme.standard.is_some()).into_iter().flat_map(|of| &of.grades);
        bands.map(|band| (band.code.clone(), self.frame.pick(&band.title).to_owned())).collect()
    }

    fn case_of(&self, row: &ApplicationRow) -> String {
        case_of(&self.scene, row)
    }

    /// Where commands are done on all that stand at the stage that is shown; nothing where none can be.
    fn bulk(&self) -> Option<String> {
        let stage = self.asked.get("stage");
        let look = &self.scene.look;
        (!bulk::commands(&self.scene, stage).is_empty()).then(|| {
            with_query(
                &format!("{}/bulk", self.scene.home()),
                &[("stage", stage), ("role", &look.role), ("place", &look.place)],
            )
        })
    }

    /// Whether an office looks at a stage at which each application is done by itself.
    fn is_one_by_one(&self) -> bool {
        let programme = self.scene.programme();
        let role = programme.and_then(|programme| programme.roles.get(&self.scene.look.role));
        let stage = programme.and_then(|programme| programme.stage(self.asked.get("stage")));
        let acts = stage.is_some_and(|stage| stage.by.contains(&self.scene.look.role));
        acts && role.is_some_and(|role| role.reach == Reach::Subtree)
    }

    fn is_filtered(&self) -> bool {
        ["q", "stage", "ended", "grade"].iter().any(|name| !self.asked.get(name).is_empty())
    }
}

/// The page of an application, in the role in which its list is looked at.
pub(super) fn case_of(scene: &Scene, row: &ApplicationRow) -> String {
    let (of, look) = (&row.target, &scene.look);
    let path = case(&of.programme, &of.edition, &row.enterprise.uscc);
    with_query(&path, &[("role", &look.role), ("place", &look.place)])
}

pub(super) fn filter_of(scene: &Scene, asked: &Fields) -> WorkFilter {
    let given = |name: &str| Some(asked.tidy(name)).filter(|value| !value.is_empty());
    WorkFilter {
        role: Some(scene.look.role.clone()),
        place: Some(scene.look.place.clone()),
        programme: Some(scene.target.programme.clone()),
        edition: Some(scene.target.edition.clone()),
        stage: given("stage"),
        ended: given("ended"),
        grade: given("grade"),
        name: given("q"),
    }
}

/// `GET /editions/{programme}/{edition}/applications`
pub(crate) async fn applications(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let (scene, _) = Scene::of_edition(&site, &person, &which, &asked).await?;
    let after = Some(asked.get("after").to_owned()).filter(|after| !after.is_empty());
    let show = Show { after, ..Show::default() };
    let filter = filter_of(&scene, &asked);
    let found = site.app.applications(&person, &scene.look.role, &filter, &show).await.map_err(hidden)?;
    let plain = format!("{}/applications", scene.home());
    let values: Vec<(&str, &str)> = FILTER.iter().map(|name| (*name, asked.get(name))).collect();
    let next = found.next.map(|after| {
        let mut values = values.clone();
        values.push(("after", &after));
        with_query(&plain, &values)
    });
    let csv = with_query(&format!("{plain}/csv"), &values);
    let page = ApplicationsPage { frame, scene, rows: found.rows, next, csv, asked };
    page.frame.show(StatusCode::OK, &page)
}

/// `GET /editions/{programme}/{edition}/applications/csv`
pub(crate) async fn csv(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    table_of(site, frame, person, &which, &Fields::read(&query.unwrap_or_default())).await
}

/// The table of what a role reaches.
pub(crate) async fn table_of(
    site: Arc<Site>,
    frame: Frame,
    person: Arc<SignedInPerson>,
    which: &(String, String),
    asked: &Fields,
) -> Result<Response, Trouble> {
    let (scene, _) = Scene::of_edition(&site, &person, which, asked).await?;
    let (filter, role) = (filter_of(&scene, asked), scene.look.role);
    let head = HEADS.map(|head| frame.t(head));
    let page = move |after| {
        let (site, frame, person) = (Arc::clone(&site), frame.clone(), Arc::clone(&person));
        let (filter, role) = (filter.clone(), role.clone());
        async move {
            let show = Show { most: BATCH, after };
            let found = site.app.applications(&person, &role, &filter, &show).await?;
            let lines = found.rows.iter().map(|row| line(&cells(&frame, row))).collect();
            Ok::<_, Failure>((lines, found.next))
        }
    };
    Ok(table::answer("applications", &head, page))
}

fn cells(frame: &Frame, row: &ApplicationRow) -> [String; 6] {
    let title = |of: &Option<(String, duheng_pack::text::Text)>| {
        of.as_ref().map(|(_, title)| frame.pick(title).to_owned()).unwrap_or_default()
    };
    [
        row.enterprise.name.clone(),
        row.enterprise.uscc.clone(),
        frame.pick(&row.programme).to_owned(),
        row.target.edition.clone(),
        title(if row.stage.is_some() { &row.stage } else { &row.ended }),
        title(&row.grade),
    ]
}
