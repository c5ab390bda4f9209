//! What is shown once more before it is done, and with which words. One rule: what others read as soon as it is done, and
//! what begins, moves or ends a term, has a page that says what will happen; what stays inside the office and can be
//! undone there has none.

use crate::forms::Fields;

/// Whether a command is shown once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// It is: others read it, or a term hangs on it.
    Once,
    /// The same, and what will happen depends on what is answered in this field.
    By(&'static str, &'static [&'static str]),
    /// It is not.
    Never,
    /// It has pages of its own.
    Elsewhere,
}

use Asked::{By, Elsewhere, Never, Once};

const YES_NO: &[&str] = &["yes", "no"];

/// The rule, for every command that people give.
const RULE: &[(&str, Asked)] = &[
    ("open_edition", Elsewhere),
    ("reschedule", Once),
    ("start_stage", Once),
    ("file_document", Never),
    ("freeze_cohort", Once),
    ("close_stage", Once),
    ("recommend", Once),
    ("take_back", Once),
    ("enlist", Never),
    ("delist", Never),
    ("decide_list", Once),
    ("close_edition", Once),
    ("apply", Elsewhere),
    ("initiate", Once),
    ("state_case", Once),
    ("submit", Elsewhere),
    ("withdraw", Once),
    ("extend", Once),
    ("supply", Once),
    ("check", By("verdict", &["pass", "return", "fail"])),
    ("judge_request", By("approved", YES_NO)),
    ("clear", By("agreed", YES_NO)),
    ("commit_draw", Once),
    ("draw", Once),
    ("declare", Elsewhere),
    ("seal", Elsewhere),
    ("reopen", Once),
    ("suggest", Once),
    ("reply", Once),
    ("settle", Once),
    ("finish", Once),
    ("propose", Once),
    ("approve", Once),
    ("send_back", Once),
    ("publish_notice", Once),
    ("object", Elsewhere),
    ("rule", By("ruling", &["rejected", "again", "refused"])),
    ("close_notice", Once),
    ("issue", Once),
    ("report_event", Once),
    ("rule_event", By("withdraw", YES_NO)),
    ("revoke", Once),
    ("enter_record", Once),
    ("correct_record", Once),
    ("confirm_record", Once),
    ("return_record", Once),
];

fn asked(command: &str) -> Asked {
    RULE.iter().find(|(name, _)| *name == command).map_or(Once, |(_, asked)| *asked)
}

/// Whether a page shows a command once more before it is done.
pub(super) fn is_asked(command: &str) -> bool {
    matches!(asked(command), Once | By(..))
}

/// The text that says what will happen, by what was answered.
pub(super) fn follows(command: &str, answers: &Fields) -> String {
    match asked(command) {
        By(field, known) if known.contains(&answers.get(field)) => {
            format!("confirm-{command}-{}", answers.get(field))
        }
        _ => format!("confirm-{command}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use duheng_pack::text::Language;
    use duheng_programme::language::COMMANDS;

    use super::{By, Once, RULE};
    use crate::texts::text;

    #[test]
    fn the_page_before_whatever_others_read_says_what_will_happen() {
        for (name, asked) in RULE {
            let ids: Vec<String> = match asked {
                Once => vec![format!("confirm-{name}")],
                By(_, answers) => answers.iter().map(|answer| format!("confirm-{name}-{answer}")).collect(),
                _ => Vec::new(),
            };
            for (id, language) in ids.iter().flat_map(|id| [(id, Language::Zh), (id, Language::En)]) {
                assert_ne!(text(language, id, &[]), *id);
            }
        }
    }

    #[test]
    fn the_rule_names_every_command_that_people_give() {
        let named: BTreeSet<&str> = RULE.iter().map(|(name, _)| *name).collect();
        // the clock gives one, and walks another
        let others = ["tick", "move_place"];
        let given: BTreeSet<&str> =
            COMMANDS.iter().map(|kind| kind.name).filter(|name| !others.contains(name)).collect();
        assert_eq!((named, RULE.len()), (given.clone(), given.len()));
    }
}
