//! What is offered on the page of an enterprise, of what may be done: not everything that may makes sense beside the rest.

use duheng_programme::Opening;
use duheng_programme::model::Programme;

/// The openings without those that are none for this enterprise: a re-evaluation where there is no honour, entering for the
/// first time where its honour can be evaluated again now, and putting it on a list on which it stands.
#[must_use]
pub fn offered(openings: &[Opening], programme: &Programme) -> Vec<Opening> {
    let renews = |opening: &Opening| {
        let entry = opening.ask.entry.as_ref().and_then(|name| programme.entries.get(name));
        entry.is_some_and(|entry| entry.needs_honour)
    };
    let applies = |opening: &Opening| opening.ask.command == "apply";
    let again = openings.iter().any(|of| applies(of) && renews(of) && of.is_open());
    let listed = |opening: &Opening| {
        let off = |of: &&Opening| of.ask.command == "delist" && of.ask.stage == opening.ask.stage;
        opening.ask.command == "enlist" && openings.iter().any(|of| off(&of))
    };
    let fits = |opening: &&Opening| {
        let lacks = opening.blocked.as_ref().is_some_and(|refusal| refusal.code == "honour-missing");
        let enters = !applies(opening) || if renews(opening) { !lacks } else { !again };
        enters && !listed(opening)
    };
    openings.iter().filter(fits).cloned().collect()
}
