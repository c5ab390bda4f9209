//! Objections of the public.

use duheng_app::Target;
use duheng_programme::walk::Scene;

use crate::browser::{Answer, Browser, get, get_english, send};
use crate::deployment::{Served, after};
use crate::town::Town;

const PAGE: &str = "/notices/sz-sustainable-enterprise/2026/914403000000000276";
/// 王某, 13800000000 and a text with a mark that HTML must not read.
const FIELDS: &str = "name=%E7%8E%8B%E6%9F%90&contact=13800000000&text=%E5%AD%98%E7%96%91%3Cb%3E";

fn on_notice() -> Served {
    let served = after("objection.yaml", "- { at: 2026-06-24 09:00");
    served.noon(2026, 6, 24);
    served
}

/// Opens the form as a browser does, and sends these fields.
fn object(served: &Served, fields: &str) -> Answer {
    let token = get(served.address, PAGE).attribute("input[name=token]", "value").first().cloned();
    let token = token.unwrap_or_else(|| "0".repeat(64));
    let origin = format!("http://{}", served.address);
    let cookie = format!("duheng_form={token}");
    let headers = [("Origin", origin.as_str()), ("Cookie", cookie.as_str())];
    send(served.address, "POST", PAGE, &headers, &format!("token={token}&{fields}"))
}

fn scene(served: &Served) -> Scene {
    let target = Target {
        programme: "sz-sustainable-enterprise".to_owned(),
        edition: "2026".to_owned(),
        organisation: Some("harbour".to_owned()),
    };
    served.runtime.block_on(served.app.scene(&target)).unwrap()
}

///
#[test]
fn an_objection_is_stored_and_confirmed_with_a_number() {
    let served = on_notice();
    assert_eq!(get(served.address, "/").texts(".do a").len(), 1);
    assert_eq!(get(served.address, "/notices/sz-sustainable-enterprise/2026").texts("tbody tr").len(), 1);
    let sent = object(&served, FIELDS);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let place = sent.header("location").unwrap();
    let confirmed = get(served.address, place);
    assert_eq!(confirmed.status, 200);
    assert_eq!(confirmed.texts(".reference"), [place.rsplit('/').next().unwrap()]);
    let filing = scene(&served).filing.unwrap();
    let objections = &filing.applications["sz-sustainable-enterprise"].objections;
    assert_eq!(objections.len(), 1);
    assert_eq!((objections[0].name.as_str(), objections[0].text.as_str()), ("王某", "存疑<b>"));
    // the state is told to who holds the number and knows the contact, and to nobody else
    let number = place.rsplit('/').next().unwrap().to_owned();
    let look_up = |number: &str, contact: &str| {
        let mut browser = Browser::new(served.address);
        let form = browser.open("/objections");
        browser.send(&form, "/objections", &[("number", number), ("contact", contact)])
    };
    let told = look_up(&number, "138 0000 0000");
    assert_eq!((told.status, told.texts(".facts dd").len()), (200, 4), "{:?}", told.texts("main"));
    assert!(told.texts(".facts dd")[3].contains("尚未裁定"));
    assert!(!told.body.contains("王某"));
    for (number, contact) in [(number.as_str(), "13900000000"), ("1782-2924-0000-0000", "13800000000")] {
        let answer = look_up(number, contact);
        assert_eq!((answer.status, answer.texts(".facts").len()), (404, 0));
        assert_eq!(answer.attribute(".wrong a", "href"), ["#number"]);
    }
    // a number that nobody was given confirms nothing
    assert_eq!(get(served.address, &format!("{PAGE}/received/1782-2924-0000-0000")).status, 404);
}

#[test]
fn mistakes_are_all_told_beside_their_fields_and_nothing_is_lost() {
    let served = on_notice();
    let answer = object(&served, "name=&contact=%20&text=%E5%AD%98%E7%96%91%3Cb%3E");
    assert_eq!(answer.status, 422);
    assert_eq!(answer.attribute(".wrong a", "href"), ["#name", "#contact"]);
    assert_eq!(answer.texts(".field-wrong .sentence"), ["请填写姓名或单位名称", "请填写联系方式"]);
    assert_eq!(answer.texts("textarea"), ["存疑<b>"]);
    // what is no number and no address reaches nobody
    let answer = object(&served, "name=%E7%8E%8B&contact=%E5%BE%AE%E4%BF%A1&text=x");
    assert_eq!((answer.status, answer.attribute(".wrong a", "href")), (422, vec!["#contact".to_owned()]));
    assert!(answer.texts(".field-wrong .sentence")[0].contains("电子邮箱"));
    let answer = object(&served, "name=&contact=%20&text=x");
    for id in ["#name", "#contact"] {
        assert_eq!(answer.attribute(id, "aria-invalid"), ["true"]);
    }
}

#[test]
fn an_objection_after_the_last_day_is_refused_with_its_text_kept() {
    let served = on_notice();
    served.noon(2026, 7, 1);
    let answer = object(&served, FIELDS);
    // the page of a notice that has ended has no form; the one that was open before is answered
    assert!(answer.status == 403 || answer.status == 409);
    let token = "a".repeat(64);
    let origin = format!("http://{}", served.address);
    let cookie = format!("duheng_form={token}");
    let headers = [("Origin", origin.as_str()), ("Cookie", cookie.as_str())];
    let answer = send(served.address, "POST", PAGE, &headers, &format!("token={token}&{FIELDS}"));
    assert_eq!(answer.status, 409);
    assert!(answer.texts(".wrong strong")[0].contains("公示"), "{:?}", answer.texts(".wrong strong"));
    assert_eq!(answer.texts("textarea"), ["存疑<b>"]);
    assert!(scene(&served).filing.unwrap().applications["sz-sustainable-enterprise"].objections.is_empty());
}

#[test]
fn forms_from_elsewhere_are_refused() {
    let served = on_notice();
    let (here, token) = (format!("http://{}", served.address), "b".repeat(64));
    let body = format!("token={token}&{FIELDS}");
    let cookie = format!("duheng_form={token}");
    let elsewhere = [("Origin", "http://example.org"), ("Cookie", cookie.as_str())];
    assert_eq!(send(served.address, "POST", PAGE, &elsewhere, &body).status, 403);
    assert_eq!(send(served.address, "POST", PAGE, &[("Cookie", cookie.as_str())], &body).status, 403);
    // from here, but without the token of this browser: what was typed is kept
    let untied = send(served.address, "POST", PAGE, &[("Origin", here.as_str())], &body);
    let kept = untied.attribute("form[action^='/notices'] input[name=text]", "value");
    assert_eq!((untied.status, kept), (409, vec!["存疑<b>".to_owned()]));
    let long = format!("{body}{}", "x".repeat(duheng_web::ROOM));
    let tied = [("Origin", here.as_str()), ("Cookie", cookie.as_str())];
    assert_eq!(send(served.address, "POST", PAGE, &tied, &long).status, 413);
    assert!(scene(&served).filing.unwrap().applications["sz-sustainable-enterprise"].objections.is_empty());
    for _ in 0..40 {
        let answer = send(served.address, "POST", PAGE, &elsewhere, &body);
        if answer.status == 429 {
            assert!(answer.header("retry-after").is_some());
            return;
        }
    }
    panic!("forms are never too many");
}

/// Whoever kept the address of a notice reads when and why it ended, and nothing of what it told.
#[test]
fn a_notice_that_ended_says_so_at_its_address() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    let served = &town.served;
    let ended = || {
        let page = get(served.address, PAGE);
        assert_eq!((page.status, page.texts("h1")), (410, vec!["公示已结束".to_owned()]), "{}", page.body);
        assert!(page.attribute("main a", "href").contains(&"/notices".to_owned()), "{}", page.body);
        // nothing of the enterprise is public now, neither its name nor what was on notice
        let words = page.texts("main").concat();
        assert!(!words.contains("星级") && !words.contains("示例"), "{words}");
        page.texts("#ended").concat()
    };
    town.play_until("object, on: harbour, with: { name: 王某, contact: 13800000000");
    town.day("2026-06-24");
    let sent = object(served, FIELDS);
    let receipt = sent.header("location").unwrap().to_owned();
    town.play_one("text: 亮点工作不实");
    town.play_one("已向评级机构核实");
    town.play_one("亮点的成效材料属于母公司");
    town.day("2026-07-02");
    assert!(ended().starts_with("因异议成立，这份公示于2026年7月2日提前结束"), "{}", ended());
    let english = get_english(served.address, PAGE);
    assert!(english.texts("#ended").concat().starts_with("An objection was upheld"), "{}", english.body);
    // a form that was open before is answered alike, and whoever objected keeps the receipt
    assert_eq!(object(served, FIELDS).status, 410);
    assert_eq!(get(served.address, &receipt).status, 200);
    // taken back during the next notice
    for step in
        ["judged: { bonus.c: 0 }", "07-03 10:00", "07-03 15:00", "07-06 09:00", "对裁定有异议，明年再报"]
    {
        town.play_one(step);
    }
    town.day("2026-07-08");
    assert!(ended().starts_with("企业撤回了申报，这份公示于2026年7月7日提前结束"), "{}", ended());
    // an address that was never one of a notice is none
    assert_eq!(get(served.address, "/notices/sz-sustainable-enterprise/2025/914403000000000276").status, 404);
}

/// Covers S2-29.
#[test]
fn an_objection_to_results_on_notice_together_names_both_wherever_it_is_told() {
    let town = Town::new("nb-harmonious-enterprise", "objection.yaml");
    town.play_until("2019-07-05 09:00");
    let served = &town.served;
    let mut browser = Browser::new(served.address);
    let page = "/notices/nb-csr/2019/91330200000000001H";
    let form = browser.open(page);
    let fields = [("name", "王某"), ("contact", "13800000000"), ("text", "存疑")];
    let told = browser.send(&form, page, &fields);
    let both = "宁波市和谐企业创建、宁波市企业社会责任评价";
    assert!(told.body.contains(both), "{}", told.body);
    let number = told.texts(".reference").remove(0);
    let look_up = browser.open("/objections");
    let state =
        browser.send(&look_up, "/objections", &[("number", number.as_str()), ("contact", "13800000000")]);
    assert!(state.body.contains(both), "{}", state.body);
}
