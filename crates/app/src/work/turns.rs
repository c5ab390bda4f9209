//! An application that came back: how often it was submitted, when it was sent back, what was asked, what the enterprise
//! replied; and when objections came.

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::command::CheckVerdict;
use duheng_programme::event::FilingEvent;
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::returning;
use duheng_programme::view::View;
use sea_orm::ConnectionTrait;

use crate::fault::Failure;
use crate::sight::{Sight, filing_key};
use crate::store::entity::event;
use crate::store::streams;

/// What an application that is sent back now has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplementing {
    /// The last day.
    pub until: Date,
    /// How long that is, in the words of the programme.
    pub within: Text,
    /// Which return this is, from 1.
    pub number: u16,
    /// How many there may be.
    pub times: u16,
}

impl Supplementing {
    /// For the application of a view on a day; none where it cannot be sent back.
    pub(super) fn of(view: &View<'_>, on: Date) -> Option<Self> {
        let found = returning(view, on).ok()??;
        Some(Self {
            until: found.until,
            within: found.rule.within.in_words(),
            number: found.so_far + 1,
            times: found.rule.times,
        })
    }
}

/// A time at which an application was sent back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// What was asked, in the words of who sent it back.
    pub asked: String,
    /// The last day of the supplement, as it is after extensions.
    pub until: Option<Date>,
    /// When it was submitted again, if it was, and what the enterprise replied; empty where it replied nothing.
    pub again: Option<(i64, String)>,
}

/// What happened to a filing, row by row; of an event whose body was erased nothing is left but that it happened.
pub(super) type Told = Vec<(event::Model, Option<FilingEvent>)>;

pub(super) async fn told(db: &impl ConnectionTrait, sight: &Sight) -> Result<Told, Failure> {
    let organisation = sight.target.organisation.as_deref().unwrap_or_default();
    let key = filing_key(&sight.programme()?.filing, &sight.target.edition, organisation);
    let rows = streams::load(db, &key).await?.into_iter();
    rows.map(|row| streams::read::<FilingEvent>(&row).map(|event| (row, event)).map_err(Failure::from))
        .collect()
}

/// The events with their times.
pub(super) fn dated(told: Told) -> Vec<(i64, FilingEvent)> {
    told.into_iter().filter_map(|(row, event)| Some((row.at, event?))).collect()
}

/// Which submission it is, where an application that was sent back `returns` times stands at a stage in which that is
/// written or checked; none for the first.
pub(super) fn submission(programme: &Programme, stage: &str, returns: u64) -> Option<u64> {
    let mechanism = &programme.stage(stage)?.mechanism;
    let tells = matches!(mechanism, Mechanism::File { .. } | Mechanism::Check { .. });
    (tells && returns > 0).then_some(returns + 1)
}

/// The times at which the application of a programme was sent back, in order. A check that several programmes share is
/// recorded with one of them, and what it asks is asked of all.
pub(super) fn turns(programme: &str, events: &[(i64, FilingEvent)]) -> Vec<Turn> {
    let mut found: Vec<(String, Turn)> = Vec::new();
    let mut asked = "";
    for (at, event) in since_it_entered(programme, events) {
        match event {
            FilingEvent::Checked { verdict: CheckVerdict::Return, reason, .. } => asked = reason,
            FilingEvent::Returned { programme: of, stage, due } if of == programme => {
                let turn = Turn { at: *at, asked: asked.to_owned(), until: Some(*due), again: None };
                found.push((stage.clone(), turn));
            }
            FilingEvent::Extended { programme: of, stage: to, until, .. } if of == programme => {
                let running = found.last_mut().filter(|(stage, turn)| stage == to && turn.again.is_none());
                if let Some((_, turn)) = running {
                    turn.until = Some(*until);
                }
            }
            FilingEvent::Submitted { stage: at_stage, submission } => {
                let running =
                    found.last_mut().filter(|(stage, turn)| stage == at_stage && turn.again.is_none());
                if let Some((_, turn)) = running {
                    turn.again = Some((*at, submission.reply.clone()));
                }
            }
            _ => {}
        }
    }
    found.into_iter().map(|(_, turn)| turn).collect()
}

/// What was asked when the application at hand was last sent back, in the words of who did it; empty where it never was, and
/// where the words were erased.
pub(crate) async fn last_asked(db: &impl ConnectionTrait, sight: &Sight) -> Result<String, Failure> {
    let events = dated(told(db, sight).await?);
    let last = turns(&sight.programme()?.id, &events).pop();
    Ok(last.map(|turn| turn.asked).unwrap_or_default())
}

/// When the objections to the application of a programme came, in their order.
pub(super) fn objected(programme: &str, events: &[(i64, FilingEvent)]) -> Vec<i64> {
    let events = since_it_entered(programme, events).iter();
    let own = events
        .filter(|(_, event)| matches!(event, FilingEvent::Objected { programme: of, .. } if of == programme));
    own.map(|(at, _)| *at).collect()
}

/// What happened since the application of a programme entered last; what was withdrawn before is another one.
fn since_it_entered<'e>(programme: &str, events: &'e [(i64, FilingEvent)]) -> &'e [(i64, FilingEvent)] {
    let entered = events.iter().rposition(
        |(_, event)| matches!(event, FilingEvent::Entered { programme: of, .. } if of == programme),
    );
    events.get(entered.unwrap_or_default()..).unwrap_or_default()
}
