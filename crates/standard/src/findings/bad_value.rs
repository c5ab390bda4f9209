//! `bad-value`

use alloc::format;
use alloc::string::String;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::Per;

/// A fact that is not written as its type asks.
pub static CODE: Code = Code {
    name: "bad-value",
    severity: Severity::Error,
    title: ["值读不出来", "the value cannot be read"],
    why: [
        "事实按类型填写：是否写 yes 或 no，选项写代码，数带单位，日期写年-月-日，清单写记录的列表。",
        "Facts are written by their type: yes or no, the code of a choice, a number with its unit, a date as year-month-day, a list of records.",
    ],
};

/// A value that cannot be read; `why` says how it is written.
#[must_use]
pub fn at(span: Span, written: &str, why: Text) -> Diagnostic {
    let written: String = written.chars().take(60).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{written}` 读不出来"), format!("`{written}` cannot be read")),
        why,
    )
}

/// A list or map where one value is needed.
#[must_use]
pub fn shape(node: &Node) -> Diagnostic {
    let found = node.kind();
    Diagnostic::new(
        &CODE,
        node.span,
        Text::new(
            format!("这里需要一个值，现在是{}", found.zh),
            format!("one value is needed here, but this is {}", found.en),
        ),
        Text::new("写一个值", "write one value"),
    )
}

/// A state without its value.
#[must_use]
pub fn no_value(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("缺少 value", "the value is missing"),
        Text::new(
            "写作 `{ value: yes, from: 2024-01-01, until: 2026-12-31 }`",
            "write `{ value: yes, from: 2024-01-01, until: 2026-12-31 }`",
        ),
    )
}

/// One value where one for each period is needed.
#[must_use]
pub fn no_periods(node: &Node, per: Per) -> Diagnostic {
    let (zh, en) = words(per);
    Diagnostic::new(
        &CODE,
        node.span,
        Text::new(format!("这项事实按{zh}填报"), format!("this fact has one value per {en}")),
        Text::new(format!("写作 `{}`", example(per)), format!("write `{}`", example(per))),
    )
}

/// A period that does not exist or is of another kind.
#[must_use]
pub fn no_such_period(span: Span, written: &str, per: Per) -> Diagnostic {
    let (zh, en) = words(per);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{written}` 不是一个{zh}"), format!("`{written}` is no {en}")),
        Text::new(format!("写作 `{}`", example(per)), format!("write `{}`", example(per))),
    )
}

/// Something else where a list of records is needed.
#[must_use]
pub fn no_list(node: &Node) -> Diagnostic {
    let found = node.kind();
    let help = if node.is_map() {
        Text::new(
            "一条记录也放进方括号：`[{ … }]`，或者在前面写 `- `",
            "put the record in brackets, `[{ … }]`, or write `- ` before it",
        )
    } else {
        Text::new(
            "有则写 `[{ … }]`；确认没有才写 `[]`；不清楚就整项不写",
            "write `[{ … }]` for what there is, `[]` only where there is surely none, and leave the fact out where nobody knows",
        )
    };
    Diagnostic::new(
        &CODE,
        node.span,
        Text::new(
            format!("这里需要记录清单，现在是{}", found.zh),
            format!("a list of records is needed here, but this is {}", found.en),
        ),
        help,
    )
}

/// Something else where a record is needed.
#[must_use]
pub fn no_record(node: &Node, record: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        node.span,
        Text::new(format!("这里需要一条{}", record.zh), format!("a record is needed here: {}", record.en)),
        Text::new("写作 `{ 字段: 值, … }`", "write `{ field: value, … }`"),
    )
}

fn words(per: Per) -> (&'static str, &'static str) {
    if per == Per::Quarter { ("季度", "quarter") } else { ("年度", "year") }
}

fn example(per: Per) -> &'static str {
    if per == Per::Quarter { "{ 2025Q1: …, 2025Q2: … }" } else { "{ 2024: …, 2025: … }" }
}
