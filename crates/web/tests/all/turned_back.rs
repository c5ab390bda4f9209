//! What is sent back, begun by an authority, overturned or refused, as those read it whom it concerns.

use crate::town::Town;

const STARS: &str = "sz-sustainable-enterprise";
const HARBOUR: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

#[test]
fn an_enterprise_reads_why_it_is_to_supplement_and_until_when() {
    let town = Town::new(STARS, "supplement.yaml");
    town.play(0..6);
    town.day("2026-06-04");
    let mut firm = town.browser("of.harbour");
    let case = firm.open(HARBOUR);
    let told = case.texts("#supplement p");
    assert_eq!(told, ["补正截止：2026年6月17日 24:00。", "退回补正的理由：请补充信用评级证书"]);
    // the check is not done: it comes once more
    let later = case.texts(".step-later");
    assert!(later.iter().any(|step| step.contains("基本要求核查")), "{later:?}");
    let claim = firm.open("/claims/sz-sustainable-enterprise/2026/914403000000000276");
    assert!(claim.texts("#returned").concat().contains("请补充信用评级证书"), "{}", claim.body);
    assert!(claim.texts("#late").is_empty());
    // once the day has passed both pages say so, and the claim offers no way to submit in silence
    town.day("2026-06-18");
    let mut firm = town.browser("of.harbour");
    let claim = firm.open("/claims/sz-sustainable-enterprise/2026/914403000000000276");
    assert!(claim.texts("#late").concat().contains("申请延期"), "{}", claim.body);
    let held_up = firm.open(HARBOUR).texts(".todo .notice-line");
    assert!(
        held_up.iter().any(|told| told.contains("2026年6月17日 24:00")),
        "days are in words: {held_up:?}"
    );
}

#[test]
fn what_an_authority_begins_names_its_basis_to_the_enterprise_which_cannot_withdraw_it() {
    let town = Town::new("nb-harmonious-enterprise", "initiated.yaml");
    town.play(0..5);
    town.later(60);
    let place = "/cases/nb-csr/2019/913302000000000074";
    let mut firm = town.browser("of.debtor");
    let case = firm.open(place);
    assert!(case.texts("#basis").concat().contains("宁波市人民政府令第192号"), "{}", case.body);
    let way = case.texts(".passage li");
    assert!(way.len() == 2 && way[0].contains("依职权评价决定"), "only its own stages: {way:?}");
    let links = case.attribute("main a", "href");
    let state = links.iter().find(|link| link.contains("/do/state_case")).unwrap();
    let form = firm.open(state);
    assert!(form.texts(".basis dd").concat().contains("第192号"), "{}", form.body);
    assert!(!links.iter().any(|link| link.contains("/do/withdraw")), "{links:?}");
    assert_eq!(firm.open(&format!("{place}/do/withdraw")).status, 404, "nothing to take back");
    // an enterprise that applies by itself sees nothing of such a decision
    let mut office = town.browser("lin");
    let other = office.open("/cases/nb-csr/2019/913302000000000061").texts(".passage li").concat();
    assert!(!other.contains("依职权"), "{other}");
}

#[test]
fn a_list_that_is_not_whole_is_refused_before_it_is_shown_once_more() {
    let town = Town::new("nb-harmonious-enterprise", "models.yaml");
    town.play(0..3);
    town.later(60);
    let mut lin = town.browser("lin");
    let edition = "/editions/nb-creation/2019";
    // who is not on the list before is called by the code that was typed, not by a name that only the data knows
    let enlist = lin.open(&format!("{edition}/do/enlist?stage=models"));
    let typed = [("uscc", "913302000000000061"), ("reason", "推荐")];
    let refused = lin.send(&enlist, &format!("{edition}/do/enlist"), &typed);
    let told = refused.texts(".wrong li").concat();
    assert!(refused.status == 409 && told.contains("913302000000000061 不在名单"), "{told}");
    // fourteen of fifteen are judged
    let list = lin.open(&format!("{edition}/do/decide_list?stage=shortlist"));
    let all = list.attribute("[name=accept]", "value");
    let mut judged: Vec<(&str, &str)> = all.iter().skip(1).map(|id| ("accept", id.as_str())).collect();
    judged.extend([
        ("meeting.held_on", "2019-08-01"),
        ("meeting.present", "市创建办"),
        ("meeting.minutes", "会议纪要"),
    ]);
    let refused = lin.send(&list, &format!("{edition}/do/decide_list"), &judged);
    assert_eq!((refused.status, refused.texts("[name=confirmed]").len()), (409, 0), "{}", refused.body);
    assert_eq!(refused.attribute("[name=accept][checked]", "value").len(), 14, "what was ticked is kept");
}

#[test]
fn what_an_objection_overturned_is_said_beside_the_grade_and_to_whoever_decides_again() {
    let town = Town::new(STARS, "objection.yaml");
    town.play(0..25);
    town.later(60);
    let mut lin = town.browser("lin");
    let case = lin.open(HARBOUR);
    assert!(case.texts("main .notice-line").concat().contains("这一等级不再作数"), "{}", case.body);
    assert!(!case.attribute("main a", "href").iter().any(|link| link.starts_with("/notices/")));
    let arbitration = lin.open("/assess/sz-sustainable-enterprise/2026/914403000000000276");
    assert!(arbitration.texts(".founded").concat().contains("成立的异议"), "{}", arbitration.body);
}
