//! Answers as rows of the store.

use std::ops::ControlFlow;

use duheng_pack::tree::Node;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use super::{Answer, Question, Saving};
use crate::carried::carried;
use crate::fault::{Failure, Fault};
use crate::sight::Sight;
use crate::store::entity::answer::{self, Column};

/// The longest answer, in bytes of JSON.
pub(crate) const LONGEST: usize = 200_000;

/// The key of a row, as the question and the filing give it.
pub(crate) struct Keys {
    pub(crate) filing: String,
    pub(crate) edition: String,
    pub(crate) organisation: String,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) period: String,
}

impl Keys {
    pub(crate) fn of(sight: &Sight, question: &Question) -> Result<Self, Failure> {
        let (kind, name, period) = match question {
            Question::Fact { fact, period } => ("fact", fact, period.clone().unwrap_or_default()),
            Question::NotEvaluated { item } => ("not_evaluated", item, String::new()),
            Question::Document { name } => ("document", name, String::new()),
        };
        Ok(Self {
            filing: sight.programme()?.filing.clone(),
            edition: sight.target.edition.clone(),
            organisation: sight.target.organisation.clone().unwrap_or_default(),
            kind,
            name: name.clone(),
            period,
        })
    }

    pub(super) fn row(self, person: &str, at: i64) -> answer::Model {
        answer::Model {
            filing: self.filing,
            edition: self.edition,
            organisation: self.organisation,
            kind: self.kind.to_owned(),
            name: self.name,
            period: self.period,
            value: None,
            version: 0,
            person: person.to_owned(),
            at,
        }
    }
}

pub(crate) fn json(value: &Node) -> Result<String, Failure> {
    let text = serde_json::to_string(value).map_err(|error| Fault::Setting(error.to_string()))?;
    Ok(text)
}

fn read(row: answer::Model) -> Result<Answer, Fault> {
    let question = Question::read(&row.kind, row.name, row.period);
    let value = row.value.map(|value| serde_json::from_str(&value)).transpose();
    let value = value.map_err(|error| Fault::Setting(format!("an answer cannot be read: {error}")))?;
    Ok(Answer { question, value, version: row.version, person: row.person, at: row.at })
}

/// The answers: those that were saved, over those that were submitted before.
pub(crate) async fn answers(db: &impl ConnectionTrait, sight: &Sight) -> Result<Vec<Answer>, Failure> {
    let rows = answer::Entity::find()
        .filter(Column::Filing.eq(&sight.programme()?.filing))
        .filter(Column::Edition.eq(&sight.target.edition))
        .filter(Column::Organisation.eq(sight.target.organisation.as_deref().unwrap_or_default()));
    let mut all = sight.with(|view| carried(&view.pack.vocabulary, view.filing))?;
    for row in rows.all(db).await? {
        let answer = read(row)?;
        all.insert(answer.question.clone(), answer);
    }
    Ok(all.into_values().collect())
}

/// Saves an answer over the version `seen`; 0 where there was none.
pub(super) async fn save(
    db: &impl ConnectionTrait,
    mut row: answer::Model,
    seen: i64,
) -> Result<Saving, Failure> {
    let key = (
        row.filing.clone(),
        row.edition.clone(),
        row.organisation.clone(),
        row.kind.clone(),
        row.name.clone(),
        row.period.clone(),
    );
    let held = answer::Entity::find_by_id(key).one(db).await?;
    let held = held.map(|held| Ok::<_, Fault>((held.version, held.value == row.value, read(held)?)));
    let version = match Saving::over(held.transpose()?, seen) {
        ControlFlow::Continue(version) => version,
        ControlFlow::Break(saving) => return Ok(saving),
    };
    row.version = version;
    let keys =
        [Column::Filing, Column::Edition, Column::Organisation, Column::Kind, Column::Name, Column::Period];
    let replace = OnConflict::columns(keys)
        .update_columns([Column::Value, Column::Version, Column::Person, Column::At])
        .to_owned();
    answer::Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(db).await?;
    Ok(Saving::Saved(version))
}
