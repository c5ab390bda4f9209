//! Where the applications of an enterprise stand, as it reads it at its own desk.

use crate::town::Town;

const PACK: &str = "sz-sustainable-enterprise";

#[test]
fn an_application_in_other_hands_stands_at_the_desk_of_its_enterprise() {
    let town = Town::new(PACK, "certified.yaml");
    let rows = |rows: &str| town.browser("of.harbour").open("/desk").texts(&format!(".{rows} li"));
    town.play(0..4);
    town.day("2026-05-30");
    assert_eq!(rows("under-way"), Vec::<String>::new(), "it waits for the enterprise itself");
    town.play(4..20);
    town.day("2026-06-08");
    let desk = town.browser("of.harbour").open("/desk");
    assert_eq!(desk.texts("main h3"), ["其他申报"], "a heading is a text and not its name");
    let stands = rows("under-way");
    assert!(stands.len() == 1 && stands[0].contains("文审"), "{stands:?}");
    assert_eq!(rows("results"), Vec::<String>::new());
}

#[test]
fn no_grade_is_called_as_the_standard_calls_it() {
    let town = Town::new(PACK, "re-evaluation-fails.yaml");
    town.play_all();
    let mut firm = town.browser("of.harbour");
    let desk = firm.open("/desk");
    let failed = desk.texts(".results li").into_iter().find(|row| row.contains("2029")).unwrap();
    assert!(failed.contains("未达到星级") && !failed.to_lowercase().contains("none"), "{failed}");
    assert!(desk.texts("main h3").iter().any(|heading| heading == "评价结果"), "{:?}", desk.texts("main h3"));
    let case = firm.open(&format!("/cases/{PACK}/2029/914403000000000276"));
    assert!(case.status == 200 && !case.texts("main").concat().contains("none"), "{}", case.body);
}
