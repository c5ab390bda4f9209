//! Lists that several items share, one row of each item; rows in which something is wrong; and what the page of an item
//! shows first.

use crate::browser::{Answer, Browser};
use crate::claims::{PDF, applied, item, place};

/// A row of the list of organs: its place, its function and its name.
fn organ(at: usize, function: &str, name: &str) -> Vec<(String, String)> {
    let field = |column: &str, value: &str| (format!("r-organs-{at}-{column}"), value.to_owned());
    vec![field("function", function), field("name", name), field("set_up_on", "2021-03-01")]
}

fn send(browser: &mut Browser, page: &Answer, code: &str, rows: &[(String, String)], what: &str) -> Answer {
    let mut sent: Vec<(&str, &str)> =
        rows.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.push(("do", what));
    browser.send(page, &item(code), &sent)
}

fn names(page: &Answer, part: &str) -> Vec<String> {
    page.attribute(&format!("#organs {part} [id$='-name']"), "value")
}

const OWN: &str = "> .records";
const OTHERS: &str = ".others .records";

#[test]
fn rows_of_other_items_stand_apart_and_answer_nothing_here() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    assert!(page.texts("#organs .counts")[0].contains("可持续发展或低碳管理"), "{:?}", page.texts("#organs"));
    let page = send(&mut chen, &page, "6.1.1.a", &organ(0, "sustainability_office", "可持续发展部"), "save");
    let told = page.texts("#organs .shared summary");
    assert!(told[0].contains("共用清单") && !told.concat().contains("同时回答"), "{told:?}");
    // another item of the list has an empty row of its own, the row of the first one folded, and is not answered by it
    let page = chen.open(&item("6.1.4.b"));
    assert_eq!(
        (names(&page, OWN), names(&page, OTHERS)),
        (vec![String::new()], vec!["可持续发展部".to_owned()])
    );
    assert!(page.texts("#organs .others summary")[0].contains("其他项的行：1"));
    assert!(page.texts("#organs .others .record")[0].contains("由 6.1.1.a 计入"));
    assert!(page.attribute("#organs .others[open]", "class").is_empty());
    let tasks = chen.open(&place());
    let row =
        |code: &str| tasks.texts(".part .items li").into_iter().find(|row| row.starts_with(code)).unwrap();
    assert!(row("6.1.4.b").contains("中还没有本条的记录"), "{}", row("6.1.4.b"));
    assert!(!tasks.body.contains("由 6.1.1.a 的填报一并回答"), "rows answer the items alone that count them");
    // a row of its own is added beside it, and a row is dropped by its place in the list
    let page = send(&mut chen, &page, "6.1.4.b", &organ(1, "innovation_centre", "研发中心"), "save");
    assert_eq!(
        (names(&page, OWN), names(&page, OTHERS)),
        (vec!["研发中心".to_owned()], vec!["可持续发展部".to_owned()])
    );
    assert_eq!(page.attribute("#organs > .records .drop", "value"), ["drop:organs:1"]);
    let page = send(&mut chen, &page, "6.1.4.b", &[], "drop:organs:1");
    assert_eq!(
        (names(&page, OWN), names(&page, OTHERS)),
        (vec![String::new()], vec!["可持续发展部".to_owned()])
    );
    // a row that says no function yet may become one of this item
    let page = send(&mut chen, &page, "6.1.4.b", &organ(1, "", "尚未定"), "save");
    assert_eq!(names(&page, OWN), ["尚未定"]);
}

#[test]
fn a_row_is_added_once_the_empty_one_is_filled_in() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    let page = send(&mut chen, &page, "6.1.1.a", &[], "add:organs");
    assert_eq!(names(&page, OWN), [""]);
    assert!(page.texts("#organs [role=status]")[0].contains("已有一个空行"), "{:?}", page.texts("#organs"));
    let page =
        send(&mut chen, &page, "6.1.1.a", &organ(0, "sustainability_office", "可持续发展部"), "add:organs");
    assert_eq!(names(&page, OWN), ["可持续发展部", ""]);
    assert!(page.texts("#organs [role=status]").is_empty());
}

#[test]
fn a_row_with_a_mistake_is_told_at_the_row_and_beside_the_score() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.1.a"));
    assert!(page.texts(".mistakes").is_empty());
    let mut row = organ(0, "sustainability_office", "可持续发展部");
    let whole = row.clone();
    row[1].1.clear();
    let page = send(&mut chen, &page, "6.1.1.a", &row, "save");
    assert_eq!(page.status, 422);
    assert!(page.attribute(".wrong a", "href").contains(&"#row-organs-0".to_owned()), "{}", page.body);
    assert!(page.texts("#row-organs-0-told")[0].contains("名称"), "{:?}", page.texts("#row-organs-0"));
    // it counts as it is written, and the score says so
    assert!(page.texts("#score-box .figure")[0].starts_with('1'), "{:?}", page.texts("#score-box"));
    assert!(page.texts("#score-box .mistakes")[0].starts_with("有 1 处填报内容有误"));
    assert!(chen.open(&place()).texts(".mistakes")[0].starts_with("有 1 处"));
    let review = chen.open(&format!("{}/review", place()));
    assert_eq!(review.attribute("#unreadable a", "href"), [format!("{}#organs", item("6.1.1.a"))]);
    // the items that do not count the row do not have to mend it, and find it open all the same
    let other = chen.open(&item("6.1.4.b"));
    assert_eq!(other.attribute("#organs .others[open]", "class").len(), 1);
    let page = send(&mut chen, &other, "6.1.4.b", &whole, "save");
    assert!(page.texts(".mistakes").is_empty() && page.texts("#row-organs-0-told")[0].is_empty());
}

#[test]
fn the_page_of_an_item_asks_before_it_explains() {
    let (_served, mut chen) = applied();
    let page = chen.open(&item("6.1.6.c"));
    let at = |what: &str| page.body.find(what).unwrap_or_else(|| panic!("no `{what}` in {}", page.body));
    let order = ["<blockquote", "href=\"#erratum-E01\"", "id=\"answers\"", "value=\"next\"", "id=\"how\""];
    let places = order.map(at);
    assert!(places.is_sorted(), "{places:?}");
    assert!(
        at("id=\"answers\"") < at("id=\"erratum-E01\""),
        "an erratum is one line above the fields, and told below"
    );
    assert!(page.texts("#how .rule")[0].contains("资产负债率"), "{:?}", page.texts("#how"));
    let linked = page.attribute(".jumps a", "href");
    let told = |link: &String| !page.texts(link).is_empty();
    assert!(linked.contains(&"#how".to_owned()) && linked.iter().all(told), "{linked:?}");
}

#[test]
fn the_task_list_names_from_the_start_what_goes_with_the_claim() {
    let (_served, mut chen) = applied();
    let tasks = chen.open(&place());
    let needed = tasks.texts(".needed li");
    assert!(needed.len() == 1 && needed[0].contains("申请书") && needed[0].contains("未上传"), "{needed:?}");
    let place_of = tasks.attribute(".needed a", "href").remove(0);
    let (review, field) = place_of.split_once('#').unwrap();
    let page = chen.open(review);
    assert_eq!(page.texts(&format!("#{field}")).len(), 1);
    chen.upload(&page, "upload-application_form", "申请书.pdf", PDF);
    assert!(chen.open(&place()).texts(".needed li")[0].contains("已上传"));
}
