//! What only the papers that people hold lead to: the state of an objection by its receipt, the office that issued a
//! certificate.

use duheng_pack::text::Text;
use duheng_programme::command::Ruling;
use duheng_programme::contact::reachable;
use duheng_programme::event::FilingEvent;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::{Enterprise, OnNotice, PublicHonour};
use crate::app::App;
use crate::fault::Fault;
use crate::sight::filing_key;
use crate::store::entity::{event, log, office, organisation};
use crate::store::streams;
use crate::verify::Head;

/// An objection, for whoever holds its receipt and knows the contact that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionState {
    /// Against whose result.
    pub enterprise: Enterprise,
    /// The title of the programme; those of all where the results of several are on notice together.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// When it was received, in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// What became of it, with the reason and the time; nothing before it is ruled on.
    pub ruling: Option<(Ruling, String, i64)>,
}

/// How a certificate was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The office; the issuer of the pack where the office has no name.
    pub office: Text,
    /// The line of the log that first has it. Who keeps it can tell later whether the log was rewritten since.
    pub line: Option<Head>,
}

impl App {
    /// The state of the objection that was received at this time, in microseconds since 1970-01-01 UTC, for whoever knows
    /// the contact that was left with it.
    pub async fn objection_state(&self, at: i64, left: &str) -> Result<Option<ObjectionState>, Fault> {
        let Some(left) = reachable(left) else { return Ok(None) };
        let db = self.store.read();
        let found = event::Entity::find()
            .filter(event::Column::Name.eq("objected"))
            .filter(event::Column::At.eq(at))
            .order_by_asc(event::Column::Stream)
            .all(db)
            .await?;
        for received in &found {
            let Some(FilingEvent::Objected { programme, contact: own, .. }) = streams::read(received)? else {
                continue;
            };
            if reachable(&own).as_deref() != Some(left.as_str()) {
                continue;
            }
            let parts: Vec<&str> = received.stream.split('/').collect();
            let ["filing", _, edition, organisation] = parts.as_slice() else { continue };
            let Some(of) = organisation::Entity::find_by_id(*organisation).one(db).await? else { continue };
            let (mut before, mut ruling) = (0_usize, None);
            for row in streams::load(db, &received.stream).await? {
                match streams::read::<FilingEvent>(&row)? {
                    Some(FilingEvent::Objected { programme: other, .. })
                        if other == programme && row.seq < received.seq =>
                    {
                        before += 1;
                    }
                    Some(FilingEvent::Ruled { programme: other, objection, ruling: how, reason, .. })
                        if other == programme && row.seq > received.seq && objection == before =>
                    {
                        ruling = Some((how, reason, row.at));
                    }
                    _ => {}
                }
            }
            let title = self.objected_to(found.iter().filter(|row| row.stream == received.stream))?;
            return Ok(Some(ObjectionState {
                enterprise: Enterprise { name: of.name, uscc: of.uscc, fictional: of.fictional },
                title,
                edition: (*edition).to_owned(),
                at,
                ruling,
            }));
        }
        Ok(None)
    }

    /// The titles of the programmes to whose results somebody objected at once.
    pub(super) fn objected_to<'r>(
        &self,
        rows: impl IntoIterator<Item = &'r event::Model>,
    ) -> Result<Text, Fault> {
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for row in rows {
            let Some(FilingEvent::Objected { programme, .. }) = streams::read(row)? else { continue };
            let title = self.public_programme(&programme).map(|of| of.title);
            let title = title.unwrap_or_else(|| Text::same(&programme));
            zh.push(title.zh);
            en.push(title.en);
        }
        Ok(Text::new(zh.join("、"), en.join(", ")))
    }

    /// Who issued a certificate, and where the log of the deployment has it.
    pub async fn issued(&self, honour: &PublicHonour) -> Result<Issued, Fault> {
        let issued = |event: &FilingEvent| matches!(event, FilingEvent::Issued { number, .. } if *number == honour.number);
        let of = (honour.programme.as_str(), honour.edition.as_str(), honour.enterprise.uscc.as_str());
        let found = self.last(of, "issued", issued).await?;
        let office = self.office_of(&honour.programme, found.as_ref()).await?;
        let line = match found {
            Some(row) => {
                log::Entity::find()
                    .filter(log::Column::Stream.eq(&row.stream))
                    .filter(log::Column::Version.gte(row.seq))
                    .order_by_asc(log::Column::Version)
                    .one(self.store.read())
                    .await?
            }
            None => None,
        };
        let line = line.map(|line| Head { position: line.position, root: line.root });
        Ok(Issued { office, line })
    }

    /// The office that published a notice; the issuer of the pack where the office has no name.
    pub async fn publisher(&self, notice: &OnNotice) -> Result<Text, Fault> {
        let published = |event: &FilingEvent| {
            event.programme() == Some(&notice.programme)
                && matches!(event, FilingEvent::NoticePublished { .. })
        };
        let of = (notice.programme.as_str(), notice.edition.as_str(), notice.enterprise.uscc.as_str());
        let found = self.last(of, "notice_published", published).await?;
        self.office_of(&notice.programme, found.as_ref()).await
    }

    /// The last such event of a filing.
    async fn last(
        &self,
        (programme, edition, uscc): (&str, &str, &str),
        name: &str,
        wanted: impl Fn(&FilingEvent) -> bool,
    ) -> Result<Option<event::Model>, Fault> {
        let db = self.store.read();
        let pack = self.shelf.with_programme(programme);
        let rules = pack.as_ref().and_then(|pack| pack.programmes.programme(programme));
        let of = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        if let (Some(rules), Some(of)) = (rules, of) {
            let rows = event::Entity::find()
                .filter(event::Column::Stream.eq(filing_key(&rules.filing, edition, &of.id)))
                .filter(event::Column::Name.eq(name))
                .order_by_desc(event::Column::Seq)
                .all(db)
                .await?;
            for row in rows {
                if streams::read::<FilingEvent>(&row)?.is_some_and(|event| wanted(&event)) {
                    return Ok(Some(row));
                }
            }
        }
        Ok(None)
    }

    /// The office in whose name something happened; the issuer of the pack where the office has no name.
    async fn office_of(&self, programme: &str, happened: Option<&event::Model>) -> Result<Text, Fault> {
        if let Some(row) = happened
            && let Some(office) = office::Entity::find_by_id(&row.place).one(self.store.read()).await?
        {
            return Ok(Text::same(office.name));
        }
        Ok(self.public_programme(programme).map(|programme| programme.issuer).unwrap_or_default())
    }
}
