//! What time and order forbid, whatever the arguments: asked before each decision, and by those who show what can be done.

use super::{
    Case, assess, check, decision, edition, enter, exchange, in_window, notice, panel, record, track,
};
use crate::ask::Ask;
use crate::authorise::{By, Capability};
use crate::model::Stage;
use crate::refusal::{self, Refusal};
use crate::time::Moment;
use crate::view::View;

/// Refuses what cannot be done now by somebody who has the right to it.
pub(crate) fn ready(
    view: &View<'_>,
    ask: &Ask,
    by: &By,
    stage: Option<&Stage>,
    now: Moment,
) -> Result<(), Refusal> {
    match ask.command {
        "open_edition" | "reschedule" | "start_stage" | "file_document" | "freeze_cohort" | "close_stage"
        | "recommend" | "take_back" | "enlist" | "delist" | "decide_list" | "close_edition" => {
            edition::ready(view, ask, by, stage, now)
        }
        "apply" | "initiate" => {
            enter::may_enter(view, view.filing, ask.entry.as_deref().unwrap_or_default(), now).map(|_| ())
        }
        "enter_record" | "correct_record" | "confirm_record" | "return_record" => {
            let Some((register, state)) = &ask.record else { return Ok(()) };
            match ask.command {
                "enter_record" => record::may_enter(view, register, state).map(|_| ()),
                "correct_record" => record::may_correct(view, register, state).map(|_| ()),
                "confirm_record" => record::may_confirm(view, register, state, by).map(|_| ()),
                _ => record::proposed(view, register, state).map(|_| ()),
            }
        }
        _ => {
            // the stage of the view, which lives as long as the rules
            let stage = stage.and_then(|stage| view.programme.stage(&stage.id));
            let case = Case::of(view, by, stage, now)?;
            if view.is_left() {
                return Err(refusal::left_unfinished());
            }
            if ask.capability() == Capability::Act {
                edition::needs_closed(view, case.edition, stage)?;
            }
            of_filing(&case, ask.command)
        }
    }
}

fn of_filing(case: &Case<'_, '_>, command: &str) -> Result<(), Refusal> {
    match command {
        "submit" => case.in_window(case.stage()?),
        "extend" | "supply" | "judge_request" => enter::before_naming(case),
        "withdraw" => enter::may_withdraw(case),
        "state_case" => enter::may_state_case(case),
        "commit_draw" => panel::may_commit(case),
        "draw" => panel::may_draw(case).map(|_| ()),
        "declare" => panel::may_declare(case).map(|_| ()),
        "seal" => assess::may_seal(case),
        "finish" => exchange::may_finish(case),
        "propose" => decision::may_propose(case),
        "approve" => decision::may_approve(case),
        "send_back" => decision::may_send_back(case),
        "publish_notice" => notice::may_publish(case),
        "object" => notice::may_object(case),
        "close_notice" => notice::may_close(case),
        "issue" => check::gate_holds(case),
        "revoke" => track::holds_honour(case),
        "tick" => track::tick(case).map(|_| ()),
        _ => Ok(()),
    }
}

/// Refuses while the edition is not open.
pub(super) fn open_edition<'v>(view: &View<'v>) -> Result<&'v crate::state::Edition, Refusal> {
    let open = view.edition().filter(|edition| edition.dates.is_some() && !edition.closed);
    open.ok_or_else(refusal::edition_closed)
}

/// Refuses outside the window of a stage that there may be.
pub(super) fn window_of(view: &View<'_>, stage: Option<&Stage>, now: Moment) -> Result<(), Refusal> {
    stage.map_or(Ok(()), |stage| in_window(view, stage, now))
}
