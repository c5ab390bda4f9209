//! Nobody sees what is not theirs, and nobody changes it: every route, asked by everybody, about everything.

mod cast;
mod course;
mod reads;
mod routes;
mod tries;
mod writes;

use crate::databases::Kind;
use cast::World;
use reads::Sight;
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

fn tell(moment: &str, sight: &Sight) {
    println!("== {moment}: {} asked", sight.asked);
    for (word, who) in &sight.seen {
        let names: Vec<&str> = who.keys().map(String::as_str).collect();
        println!("{moment} {word}: {}", names.join(" "));
        for (name, path) in who {
            println!("      {name} {path}");
        }
    }
    for line in sight.told_apart.iter().chain(&sight.broken) {
        println!("!! {moment} {line}");
    }
}

fn told(what: &str, tried: Tried) {
    println!("== {what}: {} asked, {} wrong", tried.asked, tried.wrong.len());
    for line in &tried.wrong {
        println!("!! {what} {line}");
    }
}

fn matrix(kind: Kind) {
    let started = std::time::Instant::now();
    let mut world = World::new(kind);
    println!("cast {:?}", started.elapsed());
    world.apply();
    world.review();
    world.note_evidence();
    world.sign_everybody_in(&[]);
    world.some_leave();
    println!("review {:?}", started.elapsed());
    let sight = world.everything(is_stranger);
    tell("review", &sight);
    println!("read {:?}", started.elapsed());
    for firm in ["harbour", "brook"] {
        told("strangers", world.strangers_try(firm, is_stranger));
    }
    println!("tried {:?}", started.elapsed());
    world.notice();
    world.note_evidence();
    world.sign_everybody_in(&["gone"]);
    println!("notice {:?}", started.elapsed());
    let sight = world.everything(is_stranger);
    tell("notice", &sight);
    println!("read {:?}", started.elapsed());
    for firm in ["harbour", "quay"] {
        told("strangers", world.strangers_try(firm, is_stranger));
    }
    told("administrate", world.others_administrate());
    told("lead", world.others_lead("harbour", &["lin", "zhou"]));
    told("lead", world.others_lead("quay", &["ning", "bo"]));
    told("insiders", world.insiders_try());
    println!("tried {:?}", started.elapsed());
}

#[test]
fn nobody_sees_what_is_not_theirs_on_sqlite() {
    matrix(Kind::Sqlite);
}

#[test]
fn nobody_sees_what_is_not_theirs_on_postgres() {
    matrix(Kind::Postgres);
}
