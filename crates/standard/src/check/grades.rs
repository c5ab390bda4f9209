//! Grades that nobody can have, and printed bounds that do not meet.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::percentile;
use duheng_pack::number::Rational;
use duheng_pack::schema::Fields;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{NumberType, show_number};

use super::implies::implies;
use super::interval::Bounds;
use crate::findings::{gapped_grades, idle_key, ranked_in_ten, swapped_bounds, unreachable_grade};
use crate::model::{Band, Standard};
use crate::read::Reader;

/// Checks the grades of a standard; `written` is the same with the numbers written in its parts.
pub(super) fn check(standard: &Standard, written: &Standard, header: Option<&Node>, reader: &mut Reader<'_>) {
    reach(standard, written, header, reader);
    if standard.is_default {
        ranks(standard, header, reader);
        order(standard, header, reader);
    }
}

/// Bounds that are above the most points. With a profile, only those that are not without it.
fn reach(standard: &Standard, written: &Standard, header: Option<&Node>, reader: &mut Reader<'_>) {
    for band in &standard.grades {
        let mut bounds: Vec<(&Rational, Rational, Rational, Span)> = Vec::new();
        let total = |of: &Standard| &base_max(of) + &of.bonus_max();
        if let Some(bound) = &band.total {
            bounds.push((bound, total(standard), total(written), place(header, band, &["total"])));
        }
        if let Some(bound) = &band.base {
            bounds.push((bound, base_max(standard), base_max(written), place(header, band, &["base"])));
        }
        for (at, bound) in &band.parts {
            if let (Some(part), Some(of_written)) = (standard.parts.get(*at), written.parts.get(*at)) {
                let span = place(header, band, &["parts", &part.code]);
                bounds.push((bound, part.max(), of_written.max(), span));
            }
        }
        for (bound, most, of_written, span) in bounds {
            if *bound <= most {
                continue;
            }
            if standard.is_default {
                reader.report(unreachable_grade::above(span, &band.code, bound, &most));
            } else if *bound <= of_written {
                let label = Text::new("下限写在这里", "the bound is written here");
                let finding = unreachable_grade::above(standard.span, &band.code, bound, &most);
                reader.report(finding.also(span, label));
            }
        }
    }
}

/// What a grade by rank comes to: “at the eightieth percentile” is easily read as “the best fifth”.
fn ranks(standard: &Standard, header: Option<&Node>, reader: &mut Reader<'_>) {
    let ten: Vec<Rational> = (1..=10).map(Rational::from_int).collect();
    for band in &standard.grades {
        let Some(least) = band.percentile.as_ref().and_then(|share| percentile(&ten, share)) else {
            continue;
        };
        let reach = ten.iter().filter(|total| **total >= least).count();
        // whom all reach, nobody takes for a share of the best
        if reach < ten.len() {
            reader.report(ranked_in_ten::at(place(header, band, &["percentile"]), &band.code, reach));
        }
    }
}

/// Grades that higher ones take, printed bounds that do not meet, vetoes that lower nothing.
fn order(standard: &Standard, header: Option<&Node>, reader: &mut Reader<'_>) {
    for (at, band) in standard.grades.iter().enumerate() {
        let higher = standard.grades.get(..at).unwrap_or_default();
        if swapped(standard, band, higher, header, reader) {
            // what follows from swapped bounds would only repeat it
            continue;
        }
        if let Some(taker) = higher.iter().find(|higher| takes(higher, band, reader)) {
            reader.report(unreachable_grade::taken(band.span, &band.code, &taker.code, taker.span));
        }
        let above = higher.last();
        let printed = [
            (&band.below.0, above.and_then(|above| above.total.as_ref()), "total"),
            (&band.below.1, above.and_then(|above| above.base.as_ref()), "base"),
        ];
        for (below, bound, key) in printed {
            let Some(below) = below else { continue };
            let span = place(header, band, &["below", key]);
            match (above, bound) {
                (Some(above), Some(bound)) if bound != below => {
                    reader.report(gapped_grades::at(span, &band.code, below, &above.code, bound));
                }
                (Some(_), Some(_)) => {}
                _ => reader.report(gapped_grades::nothing(span, &band.code)),
            }
        }
    }
    for veto in standard.vetoes.iter().filter(|veto| veto.at_most == Some(0)) {
        let why = Text::new("已是最高等级，不会降低任何等级", "it is the highest grade and lowers none");
        reader.report(idle_key::at(veto.span, "at_most", &why));
    }
}

/// Reports bounds in the wrong order: the upper of a grade against its lower, the lower against that of the grade
/// above. A grade above that asks for something else instead may well ask for fewer points.
fn swapped(
    standard: &Standard,
    band: &Band,
    higher: &[Band],
    header: Option<&Node>,
    reader: &mut Reader<'_>,
) -> bool {
    let before = reader.findings.len();
    let own = [("total", &band.below.0, &band.total), ("base", &band.below.1, &band.base)];
    for (key, below, bound) in own {
        if let (Some(below), Some(bound)) = (below, bound)
            && below <= bound
        {
            let span = place(header, band, &["below", key]);
            reader.report(swapped_bounds::within(span, &band.code, &points(below), &points(bound)));
        }
    }
    let Some(above) = higher.last() else { return reader.findings.len() > before };
    let instead = above.when.as_ref().is_some_and(|of_above| {
        band.when.as_ref().is_none_or(|own| !implies(Bounds::new(reader.vocabulary), own, of_above))
    });
    if instead {
        return reader.findings.len() > before;
    }
    let mut pairs: Vec<(&[&str], Option<&Rational>, Option<&Rational>)> = Vec::from([
        (["total"].as_slice(), above.total.as_ref(), band.total.as_ref()),
        (["base"].as_slice(), above.base.as_ref(), band.base.as_ref()),
        (["percentile"].as_slice(), above.percentile.as_ref(), band.percentile.as_ref()),
    ]);
    let codes: Vec<[&str; 2]> = standard.parts.iter().map(|part| ["parts", part.code.as_str()]).collect();
    for (at, path) in codes.iter().enumerate() {
        pairs.push((path.as_slice(), of_part(above, at), of_part(band, at)));
    }
    for (path, of_above, own) in pairs {
        if let (Some(of_above), Some(own)) = (of_above, own)
            && of_above < own
        {
            let of = if path == ["percentile"] { NumberType::ratio() } else { NumberType::plain() };
            let (of_above, own) = (show_number(&of, of_above), show_number(&of, own));
            let upper = (place(header, above, path), above.code.as_str(), of_above.as_str());
            let lower = (place(header, band, path), band.code.as_str(), own.as_str());
            reader.report(swapped_bounds::between(upper, lower));
        }
    }
    reader.findings.len() > before
}

/// Points as people write them: 7.5 and not 15/2.
fn points(of: &Rational) -> String {
    show_number(&NumberType::plain(), of)
}

/// The most points of the base, converted or not.
fn base_max(standard: &Standard) -> Rational {
    let raw = standard.base_max();
    match &standard.conversion {
        Some(conversion) if standard.base_items().any(|item| item.not_evaluated.is_some()) => {
            raw.max(conversion.to.clone())
        }
        _ => raw,
    }
}

/// The bound that a grade has for a part.
fn of_part(band: &Band, part: usize) -> Option<&Rational> {
    band.parts.iter().find(|(at, _)| *at == part).map(|(_, bound)| bound)
}

/// Whether whoever reaches `band` reaches `higher` too.
fn takes(higher: &Band, band: &Band, reader: &Reader<'_>) -> bool {
    let zero = Rational::from_int(0);
    let contained = |of_higher: Option<&Rational>, own: Option<&Rational>| match (of_higher, own) {
        (None, _) => true,
        (Some(bound), own) => *bound <= *own.unwrap_or(&zero),
    };
    contained(higher.total.as_ref(), band.total.as_ref())
        && contained(higher.base.as_ref(), band.base.as_ref())
        && contained(higher.percentile.as_ref(), band.percentile.as_ref())
        && higher.parts.iter().all(|(part, bound)| contained(Some(bound), of_part(band, *part)))
        && match (&higher.when, &band.when) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(of_higher), Some(own)) => implies(Bounds::new(reader.vocabulary), own, of_higher),
        }
}

/// The place of a key of a band; its code's where it cannot be found.
fn place(header: Option<&Node>, band: &Band, keys: &[&str]) -> Span {
    let mut bands = header.map(|header| Fields(header).items("grades")).unwrap_or_default().iter();
    let mut node = bands.find(|node| node.get("code").is_some_and(|code| code.span == band.span));
    for key in keys {
        node = node.and_then(|of| of.get(key));
    }
    node.map_or(band.span, |node| node.span)
}
