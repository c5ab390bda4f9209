//! What is to be looked at before an edition is closed: applications that have not come to an end.

use duheng_app::work::EditionCounts;
use duheng_programme::model::Mechanism;

use super::brief::Row;
use super::scene::Scene;
use crate::frame::Frame;

/// Where applications stand that closing the edition leaves unfinished; tracking goes on after it.
pub(super) fn unfinished(frame: &Frame, scene: &Scene, counts: &EditionCounts) -> Vec<Row> {
    let stages = scene.programme().map(|programme| programme.stages.as_slice()).unwrap_or_default();
    let open = stages.iter().filter(|stage| !matches!(stage.mechanism, Mechanism::Track { .. }));
    let lines: Vec<String> = open
        .filter_map(|stage| {
            let count = counts.standing.get(&stage.id).filter(|count| **count > 0)?;
            let title = frame.pick(&stage.title);
            Some(frame.with2("value-part", "label", title, "value", &count.to_string()))
        })
        .collect();
    let (value, warns) = match lines.is_empty() {
        true => (frame.t("brief-all-ended"), false),
        false => (lines.join("\n"), true),
    };
    vec![Row { label: frame.t("brief-unfinished"), value, warns, files: Vec::new() }]
}
