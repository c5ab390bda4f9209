//! An edition as one role sees it: its stages, its lists; how many applications stand where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duheng_pack::text::Text;
use duheng_programme::model::{Mechanism, Programme, Reach};
use duheng_programme::state::{Edition, ListState};
use duheng_programme::time::Window;
use duheng_programme::{Opening, leads, openings};
use sea_orm::sea_query::{Alias, Expr, Func, Query};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::WorkFilter;
use super::closed::{Closing, closing};
use super::scope::hanging;
use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::directory;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::public::Enterprise;
use crate::public::queries::optional;
use crate::sight::Target;
use crate::store::entity::{application, organisation, person};

/// An edition as one role sees it.
#[derive(Clone)]
pub struct EditionSheet {
    /// The programme's title.
    pub title: Text,
    /// Its state; lists and recommendations that do not concern the role are left out.
    pub edition: Edition,
    /// The windows of its stages.
    pub windows: BTreeMap<String, Window>,
    /// Who stands on the lists and among the recommendations, by id.
    pub enterprises: BTreeMap<String, Enterprise>,
    /// How it was closed; none while it is open.
    pub closed: Option<Closing>,
    /// The name of who froze the cohort, for offices.
    pub frozen_by: Option<String>,
    /// What the role may do.
    pub openings: Vec<Opening>,
    /// The pack that it pins.
    pub rules: Arc<InstalledPack>,
}

/// How many applications of an edition are within reach of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionCounts {
    /// How many stand in each stage.
    pub standing: BTreeMap<String, u64>,
    /// How many ended in each end.
    pub ended: BTreeMap<String, u64>,
}

impl App {
    /// An edition as a person sees it in a role.
    pub async fn edition_sheet(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        programme: &str,
        edition: &str,
    ) -> Result<EditionSheet, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let target =
            Target { programme: programme.to_owned(), edition: edition.to_owned(), organisation: None };
        let actor = self.actor(&person, role, place, &target, Intent::FillIn)?;
        let duheng_programme::Actor::Person { place, .. } = &actor else {
            return Err(Fault::Setting("a person is no person".to_owned()).into());
        };
        let sight = self.sight_of(db, &target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let (state, windows, openings, leads) = sight.with(|view| {
            let state = view.edition().cloned().unwrap_or_else(|| Edition::new(programme, edition));
            let stages = view.programme.stages.iter();
            let windows = stages.map(|stage| (stage.id.clone(), view.window(stage))).collect();
            (state, windows, openings(&actor, view, now), leads(view, place, now))
        })?;
        let rules = sight.programme()?;
        let state = match leads && rules.managed_by == role {
            true => state,
            false => {
                let within = self.within(db, place, listed(&state)).await?;
                shown(state, rules, role, place, &within)
            }
        };
        let recommended = state.recommended.values().flatten().cloned();
        let named: BTreeSet<String> = listed(&state).into_iter().chain(recommended).collect();
        let rows = organisation::Entity::find().filter(organisation::Column::Id.is_in(named)).all(db).await?;
        let enterprise = |row: organisation::Model| {
            (row.id, Enterprise { name: row.name, uscc: row.uscc, fictional: row.fictional })
        };
        let office = rules.roles.get(role).is_some_and(|role| role.reach == Reach::Subtree);
        let frozen_by = match state.cohort.as_ref().filter(|cohort| office && !cohort.by.is_empty()) {
            Some(cohort) => person::Entity::find_by_id(&cohort.by).one(db).await?.map(|person| person.name),
            None => None,
        };
        Ok(EditionSheet {
            closed: closing(db, &sight, office).await?,
            frozen_by,
            title: rules.title.clone(),
            edition: state,
            windows,
            enterprises: rows.into_iter().map(enterprise).collect(),
            openings,
            rules: Arc::clone(&sight.installed),
        })
    }

    /// How many applications of an edition a person reaches in a role, by stage and by end.
    pub async fn edition_counts(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: &str,
        programme: &str,
        edition: &str,
    ) -> Result<EditionCounts, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let filter = WorkFilter {
            role: Some(role.to_owned()),
            place: Some(place.to_owned()),
            programme: Some(programme.to_owned()),
            edition: Some(edition.to_owned()),
            ..WorkFilter::default()
        };
        let key = format!("{} {:?} {filter:?}", person.person(), person.roles());
        self.counts.get(self.listed_now().await?, key, self.standing_in(db, &person, &filter)).await
    }

    /// Those of some organisations that hang below an office today.
    pub(super) async fn within(
        &self,
        db: &impl ConnectionTrait,
        place: &str,
        named: BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Failure> {
        if named.is_empty() {
            return Ok(named);
        }
        let today = self.today()?;
        let offices = directory::below(db, &BTreeSet::from([place.to_owned()]), today).await?;
        let below = hanging(offices.into_values().flatten().collect(), today);
        let rows = organisation::Entity::find()
            .filter(organisation::Column::Id.is_in(named))
            .filter(organisation::Column::Id.in_subquery(below));
        Ok(rows.all(db).await?.into_iter().map(|row| row.id).collect())
    }

    /// How many applications within reach stand in each stage, and how many ended in each end.
    async fn standing_in(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        filter: &WorkFilter,
    ) -> Result<EditionCounts, Failure> {
        let scope = self.scope(db, person, filter).await?;
        if scope.groups.is_empty() {
            return Ok(EditionCounts::default());
        }
        let columns = [application::Column::Stage, application::Column::Ended];
        let mut select = Query::select();
        select.from(application::Entity);
        for column in columns {
            select.column((application::Entity, column)).group_by_col((application::Entity, column));
        }
        let all = Func::count(Expr::col((application::Entity, application::Column::Organisation)));
        select.expr_as(all, Alias::new("held")).cond_where(scope.applications());
        let mut counts = EditionCounts::default();
        for row in db.query_all(&select).await.map_err(Fault::from)? {
            let count: i64 = row.try_get("", "held").map_err(Fault::from)?;
            let count = u64::try_from(count).unwrap_or_default();
            match (optional(&row, "stage")?, optional(&row, "ended")?) {
                (Some(stage), _) => *counts.standing.entry(stage).or_default() += count,
                (None, Some(end)) => *counts.ended.entry(end).or_default() += count,
                (None, None) => {}
            }
        }
        Ok(counts)
    }
}

/// Who stands on the lists of an edition, or did.
fn listed(state: &Edition) -> BTreeSet<String> {
    let of = |list: &ListState| {
        let named = list.entries.keys().chain(list.removed.keys()).chain(list.refused.keys());
        named.chain(&list.accepted).cloned().collect::<Vec<_>>()
    };
    state.lists.values().flat_map(of).collect()
}

/// Leaves of a list those within reach.
fn narrow(list: &mut ListState, within: &BTreeSet<String>) {
    for named in [&mut list.entries, &mut list.removed, &mut list.refused] {
        named.retain(|organisation, _| within.contains(organisation));
    }
    list.accepted.retain(|organisation| within.contains(organisation));
}

/// What a role sees of an edition that it does not lead: of lists that it makes or decides those within reach,
/// recommendations of its own unit.
fn shown(
    mut state: Edition,
    programme: &Programme,
    role: &str,
    place: &str,
    within: &BTreeSet<String>,
) -> Edition {
    let concerned = |stage: &str| {
        programme.stage(stage).is_some_and(|stage| {
            let listed_by = match &stage.mechanism {
                Mechanism::List { listed_by, .. } => listed_by.as_slice(),
                _ => &[],
            };
            stage.by.iter().chain(listed_by).any(|by| by == role)
        })
    };
    state.lists.retain(|stage, _| concerned(stage));
    state.lists.values_mut().for_each(|list| narrow(list, within));
    state.recommended.retain(|unit, _| unit == place);
    state
}
