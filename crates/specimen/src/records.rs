//! Records that fit what a standard counts, miss it by a little, or have nothing to do with it.

use duheng_pack::calendar::{Date, Period, quarters_ending, trailing, years_ending};
use duheng_pack::expr::Window;
use duheng_pack::expr::form::{Anchor, Comparison, Cond, CondKind, Day, Num, PeriodAt, Pick, Stretch, Words};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, Flavour, RecordType, Value, ValueType, Vocabulary};
use duheng_standard::sheet::Fields;

use super::dice::Dice;
use super::hints::{Hints, Recipe};

/// What amounts of money are multiplied with to be those of a firm.
const FIRM: i64 = 100_000;

/// What records are made of.
pub struct Maker<'a> {
    /// The names.
    pub vocabulary: &'a Vocabulary,
    /// What the standard asks for.
    pub hints: &'a Hints,
    /// The day of the evaluation.
    pub as_of: Date,
    /// The reporting year.
    pub year: i16,
    /// Days on both sides of every edge that matters.
    pub edges: Vec<Date>,
    /// Whether figures are in the size of a firm.
    pub firm: bool,
    /// Days after that of the evaluation, for what still holds; none where edges decide.
    pub later: Vec<Date>,
}

impl<'a> Maker<'a> {
    /// A maker for one day and year.
    pub fn new(vocabulary: &'a Vocabulary, hints: &'a Hints, as_of: Date, year: i16) -> Self {
        let mut around = vec![as_of];
        for window in &hints.windows {
            if let Window::Trailing(count, step) = window {
                around.extend(trailing(as_of, *count, *step).from);
            }
        }
        around.extend(as_of.plus_years(-3));
        for period in years_ending(year, 4).into_iter().chain(quarters_ending(year, 8)) {
            around.extend([period.first(), period.last()]);
        }
        around.extend(Period::Year(year).next().last().plus_days(1));
        let near = |date: &Date| [date.plus_days(-1), Some(*date), date.plus_days(1)];
        let mut edges: Vec<Date> = around.iter().flat_map(near).flatten().collect();
        edges.sort();
        edges.dedup();
        Self { vocabulary, hints, as_of, year, edges, firm: false, later: Vec::new() }
    }

    /// A day near an edge, or any in the last years.
    pub fn date(&self, dice: &mut Dice) -> Date {
        let any = self.as_of.plus_days(-i32::try_from(dice.below(1500)).unwrap_or(0));
        match dice.pick(&self.edges) {
            Some(edge) if dice.chance(60) => *edge,
            _ => any.unwrap_or(self.as_of),
        }
    }

    /// A value of a type; numbers by their lean.
    pub fn value(&self, dice: &mut Dice, of: &ValueType, lean: i32) -> Value {
        match of {
            ValueType::YesNo => Value::YesNo(dice.chance(50)),
            ValueType::Choice(choice) => {
                let count = choice.of(self.vocabulary).map_or(1, |choice| choice.values.len());
                Value::Choice(dice.below(count))
            }
            ValueType::Date => Value::Date(self.date(dice)),
            ValueType::Text => {
                let known: Vec<&String> = self.hints.texts.iter().collect();
                match dice.pick(&known) {
                    Some(text) if dice.chance(50) => Value::Text((*text).clone()),
                    _ => Value::Text(format!("示例{}", dice.below(1_000_000))),
                }
            }
            ValueType::Number(number) => Value::Number(match number.flavour {
                Flavour::Ratio if self.firm => share(dice, lean),
                Flavour::Ratio => self.ratio(dice),
                _ if self.firm && number.unit.is_money() => Rational::from_int(self.level(dice, lean) * FIRM),
                _ => Rational::from_int(self.level(dice, lean)),
            }),
        }
    }

    /// A share near one that matters.
    pub fn ratio(&self, dice: &mut Dice) -> Rational {
        let known: Vec<&Rational> = self.hints.shares.iter().collect();
        let near = Rational::from_ratio(dice.between(-1, 1), 1000).unwrap_or_default();
        match dice.pick(&known) {
            Some(share) if dice.chance(60) => (*share).clone() + near,
            _ => Rational::from_ratio(dice.between(0, 100), 100).unwrap_or_default(),
        }
    }

    /// A whole number whose quotients with others are often exactly 60 %, 80 %, 90 %.
    pub fn level(&self, dice: &mut Dice, lean: i32) -> i64 {
        let levels: &[i64] = match lean.signum() {
            1 => &[10, 10, 12, 9, 20],
            -1 => &[10, 6, 5, 8, 9],
            _ => &[5, 6, 8, 9, 10, 20],
        };
        dice.pick(levels).copied().unwrap_or(10) * 100
    }

    /// A record without any intention.
    pub fn any(&self, dice: &mut Dice, list: FactId, record: &RecordType) -> Fields {
        let lean = |field: usize| self.hints.field_leans.get(&(list, field)).copied().unwrap_or(0);
        let mut fields = Fields::new();
        for (at, field) in record.fields.iter().enumerate() {
            let left_out = field.optional && dice.chance(35);
            let value = self.value(dice, &field.value, lean(at));
            fields.push(if left_out { None } else { Some(value) });
        }
        fields
    }

    /// The records that one recipe asks for, once for each combination of its periods.
    pub fn follow(&self, dice: &mut Dice, list: FactId, record: &RecordType, recipe: &Recipe) -> Vec<Fields> {
        let mut made = Vec::new();
        for bound in self.bindings(&recipe.windows) {
            let (fitting, missing) = if recipe.share {
                *dice.pick(&[(3, 2), (4, 1), (9, 1), (5, 0), (7, 3), (5, 5), (1, 0)]).unwrap_or(&(1, 0))
            } else {
                (recipe.times, 0)
            };
            for at in 0..fitting + missing {
                let mut fields = self.any(dice, list, record);
                for part in &recipe.filter {
                    self.force(dice, part, at < fitting, &mut fields, record, &bound);
                }
                made.push(fields);
            }
        }
        made
    }

    /// A record that nearly fits a recipe.
    pub fn miss(
        &self,
        dice: &mut Dice,
        list: FactId,
        record: &RecordType,
        recipe: &Recipe,
    ) -> Option<Fields> {
        let bindings = self.bindings(&recipe.windows);
        let bound = dice.pick(&bindings)?.clone();
        let mut fields = self.any(dice, list, record);
        for part in &recipe.filter {
            self.force(dice, part, true, &mut fields, record, &bound);
        }
        let part = dice.pick(&recipe.filter)?;
        self.force(dice, part, false, &mut fields, record, &bound);
        Some(fields)
    }

    fn bindings(&self, windows: &[Window]) -> Vec<Vec<Period>> {
        let mut bindings = vec![Vec::new()];
        for window in windows {
            let periods = match window {
                Window::Years(count) => years_ending(self.year, *count),
                Window::Quarters(count) => quarters_ending(self.year, *count),
                Window::Trailing(..) => Vec::new(),
            };
            bindings = bindings
                .iter()
                .flat_map(|before: &Vec<Period>| {
                    periods.iter().map(|period| before.iter().copied().chain([*period]).collect())
                })
                .collect();
        }
        bindings
    }

    // ── making conditions come true ───────────────────────────────────────────────────────────────────────────

    /// Changes fields so that a condition on them becomes what is wanted, where that is easy.
    fn force(
        &self,
        dice: &mut Dice,
        cond: &Cond,
        want: bool,
        fields: &mut Fields,
        record: &RecordType,
        bound: &[Period],
    ) {
        match &cond.kind {
            CondKind::Field(at) => set(fields, *at, Some(Value::YesNo(want))),
            CondKind::Not(inner) => self.force(dice, inner, !want, fields, record, bound),
            CondKind::All(parts) | CondKind::Any(parts) => {
                let all = matches!(cond.kind, CondKind::All(_)) == want;
                if all {
                    for part in parts {
                        self.force(dice, part, want, fields, record, bound);
                    }
                } else if let Some(part) = dice.pick(parts) {
                    self.force(dice, part, want, fields, record, bound);
                }
            }
            CondKind::Choices(comparison, Pick::Field(at), Pick::Constant(than)) => {
                self.force_choice(dice, *at, fields, record, |position| {
                    comparison.holds(position.cmp(than)) == want
                });
            }
            CondKind::ChoiceAmong(Pick::Field(at), among) => {
                self.force_choice(dice, *at, fields, record, |position| among.contains(&position) == want);
            }
            CondKind::Dates(comparison, Day::Field(at), other) => {
                let other = match other {
                    Day::Constant(date) => *date,
                    _ => self.as_of,
                };
                self.force_date(dice, *at, fields, |date| comparison.holds(date.cmp(&other)) == want);
            }
            CondKind::Within(Day::Field(at), stretch) => {
                self.force_date(dice, *at, fields, |date| self.within(date, *stretch, bound) == want);
            }
            CondKind::Valid { from, until } => {
                if want {
                    self.force_date(dice, *from, fields, |date| date <= self.as_of);
                    let open = record.fields.get(*until).is_some_and(|field| field.optional);
                    if open && dice.chance(50) {
                        set(fields, *until, None);
                    } else {
                        self.force_date(dice, *until, fields, |date| date >= self.as_of);
                    }
                } else if !self.firm && dice.chance(50) {
                    self.force_date(dice, *from, fields, |date| date > self.as_of);
                } else {
                    self.force_date(dice, *until, fields, |date| date < self.as_of);
                }
            }
            CondKind::Numbers(comparison, Num::Field(at), other) => {
                let other = match other {
                    Num::Constant(number, _) => number.clone(),
                    Num::Field(other) => {
                        let number = Rational::from_int(self.level(dice, 0));
                        set(fields, *other, Some(Value::Number(number.clone())));
                        number
                    }
                    _ => return,
                };
                for step in [0, 1, -1] {
                    let number = other.clone() + Rational::from_int(step);
                    if comparison.holds(number.cmp(&other)) == want {
                        set(fields, *at, Some(Value::Number(number)));
                        break;
                    }
                }
            }
            CondKind::Texts(equal, Words::Field(at), Words::Constant(text)) => {
                let text = if *equal == want { text.clone() } else { format!("{text}?") };
                set(fields, *at, Some(Value::Text(text)));
            }
            CondKind::TextAmong(Words::Field(at), among) => {
                let text = dice.pick(among).cloned().unwrap_or_default();
                set(fields, *at, Some(Value::Text(if want { text } else { format!("{text}?") })));
            }
            _ => {}
        }
    }

    fn force_choice(
        &self,
        dice: &mut Dice,
        at: usize,
        fields: &mut Fields,
        record: &RecordType,
        fits: impl Fn(usize) -> bool,
    ) {
        if let Some(ValueType::Choice(choice)) = record.fields.get(at).map(|field| &field.value) {
            let count = choice.of(self.vocabulary).map_or(0, |choice| choice.values.len());
            let fitting: Vec<usize> = (0..count).filter(|position| fits(*position)).collect();
            if let Some(position) = dice.pick(&fitting) {
                set(fields, at, Some(Value::Choice(*position)));
            }
        }
    }

    fn force_date(&self, dice: &mut Dice, at: usize, fields: &mut Fields, fits: impl Fn(Date) -> bool) {
        let fitting: Vec<Date> = self.edges.iter().copied().filter(|date| fits(*date)).collect();
        // What the record says already may be right.
        if let Some(Some(Value::Date(date))) = fields.get(at)
            && fits(*date)
        {
            return;
        }
        let later: Vec<Date> = self.later.iter().copied().filter(|date| fits(*date)).collect();
        if let Some(date) = dice.pick(if later.is_empty() { &fitting } else { &later }) {
            set(fields, at, Some(Value::Date(*date)));
        }
    }

    /// Whether a date lies in a stretch.
    pub fn within(&self, date: Date, stretch: Stretch, bound: &[Period]) -> bool {
        match stretch {
            Stretch::Window(Window::Trailing(count, step)) => {
                trailing(self.as_of, count, step).contains(date)
            }
            Stretch::Window(Window::Years(count)) => {
                years_ending(self.year, count).iter().any(|period| period.contains(date))
            }
            Stretch::Window(Window::Quarters(count)) => {
                quarters_ending(self.year, count).iter().any(|period| period.contains(date))
            }
            Stretch::Period(PeriodAt { from, minus }) => {
                let from = match from {
                    Anchor::Year => Period::Year(self.year),
                    Anchor::Bound(depth) => bound.get(depth).copied().unwrap_or(Period::Year(self.year)),
                    Anchor::Fixed(year) => Period::Year(year),
                    Anchor::FixedQuarter(year, quarter) => Period::Quarter { year, quarter },
                };
                from.minus(i32::from(minus)).contains(date)
            }
        }
    }
}

/// A share as a firm states it: high where more is better.
fn share(dice: &mut Dice, lean: i32) -> Rational {
    let (from, to) = match lean.signum() {
        1 => (90, 100),
        -1 => (1, 12),
        _ => (30, 70),
    };
    Rational::from_ratio(dice.between(from, to), 100).unwrap_or_default()
}

fn set(fields: &mut Fields, at: usize, value: Option<Value>) {
    if let Some(field) = fields.get_mut(at) {
        *field = value;
    }
}

/// Whether a number may stand where a comparison with zero makes an item fall away.
pub fn is_zero_test(comparison: Comparison, number: &Rational) -> bool {
    comparison == Comparison::Equal && number.is_zero()
}
