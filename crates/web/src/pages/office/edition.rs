//! One edition: its stages, what can be done about it, its lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::work::{Look, is_told_goals};
use duheng_programme::Opening;
use duheng_programme::cohort::Cohort;
use duheng_programme::model::{Mechanism, Stage};
use duheng_programme::state::{Edition, ListState};

use crate::address::{case, encoded, with_query};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::account::unread;
use crate::pages::case::closing;
use crate::pages::case::code::{unfound, written};
use crate::pages::case::did::on_edition;
use crate::pages::case::scene::{Scene, hidden};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "office/edition.html")]
struct EditionPage {
    frame: Frame,
    scene: Scene,
    looks: Vec<Look>,
    edition: Edition,
    standing: BTreeMap<String, u64>,
    ended: BTreeMap<String, u64>,
    did: Option<String>,
    /// How it was closed, in words.
    closed: Option<String>,
    /// Who froze the cohort, for offices.
    frozen_by: Option<String>,
    /// The names of the offices that recommended, by id.
    units: BTreeMap<String, String>,
    /// The code by which no enterprise was found, with why.
    unfound: Option<(String, String)>,
}

impl EditionPage {
    fn stages(&self) -> &[Stage] {
        self.scene.programme().map_or(&[], |programme| programme.stages.as_slice())
    }

    fn title(&self) -> String {
        let title = self.scene.programme().map(|programme| self.frame.pick(&programme.title));
        format!("{} {}", title.unwrap_or_default(), self.scene.target.edition)
    }

    /// The days on which a stage is open.
    fn planned(&self, stage: &Stage) -> String {
        let window = self.scene.windows.get(&stage.id);
        let day = |of: Option<duheng_pack::calendar::Date>| of.map(|day| self.frame.day(&day.to_string()));
        let (opens, closes) = (day(window.and_then(|of| of.opens)), day(window.and_then(|of| of.closes)));
        match (opens, closes) {
            (Some(from), Some(until)) => self.frame.with2("period", "from", &from, "until", &until),
            (Some(from), None) => self.frame.with("period-open", "from", from),
            (None, Some(until)) => self.frame.with("act-closes", "day", until),
            (None, None) => String::new(),
        }
    }

    /// That the last day of a stage was moved, and to which.
    fn moved(&self, asked: &Fields) -> Option<String> {
        let stage = self.stages().iter().find(|stage| stage.id == asked.get("moved"))?;
        let closes = self.scene.windows.get(&stage.id)?.closes?;
        let (of, day) = (self.title(), self.frame.day(&closes.to_string()));
        let values = [("of", of.as_str()), ("stage", self.frame.pick(&stage.title)), ("day", day.as_str())];
        (asked.get("did") == "reschedule").then(|| self.frame.with_all("did-reschedule-to", &values))
    }

    /// When a stage of the edition began and ended.
    fn actual(&self, stage: &Stage) -> String {
        let run = self.edition.stages.get(&stage.id);
        let started = run.and_then(|run| run.started).map(|day| self.frame.day(&day.to_string()));
        let closed = run.and_then(|run| run.closed).map(|day| self.frame.day(&day.to_string()));
        let decided = self.edition.lists.get(&stage.id).and_then(|list| list.decided.as_ref());
        let closed = closed.or_else(|| decided.map(|of| self.frame.day(&of.held_on.to_string())));
        let parts = [("edition-started", started), ("edition-closed", closed)];
        let told = parts.into_iter().filter_map(|(text, day)| Some(self.frame.with(text, "day", day?)));
        told.collect::<Vec<_>>().join(&self.frame.t("list-seam"))
    }

    /// Whether some stage of the edition has begun or ended; stages of applications have no such days.
    fn has_dates(&self) -> bool {
        self.stages().iter().any(|stage| !self.actual(stage).is_empty())
    }

    /// That the cohort is frozen: since when, by whom, and how many it has.
    fn frozen(&self, cohort: &Cohort) -> String {
        let day = cohort.on.map(|day| self.frame.day(&day.to_string())).unwrap_or_default();
        let count = cohort.members.len().to_string();
        let text = match (cohort.on, &self.frozen_by) {
            (None, _) => "edition-frozen",
            (Some(_), None) => "edition-frozen-on",
            (Some(_), Some(_)) => "edition-frozen-by",
        };
        let name = self.frozen_by.as_deref().unwrap_or_default();
        self.frame.with_all(text, &[("count", &count), ("day", &day), ("name", name)])
    }

    /// How many applications stand in a stage.
    fn held(&self, stage: &Stage) -> u64 {
        self.standing.get(&stage.id).copied().unwrap_or_default()
    }

    fn total(&self) -> u64 {
        self.standing.values().chain(self.ended.values()).sum()
    }

    /// The ends with the number of applications that came there.
    fn ends(&self) -> Vec<(String, String, u64)> {
        let programme = self.scene.programme();
        let title = |end: &String| {
            let found = programme.and_then(|programme| programme.ends.get(end));
            found.map_or_else(|| end.clone(), |title| self.frame.head(title))
        };
        self.ended.iter().map(|(end, count)| (end.clone(), title(end), *count)).collect()
    }

    /// The applications of a stage or of an end.
    fn applications(&self, key: &str, value: &str) -> String {
        let look = &self.scene.look;
        let values = [("role", look.role.as_str()), ("place", &look.place), (key, value)];
        with_query(&format!("{}/applications", self.scene.home()), &values)
    }

    fn look_address(&self, look: &Look) -> String {
        with_query(&self.scene.home(), &[("role", &look.role), ("place", &look.place)])
    }

    fn open(&self) -> impl Iterator<Item = &Opening> {
        self.scene.openings.iter().filter(|opening| opening.is_open())
    }

    fn first(&self) -> Option<&Opening> {
        self.open().find(|opening| opening.awaited)
    }

    fn others(&self) -> impl Iterator<Item = &Opening> {
        let first = self.first().map(|opening| opening.ask.clone());
        self.open().filter(move |opening| Some(&opening.ask) != first.as_ref())
    }

    fn blocked(&self) -> impl Iterator<Item = (&Opening, String, String)> {
        self.scene.openings.iter().filter_map(|opening| {
            let refusal = opening.blocked.as_ref()?;
            let told = |text| self.scene.named_in(&self.frame, text);
            Some((opening, told(&refusal.message), told(&refusal.remedy)))
        })
    }

    /// Lists that the role sees, with their stages.
    fn lists(&self) -> Vec<(&Stage, &ListState)> {
        let own = |stage| -> Option<(&Stage, &ListState)> {
            let stage: &Stage = stage;
            Some((stage, self.edition.lists.get(&stage.id)?))
        };
        self.stages().iter().filter_map(own).collect()
    }

    /// How an entry of a list was decided.
    fn verdict(&self, list: &ListState, id: &str) -> Option<(&'static str, String)> {
        list.decided.as_ref()?;
        Some(match list.refused.get(id) {
            Some(reason) => ("case-refused", reason.clone()),
            None => ("case-accepted", String::new()),
        })
    }

    /// Who was recommended, as far as the role sees it.
    fn recommended(&self) -> Vec<(&String, &String)> {
        self.edition.recommended.iter().flat_map(|(unit, of)| of.iter().map(move |id| (unit, id))).collect()
    }

    /// The name of an office that recommends.
    fn unit<'u>(&'u self, id: &'u str) -> &'u str {
        self.units.get(id).map_or(id, String::as_str)
    }

    fn case_of(&self, id: &str) -> Option<String> {
        let of = &self.scene.target;
        Some(case(&of.programme, &of.edition, &self.scene.enterprises.get(id)?.uscc))
    }

    /// Documents of a stage: title, the titles that were filed, whether one is needed.
    fn documents(&self, stage: &Stage) -> Vec<(String, String, bool)> {
        let Mechanism::Run { documents, .. } = &stage.mechanism else { return Vec::new() };
        let filed = self.edition.stages.get(&stage.id);
        documents
            .iter()
            .map(|(id, document)| {
                let titles = filed.and_then(|run| run.documents.get(id)).cloned().unwrap_or_default();
                let seam = self.frame.t("list-seam");
                (self.frame.pick(&document.title).to_owned(), titles.join(&seam), document.required)
            })
            .collect()
    }

    /// The address of the goals over the edition, where the standard has goals and the role is told of them.
    fn goals(&self) -> Option<String> {
        let (programme, look) = (self.scene.programme()?, &self.scene.look);
        let standard = self.scene.rules.standard_of(programme)?;
        let told = is_told_goals(programme, &look.role) && !standard.targets.is_empty();
        let address = format!("{}/goals", self.scene.home());
        told.then(|| with_query(&address, &[("role", &look.role), ("place", &look.place)]))
    }

    /// Whether the role reaches more than its own.
    fn looks_around(&self) -> bool {
        use duheng_programme::model::Reach;
        let role = self.scene.programme().and_then(|programme| programme.roles.get(&self.scene.look.role));
        role.is_some_and(|role| !matches!(role.reach, Reach::Own | Reach::Anyone))
    }
}

/// `GET /editions/{programme}/{edition}`
pub(crate) async fn edition(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let (scene, looks) = Scene::of_edition(&site, &person, &which, &asked).await?;
    let (programme, name) = &which;
    let sheet = site.app.edition_sheet(&person, &scene.look.role, Some(&scene.look.place), programme, name);
    let sheet = sheet.await.map_err(hidden)?;
    let counts = site.app.edition_counts(&person, &scene.look.role, &scene.look.place, programme, name);
    let counts = counts.await.map_err(hidden)?;
    let opened = sheet.edition.dates.is_some();
    let may_open = sheet.openings.iter().any(|opening| opening.ask.command == "open_edition");
    if !opened {
        // an edition that nobody opened is there for those alone who may open it
        return match may_open {
            true => {
                let values =
                    [("programme", programme.as_str()), ("place", &scene.look.place), ("edition", name)];
                Ok(Redirect::to(&with_query("/editions/new", &values)).into_response())
            }
            false => Err(Trouble::NotFound),
        };
    }
    let mut units = BTreeMap::new();
    if !sheet.edition.recommended.is_empty() {
        let offices = site.app.offices().await.map_err(unread)?;
        units.extend(offices.into_iter().map(|office| (office.id, office.name)));
    }
    let closed = sheet.closed.as_ref().map(|closing| closing::told(&frame, closing));
    let code = asked.get("uscc");
    let told = match code.is_empty() {
        true => None,
        false => unfound(&site, &frame, &person, [programme, name], code).await?,
    };
    let mut page = EditionPage {
        unfound: told.map(|told| (code.to_owned(), told)),
        closed,
        units,
        edition: sheet.edition,
        standing: counts.standing,
        ended: counts.ended,
        frozen_by: sheet.frozen_by,
        looks,
        scene,
        did: None,
        frame,
    };
    page.did = match page.moved(&asked) {
        None => on_edition(&page.frame, asked.get("did"), &page.title()),
        moved => moved,
    };
    page.frame.show(StatusCode::OK, &page)
}

/// `GET /editions/{programme}/{edition}/find`: leads to the page of an enterprise by its code, or back to where it was
/// typed.
pub(crate) async fn find(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path((programme, edition)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let typed = asked.tidy("uscc");
    let code = written(&typed);
    let values = [("role", asked.get("role")), ("place", asked.get("place"))];
    let place = match unfound(&site, &frame, &person, [&programme, &edition], &typed).await? {
        None => with_query(&case(&programme, &edition, &code), &values),
        // the page on which it was typed says why
        Some(_) => {
            let here = match asked.get("register") {
                "" => format!("/editions/{}/{}", encoded(&programme), encoded(&edition)),
                register => format!("/records/{}", encoded(register)),
            };
            let kept = [values.as_slice(), &[("uscc", typed.as_str())]].concat();
            with_query(&here, &kept)
        }
    };
    Ok(Redirect::to(&place).into_response())
}
