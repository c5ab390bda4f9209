//! `unknown-type`

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;
use crate::unit::Unit;

/// A type that does not exist.
pub static CODE: Code = Code {
    name: "unknown-type",
    severity: Severity::Error,
    title: ["类型不存在", "there is no such type"],
    why: [
        "事实和字段的类型是固定的几种；choice 和 list 后面写选项或记录的名称，quantity 和 money 后面写单位。",
        "Facts and fields have one of a few types; choice and list name a choice or a record type, quantity and money a unit.",
    ],
};

/// The finding at the type.
#[must_use]
pub fn at(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有类型 `{written}`"), format!("there is no type `{written}`")),
        Text::new(
            "可用 yes_no、count、decimal、ratio、date、text、`choice 选项`、`quantity 单位`、`money 元`、`list 记录`",
            "use yes_no, count, decimal, ratio, date, text, `choice NAME`, `quantity UNIT`, `money 元` or `list RECORD`",
        ),
    )
}

/// A quantity or an amount of money in a unit that does not exist or does not go with it.
#[must_use]
pub fn unit(span: Span, written: &str, unit: &str) -> Diagnostic {
    if let Some(unit) = Unit::parse(unit) {
        return other_unit(span, written, &unit);
    }
    let part = Unit::unknown_part(unit);
    let unit = part.as_deref().filter(|part| !part.is_empty()).unwrap_or(unit);
    let known: Vec<String> =
        Unit::nearest_known(unit).into_iter().map(|symbol| format!("`{symbol}`")).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{written}`：没有单位 `{unit}`"),
            format!("`{written}`: there is no unit `{unit}`"),
        ),
        Text::new(
            format!("最接近的单位是 {}", known.join("、")),
            format!("the nearest units are {}", known.join(", ")),
        ),
    )
}

/// An amount of money in a currency that is not known.
#[must_use]
pub fn currency(span: Span, written: &str, unit: &str) -> Diagnostic {
    if let Some(unit) = Unit::parse(unit) {
        return other_unit(span, written, &unit);
    }
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{written}`：没有货币单位 `{unit}`"),
            format!("`{written}`: there is no unit of money `{unit}`"),
        ),
        only_yuan(unit),
    )
}

/// Which units of money there are, the nearest to what is written first.
#[must_use]
pub fn only_yuan(written: &str) -> Text {
    let known: Vec<String> =
        Unit::known_money(written).into_iter().map(|symbol| format!("`{symbol}`")).collect();
    Text::new(
        format!("金额只用人民币：{}；其他币种先折算成人民币", known.join("、")),
        format!("amounts are in Chinese yuan alone: {}; convert other currencies first", known.join(", ")),
    )
}

/// Money as a quantity, or the other way round.
fn other_unit(span: Span, written: &str, unit: &Unit) -> Diagnostic {
    let symbol = unit.symbol();
    let (right, zh, en) = if unit.is_money() {
        (format!("money {symbol}"), "是货币单位", "is a unit of money")
    } else {
        (format!("quantity {symbol}"), "不是货币单位", "is no unit of money")
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{written}`：`{symbol}` {zh}"), format!("`{written}`: `{symbol}` {en}")),
        Text::new(format!("写 `{right}`"), format!("write `{right}`")),
    )
}

/// A type that cannot stand in a record or a table.
#[must_use]
pub fn not_here(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("类型 `{written}` 不能用在这里"),
            format!("the type `{written}` cannot stand here"),
        ),
        Text::new("记录和对照表里只能用单个值的类型", "records and tables hold single values only"),
    )
}
