//! An enterprise applies, fills in its claim, submits it and reads it again; others see nothing of it.

use duheng_app::accounts::NewPerson;
use duheng_app::{Question, Target, typed};

use crate::browser::{Answer, Browser};
use crate::deployment::{Served, empty};
use crate::enterprises::{HARBOUR, OTHER, PROGRAMME, enterprise, open_edition, session};
use crate::people::{PASSWORD, sign_in};

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj << >> endobj\n";

pub(crate) fn place() -> String {
    format!("/claims/{PROGRAMME}/2026/{HARBOUR}")
}

pub(crate) fn item(code: &str) -> String {
    format!("{}/items/{code}", place())
}

/// A deployment on which an enterprise has applied, and its approver's browser.
pub(crate) fn applied() -> (Served, Browser) {
    let served = empty();
    open_edition(&served);
    enterprise(&served, "chen", HARBOUR);
    let mut chen = Browser::new(served.address);
    sign_in(&mut chen, "chen");
    let page = chen.open("/apply");
    let tasks = chen.send(&page, "/apply", &[]);
    assert_eq!(tasks.texts(".done"), ["申报已提出，可以开始填报。"], "{}", tasks.body);
    (served, chen)
}

/// A colleague who fills in and may not submit.
fn filler(served: &Served, login: &str) -> Browser {
    let chen = session(served, "chen");
    let organisation = chen.roles().first().unwrap().place.clone();
    let new = NewPerson {
        login: login.to_owned(),
        name: "示例 填报人".to_owned(),
        email: format!("{login}@firm.example"),
        language: "zh".to_owned(),
    };
    served.runtime.block_on(async {
        served.app.invite_colleague(&chen, &organisation, &new, false).await.unwrap();
        let letters = served.app.outbox().await.unwrap();
        let letter = letters.iter().rev().find(|letter| letter.to == new.email).unwrap();
        let line = letter.body.lines().find(|line| line.starts_with('/')).unwrap();
        let token = line.rsplit('/').next().unwrap();
        served.app.accept_invitation(token, PASSWORD).await.unwrap();
    });
    let mut browser = Browser::new(served.address);
    sign_in(&mut browser, login);
    browser
}

fn saved(page: &Answer) {
    assert_eq!((page.status, page.texts(".done")), (200, vec!["已保存。".to_owned()]), "{}", page.body);
}

#[test]
fn an_enterprise_fills_in_items_and_sees_what_they_score() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    assert_eq!(page.status, 200);
    assert!(page.texts("blockquote")[0].contains("组织结构中设立可持续发展或低碳等管理部门"));
    // rows of a list: one is filled in, one is added, one is removed again
    let row = [
        ("r-organs-0-function", "sustainability_office"),
        ("r-organs-0-name", "可持续发展部"),
        ("r-organs-0-set_up_on", "２０２１年３月１日"),
        ("do", "add:organs"),
    ];
    let page = chen.send(&page, &item("6.1.1.a"), &row);
    assert_eq!(page.texts("#organs .record").len(), 2, "{}", page.body);
    assert_eq!(page.attribute("#r-organs-0-name", "value"), ["可持续发展部"]);
    let page = chen.send(&page, &item("6.1.1.a"), &[("r-organs-1-name", "误填"), ("do", "drop:organs:1")]);
    assert_eq!(page.texts("#organs .record").len(), 1);
    assert!(page.texts("#score-box .figure")[0].starts_with('1'), "{:?}", page.texts("#score-box"));
    let tasks = chen.open(&place());
    let begun = tasks.texts(".item-begun");
    assert!(!begun.is_empty(), "{}", tasks.body);
    // figures with units, as people type them
    let page = chen.open(&item("6.1.6.c"));
    let years = page.attribute("#liabilities input.form-control", "name");
    assert_eq!(years, ["f-liabilities-2025", "f-liabilities-2024", "f-liabilities-2023"]);
    let figures = [
        ("f-liabilities-2025", "９００"),
        ("u-liabilities-2025", "万元"),
        ("f-liabilities-2024", "8,000,000"),
        ("f-liabilities-2023", "700 万元"),
        ("f-total_assets-2025", "2000 万元"),
        ("f-total_assets-2024", "2000 万元"),
        ("f-total_assets-2023", "2000 万元"),
        ("do", "save"),
    ];
    let page = chen.send(&page, &item("6.1.6.c"), &figures);
    saved(&page);
    assert_eq!(page.attribute("#f-liabilities-2023", "value"), ["700"], "number and unit stand apart");
    assert_eq!(page.texts("#score-box .scored"), ["满足"], "{:?}", page.texts("#score-box"));
}

/// Covers S4-30.
#[test]
fn an_item_judged_by_an_official_list_says_that_the_office_tells_it() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.2.4.a"));
    assert_eq!(page.texts(".listed dt"), ["重点用能单位名单"], "{}", page.body);
    assert_eq!(page.texts(".listed dd"), ["尚未告知"]);
    assert_eq!(chen.open(&item("6.1.1.a")).texts(".listed"), Vec::<String>::new());
}

#[test]
fn what_cannot_be_read_is_kept_and_told_at_its_field() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    let page = chen.send(&page, &item("6.1.6.c"), &[("f-liabilities-2025", "大约九百万"), ("do", "next")]);
    assert_eq!(page.status, 422);
    assert_eq!(page.attribute("#f-liabilities-2025", "value"), ["大约九百万"]);
    assert!(page.attribute(".wrong a", "href").contains(&"#f-liabilities-2025".to_owned()), "{}", page.body);
    assert!(!page.texts("#f-liabilities-2025-told")[0].is_empty());
}

#[test]
fn what_is_sent_after_the_session_ended_is_shown_by_its_questions() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    let fields = page.attribute("input[name^='f-']", "name");
    chen.forget("duheng_session");
    let asked = chen.send(&page, &item("6.1.6.c"), &[(fields[0].as_str(), "333")]);
    let again = chen.send(&asked, "/sign-in", &[("login", "chen"), ("password", PASSWORD)]);
    let shown = again.texts("dl.facts > div");
    let typed = shown.iter().find(|line| line.contains("333")).unwrap_or_else(|| panic!("{}", again.body));
    assert!(!typed.contains("填写内容"), "{typed}");
}

#[test]
fn two_people_who_change_one_answer_choose() {
    let (served, mut chen) = applied();
    let mut he = filler(&served, "hemin");
    let (of_chen, of_he) = (chen.open(&item("6.1.6.c")), he.open(&item("6.1.6.c")));
    saved(&chen.send(&of_chen, &item("6.1.6.c"), &[("f-liabilities-2025", "900 万元"), ("do", "save")]));
    let stale = he.send(&of_he, &item("6.1.6.c"), &[("f-liabilities-2025", "910 万元"), ("do", "save")]);
    assert_eq!(stale.status, 409);
    assert_eq!(stale.texts(".stale .theirs"), ["900 万元"]);
    assert_eq!(stale.attribute("#f-liabilities-2025", "value"), ["910 万元"], "nothing typed is lost");
    let theirs = he.send(&stale, &item("6.1.6.c"), &[("keep-liabilities-2025", "theirs"), ("do", "save")]);
    saved(&theirs);
    assert_eq!(theirs.attribute("#f-liabilities-2025", "value"), ["900"]);
    let stale = he.send(&of_he, &item("6.1.6.c"), &[("f-liabilities-2025", "910 万元"), ("do", "save")]);
    let mine = he.send(&stale, &item("6.1.6.c"), &[("do", "save")]);
    saved(&mine);
    assert_eq!(mine.attribute("#f-liabilities-2025", "value"), ["910"]);
}

#[test]
fn files_are_brought_opened_and_taken_off() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let page = chen.upload(&page, "upload-organs", "组织结构图.pdf", PDF);
    assert_eq!(page.texts(".done"), ["文件已上传。"], "{}", page.body);
    assert_eq!(page.texts("#files-organs .files a"), ["组织结构图.pdf"]);
    let file = page.attribute("#files-organs .files a", "href").remove(0);
    let opened = chen.open(&file);
    assert_eq!(opened.header("content-type"), Some("application/pdf"));
    assert!(opened.header("content-disposition").unwrap().starts_with("attachment;"));
    let page = chen.send(&page, &format!("{file}/remove"), &[]);
    assert!(page.texts("#files-organs .files a").is_empty());
    assert_eq!(chen.open(&file).status, 404);
}

/// An audited statement proves both sides of a ratio: it is asked for once, brought once and taken off once.
#[test]
fn a_document_that_proves_two_answers_is_brought_once() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    assert_eq!(page.attribute("main input[type=file]", "id"), ["upload-liabilities"]);
    assert_eq!(page.texts(".evidence h2"), ["佐证材料：负债总额、资产总额"]);
    let gaps = |chen: &mut Browser| {
        let review = chen.open(&format!("{}/review", place()));
        let missing = review.attribute(".gap a", "href");
        missing.into_iter().filter(|link| link.contains("/6.1.6.c#")).collect::<Vec<_>>()
    };
    assert_eq!(gaps(&mut chen), [format!("{}#files-liabilities", item("6.1.6.c"))]);
    let page = chen.upload(&page, "upload-liabilities", "审计报告.pdf", PDF);
    assert_eq!(page.texts(".evidence .files a"), ["审计报告.pdf"]);
    assert!(gaps(&mut chen).is_empty(), "{:?}", gaps(&mut chen));
    let remove = page.attribute(".evidence .files button", "formaction").remove(0);
    let page = chen.send(&page, &remove, &[]);
    assert_eq!(page.texts(".done"), ["文件已移除。"], "{}", page.body);
    assert_eq!(gaps(&mut chen).len(), 1);
}

/// A year that no rule reads is asked for nowhere; one that was answered all the same stands apart and stays.
#[test]
fn a_year_that_no_rule_reads_stands_apart() {
    let (served, mut chen) = applied();
    let person = session(&served, "chen");
    let target = Target {
        programme: PROGRAMME.to_owned(),
        edition: "2026".to_owned(),
        organisation: person.roles().first().map(|role| role.place.clone()),
    };
    let question = Question::Fact { fact: "liabilities".to_owned(), period: Some("2020".to_owned()) };
    let value = typed("5 元");
    let saving = served.app.save_answer(&person, &target, &question, Some(&value), 0);
    served.runtime.block_on(saving).unwrap();
    let page = chen.open(&item("6.1.6.c"));
    let read = ["f-liabilities-2025", "f-liabilities-2024", "f-liabilities-2023"];
    assert_eq!(page.attribute("#liabilities > .periods input.form-control", "name"), read);
    assert_eq!(page.attribute("#liabilities details input.form-control", "name"), ["f-liabilities-2020"]);
    saved(&chen.send(&page, &item("6.1.6.c"), &[("f-liabilities-2025", "9"), ("do", "save")]));
    let page = chen.open(&item("6.1.6.c"));
    assert_eq!(page.attribute("#f-liabilities-2020", "value"), ["5"]);
}

/// Units are in the language of the page, whatever the pack calls them.
#[test]
fn units_are_in_the_language_of_the_page() {
    let (served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    saved(&chen.send(&page, &item("6.1.6.c"), &[("f-liabilities-2025", "900 万元"), ("do", "save")]));
    let mut english = Browser::with(served.address, "duheng_language", "en");
    sign_in(&mut english, "chen");
    let page = english.open(&item("6.1.6.c"));
    assert_eq!(
        page.texts("#liabilities .period:first-child option")[..3],
        ["yuan", "thousand yuan", "ten thousand yuan"]
    );
    assert_eq!(page.attribute("#liabilities .period:first-child option[selected]", "value"), ["万元"]);
    let said = english.open(&format!("{}/review", place())).texts(".value");
    assert!(said.contains(&"900 ten thousand yuan".to_owned()), "{said:?}");
}

/// What was typed and not yet saved comes along with a file, one that is refused included.
#[test]
fn what_was_typed_is_kept_when_a_file_is_brought_or_taken_off() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let typed = [("r-organs-0-name", "可持续发展部"), ("r-organs-0-set_up_on", "去年三月")];
    let refused = chen.upload_beside(&page, "upload-organs", ("a.exe", b"MZ"), &typed);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attribute("#r-organs-0-set_up_on", "value"), ["去年三月"]);
    let brought = chen.upload_beside(&refused, "upload-organs", ("组织结构图.pdf", PDF), &[]);
    assert_eq!(brought.texts("#files-organs .files a"), ["组织结构图.pdf"], "{}", brought.body);
    assert!(!brought.texts("#wrong a").is_empty(), "what cannot be used yet is told beside the file");
    assert_eq!(brought.attribute("#r-organs-0-name", "value"), ["可持续发展部"]);
    assert_eq!(brought.attribute("#r-organs-0-set_up_on", "value"), ["去年三月"]);
    let remove = brought.attribute("#files-organs .files button", "formaction").remove(0);
    let removed = chen.send(&brought, &remove, &[("r-organs-0-name", "社会责任部")]);
    assert_eq!(removed.texts(".done"), ["文件已移除。"]);
    assert_eq!(removed.attribute("#r-organs-0-name", "value"), ["社会责任部"]);
}

#[test]
fn files_that_are_no_evidence_are_refused_with_a_sentence() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let large = [PDF, vec![b' '; 20 * 1024 * 1024].as_slice()].concat();
    for (name, content, told) in [
        ("a.svg", svg, "不收这种文件"),
        ("a.png", svg, "文件内容与扩展名不符"),
        ("a.pdf", b"<html>%PDF-1.7".as_slice(), "文件内容与扩展名不符"),
        ("a.exe", b"MZ\x90\0".as_slice(), "不收这种文件"),
        ("a.gif", b"GIF89a=1;alert(1)//".as_slice(), "不收这种文件"),
        ("a.png", b"GIF89a=1;alert(1)//".as_slice(), "文件内容与扩展名不符"),
        ("a.pdf", b"".as_slice(), "文件是空的"),
        ("a.pdf", large.as_slice(), "文件超过 20 MB"),
    ] {
        let refused = chen.upload(&page, "upload-organs", name, content);
        assert_eq!(refused.status, 422, "{name}");
        // at the field, with the name of the file
        let at = refused.texts("#files-organs .sentence");
        assert!(at[0].contains(told) && at[0].contains(name), "{name}: {at:?}");
    }
    // one that is larger than any upload is told by a page that speaks of files
    let larger = vec![b' '; 22 * 1024 * 1024];
    let refused = chen.upload(&page, "upload-organs", "a.pdf", &larger);
    assert_eq!(refused.status, 413);
    assert!(refused.texts("main .lead")[0].starts_with("每个文件不超过 20 MB"), "{}", refused.body);
    let none = chen.upload(&page, "upload-organs", "", b"");
    assert_eq!(none.texts(".wrong a"), ["请先选择一个文件，再点“上传”"]);
    // what unpacks to much is stored as it is: it is never unpacked
    let bomb = [b"PK\x03\x04".as_slice(), &[0; 64]].concat();
    assert_eq!(chen.upload(&page, "upload-organs", "a.docx", &bomb).status, 422, "no document");
}

/// A PDF with a page in it is a PDF: browsers save it, and are told not to guess.
#[test]
fn a_file_that_is_two_things_at_once_is_served_as_what_it_begins_with() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let both = [PDF, b"<!DOCTYPE html><script>alert(1)</script>"].concat();
    let page = chen.upload(&page, "upload-organs", "a.pdf", &both);
    let opened = chen.open(&page.attribute("#files-organs .files a", "href").remove(0));
    assert_eq!(opened.header("content-type"), Some("application/pdf"));
    assert!(opened.header("content-disposition").unwrap().starts_with("attachment;"));
    assert_eq!(opened.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn an_approver_submits_and_then_it_is_read_only() {
    let (served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    saved(&chen.send(&page, &item("6.1.6.c"), &[("f-liabilities-2025", "900 万元"), ("do", "save")]));
    let review = format!("{}/review", place());
    let mut he = filler(&served, "hemin");
    let page = he.open(&review);
    assert!(page.texts(".notice-line").iter().any(|line| line.contains("提交须由本企业的审批人完成")));
    let page = chen.open(&review);
    // what is open is named by part, with what bars the claim first
    assert_eq!(page.attribute(".gaps .bars a", "href"), ["#document-application_form"], "{}", page.body);
    let open = page.attribute(".gaps .items li > a", "href");
    assert!(open.contains(&item("6.1.1.a")) && open.contains(&item("6.1.6.c")), "{open:?}");
    assert!(page.attribute(".gaps .gap a", "href").contains(&format!("{}#files-organs", item("6.1.1.a"))));
    let missing = chen.send(&page, &review, &[("truthful", "yes")]);
    assert_eq!(
        (missing.status, missing.attribute(".wrong a", "href")),
        (422, vec!["#document-application_form".into()])
    );
    // a filler may bring the document; that does not let them submit
    let page = he.open(&review);
    let brought = he.upload(&page, "upload-application_form", "申请书.pdf", PDF);
    assert_eq!(brought.texts(".done"), ["文件已上传。"], "{}", brought.body);
    let page = chen.open(&review);
    let token = he.open(&review).attribute("input[name=token]", "value").remove(0);
    let refused = he.ask("POST", &review, &format!("token={token}&sure=yes&truthful=yes"));
    assert_eq!(refused.status, 409);
    let unsure = chen.send(&page, &review, &[]);
    assert_eq!((unsure.status, unsure.attribute(".wrong a", "href")), (422, vec!["#truthful".into()]));
    let confirm = chen.send(&unsure, &review, &[("truthful", "yes")]);
    assert_eq!(confirm.texts("h1"), ["请核对：提交申报"]);
    let done = chen.send(&confirm, &review, &[]);
    assert_eq!(done.texts("h1"), ["申报已提交"], "{}", done.body);
    assert_eq!(done.texts(".reference")[0].len(), 19);
    for path in [item("6.1.6.c"), review, place(), format!("{}/score", place())] {
        let page = chen.open(&path);
        assert_eq!(page.status, 200, "{path}");
        assert!(
            page.attribute("form#answers button[value=save]", "value").is_empty()
                || page.body.contains("disabled")
        );
    }
    // nothing of a claim that was handed in is being filled in
    let tasks = chen.open(&place());
    assert!(tasks.texts(".item-begun").is_empty() && tasks.texts(".item-not-begun").is_empty());
    assert!(tasks.texts(".item-handed-in").iter().all(|tag| tag == "已提交"));
    assert!(!tasks.texts(".item-handed-in").is_empty());
    assert!(tasks.texts(".overview h2").contains(&"提交内容的得分".to_owned()), "{:?}", tasks.texts("h2"));
    let page = chen.open(&item("6.1.6.c"));
    assert_eq!(page.attribute("#f-liabilities-2025", "value"), ["900"]);
    let late = chen.send(&page, &item("6.1.6.c"), &[("f-liabilities-2025", "1 元"), ("do", "save")]);
    assert_eq!(late.status, 409, "what was submitted is not changed");
}

#[test]
fn an_answer_that_serves_several_items_says_so_at_each() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let others = page.attribute("#organs .shared a", "href");
    assert!(!others.is_empty(), "{}", page.body);
    let page = chen.send(&page, &item("6.1.1.a"), &[("none-organs", "yes"), ("do", "save")]);
    assert!(page.texts("#organs .shared summary")[0].contains("同时回答另外"), "{}", page.body);
    let other = others[0].rsplit('/').next().unwrap();
    assert!(page.texts("#add-organs .code-inline")[0].contains(other));
    let tasks = chen.open(&place());
    let told = tasks.texts(".task-from");
    assert!(told.iter().any(|line| line.contains("6.1.1.a")), "{told:?}");
}

#[test]
fn others_do_not_learn_that_a_claim_exists() {
    let (served, mut chen) = applied();
    enterprise(&served, "wuwei", OTHER);
    let mut wu = Browser::new(served.address);
    sign_in(&mut wu, "wuwei");
    let nowhere = format!("/claims/{PROGRAMME}/2026/{OTHER}");
    for rest in ["", "/items/6.1.6.c", "/review", "/score", "/files/1", "/submitted/1770-0000-0000-0000"] {
        let (there, not) = (wu.open(&format!("{}{rest}", place())), wu.open(&format!("{nowhere}{rest}")));
        assert_eq!((there.status, not.status), (404, 404), "{rest}");
        assert_eq!(there.texts("main"), not.texts("main"), "{rest}");
    }
    assert_eq!(chen.open(&format!("{}/items/none", place())).status, 404);
}
