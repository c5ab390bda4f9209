//! A form that was overtaken: it says so to whom the step belongs, and nothing to anybody else.

use crate::town::Town;

const PACK: &str = "sz-sustainable-enterprise";
const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

#[test]
fn what_was_done_in_another_tab_is_told_with_who_did_it_and_a_way_on() {
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: check");
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    let action = format!("{CASE}/do/check");
    let form = lin.open(&format!("{action}?role=office&place=sz"));
    let sent = [("verdict", "pass"), ("confirmed", "yes")];
    assert_eq!(lin.send(&form, &action, &sent).status, 200);
    for again in [lin.send(&form, &action, &sent), lin.open(&format!("{action}?role=office&place=sz"))] {
        assert_eq!(again.status, 409, "{}", again.body);
        assert!(again.texts("h1")[0].starts_with("这一步已不能办理"), "{:?}", again.texts("h1"));
        let told = again.texts("main dd").concat();
        assert!(told.contains("示例 lin") && told.contains("2026年6月3日"), "{told}");
        assert!(again.attribute("main a.btn", "href")[0].starts_with(CASE));
    }
    // the enterprise sees its case, but a check is not its to know of; nor is a command that there is not
    let mut firm = town.browser("of.harbour");
    assert_eq!(firm.open(CASE).status, 200);
    for command in
        ["check", "approve", "close_notice", "confirm_record?register=starred_enterprises&state=withdrawn"]
    {
        assert_eq!(firm.open(&format!("{CASE}/do/{command}")).status, 404, "{command}");
    }
    for command in ["fly", "move_place"] {
        assert_eq!(lin.open(&format!("{CASE}/do/{command}")).status, 404, "{command}");
    }
    // one that has not come so far is told where it stands
    let early = lin.open(&format!("{CASE}/do/close_notice?role=office&place=sz"));
    assert_eq!((early.status, early.texts("main dt").len()), (409, 2));
    // who cannot see the case is told nothing
    assert_eq!(town.browser("qian").open(&format!("{CASE}/do/check")).status, 404);
}

#[test]
fn an_edition_that_was_closed_in_another_tab_is_told_too() {
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: apply");
    town.day("2026-06-03");
    let edition = "/editions/sz-sustainable-enterprise/2026";
    let mut lin = town.browser("lin");
    let action = format!("{edition}/do/close_edition");
    let form = lin.open(&format!("{action}?role=office&place=sz"));
    assert_eq!(lin.send(&form, &action, &[("confirmed", "yes")]).status, 200);
    let again = lin.send(&form, &action, &[("confirmed", "yes")]);
    assert_eq!((again.status, again.attribute("main a.btn", "href").len()), (409, 1), "{}", again.body);
    assert_eq!(town.browser("of.harbour").open(&action).status, 404);
}
