//! What is for good, and is asked once more before it is done.

use duheng_programme::command::{CheckVerdict, Command, EditionCommand, FilingCommand, Ruling};

use super::fields::exactly;
use super::scene::Scene;

/// What cannot be taken back, or decides whether an enterprise passes: a page says what will happen before it does.
pub(super) const FOR_GOOD: [&str; 17] = [
    "approve",
    "close_edition",
    "commit_draw",
    "confirm_record",
    "correct_record",
    "decide_list",
    "draw",
    "enter_record",
    "finish",
    "freeze_cohort",
    "initiate",
    "issue",
    "publish_notice",
    "reschedule",
    "revoke",
    "supply",
    "withdraw",
];

/// Whether a command cannot be taken back: what never can, and what ends an application, a notice or an honour by the
/// answer that was chosen.
pub(super) fn is_for_good(name: &str, command: &Command) -> bool {
    let Command::Filing(command) = command else { return FOR_GOOD.contains(&name) };
    let ends = match command {
        FilingCommand::Check { verdict, .. } => *verdict == CheckVerdict::Fail,
        FilingCommand::Rule { ruling, .. } => *ruling != Ruling::Rejected,
        FilingCommand::RuleEvent { withdraw, .. } => *withdraw,
        _ => false,
    };
    ends || FOR_GOOD.contains(&name)
}

/// Whether a list is judged to its end; one that is not is refused at once, without being shown once more.
pub(super) fn is_whole(scene: &Scene, command: &Command) -> bool {
    let Command::Edition(EditionCommand::DecideList { stage, accept, refuse, .. }) = command else {
        return true;
    };
    let list = scene.edition.as_ref().and_then(|edition| edition.lists.get(stage));
    let listed = list.map_or(0, |list| list.entries.len());
    let counted = exactly(scene).is_none_or(|exactly| exactly == accept.len());
    counted && accept.len() + refuse.len() == listed
}

#[cfg(test)]
mod tests {
    use duheng_pack::text::Language;

    use super::FOR_GOOD;
    use crate::texts::text;

    #[test]
    fn the_page_before_whatever_is_for_good_says_what_will_happen() {
        for name in FOR_GOOD.iter().chain(&["check", "rule", "rule_event"]) {
            for language in [Language::Zh, Language::En] {
                let id = format!("confirm-{name}");
                assert_ne!(text(language, &id, &[]), id);
            }
        }
    }
}
