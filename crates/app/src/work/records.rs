//! Records of registers, for the roles that keep them.

use duheng_pack::text::Text;
use duheng_programme::model::{Reach, Register};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use super::scope::roles_of;
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::directory;
use crate::fault::Failure;
use crate::public::{Enterprise, Page, Show};
use crate::store::entity::record_state::{self, Column};

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

impl App {
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
