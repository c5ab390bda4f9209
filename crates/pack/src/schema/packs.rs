//! The kinds of nodes in `pack.yaml`, `errata.yaml` and `facts/*.yaml`.

use super::{Field, Gives, Kind, Shape, may, must};

/// Where a number or reading comes from when its clause does not say it.
static PROVENANCE: [Field; 2] = [
    may(
        "inferred",
        Shape::Map(&Shape::Text),
        [
            "来源没有写明、由本包推定的内容：键名 → 理由；显示时注明“推定”",
            "what the source does not say and this pack infers: key → reason; shown as inferred wherever it appears",
        ],
    ),
    may(
        "local",
        Shape::Map(&Shape::Node(&LOCAL)),
        [
            "本地决定的内容：键名 → 理由、谁决定、何时",
            "what was decided locally: key → reason, who decided, when",
        ],
    ),
];

/// A local decision on one key.
pub static LOCAL: Kind = Kind {
    name: "local",
    title: ["本地决定", "Local decision"],
    about: ["某个数字或读法由谁、何时、为何决定。", "Who decided a number or reading, when and why."],
    fields: &[
        must("reason", Shape::Text, ["理由", "the reason"]),
        must("by", Shape::Line, ["决定单位", "who decided"]),
        must("on", Shape::Date, ["决定日期", "when"]),
    ],
    includes: &[],
};

/// The keys `inferred` and `local`, which many kinds include.
pub static MARKS: Kind = Kind {
    name: "marks",
    title: ["出处标记", "Marks of provenance"],
    about: [
        "没有标记的数字和读法即为来源写明。",
        "A number or reading without a mark is stated by the source at the node's clause.",
    ],
    fields: &PROVENANCE,
    includes: &[],
};

/// `pack.yaml`
pub static PACK: Kind = Kind {
    name: "pack",
    title: ["包", "Pack"],
    about: [
        "文件 `pack.yaml`：一个包的名称、版本、来源文件。",
        "The file `pack.yaml`: name, version and sources of a pack.",
    ],
    fields: &[
        must("pack", Shape::Name, ["包名，与文件夹同名", "its name, equal to the folder's"]),
        must("version", Shape::Line, ["文本的版本，原样读取", "the version of the text, read as written"]),
        must("title", Shape::Text, ["标题", "its title"]),
        must("issuer", Shape::Text, ["发布单位", "who issues it"]),
        may(
            "zone",
            Shape::Line,
            [
                "时区，IANA 名称，例如 `Asia/Shanghai`",
                "the time zone, by its IANA name, such as `Asia/Shanghai`",
            ],
        ),
        may(
            "imports",
            Shape::List(&Shape::Name),
            ["引入的标准包", "packs whose facts, choices and records it uses"],
        ),
        may("sources", Shape::List(&Shape::Node(&SOURCE)), ["来源文件", "the documents it rests on"]),
        may(
            "references",
            Shape::List(&Shape::Node(&REFERENCE)),
            ["所引用的标准和文件", "the standards and documents that its items refer to"],
        ),
        may("note", Shape::Text, ["说明", "a note"]),
    ],
    includes: &[],
};

/// A source document.
pub static SOURCE: Kind = Kind {
    name: "source",
    title: ["来源文件", "Source document"],
    about: ["标准或文件，条款在其中定位。", "A standard or document in which clauses have their place."],
    fields: &[
        must("id", Shape::Name, ["编号", "its id"]),
        must("title", Shape::Text, ["标题", "its title"]),
        may("publisher", Shape::Text, ["发布单位", "who published it"]),
        may("dated", Shape::PartialDate, ["日期，可只写到月或年", "its date; month and day may be left out"]),
        may(
            "binding",
            Shape::Word(&[
                ("recommended", ["推荐性", "recommended"]),
                ("mandatory", ["强制性", "mandatory"]),
                ("draft", ["征求意见稿", "draft"]),
            ]),
            ["效力", "its binding force"],
        ),
        may("licence", Shape::Line, ["副本的许可", "the licence of the copy"]),
        may("note", Shape::Text, ["说明", "a note"]),
        may("anchors", Shape::List(&Shape::Node(&ANCHOR)), ["条款", "its clauses"]),
    ],
    includes: &[],
};

/// A clause of a source.
pub static ANCHOR: Kind = Kind {
    name: "anchor",
    title: ["条款", "Clause"],
    about: ["来源文件中的一处，供 `clause` 引用。", "A place in a source that `clause` refers to."],
    fields: &[
        must("id", Shape::Line, ["条款号", "its number"]),
        must("title", Shape::Text, ["标题", "its heading"]),
    ],
    includes: &[],
};

/// A standard that items refer to.
pub static REFERENCE: Kind = Kind {
    name: "reference",
    title: ["引用文件", "Reference"],
    about: [
        "评价项所引用的标准或文件；写了这个表，评价项的 references 就只能用表中的编号。",
        "A standard or document that items refer to; where a pack has this list, items name those in it alone.",
    ],
    fields: &[
        must("id", Shape::Line, ["编号，如 `GB/T 19001`", "its number, such as `GB/T 19001`"]),
        must("title", Shape::Text, ["名称", "its title"]),
        may("version", Shape::Line, ["所引版本，如 `2016`", "the version that is meant, such as `2016`"]),
        must(
            "status",
            Shape::Word(&[
                ("in_force", ["现行", "in force"]),
                ("replaced", ["已被代替", "replaced"]),
                ("withdrawn", ["已废止", "withdrawn"]),
                ("unchecked", ["未核对", "not checked"]),
            ]),
            ["时效", "whether it is in force"],
        ),
        may("replaced_by", Shape::Line, ["代替它的标准", "what replaced it"]),
        may("checked_on", Shape::Date, ["核对日期", "when that was checked"]),
        may("clause", Shape::Line, ["来源中列出它的条款", "the clause that lists it"]),
        may("note", Shape::Text, ["说明", "a note"]),
    ],
    includes: &[],
};

/// `errata.yaml`
pub static ERRATA: Kind = Kind {
    name: "errata",
    title: ["勘误表", "Errata"],
    about: [
        "文件 `errata.yaml`：来源的疏漏与本包的读法。",
        "The file `errata.yaml`: slips of the source and how they are read.",
    ],
    fields: &[must("errata", Shape::List(&Shape::Node(&ERRATUM)), ["各条勘误", "the entries"])],
    includes: &[],
};

/// One erratum.
pub static ERRATUM: Kind = Kind {
    name: "erratum",
    title: ["勘误", "Erratum"],
    about: ["一处疏漏。", "One slip."],
    fields: &[
        must("id", Shape::Name, ["编号", "its id"]),
        must("printed", Shape::Line, ["原文", "what is printed"]),
        must("corrected", Shape::Line, ["读作", "how it is read"]),
        may("at", Shape::List(&Shape::Line), ["涉及的条款或评价项", "the clauses or items concerned"]),
        may("clause", Shape::Line, ["所在条款", "the clause where it stands"]),
        must("reason", Shape::Text, ["理由", "the reason"]),
        must(
            "status",
            Shape::Word(&[("inferred", ["推定", "inferred"]), ("confirmed", ["已确认", "confirmed"])]),
            ["状态", "its state"],
        ),
        may(
            "by",
            Shape::Text,
            ["由谁决定；没有即为编写标准包者", "who decided it; who wrote the pack unless said"],
        ),
        may("on", Shape::Date, ["决定日期", "when"]),
    ],
    includes: &[],
};

/// `facts/*.yaml`
pub static VOCABULARY: Kind = Kind {
    name: "vocabulary",
    title: ["事实词汇", "Vocabulary"],
    about: [
        "文件夹 `facts/` 中的文件：选项、佐证材料、记录、事实、名录、对照表、其他评价活动的结果。可分成任意多个文件。",
        "The files of the folder `facts/`: choices, documents, records, facts, lists, tables, other programmes' results. There may be any number of files.",
    ],
    fields: &[
        may("choices", Shape::Map(&Shape::Either(&[Shape::Line, Shape::Node(&CHOICE)])), ["选项", "choices"]),
        may("documents", Shape::Map(&Shape::Text), ["佐证材料的种类", "kinds of evidence documents"]),
        may("records", Shape::Map(&Shape::Node(&RECORD)), ["记录的种类", "kinds of records"]),
        may("facts", Shape::Map(&Shape::Node(&FACT)), ["事实", "facts"]),
        may("lists", Shape::Map(&Shape::Node(&LIST)), ["官方名录", "official lists"]),
        may("tables", Shape::Map(&Shape::Node(&TABLE)), ["对照表", "look-up tables"]),
        may(
            "results",
            Shape::Map(&Shape::Node(&OTHER_RESULT)),
            ["其他评价活动的结果", "results of other programmes"],
        ),
    ],
    includes: &[],
};

/// A choice.
pub static CHOICE: Kind = Kind {
    name: "choice",
    title: ["选项", "Choice"],
    about: [
        "一组固定的值。短写：`city < province` 有先后，`accident | penalty` 无先后。",
        "A fixed set of values. In short: `city < province` in order, `accident | penalty` without.",
    ],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        may(
            "order",
            Shape::Line,
            ["先后，例如 `city < province < national`", "the order, such as `city < province < national`"],
        ),
        may("values", Shape::Map(&Shape::Text), ["值与标题", "the values with their titles"]),
    ],
    includes: &[&MARKS],
};

/// A record type.
pub static RECORD: Kind = Kind {
    name: "record",
    title: ["记录", "Record"],
    about: ["清单中的一行有哪些字段。", "Which fields one entry of a list has."],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        must(
            "fields",
            Shape::Map(&Shape::Either(&[Shape::Line, Shape::Node(&RECORD_FIELD)])),
            ["字段", "its fields"],
        ),
        must(
            "key",
            Shape::List(&Shape::Name),
            ["相同即为同一条记录的字段", "the fields by which two records are one and the same"],
        ),
        may(
            "valid",
            Shape::List(&Shape::Name),
            [
                "起止日期字段；条件中的 `valid` 即基准日在其间，首尾两天都算",
                "the fields of first and last day; `valid` then says that as_of lies between them, both days in",
            ],
        ),
    ],
    includes: &[&MARKS],
};

/// A field of a record.
pub static RECORD_FIELD: Kind = Kind {
    name: "record_field",
    title: ["记录字段", "Field of a record"],
    about: ["短写：只写类型。", "In short: the type alone."],
    fields: &[
        must("type", Shape::Line, ["类型", "its type"]),
        may("title", Shape::Text, ["标题", "its title"]),
        may("optional", Shape::YesNo, ["可以不填；不填即未知", "may be left out; then it is unknown"]),
        may(
            "min",
            Shape::Line,
            [
                "日期字段的最早一天：日期，或 `as_of`（基准日）",
                "of a date field the first day allowed: a date, or `as_of`",
            ],
        ),
        may(
            "max",
            Shape::Line,
            [
                "日期字段的最晚一天：日期，或 `as_of`（基准日）；已发生的事写 `max: as_of`",
                "of a date field the last day allowed: a date, or `as_of`; write `max: as_of` for what has happened",
            ],
        ),
    ],
    includes: &[&MARKS],
};

/// A fact.
pub static FACT: Kind = Kind {
    name: "fact",
    title: ["事实", "Fact"],
    about: [
        "关于一个主体的一个带类型的值：填报的（`type`）或派生的（`formula`）。",
        "One typed value about one subject: stated (`type`) or derived (`formula`).",
    ],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        may("question", Shape::Text, ["向企业提的问题", "the question put to the enterprise"]),
        may(
            "type",
            Shape::Line,
            [
                "类型：yes_no、choice C、count、decimal、quantity 单位、money 元、ratio、date、text、list 记录",
                "yes_no, choice C, count, decimal, quantity UNIT, money 元, ratio, date, text, list RECORD",
            ],
        ),
        may(
            "formula",
            Shape::Expression(Gives::Number),
            [
                "派生事实的公式；`y` 为所取年度，`q` 为所取季度",
                "the formula of a derived fact; `y` is the year asked for, `q` the quarter",
            ],
        ),
        may(
            "shown",
            Shape::Word(&[(
                "number",
                [
                    "按数而不按百分比显示，例如人均件数",
                    "as a number, not as a percentage; such as pieces per head",
                ],
            )]),
            [
                "派生事实怎样显示；两个个数相除的公式，不写即为百分比",
                "how a derived fact is shown; without it a count divided by a count is a percentage",
            ],
        ),
        may(
            "per",
            Shape::Word(&[
                ("year", ["每个年度一个值", "one value for each year"]),
                ("year_end", ["每个年末一个值", "one value at the end of each year"]),
                ("quarter", ["每个季度一个值", "one value for each quarter"]),
            ]),
            ["期间；不写即为状态", "its periods; without it the fact is a state"],
        ),
        may("boundary", Shape::Line, ["口径，例如 entity（单体）", "what it covers, such as entity"]),
        may(
            "min",
            Shape::Line,
            [
                "最小值，可以等于；日期写日期或 `as_of`（基准日）",
                "the least value, allowed itself; of a date a date or `as_of`",
            ],
        ),
        may(
            "max",
            Shape::Line,
            [
                "最大值，可以等于；日期写日期或 `as_of`（基准日）",
                "the greatest value, allowed itself; of a date a date or `as_of`",
            ],
        ),
        may(
            "at_most",
            Shape::Name,
            [
                "整体事实的名称：本事实是它的一部分，同一期间不大于它；类型、单位、期间须相同",
                "the fact of which this one is a part: in each period it is not larger; both have one type, unit and kind of period",
            ],
        ),
        may(
            "by",
            Shape::Word(&[(
                "authority",
                ["由主管部门提供，企业不能填报", "given by an authority; the enterprise cannot state it"],
            )]),
            ["由谁提供", "who gives it"],
        ),
        may("from", Shape::Line, ["来自登记簿：`register 名称`", "from a register: `register NAME`"]),
        may("clause", Shape::Line, ["条款", "its clause"]),
        may("source_note", Shape::Text, ["出处说明", "a note on its source"]),
        may("note", Shape::Text, ["说明", "a note"]),
    ],
    includes: &[&MARKS],
};

/// An official list.
pub static LIST: Kind = Kind {
    name: "list",
    title: ["官方名录", "Official list"],
    about: [
        "主体是否在名录上；未标 `complete` 的名录对不在其上的主体给出未知。",
        "Whether the subject is on it; a list not marked `complete` answers unknown for those who are not.",
    ],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        may("register", Shape::Name, ["来自哪个登记簿", "the register it comes from"]),
        may(
            "year",
            Shape::Line,
            [
                "年度：`edition`（即报告年度），或一个年份，例如 2025",
                "its year: `edition`, which is the reporting year, or a year such as 2025",
            ],
        ),
        may("file", Shape::Line, ["名录文件（CSV，含 uscc 列）", "its file (CSV with a column uscc)"]),
        may("complete", Shape::YesNo, ["文件是否为完整名录", "whether the file is the whole list"]),
        may("note", Shape::Text, ["说明", "a note"]),
        may("source_note", Shape::Text, ["出处说明", "a note on its source"]),
        may("clause", Shape::Line, ["条款", "its clause"]),
    ],
    includes: &[&MARKS],
};

/// A look-up table.
pub static TABLE: Kind = Kind {
    name: "table",
    title: ["对照表", "Look-up table"],
    about: [
        "按键取值，例如 `water_quota(product).general`；行可以有起止日期。",
        "Values by key, such as `water_quota(product).general`; rows may have dates.",
    ],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        must("key", Shape::Map(&Shape::Line), ["键的各部分与类型", "the parts of its key with their types"]),
        must("values", Shape::Map(&Shape::Line), ["各列与类型", "its columns with their types"]),
        may("file", Shape::Line, ["数据文件（CSV）", "its file (CSV)"]),
        may(
            "absent",
            Shape::Text,
            ["没有数据时的原因；此时查找结果未知", "why there are no rows; a look-up is unknown then"],
        ),
        may("note", Shape::Text, ["说明", "a note"]),
        may("source_note", Shape::Text, ["出处说明", "a note on its source"]),
        may("clause", Shape::Line, ["条款", "its clause"]),
    ],
    includes: &[&MARKS],
};

/// The result of another programme.
pub static OTHER_RESULT: Kind = Kind {
    name: "other_result",
    title: ["其他评价活动的结果", "Result of another programme"],
    about: ["条件可用 `result('名称').grade` 读取。", "Conditions read it as `result('name').grade`."],
    fields: &[
        may("title", Shape::Text, ["标题", "its title"]),
        must(
            "grades",
            Shape::Line,
            [
                "等级的先后，例如 `unqualified < qualified`",
                "its grades in order, such as `unqualified < qualified`",
            ],
        ),
    ],
    includes: &[&MARKS],
};
