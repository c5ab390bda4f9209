//! Windows, periods and days in words.

use alloc::format;
use alloc::string::{String, ToString};

use duheng_pack::calendar::Step;
use duheng_pack::expr::Window;
use duheng_pack::expr::form::{Anchor, Comparison, Day, FactAt, PeriodAt, Stretch};
use duheng_pack::vocabulary::{FactKind, Per};

use super::Words;

impl Words<'_> {
    /// 「近 3 年」, `the last 3 years`.
    pub(super) fn window(&self, window: Window) -> String {
        match window {
            Window::Years(1) => self.word("报告年度", "the reporting year").to_string(),
            Window::Years(count) => self.say(format!("近 {count} 年"), format!("the last {count} years")),
            Window::Quarters(1) => {
                self.word("报告年度四季度", "the fourth quarter of the reporting year").to_string()
            }
            Window::Quarters(count) => {
                self.say(format!("近 {count} 个季度"), format!("the last {count} quarters"))
            }
            Window::Trailing(count, step) => {
                let (zh, en) = match step {
                    Step::Years => ("年", "year"),
                    Step::Months => ("个月", "month"),
                    Step::Days => ("天", "day"),
                };
                let ending = if count == 1 { "" } else { "s" };
                self.say(
                    format!("基准日前 {count} {zh}"),
                    format!("the {count} {en}{ending} up to the as-of date"),
                )
            }
        }
    }

    /// The period of a window, one by one: 「每年」, `every year`.
    pub(super) fn each_period(&self, window: Window) -> (&'static str, &'static str) {
        match window {
            Window::Quarters(_) => {
                (self.word("每个季度", "every quarter"), self.word("至少一个季度", "at least one quarter"))
            }
            _ => (self.word("每年", "every year"), self.word("至少一年", "at least one year")),
        }
    }

    /// A fact at its period; at a bound period it stands alone, since the words around it name the window.
    pub(super) fn fact_at(&self, at: &FactAt) -> String {
        let title = self.fact_title(at.fact);
        let per = at.fact.of(self.vocabulary).map(|fact| match &fact.kind {
            FactKind::Value(_, per)
            | FactKind::DerivedNumber(_, per, _)
            | FactKind::DerivedCondition(per, _) => *per,
            FactKind::Records(_) => Per::State,
        });
        match at.period {
            None => title.to_string(),
            Some(PeriodAt { from: Anchor::Bound(_), minus: 0 }) => title.to_string(),
            Some(period) => {
                let when = self.period(period, per.unwrap_or(Per::Year));
                self.say(format!("{when}{title}"), format!("{title} of {when}"))
            }
        }
    }

    /// A period: 「报告年度」, 「上一年」, `the year before`.
    pub(super) fn period(&self, period: PeriodAt, per: Per) -> String {
        let bound_to_quarter = match period.from {
            Anchor::Bound(depth) => matches!(self.bound.get(depth), Some(Window::Quarters(_))),
            _ => false,
        };
        let quarterly = per == Per::Quarter || bound_to_quarter;
        let end = if per == Per::YearEnd { "末" } else { "" };
        let (unit_zh, unit_en) = if quarterly { ("个季度", "quarter") } else { ("年", "year") };
        let minus = period.minus;
        let (base_zh, base_en) = match period.from {
            Anchor::Year if quarterly => {
                ("报告年度四季度".to_string(), "the fourth quarter of the reporting year".to_string())
            }
            Anchor::Year => (format!("报告年度{end}"), "the reporting year".to_string()),
            Anchor::Fixed(year) => (format!("{year} 年{end}"), year.to_string()),
            Anchor::FixedQuarter(year, quarter) => {
                (format!("{year} 年第 {quarter} 季度"), format!("quarter {quarter} of {year}"))
            }
            Anchor::Bound(_) if quarterly => ("当季".to_string(), "the quarter".to_string()),
            Anchor::Bound(_) => (format!("当年{end}"), "the year".to_string()),
        };
        let bound = matches!(period.from, Anchor::Bound(_));
        let ending = if minus.abs() == 1 { "" } else { "s" };
        match minus {
            0 => self.say(base_zh, base_en),
            1 if !quarterly && (bound || period.from == Anchor::Year) => {
                self.say(format!("上一年{end}"), "the year before".to_string())
            }
            1 if bound => self.say("上一季度".to_string(), "the quarter before".to_string()),
            count if count > 0 => self.say(
                format!("{base_zh}之前 {count} {unit_zh}的"),
                format!("{count} {unit_en}{ending} before {base_en}"),
            ),
            count => self.say(
                format!("{base_zh}之后 {} {unit_zh}的", -i32::from(count)),
                format!("{} {unit_en}{ending} after {base_en}", -i32::from(count)),
            ),
        }
    }

    /// What a date lies in.
    pub(super) fn stretch(&self, stretch: Stretch) -> String {
        match stretch {
            Stretch::Window(window) => self.window(window),
            Stretch::Period(period) => self.period(period, Per::Year),
        }
    }

    pub(super) fn day(&self, day: &Day) -> String {
        match day {
            Day::Constant(date) => date.to_string(),
            Day::AsOf => self.word("基准日", "the as-of date").to_string(),
            Day::Fact(at) => self.fact_at(at),
            Day::Field(at) => self.field_title(*at),
        }
    }

    pub(super) fn days(&self, comparison: Comparison, left: &Day, right: &Day) -> String {
        let how = match comparison {
            Comparison::Equal => self.word("为", " is "),
            Comparison::NotEqual => self.word("不为", " is not "),
            Comparison::Less => self.word("早于", " before "),
            Comparison::AtMost => self.word("不晚于", " not after "),
            Comparison::More => self.word("晚于", " after "),
            Comparison::AtLeast => self.word("不早于", " not before "),
        };
        let (left, right) = (self.day(left), self.day(right));
        format!("{left}{how}{}", self.spaced(&right))
    }

    /// A date after a Chinese word stands apart from it.
    fn spaced(&self, text: &str) -> String {
        let number = text.starts_with(|first: char| first.is_ascii_digit());
        if self.zh() && number { format!(" {text}") } else { text.to_string() }
    }
}
