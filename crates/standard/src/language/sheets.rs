//! Facts files and cases.

use duheng_pack::schema::{Field, Kind, Shape};

use super::nodes::{COHORT_CONTEXT, REQUEST, RESULT_CONTEXT, SUBJECT};

/// A facts file: what `duheng score` reads.
pub static SHEET: Kind = Kind {
    name: "facts_file",
    title: ["事实文件", "Facts file"],
    about: [
        "一家企业在一次评价中的全部事实；YAML 或 JSON。没有写或空着的事实即为未知，`[]` 为申报没有。",
        "All facts of one enterprise in one evaluation, as YAML or JSON. A fact that is not written or left empty is unknown; `[]` declares that there are none.",
    ],
    fields: &[
        Field::may("subject", Shape::Node(&SUBJECT), ["主体", "the subject"]),
        Field::may(
            "standard",
            Shape::Name,
            ["标准；包里只有一个时可省", "the standard; may be left out where the pack has one"],
        ),
        Field::may("profile", Shape::Name, ["分值方案", "the profile"]),
        Field::may(
            "layer",
            Shape::Name,
            [
                "在哪一层评分；默认有记载的最后一层",
                "the layer to score at; the last one with entries unless said",
            ],
        ),
        Field::must("as_of", Shape::Date, ["基准日", "the day of the evaluation"]),
        Field::must("year", Shape::Integer, ["报告年度", "the reporting year"]),
        Field::may("facts", Shape::Map(&Shape::Any), ["企业填报的事实", "what the enterprise states"]),
        Field::may(
            "given",
            Shape::Map(&Shape::Any),
            ["主管部门或登记簿提供的事实", "what registers and authorities give"],
        ),
        Field::may(
            "lists",
            Shape::Map(&Shape::Word(&[
                ("listed", ["在名录上", "on the list"]),
                ("not_listed", ["不在名录上", "not on the list"]),
            ])),
            ["是否在官方名录上", "whether the subject stands on official lists"],
        ),
        Field::may(
            "layers",
            Shape::Map(&Shape::Map(&Shape::Node(&ASSESSOR))),
            ["评价环节 → 评审人员 → 记载", "layer → assessor → entries"],
        ),
        Field::may(
            "not_evaluated",
            Shape::Map(&Shape::Node(&REQUEST)),
            ["申请不参评的评价项", "items asked to be left unevaluated"],
        ),
        Field::may(
            "context",
            Shape::Node(&CONTEXT),
            ["比较组和其他评价活动的结果", "the cohort and other programmes' results"],
        ),
    ],
    includes: &[],
};

/// The sealed entries of one assessor.
pub static ASSESSOR: Kind = Kind {
    name: "assessor",
    title: ["评审记载", "Entries of an assessor"],
    about: [
        "一位评审人员已封卷的记载。清单可写整份，也可写 `{ confirm, reject, correct, add }`。",
        "What one assessor sealed. A list is written whole or as `{ confirm, reject, correct, add }`.",
    ],
    fields: &[
        Field::may(
            "confirm",
            Shape::Either(&[
                Shape::Word(&[("all", ["其余全部确认", "all others"])]),
                Shape::List(&Shape::Name),
            ]),
            ["确认的申报：all 或事实名称", "the claims that are confirmed: all, or names of facts"],
        ),
        Field::may("facts", Shape::Map(&Shape::Any), ["认定的事实", "the facts as found"]),
        Field::may("judged", Shape::Map(&Shape::Number), ["评价项编号 → 打分", "item code → points"]),
    ],
    includes: &[],
};

/// What comes from outside the enterprise's filing.
pub static CONTEXT: Kind = Kind {
    name: "context",
    title: ["外部输入", "Context"],
    about: ["比较组与其他评价活动的结果。", "The cohort and other programmes' results."],
    fields: &[
        Field::may(
            "results",
            Shape::Map(&Shape::Node(&RESULT_CONTEXT)),
            ["其他评价活动的结果", "other programmes' results"],
        ),
        Field::may("cohort", Shape::Node(&COHORT_CONTEXT), ["比较组", "the cohort"]),
    ],
    includes: &[],
};

/// A case: a facts file with the result that is expected.
pub static CASE: Kind = Kind {
    name: "case",
    title: ["算例", "Case"],
    about: [
        "文件夹 `cases/` 中的文件：事实与应得的结果，由 `duheng test` 核对。",
        "A file of the folder `cases/`: facts and the result they must give; `duheng test` compares.",
    ],
    fields: &[
        Field::must("title", Shape::Text, ["说明什么", "what it shows"]),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::may(
            "covers",
            Shape::List(&Shape::Name),
            ["验证哪些需求：需求编号", "the requirements that it proves, by their ids"],
        ),
    ],
    includes: &[&SHEET, &EXPECTED],
};

/// What a case expects; a kind of its own so that it stands below the facts.
static EXPECTED: Kind = Kind {
    name: "expected",
    title: ["应得的结果", "Expected result"],
    about: ["与算得的结果逐项核对。", "Compared key by key with what is computed."],
    fields: &[Field::must(
        "expect",
        Shape::Map(&Shape::Any),
        [
            "应得的结果：gate、grade、base、bonus、total、部分或评价项编号",
            "the expected result: gate, grade, base, bonus, total, codes of parts and items",
        ],
    )],
    includes: &[],
};
