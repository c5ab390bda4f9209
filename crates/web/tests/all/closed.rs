//! An edition that was closed before all of its applications were finished.

use duheng_app::{Failure, Target, Vouched};
use duheng_programme::command::{Command, FilingCommand};

use crate::browser::Browser;
use crate::town::Town;

const PACK: &str = "sz-sustainable-enterprise";
const EDITION: &str = "/editions/sz-sustainable-enterprise/2026";
const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

/// Closes the edition while the application waits for the check of the office.
fn closed() -> (Town, Browser) {
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: check");
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    assert!(lin.open(CASE).texts(".todo .waits")[0].contains("评价机构"));
    assert_eq!(lin.open("/desk").texts(".role .tasks li").len(), 1);
    let form = lin.open(&format!("{EDITION}/do/close_edition?role=office&place=sz"));
    let done = lin.send(&form, &format!("{EDITION}/do/close_edition"), &[("confirmed", "yes")]);
    assert_eq!(done.status, 200, "{}", done.body);
    (town, lin)
}

#[test]
fn what_a_closed_edition_left_waits_for_nobody() {
    let (town, mut lin) = closed();
    let case = lin.open(CASE);
    let told = "本届已于2026年6月3日由评价机构（示例 lin）结束。这件申报没有办完，不再办理，也不等任何人。";
    assert_eq!(case.texts("#closed"), [told], "{:?}", case.texts(".todo"));
    let words = case.texts(".todo").concat();
    assert!(words.contains("停在：") && case.texts(".todo .waits").is_empty(), "{words}");
    assert_eq!(case.attribute(".todo a", "href"), Vec::<String>::new(), "nothing is offered");
    // what was at hand a moment before is told to be over
    let check = lin.open(&format!("{CASE}/do/check?role=office&place=sz"));
    assert_eq!((check.status, check.texts("h1")[0].contains("已不能办理")), (409, true));
    let desk = lin.open("/desk");
    assert!(desk.texts(".role .tasks li").is_empty() && desk.texts(".next").is_empty(), "{}", desk.body);
    assert_eq!(lin.open("/tasks").texts(".tasks li, tbody tr"), Vec::<String>::new());
    let list = lin.open(&format!("{EDITION}/applications"));
    assert!(list.texts("tbody td").concat().contains("本届已结束，未办完"), "{}", list.body);
    let edition = lin.open(EDITION);
    assert_eq!(
        edition.texts("#closed"),
        ["本届已于2026年6月3日由评价机构（示例 lin）结束。"],
        "{}",
        edition.body
    );
    // the enterprise reads the same, without the person
    let mut firm = town.browser("of.harbour");
    let case = firm.open(&format!("{CASE}?lang=en"));
    let told = "This edition was closed on 3 June 2026 by the evaluating body.";
    assert!(case.texts("#closed").concat().starts_with(told), "{:?}", case.texts("#closed"));
    let desk = firm.open("/desk?lang=zh");
    assert!(desk.texts(".under-way li").concat().contains("本届已结束，未办完"), "{}", desk.body);
    assert!(desk.texts(".role .due").is_empty(), "{}", desk.body);
    let apply = firm.open("/apply");
    assert!(!apply.texts("main").concat().contains("2026"), "{}", apply.body);
}

#[test]
fn what_a_closed_edition_left_is_refused_by_name() {
    let (town, _) = closed();
    let target = Target {
        programme: PACK.to_owned(),
        edition: "2026".to_owned(),
        organisation: Some("harbour".to_owned()),
    };
    let tick = Command::Filing(FilingCommand::Tick);
    let done = town.served.runtime.block_on(town.served.app.act(&Vouched::clock(), &target, tick));
    let Err(Failure::Refused(refusal)) = done else { panic!("the clock goes on with what was left") };
    assert_eq!((refusal.code, refusal.message.zh.contains("未办完的申报不再办理")), ("edition-closed", true));
}
