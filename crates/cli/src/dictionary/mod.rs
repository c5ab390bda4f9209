//! The data dictionary: every fact that a standard reads.

mod form;
mod table;

use duheng_pack::number::Rational;
use duheng_pack::text::{Language, Text};
use duheng_pack::vocabulary::{
    DayBound, Fact, FactKind, FieldType, Flavour, NumberType, Origin, Per, ValueType, Vocabulary,
};
use duheng_standard::dictionary::{self, readers};
use duheng_standard::model::{Pack, Standard};

use crate::sheet::Formulas;

pub use form::form;
pub use table::{csv, table};

/// A fact with what reads it.
pub struct Entry<'p> {
    /// The fact.
    pub fact: &'p Fact,
    /// The codes of the items, requirements, vetoes and grades that read it, in order.
    pub read_by: Vec<String>,
    /// Its formula, for derived facts; empty for others.
    pub formula: String,
}

/// What the words of a dictionary need.
#[derive(Clone, Copy)]
pub struct Words<'p> {
    /// The vocabulary.
    pub vocabulary: &'p Vocabulary,
    /// The language.
    pub language: Language,
}

/// The facts that a standard reads, in the order in which the pack declares them.
pub fn entries<'p>(pack: &'p Pack, standard: &'p Standard, formulas: &Formulas<'_>) -> Vec<Entry<'p>> {
    readers(standard, &pack.vocabulary)
        .into_iter()
        .filter_map(|(id, read_by)| {
            let fact = id.of(&pack.vocabulary)?;
            let formula = formulas.fact(&fact.name).map(|formula| formula.text.clone()).unwrap_or_default();
            Some(Entry { fact, read_by, formula })
        })
        .collect()
}

impl Words<'_> {
    /// One of two words.
    pub fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// A text.
    pub fn text(self, text: &Text) -> &str {
        text.get(self.language)
    }

    /// The type of a fact in words.
    pub fn kind(self, fact: &Fact) -> String {
        match &fact.kind {
            FactKind::Value(of, _) => self.value(of),
            FactKind::Records(record) => {
                let title = record.of(self.vocabulary).map_or("", |of| self.text(&of.title));
                format!("{}{title}", self.pick("记录清单：", "list of records: "))
            }
            FactKind::DerivedNumber(of, ..) => {
                format!("{}{}", self.pick("计算值：", "computed: "), self.number(of))
            }
            FactKind::DerivedCondition(..) => self.pick("计算值：是或否", "computed: yes or no").to_string(),
        }
    }

    /// The type of a value in words.
    pub fn value(self, of: &ValueType) -> String {
        match of {
            ValueType::YesNo => self.pick("是或否", "yes or no").into(),
            ValueType::Date => self.pick("日期", "date").into(),
            ValueType::Text => self.pick("文字", "text").into(),
            ValueType::Number(of) => self.number(of),
            ValueType::Choice(choice) => {
                let title = choice.of(self.vocabulary).map_or("", |of| self.text(&of.title));
                format!("{}{title}", self.pick("选项：", "choice: "))
            }
        }
    }

    fn number(self, of: &NumberType) -> String {
        match of.flavour {
            Flavour::Count => self.pick("个数", "count").into(),
            Flavour::Ratio => self.pick("比率", "ratio").into(),
            Flavour::Plain if of.unit.is_money() => self.pick("金额", "amount of money").into(),
            Flavour::Plain if of.unit.symbol().is_empty() => self.pick("数", "number").into(),
            Flavour::Plain => self.pick("数量", "quantity").into(),
        }
    }

    /// The unit that a number is written in; empty for other types.
    pub fn unit(self, fact: &Fact) -> String {
        dictionary::unit(fact)
    }

    /// How often it has a value.
    pub fn per(self, fact: &Fact) -> &'static str {
        match dictionary::per(fact) {
            None | Some(Per::State) => "",
            Some(Per::Year) => self.pick("每年", "year"),
            Some(Per::YearEnd) => self.pick("每年末", "year end"),
            Some(Per::Quarter) => self.pick("每季度", "quarter"),
        }
    }

    /// Who states it.
    pub fn by(self, fact: &Fact) -> String {
        if matches!(fact.kind, FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..)) {
            return self.pick("计算", "computed").into();
        }
        match &fact.origin {
            Origin::Enterprise => self.pick("企业", "enterprise").into(),
            Origin::Authority => self.pick("主管部门", "authority").into(),
            Origin::Register(name) => format!("{}{name}", self.pick("登记册：", "register: ")),
        }
    }

    /// A bound of a fact, with its unit; empty for none.
    pub fn bound(self, fact: &Fact, bound: Option<&Rational>) -> String {
        dictionary::bound(fact, bound)
    }

    /// The first or last day of a date; empty for none.
    pub fn day(self, bound: Option<DayBound>) -> String {
        match bound {
            Some(DayBound::On(day)) => day.to_string(),
            Some(DayBound::AsOf) => self.pick("评价基准日", "the as-of date").into(),
            None => String::new(),
        }
    }

    /// Least and greatest value of a fact, numbers and dates alike; empty for none.
    pub fn ends(self, fact: &Fact) -> [String; 2] {
        let (least, greatest) = &fact.bounds;
        let either = |number: String, day: String| if number.is_empty() { day } else { number };
        [
            either(self.bound(fact, least.as_ref()), self.day(fact.days.0)),
            either(self.bound(fact, greatest.as_ref()), self.day(fact.days.1)),
        ]
    }

    /// The fact of which it is a part, by its name; empty for none.
    pub fn whole<'v>(&'v self, fact: &Fact) -> &'v str {
        fact.at_most.and_then(|whole| whole.of(self.vocabulary)).map_or("", |whole| whole.name.as_str())
    }

    /// All bounds of a fact in words.
    pub fn bounds(self, fact: &Fact) -> String {
        let [least, greatest] = self.ends(fact);
        let mut bounds = between(&least, &greatest);
        let whole = fact.at_most.and_then(|whole| whole.of(self.vocabulary));
        bounds.extend(whole.map(|whole| format!("≤ {} ({})", self.text(&whole.title), whole.name)));
        bounds.join(self.pick("，", ", "))
    }

    /// The fields of its records.
    pub fn fields<'v>(&'v self, fact: &Fact) -> &'v [FieldType] {
        dictionary::columns(fact, self.vocabulary)
    }

    /// A field in words: name, title, type, whether it may be left out.
    pub fn field(self, field: &FieldType) -> String {
        let title = self.text(&field.title);
        let optional = if field.optional { self.pick("，可不填", ", optional") } else { "" };
        let open = self.pick("（", " (");
        let close = self.pick("）", ")");
        let comma = self.pick("，", ", ");
        let (first, last) = field.days;
        let days = between(&self.day(first), &self.day(last)).join(" ");
        let days = if days.is_empty() { days } else { format!(" {days}") };
        format!("{}{open}{title}{comma}{}{days}{optional}{close}", field.name, self.value(&field.value))
    }
}

/// Two ends as `≥ 0` and `≤ 100`, without those that are empty.
fn between(least: &str, greatest: &str) -> Vec<String> {
    let ends = [("≥", least), ("≤", greatest)];
    ends.iter().filter(|(_, end)| !end.is_empty()).map(|(sign, end)| format!("{sign} {end}")).collect()
}
