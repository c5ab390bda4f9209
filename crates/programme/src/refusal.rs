//! Refusals: which rule said no, in a sentence, and what would satisfy it. Total functions, both languages.

mod days;
mod flow;
mod lists;
mod people;
mod timing;

use alloc::string::String;
use core::fmt::Display;

use duheng_pack::text::Text;

pub use days::*;
pub use flow::*;
pub use lists::*;
pub use people::*;
pub use timing::*;

/// Why a command was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its stable code, one of [`CODES`].
    pub code: &'static str,
    /// What was refused and by which rule.
    pub message: Text,
    /// What would satisfy the rule.
    pub remedy: Text,
    /// The argument that it is about, with the names of the groups before it: `reason`, `windows.apply.closes`.
    pub field: Option<String>,
}

/// All codes of refusals with what they say, in order: Chinese, English. Each stands in a walk of a shipped pack.
pub const CODES: &[(&str, [&str; 2])] = &[
    ("already-declared", ["已申报没有利益冲突", "the expert has declared already"]),
    (
        "already-entered",
        ["已申报，或该届已开、企业已获推荐", "it has entered, is open or was recommended already"],
    ),
    ("already-sealed", ["评审意见已提交", "the entries are sealed"]),
    ("approval-by-proposer", ["提出或已批准的人不能再批准", "who proposed or approved cannot approve"]),
    ("calendar-unknown", ["工作日历没有该年", "the calendar does not know the year"]),
    ("claim-invalid", ["填报或评审读不出来", "the facts or entries cannot be read"]),
    ("clearance-pending", ["会签单位尚未同意", "units have not agreed"]),
    (
        "cohort-early",
        ["仍有企业可以提交，不能冻结比较组", "enterprises may still submit: the cohort cannot be frozen"],
    ),
    ("cohort-empty", ["比较组为空", "the cohort would be empty"]),
    ("cohort-frozen", ["比较组已冻结", "the cohort is frozen already"]),
    ("cohort-open", ["比较组尚未冻结", "the cohort is not frozen"]),
    ("commitment-exists", ["抽取校验码已公布", "a commitment is published"]),
    ("commitment-missing", ["抽取前没有公布校验码", "there is no commitment before the draw"]),
    ("consent-missing", ["缺少企业签署的同意", "the enterprise has not consented"]),
    ("contact-unreachable", ["联系方式不是电话或邮箱", "the contact is neither telephone nor e-mail"]),
    ("deadline-not-later", ["延期不晚于现有截止日", "the extension does not extend"]),
    ("day-out-of-bounds", ["日期或年度不在合理的范围", "a day or a year lies out of bounds"]),
    ("day-past", ["截止日已经过去", "a last day is over already"]),
    ("declarations-open", ["专家尚未全部声明有无利益冲突", "experts have not declared yet"]),
    ("departure-not-allowed", ["不得偏离算得的等级", "the computed grade cannot be departed from"]),
    ("document-format", ["材料格式不对", "a document has the wrong format"]),
    ("document-missing", ["缺少必需的材料", "a required document is missing"]),
    ("edition-closed", ["本届没有开放", "the edition is not open"]),
    ("ended-by-programme", ["荣誉只由程序终止", "the programme alone ends an honour"]),
    ("entry-waiting", ["有登记尚待核准", "an entry waits for confirmation"]),
    (
        "gate-not-passed",
        ["基本要求未满足或待澄清，或触及一票否决", "the gate is not passed or unclear, or a veto strikes"],
    ),
    ("given-by-naming", ["只由认定发证产生", "naming alone gives it"]),
    ("hearing-running", ["陈述申辩的期限未满", "the hearing is running"]),
    ("honour-missing", ["没有有效的荣誉", "there is no honour in force"]),
    ("list-decided", ["名单已审定", "the list is decided"]),
    ("list-full", ["名单已满", "the list is full"]),
    ("list-incomplete", ["名单没有逐项审定", "entries of the list are open"]),
    ("not-at-list", ["申报尚未走到名单", "the application has not come to the list"]),
    ("not-on-list", ["不在须来自的名单上", "it is not on the list it must come from"]),
    ("not-recommended", ["未获推荐", "it was not recommended"]),
    ("not-your-role", ["此事由别的角色办理", "another role does this"]),
    ("nothing-asked", ["没有退回补正，无须答复", "it was not sent back: nothing to reply to"]),
    ("nothing-due", ["没有到期的事", "nothing is due"]),
    ("notice-missing", ["尚未公示", "there is no notice yet"]),
    ("notice-over", ["公示已结束", "the notice is over"]),
    ("notice-running", ["公示未满", "the notice is running"]),
    ("objection-open", ["异议未裁定", "an objection has no ruling"]),
    ("out-of-reach", ["不在本人或本单位的范围", "it is not within reach"]),
    ("pool-too-small", ["没有冲突的专家不够", "too few experts without conflict"]),
    ("proposal-missing", ["没有待批准的建议", "nothing is proposed"]),
    ("quota-full", ["推荐名额已满", "the quota is used up"]),
    ("reason-missing", ["须写明理由", "a reason is missing"]),
    ("renewal-not-open", ["复评尚未开始", "re-evaluation is not open yet"]),
    ("result-not-permitted", ["此进入方式不能得到该结果", "the entry cannot give the result"]),
    ("returned-too-often", ["退回补正的次数已用完", "it was sent back as often as allowed"]),
    ("second-visit", ["共用一卷的现场已办过", "the visit of the filing took place"]),
    ("seed-wrong", ["种子与校验码不符", "the seed does not fit its commitment"]),
    ("stage-over", ["整届的阶段已结束", "a stage of the edition has ended"]),
    ("stage-started", ["整届的阶段已开始", "a stage of the edition has begun"]),
    ("stage-unfinished", ["整届的阶段尚未完成", "a stage of the edition is not finished"]),
    ("state-not-next", ["登记状态不能这样转", "the state cannot follow"]),
    ("suggestion-open", ["建议未了结", "suggestions are open"]),
    ("together-missing", ["同时决定的另一评价活动未到", "a programme decided together has not come as far"]),
    ("unknown-name", ["没有这个名称", "there is no such name"]),
    ("unsettled", ["评审意见不一，尚未裁定", "assessors differ and nobody has decided"]),
    ("visit-missing", ["缺少现场记录", "the record of the visit is missing"]),
    ("window-closed", ["已截止", "the window has closed"]),
    ("window-early", ["尚未开始", "the window has not opened"]),
    ("window-reversed", ["截止日早于起始日", "a window closes before it opens"]),
    ("wrong-number", ["家数不对", "the number is wrong"]),
    ("wrong-stage", ["不是这个阶段的事", "it belongs to another stage"]),
];

impl Refusal {
    fn new(code: &'static str, message: [String; 2], remedy: [String; 2]) -> Self {
        let text = |[zh, en]: [String; 2]| Text::new(zh, en);
        Self { code, message: text(message), remedy: text(remedy), field: None }
    }

    /// The same, about this argument.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }
}

/// Both languages of a sentence in which names and numbers are the same.
macro_rules! both {
    ($zh:literal, $en:literal $(, $value:expr)* $(,)?) => {
        [alloc::format!($zh $(, $value)*), alloc::format!($en $(, $value)*)]
    };
}
use both;

/// A name that the programme, the edition or the filing does not have.
#[must_use]
pub fn unknown_name(what: &Text, name: impl Display) -> Refusal {
    Refusal::new(
        "unknown-name",
        [alloc::format!("没有{} `{name}`", what.zh), alloc::format!("there is no {} `{name}`", what.en)],
        both!("请从已有的名称中选择", "choose one that exists"),
    )
}

/// A reason that must be given.
#[must_use]
pub fn reason_missing(what: &Text) -> Refusal {
    Refusal::new(
        "reason-missing",
        [alloc::format!("{}须写明理由", what.zh), alloc::format!("{} needs a reason", what.en)],
        both!("写明理由后再提交", "write the reason and send it again"),
    )
}

/// What rests on nothing.
#[must_use]
pub fn basis_missing(what: &Text) -> Refusal {
    Refusal::new(
        "reason-missing",
        [alloc::format!("{}须写明依据", what.zh), alloc::format!("{} needs its basis", what.en)],
        both!(
            "在“依据”中写明文件、条款或事实后再提交",
            "name the document, the clause or the facts and send it again"
        ),
    )
    .at("basis")
}
