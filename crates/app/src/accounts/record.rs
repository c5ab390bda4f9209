//! What was done with an account: events in the person's stream, rows of the audit.

use sea_orm::{ConnectionTrait, EntityTrait as _, Set};
use serde::Serialize;

use super::secrets;
use crate::app::App;
use crate::chain::Author;
use crate::fault::Fault;
use crate::store::entity::audit;
use crate::store::streams::{self, Fresh};

/// What happened to an account. Ids and days alone: names, addresses and secrets stand in tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "happened", rename_all = "snake_case")]
pub(super) enum PersonEvent {
    PersonInvited,
    PersonRegistered,
    PasswordSet,
    SecondFactorEnrolled,
    SecondFactorRemoved,
    RoleGiven {
        grant: String,
        kind: &'static str,
        role: String,
        place: String,
        programme: String,
        may_submit: bool,
        since: String,
        until: Option<String>,
        delegated_from: Option<String>,
    },
    RoleEnded {
        grant: String,
    },
    Delegated {
        grant: String,
        to: String,
        until: String,
    },
    Locked,
    Unlocked,
    Deactivated {
        successor: Option<String>,
    },
}

impl PersonEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::PersonInvited => "person_invited",
            Self::PersonRegistered => "person_registered",
            Self::PasswordSet => "password_set",
            Self::SecondFactorEnrolled => "second_factor_enrolled",
            Self::SecondFactorRemoved => "second_factor_removed",
            Self::RoleGiven { .. } => "role_given",
            Self::RoleEnded { .. } => "role_ended",
            Self::Delegated { .. } => "delegated",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::Deactivated { .. } => "deactivated",
        }
    }
}

/// The person who does it.
pub(super) fn by(person: &str) -> Author {
    Author { person: person.to_owned(), ..Author::default() }
}

impl App {
    /// Appends to the stream of a person.
    pub(super) async fn happened(
        &self,
        db: &impl ConnectionTrait,
        author: &Author,
        person: &str,
        events: &[PersonEvent],
    ) -> Result<(), Fault> {
        let key = format!("person/{person}");
        let version = streams::length(db, &key).await?;
        let fresh: Result<Vec<Fresh>, Fault> =
            events.iter().map(|event| Fresh::new(event.name(), event)).collect();
        streams::append(db, &key, version, &fresh?, author, self.clock.now(), self.chance.as_ref()).await
    }

    /// Writes a row of the audit; `detail` holds ids and codes, never what somebody typed.
    pub(crate) async fn audited(
        &self,
        db: &impl ConnectionTrait,
        by: &str,
        what: &str,
        subject: &str,
        detail: &str,
    ) -> Result<(), Fault> {
        let row = audit::ActiveModel {
            id: Set(secrets::id(self.chance.as_ref())?),
            at: Set(self.clock.now()),
            by: Set(by.to_owned()),
            what: Set(what.to_owned()),
            subject: Set(subject.to_owned()),
            detail: Set(detail.to_owned()),
        };
        audit::Entity::insert(row).exec_without_returning(db).await?;
        Ok(())
    }
}
