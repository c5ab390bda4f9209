//! Programmes in the reference: mechanisms of stages, commands with their arguments, refusals.

use duheng_pack::text::Language;
use duheng_programme::event::NAMES;
use duheng_programme::language::{COMMANDS, MECHANISMS, in_walks};
use duheng_programme::refusal::CODES;

use super::page::{code, of, table};
use super::reference::kind_section;

/// The part of the reference that only programmes need.
pub(super) fn section(language: Language) -> String {
    let mut text = mechanisms(language);
    text.push_str(match language {
        Language::Zh => "## 走程的命令\n\n走程的一步写 `do: 命令`，参数写在 `with:` 下。\n\n",
        Language::En => "## Commands of walks\n\nA step of a walk says `do: COMMAND`; its arguments stand under `with:`.\n\n",
    });
    for kind in COMMANDS {
        text.push_str(&kind_section(in_walks(kind), language));
    }
    text.push_str(&events(language));
    text.push_str(&refusals(language));
    text
}

fn mechanisms(language: Language) -> String {
    let listed = |names: &[&str]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let rows: Vec<Vec<String>> = MECHANISMS
        .iter()
        .map(|mechanism| {
            Vec::from([
                code(mechanism.name),
                of(&mechanism.about, language).to_string(),
                listed(mechanism.keys),
                listed(mechanism.outcomes),
                listed(mechanism.commands),
            ])
        })
        .collect();
    match language {
        Language::Zh => format!(
            "## 阶段的机制\n\n阶段的 `kind` 是下列之一。所有阶段都有的键见[阶段](#kind-stage)；“键”一栏是这种机制另有的键。\n\n{}",
            table(&["机制", "做什么", "键", "结果", "命令"], &rows)
        ),
        Language::En => format!(
            "## Mechanisms of stages\n\nThe `kind` of a stage is one of these. The keys of every stage stand under [stage](#kind-stage); the column of keys shows those that a mechanism has besides.\n\n{}",
            table(&["mechanism", "what it does", "keys", "outcomes", "commands"], &rows)
        ),
    }
}

fn events(language: Language) -> String {
    let names: Vec<String> = NAMES.iter().map(|name| code(name)).collect();
    match language {
        Language::Zh => format!(
            "## 事件\n\n走程的 `events` 逐一列出应发生的事件：写名称，或写 `名称: 主要内容`，例如 `reached: notice`。\n\n{}。\n\n",
            names.join("、")
        ),
        Language::En => format!(
            "## Events\n\nThe `events` of a step list what must happen, in order: a name, or `name: what it is mainly about`, such as `reached: notice`.\n\n{}.\n\n",
            names.join(", ")
        ),
    }
}

fn refusals(language: Language) -> String {
    let rows: Vec<Vec<String>> =
        CODES.iter().map(|(name, about)| Vec::from([code(name), of(about, language).to_string()])).collect();
    match language {
        Language::Zh => format!("## 拒绝\n\n{}", table(&["代码", "含义"], &rows)),
        Language::En => format!("## Refusals\n\n{}", table(&["code", "meaning"], &rows)),
    }
}
