//! A filing scored by its standard: the filing is written as a facts file and read as one.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::number::{Rational, Rounding};
use duheng_pack::source::Span;
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::{Comments, Data, Entry, Layout, Node, Scalar, Style};
use duheng_standard::model::Standard;
use duheng_standard::score::{GateState, Score, score};
use duheng_standard::sheet::{Sheet, read_sheet};
use duheng_standard::words::condition;

use crate::cohort::{Cohort, Ranking, ranking};
use crate::refusal::{self, Refusal};
use crate::state::Filing;
use crate::view::View;

/// What a decision needs to know of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The grade, `none` for no grade.
    pub grade: String,
    /// How the gate and vetoes stand: requirements that are not passed, and whether they are only unclear.
    pub gate: Option<(Text, bool)>,
    /// Vetoes that strike, or of which it is not known whether they do.
    pub vetoes: Vec<StandingVeto>,
    /// Facts and items on which assessors differ and nobody has decided.
    pub unsettled: Vec<String>,
    /// The total.
    pub total: Rational,
    /// The parts: title, points, the most points.
    pub parts: Vec<(Text, Rational, Rational)>,
    /// The items that are evaluated: code, points, the most points.
    pub items: Vec<(String, Rational, Rational)>,
    /// The parts together, after conversion.
    pub base: Rational,
    /// The points of the bonus, where the standard has one.
    pub bonus: Option<Rational>,
    /// The higher grade whose bound on the total is reached while another bound is not.
    pub demoted_from: Option<String>,
    /// The bounds of that grade that are missed, in words.
    pub missed: Vec<Text>,
    /// Where the total stands in the cohort; none where no grade goes by rank.
    pub ranking: Option<Ranking>,
}

/// A veto that strikes or may strike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingVeto {
    /// Its title.
    pub title: Text,
    /// The highest grade it leaves, by position; none for no grade at all.
    pub at_most: Option<usize>,
    /// Whether it is only unclear.
    pub unclear: bool,
}

/// Scores the filing at a layer; refuses facts or entries that the standard cannot read.
pub fn standing(view: &View<'_>, filing: &Filing, layer: &str) -> Result<Option<Standing>, Refusal> {
    let (standing, findings) = provisional(view, filing, layer);
    let errors: Vec<&Diagnostic> =
        findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    match errors.first() {
        Some(first) => Err(refusal::claim_invalid(&first.message, &first.help, errors.len())),
        None => Ok(standing),
    }
}

/// Scores what of a filing can be read, and says what cannot; for claims that are still being written. Nothing is scored
/// before the edition has its days.
#[must_use]
pub fn provisional(view: &View<'_>, filing: &Filing, layer: &str) -> (Option<Standing>, Vec<Diagnostic>) {
    let ranked = |score: &Score<'_>| Standing {
        ranking: ranking(view, &filing.organisation, &score.total),
        ..summary(score)
    };
    scored(view, filing, layer, ranked)
}

/// The same, with what the caller takes of the score.
pub(crate) fn scored<T>(
    view: &View<'_>,
    filing: &Filing,
    layer: &str,
    take: impl FnOnce(&Score<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let Some(at) = view.standard().and_then(|standard| standard.layer(layer)) else {
        return (None, Vec::new());
    };
    let (read, findings) = entered(view, filing);
    (read.map(|(sheet, standard)| take(&score(standard, &view.pack.vocabulary, &sheet, at))), findings)
}

/// What of a filing can be read as facts, with the standard that reads it and the cohort that it is compared with; and
/// what cannot. Nothing before the edition has its days.
#[must_use]
pub fn entered<'v>(view: &View<'v>, filing: &Filing) -> (Option<(Sheet, &'v Standard)>, Vec<Diagnostic>) {
    let dates = view.edition().and_then(|edition| edition.dates);
    let (Some(standard), Some((year, as_of))) = (view.standard(), dates) else { return (None, Vec::new()) };
    let sheet = facts_file(view, filing, &year.to_string(), &as_of.to_string());
    let (read, findings) = read_sheet(&sheet, view.pack, Some(&standard.id), Some(&standard.profile.id));
    let cohort = view.edition().and_then(|edition| edition.cohort.as_ref()).map(Cohort::compared);
    let compared = read.map(|(mut sheet, standard)| {
        sheet.cohort = cohort.unwrap_or_default();
        (sheet, standard)
    });
    (compared, findings)
}

fn summary(score: &Score<'_>) -> Standing {
    let grade = score.grade.grade.and_then(|at| score.standard.grades.get(at));
    let mut unsettled: Vec<String> = Vec::new();
    for fact in &score.settled.disputed {
        unsettled.extend(fact.of(score.vocabulary).map(|fact| fact.name.clone()));
    }
    unsettled.extend(score.settled.judged_apart.iter().cloned());
    Standing {
        grade: grade.map_or_else(|| "none".to_string(), |band| band.code.clone()),
        gate: gate(score),
        vetoes: score
            .vetoes
            .iter()
            .filter(|result| result.when.truth != Some(false))
            .map(|result| StandingVeto {
                title: result.veto.title.clone(),
                at_most: result.veto.at_most,
                unclear: result.when.truth.is_none(),
            })
            .collect(),
        unsettled,
        total: score.total.clone(),
        parts: score
            .standard
            .parts
            .iter()
            .zip(&score.parts)
            .map(|(part, of)| (part.title.clone(), of.score.clone(), of.max.clone()))
            .collect(),
        items: score
            .items
            .iter()
            .filter(|of| of.is_evaluated())
            .map(|of| (of.item.code.clone(), of.outcome.value.clone(), of.max().clone()))
            .collect(),
        base: score.base.clone(),
        bonus: score.standard.bonus.as_ref().map(|_| score.bonus.clone()),
        demoted_from: score
            .grade
            .demoted_from
            .and_then(|at| score.standard.grades.get(at))
            .map(|band| band.code.clone()),
        missed: missed(score),
        ranking: None,
    }
}

/// The bounds that the grade misses whose total is reached, in words.
fn missed(score: &Score<'_>) -> Vec<Text> {
    let Some(of) = score.grade.demoted_from.and_then(|at| score.bands.get(at)) else { return Vec::new() };
    let mut found = Vec::new();
    let mut short = |[zh, en]: [&str; 2], has: &Rational, least: &Rational| {
        let [has, least] = [has, least].map(|points| points.display(2, Rounding::HalfUp));
        found.push(Text::new(format!("{zh} {has}，不足 {least}"), format!("{en} {has} is below {least}")));
    };
    if let Some(least) = of.band.base.as_ref().filter(|_| !of.base) {
        short(["基础分", "base"], &score.base, least);
    }
    for ((at, least), _) in of.band.parts.iter().zip(&of.parts).filter(|(_, holds)| !**holds) {
        if let (Some(part), Some(points)) = (score.standard.parts.get(*at), score.parts.get(*at)) {
            short([&part.title.zh, &part.title.en], &points.score, least);
        }
    }
    if let Some(share) = of.band.percentile.as_ref().filter(|_| of.percentile != Some(true)) {
        let share = (share * &Rational::from(100)).display(2, Rounding::HalfUp);
        found.push(Text::new(
            format!("总分未达到比较组的 {share}% 分位"),
            format!("the total is not at the {share}% percentile of the cohort"),
        ));
    }
    if let Some(when) = of.when.as_ref().filter(|when| when.truth != Some(true)) {
        let said = |language| condition(when.cond, score.vocabulary, language);
        let (zh, en) = (said(Language::Zh), said(Language::En));
        found.push(match when.truth {
            Some(_) => Text::new(format!("不符合：{zh}"), format!("does not hold: {en}")),
            None => Text::new(format!("尚不能确定：{zh}"), format!("not known: {en}")),
        });
    }
    found
}

/// The requirements and vetoes that do not let pass; those that fail before those that are unclear.
fn gate(score: &Score<'_>) -> Option<(Text, bool)> {
    let titles = |wanted: Option<bool>| {
        let gates = score.gate.requirements.iter().filter(|(_, truth)| truth.truth == wanted);
        Text::join(gates.map(|(requirement, _)| &requirement.title), ["；", "; "])
    };
    match score.gate.state {
        GateState::Pass => None,
        GateState::Fail => Some((titles(Some(false)), false)),
        GateState::Clarify => Some((titles(None), true)),
    }
}

/// The filing as a facts file.
#[must_use]
pub fn facts_file(view: &View<'_>, filing: &Filing, year: &str, as_of: &str) -> Node {
    let mut file = Vec::new();
    if let Some(organisation) = view.organisation {
        let mut subject = Vec::from([entry("name", scalar(&organisation.name))]);
        if !organisation.uscc.is_empty() {
            subject.push(entry("uscc", scalar(&organisation.uscc)));
        }
        if organisation.fictional {
            subject.push(entry("fictional", scalar("yes")));
        }
        file.push(entry("subject", map(subject)));
    }
    file.push(entry("as_of", scalar(as_of)));
    file.push(entry("year", scalar(year)));
    file.push(entry("facts", merged(filing.submissions.iter().map(|submission| &submission.facts))));
    file.push(entry("given", merged(filing.given.iter())));
    file.push(entry("lists", merged(filing.lists.iter())));
    // another standard on the same filing has layers and items of its own
    let standard = view.standard();
    let layer_of = |layer: &str| standard.is_none_or(|standard| standard.layer(layer).is_some());
    let item_of = |item: &str| standard.is_none_or(|standard| standard.item(item).is_some());
    let entered = filing.sealed.iter().filter(|(layer, sealed)| !sealed.is_empty() && layer_of(layer));
    let layers = entered.map(|(layer, sealed)| {
        let assessors = sealed.iter().map(|(assessor, sealed)| entry(assessor, sealed.entries.clone()));
        entry(layer, map(assessors.collect()))
    });
    file.push(entry("layers", map(layers.collect())));
    let requests = filing.requests.iter().filter(|(item, _)| item_of(item)).filter_map(|(item, request)| {
        let mut fields = Vec::from([entry("reason", scalar(&request.reason))]);
        match &request.judged {
            Some((true, role)) => fields.push(entry("approved_by", scalar(role))),
            Some((false, _)) => return None,
            None => {}
        }
        Some(entry(item, map(fields)))
    });
    file.push(entry("not_evaluated", map(requests.collect())));
    map(file)
}

/// Several maps as one; a later one replaces keys of the earlier ones.
#[must_use]
pub fn merged<'n>(maps: impl Iterator<Item = &'n Node>) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    for given in maps.flat_map(Node::entries) {
        match entries.iter_mut().find(|entry| entry.key == given.key) {
            Some(entry) => *entry = given.clone(),
            None => entries.push(given.clone()),
        }
    }
    map(entries)
}

fn node(data: Data) -> Node {
    Node { span: Span::default(), data, comments: Comments::default() }
}

/// A map of these entries.
#[must_use]
pub fn map(entries: Vec<Entry>) -> Node {
    node(Data::Map(entries, Layout::Block))
}

/// A text.
#[must_use]
pub fn scalar(text: &str) -> Node {
    node(Data::Scalar(Scalar { text: text.to_string(), style: Style::Plain }))
}

/// A key with its value.
#[must_use]
pub fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_string(), key_span: Span::default(), value, comments: Comments::default() }
}
