//! `form-of-rule`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A rule with no form, with several, or with a key of another one.
pub static CODE: Code = Code {
    name: "form-of-rule",
    severity: Severity::Error,
    title: ["规则形式不符", "the rule has no single form"],
    why: [
        "一条规则恰好有一种形式：points、sum、best、each、judge 或 if；max、min、cap、floor、then、else 只配相应的形式。",
        "A rule has exactly one form: points, sum, best, each, judge or if; max, min, cap, floor, then and else go with theirs only.",
    ],
};

/// A rule with no form or several.
#[must_use]
pub fn at(span: Span, given: &[&str]) -> Diagnostic {
    let message = if given.is_empty() {
        Text::new("没有计分规则", "there is no rule for its points")
    } else {
        let given = given.join("、");
        Text::new(format!("一条规则同时写了 {given}"), format!("one rule has several forms: {given}"))
    };
    Diagnostic::new(
        &CODE,
        span,
        message,
        Text::new(
            "写 points、sum、best、each、judge、if 中的一个",
            "write one of points, sum, best, each, judge, if",
        ),
    )
}

/// A key that belongs to another form.
#[must_use]
pub fn key(span: Span, key: &str, form: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{key}` 不能与 `{form}` 一起用"), format!("`{key}` does not go with `{form}`")),
        Text::new("删去这个键", "remove the key"),
    )
}

/// A branch that is missing.
#[must_use]
pub fn branch(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("if 缺少 `{key}`"), format!("if needs `{key}`")),
        Text::new(format!("补上 `{key}:`"), format!("add `{key}:`")),
    )
}

/// A list of rules that is empty.
#[must_use]
pub fn empty(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{key}` 里没有规则"), format!("`{key}` has no rules in it")),
        Text::new("至少写一条", "write at least one"),
    )
}
