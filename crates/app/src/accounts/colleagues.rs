//! The people of an enterprise, as its approvers see and manage them.

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::grants::{self, ACTIVE, GrantKind, Held};
use super::record::by;
use super::session::SignedInPerson;
use super::{AccountFailure, in_transaction, opaque, refusal};
use crate::app::App;
use crate::store::entity::{grant_of_role, organisation, person};

/// Somebody who acts for an enterprise.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The id of the person.
    pub id: String,
    /// The name.
    pub name: String,
    /// The login.
    pub login: String,
    /// Whether they were invited and have not set a password yet.
    pub invited: bool,
    /// Their role.
    pub held: Held,
}

/// The people of an enterprise.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleagues {
    /// The name of the enterprise.
    pub enterprise: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Its people, by login.
    pub people: Vec<Colleague>,
}

opaque!(Colleague, Colleagues);

impl App {
    /// The people who act for an enterprise whose approver one is.
    pub async fn colleagues(
        &self,
        who: &SignedInPerson,
        organisation: &str,
    ) -> Result<Colleagues, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        let who = self.permitted(db, who, "colleagues").await?;
        if who.approver(organisation).is_none() {
            return Err(refusal::not_permitted().into());
        }
        let enterprise = organisation::Entity::find_by_id(organisation).one(db).await?;
        let enterprise = enterprise.ok_or_else(|| refusal::place_unknown(organisation))?;
        let rows = grant_of_role::Entity::find()
            .filter(grant_of_role::Column::Kind.eq(GrantKind::Enterprise.name()))
            .filter(grant_of_role::Column::Place.eq(organisation))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .order_by_asc(grant_of_role::Column::GivenAt)
            .all(db)
            .await?;
        let mut people = Vec::new();
        for row in rows {
            let whose = person::Entity::find_by_id(row.person.as_str()).one(db).await?;
            let Some(whose) = whose.filter(|person| person.state == ACTIVE) else { continue };
            let held = Held::of(row)?;
            if held.is_over(today) {
                continue;
            }
            let invited = whose.password.is_none();
            people.push(Colleague { id: whose.id, name: whose.name, login: whose.login, invited, held });
        }
        people.sort_by(|one, other| one.login.cmp(&other.login));
        Ok(Colleagues { enterprise: enterprise.name, uscc: enterprise.uscc, people })
    }

    /// Ends the role of a colleague in an enterprise whose approver one is. One's own role somebody else ends, so that an
    /// enterprise keeps an approver.
    pub async fn end_colleague(
        &self,
        who: &SignedInPerson,
        organisation: &str,
        grant: &str,
    ) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "end_colleague").await?;
            let person = self.colleague(db, &who, organisation, grant).await?;
            if person == who.person() {
                return Err(refusal::colleague_self().into());
            }
            self.end_grant(db, &by(who.person()), grant).await?;
            self.audited(db, who.person(), "end_colleague", &person, grant).await?;
            Ok(())
        });
        Ok(())
    }

    /// Sends another invitation to a colleague who has not set a password; earlier ones work no more.
    pub async fn invite_colleague_again(
        &self,
        who: &SignedInPerson,
        organisation: &str,
        grant: &str,
    ) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "invite_colleague_again").await?;
            let person = self.colleague(db, &who, organisation, grant).await?;
            if self.active(db, &person).await?.password.is_some() {
                return Err(refusal::invitation_accepted().into());
            }
            self.send_secret(db, &person, Some(&who)).await?;
            self.audited(db, who.person(), "invite_colleague_again", &person, "").await?;
            Ok(())
        });
        Ok(())
    }

    /// The person of a role in an enterprise whose approver somebody is.
    async fn colleague(
        &self,
        db: &impl ConnectionTrait,
        who: &SignedInPerson,
        organisation: &str,
        grant: &str,
    ) -> Result<String, AccountFailure> {
        if who.approver(organisation).is_none() {
            return Err(refusal::not_permitted().into());
        }
        let (person, held) = grants::find(db, grant).await?;
        if held.kind != GrantKind::Enterprise || held.place != organisation {
            return Err(refusal::grant_unknown().into());
        }
        Ok(person)
    }
}
