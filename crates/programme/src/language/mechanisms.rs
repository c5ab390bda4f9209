//! The closed set of mechanisms that a stage can be: their keys, outcomes and the commands that they take.

/// One mechanism.
#[derive(Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// Its name: the `kind` of a stage.
    pub name: &'static str,
    /// What it does: Chinese, English.
    pub about: [&'static str; 2],
    /// The keys of a stage that it has, besides those of every stage.
    pub keys: &'static [&'static str],
    /// The keys among them that it cannot do without.
    pub needs: &'static [&'static str],
    /// The outcomes by which an application leaves it; none for stages of an edition.
    pub outcomes: &'static [&'static str],
    /// The commands that it takes.
    pub commands: &'static [&'static str],
}

/// The keys of every stage.
pub const COMMON: &[&str] = &[
    "kind", "title", "clause", "by", "scope", "once_per", "opens", "closes", "needs", "next", "inferred",
    "local",
];

/// The words of `kind`, for the schema.
pub const WORDS: &[(&str, [&str; 2])] = &[
    ("run", ["整届工作", "work of the whole edition"]),
    ("recommend", ["推荐", "recommendation"]),
    ("file", ["申报", "filing"]),
    ("check", ["审核", "check"]),
    ("clear", ["会签", "clearance by other units"]),
    ("panel", ["组建专家组", "forming a panel"]),
    ("assess", ["评审", "assessment"]),
    ("exchange", ["反馈修改", "suggestions, replies, revisions"]),
    ("decide", ["决定", "decision"]),
    ("notice", ["公示", "public notice"]),
    ("issue", ["认定发证", "naming and issuing"]),
    ("track", ["动态跟踪", "tracking"]),
];

/// All mechanisms, in the order of a usual programme.
pub static MECHANISMS: &[Mechanism] = &[
    Mechanism {
        name: "run",
        about: [
            "整届的一项工作，有计划和实际起止日；要求的材料归档后才能结束；可在此冻结比较组：企业提交的截止日过后（写了 while_open 的可以提前），等待本阶段的全部申报，按一层的总分",
            "work of the whole edition with planned and actual dates; it closes when its required documents are filed; it may freeze the cohort once the last day of submitting is over (with `while_open` before it too): all applications that wait for it, by their totals at a layer",
        ],
        keys: &["documents", "freezes", "while_open"],
        needs: &["by"],
        outcomes: &[],
        commands: &["start_stage", "file_document", "freeze_cohort", "close_stage"],
    },
    Mechanism {
        name: "recommend",
        about: [
            "推荐单位在名额内推荐企业；企业本人申报即为确认",
            "units recommend enterprises within a quota; the enterprise confirms by applying itself",
        ],
        keys: &["least", "most"],
        needs: &["by"],
        outcomes: &[],
        commands: &["recommend", "take_back"],
    },
    Mechanism {
        name: "file",
        about: [
            "企业填报并提交；提交时冻结所用的填报",
            "the enterprise states its facts and submits; submitting freezes what was stated",
        ],
        keys: &["documents", "consents"],
        needs: &["by", "next"],
        outcomes: &["done"],
        commands: &["submit"],
    },
    Mechanism {
        name: "check",
        about: [
            "通过、退回补正或不予通过；可要求满足基本要求",
            "pass, return to be supplemented, or fail; passing may need the gate of the standard",
        ],
        keys: &["gate", "supplement"],
        needs: &["by", "next"],
        outcomes: &["pass", "fail"],
        commands: &["check", "judge_request"],
    },
    Mechanism {
        name: "clear",
        about: ["各部门并行会签，全部同意才能继续", "units answer side by side; it goes on when all agree"],
        keys: &["within", "silence"],
        needs: &["by", "next"],
        outcomes: &["done"],
        commands: &["clear"],
    },
    Mechanism {
        name: "panel",
        about: [
            "先公布抽签种子的校验码，再确定名册，按种子抽取；有利益冲突者不在其列，申报回避者由下一名递补",
            "a commitment to the seed is published before the pool is fixed, then the seed draws; conflicted experts are in no draw, and who declares a conflict is replaced by the next",
        ],
        keys: &["seats", "fields", "leader"],
        needs: &["by", "seats", "next"],
        outcomes: &["done"],
        commands: &["commit_draw", "draw", "declare"],
    },
    Mechanism {
        name: "assess",
        about: [
            "评审人员各自提交评审意见；全部提交后该层才有值",
            "assessors seal each for themselves; the layer has values when all have sealed",
        ],
        keys: &["writes", "visit", "only"],
        needs: &["by", "writes", "next"],
        outcomes: &["done"],
        commands: &["seal", "reopen", "judge_request"],
    },
    Mechanism {
        name: "exchange",
        about: [
            "提出建议、答复、修改；全部了结才能继续",
            "suggestions, replies and revised documents; it goes on when all are settled",
        ],
        keys: &["documents"],
        needs: &["by", "next"],
        outcomes: &["done"],
        commands: &["suggest", "reply", "settle", "finish"],
    },
    Mechanism {
        name: "decide",
        about: [
            "逐件：以算得的等级为建议，多人批准；整届：按名单逐项审定",
            "for an application: the computed grade is proposed and several approve; for an edition: a list is decided item by item",
        ],
        keys: &["approvals", "departure", "together", "list", "listed_by", "from", "exactly", "most"],
        needs: &["by"],
        outcomes: &["graded", "none", "accepted", "refused"],
        commands: &["propose", "approve", "send_back", "enlist", "delist", "decide_list"],
    },
    Mechanism {
        name: "notice",
        about: [
            "公示；期内异议所指的一件暂停，裁定后继续、重新决定或终止",
            "public notice; an objection in time holds the entry that it names until it is ruled on",
        ],
        keys: &["for", "objection_by"],
        needs: &["by", "for", "next"],
        outcomes: &["done", "again", "refused"],
        commands: &["publish_notice", "object", "rule", "close_notice"],
    },
    Mechanism {
        name: "issue",
        about: [
            "再次核对基本要求后认定、编号、记入登记簿",
            "checks gate and vetoes again, then names, numbers and enters the register",
        ],
        keys: &["document", "number", "valid", "register", "state"],
        needs: &["by", "document", "number", "next"],
        outcomes: &["done"],
        commands: &["issue"],
    },
    Mechanism {
        name: "track",
        about: [
            "荣誉有效期内的情况、复评、失效和撤销",
            "events while an honour is in force, re-evaluation, lapse and withdrawal",
        ],
        keys: &["events", "renewal"],
        needs: &["by", "next"],
        outcomes: &["renewed", "withdrawn", "lapsed"],
        commands: &["report_event", "rule_event", "revoke"],
    },
];

/// The mechanism of this name.
#[must_use]
pub fn mechanism(name: &str) -> Option<&'static Mechanism> {
    MECHANISMS.iter().find(|mechanism| mechanism.name == name)
}
