//! What a page can do a program can: every route of the pages is served by operations of the interface, or stands here with
//! the reason why a person does it in front of a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use duheng_web::{operations, routes};

/// How a program does what a page does.
#[derive(Clone, Copy)]
enum Done {
    /// By these operations.
    By(&'static [&'static str]),
    /// Not at all; why, in Chinese and English.
    Left([&'static str; 2]),
}

use Done::{By, Left};

const SECRETS: [&str; 2] = [
    "密码、验证器、登录和令牌由本人在浏览器中办理，令牌遗失时不会连带失守",
    "passwords, second factors, sessions and tokens are for a person in front of a browser, so that a lost token opens none of them",
];
const REGISTERING: [&str; 2] = [
    "自行注册须本人设置密码；管理员可用 enterOrganisation、invitePerson 和 giveRole 登记单位和人员",
    "who registers chooses a password; an administrator brings an enterprise in by enterOrganisation, invitePerson and giveRole",
];
const RECEIPT: [&str; 2] =
    ["提交操作的答复就是回执", "the answer of the operation that sent it is the receipt"];
const EXAMPLE: [&str; 2] = [
    "演示环境中供人试用，真实部署没有；程序可直接逐项填写",
    "it is for whoever tries the demo, and no real deployment has it; a program fills in answers one by one",
];
const LEADS_ON: [&str; 2] = ["只把浏览器引到下一页", "it only leads a browser on to another page"];
const DEMO: [&str; 2] =
    ["仅演示环境有此页面，正式平台不存在", "pages of the demo alone; no real deployment has them"];
const MACHINES: [&str; 2] =
    ["供监控和浏览器使用，无须令牌", "for monitors and browsers, which need no token"];

/// Every route of the pages.
const ROWS: &[(&str, &str, Done)] = &[
    ("GET", "/", By(&["listNotices", "listProgrammes"])),
    ("GET", "/registers", By(&["listProgrammes"])),
    ("GET", "/registers/{programme}", By(&["listHonours"])),
    ("GET", "/registers/{programme}/csv", By(&["exportHonours"])),
    ("GET", "/companies", By(&["listCompanies"])),
    ("GET", "/companies/{uscc}", By(&["getCompany"])),
    ("GET", "/verify", By(&["verifyCertificate"])),
    ("GET", "/verify/{*number}", By(&["verifyCertificate"])),
    ("GET", "/certificates/{*number}", By(&["getCertificateDocument"])),
    ("GET", "/objections", By(&["lookUpObjection"])),
    ("POST", "/objections", By(&["lookUpObjection"])),
    ("GET", "/notices/{programme}/{edition}/pdf", By(&["getNoticeDocument"])),
    ("GET", "/notices", By(&["listNotices"])),
    ("GET", "/notices/{programme}/{edition}", By(&["listNoticesOfEdition"])),
    ("GET", "/notices/{programme}/{edition}/{uscc}", By(&["getNotice"])),
    ("POST", "/notices/{programme}/{edition}/{uscc}", By(&["objectToResult"])),
    ("GET", "/notices/{programme}/{edition}/{uscc}/received/{reference}", Left(RECEIPT)),
    ("GET", "/sign-in", Left(SECRETS)),
    ("POST", "/sign-in", Left(SECRETS)),
    ("GET", "/sign-in/code", Left(SECRETS)),
    ("POST", "/sign-in/code", Left(SECRETS)),
    ("POST", "/sign-out", Left(SECRETS)),
    ("GET", "/invitation/{token}", Left(SECRETS)),
    ("POST", "/invitation/{token}", Left(SECRETS)),
    ("GET", "/forgot", Left(SECRETS)),
    ("POST", "/forgot", Left(SECRETS)),
    ("GET", "/forgot/sent", Left(SECRETS)),
    ("GET", "/reset/{token}", Left(SECRETS)),
    ("POST", "/reset/{token}", Left(SECRETS)),
    ("GET", "/register", Left(REGISTERING)),
    ("POST", "/register", Left(REGISTERING)),
    ("POST", "/register/change", Left(REGISTERING)),
    ("GET", "/register/send", Left(REGISTERING)),
    ("POST", "/register/send", Left(REGISTERING)),
    ("GET", "/account", By(&["getMe", "getOwnAccount"])),
    ("POST", "/account/sessions", Left(SECRETS)),
    ("GET", "/account/tokens", Left(SECRETS)),
    ("POST", "/account/tokens", Left(SECRETS)),
    ("POST", "/account/tokens/revoke", Left(SECRETS)),
    ("POST", "/account/delegations", By(&["endDelegation"])),
    ("GET", "/account/password", Left(SECRETS)),
    ("POST", "/account/password", Left(SECRETS)),
    ("GET", "/account/factor", Left(SECRETS)),
    ("POST", "/account/factor", Left(SECRETS)),
    ("GET", "/account/factor/confirm", Left(SECRETS)),
    ("POST", "/account/factor/confirm", Left(SECRETS)),
    ("POST", "/account/factor/codes", Left(SECRETS)),
    ("GET", "/account/delegate/{grant}", By(&["getOwnAccount", "listFellows"])),
    ("POST", "/account/delegate/{grant}", By(&["delegateRole"])),
    ("GET", "/account/colleagues/{organisation}", By(&["listColleagues"])),
    ("POST", "/account/colleagues/{organisation}", By(&["endColleague", "inviteColleagueAgain"])),
    ("GET", "/account/colleagues/{organisation}/new", By(&["listColleagues"])),
    ("POST", "/account/colleagues/{organisation}/new", By(&["inviteColleague"])),
    ("GET", "/people", By(&["listPeople"])),
    ("GET", "/people/new", By(&["invitePerson"])),
    ("POST", "/people/new", By(&["invitePerson"])),
    ("GET", "/people/{person}", By(&["getPerson"])),
    // removing a second factor stays in the browser
    ("POST", "/people/{person}", By(&["endRole", "inviteAgain"])),
    ("GET", "/people/{person}/role", By(&["getPerson", "listRoles", "listOffices"])),
    ("POST", "/people/{person}/role", By(&["giveRole"])),
    ("GET", "/people/{person}/expert", By(&["getPerson"])),
    ("POST", "/people/{person}/expert", By(&["enterExpert"])),
    ("GET", "/people/{person}/leave", By(&["getPerson"])),
    ("POST", "/people/{person}/leave", By(&["deactivatePerson"])),
    ("GET", "/organisations", By(&["listOffices", "listOrganisations"])),
    ("GET", "/organisations/new", By(&["listOffices"])),
    ("POST", "/organisations/new", By(&["foundOffice", "enterOrganisation"])),
    ("GET", "/organisations/{place}", By(&["getPlace"])),
    ("POST", "/organisations/{place}", By(&["movePlace"])),
    ("GET", "/apply", By(&["listClaims"])),
    ("POST", "/apply", By(&["apply"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}", By(&["getClaim"])),
    ("POST", "/claims/{programme}/{edition}/{uscc}/example", Left(EXAMPLE)),
    ("POST", "/assess/{programme}/{edition}/{uscc}/example", Left(EXAMPLE)),
    ("GET", "/claims/{programme}/{edition}/{uscc}/items/{code}", By(&["getClaim", "getAnswer"])),
    (
        "POST",
        "/claims/{programme}/{edition}/{uscc}/items/{code}",
        By(&["saveAnswer", "askNotEvaluated", "confirmEarlierAnswer"]),
    ),
    ("POST", "/claims/{programme}/{edition}/{uscc}/files", By(&["addFile"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/files/{number}", By(&["getFile"])),
    ("POST", "/claims/{programme}/{edition}/{uscc}/files/{number}/remove", By(&["removeFile"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/review", By(&["getClaim"])),
    ("POST", "/claims/{programme}/{edition}/{uscc}/review", By(&["submitClaim"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/submitted/{reference}", Left(RECEIPT)),
    ("GET", "/claims/{programme}/{edition}/{uscc}/score", By(&["getScore"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/form", By(&["getClaimForm"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/form/pdf", By(&["getClaimForm"])),
    ("GET", "/claims/{programme}/{edition}/{uscc}/checklist", By(&["getClaimChecklist"])),
    ("GET", "/self-checks/{programme}/{edition}/{uscc}", By(&["getSelfCheck"])),
    ("GET", "/self-checks/{programme}/{edition}/{uscc}/score", By(&["getSelfCheckScore"])),
    ("GET", "/self-checks/{programme}/{edition}/{uscc}/items/{code}", By(&["getSelfCheck"])),
    ("POST", "/self-checks/{programme}/{edition}/{uscc}/items/{code}", By(&["saveSelfCheckAnswer"])),
    ("GET", "/assess/{programme}/{edition}/{uscc}", By(&["getReview"])),
    ("POST", "/assess/{programme}/{edition}/{uscc}/declare", By(&["declare"])),
    ("GET", "/assess/{programme}/{edition}/{uscc}/items/{code}", By(&["getReview"])),
    ("POST", "/assess/{programme}/{edition}/{uscc}/items/{code}", By(&["savePoint"])),
    ("GET", "/assess/{programme}/{edition}/{uscc}/files/{hash}", By(&["getEvidence"])),
    ("POST", "/assess/{programme}/{edition}/{uscc}/rest", By(&["takeAsClaimed"])),
    ("GET", "/assess/{programme}/{edition}/{uscc}/seal", By(&["getReview"])),
    ("POST", "/assess/{programme}/{edition}/{uscc}/seal", By(&["sealReview"])),
    ("GET", "/desk", By(&["listTasks", "listEditions", "listRegisters", "listClaims"])),
    ("GET", "/tasks", By(&["listTasks"])),
    ("GET", "/editions", By(&["listEditions"])),
    ("GET", "/editions/new", By(&["listEditions"])),
    ("POST", "/editions/new", By(&["open_edition"])),
    ("GET", "/editions/{programme}/{edition}", By(&["getEdition"])),
    ("GET", "/editions/{programme}/{edition}/goals", By(&["getGoalProfile"])),
    ("GET", "/editions/{programme}/{edition}/find", Left(LEADS_ON)),
    ("GET", "/editions/{programme}/{edition}/applications", By(&["listApplications"])),
    ("GET", "/editions/{programme}/{edition}/applications/csv", By(&["exportApplications"])),
    ("GET", "/editions/{programme}/{edition}/bulk", By(&["listApplications", "getApplication"])),
    ("POST", "/editions/{programme}/{edition}/bulk", By(&["beginJob"])),
    ("GET", "/jobs", By(&["listJobs"])),
    ("GET", "/jobs/{id}", By(&["getJob"])),
    ("POST", "/jobs/{id}/stop", By(&["stopJob"])),
    ("GET", "/records/{register}", By(&["listRecords", "listProposedRecords"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}", By(&["getApplication", "getDraw"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}/evidence/{hash}", By(&["getEvidence"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}/score-sheet", By(&["getScoreSheet"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}/form", By(&["getApplicationForm"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}/form/pdf", By(&["getApplicationForm"])),
    ("GET", "/cases/{programme}/{edition}/{uscc}/checklist", By(&["getChecklist"])),
    (
        "GET",
        "/cases/{programme}/{edition}/{uscc}/do/{command}",
        By(&["getApplication", "getGrounds", "listCandidates"]),
    ),
    ("POST", "/cases/{programme}/{edition}/{uscc}/do/{command}", By(COMMANDS)),
    ("GET", "/editions/{programme}/{edition}/do/{command}", By(&["getEdition"])),
    ("POST", "/editions/{programme}/{edition}/do/{command}", By(COMMANDS)),
    ("GET", "/demo", Left(DEMO)),
    ("POST", "/demo/time", Left(DEMO)),
    ("POST", "/demo/sign-in", Left(DEMO)),
    ("POST", "/demo/go-on", Left(DEMO)),
    ("GET", "/assets/{file}", Left(MACHINES)),
    ("GET", "/healthz", Left(MACHINES)),
    ("GET", "/readyz", Left(MACHINES)),
    ("GET", "/metrics", Left(MACHINES)),
];

/// Stands for the operation of whichever command: that each has one is tested where they are made.
const COMMANDS: &[&str] = &["check"];

/// What is wrong with the table for these routes and operations.
fn breaches(routes: &[(String, String)], operations: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (method, path) in routes {
        let rows = ROWS.iter().filter(|(of, at, _)| of == method && at == path);
        match rows.collect::<Vec<_>>().as_slice() {
            [(.., By(ids))] => {
                for id in ids.iter().filter(|id| !operations.contains(**id)) {
                    wrong.push(format!("{method} {path}: there is no operation `{id}`"));
                }
                if ids.is_empty() {
                    wrong.push(format!("{method} {path} names no operation"));
                }
            }
            [(.., Left([zh, en]))] if !zh.is_empty() && !en.is_empty() => {}
            [] => wrong.push(format!("{method} {path} has neither an operation nor a reason")),
            _ => wrong.push(format!("{method} {path} stands twice, or without a reason")),
        }
    }
    for (method, path, _) in ROWS {
        if !routes.iter().any(|(of, at)| of == method && at == path) {
            wrong.push(format!("{method} {path} is no route"));
        }
    }
    wrong
}

fn served() -> (Vec<(String, String)>, BTreeSet<String>) {
    let pages = routes().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    (pages, operations().map(|operation| operation.id.clone()).collect())
}

#[test]
fn what_a_page_can_do_a_program_can() {
    let (mut pages, mut programs) = served();
    assert_eq!(breaches(&pages, &programs), Vec::<String>::new());
    // the exceptions are few, and not of what somebody decides
    let left = ROWS.iter().filter(|(.., done)| matches!(done, Left(_))).count();
    assert!(left < 42, "{left} exceptions");
    // a page that is new, and an operation that is gone
    pages.push(("POST".to_owned(), "/unheard-of".to_owned()));
    programs.remove("movePlace");
    assert_eq!(
        breaches(&pages, &programs),
        [
            "POST /organisations/{place}: there is no operation `movePlace`",
            "POST /unheard-of has neither an operation nor a reason"
        ]
    );
}

/// The two tables of the page about the interface: what is done by which operation, and what is not.
fn tables(language: usize) -> String {
    let [page, operation, reason] =
        [["页面", "page"], ["操作", "operation"], ["原因", "reason"]].map(|words| words[language]);
    let (mut by, mut left) = (String::new(), BTreeMap::<&str, Vec<String>>::new());
    for (method, path, done) in ROWS {
        let route = format!("`{method} {path}`");
        match done {
            By(COMMANDS) => {
                let all = ["每个命令一个操作", "one operation for each command"][language];
                by.push_str(&format!("| {route} | {all} |\n"));
            }
            By(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                by.push_str(&format!("| {route} | {} |\n", ids.join(", ")));
            }
            Left(why) => left.entry(why[language]).or_default().push(route),
        }
    }
    let left: String =
        left.iter().map(|(why, routes)| format!("| {} | {why} |\n", routes.join(", "))).collect();
    format!("| {page} | {reason} |\n| --- | --- |\n{left}\n| {page} | {operation} |\n| --- | --- |\n{by}")
}

#[test]
fn the_page_about_the_interface_has_the_table() {
    const MARKS: [&str; 2] = ["<!-- pages and operations -->\n\n", "\n<!-- end -->"];
    for (name, language) in [("api.zh-CN.md", 0), ("api.md", 1)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
        let held = fs::read_to_string(&path).unwrap();
        let (before, rest) = held.split_once(MARKS[0]).expect("a place for the table");
        let (table, after) = rest.split_once(MARKS[1]).expect("the end of the table");
        let fresh = tables(language);
        if std::env::var_os("DUHENG_WRITE_DOCS").is_some() {
            fs::write(&path, format!("{before}{}{fresh}{}{after}", MARKS[0], MARKS[1])).unwrap();
        } else {
            assert_eq!(table, fresh, "{name}: run the test again with DUHENG_WRITE_DOCS=1");
        }
    }
}
