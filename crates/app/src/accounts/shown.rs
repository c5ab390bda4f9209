//! Roles as people see them: with titles of programmes, names of places and of who delegated them.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use duheng_programme::model::Reach;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::grants::{ANY, GrantKind, Held};
use super::{AccountFailure, grants};
use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::{grant_of_role, office, organisation, person};

/// A role that an installed programme declares and that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedRole {
    /// The programme.
    pub programme: String,
    /// Its title.
    pub programme_title: Text,
    /// The role.
    pub role: String,
    /// Its title.
    pub title: Text,
    /// Of which kind a grant of it is.
    pub kind: GrantKind,
}

/// A role with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRole {
    /// The role.
    pub held: Held,
    /// Its title; that of its kind where the programmes declare none.
    pub title: Text,
    /// The title of the programme; nothing for every one.
    pub programme: Option<Text>,
    /// The name of the place; nothing for the whole deployment.
    pub place: Option<String>,
    /// The name of the person who delegated it.
    pub delegated_by: Option<String>,
}

impl GrantKind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Administrator => Text::new("平台管理员", "Administrator"),
            Self::Office => Text::new("主办单位人员", "Office"),
            Self::Expert => Text::new("专家", "Expert"),
            Self::Enterprise => Text::new("企业人员", "Enterprise"),
        }
    }
}

impl App {
    /// The roles that installed programmes declare and that can be given, by programme.
    #[must_use]
    pub fn offered_roles(&self) -> Vec<OfferedRole> {
        let mut found = BTreeMap::new();
        // of several versions the one installed last is told
        for pack in self.shelf.all() {
            for programme in &pack.programmes.programmes {
                for (id, role) in programme.roles.iter() {
                    let kind = match role.reach {
                        Reach::Own => GrantKind::Enterprise,
                        Reach::Assigned => GrantKind::Expert,
                        Reach::Subtree | Reach::Recommended | Reach::Cleared => GrantKind::Office,
                        Reach::Anyone => continue,
                    };
                    let offered = OfferedRole {
                        programme: programme.id.clone(),
                        programme_title: programme.title.clone(),
                        role: id.to_string(),
                        title: role.title.clone(),
                        kind,
                    };
                    found.insert((programme.id.clone(), id.to_string()), offered);
                }
            }
        }
        found.into_values().collect()
    }

    /// Roles with what they are called.
    pub(super) async fn shown_roles(
        &self,
        db: &impl ConnectionTrait,
        roles: Vec<Held>,
    ) -> Result<Vec<ShownRole>, AccountFailure> {
        let offered = self.offered_roles();
        let places = names(db, roles.iter().map(|held| held.place.clone()).collect()).await?;
        let mut shown = Vec::new();
        for held in roles {
            let title = match (held.kind, held.role.as_str()) {
                (GrantKind::Enterprise, ANY) if held.may_submit => Text::new("企业审批人", "Approver"),
                (GrantKind::Enterprise, ANY) => Text::new("企业填报人", "Filler"),
                _ => offered
                    .iter()
                    .find(|of| {
                        of.role == held.role
                            && [ANY, of.programme.as_str()].contains(&held.programme.as_str())
                    })
                    .map_or_else(|| held.kind.title(), |of| of.title.clone()),
            };
            let programme = (held.programme != ANY).then(|| {
                let found = offered.iter().find(|of| of.programme == held.programme);
                found.map_or_else(|| Text::same(held.programme.as_str()), |of| of.programme_title.clone())
            });
            let place = (held.place != ANY).then(|| places.get(&held.place).unwrap_or(&held.place).clone());
            let delegated_by = match &held.delegated_from {
                Some(from) => {
                    let row = grant_of_role::Entity::find_by_id(from.as_str()).one(db).await?;
                    let whose = row.map(|row| row.person).unwrap_or_default();
                    person::Entity::find_by_id(whose).one(db).await?.map(|person| person.name)
                }
                None => None,
            };
            shown.push(ShownRole { held, title, programme, place, delegated_by });
        }
        Ok(shown)
    }

    /// The roles of a person that nobody has ended and whose last day is not past, with what they are called.
    pub(super) async fn shown_roles_of(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
    ) -> Result<Vec<ShownRole>, AccountFailure> {
        let today = self.today()?;
        let open = grants::open(db, id).await?.into_iter().filter(|held| !held.is_over(today)).collect();
        self.shown_roles(db, open).await
    }
}

/// The names of places, of those that have one.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    ids: Vec<String>,
) -> Result<BTreeMap<String, String>, Fault> {
    let own = organisation::Column::Id.is_in(ids.clone());
    let organisations = organisation::Entity::find().filter(own).all(db).await?;
    let offices = office::Entity::find().filter(office::Column::Id.is_in(ids)).all(db).await?;
    let named = organisations.into_iter().map(|row| (row.id, row.name));
    Ok(named.chain(offices.into_iter().map(|row| (row.id, row.name))).collect())
}
