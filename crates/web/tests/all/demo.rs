//! What visitors of a demo may do beside the platform, and that no other deployment has it.

use duheng_app::outside::Clock as _;
use duheng_pack::text::Text;
use duheng_web::DemoAccount;

use crate::browser::{Browser, get, send};
use crate::deployment::{demo, empty};
use crate::people::{PASSWORD, member, set_up, sign_in};
use crate::town::{Town, login_of};

fn account(login: &str, is_folded: bool) -> DemoAccount {
    DemoAccount {
        login: login.to_owned(),
        password: PASSWORD.to_owned(),
        name: format!("示例 {login}"),
        role: Text::new("专家", "expert"),
        place: "示例单位".to_owned(),
        todo: Text::new("评审 1 件", "review 1"),
        is_folded,
    }
}

#[test]
fn a_week_on_ends_a_notice_and_the_next_step_can_be_done() {
    let town = Town::on(demo(Vec::new()), "sz-sustainable-enterprise", "objection.yaml");
    town.play(0..16);
    town.day("2026-06-24");
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
    let mut lin = town.browser("lin");
    let page = lin.open(case);
    assert_eq!(page.texts(".demo-strip span"), ["演示：今天是 2026年6月24日"]);
    let closes = |page: &crate::browser::Answer| {
        page.attribute("main a", "href").iter().any(|link| link.contains("/do/close_notice?"))
    };
    assert!(!closes(&page), "the notice runs for seven days");
    // still signed in, on the same page
    let later = lin.send(&page, "/demo/time", &[("days", "7")]);
    assert_eq!(later.texts(".demo-strip span"), ["演示：今天是 2026年7月1日"]);
    assert_eq!(later.texts("h1"), page.texts("h1"));
    assert!(closes(&later), "{:?}", later.attribute("main a", "href"));
    let day = lin.send(&later, "/demo/time", &[("days", "1")]);
    assert_eq!(day.texts(".demo-strip span"), ["演示：今天是 2026年7月2日"]);
    let link = day.attribute("main a", "href").into_iter().find(|link| link.contains("/do/close_notice?"));
    let form = lin.open(&link.unwrap());
    let action = format!("{case}/do/close_notice");
    let mut closed = lin.send(&form, &action, &[]);
    if !closed.attribute("button[name=confirmed]", "value").is_empty() {
        closed = lin.send(&closed, &action, &[("confirmed", "yes")]);
    }
    assert_eq!((closed.status, closed.texts(".done").len()), (200, 1), "{:?}", closed.texts(".wrong, h1"));
    // whoever is signed out moves it too, never back, and no other site does
    let mut anybody = Browser::new(town.served.address);
    let home = anybody.open("/notices");
    let before = town.served.clock.now();
    assert_eq!(anybody.send(&home, "/demo/time", &[("days", "-7")]).status, 400);
    let strange =
        send(town.served.address, "POST", "/demo/time", &[("Origin", "http://else.example")], "days=7");
    assert_eq!((strange.status, town.served.clock.now()), (403, before));
    let moved = anybody.send(&home, "/demo/time", &[("days", "1")]);
    assert_eq!(moved.texts(".demo-strip span"), ["演示：今天是 2026年7月3日"]);
}

#[test]
fn whom_an_application_waits_for_stands_first_and_goes_on_with_it() {
    let accounts = ["lin", "zhou", "qian", "sun", "li"].map(|name| account(&login_of(name), name != "lin"));
    let town = Town::on(demo(accounts.to_vec()), "sz-sustainable-enterprise", "objection.yaml");
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
    let first = |browser: &mut Browser, path: &str| {
        let page = browser.open(path);
        let link = page.attribute(".demo-strip a", "href").remove(0);
        let people = browser.open(&link);
        (people.texts("main section .demo-people button"), people)
    };
    town.play(0..7);
    town.day("2026-06-05");
    let mut lin = town.browser("lin");
    let (awaited, people) = first(&mut lin, case);
    assert_eq!(awaited, ["示例 qian", "示例 li"], "those who were drawn, and nobody else");
    assert_eq!(people.texts("main section .demo-people strong"), ["声明有无利益冲突", "声明有无利益冲突"]);
    // whoever is chosen stands where it is done, and one press on the page of the application does the same
    let form =
        |role: &str, place: &str, command: &str| format!("{case}/do/{command}?role={role}&place={place}");
    let declare = form("expert", "harbour", "declare");
    assert_eq!(people.attribute("main section input[name=next]", "value"), [declare.as_str(), &declare]);
    let mut wang = town.browser("wang");
    let page = wang.open(case);
    let li = wang.send(&page, "/demo/go-on", &[("at", case)]);
    // with a second factor of their own they sign in as everywhere
    assert_eq!(li.attribute("main input[name=login]", "value"), ["walk.qian"]);
    assert_eq!(li.attribute("main input[name=next]", "value")[0], declare);
    town.play(7..13);
    town.day("2026-06-22");
    let mut qian = town.browser("qian");
    let (awaited, _) = first(&mut qian, case);
    assert_eq!(awaited, ["示例 lin", "示例 zhou", "示例 wang"], "whoever holds the role");
    town.play(13..14);
    let (awaited, people) = first(&mut qian, case);
    assert_eq!(awaited, ["示例 zhou", "示例 wang"], "whoever proposed does not approve");
    assert_eq!(people.texts("main section .demo-people strong"), ["批准", "批准"]);
    // while a day has to come, nobody
    town.play(14..16);
    town.day("2026-06-24");
    let (awaited, people) = first(&mut lin, case);
    let wait = people.attribute("main section form[action='/demo/time'] button", "value");
    assert_eq!((awaited.len(), wait), (0, vec!["2026-07-01".to_owned()]), "{}", people.body);
    // the page of the application offers the same
    assert_eq!(
        lin.open(case).attribute("form[action='/demo/time'] button[name=to]", "value"),
        ["2026-07-01"]
    );
    let there = lin.send(&people, "/demo/time", &[("next", case), ("to", "2026-07-01")]);
    assert_eq!(there.texts(".demo-strip span"), ["演示：今天是 2026年7月1日"]);
    // whoever presses twice stays; nobody goes back or to no day
    let twice = lin.send(&there, "/demo/time", &[("next", case), ("to", "2026-07-01")]);
    assert_eq!(twice.texts(".demo-strip span"), ["演示：今天是 2026年7月1日"]);
    for odd in ["2026-13-01", "2100-01-01", ""] {
        assert_eq!(lin.send(&there, "/demo/time", &[("to", odd)]).status, 400, "{odd}");
    }
    assert_eq!(first(&mut lin, case).0, ["示例 lin", "示例 zhou", "示例 wang"]);
    // no page of an application: nobody in particular
    assert_eq!(first(&mut qian, "/desk").0, Vec::<String>::new());
}

#[test]
fn a_click_signs_in_and_changes_the_role_in_the_language_that_was_chosen() {
    let served = demo(vec![account("root", false), account("heron", true)]);
    set_up(&served);
    let mut root = Browser::new(served.address);
    sign_in(&mut root, "root");
    member(&served, &mut root, "heron");
    let mut browser = Browser::new(served.address);
    let page = browser.open("/sign-in?lang=en");
    assert_eq!(page.texts(".demo-people button"), ["示例 root", "示例 heron"]);
    assert_eq!(page.texts("details .demo-people span"), ["expert · 示例单位 · review 1 · heron"]);
    let desk = browser.send(&page, "/demo/sign-in", &[("login", "heron")]);
    assert!(desk.texts(".masthead-end a").iter().any(|text| text.contains("示例 heron")), "{}", desk.body);
    assert_eq!(desk.attribute("html", "lang"), ["en"]);
    let people = browser.open("/demo");
    assert_eq!(people.texts("h1"), ["People of the demo"]);
    let desk = browser.send(&people, "/demo/sign-in", &[("login", "root")]);
    assert!(desk.texts(".masthead-end a").iter().any(|text| text.contains("示例 管理员")), "{}", desk.body);
    assert_eq!(desk.attribute("html", "lang"), ["en"]);
    let people = browser.open("/demo");
    // who registered in the demo types their own password
    let own = browser.send(&people, "/demo/sign-in", &[("login", "finch"), ("next", "/tasks")]);
    assert_eq!(own.attribute("input[name=login]", "value"), ["finch"]);
    assert_eq!(own.attribute("main input[name=next]", "value")[0], "/tasks");
    let people = browser.open("/demo");
    browser.send(&people, "/demo/sign-in", &[("login", "root")]);
    // a browser that never chose keeps its own language as well
    let token = browser.cookie("duheng_session").to_owned();
    let cookie = format!("duheng_session={token}");
    let english = [("Accept-Language", "en"), ("Cookie", cookie.as_str())];
    assert_eq!(send(served.address, "GET", "/desk", &english, "").attribute("html", "lang"), ["en"]);
}

#[test]
fn no_other_deployment_has_any_of_it() {
    let served = empty();
    set_up(&served);
    let origin = format!("http://{}", served.address);
    let post = |path, body| send(served.address, "POST", path, &[("Origin", &origin)], body).status;
    let before = served.now();
    assert_eq!(get(served.address, "/demo").status, 404);
    assert_eq!(post("/demo/time", "days=7"), 404);
    assert_eq!(post("/demo/sign-in", "login=root"), 404);
    assert_eq!(served.now(), before);
    let mut browser = Browser::new(served.address);
    let page = browser.open("/sign-in?lang=en");
    assert_eq!(page.texts(".demo-strip, .demo-people").len(), 0);
    // here too what was chosen goes before what the account says, which is Chinese
    let desk = browser.send(&page, "/sign-in", &[("login", "root"), ("password", PASSWORD)]);
    assert_eq!((desk.status, desk.attribute("html", "lang")), (200, vec!["en".to_owned()]));
}
