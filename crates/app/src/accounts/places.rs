//! Offices, organisations and experts, as administrators bring them in.

use duheng_pack::calendar::Date;
use duheng_pack::uscc::Uscc;
use duheng_programme::places::MoveError;
use duheng_programme::view::{Expert, Organisation};
use sea_orm::sea_query::{Expr, Func, LikeExpr, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, ExprTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::listing::{literal, roles_at};
use super::record::by;
use super::roles::is_office;
use super::session::SignedInPerson;
use super::shown::names;
use super::{AccountFailure, in_transaction, refusal, secrets};
use crate::app::App;
use crate::directory::{self, DirectoryEvent, NewOrganisation};
use crate::fault::Fault;
use crate::public::{Page, Show};
use crate::store::entity::{expert, hang, organisation, person};
use crate::store::streams;

/// An office of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficePlace {
    /// Its id.
    pub id: String,
    /// Its name; the id where it has none.
    pub name: String,
    /// The id of the office above it today; nothing for the head of a tree.
    pub above: Option<String>,
    /// How many offices stand above it.
    pub depth: usize,
}

impl OfficePlace {
    /// How far a list indents it, at most 4.
    #[must_use]
    pub fn shown_depth(&self) -> usize {
        self.depth.min(4)
    }
}

/// An organisation with what it hangs below today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOrganisation {
    /// What it is.
    pub organisation: Organisation,
    /// The id and the name of the place above it.
    pub above: Option<(String, String)>,
}

/// A place of either kind, for its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPlace {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unified social credit code; nothing for an office.
    pub uscc: Option<String>,
    /// What it hangs below, and from which day on, oldest first.
    pub above: Vec<(String, Date)>,
    /// The people with a role there: id, name and login.
    pub people: Vec<(String, String, String)>,
    /// How often it was changed, by which who moves it says what they saw.
    pub version: i64,
}

impl App {
    /// The offices, those below others after them; everybody may know them, who registers an enterprise chooses one.
    pub async fn offices(&self) -> Result<Vec<OfficePlace>, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        let rows = hang::Entity::find()
            .filter(hang::Column::Office.eq(true))
            .filter(hang::Column::Since.lte(today.to_string()))
            .order_by_asc(hang::Column::Since)
            .order_by_asc(hang::Column::Seq)
            .all(db)
            .await?;
        let mut above = std::collections::BTreeMap::new();
        for row in rows {
            if !row.above.is_empty() {
                above.entry(row.above.clone()).or_insert_with(String::new);
            }
            above.insert(row.node, row.above);
        }
        let named = names(db, above.keys().cloned().collect()).await?;
        let mut found: Vec<(Vec<String>, OfficePlace)> = Vec::new();
        for (id, over) in &above {
            let name = named.get(id).unwrap_or(id).clone();
            // the way from the head of the tree sorts those below after it
            let (mut way, mut at) = (vec![name.clone()], over);
            while let Some(next) = above.get(at).filter(|_| way.len() <= above.len()) {
                way.push(named.get(at).unwrap_or(at).clone());
                at = next;
            }
            way.reverse();
            let depth = way.len() - 1;
            let above = Some(over.clone()).filter(|over| !over.is_empty());
            found.push((way, OfficePlace { id: id.clone(), name, above, depth }));
        }
        found.sort_by(|one, other| (&one.0, &one.1.id).cmp(&(&other.0, &other.1.id)));
        Ok(found.into_iter().map(|(_, office)| office).collect())
    }

    /// Founds an office below another, or at the head of a tree. Returns its id.
    pub async fn found_office(
        &self,
        who: &SignedInPerson,
        name: &str,
        above: Option<&str>,
    ) -> Result<String, AccountFailure> {
        let (name, today) = (named(name)?, self.today()?);
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "found_office").await?;
            if let Some(above) = above && !is_office(db, above).await? {
                return Err(refusal::place_unknown(above).into());
            }
            let id = secrets::id(self.chance.as_ref())?;
            let events = DirectoryEvent::founding(&name, above, today);
            self.enter_in(db, &by(who.person()), &format!("office/{id}"), &id, &events).await?;
            self.audited(db, who.person(), "found_office", &id, "").await?;
            Ok(id)
        }))
    }

    /// Enters an organisation below an office. A code is registered once. Returns its id.
    pub async fn enter_organisation(
        &self,
        who: &SignedInPerson,
        name: &str,
        uscc: &str,
        home: &str,
    ) -> Result<String, AccountFailure> {
        let (name, today) = (named(name)?, self.today()?);
        let uscc = Uscc::read(uscc).map_err(|error| refusal::uscc_invalid(&error.text()))?;
        Ok(in_transaction!(self, db => {
            let who = self.permitted(db, who, "enter_organisation").await?;
            self.is_free(db, &uscc, home).await?;
            let id = secrets::id(self.chance.as_ref())?;
            let new = NewOrganisation {
                organisation: Organisation {
                    id: id.clone(),
                    name: name.clone(),
                    uscc: uscc.as_str().to_owned(),
                    fictional: false,
                },
                home: home.to_owned(),
                since: today,
            };
            let key = format!("organisation/{id}");
            self.enter_in(db, &by(who.person()), &key, &id, &DirectoryEvent::arrival(&new)).await?;
            self.audited(db, who.person(), "enter_organisation", &id, "").await?;
            Ok(id)
        }))
    }

    /// Moves an office or an organisation below an office, from today on; with a version, only if nobody has changed it
    /// since.
    pub async fn move_place(
        &self,
        who: &SignedInPerson,
        node: &str,
        above: &str,
        seen: Option<i64>,
    ) -> Result<(), AccountFailure> {
        let today = self.today()?;
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "move_place").await?;
            let office = is_office(db, node).await?;
            if !office && directory::find(db, node).await?.is_none() {
                return Err(refusal::place_unknown(node).into());
            }
            if !is_office(db, above).await? {
                return Err(refusal::place_unknown(above).into());
            }
            let stream = stream_of(node, office);
            let version = streams::length(db, &stream).await?;
            if seen.is_some_and(|seen| seen != version) {
                return Err(refusal::place_changed().into());
            }
            let mut places = directory::places(db, Some(node)).await?;
            match places.hang(node, above, today) {
                Ok(()) => {}
                Err(MoveError::Circle) => return Err(refusal::place_above_itself().into()),
                Err(MoveError::Later(day)) => return Err(refusal::place_moved_later(&day.to_string()).into()),
            }
            let event = DirectoryEvent::Hung { above: above.to_owned(), since: today, office };
            self.enter_in(db, &by(who.person()), &stream, node, &[event]).await?;
            self.audited(db, who.person(), "move_place", node, "").await?;
            Ok(())
        });
        Ok(())
    }

    /// The organisations that have this in their names or this code, by code.
    pub async fn organisations(
        &self,
        who: &SignedInPerson,
        search: &str,
        show: &Show,
    ) -> Result<Page<ListedOrganisation>, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        self.permitted(db, who, "organisations").await?;
        let mut select = organisation::Entity::find().order_by_asc(organisation::Column::Uscc);
        if !search.trim().is_empty() {
            let lower: SimpleExpr = Func::lower(Expr::col(organisation::Column::Name)).into();
            let code = Uscc::read(search).map(|code| code.as_str().to_owned());
            let any = Condition::any()
                .add(lower.like(LikeExpr::new(format!("%{}%", literal(search))).escape('!')))
                .add(organisation::Column::Uscc.eq(code.unwrap_or_else(|_| search.trim().to_owned())));
            select = select.filter(any);
        }
        if let Some(after) = &show.after {
            select = select.filter(organisation::Column::Uscc.gt(after.as_str()));
        }
        let mut found = select.limit(show.most.saturating_add(1)).all(db).await?;
        let most = usize::try_from(show.most).unwrap_or(usize::MAX);
        let more = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| more).map(|last| last.uscc.clone());
        let mut rows = Vec::new();
        for row in found {
            let over = hung(db, &row.id).await?.into_iter().rfind(|(_, since)| *since <= today);
            let above = match over {
                Some((above, _)) => {
                    let named = names(db, vec![above.clone()]).await?;
                    let name = named.get(&above).unwrap_or(&above).clone();
                    Some((above, name))
                }
                None => None,
            };
            let organisation =
                Organisation { id: row.id, name: row.name, uscc: row.uscc, fictional: row.fictional };
            rows.push(ListedOrganisation { organisation, above });
        }
        Ok(Page { rows, next })
    }

    /// An office or an organisation with its places and its people.
    pub async fn managed_place(
        &self,
        who: &SignedInPerson,
        id: &str,
    ) -> Result<ManagedPlace, AccountFailure> {
        let (db, today) = (self.store.read(), self.today()?);
        self.permitted(db, who, "managed_place").await?;
        let own = directory::find(db, id).await?;
        if own.is_none() && !is_office(db, id).await? {
            return Err(refusal::place_unknown(id).into());
        }
        let hung = hung(db, id).await?;
        let ids = hung.iter().map(|(above, _)| above.clone()).chain([id.to_owned()]).collect();
        let named = names(db, ids).await?;
        let name = |id: &str| named.get(id).cloned().unwrap_or_else(|| id.to_owned());
        let above = hung.into_iter().map(|(above, since)| (name(&above), since)).collect();
        let mut holders = Vec::new();
        for row in roles_at(id).all(db).await? {
            let whose = row.person.clone();
            if !super::grants::Held::of(row)?.is_over(today) {
                holders.push(whose);
            }
        }
        let people = person::Entity::find()
            .filter(person::Column::Id.is_in(holders))
            .order_by_asc(person::Column::Login)
            .all(db)
            .await?;
        let people = people.into_iter().map(|row| (row.id, row.name, row.login)).collect();
        let version = streams::length(db, &stream_of(id, own.is_none())).await?;
        let uscc = own.map(|own| own.uscc);
        Ok(ManagedPlace { name: name(id), id: id.to_owned(), uscc, above, people, version })
    }

    /// Brings a person into the base of experts: where they belong, and the fields that they know.
    pub async fn enter_expert(
        &self,
        who: &SignedInPerson,
        person: &str,
        belongs: &str,
        fields: &[String],
    ) -> Result<(), AccountFailure> {
        in_transaction!(self, db => {
            let who = self.permitted(db, who, "enter_expert").await?;
            self.active(db, person).await?;
            if expert::Entity::find_by_id(person).one(db).await?.is_some() {
                return Err(refusal::expert_enrolled().into());
            }
            // who names a registered code means that organisation
            let code = Uscc::read(belongs).map(|code| code.as_str().to_owned()).unwrap_or_default();
            let coded = organisation::Entity::find().filter(organisation::Column::Uscc.eq(code));
            let belongs = match coded.one(db).await? {
                Some(organisation) => organisation.id,
                None => named(belongs)?,
            };
            let new = Expert {
                person: person.to_owned(),
                organisation: belongs,
                fields: fields.iter().cloned().collect(),
                conflicts: Default::default(),
            };
            let key = format!("expert/{person}");
            self.enter_in(db, &by(who.person()), &key, person, &DirectoryEvent::enrolment(&new)).await?;
            self.audited(db, who.person(), "enter_expert", person, "").await?;
            Ok(())
        });
        Ok(())
    }
}

/// The stream of a place.
fn stream_of(place: &str, is_office: bool) -> String {
    format!("{}/{place}", if is_office { "office" } else { "organisation" })
}

/// A name without the space around it.
fn named(name: &str) -> Result<String, refusal::AccountRefusal> {
    let name = name.trim();
    match name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        true => Err(refusal::name_missing()),
        false => Ok(name.to_owned()),
    }
}

/// What something hangs below, and from which day on, oldest first.
async fn hung(db: &impl ConnectionTrait, node: &str) -> Result<Vec<(String, Date)>, Fault> {
    let rows = hang::Entity::find()
        .filter(hang::Column::Node.eq(node))
        .filter(hang::Column::Above.ne(""))
        .order_by_asc(hang::Column::Since)
        .order_by_asc(hang::Column::Seq)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((row.above, directory::day(&row.since)?))).collect()
}
