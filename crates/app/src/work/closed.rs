//! An edition that was closed, told on what it left.

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use sea_orm::{ConnectionTrait, EntityTrait as _};

use super::shown::role_title;
use crate::app::moment;
use crate::fault::Failure;
use crate::sight::{Sight, closing_event};
use crate::store::entity::person;

/// How an edition was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The day, in the programme's zone.
    pub on: Date,
    /// The title of the role that closed it.
    pub role: Text,
    /// The name of the person, for offices.
    pub person: Option<String>,
    /// Whether the application at hand was left unfinished, so that it waits for nobody.
    pub left: bool,
}

/// How the edition at hand was closed; none while it is open. `names` says whether the person is told.
pub(super) async fn closing(
    db: &impl ConnectionTrait,
    sight: &Sight,
    names: bool,
) -> Result<Option<Closing>, Failure> {
    let (closed, left) =
        sight.with(|view| (view.edition().is_some_and(|edition| edition.closed), view.is_left()))?;
    if !closed {
        return Ok(None);
    }
    let Some(row) = closing_event(db, &sight.target).await? else { return Ok(None) };
    let person = match names {
        true => person::Entity::find_by_id(&row.person).one(db).await.map_err(crate::fault::Fault::from)?,
        false => None,
    };
    Ok(Some(Closing {
        on: moment(row.at, &sight.installed.zone)?.date,
        role: role_title(sight.programme()?, &row.role),
        person: person.map(|person| person.name).filter(|name| !name.is_empty()),
        left,
    }))
}
