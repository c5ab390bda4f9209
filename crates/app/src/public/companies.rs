//! Enterprises as the public finds them. One without a public result is not told from one that is unknown.

use duheng_pack::text::Text;
use sea_orm::sea_query::{Cond, Expr, Order, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _,
    QueryOrder as _,
};

use super::queries::{
    OfApplication, OfOrganisation, application, applications, enterprise, named, optional, organisation,
    running, sort,
};
use super::{Company, Enterprise, Page, PublicState, Show};
use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::{application, organisation, record_state};

impl App {
    /// The enterprises with a public result that have this in their names or this code, in order of their codes.
    pub async fn companies(&self, search: &str, show: &Show) -> Result<Page<Enterprise>, Fault> {
        let today = self.today()?.to_string();
        let mut select = Query::select();
        select.from(organisation::Entity);
        for column in [OfOrganisation::Name, OfOrganisation::Uscc, OfOrganisation::Fictional] {
            select.column((organisation::Entity, column));
        }
        select.cond_where(named(search)).cond_where(self.public_results(&today));
        if let Some(after) = &show.after {
            select.and_where(organisation(OfOrganisation::Uscc).gt(after.as_str()));
        }
        select.order_by((organisation::Entity, OfOrganisation::Uscc), Order::Asc);
        select.limit(show.most.saturating_add(1));
        let rows = self.store.read().query_all(&select).await?;
        let mut rows = rows.iter().map(enterprise).collect::<Result<Vec<_>, _>>()?;
        let most = usize::try_from(show.most).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let next = rows.last().filter(|_| more).map(|last| last.uscc.clone());
        Ok(Page { rows, next })
    }

    /// Enterprises with an honour, a running notice or a public state of a record.
    fn public_results(&self, today: &str) -> Cond {
        let mut applied = Query::select();
        applied.from(application::Entity).column(OfApplication::Organisation).cond_where(
            Cond::any().add(application(OfApplication::Honour).is_not_null()).add(running(today)),
        );
        // no register, no state: nothing is let through
        let mut states = Cond::any().add(Expr::val(1).eq(2));
        for (register, public) in self.public_states() {
            let of = Cond::all()
                .add(Expr::col(record_state::Column::Register).eq(register))
                .add(Expr::col(record_state::Column::State).is_in(public));
            states = states.add(of);
        }
        let mut recorded = Query::select();
        recorded.from(record_state::Entity).column(record_state::Column::Organisation).cond_where(states);
        Cond::any()
            .add(organisation(OfOrganisation::Id).in_subquery(applied))
            .add(organisation(OfOrganisation::Id).in_subquery(recorded))
    }

    /// What the public may know of the enterprise with this code; nothing where there is no public result.
    pub async fn company(&self, uscc: &str) -> Result<Option<Company>, Fault> {
        let today = self.today()?.to_string();
        let db = self.store.read();
        let found = organisation::Entity::find().filter(OfOrganisation::Uscc.eq(uscc)).one(db).await?;
        let Some(found) = found else { return Ok(None) };
        let mut select = applications();
        select.and_where(application(OfApplication::Organisation).eq(found.id.as_str()));
        sort(&mut select, OfApplication::HonourFrom);
        let rows = db.query_all(&select).await?;
        let (mut honours, mut notices) = (Vec::new(), Vec::new());
        for row in &rows {
            if optional(row, "honour")?.is_some() {
                honours.push(self.honour(row, &today)?);
            }
            let notice = self.notice(row)?;
            let is_closed: bool = row.try_get("", "closed")?;
            if !is_closed && !notice.from.is_empty() && notice.from <= today && today <= notice.until {
                notices.push(notice);
            }
        }
        let states = self.states(&found.id).await?;
        if honours.is_empty() && notices.is_empty() && states.is_empty() {
            return Ok(None);
        }
        let enterprise = Enterprise { name: found.name, uscc: found.uscc, fictional: found.fictional };
        Ok(Some(Company { enterprise, honours, states, notices }))
    }

    async fn states(&self, organisation: &str) -> Result<Vec<PublicState>, Fault> {
        let rows = record_state::Entity::find()
            .filter(record_state::Column::Organisation.eq(organisation))
            .order_by_asc(record_state::Column::Register)
            .order_by_asc(record_state::Column::Seq)
            .all(self.store.read())
            .await?;
        let public = |row: record_state::Model| {
            let (register, state): (Text, Text) = self.state_of(&row.register, &row.state)?;
            Some(PublicState { register, state, since: row.since, entered_on: row.entered_on })
        };
        Ok(rows.into_iter().filter_map(public).collect())
    }
}
