//! Drawing a panel without anybody who could choose the outcome: the deployment's chance makes the seed, which is kept
//! here until the draw and then shown with it.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use duheng_programme::Actor;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::draw::{commitment, pool};
use duheng_programme::event::FilingEvent;
use duheng_programme::model::{Mechanism, Programme};
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
use crate::work::names;

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
    /// The names of all of them, by id, for those who draw; who has none is left out.
    pub names: BTreeMap<String, String>,
}

impl Drawn {
    /// The name of one of them, where they have one.
    #[must_use]
    pub fn name(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }
}

/// Whom a panel is drawn from, were it drawn today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawPool {
    /// How many are drawn.
    pub seats: usize,
    /// The fields of which each has to be covered.
    pub fields: Vec<String>,
    /// The names of those who can be drawn, else their ids, in order; each with their fields.
    pub free: Vec<(String, Vec<String>)>,
    /// How many are left out for a known conflict with the enterprise.
    pub conflicted: usize,
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
                        drawing.drawn = Some(Drawn { seed, pool, order, seats, names: BTreeMap::new() });
                    }
                }
                _ => {}
            }
        }
        let drawn = drawing.as_mut().and_then(|drawing| drawing.drawn.as_mut());
        if let Some(drawn) = drawn.filter(|_| draws(sight.programme().ok(), &actor)) {
            drawn.names = names(db, drawn.pool.iter().chain(&drawn.seats).cloned().collect()).await?;
        }
        Ok(drawing)
    }

    /// Whom a panel would be drawn from today, for those who draw: nothing where the application does not stand before a draw.
    pub async fn draw_pool(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Option<DrawPool>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        if self.looked(db, &actor, target).await?.1.viewer != Viewer::Office {
            return Ok(None);
        }
        if !draws(self.sight_of(db, target).await?.programme().ok(), &actor) {
            return Ok(None);
        }
        // what the command itself may look at, which is the base of experts too
        let draw = Command::Filing(FilingCommand::Draw { seed: String::new() });
        let sight = self.sight(db, target, &draw).await?;
        let today = self.today()?;
        let found = sight.with(|view| {
            let pool = pool(view, today)?;
            let free = pool.free.iter().map(|expert| (expert.person.clone(), expert.fields.clone()));
            Some((pool.seats, pool.fields.to_vec(), free.collect::<Vec<_>>(), pool.conflicted))
        })?;
        let Some((seats, fields, free, conflicted)) = found else { return Ok(None) };
        let named = names(db, free.iter().map(|(id, _)| id.clone()).collect()).await?;
        let name = |id: String| named.get(&id).cloned().unwrap_or(id);
        let mut free: Vec<(String, Vec<String>)> =
            free.into_iter().map(|(id, fields)| (name(id), fields.into_iter().collect())).collect();
        free.sort();
        Ok(Some(DrawPool { seats, fields, free, conflicted }))
    }
}

/// Whether an actor's role draws panels or manages the programme: other offices have nothing to do with those who were
/// not drawn.
fn draws(programme: Option<&Programme>, actor: &Actor) -> bool {
    let (Some(programme), Actor::Person { role, .. }) = (programme, actor) else { return false };
    let mut panels =
        programme.stages.iter().filter(|stage| matches!(stage.mechanism, Mechanism::Panel { .. }));
    programme.managed_by == *role || panels.any(|stage| stage.by.contains(role))
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
