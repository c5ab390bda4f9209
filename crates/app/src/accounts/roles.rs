//! Roles given, ended and delegated.

use duheng_pack::calendar::Date;
use duheng_programme::model::Reach;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::grants::{self, ADMINISTRATOR, ANY, GrantKind, Held};
use super::own::at_place;
use super::record::{PersonEvent, by};
use super::session::SignedInPerson;
use super::{AccountFailure, AccountRefusal, in_transaction, refusal};
use crate::app::App;
use crate::store::entity::{hang, organisation};

/// A role that is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// Who gets it.
    pub person: String,
    /// Its kind.
    pub kind: GrantKind,
    /// A role that the programme declares; for an enterprise also `*`, its own role in whichever programme. Administrators
    /// need none.
    pub role: String,
    /// The office or enterprise; for an expert where they belong. Administrators need none.
    pub place: String,
    /// The programme; `*` for every one.
    pub programme: String,
    /// For an enterprise, whether they may act for it.
    pub may_submit: bool,
    /// The first day; today if none is given.
    pub since: Option<Date>,
    /// The last day, included; none for a role that lasts.
    pub until: Option<Date>,
}

/// What is wrong with the days of a role: of one that begins today if no first day is given.
#[must_use]
pub fn days_wrong(since: Option<Date>, until: Option<Date>, today: Date) -> Option<AccountRefusal> {
    match until? {
        until if until < today => Some(refusal::until_past()),
        until if until < since.unwrap_or(today) => Some(refusal::until_before_since()),
        _ => None,
    }
}

impl App {
    /// Gives a role; returns the id of the grant.
    pub async fn give_role(&self, who: &SignedInPerson, new: &NewGrant) -> Result<String, AccountFailure> {
        let today = self.today()?;
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "give_role").await?;
            who.manages(new.kind)?;
            self.active(db, &new.person).await?;
            let held = self.checked_grant(db, new, today).await?;
            let grant = self.write_grant(db, &by(who.person()), &new.person, &held).await?;
            self.audited(db, who.person(), "give_role", &new.person, &grant).await?;
            Ok(grant)
        }))
    }

    /// A grant that may be written, without an id.
    pub(super) async fn checked_grant(
        &self,
        db: &impl ConnectionTrait,
        new: &NewGrant,
        today: Date,
    ) -> Result<Held, AccountFailure> {
        let since = new.since.unwrap_or(today);
        if let Some(wrong) = days_wrong(new.since, new.until, today) {
            return Err(wrong.into());
        }
        let held = Held {
            grant: String::new(),
            kind: new.kind,
            role: new.role.clone(),
            place: new.place.clone(),
            programme: new.programme.clone(),
            may_submit: new.kind == GrantKind::Enterprise && new.may_submit,
            since,
            until: new.until,
            delegated_from: None,
        };
        let held = if new.kind == GrantKind::Administrator {
            let any = || ANY.to_owned();
            Held { role: ADMINISTRATOR.to_owned(), place: any(), programme: any(), ..held }
        } else {
            self.fits_programme(new)?;
            self.place_exists(db, new).await?;
            held
        };
        let open = grants::open(db, &new.person).await?;
        let same = |other: &&Held| {
            (other.kind, &other.role, &other.place, &other.programme)
                == (held.kind, &held.role, &held.place, &held.programme)
                && other.delegated_from.is_none()
                && !other.is_over(today)
        };
        if open.iter().any(|other| same(&other)) {
            return Err(refusal::grant_held().into());
        }
        Ok(held)
    }

    /// Whether installed programmes have the role, and as one of this kind.
    fn fits_programme(&self, new: &NewGrant) -> Result<(), AccountFailure> {
        if new.kind == GrantKind::Enterprise && new.role == ANY {
            return Ok(());
        }
        let reaches = self.reaches(&new.programme, &new.role);
        if reaches.is_empty() {
            return Err(refusal::role_unknown(&new.role).into());
        }
        let fits = |reach: &Reach| match reach {
            Reach::Own => new.kind == GrantKind::Enterprise,
            Reach::Assigned => new.kind == GrantKind::Expert,
            Reach::Subtree | Reach::Recommended | Reach::Cleared => new.kind == GrantKind::Office,
            Reach::Anyone => false,
        };
        if reaches.iter().all(fits) { Ok(()) } else { Err(refusal::role_unfit(&new.role).into()) }
    }

    async fn place_exists(&self, db: &impl ConnectionTrait, new: &NewGrant) -> Result<(), AccountFailure> {
        let place = new.place.as_str();
        let exists = match new.kind {
            GrantKind::Enterprise => organisation::Entity::find_by_id(place).one(db).await?.is_some(),
            GrantKind::Office => is_office(db, place).await?,
            GrantKind::Administrator | GrantKind::Expert => true,
        };
        if exists { Ok(()) } else { Err(refusal::place_unknown(place).into()) }
    }

    /// Ends a role with all that was delegated from it.
    pub async fn end_role(&self, who: &SignedInPerson, grant: &str) -> Result<(), AccountFailure> {
        let today = self.today()?;
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "end_role").await?;
            let (person, held) = grants::find(db, grant).await?;
            who.manages(held.kind)?;
            self.end_grant(db, &by(who.person()), grant).await?;
            if held.kind == GrantKind::Administrator && !grants::keeps_an_administrator(db, today).await? {
                return Err(refusal::last_administrator().into());
            }
            self.audited(db, who.person(), "end_role", &person, grant).await?;
            Ok(())
        });
        Ok(())
    }

    /// Delegates a role that one holds oneself, until a day, included, to somebody who holds a role at the same office or
    /// enterprise. A delegate cannot delegate on; experts and administrators act in person. Returns the id of the delegate's grant.
    pub async fn delegate(
        &self,
        who: &SignedInPerson,
        grant: &str,
        to: &str,
        until: Date,
    ) -> Result<String, AccountFailure> {
        let today = self.today()?;
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "delegate").await?;
            let Some(held) = who.roles().iter().find(|held| held.grant == grant) else {
                return Err(refusal::grant_unknown().into());
            };
            if held.delegated_from.is_some() {
                return Err(refusal::delegate_onward().into());
            }
            match held.kind {
                GrantKind::Administrator => return Err(refusal::administrator_not_delegated().into()),
                GrantKind::Expert => return Err(refusal::expert_not_delegated().into()),
                GrantKind::Office | GrantKind::Enterprise => {}
            }
            if to == who.person() {
                return Err(refusal::delegate_self().into());
            }
            if until < today {
                return Err(refusal::until_past().into());
            }
            if let Some(last) = held.until.filter(|last| *last < until) {
                return Err(refusal::until_too_late(&last.to_string()).into());
            }
            self.active(db, to).await?;
            // the place knows its own people; anybody else would come in past its administrator or approver
            if held.place == ANY || !at_place(db, &held.place, today).await?.iter().any(|id| id == to) {
                return Err(refusal::delegate_stranger().into());
            }
            let onward = Held {
                grant: String::new(),
                since: today,
                until: Some(until),
                delegated_from: Some(grant.to_owned()),
                ..held.clone()
            };
            let author = by(who.person());
            let given = self.write_grant(db, &author, to, &onward).await?;
            let event =
                PersonEvent::Delegated { grant: grant.to_owned(), to: to.to_owned(), until: until.to_string() };
            self.happened(db, &author, who.person(), &[event]).await?;
            self.audited(db, who.person(), "delegate", to, &given).await?;
            Ok(given)
        }))
    }

    /// Ends a delegation of a role that one holds oneself.
    pub async fn end_delegation(&self, who: &SignedInPerson, grant: &str) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "end_delegation").await?;
            let (person, held) = grants::find(db, grant).await?;
            let own = |from: &String| who.roles().iter().any(|held| held.grant == *from);
            if !held.delegated_from.as_ref().is_some_and(own) {
                return Err(refusal::grant_unknown().into());
            }
            self.end_grant(db, &by(who.person()), grant).await?;
            self.audited(db, who.person(), "end_delegation", &person, grant).await?;
            Ok(())
        });
        Ok(())
    }
}

/// Whether something is an office of the tree: it hangs as one, or something hangs below it.
pub(super) async fn is_office(db: &impl ConnectionTrait, place: &str) -> Result<bool, AccountFailure> {
    // what stands above the head of a tree is no place
    if place.is_empty() {
        return Ok(false);
    }
    let named = Condition::any().add(hang::Column::Node.eq(place)).add(hang::Column::Above.eq(place));
    let found = hang::Entity::find().filter(hang::Column::Office.eq(true)).filter(named).one(db).await?;
    Ok(found.is_some())
}
