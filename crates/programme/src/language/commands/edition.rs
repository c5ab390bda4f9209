//! The commands on an edition.

use duheng_pack::schema::{Field, Kind, Shape};

use super::{MEETING, REASON, STAGE, WINDOW};

command!(
    OPEN,
    "open_edition",
    ["开届", "Open an edition"],
    ["开放一届。", "Opens an edition."],
    [
        Field::must("year", Shape::Integer, ["报告年度", "the reporting year"]),
        Field::must("as_of", Shape::Date, ["基准日", "the day of the evaluation"]),
        Field::may("windows", Shape::Map(&Shape::Node(&WINDOW)), ["各阶段期限", "the windows of stages"]),
    ]
);
command!(
    RESCHEDULE,
    "reschedule",
    ["改期", "Reschedule"],
    ["变更一个阶段的截止日。", "Moves the last day of a stage."],
    [STAGE, Field::must("closes", Shape::Date, ["截止日", "the last day"]), REASON,]
);
command!(
    START,
    "start_stage",
    ["开始阶段", "Start a stage"],
    ["开始整届的一个阶段。", "Begins a stage of the edition."],
    [STAGE]
);
command!(
    FILE_DOCUMENT,
    "file_document",
    ["归档材料", "File a document"],
    ["归档整届阶段的材料。", "Files a document of a stage of the edition."],
    [
        STAGE,
        Field::must("document", Shape::Name, ["材料", "the document"]),
        Field::must("title", Shape::Line, ["题名", "its title"]),
    ]
);
command!(
    FREEZE_COHORT,
    "freeze_cohort",
    ["冻结比较组", "Freeze the cohort"],
    [
        "冻结比较组：此后的位次都与这些总分比较。",
        "Freezes the cohort: ranks compare with these totals from now on."
    ],
    [STAGE]
);
command!(
    CLOSE_STAGE,
    "close_stage",
    ["结束阶段", "Close a stage"],
    ["结束整届的一个阶段。", "Ends a stage of the edition."],
    [STAGE]
);
command!(RECOMMEND, "recommend", ["推荐", "Recommend"], ["推荐一家企业。", "Recommends an enterprise."], []);
command!(
    TAKE_BACK,
    "take_back",
    ["收回推荐", "Take a recommendation back"],
    ["收回推荐。", "Takes a recommendation back."],
    [REASON]
);
command!(
    ENLIST,
    "enlist",
    ["列入名单", "Put on the list"],
    ["把企业列入名单。", "Puts an enterprise on a list."],
    [STAGE, REASON]
);
command!(
    DELIST,
    "delist",
    ["移出名单", "Take off the list"],
    ["把企业移出名单。", "Takes an enterprise off a list."],
    [STAGE, REASON]
);
command!(
    DECIDE_LIST,
    "decide_list",
    ["审定名单", "Decide a list"],
    ["逐项审定名单。", "Decides a list item by item."],
    [
        STAGE,
        Field::must("meeting", Shape::Node(&MEETING), ["会议", "the meeting"]),
        Field::may("accept", Shape::List(&Shape::Name), ["同意", "the accepted"]),
        Field::may("refuse", Shape::Map(&Shape::Line), ["不同意及理由", "the refused with the reasons"]),
    ]
);
command!(
    CLOSE_EDITION,
    "close_edition",
    ["结束一届", "Close an edition"],
    ["结束一届。", "Closes an edition."],
    []
);
