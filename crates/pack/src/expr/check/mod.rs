//! From the syntax tree to the typed form: names, types, units and periods are settled here, once.

mod calls;
mod compare;
mod functions;
mod names;
mod numbers;

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::ast::{Ast, AstKind, Operator, Window};
use super::form::{Cond, CondKind, Day, Num, Operand, PeriodAt, Pick, Records, Words};
use super::parse::parse;
use crate::diagnostic::Diagnostic;
use crate::findings::wrong_type;
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::{
    ChoiceId, FactId, Flavour, NumberType, Per, RecordId, ResultId, TableId, Vocabulary,
};

pub use functions::{FUNCTIONS, Function};

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
        let span = self.place(finding.span);
        let related = finding.related.into_iter().map(|(inner, label)| (self.place(inner), label));
        // Where places cannot be told apart, the second one explains nothing.
        let related = related.filter(|(place, _)| *place != span).collect();
        self.findings.push(Diagnostic { span, related, ..finding });
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
