//! `bad-points`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Points that do not fit their rule.
pub static CODE: Code = Code {
    name: "bad-points",
    severity: Severity::Error,
    title: ["分值不符", "the points do not fit"],
    why: [
        "分值没有单位；按选项计分要写 by；一条 each 规则要么加分要么扣分；top 只用于加分。",
        "Points have no unit; points by choice need by; one each rule either adds or deducts; top goes with points that add.",
    ],
};

/// Points with a unit.
#[must_use]
pub fn unit(span: Span, symbol: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("分值带有单位 `{symbol}`"), format!("the points come out in `{symbol}`")),
        Text::new("除以同一单位的数，得到没有单位的分值", "divide by something of the same unit"),
    )
}

/// A word where the number of points is expected.
#[must_use]
pub fn word(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("分值须是数或公式，`{word}` 既不是数，也不是事实"),
            format!("points are a number or a formula, but `{word}` is neither a number nor a fact"),
        ),
        Text::new("用数字写，例如 `points: 2`", "write it in digits, such as `points: 2`"),
    )
}

/// A number with words behind it; `number` is what stands before them.
#[must_use]
pub fn alone(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("分值只写数字，后面不加文字", "the number of points stands alone"),
        Text::new(format!("写 `points: {number}`"), format!("write `points: {number}`")),
    )
}

/// A number with a comma; `number` is the same with a point.
#[must_use]
pub fn comma(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("小数用点号，不用逗号", "decimals are written with a point, not with a comma"),
        Text::new(format!("写 `points: {number}`"), format!("write `points: {number}`")),
    )
}

/// A lower end above the upper one.
#[must_use]
pub fn crossed(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("min 高于 max", "min is above max"),
        Text::new("对调两个数", "exchange the two"),
    )
}

/// Points by choice without a choice field.
#[must_use]
pub fn by(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("分值要按一个选项字段区分", "the points depend on a choice field that is not named"),
        Text::new("写 `by:` 和一个选项类型的字段", "write `by:` with a field of type choice"),
    )
}

/// Points that add and deduct in one rule.
#[must_use]
pub fn mixed(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("一条规则里既有加分又有扣分", "one rule both adds and deducts"),
        Text::new("分成两条，用 sum 相加", "write two rules and add them with sum"),
    )
}

/// `top` with deductions.
#[must_use]
pub fn top(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("扣分不能只取最高的几条", "deductions cannot be limited to the highest few"),
        Text::new("用 `floor:` 限制扣分", "limit deductions with `floor:`"),
    )
}
