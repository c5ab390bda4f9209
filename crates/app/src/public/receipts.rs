//! What only the papers that people hold lead to: the state of an objection by its receipt, the office that issued a
//! certificate.

use duheng_pack::number::half_width;
use duheng_pack::text::Text;
use duheng_programme::command::Ruling;
use duheng_programme::event::FilingEvent;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::{Enterprise, OnNotice, PublicHonour};
use crate::app::App;
use crate::fault::Fault;
use crate::sight::filing_key;
use crate::store::entity::{event, office, organisation};
use crate::store::streams;

/// Shortest and longest telephone number, in digits.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// An objection, for whoever holds its receipt and knows the contact that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionState {
    /// Against whose result.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// When it was received, in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// What became of it, with the reason and the time; nothing before it is ruled on.
    pub ruling: Option<(Ruling, String, i64)>,
}

/// A telephone number or an e-mail address in one form, however it was typed; nothing where it is neither.
#[must_use]
pub fn contact(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|sign| !sign.is_whitespace()).map(half_width).collect();
    if let Some((name, domain)) = plain.split_once('@') {
        let parts: Vec<&str> = domain.split('.').collect();
        let sound =
            |part: &&str| !part.is_empty() && part.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        let holds = !name.is_empty() && parts.len() > 1 && parts.iter().all(sound);
        return holds.then(|| plain.to_lowercase());
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let joins = |sign: char| sign.is_ascii_digit() || "+-()—–".contains(sign);
    if !plain.chars().all(joins) || !DIGITS.contains(&digits.len()) {
        return None;
    }
    // a mobile number with and without the code of the country is the same
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11 && own.starts_with('1'));
    Some(own.map_or_else(|| digits.clone(), str::to_owned))
}

impl App {
    /// The state of the objection that was received at this time, in microseconds since 1970-01-01 UTC, for whoever knows
    /// the contact that was left with it.
    pub async fn objection_state(&self, at: i64, left: &str) -> Result<Option<ObjectionState>, Fault> {
        let Some(left) = contact(left) else { return Ok(None) };
        let db = self.store.read();
        let found = event::Entity::find()
            .filter(event::Column::Name.eq("objected"))
            .filter(event::Column::At.eq(at))
            .order_by_asc(event::Column::Stream)
            .all(db)
            .await?;
        for received in found {
            let Some(FilingEvent::Objected { programme, contact: own, .. }) = streams::read(&received)?
            else {
                continue;
            };
            if contact(&own).as_deref() != Some(left.as_str()) {
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
            let title = self.public_programme(&programme).map(|of| of.title);
            return Ok(Some(ObjectionState {
                enterprise: Enterprise { name: of.name, uscc: of.uscc, fictional: of.fictional },
                title: title.unwrap_or_else(|| Text::same(&programme)),
                edition: (*edition).to_owned(),
                at,
                ruling,
            }));
        }
        Ok(None)
    }

    /// The office that issued a certificate; the issuer of the pack where the office has no name.
    pub async fn issuer(&self, honour: &PublicHonour) -> Result<Text, Fault> {
        let issued = |event: &FilingEvent| matches!(event, FilingEvent::Issued { number, .. } if *number == honour.number);
        let of = (honour.programme.as_str(), honour.edition.as_str(), honour.enterprise.uscc.as_str());
        self.office_of(of, "issued", issued).await
    }

    /// The office that published a notice; the issuer of the pack where the office has no name.
    pub async fn publisher(&self, notice: &OnNotice) -> Result<Text, Fault> {
        let published = |event: &FilingEvent| {
            event.programme() == Some(&notice.programme)
                && matches!(event, FilingEvent::NoticePublished { .. })
        };
        let of = (notice.programme.as_str(), notice.edition.as_str(), notice.enterprise.uscc.as_str());
        self.office_of(of, "notice_published", published).await
    }

    /// The office in whose name the last such event of a filing happened.
    async fn office_of(
        &self,
        (programme, edition, uscc): (&str, &str, &str),
        name: &str,
        wanted: impl Fn(&FilingEvent) -> bool,
    ) -> Result<Text, Fault> {
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
                if !streams::read::<FilingEvent>(&row)?.is_some_and(|event| wanted(&event)) {
                    continue;
                }
                if let Some(office) = office::Entity::find_by_id(&row.place).one(db).await? {
                    return Ok(Text::same(office.name));
                }
            }
        }
        Ok(self.public_programme(programme).map(|programme| programme.issuer).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::contact;

    #[test]
    fn contacts_are_taken_as_people_type_them() {
        for typed in ["13800000000", "138 0000 0000", "+86 138-0000-0000", "１３８００００００００"]
        {
            assert_eq!(contact(typed).as_deref(), Some("13800000000"), "{typed}");
        }
        assert_eq!(contact("(0755) 8800-1234").as_deref(), Some("075588001234"));
        assert_eq!(contact(" Wang＠City.Example ").as_deref(), Some("wang@city.example"));
        for typed in ["", "微信联系", "12345", "wang@", "@city.example", "wang@city", "138 0000 0000 王"]
        {
            assert_eq!(contact(typed), None, "{typed}");
        }
    }
}
