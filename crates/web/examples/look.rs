//! Pages to look at: `cargo run -p duheng-web --example look -- 8190` serves a result on notice, a certificate that
//! holds, one that was withdrawn, an empty deployment, one on which `chen` may apply, and one with people and offices, on
//! six ports for ten minutes. For the last one it prints the cookies of an administrator, of an approver and of a person
//! without a second factor.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "it shares the deployments of the tests"
)]

#[path = "../tests/all/accounts.rs"]
mod accounts;
#[path = "../tests/all/browser.rs"]
mod browser;
#[path = "../tests/all/deployment.rs"]
mod deployment;
#[path = "../tests/all/enterprises.rs"]
mod enterprises;
#[path = "../../app/tests/all/host.rs"]
mod host;
#[path = "../tests/all/people.rs"]
mod people;

use std::time::Duration;

use browser::Browser;
use deployment::{Served, served};

fn main() {
    let port: u16 = std::env::args().nth(1).unwrap_or_else(|| "8190".to_owned()).parse().unwrap();
    let notice = served(Some(("objection.yaml", "- { at: 2026-06-24 09:00")), port);
    notice.noon(2026, 6, 24);
    let certified = served(Some(("certified.yaml", "- { at: 2028-12-31")), port + 1);
    certified.noon(2027, 3, 1);
    let withdrawn = served(Some(("revoked.yaml", "")), port + 2);
    withdrawn.noon(2027, 3, 2);
    let empty = served(None, port + 3);
    let applying = served(None, port + 4);
    enterprises::open_edition(&applying);
    enterprises::enterprise(&applying, "chen", enterprises::HARBOUR);
    for served in [&notice, &certified, &withdrawn, &empty, &applying] {
        println!("http://{}/", served.address);
    }
    let staffed = served(Some(("objection.yaml", "- { at: 2026-06-24 09:00")), port + 5);
    staff(&staffed);
    std::thread::sleep(Duration::from_secs(600));
}

/// Brings people in by the pages themselves, and prints how to be one of them.
fn staff(served: &Served) {
    served.noon(2026, 6, 24);
    people::set_up(served);
    let mut root = people::administrator(served);
    let city = people::office(&mut root, "虚构市可持续发展办公室");
    let home = city.rsplit('/').next().unwrap().to_owned();
    let form = root.open("/organisations/new");
    let below = [("kind", "office"), ("name", "虚构区工业和信息化局"), ("above", home.as_str())];
    root.send(&form, "/organisations/new", &below);
    let place = people::member(served, &mut root, "lin");
    let role = format!("{place}/role");
    let form = root.open(&role);
    root.send(&form, &role, &[("role", "sz-sustainable-enterprise/office"), ("office", &home)]);
    let mut lin = Browser::new(served.address);
    people::sign_in(&mut lin, "lin");
    let page = lin.open("/account/factor");
    lin.send(&page, "/account/factor", &[]);
    let mut boss = Browser::new(served.address);
    accounts::register(&mut boss, &home, &accounts::uscc(700_000_001), "boss");
    people::sign_in(&mut boss, "boss");
    let own = boss.open("/account").attribute("a[href^='/account/colleagues/']", "href")[0].clone();
    let new = format!("{own}/new");
    let form = boss.open(&new);
    let clerk =
        [("login", "clerk"), ("name", "示例 填报人"), ("email", "clerk@city.example"), ("role", "filler")];
    boss.send(&form, &new, &clerk);
    let forgot = root.open("/forgot");
    root.send(&forgot, "/forgot", &[("login", "lin")]);
    println!("http://{}/ with people", served.address);
    for (name, browser) in [("root", &root), ("lin", &lin), ("boss", &boss)] {
        println!("{name} {}", browser.cookie("duheng_session"));
    }
    println!(
        "person {place}\noffice {city}\ncolleagues {own}\nreset {}",
        people::letter(served, "reset", "lin")
    );
}
