//! What a condition and its parts rest on.

use duheng_pack::expr::form::{CondKind, Num, Records};
use duheng_pack::provenance::Mark;
use duheng_standard::score::{CondTrace, Figure, figures_of_cond, one_line};
use duheng_standard::words as in_words;

use super::{Detail, Reasons, equals, within};
use crate::sheet::{figures, words};

impl<'a> Reasons<'a> {
    pub(super) fn condition(&mut self, trace: &'a CondTrace<'a>, depth: usize) {
        let Some(period) = trace.period else { return self.unbound(trace, depth) };
        let at = self.lines.len();
        self.bound.push(period);
        self.unbound(trace, depth);
        self.bound.pop();
        if let Some(line) = self.lines.get_mut(at) {
            line.text = format!("{period}: {}", line.text);
        }
    }

    fn unbound(&mut self, trace: &'a CondTrace<'a>, depth: usize) {
        let sign = words::sign(trace.truth);
        let language = self.language();
        if trace.parts.is_empty() {
            let (details, marks) = self.rests_on(trace);
            let text = self.in_words(trace.cond);
            // a part of a condition on periods repeats what stands above it
            let code = self.bound.is_empty().then(|| one_line(trace.cond));
            let line = self.line(depth, sign, text);
            line.code = code;
            line.details = details;
            line.marks = marks;
            return;
        }
        match &trace.cond.kind {
            CondKind::All(_) => {
                for part in &trace.parts {
                    self.condition(part, depth);
                }
            }
            kind => {
                let text = match kind {
                    CondKind::Any(_) => words::any_of(language).to_string(),
                    CondKind::Not(_) => words::not_so(language).to_string(),
                    _ => self.in_words(trace.cond),
                };
                let named = !matches!(kind, CondKind::Any(_) | CondKind::Not(_)) && self.bound.is_empty();
                self.line(depth, sign, text).code = named.then(|| one_line(trace.cond));
                for part in &trace.parts {
                    self.condition(part, depth + 1);
                }
            }
        }
    }

    /// Both sides of a share of records or of sums over them; facts follow as figures anyway.
    fn share(&mut self, num: &Num) -> Option<String> {
        let Num::Divide(part, whole) = num else { return None };
        let summed = |num: &Num| matches!(num, Num::Count(_) | Num::Column(..));
        if !summed(part) || !summed(whole) {
            return None;
        }
        let (vocabulary, language) = (&self.scored.pack.vocabulary, self.language());
        let mut show = |num: &Num| {
            let value = within(&mut self.evaluator, &self.bound, &mut |evaluator| evaluator.num(num));
            figures::quantity(self.scored, &value, in_words::number_type(num, vocabulary).as_ref())
        };
        let (of_part, of_whole) = (show(part), show(whole));
        Some(match counted_whole(num) {
            Some(_) => words::share_of_records(language, &of_part, &of_whole),
            None => words::share(language, &of_part, &of_whole),
        })
    }

    /// What a condition without parts rests on.
    pub(super) fn rests_on(&mut self, trace: &'a CondTrace<'a>) -> (Vec<Detail>, Vec<&'a Mark>) {
        let mut details = Vec::new();
        let mut marks = Vec::new();
        let mut wholes: Vec<&Records> = Vec::new();
        if let (Some(sides), CondKind::Numbers(_, left, right)) = (&trace.sides, &trace.cond.kind) {
            let vocabulary = &self.scored.pack.vocabulary;
            let of =
                in_words::number_type(left, vocabulary).or_else(|| in_words::number_type(right, vocabulary));
            let language = self.language();
            let said = |num: &Num| in_words::number(num, of.as_ref(), vocabulary, language);
            let value = figures::quantity(self.scored, &sides.left, of.as_ref());
            if !matches!(left, Num::Count(_)) {
                details.extend(equals_once(&said(left), &value, left).map(Detail::Said));
            }
            details.extend(self.share(left).map(Detail::Said));
            if !matches!(right, Num::Constant(..)) {
                let value = figures::quantity(self.scored, &sides.right, of.as_ref());
                details.extend(equals_once(&said(right), &value, right).map(Detail::Said));
                details.extend(self.share(right).map(Detail::Said));
            }
            // what the part shows of its records says enough of the whole
            wholes = [left, right].into_iter().filter_map(|num| counted_whole(num)).collect();
        }
        let mut read =
            within(&mut self.evaluator, &self.bound, &mut |evaluator| figures_of_cond(evaluator, trace.cond));
        read.retain(|figure| {
            let Figure::Records(of) = figure else { return true };
            wholes.iter().all(|whole| whole.fact != of.list || whole.text != of.text)
        });
        let all = read.clone();
        read.retain(|figure| !all.iter().any(|other| says_more(other, figure)));
        if trace.truth == Some(true) {
            // what holds needs no word about what nearly held
            read.iter_mut().for_each(figures::without_near);
        }
        details.extend(figures::sentences(self.scored, &read, &mut marks));
        for figure in &read {
            if let Figure::Records(of) = figure
                && wholes.iter().any(|whole| whole.fact == of.list)
            {
                details.extend(figures::not_counted(self.scored, of).map(Detail::Said));
            }
        }
        (details, marks)
    }
}

/// Whether one figure shows the same records of a list as another, with the same of them counting, and more of each.
fn says_more(figure: &Figure, than: &Figure) -> bool {
    let (Figure::Records(figure), Figure::Records(than)) = (figure, than) else { return false };
    let (Some(rows), Some(others)) = (&figure.rows, &than.rows) else { return false };
    figure.list == than.list
        && rows.len() == others.len()
        && rows.iter().zip(others).all(|(row, other)| row.fits == other.fits)
        && figure.fields.len() > than.fields.len()
        && than.fields.iter().all(|field| figure.fields.contains(field))
}

/// The list behind the denominator of a share of records, such as `count(x where …) / count(x)`.
fn counted_whole(num: &Num) -> Option<&Records> {
    let Num::Divide(part, whole) = num else { return None };
    match (&**part, &**whole) {
        (Num::Count(part), Num::Count(whole))
            if part.fact == whole.fact && part.filter.is_some() && whole.filter.is_none() =>
        {
            Some(whole)
        }
        _ => None,
    }
}

/// `text = value`; nothing for a fact, whose figures follow anyway.
fn equals_once(text: &str, value: &str, num: &Num) -> Option<String> {
    (!matches!(num, Num::Fact(_))).then(|| equals(text, value))
}
