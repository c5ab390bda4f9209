//! Below which office an enterprise registers itself.

use crate::browser::{get, get_english};
use crate::town::Town;

#[test]
fn registering_asks_for_an_office_that_takes_enterprises_in() {
    let town = Town::new("sh-csr-report", "quota.yaml");
    let offices = town.served.runtime.block_on(town.served.app.offices()).unwrap();
    let all: Vec<&str> = offices.iter().map(|office| office.id.as_str()).collect();
    assert!(["sh", "textile", "harbour"].iter().all(|id| all.contains(id)), "{all:?}");
    let page = get(town.served.address, "/register");
    // associations recommend, and take nobody in; an office at which nobody works yet may come to do so
    assert_eq!(page.attribute("#home option", "value"), ["", "country", "sh"], "{}", page.body);
    assert!(page.texts("#home-hint").concat().contains("企业的申报由它和它的上级单位受理"), "{}", page.body);
    let english = get_english(town.served.address, "/register");
    assert!(english.texts("#home-hint").concat().contains("take in what the enterprise applies for"));
}
