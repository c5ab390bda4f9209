//! How far a person reaches in lists. A scope has no public way in: it is made of a session, which says what the person
//! holds, and of the rules of the programmes, which say how far that reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duheng_pack::calendar::Date;
use duheng_programme::model::{Mechanism, Programme, Reach};
use sea_orm::sea_query::{Cond, Expr, LikeExpr, Query, SelectStatement};
use sea_orm::{ConnectionTrait, EntityTrait as _, ExprTrait as _, QueryOrder as _};

use super::WorkFilter;
use crate::accounts::{ANY, GrantKind, Held, SignedInPerson};
use crate::app::App;
use crate::directory;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::store::entity::{edition, hang, recommendation, seat};

/// The columns that a scope looks at, of whichever table.
pub(super) trait Reached {
    fn programme() -> Expr;
    fn edition() -> Expr;
    fn organisation() -> Expr;
}

/// One role at one place in one edition.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) row: edition::Model,
    pub(super) pack: Arc<InstalledPack>,
    pub(super) role: String,
    pub(super) place: String,
    pub(super) reach: Reach,
}

impl Group {
    pub(super) fn programme(&self) -> Option<&Programme> {
        self.pack.programmes.programme(&self.row.programme)
    }
}

/// All that a person reaches, in the roles that were asked for.
pub(super) struct Scope {
    person: String,
    pub(super) groups: Vec<Group>,
    /// The offices below each place, with itself.
    offices: BTreeMap<String, Vec<String>>,
    today: Date,
}

impl App {
    /// What a person reaches by the roles that a filter lets through.
    pub(super) async fn scope(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        filter: &WorkFilter,
    ) -> Result<Scope, Failure> {
        let today = self.today()?;
        let rows = edition::Entity::find()
            .order_by_asc(edition::Column::Programme)
            .order_by_desc(edition::Column::Id)
            .all(db)
            .await?;
        let fits = |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|of| of == found);
        let mut groups: Vec<Group> = Vec::new();
        for row in rows {
            if !fits(&filter.programme, &row.programme) || !fits(&filter.edition, &row.id) {
                continue;
            }
            let pack = self.shelf.get(&row.pack)?;
            let Some(programme) = pack.programmes.programme(&row.programme) else { continue };
            for held in person.roles().iter().filter(|held| fits(&filter.place, &held.place)) {
                for (role, reach) in roles_of(held, programme) {
                    let same = |of: &Group| {
                        (&of.row.programme, &of.row.id, of.role.as_str(), &of.place)
                            == (&row.programme, &row.id, role, &held.place)
                    };
                    if fits(&filter.role, role) && !groups.iter().any(same) {
                        groups.push(Group {
                            row: row.clone(),
                            pack: Arc::clone(&pack),
                            role: role.to_owned(),
                            place: held.place.clone(),
                            reach,
                        });
                    }
                }
            }
        }
        let below = |group: &&Group| matches!(group.reach, Reach::Subtree | Reach::Cleared);
        let subtree = groups.iter().filter(below);
        let places: BTreeSet<String> = subtree.map(|group| group.place.clone()).collect();
        let offices = directory::below(db, &places, today).await?;
        Ok(Scope { person: person.person().to_owned(), groups, offices, today })
    }
}

/// The roles of a programme that a grant gives.
pub(super) fn roles_of<'p>(held: &Held, programme: &'p Programme) -> Vec<(&'p str, Reach)> {
    if held.programme != ANY && held.programme != programme.id {
        return Vec::new();
    }
    let roles = programme.roles.iter().filter(|(id, role)| match held.kind {
        GrantKind::Administrator => false,
        GrantKind::Enterprise => role.reach == Reach::Own && (held.role == ANY || held.role == **id),
        GrantKind::Expert => role.reach == Reach::Assigned && held.role == **id,
        GrantKind::Office => {
            matches!(role.reach, Reach::Subtree | Reach::Recommended | Reach::Cleared) && held.role == **id
        }
    });
    roles.map(|(id, role)| (id.as_str(), role.reach)).collect()
}

impl Scope {
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// Rows of the table that lists whom applications wait for.
    pub(super) fn waiting(&self) -> Cond {
        use super::lists::Waits;
        use crate::store::entity::waiting::{self, Column};
        let column = |column: Column| Expr::col((waiting::Entity, column));
        let mut any = nothing();
        for group in &self.groups {
            let own = if group.reach == Reach::Assigned { self.person.as_str() } else { "" };
            let mut all = self.reached::<Waits>(group);
            all = all.add(column(Column::Role).eq(group.role.as_str()));
            all = all.add(column(Column::Person).eq(own));
            if group.row.closed {
                // what a closed edition did not finish waits for nobody
                let tracking = group.programme().into_iter().flat_map(Programme::tracking);
                all = all.add(column(Column::Stage).is_in(tracking));
            }
            any = any.add(all);
        }
        any
    }

    /// Rows of the table of applications.
    pub(super) fn applications(&self) -> Cond {
        use super::lists::Applied;
        use crate::store::entity::application::{self, Column};
        let column = |column: Column| Expr::col((application::Entity, column));
        let mut any = nothing();
        for group in &self.groups {
            let mut all = self.reached::<Applied>(group);
            if group.reach == Reach::Cleared {
                // what waits or waited for the unit
                let clears = |mechanism: &Mechanism| matches!(mechanism, Mechanism::Clear { .. });
                let stages = group.programme().into_iter().flat_map(|programme| &programme.stages);
                let mut here = nothing();
                for stage in stages.filter(|of| clears(&of.mechanism) && of.by.contains(&group.role)) {
                    let passed = LikeExpr::new(format!("%\"{}\"%", stage.id.replace('_', "!_"))).escape('!');
                    here = here
                        .add(column(Column::Stage).eq(stage.id.as_str()))
                        .add(column(Column::Passed).like(passed));
                }
                all = all.add(here);
            }
            any = any.add(all);
        }
        any
    }

    /// The organisations that a role reaches in an edition.
    fn reached<C: Reached>(&self, group: &Group) -> Cond {
        let all = Cond::all()
            .add(C::programme().eq(group.row.programme.as_str()))
            .add(C::edition().eq(group.row.id.as_str()));
        match group.reach {
            Reach::Own => all.add(C::organisation().eq(group.place.as_str())),
            // of those below a unit, the row itself says whether it waits or waited for it
            Reach::Subtree | Reach::Cleared => {
                let offices = self.offices.get(&group.place).cloned().unwrap_or_default();
                // asked for each row that is looked at: a page of a list looks at few
                let own = Expr::col((hang::Entity, hang::Column::Node)).eq(C::organisation());
                let below = Cond::any()
                    .add(C::organisation().eq(group.place.as_str()))
                    .add(Expr::exists(hanging(offices, self.today).and_where(own).take()));
                all.add(below)
            }
            Reach::Assigned => {
                let mut seats = Query::select();
                seats
                    .from(seat::Entity)
                    .column(seat::Column::Organisation)
                    .and_where(Expr::col(seat::Column::Programme).eq(group.row.programme.as_str()))
                    .and_where(Expr::col(seat::Column::Edition).eq(group.row.id.as_str()))
                    .and_where(Expr::col(seat::Column::Person).eq(self.person.as_str()));
                all.add(C::organisation().in_subquery(seats))
            }
            Reach::Recommended => {
                let filing = group.programme().map(|programme| programme.filing.clone());
                let sharing = group.pack.programmes.programmes.iter();
                let sharing =
                    sharing.filter(|of| Some(&of.filing) == filing.as_ref()).map(|of| of.id.clone());
                let mut recommended = Query::select();
                recommended
                    .from(recommendation::Entity)
                    .column(recommendation::Column::Organisation)
                    .and_where(Expr::col(recommendation::Column::Programme).is_in(sharing))
                    .and_where(Expr::col(recommendation::Column::Edition).eq(group.row.id.as_str()))
                    .and_where(Expr::col(recommendation::Column::Unit).eq(group.place.as_str()));
                all.add(C::organisation().in_subquery(recommended))
            }
            Reach::Anyone => all.add(nothing()),
        }
    }
}

/// Lets no row through until something is added.
fn nothing() -> Cond {
    Cond::any().add(Expr::val(1).eq(2))
}

/// The nodes that hang directly below one of these places on a day.
pub(super) fn hanging(places: Vec<String>, today: Date) -> SelectStatement {
    use hang::Column;
    let later = sea_orm::sea_query::Alias::new("later");
    let of = |column: Column| Expr::col((hang::Entity, column));
    let of_later = |column: Column| Expr::col((later.clone(), column));
    let today = today.to_string();
    let mut newer = Query::select();
    newer
        .expr(Expr::val(1))
        .from_as(hang::Entity, later.clone())
        .and_where(of_later(Column::Node).eq(of(Column::Node)))
        .and_where(of_later(Column::Since).lte(today.as_str()))
        .cond_where(
            Cond::any().add(of_later(Column::Since).gt(of(Column::Since))).add(
                Cond::all()
                    .add(of_later(Column::Since).eq(of(Column::Since)))
                    .add(of_later(Column::Seq).gt(of(Column::Seq))),
            ),
        );
    let mut nodes = Query::select();
    nodes
        .from(hang::Entity)
        .column(Column::Node)
        .and_where(of(Column::Above).is_in(places))
        .and_where(of(Column::Since).lte(today.as_str()))
        .and_where(Expr::exists(newer).not());
    nodes
}

/// The day of a column.
pub(super) fn day(text: Option<String>) -> Result<Option<Date>, Fault> {
    let read = |text: String| {
        Date::read(&text).map_err(|_| Fault::Setting(format!("`{text}` in a table is no day")))
    };
    text.map(read).transpose()
}
