//! Tasks and applications, page by page.

use duheng_programme::model::Reach;
use duheng_programme::{Actor, Opening, openings};
use sea_orm::sea_query::{Alias, CaseStatement, Cond, Expr, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, ExprTrait as _, QueryResult};

use super::scope::{Group, Reached, Scope, day};
use super::shown::{end_title, grade_title, stage_title, windows};
use super::turns::submission;
use super::{ApplicationRow, Task, WorkFilter};
use crate::accounts::SignedInPerson;
use crate::app::{App, moment};
use crate::fault::{Failure, Fault};
use crate::jobs::NewJob;
use crate::public::queries::{OfOrganisation, enterprise, named, optional, organisation, text};
use crate::public::{Page, Show};
use crate::sight::Target;
use crate::store::entity::{application, edition, organisation, waiting};

type OfWaiting = waiting::Column;
type OfApplication = application::Column;

/// What stands between the parts of a cursor; no day and no name has it.
const SEAM: char = '~';
/// Sorts behind every day.
const NO_DAY: &str = "9999-12-31";
/// The name of the day on which a task is due, of all that may set one.
const DUE_ON: &str = "due_on";

fn waits(column: OfWaiting) -> Expr {
    Expr::col((waiting::Entity, column))
}

fn applied(column: OfApplication) -> Expr {
    Expr::col((application::Entity, column))
}

/// The table that lists whom applications wait for.
pub(super) struct Waits;

impl Reached for Waits {
    fn programme() -> Expr {
        waits(OfWaiting::Programme)
    }
    fn edition() -> Expr {
        waits(OfWaiting::Edition)
    }
    fn organisation() -> Expr {
        waits(OfWaiting::Organisation)
    }
}

/// The table of applications.
pub(super) struct Applied;

impl Reached for Applied {
    fn programme() -> Expr {
        applied(OfApplication::Programme)
    }
    fn edition() -> Expr {
        applied(OfApplication::Edition)
    }
    fn organisation() -> Expr {
        applied(OfApplication::Organisation)
    }
}

/// How many applications wait for a role in a stage.
pub(super) struct Counted {
    pub(super) programme: String,
    pub(super) edition: String,
    pub(super) role: String,
    pub(super) stage: String,
    pub(super) count: u64,
}

impl App {
    /// What waits for somebody, soonest due first; in all their roles, or in those that the filter names.
    pub async fn tasks(
        &self,
        by: &SignedInPerson,
        filter: &WorkFilter,
        show: &Show,
    ) -> Result<Page<Task>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let scope = self.scope(db, &person, filter).await?;
        self.tasks_in(db, &person, &scope, filter, show).await
    }

    pub(super) async fn tasks_in(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        scope: &Scope,
        filter: &WorkFilter,
        show: &Show,
    ) -> Result<Page<Task>, Failure> {
        if scope.groups.is_empty() {
            return Ok(Page { rows: Vec::new(), next: None });
        }
        let due = due_on(db, scope).await?;
        let mut select = Query::select();
        select.from(waiting::Entity);
        for column in [
            OfWaiting::Programme,
            OfWaiting::Edition,
            OfWaiting::Organisation,
            OfWaiting::Role,
            OfWaiting::Stage,
            OfWaiting::Since,
        ] {
            select.column((waiting::Entity, column));
        }
        select.expr_as(due.clone(), Alias::new(DUE_ON));
        with_organisation(&mut select, Waits::organisation());
        select.cond_where(scope.waiting()).cond_where(can_begin(scope));
        narrow(&mut select, filter, waits(OfWaiting::Stage), Waits::programme(), Waits::edition());
        let keys = [
            due,
            waits(OfWaiting::Programme),
            waits(OfWaiting::Edition),
            waits(OfWaiting::Organisation),
            waits(OfWaiting::Role),
        ];
        let names = [DUE_ON, "programme", "edition", "organisation", "role"];
        let (rows, next) = page(db, select, &keys, &names, show).await?;
        let mut tasks = Vec::new();
        for row in &rows {
            tasks.push(self.task(db, person, scope, row).await?);
        }
        Ok(Page { rows: tasks, next })
    }

    async fn task(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        scope: &Scope,
        row: &QueryResult,
    ) -> Result<Task, Failure> {
        let target = target(row)?;
        let (role, stage) = (text(row, "role")?, text(row, "stage")?);
        let own = scope.groups.iter().filter(|group| {
            (&group.row.programme, &group.row.id, &group.role) == (&target.programme, &target.edition, &role)
        });
        let sight = self.sight_of(db, &target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let (mut place, mut found) = (String::new(), Vec::new());
        for group in own {
            let actor = actor_of(person, group);
            let open = sight.with(|view| openings(&actor, view, now))?;
            if place.is_empty() || found.is_empty() {
                place.clone_from(&group.place);
                found = open.into_iter().filter(|opening| opening.awaited).collect::<Vec<Opening>>();
            }
        }
        let programme = sight.programme()?;
        let due = Some(text(row, DUE_ON)?).filter(|due| due != NO_DAY);
        let returns = sight.with(|view| Some(view.application()?.returns.values().copied().sum()))?;
        Ok(Task {
            submission: submission(programme, &stage, u64::from(returns.unwrap_or(0_u16))),
            enterprise: enterprise(row)?,
            programme: programme.title.clone(),
            stage_title: stage_title(programme, &stage),
            stage,
            role,
            place,
            openings: found,
            due: day(due)?,
            since: day(optional(row, "since")?)?,
            target,
        })
    }

    /// How many applications wait in each stage.
    pub(super) async fn counted(
        &self,
        db: &impl ConnectionTrait,
        scope: &Scope,
    ) -> Result<Vec<Counted>, Failure> {
        if scope.groups.is_empty() {
            return Ok(Vec::new());
        }
        let keys = [OfWaiting::Programme, OfWaiting::Edition, OfWaiting::Role, OfWaiting::Stage];
        let mut select = Query::select();
        select.from(waiting::Entity);
        for key in keys {
            select.column((waiting::Entity, key));
            select.group_by_col((waiting::Entity, key));
        }
        select.expr_as(Func::count(waits(OfWaiting::Organisation)), Alias::new("held"));
        select.cond_where(scope.waiting()).cond_where(can_begin(scope));
        let rows = db.query_all(&select).await.map_err(Fault::from)?;
        let read = |row: &QueryResult| {
            let count: i64 = row.try_get("", "held")?;
            Ok(Counted {
                programme: text(row, "programme")?,
                edition: text(row, "edition")?,
                role: text(row, "role")?,
                stage: text(row, "stage")?,
                count: u64::try_from(count).unwrap_or_default(),
            })
        };
        rows.iter().map(read).collect()
    }

    /// The organisations whose applications stand at a stage, of those that a role reaches or that were chosen by their
    /// codes; in the order of their ids.
    pub(crate) async fn standing_at(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        of: &NewJob,
    ) -> Result<Vec<String>, Failure> {
        let filter = WorkFilter {
            role: Some(of.role.clone()),
            place: Some(of.place.clone()),
            programme: Some(of.programme.clone()),
            edition: Some(of.edition.clone()),
            stage: Some(of.stage.clone()),
            ..WorkFilter::default()
        };
        let scope = self.scope(db, person, &filter).await?;
        // who is bound to single applications does them one by one
        if scope.groups.iter().all(|group| group.reach != Reach::Subtree) {
            return Ok(Vec::new());
        }
        let mut select = Query::select();
        select.from(application::Entity).column((application::Entity, OfApplication::Organisation));
        with_organisation(&mut select, Applied::organisation());
        select.cond_where(scope.applications());
        narrow(&mut select, &filter, applied(OfApplication::Stage), Applied::programme(), Applied::edition());
        if !of.chosen.is_empty() {
            select.and_where(organisation(OfOrganisation::Uscc).is_in(of.chosen.iter().map(String::as_str)));
        }
        select.order_by_expr(Applied::organisation(), Order::Asc);
        let rows = db.query_all(&select).await.map_err(Fault::from)?;
        rows.iter().map(|row| Ok(text(row, "organisation")?)).collect()
    }

    /// The applications that somebody reaches in a role, in order of programme, edition and organisation.
    pub async fn applications(
        &self,
        by: &SignedInPerson,
        role: &str,
        filter: &WorkFilter,
        show: &Show,
    ) -> Result<Page<ApplicationRow>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let filter = WorkFilter { role: Some(role.to_owned()), ..filter.clone() };
        let scope = self.scope(db, &person, &filter).await?;
        self.applications_in(db, &scope, &filter, show).await
    }

    /// The applications of a scope that fit a filter.
    pub(super) async fn applications_in(
        &self,
        db: &impl ConnectionTrait,
        scope: &Scope,
        filter: &WorkFilter,
        show: &Show,
    ) -> Result<Page<ApplicationRow>, Failure> {
        if scope.groups.is_empty() {
            return Ok(Page { rows: Vec::new(), next: None });
        }
        let mut select = Query::select();
        select.from(application::Entity);
        for column in [
            OfApplication::Programme,
            OfApplication::Edition,
            OfApplication::Organisation,
            OfApplication::Stage,
            OfApplication::Ended,
            OfApplication::Grade,
            OfApplication::Number,
            OfApplication::NoticeFrom,
            OfApplication::ChangedAt,
            OfApplication::Returns,
        ] {
            select.column((application::Entity, column));
        }
        with_organisation(&mut select, Applied::organisation());
        select.cond_where(scope.applications());
        narrow(&mut select, filter, applied(OfApplication::Stage), Applied::programme(), Applied::edition());
        if let Some(ended) = &filter.ended {
            select.and_where(applied(OfApplication::Ended).eq(ended.as_str()));
        }
        // who may not see every grade does not find out by asking
        let sees_grades = scope.groups.iter().all(|group| group.reach == Reach::Subtree);
        if let Some(grade) = filter.grade.as_ref().filter(|_| sees_grades) {
            select.and_where(applied(OfApplication::Grade).eq(grade.as_str()));
        }
        let keys = [Applied::programme(), Applied::edition(), Applied::organisation()];
        let (rows, next) = page(db, select, &keys, &["programme", "edition", "organisation"], show).await?;
        let rows = rows.iter().map(|row| listed(scope, row)).collect::<Result<_, Failure>>()?;
        Ok(Page { rows, next })
    }
}

/// The actor that somebody is in a group of their own scope.
pub(super) fn actor_of(person: &SignedInPerson, group: &Group) -> Actor {
    Actor::Person { person: person.person().to_owned(), role: group.role.clone(), place: group.place.clone() }
}

fn target(row: &QueryResult) -> Result<Target, Fault> {
    Ok(Target {
        programme: text(row, "programme")?,
        edition: text(row, "edition")?,
        organisation: Some(text(row, "organisation")?),
    })
}

fn listed(scope: &Scope, row: &QueryResult) -> Result<ApplicationRow, Failure> {
    let target = target(row)?;
    let mut groups = scope.groups.iter();
    let own = |group: &&Group| (&group.row.programme, &group.row.id) == (&target.programme, &target.edition);
    let group = groups.find(own).ok_or_else(|| Fault::MissingPack(target.programme.clone()))?;
    let programme = group.programme().ok_or_else(|| Fault::MissingPack(group.row.pack.clone()))?;
    let (stage, ended) = (optional(row, "stage")?, optional(row, "ended")?);
    // others than offices learn of a grade when everybody may, or when all is over
    let told =
        optional(row, "number")?.is_some() || optional(row, "notice_from")?.is_some() || ended.is_some();
    let grade = optional(row, "grade")?.filter(|_| told || group.reach == Reach::Subtree);
    let titled = |name: String, title| (name, title);
    let is_tracked = |stage: &String| programme.tracking().any(|name| name == stage);
    let left = group.row.closed && stage.as_ref().is_some_and(|stage| !is_tracked(stage));
    let returns: i64 = row.try_get("", "returns").map_err(Fault::from)?;
    let returns = u64::try_from(returns).unwrap_or_default();
    Ok(ApplicationRow {
        submission: stage.as_ref().and_then(|stage| submission(programme, stage, returns)),
        enterprise: enterprise(row)?,
        programme: programme.title.clone(),
        stage: stage.map(|stage| titled(stage.clone(), stage_title(programme, &stage))),
        ended: ended.map(|end| titled(end.clone(), end_title(programme, &end))),
        left,
        grade: grade.map(|grade| titled(grade.clone(), grade_title(&group.pack, programme, &grade))),
        changed_at: row.try_get("", "changed_at").map_err(Fault::from)?,
        target,
    })
}

fn with_organisation(select: &mut SelectStatement, own: Expr) {
    for column in [OfOrganisation::Name, OfOrganisation::Uscc, OfOrganisation::Fictional] {
        select.column((organisation::Entity, column));
    }
    select.inner_join(organisation::Entity, organisation(OfOrganisation::Id).eq(own));
}

/// Tasks that can be begun by today.
fn can_begin(scope: &Scope) -> Cond {
    let opens = || waits(OfWaiting::Opens);
    Cond::any().add(opens().is_null()).add(opens().lte(scope.today().to_string()))
}

fn narrow(select: &mut SelectStatement, filter: &WorkFilter, stage: Expr, programme: Expr, edition: Expr) {
    let columns = [(&filter.stage, stage), (&filter.programme, programme), (&filter.edition, edition)];
    for (wanted, column) in columns {
        if let Some(wanted) = wanted {
            select.and_where(column.eq(wanted.as_str()));
        }
    }
    if let Some(name) = filter.name.as_deref().filter(|name| !name.is_empty()) {
        select.cond_where(named(name));
    }
}

/// The day on which a task is due: its own, else the window of its stage, which may be lengthened for it.
async fn due_on(db: &impl ConnectionTrait, scope: &Scope) -> Result<Expr, Failure> {
    use sea_orm::EntityTrait as _;
    let rows = edition::Entity::find().all(db).await?;
    let mut cases = CaseStatement::new();
    let mut done = std::collections::BTreeSet::new();
    for group in &scope.groups {
        if !done.insert((&group.row.programme, &group.row.id)) {
            continue;
        }
        let Some(programme) = group.programme() else { continue };
        for (stage, window) in windows(&group.pack, programme, &rows, &group.row.id)? {
            let Some(closes) = window.closes.map(|closes| closes.to_string()) else { continue };
            let here = Cond::all()
                .add(waits(OfWaiting::Programme).eq(group.row.programme.as_str()))
                .add(waits(OfWaiting::Edition).eq(group.row.id.as_str()))
                .add(waits(OfWaiting::Stage).eq(stage.id.as_str()));
            let longer = waits(OfWaiting::Extended).gt(closes.as_str());
            let last = CaseStatement::new()
                .case(longer, waits(OfWaiting::Extended))
                .finally(Expr::val(closes.as_str()));
            cases = cases.case(here, last);
        }
    }
    // a table without windows has one case all the same
    let cases = cases.case(Expr::val(1).eq(2), Expr::val(NO_DAY)).finally(Expr::val(NO_DAY));
    Ok(Func::coalesce([waits(OfWaiting::Due), cases.into()]).into())
}

/// One page in order of keys, with the cursor of the next.
async fn page(
    db: &impl ConnectionTrait,
    mut select: SelectStatement,
    keys: &[Expr],
    names: &[&str],
    show: &Show,
) -> Result<(Vec<QueryResult>, Option<String>), Failure> {
    if let Some(cursor) = &show.after {
        let parts: Vec<&str> = cursor.split(SEAM).collect();
        if parts.len() == keys.len() {
            let mut any = Cond::any();
            let mut same = Cond::all();
            for (key, part) in keys.iter().zip(parts) {
                any = any.add(same.clone().add(key.clone().gt(part)));
                same = same.add(key.clone().eq(part));
            }
            select.cond_where(any);
        }
    }
    for key in keys {
        select.order_by_expr(key.clone(), Order::Asc);
    }
    select.limit(show.most.saturating_add(1));
    let mut rows = db.query_all(&select).await.map_err(Fault::from)?;
    let most = usize::try_from(show.most).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let next = match rows.last().filter(|_| more) {
        Some(last) => {
            let parts = names.iter().map(|name| text(last, name));
            Some(parts.collect::<Result<Vec<_>, _>>()?.join(&SEAM.to_string()))
        }
        None => None,
    };
    Ok((rows, next))
}
