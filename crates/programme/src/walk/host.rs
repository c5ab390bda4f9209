//! Where a walk is played: in memory, or on a whole deployment with its stores. Both must give the same events.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use super::Cast;
use crate::authorise::Actor;
use crate::command::Command;
use crate::event::Event;
use crate::model::Programme;
use crate::refusal::Refusal;
use crate::state::{Edition, Filing, Record};
use crate::time::Moment;

/// What carries out the commands of a walk.
pub trait Host {
    /// Makes the people, offices, enterprises and experts known; called once, before the first act.
    fn enter(&mut self, cast: &Cast);

    /// Hangs a place below another from a day on; false where it cannot hang there.
    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool;

    /// Carries out a command: what happened, or why nothing did.
    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal>;

    /// What holds now.
    fn scene(&mut self, at: &Position<'_>) -> Scene;
}

/// A command of somebody at a moment.
pub struct Act<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// About what.
    pub at: Position<'a>,
    /// What.
    pub command: Command,
    /// When.
    pub now: Moment,
}

/// What a command is about.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The name of the edition.
    pub edition: &'a str,
    /// The id of the organisation, where it is about one.
    pub organisation: Option<&'a str>,
}

/// What a command did.
pub struct Done {
    /// The events, in order.
    pub events: Vec<Event>,
    /// The mechanism of the stage in which it was done.
    pub mechanism: Option<&'static str>,
}

/// The streams that belong to a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The editions of the programmes that share the filing, by programme.
    pub editions: BTreeMap<String, Edition>,
    /// The filing.
    pub filing: Option<Filing>,
    /// The filing of an earlier edition that holds the honour.
    pub previous: Option<Filing>,
    /// The records of the organisation, by register.
    pub records: BTreeMap<String, Record>,
}
