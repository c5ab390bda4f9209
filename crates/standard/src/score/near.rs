//! Records that nearly count: all that is asked of them is so but one time or one figure.

use alloc::boxed::Box;
use alloc::vec::Vec;

use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::{Anchor, Cond, CondKind, PeriodAt, Records, Stretch};

/// The one thing that a record lacks to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is not valid on the day of the evaluation.
    Valid,
    /// A date of it lies outside of the time asked for.
    Time,
    /// A figure of it misses its threshold.
    Figure,
}

impl Lack {
    /// Its name in the trace.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Time => "time",
            Self::Figure => "figure",
        }
    }

    /// What it means that this condition alone fails; none for conditions that say which record is meant.
    fn of(cond: &Cond) -> Option<Self> {
        match &cond.kind {
            CondKind::Valid { .. } => Some(Self::Valid),
            // below every and any period, a record of another period is not nearly one of this
            CondKind::Within(_, Stretch::Period(PeriodAt { from: Anchor::Bound(_), .. })) => None,
            CondKind::Within(..) | CondKind::Dates(..) => Some(Self::Time),
            CondKind::Numbers(..) => Some(Self::Figure),
            _ => None,
        }
    }
}

/// For each record, the one thing it lacks, where it is one.
pub(super) fn lacks(evaluator: &mut Evaluator<'_>, records: &Records, rows: usize) -> Vec<Option<Lack>> {
    let mut found: Vec<Option<Lack>> = core::iter::repeat_n(None, rows).collect();
    let Some(filter) = &records.filter else { return found };
    let parts: Vec<&Cond> = match &filter.kind {
        CondKind::All(parts) => parts.iter().collect(),
        _ => Vec::from([&**filter]),
    };
    for (at, part) in parts.iter().enumerate() {
        let Some(lack) = Lack::of(part) else { continue };
        let others: Vec<Cond> = parts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, part)| (*part).clone())
            .collect();
        let loose = Cond { kind: CondKind::All(others), ..(**filter).clone() };
        let loose = Records { filter: Some(Box::new(loose)), ..records.clone() };
        let only = Records { filter: Some(Box::new((*part).clone())), ..records.clone() };
        let (Some((loose, _)), Some((only, _))) = (evaluator.members(&loose), evaluator.members(&only))
        else {
            continue;
        };
        for ((found, (_, others)), (_, this)) in found.iter_mut().zip(loose).zip(only) {
            if others == Some(true) && this == Some(false) {
                *found = Some(lack);
            }
        }
    }
    found
}
