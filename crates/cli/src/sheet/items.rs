//! The items of a score sheet: per item its points, beneath them each rule with what it rests on.

use duheng_pack::provenance::Mark;
use duheng_pack::text::Language;
use duheng_standard::model::{Indicator, Item};
use duheng_standard::score::{ItemScore, State};

use super::page::Notes;
use super::{Line, Scored, explain_item, shown, words};
use crate::columns::{paragraph, points, right, row, rule};

/// Keys whose marks say nothing about points: the sheet does not show them.
const BESIDE: [&str; 3] = ["evidence", "method", "guidance"];

/// All parts with their items, then the bonus.
pub fn parts(scored: Scored<'_>, notes: &mut Notes) -> String {
    let language = scored.language;
    let mut shown_page = String::new();
    let mut at = 0;
    for (part, of) in scored.score.standard.parts.iter().zip(&scored.score.parts) {
        shown_page.push_str(&heading(scored, &part.code, scored.text(&part.title)));
        for indicator in &part.indicators {
            let count = indicator.items.len();
            shown_page.push_str(&self::indicator(scored, indicator));
            for scored_item in scored.score.items.iter().skip(at).take(count) {
                shown_page.push_str(&item(scored, scored_item, notes));
            }
            at += count;
        }
        let words = format!("{} {} {}", part.code, scored.text(&part.title), words::subtotal(language));
        shown_page.push_str(&rule('─'));
        shown_page.push_str(&row(2, "", &words, "", &points(&shown(&of.score), &shown(&of.max))));
        shown_page.push('\n');
    }
    if let Some(bonus) = &scored.score.standard.bonus {
        shown_page.push_str(&heading(scored, words::bonus(language), scored.text(&bonus.title)));
        if let Some(note) = super::grades::bonus_note(scored) {
            shown_page.push_str(&paragraph(2, "", note));
        }
        for scored_item in scored.score.items.iter().skip(at) {
            shown_page.push_str(&item(scored, scored_item, notes));
        }
        let words = format!("{} {}", scored.text(&bonus.title), words::subtotal(language));
        let most = shown(&scored.score.standard.bonus_max());
        shown_page.push_str(&rule('─'));
        shown_page.push_str(&row(2, "", &words, "", &points(&shown(&scored.score.bonus), &most)));
        shown_page.push('\n');
    }
    shown_page
}

/// The explanation of one item without notes.
pub fn alone(scored: Scored<'_>, at: usize) -> String {
    let Some(of) = scored.score.items.get(at) else { return String::new() };
    let mut notes = Notes::default();
    let text = item(scored, of, &mut notes);
    format!("{text}{}", notes.list(scored.language))
}

/// The items of one part with their points alone, and their sum.
pub fn part(scored: Scored<'_>, code: &str) -> String {
    let mut text = String::new();
    let mut items = scored.score.items.iter();
    for (part, of) in scored.score.standard.parts.iter().zip(&scored.score.parts) {
        let own: Vec<_> = items.by_ref().take(part.items().count()).collect();
        if part.code != code {
            continue;
        }
        for item in own {
            text.push_str(&points_of(scored, item));
        }
        text.push_str(&rule('─'));
        let words = format!("{} {}", part.code, scored.text(&part.title));
        text.push_str(&row(2, "", &words, "", &points(&shown(&of.score), &shown(&of.max))));
    }
    text
}

/// The row of an item with its state and points.
fn points_of(scored: Scored<'_>, of: &ItemScore<'_>) -> String {
    let head = format!("{} {} ", words::state_sign(of.state), crate::columns::left(&of.item.code, 9));
    let score = if of.state == State::NotEvaluated { "—".to_string() } else { shown(&of.outcome.value) };
    let state = words::state(of.state, scored.language);
    row(0, &head, scored.text(&of.item.title), state, &points(&score, &shown(of.max())))
}

fn heading(scored: Scored<'_>, code: &str, title: &str) -> String {
    let language = scored.language;
    let words = format!("{code} {title}");
    let columns = row(0, "", &words, words::within_item(language), words::item_points(language));
    format!("{columns}{}", rule('─'))
}

fn indicator(scored: Scored<'_>, indicator: &Indicator) -> String {
    let mut words = format!("{} {}", indicator.code, scored.text(&indicator.title));
    if !indicator.goals.is_empty() {
        words.push_str(&format!(" · SDG {}", indicator.goals.join("、")));
    }
    if !scored.zh() {
        words = words.replace('、', ", ");
    }
    format!("\n{}", paragraph(0, "", &words))
}

fn item(scored: Scored<'_>, of: &ItemScore<'_>, notes: &mut Notes) -> String {
    let language = scored.language;
    let mut text = points_of(scored, of);
    text.push_str(&paragraph(12, "", &basis(scored, of.item, notes)));
    if of.state == State::NotEvaluated || of.request_open {
        text.push_str(&paragraph(12, "", &request(scored, of)));
    }
    if of.state == State::Unknown {
        let range = words::range(language, &shown(&of.outcome.low), &shown(&of.outcome.high));
        text.push_str(&paragraph(12, "", &range));
    }
    for mut line in explain_item(scored, of) {
        if of.state == State::NotEvaluated {
            line.remarks.clear();
        }
        text.push_str(&self::line(scored, &line, 12, notes));
    }
    text
}

/// The clause, the targets, and the marks of the item.
pub fn basis(scored: Scored<'_>, item: &Item, notes: &mut Notes) -> String {
    let language = scored.language;
    let source = scored.pack.sources.iter().find(|source| source.id == scored.score.standard.source);
    let anchor = source.and_then(|source| source.anchors.iter().find(|(id, _)| *id == item.clause));
    let clause = match anchor {
        Some((_, title)) if !title.is_empty() => scored.text(title),
        _ => item.clause.as_str(),
    };
    let mut parts = Vec::new();
    if !clause.is_empty() {
        parts.push(format!("{} {clause}", words::clause(language)));
    }
    if !item.sdg.is_empty() {
        parts.push(format!("SDG {}", item.sdg.join(" ")));
    }
    parts.extend(super::errata::at(scored, item));
    let marks: Vec<&Mark> =
        item.marks.iter().filter(|mark| !BESIDE.iter().any(|key| mark.key.starts_with(key))).collect();
    let cited = notes.cite(scored, &marks);
    format!("{}{cited}", parts.join(" · ")).trim().to_string()
}

/// Why an item takes no part, and who approved it; or that this is asked for.
pub fn request(scored: Scored<'_>, of: &ItemScore<'_>) -> String {
    let language = scored.language;
    let Some(request) = scored.entered.not_evaluated.get(&of.item.code) else { return String::new() };
    let mut parts = Vec::new();
    if of.request_open {
        parts.push(words::request(language).to_string());
    }
    parts.push(words::request_reason(language, request.reason.get(language)));
    if let Some(by) = &request.approved_by {
        parts.push(words::approved_by(language, by));
    }
    parts.join(words::separator(language))
}

/// One line of an explanation, with what it rests on beneath it.
pub fn line(scored: Scored<'_>, line: &Line<'_>, indent: usize, notes: &mut Notes) -> String {
    let language = scored.language;
    let indent = indent + line.depth * 2;
    let head = if line.sign.trim().is_empty() { String::new() } else { format!("{} ", line.sign) };
    let words = format!("{}{}", headline(line, language), notes.cite(scored, &line.marks));
    let inner =
        line.points.as_ref().map_or_else(String::new, |(score, of)| points(&shown(score), &shown(of)));
    let mut text = row(indent, &head, &words, &inner, "");
    let below = indent + 2;
    if let Some(said) = &line.said {
        text.push_str(&paragraph(below, "", said));
    }
    if let Some(code) = &line.code {
        code_line(&mut text, below, code);
    }
    for detail in &line.details {
        text.push_str(&paragraph(below, "", &detail.shown()));
    }
    if !line.remarks.is_empty() && !is_heading(line) {
        text.push_str(&paragraph(below, "→ ", &line.remarks.join(words::separator(language))));
    }
    text
}

/// Whether a line is a heading, whose remarks stand in it.
pub fn is_heading(line: &Line<'_>) -> bool {
    line.sign.trim().is_empty() && line.details.is_empty()
}

/// The words of a line: a heading says in one line what bounds the rules below it.
pub fn headline(line: &Line<'_>, language: Language) -> String {
    let mut words = vec![line.text.clone()];
    if is_heading(line) {
        words.extend(line.remarks.iter().cloned());
    }
    words.join(words::separator(language))
}

/// The code of a condition, on a line of its own.
fn code_line(text: &mut String, indent: usize, code: &str) {
    text.push_str(&paragraph(indent, "", &super::reasons::code(code)));
}

/// A figure at the right end of a label, both within `columns`.
pub fn cell(label: &str, score: &str, most: &str, columns: usize) -> String {
    let score = format!("{} / {}", score, crate::columns::left(most, 3));
    format!("{}{}", crate::columns::left(label, 7), right(&score, columns.saturating_sub(7)))
}
