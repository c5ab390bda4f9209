//! Totals that a source declares, against what the items give.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::number::Rational;
use duheng_pack::text::Text;

use crate::findings::{
    conversion_off_base, declared_total, declared_total_accepted, stale_acceptance, unknown_code,
};
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

/// Compares the declared totals and the conversion; `written` is the standard without profile. What a profile does
/// not change is said of the standard alone.
pub(super) fn check(standard: &Standard, written: &Standard, reader: &mut Reader<'_>) {
    let profile = (!standard.is_default).then_some(standard.profile.id.as_str());
    conversion(standard, written, profile, reader);
    let totals = totals(standard, reader);
    let before = if standard.is_default { Vec::new() } else { self::totals(written, reader) };
    let mut used = BTreeSet::new();
    for total in &totals {
        if *total.declared == total.defined {
            continue;
        }
        let told = before.iter().any(|other| {
            other.key == total.key && other.declared == total.declared && other.defined == total.defined
        });
        let accepts = |standard: &Standard| {
            let mut all = standard.accepted.iter();
            all.any(|accepted| fits(total, &accepted.what) && accepted.defined == total.defined)
        };
        let accepted = standard
            .accepted
            .iter()
            .enumerate()
            .find(|(_, accepted)| fits(total, &accepted.what) && accepted.defined == total.defined);
        let place = standard.declared.places.get(&total.key).copied().unwrap_or(standard.declared.span);
        if let Some((at, accepted)) = accepted {
            used.insert(at);
            if told && accepted.span.file != standard.span.file {
                continue;
            }
            reader.report(
                declared_total_accepted::at(
                    accepted.span,
                    profile,
                    &total.name,
                    (total.declared, &total.defined),
                    &accepted.reason,
                )
                .also(place, Text::new("声明处", "declared here")),
            );
        } else if told && place.file != standard.span.file && !accepts(written) {
            // the standard itself has this finding
        } else if place.file == standard.span.file {
            reader.report(declared_total::at(place, profile, &total.name, total.declared, &total.defined));
        } else {
            reader.report(
                declared_total::at(standard.span, profile, &total.name, total.declared, &total.defined)
                    .also(place, Text::new("声明处", "declared here")),
            );
        }
    }
    for (at, accepted) in standard.accepted.iter().enumerate() {
        // what a profile takes over from its standard is judged there
        if used.contains(&at) || accepted.span.file != standard.span.file {
            continue;
        }
        reader.report(match totals.iter().find(|total| fits(total, &accepted.what)) {
            Some(total) => stale_acceptance::at(accepted.span, profile, &accepted.what, &total.defined),
            None => stale_acceptance::undeclared(accepted.span, &accepted.what),
        });
    }
}

/// Whether an acceptance speaks of a total.
fn fits(total: &Total<'_>, what: &str) -> bool {
    what == total.key || Some(what) == total.key.strip_prefix("parts.")
}

/// Compares the scale of the conversion with the points of the base.
fn conversion(standard: &Standard, written: &Standard, profile: Option<&str>, reader: &mut Reader<'_>) {
    let Some(conversion) = &standard.conversion else { return };
    let base = standard.base_max();
    if conversion.to == base || standard.base_items().all(|item| item.not_evaluated.is_none()) {
        return;
    }
    if conversion.span.file == standard.span.file {
        reader.report(conversion_off_base::at(conversion.span, profile, &conversion.to, &base));
    } else if base != written.base_max() {
        let place = Text::new("折算处", "converted here");
        let finding = conversion_off_base::at(standard.span, profile, &conversion.to, &base);
        reader.report(finding.also(conversion.span, place));
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
