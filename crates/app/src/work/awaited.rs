//! Whom an application waits for, told to whoever plays all the people of a demo.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::model::Reach;
use duheng_programme::time::Moment;
use duheng_programme::view::View;
use duheng_programme::{Actor, Ask, openings, waiting};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::shown::role_title;
use crate::accounts::{ACTIVE, ANY, Held};
use crate::app::{App, moment};
use crate::fault::{Failure, Fault};
use crate::sight::Target;
use crate::store::entity::{grant_of_role, organisation, person};

/// What an application waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Awaited {
    /// Those who can do now what it waits for.
    pub people: Vec<AwaitedPerson>,
    /// The day that has to come first, where nobody can.
    pub opens: Option<Date>,
}

/// Somebody who can do now what an application waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedPerson {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// Whether they have accepted their invitation, so that they can sign in.
    pub is_active: bool,
    /// The role.
    pub role: String,
    /// Its title.
    pub title: Text,
    /// The office or enterprise at which they hold it.
    pub place: String,
    /// The command, with what its right depends on.
    pub ask: Ask,
}

/// A role that somebody holds at a place.
struct Holder {
    person: String,
    role: String,
    place: String,
}

impl App {
    /// What an application waits for: everybody who can do it now, wherever they are, and what that is; or the day that has
    /// to come. In a deployment of fictional data alone; elsewhere nobody is told.
    pub async fn awaited(&self, programme: &str, edition: &str, uscc: &str) -> Result<Awaited, Failure> {
        let db = self.store.read();
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        let Some(enterprise) = found.filter(|_| self.is_throwaway()) else { return Ok(Awaited::default()) };
        let target = Target {
            programme: programme.to_owned(),
            edition: edition.to_owned(),
            organisation: Some(enterprise.id.clone()),
        };
        let sight = self.sight_of(db, &target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let own = sight.programme()?.roles.iter().find(|(_, role)| role.reach == Reach::Own);
        let own = own.map(|(id, _)| id.clone()).unwrap_or_default();
        let roles: Vec<String> = sight.with(|view| waiting(view).into_iter().map(|of| of.role).collect())?;
        let holders = holders(db, programme, &roles, (&own, &enterprise.id), now.date).await?;
        let turns = sight.with(|view| turns(view, holders, now))?;
        let persons = turns.iter().map(|(holder, _)| holder.person.as_str());
        let persons = person::Entity::find().filter(person::Column::Id.is_in(persons)).all(db).await?;
        let known: BTreeMap<&str, &person::Model> = persons.iter().map(|of| (of.id.as_str(), of)).collect();
        let rules = sight.programme()?;
        let person = |(holder, ask): &(Holder, Ask)| {
            let of = known.get(holder.person.as_str())?;
            Some(AwaitedPerson {
                login: of.login.clone(),
                name: of.name.clone(),
                is_active: of.state == ACTIVE,
                title: role_title(rules, &holder.role),
                role: holder.role.clone(),
                place: holder.place.clone(),
                ask: ask.clone(),
            })
        };
        let people: Vec<AwaitedPerson> = turns.iter().filter_map(person).collect();
        let opens = match people.is_empty() {
            true => sight.with(|view| comes(view, now.date))?,
            false => None,
        };
        Ok(Awaited { people, opens })
    }
}

/// Who holds one of these roles today; whoever acts for the enterprise holds its own.
async fn holders(
    db: &impl ConnectionTrait,
    programme: &str,
    roles: &[String],
    (own, enterprise): (&str, &str),
    today: Date,
) -> Result<Vec<Holder>, Fault> {
    use grant_of_role::Column;
    let at_home = Condition::all().add(Column::Place.eq(enterprise)).add(Column::MaySubmit.eq(true));
    let rows = grant_of_role::Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::Programme.is_in([ANY, programme]))
        .filter(Condition::any().add(Column::Role.is_in(roles)).add(at_home))
        .order_by_asc(Column::Person)
        .order_by_asc(Column::Place)
        .all(db)
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let person = row.person.clone();
        let held = Held::of(row)?;
        if held.holds(today) {
            let role = if held.role == ANY { own.to_owned() } else { held.role };
            found.push(Holder { person, role, place: held.place });
        }
    }
    Ok(found)
}

/// Whose turn it is now and what they do first.
fn turns(view: &View<'_>, holders: Vec<Holder>, now: Moment) -> Vec<(Holder, Ask)> {
    let turn = |of: Holder| {
        let (person, role) = (of.person.clone(), of.role.clone());
        let actor = Actor::Person { person, role, place: of.place.clone() };
        let mut own = openings(&actor, view, now).into_iter();
        let first = own.find(|opening| opening.awaited && opening.is_open())?;
        Some((of, first.ask))
    };
    holders.into_iter().filter_map(turn).collect()
}

/// The first day on which something can be done that cannot today.
fn comes(view: &View<'_>, today: Date) -> Option<Date> {
    let waits = waiting(view).into_iter().filter_map(|of| of.opens);
    let stage = view.stage().and_then(|stage| view.window(stage).opens);
    waits.chain(stage).filter(|day| *day > today).min()
}
