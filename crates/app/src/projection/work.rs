//! The tables of those who have work: functions of filings, of editions and of the rules of their packs.

use std::collections::{BTreeMap, BTreeSet};

use duheng_programme::event::EditionEvent;
use duheng_programme::places::Places;
use duheng_programme::state::{Edition, Filing, Place};
use duheng_programme::view::View;
use duheng_programme::waiting;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use crate::fault::Fault;
use crate::packs::Packs;
use crate::store::entity::{recommendation, seat, waiting};

/// Whom the applications of a filing wait for.
pub(crate) fn waiting_rows(edition: &str, filing: &Filing, packs: &Packs) -> Vec<waiting::Model> {
    let (none, records) = (BTreeMap::new(), BTreeMap::new());
    let (named, places, given) = (BTreeMap::new(), Places::default(), BTreeSet::new());
    let mut rows = Vec::new();
    for (name, application) in &filing.applications {
        let Some(installed) = packs.get(name) else { continue };
        let Some(programme) = installed.programmes.programme(name) else { continue };
        let Place::At(stage) = &application.place else { continue };
        let view = View {
            pack: &installed.pack,
            programmes: &installed.programmes,
            programme,
            editions: &none,
            filing: Some(filing),
            previous: None,
            named: &named,
            organisation: None,
            records: &records,
            places: &places,
            experts: &[],
            given: &given,
        };
        rows.extend(waiting(&view).into_iter().map(|one| waiting::Model {
            programme: name.clone(),
            edition: edition.to_owned(),
            organisation: filing.organisation.clone(),
            role: one.role,
            person: one.person.unwrap_or_default(),
            stage: stage.clone(),
            since: application.reached_on.map(|day| day.to_string()),
            due: one.due.map(|day| day.to_string()),
            extended: one.extended.map(|day| day.to_string()),
            opens: one.opens.map(|day| day.to_string()),
        }));
    }
    rows
}

/// Who sits on panels of a filing, for each application of it: what is assigned by one is within reach in all. Declared
/// is who has nothing left to declare in any of them.
pub(crate) fn seat_rows(edition: &str, filing: &Filing) -> Vec<seat::Model> {
    let mut seats: BTreeMap<&str, bool> = BTreeMap::new();
    let panels = filing.applications.values().filter_map(|application| application.panel.as_ref());
    for held in panels.flat_map(|panel| &panel.seats) {
        *seats.entry(&held.expert).or_insert(true) &= held.declared;
    }
    let row = |programme: &String, (person, declared): (&&str, &bool)| seat::Model {
        programme: programme.clone(),
        edition: edition.to_owned(),
        organisation: filing.organisation.clone(),
        person: (*person).to_owned(),
        declared: *declared,
    };
    let applications = filing.applications.keys();
    applications.flat_map(|programme| seats.iter().map(move |held| row(programme, held))).collect()
}

/// Whom units recommended in an edition.
pub(crate) fn recommendation_rows(edition: &Edition) -> Vec<recommendation::Model> {
    let row = |unit: &String, organisation: &String| recommendation::Model {
        programme: edition.programme.clone(),
        edition: edition.id.clone(),
        organisation: organisation.clone(),
        unit: unit.clone(),
    };
    let units = edition.recommended.iter();
    units.flat_map(|(unit, of)| of.iter().map(move |organisation| row(unit, organisation))).collect()
}

/// Brings the rows of a filing up to date.
pub(super) async fn filing(
    db: &impl ConnectionTrait,
    edition: &str,
    filing: &Filing,
    packs: &Packs,
) -> Result<(), Fault> {
    let programmes = || filing.applications.keys().cloned();
    waiting::Entity::delete_many()
        .filter(waiting::Column::Edition.eq(edition))
        .filter(waiting::Column::Organisation.eq(filing.organisation.as_str()))
        .filter(waiting::Column::Programme.is_in(programmes()))
        .exec(db)
        .await?;
    let rows = waiting_rows(edition, filing, packs);
    if !rows.is_empty() {
        let rows = rows.into_iter().map(waiting::Model::into_active_model);
        waiting::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    if filing.applications.values().all(|application| application.panel.is_none()) {
        return Ok(());
    }
    seat::Entity::delete_many()
        .filter(seat::Column::Edition.eq(edition))
        .filter(seat::Column::Organisation.eq(filing.organisation.as_str()))
        .filter(seat::Column::Programme.is_in(programmes()))
        .exec(db)
        .await?;
    let rows = seat_rows(edition, filing);
    if !rows.is_empty() {
        let rows = rows.into_iter().map(seat::Model::into_active_model);
        seat::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Adds and takes away what events of an edition say of recommendations.
pub(crate) async fn recommendations(
    db: &impl ConnectionTrait,
    programme: &str,
    edition: &str,
    events: &[EditionEvent],
) -> Result<(), Fault> {
    for event in events {
        match event {
            EditionEvent::Recommended { by, organisation } => {
                let row = recommendation::Model {
                    programme: programme.to_owned(),
                    edition: edition.to_owned(),
                    organisation: organisation.clone(),
                    unit: by.clone(),
                };
                recommendation::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
            }
            EditionEvent::TakenBack { organisation, .. } => {
                let key = (programme.to_owned(), edition.to_owned(), organisation.clone());
                recommendation::Entity::delete_by_id(key).exec(db).await?;
            }
            _ => {}
        }
    }
    Ok(())
}
