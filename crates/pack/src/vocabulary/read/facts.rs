//! Facts: what each holds, who may state it, its bounds and the whole of which it is a part.

use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::super::types::{self, Written};
use super::super::{
    DayBound, DayBounds, Fact, FactId, FactKind, Flavour, NumberType, Origin, Per, Value, ValueType,
    read_value,
};
use super::{Reader, titled};
use crate::bundle::{Bundle, FileKind};
use crate::calendar::Date;
use crate::expr::form::{Num, Summary};
use crate::findings::{bad_bounds, incomplete_fact, not_a_value, unknown_name};
use crate::number::Rational;
use crate::schema::Fields;
use crate::text::Text;
use crate::tree::Entry;

impl Reader<'_> {
    /// A stated fact; derived ones get their place here and their formula later.
    pub(super) fn stated(&mut self, bundle: &Bundle, entry: &Entry) {
        if !self.take("fact", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        let per = match node.str("per") {
            Some("year") => Per::Year,
            Some("year_end") => Per::YearEnd,
            Some("quarter") => Per::Quarter,
            _ => Per::State,
        };
        let Some(kind) = self.kind(entry, per) else {
            self.vocabulary.broken.insert(entry.key.clone());
            return;
        };
        let origin = self.origin(entry);
        let is_date = matches!(kind, FactKind::Value(ValueType::Date, _));
        let days = if is_date { self.days(entry, true) } else { (None, None) };
        let bounds = if is_date { (None, None) } else { self.bounds(entry, &kind) };
        self.vocabulary.facts.push(Fact {
            name: entry.key.clone(),
            title: titled(&entry.value, &entry.key),
            question: node.text("question"),
            kind,
            bounds,
            days,
            at_most: None,
            origin,
            boundary: node.string("boundary"),
            pack: bundle.folder.clone(),
            span: entry.key_span,
        });
    }

    /// What a fact holds; for a derived one, an unknown number until its formula is checked.
    fn kind(&mut self, entry: &Entry, per: Per) -> Option<FactKind> {
        let node = Fields(&entry.value);
        match (node.node("type"), node.node("formula")) {
            (Some(written), None) => {
                self.refuse(entry, &["shown"]);
                let text = written.as_str().map(str::trim).filter(|text| !text.is_empty())?;
                let read = types::read(&self.vocabulary, text, written.span);
                match read.map_err(|finding| self.findings.push(finding)).ok()? {
                    Written::Value(value) => Some(FactKind::Value(value, per)),
                    Written::Records(record) => {
                        self.refuse(entry, &["per", "min", "max", "at_most"]);
                        Some(FactKind::Records(record))
                    }
                }
            }
            (None, Some(_)) => {
                self.refuse(entry, &["per", "min", "max", "at_most", "by", "from", "question"]);
                let unknown = Num::Of(Summary::Mean, Vec::new());
                Some(FactKind::DerivedNumber(NumberType::plain(), Per::State, Box::new(unknown)))
            }
            (given, _) => {
                self.findings.push(incomplete_fact::at(entry.key_span, &entry.key, given.is_some()));
                None
            }
        }
    }

    /// Who may state a fact.
    fn origin(&mut self, entry: &Entry) -> Origin {
        let node = Fields(&entry.value);
        match (node.str("by"), node.spanned("from")) {
            (_, Some((written, span))) => {
                let register = written.strip_prefix("register ").map(str::trim);
                if register.is_none_or(str::is_empty) {
                    let expected = Text::new("登记簿", "a register");
                    let help = Text::new("写作 `register 名称`", "write `register NAME`");
                    self.findings.push(not_a_value::at(span, written, &expected, help));
                }
                Origin::Register(register.unwrap_or_default().to_string())
            }
            (Some("authority"), None) => Origin::Authority,
            _ => Origin::Enterprise,
        }
    }

    fn refuse(&mut self, entry: &Entry, keys: &[&str]) {
        for key in keys {
            if let Some(found) = entry.value.entry(key) {
                self.findings.push(incomplete_fact::key(found.key_span, &entry.key, key));
            }
        }
    }

    /// The wholes of facts that say `at_most`, once all facts have their places.
    pub(super) fn parts(&mut self, bundles: &[&Bundle]) {
        let files = bundles.iter().flat_map(|bundle| bundle.of_kind(FileKind::Facts));
        for entry in files.flat_map(|file| Fields(&file.tree).entries("facts")) {
            let Some((whole, span)) = Fields(&entry.value).spanned("at_most") else { continue };
            let part = self.vocabulary.fact(&entry.key);
            let Some(part) = part.filter(|id| {
                id.of(&self.vocabulary).is_some_and(|fact| {
                    fact.span == entry.key_span && matches!(fact.kind, FactKind::Value(..))
                })
            }) else {
                continue;
            };
            let Some(id) = self.vocabulary.fact(whole) else {
                if !self.vocabulary.broken.contains(whole) {
                    let known: Vec<&str> =
                        self.vocabulary.facts.iter().map(|fact| fact.name.as_str()).collect();
                    self.findings.push(unknown_name::at(span, whole, &known));
                }
                continue;
            };
            let kind = |id: FactId| id.of(&self.vocabulary).map(|fact| &fact.kind);
            let fits = match (kind(part), kind(id)) {
                (
                    Some(FactKind::Value(ValueType::Number(a), per)),
                    Some(FactKind::Value(ValueType::Number(b), other)),
                ) => part != id && per == other && a.flavour == b.flavour && a.unit.same_dimension(&b.unit),
                _ => false,
            };
            if !fits {
                self.findings.push(bad_bounds::whole(span, &entry.key, whole));
            } else if let Some(fact) = self.vocabulary.facts.get_mut(part.0) {
                fact.at_most = Some(id);
            }
        }
    }

    /// First and last day of a date; anything else has none.
    pub(super) fn days(&mut self, entry: &Entry, is_date: bool) -> DayBounds {
        let node = Fields(&entry.value);
        let mut bound = |key: &str| -> Option<DayBound> {
            let (written, span) = node.spanned(key)?;
            let day = match written {
                "as_of" => Some(DayBound::AsOf),
                text => Date::read(text).ok().map(DayBound::On),
            };
            if day.is_none() || !is_date {
                self.findings.push(bad_bounds::day(span, &entry.key, is_date));
            }
            day.filter(|_| is_date)
        };
        let days = (bound("min"), bound("max"));
        if let (Some(DayBound::On(first)), Some(DayBound::On(last)), Some((_, span))) =
            (days.0, days.1, node.spanned("max"))
            && first > last
        {
            self.findings.push(bad_bounds::day(span, &entry.key, true));
        }
        days
    }

    /// The bounds of a number; a count is never below zero.
    fn bounds(&mut self, entry: &Entry, kind: &FactKind) -> (Option<Rational>, Option<Rational>) {
        let node = Fields(&entry.value);
        let FactKind::Value(of @ ValueType::Number(number), _) = kind else {
            for key in ["min", "max"] {
                if let (Some((_, span)), FactKind::Value(..)) = (node.spanned(key), kind) {
                    self.findings.push(bad_bounds::at(span, &entry.key));
                }
            }
            return (None, None);
        };
        let mut bound = |key: &str| -> Option<Rational> {
            let (written, span) = node.spanned(key)?;
            match read_value(&self.vocabulary, of, written) {
                Ok(Value::Number(number)) => Some(number),
                Ok(_) => None,
                Err(why) => {
                    self.findings.push(bad_bounds::unreadable(span, &entry.key, written, why));
                    None
                }
            }
        };
        let (mut low, high) = (bound("min"), bound("max"));
        if number.flavour == Flavour::Count && low.is_none() {
            low = Some(Rational::from_int(0));
        }
        if let (Some(least), Some(greatest), Some((_, span))) = (&low, &high, node.spanned("max"))
            && least > greatest
        {
            self.findings.push(bad_bounds::at(span, &entry.key));
        }
        (low, high)
    }
}
