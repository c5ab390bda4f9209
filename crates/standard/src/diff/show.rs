//! Nodes and rules in words, for revision notes.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::schema::{Field, Fields, Kind, Shape, text};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

/// Whether two nodes say the same: keys in any order, comments and layout aside.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    let (entries, others) = (a.entries(), b.entries());
    a.as_str() == b.as_str()
        && a.is_list() == b.is_list()
        && a.is_map() == b.is_map()
        && a.items().len() == b.items().len()
        && a.items().iter().zip(b.items()).all(|(a, b)| same(a, b))
        && entries.len() == others.len()
        && entries.iter().all(|entry| b.get(&entry.key).is_some_and(|other| same(&entry.value, other)))
}

/// A node on one line.
pub(super) fn show(node: &Node) -> Text {
    if let Some(scalar) = node.as_str() {
        return length_of_time(scalar.trim()).unwrap_or_else(|| Text::same(scalar.trim()));
    }
    if node.is_map() && node.entries().iter().all(|entry| matches!(entry.key.as_str(), "zh" | "en")) {
        return text(node);
    }
    let parts: Vec<Text> = match node.entries() {
        [] => node.items().iter().map(show).collect(),
        entries => entries
            .iter()
            .map(|entry| {
                let value = show(&entry.value);
                Text::new(format!("{} {}", entry.key, value.zh), format!("{} {}", entry.key, value.en))
            })
            .collect(),
    };
    if parts.is_empty() {
        return Text::new("（空）", "(empty)");
    }
    joined(&parts, ["、", ", "])
}

/// A length of time, such as `5 workdays`.
fn length_of_time(text: &str) -> Option<Text> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit.trim().trim_end_matches('s') {
        "workday" => "个工作日",
        "day" => "日",
        "month" => "个月",
        "year" => "年",
        _ => return None,
    };
    let counted = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    counted.then(|| Text::new(format!("{number} {unit}"), text))
}

/// A node on one line; fixed words with their meaning.
pub(super) fn show_as(shape: &Shape, node: &Node) -> Text {
    let meaning = match (shape, node.as_str().map(str::trim)) {
        (Shape::Word(words), Some(text)) => {
            words.iter().find(|(word, _)| *word == text).map(|(_, about)| *about)
        }
        (Shape::YesNo, Some("yes")) => Some(["是", "yes"]),
        (Shape::YesNo, Some("no")) => Some(["否", "no"]),
        _ => None,
    };
    match meaning {
        Some([zh, en]) => Text::new(zh, en),
        None => show(node),
    }
}

fn joined(parts: &[Text], [zh, en]: [&str; 2]) -> Text {
    let pick = |of: fn(&Text) -> &str| parts.iter().map(of).collect::<Vec<&str>>();
    Text::new(pick(|part| &part.zh).join(zh), pick(|part| &part.en).join(en))
}

/// The keys `inferred` and `local`, which are shown on their own.
pub(super) fn is_mark(key: &str) -> bool {
    matches!(key, "inferred" | "local")
}

/// What a key is called: the first words of what the table says about it.
pub(super) fn label(field: &Field) -> Text {
    let (zh, en) = match field.key {
        "type" => ("类型", "type"),
        "formula" => ("公式", "formula"),
        "points" => ("分值", "points"),
        "cap" | "max" => ("上限", "the most"),
        "floor" | "min" => ("下限", "the least"),
        "when" => ("条件", "condition"),
        "of" => ("所计记录", "records that count"),
        _ => {
            let [zh, en] = field.about;
            let first = |text: &'static str, ends: &[char]| text.split(ends).next().unwrap_or(text).trim();
            let en = first(en, &[';', ':', ',', '(']);
            let en = ["its ", "the ", "a "].iter().find_map(|article| en.strip_prefix(article)).unwrap_or(en);
            (first(zh, &['；', '：', '，', '。', '（']), en)
        }
    };
    Text::new(zh, en)
}

/// The title of a node, or nothing.
pub(super) fn title(node: &Node) -> Text {
    Fields(node).text("title")
}

/// A rule in words, such as `sum of: 1 point when …; 2 points; at most 3`. The rule's keys stand in `node`.
#[must_use]
pub fn rule_words(node: &Node) -> Text {
    let own = bare_rule_words(node);
    match Fields(node).text("label") {
        label if label.is_empty() => own,
        label => Text::new(format!("“{}”{}", label.zh, own.zh), format!("\"{}\" {}", label.en, own.en)),
    }
}

/// A rule in words without its label.
pub(super) fn bare_rule_words(node: &Node) -> Text {
    let own = form_words(Fields(node));
    match Fields(node).str("when") {
        Some(when) => Text::new(format!("{}（条件：{when}）", own.zh), format!("{} when {when}", own.en)),
        None => own,
    }
}

fn form_words(fields: Fields<'_>) -> Text {
    let list = |key: &str| {
        let parts: Vec<Text> = fields.items(key).iter().map(rule_words).collect();
        joined(&parts, ["；", "; "])
    };
    if let Some(points) = fields.node("points") {
        return points_words(points, fields);
    }
    if fields.node("sum").is_some() {
        let parts = list("sum");
        let limits = limits(fields, "cap", "floor");
        return Text::new(
            format!("各项相加：{}{}", parts.zh, limits.zh),
            format!("sum of: {}{}", parts.en, limits.en),
        );
    }
    if fields.node("best").is_some() {
        let parts = list("best");
        return Text::new(format!("取最高一档：{}", parts.zh), format!("best of: {}", parts.en));
    }
    if let Some(each) = fields.node("each").map(Fields) {
        return each_words(each);
    }
    if let Some(judge) = fields.node("judge").map(Fields) {
        let of = |key: &str| judge.string(key);
        let (from, to, step) = (of("from"), of("to"), of("step"));
        return Text::new(
            format!("评审打分 {from} 至 {to} 分，步长 {step}"),
            format!("judged {from} to {to} points in steps of {step}"),
        );
    }
    let branch = |key: &str| fields.node(key).map(rule_words).unwrap_or_default();
    let (condition, then, otherwise) = (fields.string("if"), branch("then"), branch("else"));
    Text::new(
        format!("若 {condition}：{}；否则：{}", then.zh, otherwise.zh),
        format!("if {condition}: {}; otherwise: {}", then.en, otherwise.en),
    )
}

fn points_words(points: &Node, fields: Fields<'_>) -> Text {
    let points = points.as_str().unwrap_or_default().trim().to_string();
    if fields.node("max").is_none() {
        let plural = if points == "1" { "point" } else { "points" };
        return Text::new(format!("{points} 分"), format!("{points} {plural}"));
    }
    let limits = limits(fields, "max", "min");
    Text::new(format!("按公式 {points} 得分{}", limits.zh), format!("points by {points}{}", limits.en))
}

fn each_words(each: Fields<'_>) -> Text {
    let points = each.node("points").map(show).unwrap_or_default();
    let mut words = Text::new(
        format!("每条 {} 得 {} 分", each.string("of"), points.zh),
        format!("for each of {}: {} points", each.string("of"), points.en),
    );
    let mut add = |zh: String, en: String| {
        words.zh.push_str(&zh);
        words.en.push_str(&en);
    };
    if let Some(by) = each.str("by") {
        add(format!("，按 {by}"), format!(" by {by}"));
    }
    if let Some(once) = each.node("once_per").map(show) {
        add(format!("，{} 相同的只计一次", once.zh), format!(", once per {}", once.en));
    }
    if let Some(top) = each.str("top") {
        add(format!("，只计最高 {top} 条"), format!(", the {top} highest"));
    }
    let limits = limits(each, "cap", "floor");
    add(limits.zh, limits.en);
    words
}

fn limits(fields: Fields<'_>, most: &str, least: &str) -> Text {
    let mut words = Text::default();
    if let Some(cap) = fields.str(most) {
        words.zh.push_str(&format!("，最高 {cap} 分"));
        words.en.push_str(&format!(", at most {cap}"));
    }
    if let Some(floor) = fields.str(least) {
        words.zh.push_str(&format!("，最低 {floor} 分"));
        words.en.push_str(&format!(", at least {floor}"));
    }
    words
}

/// The key by which the things of a list are told apart.
pub(super) fn key_of(kind: &Kind, node: &Node) -> String {
    let fields = Fields(node);
    let own = ["code", "id", "what", "document"].iter().find_map(|key| fields.str(key));
    match (own, kind.name) {
        (Some(own), "evidence") => format!("{own} {}", fields.string("of")).trim().to_string(),
        (own, _) => own.unwrap_or_default().to_string(),
    }
}

/// Whether the things of a list have a key.
pub(super) fn has_key(kind: &'static Kind) -> bool {
    ["code", "id", "what", "document"]
        .iter()
        .any(|key| kind.field(key).is_some_and(|field| matches!(field.shape, Shape::Name | Shape::Line)))
}
