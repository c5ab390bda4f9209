//! The way of an application, and what on it was turned back.

use duheng_app::work::Dossier;
use duheng_programme::command::Ruling;
use duheng_programme::model::Mechanism;
use duheng_programme::state::Place;

use super::scene::Scene;
use crate::frame::Frame;

/// A stage on the way of an application.
pub(super) struct Step {
    pub(super) title: String,
    /// `done`, `now` or `later`.
    pub(super) state: &'static str,
    pub(super) note: String,
}

/// The way of an application: stages that it left, where it stands, and what is still to come.
pub(super) fn steps(frame: &Frame, scene: &Scene, dossier: &Dossier, passed: &[String]) -> Vec<Step> {
    let Some(programme) = scene.programme() else { return Vec::new() };
    let course = dossier.seen.course.as_ref();
    let place = course.map(|course| &course.place);
    let here = match place {
        Some(Place::At(stage)) => Some(stage.as_str()),
        _ => None,
    };
    let at = programme.stages.iter().position(|stage| Some(stage.id.as_str()) == here);
    let own = programme.leads_through(course.map(|course| course.entry.as_str()));
    let mut steps = Vec::new();
    let ended = matches!(place, Some(Place::Ended(_)));
    for (number, stage) in programme.stages.iter().enumerate() {
        let is_here = Some(number) == at;
        let decided =
            ended && dossier.seen.decided.is_some() && matches!(stage.mechanism, Mechanism::Decide { .. });
        let was_here = passed.contains(&stage.id) || decided;
        // what happens once for all is a step of those whom it concerned
        if stage.of_edition && !is_here && !was_here {
            continue;
        }
        let to_come = match (place, at) {
            (None, _) => true,
            (_, Some(at)) => number > at,
            _ => false,
        };
        // of a second round only those stages are shown that an application goes through
        let again = !own.contains(stage.id.as_str());
        // what it left and was turned back from it goes through once more
        let left = was_here && (again || !to_come);
        let state = match (is_here, left) {
            (true, _) => "now",
            (_, true) => "done",
            _ if to_come && !again => "later",
            _ => continue,
        };
        let window = scene.windows.get(&stage.id);
        let closes = window.and_then(|window| window.closes).filter(|_| state != "done");
        let note = closes.map(|day| frame.with("act-closes", "day", frame.day(&day.to_string())));
        let title = frame.pick(&stage.title).to_owned();
        steps.push(Step { title, state, note: note.unwrap_or_default() });
    }
    if let (Some(Place::Ended(_)), Some(stands)) = (place, &dossier.stands) {
        steps.push(Step { title: frame.pick(stands).to_owned(), state: "now", note: String::new() });
    }
    steps
}

/// The mechanism of the stage at which an application is.
fn mechanism<'s>(scene: &'s Scene, dossier: &Dossier) -> Option<&'s Mechanism> {
    let Place::At(stage) = &dossier.seen.course.as_ref()?.place else { return None };
    Some(&scene.programme()?.stage(stage)?.mechanism)
}

/// Whether everybody sees the notice of an application.
pub(super) fn is_on_notice(scene: &Scene, dossier: &Dossier) -> bool {
    let course = dossier.seen.course.as_ref();
    // one of an earlier round is not the one that runs
    let runs = course.is_some_and(|of| match (&of.notice, of.reached_on) {
        (Some(notice), Some(reached)) => reached <= notice.from,
        (notice, _) => notice.is_some(),
    });
    runs && matches!(mechanism(scene, dossier), Some(Mechanism::Notice { .. }))
}

/// The last ruling by which what was decided stands no longer: until it is decided again, or for good.
pub(super) fn overturned(scene: &Scene, dossier: &Dossier) -> Option<Ruling> {
    let course = dossier.seen.course.as_ref()?;
    let again =
        matches!(mechanism(scene, dossier), Some(Mechanism::Assess { .. } | Mechanism::Decide { .. }));
    let ended = matches!(course.place, Place::Ended(_)) && course.honour.is_none();
    if course.notice.is_none() || !(again || ended) {
        return None;
    }
    let rulings = dossier.seen.objections.iter().filter_map(|of| of.ruling.as_ref());
    rulings.map(|(ruling, _)| *ruling).rfind(|ruling| *ruling != Ruling::Rejected)
}
