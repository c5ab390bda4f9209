//! Pages to look at: `cargo run -p duheng-web --example look -- 8190` serves a result on notice, a certificate that
//! holds, one that was withdrawn, an empty deployment, and one on which `chen` may apply, on five ports for ten minutes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "it shares the deployments of the tests"
)]

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

use deployment::served;

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
    std::thread::sleep(Duration::from_secs(600));
}
