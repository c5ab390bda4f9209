//! What an office sees beside the form of a decision: the thresholds of the grades, what each assessor found, the gate.

use duheng_app::accounts::SignedInPerson;
use duheng_app::work::{Grounds, Surroundings};
use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::Origin;
use duheng_programme::Opening;
use duheng_programme::cohort::Ranking;
use duheng_programme::grounds::{GateLine, GradeBounds, Opinion};
use duheng_programme::scoring::Standing;

use super::brief::points;
use super::honour;
use super::objections::Objections;
use super::scene::{Scene, hidden};
use super::turned::Turned;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// The thresholds of a grade, and whether they are reached.
pub(super) struct GradeRow {
    pub(super) title: String,
    /// Each bound in words with whether the case reaches it; a bound that is no number says nothing of that.
    pub(super) bounds: Vec<(String, Option<bool>)>,
    /// Whether it is the grade as computed.
    pub(super) is_computed: bool,
}

/// What assessors of one layer found.
pub(super) struct OpinionTable {
    pub(super) layer: String,
    /// The assessors, by name.
    pub(super) who: Vec<String>,
    /// What is scored, the points of each, and how far they lie apart where there are several.
    pub(super) rows: Vec<(String, Vec<String>, String)>,
}

/// A fact that is read: its title, its value, its files with their addresses.
type Read = (String, String, Vec<(String, String)>);

/// A requirement with what it reads.
pub(super) struct GateRow {
    pub(super) title: String,
    /// The clause with the document that it is of; empty for none.
    pub(super) clause: String,
    /// How it is judged.
    pub(super) condition: String,
    pub(super) is_veto: bool,
    pub(super) passes: Option<bool>,
    /// What it waits for, where it is not known how it comes out.
    pub(super) waits: String,
    /// Whether that can be given by whoever supplies facts of authorities.
    gives: bool,
    /// What it reads.
    pub(super) values: Vec<Read>,
}

/// What is shown beside a form.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) grades: Vec<GradeRow>,
    /// The score as it stands: total, base.
    pub(super) stands: String,
    /// Where it stands in the cohort, in words; empty where no grade goes by rank.
    pub(super) ranks: String,
    pub(super) opinions: Vec<OpinionTable>,
    /// How what assessors differed on was settled; empty where they did not.
    pub(super) settled: String,
    /// Whether some of it is not settled.
    pub(super) unsettled: bool,
    pub(super) gate: Vec<GateRow>,
    /// How many requirements there are and how many are not met, in words.
    pub(super) gate_told: String,
    /// Whether the requirements stand open: where they are what is decided, or where one is not met.
    pub(super) gate_is_open: bool,
    /// Where facts are given that the requirements still lack, if this role gives them.
    pub(super) gives_at: Option<String>,
    /// Where the honour is ended that a record may not leave by hand.
    pub(super) ends_at: Option<String>,
    /// How often it was sent back, where it is checked.
    pub(super) turned: Turned,
    /// Objections, where one is ruled on or the notice ended.
    pub(super) objections: Objections,
}

/// Commands beside which each is shown.
const GRADES: [&str; 3] = ["propose", "approve", "send_back"];
const GATE: [&str; 6] = ["check", "propose", "approve", "send_back", "publish_notice", "issue"];

/// What is shown beside the form of a command; nothing for those that decide nothing.
pub(super) async fn beside(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    scene: &Scene,
    around: &Surroundings,
    opening: &Opening,
) -> Result<Beside, Trouble> {
    let command = opening.ask.command;
    if !GATE.contains(&command) {
        let ends_at = honour::ends_at(site, person, scene, opening).await?;
        let objections = Objections::beside(frame, scene, command);
        return Ok(Beside { ends_at, objections, ..Beside::default() });
    }
    let (role, place) = (scene.look.role.as_str(), Some(scene.look.place.as_str()));
    let grounds = site.app.grounds(person, role, place, &scene.target).await.map_err(hidden)?;
    let shown = grounded(frame, scene, command, &grounds, around.standing.as_ref());
    let checked = scene.dossier.as_ref().filter(|_| command == "check");
    let turned = checked.map(|dossier| Turned::of(frame, dossier)).unwrap_or_default();
    Ok(Beside { turned, ..shown })
}

fn grounded(
    frame: &Frame,
    scene: &Scene,
    command: &str,
    grounds: &Grounds,
    standing: Option<&Standing>,
) -> Beside {
    let gate: Vec<GateRow> = grounds.gate.iter().map(|line| gate_row(frame, scene, grounds, line)).collect();
    let (count, missed) =
        (gate.len().to_string(), gate.iter().filter(|row| row.passes != Some(true)).count());
    let gate_told = match missed {
        0 => frame.with("grounds-gate-met", "count", count),
        missed => frame.with2("grounds-gate-missed", "count", &count, "missed", &missed.to_string()),
    };
    let gate_is_open = command == "check" || missed > 0;
    let gives = |opening: &&Opening| opening.ask.command == "supply" && opening.is_open();
    let gives_at = scene.openings.iter().find(gives).map(|opening| scene.form_of(opening));
    let gives_at = gives_at.filter(|_| gate.iter().any(|row| row.gives));
    let mut shown = Beside { gate, gate_told, gate_is_open, gives_at, ..Beside::default() };
    if let (true, Some(standing)) = (GRADES.contains(&command), standing) {
        shown.grades = grounds.grades.iter().map(|of| grade_row(frame, of, standing)).collect();
        shown.stands =
            frame.with2("grounds-stands", "total", &points(&standing.total), "base", &points(&standing.base));
        shown.ranks = standing.ranking.as_ref().map(|of| ranks(frame, of)).unwrap_or_default();
        shown.opinions = grounds
            .opinions
            .chunk_by(|a, b| a.layer == b.layer)
            .map(|of| opinion_table(frame, scene, of))
            .collect();
        shown.settled = settled(frame, grounds, standing);
        shown.unsettled = !standing.unsettled.is_empty();
    }
    shown
}

/// Where a case stands in the cohort, in words.
pub(crate) fn ranks(frame: &Frame, of: &Ranking) -> String {
    match of {
        Ranking::Open => frame.t("rank-open"),
        Ranking::TooFew { of, least } => {
            frame.with2("rank-too-few", "of", &of.to_string(), "least", &least.to_string())
        }
        Ranking::Placed { place, of, level, is_member } => {
            let (place, of) = (place.to_string(), of.to_string());
            let text = if *is_member { "rank-place" } else { "rank-beside" };
            let told = frame.with2(text, "place", &place, "of", &of);
            match level {
                0 => told,
                level => told + &frame.with("rank-level", "count", *level),
            }
        }
    }
}

fn grade_row(frame: &Frame, of: &GradeBounds, standing: &Standing) -> GradeRow {
    let bound = |label: &str, least: &Rational, has: &Rational| {
        (format!("{label} {}", frame.with("grounds-from", "least", points(least))), Some(has >= least))
    };
    let mut bounds = Vec::new();
    if let Some(least) = &of.total {
        bounds.push(bound(&frame.t("case-total"), least, &standing.total));
    }
    if let Some(least) = &of.base {
        bounds.push(bound(&frame.t("brief-base"), least, &standing.base));
    }
    for (part, least) in &of.parts {
        if let Some((title, has, _)) = standing.parts.get(*part) {
            bounds.push(bound(frame.pick(title), least, has));
        }
    }
    if let Some(share) = &of.share {
        let share = points(&(share * &Rational::from(100)));
        bounds.push(match &of.share_total {
            Some(least) => {
                let told = frame.with2("grounds-share-total", "share", &share, "least", &points(least));
                (told, Some(standing.total >= *least))
            }
            None => (frame.with("grounds-share", "share", share), None),
        });
    }
    bounds.extend(of.when.as_ref().map(|when| (frame.pick(when).to_owned(), None)));
    GradeRow { title: frame.pick(&of.title).to_owned(), bounds, is_computed: of.code == standing.grade }
}

fn opinion_table(frame: &Frame, scene: &Scene, of: &[Opinion]) -> OpinionTable {
    let row = |title: String, has: &dyn Fn(&Standing) -> Option<Rational>| {
        let values: Vec<Rational> = of.iter().filter_map(|own| has(&own.standing)).collect();
        let apart = match (values.iter().max(), values.iter().min()) {
            (Some(most), Some(least)) if values.len() > 1 => points(&(most.clone() - least.clone())),
            _ => String::new(),
        };
        (title, values.iter().map(points).collect(), apart)
    };
    let first = of.first();
    let parts = first.map(|own| own.standing.parts.as_slice()).unwrap_or_default().iter().enumerate();
    let mut rows: Vec<(String, Vec<String>, String)> = parts
        .map(|(at, (title, _, most))| {
            let title = format!("{} / {}", frame.pick(title), points(most));
            row(title, &|own| own.parts.get(at).map(|(_, points, _)| points.clone()))
        })
        .collect();
    if first.is_some_and(|own| own.standing.bonus.is_some()) {
        rows.push(row(frame.t("brief-bonus"), &|own| own.bonus.clone()));
    }
    rows.push(row(frame.t("case-total"), &|own| Some(own.total.clone())));
    let grades = of.iter().map(|own| frame.pick(&scene.grade(&own.standing.grade)).to_owned());
    rows.push((frame.t("case-computed"), grades.collect(), String::new()));
    OpinionTable {
        layer: first.map(|own| frame.pick(&own.title).to_owned()).unwrap_or_default(),
        who: of.iter().map(|own| scene.person(&own.assessor)).collect(),
        rows,
    }
}

/// How differences were settled: by which layer, or that they are not.
fn settled(frame: &Frame, grounds: &Grounds, standing: &Standing) -> String {
    let differ = grounds.opinions.chunk_by(|a, b| a.layer == b.layer).any(|of| {
        of.iter().any(|own| of.first().is_some_and(|first| first.standing.total != own.standing.total))
    });
    match (differ, standing.unsettled.is_empty(), grounds.opinions.last()) {
        (true, true, Some(last)) => frame.with2(
            "grounds-settled",
            "layer",
            frame.pick(&last.title),
            "total",
            &points(&standing.total),
        ),
        (true, false, _) => frame.with("grounds-unsettled", "count", standing.unsettled.len()),
        _ => String::new(),
    }
}

fn gate_row(frame: &Frame, scene: &Scene, grounds: &Grounds, line: &GateLine) -> GateRow {
    let heading = grounds.clauses.get(&line.clause);
    let clause = |heading: &Text| {
        let heading = frame.pick(heading);
        // found in the document by its number, known by its heading
        let named = match heading.contains(&line.clause) {
            true => heading.to_owned(),
            false => format!("{} {heading}", line.clause),
        };
        frame.with2("gate-clause", "standard", frame.pick(&grounds.standard), "clause", &named)
    };
    let (waits, gives) = match line.passes {
        Some(_) => (String::new(), false),
        None => waits(frame, scene, line),
    };
    GateRow {
        title: frame.pick(&line.title).to_owned(),
        clause: heading.map(clause).unwrap_or_default(),
        waits,
        gives,
        condition: frame.pick(&line.condition).to_owned(),
        is_veto: line.is_veto,
        passes: line.passes,
        values: line.facts.iter().map(|fact| read(frame, scene, fact)).collect(),
    }
}

/// What a requirement waits for that is not known, and whether that is a fact that authorities give.
fn waits(frame: &Frame, scene: &Scene, line: &GateLine) -> (String, bool) {
    let vocabulary = &scene.rules.pack.vocabulary;
    let is_given = |name: &&String| {
        let fact = vocabulary.fact(name).and_then(|id| id.of(vocabulary));
        fact.is_some_and(|fact| fact.origin != Origin::Enterprise)
    };
    let titles = |names: &[&String]| {
        let titles: Vec<String> = names.iter().map(|name| read(frame, scene, name).0).collect();
        titles.join(&frame.t("list-seam"))
    };
    let lacks = |name: &&String| node_of(scene, name).is_none();
    let (given, own): (Vec<&String>, Vec<&String>) = line.facts.iter().partition(is_given);
    let missing: Vec<&String> = given.iter().copied().filter(|name| lacks(name)).collect();
    let open: Vec<&String> = own.iter().copied().filter(|name| lacks(name)).collect();
    if !missing.is_empty() {
        (frame.with("gate-waits-given", "facts", titles(&missing)), true)
    } else if !open.is_empty() {
        (frame.with("gate-waits-firm", "facts", titles(&open)), false)
    } else if !given.is_empty() {
        (frame.with("gate-waits-rows", "facts", titles(&given)), true)
    } else if line.facts.is_empty() {
        (frame.t("gate-waits-list"), true)
    } else if scene.is_reviewed() {
        (frame.t("gate-left-open"), false)
    } else {
        (frame.t("gate-waits-review"), false)
    }
}

/// What is known of a fact: its title, the value as it was submitted or given, the files.
fn read(frame: &Frame, scene: &Scene, name: &str) -> Read {
    let vocabulary = &scene.rules.pack.vocabulary;
    let title = vocabulary.fact(name).and_then(|id| id.of(vocabulary)).map(|fact| fact.title.clone());
    let title = frame.pick(&title.unwrap_or_else(|| Text::same(name))).to_owned();
    let value = node_of(scene, name).map(|node| super::values::shown(frame, vocabulary, name, node));
    let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| frame.t("grounds-unknown"));
    (title, value, scene.files_of(name))
}

/// The value of a fact as it was given last, else as it was stated last.
fn node_of<'s>(scene: &'s Scene, name: &str) -> Option<&'s Node> {
    let claim = scene.dossier.as_ref()?.seen.claim.as_ref()?;
    let given = claim.given.iter().rev().find_map(|node| node.get(name));
    given.or_else(|| claim.submissions.iter().rev().find_map(|of| of.facts.get(name)))
}
