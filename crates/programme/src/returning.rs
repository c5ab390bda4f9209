//! Sending an application back to be supplemented: until when, and how often still. The page before it and the decision
//! ask the same.

use duheng_pack::calendar::Date;

use crate::model::{Mechanism, Supplement};
use crate::refusal::{self, Refusal};
use crate::view::View;

/// What sending back gives.
#[derive(Clone, Debug)]
pub struct Returning<'v> {
    /// The rule of the programme.
    pub rule: &'v Supplement,
    /// How often the stage of the supplement was sent back before.
    pub so_far: u16,
    /// The last day of the supplement.
    pub until: Date,
}

/// What sending the application at hand back on a day gives; nothing where it stands at no stage that sends back.
///
/// # Errors
///
/// It was sent back as often as allowed, or the calendar does not know the days.
pub fn returning<'v>(view: &View<'v>, on: Date) -> Result<Option<Returning<'v>>, Refusal> {
    let found = view.application().zip(view.stage().map(|stage| &stage.mechanism));
    let Some((application, Mechanism::Check { supplement: Some(rule), .. })) = found else { return Ok(None) };
    let so_far = application.returns.get(&rule.stage).copied().unwrap_or_default();
    if so_far >= rule.times {
        return Err(refusal::returned_too_often(rule.times));
    }
    let calendar = view.calendar().ok_or_else(|| refusal::calendar_unknown(on.year()))?;
    let until = rule.within.from(on, calendar).map_err(refusal::calendar_unknown)?;
    Ok(Some(Returning { rule, so_far, until }))
}
