//! What the sources ask of what everybody sees, with their own numbers.

use std::fs;
use std::path::{Path, PathBuf};

use duheng_web::routes;

use crate::browser::{Browser, get};
use crate::claims::{PDF, applied, item, place};
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
        let guidance = page.texts("#how > p");
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts/zh");
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
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

/// Points in hundredths.
fn hundredths(text: &str) -> i64 {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = format!("{rest:0<2}");
    whole.parse::<i64>().unwrap() * 100 + digits.parse::<i64>().unwrap()
}

/// The items with points to win stand in order, lead to their pages, and add up to full marks less the score, before and
/// after an answer wins some of them.
///
/// Covers S4-39.
#[test]
fn the_points_to_win_are_ordered_and_add_up_to_full_marks_less_the_score() {
    let (_served, mut chen) = applied();
    let score = format!("{}/score", place());
    let mut totals = Vec::new();
    for round in 0..2 {
        if round == 1 {
            let page = chen.open(&item("6.1.1.a"));
            let row = [
                ("r-organs-0-function", "sustainability_office"),
                ("r-organs-0-name", "可持续发展部"),
                ("r-organs-0-set_up_on", "2021-03-01"),
                ("do", "save"),
            ];
            assert_eq!(chen.send(&page, &item("6.1.1.a"), &row).status, 200);
        }
        let page = chen.open(&score);
        let to_win: Vec<i64> =
            page.texts("#to-win tbody td strong").iter().map(|text| hundredths(text)).collect();
        assert!(to_win.len() > 30 && to_win.iter().all(|points| *points > 0), "{to_win:?}");
        assert!(to_win.is_sorted_by(|a, b| a >= b), "{to_win:?}");
        let shown = page.texts(".scores .figure")[0].clone();
        let total = hundredths(&page.texts("#to-win-total")[0]);
        assert_eq!(to_win.iter().sum::<i64>(), total);
        assert_eq!(total, 130 * 100 - hundredths(&shown));
        totals.push(total);
        let links = page.attribute("#to-win tbody a", "href");
        assert!(links.len() == to_win.len() && links.iter().all(|link| chen.open(link).status == 200));
    }
    assert_eq!(totals[0] - totals[1], 100, "the office that was set up wins its point");
    let english = chen.open(&format!("{score}?lang=en"));
    assert_eq!(english.texts("#to-win h2"), ["Points to win"]);
}

/// The page of an item shows the printed code beside the corrected one, with the reason and who decided.
///
/// Covers S4-52.
#[test]
fn an_item_shows_the_printed_and_the_corrected_code() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.a"));
    assert_eq!(page.texts("#erratum-E01 .printed"), ["6.1.5 经济效益"]);
    assert_eq!(page.texts("#erratum-E01 .corrected"), ["6.1.6 经济效益"]);
    let told = page.texts("#erratum-E01").concat();
    assert!(told.contains("编号 6.1.5 已用于安全应急") && told.contains("由编写标准包者推定"), "{told}");
    // a slip of the indicator stands at its items too
    assert_eq!(chen.open(&item("6.1.1.a")).texts("#erratum-E28 .printed").len(), 1);
    assert!(chen.open(&item("6.1.3.a")).texts("#erratum-E01").is_empty());
    let english = chen.open(&format!("{}?lang=en", item("6.1.4.a")));
    let told = english.texts("#erratum-E25").concat();
    assert!(told.contains("9.ba") && told.contains("inferred by the authors of the pack"), "{told}");
}

/// The standard is named as what it is, where it is filled in and where it is printed.
///
/// Covers S4-51.
#[test]
fn the_standard_is_shown_as_a_recommended_group_standard() {
    let (_served, mut chen) = applied();
    let said = "可持续发展企业评价规范（推荐性团体标准）";
    assert!(chen.open(&place()).texts("#standard")[0].contains(said));
    assert!(chen.open(&format!("{}/form", place())).texts("#form-head").concat().contains(said));
    let english = chen.open(&format!("{}?lang=en", place()));
    assert!(english.texts("#standard")[0].contains("recommended group standard"));
}

/// Each item shows the standards that it refers to, with version and status.
///
/// Covers S4-43.
#[test]
fn an_item_shows_its_references_with_version_and_status() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let told = page.texts(".references li").concat();
    assert!(
        told.contains("DB41/T 876 (2020) 民营企业社会责任评价指南") && told.contains("时效未核对"),
        "{told}"
    );
    assert!(page.texts(".references .notice-line").is_empty());
}

/// A highlight has three parts, and each has its text, its evidence and its points: typed and brought on the claim, on the
/// form and the checklist, and judged by an expert.
///
/// Covers S4-08.
#[test]
fn each_part_of_a_highlight_has_text_evidence_and_points() {
    let (_served, mut chen) = applied();
    let parts = [
        ("bonus.a", "design", "成立领导小组，印发三年方案", "制度文本"),
        ("bonus.b", "implementation", "2024 年起分两期建设光储设施", "实施记录"),
        ("bonus.c", "results", "形成企业标准一项并在行业会上交流", "成效证明"),
    ];
    let page = chen.open(&item("bonus.a"));
    let mut typed = vec![("r-highlights-0-title", "园区光储一体化"), ("do", "save")];
    let names = parts.map(|(_, field, text, _)| (format!("r-highlights-0-{field}"), text));
    typed.extend(names.iter().map(|(name, text)| (name.as_str(), *text)));
    let page = chen.send(&page, &item("bonus.a"), &typed);
    assert_eq!(page.texts(".done"), ["已保存。"], "{}", page.body);
    let page = chen.upload(&page, "upload-highlights", "亮点材料.pdf", PDF);
    assert_eq!(page.texts(".done"), ["文件已上传。"]);
    let list = chen.open(&format!("{}/checklist", place()));
    let form = chen.open(&format!("{}/form", place()));
    let mut documents = Vec::new();
    for (code, field, text, _) in parts {
        let page = chen.open(&item(code));
        assert_eq!(page.attribute(&format!("#r-highlights-0-{field}"), "value"), [text], "{code}");
        assert_eq!(page.texts("#files-highlights .files a"), ["亮点材料.pdf"], "{code}");
        assert_eq!(page.texts("#item-rule .points"), ["0 / 10"], "{code}");
        documents.push(page.texts("#files-highlights .checklist li"));
        let row = list.texts("#checklist tr[data-state=brought]");
        assert!(
            row.iter().any(|row| row.contains(&documents.last().unwrap()[1].replace(" 可不填", ""))),
            "{code}: {row:?}"
        );
        assert!(form.texts(".form-item").concat().contains(text), "{code}");
    }
    documents.dedup();
    assert_eq!(documents.len(), 3, "each part asks for documents of its own: {documents:?}");

    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..20);
    town.day("2026-06-08");
    let mut qian = town.browser("qian");
    for (code, ..) in parts {
        let page =
            qian.open(&format!("/assess/sz-sustainable-enterprise/2026/914403000000000276/items/{code}"));
        let told = page.texts(".standard-text").concat();
        assert!(told.contains("10") && page.texts(".checklist li").len() == 3, "{code}: {told}");
    }
}

/// The seated expert that comes first in the draw leads the panel; the office sees who that is, the leader too, and others
/// on the panel are told of nobody.
///
/// Covers S4-35.
#[test]
fn the_panel_has_a_leader_whom_office_and_leader_see() {
    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..20);
    town.day("2026-06-08");
    let case = "/cases/sz-sustainable-enterprise/2026/914403000000000276";
    let leaders: Vec<String> = town.browser("lin").open(case).texts("dt:has(.leader)");
    assert_eq!(leaders.len(), 1, "{leaders:?}");
    let assess = case.replace("/cases/", "/assess/");
    let leads = |name: &str| town.browser(name).open(&assess).texts(".leader").len() == 1;
    for name in ["qian", "li"] {
        assert_eq!(leads(name), leaders[0].contains(&format!("示例 {name}")), "{name}");
    }
}

const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

/// The score sheet of the enterprise of the walk.
fn score_sheet(reader: &mut Browser) -> String {
    let link = reader.open(CASE).attribute("a[href*='/score-sheet']", "href").remove(0);
    reader.open(&link).body
}

/// Beside the points of each item stands who claimed what they rest on and who found it, each with the time.
///
///
#[test]
fn a_score_sheet_tells_who_entered_what_and_when() {
    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..44);
    town.day("2026-07-02");
    let sheet = score_sheet(&mut town.browser("lin"));
    let items: Vec<(&str, &str)> = sheet
        .split("\"6.")
        .skip(1)
        .filter_map(|of| of.split_once("\": BesideItem"))
        .map(|(code, of)| (code, of.split("BesideItem").next().unwrap()))
        .collect();
    assert!(items.len() > 50, "{}", items.len());
    let of = |code: &str| items.iter().find(|(own, _)| *own == code).unwrap().1;
    let mean = of("1.6.c");
    assert!(mean.contains("企业申报 · ") && mean.contains("（2026年5月"), "{mean}");
    for name in ["qian", "li"] {
        assert!(mean.contains(&format!("示例 {name}（2026年6月12日")), "{name}: {mean}");
    }
    // nothing that somebody found stands without who and when
    let found = items.iter().filter(|(_, of)| of.contains("与申报一致") || of.contains("评 "));
    assert!(found.clone().count() > 20, "{}", found.clone().count());
    for (code, of) in found {
        assert!(of.contains("（2026年6月"), "{code}: {of}");
    }
    // the enterprise is not told who of the experts found it
    let own = score_sheet(&mut town.browser("of.harbour"));
    assert!(own.contains("企业申报 · "), "{own}");
}

/// Copies a folder with all below it.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copied(&path, &there),
            false => drop(fs::copy(&path, &there).unwrap()),
        }
    }
}

/// A changed number makes another pack; an application of the edition that pinned the old one keeps its score sheet, to the
/// byte.
///
///
#[test]
fn a_changed_number_makes_another_pack_and_old_results_stay_to_the_byte() {
    let town = Town::new("sz-sustainable-enterprise", "certified.yaml");
    town.play(0..44);
    town.day("2026-07-02");
    let before = score_sheet(&mut town.browser("lin"));
    let packs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let folder = std::env::temp_dir().join(format!("duheng-changed-{}", std::process::id()));
    for pack in ["common", "sz-sustainable-enterprise"] {
        copied(&packs.join(pack), &folder.join(pack));
    }
    let own = folder.join("sz-sustainable-enterprise");
    let installed = |folder: PathBuf| {
        town.served.runtime.block_on(town.served.app.install_pack(folder)).unwrap().hash.clone()
    };
    let old = installed(own.clone());
    assert!(before.contains(&old), "the sheet names the pack that it was made by");
    let part = own.join("parts/6.1.yaml");
    let text = fs::read_to_string(&part).unwrap();
    let changed = text.replace("mean(debt_ratio, 3 years) < 60%", "mean(debt_ratio, 3 years) < 10%");
    assert_ne!(text, changed);
    fs::write(&part, changed).unwrap();
    let new = installed(own);
    fs::remove_dir_all(&folder).unwrap();
    assert_ne!(old, new);
    let after = score_sheet(&mut town.browser("lin"));
    assert_eq!(before, after);
    assert!(!after.contains(&new));
}
