//! Required evidence that nobody brought, where nobody reviews items one by one: what the enterprise and the office read.

use crate::town::Town;

const EDITION: &str = "/editions/tide-league/2025";

/// The page of the first application of the edition.
fn case(browser: &mut crate::browser::Browser) -> String {
    let list = browser.open(&format!("{EDITION}/applications"));
    let mut links = list.attribute("main a", "href").into_iter();
    links.find(|link| link.starts_with("/cases/")).unwrap().split('?').next().unwrap().to_owned()
}

#[test]
fn the_office_reads_what_was_stated_without_its_evidence() {
    let town = Town::new("examples/tide-league", "ranking.yaml");
    town.play_until("do: propose, on: heron, events");
    town.day("2025-11-02");
    let mut ada = town.browser("ada");
    let place = case(&mut ada);
    let read = |page: &crate::browser::Answer| (page.texts("#unproved > p"), page.texts("#unproved li"));
    let all = [
        "T.1.1 太阳能缺：电表记录".to_owned(),
        "T.1.2 净滩缺：现场照片".to_owned(),
        "T.1.3 开放日缺：现场照片".to_owned(),
    ];
    let page = ada.open(&place);
    let (told, items) = read(&page);
    assert!(told.len() == 1 && told[0].contains("没有逐项评审"), "{told:?} {}", page.body);
    assert_eq!(items, all);
    let form = ada.open(&format!("{place}/do/propose?role=society&place=quay"));
    assert_eq!(read(&form), (told.clone(), all.to_vec()), "{}", form.body);
    let proposed = ada.send(&form, &format!("{place}/do/propose"), &[("confirmed", "yes")]);
    assert_eq!(proposed.status, 200, "{}", proposed.body);
    let mut ben = town.browser("ben");
    let form = ben.open(&format!("{place}/do/approve?role=society&place=quay&lang=en"));
    let (told, items) = read(&form);
    assert!(
        told[0].starts_with("3 items were stated") && told[0].contains("points count as stated"),
        "{told:?}"
    );
    assert!(items.len() == 3 && items[0].ends_with("Missing: meter readings"), "{items:?}");
    // and where many are decided at once
    let bulk = ada.open(&format!("{EDITION}/bulk?role=society&place=quay&stage=result&lang=zh"));
    let rows = bulk.texts("#application .choice");
    assert!(rows.len() > 3 && rows[..4].iter().all(|row| row.contains("3 项缺必需佐证材料")), "{rows:?}");
    // once it is decided nobody is asked to verify
    let decided = ben.send(&form, &format!("{place}/do/approve"), &[("confirmed", "yes")]);
    assert_eq!((decided.status, decided.texts("#unproved").len()), (200, 0), "{}", decided.body);
}

#[test]
fn an_enterprise_is_told_of_a_review_where_there_is_one() {
    let town = Town::new("examples/tide-league", "ranking.yaml");
    town.play_until("do: submit, on: heron");
    town.day("2025-10-10");
    let mut heron = town.browser("of.heron");
    let apply = heron.open("/apply");
    let claim =
        apply.attribute("main a", "href").into_iter().find(|link| link.starts_with("/claims/")).unwrap();
    let review = format!("{claim}/review");
    let page = heron.open(&review);
    let words = page.texts("main").concat();
    assert!(page.status == 200 && words.contains("本评价没有逐项评审"), "{words}");
    assert!(!words.contains("评审时") && !words.contains("评审从提交"), "{words}");
    let english = heron.open(&format!("{review}?lang=en")).texts("main").concat();
    assert!(english.contains("nobody reviews items one by one"), "{english}");
    assert!(!english.contains("in the review"), "{english}");
}
