//! A notice that has ended, for whoever still holds its address: when and why, and nothing of what it said of the result.

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::command::Ruling;
use duheng_programme::event::FilingEvent;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::Enterprise;
use crate::app::{App, moment};
use crate::fault::Fault;
use crate::sight::{Target, closing_event, filing_key};
use crate::store::entity::organisation;
use crate::store::streams;

/// Why a notice ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeEnd {
    /// Its days were over.
    Over,
    /// An objection was upheld.
    Upheld,
    /// The enterprise took its application back.
    Withdrawn,
    /// The edition was closed before it was over.
    Closed,
}

impl NoticeEnd {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Upheld => "upheld",
            Self::Withdrawn => "withdrawn",
            Self::Closed => "closed",
        }
    }
}

/// A notice that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedNotice {
    /// Whose result it told; none where nothing else of the enterprise is public now.
    pub enterprise: Option<Enterprise>,
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// Its first day.
    pub from: Date,
    /// The day that was to be its last.
    pub until: Date,
    /// The day on which it ended.
    pub on: Date,
    /// Why.
    pub why: NoticeEnd,
}

/// A notice while its events are read: its days, and how it ended.
struct Told {
    from: Date,
    until: Date,
    end: Option<(i64, NoticeEnd)>,
}

impl App {
    /// The last notice on a result, where it has ended and nothing of the result is on notice now.
    pub async fn ended_notice(
        &self,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<EndedNotice>, Fault> {
        let db = self.store.read();
        let Some(pack) = self.shelf.with_programme(programme) else { return Ok(None) };
        let Some(rules) = pack.programmes.programme(programme) else { return Ok(None) };
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        let Some(firm) = found else { return Ok(None) };
        let mut last: Option<Told> = None;
        for row in streams::load(db, &filing_key(&rules.filing, edition, &firm.id)).await? {
            let Some(event) = streams::read::<FilingEvent>(&row)? else { continue };
            if event.programme() != Some(programme) {
                continue;
            }
            let why = match event {
                FilingEvent::NoticePublished { from, until, .. } => {
                    last = Some(Told { from, until, end: None });
                    continue;
                }
                FilingEvent::Ruled { ruling: Ruling::Again | Ruling::Refused, .. } => NoticeEnd::Upheld,
                FilingEvent::Withdrawn { .. } => NoticeEnd::Withdrawn,
                FilingEvent::Reached { .. } | FilingEvent::Ended { .. } => NoticeEnd::Over,
                _ => continue,
            };
            if let Some(told) = last.as_mut().filter(|told| told.end.is_none()) {
                told.end = Some((row.at, why));
            }
        }
        let Some(Told { from, until, end }) = last else { return Ok(None) };
        let end = match end {
            Some(end) => Some(end),
            None => {
                let (programme, edition) = (programme.to_owned(), edition.to_owned());
                let of = Target { programme, edition, organisation: None };
                closing_event(db, &of).await?.map(|row| (row.at, NoticeEnd::Closed))
            }
        };
        let Some((at, why)) = end else { return Ok(None) };
        Ok(Some(EndedNotice {
            enterprise: self.company(uscc).await?.map(|company| company.enterprise),
            programme: programme.to_owned(),
            title: rules.title.clone(),
            edition: edition.to_owned(),
            from,
            until,
            on: moment(at, &pack.zone)?.date,
            why,
        }))
    }
}
