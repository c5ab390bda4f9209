//! What an enterprise states without the evidence that must show it, told to who decides.

use duheng_app::work::Unproved;

use super::scene::Scene;
use crate::frame::Frame;

/// The longest list that stands open.
const OPEN: usize = 5;

/// Items whose required evidence nobody brought, in words.
#[derive(Default)]
pub(super) struct Lacking {
    /// How many there are, and what that means for the points.
    pub(super) told: String,
    /// Each item with the documents that are missing.
    pub(super) items: Vec<(String, String)>,
}

impl Lacking {
    /// What is said of the items; nothing where there are none.
    pub(super) fn of(frame: &Frame, scene: &Scene, items: &[Unproved]) -> Self {
        if items.is_empty() {
            return Self::default();
        }
        let course = scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        let entry = course.map(|course| course.entry.as_str());
        let is_assessed = scene.programme().is_some_and(|programme| programme.is_assessed(entry));
        // without a review the points count as they were stated
        let told = match is_assessed {
            true => frame.with("unproved-reviewed", "count", items.len()),
            false => frame.with("unproved-unreviewed", "count", items.len()),
        };
        let seam = frame.t("list-seam");
        let item = |of: &Unproved| {
            let title = scene.item(&of.code).unwrap_or_else(|| of.title.clone());
            let documents: Vec<&str> = of.documents.iter().map(|title| frame.pick(title)).collect();
            (frame.pick(&title).to_owned(), documents.join(&seam))
        };
        Self { told, items: items.iter().map(item).collect() }
    }

    /// Whether the list is short enough to stand open.
    pub(super) fn is_short(&self) -> bool {
        self.items.len() <= OPEN
    }
}
