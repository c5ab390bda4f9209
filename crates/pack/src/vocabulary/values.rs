//! Values as people write them in facts, tables and bounds.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Flavour, NumberType, Value, ValueType, Vocabulary};
use crate::calendar::Date;
use crate::number::{Rational, Rounding, read_number};
use crate::text::Text;
use crate::unit::{Unit, read_quantity};

/// Reads `text` as a value of type `of`.
///
/// # Errors
/// A sentence that says why it cannot be read and how it is written.
pub fn read_value(vocabulary: &Vocabulary, of: &ValueType, text: &str) -> Result<Value, Text> {
    let text = text.trim();
    match of {
        ValueType::YesNo => match text {
            "yes" | "是" => Ok(Value::YesNo(true)),
            "no" | "否" => Ok(Value::YesNo(false)),
            _ => Err(Text::new("写 `yes` 或 `no`", "write `yes` or `no`")),
        },
        ValueType::Choice(id) => {
            let Some(choice) = id.of(vocabulary) else { return Err(Text::default()) };
            choice.position(text).map(Value::Choice).ok_or_else(|| {
                let known: Vec<&str> = choice.values.iter().map(|(code, _)| code.as_str()).collect();
                crate::nearest::suggest(text, &known)
            })
        }
        ValueType::Date => Date::read(text).map(Value::Date).map_err(|why| why.text()),
        ValueType::Text => Ok(Value::Text(text.into())),
        ValueType::Number(of) => read_typed_number(of, text).map(Value::Number),
    }
}

/// Reads a number of type `of`, in the base unit.
fn read_typed_number(of: &NumberType, text: &str) -> Result<Rational, Text> {
    if of.unit == Unit::one() && of.flavour != Flavour::Ratio {
        let number = read_number(text).map_err(|why| why.text())?;
        if of.flavour == Flavour::Count && (!number.is_integer() || number.is_negative()) {
            return Err(Text::new("个数写不小于零的整数", "a count is a whole number, zero or more"));
        }
        return Ok(number);
    }
    let symbol = of.unit.symbol();
    if let Ok(bare) = read_number(text) {
        if bare.is_zero() {
            return Ok(bare);
        }
        return Err(Text::new(
            format!("写上单位，例如 `{text} {symbol}`"),
            format!("write its unit, such as `{text} {symbol}`"),
        ));
    }
    let (number, unit) = read_quantity(text).map_err(|why| why.text())?;
    if !unit.same_dimension(&of.unit) {
        return Err(Text::new(
            format!("单位 `{}` 不能换算成 `{symbol}`", unit.symbol()),
            format!("the unit `{}` does not convert to `{symbol}`", unit.symbol()),
        ));
    }
    Ok(number)
}

/// A value as people read it; numbers in the unit of their type, with at most four decimals.
#[must_use]
pub fn show_value(vocabulary: &Vocabulary, of: &ValueType, value: &Value, zh: bool) -> String {
    match (of, value) {
        (_, Value::YesNo(yes)) => match (zh, yes) {
            (true, true) => "是".into(),
            (true, false) => "否".into(),
            (false, true) => "yes".into(),
            (false, false) => "no".into(),
        },
        (ValueType::Choice(choice), Value::Choice(at)) => {
            let entry = choice.of(vocabulary).and_then(|choice| choice.values.get(*at));
            entry.map_or_else(String::new, |(_, title)| if zh { title.zh.clone() } else { title.en.clone() })
        }
        (ValueType::Number(of), Value::Number(number)) => show_number(of, number),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Choice(at)) => at.to_string(),
    }
}

/// A number of type `of` (kept in the base unit) in the unit of its type, with at most four decimals, `≈` before it
/// where that rounds.
#[must_use]
pub fn show_number(of: &NumberType, number: &Rational) -> String {
    let written = number.checked_div(of.unit.scale()).unwrap_or_else(|| number.clone());
    let shown = written.display(4, Rounding::HalfUp);
    let exact = Rational::parse_decimal(&shown).as_ref() == Some(&written);
    let about = if exact { "" } else { "≈" };
    let symbol = of.unit.symbol();
    match symbol.as_str() {
        "" | "1" => format!("{about}{shown}"),
        "%" | "‰" => format!("{about}{shown}{symbol}"),
        _ => format!("{about}{shown} {symbol}"),
    }
}
