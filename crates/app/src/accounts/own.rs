//! What somebody sees of their own account.

use duheng_pack::calendar::Date;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _,
};

use super::grants::{ACTIVE, ANY, GrantKind, Held};
use super::refusal;
use super::session::SignedInPerson;
use super::shown::ShownRole;
use super::{AccountFailure, opaque};
use crate::app::App;
use crate::store::entity::{grant_of_role, person, recovery_code};

/// One's own account.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnAccount {
    /// The address of e-mail.
    pub email: String,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
    /// All roles, those withheld and those of later days included.
    pub roles: Vec<ShownRole>,
    /// The roles that one delegated.
    pub delegated: Vec<Delegation>,
}

/// A role that was delegated.
#[derive(Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The role as the delegate holds it.
    pub role: ShownRole,
    /// The name of the delegate.
    pub name: String,
    /// Their login.
    pub login: String,
}

/// Somebody to whom a role can be delegated.
#[derive(Clone, PartialEq, Eq)]
pub struct Fellow {
    /// The id of the person.
    pub id: String,
    /// The name.
    pub name: String,
    /// The login.
    pub login: String,
}

opaque!(OwnAccount, Delegation, Fellow);

impl App {
    /// One's own account.
    pub async fn own_account(&self, who: &SignedInPerson) -> Result<OwnAccount, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        let who = self.permitted(db, who, "own_account").await?;
        let own = self.active(db, who.person()).await?;
        let left = recovery_code::Entity::find()
            .filter(recovery_code::Column::Person.eq(who.person()))
            .filter(recovery_code::Column::UsedAt.is_null())
            .count(db)
            .await?;
        let roles = self.shown_roles_of(db, who.person()).await?;
        let from: Vec<String> = roles.iter().map(|role| role.held.grant.clone()).collect();
        let rows = grant_of_role::Entity::find()
            .filter(grant_of_role::Column::DelegatedFrom.is_in(from))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .order_by_asc(grant_of_role::Column::GivenAt)
            .all(db)
            .await?;
        let mut delegated = Vec::new();
        for row in rows {
            let Some(delegate) = person::Entity::find_by_id(row.person.as_str()).one(db).await? else {
                continue;
            };
            let held = Held::of(row)?;
            if held.is_over(today) {
                continue;
            }
            for role in self.shown_roles(db, vec![held]).await? {
                delegated.push(Delegation {
                    role,
                    name: delegate.name.clone(),
                    login: delegate.login.clone(),
                });
            }
        }
        let second_factor = self.factor_of(db, who.person()).await?.is_some();
        Ok(OwnAccount { email: own.email, second_factor, recovery_codes: left, roles, delegated })
    }

    /// The others who hold a role where one's own role is held, by name: those to whom it can be delegated.
    pub async fn fellows(&self, who: &SignedInPerson, grant: &str) -> Result<Vec<Fellow>, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        let who = self.permitted(db, who, "fellows").await?;
        let own = who.roles().iter().find(|held| held.grant == grant && held.place != ANY);
        let own = own.filter(|held| held.kind != GrantKind::Expert && held.delegated_from.is_none());
        let own = own.ok_or_else(refusal::grant_unknown)?;
        let mut ids = at_place(db, &own.place, today).await?;
        ids.retain(|id| id != who.person());
        let people = person::Entity::find()
            .filter(person::Column::Id.is_in(ids))
            .filter(person::Column::State.eq(ACTIVE))
            .order_by_asc(person::Column::Name)
            .order_by_asc(person::Column::Login)
            .all(db)
            .await?;
        let fellow = |row: person::Model| Fellow { id: row.id, name: row.name, login: row.login };
        Ok(people.into_iter().map(fellow).collect())
    }
}

/// The people who hold a role at a place on a day.
pub(super) async fn at_place(
    db: &impl ConnectionTrait,
    place: &str,
    today: Date,
) -> Result<Vec<String>, AccountFailure> {
    let rows = grant_of_role::Entity::find()
        .filter(grant_of_role::Column::Place.eq(place))
        .filter(grant_of_role::Column::EndedAt.is_null())
        .all(db)
        .await?;
    let mut ids = Vec::new();
    for row in rows {
        let id = row.person.clone();
        if !Held::of(row)?.is_over(today) {
            ids.push(id);
        }
    }
    Ok(ids)
}
