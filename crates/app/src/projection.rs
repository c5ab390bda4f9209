//! Tables that lists are read from. Each row is a function of a state, which is nothing but events replayed, so every
//! row can be made again and compared.

pub(crate) mod work;

use duheng_programme::state::{Application, Edition, Filing, Honour, HonourState, Notice, Place, Record};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IdenStatic as _,
    IntoActiveModel as _, Iterable as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::fault::Fault;
use crate::packs::Packs;
use crate::sight::Target;
use crate::store::entity::{application, edition, record_state};

/// The row of an edition; nothing before it is opened.
pub(crate) fn edition_row(state: &Edition, opened_at: i64) -> Option<edition::Model> {
    let (year, as_of) = state.dates?;
    Some(edition::Model {
        programme: state.programme.clone(),
        id: state.id.clone(),
        pack: state.pack.clone(),
        year: i32::from(year),
        as_of: as_of.to_string(),
        opened_at,
        closed: state.closed,
        windows: serde_json::to_string(&state.windows).unwrap_or_default(),
    })
}

/// The rows of the applications on a filing.
pub(crate) fn application_rows(edition: &str, filing: &Filing, changed_at: i64) -> Vec<application::Model> {
    let row = |(programme, application): (&String, &Application)| {
        let honour = application.honour.as_ref();
        application::Model {
            programme: programme.clone(),
            edition: edition.to_owned(),
            organisation: filing.organisation.clone(),
            entry: application.entry.clone(),
            stage: match &application.place {
                Place::At(stage) => Some(stage.clone()),
                Place::Ended(_) => None,
            },
            ended: match &application.place {
                Place::Ended(end) => Some(end.clone()),
                Place::At(_) => None,
            },
            grade: application.decided.as_ref().map(|(grade, _)| grade.clone()),
            number: honour.map(|honour| honour.number.clone()),
            honour: honour.map(held),
            honour_from: honour.map(|honour| honour.from.to_string()),
            honour_until: honour.and_then(|honour| honour.until).map(|until| until.to_string()),
            honour_ended_on: honour.and_then(ended_on),
            notice_from: noticed(application).map(|notice| notice.from.to_string()),
            notice_until: noticed(application).map(|notice| notice.until.to_string()),
            changed_at,
            returns: application.returns.values().copied().map(i64::from).sum(),
            passed: serde_json::to_string(&application.passed).unwrap_or_default(),
        }
    };
    filing.applications.iter().map(row).collect()
}

fn held(honour: &Honour) -> String {
    match &honour.state {
        HonourState::InForce => "in_force".to_owned(),
        HonourState::Ended(how, ..) => how.name().to_owned(),
    }
}

/// The day on which an honour ended before or at its time.
fn ended_on(honour: &Honour) -> Option<String> {
    match &honour.state {
        HonourState::InForce => None,
        HonourState::Ended(_, on, _) => Some(on.to_string()),
    }
}

/// The notice of the stage in which an application stands; none of an earlier stage or round.
fn noticed(application: &Application) -> Option<&Notice> {
    let reached = application.reached_on;
    let standing = matches!(application.place, Place::At(_));
    let notice = application.notice.as_ref().filter(|_| standing);
    notice.filter(|notice| reached.is_none_or(|reached| reached <= notice.from))
}

/// The rows of a record.
pub(crate) fn record_rows(register: &str, organisation: &str, record: &Record) -> Vec<record_state::Model> {
    let states = (1_i64..).zip(&record.states).filter(|(_, state)| state.struck_on.is_none());
    let row = |(seq, state): (i64, &duheng_programme::state::RecordState)| record_state::Model {
        register: register.to_owned(),
        organisation: organisation.to_owned(),
        seq,
        state: state.state.clone(),
        since: state.from.to_string(),
        entered_on: state.entered_on.to_string(),
        basis: state.basis.clone(),
    };
    states.map(row).collect()
}

/// Brings the row of an edition up to date.
pub(crate) async fn edition(db: &impl ConnectionTrait, state: &Edition, now: i64) -> Result<(), Fault> {
    let Some(mut row) = edition_row(state, now) else { return Ok(()) };
    let key = (row.programme.clone(), row.id.clone());
    if let Some(held) = edition::Entity::find_by_id(key).one(db).await? {
        row.opened_at = held.opened_at;
        if row != held {
            row.into_active_model().reset_all().update(db).await?;
        }
        return Ok(());
    }
    edition::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Brings the rows of the applications on a filing up to date.
pub(crate) async fn filing(
    db: &impl ConnectionTrait,
    edition: &str,
    filing: &Filing,
    packs: &Packs,
    now: i64,
) -> Result<(), Fault> {
    use application::Column;
    let keys = [Column::Programme, Column::Edition, Column::Organisation];
    work::filing(db, edition, filing, packs).await?;
    for row in application_rows(edition, filing, now) {
        let rest = Column::iter().filter(|column| !keys.iter().any(|key| key.as_str() == column.as_str()));
        let replace = OnConflict::columns(keys).update_columns(rest).to_owned();
        application::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Adds the new states of a record and takes off those that were struck.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    register: &str,
    organisation: &str,
    record: &Record,
) -> Result<(), Fault> {
    use record_state::Column;
    let keys = [Column::Register, Column::Organisation, Column::Seq];
    for (seq, _) in (1_i64..).zip(&record.states).filter(|(_, state)| state.struck_on.is_some()) {
        let key = (register.to_owned(), organisation.to_owned(), seq);
        record_state::Entity::delete_by_id(key).exec(db).await?;
    }
    for row in record_rows(register, organisation, record) {
        let keep = OnConflict::columns(keys).do_nothing().to_owned();
        record_state::Entity::insert(row.into_active_model())
            .on_conflict(keep)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The organisations that have entered an edition of a programme, in order.
pub(crate) async fn entered(
    db: &impl ConnectionTrait,
    programme: &str,
    edition: &str,
) -> Result<Vec<String>, Fault> {
    use application::Column;
    let rows = application::Entity::find()
        .filter(Column::Programme.eq(programme))
        .filter(Column::Edition.eq(edition))
        .order_by_asc(Column::Organisation)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.organisation).collect())
}

/// The latest other edition of a programme in which an organisation got an honour.
pub(crate) async fn honoured(
    db: &impl ConnectionTrait,
    programme: &str,
    edition: &str,
    organisation: &str,
) -> Result<Option<String>, Fault> {
    use application::Column;
    let found = application::Entity::find()
        .filter(Column::Programme.eq(programme))
        .filter(Column::Organisation.eq(organisation))
        .filter(Column::Edition.ne(edition))
        .filter(Column::Honour.is_not_null())
        .order_by_desc(Column::Edition)
        .one(db)
        .await?;
    Ok(found.map(|row| row.edition))
}

/// Those of these numbers that other editions of the programme gave out.
pub(crate) async fn given_out(
    db: &impl ConnectionTrait,
    target: &Target,
    numbers: &[String],
) -> Result<Vec<String>, Fault> {
    use application::Column;
    let found: Vec<Option<String>> = application::Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.is_in(numbers.to_vec()))
        .filter(Column::Programme.eq(target.programme.as_str()))
        .filter(Column::Edition.ne(target.edition.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().flatten().collect())
}
