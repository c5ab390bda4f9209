//! Values as people write them in facts, tables and bounds.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Flavour, NumberType, Value, ValueType, Vocabulary};
use crate::calendar::Date;
use crate::number::{Rational, Rounding, read_number};
use crate::text::Text;
use crate::unit::{QuantityError, Unit, counted_unit, read_quantity, worded_unit};

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
            choice.position(text).map(Value::Choice).ok_or_else(|| choice.expected(text))
        }
        ValueType::Date => Date::read(text).map(Value::Date).map_err(|why| why.text()),
        ValueType::Text => Ok(Value::Text(text.into())),
        ValueType::Number(of) => read_typed_number(of, text).map(Value::Number),
    }
}

/// Reads a number of type `of`, in the base unit.
fn read_typed_number(of: &NumberType, text: &str) -> Result<Rational, Text> {
    let without_unit = of.unit == Unit::one() && of.flavour != Flavour::Ratio;
    let bare = read_number(text);
    if !text.contains(|c: char| c.is_numeric()) {
        return Err(example(of));
    }
    let number = match bare {
        Ok(bare) if without_unit || bare.is_zero() => bare,
        Ok(bare) => return Err(without_its_unit(of, text, &bare)),
        Err(_) => {
            let (number, unit) = read_quantity(text).map_err(|why| unreadable(of, without_unit, &why))?;
            fitting(of, without_unit, text, &number, &unit)?;
            number
        }
    };
    if of.flavour == Flavour::Count && (!number.is_integer() || number.is_negative()) {
        return Err(Text::new("个数写不小于零的整数", "a count is a whole number, zero or more"));
    }
    Ok(number)
}

/// A bare number where the type has a unit; a ratio between 0 and 1 may be a fraction or a small percentage.
fn without_its_unit(of: &NumberType, text: &str, bare: &Rational) -> Text {
    let symbol = of.unit.symbol();
    let written = with_unit(text, &symbol);
    let fraction = of.flavour == Flavour::Ratio && !bare.is_negative() && *bare < Rational::ONE;
    if let (true, Some(share)) = (fraction, bare.checked_div(of.unit.scale())) {
        let share = with_unit(&share.display(4, Rounding::HalfUp), &symbol);
        return Text::new(
            format!("是 `{share}` 还是 `{written}`？写上 `{symbol}`"),
            format!("`{share}` or `{written}`? write it with `{symbol}`"),
        );
    }
    Text::new(format!("写上单位，例如 `{written}`"), format!("write its unit, such as `{written}`"))
}

/// How a number of this type is written.
fn example(of: &NumberType) -> Text {
    let symbol = of.unit.symbol();
    match (of.flavour, symbol.as_str()) {
        (Flavour::Count, _) => {
            Text::new("写不小于零的整数，例如 `12`", "write a whole number, zero or more, such as `12`")
        }
        (_, "") => Text::new("写一个数，例如 `12.5`", "write a number, such as `12.5`"),
        (_, symbol) => {
            let written = with_unit("12", symbol);
            Text::new(
                format!("写带单位的数，例如 `{written}`"),
                format!("write a number with its unit, such as `{written}`"),
            )
        }
    }
}

/// A number and a symbol side by side: `60%`, `12 t`.
fn with_unit(number: &str, symbol: &str) -> String {
    let between = if matches!(symbol, "%" | "‰") { "" } else { " " };
    format!("{number}{between}{symbol}")
}

/// Whether a number with this unit is one of type `of`; the error says which units are.
fn fitting(
    of: &NumberType,
    without_unit: bool,
    text: &str,
    number: &Rational,
    unit: &Unit,
) -> Result<(), Text> {
    if unit.is_multiple() {
        if without_unit {
            return Ok(());
        }
        if of.flavour == Flavour::Ratio {
            return Err(example(of));
        }
        if of.unit.is_dimensionless() {
            return Ok(());
        }
        let symbol = of.unit.without_multiple();
        let between = if symbol.is_ascii() { " " } else { "" };
        let multiple = unit.symbol();
        return Err(Text::new(
            format!("`{multiple}` 后面缺少单位，请写 `{text}{between}{symbol}`"),
            format!("the unit behind `{multiple}` is missing: write `{text}{between}{symbol}`"),
        ));
    }
    if without_unit {
        let written =
            if unit.is_dimensionless() { Some(number.clone()) } else { number.checked_div(unit.scale()) };
        let written = written.unwrap_or_default().display(4, Rounding::HalfUp);
        let symbol = unit.symbol();
        return Err(Text::new(
            format!("此事实不带单位，不能写 `{symbol}`，请写 `{written}`"),
            format!("this fact has no unit, so not `{symbol}`: write `{written}`"),
        ));
    }
    if unit.same_dimension(&of.unit) {
        return Ok(());
    }
    let (symbol, own) = (unit.symbol(), of.unit.symbol());
    let units = units(of, &symbol);
    if unit.symbol().is_empty() {
        return Err(example(of));
    }
    Err(Text::new(
        format!("单位 `{symbol}` 不能换算成 `{own}`，{}", units.zh),
        format!("the unit `{symbol}` does not convert to `{own}`; {}", units.en),
    ))
}

/// What is wrong with a number and its unit.
fn unreadable(of: &NumberType, without_unit: bool, why: &QuantityError) -> Text {
    match why {
        QuantityError::UnknownUnit { unit, .. } if without_unit && is_slip_of_digits(unit) => Text::new(
            format!("`{unit}` 像是数字的一部分：数字之间不留空格，字母 O、I 不是数字"),
            format!(
                "`{unit}` looks like a part of the number: write digits without spaces, not the letters O and I"
            ),
        ),
        QuantityError::UnknownUnit { unit, .. } if without_unit => Text::new(
            format!("此事实不带单位，请删去 `{unit}`"),
            format!("this fact has no unit: remove `{unit}`"),
        ),
        QuantityError::UnknownUnit { unit, .. } => {
            let units = units(of, unit);
            Text::new(
                format!("未知单位 `{unit}`，{}", units.zh),
                format!("the unit `{unit}` is unknown; {}", units.en),
            )
        }
        QuantityError::Number(why) => why.text(),
    }
}

/// Whether what stands behind a number was meant to be more of its digits.
fn is_slip_of_digits(behind: &str) -> bool {
    behind.chars().all(|sign| sign.is_ascii_digit() || "OoI".contains(sign))
}

/// Which units a number of type `of` may have, and the one written most like `written`.
fn units(of: &NumberType, written: &str) -> Text {
    let all = of.unit.alternatives();
    let near = of.unit.nearest_alternative(written);
    let listed: Vec<String> = all.iter().take(6).map(|symbol| format!("`{symbol}`")).collect();
    if listed.len() == 1 {
        return Text::new(format!("请用 `{near}`"), format!("use `{near}`"));
    }
    let more = if all.len() > listed.len() { (" 等", " and others") } else { ("", "") };
    Text::new(
        format!("可用 {}{}，最接近的是 `{near}`", listed.join("、"), more.0),
        format!("this fact takes {}{}, of which `{near}` is nearest", listed.join(", "), more.1),
    )
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
        (ValueType::Number(of), Value::Number(number)) => show_number_in(of, number, zh),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Choice(at)) => at.to_string(),
    }
}

/// [`show_number`] with its unit in the words of a language ([`counted_unit`]): Chinese writes lengths of time as 天, 小时,
/// 月 and 年, English writes money in yuan, whatever the unit's symbol is: it has no word for 万元.
#[must_use]
pub fn show_number_in(of: &NumberType, number: &Rational, zh: bool) -> String {
    if !zh && of.unit.is_money() {
        return format!("{} {}", with_decimals(number), worded_unit("元", zh));
    }
    let shown = show_number(of, number);
    let symbol = of.unit.symbol();
    match shown.strip_suffix(symbol.as_str()) {
        Some(number) => format!("{number}{}", counted_unit(&symbol, number.trim_end() == "1", zh)),
        _ => shown,
    }
}

/// A number of type `of` (kept in the base unit) in the unit of its type, with at most four decimals, `≈` before it
/// where that rounds.
#[must_use]
pub fn show_number(of: &NumberType, number: &Rational) -> String {
    let written = number.checked_div(of.unit.scale()).unwrap_or_else(|| number.clone());
    let shown = with_decimals(&written);
    let symbol = of.unit.symbol();
    match symbol.as_str() {
        "" | "1" => shown,
        "%" | "‰" => format!("{shown}{symbol}"),
        _ => format!("{shown} {symbol}"),
    }
}

/// A number with at most four decimals, `≈` before it where that rounds.
fn with_decimals(number: &Rational) -> String {
    let shown = number.display(4, Rounding::HalfUp);
    let exact = Rational::parse_decimal(&shown).as_ref() == Some(number);
    if exact { shown } else { format!("≈{shown}") }
}
