//! Enterprises that register themselves, and the colleagues of those who did.

use duheng_pack::uscc::Uscc;
use duheng_programme::view::Organisation;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::grants::{ACTIVE, ANY, GrantKind, Held};
use super::people::NewPerson;
use super::record::{PersonEvent, by};
use super::roles::{NewGrant, is_office};
use super::session::SignedInPerson;
use super::{AccountFailure, in_transaction, opaque, passwords, refusal, secrets, signing};
use crate::app::App;
use crate::directory::{DirectoryEvent, NewOrganisation};
use crate::store::entity::{grant_of_role, organisation, person};

/// An enterprise that registers itself.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEnterprise {
    /// The unified social credit code.
    pub uscc: String,
    /// The name of the enterprise.
    pub name: String,
    /// The office that it hangs below.
    pub home: String,
    /// The person who registers it and acts for it.
    pub person: NewPerson,
    /// Their password.
    pub password: String,
}

/// What a registration made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredEnterprise {
    /// The id of the organisation.
    pub organisation: String,
    /// The id of the person.
    pub person: String,
}

opaque!(NewEnterprise);

impl App {
    /// Registers an enterprise with the person who acts for it. A code is registered once. Whoever asks is not signed in: a
    /// code and a login that have an account are answered alike, and those who have it are told by letter.
    pub async fn register_enterprise(
        &self,
        new: &NewEnterprise,
    ) -> Result<RegisteredEnterprise, AccountFailure> {
        let uscc = Uscc::read(&new.uscc).map_err(|error| refusal::uscc_invalid(&error.text()))?;
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
            return Err(refusal::name_missing().into());
        }
        let person = new.person.checked()?;
        passwords::acceptable(&new.password, &person.login)?;
        if !self.homes().await?.iter().any(|office| office.id == new.home) {
            return Err(refusal::place_unknown(&new.home).into());
        }
        let taken = in_transaction!(self, db => {
            let holders = self.holders(db, &uscc, &person.login).await?;
            for holder in holders.iter().flatten() {
                self.tell_of_registering(db, holder).await?;
            }
            if holders.is_some() {
                self.audited(db, "", "register_enterprise", "", "taken").await?;
            }
            Ok(holders.is_some())
        });
        if taken {
            return Err(refusal::registration_taken().into());
        }
        let hash = passwords::hashed(&new.password, self.chance.as_ref()).await?;
        let today = self.today()?;
        Ok(in_transaction!(self, db => {
            if self.holders(db, &uscc, &person.login).await?.is_some() {
                return Err(refusal::registration_taken().into());
            }
            let id = self.enter_person(db, &person, Some(hash.clone())).await?;
            let author = by(&id);
            self.happened(db, &author, &id, &[PersonEvent::PersonRegistered, PersonEvent::PasswordSet]).await?;
            let organisation = secrets::id(self.chance.as_ref())?;
            let new = NewOrganisation {
                organisation: Organisation {
                    id: organisation.clone(),
                    name: name.to_owned(),
                    uscc: uscc.as_str().to_owned(),
                    fictional: self.is_throwaway(),
                },
                home: new.home.clone(),
                since: today,
            };
            let key = format!("organisation/{organisation}");
            self.enter_in(db, &author, &key, &organisation, &DirectoryEvent::arrival(&new)).await?;
            let held = Held {
                grant: String::new(),
                kind: GrantKind::Enterprise,
                role: ANY.to_owned(),
                place: organisation.clone(),
                programme: ANY.to_owned(),
                may_submit: true,
                since: today,
                until: None,
                delegated_from: None,
            };
            self.write_grant(db, &author, &id, &held).await?;
            self.audited(db, &id, "register_enterprise", &organisation, "").await?;
            Ok(RegisteredEnterprise { organisation, person: id })
        }))
    }

    /// Who has an account by a code or by a login: the approvers of the enterprise and the person of the login. Nothing where
    /// both are free.
    async fn holders(
        &self,
        db: &impl ConnectionTrait,
        uscc: &Uscc,
        login: &str,
    ) -> Result<Option<Vec<person::Model>>, AccountFailure> {
        let code = organisation::Column::Uscc.eq(uscc.as_str());
        let known = organisation::Entity::find().filter(code).one(db).await?;
        let own = signing::person_of(db, login).await?;
        if known.is_none() && own.is_none() {
            return Ok(None);
        }
        let today = self.today()?;
        let mut found: Vec<_> = own.into_iter().collect();
        if let Some(known) = known {
            let approving = grant_of_role::Entity::find()
                .filter(grant_of_role::Column::Kind.eq(GrantKind::Enterprise.name()))
                .filter(grant_of_role::Column::Place.eq(known.id))
                .filter(grant_of_role::Column::MaySubmit.eq(true))
                .filter(grant_of_role::Column::EndedAt.is_null())
                .all(db)
                .await?;
            for row in approving {
                let holder = person::Entity::find_by_id(row.person.as_str()).one(db).await?;
                if Held::of(row)?.holds(today) {
                    found.extend(holder);
                }
            }
        }
        found.retain(|person| person.state == ACTIVE);
        Ok(Some(found))
    }

    pub(super) async fn is_free(
        &self,
        db: &impl ConnectionTrait,
        uscc: &Uscc,
        home: &str,
    ) -> Result<(), AccountFailure> {
        let code = organisation::Column::Uscc.eq(uscc.as_str());
        if organisation::Entity::find().filter(code).one(db).await?.is_some() {
            return Err(refusal::enterprise_registered(uscc.as_str()).into());
        }
        if is_office(db, home).await? { Ok(()) } else { Err(refusal::place_unknown(home).into()) }
    }

    /// Invites a colleague of an enterprise whose approver one is: as another approver, or as one who fills in. Returns the id
    /// of the person.
    pub async fn invite_colleague(
        &self,
        who: &SignedInPerson,
        organisation: &str,
        new: &NewPerson,
        may_submit: bool,
    ) -> Result<String, AccountFailure> {
        let (new, today) = (new.checked()?, self.today()?);
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "invite_colleague").await?;
            let Some(own) = who.approver(organisation) else {
                return Err(refusal::not_permitted().into());
            };
            let person = self.invite_in(db, &who, &new, "invite_colleague").await?;
            let grant = NewGrant {
                person: person.clone(),
                kind: GrantKind::Enterprise,
                role: ANY.to_owned(),
                place: organisation.to_owned(),
                programme: ANY.to_owned(),
                may_submit,
                since: None,
                // what an approver gives does not outlast what they have
                until: own.until,
            };
            let held = self.checked_grant(db, &grant, today).await?;
            self.write_grant(db, &by(who.person()), &person, &held).await?;
            Ok(person)
        }))
    }
}
