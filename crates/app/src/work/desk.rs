//! The desk: what waits, by role.

use duheng_pack::text::Text;
use duheng_programme::model::Reach;
use duheng_programme::{Opening, openings};
use sea_orm::ConnectionTrait;

use super::entries::offered;
use super::lists::{Counted, actor_of};
use super::scope::{Group, Scope};
use super::shown::role_title;
use super::{Desk, DeskEdition, DeskRole, FIRST_TASKS, StageCount, WorkFilter};
use crate::accounts::{ANY, GrantKind, Held, SignedInPerson};
use crate::app::{App, moment};
use crate::directory;
use crate::fault::Failure;
use crate::public::{Enterprise, Show};
use crate::sight::Target;

/// How many applications of an enterprise are looked through for results.
const RESULTS: u64 = 50;

impl App {
    /// What a person has to do: per role the editions in which it does something, how many applications wait for it in
    /// each stage, and the first tasks.
    pub async fn desk(&self, by: &SignedInPerson) -> Result<Desk, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let key = format!("{} {:?}", person.person(), person.roles());
        self.desks.get(self.listed_now().await?, key, self.desk_of(db, &person)).await
    }

    /// The desk of somebody who is present.
    async fn desk_of(&self, db: &impl ConnectionTrait, person: &SignedInPerson) -> Result<Desk, Failure> {
        let mut roles: Vec<DeskRole> = Vec::new();
        for held in person.roles() {
            let same = |of: &DeskRole| (of.kind, &of.role, &of.place) == (held.kind, &held.role, &held.place);
            if held.kind == GrantKind::Administrator || roles.iter().any(same) {
                continue;
            }
            roles.push(self.desk_role(db, person, held).await?);
        }
        Ok(Desk { roles })
    }

    async fn desk_role(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        held: &Held,
    ) -> Result<DeskRole, Failure> {
        let filter = WorkFilter {
            role: Some(held.role.clone()).filter(|role| role != ANY),
            place: Some(held.place.clone()),
            ..WorkFilter::default()
        };
        let scope = self.scope(db, person, &filter).await?;
        let show = Show { most: FIRST_TASKS, after: None };
        let first = self.tasks_in(db, person, &scope, &filter, &show).await?;
        let counted = self.counted(db, &scope).await?;
        let mut editions = Vec::new();
        for group in &scope.groups {
            let edition = self.desk_edition(db, person, group, &counted).await?;
            if !edition.closed || !edition.stages.is_empty() {
                editions.push(edition);
            }
        }
        let enterprise = match held.kind {
            GrantKind::Enterprise => directory::find(db, &held.place).await?.map(Enterprise::from),
            _ => None,
        };
        let (mut results, mut under_way) = (Vec::new(), Vec::new());
        if enterprise.is_some() {
            let show = Show { most: RESULTS, after: None };
            let mut rows = self.applications_in(db, &scope, &filter, &show).await?.rows;
            rows.sort_by_key(|row| std::cmp::Reverse(row.changed_at));
            (results, under_way) = rows.into_iter().partition(|row| row.grade.is_some());
            under_way.retain(|row| first.rows.iter().all(|task| task.target != row.target));
        }
        Ok(DeskRole {
            role: held.role.clone(),
            title: self.title_of_role(&held.role, &scope),
            kind: held.kind,
            place: held.place.clone(),
            enterprise,
            editions,
            tasks: first.rows,
            more: first.next.is_some(),
            results,
            under_way,
        })
    }

    async fn desk_edition(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        group: &Group,
        counted: &[Counted],
    ) -> Result<DeskEdition, Failure> {
        let (row, programme) = (&group.row, group.programme());
        let of_group =
            |of: &&Counted| (&of.programme, &of.edition, &of.role) == (&row.programme, &row.id, &group.role);
        let own: Vec<&Counted> = counted.iter().filter(of_group).collect();
        let stages = programme.into_iter().flat_map(|programme| &programme.stages).filter_map(|stage| {
            let count = own.iter().find(|of| of.stage == stage.id)?.count;
            Some(StageCount { stage: stage.id.clone(), title: stage.title.clone(), count })
        });
        let stages = stages.collect();
        let openings = if row.closed { Vec::new() } else { self.first_openings(db, person, group).await? };
        let title = |opening: &Opening| {
            let stage = programme?.stage(opening.stage.as_deref()?)?;
            Some((stage.id.clone(), stage.title.clone()))
        };
        let entry = |opening: &Opening| {
            let name = opening.ask.entry.clone()?;
            let entry = programme?.entries.get(&name)?;
            Some((name, (entry.title.clone(), entry.needs_honour)))
        };
        Ok(DeskEdition {
            entries: openings.iter().filter_map(entry).collect(),
            titles: openings.iter().filter_map(title).collect(),
            programme: row.programme.clone(),
            title: programme.map(|programme| programme.title.clone()).unwrap_or_default(),
            edition: row.id.clone(),
            role: group.role.clone(),
            closed: row.closed,
            stages,
            openings,
        })
    }

    /// The entries of an enterprise that has not entered; what the edition itself waits for from an office.
    async fn first_openings(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        group: &Group,
    ) -> Result<Vec<Opening>, Failure> {
        let own = group.reach == Reach::Own;
        let target = Target {
            programme: group.row.programme.clone(),
            edition: group.row.id.clone(),
            organisation: own.then(|| group.place.clone()),
        };
        let sight = self.sight_of(db, &target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let found = sight.with(|view| openings(&actor_of(person, group), view, now))?;
        let wanted = |opening: &Opening| if own { opening.ask.entry.is_some() } else { opening.awaited };
        Ok(offered(&found, sight.programme()?).into_iter().filter(wanted).collect())
    }

    /// The title of a role, from the editions at hand, else from the installed packs.
    fn title_of_role(&self, role: &str, scope: &Scope) -> Text {
        let of_group = |group: &Group| Some(role_title(group.programme()?, &group.role));
        if let Some(title) = scope.groups.first().and_then(of_group) {
            return title;
        }
        let packs = self.shelf.all();
        let mut programmes = packs.iter().rev().flat_map(|pack| &pack.programmes.programmes);
        programmes.find_map(|programme| Some(programme.roles.get(role)?.title.clone())).unwrap_or_else(|| {
            let enterprise = Text::new("企业", "enterprise");
            if role == ANY { enterprise } else { Text::same(role) }
        })
    }
}
