//! The forms of rules, each with an example.

use duheng_pack::text::Language;

use super::page::of;

/// An example of a rule: its form, the example, what it means.
pub struct Example {
    /// The keys that make the form.
    pub form: &'static str,
    /// The example, a rule in the language.
    pub text: &'static str,
    /// What it means: Chinese, English.
    pub about: [&'static str; 2],
}

/// One example or more of each form.
pub const EXAMPLES: [Example; 12] = [
    Example {
        form: "points",
        text: "points: 2\nwhen: any(awards where level >= province)\n",
        about: [
            "条件成立得 2 分；不写 `when` 则总得 2 分。",
            "2 points when the condition holds; without `when` always 2 points.",
        ],
    },
    Example {
        form: "points, max",
        text: "points: clamp(donation_rate / 1%, 0, 5)\nmax: 5\n",
        about: [
            "公式计分：没有单位，必须写最高分；低于 `min`（默认 0）或高于 `max` 的，取 `min` 或 `max`。",
            "Formula points: without unit, with a declared most; kept between `min` (0 unless said) and `max`.",
        ],
    },
    Example {
        form: "points, max: a ratio of two amounts",
        text: "points: clamp(recycled / produced * 10, 0, 10)\nmax: 10\n",
        about: [
            "两个同单位的数相除得没有单位的比率（`a / b`），才能作分值：回收全部产量得 10 分，回收一半得 5 分；产量为零时未知。",
            "Two amounts of one unit divide into a ratio without unit (`a / b`), which can be points: all of the output recycled gives 10, half of it 5; with an output of zero it is unknown.",
        ],
    },
    Example {
        form: "sum",
        text: "sum:\n  - { label: { zh: 设立部门, en: office set up }, points: 1, when: department }\n  - { label: { zh: 配备人员, en: staff appointed }, points: 1, when: staff >= 1 }\ncap: 2\n",
        about: ["各部分相加，最高 2 分。", "The parts add up to at most 2 points."],
    },
    Example {
        form: "best",
        text: "best:\n  - { points: 2, when: debt_ratio < 60% }\n  - { points: 1, when: debt_ratio < 70% }\n",
        about: [
            "分档取最高的一档，先后不影响结果。",
            "Tiers: the best one counts, in whatever order they stand.",
        ],
    },
    Example {
        form: "each",
        text: "each:\n  of: awards where won_on in trailing 3 years\n  points: 1\n  once_per: [name]\n  cap: 3\n",
        about: [
            "每条记录 1 分，名称相同的只计一次，最高 3 分。",
            "1 point for each record; equal names count once; at most 3 points.",
        ],
    },
    Example {
        form: "each, by",
        text: "each:\n  of: awards\n  by: level\n  points: { city: 1, province: 2, national: 3 }\n  top: 2\n",
        about: ["按级别计分，只计分值最高的 2 条。", "Points by level; only the 2 highest count."],
    },
    Example {
        form: "each, floor",
        text: "each:\n  of: findings where kind = penalty\n  points: -2\n  floor: -6\n",
        about: ["每条扣 2 分，最多扣 6 分。", "2 points are taken off for each, at most 6."],
    },
    Example {
        form: "sum of each",
        text: "sum:\n  - label: { zh: 获奖, en: awards }\n    each: { of: awards where level >= province, points: 2, cap: 4 }\n  - label: { zh: 处罚, en: penalties }\n    each: { of: findings where kind = penalty, points: -1, floor: -3 }\ncap: 4\nfloor: 0\n",
        about: [
            "`sum` 之内可以有 `each`：获奖每项加 2 分，处罚每次扣 1 分，合计 0 至 4 分。",
            "An `each` inside a `sum`: awards add 2 points each, penalties take 1 off each, together 0 to 4.",
        ],
    },
    Example {
        form: "sum in best",
        text: "best:\n  - sum:\n      - { points: 1, when: department }\n      - { points: \"sum(trainings.hours) / 10 hour\", max: 2 }\n  - { points: 2, when: certified }\n",
        about: [
            "规则可以嵌套，表达式中的 `sum` 把记录的字段相加：每 10 小时培训 1 分、最高 2 分，设立部门另加 1 分；或凭认证得 2 分。",
            "Rules nest, and `sum` in an expression adds a field of the records: 1 point for each 10 hours of training, at most 2, and 1 for the department; or 2 for a certificate.",
        ],
    },
    Example {
        form: "judge",
        text: "judge: { from: 0, to: 10, step: 1 }\n",
        about: ["评审人员在 0 至 10 分之间按 1 分一档打分。", "Assessors give 0 to 10 points in steps of 1."],
    },
    Example {
        form: "if, then, else",
        text: "if: on_list(carbon_controlled)\nthen: { points: 1, when: emissions_reported }\nelse: { points: 1, when: emissions_counted }\n",
        about: [
            "名录上的企业用 `then`，其余用 `else`；是否在名录上未知时得 0 分，显示为未知。",
            "Enterprises on the list take `then`, others `else`; while that is unknown there are 0 points, shown as unknown.",
        ],
    },
];

/// The section on rules.
pub fn section(language: Language) -> String {
    let mut text = String::from(match language {
        Language::Zh => {
            "## 规则的形式\n\n每条规则恰好有一种形式。`sum`、`best`、`then`、`else` 中的规则可以再用任何形式。\n\n"
        }
        Language::En => {
            "## Forms of rules\n\nEach rule has exactly one form. The rules inside `sum`, `best`, `then` and `else` may have any form again.\n\n"
        }
    });
    for example in &EXAMPLES {
        text.push_str(&format!(
            "### `{}`\n\n{}\n\n```yaml\n{}```\n\n",
            example.form,
            of(&example.about, language),
            example.text
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use duheng_pack::schema::{Shape, conform};
    use duheng_pack::source::FileId;
    use duheng_pack::tree::{Limits, read};
    use duheng_standard::language::{RULE, RULE_FORMS};

    use super::*;

    #[test]
    fn examples_are_rules() {
        for example in &EXAMPLES {
            let (tree, mut findings) = read(FileId(0), example.text, &Limits::default());
            conform(&tree.expect("it can be read"), &Shape::Node(&RULE), &mut findings);
            assert!(findings.is_empty(), "{}: {findings:?}", example.form);
        }
    }

    #[test]
    fn every_form_has_an_example() {
        for form in RULE_FORMS {
            assert!(EXAMPLES.iter().any(|example| example.form.split(", ").next() == Some(form)), "{form}");
        }
    }
}
