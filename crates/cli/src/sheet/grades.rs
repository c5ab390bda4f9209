//! The end of a score sheet: sums, conversion, grade, what keeps it provisional, targets, differences to the source.

use duheng_pack::expr::Known;
use duheng_pack::number::Rational;
use duheng_standard::model::Standard;
use duheng_standard::score::{BandResult, GateState, ItemScore, Provisional};

use super::page::Notes;
use super::{Scored, shown, shown_exactly, words};
use crate::columns::{left, paragraph, points, row, rule, width};
use crate::counted::counted;

/// Why the bonus counts nothing whatever its items say.
pub fn bonus_note(scored: Scored<'_>) -> Option<&'static str> {
    let (fact, at_most) = scored.score.standard.bonus.as_ref().and_then(|bonus| bonus.of)?;
    let language = scored.language;
    match scored.score.settled.view.facts.get(fact.0) {
        Some(Known::Records(rows)) if rows.rows.is_empty() => Some(words::highlights_none(language)),
        Some(Known::Records(rows)) if at_most.is_some_and(|most| rows.rows.len() > most) => {
            Some(words::highlights_many(language))
        }
        Some(Known::Records(_)) => None,
        _ => Some(words::highlights_unknown(language)),
    }
}

/// How many items are unknown, and between what the total could lie once they are known; none where all is known.
pub fn open_total(scored: Scored<'_>) -> Option<(usize, Rational, Rational)> {
    let score = scored.score;
    let open = |item: &&ItemScore<'_>| item.is_evaluated() && item.outcome.low != item.outcome.high;
    let count = score.items.iter().filter(open).count();
    let base = score.standard.base_items().count();
    let converted = score.items.iter().any(|item| !item.is_evaluated());
    let factor = score.standard.conversion.as_ref().filter(|_| converted);
    let factor =
        factor.and_then(|of| of.to.checked_div(&score.evaluated_max)).unwrap_or(Rational::from_int(1));
    let (mut low, mut high) = (score.total.clone(), score.total.clone());
    for (at, item) in score.items.iter().enumerate().filter(|(_, item)| open(item)) {
        let weight = if at < base { factor.clone() } else { Rational::from_int(1) };
        low = &low + &(&(&item.outcome.low - &item.outcome.value) * &weight);
        high = &high + &(&(&item.outcome.high - &item.outcome.value) * &weight);
    }
    (count > 0).then_some((count, low, high))
}

/// What [`open_total`] says, as a sentence.
pub fn open_sentence(scored: Scored<'_>) -> Option<String> {
    let (count, low, high) = open_total(scored)?;
    let count = if scored.zh() { count.to_string() } else { counted(count, "item") };
    Some(words::unknown_items(scored.language, &count, &shown(&low), &shown(&high)))
}

/// The sums, from the parts to the total.
pub fn sums(scored: Scored<'_>, notes: &mut Notes) -> String {
    let (score, language) = (scored.score, scored.language);
    let standard = score.standard;
    let mut text = row(0, "", words::sums(language), "", words::item_points(language));
    text.push_str(&rule('─'));
    let outer = |of: &Rational, most: &Rational| points(&shown(of), &shown(most));
    for (part, of) in standard.parts.iter().zip(&score.parts) {
        let words = format!("{} {}", part.code, scored.text(&part.title));
        text.push_str(&row(2, "", &words, "", &outer(&of.score, &of.max)));
    }
    text.push_str(&row(2, "", words::base_raw(language), "", &outer(&score.base_raw, &standard.base_max())));
    let out: Vec<_> = score.items.iter().filter(|item| !item.is_evaluated()).collect();
    if !out.is_empty() {
        let most: Rational = out.iter().map(|item| item.max().clone()).sum();
        let words = words::not_evaluated_items(language, &out.len().to_string(), &shown(&most));
        text.push_str(&paragraph(4, "", &words));
    }
    if let Some(conversion) = standard.conversion.as_ref().filter(|_| !out.is_empty()) {
        let (raw, most) = (shown(&score.base_raw), shown(&score.evaluated_max));
        let formula =
            words::converted(language, &shown(&conversion.to), &raw, &most, &shown_exactly(&score.base));
        let cited = notes.cite(scored, &conversion.marks.iter().collect::<Vec<_>>());
        text.push_str(&row(2, "", &format!("{}  {formula}{cited}", words::conversion(language)), "", ""));
        let note = words::conversion_note(language, &raw, &shown(&score.base));
        text.push_str(&paragraph(4, "", &note));
        text.push_str(&row(2, "", words::base(language), "", &outer(&score.base, &conversion.to)));
    }
    if let Some(bonus) = &standard.bonus {
        let words =
            format!("{}{}{}", words::bonus(language), words::colon(language), scored.text(&bonus.title));
        text.push_str(&row(2, "", &words, "", &outer(&score.bonus, &standard.bonus_max())));
    }
    text.push_str(&rule('─'));
    let most = match &standard.conversion {
        Some(conversion) if !out.is_empty() => conversion.to.clone(),
        _ => standard.base_max(),
    };
    let most = &most + &standard.bonus_max();
    text.push_str(&row(2, "", words::total(language), "", &outer(&score.total, &most)));
    let exact = shown_exactly(&score.total);
    if exact != shown(&score.total) {
        text.push_str(&paragraph(
            4,
            "",
            &format!("= {} + {} = {exact}", shown_exactly(&score.base), shown(&score.bonus)),
        ));
    }
    if let Some((base, total)) = &score.if_approved {
        text.push_str(&paragraph(
            4,
            "",
            &words::if_approved(language, &shown_exactly(base), &shown_exactly(total)),
        ));
    }
    text.push('\n');
    text
}

/// The title of a grade by position; that of no grade otherwise.
pub fn grade_title<'a>(scored: Scored<'a>, at: Option<usize>) -> &'a str {
    let standard: &'a Standard = scored.score.standard;
    match at.and_then(|at| standard.grades.get(at)) {
        Some(band) => scored.text(&band.title),
        None => scored.text(&standard.no_grade),
    }
}

/// How the grade comes about.
pub fn grade(scored: Scored<'_>, notes: &mut Notes) -> String {
    let (score, language) = (scored.score, scored.language);
    let mut text = format!("{}\n{}", words::grade(language), rule('─'));
    let widest = score.bands.iter().map(|of| width(scored.text(&of.band.title))).max().unwrap_or(0);
    for of in &score.bands {
        let head = format!("{} {}  ", words::sign(of.holds()), left(scored.text(&of.band.title), widest));
        let cited = notes.cite(scored, &of.band.marks.iter().collect::<Vec<_>>());
        text.push_str(&paragraph(
            2,
            &head,
            &format!("{}{cited}", bounds(scored, of).join(words::comma(language))),
        ));
    }
    for sentence in decision(scored) {
        text.push_str(&paragraph(2, "", &sentence));
    }
    text.push('\n');
    text
}

/// What decides beside the bounds, and the grade, as sentences.
pub fn decision(scored: Scored<'_>) -> Vec<String> {
    let (score, language) = (scored.score, scored.language);
    let mut said = Vec::new();
    for result in score.vetoes.iter().filter(|veto| veto.when.truth == Some(true)) {
        let effect = match result.veto.at_most {
            Some(at) => words::no_higher_than(language, grade_title(scored, Some(at))),
            None => grade_title(scored, None).to_string(),
        };
        said.push(words::vetoed(language, scored.text(&result.veto.title), &effect));
    }
    if score.gate.state == GateState::Fail {
        said.push(words::gate_fails(language).into());
    }
    if score.grade.too_little_evaluated {
        said.push(words::too_little(language).into());
    }
    said.extend(demotion(scored));
    let decided = grade_title(scored, score.grade.grade);
    if score.grade.grade != score.grade.by_points {
        said.push(words::by_points(language, grade_title(scored, score.grade.by_points), decided));
    }
    let is_settled = score.grade.provisional.is_empty() || scored.decided.is_some();
    let mark = if is_settled { "" } else { words::provisional_mark(language) };
    said.push(format!("{}{mark}", words::decided(language, decided)));
    said
}

/// The bounds of a grade with how each came out.
pub fn bounds(scored: Scored<'_>, of: &BandResult<'_>) -> Vec<String> {
    let (score, language) = (scored.score, scored.language);
    let mut found = Vec::new();
    let mut add = |what: &str, bound: &Rational, points: &Rational, holds: bool| {
        let sign = words::sign(Some(holds));
        let misleads = points != bound && shown(points) == shown(bound);
        let points = if misleads { shown_exactly(points) } else { shown(points) };
        found.push(words::bound(language, what, &shown(bound), &points, sign));
    };
    if let Some(bound) = &of.band.total {
        add(words::total(language), bound, &score.total, of.total);
    }
    if let Some(bound) = &of.band.base {
        add(words::base(language), bound, &score.base, of.base);
    }
    for ((at, bound), holds) in of.band.parts.iter().zip(&of.parts) {
        if let (Some(part), Some(points)) = (score.standard.parts.get(*at), score.parts.get(*at)) {
            add(&format!("{} {}", part.code, scored.text(&part.title)), bound, &points.score, *holds);
        }
    }
    if let Some(share) = &of.band.percentile {
        let share = format!("{}%", shown(&(share * &Rational::from_int(100))));
        found.push(format!("{} {}", words::percentile(language, &share), words::sign(of.percentile)));
    }
    if let Some(when) = &of.when {
        let said = duheng_standard::words::condition(when.cond, &scored.pack.vocabulary, language);
        found.push(format!("{said} {}", words::sign(when.truth)));
    }
    let higher = score.bands.iter().take_while(|above| above.band.code != of.band.code);
    if of.holds() == Some(true) && higher.into_iter().any(|above| above.holds() == Some(true)) {
        found.push(words::reached_higher(language).to_owned());
    }
    found
}

/// Why the grade is lower than the total suggests; nothing where it is not.
pub fn demotion(scored: Scored<'_>) -> Option<String> {
    let (score, language) = (scored.score, scored.language);
    let from = score.grade.demoted_from?;
    let mut reasons = Vec::new();
    if let Some(of) = score.bands.get(from) {
        let mut short = |what: &str, found: &Rational, bound: &Rational| {
            reasons.push(words::short_of(language, what, &shown_exactly(found), &shown(bound)));
        };
        if let Some(bound) = of.band.base.as_ref().filter(|_| !of.base) {
            short(words::base(language), &score.base, bound);
        }
        for ((at, bound), _) in of.band.parts.iter().zip(&of.parts).filter(|(_, holds)| !**holds) {
            if let (Some(part), Some(points)) = (score.standard.parts.get(*at), score.parts.get(*at)) {
                short(scored.text(&part.title), &points.score, bound);
            }
        }
        if of.percentile != Some(true) && of.band.percentile.is_some() {
            reasons.push(words::pending_band(language, scored.text(&of.band.title)));
        }
        if let Some(when) = of.when.as_ref().filter(|when| when.truth != Some(true)) {
            let text = duheng_standard::words::condition(when.cond, &scored.pack.vocabulary, language);
            reasons.push(format!("{text} {}", words::sign(when.truth)));
        }
    }
    if reasons.is_empty() {
        reasons.push(words::fails(language).to_string());
    }
    Some(words::demoted(
        language,
        &shown_exactly(&score.total),
        grade_title(scored, Some(from)),
        &reasons.join(words::comma(language)),
        grade_title(scored, score.grade.by_points),
    ))
}

/// Why the grade is not final, as sentences.
pub fn provisional(scored: Scored<'_>) -> Vec<String> {
    let (score, language) = (scored.score, scored.language);
    let standard = score.standard;
    let item = |code: &str| score.item(code).map_or("", |of| scored.text(&of.item.title));
    let reason = |reason: &Provisional| match reason {
        Provisional::Gate => {
            let open = score.gate.requirements.iter().filter(|(_, trace)| trace.truth.is_none());
            let titles: Vec<&str> = open.map(|(requirement, _)| scored.text(&requirement.title)).collect();
            words::pending_gate(language, &titles.join(words::separator(language)))
        }
        Provisional::Veto(id) => {
            let veto = standard.vetoes.iter().find(|veto| veto.id == *id);
            words::pending_veto(language, veto.map_or(id, |veto| scored.text(&veto.title)))
        }
        Provisional::Item(code) => words::pending_item(language, code, item(code)),
        Provisional::Pending(code) => words::pending_cohort(language, code, item(code)),
        Provisional::Band(code) => {
            let band = standard.grades.iter().find(|band| band.code == *code);
            words::pending_band(language, band.map_or(code, |band| scored.text(&band.title)))
        }
        Provisional::Layer => {
            let at = score.settled.layer;
            let now = standard.layers.get(at).map_or("", |layer| scored.text(&layer.title));
            let to_come: Vec<&str> =
                standard.layers.iter().skip(at + 1).map(|layer| scored.text(&layer.title)).collect();
            let between = if scored.zh() { "”、“" } else { "\", \"" };
            let titles = to_come.join(between);
            if to_come.len() > 1 {
                words::pending_layers(language, now, &titles)
            } else {
                words::pending_layer(language, now, &titles)
            }
        }
    };
    score.grade.provisional.iter().map(reason).collect()
}
