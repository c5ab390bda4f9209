//! Nobody sees what is not theirs, and nobody changes it: every route, asked by everybody, about everything.

mod canaries;
mod cast;
mod course;
mod line;
mod reads;
mod routes;
mod tries;
mod writes;

use duheng_pack::calendar::Date;
use serde_json::Value;

use crate::databases::Kind;
use canaries::Moment;
use cast::{EDITION, FIRMS, NB, SZ, World};
use tries::Tried;

/// Who is in an enterprise, on its panel, in its office, or above that.
fn is_stranger(name: &str, firm: &str) -> bool {
    let insiders: &[&str] = match firm {
        "harbour" => &["happr", "hfill", "lin", "zhou", "first", "second"],
        "brook" => &["bappr", "lin", "zhou"],
        "quay" => &["qappr", "qfill", "ning", "bo", "east", "tax", "labour", "others", "evaluator"],
        _ => &["mappr", "ning", "bo", "west"],
    };
    !insiders.contains(&name)
}

/// How many applications a role at a place counts in an edition.
const COUNTS: &[(&str, &str, &str, &str, u64)] = &[
    ("lin", SZ, "office", "sz", 2),
    ("twin", SZ, "office", "nb", 0),
    ("happr", SZ, "enterprise", "harbour", 1),
    ("bappr", SZ, "enterprise", "brook", 1),
    ("first", SZ, "expert", "sz", 1),
    ("unseated", SZ, "expert", "sz", 0),
    ("ning", NB, "city", "nb", 2),
    ("nwit", NB, "city", "sz", 0),
    ("east", NB, "county", "east", 1),
    ("west", NB, "county", "west", 1),
    ("tax", NB, "tax", "nb", 1),
    ("taxwest", NB, "tax", "west", 0),
];

/// What is counted and listed goes no further than what may be seen.
fn counts(world: &World) {
    for (actor, programme, role, place, held) in COUNTS {
        let key = world.key(actor);
        let edition = format!("/api/v1/editions/{programme}/{EDITION}");
        let query = format!("role={role}&place={}", world.places[*place]);
        let json = |path: &str| -> Value {
            let answer = world.get(&key, &format!("{path}?{query}"));
            assert_eq!(answer.status, 200, "{actor} {path}: {}", answer.body);
            serde_json::from_str(&answer.body).unwrap()
        };
        let sheet = json(&edition);
        let stages = sheet["stages"].as_array().unwrap().iter();
        let standing: u64 = stages.map(|stage| stage["standing"].as_u64().unwrap()).sum();
        let listed = json(&format!("{edition}/applications"))["rows"].as_array().unwrap().len();
        assert_eq!((standing, listed as u64), (*held, *held), "{actor} as {role} at {place}");
    }
}

/// What names a thing of one person, who may name it, and its name.
fn owned(world: &World) -> Vec<(&'static str, &'static [&'static str], String)> {
    world.later(60);
    let lin = world.signed_in("lin");
    let bo = world.signed_in("bo");
    let ning = world.people["ning"].id.clone();
    let until = Date::read("2026-12-31").unwrap();
    let (session, token, grant) = world.run(async |app| {
        let sessions = app.sessions(&lin).await.unwrap();
        let tokens = app.tokens(&lin).await.unwrap();
        let grant = app.delegate(&bo, &bo.roles()[0].grant, &ning, until).await.unwrap();
        (sessions[0].id.clone(), tokens[0].id.clone(), grant)
    });
    let uscc = FIRMS[0].1.to_owned();
    vec![
        ("session", &["lin"], session),
        ("token", &["lin"], token),
        ("grant", &["bo"], grant),
        ("uscc", &["happr", "hfill"], uscc),
    ]
}

/// All that went wrong, and how much was asked.
#[derive(Default)]
struct Found {
    asked: usize,
    wrong: Vec<String>,
}

impl Found {
    fn saw(&mut self, world: &World, moment: Moment, firms: &[&'static str], whole: bool) {
        // what is on notice is public
        let published = |firm: &str, path: &str| {
            let open = ["/companies/", "/notices/", "/api/v1/companies/", "/api/v1/notices/"];
            moment == Moment::Notice && firm == "harbour" && open.iter().any(|start| path.starts_with(start))
        };
        let strange = |name: &str, firm: &str, path: &str| is_stranger(name, firm) && !published(firm, path);
        let sight = world.everything(firms, whole, strange);
        self.asked += sight.asked;
        self.wrong.extend(sight.told_apart);
        self.wrong.extend(sight.broken);
        self.wrong.extend(canaries::compared(world, &sight.seen, moment, whole));
    }

    fn tried(&mut self, tried: Tried) {
        self.asked += tried.asked;
        self.wrong.extend(tried.wrong);
    }
}

/// All of it on one database; on the other the lists, searches and counts, for those are where databases differ. What stands
/// on the page of one enterprise comes from its events, by the same functions.
fn matrix(kind: Kind) {
    let mut world = World::new(kind);
    let mut found = Found::default();
    world.apply();
    world.review();
    world.note_evidence();
    world.sign_everybody_in(&[]);
    world.some_leave();
    counts(&world);
    let whole = kind == Kind::Sqlite;
    if whole {
        found.saw(&world, Moment::Review, &["harbour", "quay"], whole);
        found.tried(world.strangers_try("harbour", is_stranger));
        found.tried(world.strangers_try("brook", is_stranger));
    }
    world.notice();
    world.note_evidence();
    world.sign_everybody_in(&["gone"]);
    found.saw(&world, Moment::Notice, &FIRMS.map(|(firm, ..)| firm), whole);
    if whole {
        found.tried(world.strangers_try("quay", is_stranger));
        found.tried(world.others_administrate());
        found.tried(world.others_lead("harbour", &["lin", "zhou"]));
        found.tried(world.others_lead("quay", &["ning", "bo"]));
    }
    found.tried(world.names_of_others(&owned(&world)));
    found.tried(world.insiders_try());
    // what strangers were refused does for those who may
    world.owners_may();
    let (routes, actors, words) = (routes::all().len(), world.actors().len(), canaries::count(&world));
    println!("{routes} routes, {actors} actors, {words} words, {} requests", found.asked);
    assert!(found.wrong.is_empty(), "{} wrong:\n{}", found.wrong.len(), found.wrong.join("\n"));
}

#[test]
fn every_query_names_a_route_and_every_route_that_is_left_out_a_reason() {
    routes::queries_name_routes();
    let left = writes::left();
    assert!(left.iter().all(|(_, reason)| !reason.is_empty()) && left.len() < 25, "{left:?}");
}

#[test]
fn nobody_sees_what_is_not_theirs_on_sqlite() {
    matrix(Kind::Sqlite);
}

#[test]
fn nobody_sees_what_is_not_theirs_on_postgres() {
    matrix(Kind::Postgres);
}
