//! The language reference: every kind of node from the one table, then rules, expressions, states and exit codes.

use duheng_pack::schema::{Field, Gives, Kind, Shape};
use duheng_pack::text::Language;
use duheng_standard::language::KINDS;
use duheng_standard::score::State;

use super::page::{code, generated, of, table};
use super::{expressions, programmes, rules};
use crate::failure::Exit;

/// The whole reference in one language.
pub fn page(language: Language) -> String {
    let (title, about) = match language {
        Language::Zh => (
            "标准包语言参考",
            "标准包是一个文件夹，内有若干文本文件。文本采用受限的 YAML：每个文件一份文档，不用锚点、引用、标签；每个值按原样读取，由键决定类型，因此 `17.10` 不同于 `17.1`，`on` 不是布尔值。键的先后和文件的划分不影响含义，`duheng fmt` 按本页的先后排列。\n\n\
             凡写“双语文字”之处，可写一个字符串（两种语言相同），也可写 `{ zh: …, en: … }`。\n\n",
        ),
        Language::En => (
            "Reference of the pack language",
            "A pack is a folder of text files in restricted YAML: one document a file, no anchors, aliases or tags; every value is read as written and gets its type from its key, so that `17.10` is not `17.1` and `on` is no boolean. Neither the order of keys nor the division into files changes the meaning; `duheng fmt` arranges keys in the order of this page.\n\n\
             Wherever it says \"text in two languages\", write one string (the same in both) or `{ zh: …, en: … }`.\n\n",
        ),
    };
    let mut text = format!("# {title}\n\n{}{about}", generated(language));
    text.push_str(&contents(language));
    text.push_str(&folder(language));
    text.push_str(match language {
        Language::Zh => "## 节点\n\n",
        Language::En => "## Nodes\n\n",
    });
    for kind in kinds() {
        text.push_str(&kind_section(kind, language));
    }
    text.push_str(&rules::section(language));
    text.push_str(&expressions::section(language));
    text.push_str(&states(language));
    text.push_str(&programmes::section(language));
    text.push_str(&exits(language));
    text.trim_end().to_string() + "\n"
}

/// Every kind of node, those of standards first.
fn kinds() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().chain(duheng_programme::language::KINDS).copied()
}

fn contents(language: Language) -> String {
    let kinds: Vec<String> =
        kinds().map(|kind| format!("[{}](#{})", of(&kind.title, language), anchor(kind))).collect();
    match language {
        Language::Zh => format!("节点：{}。\n\n", kinds.join("、")),
        Language::En => format!("Nodes: {}.\n\n", kinds.join(", ")),
    }
}

fn anchor(kind: &Kind) -> String {
    format!("kind-{}", kind.name)
}

fn folder(language: Language) -> String {
    let rows: [(&str, &str, [&str; 2]); 12] = [
        ("pack.yaml", "pack", ["名称、版本、来源文件", "name, version, sources"]),
        ("errata.yaml", "errata", ["勘误表", "errata"]),
        ("facts/*.yaml", "vocabulary", ["事实词汇", "vocabulary"]),
        ("standards/*.yaml", "standard", ["标准总则", "what holds for a whole standard"]),
        ("parts/*.yaml", "part", ["标准的各部分", "the parts of a standard"]),
        ("profiles/*.yaml", "profile", ["分值方案", "profiles: other numbers"]),
        ("cases/*.yaml", "case", ["算例", "cases"]),
        ("programmes/*.yaml", "programme", ["评价活动", "programmes"]),
        ("registers/*.yaml", "register", ["登记簿", "registers"]),
        ("calendars/*.yaml", "calendar", ["工作日历", "calendars of working days"]),
        ("walks/*.yaml", "walk", ["走程", "walks"]),
        ("*.csv", "", ["名录与对照表的数据", "rows of lists and tables"]),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(path, kind, about)| {
            let kind = if kind.is_empty() { String::new() } else { format!("[`{kind}`](#kind-{kind})") };
            vec![code(path), kind, of(about, language).to_string()]
        })
        .collect();
    match language {
        Language::Zh => format!("## 文件\n\n{}", table(&["文件", "节点", "内容"], &rows)),
        Language::En => format!("## Files\n\n{}", table(&["file", "node", "what it holds"], &rows)),
    }
}

pub(super) fn kind_section(kind: &'static Kind, language: Language) -> String {
    let rows: Vec<Vec<String>> = kind.all_fields().map(|field| row(field, language)).collect();
    let heads = match language {
        Language::Zh => ["键", "必写", "写法", "含义"],
        Language::En => ["key", "required", "form", "meaning"],
    };
    format!(
        "<a id=\"{}\"></a>\n\n### {} `{}`\n\n{}\n\n{}",
        anchor(kind),
        of(&kind.title, language),
        kind.name,
        of(&kind.about, language),
        table(&heads, &rows)
    )
}

fn row(field: &Field, language: Language) -> Vec<String> {
    let required = match (field.required, language) {
        (true, Language::Zh) => "是",
        (true, Language::En) => "yes",
        (false, _) => "",
    };
    let mut meaning = of(&field.about, language).to_string();
    if let Shape::Word(words) = &field.shape {
        let words: Vec<String> =
            words.iter().map(|(word, about)| format!("`{word}` {}", of(about, language))).collect();
        meaning = match language {
            Language::Zh => format!("{meaning}：{}", words.join("；")),
            Language::En => format!("{meaning}: {}", words.join("; ")),
        };
    }
    vec![code(field.key), required.to_string(), form(&field.shape, language), meaning]
}

/// How a shape is written, with a link where it is a kind.
fn form(shape: &Shape, language: Language) -> String {
    let zh = language == Language::Zh;
    match shape {
        Shape::Text => (if zh { "双语文字" } else { "text in two languages" }).into(),
        Shape::Line => (if zh { "文字" } else { "text" }).into(),
        Shape::Name => (if zh { "名称" } else { "name" }).into(),
        Shape::Integer => (if zh { "整数" } else { "whole number" }).into(),
        Shape::Count => (if zh { "个数" } else { "number of things" }).into(),
        Shape::Number => (if zh { "数" } else { "number" }).into(),
        Shape::Quantity => (if zh { "带单位的数" } else { "number with unit" }).into(),
        Shape::Date => (if zh { "日期" } else { "date" }).into(),
        Shape::PartialDate => (if zh { "日期、月或年" } else { "date, month or year" }).into(),
        Shape::YesNo => (if zh { "`yes` 或 `no`" } else { "`yes` or `no`" }).into(),
        Shape::Expression(Gives::Condition) => {
            (if zh { "[条件](#expressions)" } else { "[condition](#expressions)" }).into()
        }
        Shape::Expression(Gives::Number) => {
            (if zh { "[公式](#expressions)" } else { "[formula](#expressions)" }).into()
        }
        Shape::Expression(Gives::Records) => {
            (if zh { "[记录清单](#expressions)" } else { "[list of records](#expressions)" }).into()
        }
        Shape::Word(words) => {
            let words: Vec<String> = words.iter().map(|(word, _)| code(word)).collect();
            words.join(if zh { "、" } else { ", " })
        }
        Shape::List(of) => {
            let inner = form(of, language);
            if zh { format!("列表：{inner}") } else { format!("list of: {inner}") }
        }
        Shape::Map(of) => {
            let inner = form(of, language);
            if zh { format!("映射：名称 → {inner}") } else { format!("map: name → {inner}") }
        }
        Shape::Node(kind) => format!("[{}](#{})", of(&kind.title, language), anchor(kind)),
        Shape::Either(shapes) => {
            let shapes: Vec<String> = shapes.iter().map(|shape| form(shape, language)).collect();
            shapes.join(if zh { "，或 " } else { ", or " })
        }
        Shape::Any => (if zh { "依词汇而定" } else { "as the vocabulary says" }).into(),
    }
}

/// The states of an item in a result.
const STATES: [(State, [&str; 2]); 6] = [
    (State::Met, ["得满分", "all of its points"]),
    (State::Partial, ["得部分分", "some of its points"]),
    (
        State::Unmet,
        [
            "不得分（或扣至最低）：已知不满足",
            "none of its points (or the greatest deduction): known not to be met",
        ],
    ),
    (
        State::Unknown,
        [
            "依据不全：尚未知的事实可能改变得分，按 `missing` 处理",
            "what is not known could change its points; `missing` says what follows",
        ],
    ),
    (
        State::NotEvaluated,
        [
            "不参评：评价项允许、条件成立且已经批准",
            "left unevaluated: the item allows it, its condition holds and it is approved",
        ],
    ),
    (State::Pending, ["待定：等待比较组冻结", "it waits for the cohort to be frozen"]),
];

fn states(language: Language) -> String {
    let rows: Vec<Vec<String>> = STATES
        .iter()
        .map(|(state, about)| vec![code(state.name()), of(about, language).to_string()])
        .collect();
    match language {
        Language::Zh => format!("## 评价项的状态\n\n{}", table(&["状态", "含义"], &rows)),
        Language::En => format!("## States of an item\n\n{}", table(&["state", "meaning"], &rows)),
    }
}

fn exits(language: Language) -> String {
    let rows: [(Exit, [&str; 2]); 5] = [
        (Exit::Done, ["完成；有警告也算完成", "done; warnings included"]),
        (
            Exit::Failed,
            [
                "未通过：算例不符、格式需要调整、不允许的警告",
                "failed: a case differs, a file is not formatted, a warning is denied",
            ],
        ),
        (Exit::Refused, ["事实不予受理", "the facts were refused"]),
        (Exit::InvalidPack, ["标准包有错误", "a pack is invalid"]),
        (Exit::Usage, ["命令写法不对", "the command line was wrong"]),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(exit, about)| vec![exit.code().to_string(), of(about, language).to_string()])
        .collect();
    match language {
        Language::Zh => format!("## 退出码\n\n{}", table(&["退出码", "含义"], &rows)),
        Language::En => format!("## Exit codes\n\n{}", table(&["code", "meaning"], &rows)),
    }
}
