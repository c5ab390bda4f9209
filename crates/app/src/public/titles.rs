//! Titles of what the tables name: from the pack that an edition pins, else from the one installed last.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_pack::text::Text;
use duheng_programme::model::{Mechanism, Programme};

use super::PublicProgramme;
use crate::app::App;
use crate::packs::InstalledPack;

impl App {
    /// The programmes of this deployment, by name.
    #[must_use]
    pub fn public_programmes(&self) -> Vec<PublicProgramme> {
        let mut found = BTreeMap::new();
        // of several versions the one installed last is told
        for pack in self.shelf.all() {
            for programme in &pack.programmes.programmes {
                found.insert(programme.id.clone(), public(&pack, programme));
            }
        }
        found.into_values().collect()
    }

    /// The programme of this name.
    #[must_use]
    pub fn public_programme(&self, id: &str) -> Option<PublicProgramme> {
        let pack = self.shelf.with_programme(id)?;
        Some(public(&pack, pack.programmes.programme(id)?))
    }

    /// The pack of a programme that was installed last: what it asks for, and nothing of anybody.
    #[must_use]
    pub fn public_pack(&self, programme: &str) -> Option<Arc<InstalledPack>> {
        self.shelf.with_programme(programme)
    }

    /// The title of a programme as the pack of this hash writes it.
    pub(super) fn title_of(&self, hash: &str, programme: &str) -> Text {
        let of = |pack: &Arc<InstalledPack>| Some(pack.programmes.programme(programme)?.title.clone());
        self.pinned(hash, programme).as_ref().and_then(of).unwrap_or_else(|| Text::same(programme))
    }

    /// The title of a grade as the pack of this hash writes it.
    pub(super) fn grade_of(&self, hash: &str, programme: &str, grade: &str) -> Text {
        let of = |pack: &Arc<InstalledPack>| {
            let programme = pack.programmes.programme(programme)?;
            grades(pack, programme).into_iter().find(|(id, _)| id == grade).map(|(_, title)| title)
        };
        self.pinned(hash, programme).as_ref().and_then(of).unwrap_or_else(|| Text::same(grade))
    }

    /// The titles of a register and of one of its states; nothing where the public may not see the state.
    pub(super) fn state_of(&self, register: &str, state: &str) -> Option<(Text, Text)> {
        self.shelf.all().iter().rev().find_map(|pack| {
            let register = pack.programmes.register(register)?;
            let state = register.states.get(state).filter(|state| state.public)?;
            Some((register.title.clone(), state.title.clone()))
        })
    }

    /// The states that the public may see, by register.
    pub(super) fn public_states(&self) -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::new();
        for pack in self.shelf.all() {
            for register in &pack.programmes.registers {
                let public = register.states.iter().filter(|(_, state)| state.public);
                found.insert(register.id.clone(), public.map(|(name, _)| name.clone()).collect());
            }
        }
        found
    }

    fn pinned(&self, hash: &str, programme: &str) -> Option<Arc<InstalledPack>> {
        self.shelf.get(hash).ok().or_else(|| self.shelf.with_programme(programme))
    }
}

fn public(pack: &InstalledPack, programme: &Programme) -> PublicProgramme {
    let names = |mechanism: &Mechanism| matches!(mechanism, Mechanism::Issue { .. });
    PublicProgramme {
        id: programme.id.clone(),
        title: programme.title.clone(),
        issuer: pack.pack.issuer.clone(),
        grades: grades(pack, programme),
        names: programme.stages.iter().any(|stage| names(&stage.mechanism)),
        notifies: programme.stages.iter().any(|stage| matches!(stage.mechanism, Mechanism::Notice { .. })),
    }
}

/// The title of a grade, of none too, as a pack writes it; else its name.
pub(crate) fn grade_in_words(pack: &InstalledPack, programme: &Programme, grade: &str) -> Text {
    let standard = programme.standard.as_deref();
    let standard = standard.and_then(|name| pack.pack.standard(Some(name), programme.profile.as_deref()));
    let band = |code: &str| standard?.grades.iter().find(|band| band.code == code).map(|band| &band.title);
    let none = standard.filter(|_| grade == "none").map(|standard| &standard.no_grade);
    band(grade).or(none).cloned().unwrap_or_else(|| Text::same(grade))
}

pub(crate) fn grades(pack: &InstalledPack, programme: &Programme) -> Vec<(String, Text)> {
    let Some(name) = programme.standard.as_deref() else { return Vec::new() };
    let standard = pack.pack.standard(Some(name), programme.profile.as_deref());
    let bands = standard.into_iter().flat_map(|standard| &standard.grades);
    bands.map(|band| (band.code.clone(), band.title.clone())).collect()
}
