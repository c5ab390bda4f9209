//! Conditions in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::expr::Window;
use duheng_pack::expr::form::{Comparison, Cond, CondKind, Day, Known, Num, Pick, Records, Words as Text};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{ChoiceId, FactKind, NumberType, ValueType};

use super::Words;

impl Words<'_> {
    /// A condition as a sentence of its own.
    pub(super) fn cond(&mut self, cond: &Cond) -> String {
        match &cond.kind {
            CondKind::Constant(true) => self.word("恒成立", "always").to_string(),
            CondKind::Constant(false) => self.word("恒不成立", "never").to_string(),
            CondKind::Fact(at) => self.yes_no(&self.fact_at(at), true),
            CondKind::Field(at) => self.yes_no(&self.field_title(*at), true),
            CondKind::Not(inner) => self.not(inner),
            CondKind::All(parts) => self.joined(parts, self.word("，且", ", and ")),
            CondKind::Any(parts) => self.joined(parts, self.word("，或", ", or ")),
            CondKind::Same(same, a, b) => {
                let (a, b) = (self.cond(a), self.cond(b));
                if *same {
                    self.say(
                        format!("“{a}”与“{b}”同时成立或同时不成立"),
                        format!("both or neither of: {a}; {b}"),
                    )
                } else {
                    self.say(format!("“{a}”与“{b}”恰有一个成立"), format!("just one of: {a}; {b}"))
                }
            }
            CondKind::Numbers(comparison, left, right) => self.numbers(*comparison, left, right),
            CondKind::Dates(comparison, left, right) => self.days(*comparison, left, right),
            CondKind::Texts(equal, left, right) => {
                let (left, right) = (self.text(left), self.text(right));
                let is = if *equal { self.word("为", " is ") } else { self.word("不为", " is not ") };
                format!("{left}{is}{right}")
            }
            CondKind::Choices(comparison, left, right) => self.choices(*comparison, left, right),
            CondKind::ChoiceAmong(pick, positions) => {
                let choice = self.choice_of(pick);
                let values: Vec<String> = positions
                    .iter()
                    .map(|at| choice.map_or_else(|| at.to_string(), |choice| self.choice_value(choice, *at)))
                    .collect();
                let pick = self.pick(pick, choice);
                self.say(
                    format!("{pick}为{}", self.one_of(&values)),
                    format!("{pick} is {}", self.one_of(&values)),
                )
            }
            CondKind::TextAmong(text, values) => {
                let text = self.text(text);
                let values: Vec<String> = values.iter().map(|value| self.quoted(value)).collect();
                self.say(
                    format!("{text}为{}", self.one_of(&values)),
                    format!("{text} is {}", self.one_of(&values)),
                )
            }
            CondKind::Within(day, stretch) => {
                let (day, stretch) = (self.day(day), self.stretch(*stretch));
                self.say(format!("{day}在{stretch}内"), format!("{day} within {stretch}"))
            }
            CondKind::Some(records) => {
                let records = self.records(records);
                self.say(format!("有{records}"), format!("at least one record of {records}"))
            }
            CondKind::None(records) => {
                let records = self.records(records);
                self.say(format!("没有{records}"), format!("no record of {records}"))
            }
            CondKind::Every(records, body) => {
                let listed = self.records(records);
                let body = self.of_record(records.fact, |words| words.clause(body));
                self.say(format!("{listed}每一条都满足：{body}"), format!("every record of {listed}: {body}"))
            }
            CondKind::Periods { every, window, body } => self.periods(*every, *window, body),
            CondKind::Trend { rising, window, body } => self.trend(*rising, *window, body),
            CondKind::Growth { comparison, body, years, rate } => {
                let body = self.bound_num(Window::Years(*years), body);
                let rate = self.num(rate, Some(&NumberType::ratio()));
                let sign = sign(*comparison);
                self.say(
                    format!("近 {years} 年{body}的年均增长率 {sign} {rate}"),
                    format!("average yearly growth of {body} over {years} years {sign} {rate}"),
                )
            }
            CondKind::OnList(list) => {
                let title = self.list_title(*list);
                self.say(format!("在“{title}”内"), format!("on the list “{title}”"))
            }
            CondKind::Known(known) => {
                let known = self.known(known);
                self.say(format!("{known}已知"), format!("{known} is known"))
            }
            CondKind::Valid { .. } => self.word("在基准日有效", "valid on the as-of date").to_string(),
        }
    }

    /// A condition within a longer sentence: parts are joined without a pause.
    pub(super) fn clause(&mut self, cond: &Cond) -> String {
        match &cond.kind {
            CondKind::All(parts) => self.joined(parts, self.word("且", " and ")),
            CondKind::Any(parts) => self.joined(parts, self.word("或", " or ")),
            _ => self.cond(cond),
        }
    }

    /// Parts of `and` or `or`; a part that joins others itself stands in brackets.
    fn joined(&mut self, parts: &[Cond], between: &str) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| {
                let joins = matches!(part.kind, CondKind::All(_) | CondKind::Any(_) | CondKind::Same(..));
                let words = self.clause(part);
                match (joins, self.zh()) {
                    (false, _) => words,
                    (true, true) => format!("（{}）", words.trim()),
                    (true, false) => format!("({words})"),
                }
            })
            .collect();
        parts.join(between)
    }

    fn yes_no(&self, title: &str, yes: bool) -> String {
        match (self.zh(), yes) {
            (true, true) => format!("“{title}”为是"),
            (true, false) => format!("“{title}”为否"),
            (false, true) => format!("“{title}”: yes"),
            (false, false) => format!("“{title}”: no"),
        }
    }

    fn not(&mut self, inner: &Cond) -> String {
        match &inner.kind {
            CondKind::Fact(at) => self.yes_no(&self.fact_at(at), false),
            CondKind::Field(at) => self.yes_no(&self.field_title(*at), false),
            CondKind::Some(records) => {
                let records = self.records(records);
                self.say(format!("没有{records}"), format!("no record of {records}"))
            }
            CondKind::OnList(list) => {
                let title = self.list_title(*list);
                self.say(format!("不在“{title}”内"), format!("not on the list “{title}”"))
            }
            CondKind::Within(day, stretch) => {
                let (day, stretch) = (self.day(day), self.stretch(*stretch));
                self.say(format!("{day}不在{stretch}内"), format!("{day} not within {stretch}"))
            }
            CondKind::Known(known) => {
                let known = self.known(known);
                self.say(format!("{known}未知"), format!("{known} is not known"))
            }
            CondKind::Valid { .. } => self.word("在基准日无效", "not valid on the as-of date").to_string(),
            _ => {
                let inner = self.clause(inner);
                self.say(format!("“{inner}”不成立"), format!("not so: {inner}"))
            }
        }
    }

    fn numbers(&mut self, comparison: Comparison, left: &Num, right: &Num) -> String {
        if let (Num::Count(records), Num::Constant(count, _)) = (left, right) {
            return self.counted(comparison, records, count);
        }
        let of = self.type_of(left).or_else(|| self.type_of(right));
        let (left, right) = (self.num(left, of.as_ref()), self.num(right, of.as_ref()));
        format!("{left} {} {right}", sign(comparison))
    }

    /// 「至少有 2 条…」, `at least 2 records of …`.
    fn counted(&mut self, comparison: Comparison, records: &Records, count: &Rational) -> String {
        let records = self.records(records);
        let how = match comparison {
            Comparison::Equal if count.is_zero() => {
                return self.say(format!("没有{records}"), format!("no record of {records}"));
            }
            Comparison::Equal => self.word("恰有", "exactly"),
            Comparison::NotEqual => self.word("条数不等于", "other than"),
            Comparison::Less => self.word("少于", "fewer than"),
            Comparison::AtMost => self.word("至多有", "at most"),
            Comparison::More => self.word("多于", "more than"),
            Comparison::AtLeast => self.word("至少有", "at least"),
        };
        let plural = if *count == Rational::from_int(1) { "" } else { "s" };
        self.say(format!("{how} {count} 条{records}"), format!("{how} {count} record{plural} of {records}"))
    }

    fn choices(&self, comparison: Comparison, left: &Pick, right: &Pick) -> String {
        let choice = self.choice_of(left).or_else(|| self.choice_of(right));
        let (left, right) = (self.pick(left, choice), self.pick(right, choice));
        let how = match comparison {
            Comparison::Equal => self.word("为", " is "),
            Comparison::NotEqual => self.word("不为", " is not "),
            Comparison::Less => self.word("低于", " below "),
            Comparison::AtMost => self.word("不高于", " not above "),
            Comparison::More => self.word("高于", " above "),
            Comparison::AtLeast => self.word("不低于", " at least "),
        };
        format!("{left}{how}{right}")
    }

    pub(super) fn pick(&self, pick: &Pick, choice: Option<ChoiceId>) -> String {
        match pick {
            Pick::Constant(at) => {
                choice.map_or_else(|| at.to_string(), |choice| self.choice_value(choice, *at))
            }
            Pick::Fact(at) => self.fact_at(at),
            Pick::Field(at) => self.field_title(*at),
            Pick::Result(result) => {
                let of = result.of(self.vocabulary);
                let title = of.map_or("", |of| self.title_or_name(&of.title, &of.name));
                self.say(format!("“{title}”在基准日的等级"), format!("the grade of “{title}” in force"))
            }
        }
    }

    /// The choice whose value it is.
    fn choice_of(&self, pick: &Pick) -> Option<ChoiceId> {
        let value = match pick {
            Pick::Constant(_) => return None,
            Pick::Result(result) => return Some(result.of(self.vocabulary)?.grades),
            Pick::Field(at) => &self.field(*at)?.value,
            Pick::Fact(at) => match &at.fact.of(self.vocabulary)?.kind {
                FactKind::Value(value, _) => value,
                _ => return None,
            },
        };
        match value {
            ValueType::Choice(choice) => Some(*choice),
            _ => None,
        }
    }

    pub(super) fn text(&self, text: &Text) -> String {
        match text {
            Text::Constant(text) => self.quoted(text),
            Text::Fact(at) => self.fact_at(at),
            Text::Field(at) => self.field_title(*at),
        }
    }

    fn periods(&mut self, every: bool, window: Window, body: &Cond) -> String {
        let (each, some) = self.each_period(window);
        self.bound.push(window);
        let body = self.cond(body);
        self.bound.pop();
        let time = self.window(window);
        match (every, self.zh()) {
            (true, true) => format!("{time}{each}都满足：{body}"),
            (false, true) => format!("{time}{some}满足：{body}"),
            (true, false) => format!("in {each} of {time}: {body}"),
            (false, false) => format!("in {some} of {time}: {body}"),
        }
    }

    fn trend(&mut self, rising: bool, window: Window, body: &Num) -> String {
        let body = self.bound_num(window, body);
        let time = self.window(window);
        let (step_zh, step_en) = match window {
            Window::Quarters(_) => ("逐季", "every quarter"),
            _ => ("逐年", "every year"),
        };
        let (how_zh, how_en) = if rising { ("上升", "rises") } else { ("下降", "falls") };
        self.say(format!("{time}{body}{step_zh}{how_zh}"), format!("{body} {how_en} {step_en} over {time}"))
    }

    fn known(&mut self, known: &Known) -> String {
        match known {
            Known::Cond(cond) => match &cond.kind {
                CondKind::Fact(at) => self.fact_at(at),
                CondKind::Field(at) => self.field_title(*at),
                _ => {
                    let words = self.clause(cond);
                    self.say(format!("“{words}”是否成立"), format!("whether {words}"))
                }
            },
            Known::Num(num) => self.num(num, None),
            Known::Day(Day::Field(at)) => self.field_title(*at),
            Known::Day(day) => self.day(day),
            Known::Words(text) => self.text(text),
            Known::Pick(pick) => self.pick(pick, self.choice_of(pick)),
            Known::Records(fact) => self.fact_title(*fact).to_string(),
        }
    }

    fn list_title(&self, list: duheng_pack::vocabulary::ListId) -> String {
        list.of(self.vocabulary).map_or("", |list| self.title_or_name(&list.title, &list.name)).to_string()
    }
}

/// The sign of a comparison as people write it.
fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::More => ">",
        Comparison::AtLeast => "≥",
    }
}
