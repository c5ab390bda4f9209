//! Which official lists items ask about, read from the rules of a shipped pack.

use std::collections::BTreeMap;

use duheng_standard::dictionary::lists_read;
use duheng_testkit::shipped::named;

#[test]
fn items_that_branch_by_an_official_list_name_it() {
    let shipped = named(&["sz-sustainable-enterprise"]);
    let pack = shipped.pack("sz-sustainable-enterprise").unwrap();
    let standard = pack.standards.iter().find(|standard| standard.is_default).unwrap();
    let name = |id: &duheng_pack::vocabulary::ListId| id.of(&pack.vocabulary).unwrap().name.clone();
    let read: BTreeMap<String, Vec<String>> = lists_read(standard, &pack.vocabulary)
        .into_iter()
        .map(|(code, lists)| (code, lists.iter().map(name).collect()))
        .collect();
    let expected = [("6.2.2.b", "carbon_controlled"), ("6.2.4.a", "key_energy_user")];
    let expected = expected.map(|(code, list)| (code.to_owned(), vec![list.to_owned()]));
    assert_eq!(read, BTreeMap::from(expected));
}
