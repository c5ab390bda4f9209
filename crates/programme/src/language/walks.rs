//! The nodes of `walks/*.yaml`: whole walks through a programme with the events or refusals that they expect.

use duheng_pack::schema::{Field, Kind, Shape};

/// `walks/*.yaml`
pub static WALK: Kind = Kind {
    name: "walk",
    title: ["走程", "Walk"],
    about: [
        "文件夹 `walks/` 中的文件：何时、何人、做什么，应发生什么或因何被拒；由 `duheng test` 逐步核对。",
        "A file of the folder `walks/`: when, who, what, and the events or the refusal that must follow; `duheng test` plays it step by step.",
    ],
    fields: &[
        Field::must("title", Shape::Text, ["说明什么", "what it shows"]),
        Field::must("programme", Shape::Name, ["评价活动", "the programme"]),
        Field::must("edition", Shape::Name, ["届次", "the edition"]),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::may(
            "covers",
            Shape::List(&Shape::Name),
            ["验证哪些需求：需求编号", "the requirements that it proves, by their ids"],
        ),
        Field::may(
            "places",
            Shape::Map(&Shape::Line),
            ["单位 → 上级单位", "offices, each with the one it hangs below; `-` for the top"],
        ),
        Field::may("people", Shape::Map(&Shape::Node(&ACTOR)), ["人员", "the people"]),
        Field::may("firms", Shape::Map(&Shape::Node(&FIRM)), ["企业", "the enterprises"]),
        Field::may("experts", Shape::Map(&Shape::Node(&EXPERT)), ["专家库", "the expert base"]),
        Field::must("steps", Shape::List(&Shape::Node(&STEP)), ["步骤", "the steps"]),
    ],
    includes: &[],
};

/// Somebody who acts.
pub static ACTOR: Kind = Kind {
    name: "actor",
    title: ["人员", "Actor"],
    about: ["以何角色、属于何单位。", "In which role, of which office or enterprise."],
    fields: &[
        Field::must("role", Shape::Name, ["角色", "the role"]),
        Field::must("at", Shape::Name, ["单位", "the office or enterprise"]),
    ],
    includes: &[],
};

/// An enterprise of a walk.
pub static FIRM: Kind = Kind {
    name: "firm",
    title: ["走程企业", "Enterprise of a walk"],
    about: ["虚构的企业。", "A fictional enterprise."],
    fields: &[
        Field::must("name", Shape::Line, ["名称", "its name"]),
        Field::may("uscc", Shape::Line, ["统一社会信用代码", "its unified social credit code"]),
        Field::must("home", Shape::Name, ["所属单位", "the office it hangs below"]),
        Field::may(
            "like",
            Shape::Count,
            ["同样的企业有几家，名为 `名称-1` 起", "how many alike there are, named `NAME-1` and on"],
        ),
    ],
    includes: &[],
};

/// An expert of a walk.
pub static EXPERT: Kind = Kind {
    name: "expert",
    title: ["走程专家", "Expert of a walk"],
    about: ["虚构的专家。", "A fictional expert."],
    fields: &[
        Field::must("of", Shape::Line, ["工作单位", "the organisation they work for"]),
        Field::may("fields", Shape::List(&Shape::Line), ["专业", "their fields"]),
        Field::may("conflicts", Shape::List(&Shape::Name), ["回避的企业", "enterprises they may not judge"]),
    ],
    includes: &[],
};

/// A step of a walk.
pub static STEP: Kind = Kind {
    name: "step",
    title: ["步骤", "Step"],
    about: [
        "一个时刻、一个人、一个命令；`events` 是应发生的事件，`refused` 是应得的拒绝，`then` 是此后的状态。",
        "One moment, one actor, one command; `events` must happen, or it must be `refused`; `then` is what holds after it.",
    ],
    fields: &[
        Field::must("at", Shape::Line, ["时刻", "the moment, such as `2026-05-31 23:59:59`"]),
        Field::must(
            "by",
            Shape::Name,
            ["何人；clock 为时钟，public 为公众", "who; `clock` and `public` are nobody's"],
        ),
        Field::must("do", Shape::Name, ["命令", "the command"]),
        Field::may("on", Shape::Name, ["哪家企业", "the enterprise"]),
        Field::may("programme", Shape::Name, ["另一评价活动", "another programme than the walk's"]),
        Field::may("edition", Shape::Name, ["另一届", "another edition than the walk's"]),
        Field::may("each", Shape::Name, ["对每家这样的企业做一次", "done for each enterprise alike"]),
        Field::may("with", Shape::Map(&Shape::Any), ["参数", "its arguments"]),
        Field::may("events", Shape::List(&Shape::Any), ["应发生的事件", "the events that must happen"]),
        Field::may("refused", Shape::Name, ["应得的拒绝", "the refusal that must follow"]),
        Field::may("then", Shape::Map(&Shape::Any), ["此后的状态", "what holds after it"]),
    ],
    includes: &[],
};
