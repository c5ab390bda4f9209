//! An empty facts file with comments: nothing is stated until something is filled in.
//!
//! It holds no value that could be scored by accident: how a value is written stands in a comment, and the place of the
//! value itself is empty, which reads as unknown.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Period;
use duheng_pack::text::Language;
use duheng_pack::vocabulary::{Fact, FactId, FactKind, Flavour, Origin, Per, ValueType};
use duheng_standard::model::Standard;
use duheng_standard::score::periods_read;

use super::{Entry, Words};

/// The reporting year for which periods are written.
const YEAR: i16 = 2025;

/// The empty facts file of a standard.
pub fn form(entries: &[Entry<'_>], standard: &Standard, words: Words<'_>) -> String {
    let mut text = String::new();
    let mut line = |of: &str| {
        text.push_str(of.trim_end());
        text.push('\n');
    };
    line(&format!("# {} {}", words.text(&standard.title), standard.version));
    line(words.pick(
        "# 先填 as_of、year 和企业全称，再在各项的冒号后填写。空着的按未知处理；清单确认没有的写 []。",
        "# Fill in as_of, year and the name first, then what is known behind each colon.",
    ));
    line(words.pick(
        "# 年度按报告年度 2025 列出规则用到的各期；报告年度不同时，请把各期一并前移或后移。",
        "# What stays empty is unknown; write [] for a list where there is surely nothing.",
    ));
    if words.language == Language::En {
        line(
            "# The periods are those that rules read in the reporting year 2025; for another one move them all.",
        );
    }
    line(&format!("standard: {}", standard.id));
    line(&format!("profile: {}", standard.profile.id));
    line(
        words
            .pick("as_of: # 基准日，如 2026-06-01", "as_of: # the day of the evaluation, such as 2026-06-01"),
    );
    line(words.pick("year: # 报告年度，如 2025", "year: # the reporting year, such as 2025"));
    line("subject:");
    line(words.pick("  name: # 企业全称", "  name: # full name of the enterprise"));
    let stated = |entry: &&Entry<'_>| matches!(entry.fact.kind, FactKind::Value(..) | FactKind::Records(_));
    let claimed: Vec<&Entry<'_>> = entries.iter().filter(stated).collect();
    let periods = periods_read(standard, words.vocabulary, YEAR);
    for (section, title, own) in [
        ("facts", words.pick("企业填报", "stated by the enterprise"), true),
        (
            "given",
            words.pick(
                "主管部门或登记册提供：答复之前为未知，空着；答复没有的写 []",
                "given by authorities and registers: unknown, so left empty, until they answer; [] where they say that there is none",
            ),
            false,
        ),
    ] {
        let of: Vec<_> =
            claimed.iter().filter(|entry| (entry.fact.origin == Origin::Enterprise) == own).collect();
        if of.is_empty() {
            continue;
        }
        line("");
        line(&format!("# {title}"));
        line(&format!("{section}:"));
        for entry in of {
            for of in entry_lines(entry, &periods, words) {
                line(&format!("  {of}"));
            }
        }
    }
    let lists = &words.vocabulary.lists;
    if !lists.is_empty() {
        line("");
        line(words.pick(
            "# 官方名录：查过的去掉行首“# ”，在名录上写 listed，不在写 not_listed",
            "# official lists: of those that were looked up take `# ` away and write listed or not_listed",
        ));
        line("# lists:");
        for list in lists {
            line(&format!("#   {}:  # {}", list.name, words.text(&list.title)));
        }
    }
    text
}

/// A fact: what it is, how it is written, and the empty place for it.
fn entry_lines(
    entry: &Entry<'_>,
    periods: &BTreeMap<FactId, BTreeSet<Period>>,
    words: Words<'_>,
) -> Vec<String> {
    let fact = entry.fact;
    let comma = words.pick("，", ", ");
    let mut said = vec![words.text(&fact.title).to_string(), words.kind(fact)];
    said.extend([words.unit(fact), words.per(fact).to_string(), words.bounds(fact)]);
    if let FactKind::Value(of @ (ValueType::Number(_) | ValueType::Date), _) = &fact.kind {
        said.push(format!("{}{}", words.pick("如 ", "such as "), example(of)));
    }
    said.retain(|part| !part.is_empty());
    let mut lines = vec![format!("# {}", said.join(comma))];
    if !fact.question.is_empty() {
        lines.push(format!("# {}", words.text(&fact.question)));
    }
    match &fact.kind {
        FactKind::Records(_) => lines.extend(records(fact, words)),
        FactKind::Value(of, per) => {
            if matches!(of, ValueType::Choice(_)) {
                lines.push(format!("# {}", choices(of, words)));
            }
            let read = words.vocabulary.fact(&fact.name).and_then(|id| periods.get(&id));
            lines.push(format!("{}:{}", fact.name, places(*per, read)));
        }
        FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => {}
    }
    lines
}

/// The empty places of a fact's periods; none for a state, whose place is behind its name.
fn places(per: Per, read: Option<&BTreeSet<Period>>) -> String {
    if per == Per::State {
        return String::new();
    }
    let only = match per {
        Per::Quarter => Period::Quarter { year: YEAR, quarter: 4 },
        Per::State | Per::Year | Per::YearEnd => Period::Year(YEAR),
    };
    let only = BTreeSet::from([only]);
    let places: Vec<String> = read.unwrap_or(&only).iter().map(|period| format!("{period}: ")).collect();
    format!(" {{ {}}}", places.join(", "))
}

/// A list: its fields, and in a comment how one record is written. A record without its fields is an error, so that
/// none of these counts before it is filled in.
fn records(fact: &Fact, words: Words<'_>) -> Vec<String> {
    let fields = words.fields(fact);
    let mut lines = Vec::new();
    for field in fields {
        let mut said = vec![words.text(&field.title).to_string()];
        match &field.value {
            of @ ValueType::Choice(_) => said.push(choices(of, words)),
            of @ (ValueType::Number(_) | ValueType::Date) => {
                said.push(format!("{}{}", words.pick("如 ", "such as "), example(of)));
            }
            of => said.push(words.value(of)),
        }
        if field.optional {
            said.push(words.pick("可不填", "optional").into());
        }
        lines.push(format!("# {}: {}", field.name, said.join(words.pick("，", ", "))));
    }
    let (optional, needed): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
    let places: Vec<String> =
        needed.into_iter().chain(optional).map(|field| format!("{}: ", field.name)).collect();
    lines.push(format!("{}:", fact.name));
    lines.push(format!("#  - {{ {}}}", places.join(", ")));
    lines
}

/// The values of a choice with their titles.
fn choices(of: &ValueType, words: Words<'_>) -> String {
    let ValueType::Choice(choice) = of else { return String::new() };
    let values = choice.of(words.vocabulary).map(|of| of.values.as_slice()).unwrap_or_default();
    let values: Vec<String> =
        values.iter().map(|(code, title)| format!("{code} {}", words.text(title))).collect();
    values.join(" | ")
}

/// How a number or a date is written.
fn example(of: &ValueType) -> String {
    match of {
        ValueType::Number(of) => match of.flavour {
            Flavour::Count => "12".into(),
            Flavour::Ratio => "60%".into(),
            Flavour::Plain if of.unit.is_money() => "100 万元".into(),
            Flavour::Plain => format!("12.5 {}", of.unit.symbol()).trim_end().to_string(),
        },
        ValueType::Date => "2025-06-01".into(),
        ValueType::YesNo | ValueType::Text | ValueType::Choice(_) => String::new(),
    }
}
