//! What an enterprise states without the evidence that must show it, told to who decides, in the words of the moment: while
//! a review is still to come, once it is over, and where there is none.

use duheng_app::work::{Surroundings, Unproved};
use duheng_pack::number::Rational;

use super::scene::Scene;
use crate::frame::Frame;

/// The longest list that stands open.
const OPEN: usize = 5;

/// Items whose required evidence nobody brought, in words.
#[derive(Default)]
pub(super) struct Lacking {
    /// Those of which the same is to be said.
    pub(super) groups: Vec<Group>,
}

/// Items of which the same is to be said.
pub(super) struct Group {
    /// How many there are, and what that means for the points.
    pub(super) told: String,
    /// Each item with the documents that are missing.
    pub(super) items: Vec<(String, String)>,
}

impl Group {
    /// Whether the list is short enough to stand open.
    pub(super) fn is_short(&self) -> bool {
        self.items.len() <= OPEN
    }
}

impl Lacking {
    /// What is said of the items of an application; nothing where there are none.
    pub(super) fn of(frame: &Frame, scene: &Scene, around: &Surroundings) -> Self {
        let course = scene.dossier.as_ref().and_then(|dossier| dossier.seen.course.as_ref());
        let entry = course.map(|course| course.entry.as_str());
        let is_assessed = scene.programme().is_some_and(|programme| programme.is_assessed(entry));
        let all = around.unproved.iter();
        let groups = match (is_assessed, scene.is_reviewed(), &around.standing) {
            (true, true, Some(standing)) => {
                let gives = |of: &&Unproved| {
                    let points = standing.items.iter().find(|(code, ..)| *code == of.code);
                    points.is_some_and(|(_, points, _)| *points > Rational::from(0))
                };
                let (counted, not): (Vec<&Unproved>, Vec<&Unproved>) = all.partition(gives);
                vec![("unproved-counted", counted), ("unproved-uncounted", not)]
            }
            (true, ..) => vec![("unproved-reviewed", all.collect())],
            // without a review the points count as they were stated
            (false, ..) => vec![("unproved-unreviewed", all.collect())],
        };
        let group = |(text, items): (&str, Vec<&Unproved>)| {
            let told = frame.with(text, "count", items.len());
            Group { told, items: items.into_iter().map(|of| line(frame, scene, of)).collect() }
        };
        let groups = groups.into_iter().filter(|(_, items)| !items.is_empty());
        Self { groups: groups.map(group).collect() }
    }
}

/// An item with the documents that are missing.
fn line(frame: &Frame, scene: &Scene, of: &Unproved) -> (String, String) {
    let title = scene.item(&of.code).unwrap_or_else(|| of.title.clone());
    let documents: Vec<&str> = of.documents.iter().map(|title| frame.pick(title)).collect();
    (frame.pick(&title).to_owned(), documents.join(&frame.t("list-seam")))
}
