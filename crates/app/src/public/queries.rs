//! The queries of the public. Each page is one query, however many rows it has; cursors instead of offsets.

use duheng_pack::text::Text;
use duheng_programme::model::Programme;
use sea_orm::sea_query::{Alias, Cond, Expr, Func, LikeExpr, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _,
    QueryOrder as _, QueryResult,
};

use super::{Enterprise, OnNotice, PAGE, Page, PublicHonour, Standing};
use crate::app::App;
use crate::fault::Fault;
use crate::sight::{Target, filing_key};
use crate::store::entity::{application, edition, event, organisation};

/// What stands between the parts of a cursor; no day and no name of an edition has it.
const SEAM: char = '~';

/// Which honours of a register are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of the name, or the whole unified social credit code.
    pub search: String,
    /// The name of a grade.
    pub grade: Option<String>,
    /// How it stands.
    pub standing: Option<Standing>,
}

/// How many, from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// How many rows.
    pub most: u64,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl Default for Show {
    fn default() -> Self {
        Self { most: PAGE, after: None }
    }
}

pub(super) type OfApplication = application::Column;
pub(crate) type OfOrganisation = organisation::Column;
type OfEdition = edition::Column;

pub(super) fn application(column: OfApplication) -> Expr {
    Expr::col((application::Entity, column))
}

pub(crate) fn organisation(column: OfOrganisation) -> Expr {
    Expr::col((organisation::Entity, column))
}

/// Applications with their enterprises and the packs of their editions.
pub(super) fn applications() -> SelectStatement {
    let mut select = Query::select();
    select.from(application::Entity);
    for column in [
        OfApplication::Programme,
        OfApplication::Edition,
        OfApplication::Organisation,
        OfApplication::Grade,
        OfApplication::Number,
        OfApplication::Honour,
        OfApplication::HonourFrom,
        OfApplication::HonourUntil,
        OfApplication::HonourEndedOn,
        OfApplication::NoticeFrom,
        OfApplication::NoticeUntil,
    ] {
        select.column((application::Entity, column));
    }
    for column in [OfOrganisation::Name, OfOrganisation::Uscc, OfOrganisation::Fictional] {
        select.column((organisation::Entity, column));
    }
    select.column((edition::Entity, OfEdition::Pack));
    select.column((edition::Entity, OfEdition::Closed));
    let enterprise = organisation(OfOrganisation::Id).eq(application(OfApplication::Organisation));
    select.inner_join(organisation::Entity, enterprise);
    let of_edition = Cond::all()
        .add(Expr::col((edition::Entity, OfEdition::Programme)).eq(application(OfApplication::Programme)))
        .add(Expr::col((edition::Entity, OfEdition::Id)).eq(application(OfApplication::Edition)));
    // an edition is always there; said so, SQLite goes by the order of the list instead of edition by edition
    select.left_join(edition::Entity, of_edition);
    select
}

/// Honours that stand so on a day.
fn standing(standing: Standing, today: &str) -> Cond {
    let honour = |state: &str| application(OfApplication::Honour).eq(state);
    let until = || application(OfApplication::HonourUntil);
    match standing {
        Standing::Valid => Cond::all()
            .add(honour("in_force"))
            .add(Cond::any().add(until().is_null()).add(until().gte(today))),
        Standing::Expired => {
            Cond::any().add(honour("lapsed")).add(Cond::all().add(honour("in_force")).add(until().lt(today)))
        }
        Standing::Withdrawn => Cond::all().add(honour("withdrawn")),
        Standing::Renewed => Cond::all().add(honour("renewed")),
    }
}

/// Enterprises with this in their names, or with this code.
pub(crate) fn named(search: &str) -> Cond {
    let literal: String = search.chars().flat_map(escaped).collect::<String>().to_lowercase();
    let name: SimpleExpr = Func::lower(organisation(OfOrganisation::Name)).into();
    let code = duheng_pack::uscc::Uscc::read(search).map(|code| code.as_str().to_owned());
    let code = code.unwrap_or_else(|_| search.to_owned());
    Cond::any()
        .add(name.like(LikeExpr::new(format!("%{literal}%")).escape('!')))
        .add(organisation(OfOrganisation::Uscc).eq(code))
}

fn escaped(character: char) -> impl Iterator<Item = char> {
    let escape = matches!(character, '%' | '_' | '!').then_some('!');
    escape.into_iter().chain([character])
}

/// Notices that run on a day, of editions that are open.
pub(super) fn running(today: &str) -> Cond {
    Cond::all()
        .add(application(OfApplication::NoticeFrom).lte(today))
        .add(application(OfApplication::NoticeUntil).gte(today))
        .add(Expr::exists(closed()).not())
}

/// The edition of an application, where it is closed.
fn closed() -> SelectStatement {
    let of = |column: OfEdition| Expr::col((edition::Entity, column));
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from(edition::Entity)
        .and_where(of(OfEdition::Programme).eq(application(OfApplication::Programme)))
        .and_where(of(OfEdition::Id).eq(application(OfApplication::Edition)))
        .and_where(of(OfEdition::Closed).eq(true));
    select
}

/// Rows after a cursor, in falling order of a day, then rising order of names.
fn after(day: OfApplication, cursor: &str) -> Option<Cond> {
    let mut parts = cursor.split(SEAM);
    let (on, edition, who) = (parts.next()?, parts.next()?, parts.next()?);
    let same = || Cond::all().add(application(day).eq(on));
    let later = same().add(application(OfApplication::Edition).gt(edition));
    let last = same()
        .add(application(OfApplication::Edition).eq(edition))
        .add(application(OfApplication::Organisation).gt(who));
    Some(Cond::any().add(application(day).lt(on)).add(later).add(last))
}

pub(super) fn sort(select: &mut SelectStatement, day: OfApplication) {
    select.order_by((application::Entity, day), Order::Desc);
    for column in [OfApplication::Edition, OfApplication::Organisation, OfApplication::Programme] {
        select.order_by((application::Entity, column), Order::Asc);
    }
}

pub(crate) fn text(row: &QueryResult, column: &str) -> Result<String, Fault> {
    Ok(row.try_get("", column)?)
}

pub(crate) fn optional(row: &QueryResult, column: &str) -> Result<Option<String>, Fault> {
    Ok(row.try_get("", column)?)
}

pub(crate) fn enterprise(row: &QueryResult) -> Result<Enterprise, Fault> {
    let fictional = row.try_get("", "fictional")?;
    Ok(Enterprise { name: text(row, "name")?, uscc: text(row, "uscc")?, fictional })
}

impl App {
    pub(super) fn honour(&self, row: &QueryResult, today: &str) -> Result<PublicHonour, Fault> {
        let (pack, programme) = (text(row, "pack")?, text(row, "programme")?);
        let grade_id = optional(row, "grade")?.unwrap_or_default();
        let until = optional(row, "honour_until")?;
        let standing = match optional(row, "honour")?.as_deref() {
            Some("withdrawn") => Standing::Withdrawn,
            Some("renewed") => Standing::Renewed,
            Some("in_force") if until.as_deref().is_none_or(|until| until >= today) => Standing::Valid,
            _ => Standing::Expired,
        };
        Ok(PublicHonour {
            enterprise: enterprise(row)?,
            title: self.title_of(&pack, &programme),
            edition: text(row, "edition")?,
            grade: self.grade_of(&pack, &programme, &grade_id),
            grade_id,
            number: optional(row, "number")?.unwrap_or_default(),
            from: optional(row, "honour_from")?.unwrap_or_default(),
            until,
            ended_on: optional(row, "honour_ended_on")?,
            standing,
            programme,
        })
    }

    pub(super) fn notice(&self, row: &QueryResult) -> Result<OnNotice, Fault> {
        let (pack, programme) = (text(row, "pack")?, text(row, "programme")?);
        let grade = optional(row, "grade")?;
        Ok(OnNotice {
            enterprise: enterprise(row)?,
            title: self.title_of(&pack, &programme),
            edition: text(row, "edition")?,
            grade: grade.map(|grade| self.grade_of(&pack, &programme, &grade)),
            from: optional(row, "notice_from")?.unwrap_or_default(),
            until: optional(row, "notice_until")?.unwrap_or_default(),
            is_open: self.hears_anyone(&pack, &programme),
            programme,
        })
    }

    /// Whether anybody may object to results of a programme.
    fn hears_anyone(&self, pack: &str, programme: &str) -> bool {
        let installed = self.shelf.get(pack).ok();
        installed
            .is_some_and(|pack| pack.programmes.programme(programme).is_some_and(Programme::hears_anyone))
    }

    /// One page of a select, with the cursor of the next.
    async fn page<T>(
        &self,
        mut select: SelectStatement,
        day: OfApplication,
        show: &Show,
        read: impl Fn(&QueryResult) -> Result<T, Fault>,
    ) -> Result<Page<T>, Fault> {
        if let Some(cursor) = show.after.as_deref().and_then(|cursor| after(day, cursor)) {
            select.cond_where(cursor);
        }
        sort(&mut select, day);
        select.limit(show.most.saturating_add(1));
        let mut rows = self.store.read().query_all(&select).await?;
        let most = usize::try_from(show.most).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let next = match rows.last().filter(|_| more) {
            Some(last) => {
                let column = sea_orm::IdenStatic::as_str(&day);
                let on = optional(last, column)?.unwrap_or_default();
                Some(format!("{on}{SEAM}{}{SEAM}{}", text(last, "edition")?, text(last, "organisation")?))
            }
            None => None,
        };
        Ok(Page { rows: rows.iter().map(read).collect::<Result<_, _>>()?, next })
    }

    /// The honours of a programme that a filter lets through, the latest first.
    pub async fn register(
        &self,
        programme: &str,
        filter: &Filter,
        show: &Show,
    ) -> Result<Page<PublicHonour>, Fault> {
        let found = self.registered(programme, filter, show);
        // what most people see: the first page, of which there are few
        if !filter.search.is_empty() || show.after.is_some() {
            return found.await;
        }
        let key = format!("{programme} {filter:?} {}", show.most);
        self.registers.get(self.published_now().await?, key, found).await
    }

    async fn registered(
        &self,
        programme: &str,
        filter: &Filter,
        show: &Show,
    ) -> Result<Page<PublicHonour>, Fault> {
        let today = self.today()?.to_string();
        let mut select = applications();
        select
            .and_where(application(OfApplication::Programme).eq(programme))
            .and_where(application(OfApplication::Honour).is_not_null());
        if !filter.search.is_empty() {
            select.cond_where(named(&filter.search));
        }
        if let Some(grade) = &filter.grade {
            select.and_where(application(OfApplication::Grade).eq(grade.as_str()));
        }
        if let Some(as_is) = filter.standing {
            select.cond_where(standing(as_is, &today));
        }
        self.page(select, OfApplication::HonourFrom, show, |row| self.honour(row, &today)).await
    }

    /// How many honours of each programme hold today; programmes with none are left out.
    pub async fn valid_honours(&self) -> Result<Vec<(String, i64)>, Fault> {
        self.honours.get(self.published_now().await?, String::new(), self.counted_honours()).await
    }

    async fn counted_honours(&self) -> Result<Vec<(String, i64)>, Fault> {
        let today = self.today()?.to_string();
        let mut select = Query::select();
        select
            .from(application::Entity)
            .column(OfApplication::Programme)
            .expr_as(Func::count(application(OfApplication::Programme)), Alias::new("held"))
            .cond_where(standing(Standing::Valid, &today))
            .group_by_col(OfApplication::Programme)
            .order_by(OfApplication::Programme, Order::Asc);
        let rows = self.store.read().query_all(&select).await?;
        rows.iter().map(|row| Ok((text(row, "programme")?, row.try_get("", "held")?))).collect()
    }

    /// The results that are on public notice today, the latest first; of one edition where it is named.
    pub async fn notices(&self, of: Option<(&str, &str)>, show: &Show) -> Result<Page<OnNotice>, Fault> {
        let found = self.on_notice(of, show);
        if show.after.is_some() {
            return found.await;
        }
        self.notices.get(self.published_now().await?, format!("{of:?} {}", show.most), found).await
    }

    async fn on_notice(&self, of: Option<(&str, &str)>, show: &Show) -> Result<Page<OnNotice>, Fault> {
        let mut select = applications();
        select.cond_where(running(&self.today()?.to_string()));
        if let Some((programme, edition)) = of {
            select
                .and_where(application(OfApplication::Programme).eq(programme))
                .and_where(application(OfApplication::Edition).eq(edition));
        }
        self.page(select, OfApplication::NoticeFrom, show, |row| self.notice(row)).await
    }

    /// A result that is or was on public notice in the stage where the application still stands.
    pub async fn notice_of(
        &self,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<(OnNotice, Target)>, Fault> {
        let mut select = applications();
        select
            .and_where(application(OfApplication::Programme).eq(programme))
            .and_where(application(OfApplication::Edition).eq(edition))
            .and_where(organisation(OfOrganisation::Uscc).eq(uscc))
            .and_where(application(OfApplication::NoticeFrom).is_not_null())
            .and_where(Expr::exists(closed()).not());
        let Some(row) = self.store.read().query_one(&select).await? else { return Ok(None) };
        let target = Target {
            programme: programme.to_owned(),
            edition: edition.to_owned(),
            organisation: Some(text(&row, "organisation")?),
        };
        Ok(Some((self.notice(&row)?, target)))
    }

    /// Against whose result, and in which programme by its title, an objection was received at this time, in microseconds
    /// since 1970-01-01 UTC; none where none was. The receipt holds whatever became of the notice.
    pub async fn objection_received(
        &self,
        programme: &str,
        edition: &str,
        uscc: &str,
        at: i64,
    ) -> Result<Option<(Enterprise, Text)>, Fault> {
        let db = self.store.read();
        let Some(pack) = self.shelf.with_programme(programme) else { return Ok(None) };
        let Some(rules) = pack.programmes.programme(programme) else { return Ok(None) };
        let Some(firm) = organisation::Entity::find().filter(OfOrganisation::Uscc.eq(uscc)).one(db).await?
        else {
            return Ok(None);
        };
        let found = event::Entity::find()
            .filter(event::Column::Stream.eq(filing_key(&rules.filing, edition, &firm.id)))
            .filter(event::Column::At.eq(at))
            .filter(event::Column::Name.eq("objected"))
            .order_by_asc(event::Column::Seq)
            .all(db)
            .await?;
        let enterprise = Enterprise { name: firm.name, uscc: firm.uscc, fictional: firm.fictional };
        if found.is_empty() {
            return Ok(None);
        }
        Ok(Some((enterprise, self.objected_to(&found)?)))
    }

    /// The honours whose certificates have this number.
    pub async fn certificates(&self, number: &str) -> Result<Vec<PublicHonour>, Fault> {
        let today = self.today()?.to_string();
        let mut select = applications();
        select.and_where(application(OfApplication::Number).eq(number));
        sort(&mut select, OfApplication::HonourFrom);
        let rows = self.store.read().query_all(&select).await?;
        rows.iter().map(|row| self.honour(row, &today)).collect()
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> Result<(), Fault> {
        let one = Query::select().expr(Expr::val(1)).take();
        self.store.read().query_one(&one).await?;
        Ok(())
    }
}
