//! Standards, parts and profiles.

use duheng_pack::bundle::FileKind;
use duheng_pack::schema::{Field, Kind, MARKS, Shape};

use super::nodes::{
    ACCEPTED, BAND, BONUS, COHORT, CONVERSION, DECLARED, GATE, INDICATOR, LAYER, NO_GRADE, NUMBERS, VALIDITY,
    VETO,
};
use super::rules::RULE;
use super::sheets::CASE;

/// The kind of node that a file of a pack is.
#[must_use]
pub fn kind_of(file: FileKind) -> Option<&'static Kind> {
    match file {
        FileKind::Standard => Some(&STANDARD),
        FileKind::Part => Some(&PART),
        FileKind::Profile => Some(&PROFILE),
        FileKind::Case => Some(&CASE),
        other => other.node_kind(),
    }
}

/// `standards/*.yaml`
pub static STANDARD: Kind = Kind {
    name: "standard",
    title: ["标准", "Standard"],
    about: [
        "文件夹 `standards/` 中的文件：标准的总则——评价环节、基本要求、加分、折算、等级。各部分在 `parts/`。",
        "A file of the folder `standards/`: what holds for the whole standard - layers, gate, bonus, conversion, grades. Its parts stand in `parts/`.",
    ],
    fields: &[
        Field::must("standard", Shape::Name, ["名称", "its name"]),
        Field::must("version", Shape::Line, ["文本版本", "the version of the text"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::must(
            "source",
            Shape::Name,
            [
                "来源文件的编号；未标记的数字均为其所载",
                "its source; every number without a mark is stated there",
            ],
        ),
        Field::may(
            "kind",
            Shape::Word(&[
                ("national", ["国家标准", "national standard"]),
                ("industry", ["行业标准", "industry standard"]),
                ("local", ["地方标准", "local standard"]),
                ("group", ["团体标准", "group standard"]),
                ("enterprise", ["企业标准", "enterprise standard"]),
                ("document", ["文件", "official document"]),
            ]),
            ["种类", "its kind"],
        ),
        Field::may(
            "binding",
            Shape::Word(&[
                ("recommended", ["推荐性", "recommended"]),
                ("mandatory", ["强制性", "mandatory"]),
                ("draft", ["征求意见稿", "draft"]),
            ]),
            ["效力", "its binding force"],
        ),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::may(
            "profile",
            Shape::Node(&NUMBERS),
            ["各部分所写数字的名称", "the name of the numbers written in the parts"],
        ),
        Field::may(
            "declared",
            Shape::Node(&DECLARED),
            ["来源声明的合计；只用来核对", "totals that the source declares; compared, never computed with"],
        ),
        Field::may(
            "accepted",
            Shape::List(&Shape::Node(&ACCEPTED)),
            ["与声明的合计不符之处及处理", "differences to the declared totals, with their resolution"],
        ),
        Field::must(
            "layers",
            Shape::List(&Shape::Node(&LAYER)),
            ["评价环节，按先后", "the layers of entries, in order"],
        ),
        Field::may("gate", Shape::List(&Shape::Node(&GATE)), ["基本要求", "the basic requirements"]),
        Field::may("vetoes", Shape::List(&Shape::Node(&VETO)), ["一票否决", "one-vote vetoes"]),
        Field::may(
            "cohort",
            Shape::Node(&COHORT),
            ["相互比较的一组企业", "the enterprises that are compared"],
        ),
        Field::may("bonus", Shape::Node(&BONUS), ["加分项", "the bonus"]),
        Field::may(
            "conversion",
            Shape::Node(&CONVERSION),
            ["有不参评项时的折算", "conversion when items are not evaluated"],
        ),
        Field::may(
            "grading",
            Shape::Word(&[
                ("bands", ["取条件全部满足的最高一级", "the highest band whose bounds all hold"]),
                ("ladder", ["逐级满足，缺一级即止", "step by step; a missing step ends it"]),
            ]),
            ["定级方式，默认 bands", "how bands become a grade; bands unless said"],
        ),
        Field::must(
            "grades",
            Shape::List(&Shape::Node(&BAND)),
            ["等级，从高到低", "the grades, highest first"],
        ),
        Field::may("no_grade", Shape::Node(&NO_GRADE), ["未达等级的名称", "what having no grade is called"]),
        Field::may("validity", Shape::Node(&VALIDITY), ["有效期", "how long a result holds"]),
    ],
    includes: &[&MARKS],
};

/// `parts/*.yaml`
pub static PART: Kind = Kind {
    name: "part",
    title: ["部分", "Part"],
    about: [
        "文件夹 `parts/` 中的文件：标准的一个一级指标。",
        "A file of the folder `parts/`: one part of a standard.",
    ],
    fields: &[
        Field::must("standard", Shape::Name, ["所属标准", "its standard"]),
        Field::must("part", Shape::Name, ["编号", "its code"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::may("clause", Shape::Line, ["条款", "its clause"]),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::must("indicators", Shape::List(&Shape::Node(&INDICATOR)), ["二级指标", "its indicators"]),
    ],
    includes: &[&MARKS],
};

/// `profiles/*.yaml`
pub static PROFILE: Kind = Kind {
    name: "profile",
    title: ["分值方案", "Profile"],
    about: [
        "同一标准的另一组数字：只替换写出的键。",
        "The same standard with other numbers: only the keys written here are replaced.",
    ],
    fields: &[
        Field::must("profile", Shape::Name, ["名称", "its name"]),
        Field::must("standard", Shape::Name, ["所属标准", "its standard"]),
        Field::must("title", Shape::Text, ["标题", "its title"]),
        Field::may("note", Shape::Text, ["说明", "a note"]),
        Field::must(
            "set",
            Shape::Map(&Shape::Node(&RULE)),
            ["评价项编号 → 替换的规则键", "item code → the keys of its rule that change"],
        ),
        Field::may("conversion", Shape::Node(&CONVERSION), ["替换的折算", "conversion instead"]),
        Field::may("declared", Shape::Node(&DECLARED), ["替换的声明合计", "declared totals instead"]),
        Field::may(
            "accepted",
            Shape::List(&Shape::Node(&ACCEPTED)),
            ["替换的差异处理", "resolved differences instead"],
        ),
        Field::may(
            "inferred",
            Shape::Map(&Shape::Text),
            ["评价项编号 → 推定的理由", "item code → why its keys are inferred"],
        ),
    ],
    includes: &[],
};
