//! Units as people of a language write them.

use alloc::format;
use alloc::string::{String, ToString as _};

use super::dimension::Dimension;
use super::known::{KNOWN, KnownUnit, MULTIPLES};

/// What stands between the symbols of a unit such as `m3/t`.
const SEAMS: [char; 4] = ['/', '·', '(', ')'];

/// A unit as it is written beside a number: Chinese writes lengths of time as 天, 小时, 月 and 年, English writes `yuan`,
/// `ten thousand yuan`, `yuan/person`. Symbols that every language writes alike stay, and so does what is unknown.
#[must_use]
pub fn worded_unit(symbol: &str, zh: bool) -> String {
    let mut words = String::new();
    let mut rest = symbol;
    while let Some(seam) = rest.find(SEAMS) {
        let (factor, after) = rest.split_at(seam);
        words.push_str(&worded(factor, zh));
        let mut after = after.chars();
        words.extend(after.next());
        rest = after.as_str();
    }
    words.push_str(&worded(rest, zh));
    words
}

/// [`worded_unit`] behind a number: in English what is counted stands in the plural unless it is `one` (`1 hour`,
/// `200 hours`, `30 people`). Symbols such as `t` and fractions such as `kWh/day` have no plural.
#[must_use]
pub fn counted_unit(symbol: &str, one: bool, zh: bool) -> String {
    let words = worded_unit(symbol, zh);
    if zh || one || symbol.contains(SEAMS) {
        return words;
    }
    let word = words.rsplit(' ').next().unwrap_or_default();
    let counted = KNOWN.iter().any(|known| {
        let dimension = known.dimension;
        english(known) == word
            && matches!(dimension, Dimension::Time | Dimension::Month | Dimension::Count(_))
    });
    match words.strip_suffix("person") {
        Some(before) if counted => format!("{before}people"),
        _ if counted => format!("{words}s"),
        _ => words,
    }
}

/// One symbol, with a multiple and an exponent where it has them.
fn worded(factor: &str, zh: bool) -> String {
    let (symbol, power) = match factor.find('^') {
        Some(at) => factor.split_at(at),
        None => (factor, ""),
    };
    if let Some(known) = known(symbol) {
        let own = match (zh, known.dimension) {
            (true, Dimension::Time | Dimension::Month) => known.zh,
            (false, _) if !symbol.is_ascii() && !known.symbol.is_ascii() => english(known),
            (false, _) if !symbol.is_ascii() => known.symbol,
            _ => symbol,
        };
        return format!("{own}{power}");
    }
    let multiple = MULTIPLES.iter().find_map(|(of, times)| {
        let known = known(symbol.strip_prefix(of)?)?;
        Some((of, times, known))
    });
    match multiple.filter(|_| !zh) {
        Some((_, times, known)) => {
            let own = if known.symbol.is_ascii() { known.symbol } else { english(known) };
            format!("{} {own}{power}", english_multiple(*times))
        }
        None => factor.to_string(),
    }
}

fn known(symbol: &str) -> Option<&'static KnownUnit> {
    KNOWN.iter().find(|known| known.symbol == symbol || known.aliases.contains(&symbol))
}

/// The English name without what explains it.
fn english(known: &KnownUnit) -> &'static str {
    known.en.split(" (").next().unwrap_or(known.en)
}

fn english_multiple(times: i64) -> &'static str {
    match times {
        100 => "hundred",
        1000 => "thousand",
        10_000 => "ten thousand",
        1_000_000 => "million",
        10_000_000 => "ten million",
        100_000_000 => "hundred million",
        _ => "trillion",
    }
}

#[cfg(test)]
mod tests {
    use super::{counted_unit, worded_unit};

    #[test]
    fn units_are_in_the_language_of_the_page() {
        for (symbol, zh, en) in [
            ("元", "元", "yuan"),
            ("万元", "万元", "ten thousand yuan"),
            ("亿元", "亿元", "hundred million yuan"),
            ("t", "t", "t"),
            ("吨", "吨", "t"),
            ("万吨标准煤", "万吨标准煤", "ten thousand tce"),
            ("hour", "小时", "hour"),
            ("year", "年", "year"),
            ("m3/t", "m3/t", "m3/t"),
            ("万元/人", "万元/人", "ten thousand yuan/person"),
            ("万人", "万人", "ten thousand person"),
            ("件", "件", "piece"),
            ("亩^2", "亩^2", "mu^2"),
            ("%", "%", "%"),
            ("", "", ""),
            ("未知", "未知", "未知"),
        ] {
            assert_eq!(
                (worded_unit(symbol, true), worded_unit(symbol, false)),
                (zh.into(), en.into()),
                "{symbol}"
            );
        }
    }

    #[test]
    fn no_known_unit_is_chinese_in_english() {
        for known in super::KNOWN {
            let words = worded_unit(known.symbol, false);
            assert!(words.chars().all(|sign| sign.is_ascii() || "‰²³₂".contains(sign)), "{words}");
        }
        for (multiple, _) in super::MULTIPLES {
            let words = worded_unit(&alloc::format!("{multiple}人"), false);
            assert!(words.is_ascii(), "{words}");
        }
    }

    #[test]
    fn what_is_counted_stands_in_the_plural_in_english() {
        for (symbol, one, many) in [
            ("hour", "hour", "hours"),
            ("天", "day", "days"),
            ("year", "year", "years"),
            ("人", "person", "people"),
            ("万人", "ten thousand person", "ten thousand people"),
            ("件", "piece", "pieces"),
            ("次", "time", "times"),
            ("t", "t", "t"),
            ("kWh/day", "kWh/day", "kWh/day"),
            ("万元", "ten thousand yuan", "ten thousand yuan"),
            ("亩", "mu", "mu"),
            ("未知", "未知", "未知"),
        ] {
            assert_eq!(
                (counted_unit(symbol, true, false), counted_unit(symbol, false, false)),
                (one.into(), many.into())
            );
            assert_eq!(counted_unit(symbol, false, true), worded_unit(symbol, true));
        }
    }
}
