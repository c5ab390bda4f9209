//! The arguments of each command: the table by which walks, forms and the API are read.

use duheng_pack::schema::{Field, Kind, Shape};

macro_rules! command {
    ($id:ident, $name:literal, [$($title:literal),*], [$($about:literal),*], [$($field:expr),* $(,)?]) => {
        pub(super) static $id: Kind = Kind {
            name: $name,
            title: [$($title),*],
            about: [$($about),*],
            fields: &[$($field),*],
            includes: &[],
        };
    };
}

mod edition;
mod filing;
mod record;

use edition::{
    CLOSE_EDITION, CLOSE_STAGE, DECIDE_LIST, DELIST, ENLIST, FILE_DOCUMENT, FREEZE_COHORT, OPEN, RECOMMEND,
    RESCHEDULE, START, TAKE_BACK,
};
use filing::{
    APPLY, APPROVE, CHECK, CLEAR, CLOSE_NOTICE, COMMIT_DRAW, DECLARE, DRAW, EXTEND, FINISH, INITIATE, ISSUE,
    JUDGE_REQUEST, OBJECT, PROPOSE, PUBLISH_NOTICE, REOPEN, REPLY, REPORT_EVENT, REVOKE, RULE, RULE_EVENT,
    SEAL, SEND_BACK, SETTLE, STATE_CASE, SUBMIT, SUGGEST, SUPPLY, TICK, WITHDRAW,
};
use record::{CONFIRM_RECORD, CORRECT_RECORD, ENTER_RECORD, MOVE_PLACE, RETURN_RECORD};

const REASON: Field = Field::may("reason", Shape::Line, ["理由", "the reason"]);
const STAGE: Field = Field::must("stage", Shape::Name, ["阶段", "the stage"]);

/// The verdicts of a check, with their titles.
pub const VERDICTS: &[(&str, [&str; 2])] =
    &[("pass", ["通过", "pass"]), ("return", ["退回补正", "return"]), ("fail", ["不予通过", "fail"])];

/// The days between which a stage is open.
pub static WINDOW: Kind = Kind {
    name: "window",
    title: ["期限", "Window"],
    about: ["起始日和截止日，截止日 24:00 止。", "First and last day; the last one lasts to 24:00."],
    fields: &[
        Field::may("opens", Shape::Date, ["起始日", "the first day"]),
        Field::may("closes", Shape::Date, ["截止日", "the last day"]),
    ],
    includes: &[],
};

/// A meeting.
pub static MEETING: Kind = Kind {
    name: "meeting",
    title: ["会议", "Meeting"],
    about: ["审定名单的会议。", "The meeting that decides a list."],
    fields: &[
        Field::must("held_on", Shape::Date, ["日期", "when"]),
        Field::must("present", Shape::List(&Shape::Line), ["到会单位", "the units that were there"]),
        Field::must("minutes", Shape::Line, ["纪要", "its minutes"]),
    ],
    includes: &[],
};

/// A visit.
pub static VISIT: Kind = Kind {
    name: "visit",
    title: ["现场记录", "Visit"],
    about: ["现场座谈走访的记录。", "The record of a visit."],
    fields: &[
        Field::must("held_on", Shape::Date, ["日期", "when"]),
        Field::must("present", Shape::List(&Shape::Line), ["双方在场人员", "who was there, of both sides"]),
        Field::must("minutes", Shape::Line, ["纪要", "its minutes"]),
    ],
    includes: &[],
};

/// All commands.
pub static COMMANDS: &[&Kind] = &[
    &OPEN,
    &RESCHEDULE,
    &START,
    &FILE_DOCUMENT,
    &FREEZE_COHORT,
    &CLOSE_STAGE,
    &RECOMMEND,
    &TAKE_BACK,
    &ENLIST,
    &DELIST,
    &DECIDE_LIST,
    &CLOSE_EDITION,
    &APPLY,
    &INITIATE,
    &STATE_CASE,
    &SUBMIT,
    &WITHDRAW,
    &EXTEND,
    &SUPPLY,
    &CHECK,
    &JUDGE_REQUEST,
    &CLEAR,
    &COMMIT_DRAW,
    &DRAW,
    &DECLARE,
    &SEAL,
    &REOPEN,
    &SUGGEST,
    &REPLY,
    &SETTLE,
    &FINISH,
    &PROPOSE,
    &APPROVE,
    &SEND_BACK,
    &PUBLISH_NOTICE,
    &OBJECT,
    &RULE,
    &CLOSE_NOTICE,
    &ISSUE,
    &REPORT_EVENT,
    &RULE_EVENT,
    &REVOKE,
    &TICK,
    &ENTER_RECORD,
    &CORRECT_RECORD,
    &CONFIRM_RECORD,
    &RETURN_RECORD,
    &MOVE_PLACE,
];

/// The command of this name.
#[must_use]
pub fn command(name: &str) -> Option<&'static Kind> {
    COMMANDS.iter().copied().find(|kind| kind.name == name)
}

macro_rules! in_walks {
    ($id:ident, $of:ident, [$($field:expr),* $(,)?]) => {
        static $id: Kind = Kind {
            name: $of.name,
            title: $of.title,
            about: $of.about,
            fields: &[$($field),*],
            includes: &[&$of],
        };
    };
}

in_walks!(
    SUBMIT_IN_WALKS,
    SUBMIT,
    [Field::may("case", Shape::Name, ["采用算例中的事实", "takes the facts of a case of the pack"])]
);
in_walks!(
    SUPPLY_IN_WALKS,
    SUPPLY,
    [Field::may("case", Shape::Name, ["采用算例中的", "takes those of a case of the pack"])]
);
in_walks!(
    COMMIT_DRAW_IN_WALKS,
    COMMIT_DRAW,
    [Field::may("to_seed", Shape::Line, ["由此种子算出校验码", "the seed that the commitment is made from"])]
);
in_walks!(
    SEAL_IN_WALKS,
    SEAL,
    [
        Field::may(
            "case",
            Shape::Name,
            ["采用算例中同名人员的评审", "takes the entries of a case of the pack"]
        ),
        Field::may("like", Shape::Name, ["算例中的人员", "the assessor of the case"]),
    ]
);

/// The same command as walks write it: with keys that take arguments from the cases of the pack.
#[must_use]
pub fn in_walks(kind: &'static Kind) -> &'static Kind {
    let own = [&SUBMIT_IN_WALKS, &SUPPLY_IN_WALKS, &COMMIT_DRAW_IN_WALKS, &SEAL_IN_WALKS];
    own.into_iter().find(|own| own.name == kind.name).unwrap_or(kind)
}
