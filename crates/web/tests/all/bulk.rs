//! One command on many applications, from the list to what became of each.

use duheng_app::accounts::{GrantKind, NewGrant};
use duheng_pack::calendar::Date;

use crate::assessing::{enrolled, member, root};
use crate::browser::Browser;
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
    assert_eq!(done.texts("#job h2"), ["已办完"], "{}", done.body);
    assert!(done.texts("#job p")[0].contains("已办 1 件"), "{:?}", done.texts("#job p"));
    // what came out stands beside it, with the way to it
    assert_eq!(done.texts("#job section h2"), ["已办完", "已办的申报"], "{}", done.body);
    assert!(done.texts("#job .tasks li")[0].contains("公示 2026-06-23 至 "), "{}", done.body);
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
