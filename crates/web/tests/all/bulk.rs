//! One command on many applications, from the list to what became of each.

use crate::assessing::{enrolled, staged};

#[test]
fn an_office_does_one_thing_on_all_that_stand_at_a_stage() {
    let served = staged("at: 2026-06-23 09:00");
    served.noon(2026, 6, 23);
    let mut lin = enrolled(&served, "lin");
    let list = "/editions/sz-sustainable-enterprise/2026/applications?role=office&place=sz";
    assert_eq!(
        lin.open(list).attribute("a[href*='/bulk']", "href").len(),
        0,
        "without a stage there is nothing to do"
    );
    let link = lin.open(&format!("{list}&stage=notice")).attribute("a[href*='/bulk']", "href")[0].clone();
    let page = lin.open(&link);
    assert_eq!(page.attribute("input[name=command]", "value"), ["publish_notice", "close_notice"]);
    assert_eq!(page.attribute("input[name=application][checked]", "value"), ["914403000000000276"]);
    // what is missing is said at each place, and nothing is begun
    let place = page.attribute("main form", "action")[0].clone();
    let about = [("role", "office"), ("place", "sz"), ("stage", "notice"), ("sent", "yes")];
    let bare = lin.send(&page, &place, &about);
    let told = bare.attribute(".wrong a", "href");
    assert_eq!((bare.status, told), (422, vec!["#command".into(), "#application".into(), "#sure".into()]));
    assert_eq!(lin.open("/jobs").texts(".empty").len(), 1);
    let whole = |command: &'static str| {
        [about.as_slice(), &[("command", command), ("application", "914403000000000276"), ("sure", "yes")]]
            .concat()
    };
    let begun = lin.send(&bare, &place, &whole("publish_notice"));
    assert_eq!((begun.status, begun.texts("#job h2")), (200, vec!["正在办理".into()]), "{}", begun.body);
    assert_eq!(begun.texts("#job form button"), ["停止其余"]);
    served.runtime.block_on(served.app.work_jobs("tests")).unwrap();
    let job = lin.open("/jobs").attribute("th a", "href")[0].clone();
    let done = lin.open(&job);
    assert_eq!(done.texts("#job h2"), ["已办完"], "{}", done.body);
    assert!(done.texts("#job p")[0].contains("已办 1 件"), "{:?}", done.texts("#job p"));
    // what cannot be done stays as it is, with the rule that says so
    let again = lin.send(&done, &place, &whole("publish_notice"));
    assert_eq!(again.status, 200, "{}", again.body);
    served.runtime.block_on(served.app.work_jobs("tests")).unwrap();
    let job = lin.open("/jobs").attribute("th a", "href")[0].clone();
    let refused = lin.open(&job);
    assert_eq!(refused.texts("#job h2"), ["已办完", "未能办理的申报"]);
    assert!(refused.texts("#job .tasks")[0].contains("公示到"), "{:?}", refused.texts("#job .tasks"));
    assert_eq!(enrolled(&served, "zhou").open(&job).status, 404, "jobs are seen by whoever began them");
}
