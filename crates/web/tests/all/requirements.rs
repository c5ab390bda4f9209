//! What the sources ask of what everybody sees, with their own numbers.

use duheng_web::routes;

use crate::browser::{Browser, get};
use crate::claims::{applied, place};
use crate::town::Town;

/// Two organisations are released: two certificates, each verified in public, and no others.
///
/// Covers S1-41, S1-42.
#[test]
fn as_many_certificates_as_released_organisations() {
    let town = Town::new("sh-csr-report", "released.yaml");
    town.play_all();
    town.day("2025-02-11");
    let to = town.served.address;
    let register = get(to, "/registers/sh-csr-report");
    assert_eq!(register.status, 200);
    assert_eq!(register.texts("#results tbody tr").len(), 2);
    let mut links = register.attribute("#results a[href^='/verify/']", "href");
    links.sort();
    links.dedup();
    assert_eq!(links.len(), 2, "{links:?}");
    for link in &links {
        assert_eq!(get(to, link).texts(".answer h2"), ["证书有效"], "{link}");
    }
    for uscc in ["91310000000000046J", "91310000000000084G"] {
        let company = get(to, &format!("/companies/{uscc}"));
        assert_eq!((company.status, company.attribute("a.number", "href").len()), (200, 1), "{uscc}");
    }
    // the next number, which was not given out, and a number of another edition
    for forged in ["0003", "0001x"] {
        let forged = links[0].replace("0001", forged).replace("0002", forged);
        let answer = get(to, &forged);
        assert_eq!((answer.status, answer.texts(".answer h2").len()), (404, 1), "{forged}");
    }
}

/// Covers S4-49.
#[test]
fn every_item_has_guidance_for_applicants() {
    let (_served, mut chen) = applied();
    let tasks = chen.open(&place());
    let mut links: Vec<String> = tasks
        .attribute("main a", "href")
        .into_iter()
        .filter(|link| link.contains("/items/"))
        .map(|link| link.split(['?', '#']).next().unwrap_or_default().to_owned())
        .collect();
    links.sort();
    links.dedup();
    assert!(links.len() >= 54, "{} items are led to", links.len());
    for link in links {
        let page = chen.open(&link);
        assert_eq!(page.status, 200, "{link}");
        let guidance = page.texts(".standard-text > p:not(.note)");
        assert!(guidance.iter().any(|text| text.chars().count() > 5), "{link} has no guidance");
    }
}

/// No route, no label and no form speaks of paying.
///
/// Covers S1-09, X-18.
#[test]
fn nothing_asks_for_a_payment() {
    let words = ["pay", "fee", "invoice", "checkout", "order"];
    for route in routes() {
        let parts = route.path.split('/').filter(|part| words.contains(part)).count();
        assert_eq!(parts, 0, "{}", route.path);
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/zh");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for word in ["支付", "缴费", "付款", "微信付", "银联"] {
            assert!(!text.contains(word), "a text of the pages says {word}");
        }
        seen += 1;
    }
    assert!(seen > 3);
}

/// From the page of the notice to the ruling: anybody objects, the office upholds it, the result is decided again.
///
///
#[test]
fn an_objection_goes_from_the_public_page_to_its_ruling() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    // up to the notice
    town.play(0..16);
    town.day("2026-06-24");
    let notice = "/notices/sz-sustainable-enterprise/2026/914403000000000276";
    let mut citizen = Browser::new(town.served.address);
    let page = citizen.open(notice);
    let typed = [("name", "王某"), ("contact", "13800000000"), ("text", "申报的奖项不是该企业的")];
    let sent = citizen.send(&page, notice, &typed);
    assert_eq!(sent.texts(".reference").len(), 1, "{}", sent.body);

    town.day("2026-06-25");
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
    let mut lin = town.browser("lin");
    let links = lin.open(case).attribute("main a", "href");
    let link = links.iter().find(|link| link.contains("/do/rule?")).unwrap();
    let form = lin.open(link);
    assert_eq!(form.texts(".choice .code"), ["申报的奖项不是该企业的"]);
    let action = format!("{case}/do/rule");
    let ruled = [("objection", "1"), ("ruling", "again"), ("reason", "奖项属于母公司")];
    let mut answer = lin.send(&form, &action, &ruled);
    if !answer.attribute("button[name=confirmed]", "value").is_empty() {
        answer = lin.send(&answer, &action, &[("confirmed", "yes")]);
    }
    assert_eq!((answer.status, answer.texts(".done").len()), (200, 1), "{:?}", answer.texts(".wrong, h1"));
    // it is off the notice and waits to be settled again
    assert!(!lin.open(case).attribute("main a", "href").iter().any(|link| link.contains("/do/rule?")));
    assert_eq!(
        get(town.served.address, "/notices/sz-sustainable-enterprise/2026").texts("tbody tr").len(),
        0
    );
}
