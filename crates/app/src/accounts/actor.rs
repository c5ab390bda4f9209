//! The only way from a session to an actor.

use duheng_programme::Actor;
use duheng_programme::model::Reach;

use super::grants::{ANY, GrantKind, Held};
use super::refusal::{self, AccountRefusal};
use super::session::SignedInPerson;
use crate::app::App;
use crate::sight::Target;

/// What somebody wants to do as an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// To read or save a draft of their enterprise.
    FillIn,
    /// To do a command, which binds the enterprise.
    Act,
}

impl App {
    /// The actor that a person is in a role on a target: the only way from a session to an actor. Where a role is held at
    /// several places, that of the target counts, or the one that is named.
    pub fn actor(
        &self,
        person: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        intent: Intent,
    ) -> Result<Actor, AccountRefusal> {
        let own = self.is_own(&target.programme, role);
        let fits = |held: &&Held| {
            let programme = held.programme == ANY || held.programme == target.programme;
            let role = match held.kind {
                GrantKind::Administrator => false,
                GrantKind::Enterprise => own && (held.role == ANY || held.role == role),
                GrantKind::Office | GrantKind::Expert => !own && held.role == role,
            };
            programme && role && place.is_none_or(|place| place == held.place)
        };
        let fitting: Vec<&Held> = person.roles().iter().filter(fits).collect();
        let home = fitting.iter().filter(|held| target.organisation.as_ref() == Some(&held.place));
        let mut places: Vec<&str> = home.map(|held| held.place.as_str()).collect();
        if places.is_empty() {
            places = fitting.iter().map(|held| held.place.as_str()).collect();
        }
        places.sort_unstable();
        places.dedup();
        let place = match places.as_slice() {
            [place] => *place,
            [] if person.must_enrol() => return Err(refusal::second_factor_needed()),
            [] => return Err(refusal::role_not_held(role)),
            _ => return Err(refusal::place_ambiguous()),
        };
        // who fills in saves drafts; every command binds the enterprise
        if own && intent == Intent::Act && !fitting.iter().any(|held| held.place == place && held.may_submit)
        {
            return Err(refusal::may_not_submit());
        }
        Ok(Actor::Person {
            person: person.person().to_owned(),
            role: role.to_owned(),
            place: place.to_owned(),
        })
    }

    /// The actor that a person is who writes or submits the claim of an enterprise.
    pub(crate) fn filler(
        &self,
        person: &SignedInPerson,
        target: &Target,
        intent: Intent,
    ) -> Result<Actor, AccountRefusal> {
        let packs = self.shelf.all();
        let programmes = packs.iter().filter_map(|pack| pack.programmes.programme(&target.programme));
        let mut roles: Vec<&str> = programmes
            .flat_map(|programme| &programme.roles)
            .filter(|(_, role)| role.reach == Reach::Own)
            .map(|(id, _)| id.as_str())
            .collect();
        roles.sort_unstable();
        roles.dedup();
        let place = target.organisation.as_deref();
        let mut refused = refusal::role_not_held("-");
        for role in roles {
            match self.actor(person, role, place, target, intent) {
                Ok(actor) => return Ok(actor),
                Err(refusal) => refused = refusal,
            }
        }
        Err(refused)
    }

    /// Whether a role is that of the enterprise itself in every installed version of a programme.
    fn is_own(&self, programme: &str, role: &str) -> bool {
        let reaches = self.reaches(programme, role);
        !reaches.is_empty() && reaches.iter().all(|reach| *reach == Reach::Own)
    }

    /// How far a role reaches in the installed versions of a programme, or of every one for `*`.
    pub(super) fn reaches(&self, programme: &str, role: &str) -> Vec<Reach> {
        let packs = self.shelf.all();
        let programmes = packs.iter().flat_map(|pack| &pack.programmes.programmes);
        let named = programmes.filter(|of| programme == ANY || of.id == programme);
        named
            .flat_map(|of| of.roles.iter())
            .filter(|(id, _)| *id == role)
            .map(|(_, role)| role.reach)
            .collect()
    }
}
