//! Expressions written out without their places, so that two that say the same are equal.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::{Cond, CondKind, Known, Num, Operand, Records};

/// A condition in words of its own.
pub(super) fn cond(of: &Cond) -> String {
    match &of.kind {
        CondKind::Not(inner) => format!("not({})", cond(inner)),
        CondKind::Same(same, a, b) => format!("same({same},{},{})", cond(a), cond(b)),
        CondKind::All(parts) => format!("all({})", conds(parts)),
        CondKind::Any(parts) => format!("any({})", conds(parts)),
        CondKind::Numbers(comparison, a, b) => format!("{comparison:?}({}, {})", num(a), num(b)),
        CondKind::Some(of) => format!("some({})", records(of)),
        CondKind::None(of) => format!("none({})", records(of)),
        CondKind::Every(of, condition) => format!("every({}, {})", records(of), cond(condition)),
        CondKind::Periods { every, window, body } => format!("periods({every}, {window:?}, {})", cond(body)),
        CondKind::Trend { rising, window, body } => format!("trend({rising}, {window:?}, {})", num(body)),
        CondKind::Growth { comparison, body, years, rate } => {
            format!("growth({comparison:?}, {}, {years}, {})", num(body), num(rate))
        }
        CondKind::Known(known) => match &**known {
            Known::Cond(of) => format!("known({})", cond(of)),
            Known::Num(of) => format!("known({})", num(of)),
            other => format!("{other:?}"),
        },
        // these hold no expression with a place
        leaf => format!("{leaf:?}"),
    }
}

/// A number in words of its own.
pub(super) fn num(of: &Num) -> String {
    match of {
        Num::Negative(inner) => format!("-({})", num(inner)),
        Num::Add(a, b) => format!("({} + {})", num(a), num(b)),
        Num::Subtract(a, b) => format!("({} - {})", num(a), num(b)),
        Num::Multiply(a, b) => format!("({} * {})", num(a), num(b)),
        Num::Divide(a, b) => format!("({} / {})", num(a), num(b)),
        Num::Of(summary, numbers) => {
            let numbers: Vec<String> = numbers.iter().map(num).collect();
            format!("{summary:?}({})", numbers.join(", "))
        }
        Num::Clamp(a, b, c) => format!("clamp({}, {}, {})", num(a), num(b), num(c)),
        Num::Scaled(a, b, c) => format!("scaled({}, {}, {})", num(a), num(b), num(c)),
        Num::Round(inner, digits, mode, unit) => format!("round({}, {digits}, {mode:?}, {unit})", num(inner)),
        Num::Absolute(inner) => format!("abs({})", num(inner)),
        Num::Over(summary, inner, window) => format!("{summary:?}({}, {window:?})", num(inner)),
        Num::Count(of) => format!("count({})", records(of)),
        Num::Column(summary, of, field) => format!("{summary:?}({}.{field})", records(of)),
        Num::Lookup(table, key, column) => {
            let key: Vec<String> = key.iter().map(operand).collect();
            format!("table {}({}).{column}", table.0, key.join(", "))
        }
        // these hold no expression with a place
        leaf => format!("{leaf:?}"),
    }
}

fn conds(parts: &[Cond]) -> String {
    let parts: Vec<String> = parts.iter().map(cond).collect();
    parts.join(", ")
}

fn records(of: &Records) -> String {
    format!("{} where {}", of.fact.0, of.filter.as_deref().map(cond).unwrap_or_default())
}

fn operand(of: &Operand) -> String {
    match of {
        Operand::Cond(of) => cond(of),
        Operand::Num(of) => num(of),
        leaf => format!("{leaf:?}"),
    }
}
