//! The score sheet as data of a document: the same trace as the page, in the same words.

use duheng_documents::chart::{Share, goal_names};
use duheng_documents::documents as sheet;
use duheng_pack::number::Rational;
use duheng_pack::text::Language;
use duheng_standard::score::{CondTrace, ItemScore, State};

use super::page::Notes;
use super::reasons::Detail;
use super::{
    Line, Scored, advice, errata, explain_item, grades, items, page, reasons, shown, shown_exactly, words,
};

/// Rules as the pack writes them, by what they stand in; they are gathered here and stand at the end.
type Codes = Vec<(String, Vec<String>)>;

/// The whole sheet; `number` stands in the header of its pages.
pub fn document(scored: Scored<'_>, number: &str) -> sheet::ScoreSheetData {
    let (score, language, decided) = (scored.score, scored.language, scored.decided);
    let (standard, entered) = (score.standard, scored.entered);
    let (mut notes, mut codes) = (Notes::default(), Codes::new());
    let head = head(scored, &mut notes);
    let before = vec![gate(scored, &mut notes, &mut codes), vetoes(scored, &mut notes, &mut codes)];
    let groups = groups(scored, &mut notes, &mut codes);
    let mut after = vec![sums(scored, &mut notes), grade(scored, &mut notes)];
    if decided.is_none() {
        after.push(list(words::provisional(language), grades::provisional(scored)));
        after.push(list(words::open_points(language), page::open_points(scored)));
        after.push(advice(scored));
    }
    after.push(list(words::declared(language), page::declared(scored)));
    after.push(list(words::errata(language), errata::errata(scored)));
    let some = |sections: Vec<sheet::Section>| {
        sections.into_iter().filter(|section| !section.lines.is_empty()).collect()
    };
    let targets = score.sdg.iter().map(|(code, of)| (code.clone(), shown(&of.score), shown(&of.max)));
    let as_of = entered.as_of;
    sheet::ScoreSheetData {
        lang: match language {
            Language::Zh => duheng_documents::Language::Zh,
            Language::En => duheng_documents::Language::En,
        },
        title: scored.text(&standard.title).into(),
        number: number.into(),
        enterprise: entered.subject.name.clone(),
        uscc: entered.subject.uscc.clone(),
        fictional: entered.subject.fictional,
        head,
        dated: duheng_documents::Date::constant(as_of.year(), as_of.month(), as_of.day()),
        grade: decided.unwrap_or_else(|| grades::grade_title(scored, score.grade.grade)).into(),
        provisional: decided.is_none() && !score.grade.provisional.is_empty(),
        remark: remark(scored),
        figures: figures(scored),
        series: series(scored),
        legend: words::signs(language).into(),
        terms: terms(scored),
        before: some(before),
        groups,
        after: some(after),
        targets: targets.collect(),
        codes_title: words::codes(language).into(),
        codes,
        notes: (1..)
            .zip(notes.texts(language))
            .map(|(number, text)| sheet::Note { number, text: text.into() })
            .collect(),
    }
}

fn head(scored: Scored<'_>, notes: &mut Notes) -> Vec<(String, String)> {
    let (score, language) = (scored.score, scored.language);
    let (standard, pack) = (score.standard, scored.pack);
    let mut head: Vec<(&str, String)> = Vec::new();
    head.push((words::standard(language), errata::standard(scored)));
    let profile = &standard.profile;
    head.push((words::profile(language), format!("{}  {}", scored.text(&profile.title), profile.id)));
    if !profile.note.is_empty() {
        head.push(("", scored.text(&profile.note).into()));
    }
    if let Some(layer) = standard.layers.get(score.settled.layer) {
        let (at, of) = ((score.settled.layer + 1).to_string(), standard.layers.len().to_string());
        let cited = notes.cite(scored, &layer.marks.iter().collect::<Vec<_>>());
        let said = words::layer_at(language, scored.text(&layer.title), &layer.id, &at, &of);
        head.push((words::layer(language), format!("{said}{cited}")));
    }
    head.push((words::as_of(language), scored.entered.as_of.to_string()));
    head.push((words::year(language), scored.entered.year.to_string()));
    head.push((words::pack(language), format!("{} {}", pack.id, pack.version)));
    head.push((words::hash(language), pack.hash.clone()));
    head.push(("", words::hash_why(language).into()));
    head.into_iter().map(|(name, value)| (capital(name), value)).collect()
}

/// What the words for what is not there mean, each in one wording.
fn terms(scored: Scored<'_>) -> Vec<(String, String)> {
    let language = scored.language;
    let last = match scored.decided {
        None => (words::unknown(language), words::unknown_means(language)),
        Some(_) => (words::counted_nothing(language), words::counted_nothing_means(language)),
    };
    let terms = [
        (words::not_stated(language), words::not_stated_means(language)),
        (words::stated_none(language), words::stated_none_means(language)),
        (words::not_given(language), words::not_given_means(language)),
        (words::given_none(language), words::given_none_means(language)),
        (words::not_accepted(language), words::not_accepted_means(language)),
        (words::state(State::NotEvaluated, language), words::not_evaluated_means(language)),
        last,
    ];
    terms.map(|(word, means)| (word.into(), means.into())).into()
}

/// A name with a capital, as it begins a line.
fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn figures(scored: Scored<'_>) -> Vec<sheet::Figure> {
    let (score, language, standard) = (scored.score, scored.language, scored.score.standard);
    let figure = |name: &str, score: &Rational, max: &Rational| sheet::Figure {
        name: name.into(),
        score: shown(score),
        max: shown(max),
    };
    let base = base_max(scored);
    let mut figures = vec![
        figure(words::total(language), &score.total, &(&base + &standard.bonus_max())),
        figure(words::base(language), &score.base, &base),
    ];
    if standard.bonus.is_some() {
        figures.push(figure(words::bonus(language), &score.bonus, &standard.bonus_max()));
    }
    figures
}

/// The most base points, after conversion where there is one.
fn base_max(scored: Scored<'_>) -> Rational {
    let standard = scored.score.standard;
    let out = scored.score.items.iter().any(|item| !item.is_evaluated());
    let conversion = standard.conversion.as_ref().filter(|_| out);
    conversion.map_or_else(|| standard.base_max(), |conversion| conversion.to.clone())
}

// ── charts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// A share in thousandths, cut; none of nothing.
fn share(label: String, score: &Rational, max: &Rational) -> Share {
    let thousandths = score.checked_div(max).map(|share| &share * &Rational::from_int(1000));
    let whole = thousandths.and_then(|share| share.round(0, duheng_pack::number::Rounding::Down).to_i64());
    let share = whole.map(|whole| u16::try_from(whole.clamp(0, 1000)).unwrap_or(0));
    Share::new(label, shown(score), shown(max), share)
}

fn series(scored: Scored<'_>) -> sheet::Series {
    let standard = scored.score.standard;
    let parts =
        standard.parts.iter().zip(&scored.score.parts).map(|(part, of)| {
            share(format!("{} {}", part.code, scored.text(&part.title)), &of.score, &of.max)
        });
    let mut items = scored.score.items.iter();
    let indicators = standard.parts.iter().flat_map(|part| &part.indicators).map(|indicator| {
        let own: Vec<_> = items.by_ref().take(indicator.items.len()).collect();
        let (points, most) = evaluated(&own);
        share(format!("{} {}", indicator.code, scored.text(&indicator.title)), &points, &most)
    });
    let indicators = indicators.collect();
    let goals = if scored.score.sdg.is_empty() { Vec::new() } else { goals(scored) };
    sheet::Series { parts: parts.collect(), indicators, goals }
}

/// Points and most points of the items that take part.
fn evaluated(items: &[&ItemScore<'_>]) -> (Rational, Rational) {
    let part = || items.iter().filter(|item| item.is_evaluated());
    (part().map(|item| item.outcome.value.clone()).sum(), part().map(|item| item.max().clone()).sum())
}

/// Each goal with the items that serve one of its targets; an item counts once for a goal.
fn goals(scored: Scored<'_>) -> Vec<Share> {
    let names = goal_names(match scored.language {
        Language::Zh => duheng_documents::Language::Zh,
        Language::En => duheng_documents::Language::En,
    });
    let goal = |(number, name): (usize, &str)| {
        let serves = |item: &&ItemScore<'_>| {
            item.item.sdg.iter().any(|target| target.split('.').next() == Some(&number.to_string()))
        };
        let own: Vec<_> = scored.score.items.iter().filter(serves).collect();
        let (points, most) = evaluated(&own);
        share(format!("SDG {number} {name}"), &points, &most)
    };
    (1..).zip(names).map(goal).collect()
}

// ── before the items ──────────────────────────────────────────────────────────────────────────────────────────────

fn gate(scored: Scored<'_>, notes: &mut Notes, codes: &mut Codes) -> sheet::Section {
    let (gate, language) = (&scored.score.gate, scored.language);
    let mut lines = Vec::new();
    for (requirement, trace) in &gate.requirements {
        let cited = notes.cite(scored, &requirement.marks.iter().collect::<Vec<_>>());
        let said = format!("{}{cited}", scored.text(&requirement.title));
        lines.push(sheet::Line::sentence(words::sign(trace.truth), said));
        lines.extend(behind(scored, trace, scored.text(&requirement.title), notes, codes));
    }
    let state = words::gate_state(gate.state, language).to_string();
    sheet::Section { title: words::gate(language).into(), state, lines }
}

fn vetoes(scored: Scored<'_>, notes: &mut Notes, codes: &mut Codes) -> sheet::Section {
    let language = scored.language;
    let mut lines = Vec::new();
    for result in &scored.score.vetoes {
        let how = match result.when.truth {
            Some(true) => words::holds(language),
            Some(false) => words::fails(language),
            None => words::unknown(language),
        };
        let cited = notes.cite(scored, &result.veto.marks.iter().collect::<Vec<_>>());
        let said = format!("{}{}{how}{cited}", scored.text(&result.veto.title), words::colon(language));
        lines.push(sheet::Line::sentence("•", said));
        lines.extend(behind(scored, &result.when, scored.text(&result.veto.title), notes, codes));
    }
    sheet::Section { title: words::vetoes(language).into(), state: String::new(), lines }
}

/// What a requirement or veto rests on.
fn behind<'a>(
    scored: Scored<'a>,
    trace: &'a CondTrace<'a>,
    title: &str,
    notes: &mut Notes,
    codes: &mut Codes,
) -> Vec<sheet::Line> {
    let lines = reasons::explain_condition(scored, trace);
    gather(codes, title, &lines);
    lines.into_iter().map(|of| line(scored, &page::below(of), 1, notes)).collect()
}

// ── items ─────────────────────────────────────────────────────────────────────────────────────────────────────────

fn groups(scored: Scored<'_>, notes: &mut Notes, codes: &mut Codes) -> Vec<sheet::Group> {
    let (score, language) = (scored.score, scored.language);
    let mut rest = score.items.iter();
    let mut groups = Vec::new();
    for (part, of) in score.standard.parts.iter().zip(&score.parts) {
        let mut indicators = Vec::new();
        for indicator in &part.indicators {
            let mut title = format!("{} {}", indicator.code, scored.text(&indicator.title));
            if !indicator.goals.is_empty() {
                let between = if scored.zh() { "、" } else { ", " };
                title.push_str(&format!(" · SDG {}", indicator.goals.join(between)));
            }
            let own = rest.by_ref().take(indicator.items.len());
            indicators.push((title, own.map(|of| item(scored, of, notes, codes)).collect()));
        }
        let title = format!("{} {}", part.code, scored.text(&part.title));
        groups.push(sheet::Group {
            subtotal: format!("{title} {}", words::subtotal(language)),
            title,
            note: String::new(),
            indicators,
            score: shown(&of.score),
            max: shown(&of.max),
        });
    }
    if let Some(bonus) = &score.standard.bonus {
        let title = scored.text(&bonus.title);
        groups.push(sheet::Group {
            title: format!("{} {title}", words::bonus(language)),
            note: grades::bonus_note(scored).unwrap_or_default().into(),
            indicators: vec![(String::new(), rest.map(|of| item(scored, of, notes, codes)).collect())],
            subtotal: format!("{title} {}", words::subtotal(language)),
            score: shown(&score.bonus),
            max: shown(&score.standard.bonus_max()),
        });
    }
    groups
}

fn item(scored: Scored<'_>, of: &ItemScore<'_>, notes: &mut Notes, codes: &mut Codes) -> sheet::Item {
    let language = scored.language;
    let basis = items::basis(scored, of.item, notes);
    let mut lines = Vec::new();
    if of.state == State::NotEvaluated || of.request_open {
        let request = items::request(scored, of);
        lines.extend((!request.is_empty()).then(|| sheet::Line::sentence("", request)));
    }
    if of.state == State::Unknown {
        let said = match scored.decided {
            None => words::range(language, &shown(&of.outcome.low), &shown(&of.outcome.high)),
            Some(_) => words::counted_at(language, &shown(&of.outcome.value)),
        };
        lines.push(sheet::Line::sentence("", said));
    }
    let explained = explain_item(scored, of);
    gather(codes, &of.item.code, &explained);
    for mut explained in explained {
        if of.state == State::NotEvaluated {
            explained.remarks.clear();
        }
        lines.push(line(scored, &explained, 0, notes));
    }
    sheet::Item {
        code: of.item.code.clone(),
        title: scored.text(&of.item.title).into(),
        state: match of.state {
            State::Met => sheet::State::Met,
            State::Partial => sheet::State::Partial,
            State::Unmet => sheet::State::Unmet,
            State::Unknown if scored.decided.is_some() => sheet::State::CountedNothing,
            State::Unknown => sheet::State::Unknown,
            State::NotEvaluated => sheet::State::NotEvaluated,
            State::Pending => sheet::State::Pending,
        },
        score: if of.is_evaluated() { shown(&of.outcome.value) } else { "—".into() },
        max: shown(of.max()),
        basis,
        lines,
        evidence: Vec::new(),
        found: Vec::new(),
    }
}

/// Gathers how the pack writes the rules of these lines, each once.
fn gather(codes: &mut Codes, title: &str, lines: &[Line<'_>]) {
    let mut found: Vec<String> = Vec::new();
    for line in lines {
        let of_details = line.details.iter().filter_map(|detail| match detail {
            Detail::Code(text) => Some(text),
            Detail::Said(_) => None,
        });
        for text in line.code.iter().chain(of_details).map(reasons::code) {
            if !found.contains(&text) {
                found.push(text);
            }
        }
    }
    if !found.is_empty() {
        codes.push((title.into(), found));
    }
}

/// One line of an explanation, so much deeper than it says.
fn line(scored: Scored<'_>, of: &Line<'_>, deeper: usize, notes: &mut Notes) -> sheet::Line {
    let language = scored.language;
    let text = format!("{}{}", items::headline(of, language), notes.cite(scored, &of.marks));
    let said = of.details.iter().filter_map(|detail| match detail {
        Detail::Said(said) => Some(said),
        Detail::Code(_) => None,
    });
    let details = of.said.iter().chain(said).cloned().collect();
    let remark =
        if items::is_heading(of) { String::new() } else { of.remarks.join(words::separator(language)) };
    let points = of.points.as_ref().map(|(score, max)| format!("{} / {}", shown(score), shown(max)));
    sheet::Line {
        depth: of.depth + deeper,
        sign: of.sign.trim().into(),
        text,
        points: points.unwrap_or_default(),
        details,
        remark,
    }
}

// ── behind the items ──────────────────────────────────────────────────────────────────────────────────────────────

/// Sentences under a title.
pub fn list(title: &str, sentences: Vec<String>) -> sheet::Section {
    let lines = sentences.into_iter().map(|said| sheet::Line::sentence("•", said)).collect();
    sheet::Section { title: title.into(), state: String::new(), lines }
}

fn sums(scored: Scored<'_>, notes: &mut Notes) -> sheet::Section {
    let (score, language) = (scored.score, scored.language);
    let standard = score.standard;
    let mut lines = Vec::new();
    let row = |text: String, score: &Rational, max: &Rational| sheet::Line {
        points: format!("{} / {}", shown(score), shown(max)),
        ..sheet::Line::sentence("", text)
    };
    for (part, of) in standard.parts.iter().zip(&score.parts) {
        lines.push(row(format!("{} {}", part.code, scored.text(&part.title)), &of.score, &of.max));
    }
    lines.push(row(words::base_raw(language).into(), &score.base_raw, &standard.base_max()));
    let out: Vec<_> = score.items.iter().filter(|item| !item.is_evaluated()).collect();
    let below = |said: String| sheet::Line { depth: 1, ..sheet::Line::sentence("", said) };
    if !out.is_empty() {
        let most: Rational = out.iter().map(|item| item.max().clone()).sum();
        lines.push(below(words::not_evaluated_items(language, &out.len().to_string(), &shown(&most))));
    }
    if let Some(conversion) = standard.conversion.as_ref().filter(|_| !out.is_empty()) {
        let (raw, most) = (shown(&score.base_raw), shown(&score.evaluated_max));
        let exact = shown_exactly(&score.base);
        let formula = words::converted(language, &shown(&conversion.to), &raw, &most, &exact);
        let cited = notes.cite(scored, &conversion.marks.iter().collect::<Vec<_>>());
        let said = format!("{}  {formula}{cited}", words::conversion(language));
        lines.push(sheet::Line::sentence("", said));
        lines.push(below(words::conversion_note(language, &raw, &shown(&score.base))));
        lines.push(row(words::base(language).into(), &score.base, &conversion.to));
    }
    if let Some(bonus) = &standard.bonus {
        let title =
            format!("{}{}{}", words::bonus(language), words::colon(language), scored.text(&bonus.title));
        lines.push(row(title, &score.bonus, &standard.bonus_max()));
    }
    let most = &base_max(scored) + &standard.bonus_max();
    lines.push(row(words::total(language).into(), &score.total, &most));
    let exact = shown_exactly(&score.total);
    if exact != shown(&score.total) {
        lines.push(below(format!("= {} + {} = {exact}", shown_exactly(&score.base), shown(&score.bonus))));
    }
    if let Some((base, total)) = &score.if_approved {
        lines.push(below(words::if_approved(language, &shown_exactly(base), &shown_exactly(total))));
    }
    sheet::Section { title: words::sums(language).into(), state: String::new(), lines }
}

/// What stands below the grade on the first page: what is open while nothing is decided, and why the grade is lower than the
/// total suggests.
fn remark(scored: Scored<'_>) -> String {
    let computed = grades::grade_title(scored, scored.score.grade.grade);
    let open = grades::open_sentence(scored).filter(|_| scored.decided.is_none());
    let lower = grades::demotion(scored).filter(|_| scored.decided.is_none_or(|grade| grade == computed));
    open.into_iter().chain(lower).collect::<Vec<_>>().join(words::separator(scored.language))
}

fn grade(scored: Scored<'_>, notes: &mut Notes) -> sheet::Section {
    let language = scored.language;
    let mut lines = Vec::new();
    for of in &scored.score.bands {
        let cited = notes.cite(scored, &of.band.marks.iter().collect::<Vec<_>>());
        let bounds = grades::bounds(scored, of).join(words::comma(language));
        let mut band = sheet::Line::sentence(words::sign(of.holds()), scored.text(&of.band.title));
        band.details.extend(Some(format!("{bounds}{cited}")).filter(|said| !said.is_empty()));
        lines.push(band);
    }
    lines.extend(grades::decision(scored).into_iter().map(|said| sheet::Line::sentence("•", said)));
    sheet::Section { title: words::grade(language).into(), state: String::new(), lines }
}

fn advice(scored: Scored<'_>) -> sheet::Section {
    let (sentences, steps) = advice::said(scored);
    let mut lines: Vec<_> = sentences.into_iter().map(|said| sheet::Line::sentence("", said)).collect();
    for step in steps {
        let text = format!("{}  {}", step.code, step.text);
        lines.push(sheet::Line { points: step.points, ..sheet::Line::sentence("•", text) });
        for need in step.needs {
            lines.push(sheet::Line { depth: 1, ..sheet::Line::sentence("·", need) });
        }
    }
    sheet::Section { title: words::advice(scored.language).into(), state: String::new(), lines }
}
