//! What a standard asks for: which records, which direction of which figures, which thresholds. A sheet that follows
//! it scores well; one that strays from it a little stands near the thresholds.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::expr::Window;
use duheng_pack::expr::form::{
    Comparison, Cond, CondKind, Day, Known, Num, Operand, Pick, Records, Stretch, Words,
};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, Value, Vocabulary};
use duheng_standard::model::{EachPoints, Form, Rule, Standard};
use duheng_standard::score::facts_behind;

/// Records that some condition counts.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What makes a record count.
    pub filter: Vec<Cond>,
    /// How the list is written.
    pub text: String,
    /// Whether such records are welcome.
    pub wanted: bool,
    /// How many are asked for.
    pub times: usize,
    /// Whether their share in the list is asked for.
    pub share: bool,
    /// The windows whose periods are bound, from the outermost.
    pub windows: Vec<Window>,
}

/// What a standard asks for.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The records, by list.
    pub recipes: BTreeMap<FactId, Vec<Recipe>>,
    /// Whether more of a figure is better (above zero) or less.
    pub leans: BTreeMap<FactId, i32>,
    /// The same for number fields of the records of a list.
    pub field_leans: BTreeMap<(FactId, usize), i32>,
    /// Numbers that a figure is compared with.
    pub thresholds: BTreeMap<FactId, BTreeSet<Rational>>,
    /// All numbers below 1 that anything is compared with.
    pub shares: BTreeSet<Rational>,
    /// Positions of choices that are asked for, each with how often.
    pub picks: BTreeMap<FactId, BTreeMap<usize, i32>>,
    /// The windows in which dates are asked for.
    pub windows: Vec<Window>,
    /// Texts that are compared with.
    pub texts: BTreeSet<String>,
    /// Figures that are compared with those of a cohort.
    pub cohort: BTreeSet<FactId>,
    /// Days that should lie within a stretch.
    pub days: BTreeMap<FactId, Stretch>,
    /// Facts that decide whether an enterprise is let in.
    pub gate: BTreeSet<FactId>,
}

/// Reads the hints of a standard.
pub fn hints(vocabulary: &Vocabulary, standard: &Standard) -> Hints {
    let mut reader = Reader { vocabulary, hints: Hints::default(), windows: Vec::new(), depth: 0 };
    for table in &vocabulary.tables {
        for value in table.rows.iter().flat_map(|row| &row.key) {
            if let Value::Text(text) = value {
                reader.hints.texts.insert(text.clone());
            }
        }
    }
    for requirement in &standard.gate {
        reader.cond(&requirement.holds, true);
        reader.hints.gate.extend(facts_behind(vocabulary, &requirement.holds));
    }
    for veto in &standard.vetoes {
        reader.cond(&veto.when, false);
    }
    for item in standard.items() {
        reader.rule(&item.rule);
    }
    for when in standard.grades.iter().filter_map(|band| band.when.as_ref()) {
        reader.cond(when, true);
    }
    reader.hints
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    hints: Hints,
    windows: Vec<Window>,
    depth: usize,
}

impl Reader<'_> {
    fn rule(&mut self, rule: &Rule) {
        let nothing = Rational::from_int(0);
        if let Some(when) = &rule.when {
            self.cond(when, rule.range.1 > nothing);
        }
        match &rule.form {
            Form::Points(_) | Form::Judge { .. } => {}
            Form::Formula(num, _) => self.num(num, 1),
            Form::Sum { parts, .. } | Form::Best(parts) => parts.iter().for_each(|part| self.rule(part)),
            Form::Each(each) => {
                let good = match &each.points {
                    EachPoints::Fixed(points) => *points >= nothing,
                    EachPoints::ByChoice { points, .. } => points.iter().all(|points| *points >= nothing),
                };
                self.recipe(&each.records, None, good, 2, false);
            }
            Form::Either { condition, then, otherwise } => {
                self.cond(condition, true);
                self.rule(then);
                self.rule(otherwise);
            }
        }
    }

    fn recipe(&mut self, records: &Records, also: Option<&Cond>, wanted: bool, times: usize, share: bool) {
        let filter: Vec<Cond> = records.filter.as_deref().into_iter().chain(also).cloned().collect();
        for part in &filter {
            self.inside(part);
        }
        let text = match also {
            Some(also) => format!("{} / {}", records.text, also.text),
            None => records.text.to_string(),
        };
        let recipe =
            Recipe { filter, text, wanted, times: times.clamp(1, 6), share, windows: self.windows.clone() };
        let recipes = self.hints.recipes.entry(records.fact).or_default();
        let same = recipes.iter_mut().find(|other| {
            other.text == recipe.text && other.wanted == wanted && other.windows == recipe.windows
        });
        match same {
            Some(other) => {
                other.times = other.times.max(recipe.times);
                other.share |= share;
            }
            None => recipes.push(recipe),
        }
    }

    /// The windows in the condition on a record.
    fn inside(&mut self, cond: &Cond) {
        match &cond.kind {
            CondKind::All(parts) | CondKind::Any(parts) => parts.iter().for_each(|part| self.inside(part)),
            CondKind::Not(inner) => self.inside(inner),
            CondKind::Same(_, a, b) => {
                self.inside(a);
                self.inside(b);
            }
            CondKind::Within(_, Stretch::Window(window)) if !self.hints.windows.contains(window) => {
                self.hints.windows.push(*window);
            }
            CondKind::TextAmong(_, among) => self.hints.texts.extend(among.iter().cloned()),
            CondKind::Texts(_, _, Words::Constant(text)) => {
                self.hints.texts.insert(text.clone());
            }
            _ => {}
        }
    }

    fn cond(&mut self, cond: &Cond, want: bool) {
        let sign = if want { 1 } else { -1 };
        match &cond.kind {
            CondKind::Fact(at) => {
                *self.hints.leans.entry(at.fact).or_default() += sign;
                if let Some(FactKind::DerivedCondition(_, inner)) =
                    at.fact.of(self.vocabulary).map(|fact| &fact.kind)
                    && self.depth < 8
                {
                    self.depth += 1;
                    self.cond(inner, want);
                    self.depth -= 1;
                }
            }
            CondKind::Not(inner) => self.cond(inner, !want),
            CondKind::All(parts) | CondKind::Any(parts) => {
                parts.iter().for_each(|part| self.cond(part, want));
            }
            CondKind::Numbers(comparison, a, b) => self.numbers(*comparison, a, b, want),
            CondKind::Choices(comparison, Pick::Fact(at), Pick::Constant(than)) => {
                let fitting = (0..self.choices(at.fact))
                    .filter(|position| comparison.holds(position.cmp(than)) == want);
                self.picks(at.fact, fitting.collect());
            }
            CondKind::ChoiceAmong(Pick::Fact(at), among) => {
                let fitting = (0..self.choices(at.fact)).filter(|position| among.contains(position) == want);
                self.picks(at.fact, fitting.collect());
            }
            CondKind::Some(records) => self.recipe(records, None, want, 1, false),
            CondKind::None(records) => self.recipe(records, None, !want, 1, false),
            CondKind::Every(records, condition) => self.recipe(records, Some(condition), want, 1, false),
            CondKind::Periods { window, body, .. } => {
                self.windows.push(*window);
                self.cond(body, want);
                self.windows.pop();
            }
            CondKind::Trend { rising, window, body } => {
                self.windows.push(*window);
                self.num(body, if *rising { sign } else { -sign });
                self.windows.pop();
            }
            CondKind::Growth { comparison, body, rate, .. } => {
                self.numbers(*comparison, body, rate, want);
            }
            CondKind::Within(Day::Fact(at), stretch) if want => {
                self.hints.days.insert(at.fact, *stretch);
                self.inside(cond);
            }
            CondKind::Known(known) => match known.as_ref() {
                Known::Cond(inner) => self.cond(inner, true),
                Known::Num(num) => self.num(num, 0),
                _ => {}
            },
            _ => self.inside(cond),
        }
    }

    fn choices(&self, fact: FactId) -> usize {
        use duheng_pack::vocabulary::ValueType;
        match fact.of(self.vocabulary).map(|fact| &fact.kind) {
            Some(FactKind::Value(ValueType::Choice(choice), _)) => {
                choice.of(self.vocabulary).map_or(0, |choice| choice.values.len())
            }
            _ => 0,
        }
    }

    fn picks(&mut self, fact: FactId, positions: Vec<usize>) {
        let picks = self.hints.picks.entry(fact).or_default();
        for position in positions {
            *picks.entry(position).or_default() += 1;
        }
    }

    fn numbers(&mut self, comparison: Comparison, a: &Num, b: &Num, want: bool) {
        let more = matches!(comparison, Comparison::More | Comparison::AtLeast);
        let less = matches!(comparison, Comparison::Less | Comparison::AtMost);
        let sign = match (more, less, want) {
            (true, _, true) | (_, true, false) => 1,
            (_, true, true) | (true, _, false) => -1,
            _ => 0,
        };
        for (one, other) in [(a, b), (b, a)] {
            if let Num::Constant(number, _) = other {
                if number.abs() <= Rational::from_int(1) {
                    self.hints.shares.insert(number.clone());
                }
                if let Num::Fact(at) = one {
                    self.hints.thresholds.entry(at.fact).or_default().insert(number.clone());
                }
            }
        }
        if let (Num::Count(records), Num::Constant(number, _)) = (a, b)
            && sign != 0
        {
            let at_least = usize::try_from(number.to_i64().unwrap_or(1)).unwrap_or(1);
            let times = at_least + usize::from(comparison == Comparison::More);
            self.recipe(records, None, sign > 0, times, false);
            return;
        }
        if let Num::Divide(part, whole) = a
            && let (Num::Count(records), Num::Count(_)) = (part.as_ref(), whole.as_ref())
        {
            self.recipe(records, None, sign > 0, 3, true);
            return;
        }
        self.num(a, sign);
        self.num(b, -sign);
    }

    /// `sign` is above zero where more is better.
    fn num(&mut self, num: &Num, sign: i32) {
        match num {
            Num::Fact(at) => {
                *self.hints.leans.entry(at.fact).or_default() += sign;
                if let Some(FactKind::DerivedNumber(_, _, inner)) =
                    at.fact.of(self.vocabulary).map(|fact| &fact.kind)
                    && self.depth < 8
                {
                    self.depth += 1;
                    self.num(inner, sign);
                    self.depth -= 1;
                }
            }
            Num::Constant(..) | Num::Field(_) => {}
            Num::Negative(inner) => self.num(inner, -sign),
            Num::Add(a, b) | Num::Multiply(a, b) => {
                self.num(a, sign);
                self.num(b, sign);
            }
            Num::Subtract(a, b) | Num::Divide(a, b) => {
                self.num(a, sign);
                self.num(b, -sign);
            }
            Num::Of(_, several) => several.iter().for_each(|one| self.num(one, sign)),
            Num::Clamp(value, ..) | Num::Scaled(value, ..) => self.num(value, sign),
            Num::Round(value, ..) | Num::Absolute(value) => self.num(value, sign),
            Num::Over(_, body, window) => {
                self.windows.push(*window);
                self.num(body, sign);
                self.windows.pop();
            }
            Num::Count(records) => {
                if records.filter.is_some() || sign > 0 {
                    self.recipe(records, None, sign >= 0, 1, false);
                }
            }
            Num::Column(_, records, field) => {
                *self.hints.field_leans.entry((records.fact, *field)).or_default() += sign;
                self.recipe(records, None, true, 1, false);
            }
            Num::Lookup(_, key, _) => {
                for part in key {
                    match part {
                        Operand::Num(num) => self.num(num, 0),
                        Operand::Cond(cond) => self.cond(cond, true),
                        _ => {}
                    }
                }
            }
            Num::CohortMean(fact) | Num::CohortPercentile(fact, _) => {
                self.hints.cohort.insert(*fact);
            }
        }
    }
}
