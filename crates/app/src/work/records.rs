//! Records of registers, for the roles that keep them.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use duheng_programme::event::RecordEvent;
use duheng_programme::model::{Reach, Register};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::scope::roles_of;
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::directory;
use crate::fault::{Failure, Fault};
use crate::public::{Enterprise, Page, Show};
use crate::sight::record_key;
use crate::store::entity::record_state::{self, Column};
use crate::store::entity::{event, organisation, stream};
use crate::store::streams;

/// A register that somebody keeps.
#[derive(Clone, Debug)]
pub struct KeptRegister {
    /// Its rules.
    pub register: Register,
    /// A programme of its pack in which they keep it, with the role and the place.
    pub programme: String,
    /// The role.
    pub role: String,
    /// The office.
    pub place: String,
}

/// The state in which a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// Whose.
    pub enterprise: Enterprise,
    /// The title of the state.
    pub state: Text,
    /// Since when it holds.
    pub since: String,
    /// The day on which it was entered.
    pub entered_on: String,
    /// What it rests on.
    pub basis: String,
}

/// An entry that waits for somebody else's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedRow {
    /// Whose.
    pub enterprise: Enterprise,
    /// The title of the state.
    pub state: Text,
    /// Whether the entry of this state is to be struck as a mistake, rather than a new one made.
    pub corrects: bool,
    /// From which day on it would hold.
    pub since: String,
    /// What it rests on.
    pub basis: String,
    /// Who proposed it.
    pub by: String,
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

impl App {
    /// The entries of a register that wait for confirmation within reach of who keeps it, the oldest first; nothing of a
    /// register that is not theirs.
    pub async fn proposed_records(
        &self,
        by: &SignedInPerson,
        register: &str,
    ) -> Result<Vec<ProposedRow>, Failure> {
        let kept = self.kept_registers(by).await?;
        let own: Vec<&KeptRegister> = kept.iter().filter(|of| of.register.id == register).collect();
        let Some(first) = own.first() else { return Ok(Vec::new()) };
        let db = self.store.read();
        let today = self.today()?;
        let places = own.iter().map(|of| of.place.clone()).collect();
        let start = record_key(register, "");
        // the last event of a record that waits is its proposal
        let last = Query::select()
            .columns([stream::Column::Key, stream::Column::Version])
            .from(stream::Entity)
            .and_where(stream::Column::Key.starts_with(&start))
            .take();
        let here = Expr::tuple([event::Column::Stream, event::Column::Seq].map(Expr::col));
        let waiting = event::Entity::find()
            .filter(event::Column::Name.eq("record_proposed"))
            .filter(event::Column::Stream.starts_with(&start))
            .filter(here.in_subquery(last))
            .order_by_asc(event::Column::At)
            .order_by_asc(event::Column::Stream)
            .all(db)
            .await
            .map_err(Fault::from)?;
        let offices = directory::below(db, &places, today).await?;
        let within = super::scope::hanging(offices.into_values().flatten().collect(), today);
        let named = waiting.iter().filter_map(|row| row.stream.strip_prefix(&start));
        let reached: BTreeMap<String, organisation::Model> = organisation::Entity::find()
            .filter(organisation::Column::Id.is_in(named))
            .filter(organisation::Column::Id.in_subquery(within))
            .all(db)
            .await
            .map_err(Fault::from)?
            .into_iter()
            .map(|row| (row.id.clone(), row))
            .collect();
        let people = waiting.iter().map(|row| row.person.clone()).collect();
        let people = super::dossier::names(db, people).await?;
        let mut rows = Vec::new();
        for row in waiting {
            let Some(of) = row.stream.strip_prefix(&start).and_then(|id| reached.get(id)) else { continue };
            let Some(RecordEvent::Proposed { state, from, basis, corrects, .. }) = streams::read(&row)?
            else {
                continue;
            };
            let title = first.register.states.get(&state).map(|of| of.title.clone());
            rows.push(ProposedRow {
                enterprise: Enterprise {
                    name: of.name.clone(),
                    uscc: of.uscc.clone(),
                    fictional: of.fictional,
                },
                state: title.unwrap_or_else(|| Text::same(&state)),
                corrects,
                since: from.to_string(),
                basis,
                by: people.get(&row.person).cloned().unwrap_or_default(),
                at: row.at,
            });
        }
        Ok(rows)
    }

    /// The registers that a person keeps, of the packs installed last.
    pub async fn kept_registers(&self, by: &SignedInPerson) -> Result<Vec<KeptRegister>, Failure> {
        let person = self.present(self.store.read(), by).await?;
        let mut kept: Vec<KeptRegister> = Vec::new();
        for programme in self.public_programmes() {
            let Some(pack) = self.shelf.with_programme(&programme.id) else { continue };
            let Some(rules) = pack.programmes.programme(&programme.id) else { continue };
            for held in person.roles() {
                for (role, reach) in roles_of(held, rules) {
                    let keeps = |register: &&Register| register.entered_by.iter().any(|by| by == role);
                    for register in pack.programmes.registers.iter().filter(keeps) {
                        let same =
                            |of: &KeptRegister| (&of.register.id, &of.place) == (&register.id, &held.place);
                        if reach != Reach::Subtree || kept.iter().any(same) {
                            continue;
                        }
                        kept.push(KeptRegister {
                            register: register.clone(),
                            programme: rules.id.clone(),
                            role: role.to_owned(),
                            place: held.place.clone(),
                        });
                    }
                }
            }
        }
        Ok(kept)
    }

    /// The records of a register within reach of who keeps it, in order of the organisations; nothing of a register that
    /// is not theirs.
    pub async fn records(
        &self,
        by: &SignedInPerson,
        register: &str,
        show: &Show,
    ) -> Result<Option<(KeptRegister, Page<RecordRow>)>, Failure> {
        let kept = self.kept_registers(by).await?;
        let own: Vec<&KeptRegister> = kept.iter().filter(|of| of.register.id == register).collect();
        let Some(first) = own.first() else { return Ok(None) };
        let db = self.store.read();
        let places = own.iter().map(|of| of.place.clone()).collect();
        let offices = directory::below(db, &places, self.today()?).await?;
        let offices: Vec<String> = offices.into_values().flatten().collect();
        let within = super::scope::hanging(offices, self.today()?);
        let mut query = record_state::Entity::find()
            .select_only()
            .column(Column::Organisation)
            .column_as(Column::Seq.max(), "seq")
            .filter(Column::Register.eq(register))
            .filter(Column::Organisation.in_subquery(within))
            .group_by(Column::Organisation)
            .order_by_asc(Column::Organisation)
            .limit(show.most.saturating_add(1));
        if let Some(after) = &show.after {
            query = query.filter(Column::Organisation.gt(after.as_str()));
        }
        let mut latest: Vec<(String, i64)> = query.into_tuple().all(db).await?;
        let most = usize::try_from(show.most).unwrap_or(usize::MAX);
        let more = latest.len() > most;
        latest.truncate(most);
        let mut rows = Vec::new();
        for (organisation, seq) in &latest {
            let key = (register.to_owned(), organisation.clone(), *seq);
            let (Some(row), Some(of)) = (
                record_state::Entity::find_by_id(key).one(db).await?,
                directory::find(db, organisation).await?,
            ) else {
                continue;
            };
            let title = first.register.states.get(&row.state).map(|state| state.title.clone());
            rows.push(RecordRow {
                enterprise: of.into(),
                state: title.unwrap_or_else(|| Text::same(&row.state)),
                since: row.since,
                entered_on: row.entered_on,
                basis: row.basis,
            });
        }
        let next = latest.last().filter(|_| more).map(|(organisation, _)| organisation.clone());
        Ok(Some(((*first).clone(), Page { rows, next })))
    }
}
