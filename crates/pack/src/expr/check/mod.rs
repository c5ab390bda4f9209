//! From the syntax tree to the typed form: names, types, units and periods are settled here, once.

mod calls;
mod compare;
mod numbers;

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::ast::{Ast, AstKind, Operator, Window};
use super::form::{Anchor, Cond, CondKind, Day, FactAt, Num, Operand, PeriodAt, Pick, Records, Words};
use super::parse::parse;
use crate::diagnostic::Diagnostic;
use crate::findings::{unknown_name, wrong_period, wrong_type};
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{
    ChoiceId, FactId, FactKind, Flavour, NumberType, Per, RecordId, ResultId, TableId, ValueType, Vocabulary,
};

pub use calls::{FUNCTIONS, Function};

/// A checked expression of any type.
#[derive(Clone, Debug)]
pub enum Typed {
    /// A condition.
    Cond(Cond),
    /// A number with its type.
    Num(Num, NumberType),
    /// A date.
    Day(Day),
    /// A text.
    Words(Words),
    /// A choice's value.
    Pick(Pick, ChoiceId),
    /// A list of records.
    Records(Records, RecordId),
    /// One field of a list's records.
    Column(Records, RecordId, usize),
    /// A stretch of time.
    Window(Window),
    /// One period.
    Period(PeriodAt, Per),
    /// A row of a table.
    Row(TableId, Vec<Operand>),
    /// Another programme's result.
    Result(ResultId),
}

/// Checks expressions against a vocabulary and gathers findings.
pub struct Checker<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) record: Option<RecordId>,
    pub(super) bound: Vec<(String, Per)>,
    /// The bound period that a bare fact with periods means, where an aggregate over a window binds one.
    pub(super) implied: Option<usize>,
    source: &'v str,
    origin: Span,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The facts that were read.
    pub reads: BTreeSet<FactId>,
    /// The official lists, tables and results that were read, by name.
    pub named: BTreeSet<String>,
}

impl<'v> Checker<'v> {
    /// A checker for the expression `source`, which stands at `origin`.
    ///
    /// Findings have exact places where `origin` is as long as `source`, that is, where the text stands in its file
    /// byte for byte; otherwise (escapes, folded lines) they underline the whole `origin`.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary, source: &'v str, origin: Span) -> Self {
        Self {
            vocabulary,
            record: None,
            bound: Vec::new(),
            implied: None,
            source,
            origin,
            findings: Vec::new(),
            reads: BTreeSet::new(),
            named: BTreeSet::new(),
        }
    }

    /// The same with the fields of a record in reach.
    #[must_use]
    pub fn inside(mut self, record: RecordId) -> Self {
        self.record = Some(record);
        self
    }

    /// The same with the period `y` (or `q`) of a derived fact in reach.
    #[must_use]
    pub fn for_period(mut self, per: Per) -> Self {
        self.bound.push((if per == Per::Quarter { "q" } else { "y" }.to_string(), per));
        self
    }

    /// Parses and checks the whole expression.
    pub fn read(&mut self) -> Option<Typed> {
        let ast = self.parsed()?;
        self.check(&ast)
    }

    /// Parses and checks an expression that must be a condition.
    pub fn read_condition(&mut self) -> Option<Cond> {
        let ast = self.parsed()?;
        self.condition(&ast)
    }

    /// Parses and checks an expression that must be a number.
    pub fn read_number(&mut self) -> Option<(Num, NumberType)> {
        let ast = self.parsed()?;
        self.number(&ast)
    }

    /// Parses and checks an expression that must be a list of records.
    pub fn read_records(&mut self) -> Option<(Records, RecordId)> {
        let ast = self.parsed()?;
        self.records(&ast)
    }

    /// The syntax tree, whose places count from the start of `source`.
    fn parsed(&mut self) -> Option<Ast> {
        let inner = Span::new(self.origin.file, 0, self.source.len());
        parse(self.source, inner).map_err(|finding| self.report(finding)).ok()
    }

    /// The place in the file of a place in `source`.
    pub(super) fn place(&self, inner: Span) -> Span {
        let length = self.origin.end.saturating_sub(self.origin.start) as usize;
        if length == self.source.len() {
            self.origin.within(inner.start as usize, inner.end as usize)
        } else {
            self.origin
        }
    }

    /// The text at a place in `source`.
    pub(super) fn text(&self, inner: Span) -> Arc<str> {
        Arc::from(self.source.get(inner.start as usize..inner.end as usize).unwrap_or_default())
    }

    /// Keeps a finding, whose place counts from the start of `source`.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(Diagnostic { span: self.place(finding.span), ..finding });
    }

    pub(super) fn check(&mut self, ast: &Ast) -> Option<Typed> {
        match &ast.kind {
            AstKind::Number(..) | AstKind::Negative(_) => {
                let (number, of) = self.number(ast)?;
                Some(Typed::Num(number, of))
            }
            AstKind::Date(date) => Some(Typed::Day(Day::Constant(*date))),
            AstKind::Text(text) => Some(Typed::Words(Words::Constant(text.clone()))),
            AstKind::YesNo(value) => Some(Typed::Cond(self.cond(ast.span, CondKind::Constant(*value)))),
            AstKind::Name(name) => self.name(name, ast.span),
            AstKind::Window(window) => Some(Typed::Window(*window)),
            AstKind::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(Typed::Cond(self.cond(ast.span, CondKind::Not(Box::new(inner)))))
            }
            AstKind::Binary(operator, ..) if operator.is_logical() => self.logic(ast).map(Typed::Cond),
            AstKind::Binary(operator, ..) if operator.is_arithmetic() => {
                let (number, of) = self.arithmetic(ast)?;
                Some(Typed::Num(number, of))
            }
            AstKind::Binary(Operator::In, left, right) => self.within(ast.span, left, right).map(Typed::Cond),
            AstKind::Binary(operator, left, right) => {
                self.comparison(ast.span, *operator, left, right).map(Typed::Cond)
            }
            AstKind::Index(base, index) => self.index(ast.span, base, index),
            AstKind::Field(base, field, place) => self.field(base, field, *place),
            AstKind::Call(name, place, arguments) => self.call(ast.span, name, *place, arguments),
            AstKind::Where(base, condition) => self.filtered(ast.span, base, condition),
            AstKind::List(_) => {
                self.report(wrong_type::at(
                    ast.span,
                    &Text::new("一个值", "one value"),
                    &Text::new("一组值", "several values"),
                ));
                None
            }
        }
    }

    pub(super) fn cond(&self, span: Span, kind: CondKind) -> Cond {
        Cond { span: self.place(span), text: self.text(span), kind }
    }

    /// `a and b and c`, `a or b or c`: chains of one operator become one condition.
    fn logic(&mut self, ast: &Ast) -> Option<Cond> {
        let (first, links) = ast.chain(Operator::is_logical);
        let mut left = self.condition(first);
        for (operator, span, right) in links {
            let right = self.condition(right);
            left = left.zip(right).map(|(left, right)| self.joined(operator, span, left, right));
        }
        left
    }

    fn joined(&self, operator: Operator, span: Span, left: Cond, right: Cond) -> Cond {
        let mut parts = Vec::new();
        for part in [left, right] {
            match (part, operator) {
                (Cond { kind: CondKind::All(inner), .. }, Operator::And)
                | (Cond { kind: CondKind::Any(inner), .. }, Operator::Or) => parts.extend(inner),
                (other, _) => parts.push(other),
            }
        }
        self.cond(span, if operator == Operator::And { CondKind::All(parts) } else { CondKind::Any(parts) })
    }

    /// A name: a bound period, a field of the record at hand, a fact or a built-in.
    fn name(&mut self, name: &str, span: Span) -> Option<Typed> {
        if let Some(depth) = self.bound.iter().rposition(|(bound, _)| bound == name) {
            let per = self.bound.get(depth).map_or(Per::Year, |(_, per)| *per);
            return Some(Typed::Period(PeriodAt { from: Anchor::Bound(depth), minus: 0 }, per));
        }
        if let Some(found) = self.field_of_record(name, span) {
            return Some(found);
        }
        match name {
            "as_of" => return Some(Typed::Day(Day::AsOf)),
            "year" => return Some(Typed::Period(PeriodAt { from: Anchor::Year, minus: 0 }, Per::Year)),
            _ => {}
        }
        let fact = self.fact_named(name, span)?;
        self.fact(fact, None, span)
    }

    /// The fact of this name. A broken declaration has its finding already, so its readers have none.
    fn fact_named(&mut self, name: &str, span: Span) -> Option<FactId> {
        if let Some(fact) = self.vocabulary.fact(name) {
            self.reads.insert(fact);
            return Some(fact).filter(|_| !self.vocabulary.broken.contains(name));
        }
        if !self.vocabulary.broken.contains(name) {
            let known = self.names();
            let finding = unknown_name::at(span, name, &known);
            self.report(finding);
        }
        None
    }

    fn field_of_record(&mut self, name: &str, span: Span) -> Option<Typed> {
        let record = self.record?.of(self.vocabulary)?;
        if name == "valid"
            && let Some((from, until)) = record.valid
        {
            return Some(Typed::Cond(self.cond(span, CondKind::Valid { from, until })));
        }
        let at = record.field(name)?;
        let field = record.fields.get(at)?;
        Some(match &field.value {
            ValueType::YesNo => Typed::Cond(self.cond(span, CondKind::Field(at))),
            ValueType::Number(of) => Typed::Num(Num::Field(at), of.clone()),
            ValueType::Date => Typed::Day(Day::Field(at)),
            ValueType::Text => Typed::Words(Words::Field(at)),
            ValueType::Choice(choice) => Typed::Pick(Pick::Field(at), *choice),
        })
    }

    /// Every name that could stand here, for suggestions.
    fn names(&self) -> Vec<&str> {
        let fields = self.record.and_then(|record| record.of(self.vocabulary)).into_iter();
        let mut names: Vec<&str> =
            fields.flat_map(|record| record.fields.iter().map(|field| field.name.as_str())).collect();
        names.extend(self.bound.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()));
        names.extend(self.vocabulary.facts.iter().map(|fact| fact.name.as_str()));
        names.extend(["as_of", "year"]);
        names
    }

    /// A fact at a period; without one, at the period that stands in for it.
    fn fact(&mut self, id: FactId, period: Option<(PeriodAt, Per, Span)>, span: Span) -> Option<Typed> {
        let fact = id.of(self.vocabulary)?;
        let per = match &fact.kind {
            FactKind::Value(_, per)
            | FactKind::DerivedNumber(_, per, _)
            | FactKind::DerivedCondition(per, _) => *per,
            FactKind::Records(_) => Per::State,
        };
        let at = match (per, period) {
            (Per::State, None) => None,
            (Per::State, Some((_, _, place))) => {
                self.report(wrong_period::state(place, &fact.name));
                return None;
            }
            (_, Some((at, given, place))) => {
                if (per == Per::Quarter) != (given == Per::Quarter) {
                    self.report(wrong_period::step(place, &fact.name, per));
                    return None;
                }
                Some(at)
            }
            (_, None) => Some(self.implied_period(&fact.name, per, span)?),
        };
        let at = FactAt { fact: id, period: at };
        Some(match &fact.kind {
            FactKind::Value(ValueType::YesNo, _) | FactKind::DerivedCondition(..) => {
                Typed::Cond(self.cond(span, CondKind::Fact(at)))
            }
            FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..) => {
                Typed::Num(Num::Fact(at), of.clone())
            }
            FactKind::Value(ValueType::Date, _) => Typed::Day(Day::Fact(at)),
            FactKind::Value(ValueType::Text, _) => Typed::Words(Words::Fact(at)),
            FactKind::Value(ValueType::Choice(choice), _) => Typed::Pick(Pick::Fact(at), *choice),
            FactKind::Records(record) => {
                let (text, span) = (self.text(span), self.place(span));
                Typed::Records(Records { fact: id, filter: None, text, span }, *record)
            }
        })
    }

    fn implied_period(&mut self, fact: &str, per: Per, span: Span) -> Option<PeriodAt> {
        let bound = self.implied.and_then(|depth| self.bound.get(depth).map(|(_, of)| (depth, *of)));
        match bound {
            Some((depth, of)) if (of == Per::Quarter) == (per == Per::Quarter) => {
                return Some(PeriodAt { from: Anchor::Bound(depth), minus: 0 });
            }
            _ if per == Per::Quarter => {}
            None if self.bound.is_empty() => return Some(PeriodAt { from: Anchor::Year, minus: 0 }),
            _ => {}
        }
        self.report(wrong_period::missing(span, fact, per));
        None
    }

    /// `fact[period]`
    fn index(&mut self, span: Span, base: &Ast, index: &Ast) -> Option<Typed> {
        let AstKind::Name(name) = &base.kind else {
            self.report(wrong_period::not_a_fact(base.span));
            return None;
        };
        let fact = self.fact_named(name, base.span);
        let (at, per) = self.period(index)?;
        self.fact(fact?, Some((at, per, index.span)), span)
    }

    /// A period: `y`, `y - 1`, `year`, `2024`.
    pub(super) fn period(&mut self, ast: &Ast) -> Option<(PeriodAt, Per)> {
        let (base, minus) = match &ast.kind {
            AstKind::Binary(operator @ (Operator::Subtract | Operator::Add), base, by) => {
                let AstKind::Number(number, None) = &by.kind else {
                    self.report(wrong_period::not_a_period(by.span));
                    return None;
                };
                let Some(by) = number.to_i64().and_then(|by| i16::try_from(by).ok()) else {
                    self.report(wrong_period::not_a_period(by.span));
                    return None;
                };
                (&**base, if *operator == Operator::Subtract { by } else { -by })
            }
            _ => (ast, 0),
        };
        if let AstKind::Number(number, None) = &base.kind
            && let Some(year) = number.to_i64().and_then(|year| i16::try_from(year).ok())
            && (1900..=2200).contains(&year)
        {
            return Some((PeriodAt { from: Anchor::Fixed(year), minus }, Per::Year));
        }
        if let AstKind::Name(name) = &base.kind
            && let Some(Typed::Period(at, per)) = self.period_name(name, base.span)
        {
            return Some((PeriodAt { minus, ..at }, per));
        }
        self.report(wrong_period::not_a_period(ast.span));
        None
    }

    fn period_name(&mut self, name: &str, span: Span) -> Option<Typed> {
        let is_period = name == "year" || self.bound.iter().any(|(bound, _)| bound == name);
        if is_period { self.name(name, span) } else { None }
    }

    /// `x.field`: a column of a list, of a table's row or of another programme's result.
    fn field(&mut self, base: &Ast, field: &str, place: Span) -> Option<Typed> {
        match self.check(base)? {
            Typed::Records(records, record) => {
                let of = record.of(self.vocabulary)?;
                let Some(at) = of.field(field) else {
                    let known: Vec<&str> = of.fields.iter().map(|field| field.name.as_str()).collect();
                    self.report(unknown_name::at(place, field, &known));
                    return None;
                };
                Some(Typed::Column(records, record, at))
            }
            Typed::Row(table, key) => {
                let of = table.of(self.vocabulary)?;
                let found = of.columns.iter().enumerate().find(|(_, (name, _))| name == field);
                let Some((at, (_, kind))) = found else {
                    let known: Vec<&str> = of.columns.iter().map(|(name, _)| name.as_str()).collect();
                    self.report(unknown_name::at(place, field, &known));
                    return None;
                };
                Some(Typed::Num(Num::Lookup(table, key, at), kind.clone()))
            }
            Typed::Result(result) if field == "grade" => {
                Some(Typed::Pick(Pick::Result(result), result.of(self.vocabulary)?.grades))
            }
            Typed::Result(_) => {
                self.report(unknown_name::at(place, field, &["grade"]));
                None
            }
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(
                    base.span,
                    &Text::new("带字段的内容", "something with fields"),
                    &found,
                ));
                None
            }
        }
    }

    /// `list where condition`, `list.field where condition`; a list that is filtered already keeps its condition too.
    fn filtered(&mut self, span: Span, base: &Ast, condition: &Ast) -> Option<Typed> {
        let (mut records, record, column) = match self.check(base)? {
            Typed::Records(records, record) => (records, record, None),
            Typed::Column(records, record, at) => (records, record, Some(at)),
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(base.span, &Text::new("记录清单", "a list of records"), &found));
                return None;
            }
        };
        let added = self.of_each(record, condition)?;
        let filter = match records.filter.take() {
            Some(before) => self.cond(span, CondKind::All(Vec::from([*before, added]))),
            None => added,
        };
        records.filter = Some(Box::new(filter));
        records.text = self.text(span);
        records.span = self.place(span);
        Some(match column {
            Some(at) => Typed::Column(records, record, at),
            None => Typed::Records(records, record),
        })
    }

    /// A condition on each record of a list, whose fields it can name.
    pub(super) fn of_each(&mut self, record: RecordId, condition: &Ast) -> Option<Cond> {
        let outer = self.record.replace(record);
        let condition = self.condition(condition);
        self.record = outer;
        condition
    }

    /// An expression that must be a condition.
    pub(super) fn condition(&mut self, ast: &Ast) -> Option<Cond> {
        match self.check(ast)? {
            Typed::Cond(cond) => Some(cond),
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(ast.span, &Text::new("条件", "a condition"), &found));
                None
            }
        }
    }

    /// An expression that must be a list of records.
    pub(super) fn records(&mut self, ast: &Ast) -> Option<(Records, RecordId)> {
        match self.check(ast)? {
            Typed::Records(records, record) => Some((records, record)),
            other => {
                let found = self.describe(&other);
                self.report(wrong_type::at(ast.span, &Text::new("记录清单", "a list of records"), &found));
                None
            }
        }
    }

    /// What a checked expression is, in words.
    #[must_use]
    pub fn describe(&self, typed: &Typed) -> Text {
        match typed {
            Typed::Cond(_) => Text::new("条件", "a condition"),
            Typed::Num(_, of) => describe_number(of),
            Typed::Day(_) => Text::new("日期", "a date"),
            Typed::Words(_) => Text::new("文字", "a text"),
            Typed::Pick(_, choice) => {
                let name = choice.of(self.vocabulary).map_or("", |choice| choice.name.as_str());
                Text::new(
                    alloc::format!("选项 `{name}` 的值"),
                    alloc::format!("a value of the choice `{name}`"),
                )
            }
            Typed::Records(..) => Text::new("记录清单", "a list of records"),
            Typed::Column(..) => Text::new("清单的一个字段", "one field of a list"),
            Typed::Window(_) => Text::new("一段时间", "a stretch of time"),
            Typed::Period(..) => Text::new("一个期间", "a period"),
            Typed::Row(..) => Text::new("对照表的一行", "a row of a table"),
            Typed::Result(_) => Text::new("其他评价活动的结果", "another programme's result"),
        }
    }
}

/// What a number is, in words.
pub(super) fn describe_number(of: &NumberType) -> Text {
    let symbol = of.unit.symbol();
    if !of.unit.is_dimensionless() {
        return Text::new(alloc::format!("单位为 `{symbol}` 的数"), alloc::format!("a number in `{symbol}`"));
    }
    match of.flavour {
        Flavour::Plain => Text::new("没有单位的数", "a number without unit"),
        Flavour::Count => Text::new("个数", "a count"),
        Flavour::Ratio => Text::new("比率", "a ratio"),
    }
}
