//! A firm that is evaluated again finds the answers of its last filing filled in, confirms or changes each, and brings again
//! what has ended.

use std::collections::BTreeMap;

use duheng_app::{Question, Target, Vouched};
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::Actor;
use duheng_programme::command::{Command, FilingCommand, Submission};

use crate::browser::{Browser, send};
use crate::claims::PDF;
use crate::town::Town;

const AGAIN: &str = "/claims/sz-sustainable-enterprise/2029/914403000000000276";

fn item(code: &str) -> String {
    format!("{AGAIN}/items/{code}")
}

/// A firm that was named in 2026 and applies again in 2029; its filing of then had files beside two facts.
fn again() -> (Town, Browser) {
    let town = Town::new("sz-sustainable-enterprise", "re-evaluation-fails.yaml");
    town.play(0..3);
    town.day("2026-05-20");
    let target = Target {
        programme: "sz-sustainable-enterprise".to_owned(),
        edition: "2026".to_owned(),
        organisation: Some("harbour".to_owned()),
    };
    let firm = Vouched::rehearsal(Actor::Person {
        person: "harbour".to_owned(),
        role: "enterprise".to_owned(),
        place: "harbour".to_owned(),
    });
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../packs/sz-sustainable-enterprise/cases/average.yaml");
    let case = std::fs::read_to_string(path).unwrap();
    let case = read(FileId::default(), &case, &Limits::default()).0.unwrap();
    let (app, runtime) = (&town.served.app, &town.served.runtime);
    let mut evidence = BTreeMap::new();
    for (fact, name) in [("organs", "组织结构图.pdf"), ("certificates", "认证证书.pdf")] {
        let question = Question::Fact { fact: fact.to_owned(), period: None };
        let brought = app.attach_for(&firm, &target, &question, name, PDF.to_vec());
        evidence.insert(fact.to_owned(), vec![runtime.block_on(brought).unwrap().file]);
    }
    let submission = Submission {
        facts: case.get("facts").unwrap().clone(),
        not_evaluated: BTreeMap::new(),
        documents: BTreeMap::from([("application_form".to_owned(), "申请书.pdf".to_owned())]),
        consents: BTreeMap::new(),
        evidence,
        reply: String::new(),
    };
    let submit = Command::Filing(FilingCommand::Submit(submission));
    runtime.block_on(app.act(&firm, &target, submit)).unwrap();
    // the course of 2026, and the application of 2029
    town.play(4..22);
    town.day("2029-03-02");
    let firm = town.browser("of.harbour");
    (town, firm)
}

/// Covers S4-10.
#[test]
fn answers_of_the_last_filing_are_filled_in_and_each_is_confirmed_or_changed() {
    let (town, mut firm) = again();
    let tasks = firm.open(AGAIN);
    assert!(tasks.texts("#earlier")[0].contains("上次申报的答案已填入"), "{}", tasks.body);
    assert!(tasks.texts(".earlier-waits").len() > 20);
    let score = |firm: &mut Browser| firm.open(&item("6.1.1.a")).texts("#score-box .figure")[0].clone();
    assert_eq!(score(&mut firm), "0", "nothing counts before it is confirmed");

    // marked with where it comes from; its file comes along
    let page = firm.open(&item("6.1.1.a"));
    let told = page.texts("#organs .earlier").concat();
    assert!(told.contains("取自 2026 届申报（2026年5月20日提交）"), "{told}");
    assert!(told.contains("组织结构图.pdf"), "{told}");
    assert!(page.attribute("#organs input.form-control", "name").is_empty(), "it is not typed again");
    let confirmed = firm.send(&page, &item("6.1.1.a"), &[("do", "confirm:organs")]);
    assert_eq!(confirmed.texts(".done"), ["已确认，沿用上次申报的答案。"], "{}", confirmed.body);
    assert!(confirmed.texts("#organs .earlier").is_empty());
    assert!(!confirmed.attribute("#organs .record input.form-control", "value").is_empty());
    assert_eq!(confirmed.texts("#files-organs .files a"), ["组织结构图.pdf"]);
    assert_eq!(score(&mut firm), "1");

    // certificates that ended in between: told with their day, and the file is asked for again
    let page = firm.open(&item("6.1.2.a"));
    let ended = page.texts("#certificates .earlier-ended").concat();
    assert!(ended.contains("第 1 行的有效期已于2027年2月28日届满"), "{ended}");
    assert!(!page.texts("#certificates .earlier").concat().contains("认证证书.pdf"));
    let page = firm.send(&page, &item("6.1.2.a"), &[("do", "change:certificates")]);
    assert_eq!(page.attribute("#r-certificates-0-number", "value"), ["Q-001"], "{}", page.body);
    let renewed =
        [("r-certificates-0-from", "2027-03-01"), ("r-certificates-0-until", "2030-02-28"), ("do", "save")];
    let page = firm.send(&page, &item("6.1.2.a"), &renewed);
    assert_eq!(page.texts(".done"), ["已保存。"], "{}", page.body);
    let page = firm.open(&item("6.1.2.a"));
    assert!(page.texts("#certificates .earlier").is_empty());
    assert_eq!(page.attribute("#r-certificates-0-until", "value"), ["2030-02-28"]);
    assert!(page.texts("#files-certificates .files a").is_empty(), "evidence is asked again");

    // a program sees and confirms the same
    let tokens = firm.open("/account/tokens");
    let typed = [("name", "program"), ("scope", "write"), ("until", "2029-04-30")];
    let made = firm.send(&tokens, "/account/tokens", &typed);
    let bearer = format!("Bearer {}", made.texts("code.number")[0]);
    let to = town.served.address;
    let ask = |method: &str, path: &str| {
        let headers = [("Authorization", bearer.as_str()), ("Accept-Language", "zh-CN")];
        send(to, method, &format!("/api/v1{AGAIN}/earlier{path}"), &headers, "")
    };
    let rows = |body: &str| -> Vec<serde_json::Value> {
        let data: serde_json::Value = serde_json::from_str(body).unwrap();
        data["rows"].as_array().unwrap().clone()
    };
    let before = rows(&ask("GET", "").body);
    let row = before.iter().find(|row| row["fact"]["name"] == "awards").unwrap();
    assert_eq!((&row["edition"], &row["submitted_on"]), (&"2026".into(), &"2026-05-20".into()));
    assert_eq!(ask("POST", "/awards").status, 204);
    assert_eq!(ask("POST", "/awards").status, 409, "it is confirmed");
    assert_eq!(rows(&ask("GET", "").body).len(), before.len() - 1);
    assert!(firm.open(&item("6.1.3.a")).body.contains("市长质量奖"));

    // figures of other years are not those of this year
    let page = firm.open(&item("6.1.6.c"));
    assert_eq!(page.attribute("#f-liabilities-2028", "value"), [""]);
    // what was not confirmed is not in the form that would be handed in
    let form = firm.open(&format!("{AGAIN}/form"));
    let said = form.texts(".form-item").join("\n");
    assert!(said.contains("2030年2月28日") && !said.contains("诚信课"), "{said}");
}

/// A first application has nothing to take over, and what was confirmed once is not confirmed again.
#[test]
fn only_what_waits_can_be_confirmed() {
    let (_town, mut firm) = again();
    let page = firm.open(&item("6.1.1.a"));
    firm.send(&page, &item("6.1.1.a"), &[("do", "confirm:organs")]);
    let page = firm.open(&item("6.1.1.a"));
    let twice = firm.send(&page, &item("6.1.1.a"), &[("do", "confirm:organs")]);
    assert_eq!(twice.status, 409);
    assert!(twice.texts(".wrong strong")[0].contains("上次申报的答案"), "{:?}", twice.texts(".wrong"));
    let english = firm.open(&format!("{AGAIN}?lang=en"));
    assert!(english.texts("#earlier")[0].contains("answers of the last filing"));
    let (_served, mut chen) = crate::claims::applied();
    assert!(chen.open(&crate::claims::place()).texts("#earlier").is_empty());
}
