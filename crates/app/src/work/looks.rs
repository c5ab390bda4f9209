//! In which of their roles somebody looks at an application, and what stands around it: the rules of its programme, the
//! stages it has left, how the check of the standard stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::model::Mechanism;
use duheng_programme::scoring::{Standing, provisional};
use duheng_programme::seen::{Seen, Viewer, seen};
use duheng_programme::state::Record;
use duheng_programme::time::{Span, Window};
use duheng_programme::{Actor, waiting};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::basis::{Unproved, unproved};
use super::closed::{Closing, closing};
use super::dossier::names;
use super::scope::roles_of;
use super::scored::as_seen;
use super::shown::role_title;
use super::turns::Supplementing;
use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::fault::Failure;
use crate::packs::InstalledPack;
use crate::sight::{Sight, Target};
use crate::store::entity::organisation;

/// A role at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The role.
    pub role: String,
    /// Its title.
    pub title: Text,
    /// The office or enterprise.
    pub place: String,
}

/// What stands around an application.
#[derive(Clone)]
pub struct Surroundings {
    /// The pack that the edition pins.
    pub rules: Arc<InstalledPack>,
    /// The stages that it has left.
    pub passed: Vec<String>,
    /// The windows of the stages, as they are for this application.
    pub windows: BTreeMap<String, Window>,
    /// The stages for which an extension helps it.
    pub extensible: Vec<String>,
    /// The reporting year of the edition.
    pub year: Option<i16>,
    /// How it stands by the standard, for offices: at the last layer of which they see the entries.
    pub standing: Option<Standing>,
    /// The items whose required evidence nobody brought, for offices.
    pub unproved: Vec<Unproved>,
    /// The grade that waits for approval, for those who see proposals.
    pub proposed: Option<String>,
    /// What sending it back now gives, where it stands at a check that may.
    pub supplement: Option<Supplementing>,
    /// The last day of a notice that were published today, where it stands before one.
    pub notice_until: Option<Date>,
    /// The last day of an honour that were given today, where it stands before naming and honours end.
    pub honour_until: Option<Date>,
    /// How its edition was closed; none while it is open.
    pub closed: Option<Closing>,
    /// Whom it waits for.
    pub waits: Vec<Waits>,
    /// The records of the enterprise, by register, for offices.
    pub records: BTreeMap<String, Record>,
    /// The names of those who proposed entries of them, by id.
    pub proposers: BTreeMap<String, String>,
}

/// Whom an application waits for, as somebody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// The title of the role.
    pub role: Text,
    /// The name of the person, where an office looks.
    pub person: Option<String>,
    /// The last day.
    pub due: Option<Date>,
    /// The first day, where it has not come.
    pub opens: Option<Date>,
}

impl App {
    /// The pack that an edition pins, else the one installed last that has the programme.
    pub async fn rules(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
    ) -> Result<Arc<InstalledPack>, Failure> {
        let db = self.store.read();
        self.present(db, by).await?;
        let target =
            Target { programme: programme.to_owned(), edition: edition.to_owned(), organisation: None };
        Ok(self.sight_of(db, &target).await?.installed)
    }

    /// The organisation of a unified social credit code in an edition. Whether there is one says nothing about what
    /// anybody may see of it.
    pub async fn target_of(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<Target>, Failure> {
        let db = self.store.read();
        self.present(db, by).await?;
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        Ok(found.map(|row| Target {
            programme: programme.to_owned(),
            edition: edition.to_owned(),
            organisation: Some(row.id),
        }))
    }

    /// The roles in which a person may look at an application, or at an edition; none where nothing of it is theirs.
    pub async fn looks(&self, by: &SignedInPerson, target: &Target) -> Result<Vec<Look>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        if self.shelf.with_programme(&target.programme).is_none() {
            return Ok(Vec::new());
        }
        let sight = self.sight_of(db, target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let programme = sight.programme()?;
        let mut looks: Vec<Look> = Vec::new();
        for held in person.roles() {
            for (role, _) in roles_of(held, programme) {
                let same = |look: &Look| (look.role.as_str(), &look.place) == (role, &held.place);
                if looks.iter().any(same) {
                    continue;
                }
                let actor = Actor::Person {
                    person: person.person().to_owned(),
                    role: role.to_owned(),
                    place: held.place.clone(),
                };
                let reached =
                    target.organisation.is_none() || sight.with(|view| seen(&actor, view, now))?.is_some();
                if reached {
                    let title = role_title(programme, role);
                    looks.push(Look { role: role.to_owned(), title, place: held.place.clone() });
                }
            }
        }
        Ok(looks)
    }

    /// What stands around an application that a person looks at.
    pub async fn surroundings(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Surroundings, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        let standing = standing(&sight, &seen)?;
        let unproved = match seen.viewer {
            Viewer::Office => sight.with(|view| {
                let standard = view.standard()?;
                Some(unproved(standard, &view.pack.vocabulary, &seen))
            })?,
            _ => None,
        };
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let supplement = sight.with(|view| Supplementing::of(view, now.date))?;
        let (notice_until, honour_until) = sight.with(|view| {
            let lasts = |span: Span| span.from(now.date, view.calendar()?).ok();
            match view.stage().map(|stage| &stage.mechanism) {
                Some(Mechanism::Notice { lasts: span, .. }) => (lasts(*span), None),
                Some(Mechanism::Issue { valid, .. }) => (None, valid.and_then(lasts)),
                _ => (None, None),
            }
        })?;
        let closed = closing(db, &sight, seen.viewer == Viewer::Office).await?;
        let awaited = sight.with(waiting)?;
        let persons: BTreeSet<String> = match seen.viewer {
            Viewer::Office => awaited.iter().filter_map(|of| of.person.clone()).collect(),
            _ => BTreeSet::new(),
        };
        let persons = names(db, persons).await?;
        let programme = sight.programme()?;
        let mut waits: Vec<Waits> = Vec::new();
        for of in awaited {
            let person = of.person.as_ref().and_then(|id| persons.get(id).cloned());
            let opens = of.opens.filter(|day| *day > now.date);
            let one = Waits { role: role_title(programme, &of.role), person, due: of.due, opens };
            if !waits.contains(&one) {
                waits.push(one);
            }
        }
        let records = match seen.viewer {
            Viewer::Office => sight.with(|view| view.records.clone())?,
            _ => BTreeMap::new(),
        };
        let proposed = records.values().filter_map(|record| record.proposed.as_ref());
        let proposers = names(db, proposed.map(|of| of.by.clone()).collect()).await?;
        let extensible =
            sight.with(|view| view.extensible().into_iter().map(|stage| stage.id.clone()).collect())?;
        let (passed, windows, year) = sight.with(|view| {
            let passed = view.application().map(|of| of.passed.iter().cloned().collect()).unwrap_or_default();
            let stages = view.programme.stages.iter();
            let year = view.edition().and_then(|edition| edition.dates).map(|(year, _)| year);
            (passed, stages.map(|stage| (stage.id.clone(), view.window(stage))).collect(), year)
        })?;
        let rules = Arc::clone(&sight.installed);
        Ok(Surroundings {
            rules,
            passed,
            windows,
            extensible,
            year,
            standing,
            unproved: unproved.unwrap_or_default(),
            proposed: seen.proposal.map(|proposal| proposal.grade),
            supplement: supplement.filter(|_| seen.viewer == Viewer::Office),
            notice_until,
            honour_until,
            closed,
            waits,
            records,
            proposers,
        })
    }
}

/// How the filing stands by the entries that an office sees; entries that are not complete do not show through.
fn standing(sight: &Sight, seen: &Seen) -> Result<Option<Standing>, Failure> {
    if seen.viewer != Viewer::Office {
        return Ok(None);
    }
    Ok(sight.with(|view| {
        let (filing, layer) = as_seen(view, seen)?;
        provisional(view, &filing, &layer).0
    })?)
}
