//! One command on many applications, from the list to what became of each.

use duheng_app::accounts::{GrantKind, NewGrant};
use duheng_pack::calendar::Date;

use crate::assessing::{enrolled, member, root};
use crate::browser::{Browser, send};
use crate::deployment::{Served, after};
use crate::people::{enrol, set_up};

/// The browsers of two people of the office.
fn office(served: &Served) -> [Browser; 2] {
    set_up(served);
    let secret = enrol(served, "root");
    // a code counts once
    served.clock.set(served.now() + 60_000_000);
    served.runtime.block_on(async {
        served.app.enter_office("sz", "示例市企业评价办公室（虚构）", None, Date::FIRST).await.unwrap();
        let root = root(served, &secret).await;
        for login in ["chen", "wen"] {
            let new = NewGrant {
                person: member(served, &root, login).await,
                kind: GrantKind::Office,
                role: "office".to_owned(),
                place: "sz".to_owned(),
                programme: "*".to_owned(),
                may_submit: false,
                since: None,
                until: None,
            };
            served.app.give_role(&root, &new).await.unwrap();
        }
    });
    ["chen", "wen"].map(|login| enrolled(served, login))
}

#[test]
fn an_office_does_one_thing_on_all_that_stand_at_a_stage() {
    let served = after("objection.yaml", "- { at: 2026-06-23 09:00");
    served.noon(2026, 6, 23);
    let [mut chen, mut other] = office(&served);
    let list = "/editions/sz-sustainable-enterprise/2026/applications?role=office&place=sz";
    assert_eq!(
        chen.open(list).attribute("a[href*='/bulk']", "href").len(),
        0,
        "without a stage there is nothing to do"
    );
    let link = chen.open(&format!("{list}&stage=notice")).attribute("a[href*='/bulk']", "href")[0].clone();
    let page = chen.open(&link);
    assert_eq!(page.attribute("input[name=command]", "value"), ["publish_notice", "close_notice"]);
    assert_eq!(page.attribute("input[name=application][checked]", "value"), ["914403000000000276"]);
    // what is missing is said at each place, and nothing is begun
    let place = page.attribute("main form", "action")[0].clone();
    let about = [("role", "office"), ("place", "sz"), ("stage", "notice"), ("sent", "yes")];
    let bare = chen.send(&page, &place, &[about.as_slice(), &[("application", "")]].concat());
    let told = bare.attribute(".wrong a", "href");
    assert_eq!((bare.status, told), (422, vec!["#command".into(), "#application".into(), "#sure".into()]));
    assert_eq!(chen.open("/jobs").texts(".empty").len(), 1);
    let whole = |command: &'static str| {
        [about.as_slice(), &[("command", command), ("application", "914403000000000276"), ("sure", "yes")]]
            .concat()
    };
    let begun = chen.send(&bare, &place, &whole("publish_notice"));
    assert_eq!((begun.status, begun.texts("#job h2")), (200, vec!["正在办理".into()]), "{}", begun.body);
    assert_eq!(begun.texts("#job form button"), ["停止其余"]);
    served.runtime.block_on(served.app.work_jobs("tests")).unwrap();
    let job = chen.open("/jobs").attribute("th a", "href")[0].clone();
    let done = chen.open(&job);
    assert!(done.texts("#job p")[0].contains("已办 1 件"), "{:?}", done.texts("#job p"));
    // what came out stands beside it, with the way to it
    assert_eq!(done.texts("#job h2"), ["已办完", "已办的申报"], "{}", done.body);
    assert!(done.texts("#job .tasks li")[0].contains("公示 2026年6月23日至 "), "{}", done.body);
    let notice = "/notices/sz-sustainable-enterprise/2026/914403000000000276";
    assert_eq!(done.attribute("#job .tasks .do a", "href"), [notice]);
    // what is on notice is not chosen once more, and says why
    let later = chen.open(&link);
    assert_eq!(later.attribute("input[name=application]", "value"), ["914403000000000276"]);
    assert!(later.attribute("input[name=application][checked]", "value").is_empty(), "{}", later.body);
    assert!(later.texts(".why-not")[0].starts_with("公示到 "), "{:?}", later.texts(".why-not"));
    // why a check is done one by one stands where one would look for the button
    let checks = chen.open(&format!("{list}&stage=gate"));
    assert!(checks.attribute("a[href*='/bulk']", "href").is_empty());
    assert!(checks.texts("#one-by-one")[0].contains("逐件"), "{}", checks.body);
    assert!(chen.open(&format!("{list}&stage=notice")).texts("#one-by-one").is_empty());
    // a grade that is decided stands on the score sheet as it was decided
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276/score-sheet";
    let sheet = chen.open(case);
    assert!(sheet.body.contains("Some(\"四星级\")"), "{}", sheet.body);
    // what cannot be done stays as it is, with the rule that says so
    served.clock.set(served.now() + 60_000_000);
    let again = chen.send(&page, &place, &whole("publish_notice"));
    assert_eq!(again.status, 200, "{}", again.body);
    served.runtime.block_on(served.app.work_jobs("tests")).unwrap();
    let job = chen.open("/jobs").attribute("th a", "href")[0].clone();
    let refused = chen.open(&job);
    assert_eq!(refused.texts("#job h2"), ["已办完", "未能办理的申报"]);
    assert!(refused.texts("#job .tasks")[0].contains("公示到"), "{:?}", refused.texts("#job .tasks"));
    assert_eq!(other.open(&job).status, 404, "jobs are seen by whoever began them");
}

#[test]
fn who_has_just_named_sees_the_number_and_is_not_asked_to_enter_it() {
    let served = after("revoked.yaml", "- { at: 2026-07-01 10:00");
    served.noon(2026, 7, 1);
    let [mut chen, _] = office(&served);
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
    let form = chen.open(&format!("{case}/do/issue?role=office&place=sz"));
    let named = chen.send(
        &form,
        &format!("{case}/do/issue"),
        &[("role", "office"), ("place", "sz"), ("confirmed", "yes")],
    );
    assert_eq!(named.status, 200, "{}", named.body);
    assert_eq!(
        named.texts(".done"),
        ["已为“深圳示例普通制造有限公司”认定发证，等级为“四星级”。证书： SZKC-2026-0001"],
        "{}",
        named.body
    );
    assert_eq!(named.attribute(".done a", "href"), ["/verify/SZKC-2026-0001"]);
    let offered = named.texts(".todo li");
    assert!(offered.iter().any(|told| told == "更正登记的起始日或依据：四星级"), "{offered:?}");
    assert!(
        !offered.iter().any(|told| told.starts_with("提出登记") && told.ends_with("四星级")),
        "{offered:?}"
    );
    // later the page says nothing of what was done before
    assert!(chen.open(&format!("{case}?role=office&place=sz")).texts(".done").is_empty());
}

#[test]
fn many_are_issued_with_their_numbers_and_the_programs_are_told_too() {
    let served = after("revoked.yaml", "- { at: 2026-07-01 10:00");
    served.noon(2026, 7, 1);
    let [mut chen, _] = office(&served);
    let place = "/editions/sz-sustainable-enterprise/2026/bulk";
    let page = chen.open(&format!("{place}?role=office&place=sz&stage=name"));
    let sent = [
        ("role", "office"),
        ("place", "sz"),
        ("stage", "name"),
        ("sent", "yes"),
        ("command", "issue"),
        ("application", "914403000000000276"),
        ("sure", "yes"),
    ];
    // whoever turns to the other language on a form that was refused is not lost
    for (bare, home) in [(place, "/editions/sz-sustainable-enterprise/2026"), ("/editions/new", "/editions")]
    {
        let back = chen.ask("GET", bare, "");
        assert_eq!((back.status, back.header("location")), (303, Some(home)), "{bare}");
    }
    assert_eq!(chen.send(&page, place, &sent).status, 200);
    served.runtime.block_on(served.app.work_jobs("tests")).unwrap();
    let job = chen.open("/jobs").attribute("th a", "href")[0].clone();
    let done = chen.open(&job);
    assert!(done.texts("#job .tasks li")[0].contains("四星级，证书编号 SZKC-2026-0001"), "{}", done.body);
    assert_eq!(done.attribute("#job .tasks .do a", "href"), ["/verify/SZKC-2026-0001"]);
    let english = chen.open(&format!("{job}?lang=en"));
    assert!(english.texts("#job .tasks li")[0].contains("Four stars, certificate SZKC-2026-0001"));
    let tokens = chen.open("/account/tokens");
    let typed = [("name", "program"), ("scope", "read"), ("until", "2026-12-31")];
    let made = chen.send(&tokens, "/account/tokens", &typed);
    let bearer = format!("Bearer {}", made.texts("code.number")[0]);
    let told = send(served.address, "GET", &format!("/api/v1{job}"), &[("Authorization", &bearer)], "");
    let told: serde_json::Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(told["results"][0]["enterprise"]["uscc"], "914403000000000276");
    assert_eq!(told["results"][0]["number"], "SZKC-2026-0001");
    assert_eq!(told["results"][0]["what"]["zh"], "四星级，证书编号 SZKC-2026-0001");
}
