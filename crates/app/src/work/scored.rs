//! An application with all that its score sheet rests on, as far as somebody sees it.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_programme::scoring::entered;
use duheng_programme::seen::Seen;
use duheng_programme::state::Filing;
use duheng_programme::view::View;
use duheng_standard::model::Standard;
use duheng_standard::sheet::Sheet;

use super::basis::{ItemBasis, of_items};
use crate::accounts::{Intent, SignedInPerson};
use crate::app::App;
use crate::fault::Failure;
use crate::packs::InstalledPack;
use crate::sight::Target;

/// What of an application is scored.
#[derive(Clone)]
pub struct ScoredCase {
    /// The pack that the edition pins.
    pub rules: Arc<InstalledPack>,
    /// The facts, with the sealed entries that the viewer sees.
    pub sheet: Sheet,
    /// The layer up to which they are settled, by position.
    pub layer: usize,
    /// What each item rests on, by code: files and what assessors found, as far as the viewer sees them.
    pub items: BTreeMap<String, ItemBasis>,
    programme: String,
}

impl ScoredCase {
    /// The standard that it is scored by.
    #[must_use]
    pub fn standard(&self) -> Option<&Standard> {
        self.rules.standard_of(self.rules.programmes.programme(&self.programme)?)
    }

    /// Puts names in place of the ids of assessors; two of one name are told apart by a number.
    #[must_use]
    pub fn named(mut self, name: impl Fn(&str) -> String) -> Self {
        for assessors in self.sheet.layers.values_mut() {
            let mut named = BTreeMap::new();
            for (id, entries) in std::mem::take(assessors) {
                let own = name(&id);
                let taken = |name: &String| named.contains_key(name);
                let free = (2..).map(|number| format!("{own} {number}")).find(|name| !taken(name));
                let free = if taken(&own) { free.unwrap_or(id) } else { own };
                named.insert(free, entries);
            }
            *assessors = named;
        }
        self
    }
}

/// The filing with those entries alone that somebody sees, and the last layer of them; nothing before it is submitted.
pub(super) fn as_seen(view: &View<'_>, seen: &Seen) -> Option<(Filing, String)> {
    seen.claim.as_ref().filter(|claim| !claim.submissions.is_empty())?;
    let filing = Filing { sealed: seen.entries.clone(), ..view.filing?.clone() };
    let standard = view.standard()?;
    let entered = standard.layers.iter().rev().find(|layer| filing.sealed.contains_key(&layer.id));
    let layer = entered.or_else(|| standard.layers.first())?.id.clone();
    Some((filing, layer))
}

impl App {
    /// What the score sheet of an application rests on; nothing before it is submitted, or where its facts cannot be read.
    pub async fn scored_case(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Option<ScoredCase>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        let rules = Arc::clone(&sight.installed);
        Ok(sight.with(|view| {
            let (filing, layer) = as_seen(view, &seen)?;
            let layer = view.standard()?.layer(&layer)?;
            let (sheet, standard) = entered(view, &filing).0?;
            let items = of_items(standard, &view.pack.vocabulary, &seen);
            Some(ScoredCase { rules, sheet, layer, items, programme: view.programme.id.clone() })
        })?)
    }
}
