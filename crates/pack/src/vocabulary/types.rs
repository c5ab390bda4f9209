//! Types as packs write them: `choice level`, `quantity t`, `list award`.

use crate::diagnostic::Diagnostic;
use crate::findings::{unknown_name, unknown_type};
use crate::source::Span;
use crate::unit::Unit;

use alloc::vec::Vec;

use super::{NumberType, RecordId, ValueType, Vocabulary};

/// A written type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// One value.
    Value(ValueType),
    /// A list of records.
    Records(RecordId),
}

/// Reads a type.
pub(super) fn read(vocabulary: &Vocabulary, text: &str, span: Span) -> Result<Written, Diagnostic> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let number = |of: NumberType| Ok(Written::Value(ValueType::Number(of)));
    match (word, rest) {
        ("yes_no", "") => Ok(Written::Value(ValueType::YesNo)),
        ("date", "") => Ok(Written::Value(ValueType::Date)),
        ("text", "") => Ok(Written::Value(ValueType::Text)),
        ("count", "") => number(NumberType::count()),
        ("decimal", "") => number(NumberType::plain()),
        ("ratio", "") => number(NumberType::ratio()),
        ("choice", name) if !name.is_empty() => match vocabulary.choice(name) {
            Some(choice) => Ok(Written::Value(ValueType::Choice(choice))),
            None => {
                let known: Vec<&str> = vocabulary.choices.iter().map(|choice| choice.name.as_str()).collect();
                Err(unknown_name::at(span, name, &known))
            }
        },
        ("list", name) if !name.is_empty() => match vocabulary.record(name) {
            Some(record) => Ok(Written::Records(record)),
            None => {
                let known: Vec<&str> = vocabulary.records.iter().map(|record| record.name.as_str()).collect();
                Err(unknown_name::at(span, name, &known))
            }
        },
        ("quantity", unit) if !unit.is_empty() => match Unit::parse(unit) {
            Some(unit) if !unit.is_money() => number(NumberType::in_unit(unit)),
            None if Unit::is_other_currency(unit) => Err(unknown_type::currency(span, text, unit)),
            _ => Err(unknown_type::unit(span, text, unit)),
        },
        ("money", unit) => match Unit::parse(unit) {
            Some(unit) if unit.is_money() => number(NumberType::in_unit(unit)),
            _ if unit.is_empty() => Err(unknown_type::at(span, text)),
            _ => Err(unknown_type::currency(span, text, unit)),
        },
        _ => Err(unknown_type::at(span, text)),
    }
}

/// Reads the type of one value; a list cannot stand here.
pub(super) fn value(vocabulary: &Vocabulary, text: &str, span: Span) -> Result<ValueType, Diagnostic> {
    match read(vocabulary, text, span)? {
        Written::Value(value) => Ok(value),
        Written::Records(_) => Err(unknown_type::not_here(span, text)),
    }
}
