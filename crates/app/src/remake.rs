//! Tables of lists made again from the events, after a step of the schema brought tables or columns that older events
//! have not filled. The order is in the database, so that a program that stops in between is made up for by the next.

use duheng_programme::event::{EditionEvent, FilingEvent, RecordEvent};
use duheng_programme::state::{Edition, Filing, Record};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

use crate::app::{App, moment};
use crate::fault::Fault;
use crate::projection;
use crate::store::entity::{edition, event, lease, recommendation, stream};
use crate::store::{REMAKE, in_transaction, streams};

impl App {
    /// Makes the tables of lists again where the schema asks for it.
    pub(crate) async fn remake_tables(&self) -> Result<(), Fault> {
        if lease::Entity::find_by_id(REMAKE).one(self.store.read()).await?.is_none() {
            return Ok(());
        }
        in_transaction!(self, Fault, db => self.remake_in(db).await);
        Ok(())
    }

    async fn remake_in(&self, db: &impl ConnectionTrait) -> Result<(), Fault> {
        let keys: Vec<String> = stream::Entity::find()
            .order_by_asc(stream::Column::Key)
            .all(db)
            .await?
            .into_iter()
            .map(|row| row.key)
            .collect();
        recommendation::Entity::delete_many().exec(db).await?;
        // filings ask the rows of their editions for packs; `edition` stands before `filing` in order
        for key in &keys {
            let parts: Vec<&str> = key.split('/').collect();
            match parts.as_slice() {
                ["edition", programme, id] => {
                    let rows = streams::load(db, key).await?;
                    self.remake_edition(db, Edition::new(programme, id), &rows).await?;
                }
                ["filing", filing, edition, organisation] => {
                    let rows = streams::load(db, key).await?;
                    self.remake_filing(db, filing, edition, organisation, &rows).await?;
                }
                ["record", register, organisation] => {
                    let mut state = Record::default();
                    for row in streams::load(db, key).await? {
                        state = streams::read::<RecordEvent>(&row)?.iter().fold(state, Record::evolve);
                    }
                    projection::record(db, register, organisation, &state).await?;
                }
                _ => {}
            }
        }
        lease::Entity::delete_by_id(REMAKE).exec(db).await?;
        Ok(())
    }

    async fn remake_edition(
        &self,
        db: &impl ConnectionTrait,
        mut state: Edition,
        rows: &[event::Model],
    ) -> Result<(), Fault> {
        for row in rows {
            state = streams::read::<EditionEvent>(row)?.iter().fold(state, Edition::evolve);
        }
        projection::edition(db, &state, rows.first().map_or(0, |first| first.at)).await?;
        for row in projection::work::recommendation_rows(&state) {
            row.into_active_model().insert(db).await?;
        }
        Ok(())
    }

    async fn remake_filing(
        &self,
        db: &impl ConnectionTrait,
        filing: &str,
        edition: &str,
        organisation: &str,
        rows: &[event::Model],
    ) -> Result<(), Fault> {
        let packs = self.shelf.of_edition(db, edition).await?;
        let editions = edition::Entity::find().filter(edition::Column::Id.eq(edition)).all(db).await?;
        let zone = editions.iter().find_map(|row| {
            let installed = packs.get(&row.programme)?;
            let programme = installed.programmes.programme(&row.programme)?;
            (programme.filing == filing).then(|| installed.zone.clone())
        });
        let zone = zone.ok_or_else(|| Fault::MissingPack(format!("{filing}/{edition}")))?;
        let mut state = Filing::new(organisation);
        for row in rows {
            let date = moment(row.at, &zone)?.date;
            let event = streams::read::<FilingEvent>(row)?;
            state = event.iter().fold(state, |state, event| state.evolve(event, date));
        }
        projection::filing(db, edition, &state, &packs, rows.last().map_or(0, |last| last.at)).await
    }
}
