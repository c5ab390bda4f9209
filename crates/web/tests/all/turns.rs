//! An application that is sent back and comes again, and objections where they are ruled on and where a notice ends: what
//! is told before an act is done, and to whoever acts next.

use crate::browser::{Answer, Browser};
use crate::town::Town;

const STARS: &str = "sz-sustainable-enterprise";
const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
const REVIEW: &str = "/claims/sz-sustainable-enterprise/2026/914403000000000276/review";

fn form(browser: &mut Browser, command: &str) -> Answer {
    browser.open(&format!("{CASE}/do/{command}?role=office&place=sz"))
}

fn asks_once_more(answer: &Answer) -> bool {
    answer.attribute("button[name=confirmed]", "value") == ["yes"]
}

#[test]
fn a_return_tells_what_the_enterprise_reads_before_it_is_done_and_the_reply_after_it_comes_again() {
    let town = Town::new(STARS, "supplement.yaml");
    town.play(0..4);
    town.day("2026-06-03");
    let (mut lin, check) = (town.browser("lin"), format!("{CASE}/do/check"));
    let page = form(&mut lin, "check");
    assert_eq!(page.texts("#turns"), Vec::<String>::new(), "it was never sent back");
    // without a reason it is refused at once and not shown once more
    let bare = lin.send(&page, &check, &[("verdict", "return")]);
    assert!(bare.status == 422 && !asks_once_more(&bare), "{} {}", bare.status, bare.body);
    assert_eq!(bare.attribute(".wrong a", "href"), ["#reason"]);
    let typed = [("verdict", "return"), ("reason", "请补充信用评级证书")];
    let sure = lin.send(&page, &check, &typed);
    assert!(sure.status == 200 && asks_once_more(&sure), "{}", sure.body);
    let told = [
        "材料已退回，请按下列理由补正后重新提交： 请补充信用评级证书",
        "2026年6月17日 24:00（10 个工作日）",
        "第 1 次，规定至多 1 次 这是最后一次：补正后只能作出通过或不予通过的结论。",
    ];
    assert_eq!(sure.texts("#ahead dd"), told, "{}", sure.body);
    let mut firm = town.browser("of.harbour");
    assert_eq!(firm.open(CASE).texts("#supplement").len(), 0, "nothing is done yet");
    let done = lin.send(&sure, &check, &[("confirmed", "yes")]);
    assert_eq!((done.status, done.texts(".done").len()), (200, 1), "{}", done.body);
    assert!(done.texts("#turns").concat().contains("已第 1 次退回，等待企业补正"), "{}", done.body);

    // the enterprise reads what is asked where it submits, and may reply
    town.later(3600);
    let mut firm = town.browser("of.harbour");
    let review = firm.open(REVIEW);
    assert!(review.texts("#returned").concat().contains("请补充信用评级证书"), "{}", review.body);
    let long = firm.send(&review, REVIEW, &[("truthful", "yes"), ("reply", &"补".repeat(2001))]);
    assert_eq!((long.status, long.attribute(".wrong a", "href")), (422, vec!["#reply".to_owned()]));
    let reply = "已补交评级证书，见 6.1.1 的佐证材料。";
    let sure = firm.send(&review, REVIEW, &[("truthful", "yes"), ("reply", reply)]);
    assert!(sure.texts("main dd").contains(&reply.to_owned()), "{}", sure.body);
    let sent = firm.send(&sure, REVIEW, &[]);
    assert_eq!((sent.status, sent.texts(".reference").len()), (200, 1), "{}", sent.body);

    // whoever checks again reads it all: in lists, on the page and beside the form
    let mut lin = town.browser("lin");
    let lists = ["/tasks", "/desk", "/editions/sz-sustainable-enterprise/2026/applications"];
    for list in lists {
        assert_eq!(
            lin.open(list).texts("main .again").first().map(String::as_str),
            Some("第 2 次提交"),
            "{list}"
        );
    }
    let page = form(&mut lin, "check");
    for page in [&lin.open(CASE), &page] {
        let told = page.texts("#turns").concat();
        for part in ["这是第 2 次提交", "2026年6月3日", "请补充信用评级证书", "2026年6月17日 24:00", reply]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
    let english = lin.open(&format!("{CASE}?lang=en")).texts("#turns").concat();
    assert!(english.contains("This is submission no. 2.") && english.contains(reply), "{english}");
    // the one return is used up: another is refused at once
    let refused = lin.send(&page, &check, &typed);
    assert!(refused.status == 409 && !asks_once_more(&refused), "{} {}", refused.status, refused.body);
}

#[test]
fn a_supplement_with_more_time_names_the_new_last_day() {
    let town = Town::new(STARS, "supplement.yaml");
    town.play(0..9);
    town.day("2026-06-19");
    let told = town.browser("of.harbour").open(CASE).texts("#supplement p");
    assert_eq!(told.first().map(String::as_str), Some("补正截止：2026年6月24日 24:00。"));
}

#[test]
fn a_ruling_and_the_end_of_a_notice_stand_below_the_objections() {
    let town = Town::new(STARS, "objection.yaml");
    town.play_until("do: rule, on: harbour");
    town.day("2026-06-26");
    let mut lin = town.browser("lin");
    let page = form(&mut lin, "rule");
    let heard = page.texts("#objections li");
    assert_eq!(heard.len(), 2, "{heard:?}");
    for part in ["第 1 件", "王某 · 13800000000", "2026年6月24日 09:00", "该企业评级证书存疑"]
    {
        assert!(heard[0].contains(part), "{part}: {heard:?}");
    }
    assert!(page.body.find("id=\"objections\"") < page.body.find("name=\"ruling\""), "{}", page.body);
    let all = page.attribute("#objections p a", "href");
    assert!(all.len() == 1 && all[0].ends_with("#objections"), "{all:?}");
    assert_eq!(lin.open(&all[0]).texts("#objections li").len(), 2);
    // one that is not founded is shown once more too
    let ruled = [("objection", "1"), ("ruling", "rejected"), ("reason", "已向评级机构核实")];
    let sure = lin.send(&page, &format!("{CASE}/do/rule"), &ruled);
    assert!(
        asks_once_more(&sure) && sure.texts(".notice-line").concat().contains("公示照常进行"),
        "{}",
        sure.body
    );
    lin.send(&sure, &format!("{CASE}/do/rule"), &[("confirmed", "yes")]);
    assert_eq!(form(&mut lin, "rule").texts("#objections li").len(), 1, "one waits for its ruling");
    let other = [("objection", "2"), ("ruling", "rejected"), ("reason", "材料属实")];
    lin.send(&page, &format!("{CASE}/do/rule"), &[other.as_slice(), &[("confirmed", "yes")]].concat());
    // the end of the notice names them with their rulings
    town.day("2026-07-01");
    let mut lin = town.browser("lin");
    let close = form(&mut lin, "close_notice");
    assert!(asks_once_more(&close), "{}", close.body);
    let told = close.texts("#objections").concat();
    for part in ["（2026年6月23日至2026年6月30日）内收到异议 2 件", "已向评级机构核实", "材料属实"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn the_end_of_a_notice_says_that_nobody_objected() {
    let town = Town::new(STARS, "certified.yaml");
    town.play_until("do: close_notice");
    town.day("2026-07-01");
    let mut lin = town.browser("lin");
    let close = form(&mut lin, "close_notice");
    let told = close.texts("#objections p").concat();
    assert!(
        told.starts_with("公示期（2026年") && told.ends_with("）内没有收到异议。"),
        "{told} {}",
        close.body
    );
    let english = lin.open(&format!("{CASE}/do/close_notice?role=office&place=sz&lang=en"));
    let told = english.texts("#objections p").concat();
    assert!(told.starts_with("No objection was received from "), "{told}");
}

#[test]
fn whoever_approves_reads_what_the_review_made_of_missing_evidence() {
    let town = Town::new(STARS, "certified.yaml");
    town.play_until("do: check");
    town.day("2026-06-03");
    let before = form(&mut town.browser("lin"), "check").texts("#unproved > p");
    assert!(before.len() == 1 && before[0].contains("以评审认定为准"), "{before:?}");
    let town = Town::new(STARS, "certified.yaml");
    town.play_until("do: approve");
    town.later(60);
    let mut zhou = town.browser("zhou");
    let page = form(&mut zhou, "approve");
    let told = page.texts("#unproved > p");
    assert!(
        !told.is_empty() && told.iter().all(|told| told.starts_with("评审已结束")),
        "{told:?} {}",
        page.body
    );
    assert!(told[0].ends_with("评审仍予计分。"), "{told:?}");
    let counted =
        |of: &[String]| of.iter().filter_map(|told| told.split(' ').nth(1)?.parse::<usize>().ok()).sum();
    let items: usize = counted(&told);
    assert_eq!(page.texts("#unproved li").len(), items, "{told:?}");
    let english = zhou.open(&format!("{CASE}/do/approve?role=office&place=sz&lang=en"));
    let told = english.texts("#unproved > p").concat();
    assert!(
        told.contains("gave them points nevertheless") && !told.contains("for the review to find"),
        "{told}"
    );
}
