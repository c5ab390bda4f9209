//! Where somebody begins who is here for the first time.

use crate::browser::{get, get_english};
use crate::town::Town;

#[test]
fn the_first_page_says_where_to_begin() {
    let town = Town::new("sh-csr-report", "quota.yaml");
    let home = get(town.served.address, "/");
    assert_eq!(home.attribute("#first-time a", "href"), ["/register", "/verify", "/notices", "/registers"]);
    assert!(home.texts("#first-time")[0].starts_with("第一次使用？企业参加评价"), "{}", home.body);
    let english = get_english(town.served.address, "/");
    assert!(english.texts("#first-time")[0].starts_with("Here for the first time?"), "{}", english.body);
    // who is signed in has begun
    assert!(town.browser("gu").open("/").texts("#first-time").is_empty());
}
