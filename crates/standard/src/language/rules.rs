//! Rules: how points come about.

use duheng_pack::schema::{Field, Gives, Kind, MARKS, Shape};

/// A rule. An item has the same keys.
pub static RULE: Kind = Kind {
    name: "rule",
    title: ["计分规则", "Rule"],
    about: [
        "一条规则恰好有一种形式：points、sum、best、each、judge 或 if。任何规则都可加 `when`：不满足得 0 分，未知时按评价项的 `missing` 处理。",
        "A rule has exactly one form: points, sum, best, each, judge or if. Any rule may have `when`: without it there are no points; when it is unknown, `missing` of the item decides.",
    ],
    fields: &[
        Field::may("label", Shape::Text, ["这一部分的名称", "the name of this part"]),
        Field::may(
            "points",
            Shape::Expression(Gives::Number),
            ["分值；公式须写 max", "points; a formula needs max"],
        ),
        Field::may("max", Shape::Number, ["公式分值的上限", "the most that a formula gives"]),
        Field::may(
            "min",
            Shape::Number,
            ["公式分值的下限，默认 0", "the least that a formula gives; 0 unless said"],
        ),
        Field::may("sum", Shape::List(&Shape::Node(&RULE)), ["各部分相加", "the sum of these"]),
        Field::may("best", Shape::List(&Shape::Node(&RULE)), ["取最高的一档", "the best of these"]),
        Field::may("each", Shape::Node(&EACH), ["每条记录计分", "points for each record"]),
        Field::may("judge", Shape::Node(&JUDGE), ["评审人员打分", "points typed by assessors"]),
        Field::may(
            "if",
            Shape::Expression(Gives::Condition),
            ["条件：成立用 then，不成立用 else", "the condition that chooses between then and else"],
        ),
        Field::may("then", Shape::Node(&RULE), ["条件成立时的规则", "the rule when it holds"]),
        Field::may("else", Shape::Node(&RULE), ["条件不成立时的规则", "the rule when it does not"]),
        Field::may("when", Shape::Expression(Gives::Condition), ["得分条件", "the condition for any points"]),
        Field::may("cap", Shape::Number, ["合计的上限", "the most that the sum gives"]),
        Field::may(
            "floor",
            Shape::Number,
            ["合计的下限（扣分）", "the least that the sum gives (deductions)"],
        ),
    ],
    includes: &[&MARKS],
};

/// Points for each record.
pub static EACH: Kind = Kind {
    name: "each",
    title: ["逐条计分", "Points for each record"],
    about: [
        "清单中每条符合的记录得分（或扣分）；须能算出最高分：写 cap、top，或用负分与 floor。",
        "Points (or a deduction) for each record that fits; the most must be computable: cap, top, or negative points with floor.",
    ],
    fields: &[
        Field::must(
            "of",
            Shape::Expression(Gives::Records),
            ["记录清单，可带 where", "the records, with or without where"],
        ),
        Field::must(
            "points",
            Shape::Either(&[Shape::Number, Shape::Map(&Shape::Number)]),
            ["每条的分值，或按 `by` 的选项分别写", "the points of each, or for each value of `by`"],
        ),
        Field::may("by", Shape::Name, ["决定分值的选项字段", "the choice field that the points depend on"]),
        Field::may(
            "once_per",
            Shape::List(&Shape::Name),
            [
                "这些字段相同的记录只计一次，取分值最大的",
                "records equal in these fields count once, with the most points",
            ],
        ),
        Field::may("top", Shape::Integer, ["只计分值最高的几条", "only so many of the highest count"]),
        Field::may("cap", Shape::Number, ["合计的上限", "the most that they give together"]),
        Field::may(
            "floor",
            Shape::Number,
            ["合计的下限（扣分）", "the least that they give together (deductions)"],
        ),
    ],
    includes: &[&MARKS],
};

/// Points typed by assessors.
pub static JUDGE: Kind = Kind {
    name: "judge",
    title: ["评审打分", "Judgement"],
    about: [
        "评审人员在范围内按步长打分；只有这里由人填分数。",
        "Assessors type points in a range by steps; the only place where points are typed.",
    ],
    fields: &[
        Field::must("from", Shape::Number, ["最低分", "the least"]),
        Field::must("to", Shape::Number, ["最高分", "the most"]),
        Field::must("step", Shape::Number, ["步长", "the step"]),
    ],
    includes: &[&MARKS],
};
