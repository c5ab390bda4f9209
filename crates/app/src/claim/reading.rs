//! Claims and where one may apply, for people of the enterprise alone.

use std::collections::BTreeSet;

use bytes::Bytes;
use duheng_pack::calendar::Date;
use duheng_programme::openings;
use duheng_programme::seen::seen;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::earlier;
use super::form::{Claim, ToApply};
use super::made::{Depth, made, stands, wanted};
use crate::accounts::{GrantKind, Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::draft::{self, may_check};
use crate::evidence::{self, Attachment};
use crate::fault::{Failure, Fault};
use crate::public::Enterprise;
use crate::sight::{Target, filing_key};
use crate::store::entity::{edition, organisation};
use crate::store::streams;
use crate::work::{grade_title, last_asked, offered};

impl App {
    /// The claim of an enterprise as one of its people sees it; none where they hold no role in it, or where there is no such
    /// application.
    pub async fn claim(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<Claim>, Failure> {
        self.claim_to(Depth::Advice, by, programme, edition, uscc).await
    }

    /// The same, worked out no further than is needed.
    pub async fn claim_to(
        &self,
        depth: Depth,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<Claim>, Failure> {
        self.filled_in(depth, by, (programme, edition, uscc), false).await
    }

    /// What an enterprise would score that has not applied, as one of its people fills it in: the answers are those that an
    /// application would begin with. None where it has applied, where the edition is closed, and as for [`App::claim`].
    pub async fn self_check(
        &self,
        depth: Depth,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<Claim>, Failure> {
        self.filled_in(depth, by, (programme, edition, uscc), true).await
    }

    async fn filled_in(
        &self,
        depth: Depth,
        by: &SignedInPerson,
        (programme, edition, uscc): (&str, &str, &str),
        self_check: bool,
    ) -> Result<Option<Claim>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        let Some(found) = found.filter(|found| person.may_fill_in(&found.id, programme)) else {
            return Ok(None);
        };
        let target = Target {
            programme: programme.to_owned(),
            edition: edition.to_owned(),
            organisation: Some(found.id.clone()),
        };
        let sight = match self.sight_of(db, &target).await {
            Ok(sight) if sight.streams.editions.contains_key(programme) => sight,
            Ok(_) | Err(Failure::Refused(_)) => return Ok(None),
            Err(broken) => return Err(broken),
        };
        let now = self.clock.now();
        let writable = match self.filler(&person, &target, Intent::FillIn) {
            // a self-check is written as long as there may be one, which is asked below
            Ok(_) if self_check => Ok(()),
            Ok(actor) => draft::writable(&sight, &actor, now),
            Err(refusal) => Err(refusal.into()),
        };
        let closed = match writable {
            Ok(()) => None,
            Err(Failure::Refused(refusal)) => Some(refusal),
            Err(broken) => return Err(broken),
        };
        let today = moment(now, &sight.installed.zone)?.date;
        let drafted = draft::answers(db, &sight).await?;
        let files = evidence::attached(db, &sight).await?;
        let may_submit = self.filler(&person, &target, Intent::Act).is_ok();
        let enterprise = Enterprise { name: found.name, uscc: found.uscc, fictional: found.fictional };
        let made = sight.with(|view| {
            let fits = match self_check {
                true => may_check(view),
                false => view.application().is_some(),
            };
            fits.then(|| made(view, today, &drafted, files, closed, depth))
        })?;
        let Some(mut made) = made.map(|made| Claim { target, enterprise, may_submit, ..made }) else {
            return Ok(None);
        };
        if depth > Depth::Questions
            && !self_check
            && let Ok(actor) = self.filler(&person, &made.target, Intent::FillIn)
        {
            let at = moment(now, &sight.installed.zone)?;
            let seen = sight.with(|view| seen(&actor, view, at))?;
            let programme = sight.programme()?;
            let titled = |(grade, on): (String, Date)| (grade_title(&sight.installed, programme, &grade), on);
            made.decided = seen.and_then(|seen| seen.decided).map(titled);
        }
        if made.closed.is_none() && !self_check && sight.streams.previous.is_some() {
            let on = earlier::submitted_on(db, &sight).await?;
            made.earlier = earlier::earlier(&sight, &made.asks, &made.answers, on)?;
        }
        if made.returned.is_some() && depth > Depth::Questions {
            made.returned = Some(last_asked(db, &sight).await?);
        }
        Ok(Some(made))
    }

    /// A file of a claim with its content, also after it was submitted; none as for [`App::claim`].
    pub async fn claim_file(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
        number: i64,
    ) -> Result<Option<(Attachment, Bytes)>, Failure> {
        let claim = self.claim_to(Depth::Questions, by, programme, edition, uscc).await?;
        let Some(claim) = claim else { return Ok(None) };
        let Some(file) = claim.files.into_iter().find(|file| file.number == number) else { return Ok(None) };
        let hash = &file.file.hash;
        let content = self.blobs.get(hash).await?.ok_or_else(|| Fault::Blob(hash.clone()))?;
        match crate::blobs::hash(&content) == *hash {
            true => Ok(Some((file, content))),
            false => Err(Fault::Blob(hash.clone()).into()),
        }
    }

    /// Whether the claim was submitted at this microsecond, for its receipt.
    pub async fn was_submitted(
        &self,
        by: &SignedInPerson,
        target: &Target,
        at: i64,
    ) -> Result<bool, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        self.filler(&person, target, Intent::FillIn)?;
        let sight = self.sight_of(db, target).await?;
        let organisation = target.organisation.as_deref().unwrap_or_default();
        let key = filing_key(&sight.programme()?.filing, &target.edition, organisation);
        let rows = streams::load(db, &key).await?;
        Ok(rows.iter().any(|row| row.at == at && row.name == "submitted"))
    }

    /// Where the enterprises of a person may apply, or have applied, the latest edition first.
    pub async fn to_apply(&self, by: &SignedInPerson) -> Result<Vec<ToApply>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let own = person.roles().iter().filter(|held| held.kind == GrantKind::Enterprise);
        let places: BTreeSet<&str> = own.map(|held| held.place.as_str()).collect();
        let rows = edition::Entity::find().order_by_desc(edition::Column::Id).all(db).await?;
        let mut found = Vec::new();
        for place in places {
            let Some(firm) = organisation::Entity::find_by_id(place).one(db).await? else { continue };
            for row in rows.iter().filter(|row| person.may_fill_in(place, &row.programme)) {
                let target = Target {
                    programme: row.programme.clone(),
                    edition: row.id.clone(),
                    organisation: Some(place.to_owned()),
                };
                let Ok(actor) = self.filler(&person, &target, Intent::FillIn) else { continue };
                let sight = self.sight_of(db, &target).await?;
                let now = moment(self.clock.now(), &sight.installed.zone)?;
                let made = sight.with(|view| {
                    let programme = view.programme;
                    let open = offered(&openings(&actor, view, now), programme);
                    let entries = open.into_iter().filter(|opening| opening.ask.command == "apply");
                    let entries: Vec<_> = entries
                        .filter_map(|opening| {
                            let name = opening.ask.entry?;
                            let title = programme.entries.get(&name)?.title.clone();
                            Some((name, title, opening.due, opening.blocked))
                        })
                        .collect();
                    let first = programme.entries.values().next().and_then(|of| programme.stage(&of.first));
                    let stands = view.application().map(|of| stands(view, &of.place));
                    let sharing = view.programmes.programmes.iter().filter(|other| {
                        other.filing == programme.filing
                            && other.id != programme.id
                            && view.editions.contains_key(&other.id)
                    });
                    ToApply {
                        role: crate::act::author(&actor).role,
                        target: target.clone(),
                        enterprise: Enterprise {
                            name: firm.name.clone(),
                            uscc: firm.uscc.clone(),
                            fictional: firm.fictional,
                        },
                        title: programme.title.clone(),
                        year: row.year,
                        sharing: sharing.map(|of| (of.id.clone(), of.title.clone())).collect(),
                        documents: first.map(|stage| wanted(&stage.mechanism).0).unwrap_or_default(),
                        may_submit: self.filler(&person, &target, Intent::Act).is_ok(),
                        entries,
                        stands,
                    }
                })?;
                if !row.closed && (made.stands.is_some() || !made.entries.is_empty()) {
                    found.push(made);
                }
            }
        }
        Ok(found)
    }
}
