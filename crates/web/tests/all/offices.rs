//! What offices do in a browser: a whole course, and who sees nothing.

use crate::browser::{Answer, Browser, get};
use crate::town::Town;

const EDITION: &str = "/editions/sz-sustainable-enterprise/2026";
const CASE: &str = "/cases/sz-sustainable-enterprise/2026/914403000000000276";

/// Opens the form of a command from the page of the case, by its link.
fn form(browser: &mut Browser, page: &str, command: &str) -> Answer {
    let case = browser.open(page);
    let links = case.attribute("main a", "href");
    let link = links.iter().find(|link| link.contains(&format!("/do/{command}?")));
    let link =
        link.unwrap_or_else(|| panic!("no `{command}` in {:?} of {}", links, case.texts("h1").join(" ")));
    let form = browser.open(link);
    assert_eq!(form.status, 200, "{command}");
    form
}

/// Does a command by its form, with the page that asks once more where there is one.
fn act(browser: &mut Browser, page: &str, command: &str, typed: &[(&str, &str)]) -> Answer {
    let shown = form(browser, page, command);
    let action = format!("{page}/do/{command}");
    let mut answer = browser.send(&shown, &action, typed);
    if !answer.attribute("button[name=confirmed]", "value").is_empty() {
        assert_eq!(answer.texts(".notice-line").len(), 1, "{command} says what will happen");
        answer = browser.send(&answer, &action, &[("confirmed", "yes")]);
    }
    answer
}

/// The form of a command shows what is decided on.
#[track_caller]
fn shows(answer: &Answer, labels: &[&str]) {
    let shown = answer.texts(".basis dt");
    let missing: Vec<&&str> = labels.iter().filter(|label| !shown.iter().any(|of| of == **label)).collect();
    assert!(missing.is_empty(), "{missing:?} not in {shown:?}");
}

#[track_caller]
fn done(answer: &Answer) {
    assert_eq!((answer.status, answer.texts(".done").len()), (200, 1), "{:?}", answer.texts(".wrong, h1"));
}

/// Covers S4-09, X-01, X-09.
#[test]
fn a_course_from_the_opening_of_an_edition_to_a_certificate() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.day("2026-02-20");
    let mut lin = town.browser("lin");
    // an edition with its usual days
    let list = lin.open("/editions");
    let link =
        list.attribute("main a", "href").into_iter().find(|link| link.starts_with("/editions/new")).unwrap();
    let opening = lin.open(&link);
    assert!(opening.texts(".facts .number").contains(&town.installed.hash));
    assert_eq!(opening.attribute("[name='windows.apply.opens']", "value"), ["2026-03-01"]);
    // another year can be proposed
    let next = lin.open(&format!("{link}&year=2027"));
    assert_eq!(next.attribute("[name='windows.apply.opens']", "value"), ["2027-03-01"]);
    assert_eq!(next.attribute("[name=edition]", "value"), ["2027"]);
    let wrong = lin.send(&opening, "/editions/new", &[("edition", "二 六")]);
    assert_eq!(
        (wrong.status, wrong.attribute(".wrong a", "href")),
        (422, vec!["#edition".into(), "#as_of".into()])
    );
    let shown = lin.send(&opening, "/editions/new", &[("as_of", "2026年6月1日")]);
    let opened = lin.send(&shown, "/editions/new", &[("confirmed", "yes")]);
    done(&opened);
    // a second edition is proposed for the next year, and one in this year is one step away
    let again = lin.open(&link);
    assert_eq!(again.attribute("[name='windows.apply.opens']", "value"), ["2027-03-01"]);
    let this = again.attribute("main p a", "href").into_iter().find(|link| link.ends_with("&year=2026"));
    let this = lin.open(&this.unwrap());
    assert_eq!(this.attribute("[name='windows.apply.opens']", "value"), ["2026-03-01"]);
    assert_eq!(this.attribute("[name=edition]", "value"), ["2026-2"]);
    town.play_one("do: apply");
    // facts of authorities, with a second row for a record and nothing lost
    town.day("2026-03-02");
    let mut lin = town.browser("lin");
    let supply = form(&mut lin, CASE, "supply");
    let action = format!("{CASE}/do/supply");
    // what the Enter key presses is the first button: it sends the form, and asks for no other row
    let buttons = supply.texts("form.panel button[type=submit]");
    assert_eq!(buttons.first(), buttons.last(), "{buttons:?}");
    assert!(buttons.len() > 2, "there are buttons for rows: {buttons:?}");
    let more = lin.send(&supply, &action, &[("given.findings.0.title", "车间火灾"), ("more", "findings")]);
    assert_eq!(more.attribute("[name='given.findings.0.title']", "value"), ["车间火灾"]);
    assert_eq!(more.attribute("[name='given.findings.1.title']", "value"), [""]);
    // what decides whether an enterprise passes is checked once more, with what was typed
    let confirm = lin.send(&supply, &action, &[("given.findings", "none")]);
    assert_eq!((confirm.status, confirm.texts("h1")), (200, vec!["请核对：提供事实".to_owned()]));
    let read = confirm.texts("main dd, .notice-line").concat();
    assert!(read.contains("经查没有") && read.contains("请逐项核对"), "{read}");
    let before = lin.open(CASE);
    assert!(!before.texts("main h3").contains(&"主管部门提供".to_owned()), "nothing is given yet");
    let changed = lin.send(&confirm, &action, &[("change", "yes")]);
    assert_eq!(changed.attribute("[name='given.findings'][checked]", "value"), ["none"]);
    let given = lin.send(&confirm, &action, &[("confirmed", "yes")]);
    done(&given);
    assert!(given.texts(".done")[0].starts_with("已提供“"), "{:?}", given.texts(".done"));
    town.play_one("do: supply");
    town.play_one("do: submit");
    // a check that goes back, then one that passes
    town.day("2026-06-03");
    let mut lin = town.browser("lin");
    let check = form(&mut lin, CASE, "check");
    shows(&check, &["企业可持续发展评价申请书", "得分", "算得等级", "基本要求"]);
    // each requirement stands with what it reads and how it came out
    let outcomes = check.texts(".grounds tbody td .state");
    assert_eq!(outcomes.len(), check.texts(".grounds tbody tr").len());
    assert!(outcomes.len() > 3 && outcomes.contains(&"符合".to_owned()), "{outcomes:?}");
    // where one cannot be judged yet, the form in which its facts are given is at hand
    let gives = check.attribute(".gives a", "href");
    assert_eq!(outcomes.contains(&"待核实".to_owned()), gives.iter().any(|link| link.contains("/do/supply")));
    let action = format!("{CASE}/do/check");
    let empty = lin.send(&check, &action, &[("reason", "写好的理由")]);
    assert_eq!((empty.status, empty.attribute(".wrong a", "href")), (422, vec!["#verdict".into()]));
    assert_eq!(empty.texts("textarea"), ["写好的理由"]);
    // what is shown for sending once more is named as in its form; what went along unseen is nothing to read
    let typed = [("token", "0"), ("verdict", "return"), ("reason", "写好的理由")];
    let kept = lin.send(&check, &action, &typed);
    assert_eq!((kept.status, kept.texts("main dt")), (409, vec!["结论".into(), "理由".into()]));
    assert_eq!(kept.texts("main dd"), ["退回补正", "写好的理由"]);
    done(&act(&mut lin, CASE, "check", &[("verdict", "return"), ("reason", "请补充申请书")]));
    town.play_one(
        "do: submit, on: harbour, with: { case: average, documents: { application_form: 申请书.pdf } }",
    );
    town.day("2026-06-04");
    let mut lin = town.browser("lin");
    done(&act(&mut lin, CASE, "check", &[("verdict", "pass")]));
    // nobody types a seed
    let committed = act(&mut lin, CASE, "commit_draw", &[]);
    done(&committed);
    let sealed = committed.texts("details.draw .facts dd");
    assert_eq!((sealed.len(), sealed[0].len()), (2, 64));
    town.day("2026-06-05");
    let mut lin = town.browser("lin");
    // how many, from whom and by which rules is said before, and last of all that it cannot be done again
    let before = form(&mut lin, CASE, "draw");
    shows(&before, &["抽取人数", "候选专家", "抽取规则"]);
    let told = before.texts(".basis dd");
    assert_eq!(told[0], "2 人");
    assert!(told[1].starts_with("3 人可抽（另有 0 人"), "{told:?}");
    for name in ["qian", "sun", "li"] {
        assert!(told[1].contains(&format!("示例 {name}")), "{told:?}");
    }
    let confirm = lin.send(&before, &format!("{CASE}/do/draw"), &[]);
    let [basis, for_good] = ["抽取规则", "抽取结果不能重来"].map(|said| confirm.body.find(said).unwrap());
    assert!(basis < for_good);
    let drawn = act(&mut lin, CASE, "draw", &[]);
    done(&drawn);
    // the replay names those whom it orders
    let order = drawn.texts("details.draw .order li");
    assert_eq!(order.len(), 3);
    assert!(order.iter().all(|line| line.starts_with("示例 ")), "{order:?}");
    let told = drawn.texts("details.draw .facts dd");
    assert_eq!(duheng_programme::draw::commitment(&told[1]), sealed[0]);
    // the experts who were drawn declare and seal
    let seated = |answer: &Answer| -> Vec<String> {
        let rows = answer.texts("section .facts dt");
        ["qian", "sun", "li"]
            .into_iter()
            .filter(|name| rows.iter().any(|row| row.split(' ').take(2).eq(["示例", *name])))
            .map(String::from)
            .collect()
    };
    let seats = seated(&drawn);
    assert_eq!(seats.len(), 2, "{seats:?}");
    for expert in &seats {
        let mut browser = town.browser(expert);
        // the desk and the case lead to where an expert assesses; the declaration stands there
        let page = browser.open(&format!("{CASE}/do/declare"));
        let place = CASE.replace("/cases/", "/assess/");
        let declared = browser.send(&page, &format!("{place}/declare"), &[("conflict", "no")]);
        assert_eq!(declared.texts(".done"), ["已声明。"]);
    }
    for (layer, step) in [
        ("2026-06-12", ""),
        ("2026-06-18", ", visit: { held_on: 2026-06-18, present: [企业负责人], minutes: 座谈 }"),
    ] {
        for (expert, like) in seats.iter().zip(["expert-1", "expert-2"]) {
            town.seal(expert, layer, &format!("{{ case: average, like: {like}{step} }}"));
        }
    }
    town.day("2026-06-22");
    let mut lin = town.browser("lin");
    // thresholds with the case marked, and what each expert found in each layer
    let propose = form(&mut lin, CASE, "propose");
    assert_eq!(propose.texts("#grade legend"), ["等级"], "what happens without an answer is said below");
    assert_eq!(propose.texts(".grounds tr.here th"), ["四星级 算得等级"]);
    let bounds = propose.texts(".grounds tr.here td");
    assert!(bounds[0].contains("得分 不低于 95 达到"), "{bounds:?}");
    let layers = propose.texts(".grounds h3");
    assert_eq!(layers.len(), 2, "{layers:?}");
    let heads = propose.texts(".grounds thead th");
    for expert in &seats {
        assert_eq!(heads.iter().filter(|head| **head == format!("示例 {expert}")).count(), 2, "{heads:?}");
    }
    done(&act(&mut lin, CASE, "propose", &[]));
    // two people: who proposed is told so, and no form is shown
    let own = lin.open(&format!("{CASE}/do/approve?role=office&place=sz"));
    assert_eq!((own.status, own.texts("main form").len()), (200, 0));
    assert_eq!(own.texts(".notice-line strong"), ["提出建议或已经批准的人不能再批准"]);
    // the case says whom it waits for, and the desk of who proposed says that it waits for another
    let held_up = lin.open(CASE);
    assert!(held_up.texts(".todo .waits")[0].contains("评价机构"), "{:?}", held_up.texts(".todo"));
    assert!(held_up.texts(".todo .notice-line")[0].contains("另一人"), "{:?}", held_up.texts(".todo"));
    assert_eq!(lin.open("/desk").texts(".held-up li").len(), 1);
    let mut zhou = town.browser("zhou");
    assert_eq!(zhou.open("/desk").texts(".held-up li").len(), 0);
    let approve = form(&mut zhou, CASE, "approve");
    shows(&approve, &["建议等级", "理由", "提出人", "得分", "算得等级", "基本要求"]);
    assert!(approve.texts(".basis dd").contains(&"示例 lin".to_owned()));
    let sheet = format!("{}/score", CASE.replace("/cases/", "/claims/"));
    let before = town.browser("of.harbour").open(&sheet);
    assert_eq!(before.texts(".scores dt"), ["总分", "等级"], "{}", before.body);
    done(&act(&mut zhou, CASE, "approve", &[]));
    // the sheet of the enterprise says what was decided, and that its own figures were provisional
    let after = town.browser("of.harbour").open(&sheet);
    assert_eq!(after.texts(".scores dt"), ["总分", "等级", "评审前计算的等级"], "{}", after.body);
    let told = after.texts(".scores dd");
    assert!(told[1].starts_with("四星级") && told[1].contains("2026年6月22日评定"), "{told:?}");
    assert!(told[2].contains("暂定"), "{told:?}");
    assert!(after.texts(".notice-line").iter().any(|line| line.starts_with("等级已评定")), "{}", after.body);
    town.day("2026-06-23");
    let mut lin = town.browser("lin");
    let publish = form(&mut lin, CASE, "publish_notice");
    shows(&publish, &["已确定的等级", "得分", "公示期", "将对外公开"]);
    let days = publish.texts(".basis dd").into_iter().find(|value| value.starts_with("2026年6月23日至"));
    assert!(days.is_some_and(|days| days.contains("2026年6月30日")), "{:?}", publish.texts(".basis dd"));
    done(&act(&mut lin, CASE, "publish_notice", &[]));
    // an objection that is upheld
    town.play_one("text: 亮点工作不实");
    town.day("2026-07-02");
    let mut lin = town.browser("lin");
    let rule = form(&mut lin, CASE, "rule");
    assert_eq!(rule.texts(".choice .code"), ["亮点工作不实"]);
    let action = format!("{CASE}/do/rule");
    let refused = lin.send(&rule, &action, &[("objection", "1"), ("ruling", "again")]);
    assert_eq!((refused.status, refused.attribute(".wrong a", "href")), (422, vec!["#reason".to_owned()]));
    assert_eq!(refused.attribute("[name=ruling][checked]", "value"), ["again"]);
    let ruled = [("objection", "1"), ("ruling", "again"), ("reason", "材料属于母公司")];
    let sure = lin.send(&rule, &action, &ruled);
    assert!(sure.texts(".notice-line").concat().contains("公示随即停止"), "{}", sure.body);
    done(&lin.send(&sure, &action, &[("confirmed", "yes")]));
    town.play_one("bonus.c: 0");
    town.later(3600);
    let mut lin = town.browser("lin");
    done(&act(&mut lin, CASE, "propose", &[]));
    let mut zhou = town.browser("zhou");
    done(&act(&mut zhou, CASE, "approve", &[]));
    town.day("2026-07-06");
    let mut lin = town.browser("lin");
    done(&act(&mut lin, CASE, "publish_notice", &[]));
    town.day("2026-07-14");
    let mut lin = town.browser("lin");
    done(&act(&mut lin, CASE, "close_notice", &[]));
    let issue = form(&mut lin, CASE, "issue");
    shows(&issue, &["已确定的等级", "得分", "有效期", "记入名录", "将对外公开"]);
    let issued = act(&mut lin, CASE, "issue", &[]);
    done(&issued);
    let number = issued.texts("a.number").first().cloned().unwrap();
    let verified = get(town.served.address, &format!("/verify/{number}"));
    assert_eq!(verified.texts(".answer h2"), ["证书有效"]);
    // the lists
    let applications = lin.open(&format!("{EDITION}/applications?grade=three_star"));
    assert_eq!(applications.texts("tbody tr").len(), 1);
    assert_eq!(lin.open(&format!("{EDITION}/applications?grade=five_star")).texts("tbody tr").len(), 0);
    let csv = lin.open(&format!("{EDITION}/applications/csv"));
    assert_eq!(csv.body.lines().count(), 2);
    assert!(csv.body.starts_with('\u{feff}'));
    let records = lin.open("/records/starred_enterprises");
    assert_eq!(records.texts("tbody tr").len(), 1);
    assert!(lin.open("/desk").texts("h1") == ["工作台"]);
    corrects_by_two(&town);
}

/// The total reaches five stars, the base does not: whoever proposes and whoever issues reads by how much.
#[test]
fn the_forms_name_the_bound_that_is_missed() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    for step in ["do: open_edition", "do: apply", "do: supply", "do: submit", "do: check", "do: commit_draw"]
    {
        town.play_one(step);
    }
    for step in ["do: draw", "by: qian, do: declare", "by: li, do: declare"] {
        town.play_one(step);
    }
    let visit = "visit: { held_on: 2026-06-18, present: [企业负责人], minutes: 座谈 }";
    for (day, with) in [("2026-06-12", String::new()), ("2026-06-18", format!(", {visit}"))] {
        for expert in ["qian", "li"] {
            let points = "judged: { bonus.a: 10, bonus.b: 10, bonus.c: 10 }, \
                          reasons: { bonus.a: 有方案, bonus.b: 有行动, bonus.c: 有成效 }";
            town.seal(expert, day, &format!("{{ confirm: all, {points}{with} }}"));
        }
    }
    let named = |answer: &Answer| {
        let told = answer.texts(".basis dd");
        let found = told.iter().find(|told| told.contains("五星级")).cloned();
        let found = found.unwrap_or_else(|| panic!("{told:?}"));
        assert!(found.contains("总分已达五星级的下限，但未达到：基础分 84，不足 85"), "{found}");
    };
    town.day("2026-06-22");
    named(&form(&mut town.browser("lin"), CASE, "propose"));
    for step in ["do: propose", "do: approve", "do: publish_notice"] {
        town.play_one(step);
    }
    town.day("2026-07-01");
    let mut lin = town.browser("lin");
    done(&act(&mut lin, CASE, "close_notice", &[]));
    named(&form(&mut lin, CASE, "issue"));
}

/// An office can neither give nor end an honour by hand: the form leads to revoking, after which register, company page
/// and certificate say the same. What it corrects is public once another person confirms.
fn corrects_by_two(town: &Town) {
    let mut lin = town.browser("lin");
    let case = lin.open(CASE);
    let entries: Vec<String> = case
        .attribute("main a", "href")
        .into_iter()
        .filter(|link| link.contains("/do/enter_record?"))
        .collect();
    let state = |name: &str| entries.iter().find(|link| link.contains(&format!("state={name}"))).cloned();
    assert_eq!((state("five_star"), state("four_star")), (None, None), "{entries:?}");
    let company = "/companies/914403000000000276";
    let page = |at: &str| get(town.served.address, at);
    let number = page(company).texts("td a.number").first().cloned().unwrap();
    let public = |text: &str| page(company).body.contains(text);
    let shown = lin.open(&state("three_star").unwrap_or_else(|| panic!("{entries:?}")));
    shows(&shown, &["目前登记", "将对外公开"]);
    let action = format!("{CASE}/do/enter_record");
    // the certificate stands: the register does not leave it
    for ends in ["withdrawn", "lapsed"] {
        let address = state(ends).unwrap_or_else(|| panic!("{entries:?}"));
        let refused = lin.open(&address);
        assert_eq!(refused.texts("main form").len(), 0);
        assert!(
            refused.texts(".notice-line p")[1].contains("撤销荣誉"),
            "{:?}",
            refused.texts(".notice-line")
        );
        let way = refused.attribute("main a.btn-primary", "href");
        assert!(way[0].contains("/do/revoke?"), "{way:?}");
        let typed = [("state", ends), ("from", "2026-07-14"), ("basis", "示例决定"), ("confirmed", "yes")];
        let answer = lin.send(&shown, &action, &typed);
        assert_eq!(answer.status, 409, "{:?}", answer.texts("h1"));
    }
    assert!(!public("不再认定"));
    assert_eq!(page(&format!("/verify/{number}")).texts(".answer h2"), ["证书有效"]);
    // of the honour the day and the basis are corrected
    let asked = lin.send(&shown, &action, &[("from", "2026-07-13"), ("basis", "示例决定〔2026〕1号")]);
    assert_eq!(asked.attribute("button[name=confirmed]", "value"), ["yes"]);
    shows(&asked, &["目前登记", "将对外公开"]);
    done(&lin.send(&asked, &action, &[("confirmed", "yes")]));
    let records = "/records/starred_enterprises";
    assert_eq!(lin.open(records).texts(".panel li").len(), 1);
    let own = lin.open(&format!("{CASE}/do/confirm_record?role=office&place=sz"));
    assert_eq!(own.texts("main form").len(), 0);
    let mut zhou = town.browser("zhou");
    let confirm = form(&mut zhou, CASE, "confirm_record");
    shows(&confirm, &["目前登记", "拟登记", "生效日期", "依据", "提出人", "将对外公开"]);
    done(&act(&mut zhou, CASE, "confirm_record", &[]));
    assert!(zhou.open(records).texts("tbody td").contains(&"示例决定〔2026〕1号".to_owned()));
    // which was a mistake of its own: it is struck by two, too
    done(&act(&mut zhou, CASE, "correct_record", &[("reason", "文号写错")]));
    assert_eq!(zhou.open(records).texts(".panel li .tag"), ["拟注销"]);
    let confirm = form(&mut lin, CASE, "confirm_record");
    shows(&confirm, &["目前登记", "拟注销", "更正理由", "提出人", "将对外公开"]);
    done(&act(&mut lin, CASE, "confirm_record", &[]));
    assert!(!lin.open(records).texts("tbody td").contains(&"示例决定〔2026〕1号".to_owned()));
    // revoking ends it everywhere
    // what the rules refuse in any case is told beside the field, before the page that asks once more
    let shown = form(&mut lin, CASE, "revoke");
    assert_eq!(
        shown.texts(".basis dt").len(),
        3,
        "the honour that is withdrawn, its certificate, how long it holds"
    );
    let wrong = lin.send(&shown, &format!("{CASE}/do/revoke"), &[("reason", " ")]);
    assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (422, vec!["#reason".to_owned()]));
    done(&act(&mut lin, CASE, "revoke", &[("reason", "申报材料造假，经查实")]));
    assert!(public("不再认定"));
    assert_eq!(page(&format!("/verify/{number}")).texts(".answer h2"), ["证书已撤销"]);
    assert_eq!(zhou.open(records).texts(".panel li").len(), 0);
}

#[test]
fn who_has_nothing_to_do_with_an_application_sees_nothing_of_it() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.play(0..6);
    let pages = [
        CASE.to_owned(),
        format!("{CASE}?role=office&place=sz"),
        format!("{CASE}/do/check?role=office&place=sz"),
        format!("{CASE}/do/supply"),
        format!("{CASE}/evidence/{}", "0".repeat(64)),
        EDITION.to_owned(),
        format!("{EDITION}/applications"),
        format!("{EDITION}/applications/csv"),
        format!("{EDITION}/do/close_edition"),
        "/editions/new?programme=sz-sustainable-enterprise".to_owned(),
        "/records/starred_enterprises".to_owned(),
        "/desk".to_owned(),
        "/tasks?q=%E6%B7%B1%E5%9C%B3".to_owned(),
        "/editions".to_owned(),
    ];
    let secret = ["深圳示例普通制造有限公司", "914403000000000276", "申请书.pdf"];
    let mut asked = 0;
    // an expert without an assignment, the administrator, and nobody at all
    for login in ["qian", "root", ""] {
        let mut browser = match login {
            "" => Browser::new(town.served.address),
            login => town.browser(login),
        };
        for page in &pages {
            let answer = browser.open(page);
            let told = format!("{:?}{}", answer.headers, answer.body.replace(page, ""));
            // what somebody asked for stands in the address of the page in the other language
            for word in secret.iter().filter(|word| !page.contains(*word)) {
                assert!(!told.contains(word), "{login} sees {word} on {page}");
            }
            if page.starts_with("/cases") && !login.is_empty() {
                assert_eq!(
                    (answer.status, answer.texts("h1")),
                    (404, vec!["没有这个页面".to_owned()]),
                    "{page}"
                );
                // the same as of what does not exist
                let other = browser.open(&page.replace("914403000000000276", "914403000000000999"));
                assert_eq!(other.texts("main"), answer.texts("main"));
            }
            asked += 1;
        }
        for action in [format!("{CASE}/do/check"), format!("{EDITION}/do/close_edition")] {
            let home = browser.open(if login.is_empty() { "/sign-in" } else { "/desk" });
            let token = home.attribute("input[name=token]", "value").first().cloned().unwrap_or_default();
            let answer =
                browser.ask("POST", &action, &format!("token={token}&role=office&place=sz&verdict=pass"));
            assert!([404, 401].contains(&answer.status), "{login} {action} {}", answer.status);
        }
    }
    assert!(asked > 30);
}
