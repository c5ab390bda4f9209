//! Organisations, the places that they hang below, and the base of experts.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Date;
use duheng_programme::places::Places;
use duheng_programme::view::{Expert, Organisation};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::chain::Author;
use crate::fault::{Failure, Fault};
use crate::store::entity::{conflict, expert, hang, office, organisation};
use crate::store::in_transaction;
use crate::store::streams::{self, Fresh};

/// An organisation that comes to the deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganisation {
    /// What it is.
    pub organisation: Organisation,
    /// The place that it hangs below.
    pub home: String,
    /// From which day on.
    pub since: Date,
}

/// Events of organisations, places and experts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum DirectoryEvent {
    /// An organisation was registered.
    OrganisationRegistered { name: String, uscc: String, fictional: bool },
    /// An office was founded.
    OfficeFounded { name: String },
    /// A place or an organisation hangs below another from a day on.
    Hung { above: String, since: Date, office: bool },
    /// Somebody came into the base of experts.
    ExpertEnrolled { organisation: String, fields: Vec<String> },
    /// A conflict of interest was recorded.
    ConflictRecorded { organisation: String, since: Date, until: Option<Date> },
}

impl DirectoryEvent {
    /// An organisation comes, and hangs below its home.
    pub(crate) fn arrival(new: &NewOrganisation) -> [Self; 2] {
        let Organisation { name, uscc, fictional, .. } = &new.organisation;
        [
            Self::OrganisationRegistered { name: name.clone(), uscc: uscc.clone(), fictional: *fictional },
            Self::Hung { above: new.home.clone(), since: new.since, office: false },
        ]
    }

    /// An office comes, below another or at the head of a tree.
    pub(crate) fn founding(name: &str, above: Option<&str>, since: Date) -> [Self; 2] {
        let above = above.unwrap_or_default().to_owned();
        [Self::OfficeFounded { name: name.to_owned() }, Self::Hung { above, since, office: true }]
    }

    /// An expert comes, with the conflicts of interest that are known.
    pub(crate) fn enrolment(expert: &Expert) -> Vec<Self> {
        let enrolled = Self::ExpertEnrolled {
            organisation: expert.organisation.clone(),
            fields: expert.fields.iter().cloned().collect(),
        };
        let conflicts = expert.conflicts.iter().map(|(organisation, since, until)| Self::ConflictRecorded {
            organisation: organisation.clone(),
            since: *since,
            until: *until,
        });
        std::iter::once(enrolled).chain(conflicts).collect()
    }

    fn name(&self) -> &'static str {
        match self {
            Self::OrganisationRegistered { .. } => "organisation_registered",
            Self::OfficeFounded { .. } => "office_founded",
            Self::Hung { .. } => "hung",
            Self::ExpertEnrolled { .. } => "expert_enrolled",
            Self::ConflictRecorded { .. } => "conflict_recorded",
        }
    }
}

impl App {
    /// Registers an organisation.
    pub async fn register_organisation(&self, new: &NewOrganisation) -> Result<(), Failure> {
        let id = &new.organisation.id;
        self.enter(&format!("organisation/{id}"), id, &DirectoryEvent::arrival(new)).await
    }

    /// Brings an office under its own name, at the head of a tree or below another from a day on.
    pub async fn enter_office(
        &self,
        id: &str,
        name: &str,
        above: Option<&str>,
        since: Date,
    ) -> Result<(), Failure> {
        self.enter(&format!("office/{id}"), id, &DirectoryEvent::founding(name, above, since)).await
    }

    /// Hangs an office, or an organisation, below another from a day on.
    pub async fn hang(&self, node: &str, above: &str, since: Date, office: bool) -> Result<(), Failure> {
        let kind = if office { "office" } else { "organisation" };
        let event = DirectoryEvent::Hung { above: above.to_owned(), since, office };
        self.enter(&format!("{kind}/{node}"), node, &[event]).await
    }

    /// Brings an expert into the base, with the conflicts of interest that are known.
    pub async fn enrol_expert(&self, expert: &Expert) -> Result<(), Failure> {
        self.enter(&format!("expert/{}", expert.person), &expert.person, &DirectoryEvent::enrolment(expert))
            .await
    }

    async fn enter(&self, stream: &str, subject: &str, events: &[DirectoryEvent]) -> Result<(), Failure> {
        let author = Author::default();
        in_transaction!(self, Failure, db => {
            Ok(self.enter_in(db, &author, stream, subject, events).await?)
        });
        Ok(())
    }

    /// Appends events of the directory, and brings the tables after them.
    pub(crate) async fn enter_in(
        &self,
        db: &impl ConnectionTrait,
        author: &Author,
        stream: &str,
        subject: &str,
        events: &[DirectoryEvent],
    ) -> Result<(), Fault> {
        let version = streams::length(db, stream).await?;
        let fresh: Result<Vec<Fresh>, Fault> =
            events.iter().map(|event| Fresh::new(event.name(), event)).collect();
        let now = self.clock.now();
        streams::append(db, stream, version, &fresh?, author, now, self.chance.as_ref()).await?;
        for (seq, event) in (version + 1..).zip(events) {
            project(db, subject, seq, event).await?;
        }
        Ok(())
    }
}

/// Writes what an event says into the tables.
async fn project(
    db: &impl ConnectionTrait,
    subject: &str,
    seq: i64,
    event: &DirectoryEvent,
) -> Result<(), Fault> {
    match event {
        DirectoryEvent::OrganisationRegistered { name, uscc, fictional } => {
            let row = organisation::ActiveModel {
                id: Set(subject.to_owned()),
                name: Set(name.clone()),
                uscc: Set(uscc.clone()),
                fictional: Set(*fictional),
            };
            organisation::Entity::insert(row).exec_without_returning(db).await?;
        }
        DirectoryEvent::OfficeFounded { name } => {
            let row = office::ActiveModel { id: Set(subject.to_owned()), name: Set(name.clone()) };
            office::Entity::insert(row).exec_without_returning(db).await?;
        }
        DirectoryEvent::Hung { above, since, office } => {
            let row = hang::ActiveModel {
                node: Set(subject.to_owned()),
                seq: Set(seq),
                above: Set(above.clone()),
                since: Set(since.to_string()),
                office: Set(*office),
            };
            hang::Entity::insert(row).exec_without_returning(db).await?;
        }
        DirectoryEvent::ExpertEnrolled { organisation, fields } => {
            let row = expert::ActiveModel {
                person: Set(subject.to_owned()),
                organisation: Set(organisation.clone()),
                fields: Set(serde_json::Value::from(fields.clone()).to_string()),
            };
            expert::Entity::insert(row).exec_without_returning(db).await?;
        }
        DirectoryEvent::ConflictRecorded { organisation, since, until } => {
            let row = conflict::ActiveModel {
                person: Set(subject.to_owned()),
                seq: Set(seq),
                organisation: Set(organisation.clone()),
                since: Set(since.to_string()),
                until: Set(until.map(|until| until.to_string())),
            };
            conflict::Entity::insert(row).exec_without_returning(db).await?;
        }
    }
    Ok(())
}

/// An organisation.
pub(crate) async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Organisation>, Fault> {
    let row = organisation::Entity::find_by_id(id).one(db).await?;
    Ok(row.map(|row| Organisation { id: row.id, name: row.name, uscc: row.uscc, fictional: row.fictional }))
}

/// The tree of offices, with one organisation in it.
pub(crate) async fn places(db: &impl ConnectionTrait, organisation: Option<&str>) -> Result<Places, Fault> {
    let own = hang::Column::Node.eq(organisation.unwrap_or_default());
    let rows = hang::Entity::find()
        .filter(Condition::any().add(hang::Column::Office.eq(true)).add(own))
        // an office at the head of its tree hangs below nothing
        .filter(hang::Column::Above.ne(""))
        .order_by_asc(hang::Column::Since)
        .order_by_asc(hang::Column::Seq)
        .all(db)
        .await?;
    let mut places = Places::default();
    for row in rows {
        let _ = places.hang(&row.node, &row.above, day(&row.since)?);
    }
    Ok(places)
}

/// The base of experts.
pub(crate) async fn experts(db: &impl ConnectionTrait) -> Result<Vec<Expert>, Fault> {
    let conflicts = conflict::Entity::find().order_by_asc(conflict::Column::Seq).all(db).await?;
    let rows = expert::Entity::find().order_by_asc(expert::Column::Person).all(db).await?;
    let mut experts = Vec::new();
    for row in rows {
        let own = conflicts.iter().filter(|conflict| conflict.person == row.person);
        let dated = own.map(|conflict| {
            let until = conflict.until.as_deref().map(day).transpose()?;
            Ok((conflict.organisation.clone(), day(&conflict.since)?, until))
        });
        let conflicts = dated.collect::<Result<_, Fault>>()?;
        let fields = serde_json::from_str(&row.fields)
            .map_err(|error| Fault::Setting(format!("the fields of `{}`: {error}", row.person)))?;
        experts.push(Expert { person: row.person, organisation: row.organisation, fields, conflicts });
    }
    Ok(experts)
}

pub(crate) fn day(text: &str) -> Result<Date, Fault> {
    Date::read(text).map_err(|_| Fault::Setting(format!("`{text}` in a table is no day")))
}

/// The offices that hang below each of these places on a day, with the place itself.
pub(crate) async fn below(
    db: &impl ConnectionTrait,
    places: &BTreeSet<String>,
    on: Date,
) -> Result<BTreeMap<String, Vec<String>>, Fault> {
    if places.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = hang::Entity::find()
        .filter(hang::Column::Office.eq(true))
        .order_by_asc(hang::Column::Since)
        .order_by_asc(hang::Column::Seq)
        .all(db)
        .await?;
    let mut tree = Places::default();
    for row in &rows {
        let _ = tree.hang(&row.node, &row.above, day(&row.since)?);
    }
    let nodes: BTreeSet<&String> = rows.iter().map(|row| &row.node).collect();
    let under = |place: &String| {
        let below = nodes.iter().filter(|node| **node != place && tree.is_below(node, place, on));
        below.map(|node| (*node).clone()).chain([place.clone()]).collect()
    };
    Ok(places.iter().map(|place| (place.clone(), under(place))).collect())
}
