//! What is printed of a claim: the application form with all answers, the checklist of its evidence; for the enterprise
//! before and after it submits, and for whoever sees the claim.

use serde_json::Value;

use crate::browser::send;
use crate::claims::{PDF, applied, item, place};
use crate::town::Town;

const SEEN: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
const API: &str = "/api/v1/applications/sz-sustainable-enterprise/2026/914403000000000276";

/// The hash of the file that the tests bring.
const HASH: &str = "f4e0a3880609c11849d77f20e71b543443d43c877a6d5d4c89971cfd0ab2c947";

/// The form prints with all answers: what was typed stands on page and paper under its item, with evidence and hashes, as
/// a draft until it is submitted and without that mark afterwards.
///
/// Covers S4-38.
#[test]
fn the_application_form_prints_with_all_answers_before_and_after_submission() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    let years = [("2025", "900"), ("2024", "810"), ("2023", "720")];
    let fields: Vec<(String, String)> = ["liabilities", "total_assets"]
        .iter()
        .flat_map(|fact| years.map(|(year, value)| (format!("f-{fact}-{year}"), format!("{value} 万元"))))
        .collect();
    let mut typed: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    typed.push(("do", "save"));
    assert_eq!(chen.send(&page, &item("6.1.6.c"), &typed).status, 200);
    let page = chen.open(&item("6.1.1.a"));
    let row = [
        ("r-organs-0-function", "sustainability_office"),
        ("r-organs-0-name", "可持续发展部"),
        ("r-organs-0-set_up_on", "2021-03-01"),
        ("do", "save"),
    ];
    assert_eq!(chen.send(&page, &item("6.1.1.a"), &row).status, 200);
    let page = chen.open(&item("6.1.1.a"));
    chen.upload(&page, "upload-organs", "组织结构图.pdf", PDF);

    let form = format!("{}/form", place());
    assert!(chen.open(&place()).attribute("main a", "href").contains(&form), "the task list leads to it");
    let draft = chen.open(&form);
    assert_eq!((draft.status, draft.texts(".form-draft")), (200, vec!["草稿，未提交".to_owned()]));
    // every item of the standard stands on it, and every answer that was typed
    assert!(draft.texts(".form-item").len() >= 57, "{}", draft.texts(".form-item").len());
    let said = draft.texts(".form-item").join("\n");
    for (_, value) in years {
        assert_eq!(said.matches(&format!("{value} 万元")).count(), 2, "{value}");
    }
    assert!(said.contains("可持续发展部") && said.contains("2021年3月1日"), "{said}");
    assert!(said.contains("名称：可持续发展部"), "a value stands apart from its name: {said}");
    assert!(said.contains("未填写"), "what is open is told too");
    assert!(draft.texts("#checklist").concat().contains(HASH));
    assert!(draft.texts("#form-plan tbody tr").len() > 5 && draft.body.contains("企业申报"));
    let paper = chen.open(&format!("{form}/pdf"));
    assert_eq!((paper.status, paper.header("content-type")), (200, Some("application/pdf")));
    for word in ["is_draft: true", "900 万元", "可持续发展部", HASH] {
        assert!(paper.body.contains(word), "{word}");
    }
    // English words where they are asked for
    let english = chen.open(&format!("{form}?lang=en"));
    assert_eq!(english.texts(".form-draft"), ["Draft, not submitted"]);
    chen.open(&format!("{form}?lang=zh"));

    let review = format!("{}/review", place());
    let page = chen.open(&review);
    chen.upload(&page, "upload-application_form", "申请书.pdf", PDF);
    let page = chen.open(&review);
    let confirm = chen.send(&page, &review, &[("truthful", "yes")]);
    let done = chen.send(&confirm, &review, &[]);
    let receipt = done.texts(".reference").remove(0);
    let handed_in = chen.open(&form);
    assert!(handed_in.texts(".form-draft").is_empty(), "what was handed in is no draft");
    assert!(handed_in.texts("#form-head").concat().contains(&receipt));
    assert!(handed_in.texts(".form-item").concat().contains("900 万元"));
    assert!(handed_in.texts("#form-documents").concat().contains("申请书.pdf"));
    let paper = chen.open(&format!("{form}/pdf"));
    assert!(paper.body.contains("is_draft: false") && paper.body.contains(&receipt), "{}", paper.body);
}

/// The checklist has a row for each fact that an item asks to be shown, says what was brought and what is missing, and leads
/// to where it is brought.
///
/// Covers S4-32.
#[test]
fn the_checklist_of_evidence_is_made_from_the_items() {
    let (_served, mut chen) = applied();
    let list = format!("{}/checklist", place());
    let page = chen.open(&list);
    assert_eq!(page.status, 200);
    // each item that asks for evidence on its own page stands on the list
    let rows = page.texts("#checklist tbody tr");
    let mut asked = 0;
    for code in ["6.1.1.a", "6.1.1.b", "6.1.6.c", "6.2.5.a", "6.3.4.a"] {
        let own = chen.open(&item(code)).texts(".checklist li");
        let title: Vec<String> =
            own.iter().map(|line| line.replace("必需", "").replace("可不填", "").trim().to_owned()).collect();
        for document in &title {
            let name = document.split(' ').next().unwrap();
            let found = rows.iter().any(|row| row.starts_with(code) && row.contains(name));
            assert!(found, "{code} asks for {document}: {rows:?}");
            asked += 1;
        }
    }
    assert!(asked >= 5, "only {asked} documents were compared");
    let missing = page.attribute("#checklist tr[data-state=missing]", "data-state").len();
    let of_organs = page.attribute(&format!("#checklist a[href='{}#files-organs']", item("6.1.1.a")), "href");
    assert_eq!(of_organs.len(), 1);
    assert!(missing > 20, "{missing}");
    let page = chen.open(&item("6.1.1.a"));
    chen.upload(&page, "upload-organs", "组织结构图.pdf", PDF);
    let page = chen.open(&list);
    let now = page.attribute("#checklist tr[data-state=missing]", "data-state").len();
    let brought = page.texts("#checklist tr[data-state=brought]");
    assert!(now < missing && !brought.is_empty(), "{now} of {missing}");
    assert!(brought.iter().all(|row| row.contains("组织结构图.pdf") && row.contains(HASH)), "{brought:?}");
    let opened = chen.open(&page.attribute("#checklist tr[data-state=brought] td a", "href")[0]);
    assert_eq!(opened.header("content-type"), Some("application/pdf"));
    assert!(page.texts("#brought")[0].contains(&format!("缺必需材料 {now}")), "{:?}", page.texts("#brought"));
}

/// Office, experts and programs read the form and the checklist as they were submitted; before that, and to others, there is
/// nothing.
///
/// Covers S4-32, S4-38.
#[test]
fn who_sees_a_claim_prints_its_form_and_its_checklist() {
    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..5);
    town.day("2026-05-30");
    let mut lin = town.browser("lin");
    for rest in ["form", "form/pdf", "checklist"] {
        assert_eq!(lin.open(&format!("{SEEN}/{rest}")).status, 404, "nothing was submitted yet: {rest}");
    }
    // up to the declarations of the experts
    town.play(5..20);
    town.day("2026-06-08");
    let mut lin = town.browser("lin");
    let links = lin.open(SEEN).attribute("#printed a", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    let form = lin.open(&links[0]);
    assert_eq!((form.status, form.texts(".form-draft").len()), (200, 0));
    assert!(form.texts(".form-item").len() >= 57);
    assert!(form.texts("#form-documents").concat().contains("申请书.pdf"));
    let list = lin.open(&links[1]);
    assert!(list.texts("#checklist tbody tr").len() > 50);
    assert!(list.attribute("#checklist tbody th a", "href").is_empty(), "an office changes nothing");
    let pdf = lin.open(&form.attribute("a[href*='/form/pdf']", "href")[0]);
    assert!(pdf.body.contains("is_draft: false") && pdf.body.contains("深圳示例普通制造有限公司"));
    // an expert of the panel finds the checklist beside the items
    let mut qian = town.browser("qian");
    let assess = SEEN.replace("/cases/", "/assess/");
    let link = qian.open(&assess).attribute("main a[href*='/checklist']", "href").remove(0);
    assert_eq!(qian.open(&link).texts("#checklist tbody tr").len(), list.texts("#checklist tbody tr").len());
    // one that was not drawn sees nothing
    let mut sun = town.browser("sun");
    assert_eq!(sun.open(&format!("{SEEN}/form")).status, 404);

    let tokens = lin.open("/account/tokens");
    let made =
        lin.send(&tokens, "/account/tokens", &[("name", "打印"), ("scope", "read"), ("until", "2026-07-31")]);
    let bearer = format!("Bearer {}", made.texts("code.number")[0]);
    let ask = |path: &str| {
        send(
            town.served.address,
            "GET",
            path,
            &[("Authorization", &bearer), ("Accept-Language", "zh-CN")],
            "",
        )
    };
    let paper = ask(&format!("{API}/form"));
    assert_eq!(
        (paper.status, paper.header("content-type")),
        (200, Some("application/pdf")),
        "{}",
        paper.body
    );
    let answer = ask(&format!("{API}/checklist"));
    let data: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(data["draft"], false);
    assert_eq!(data["rows"].as_array().unwrap().len(), list.texts("#checklist tbody tr").len());
    let states = data["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap());
    assert!(states.clone().all(|state| ["brought", "missing", "optional", "asked-out"].contains(&state)));
}
