//! The typed form of an expression: small, total and fully resolved.
//!
//! Names are ids, literals are in base units, windows and periods are explicit. Every interpreter (the explaining
//! one here, others elsewhere) reads this form and nothing else, so that all share one meaning.

mod parts;

pub use parts::{Bound, Part};

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::ast::Window;
use crate::calendar::Date;
use crate::number::{Rational, Rounding};
use crate::source::Span;
use crate::unit::Unit;
use crate::vocabulary::{ChoiceId, FactId, ListId, ResultId, TableId};

/// A condition with its place and its text, for traces and findings.
#[derive(Clone, Debug)]
pub struct Cond {
    /// Where it is written.
    pub span: Span,
    /// How it is written.
    pub text: Arc<str>,
    /// What it says.
    pub kind: CondKind,
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A condition: true, false or unknown.
#[derive(Clone, Debug)]
pub enum CondKind {
    /// Always so.
    Constant(bool),
    /// A yes/no fact.
    Fact(FactAt),
    /// A yes/no field of the record at hand.
    Field(usize),
    /// True when the inner one is false.
    Not(Box<Cond>),
    /// All of them (Kleene).
    All(Vec<Cond>),
    /// One of them (Kleene).
    Any(Vec<Cond>),
    /// Both hold or both do not (`false`: just one holds); unknown where either is.
    Same(bool, Box<Cond>, Box<Cond>),
    /// Two numbers.
    Numbers(Comparison, Num, Num),
    /// Two dates.
    Dates(Comparison, Day, Day),
    /// Two texts; only `=` and `!=`.
    Texts(bool, Words, Words),
    /// Two values of one choice, by position.
    Choices(Comparison, Pick, Pick),
    /// A choice's value is one of these positions.
    ChoiceAmong(Pick, Vec<usize>),
    /// A text is one of these.
    TextAmong(Words, Vec<String>),
    /// A date lies in a stretch of time.
    Within(Day, Stretch),
    /// At least one record fits.
    Some(Records),
    /// No record fits.
    None(Records),
    /// All records of the list fulfil the condition; true for an empty list.
    Every(Records, Box<Cond>),
    /// For every or for some period of the window; the period is bound to the next variable.
    Periods {
        /// Every period (otherwise: some).
        every: bool,
        /// The window.
        window: Window,
        /// The condition on one period.
        body: Box<Cond>,
    },
    /// The values of all periods of the window rise (otherwise: fall) strictly.
    Trend {
        /// Rises.
        rising: bool,
        /// The window.
        window: Window,
        /// The value at one period, which is bound to the next variable.
        body: Box<Num>,
    },
    /// The average yearly growth over `years` years compares with `rate`; decided by powers, never by roots.
    Growth {
        /// How it compares.
        comparison: Comparison,
        /// The value at one year, which is bound to the next variable.
        body: Box<Num>,
        /// The number of years between the first and the last value.
        years: u16,
        /// The growth per year it is compared with, as a ratio.
        rate: Box<Num>,
    },
    /// The subject stands on an official list.
    OnList(ListId),
    /// A fact or field is known; never unknown itself.
    Known(Box<Known>),
    /// The record at hand is valid on `as_of`.
    Valid {
        /// The field with the first day.
        from: usize,
        /// The field with the last day, included; unknown means open.
        until: usize,
    },
}

/// What `known(…)` asks after.
#[derive(Clone, Debug)]
pub enum Known {
    /// A condition.
    Cond(Cond),
    /// A number.
    Num(Num),
    /// A date.
    Day(Day),
    /// A text.
    Words(Words),
    /// A choice.
    Pick(Pick),
    /// A list of records.
    Records(FactId),
}

/// A fact at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactAt {
    /// The fact.
    pub fact: FactId,
    /// The period; none for a state.
    pub period: Option<PeriodAt>,
}

/// A period: the reporting year or a bound one, moved back by whole periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodAt {
    /// Counted from.
    pub from: Anchor,
    /// How many periods earlier; negative is later.
    pub minus: i16,
}

/// What a period counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The reporting year.
    Year,
    /// A bound period, by its depth: 0 is the outermost.
    Bound(usize),
    /// One calendar year.
    Fixed(i16),
    /// One quarter.
    FixedQuarter(i16, u8),
}

/// A stretch of time that a date may lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A window.
    Window(Window),
    /// A single period.
    Period(PeriodAt),
}

/// A list of records with an optional condition on each.
#[derive(Clone, Debug)]
pub struct Records {
    /// The list.
    pub fact: FactId,
    /// Only records that fulfil it.
    pub filter: Option<Box<Cond>>,
    /// How it is written.
    pub text: Arc<str>,
    /// Where it is written.
    pub span: Span,
}

/// What several numbers become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// Their sum.
    Sum,
    /// Their mean; unknown for none.
    Mean,
    /// The least; unknown for none.
    Least,
    /// The greatest; unknown for none.
    Greatest,
}

/// A number, known or unknown, in its base unit.
#[derive(Clone, Debug)]
pub enum Num {
    /// Always this; with the unit that it is written in.
    Constant(Rational, Option<Box<Unit>>),
    /// A fact.
    Fact(FactAt),
    /// A field of the record at hand.
    Field(usize),
    /// Minus it.
    Negative(Box<Num>),
    /// A sum.
    Add(Box<Num>, Box<Num>),
    /// A difference.
    Subtract(Box<Num>, Box<Num>),
    /// A product.
    Multiply(Box<Num>, Box<Num>),
    /// A quotient; unknown when the divisor is zero.
    Divide(Box<Num>, Box<Num>),
    /// Several numbers in one.
    Of(Summary, Vec<Num>),
    /// A number kept between two others; unknown when they cross.
    Clamp(Box<Num>, Box<Num>, Box<Num>),
    /// How far a number has come from a baseline to a leading value, 0 to 1.
    Scaled(Box<Num>, Box<Num>, Box<Num>),
    /// Rounded to so many decimals, in the unit as written (so many of its base units).
    Round(Box<Num>, u32, Rounding, Rational),
    /// Without its sign.
    Absolute(Box<Num>),
    /// One number for each period of the window, in one; unknown when one of them is.
    Over(Summary, Box<Num>, Window),
    /// How many records fit; between two bounds when some are undecided.
    Count(Records),
    /// One field of the records that fit, in one.
    Column(Summary, Records, usize),
    /// A cell of a table.
    Lookup(TableId, Vec<Operand>, usize),
    /// The mean of a fact over the cohort.
    CohortMean(FactId),
    /// The least cohort value that at least this share of the cohort does not exceed.
    CohortPercentile(FactId, Rational),
}

/// A date, known or unknown.
#[derive(Clone, Debug)]
pub enum Day {
    /// Always this.
    Constant(Date),
    /// The day of the evaluation.
    AsOf,
    /// A fact.
    Fact(FactAt),
    /// A field of the record at hand.
    Field(usize),
}

/// A text, known or unknown.
#[derive(Clone, Debug)]
pub enum Words {
    /// Always this.
    Constant(String),
    /// A fact.
    Fact(FactAt),
    /// A field of the record at hand.
    Field(usize),
}

/// A choice's value, known or unknown, by position.
#[derive(Clone, Debug)]
pub enum Pick {
    /// Always this.
    Constant(usize),
    /// A fact.
    Fact(FactAt),
    /// A field of the record at hand.
    Field(usize),
    /// The grade of another programme's result in force on `as_of`.
    Result(ResultId),
}

/// A value of any type.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A yes or no.
    Cond(Cond),
    /// A number.
    Num(Num),
    /// A date.
    Day(Day),
    /// A text.
    Words(Words),
    /// A choice's value, with its choice.
    Pick(Pick, ChoiceId),
}
