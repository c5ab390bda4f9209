//! Conditions and formulas in words, from their typed form: what an official reads in place of the code.
//!
//! Facts, fields, lists and values appear by their titles, windows and periods as people say them. The words say no
//! less than the code, except that rounding names no mode.

mod conditions;
mod numbers;
mod times;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Period;
use duheng_pack::expr::Window;
use duheng_pack::expr::form::{Cond, CondKind, Num, Records};
use duheng_pack::text::{Language, Text};
use duheng_pack::vocabulary::{ChoiceId, FactId, FactKind, FieldType, NumberType, RecordType, Vocabulary};

/// A condition in words.
#[must_use]
pub fn condition(cond: &Cond, vocabulary: &Vocabulary, language: Language) -> String {
    Words::new(vocabulary, language).cond(cond).trim().into()
}

/// A condition on single periods in words; `bound` are the periods that conditions around it have bound, the outermost
/// first.
#[must_use]
pub fn condition_at(cond: &Cond, bound: &[Period], vocabulary: &Vocabulary, language: Language) -> String {
    let mut words = Words::new(vocabulary, language);
    words.bound.extend(bound.iter().map(|period| match period {
        Period::Year(_) => Window::Years(1),
        Period::Quarter { .. } => Window::Quarters(1),
    }));
    words.cond(cond).trim().into()
}

/// The type that a number is shown in; none where that is not plain.
#[must_use]
pub fn number_type(num: &Num, vocabulary: &Vocabulary) -> Option<NumberType> {
    // the language does not matter to types
    Words::new(vocabulary, Language::En).type_of(num)
}

/// A number in words; constants in it are shown as numbers of type `of`.
#[must_use]
pub fn number(num: &Num, of: Option<&NumberType>, vocabulary: &Vocabulary, language: Language) -> String {
    Words::new(vocabulary, language).num(num, of).trim().into()
}

/// Records with what they must fulfil, in words.
#[must_use]
pub fn records(records: &Records, vocabulary: &Vocabulary, language: Language) -> String {
    Words::new(vocabulary, language).records(records).trim().into()
}

/// A number with its thousands apart, from five digits on: `8,000,000 元`.
#[must_use]
pub fn grouped(number: &str) -> String {
    let start = number.find(|character: char| character.is_ascii_digit()).unwrap_or(0);
    let (before, rest) = number.split_at(start);
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    if digits.len() < 5 {
        return number.to_string();
    }
    let mut apart = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    format!("{before}{apart}{after}")
}

/// What an expression speaks about, while it is put into words.
struct Words<'v> {
    vocabulary: &'v Vocabulary,
    language: Language,
    /// The type of the record at hand, the innermost last.
    record: Vec<&'v RecordType>,
    /// The windows of the bound periods, the outermost first.
    bound: Vec<Window>,
}

impl<'v> Words<'v> {
    fn new(vocabulary: &'v Vocabulary, language: Language) -> Self {
        Self { vocabulary, language, record: Vec::new(), bound: Vec::new() }
    }

    fn zh(&self) -> bool {
        self.language == Language::Zh
    }

    /// One of two wordings.
    fn say(&self, zh: String, en: String) -> String {
        if self.zh() { zh } else { en }
    }

    fn word(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.zh() { zh } else { en }
    }

    /// A title in quotation marks.
    fn quoted(&self, title: &str) -> String {
        format!("“{title}”")
    }

    fn title_or_name(&self, title: &'v Text, name: &'v str) -> &'v str {
        match title.get(self.language) {
            "" => name,
            title => title,
        }
    }

    fn fact_title(&self, fact: FactId) -> &'v str {
        fact.of(self.vocabulary).map_or("", |fact| self.title_or_name(&fact.title, &fact.name))
    }

    fn field(&self, at: usize) -> Option<&'v FieldType> {
        self.record.last().and_then(|record| record.fields.get(at))
    }

    /// The title of a field of the record at hand, as it stands within a sentence.
    fn field_title(&self, at: usize) -> String {
        let Some(field) = self.field(at) else { return String::new() };
        if field.title.is_empty() || field.title.get(self.language) == field.name {
            // a bare name stands apart from the words around it
            return if self.zh() { format!(" {} ", field.name) } else { field.name.clone() };
        }
        let title = without_remark(field.title.get(self.language));
        if self.zh() { title.to_string() } else { within_sentence(title) }
    }

    /// The title of a value of a choice, in quotation marks.
    fn choice_value(&self, choice: ChoiceId, at: usize) -> String {
        let value = choice.of(self.vocabulary).and_then(|choice| choice.values.get(at));
        let title = value.map_or("", |(code, title)| self.title_or_name(title, code));
        self.quoted(title)
    }

    fn record_of(&self, fact: FactId) -> Option<&'v RecordType> {
        match fact.of(self.vocabulary)?.kind {
            FactKind::Records(record) => record.of(self.vocabulary),
            _ => None,
        }
    }

    /// Records with what they must fulfil: 「体系类别为“质量管理体系”且在基准日有效的认证证书」.
    fn records(&mut self, records: &Records) -> String {
        let title = self.fact_title(records.fact);
        let Some(filter) = &records.filter else {
            return if self.zh() { title.to_string() } else { self.quoted(title) };
        };
        if let CondKind::All(parts) = &filter.kind
            && parts.len() > 2
        {
            // many demands read better one after the other
            let demands: Vec<String> =
                self.of_record(records.fact, |words| parts.iter().map(|part| words.clause(part)).collect());
            let demands = demands.join(self.word("；", "; "));
            return self.say(format!("{title}（{demands}）"), format!("{} ({demands})", self.quoted(title)));
        }
        let filter = self.of_record(records.fact, |words| words.clause(filter));
        self.say(format!("{filter}的{title}"), format!("{} where {filter}", self.quoted(title)))
    }

    /// Runs `inner` with a record of the list at hand.
    fn of_record<T>(&mut self, fact: FactId, inner: impl FnOnce(&mut Self) -> T) -> T {
        let record = self.record_of(fact);
        self.record.extend(record);
        let result = inner(self);
        if record.is_some() {
            self.record.pop();
        }
        result
    }

    /// One of several: 「“甲”“乙”或“丙”」, `“a”, “b” or “c”`; all are in quotation marks.
    fn one_of(&self, values: &[String]) -> String {
        match values.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                format!("{}{}{last}", rest.join(self.word("", ", ")), self.word("或", " or "))
            }
            _ => values.concat(),
        }
    }

    /// A list of names: 「A、B」, `A, B`.
    fn list(&self, names: &[String]) -> String {
        names.join(self.word("、", ", "))
    }
}

/// A title without the remark in brackets at its end.
fn without_remark(title: &str) -> &str {
    let end = ['）', ')'].iter().any(|close| title.ends_with(*close));
    let start = title.find(['（', '(']).filter(|start| end && *start > 0);
    start.and_then(|start| title.get(..start)).map_or(title, str::trim_end)
}

/// A title with a small first letter, unless it starts with an abbreviation.
fn within_sentence(title: &str) -> String {
    let mut characters = title.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return String::new() };
    if second.is_some_and(|second| second.is_lowercase() || second == ' ') {
        let rest: String = title.chars().skip(1).collect();
        let small: Vec<char> = first.to_lowercase().collect();
        return small.into_iter().chain(rest.chars()).collect();
    }
    title.to_string()
}
