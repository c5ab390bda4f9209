//! The page of one application: the same for every role, with what that role may see.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::SignedInPerson;
use duheng_app::work::{Dossier, Look, Waits, offered};
use duheng_app::{Drawing, Failure};
use duheng_pack::calendar::Date;
use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::Opening;
use duheng_programme::command::{Evidence, Ruling};
use duheng_programme::model::Mechanism;
use duheng_programme::scoring::Standing;
use duheng_programme::state::{HonourState, Place, Sealed};

use super::closing;
use super::did::on_case;
use super::objections::{Heard, heard, named};
use super::scene::{Scene, hidden};
use super::turned::{Turned, running};
use super::unproved::Lacking;
use super::way::{self, Step, steps};
use crate::address::{encoded, with_query};
use crate::forms::Fields;
use crate::frame::{Frame, capital};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// Something that can be done, or cannot be done yet.
struct Link {
    command: &'static str,
    title: String,
    address: String,
    due: Option<String>,
    awaited: bool,
    /// Why not now.
    blocked: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "case/page.html")]
struct CasePage {
    frame: Frame,
    scene: Scene,
    dossier: Dossier,
    looks: Vec<Look>,
    steps: Vec<Step>,
    links: Vec<Link>,
    standing: Option<Standing>,
    /// What is stated without its evidence, until a grade is decided.
    lacking: Lacking,
    /// How often it was sent back.
    turned: Turned,
    objections: Vec<Heard>,
    /// Whether a score sheet can be made.
    sheet: bool,
    /// Whether certificates can be made.
    papers: bool,
    drawing: Option<Drawing>,
    /// How its edition was closed, in words, and whether that left it unfinished.
    closed: Option<String>,
    is_left: bool,
    /// Whom it waits for.
    waits: Vec<Waits>,
    /// What was done on the page before, in a sentence, and its name.
    did: Option<String>,
    done: String,
}

impl CasePage {
    /// The day since which an application stands where it stands; what has ended says when in its record.
    fn since(&self, course: &duheng_programme::seen::Course) -> Option<Date> {
        course.reached_on.filter(|_| matches!(course.place, Place::At(_)))
    }

    /// The first thing that waits for this role.
    fn first(&self) -> Option<&Link> {
        self.links.iter().find(|link| link.awaited && link.blocked.is_none())
    }

    /// Whether the enterprise has not applied and can.
    fn may_apply(&self) -> bool {
        let offers = |link: &Link| link.command == "apply" && link.blocked.is_none();
        self.dossier.seen.course.is_none() && self.links.iter().any(offers)
    }

    /// What else can be done.
    fn others(&self) -> impl Iterator<Item = &Link> {
        let first = self.first().map(|link| link.address.clone());
        self.links.iter().filter(move |link| link.blocked.is_none() && Some(&link.address) != first.as_ref())
    }

    /// What the application waits for and this person cannot do now: it waits for another, or for time.
    fn held_up(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.awaited && link.blocked.is_some())
    }

    /// The first day on which somebody can go on, where nobody can before.
    fn opens(&self) -> Option<Date> {
        let days: Option<Vec<Date>> = self.waits.iter().map(|of| of.opens).collect();
        days?.into_iter().min()
    }

    fn blocked(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| !link.awaited && link.blocked.is_some())
    }

    fn edition_address(&self) -> String {
        let [programme, edition] =
            [&self.dossier.target.programme, &self.dossier.target.edition].map(|part| encoded(part));
        let look = &self.scene.look;
        with_query(
            &format!("/editions/{programme}/{edition}"),
            &[("role", &look.role), ("place", &look.place)],
        )
    }

    fn edition_title(&self) -> String {
        format!("{} {}", self.frame.pick(&self.dossier.programme), self.dossier.target.edition)
    }

    fn honour(&self) -> Option<&duheng_programme::state::Honour> {
        self.dossier.seen.course.as_ref()?.honour.as_ref()
    }

    /// The certificate of an honour that stands, as a document.
    fn certificate(&self) -> Option<&duheng_programme::state::Honour> {
        let is_in_force =
            |honour: &&duheng_programme::state::Honour| matches!(honour.state, HonourState::InForce);
        self.honour().filter(is_in_force).filter(|_| self.papers)
    }

    /// How an honour ended, with the day and the reason.
    fn honour_ended<'h>(
        &self,
        honour: &'h duheng_programme::state::Honour,
    ) -> Option<(String, Date, &'h str)> {
        let HonourState::Ended(how, on, why) = &honour.state else { return None };
        let programme = self.scene.programme()?;
        let ends = programme.stages.iter().filter(|stage| matches!(stage.mechanism, Mechanism::Track { .. }));
        let end = ends.filter_map(|stage| stage.next.get(how.name())).find_map(|end| programme.ends.get(end));
        Some((end.map_or_else(|| how.name().to_owned(), |title| self.frame.pick(title).to_owned()), *on, why))
    }

    /// The last day of a supplement that is running, and why it was asked for.
    fn supplement(&self) -> Option<(Date, &str)> {
        let course = self.dossier.seen.course.as_ref().filter(|of| matches!(of.place, Place::At(_)))?;
        if self.is_left || course.due.is_none() {
            return None;
        }
        let turn = running(&self.dossier);
        Some((turn.and_then(|turn| turn.until).or(course.due)?, turn.map_or("", |turn| turn.asked.as_str())))
    }

    /// Whether the application has come to an end.
    fn has_ended(&self) -> bool {
        self.dossier.seen.course.as_ref().is_some_and(|course| matches!(course.place, Place::Ended(_)))
    }

    /// The last day of a hearing that is running.
    fn hearing(&self) -> Option<Date> {
        self.dossier.seen.course.as_ref()?.hearing_until.filter(|_| !self.is_left)
    }

    /// What an authority began it on, where one did.
    fn basis(&self) -> Option<&str> {
        let course = self.dossier.seen.course.as_ref()?;
        Some(course.basis.as_str()).filter(|basis| !basis.is_empty())
    }

    /// How an objection was ruled on by which the decided grade stands no longer.
    fn overturned(&self) -> Option<String> {
        way::overturned(&self.scene, &self.dossier).map(|ruling| self.ruling(ruling))
    }

    /// Whether everybody sees the notice.
    fn is_on_notice(&self) -> bool {
        way::is_on_notice(&self.scene, &self.dossier)
    }

    fn notice(&self) -> Option<&duheng_programme::state::Notice> {
        self.dossier.seen.course.as_ref()?.notice.as_ref()
    }

    fn look_address(&self, look: &Look) -> String {
        with_query(&self.scene.home(), &[("role", &look.role), ("place", &look.place)])
    }

    fn evidence_address(&self, file: &Evidence) -> String {
        let (home, look) = (self.scene.home(), &self.scene.look);
        with_query(
            &format!("{home}/evidence/{}", encoded(&file.hash)),
            &[("role", &look.role), ("place", &look.place)],
        )
    }

    /// The evidence for a fact.
    fn evidence(&self, name: &str) -> &[Evidence] {
        self.dossier.evidence.get(name).map_or(&[], Vec::as_slice)
    }

    /// Evidence that is for documents of a stage or for items rather than for facts.
    fn other_evidence(&self) -> Vec<(String, &Evidence)> {
        let named = |name: &String| self.dossier.facts.iter().any(|fact| fact.name == *name);
        let others = self.dossier.evidence.iter().filter(|(name, _)| !named(name));
        others
            .flat_map(|(name, files)| files.iter().map(move |file| (name, file)))
            .map(|(name, file)| (self.scene.asked_for(&self.frame, name), file))
            .collect()
    }

    /// The documents and the consents of the last submission: name, title, what was given.
    fn documents(&self) -> Vec<(String, String, String)> {
        let claim = self.dossier.seen.claim.as_ref();
        let Some(last) = claim.and_then(|claim| claim.submissions.last()) else { return Vec::new() };
        let title = |name: &str| {
            self.scene
                .document(name)
                .map_or_else(|| name.to_owned(), |title| self.frame.pick(&title).to_owned())
        };
        let all = last.documents.iter().chain(&last.consents);
        all.map(|(name, value)| (name.clone(), title(name), value.clone())).collect()
    }

    /// Requests not to evaluate items.
    fn requests(&self) -> Vec<(String, String, String)> {
        let claim = self.dossier.seen.claim.as_ref();
        let requests = claim.into_iter().flat_map(|claim| &claim.requests);
        requests
            .map(|(item, request)| {
                let title = self.scene.item(item);
                let title = title.map_or_else(|| item.clone(), |title| self.frame.pick(&title).to_owned());
                let state = match &request.judged {
                    None => "request-open",
                    Some((true, _)) => "request-yes",
                    Some((false, _)) => "request-no",
                };
                (title, request.reason.clone(), self.frame.t(state))
            })
            .collect()
    }

    /// What authorities gave: facts and lists with their labels.
    fn given(&self) -> Vec<(String, String)> {
        let Some(claim) = self.dossier.seen.claim.as_ref() else { return Vec::new() };
        let vocabulary = &self.scene.rules.pack.vocabulary;
        let fact =
            |name: &str| vocabulary.fact(name).and_then(|id| id.of(vocabulary)).map(|of| of.title.clone());
        let list =
            |name: &str| vocabulary.list(name).and_then(|id| id.of(vocabulary)).map(|of| of.title.clone());
        let facts = claim.given.iter().flat_map(Node::entries);
        let lists = claim.lists.iter().flat_map(Node::entries);
        let shown =
            facts.map(|entry| (fact(&entry.key), entry)).chain(lists.map(|entry| (list(&entry.key), entry)));
        let mut found: Vec<(String, String)> = Vec::new();
        for (title, entry) in shown {
            let title = title.unwrap_or_else(|| Text::same(&entry.key));
            let title = self.frame.pick(&title).to_owned();
            found.retain(|(of, _)| *of != title);
            found.push((title, self.value(&entry.key, &entry.value)));
        }
        found
    }

    /// The value of a fact as people read it.
    fn value(&self, fact: &str, node: &Node) -> String {
        super::values::shown(&self.frame, &self.scene.rules.pack.vocabulary, fact, node)
    }

    fn person(&self, id: &str) -> String {
        self.scene.person(id)
    }

    fn grade(&self, id: &str) -> String {
        self.frame.pick(&self.scene.grade(id)).to_owned()
    }

    fn role(&self, id: &str) -> String {
        let role = self.scene.programme().and_then(|programme| programme.roles.get(id));
        role.map_or_else(|| id.to_owned(), |role| self.frame.head(&role.title))
    }

    fn stage(&self, id: &str) -> String {
        let stage = self.scene.programme().and_then(|programme| programme.stage(id));
        stage.map_or_else(|| id.to_owned(), |stage| self.frame.pick(&stage.title).to_owned())
    }

    fn layer(&self, id: &str) -> String {
        self.scene.layer(&self.frame, id)
    }

    /// The address of the score sheet, where there are points to show.
    fn sheet(&self) -> Option<String> {
        self.sheet.then(|| self.below("/score-sheet"))
    }

    /// The address of what is printed of the claim, once it was submitted and is seen.
    fn printed(&self, rest: &str) -> Option<String> {
        let claim = self.dossier.seen.claim.as_ref().filter(|claim| !claim.submissions.is_empty());
        claim.map(|_| self.below(rest))
    }

    /// Whether somebody leads the panel.
    fn leads(&self, expert: &str) -> bool {
        self.dossier.seen.leader.as_deref() == Some(expert)
    }

    /// An address below this page, in the role that was chosen.
    fn below(&self, rest: &str) -> String {
        let look = &self.scene.look;
        let address = format!("{}{rest}", self.scene.home());
        with_query(&address, &[("role", &look.role), ("place", &look.place)])
    }

    /// Points as people read them.
    fn points(&self, of: &Rational) -> String {
        super::brief::points(of)
    }

    /// The points that somebody gave, and the facts that they found otherwise.
    fn entered(&self, sealed: &Sealed) -> Vec<(String, String)> {
        super::entries::shown(&self.frame, &self.scene, sealed)
    }

    /// Why the computed grade is lower than the total alone would give.
    fn demoted(&self, standing: &Standing) -> Option<String> {
        super::brief::demoted(&self.frame, &self.scene, standing)
    }

    /// The items on which assessors differ, by their titles.
    fn unsettled(&self, items: &[String]) -> String {
        let title = |item: &String| match self.scene.item(item) {
            Some(title) => self.frame.pick(&title).to_owned(),
            None => self.scene.asked_for(&self.frame, item),
        };
        items.iter().map(title).collect::<Vec<String>>().join(&self.frame.t("list-seam"))
    }

    /// What is said when naming has just been done: the number of the certificate, and where it is looked at.
    fn named(&self) -> Option<&duheng_programme::state::Honour> {
        self.honour().filter(|_| self.done == "issue")
    }

    fn ruling(&self, ruling: Ruling) -> String {
        named(&self.frame, ruling)
    }

    fn tracked(&self, kind: &str) -> String {
        let mut stages = self.scene.programme().into_iter().flat_map(|programme| &programme.stages);
        let found = stages.find_map(|stage| match &stage.mechanism {
            Mechanism::Track { events, .. } => events.get(kind),
            _ => None,
        });
        found.map_or_else(|| kind.to_owned(), |title| self.frame.pick(title).to_owned())
    }

    /// What an event is about; days in the reader's language.
    fn about(&self, about: &Text) -> String {
        self.frame.dated(about)
    }
}

/// `GET /cases/{programme}/{edition}/{uscc}`
pub(crate) async fn case(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let (scene, looks) = Scene::of_case(&site, &person, &which, &asked).await?;
    let dossier = scene.dossier.clone().ok_or(Trouble::NotFound)?;
    let (role, place) = (scene.look.role.clone(), scene.look.place.clone());
    let around = site.app.surroundings(&person, &role, Some(&place), &scene.target).await.map_err(hidden)?;
    let drawing = drawing(&site, &person, &scene).await?;
    let steps = steps(&frame, &scene, &dossier, &around.passed);
    let openings = scene.programme().map(|programme| offered(&scene.openings, programme));
    let links = links(&frame, &scene, &openings.unwrap_or_default());
    let done = asked.get("did").to_owned();
    let did = on_case(&frame, &done, &dossier.enterprise.name);
    let undecided = dossier.seen.decided.is_none();
    let lacking = if undecided { Lacking::of(&frame, &scene, &around) } else { Lacking::default() };
    let is_left = around.closed.as_ref().is_some_and(|closing| closing.left);
    let closed = around.closed.as_ref().map(|closing| closing::told(&frame, closing));
    let (standing, waits) = (around.standing, around.waits);
    let claimed = dossier.seen.claim.as_ref().is_some_and(|claim| !claim.submissions.is_empty());
    let judged = scene.programme().is_some_and(|programme| programme.standard.is_some());
    let papers = site.papers.are_made();
    let sheet = papers && claimed && judged;
    let page = CasePage {
        turned: Turned::of(&frame, &dossier),
        objections: heard(&frame, &dossier),
        scene,
        dossier,
        looks,
        steps,
        links,
        standing,
        lacking,
        sheet,
        papers,
        drawing,
        closed,
        is_left,
        waits,
        did,
        done,
        frame,
    };
    page.frame.show(StatusCode::OK, &page)
}

async fn drawing(site: &Site, person: &SignedInPerson, scene: &Scene) -> Result<Option<Drawing>, Trouble> {
    let found = site.app.drawing(person, &scene.look.role, Some(&scene.look.place), &scene.target).await;
    match found {
        Ok(found) => Ok(found),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Broken(fault)) => Err(fault.into()),
    }
}

/// The links of openings, awaited ones first.
fn links(frame: &Frame, scene: &Scene, openings: &[Opening]) -> Vec<Link> {
    let nobody_sealed = scene.dossier.as_ref().is_some_and(|dossier| dossier.seen.entries.is_empty());
    let mut links: Vec<Link> = openings
        .iter()
        // entries are given back to somebody who has sealed some
        .filter(|opening| opening.ask.command != "reopen" || !nobody_sealed)
        .map(|opening| Link {
            command: opening.ask.command,
            title: scene.called(frame, &opening.ask),
            address: scene.form_of(opening),
            due: opening.due.map(|day| frame.day(&day.to_string())),
            awaited: opening.awaited,
            blocked: opening.blocked.as_ref().map(|refusal| {
                let of = |text| scene.named_in(frame, text);
                (capital(&of(&refusal.message)), of(&refusal.remedy))
            }),
        })
        .collect();
    links.sort_by_key(|link| !link.awaited);
    links
}
