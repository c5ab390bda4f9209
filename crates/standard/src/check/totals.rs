//! Totals that a source declares, against what the items give.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::number::Rational;
use duheng_pack::text::Text;

use crate::findings::{declared_total, declared_total_accepted, stale_acceptance, unknown_code};
use crate::model::{Part, Standard};
use crate::read::Reader;

/// One declared total.
struct Total<'s> {
    /// Its key in `declared`; `parts.CODE` for a part.
    key: String,
    name: Text,
    declared: &'s Rational,
    defined: Rational,
}

/// Compares the declared totals.
pub(super) fn check(standard: &Standard, reader: &mut Reader<'_>) {
    let totals = totals(standard, reader);
    let mut used = BTreeSet::new();
    for total in &totals {
        if *total.declared == total.defined {
            continue;
        }
        let fits = |what: &str| what == total.key || Some(what) == total.key.strip_prefix("parts.");
        let accepted = standard
            .accepted
            .iter()
            .enumerate()
            .find(|(_, accepted)| fits(&accepted.what) && accepted.defined == total.defined);
        let place = standard.declared.places.get(&total.key).copied().unwrap_or(standard.declared.span);
        if let Some((at, accepted)) = accepted {
            used.insert(at);
            reader.report(
                declared_total_accepted::at(
                    accepted.span,
                    &total.name,
                    total.declared,
                    &total.defined,
                    &accepted.reason,
                )
                .also(place, Text::new("声明处", "declared here")),
            );
        } else if place.file == standard.span.file {
            reader.report(declared_total::at(place, &total.name, total.declared, &total.defined));
        } else {
            reader.report(
                declared_total::at(standard.span, &total.name, total.declared, &total.defined)
                    .also(place, Text::new("声明处", "declared here")),
            );
        }
    }
    for (at, accepted) in standard.accepted.iter().enumerate() {
        // what a profile takes over from its standard is judged there
        if used.contains(&at) || accepted.span.file != standard.span.file {
            continue;
        }
        let of = |total: &&Total<'_>| {
            accepted.what == total.key || Some(accepted.what.as_str()) == total.key.strip_prefix("parts.")
        };
        reader.report(match totals.iter().find(of) {
            Some(total) => stale_acceptance::at(accepted.span, &accepted.what, &total.defined),
            None => stale_acceptance::undeclared(accepted.span, &accepted.what),
        });
    }
}

fn totals<'s>(standard: &'s Standard, reader: &mut Reader<'_>) -> Vec<Total<'s>> {
    let declared = &standard.declared;
    let indicators: usize = standard.parts.iter().map(|part| part.indicators.len()).sum();
    let all = &standard.base_max() + &standard.bonus_max();
    let whole = [
        ("items", ["评价项数", "items"], &declared.items, Rational::from(standard.base_items().count())),
        ("indicators", ["二级指标数", "indicators"], &declared.indicators, Rational::from(indicators)),
        ("base", ["基础项总分", "points of the base"], &declared.base, standard.base_max()),
        ("bonus", ["加分项总分", "points of the bonus"], &declared.bonus, standard.bonus_max()),
        ("total", ["总分", "all points"], &declared.total, all),
    ];
    let mut totals: Vec<Total<'s>> = Vec::new();
    for (key, [zh, en], declared, defined) in whole {
        if let Some(declared) = declared {
            totals.push(Total { key: key.to_string(), name: Text::new(zh, en), declared, defined });
        }
    }
    for (code, declared) in &declared.parts {
        let key = format!("parts.{code}");
        let Some(part) = standard.parts.iter().find(|part| part.code == *code) else {
            let place = standard.declared.places.get(&key).copied().unwrap_or(standard.declared.span);
            reader.report(unknown_code::at(place, code));
            continue;
        };
        totals.push(Total {
            key,
            name: Text::new(format!("部分 {code} 的分数"), format!("points of part {code}")),
            declared,
            defined: Part::max(part),
        });
    }
    totals
}
