//! Totals that a source declares, against what the items give.
//!
//! One wrong number shows in its part, in the base, in the total and in the conversion. It is told once, where the
//! declared totals are most particular; what differs above it by just as much is named there as its consequence.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::number::Rational;
use duheng_pack::text::Text;

use crate::findings::declared_total::Difference;
use crate::findings::{
    conversion_off_base, declared_total, declared_total_accepted, stale_acceptance, unknown_code,
};
use crate::model::{Accepted, Part, Standard};
use crate::read::Reader;

/// One declared total.
struct Total<'s> {
    /// Its key in `declared`; `parts.CODE` for a part.
    key: String,
    name: Text,
    declared: &'s Rational,
    defined: Rational,
    /// What it is the sum of: codes with their points.
    of: Vec<(String, Rational)>,
    /// The acceptance that speaks of it, by position.
    accepted: Option<(usize, &'s Accepted)>,
}

impl Total<'_> {
    /// By how much it misses what is declared, or accepted instead.
    fn difference(&self) -> Rational {
        if self.closes() { Rational::default() } else { self.miss() }
    }

    fn closes(&self) -> bool {
        *self.declared == self.defined
    }

    /// By how much it misses what is accepted, or declared where nothing is accepted.
    fn miss(&self) -> Rational {
        &self.defined - self.accepted.map_or(self.declared, |(_, accepted)| &accepted.defined)
    }

    /// Whether it differs from what is declared just as it is accepted.
    fn is_accepted(&self) -> bool {
        !self.closes() && self.difference().is_zero()
    }

    /// Whether it misses its number by just as much as the same total of the standard does without the profile.
    fn echoes(&self, written: &Total<'_>) -> bool {
        let missed = written.difference();
        self.key == written.key && !missed.is_zero() && self.miss() == missed
    }

    fn is_same(&self, other: &Total<'_>) -> bool {
        self.key == other.key && self.declared == other.declared && self.defined == other.defined
    }
}

/// Compares the declared totals and the conversion; `written` is the standard without profile. What a profile does
/// not change is said of the standard alone.
pub(super) fn check(standard: &Standard, written: &Standard, reader: &mut Reader<'_>) {
    let profile = (!standard.is_default).then_some(standard.profile.id.as_str());
    for (key, code) in strangers(standard) {
        let place = standard.declared.places.get(&key).copied().unwrap_or(standard.declared.span);
        reader.report(unknown_code::at(place, code));
    }
    let totals = totals(standard);
    let before = if standard.is_default { Vec::new() } else { self::totals(written) };
    let explained = Explained::of(standard, &totals);
    let mut consequences = explained.names(&totals);
    if !explained.conversion {
        conversion(standard, written, profile, reader);
    }
    let mut used = BTreeSet::new();
    for total in &totals {
        // a slip in the standard shows under its profiles too: it is told there alone
        let echo = before.iter().any(|other| total.echoes(other));
        if let Some((at, _)) = total.accepted.filter(|_| echo || !total.closes()) {
            used.insert(at);
        }
        if echo || total.closes() {
            continue;
        }
        let told = before.iter().find(|other| total.is_same(other));
        let place = standard.declared.places.get(&total.key).copied().unwrap_or(standard.declared.span);
        if let Some((_, accepted)) = total.accepted.filter(|_| total.is_accepted()) {
            if told.is_some() && accepted.span.file != standard.span.file {
                continue;
            }
            let numbers = (total.declared, &total.defined);
            let finding =
                declared_total_accepted::at(accepted.span, profile, &total.name, numbers, &accepted.reason);
            reader.report(finding.also(place, Text::new("声明处", "declared here")));
            continue;
        }
        if explained.keys.contains(&total.key.as_str()) {
            continue;
        }
        // the first that does not close names what follows from it; numbers of things are summed up nowhere
        let counts = matches!(total.key.as_str(), "items" | "indicators");
        let consequences = if counts { Vec::new() } else { core::mem::take(&mut consequences) };
        let told = told.is_some_and(|other| !other.is_accepted());
        if told && place.file != standard.span.file {
            // the standard itself has this finding
            continue;
        }
        let difference = Difference {
            profile,
            what: &total.name,
            declared: total.declared,
            defined: &total.defined,
            of: &total.of,
            consequences: &consequences,
        };
        let finding = if place.file == standard.span.file {
            declared_total::at(place, &difference)
        } else {
            declared_total::at(standard.span, &difference).also(place, Text::new("声明处", "declared here"))
        };
        reader.report(with_acceptance(finding, total));
    }
    for (at, accepted) in standard.accepted.iter().enumerate() {
        // what a profile takes over from its standard is judged there
        if used.contains(&at) || accepted.span.file != standard.span.file {
            continue;
        }
        reader.report(match totals.iter().find(|total| fits(&total.key, &accepted.what)) {
            Some(total) => stale_acceptance::at(accepted.span, profile, &accepted.what, &total.defined),
            None => stale_acceptance::undeclared(accepted.span, &accepted.what),
        });
    }
}

fn with_acceptance(finding: Diagnostic, total: &Total<'_>) -> Diagnostic {
    match total.accepted {
        None => finding,
        Some((_, accepted)) => {
            let defined = &accepted.defined;
            let label = Text::new(
                format!("此处按 {defined} 处理，已不对应"),
                format!("accepted here as {defined}, which fits no more"),
            );
            finding.also(accepted.span, label)
        }
    }
}

/// Which totals miss by just as much as those that they are made of.
struct Explained<'t> {
    keys: Vec<&'t str>,
    conversion: bool,
}

impl<'t> Explained<'t> {
    fn of(standard: &Standard, totals: &'t [Total<'_>]) -> Self {
        let find = |key: &str| totals.iter().find(|total| total.key == key);
        let of_parts: Rational =
            totals.iter().filter(|total| total.key.starts_with("parts.")).map(Total::difference).sum();
        let of_base = find("base").map_or_else(|| of_parts.clone(), Total::difference);
        let of_bonus = find("bonus").map(Total::difference).unwrap_or_default();
        let mut keys = Vec::new();
        let mut explain = |key: &str, by: &Rational| {
            keys.extend(
                find(key)
                    .filter(|total| !by.is_zero() && total.difference() == *by)
                    .map(|total| total.key.as_str()),
            );
        };
        explain("base", &of_parts);
        explain("total", &(&of_base + &of_bonus));
        let off = standard.conversion.as_ref().map(|conversion| &standard.base_max() - &conversion.to);
        let conversion = off.is_some_and(|off| !off.is_zero() && off == of_base);
        Self { keys, conversion }
    }

    /// How people call them.
    fn names(&self, totals: &[Total<'_>]) -> Vec<Text> {
        let explained = totals.iter().filter(|total| self.keys.contains(&total.key.as_str()));
        let conversion = self.conversion.then(|| Text::new("折算满分", "the conversion"));
        explained.map(|total| total.name.clone()).chain(conversion).collect()
    }
}

/// Whether an acceptance speaks of the total of this key.
fn fits(key: &str, what: &str) -> bool {
    what == key || Some(what) == key.strip_prefix("parts.")
}

/// Compares the scale of the conversion with the points of the base.
fn conversion(standard: &Standard, written: &Standard, profile: Option<&str>, reader: &mut Reader<'_>) {
    let Some(conversion) = &standard.conversion else { return };
    let base = standard.base_max();
    let off = &base - &conversion.to;
    let written_off = written.conversion.as_ref().map(|conversion| &written.base_max() - &conversion.to);
    if profile.is_some() && written_off == Some(off.clone()) && conversion.span.file != written.span.file {
        // said of the standard itself
        return;
    }
    if off.is_zero() || standard.base_items().all(|item| item.not_evaluated.is_none()) {
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

/// The parts that are declared and do not exist: key and code.
fn strangers(standard: &Standard) -> Vec<(String, &str)> {
    let declared = standard.declared.parts.keys();
    let strange = declared.filter(|code| standard.parts.iter().all(|part| part.code != **code));
    strange.map(|code| (format!("parts.{code}"), code.as_str())).collect()
}

/// The declared totals, the more particular first.
fn totals(standard: &Standard) -> Vec<Total<'_>> {
    let declared = &standard.declared;
    let mut totals: Vec<Total<'_>> = Vec::new();
    let mut add = |key: String, name: Text, declared, defined: Rational, of| {
        // of several acceptances, the one that fits
        let accepted = || standard.accepted.iter().enumerate().filter(|(_, one)| fits(&key, &one.what));
        let accepted = accepted().find(|(_, one)| one.defined == defined).or_else(|| accepted().next());
        totals.push(Total { key, name, declared, defined, of, accepted });
    };
    for part in &standard.parts {
        let code = &part.code;
        let Some(declared) = declared.parts.get(code) else { continue };
        let name = Text::new(format!("部分 {code} 的分数"), format!("points of part {code}"));
        let of = part.indicators.iter().map(|indicator| (indicator.code.clone(), indicator.max()));
        add(format!("parts.{code}"), name, declared, part.max(), of.collect());
    }
    let indicators: usize = standard.parts.iter().map(|part| part.indicators.len()).sum();
    let (base, bonus) = (standard.base_max(), standard.bonus_max());
    let all = &base + &bonus;
    let items = Rational::from(standard.base_items().count());
    let of_base = standard.parts.iter().map(|part| (part.code.clone(), Part::max(part))).collect();
    let of_bonus = standard.bonus.iter().flat_map(|bonus| &bonus.items);
    let of_bonus = of_bonus.map(|item| (item.code.clone(), item.rule.range.1.clone())).collect();
    let whole = [
        ("items", ["评价项数", "items"], &declared.items, items, Vec::new()),
        (
            "indicators",
            ["二级指标数", "indicators"],
            &declared.indicators,
            Rational::from(indicators),
            Vec::new(),
        ),
        ("base", ["基础项总分", "points of the base"], &declared.base, base, of_base),
        ("bonus", ["加分项总分", "points of the bonus"], &declared.bonus, bonus, of_bonus),
        ("total", ["总分", "all points"], &declared.total, all, Vec::new()),
    ];
    for (key, [zh, en], declared, defined, of) in whole {
        if let Some(declared) = declared {
            add(key.to_string(), Text::new(zh, en), declared, defined, of);
        }
    }
    totals
}
