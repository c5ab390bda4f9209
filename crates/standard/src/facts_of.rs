//! The facts that an expression reads.

use alloc::collections::BTreeSet;

use duheng_pack::expr::form::{Cond, CondKind, Day, Known, Num, Operand, Pick, Records, Words};
use duheng_pack::vocabulary::{FactId, FactKind, Vocabulary};

type Facts = BTreeSet<FactId>;

/// The facts in a condition.
pub(crate) fn in_cond(cond: &Cond, found: &mut Facts) {
    match &cond.kind {
        CondKind::Constant(_) | CondKind::Field(_) | CondKind::OnList(_) | CondKind::Valid { .. } => {}
        CondKind::Fact(at) => {
            found.insert(at.fact);
        }
        CondKind::Not(inner) => in_cond(inner, found),
        CondKind::Same(_, a, b) => {
            in_cond(a, found);
            in_cond(b, found);
        }
        CondKind::All(parts) | CondKind::Any(parts) => parts.iter().for_each(|part| in_cond(part, found)),
        CondKind::Numbers(_, a, b) => {
            in_num(a, found);
            in_num(b, found);
        }
        CondKind::Dates(_, a, b) => {
            in_day(a, found);
            in_day(b, found);
        }
        CondKind::Texts(_, a, b) => {
            in_words(a, found);
            in_words(b, found);
        }
        CondKind::Choices(_, a, b) => {
            in_pick(a, found);
            in_pick(b, found);
        }
        CondKind::ChoiceAmong(pick, _) => in_pick(pick, found),
        CondKind::TextAmong(words, _) => in_words(words, found),
        CondKind::Within(day, _) => in_day(day, found),
        CondKind::Some(records) | CondKind::None(records) => in_records(records, found),
        CondKind::Every(records, condition) => {
            in_records(records, found);
            in_cond(condition, found);
        }
        CondKind::Periods { body, .. } => in_cond(body, found),
        CondKind::Trend { body, .. } => in_num(body, found),
        CondKind::Growth { body, rate, .. } => {
            in_num(body, found);
            in_num(rate, found);
        }
        CondKind::Known(known) => match &**known {
            Known::Cond(cond) => in_cond(cond, found),
            Known::Num(num) => in_num(num, found),
            Known::Day(day) => in_day(day, found),
            Known::Words(words) => in_words(words, found),
            Known::Pick(pick) => in_pick(pick, found),
            Known::Records(fact) => {
                found.insert(*fact);
            }
        },
    }
}

/// The facts in a number.
pub(crate) fn in_num(num: &Num, found: &mut Facts) {
    match num {
        Num::Constant(_) | Num::Field(_) => {}
        Num::Fact(at) => {
            found.insert(at.fact);
        }
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) | Num::Over(_, inner, _) => {
            in_num(inner, found);
        }
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            in_num(a, found);
            in_num(b, found);
        }
        Num::Of(_, numbers) => numbers.iter().for_each(|number| in_num(number, found)),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => {
            in_num(a, found);
            in_num(b, found);
            in_num(c, found);
        }
        Num::Count(records) | Num::Column(_, records, _) => in_records(records, found),
        Num::Lookup(_, key, _) => key.iter().for_each(|part| in_operand(part, found)),
        Num::CohortMean(fact) | Num::CohortPercentile(fact, _) => {
            found.insert(*fact);
        }
    }
}

/// The facts in a list and its filter.
pub(crate) fn in_records(records: &Records, found: &mut Facts) {
    found.insert(records.fact);
    if let Some(filter) = &records.filter {
        in_cond(filter, found);
    }
}

fn in_day(day: &Day, found: &mut Facts) {
    if let Day::Fact(at) = day {
        found.insert(at.fact);
    }
}

fn in_words(words: &Words, found: &mut Facts) {
    if let Words::Fact(at) = words {
        found.insert(at.fact);
    }
}

fn in_pick(pick: &Pick, found: &mut Facts) {
    if let Pick::Fact(at) = pick {
        found.insert(at.fact);
    }
}

fn in_operand(operand: &Operand, found: &mut Facts) {
    match operand {
        Operand::Cond(cond) => in_cond(cond, found),
        Operand::Num(num) => in_num(num, found),
        Operand::Day(day) => in_day(day, found),
        Operand::Words(words) => in_words(words, found),
        Operand::Pick(pick, _) => in_pick(pick, found),
    }
}

/// Whether a derived fact reads cohort values in its own formula.
pub(crate) fn fact_reads_cohort(vocabulary: &Vocabulary, fact: FactId) -> bool {
    match fact.of(vocabulary).map(|fact| &fact.kind) {
        Some(FactKind::DerivedNumber(_, _, num)) => num_reads_cohort(num),
        Some(FactKind::DerivedCondition(_, cond)) => cond_reads_cohort(cond),
        Some(FactKind::Value(..) | FactKind::Records(_)) | None => false,
    }
}

/// Whether a number reads cohort values itself; the formulas of the facts it names are not looked into.
pub(crate) fn num_reads_cohort(num: &Num) -> bool {
    match num {
        Num::CohortMean(_) | Num::CohortPercentile(..) => true,
        Num::Constant(_) | Num::Fact(_) | Num::Field(_) => false,
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) | Num::Over(_, inner, _) => {
            num_reads_cohort(inner)
        }
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            num_reads_cohort(a) || num_reads_cohort(b)
        }
        Num::Of(_, numbers) => numbers.iter().any(num_reads_cohort),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => [a, b, c].into_iter().any(|num| num_reads_cohort(num)),
        Num::Count(records) | Num::Column(_, records, _) => records_read_cohort(records),
        Num::Lookup(_, key, _) => key.iter().any(|part| match part {
            Operand::Cond(cond) => cond_reads_cohort(cond),
            Operand::Num(num) => num_reads_cohort(num),
            Operand::Day(_) | Operand::Words(_) | Operand::Pick(..) => false,
        }),
    }
}

/// Whether a condition reads cohort values itself; the formulas of the facts it names are not looked into.
pub(crate) fn cond_reads_cohort(cond: &Cond) -> bool {
    match &cond.kind {
        CondKind::Not(inner) => cond_reads_cohort(inner),
        CondKind::Same(_, a, b) => cond_reads_cohort(a) || cond_reads_cohort(b),
        CondKind::All(parts) | CondKind::Any(parts) => parts.iter().any(cond_reads_cohort),
        CondKind::Numbers(_, a, b) => num_reads_cohort(a) || num_reads_cohort(b),
        CondKind::Some(records) | CondKind::None(records) => records_read_cohort(records),
        CondKind::Every(records, condition) => records_read_cohort(records) || cond_reads_cohort(condition),
        CondKind::Periods { body, .. } => cond_reads_cohort(body),
        CondKind::Trend { body, .. } => num_reads_cohort(body),
        CondKind::Growth { body, rate, .. } => num_reads_cohort(body) || num_reads_cohort(rate),
        CondKind::Known(known) => match &**known {
            Known::Cond(cond) => cond_reads_cohort(cond),
            Known::Num(num) => num_reads_cohort(num),
            Known::Day(_) | Known::Words(_) | Known::Pick(_) | Known::Records(_) => false,
        },
        CondKind::Constant(_)
        | CondKind::Fact(_)
        | CondKind::Field(_)
        | CondKind::Dates(..)
        | CondKind::Texts(..)
        | CondKind::Choices(..)
        | CondKind::ChoiceAmong(..)
        | CondKind::TextAmong(..)
        | CondKind::Within(..)
        | CondKind::OnList(_)
        | CondKind::Valid { .. } => false,
    }
}

fn records_read_cohort(records: &Records) -> bool {
    records.filter.as_deref().is_some_and(cond_reads_cohort)
}
