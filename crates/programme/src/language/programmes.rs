//! The nodes of `programmes/*.yaml`, `registers/*.yaml` and `calendars/*.yaml`.

use duheng_pack::schema::{Field, Kind, MARKS, Shape};

/// Where an outcome leads: one place for all outcomes, or one for each.
const NEXT: Shape = Shape::Either(&[Shape::Name, Shape::Map(&Shape::Name)]);

/// One role or several.
const ROLES: Shape = Shape::Either(&[Shape::Name, Shape::List(&Shape::Name)]);

/// `programmes/*.yaml`
pub static PROGRAMME: Kind = Kind {
    name: "programme",
    title: ["评价活动", "Programme"],
    about: [
        "文件夹 `programmes/` 中的文件：谁在何时按什么顺序做什么，直至定级、公示、认定和复评。",
        "A file of the folder `programmes/`: who does what, when and in which order, up to grade, public notice, naming and re-evaluation.",
    ],
    fields: &[
        Field::must("programme", Shape::Name, ["名称", "its name"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::must("source", Shape::Name, ["来源文件的编号", "its source document"]),
        Field::may("standard", Shape::Name, ["所用标准", "the standard that it evaluates by"]),
        Field::may("profile", Shape::Name, ["所用分值方案", "the profile of the standard"]),
        Field::may(
            "filing",
            Shape::Name,
            [
                "申报卷的名称；同名的评价活动共用填报、佐证、评审和现场，各出结果；默认为评价活动名",
                "the filing; programmes that name one filing share answers, evidence, review and visit and give a result each; the programme's own name unless said",
            ],
        ),
        Field::must("calendar", Shape::Name, ["工作日历", "the calendar of working days"]),
        Field::must(
            "managed_by",
            Shape::Name,
            [
                "主办角色：开届、改期、延期、受理登记",
                "the role that opens editions, moves dates and grants extensions",
            ],
        ),
        Field::may(
            "given_by",
            ROLES,
            [
                "谁提供主管部门的事实和官方名录",
                "the roles that supply facts of authorities and official lists",
            ],
        ),
        Field::may("fee", Shape::Word(&[("none", ["不收取费用", "there is no fee"])]), ["费用", "its fee"]),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::must("roles", Shape::Map(&Shape::Node(&ROLE)), ["角色", "the roles"]),
        Field::must("entries", Shape::Map(&Shape::Node(&ENTRY)), ["进入方式", "the ways in"]),
        Field::must("stages", Shape::Map(&Shape::Node(&STAGE)), ["阶段，按先后", "the stages, in order"]),
        Field::must("ends", Shape::Map(&Shape::Node(&END)), ["结局", "how an application can end"]),
    ],
    includes: &[&MARKS],
};

/// A role.
pub static ROLE: Kind = Kind {
    name: "role",
    title: ["角色", "Role"],
    about: ["谁，以及够得着哪些企业。", "Who, and which enterprises they reach."],
    fields: &[
        Field::must("title", Shape::Text, ["名称", "its title"]),
        Field::must(
            "reach",
            Shape::Word(&[
                ("own", ["本单位", "their own organisation"]),
                ("subtree", ["本级及下级", "what hangs below their place in the organisation tree"]),
                ("assigned", ["分派给本人的", "what is assigned to them"]),
                ("recommended", ["本单位推荐的", "what their organisation recommended"]),
                (
                    "cleared",
                    [
                        "本单位辖区内须本部门会签的",
                        "what waits or waited for their clearance below their own office",
                    ],
                ),
                ("anyone", ["任何人", "everything that is public"]),
            ]),
            ["范围", "how far it reaches"],
        ),
    ],
    includes: &[&MARKS],
};

/// A way in.
pub static ENTRY: Kind = Kind {
    name: "entry",
    title: ["进入方式", "Entry"],
    about: [
        "企业如何进入评价活动，可得哪些结果。",
        "How an enterprise enters, and which results it may have.",
    ],
    fields: &[
        Field::must("title", Shape::Text, ["名称", "its title"]),
        Field::must("opened_by", Shape::Name, ["由谁发起", "the role that opens it"]),
        Field::must("first", Shape::Name, ["第一个阶段", "its first stage"]),
        Field::may(
            "recommended_in",
            Shape::Name,
            ["须先在此阶段被推荐", "the stage in which it must have been recommended"],
        ),
        Field::may(
            "needs_honour",
            Shape::YesNo,
            [
                "须持有本评价活动有效的荣誉（复评）",
                "whether it needs an honour of this programme: a re-evaluation",
            ],
        ),
        Field::may(
            "basis",
            Shape::Word(&[("required", ["须写明依据", "the legal basis must be named"])]),
            ["依据", "its basis"],
        ),
        Field::may(
            "hearing",
            Shape::Line,
            [
                "企业陈述申辩的期限，例如 `5 workdays`、`3 months`",
                "how long the enterprise may state its case before a decision, such as `5 workdays` or `3 months`",
            ],
        ),
        Field::may(
            "results",
            Shape::List(&Shape::Name),
            ["可得的结果：等级编号或 none", "the results it may have: codes of grades, or none"],
        ),
    ],
    includes: &[&MARKS],
};

/// How an application can end.
pub static END: Kind = Kind {
    name: "end",
    title: ["结局", "End"],
    about: ["申报结束时的状态。", "What an application is when it has ended."],
    fields: &[Field::must("title", Shape::Text, ["名称", "its title"])],
    includes: &[&MARKS],
};

/// A stage.
pub static STAGE: Kind = Kind {
    name: "stage",
    title: ["阶段", "Stage"],
    about: [
        "`kind` 是引擎的一种机制，名称、次序、角色、期限、去向由本包规定；每种机制可用的键见下表。",
        "`kind` is a mechanism of the engine; name, order, roles, windows and where it leads are the pack's. Which keys a mechanism has stands in its table.",
    ],
    fields: &[
        Field::must("kind", Shape::Word(super::mechanisms::WORDS), ["机制", "its mechanism"]),
        Field::must("title", Shape::Text, ["名称", "its title"]),
        Field::may("clause", Shape::Line, ["条款", "its clause"]),
        Field::may("by", ROLES, ["由谁办理", "the role or roles that act in it"]),
        Field::may(
            "scope",
            Shape::Word(&[
                ("application", ["逐件", "each application by itself"]),
                ("edition", ["整届", "the whole edition"]),
            ]),
            ["范围，默认 application", "what it is about; application unless said"],
        ),
        Field::may(
            "once_per",
            Shape::Word(&[(
                "filing",
                ["共用一卷的评价活动只办一次", "once for all programmes that share the filing"],
            )]),
            ["只办一次", "what it happens once for"],
        ),
        Field::may(
            "opens",
            Shape::Line,
            ["月-日，届次可改", "month-day on which it opens; an edition may set another"],
        ),
        Field::may(
            "closes",
            Shape::Line,
            [
                "月-日，当日 24:00 止，届次可改",
                "month-day at 24:00 of which it closes; an edition may set another",
            ],
        ),
        Field::may(
            "needs",
            Shape::List(&Shape::Name),
            ["须先结束的整届阶段", "stages of the edition that must be closed before"],
        ),
        Field::may("writes", Shape::Name, ["写入的评价环节", "the layer that is written"]),
        Field::may("documents", Shape::Map(&Shape::Node(&DOCUMENT)), ["材料", "its documents"]),
        Field::may(
            "freezes",
            Shape::Name,
            ["冻结比较组：按此层的总分", "freezes the cohort by the totals at this layer"],
        ),
        Field::may(
            "while_open",
            Shape::YesNo,
            [
                "企业仍可提交时也可冻结比较组；默认须待提交的最后一日过后",
                "whether the cohort may be frozen while enterprises may still submit; otherwise only after the last day of that",
            ],
        ),
        Field::may(
            "consents",
            Shape::Map(&Shape::Text),
            ["须由企业签署的同意", "what the enterprise must consent to"],
        ),
        Field::may(
            "least",
            Shape::Count,
            ["至少几家，不足只提示", "the least number; fewer is only a warning"],
        ),
        Field::may("most", Shape::Count, ["至多几家", "the most"]),
        Field::may(
            "gate",
            Shape::YesNo,
            ["通过时须满足标准的基本要求", "whether passing needs the gate of the standard"],
        ),
        Field::may("supplement", Shape::Node(&SUPPLEMENT), ["退回补正", "returning it to be supplemented"]),
        Field::may(
            "within",
            Shape::Line,
            [
                "办理期限，例如 `5 workdays`、`3 months`",
                "how long there is to do it, such as `5 workdays` or `3 months`",
            ],
        ),
        Field::may(
            "silence",
            Shape::Word(&[
                ("pending", ["逾期仍为未复", "no answer stays pending"]),
                ("agreed", ["逾期视为同意", "no answer is agreement"]),
            ]),
            ["逾期不复如何处理，默认 pending", "what no answer in time means; pending unless said"],
        ),
        Field::may("seats", Shape::Count, ["专家人数", "how many experts"]),
        Field::may("fields", Shape::List(&Shape::Line), ["须覆盖的专业", "the fields that must be covered"]),
        Field::may(
            "leader",
            Shape::Word(&[(
                "first_drawn",
                [
                    "在座专家中抽取次序最前者任组长",
                    "of those who sit, who comes first in the order of the draw leads the panel",
                ],
            )]),
            ["组长如何产生；没有即不设组长", "how the leader is found; there is none unless said"],
        ),
        Field::may("visit", Shape::YesNo, ["须有现场记录", "whether a record of the visit is needed"]),
        Field::may(
            "only",
            Shape::Word(&[("disputed", ["只在意见不一时进行", "only where assessors differ"])]),
            ["何时进行", "when it is needed"],
        ),
        Field::may("approvals", Shape::Count, ["几人批准，默认 1", "how many must approve; 1 unless said"]),
        Field::may(
            "departure",
            Shape::Count,
            [
                "偏离算得等级时几人批准；不写则不得偏离",
                "how many must approve a departure from the computed grade; without it there is none",
            ],
        ),
        Field::may(
            "together",
            Shape::List(&Shape::Name),
            ["同时决定的评价活动", "programmes decided together, on one day"],
        ),
        Field::may("list", Shape::Name, ["名单", "the list it makes"]),
        Field::may(
            "listed_by",
            ROLES,
            [
                "谁列入、移出名单；默认与审定者相同",
                "who puts on the list and takes off it; those who decide it unless said",
            ],
        ),
        Field::may("from", Shape::Name, ["须来自的名单", "the list that its entries come from"]),
        Field::may("exactly", Shape::Count, ["恰好几家", "exactly how many"]),
        Field::may(
            "for",
            Shape::Line,
            [
                "公示期，例如 `5 workdays`、`3 months`",
                "how long it lasts, such as `5 workdays` or `3 months`",
            ],
        ),
        Field::may("objection_by", ROLES, ["谁可提异议", "who may object"]),
        Field::may("document", Shape::Line, ["发出的文书", "the document that is issued"]),
        Field::may(
            "number",
            Shape::Line,
            [
                "编号，例如 `SZKC-{year}-{n:4}`；`{edition}` 为届次，`{year}` 为发证之年",
                "its number, such as `SZKC-{year}-{n:4}`; `{edition}` is the edition, `{year}` the year of issue",
            ],
        ),
        Field::may(
            "valid",
            Shape::Line,
            [
                "有效期，例如 `5 workdays`、`3 months`",
                "how long it is valid, such as `5 workdays` or `3 months`",
            ],
        ),
        Field::may("register", Shape::Name, ["记入的登记簿", "the register that it enters"]),
        Field::may(
            "state",
            Shape::Name,
            ["登记状态；默认为等级", "the state in the register; the grade unless said"],
        ),
        Field::may(
            "events",
            Shape::Map(&Shape::Text),
            ["须跟踪的情况", "the kinds of events that are tracked"],
        ),
        Field::may("renewal", Shape::Node(&RENEWAL), ["复评", "re-evaluation"]),
        Field::may("next", NEXT, ["去向：阶段或结局", "where it leads: a stage or an end"]),
    ],
    includes: &[&MARKS],
};

/// A document of a stage.
pub static DOCUMENT: Kind = Kind {
    name: "stage_document",
    title: ["阶段材料", "Document of a stage"],
    about: ["提交或归档的材料。", "What is submitted or filed."],
    fields: &[
        Field::must("title", Shape::Text, ["名称", "its title"]),
        Field::may("required", Shape::YesNo, ["是否必需，默认是", "whether it is required; yes unless said"]),
        Field::may(
            "format",
            Shape::Word(&[("pdf", ["PDF", "PDF"]), ("any", ["不限", "any"])]),
            ["格式", "its format"],
        ),
    ],
    includes: &[&MARKS],
};

/// Returning an application to be supplemented.
pub static SUPPLEMENT: Kind = Kind {
    name: "supplement",
    title: ["补正", "Supplement"],
    about: ["退回到哪一阶段、多久、几次。", "To which stage it goes back, for how long, how often."],
    fields: &[
        Field::must("stage", Shape::Name, ["退回到的阶段", "the stage it goes back to"]),
        Field::must(
            "within",
            Shape::Line,
            ["期限，例如 `10 workdays`", "how long there is, such as `10 workdays`"],
        ),
        Field::may("times", Shape::Count, ["最多几次，默认 1", "how often at most; once unless said"]),
    ],
    includes: &[&MARKS],
};

/// Re-evaluation before an honour ends.
pub static RENEWAL: Kind = Kind {
    name: "renewal",
    title: ["复评", "Renewal"],
    about: ["到期前何时可复评，失败和逾期的去向。", "How long before its end an honour may be re-evaluated."],
    fields: &[
        Field::must("entry", Shape::Name, ["复评的进入方式", "the entry that re-evaluates"]),
        Field::must(
            "opens",
            Shape::Line,
            [
                "到期前多久可以申请，例如 `5 workdays`、`3 months`",
                "how long before the end it opens, such as `5 workdays` or `3 months`",
            ],
        ),
    ],
    includes: &[&MARKS],
};

/// `registers/*.yaml`
pub static REGISTER: Kind = Kind {
    name: "register",
    title: ["登记簿", "Register"],
    about: [
        "带状态的记录；每个状态有起始日和记入日，任何一天当时或现在所知的状态都可查。",
        "Records with states; each state has the day from which it holds and the day it was entered, so that any past day can be shown as known then or now.",
    ],
    fields: &[
        Field::must("register", Shape::Name, ["名称", "its name"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::must(
            "entered_by",
            ROLES,
            [
                "谁可提出登记；须由其中另一人核准才生效",
                "the roles that propose entries; another of them must confirm",
            ],
        ),
        Field::may(
            "basis",
            Shape::Word(&[("required", ["须写明依据", "the legal basis must be named"])]),
            ["依据", "its basis"],
        ),
        Field::must("states", Shape::Map(&Shape::Node(&STATE)), ["状态", "the states"]),
    ],
    includes: &[&MARKS],
};

/// A state of a record.
pub static STATE: Kind = Kind {
    name: "state",
    title: ["登记状态", "State of a record"],
    about: ["一种状态，及可以转到的状态。", "A state, and those that may follow it."],
    fields: &[
        Field::must("title", Shape::Text, ["名称", "its title"]),
        Field::may(
            "by",
            Shape::List(&Shape::Name),
            [
                "谁可记入这一状态并由此转出；默认为登记簿的全部登记角色",
                "who may enter it and move a record out of it; all who enter the register unless said",
            ],
        ),
        Field::may("to", Shape::List(&Shape::Name), ["可以转到", "what may follow"]),
        Field::may("first", Shape::YesNo, ["可以作为第一个状态", "whether a record may begin with it"]),
        Field::may(
            "issued",
            Shape::YesNo,
            [
                "只由认定发证产生；单位不能自行记入，只能由两人更正起始日和依据",
                "naming alone gives it; no office enters it, two persons may only correct its day and basis",
            ],
        ),
        Field::may(
            "visible",
            Shape::Word(&[("public", ["公开", "public"]), ("office", ["内部", "office"])]),
            ["公开范围，默认 public", "who sees it; public unless said"],
        ),
    ],
    includes: &[&MARKS],
};

/// `calendars/*.yaml`
pub static CALENDAR: Kind = Kind {
    name: "calendar",
    title: ["工作日历", "Calendar of working days"],
    about: [
        "每年的放假日和补班日；没有列出的年份即为未知。",
        "The days off and the worked weekends of each year; a year that is not listed is unknown.",
    ],
    fields: &[
        Field::must("calendar", Shape::Name, ["名称", "its name"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::must("years", Shape::Map(&Shape::Node(&CALENDAR_YEAR)), ["年份", "the years"]),
    ],
    includes: &[&MARKS],
};

/// A year of a calendar.
pub static CALENDAR_YEAR: Kind = Kind {
    name: "calendar_year",
    title: ["年历", "Year of a calendar"],
    about: ["一年的放假日和补班日。", "Days off and worked weekends of one year."],
    fields: &[
        Field::must("notice", Shape::Line, ["放假通知的文号", "the notice that sets them"]),
        Field::must(
            "off",
            Shape::List(&Shape::Line),
            ["放假的工作日：日期或 `起/止`", "days off: a day, or `from/to`, both in"],
        ),
        Field::may("worked", Shape::List(&Shape::Date), ["补班的周末", "weekends that are worked"]),
    ],
    includes: &[&MARKS],
};
