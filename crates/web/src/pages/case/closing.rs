//! What is to be looked at before an edition is closed, or its cohort frozen: where its applications stand;
//! and what is said after it was closed.

use duheng_app::work::{Closing, EditionCounts};
use duheng_programme::cohort::{on_the_way, waiting};
use duheng_programme::model::{Mechanism, Stage};

use super::brief::Row;
use super::scene::Scene;
use crate::frame::Frame;

/// Where applications stand that closing the edition leaves unfinished; tracking goes on after it.
pub(super) fn unfinished(frame: &Frame, scene: &Scene, counts: &EditionCounts) -> Vec<Row> {
    let stages = scene.programme().map(|programme| programme.stages.as_slice()).unwrap_or_default();
    let open = stages.iter().filter(|stage| !matches!(stage.mechanism, Mechanism::Track { .. }));
    vec![standing(frame, counts, open, "brief-unfinished", "brief-all-ended")]
}

/// How many applications are compared when the cohort is frozen now, and how many are still on the way to there.
pub(super) fn compared(frame: &Frame, scene: &Scene, counts: &EditionCounts) -> Vec<Row> {
    let Some(programme) = scene.programme() else { return Vec::new() };
    let Some(stage) = scene.fixed("stage").and_then(|id| programme.stage(id)) else { return Vec::new() };
    let held = |stage: &Stage| counts.standing.get(&stage.id).copied().unwrap_or_default();
    let members: u64 = waiting(programme, stage).map(held).sum();
    let value = frame.with("brief-cohort-count", "count", members);
    let members = Row::warning(frame, "brief-cohort", value, members == 0);
    let on_the_way = on_the_way(programme, stage);
    vec![members, standing(frame, counts, on_the_way, "brief-cohort-without", "brief-cohort-all")]
}

/// The last day of a stage as it was until now, and how many applications stand there; nothing before a stage is chosen.
pub(super) fn moved(frame: &Frame, scene: &Scene, counts: &EditionCounts, stage: &str) -> Vec<Row> {
    let closes = scene.windows.get(stage).and_then(|window| window.closes);
    let Some(closes) = closes.map(|day| frame.day(&day.to_string())) else { return Vec::new() };
    let held = counts.standing.get(stage).copied().unwrap_or_default();
    let held = frame.with("brief-cohort-count", "count", held);
    vec![Row::new(frame, "brief-closes-now", closes), Row::new(frame, "brief-stands-there", held)]
}

/// How many applications stand in each of these stages; `none` where none does.
fn standing<'s>(
    frame: &Frame,
    counts: &EditionCounts,
    stages: impl Iterator<Item = &'s Stage>,
    label: &str,
    none: &str,
) -> Row {
    let lines: Vec<String> = stages
        .filter_map(|stage| {
            let count = counts.standing.get(&stage.id).filter(|count| **count > 0)?;
            let title = frame.pick(&stage.title);
            Some(frame.with2("value-part", "label", title, "value", &count.to_string()))
        })
        .collect();
    let (value, warns) = match lines.is_empty() {
        true => (frame.t(none), false),
        false => (lines.join("\n"), true),
    };
    Row::warning(frame, label, value, warns)
}

/// That an edition was closed: when, by whom, and that what it left goes no further.
pub(crate) fn told(frame: &Frame, closing: &Closing) -> String {
    let (day, role) = (frame.day(&closing.on.to_string()), frame.pick(&closing.role));
    let closed = match &closing.person {
        Some(name) => frame.with_all("closed-by", &[("day", &day), ("role", role), ("name", name)]),
        None => frame.with2("closed-on", "day", &day, "role", role),
    };
    match closing.left {
        true => closed + &frame.t("closed-left"),
        false => closed,
    }
}
