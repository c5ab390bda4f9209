//! Acts in a programme: what may be seen is read, the rules decide, events are appended; all in one transaction.

use std::collections::BTreeMap;

use duheng_programme::command::{Command, EditionCommand};
use duheng_programme::event::{EditionEvent, Event, FilingEvent, RecordEvent, Whose};
use duheng_programme::refusal::Refusal;
use duheng_programme::state::{Edition, Filing, Record};
use duheng_programme::{Actor, Ask, authorise, decide, does_ever};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::chain::Author;
use crate::fault::{Failure, Fault};
use crate::projection;
use crate::sequencer;
use crate::sight::{Sight, Streams, Target, edition_key, filing_key, record_key, version};
use crate::store::in_transaction;
use crate::store::streams::{self, Fresh};

/// What an act did.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The events, in order.
    pub events: Vec<Event>,
    /// The mechanism of the stage in which it was done.
    pub mechanism: Option<&'static str>,
    /// When it was received, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// An actor that stands for no session: whoever makes one vouches for it. People act by [`App::act_as`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched(Actor);

impl Vouched {
    /// Somebody who is not signed in.
    #[must_use]
    pub fn public() -> Self {
        Self(Actor::Public)
    }

    /// The clock.
    #[must_use]
    pub fn clock() -> Self {
        Self(Actor::Clock)
    }

    /// An actor of a walk, on a deployment whose people are made up.
    #[must_use]
    pub fn rehearsal(actor: Actor) -> Self {
        Self(actor)
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.0
    }
}

impl App {
    /// Does a command for which nobody signs in, or says why not. The time that counts is that of the server's receipt.
    pub async fn act(&self, by: &Vouched, target: &Target, command: Command) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => self.act_in(db, &by.0, target, command.clone(), now).await))
    }

    /// Does a command of a person in one of their roles, or says why not. Where a role is held at several places, that of
    /// the target counts, or the one that is named.
    pub async fn act_as(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        command: Command,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "act_as").await?;
            let actor = self.actor(&person, role, place, target, Intent::Act)?;
            self.act_in(db, &actor, target, command.clone(), now).await
        }))
    }

    /// Says whether a command of a person would be done now, or why not, and does nothing: for the page that asks once more.
    pub async fn try_as(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        command: Command,
    ) -> Result<(), Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::Act)?;
        let sight = self.sight(db, target, &command).await?;
        self.decided(&actor, &sight, command, self.clock.now()).map(|_| ())
    }

    /// Whether what is asked is for a person to do on a target at some time, though it may not be open now.
    pub async fn does_ever(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        ask: &Ask,
    ) -> Result<bool, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::Act)?;
        let sight = self.sight_of(db, target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        Ok(sight.with(|view| does_ever(&actor, ask, view, now))?)
    }

    /// What a command comes to on what may be looked at: its events and the mechanism of its stage.
    fn decided(
        &self,
        actor: &Actor,
        sight: &Sight,
        command: Command,
        now: i64,
    ) -> Result<(Vec<Event>, Option<&'static str>), Failure> {
        let command = pinning(command, &sight.installed.hash);
        let civil = moment(now, &sight.installed.zone)?;
        let decided = sight.with(|view| {
            let permit = authorise(actor, command, view, civil)?;
            let mechanism = permit.stage().map(|stage| stage.mechanism.name());
            Ok::<_, Refusal>((decide(view, permit, civil)?, mechanism))
        })??;
        Ok(decided)
    }

    pub(crate) async fn act_in(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
        command: Command,
        now: i64,
    ) -> Result<Receipt, Failure> {
        let sight = self.sight(db, target, &command).await?;
        let (events, mechanism) = self.decided(actor, &sight, command, now)?;
        self.append(db, &sight, &events, &author(actor), now).await?;
        Ok(Receipt { events, mechanism, at: now })
    }

    /// Appends the events of one act to their streams, and brings the tables after them.
    async fn append(
        &self,
        db: &impl ConnectionTrait,
        sight: &Sight,
        events: &[Event],
        author: &Author,
        now: i64,
    ) -> Result<(), Failure> {
        let mut after = After::default();
        let (target, held) = (&sight.target, &sight.streams);
        for event in events {
            after.take(target, held, event)?;
        }
        let chance = self.chance.as_ref();
        if let Some(own) = &after.edition {
            let key = edition_key(target);
            let before = held.editions.get(&target.programme);
            let state = before
                .map_or_else(|| Edition::new(&target.programme, &target.edition), |held| held.state.clone());
            let state = own.events.iter().fold(state, Edition::evolve);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            projection::edition(db, &state, now).await?;
            projection::work::recommendations(db, &target.programme, &target.edition, &own.events).await?;
        }
        for ((edition, organisation), own) in &after.filings {
            let before = held.filing_of(target, edition, organisation);
            let state = before.map_or_else(|| Filing::new(organisation), |held| held.state.clone());
            let date = moment(now, &sight.installed.zone)?.date;
            let state = own.events.iter().fold(state, |state, event| state.evolve(event, date));
            let key = filing_key(&sight.programme()?.filing, edition, organisation);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            let packs = self.shelf.of_edition(db, edition).await?;
            projection::filing(db, edition, &state, &packs, now).await?;
            let before = before.map(|held| &held.state);
            self.write_results(db, edition, (before, &state), &own.events, &packs).await?;
            if own.events.iter().any(FilingEvent::is_published) {
                sequencer::log_now(db, &key, now).await?;
            }
        }
        let organisation = target.organisation.as_deref().unwrap_or_default();
        for (register, own) in &after.records {
            let before = held.records.get(register);
            let state = before.map(|held| held.state.clone()).unwrap_or_default();
            let state = own.events.iter().fold(state, Record::evolve);
            let key = record_key(register, organisation);
            streams::append(db, &key, version(before), &own.fresh, author, now, chance).await?;
            projection::record(db, register, organisation, &state).await?;
        }
        Ok(())
    }
}

/// The command, with the pack that an edition is opened by.
fn pinning(mut command: Command, hash: &str) -> Command {
    if let Command::Edition(EditionCommand::Open { pack, .. }) = &mut command {
        hash.clone_into(pack);
    }
    command
}

/// Who acts, as an event records it.
pub(crate) fn author(actor: &Actor) -> Author {
    match actor {
        Actor::Person { person, role, place } => {
            Author { person: person.clone(), role: role.clone(), place: place.clone() }
        }
        Actor::Public => Author { role: "public".to_owned(), ..Author::default() },
        Actor::Clock => Author { role: "clock".to_owned(), ..Author::default() },
    }
}

/// New events of one stream.
struct Own<E> {
    events: Vec<E>,
    fresh: Vec<Fresh>,
}

impl<E> Default for Own<E> {
    fn default() -> Self {
        Self { events: Vec::new(), fresh: Vec::new() }
    }
}

impl<E: Clone + Serialize> Own<E> {
    fn take(&mut self, name: &'static str, event: &E) -> Result<(), Fault> {
        self.fresh.push(Fresh::new(name, event)?);
        self.events.push(event.clone());
        Ok(())
    }
}

/// The events of one act, by stream.
#[derive(Default)]
struct After {
    edition: Option<Own<EditionEvent>>,
    /// By edition and organisation.
    filings: BTreeMap<(String, String), Own<FilingEvent>>,
    records: BTreeMap<String, Own<RecordEvent>>,
}

impl After {
    fn take(&mut self, target: &Target, held: &Streams, event: &Event) -> Result<(), Fault> {
        let name = event.name();
        match event {
            Event::Edition(event) => self.edition.get_or_insert_default().take(name, event),
            Event::Filing(whose, event) => {
                let own = target.organisation.clone().unwrap_or_default();
                let (edition, organisation) = match whose {
                    Whose::This => (target.edition.clone(), own),
                    Whose::Previous => {
                        let earlier = held.previous.as_ref().map(|(edition, _)| edition.clone());
                        (earlier.unwrap_or_else(|| target.edition.clone()), own)
                    }
                    Whose::Of(organisation) => (target.edition.clone(), organisation.clone()),
                };
                self.filings.entry((edition, organisation)).or_default().take(name, event)
            }
            Event::Record(register, event) => {
                self.records.entry(register.clone()).or_default().take(name, event)
            }
        }
    }
}
