//! Points of rules, with what they could be.

use duheng_pack::vocabulary::Value;
use duheng_standard::model::{Each, EachPoints, Form, Rule};

use super::fraction::{Fraction, sum};
use super::truth::{Place, World};

/// What a rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// The points, where unknown counts as nothing.
    pub value: Fraction,
    /// The least that they could be, whatever the unknown turns out to be.
    pub low: Fraction,
    /// The most that they could be.
    pub high: Fraction,
}

impl Points {
    /// Points that are surely these.
    pub fn sure(value: Fraction) -> Self {
        Self { low: value.clone(), high: value.clone(), value }
    }

    fn nothing() -> Self {
        Self::sure(Fraction::whole(0))
    }

    /// All three, each treated the same way.
    fn each_way(self, change: impl Fn(Fraction) -> Fraction) -> Self {
        Self { value: change(self.value), low: change(self.low), high: change(self.high) }
    }

    /// No points as long as it is unknown which of these it is.
    fn undecided(branches: &[Self]) -> Self {
        let nothing = Fraction::whole(0);
        let lows = branches.iter().map(|branch| branch.low.clone());
        let highs = branches.iter().map(|branch| branch.high.clone());
        Self {
            low: lows.fold(nothing.clone(), Fraction::min),
            high: highs.fold(nothing.clone(), Fraction::max),
            value: nothing,
        }
    }
}

/// How the points of one item are found.
pub struct Scoring<'a> {
    /// What is known.
    pub world: &'a World<'a>,
    /// Whether what is unknown counts as not met.
    pub unknown_is_unmet: bool,
    /// The points that assessors typed for the item, where they are settled.
    pub judged: Option<&'a Fraction>,
}

impl Scoring<'_> {
    /// The points of a rule.
    pub fn rule(&self, rule: &Rule) -> Points {
        let holds = match &rule.when {
            Some(when) => self.world.holds(when),
            None => Some(true),
        };
        match holds {
            Some(true) => self.form(rule),
            Some(false) => Points::nothing(),
            None if self.unknown_is_unmet => Points::nothing(),
            None => Points::undecided(&[self.form(rule)]),
        }
    }

    fn form(&self, rule: &Rule) -> Points {
        let least = Fraction::of(&rule.range.0);
        let most = Fraction::of(&rule.range.1);
        let nothing = Fraction::whole(0);
        match &rule.form {
            Form::Points(points) => Points::sure(Fraction::of(points)),
            Form::Formula(num, _) => match self.world.value(num) {
                Some(value) => Points::sure(value.min(most).max(least)),
                None => {
                    let value = if least <= nothing && nothing <= most { nothing } else { least.clone() };
                    if self.unknown_is_unmet {
                        Points::sure(value)
                    } else {
                        Points { value, low: least, high: most }
                    }
                }
            },
            Form::Sum { parts, cap, floor } => {
                let parts: Vec<Points> = parts.iter().map(|part| self.rule(part)).collect();
                let together = Points {
                    value: sum(parts.iter().map(|part| part.value.clone())),
                    low: sum(parts.iter().map(|part| part.low.clone())),
                    high: sum(parts.iter().map(|part| part.high.clone())),
                };
                let (floor, cap) = (floor.as_ref().map(Fraction::of), cap.as_ref().map(Fraction::of));
                together.each_way(|points| kept(points, floor.as_ref(), cap.as_ref()))
            }
            Form::Best(parts) => {
                let parts: Vec<Points> = parts.iter().map(|part| self.rule(part)).collect();
                Points {
                    value: greatest(parts.iter().map(|part| part.value.clone())),
                    low: greatest(parts.iter().map(|part| part.low.clone())),
                    high: greatest(parts.iter().map(|part| part.high.clone())),
                }
            }
            Form::Each(each) => match self.each(each) {
                Some(points) => points,
                None if self.unknown_is_unmet => Points::nothing(),
                None => Points { value: nothing, low: least, high: most },
            },
            Form::Judge { from, to, .. } => match self.judged {
                Some(points) => Points::sure(points.clone()),
                None if self.unknown_is_unmet => Points::nothing(),
                None => Points {
                    low: Fraction::of(from).min(nothing.clone()),
                    high: Fraction::of(to),
                    value: nothing,
                },
            },
            Form::Either { condition, then, otherwise } => match self.world.holds(condition) {
                Some(true) => self.rule(then),
                Some(false) => self.rule(otherwise),
                None if self.unknown_is_unmet => self.rule(otherwise),
                None => Points::undecided(&[self.rule(then), self.rule(otherwise)]),
            },
        }
    }

    /// Points for each record; none where the list is unknown.
    fn each(&self, each: &Each) -> Option<Points> {
        let rows = self.world.facts.lists.get(&each.records.fact)?;
        let deducts = match &each.points {
            EachPoints::Fixed(points) => Fraction::of(points) < Fraction::whole(0),
            EachPoints::ByChoice { points, .. } => {
                points.iter().any(|points| Fraction::of(points) < Fraction::whole(0))
            }
        };
        // Records that are equal in `once_per`, with the points of each. A record in which one of these fields is
        // unknown is equal to no other.
        let mut groups: Vec<(Option<Vec<Value>>, Vec<Points>)> = Vec::new();
        for row in rows {
            let fits = self.world.fits(&each.records, row, &Place::default());
            let Some(points) = self.of_record(&each.points, &row.fields, fits) else {
                continue;
            };
            let once_per: Option<Vec<Value>> =
                each.once_per.iter().map(|at| row.fields.get(*at).cloned().flatten()).collect();
            let once_per = once_per.filter(|fields| !fields.is_empty());
            match groups.iter_mut().find(|(of, _)| once_per.is_some() && *of == once_per) {
                Some((_, members)) => members.push(points),
                None => groups.push((once_per, vec![points])),
            }
        }
        let counting = |which: fn(&Points) -> &Fraction| {
            let mut of_groups: Vec<Fraction> = Vec::new();
            for (_, members) in &groups {
                let points = members.iter().map(|points| which(points).clone());
                of_groups.extend(if deducts { points.min() } else { points.max() });
            }
            of_groups.sort();
            of_groups.reverse();
            if let Some(top) = each.top {
                of_groups.truncate(top);
            }
            let (floor, cap) = (each.floor.as_ref().map(Fraction::of), each.cap.as_ref().map(Fraction::of));
            kept(sum(of_groups), floor.as_ref(), cap.as_ref())
        };
        Some(Points {
            value: counting(|points| &points.value),
            low: counting(|points| &points.low),
            high: counting(|points| &points.high),
        })
    }

    /// The points of one record; none where it does not fit.
    fn of_record(&self, points: &EachPoints, fields: &[Option<Value>], fits: Option<bool>) -> Option<Points> {
        let points = match points {
            EachPoints::Fixed(points) => Points::sure(Fraction::of(points)),
            EachPoints::ByChoice { field, points } => match fields.get(*field) {
                Some(Some(Value::Choice(position))) => {
                    Points::sure(points.get(*position).map_or_else(|| Fraction::whole(0), Fraction::of))
                }
                _ if self.unknown_is_unmet => return None,
                _ => Points {
                    value: Fraction::whole(0),
                    low: points.iter().map(Fraction::of).min()?,
                    high: points.iter().map(Fraction::of).max()?,
                },
            },
        };
        match fits {
            Some(true) => Some(points),
            Some(false) => None,
            None if self.unknown_is_unmet => None,
            None => Some(Points::undecided(&[points])),
        }
    }
}

/// A number kept between two others, where they are.
fn kept(number: Fraction, floor: Option<&Fraction>, cap: Option<&Fraction>) -> Fraction {
    let number = match floor {
        Some(floor) => number.max(floor.clone()),
        None => number,
    };
    match cap {
        Some(cap) => number.min(cap.clone()),
        None => number,
    }
}

fn greatest(numbers: impl Iterator<Item = Fraction>) -> Fraction {
    numbers.max().unwrap_or_else(|| Fraction::whole(0))
}
