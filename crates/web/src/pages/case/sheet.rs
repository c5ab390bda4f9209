//! The score sheet of an application as a document: its points with their reasons, and behind them what the decision, the
//! opinions, the evidence and the record say.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use duheng_app::accounts::SignedInPerson;
use duheng_app::work::{Dossier, ItemBasis, ItemFinding, ScoredCase, Verdict};
use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use super::entries;
use super::scene::{Scene, hidden};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::papers::{BesideItem, SheetPaper};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// How much of a hash names a file or a pack.
const SHORT: usize = 12;

/// How many characters of a reason stand beside an item; all of it stands at the end.
const REASON: usize = 120;

/// `GET /cases/{programme}/{edition}/{uscc}/score-sheet`
pub(crate) async fn sheet(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    answer(&site, &frame, &person, &which, &Fields::read(&query.unwrap_or_default())).await
}

/// The document, as a role may see it.
pub(crate) async fn answer(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    which: &(String, String, String),
    asked: &Fields,
) -> Result<Response, Trouble> {
    let (scene, _) = Scene::of_case(site, person, which, asked).await?;
    let look = &scene.look;
    let case = site.app.scored_case(person, &look.role, Some(&look.place), &scene.target);
    let case = case.await.map_err(hidden)?.ok_or(Trouble::NotFound)?;
    let dossier = scene.dossier.as_ref().ok_or(Trouble::NotFound)?;
    let title = format!("{} {}", frame.pick(&dossier.programme), dossier.target.edition);
    let hash = frame.with("sheet-pack", "hash", short(&scene.rules.hash));
    let paper = SheetPaper {
        language: frame.language,
        number: format!("{title}  {hash}"),
        head: vec![
            (frame.t("sheet-pack-files"), scene.rules.hash.clone()),
            (String::new(), frame.t("sheet-pack-why")),
        ],
        decided: decided(dossier).map(|(grade, _)| frame.pick(grade).to_owned()),
        beside: beside(frame, &scene, dossier, &case),
        sections: sections(frame, &scene, dossier),
        case: case.named(|id| scene.person(id)),
    };
    site.papers.answer("score-sheet", move |press| press.score_sheet(&paper)).await
}

fn short(hash: &str) -> &str {
    hash.get(..SHORT).unwrap_or(hash)
}

/// What stands beside each item: the files that it rests on, who claimed it when, and what assessors found; those who found
/// the same as one.
fn beside(
    frame: &Frame,
    scene: &Scene,
    dossier: &Dossier,
    case: &ScoredCase,
) -> BTreeMap<String, BesideItem> {
    let claimed = claimed(frame, scene, dossier);
    let of = |(code, basis): (&String, &ItemBasis)| {
        let mut found: Vec<(String, String, Vec<String>)> = Vec::new();
        for of in &basis.found {
            let (layer, who) = (scene.layer(frame, &of.layer), entered(frame, scene, dossier, of));
            let said = verdict(frame, scene, of);
            match found.iter_mut().find(|(other, what, _)| *other == layer && *what == said) {
                Some((.., others)) => others.push(who),
                None => found.push((layer, said, vec![who])),
            }
        }
        let found = found.into_iter().map(|(layer, said, who)| {
            let label = format!("{layer} · {}", who.join(&frame.t("list-seam")));
            frame.with2("value-part", "label", &label, "value", &said)
        });
        let found = claimed.iter().filter(|_| basis.is_claimed).cloned().chain(found);
        let none = basis.lacks_files.then(|| frame.t("sheet-no-files"));
        let evidence = basis.files.iter().cloned().chain(none).collect();
        (code.clone(), BesideItem { evidence, found: found.collect() })
    };
    case.items.iter().map(of).collect()
}

/// Who handed the claim in last and when: the facts of a submission are those of all before it, confirmed once more. The
/// name is left out for those who are not told who acts.
fn claimed(frame: &Frame, scene: &Scene, dossier: &Dossier) -> Option<String> {
    let last = dossier.timeline.iter().rev().find(|of| of.event == "submitted")?;
    let when = frame.moment(last.at);
    let said = match &last.person {
        Some(person) => frame.with2("sheet-entered", "who", &scene.person(person), "when", &when),
        None => when,
    };
    Some(frame.with("sheet-claimed", "entered", said))
}

/// An assessor, with the time at which they sealed what they found.
fn entered(frame: &Frame, scene: &Scene, dossier: &Dossier, of: &ItemFinding) -> String {
    let who = scene.person(&of.assessor);
    let own = |person: &Option<String>| person.as_ref() == Some(&of.assessor);
    let sealed = dossier.timeline.iter().rev().find(|event| {
        event.event == "sealed" && event.layer.as_ref() == Some(&of.layer) && own(&event.person)
    });
    match sealed {
        Some(sealed) => frame.with2("sheet-entered", "who", &who, "when", &frame.moment(sealed.at)),
        None => who,
    }
}

/// What an assessor found, with why in short.
fn verdict(frame: &Frame, scene: &Scene, of: &ItemFinding) -> String {
    let vocabulary = &scene.rules.pack.vocabulary;
    let fact = |name: &str| scene.asked_for(frame, name);
    let said = match &of.verdict {
        Verdict::Confirmed => frame.t("assess-confirmed"),
        Verdict::Otherwise { fact: name, value } => {
            let value = super::values::shown(frame, vocabulary, name, value).replace('\n', &frame.t("seam"));
            frame.with2("sheet-otherwise", "fact", &fact(name), "value", &value)
        }
        Verdict::Refused { fact: name } => frame.with("sheet-refused", "fact", fact(name)),
        Verdict::Judged { points } => frame.with("sheet-judged", "points", points),
    };
    if of.reason.is_empty() {
        return said;
    }
    let mut reason: String = of.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = reason.char_indices().nth(REASON) {
        reason.truncate(end);
        reason.push('…');
    }
    format!("{said}{}{}", frame.t("seam"), frame.with("assess-why-said", "reason", reason))
}

/// What stands behind the points: title and lines; those without lines are left out.
fn sections(frame: &Frame, scene: &Scene, dossier: &Dossier) -> Vec<(String, Vec<String>)> {
    let all = [
        ("case-decided", decision(frame, dossier)),
        ("case-entries", opinions(frame, scene, dossier)),
        ("sheet-evidence", evidence(frame, scene, dossier)),
        ("case-timeline", record(frame, scene, dossier)),
    ];
    let said = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    said.map(|(title, lines)| (frame.t(title), lines)).collect()
}

/// The grade that was decided, and when.
fn decided(dossier: &Dossier) -> Option<(&Text, Date)> {
    let (_, on) = dossier.seen.decided.as_ref()?;
    Some((dossier.grade.as_ref()?, *on))
}

fn decision(frame: &Frame, dossier: &Dossier) -> Vec<String> {
    let said =
        |(grade, on): (&Text, Date)| format!("{}  {}", frame.pick(grade), frame.day(on.to_string().as_str()));
    decided(dossier).map(said).into_iter().collect()
}

fn opinions(frame: &Frame, scene: &Scene, dossier: &Dossier) -> Vec<String> {
    let mut lines = Vec::new();
    for (layer, sealed) in &dossier.seen.entries {
        for (assessor, of) in sealed {
            let who = format!("{} · {}", scene.layer(frame, layer), scene.person(assessor));
            let found = entries::shown(frame, scene, of).into_iter().map(|(title, said)| {
                let said = said.replace('\n', &frame.t("seam"));
                format!("{who}  {}", frame.with2("value-part", "label", &title, "value", &said))
            });
            lines.extend(found);
            if let Some(visit) = &of.visit {
                let present = visit.present.join(&frame.t("list-seam"));
                let day = frame.day(visit.held_on.to_string().as_str());
                let visited = frame.t("case-visit");
                lines.push(format!("{who}  {visited}  {day}  {present}  {}", visit.minutes));
            }
        }
    }
    lines
}

fn evidence(frame: &Frame, scene: &Scene, dossier: &Dossier) -> Vec<String> {
    let lines = dossier.evidence.iter().map(|(name, files)| {
        let files = files.iter().map(|file| {
            let hash = frame.with("sheet-file-hash", "hash", short(&file.hash));
            format!("{}{hash}", file.name)
        });
        let files = files.collect::<Vec<_>>().join(&frame.t("list-seam"));
        frame.with2("value-part", "label", &scene.asked_for(frame, name), "value", &files)
    });
    lines.collect()
}

fn record(frame: &Frame, scene: &Scene, dossier: &Dossier) -> Vec<String> {
    let lines = dossier.timeline.iter().map(|of| {
        let about = frame.dated(&of.about);
        let person = of.person.as_ref().map(|person| scene.person(person));
        let parts = [frame.moment(of.at), frame.pick(&of.title).to_owned(), about];
        let who = [frame.pick(&of.role).to_owned(), person.unwrap_or_default()];
        let said = |parts: &[String], seam: &str| {
            let parts = parts.iter().filter(|part| !part.is_empty()).map(String::as_str);
            parts.collect::<Vec<_>>().join(seam)
        };
        said(&[said(&parts, "  "), said(&who, " · ")], "  ")
    });
    lines.collect()
}
