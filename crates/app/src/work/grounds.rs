//! What an office decides on: what each assessor found by themselves, and each requirement of the gate.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use duheng_programme::grounds::{GateLine, GradeBounds, Opinion, gate_lines, grade_bounds, opinions};
use duheng_programme::seen::Viewer;
use duheng_programme::state::Filing;

use crate::accounts::{Intent, SignedInPerson};
use crate::app::App;
use crate::claim::parts::clause;
use crate::fault::Failure;
use crate::sight::Target;

/// What a decision rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// What each grade takes, the highest first.
    pub grades: Vec<GradeBounds>,
    /// What each assessor of a completed layer found.
    pub opinions: Vec<Opinion>,
    /// The requirements of the gate and the vetoes, at the last layer with entries.
    pub gate: Vec<GateLine>,
    /// The title of the standard.
    pub standard: Text,
    /// The headings of the clauses that requirements rest on, by the anchor of each.
    pub clauses: BTreeMap<String, Text>,
}

impl App {
    /// What an office decides on; nothing for others, and nothing of entries that are not complete.
    pub async fn grounds(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Grounds, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        if seen.viewer != Viewer::Office {
            return Ok(Grounds::default());
        }
        let found = sight.with(|view| {
            let filing = Filing { sealed: seen.entries.clone(), ..view.filing?.clone() };
            let standard = view.standard()?;
            let entered = standard.layers.iter().rev().find(|layer| filing.sealed.contains_key(&layer.id));
            let layer = entered.or_else(|| standard.layers.first())?;
            let gate = gate_lines(view, &filing, &layer.id);
            let anchors = gate.iter().map(|line| &line.clause).filter(|anchor| !anchor.is_empty());
            Some(Grounds {
                grades: grade_bounds(view),
                opinions: opinions(view, &filing),
                standard: standard.title.clone(),
                clauses: anchors.map(|id| (id.clone(), clause(view, standard, id))).collect(),
                gate,
            })
        })?;
        Ok(found.unwrap_or_default())
    }
}
