//! What is offered where people begin: what would be accepted and makes sense, and nothing beside it that misleads.

use crate::browser::{Answer, Browser};
use crate::deployment::empty;
use crate::enterprises::{HARBOUR, OTHER, enterprise, open_edition};
use crate::people::sign_in;
use crate::town::Town;

const PACK: &str = "sz-sustainable-enterprise";

/// The entries that the page of applying offers.
fn entries(page: &Answer) -> Vec<String> {
    page.attribute("form.entry input[name=entry]", "value")
}

/// The commands that the page of a case offers.
fn offered(page: &Answer) -> Vec<String> {
    let links = page.attribute(".todo a", "href").into_iter();
    links.filter_map(|link| Some(link.split_once("/do/")?.1.split('?').next()?.to_owned())).collect()
}

#[test]
fn who_holds_no_honour_is_told_nothing_of_evaluating_it_again() {
    let served = empty();
    open_edition(&served);
    enterprise(&served, "chen", HARBOUR);
    enterprise(&served, "wuwei", OTHER);
    let mut chen = Browser::new(served.address);
    sign_in(&mut chen, "chen");
    // the desk leads there and does not say that nothing waits
    let desk = chen.open("/desk");
    assert!(!desk.body.contains("目前没有待您办理"), "{}", desk.body);
    assert!(desk.texts(".role .after").concat().contains("正在接受申报"), "{}", desk.body);
    assert!(!desk.texts(".edition .links").concat().contains("复评"), "{}", desk.body);
    let apply = chen.open("/apply");
    assert_eq!(entries(&apply), ["application"]);
    assert!(!apply.texts("main").concat().contains("复评"), "{}", apply.body);
    // what is really asked for stands before the way to try
    let [button, check] = ["提出申报：首次申报", "也可以先自查"].map(|said| apply.body.find(said).unwrap());
    assert!(button < check, "{}", apply.body);
    let case = chen.open(&format!("/cases/{PACK}/2026/{HARBOUR}"));
    assert_eq!(offered(&case), ["apply"]);
    assert!(case.texts(".todo").concat().contains("还没有申报本届，现在可以申报"), "{}", case.body);
    let english = chen.open("/apply?lang=en");
    assert!(!english.texts("main").concat().contains("Re-evaluation"), "{}", english.body);
}

#[test]
fn an_honour_that_can_be_evaluated_again_is_not_applied_for_as_the_first() {
    let town = Town::new(PACK, "re-evaluation-fails.yaml");
    town.play_until("with: { entry: re_evaluation }\n");
    town.day("2029-03-02");
    let mut firm = town.browser("of.harbour");
    let apply = firm.open("/apply");
    assert_eq!(entries(&apply), ["re_evaluation"], "{}", apply.body);
    let desk = firm.open("/desk");
    assert!(!desk.texts(".edition .links").concat().contains("首次申报"), "{}", desk.body);
    let case = firm.open(&format!("/cases/{PACK}/2029/914403000000000276"));
    assert_eq!(offered(&case), ["apply"]);
    assert!(!case.texts(".todo").concat().contains("首次申报"), "{}", case.body);
}

#[test]
fn more_time_is_offered_for_what_is_still_to_come() {
    let case = format!("/cases/{PACK}/2026/914403000000000276");
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: submit");
    town.day("2026-05-02");
    let mut lin = town.browser("lin");
    assert!(offered(&lin.open(&case)).contains(&"extend".to_owned()));
    let form = lin.open(&format!("{case}/do/extend?role=office&place=sz"));
    assert_eq!(form.attribute("input[name=stage]", "value"), ["apply"], "{}", form.body);
    // once it is submitted there is no stage left that has a last day
    town.play_one("do: submit");
    town.day("2026-05-21");
    let mut lin = town.browser("lin");
    let page = lin.open(&case);
    assert!(!offered(&page).contains(&"extend".to_owned()), "{:?}", offered(&page));
    assert_eq!(lin.open(&format!("{case}/do/extend?role=office&place=sz")).status, 409);
}

#[test]
fn a_list_is_offered_for_those_whom_it_can_take() {
    let town = Town::new("nb-harmonious-enterprise", "together.yaml");
    town.play_until("do: check");
    town.day("2019-06-02");
    let page = town.browser("lin").open("/cases/nb-creation/2019/91330200000000001H");
    let lists: Vec<String> =
        page.attribute(".todo a", "href").into_iter().filter(|link| link.contains("/do/enlist")).collect();
    // the models are chosen from the shortlist, on which nobody was accepted yet
    assert!(lists.len() == 1 && lists[0].contains("stage=shortlist"), "{lists:?}");
}
