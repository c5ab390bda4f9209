//! `bad-bounds`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Bounds that do not fit their fact.
pub static CODE: Code = Code {
    name: "bad-bounds",
    severity: Severity::Error,
    title: ["上下限写法不符", "the bounds do not fit"],
    why: [
        "上下限只用于数和日期：数的单位与事实一致，日期写日期或 as_of，下限不高于上限；at_most 写同类型、同单位、同期间的另一事实。",
        "Only numbers and dates have bounds: numbers carry the fact's unit, dates are dates or as_of, and the lower one is not above the upper one; at_most names another fact of the same type, unit and kind of period.",
    ],
};

/// The finding at the bound.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 的上下限与它的类型不符"),
            format!("the bound does not fit the type of `{name}`"),
        ),
        Text::new(
            "写带同一单位的数，并让 min 不高于 max",
            "write a number in the same unit, with min not above max",
        ),
    )
}

/// A bound that is no value of its fact's type; `why` says how one is written.
#[must_use]
pub fn unreadable(span: Span, name: &str, written: &str, why: Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{written}` 不能作 `{name}` 的上下限"),
            format!("`{written}` is no bound that `{name}` can have"),
        ),
        why,
    )
}

/// A bound of a date that is no day, or one of something that is no date.
#[must_use]
pub fn day(span: Span, name: &str, is_date: bool) -> Diagnostic {
    let help = if is_date {
        Text::new("写日期或 `as_of`，并让 min 不晚于 max", "write a date or `as_of`, with min not after max")
    } else {
        Text::new("只有日期字段有 min 和 max，请删去", "only date fields have min and max: remove it")
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 的上下限与它的类型不符"),
            format!("the bound does not fit the type of `{name}`"),
        ),
        help,
    )
}

/// `at_most` that names a fact with which this one cannot be compared.
#[must_use]
pub fn whole(span: Span, name: &str, whole: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 不能是 `{whole}` 的一部分：两者的类型、单位或期间不同"),
            format!("`{name}` cannot be a part of `{whole}`: they differ in type, unit or kind of period"),
        ),
        Text::new(
            "写另一个同类型、同单位、同期间的填报事实",
            "name another stated fact of the same type, unit and kind of period",
        ),
    )
}

/// `valid` that does not name two date fields.
#[must_use]
pub fn valid(span: Span, record: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{record}` 的 valid 要写两个日期字段"),
            format!("`valid` of `{record}` needs two date fields"),
        ),
        Text::new("写作 `valid: [from, until]`", "write `valid: [from, until]`"),
    )
}
