//! Commands of programmes: one path for each, from the table of commands.

use std::sync::Arc;

use axum::Json;
use axum::extract::{MatchedPath, Path, State};
use axum::routing::post;
use duheng_app::accounts::SignedInPerson;
use duheng_app::work::Look;
use duheng_app::{Receipt, Target};
use duheng_pack::schema::Kind;
use duheng_programme::command::{Command, read_command};
use duheng_programme::language::{self, COMMANDS, ON_EDITION};
use serde_json::Value;

use super::body::{Arguments, Caller, Query, Tree};
use super::operation::{AS, Asked, Operation, of};
use super::problem::{Part, Problem, hidden};
use super::words::Received;

use crate::site::Site;

/// What operations of their own do, and what nobody with a token does.
const ELSEWHERE: [&str; 6] = ["apply", "submit", "seal", "object", "tick", "move_place"];

/// The deployment makes the seed and keeps it: nobody sends one.
const DRAWS: [&str; 2] = ["commit_draw", "draw"];

/// Its operations.
pub(super) fn operations() -> impl Iterator<Item = Operation> {
    COMMANDS.iter().copied().filter(|kind| !ELSEWHERE.contains(&kind.name)).map(operation)
}

fn operation(kind: &'static Kind) -> Operation {
    let (start, uses): (&str, &'static [&'static str]) = match kind.name {
        "open_edition" => ("editions/{programme}/{edition}", &["editions", "act_as"]),
        name if ON_EDITION.contains(&name) => ("editions/{programme}/{edition}", &["looks", "act_as"]),
        "commit_draw" => {
            ("applications/{programme}/{edition}/{uscc}", &["target_of", "looks", "commit_draw_as"])
        }
        "draw" => ("applications/{programme}/{edition}/{uscc}", &["target_of", "looks", "draw_as"]),
        _ => ("applications/{programme}/{edition}/{uscc}", &["target_of", "looks", "act_as"]),
    };
    let path = format!("/{start}/commands/{}", kind.name);
    let asked = if DRAWS.contains(&kind.name) { Asked::Nothing } else { Asked::Arguments(kind) };
    let made = Operation::own(&path, kind.name, kind.about, uses).by("POST").with(AS).asks(asked);
    match ON_EDITION.contains(&kind.name) {
        true => made.json(of::<Received>, || post(of_edition)),
        false => made.json(of::<Received>, || post(of_application)),
    }
}

/// The role that was asked for, of those in which somebody may look; the first where none was. None of them is as one who
/// may not know.
pub(super) fn chosen(looks: &[Look], asked: &Query) -> Result<Look, Problem> {
    let (role, place) = (asked.given("role"), asked.given("place"));
    let fits = |look: &&Look| {
        role.as_ref().is_none_or(|role| look.role == *role)
            && place.as_ref().is_none_or(|place| look.place == *place)
    };
    looks.iter().find(fits).cloned().ok_or_else(Problem::not_found)
}

/// An application that somebody may look at, with the role in which they do.
pub(super) async fn looked(
    site: &Site,
    person: &SignedInPerson,
    (programme, edition, uscc): &(String, String, String),
    asked: &Query,
) -> Result<(Target, Look), Problem> {
    let found = site.app.target_of(person, programme, edition, uscc).await.map_err(hidden)?;
    let target = found.ok_or_else(Problem::not_found)?;
    let looks = site.app.looks(person, &target).await.map_err(hidden)?;
    Ok((target, chosen(&looks, asked)?))
}

/// The command that was sent.
pub(super) fn read(name: &str, sent: &Value, organisation: Option<&str>) -> Result<Command, Problem> {
    let tree = Tree::of(sent)?;
    read_command(name, &tree.node, organisation).map_err(|findings| tree.problem(&findings))
}

/// The command that a path names.
fn named(path: &MatchedPath) -> Result<&'static Kind, Problem> {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    language::command(name).ok_or_else(Problem::not_found)
}

async fn of_application(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    path: MatchedPath,
    asked: Query,
    Arguments(sent): Arguments,
) -> Result<Json<Received>, Problem> {
    let kind = named(&path)?;
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let (app, role, place) = (&site.app, look.role.as_str(), Some(look.place.as_str()));
    let receipt: Receipt = match kind.name {
        "commit_draw" => app.commit_draw_as(&person, role, place, &target).await?,
        "draw" => app.draw_as(&person, role, place, &target).await?,
        name => {
            let command = read(name, &sent, target.organisation.as_deref())?;
            app.act_as(&person, role, place, &target, command).await?
        }
    };
    Ok(Json(Received::of(&receipt)))
}

async fn of_edition(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition)): Path<(String, String)>,
    path: MatchedPath,
    asked: Query,
    Arguments(sent): Arguments,
) -> Result<Json<Received>, Problem> {
    let kind = named(&path)?;
    let target = Target { programme, edition, organisation: None };
    let look = match kind.name {
        "open_edition" => opener(&site, &person, &target, &asked).await?,
        _ => chosen(&site.app.looks(&person, &target).await.map_err(hidden)?, &asked)?,
    };
    let command = read(kind.name, &sent, None)?;
    let receipt = site.app.act_as(&person, &look.role, Some(&look.place), &target, command).await?;
    Ok(Json(Received::of(&receipt)))
}

/// The role in which somebody may open an edition of a programme.
async fn opener(
    site: &Site,
    person: &SignedInPerson,
    target: &Target,
    asked: &Query,
) -> Result<Look, Problem> {
    let editions = site.app.editions(person).await.map_err(hidden)?;
    let own = editions.to_open.into_iter().filter(|of| of.programme == target.programme);
    let looks: Vec<Look> = own.map(|of| Look { role: of.role, title: of.title, place: of.place }).collect();
    let look = chosen(&looks, asked)?;
    let fits = |sign: char| sign.is_alphanumeric() || "-_.".contains(sign);
    if target.edition.chars().count() > 20 || !target.edition.chars().all(fits) {
        let (zh, en) = (
            "届次名称最多 20 个字，只用文字、数字和 - _ .",
            "the name of an edition has 20 characters at most: letters, digits and - _ .",
        );
        return Err(Problem::parameter(Part::Path, "edition", zh, en));
    }
    Ok(look)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::routes::Capability;

    #[test]
    fn every_command_has_a_path_or_a_place_elsewhere() {
        let made: Vec<String> = operations().map(|operation| operation.id).collect();
        for kind in COMMANDS {
            assert_ne!(
                made.iter().any(|id| id == kind.name),
                ELSEWHERE.contains(&kind.name),
                "{}",
                kind.name
            );
        }
        assert!(operations().all(|operation| operation.capability == Capability::SignedIn));
        assert!(read("check", &json!({ "verdict": "pass" }), None).is_ok());
    }
}
