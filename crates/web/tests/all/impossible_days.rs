//! Days that only a slip gives: refused at their field, and what moves a whole edition is shown once more.

use crate::browser::{Answer, Browser};
use crate::town::Town;

const PACK: &str = "sz-sustainable-enterprise";
const EDITION: &str = "/editions/sz-sustainable-enterprise/2026";
const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

/// Nothing was done: the sentences stand at these fields.
#[track_caller]
fn refused(answer: &Answer, fields: &[&str]) -> String {
    let at = answer.attribute(".wrong a", "href");
    let told = answer.texts(".wrong li").join("\n");
    assert_eq!((answer.status, at), (422, fields.iter().map(|of| format!("#{of}")).collect()), "{told}");
    assert!(answer.texts("button[name=confirmed]").is_empty(), "{told}");
    told
}

/// The page that asks once more.
#[track_caller]
fn asked(answer: &Answer) -> String {
    assert_eq!(
        answer.attribute("button[name=confirmed]", "value"),
        ["yes"],
        "{:?}",
        answer.texts(".wrong li")
    );
    answer.texts("main").concat()
}

fn opening(town: &Town) -> (Browser, Answer) {
    town.day("2026-02-20");
    let mut lin = town.browser("lin");
    let form = lin.open(&format!("/editions/new?programme={PACK}&place=sz&year=2026"));
    (lin, form)
}

#[test]
fn an_edition_of_impossible_days_is_refused_at_each_of_its_fields() {
    let town = Town::new(PACK, "objection.yaml");
    let (mut lin, form) = opening(&town);
    let mut send = |typed: &[(&str, &str)]| lin.send(&form, "/editions/new", typed);
    let told = refused(&send(&[("as_of", "1900-01-01")]), &["as_of"]);
    assert!(told.contains("2000年1月1日") && told.contains("2046年2月20日"), "{told}");
    let typed = [("as_of", "2026-06-01"), ("year", "0001"), ("windows.apply.closes", "2026-02-01")];
    let told = refused(&send(&typed), &["year", "windows.apply.closes"]);
    assert!(told.contains("2016 至 2026") && told.contains("早于起始日 2026年3月1日"), "{told}");
    let typed = [("as_of", "2026-06-01"), ("windows.apply.closes", "9999-12-31")];
    refused(&send(&typed), &["windows.apply.closes"]);
    let english = [("as_of", "2026-06-01"), ("windows.apply.closes", "2026-02-01")];
    lin.open("/editions?lang=en");
    let told = refused(&lin.send(&form, "/editions/new", &english), &["windows.apply.closes"]);
    assert!(told.contains("lies before the first day 1 March 2026"), "{told}");
}

#[test]
fn an_edition_is_shown_once_more_before_it_opens_and_its_name_is_free() {
    let town = Town::new(PACK, "objection.yaml");
    let (mut lin, form) = opening(&town);
    let shown = lin.send(&form, "/editions/new", &[("as_of", "2026-06-01")]);
    let told = asked(&shown);
    assert!(["2026年6月1日", "2026年3月1日", "不能更改"].iter().all(|word| told.contains(word)), "{told}");
    assert!(lin.open(EDITION).texts("h1")[0].contains("开新一届"), "it is not open yet");
    let back = lin.send(&shown, "/editions/new", &[("change", "yes")]);
    assert_eq!(back.attribute("#as_of", "value"), ["2026-06-01"], "what was typed is kept");
    let opened = lin.send(&shown, "/editions/new", &[("confirmed", "yes")]);
    assert_eq!((opened.status, opened.texts(".done").len()), (200, 1), "{}", opened.body);
    let told = refused(&lin.send(&form, "/editions/new", &[("as_of", "2026-06-01")]), &["edition"]);
    assert!(told.contains("已有 2026 届") && told.contains("请换一个届次名称"), "{told}");
}

#[test]
fn the_last_day_of_a_stage_is_moved_to_a_day_that_there_can_be_and_shown_once_more() {
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: submit");
    town.day("2026-05-02");
    let mut lin = town.browser("lin");
    let action = format!("{EDITION}/do/reschedule");
    let form = lin.open(&format!("{action}?role=office&place=sz"));
    let typed = |day: &'static str| [("stage", "apply"), ("closes", day), ("reason", "系统故障")];
    for (day, rule) in [("1900-01-01", "早于起始日"), ("2026-05-01", "已经过去"), ("9999-12-31", "不在")]
    {
        let told = refused(&lin.send(&form, &action, &typed(day)), &["closes"]);
        assert!(told.contains(rule), "{told}");
    }
    let shown = lin.send(&form, &action, &typed("2026-06-08"));
    asked(&shown);
    assert_eq!(
        shown.texts(".basis dd"),
        ["2026年5月31日", "1 件"],
        "the day until now, and how many it concerns"
    );
    assert!(shown.texts(".facts dd").contains(&"2026年6月8日".to_owned()));
    let done = lin.send(&shown, &action, &[("confirmed", "yes")]);
    let told = done.texts(".done").concat();
    assert!(told.contains("2026年6月8日") && told.contains("申报"), "{told}");
    // the same bounds hold for one application
    let action = format!("{CASE}/do/extend");
    let form = lin.open(&format!("{action}?role=office&place=sz"));
    let typed = [("stage", "apply"), ("until", "9999-12-31"), ("reason", "系统故障")];
    refused(&lin.send(&form, &action, &typed), &["until"]);
}

#[test]
fn an_entry_of_a_register_begins_on_a_day_that_there_can_be_and_is_told_to_who_confirms_it() {
    let town = Town::new("nb-harmonious-enterprise", "levels.yaml");
    town.day("2018-03-05");
    let case = "/cases/nb-creation/2019/91330200000000001H";
    let entering = "do/enter_record?register=harmonious_enterprises&state=town";
    town.play_until("do: enter_record");
    let mut song = town.browser("song");
    let form = song.open(&format!("{case}/{entering}"));
    let action = format!("{case}/do/enter_record");
    let told =
        refused(&song.send(&form, &action, &[("from", "2999-12-31"), ("basis", "创建评选结果")]), &["from"]);
    assert!(told.contains("2019年3月5日"), "{told}");
    let told = refused(&song.send(&form, &action, &[("from", "2018-03-10"), ("basis", " ")]), &["basis"]);
    assert!(told.contains("“依据”") && !told.contains("理由"), "{told}");
    let shown = song.send(&form, &action, &[("from", "2018-04-01"), ("basis", "创建评选结果")]);
    asked(&shown);
    assert_eq!(song.send(&shown, &action, &[("confirmed", "yes")]).status, 200);
    let mut ding = town.browser("ding");
    let confirm = ding.open(&format!("{case}/do/confirm_record?register=harmonious_enterprises&state=town"));
    let told = asked(&confirm);
    assert!(told.contains("自 2018年4月1日 起生效"), "{told}");
    assert!(!told.contains("另一人核准后") && !told.contains("即生效"), "{told}");
}

#[test]
fn a_reason_that_is_missing_is_told_before_the_page_that_asks_once_more() {
    let town = Town::new(PACK, "objection.yaml");
    town.play_until("do: check");
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    let action = format!("{CASE}/do/check");
    let form = lin.open(&format!("{action}?role=office&place=sz"));
    let told = refused(&lin.send(&form, &action, &[("verdict", "fail")]), &["reason"]);
    assert!(told.contains("“理由”") && told.contains("须写明理由"), "{told}");
    assert!(asked(&lin.send(&form, &action, &[("verdict", "fail"), ("reason", "不符")])).contains("不符"));
}
