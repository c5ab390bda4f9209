//! The page of an edition whose grades go by rank, and the desk of the office that leads it.

use duheng_app::accounts::{GrantKind, NewGrant};
use duheng_pack::calendar::Date;

use crate::assessing::{enrolled, member, root};
use crate::browser::Browser;
use crate::deployment::{Served, tide};
use crate::people::{enrol, set_up};

const EDITION: &str = "/editions/tide-league/2025";
const LED: &str = "/editions/tide-league/2025?role=society&place=quay";

/// The browser of somebody of the society.
fn society(served: &Served) -> Browser {
    set_up(served);
    let secret = enrol(served, "root");
    // a code counts once
    served.clock.set(served.now() + 60_000_000);
    served.runtime.block_on(async {
        served.app.enter_office("quay", "灯港潮汐会（虚构）", None, Date::FIRST).await.unwrap();
        let root = root(served, &secret).await;
        let new = NewGrant {
            person: member(served, &root, "chen").await,
            kind: GrantKind::Office,
            role: "society".to_owned(),
            place: "quay".to_owned(),
            programme: "*".to_owned(),
            may_submit: false,
            since: None,
            until: None,
        };
        served.app.give_role(&root, &new).await.unwrap();
    });
    enrolled(served, "chen")
}

/// The commands that the page offers.
fn offered(page: &crate::browser::Answer) -> Vec<String> {
    let links = page.attribute(".todo a", "href").into_iter();
    let command = |link: String| Some(link.split_once("/do/")?.1.split('?').next()?.to_owned());
    links.filter_map(command).collect()
}

#[test]
fn an_edition_offers_what_can_be_done_now_and_says_who_froze_its_cohort() {
    let served = tide("ranking.yaml", "- { at: 2025-11-01 09:00, by: ada, do: start_stage");
    served.noon(2025, 11, 1);
    let mut chen = society(&served);
    // the office itself is waited for, and is told so
    let desk = chen.open("/desk");
    assert_eq!(desk.texts(".next .btn-primary"), ["开始阶段：排名"], "{}", desk.body);
    assert_eq!(desk.texts(".role h3"), ["由我办理", "办完以上各件之后"], "{}", desk.body);
    let page = chen.open(LED);
    let can = offered(&page);
    assert_eq!(can.first().map(String::as_str), Some("start_stage"), "{can:?}");
    assert!(
        !can.iter().any(|command| ["file_document", "close_stage"].contains(&command.as_str())),
        "{can:?}"
    );
    let blocked = page.texts(".blocked li");
    assert!(blocked.iter().any(|told| told.contains("须先冻结比较组")), "{blocked:?}");
    assert_eq!(page.texts("#cohort"), Vec::<String>::new());
    let about = [("role", "society"), ("place", "quay"), ("stage", "ranking")];
    let form = chen.open(&format!("{EDITION}/do/start_stage?role=society&place=quay&stage=ranking"));
    let sure = [about.as_slice(), &[("confirmed", "yes")]].concat();
    let begun = chen.send(&form, &format!("{EDITION}/do/start_stage"), &sure);
    assert_eq!(begun.status, 200, "{}", begun.body);
    let can = offered(&begun);
    assert!(!can.contains(&"start_stage".to_owned()), "{can:?}");
    assert_eq!(can.first().map(String::as_str), Some("freeze_cohort"), "{can:?}");
    let form = chen.open(&format!("{EDITION}/do/freeze_cohort?role=society&place=quay&stage=ranking"));
    // how many are compared, and how many are not, is said before it is for good
    let asks = chen.send(&form, &format!("{EDITION}/do/freeze_cohort"), &about);
    for page in [&form, &asks] {
        let told = page.texts(".basis dd");
        assert_eq!(told, ["4 件", "报名填报：1"], "{}", page.body);
    }
    let english =
        chen.open(&format!("{EDITION}/do/freeze_cohort?role=society&place=quay&stage=ranking&lang=en"));
    assert_eq!(english.texts(".basis dd"), ["4 applications", "Joining: 1"], "{}", english.body);
    chen.open(&format!("{LED}&lang=zh"));
    let frozen = chen.send(&form, &format!("{EDITION}/do/freeze_cohort"), &sure);
    let told = "比较组已于 2025年11月1日由示例 chen冻结，共 4 家企业。";
    assert_eq!(frozen.texts("#cohort"), [told], "{}", frozen.body);
    assert_eq!(offered(&frozen).first().map(String::as_str), Some("close_stage"));
    let english = chen.open(&format!("{LED}&lang=en"));
    assert!(english.texts("#cohort")[0].contains("frozen on 1 November 2025 by"), "{}", english.body);
}

#[test]
fn a_cohort_that_is_too_early_names_the_day() {
    let served = tide("ranking.yaml", "# whoever joined");
    served.noon(2025, 10, 20);
    let mut chen = society(&served);
    let page = chen.open(LED);
    assert!(!offered(&page).contains(&"freeze_cohort".to_owned()), "{}", page.body);
    let blocked = page.texts(".blocked li");
    assert!(blocked.iter().any(|told| told.contains("2025年10月31日过后再冻结比较组")), "{blocked:?}");
    // words of the rules stand in quotation marks for people
    let english = chen.open(&format!("{LED}&lang=en"));
    let blocked = english.texts(".blocked li").join(" ");
    assert!(
        blocked.contains("“Joining” runs until 24:00 on 31 October 2025") && !blocked.contains('`'),
        "{blocked}"
    );
}

#[test]
fn whoever_proposes_and_approves_sees_the_place_and_what_a_percentile_comes_to() {
    let served = tide("ranking.yaml", "- { at: 2025-11-02 09:50, by: ben, do: approve");
    served.noon(2025, 11, 3);
    let mut chen = society(&served);
    let ended = chen.open(&format!("{EDITION}/applications?role=society&place=quay"));
    let address = |name: &str| {
        let links = ended.attribute("main a", "href").into_iter().zip(ended.texts("main a"));
        let found =
            links.filter(|(link, _)| link.starts_with("/cases/")).find(|(_, text)| text.contains(name));
        found.unwrap_or_else(|| panic!("{name}: {}", ended.body)).0
    };
    let form = |case: &str, command: &str| {
        let (path, query) = case.split_once('?').unwrap();
        format!("{path}/do/{command}?{query}")
    };
    // who is approved: 1.75 points, the third of four, level with nobody
    let gull = address("银鸥");
    let page = chen.open(&form(&gull, "approve"));
    assert_eq!(page.texts(".grounds .rank"), ["按总分列比较组 4 家中的第 3 名"], "{}", page.body);
    let bounds = page.texts(".grounds .lines");
    assert_eq!(
        bounds,
        ["总分不低于比较组的 75% 分位，即 6.75 分 未达到", "总分不低于比较组的 50% 分位，即 1.75 分 达到"],
        "{}",
        page.body
    );
    // who is still to be proposed, on the page of the case too
    let tern = address("燕鸥");
    let english = chen.open(&format!("{}&lang=en", form(&tern, "propose")));
    assert_eq!(english.texts(".grounds .rank"), ["Place 4 of 4 in the cohort by total"], "{}", english.body);
    let page = chen.open(&format!("{tern}&lang=en"));
    assert!(page.texts("dd").contains(&"Place 4 of 4 in the cohort by total".to_owned()), "{}", page.body);
}

#[test]
fn before_the_cohort_is_frozen_nobody_has_a_place() {
    let served = tide("ranking.yaml", "- { at: 2025-11-01 09:10, by: ada");
    served.noon(2025, 11, 1);
    let mut chen = society(&served);
    let list = chen.open(&format!("{EDITION}/applications?role=society&place=quay"));
    let heron =
        list.attribute("main a", "href").into_iter().find(|link| link.starts_with("/cases/")).unwrap();
    let page = chen.open(&heron);
    assert!(page.texts("dd").contains(&"比较组尚未冻结，还没有名次。".to_owned()), "{}", page.body);
}
