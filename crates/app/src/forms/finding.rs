//! What an assessor writes before sealing: judged points, confirmed and changed facts, each saved in place with a version
//! of its own. Rows carry the assessor in their key, and every look-up goes by it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::model::Mechanism;
use duheng_programme::refusal::{self, Refusal};
use duheng_programme::scoring::map;
use duheng_programme::time::Moment;
use duheng_programme::view::View;
use duheng_programme::{Actor, authorise, openings};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};

use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::draft::{LONGEST, Saving, json};
use crate::fault::{Failure, Fault};
use crate::sight::{Sight, Target};
use crate::store::entity::finding::{self, Column};
use crate::store::in_transaction;

/// What an assessor says something about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The points of an item that assessors judge.
    Judged {
        /// Its code.
        item: String,
    },
    /// Whether a fact is as claimed: `yes`, or `no` where what is claimed is not accepted and nothing stands in its place.
    Confirmed {
        /// Its name in the pack.
        fact: String,
    },
    /// A fact as found, or one period of it.
    Found {
        /// Its name in the pack.
        fact: String,
        /// The period, such as `2025`.
        period: Option<String>,
    },
    /// Why a fact is found otherwise or not accepted, or why an item has the points that were given, in words.
    Reason {
        /// The name of the fact, or the code of the item.
        of: String,
    },
}

impl Point {
    fn key(&self) -> (&'static str, String, String) {
        match self {
            Self::Judged { item } => ("judged", item.clone(), String::new()),
            Self::Confirmed { fact } => ("confirmed", fact.clone(), String::new()),
            Self::Reason { of } => ("reason", of.clone(), String::new()),
            Self::Found { fact, period } => ("found", fact.clone(), period.clone().unwrap_or_default()),
        }
    }

    fn read(row: &finding::Model) -> Self {
        let name = row.name.clone();
        match row.kind.as_str() {
            "judged" => Self::Judged { item: name },
            "confirmed" => Self::Confirmed { fact: name },
            "reason" => Self::Reason { of: name },
            _ => Self::Found {
                fact: name,
                period: Some(row.period.clone()).filter(|period| !period.is_empty()),
            },
        }
    }
}

/// What an assessor wrote, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPoint {
    /// What it is about.
    pub point: Point,
    /// What was typed; none once it was cleared.
    pub value: Option<Node>,
    /// How often it was saved, from 1.
    pub version: i64,
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// Somebody who may write and seal entries now.
pub(super) struct Assessing {
    pub(super) sight: Sight,
    pub(super) person: String,
    /// The stage and the layer that it writes.
    pub(super) stage: String,
    pub(super) layer: String,
    at: i64,
}

impl App {
    /// Saves what an assessor says over the version that they saw; 0 where there was none. A value of none clears it.
    #[expect(
        clippy::too_many_arguments,
        reason = "who, as whom, where, about what, what, over which version"
    )]
    pub async fn save_finding(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        point: &Point,
        value: Option<&Node>,
        seen: i64,
    ) -> Result<Saving<SavedPoint>, Failure> {
        Ok(in_transaction!(unlisted, self, Failure, db => {
            self.changing(db, by, "save_finding").await?;
            let own = self.assessing(db, by, role, place, target).await?;
            save(db, &own, point, value, seen).await
        }))
    }

    /// Somebody who may seal now, with the layer that is theirs.
    pub(super) async fn assessing(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Assessing, Failure> {
        let at = self.clock.now();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::Act)?;
        let sight = self.sight_of(db, target).await?;
        let now = moment(at, &sight.installed.zone)?;
        let (stage, layer) = sight.with(|view| may_seal(&actor, view, now))??;
        Ok(Assessing { sight, person: person.person().to_owned(), stage, layer, at })
    }
}

/// The stage in which an actor may seal now, and the layer that it writes.
fn may_seal(actor: &Actor, view: &View<'_>, now: Moment) -> Result<(String, String), Refusal> {
    let seal = Command::Filing(FilingCommand::Seal {
        entries: map(Vec::new()),
        reasons: BTreeMap::new(),
        visit: None,
    });
    let permit = authorise(actor, seal, view, now)?;
    let opening = openings(actor, view, now).into_iter().find(|opening| opening.ask.command == "seal");
    if let Some(blocked) = opening.and_then(|opening| opening.blocked) {
        return Err(blocked);
    }
    match permit.stage().map(|stage| (stage, &stage.mechanism)) {
        Some((stage, Mechanism::Assess { layer, .. })) => Ok((stage.id.clone(), layer.clone())),
        _ => Err(refusal::wrong_stage(&Text::default(), &Text::default())),
    }
}

pub(super) async fn save(
    db: &impl ConnectionTrait,
    own: &Assessing,
    point: &Point,
    value: Option<&Node>,
    seen: i64,
) -> Result<Saving<SavedPoint>, Failure> {
    own.sight.with(|view| known(view, point))??;
    let (kind, name, period) = point.key();
    let mut row = finding::Model {
        filing: own.sight.programme()?.filing.clone(),
        edition: own.sight.target.edition.clone(),
        organisation: own.sight.target.organisation.clone().unwrap_or_default(),
        layer: own.layer.clone(),
        person: own.person.clone(),
        kind: kind.to_owned(),
        name,
        period,
        value: value.map(json).transpose()?,
        version: 0,
        at: own.at,
    };
    if row.value.as_ref().is_some_and(|value| value.len() > LONGEST) {
        let long = Text::new("内容过长", "the entry is too long");
        let help = Text::new("缩短文字", "shorten it");
        return Err(refusal::claim_invalid(&long, &help, 1).into());
    }
    let held = of_assessor(own)?
        .filter(Column::Kind.eq(row.kind.as_str()))
        .filter(Column::Name.eq(row.name.as_str()))
        .filter(Column::Period.eq(row.period.as_str()))
        .one(db)
        .await?;
    let held = held.map(|held| Ok::<_, Fault>((held.version, held.value == row.value, read(held)?)));
    let version = match Saving::over(held.transpose()?, seen) {
        ControlFlow::Continue(version) => version,
        ControlFlow::Break(saving) => return Ok(saving),
    };
    row.version = version;
    let keys = [
        Column::Filing,
        Column::Edition,
        Column::Organisation,
        Column::Layer,
        Column::Person,
        Column::Kind,
        Column::Name,
        Column::Period,
    ];
    let replace =
        OnConflict::columns(keys).update_columns([Column::Value, Column::Version, Column::At]).to_owned();
    finding::Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(db).await?;
    Ok(Saving::Saved(version))
}

/// Refuses what the standard does not ask of assessors.
fn known(view: &View<'_>, point: &Point) -> Result<(), Refusal> {
    let is_judged = |item: &str| {
        let found = view.standard().and_then(|standard| standard.item(item));
        found.is_some_and(|item| duheng_standard::dictionary::judgement(&item.rule).is_some())
    };
    let is_fact = |name: &str| view.pack.vocabulary.fact(name).is_some();
    let (known, what, name) = match point {
        Point::Judged { item } => {
            (is_judged(item), Text::new("由评审评分的评价项", "item that assessors judge"), item)
        }
        Point::Confirmed { fact } | Point::Found { fact, .. } => {
            (is_fact(fact), Text::new("事实", "fact"), fact)
        }
        Point::Reason { of } => {
            let what = Text::new("事实或由评审评分的评价项", "fact or item that assessors judge");
            (is_fact(of) || is_judged(of), what, of)
        }
    };
    if known { Ok(()) } else { Err(refusal::unknown_name(&what, name)) }
}

/// The rows of one assessor: nobody else's are ever looked up.
fn of_assessor(own: &Assessing) -> Result<sea_orm::Select<finding::Entity>, Failure> {
    Ok(finding::Entity::find()
        .filter(Column::Filing.eq(own.sight.programme()?.filing.as_str()))
        .filter(Column::Edition.eq(own.sight.target.edition.as_str()))
        .filter(Column::Organisation.eq(own.sight.target.organisation.as_deref().unwrap_or_default()))
        .filter(Column::Layer.eq(own.layer.as_str()))
        .filter(Column::Person.eq(own.person.as_str())))
}

/// What an assessor wrote, in order.
pub(super) async fn points(db: &impl ConnectionTrait, own: &Assessing) -> Result<Vec<SavedPoint>, Failure> {
    let rows = of_assessor(own)?
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Period)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(read).collect::<Result<_, _>>()?)
}

fn read(row: finding::Model) -> Result<SavedPoint, Fault> {
    let point = Point::read(&row);
    let value = row.value.map(|value| serde_json::from_str(&value)).transpose();
    let value = value.map_err(|error| Fault::Setting(format!("an entry cannot be read: {error}")))?;
    Ok(SavedPoint { point, value, version: row.version, at: row.at })
}
