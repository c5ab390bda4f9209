//! Small things that all of this shows: editions from their rows, windows, titles.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::model::{Programme, Stage};
use duheng_programme::places::Places;
use duheng_programme::state::Edition;
use duheng_programme::time::Window;
use duheng_programme::view::View;

use crate::fault::Fault;
use crate::packs::InstalledPack;
use crate::public::titles::grades;
use crate::store::entity::edition;

/// An edition as its row tells it: dates and windows, no counters.
pub(super) fn edition_of(row: &edition::Model) -> Result<Edition, Fault> {
    let unreadable = |what: &str| Fault::Setting(format!("`{what}` of an edition in a table cannot be read"));
    let year = i16::try_from(row.year).map_err(|_| unreadable("year"))?;
    let as_of = Date::read(&row.as_of).map_err(|_| unreadable("as_of"))?;
    Ok(Edition {
        pack: row.pack.clone(),
        dates: Some((year, as_of)),
        windows: serde_json::from_str(&row.windows).map_err(|_| unreadable("windows"))?,
        closed: row.closed,
        ..Edition::new(&row.programme, &row.id)
    })
}

/// The windows of the stages of a programme in an edition, as they are for whoever has none of their own.
pub(super) fn windows<'p>(
    pack: &'p InstalledPack,
    programme: &'p Programme,
    rows: &[edition::Model],
    id: &str,
) -> Result<Vec<(&'p Stage, Window)>, Fault> {
    let mut editions = BTreeMap::new();
    let shares =
        |name: &str| pack.programmes.programme(name).is_some_and(|other| other.filing == programme.filing);
    for row in rows.iter().filter(|row| row.id == id && shares(&row.programme)) {
        editions.insert(row.programme.clone(), edition_of(row)?);
    }
    let (named, records, places) = (BTreeMap::new(), BTreeMap::new(), Places::default());
    let given = BTreeSet::new();
    let view = View {
        pack: &pack.pack,
        programmes: &pack.programmes,
        programme,
        editions: &editions,
        filing: None,
        previous: None,
        named: &named,
        organisation: None,
        records: &records,
        places: &places,
        experts: &[],
        given: &given,
    };
    Ok(programme.stages.iter().map(|stage| (stage, view.window(stage))).collect())
}

/// The title of a stage, else its name.
pub(super) fn stage_title(programme: &Programme, stage: &str) -> Text {
    programme.stage(stage).map_or_else(|| Text::same(stage), |stage| stage.title.clone())
}

/// The title of an end, else its name.
pub(super) fn end_title(programme: &Programme, end: &str) -> Text {
    programme.ends.get(end).cloned().unwrap_or_else(|| Text::same(end))
}

/// The title of a role, else its name.
pub(crate) fn role_title(programme: &Programme, role: &str) -> Text {
    match (programme.roles.get(role), role) {
        (Some(role), _) => role.title.clone(),
        (None, "clock") => Text::new("平台（到期自动）", "the platform, by the calendar"),
        (None, "public") => Text::new("公众", "the public"),
        (None, _) => Text::same(role),
    }
}

/// What a decision that gives no grade is called where the standard has no word of its own.
const NO_GRADE: (&str, &str) = ("不定等级", "no grade");

/// The title of a grade, else its name; that of no grade is the standard's.
pub(crate) fn grade_title(pack: &InstalledPack, programme: &Programme, grade: &str) -> Text {
    if grade == "none" {
        let own = pack.standard_of(programme).map(|standard| standard.no_grade.clone());
        return own.filter(|title| !title.is_empty()).unwrap_or_else(|| Text::new(NO_GRADE.0, NO_GRADE.1));
    }
    let found = grades(pack, programme).into_iter().find(|(id, _)| id == grade);
    found.map_or_else(|| Text::same(grade), |(_, title)| title)
}
