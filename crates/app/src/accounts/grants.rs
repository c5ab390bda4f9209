//! Roles that people hold: since a day, until a day, somewhere, in one programme or in all.

use std::collections::BTreeSet;

use duheng_pack::calendar::Date;
use duheng_programme::model::Programme;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
};

use super::record::PersonEvent;
use super::refusal;
use super::{AccountFailure, secrets};
use crate::app::App;
use crate::chain::Author;
use crate::fault::Fault;
use crate::store::entity::{grant_of_role, person};

/// Stands for every programme, every place, or the enterprise's own role in whichever programme.
pub(crate) const ANY: &str = "*";

/// The role of administrators.
pub(super) const ADMINISTRATOR: &str = "administrator";

/// The state of a person who may sign in.
pub(crate) const ACTIVE: &str = "active";

/// What kind of role it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantKind {
    /// Manages the accounts of the deployment; no role of a programme.
    Administrator,
    /// Acts for an office.
    Office,
    /// Assesses in person.
    Expert,
    /// Acts for an enterprise.
    Enterprise,
}

impl GrantKind {
    const ALL: [Self; 4] = [Self::Administrator, Self::Office, Self::Expert, Self::Enterprise];

    /// As tables and events write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Office => "office",
            Self::Expert => "expert",
            Self::Enterprise => "enterprise",
        }
    }

    /// Whether who holds it has to prove more than a password.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        self != Self::Enterprise
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn read(text: &str) -> Result<Self, Fault> {
        Self::named(text).ok_or_else(|| Fault::Setting(format!("`{text}` in a table is no kind of role")))
    }
}

/// A role that a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The id of the grant.
    pub grant: String,
    /// Its kind.
    pub kind: GrantKind,
    /// The role; `*` for the enterprise's own role in whichever programme.
    pub role: String,
    /// The office or enterprise; `*` for the whole deployment.
    pub place: String,
    /// The programme; `*` for every one.
    pub programme: String,
    /// For an enterprise, whether they may act for it: who may not fills in drafts.
    pub may_submit: bool,
    /// The first day.
    pub since: Date,
    /// The last day, included.
    pub until: Option<Date>,
    /// The grant that it was delegated from.
    pub delegated_from: Option<String>,
}

impl Held {
    pub(crate) fn of(row: grant_of_role::Model) -> Result<Self, Fault> {
        let day = |text: &str| {
            Date::read(text).map_err(|_| Fault::Setting(format!("`{text}` in a table is no day")))
        };
        Ok(Self {
            kind: GrantKind::read(&row.kind)?,
            since: day(&row.since)?,
            until: row.until.as_deref().map(day).transpose()?,
            grant: row.id,
            role: row.role,
            place: row.place,
            programme: row.programme,
            may_submit: row.may_submit,
            delegated_from: row.delegated_from,
        })
    }

    /// Whether it holds on a day.
    pub(crate) fn holds(&self, today: Date) -> bool {
        self.since <= today && self.until.is_none_or(|until| today <= until)
    }

    /// Whether its last day is past.
    pub(super) fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// The grants of a person that nobody has ended, those of other days included.
pub(super) async fn open(db: &impl ConnectionTrait, person: &str) -> Result<Vec<Held>, Fault> {
    let rows = grant_of_role::Entity::find()
        .filter(grant_of_role::Column::Person.eq(person))
        .filter(grant_of_role::Column::EndedAt.is_null())
        .order_by_asc(grant_of_role::Column::GivenAt)
        .order_by_asc(grant_of_role::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Held::of).collect()
}

/// The experts who are no experts of this programme: they have roles of experts, and none of them holds in it on this
/// day. Who has no such role yet is bound to no programme.
pub(crate) async fn experts_elsewhere(
    db: &impl ConnectionTrait,
    programme: &Programme,
    today: Date,
) -> Result<BTreeSet<String>, Fault> {
    let rows = grant_of_role::Entity::find()
        .filter(grant_of_role::Column::Kind.eq(GrantKind::Expert.name()))
        .filter(grant_of_role::Column::EndedAt.is_null())
        .all(db)
        .await?;
    let (mut here, mut all) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let person = row.person.clone();
        let held = Held::of(row)?;
        let own = [ANY, programme.id.as_str()].contains(&held.programme.as_str());
        if own && programme.roles.contains_key(&held.role) && !held.is_over(today) {
            here.insert(person.clone());
        }
        all.insert(person);
    }
    Ok(all.difference(&here).cloned().collect())
}

/// A grant that nobody has ended, with its person.
pub(super) async fn find(db: &impl ConnectionTrait, grant: &str) -> Result<(String, Held), AccountFailure> {
    let row = grant_of_role::Entity::find_by_id(grant).one(db).await?;
    let Some(row) = row.filter(|row| row.ended_at.is_none()) else {
        return Err(refusal::grant_unknown().into());
    };
    Ok((row.person.clone(), Held::of(row)?))
}

/// Whether somebody is administrator today who has a password and can sign in.
pub(super) async fn keeps_an_administrator(db: &impl ConnectionTrait, today: Date) -> Result<bool, Fault> {
    let rows = grant_of_role::Entity::find()
        .filter(grant_of_role::Column::Kind.eq(ADMINISTRATOR))
        .filter(grant_of_role::Column::EndedAt.is_null())
        .filter(grant_of_role::Column::Until.is_null())
        .all(db)
        .await?;
    for row in rows {
        let whose = person::Entity::find_by_id(row.person.as_str()).one(db).await?;
        let able = whose.is_some_and(|person| person.state == ACTIVE && person.password.is_some());
        if able && Held::of(row)?.holds(today) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl App {
    /// Writes a grant whose id is left empty, and its event; returns the id.
    pub(super) async fn write_grant(
        &self,
        db: &impl ConnectionTrait,
        author: &Author,
        person: &str,
        held: &Held,
    ) -> Result<String, AccountFailure> {
        let id = secrets::id(self.chance.as_ref())?;
        let row = grant_of_role::ActiveModel {
            id: Set(id.clone()),
            person: Set(person.to_owned()),
            kind: Set(held.kind.name().to_owned()),
            role: Set(held.role.clone()),
            place: Set(held.place.clone()),
            programme: Set(held.programme.clone()),
            may_submit: Set(held.may_submit),
            since: Set(held.since.to_string()),
            until: Set(held.until.map(|until| until.to_string())),
            given_by: Set(author.person.clone()),
            given_at: Set(self.clock.now()),
            delegated_from: Set(held.delegated_from.clone()),
            ended_at: Set(None),
        };
        grant_of_role::Entity::insert(row).exec_without_returning(db).await?;
        let event = PersonEvent::RoleGiven {
            grant: id.clone(),
            kind: held.kind.name(),
            role: held.role.clone(),
            place: held.place.clone(),
            programme: held.programme.clone(),
            may_submit: held.may_submit,
            since: held.since.to_string(),
            until: held.until.map(|until| until.to_string()),
            delegated_from: held.delegated_from.clone(),
        };
        self.happened(db, author, person, &[event]).await?;
        Ok(id)
    }

    /// Ends a grant with all that were delegated from it.
    pub(super) async fn end_grant(
        &self,
        db: &impl ConnectionTrait,
        author: &Author,
        grant: &str,
    ) -> Result<(), AccountFailure> {
        let own = grant_of_role::Column::Id.eq(grant);
        let onward = grant_of_role::Column::DelegatedFrom.eq(grant);
        let rows = grant_of_role::Entity::find()
            .filter(Condition::any().add(own).add(onward))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .order_by_asc(grant_of_role::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            grant_of_role::Entity::update_many()
                .col_expr(grant_of_role::Column::EndedAt, Expr::value(self.clock.now()))
                .filter(grant_of_role::Column::Id.eq(row.id.as_str()))
                .exec(db)
                .await?;
            self.happened(db, author, &row.person, &[PersonEvent::RoleEnded { grant: row.id }]).await?;
        }
        Ok(())
    }
}
