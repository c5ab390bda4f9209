//! The page as a whole: head, gate, items, sums, grade, what is open, targets, notes.

use duheng_pack::provenance::{Mark, MarkOrigin};
use duheng_pack::text::{Language, Text};

use super::{Scored, advice, errata, figures, grades, items, reasons, shown, shown_exactly, words};
use crate::columns::{PAGE, left, paragraph, right, row, rule, width};

/// The notes at the end of a page: each reason once. Reasons are one where they are in both languages, so that a note
/// has the same number whatever the language of the page.
#[derive(Default)]
pub struct Notes {
    texts: Vec<Text>,
}

impl Notes {
    /// The reference to the reasons of these marks, such as `〔推定 1、2〕`; empty for none.
    pub fn cite(&mut self, scored: Scored<'_>, marks: &[&Mark]) -> String {
        let language = scored.language;
        let mut shown = String::new();
        for (local, word) in [(false, words::inferred(language)), (true, words::local(language))] {
            let mut numbers: Vec<usize> = Vec::new();
            for mark in marks.iter().filter(|mark| matches!(mark.origin, MarkOrigin::Local { .. }) == local) {
                let number = self.number(Text::new(note(mark, Language::Zh), note(mark, Language::En)));
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            if numbers.is_empty() {
                continue;
            }
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            shown.push_str(&match language {
                Language::Zh => format!("〔{word} {}〕", numbers.join("、")),
                Language::En => format!(" [{word} {}]", numbers.join(", ")),
            });
        }
        shown
    }

    fn number(&mut self, text: Text) -> usize {
        if let Some(at) = self.texts.iter().position(|known| *known == text) {
            return at + 1;
        }
        self.texts.push(text);
        self.texts.len()
    }

    fn show(&self, language: Language) -> String {
        if self.texts.is_empty() {
            return String::new();
        }
        format!("{}\n{}{}", words::notes(language), rule('─'), self.list(language))
    }

    /// The notes in their order, the first of which is number 1.
    pub fn texts(&self, language: Language) -> impl Iterator<Item = &str> {
        self.texts.iter().map(move |text| text.get(language))
    }

    /// The notes alone.
    pub fn list(&self, language: Language) -> String {
        let mut text = String::new();
        for (at, note) in self.texts.iter().enumerate() {
            text.push_str(&paragraph(
                0,
                &format!("{} ", right(&(at + 1).to_string(), 3)),
                note.get(language),
            ));
        }
        text
    }
}

/// The reason of a mark, with who decided it.
fn note(mark: &Mark, language: Language) -> String {
    let reason = mark.reason.get(language);
    match &mark.origin {
        MarkOrigin::Inferred => format!("{}{}{reason}", words::inferred(language), words::colon(language)),
        MarkOrigin::Local { by, on } => {
            let on = on.map_or_else(String::new, |on| on.to_string());
            let who = words::local_by(language, by, &on);
            format!("{}（{who}）{}{reason}", words::local(language), words::colon(language))
        }
    }
}

/// The score sheet.
pub fn page(scored: Scored<'_>) -> String {
    let mut notes = Notes::default();
    let mut text = head(scored, &mut notes);
    text.push_str(&gate(scored, &mut notes));
    text.push_str(&items::parts(scored, &mut notes));
    text.push_str(&grades::sums(scored, &mut notes));
    text.push_str(&grades::grade(scored, &mut notes));
    text.push_str(&list(words::provisional(scored.language), &grades::provisional(scored)));
    text.push_str(&list(words::open_points(scored.language), &open_points(scored)));
    text.push_str(&advice::advice(scored));
    text.push_str(&targets(scored));
    text.push_str(&list(words::declared(scored.language), &declared(scored)));
    text.push_str(&list(words::errata(scored.language), &errata::errata(scored)));
    text.push_str(&notes.show(scored.language));
    text
}

fn head(scored: Scored<'_>, notes: &mut Notes) -> String {
    let (score, language, standard) = (scored.score, scored.language, scored.score.standard);
    let entered = scored.entered;
    let title = format!("{}  {}", scored.text(&standard.title), words::score_sheet(language));
    let mut text = format!("{}{title}\n", " ".repeat(PAGE.saturating_sub(width(&title)) / 2));
    text.push_str(&rule('═'));
    let mut field = |name: &str, value: &str| {
        text.push_str(&paragraph(0, &left(name, if scored.zh() { 10 } else { 16 }), value));
    };
    let fictional = if entered.subject.fictional { words::fictional(language) } else { "" };
    field(
        words::subject(language),
        format!("{}{fictional}  {}", entered.subject.name, entered.subject.uscc).trim_end(),
    );
    field(words::standard(language), &errata::standard(scored));
    let profile = &standard.profile;
    field(words::profile(language), &format!("{}  {}", scored.text(&profile.title), profile.id));
    if !profile.note.is_empty() {
        field("", scored.text(&profile.note));
    }
    if let Some(layer) = standard.layers.get(score.settled.layer) {
        let (at, of) = (score.settled.layer + 1, standard.layers.len());
        let cited = notes.cite(scored, &layer.marks.iter().collect::<Vec<_>>());
        let words =
            words::layer_at(language, scored.text(&layer.title), &layer.id, &at.to_string(), &of.to_string());
        field(words::layer(language), &format!("{words}{cited}"));
    }
    field(words::as_of(language), &entered.as_of.to_string());
    field(words::year(language), &entered.year.to_string());
    let hash = scored.pack.hash.get(..12).unwrap_or(&scored.pack.hash);
    field(
        words::pack(language),
        &format!("{} {}  {} {hash}", scored.pack.id, scored.pack.version, words::hash(language)),
    );
    let mark = if score.grade.provisional.is_empty() { "" } else { words::provisional_mark(language) };
    let grade = grades::grade_title(scored, score.grade.grade);
    let result = format!("{grade}{mark}  {} {}", words::total(language), shown_exactly(&score.total));
    field(words::result(language), &result);
    if let Some(open) = grades::open_sentence(scored) {
        field("", &open);
    }
    text.push_str(&rule('═'));
    text.push_str(&format!("{}  {}\n\n", words::signs(language), words::as_written(language)));
    text
}

/// The basic requirements and the vetoes.
pub fn gate(scored: Scored<'_>, notes: &mut Notes) -> String {
    let (score, language) = (scored.score, scored.language);
    let mut text = String::new();
    if !score.gate.requirements.is_empty() {
        let state = words::gate_state(score.gate.state, language);
        text.push_str(&row(0, "", words::gate(language), "", state));
        text.push_str(&rule('─'));
    }
    for (requirement, trace) in &score.gate.requirements {
        let head = format!("{} ", words::sign(trace.truth));
        let cited = notes.cite(scored, &requirement.marks.iter().collect::<Vec<_>>());
        let words = format!("{}{cited}", scored.text(&requirement.title));
        text.push_str(&paragraph(0, &head, &words));
        for line in reasons::explain_condition(scored, trace) {
            text.push_str(&items::line(scored, &below(line), 2, notes));
        }
    }
    if !score.vetoes.is_empty() {
        text.push_str(&format!("\n{}\n{}", words::vetoes(language), rule('─')));
    }
    for result in &score.vetoes {
        let how = match result.when.truth {
            Some(true) => words::holds(language),
            Some(false) => words::fails(language),
            None => words::unknown(language),
        };
        let cited = notes.cite(scored, &result.veto.marks.iter().collect::<Vec<_>>());
        let words = format!("{}{}{how}{cited}", scored.text(&result.veto.title), words::colon(language));
        text.push_str(&paragraph(0, "• ", &words));
        for line in reasons::explain_condition(scored, &result.when) {
            text.push_str(&items::line(scored, &below(line), 2, notes));
        }
    }
    text.push('\n');
    text
}

/// A line below a requirement, which carries the sign already.
pub fn below(mut line: super::Line<'_>) -> super::Line<'_> {
    if line.depth == 0 && !line.details.is_empty() {
        line.sign = " ";
    }
    line
}

fn list(title: &str, sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let mut text = format!("{title}\n{}", rule('─'));
    for sentence in sentences {
        text.push_str(&paragraph(2, "· ", sentence));
    }
    text.push('\n');
    text
}

/// What has still to be settled: facts in dispute, claims nobody confirmed, layers not sealed, requests.
pub fn open_points(scored: Scored<'_>) -> Vec<String> {
    let (settled, language) = (&scored.score.settled, scored.language);
    let titles = |facts: &std::collections::BTreeSet<duheng_pack::vocabulary::FactId>| {
        let titles: Vec<&str> = facts.iter().map(|fact| figures::title(scored, *fact)).collect();
        titles.join(if scored.zh() { "、" } else { ", " })
    };
    let mut found = Vec::new();
    if !settled.disputed.is_empty() {
        let colon = words::colon(language);
        found.push(format!("{}{colon}{}", words::disputed(language), titles(&settled.disputed)));
    }
    for code in &settled.judged_apart {
        found.push(format!("{code} {}", words::judged_apart(language)));
    }
    if settled.layer > 0 && !settled.unconfirmed.is_empty() {
        let colon = words::colon(language);
        found.push(format!("{}{colon}{}", words::unconfirmed(language), titles(&settled.unconfirmed)));
    }
    for (layer, sealed, needed) in &settled.unsealed {
        let title = scored.score.standard.layers.get(*layer).map_or("", |layer| scored.text(&layer.title));
        found.push(words::unsealed(language, title, &sealed.to_string(), &needed.to_string()));
    }
    for item in scored.score.items.iter().filter(|item| item.request_open) {
        found.push(format!(
            "{} {}{}{}",
            item.item.code,
            scored.text(&item.item.title),
            words::colon(language),
            words::request(language)
        ));
    }
    found
}

fn targets(scored: Scored<'_>) -> String {
    if scored.score.sdg.is_empty() {
        return String::new();
    }
    const ACROSS: usize = 5;
    let mut text = format!("{}\n{}", words::sdg_table(scored.language), rule('─'));
    let down = scored.score.sdg.len().div_ceil(ACROSS);
    for at in 0..down {
        let mut line = String::from("  ");
        for (target, of) in scored.score.sdg.iter().skip(at).step_by(down) {
            line.push_str(&left(&items::cell(target, &shown(&of.score), &shown(&of.max), 16), 19));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
    text
}

/// Where the items give other totals than the source declares.
pub fn declared(scored: Scored<'_>) -> Vec<String> {
    let standard = scored.score.standard;
    let of = |what: &str| {
        let declared = &standard.declared;
        let number = match what {
            "items" => declared.items.clone(),
            "indicators" => declared.indicators.clone(),
            "base" => declared.base.clone(),
            "bonus" => declared.bonus.clone(),
            "total" => declared.total.clone(),
            part => declared.parts.get(part.strip_prefix("parts.").unwrap_or(part)).cloned(),
        };
        number.map_or_else(|| "?".to_string(), |number| shown(&number))
    };
    let sentence = |accepted: &duheng_standard::model::Accepted| {
        let what = words::declared_what(scored.language, &accepted.what);
        let reason = scored.text(&accepted.reason);
        words::declared_but(scored.language, &what, &of(&accepted.what), &shown(&accepted.defined), reason)
    };
    standard.accepted.iter().map(sentence).collect()
}
