//! The commands on an application, from the entry to the honour that is tracked.

use duheng_pack::schema::{Field, Kind, Shape};

use super::{REASON, STAGE, VERDICTS, VISIT};

command!(
    APPLY,
    "apply",
    ["申请", "Apply"],
    ["企业进入一个或几个评价活动。", "An enterprise enters one or several programmes."],
    [
        Field::must("entry", Shape::Name, ["进入方式", "the entry"]),
        Field::may("programmes", Shape::List(&Shape::Name), ["评价活动", "the programmes"]),
    ]
);
command!(
    INITIATE,
    "initiate",
    ["依职权发起", "Open an application"],
    ["主管单位发起。", "The authority opens an application."],
    [
        Field::must("entry", Shape::Name, ["进入方式", "the entry"]),
        Field::may("basis", Shape::Line, ["依据", "the legal basis"]),
    ]
);
command!(
    STATE_CASE,
    "state_case",
    ["陈述申辩", "State the case"],
    ["企业陈述申辩。", "The enterprise states its case."],
    [Field::must("text", Shape::Line, ["内容", "what it says"]),]
);
command!(
    SUBMIT,
    "submit",
    ["提交", "Submit"],
    ["提交填报和材料。", "Submits facts and documents."],
    [
        Field::may("facts", Shape::Map(&Shape::Any), ["事实", "the facts"]),
        Field::may(
            "not_evaluated",
            Shape::Map(&Shape::Line),
            ["申请不参评的评价项及理由", "items asked to be left unevaluated, with reasons"]
        ),
        Field::may(
            "documents",
            Shape::Map(&Shape::Line),
            ["材料 → 文件名", "documents with their file names"]
        ),
        Field::may("consents", Shape::Map(&Shape::Line), ["同意 → 签署人", "consents with who signed"]),
        Field::may(
            "reply",
            Shape::Line,
            ["对补正要求的答复；退回补正后才写", "the reply to what was asked; only after it was sent back"]
        ),
    ]
);
command!(
    WITHDRAW,
    "withdraw",
    ["撤回", "Withdraw"],
    ["企业撤回申报。", "The enterprise withdraws."],
    [REASON]
);
command!(
    EXTEND,
    "extend",
    ["延期", "Give more time"],
    ["为一件申报延长期限。", "Lengthens a window for one application."],
    [STAGE, Field::must("until", Shape::Date, ["延至", "the new last day"]), REASON,]
);
command!(
    SUPPLY,
    "supply",
    ["提供事实", "Give official facts"],
    ["主管部门的事实和官方名录。", "Facts of authorities and official lists."],
    [
        Field::may("given", Shape::Map(&Shape::Any), ["事实", "facts"]),
        Field::may("lists", Shape::Map(&Shape::Line), ["名单", "lists"]),
    ]
);
command!(
    CHECK,
    "check",
    ["提交审核结论", "Submit the check"],
    ["审核一件申报。", "Checks an application."],
    [Field::must("verdict", Shape::Word(VERDICTS), ["结论", "the verdict"]), REASON,]
);
command!(
    JUDGE_REQUEST,
    "judge_request",
    ["认定不参评", "Judge a request"],
    ["认定一项不参评申请。", "Decides on a request not to evaluate an item."],
    [
        Field::must("item", Shape::Name, ["评价项", "the item"]),
        Field::must("approved", Shape::YesNo, ["是否同意", "whether it is approved"]),
        REASON,
    ]
);
command!(
    CLEAR,
    "clear",
    ["会签", "Answer for the unit"],
    ["本部门的会签意见。", "The answer of a unit."],
    [Field::must("agreed", Shape::YesNo, ["是否同意", "whether it agrees"]), REASON,]
);
command!(
    COMMIT_DRAW,
    "commit_draw",
    ["准备抽取专家", "Prepare the draw"],
    ["封存抽签种子并公布其校验码。", "Keeps a seed and publishes the commitment to it."],
    [Field::may("commitment", Shape::Line, ["校验码", "the commitment"])]
);
command!(
    DRAW,
    "draw",
    ["抽取专家", "Draw the panel"],
    ["公布种子并抽取专家。", "Shows the seed and draws the panel."],
    [Field::must("seed", Shape::Line, ["种子", "the seed"])]
);
command!(
    DECLARE,
    "declare",
    ["声明有无利益冲突", "Declare whether there is a conflict"],
    ["专家声明有无利益冲突。", "An expert declares whether there is a conflict."],
    [Field::must("conflict", Shape::YesNo, ["是否有冲突", "whether there is one"]), REASON,]
);
command!(
    SEAL,
    "seal",
    ["提交评审意见", "Submit the assessment"],
    ["提交本人的评审意见，提交后锁定。", "Seals an assessor's entries."],
    [
        Field::may("confirm", Shape::Any, ["确认的申报", "the claims that are confirmed"]),
        Field::may("facts", Shape::Map(&Shape::Any), ["认定的事实", "the facts as found"]),
        Field::may("judged", Shape::Map(&Shape::Number), ["打分", "points"]),
        Field::may(
            "reasons",
            Shape::Map(&Shape::Line),
            [
                "理由：与申报不一致或不予认定的按事实，评分的按评价项编号",
                "why: of what is found otherwise or not accepted by fact, of points by the code of the item"
            ],
        ),
        Field::may("visit", Shape::Node(&VISIT), ["现场记录", "the record of the visit"]),
    ]
);
command!(
    REOPEN,
    "reopen",
    ["退回评审意见", "Reopen an assessment"],
    ["把已提交的评审意见退回本人修改。", "Opens sealed entries again."],
    [Field::must("assessor", Shape::Name, ["评审人员", "the assessor"]), REASON,]
);
command!(
    SUGGEST,
    "suggest",
    ["建议", "Make a suggestion"],
    ["提出改进建议。", "Makes a suggestion."],
    [Field::must("text", Shape::Line, ["内容", "what it says"])]
);
command!(
    REPLY,
    "reply",
    ["答复", "Reply to a suggestion"],
    ["答复建议，可附修改稿。", "Replies to a suggestion, with or without a revised document."],
    [
        Field::must("suggestion", Shape::Integer, ["哪一条建议", "which suggestion; counted from 1"]),
        Field::must("text", Shape::Line, ["内容", "what it says"]),
        Field::may("document", Shape::Line, ["修改稿的文件名", "the file name of the revised document"]),
    ]
);
command!(
    SETTLE,
    "settle",
    ["了结建议", "Settle a suggestion"],
    ["了结一条建议。", "Settles a suggestion."],
    [Field::must("suggestion", Shape::Integer, ["哪一条建议", "which suggestion; counted from 1"])]
);
command!(FINISH, "finish", ["结束反馈", "Finish"], ["结束反馈修改。", "Ends the exchange."], []);
command!(
    PROPOSE,
    "propose",
    ["提出等级", "Propose a grade"],
    ["提出算得的等级，或说明理由后偏离。", "Proposes the computed grade, or departs from it with a reason."],
    [
        Field::may(
            "grade",
            Shape::Name,
            ["等级；不选即为算得的等级", "the grade; the computed one where none is chosen"]
        ),
        REASON,
    ]
);
command!(APPROVE, "approve", ["批准", "Approve the grade"], ["批准所提等级。", "Approves the proposal."], []);
command!(
    SEND_BACK,
    "send_back",
    ["退回", "Send the grade back"],
    ["退回所提等级。", "Sends the proposal back."],
    [REASON]
);
command!(
    PUBLISH_NOTICE,
    "publish_notice",
    ["发布公示", "Publish the notice"],
    ["发布公示。", "Publishes the notice."],
    []
);
command!(
    OBJECT,
    "object",
    ["提出异议", "Object"],
    ["在公示期内提出异议。", "Objects during the notice."],
    [
        Field::must("name", Shape::Line, ["姓名或单位", "who objects"]),
        Field::may("contact", Shape::Line, ["联系方式", "how to reach them"]),
        Field::must("text", Shape::Line, ["内容", "what they say"]),
    ]
);
command!(
    RULE,
    "rule",
    ["裁定异议", "Rule on an objection"],
    ["裁定一件异议。", "Rules on an objection."],
    [
        Field::must("objection", Shape::Integer, ["哪一件异议", "which objection; counted from 1"]),
        Field::must(
            "ruling",
            Shape::Word(&[
                ("rejected", ["不成立", "not founded"]),
                ("again", ["成立，重新决定", "founded: decided again"]),
                ("refused", ["成立，终止", "founded: it ends"])
            ]),
            ["裁定", "the ruling"]
        ),
        REASON,
    ]
);
command!(
    CLOSE_NOTICE,
    "close_notice",
    ["结束公示", "Close the notice"],
    ["公示期满后结束。", "Ends the notice after its last day."],
    []
);
command!(
    ISSUE,
    "issue",
    ["认定发证", "Name and certify"],
    ["认定、编号、记入名录。", "Names, numbers and enters the register."],
    []
);
command!(
    REPORT_EVENT,
    "report_event",
    ["报告情况", "Report an event"],
    ["报告有荣誉的企业发生的情况。", "Reports an event about an honoured enterprise."],
    [
        Field::must("kind", Shape::Name, ["种类", "its kind"]),
        Field::must("happened_on", Shape::Date, ["日期", "when"]),
        Field::may("source", Shape::Line, ["来源", "who says so"]),
        Field::must("text", Shape::Line, ["内容", "what"]),
    ]
);
command!(
    RULE_EVENT,
    "rule_event",
    ["处理情况", "Rule on an event"],
    ["处理一件情况。", "Rules on an event."],
    [
        Field::must("event", Shape::Integer, ["哪一件情况", "which event; counted from 1"]),
        Field::must("withdraw", Shape::YesNo, ["是否撤销荣誉", "whether the honour is withdrawn"]),
        REASON,
    ]
);
command!(REVOKE, "revoke", ["撤销荣誉", "Revoke"], ["撤销荣誉。", "Withdraws the honour."], [REASON]);
command!(
    TICK,
    "tick",
    ["到期", "Tick"],
    ["时间到了，到期的事随之发生。", "Time has passed: what is due happens."],
    []
);
