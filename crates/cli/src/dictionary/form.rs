//! An empty facts file with comments: nothing is stated until a line is uncommented.

use duheng_pack::vocabulary::{Fact, FactKind, FieldType, Flavour, Origin, Per, ValueType};
use duheng_standard::model::Standard;

use super::{Entry, Words};

/// Before lines that only an authority can answer: a comment still where one layer of comments is taken away.
const UNANSWERED: &str = "# # ";

/// The empty facts file of a standard.
pub fn form(entries: &[Entry<'_>], standard: &Standard, words: Words<'_>) -> String {
    let mut text = String::new();
    let mut line = |of: &str| {
        text.push_str(of.trim_end());
        text.push('\n');
    };
    line(&format!("## {} {}", words.text(&standard.title), standard.version));
    line(words.pick(
        "## 填写 as_of 和 year；其余各行去掉行首的“# ”后填写（先去掉 `# facts:` 一行的）。没有填的按未知处理；",
        "## Fill in as_of and year. For the rest, take the leading `# ` away and fill in (first of `# facts:` itself).",
    ));
    line(words.pick(
        "## 清单写 [] 表示没有。示例中的值只说明写法；可不填的字段去掉一层后仍是注释。",
        "## What is not filled in is unknown; [] says that there is none. The values only show how each is written; fields that may be left out stay comments.",
    ));
    line(&format!("standard: {}", standard.id));
    line(&format!("profile: {}", standard.profile.id));
    line(
        words
            .pick("as_of: # 基准日，如 2026-06-01", "as_of: # the day of the evaluation, such as 2026-06-01"),
    );
    line(words.pick("year: # 报告年度，如 2025", "year: # the reporting year, such as 2025"));
    let name = words.pick("企业全称", "full name of the enterprise");
    line(&format!("subject: {{ name: {name} }}"));
    let stated = |entry: &&Entry<'_>| matches!(entry.fact.kind, FactKind::Value(..) | FactKind::Records(_));
    let claimed: Vec<&Entry<'_>> = entries.iter().filter(stated).collect();
    for (section, title, own, mark) in [
        ("facts", words.pick("企业填报", "stated by the enterprise"), true, "# "),
        (
            "given",
            words.pick(
                "主管部门或登记册提供：答复之前为未知，不要填；收到答复后去掉两层“# ”，答复没有的写 []",
                "given by authorities and registers: unknown until they answer, so leave it; once they have, take `# ` away twice, and write [] where they say that there is none",
            ),
            false,
            UNANSWERED,
        ),
    ] {
        let of: Vec<_> =
            claimed.iter().filter(|entry| (entry.fact.origin == Origin::Enterprise) == own).collect();
        if of.is_empty() {
            continue;
        }
        line("");
        line(&format!("## {title}"));
        line(&format!("{mark}{section}:"));
        for entry in of {
            for of in entry_lines(entry, words) {
                line(&format!("{mark}  {of}"));
            }
        }
    }
    let lists = &words.vocabulary.lists;
    if !lists.is_empty() {
        line("");
        line(words.pick(
            "## 官方名录：查过才填，去掉两层“# ”；listed 在名录上，not_listed 不在",
            "## official lists: fill in what was looked up, taking `# ` away twice; listed, or not_listed",
        ));
        line(&format!("{UNANSWERED}lists:"));
        for list in lists {
            line(&format!("{UNANSWERED}  # {}", words.text(&list.title)));
            line(&format!("{UNANSWERED}  {}: not_listed", list.name));
        }
    }
    text
}

fn entry_lines(entry: &Entry<'_>, words: Words<'_>) -> Vec<String> {
    let fact = entry.fact;
    let comma = words.pick("，", ", ");
    let mut said = vec![words.text(&fact.title).to_string(), words.kind(fact)];
    said.extend([words.unit(fact), words.per(fact).to_string()].into_iter().filter(|part| !part.is_empty()));
    let mut lines = vec![format!("# {}", said.join(comma))];
    if !fact.question.is_empty() {
        lines.push(format!("# {}", words.text(&fact.question)));
    }
    match &fact.kind {
        FactKind::Records(_) => {
            for field in words.fields(fact).iter().filter(|field| matches!(field.value, ValueType::Choice(_)))
            {
                lines.push(format!("# {}: {}", field.name, choices(&field.value, words)));
            }
            lines.extend(records(fact, words));
        }
        FactKind::Value(of, per) => {
            if matches!(of, ValueType::Choice(_)) {
                lines.push(format!("# {}", choices(of, words)));
            }
            lines.push(format!("{}: {}", fact.name, dated(fact, of, *per, words)));
        }
        FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => {}
    }
    lines
}

/// A list with one record as an example; fields that may be left out stand apart as comments.
fn records(fact: &Fact, words: Words<'_>) -> Vec<String> {
    let (optional, needed): (Vec<_>, Vec<_>) = words.fields(fact).iter().partition(|field| field.optional);
    let written = |field: &&FieldType| format!("{}: {}", field.name, example(&field.value, words));
    let needed: Vec<String> = needed.iter().map(written).collect();
    let optional: Vec<String> = optional
        .iter()
        .map(|field| format!("{}  # {}", written(field), words.pick("可不填", "optional")))
        .collect();
    if fact.origin != Origin::Enterprise {
        // an example record would speak against the enterprise
        let record = format!("{{ {} }}", needed.join(", "));
        let mut lines = vec![format!("# {} - {record}", words.pick("每条写作", "each as"))];
        lines.extend(optional.iter().map(|field| format!("#   {field}")));
        lines.push(format!("{}: []", fact.name));
        return lines;
    }
    let mut lines = vec![format!("{}:", fact.name)];
    if optional.is_empty() || needed.is_empty() {
        lines.push(format!("  - {{ {} }}", needed.join(", ")));
        lines.extend(optional.iter().map(|field| format!("    # {field}")));
        return lines;
    }
    for (at, field) in needed.iter().enumerate() {
        lines.push(format!("  {} {field}", if at == 0 { "-" } else { " " }));
    }
    lines.extend(optional.iter().map(|field| format!("    # {field}")));
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

fn dated(fact: &Fact, of: &ValueType, per: Per, words: Words<'_>) -> String {
    let value = match (of, fact.bounds.0.as_ref()) {
        (ValueType::Number(_), Some(least)) if !least.is_zero() => words.bound(fact, Some(least)),
        _ => example(of, words),
    };
    match per {
        Per::State => value,
        Per::Year | Per::YearEnd => format!("{{ 2025: {value} }}"),
        Per::Quarter => format!("{{ 2025Q1: {value} }}"),
    }
}

/// A value as it is written.
fn example(of: &ValueType, words: Words<'_>) -> String {
    match of {
        ValueType::YesNo => "yes".into(),
        ValueType::Date => "2025-06-01".into(),
        ValueType::Text => words.pick("文字", "text").into(),
        ValueType::Choice(choice) => {
            let first = choice.of(words.vocabulary).and_then(|choice| choice.values.first());
            first.map_or_else(String::new, |(code, _)| code.clone())
        }
        ValueType::Number(of) => match of.flavour {
            Flavour::Count => "12".into(),
            Flavour::Ratio => "60%".into(),
            Flavour::Plain if of.unit.is_money() => "100 万元".into(),
            Flavour::Plain => format!("12.5 {}", of.unit.symbol()).trim_end().to_string(),
        },
    }
}
