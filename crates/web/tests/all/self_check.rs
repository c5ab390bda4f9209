//! An enterprise checks itself by the standard of an open edition without applying: it sees score and advice, nobody else
//! sees anything, no grade comes of it, and an application begins with what was filled in.

use serde_json::Value;

use crate::browser::{Browser, get, send_kind};
use crate::claims::item as claim_item;
use crate::deployment::empty;
use crate::enterprises::{HARBOUR, OTHER, PROGRAMME, enterprise, open_edition};
use crate::people::sign_in;

fn check(rest: &str) -> String {
    format!("/self-checks/{PROGRAMME}/2026/{HARBOUR}{rest}")
}

/// Covers S4-01.
#[test]
fn a_self_check_gives_a_score_and_no_grade_and_an_application_begins_with_it() {
    let served = empty();
    open_edition(&served);
    enterprise(&served, "chen", HARBOUR);
    enterprise(&served, "wuwei", OTHER);
    let mut chen = Browser::new(served.address);
    sign_in(&mut chen, "chen");
    let apply = chen.open("/apply");
    assert!(apply.attribute("a.check", "href").contains(&check("")), "{}", apply.body);
    let page = chen.open(&check(""));
    let told = page.texts("#self-check").concat();
    assert!(told.contains("没有提出申报：不评定等级，不公开") && told.contains("总分会是 0"), "{told}");
    let ways = page.attribute(".ways a", "href");
    assert_eq!(ways, [check("/score")], "there is nothing to submit");
    let page = chen.open(&check("/items/6.1.1.a"));
    assert!(page.attribute("input[type=file]", "name").is_empty(), "no evidence is asked for");
    let row = [
        ("r-organs-0-function", "sustainability_office"),
        ("r-organs-0-name", "可持续发展部"),
        ("r-organs-0-set_up_on", "2021-03-01"),
        ("do", "save"),
    ];
    let saved = chen.send(&page, &check("/items/6.1.1.a"), &row);
    assert_eq!(saved.texts(".done"), ["已保存。"], "{}", saved.body);
    let score = chen.open(&check("/score"));
    assert!(score.texts("#self-check").concat().contains("总分会是 1"), "{:?}", score.texts("#self-check"));
    assert!(score.texts("#to-win tbody tr").len() > 30);

    // a program does the same
    let tokens = chen.open("/account/tokens");
    let typed = [("name", "program"), ("scope", "write"), ("until", "2026-04-30")];
    let made = chen.send(&tokens, "/account/tokens", &typed);
    let bearer = format!("Bearer {}", made.texts("code.number")[0]);
    let ask = |method: &str, path: &str, body: &str| {
        let headers = [("Authorization", bearer.as_str()), ("If-Match", "\"0\"")];
        let path = format!("/api/v1{}", check(path));
        send_kind(served.address, method, &path, &headers, "application/json", body.as_bytes())
    };
    let value = r#"{"value":[{"function":"sustainability_office","post":"经理","employment":"full_time","from":"2021-03-01"}]}"#;
    let put = ask("PUT", "/answers/appointments", value);
    assert_eq!(put.status, 200, "{}", put.body);
    let told: Value = serde_json::from_str(&ask("GET", "/score", "").body).unwrap();
    assert_eq!(told["total"]["points"], "2");
    let told: Value = serde_json::from_str(&ask("GET", "", "").body).unwrap();
    assert_eq!((&told["submitted"], &told["stands"]), (&false.into(), &Value::Null));

    // nobody else learns of it, and nothing of it is public
    let mut wu = Browser::new(served.address);
    sign_in(&mut wu, "wuwei");
    for rest in ["", "/score", "/items/6.1.1.a"] {
        assert_eq!(wu.open(&check(rest)).status, 404, "{rest}");
    }
    assert_eq!(get(served.address, &format!("/companies/{HARBOUR}")).status, 404);
    assert!(
        get(served.address, "/registers/sz-sustainable-enterprise").texts("#results tbody tr").is_empty()
    );
    assert_eq!(chen.open(&format!("/claims/{PROGRAMME}/2026/{HARBOUR}")).status, 404, "there is no claim");
    assert_eq!(
        chen.open(&format!("/cases/{PROGRAMME}/2026/{HARBOUR}")).texts(".case-main .timeline li").len(),
        0
    );

    // an application begins with it, and then it is no self-check any more
    let page = chen.open("/apply");
    let tasks = chen.send(&page, "/apply", &[]);
    assert_eq!(tasks.texts(".done"), ["申报已提出，可以开始填报。"], "{}", tasks.body);
    assert!(tasks.texts("#self-check").is_empty());
    let page = chen.open(&claim_item("6.1.1.a"));
    assert_eq!(page.attribute("#r-organs-0-name", "value"), ["可持续发展部"]);
    assert_eq!(page.texts("#score-box .figure")[0], "2");
    assert_eq!(chen.open(&check("")).status, 404);
}
