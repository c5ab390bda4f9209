//! Editions in which somebody's roles do something, and programmes of which they may open one.

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::time::Moment;
use duheng_programme::{Actor, Opening, openings};
use sea_orm::EntityTrait as _;

use super::WorkFilter;
use super::scope::roles_of;
use super::shown::{role_title, windows};
use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::fault::Failure;
use crate::sight::Target;
use crate::store::entity::edition;

/// What somebody has to do with editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    /// Those in which their roles do something, by programme, the latest first.
    pub editions: Vec<EditionRow>,
    /// The programmes of which they may open an edition.
    pub to_open: Vec<ToOpen>,
}

/// An edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionRow {
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// The reporting year.
    pub year: i32,
    /// The day of the evaluation.
    pub as_of: String,
    /// The hash of the pack that it pins.
    pub pack: String,
    /// The version of that pack.
    pub version: String,
    /// Whether it is closed.
    pub closed: bool,
    /// The roles that the person holds in it, with titles and places.
    pub roles: Vec<(String, Text, String)>,
    /// The windows of its stages, in the order of the programme; stages without one are left out.
    pub windows: Vec<StageWindow>,
}

/// When a stage is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageWindow {
    /// The stage.
    pub stage: String,
    /// Its title.
    pub title: Text,
    /// The first day.
    pub opens: Option<Date>,
    /// The last day, included.
    pub closes: Option<Date>,
    /// Whether it is open today.
    pub is_open: bool,
}

/// A programme of which an edition may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToOpen {
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The role that manages it.
    pub role: String,
    /// The place at which the person holds that.
    pub place: String,
    /// The names of the editions that there are.
    pub taken: Vec<String>,
}

impl App {
    /// The editions in which a person's roles do something, and the programmes of which they may open one.
    pub async fn editions(&self, by: &SignedInPerson) -> Result<Editions, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let scope = self.scope(db, &person, &WorkFilter::default()).await?;
        let rows = edition::Entity::find().all(db).await?;
        let mut editions: Vec<EditionRow> = Vec::new();
        for group in &scope.groups {
            let Some(programme) = group.programme() else { continue };
            let role = (group.role.clone(), role_title(programme, &group.role), group.place.clone());
            let same =
                |of: &&mut EditionRow| (&of.programme, &of.edition) == (&group.row.programme, &group.row.id);
            if let Some(held) = editions.iter_mut().find(same) {
                held.roles.push(role);
                continue;
            }
            let today = Moment::start_of(scope.today());
            let dated = windows(&group.pack, programme, &rows, &group.row.id)?;
            let dated = dated.into_iter().filter(|(_, of)| of.opens.is_some() || of.closes.is_some());
            editions.push(EditionRow {
                programme: programme.id.clone(),
                title: programme.title.clone(),
                edition: group.row.id.clone(),
                year: group.row.year,
                as_of: group.row.as_of.clone(),
                pack: group.row.pack.clone(),
                version: group.pack.version.clone(),
                closed: group.row.closed,
                roles: vec![role],
                windows: dated
                    .map(|(stage, window)| StageWindow {
                        stage: stage.id.clone(),
                        title: stage.title.clone(),
                        opens: window.opens,
                        closes: window.closes,
                        is_open: window.timing(today) == duheng_programme::time::Timing::In,
                    })
                    .collect(),
            });
        }
        let mut to_open: Vec<ToOpen> = Vec::new();
        let packs = self.shelf.all();
        for programme in packs.iter().rev().flat_map(|pack| &pack.programmes.programmes) {
            for held in person.roles() {
                let manages = roles_of(held, programme).iter().any(|(role, _)| *role == programme.managed_by);
                let same = |of: &ToOpen| of.programme == programme.id && of.place == held.place;
                // of several versions of a programme the one installed last counts
                let latest = self.shelf.with_programme(&programme.id);
                let latest = latest.as_ref().and_then(|pack| pack.programmes.programme(&programme.id));
                let latest = latest.is_some_and(|latest| latest.managed_by == programme.managed_by);
                if !manages || !latest || to_open.iter().any(same) {
                    continue;
                }
                let taken = rows.iter().filter(|row| row.programme == programme.id).map(|row| row.id.clone());
                to_open.push(ToOpen {
                    programme: programme.id.clone(),
                    title: programme.title.clone(),
                    role: programme.managed_by.clone(),
                    place: held.place.clone(),
                    taken: taken.collect(),
                });
            }
        }
        to_open.sort_by(|a, b| (&a.programme, &a.place).cmp(&(&b.programme, &b.place)));
        Ok(Editions { editions, to_open })
    }

    /// What somebody may do in a role about an edition itself, also one that is not open yet.
    pub async fn edition_openings(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        programme: &str,
        edition: &str,
    ) -> Result<Vec<Opening>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let target =
            Target { programme: programme.to_owned(), edition: edition.to_owned(), organisation: None };
        let actor: Actor = self.actor(&person, role, place, &target, Intent::FillIn)?;
        let sight = self.sight_of(db, &target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        Ok(sight.with(|view| openings(&actor, view, now))?)
    }
}
