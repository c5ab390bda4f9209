//! Drawing a panel without anybody who could choose the outcome: the deployment's chance makes the seed, which is kept
//! here until the draw and then shown with it.

use duheng_pack::text::Text;
use duheng_programme::Actor;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::draw::commitment;
use duheng_programme::event::FilingEvent;
use duheng_programme::refusal;
use duheng_programme::seen::Viewer;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};

use crate::accounts::{Intent, SignedInPerson};
use crate::act::{Receipt, Vouched};
use crate::app::App;
use crate::fault::Failure;
use crate::sight::{Target, filing_key};
use crate::store::entity::seed;
use crate::store::{in_transaction, streams};

/// A draw as it can be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The commitment, which was published first.
    pub commitment: String,
    /// The seed with all that came of it; nothing before the draw.
    pub drawn: Option<Drawn>,
}

/// What a draw gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The seed.
    pub seed: String,
    /// The experts that could be drawn, by id.
    pub pool: Vec<String>,
    /// The order of the draw.
    pub order: Vec<String>,
    /// Who took the seats.
    pub seats: Vec<String>,
}

impl App {
    /// Makes a seed by chance, keeps it and publishes the commitment to it.
    pub async fn commit_draw_as(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "commit_draw_as").await?;
            let actor = self.actor(&person, role, place, target, Intent::Act)?;
            self.commit_draw_in(db, &actor, target, now).await
        }))
    }

    /// The same for an actor that stands for no session, so that whoever may draw can do so afterwards.
    pub async fn commit_draw(&self, by: &Vouched, target: &Target) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => self.commit_draw_in(db, by.actor(), target, now).await))
    }

    async fn commit_draw_in(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
        now: i64,
    ) -> Result<Receipt, Failure> {
        let drawn = self.chance.draw().map_err(crate::fault::Fault::from)?;
        let committed = commitment(&drawn);
        let command = Command::Filing(FilingCommand::CommitDraw { commitment: committed.clone() });
        let receipt = self.act_in(db, actor, target, command, now).await?;
        let row = seed::ActiveModel {
            programme: Set(target.programme.clone()),
            edition: Set(target.edition.clone()),
            organisation: Set(target.organisation.clone().unwrap_or_default()),
            commitment: Set(committed),
            seed: Set(drawn),
            at: Set(now),
        };
        seed::Entity::insert(row).exec_without_returning(db).await?;
        Ok(receipt)
    }

    /// Draws with the seed that was kept, which everybody who sees the draw sees from then on.
    pub async fn draw_as(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "draw_as").await?;
            let actor = self.actor(&person, role, place, target, Intent::Act)?;
            self.draw_in(db, &actor, target, now).await
        }))
    }

    /// The same for an actor that stands for no session.
    pub async fn draw_panel(&self, by: &Vouched, target: &Target) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => self.draw_in(db, by.actor(), target, now).await))
    }

    async fn draw_in(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
        now: i64,
    ) -> Result<Receipt, Failure> {
        // whoever may not draw is told so, and not whether there is a seed
        let seed = kept(db, target).await?.unwrap_or_default();
        self.act_in(db, actor, target, Command::Filing(FilingCommand::Draw { seed }), now).await
    }

    /// The draw of an application's panel, for offices: nothing before a commitment was published.
    pub async fn drawing(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Option<Drawing>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        if seen.viewer != Viewer::Office {
            return Ok(None);
        }
        let organisation = target
            .organisation
            .as_deref()
            .ok_or_else(|| refusal::unknown_name(&Text::new("企业", "enterprise"), ""))?;
        let key = filing_key(&sight.programme()?.filing, &target.edition, organisation);
        let mut drawing: Option<Drawing> = None;
        for row in streams::load(db, &key).await? {
            match streams::read::<FilingEvent>(&row)? {
                Some(FilingEvent::DrawCommitted { programme, commitment, .. })
                    if programme == target.programme =>
                {
                    drawing = Some(Drawing { commitment, drawn: None });
                }
                Some(FilingEvent::Drawn { programme, seed, pool, order, seats, .. })
                    if programme == target.programme =>
                {
                    if let Some(drawing) = &mut drawing {
                        drawing.drawn = Some(Drawn { seed, pool, order, seats });
                    }
                }
                _ => {}
            }
        }
        Ok(drawing)
    }
}

/// The seed that was kept last for an application, if its commitment is the one that was published.
async fn kept(db: &impl ConnectionTrait, target: &Target) -> Result<Option<String>, Failure> {
    use sea_orm::QueryOrder as _;
    let row = seed::Entity::find()
        .filter(seed::Column::Programme.eq(&target.programme))
        .filter(seed::Column::Edition.eq(&target.edition))
        .filter(seed::Column::Organisation.eq(target.organisation.clone().unwrap_or_default()))
        .order_by_desc(seed::Column::At)
        .one(db)
        .await?;
    Ok(row.map(|row| row.seed))
}
