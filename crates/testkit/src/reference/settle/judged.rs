//! Points that assessors typed, at a layer.

use std::collections::BTreeMap;

use duheng_standard::model::{Combine, Standard};
use duheng_standard::sheet::Sheet;

use super::super::fraction::{Fraction, sum};
use super::sealed;

/// The points that assessors typed, by item code, where they are settled.
pub fn judged(standard: &Standard, sheet: &Sheet, layer: usize) -> BTreeMap<String, Fraction> {
    let mut settled = BTreeMap::new();
    for item in standard.items() {
        let mut standing = None;
        for (declared, assessors) in sealed(standard, sheet, layer) {
            let mut points: Vec<Fraction> = assessors
                .iter()
                .filter_map(|assessor| assessor.judged.get(&item.code))
                .map(Fraction::of)
                .collect();
            if points.len() < assessors.len() {
                continue;
            }
            points.sort();
            let gap = declared.gap.as_ref().map(Fraction::of);
            standing = together(&points, declared.judged, gap);
        }
        if let Some(points) = standing {
            settled.insert(item.code.clone(), points);
        }
    }
    settled
}

/// The points of several assessors in one, ascending; none where they are too far apart.
fn together(points: &[Fraction], combine: Combine, gap: Option<Fraction>) -> Option<Fraction> {
    let (least, greatest) = (points.first()?, points.last()?);
    if gap.is_some_and(|gap| greatest.clone() - least.clone() > gap) {
        return None;
    }
    let mean = |points: &[Fraction]| sum(points.iter().cloned()).over(&Fraction::count(points.len()));
    match combine {
        Combine::Mean => mean(points),
        Combine::Consensus => (least == greatest).then(|| least.clone()),
        Combine::Median => {
            let half = points.len() / 2;
            if points.len() % 2 == 1 { points.get(half).cloned() } else { mean(points.get(half - 1..=half)?) }
        }
    }
}
