//! People as administrators see them.

use sea_orm::sea_query::{Func, LikeExpr, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};

use super::grants::ACTIVE;
use super::people::folded;
use super::session::SignedInPerson;
use super::shown::{ShownRole, names};
use super::{AccountFailure, opaque, refusal};
use crate::app::App;
use crate::public::{Page, Show};
use crate::store::entity::{expert, grant_of_role, person};

/// How somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// Invited, without a password yet.
    Invited,
    /// Can sign in.
    Active,
    /// Was deactivated.
    Deactivated,
}

impl PersonState {
    /// As addresses and texts write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    fn of(row: &person::Model) -> Self {
        match (row.state == ACTIVE, &row.password) {
            (false, _) => Self::Deactivated,
            (true, None) => Self::Invited,
            (true, Some(_)) => Self::Active,
        }
    }
}

/// A person of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The id.
    pub id: String,
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// How they stand.
    pub state: PersonState,
    /// Their roles.
    pub roles: Vec<ShownRole>,
}

/// A person with all that an administrator manages.
#[derive(Clone, PartialEq, Eq)]
pub struct ManagedPerson {
    /// The person.
    pub person: ListedPerson,
    /// The address of e-mail.
    pub email: String,
    /// `zh` or `en`.
    pub language: String,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
    /// When they came, in microseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// Where they belong and what they know, if they are in the base of experts.
    pub expert: Option<(String, Vec<String>)>,
}

opaque!(ListedPerson, ManagedPerson);

impl App {
    /// The people whose name, login or address of e-mail has this in it, by login.
    pub async fn people(
        &self,
        who: &SignedInPerson,
        search: &str,
        show: &Show,
    ) -> Result<Page<ListedPerson>, AccountFailure> {
        let db = self.store.read();
        self.permitted(db, who, "people").await?;
        let mut select = person::Entity::find().order_by_asc(person::Column::Login);
        if !search.trim().is_empty() {
            let like = || LikeExpr::new(format!("%{}%", literal(search))).escape('!');
            let columns = [person::Column::Login, person::Column::Name, person::Column::Email];
            let any = columns.into_iter().fold(Condition::any(), |any, column| {
                let lower: SimpleExpr = Func::lower(Expr::col(column)).into();
                any.add(lower.like(like()))
            });
            select = select.filter(any);
        }
        if let Some(after) = &show.after {
            select = select.filter(person::Column::Login.gt(after.as_str()));
        }
        let mut found = select.limit(show.most.saturating_add(1)).all(db).await?;
        let most = usize::try_from(show.most).unwrap_or(usize::MAX);
        let more = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| more).map(|last| last.login.clone());
        let mut rows = Vec::new();
        for row in found {
            rows.push(self.listed(row).await?);
        }
        Ok(Page { rows, next })
    }

    async fn listed(&self, row: person::Model) -> Result<ListedPerson, AccountFailure> {
        let roles = self.shown_roles_of(self.store.read(), &row.id).await?;
        Ok(ListedPerson { state: PersonState::of(&row), id: row.id, login: row.login, name: row.name, roles })
    }

    /// A person with all that an administrator manages.
    pub async fn managed_person(
        &self,
        who: &SignedInPerson,
        id: &str,
    ) -> Result<ManagedPerson, AccountFailure> {
        let db = self.store.read();
        self.permitted(db, who, "managed_person").await?;
        let row = person::Entity::find_by_id(id).one(db).await?;
        let row = row.ok_or_else(|| refusal::person_unknown(id))?;
        let second_factor = self.factor_of(db, id).await?.is_some();
        let expert = match expert::Entity::find_by_id(id).one(db).await? {
            Some(row) => {
                let named = names(db, vec![row.organisation.clone()]).await?;
                let fields = serde_json::from_str(&row.fields).unwrap_or_default();
                Some((named.get(&row.organisation).unwrap_or(&row.organisation).clone(), fields))
            }
            None => None,
        };
        let (email, language, created_at) = (row.email.clone(), row.language.clone(), row.created_at);
        let person = self.listed(row).await?;
        Ok(ManagedPerson { person, email, language, second_factor, created_at, expert })
    }

    /// The active person of a login, who can take over from somebody; administrators alone may ask.
    pub async fn successor(&self, who: &SignedInPerson, login: &str) -> Result<String, AccountFailure> {
        let db = self.store.read();
        self.permitted(db, who, "successor").await?;
        let found = super::signing::person_of(db, &folded(login)).await?;
        let able = found.filter(|person| person.state == ACTIVE);
        Ok(able.ok_or_else(refusal::successor_unfit)?.id)
    }
}

/// A search as a pattern has it literally, in lower case.
pub(super) fn literal(search: &str) -> String {
    let escaped = |sign: char| matches!(sign, '%' | '_' | '!').then_some('!').into_iter().chain([sign]);
    search.trim().chars().flat_map(escaped).collect::<String>().to_lowercase()
}

/// How many roles that nobody has ended stand at a place.
pub(super) fn roles_at(place: &str) -> sea_orm::Select<grant_of_role::Entity> {
    grant_of_role::Entity::find()
        .filter(grant_of_role::Column::Place.eq(place))
        .filter(grant_of_role::Column::EndedAt.is_null())
}
