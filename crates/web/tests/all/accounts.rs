//! One's own account: links, registration, password, second factor, sessions, delegations, colleagues.

use duheng_pack::uscc::check_character;

use crate::browser::{Answer, Browser, get_english};
use crate::deployment::{Served, empty};
use crate::people::{PASSWORD, administrator, code, letter, member, office, registration, set_up, sign_in};

const OTHER: &str = "nine loud sparrows";

fn deployment() -> Served {
    let served = empty();
    served.noon(2026, 3, 2);
    set_up(&served);
    served
}

/// A code whose check character is right.
pub(crate) fn uscc(number: u32) -> String {
    let first = format!("91440300{number:09}");
    format!("{first}{}", check_character(&first).unwrap())
}

/// Registers an enterprise by its two pages; the answer to the second.
pub(crate) fn register(browser: &mut Browser, home: &str, uscc: &str, login: &str) -> Answer {
    let form = browser.open("/register");
    let email = format!("{login}@city.example");
    let check = browser.send(&form, "/register", &registration(uscc, home, login, &email));
    assert_eq!((check.status, check.texts("h1")), (200, vec!["核对填写内容".to_owned()]), "{}", check.body);
    browser.send(&check, "/register/send", &[("password", PASSWORD), ("password_again", PASSWORD)])
}

/// An office, and an enterprise below it whose approver is `boss`.
fn with_enterprise(served: &Served) -> (Browser, Browser, String) {
    let mut root = administrator(served);
    let home = office(&mut root, "虚构市主办单位");
    let home = home.rsplit('/').next().unwrap().to_owned();
    let mut boss = Browser::new(served.address);
    let done = register(&mut boss, &home, &uscc(700_000_001), "boss");
    assert_eq!(done.texts(".done"), ["注册成功，已登录。"]);
    let own = boss.open("/account");
    let place = own.attribute("a[href^='/account/colleagues/']", "href")[0].clone();
    (root, boss, place)
}

#[test]
fn who_forgot_the_password_gets_a_link_that_works_once() {
    let served = deployment();
    let mut browser = Browser::new(served.address);
    let page = browser.open("/sign-in");
    assert!(page.attribute("main a", "href").contains(&"/forgot".to_owned()));
    let form = browser.open("/forgot");
    let missing = browser.send(&form, "/forgot", &[]);
    assert_eq!((missing.status, missing.attribute(".wrong a", "href")), (422, vec!["#login".to_owned()]));
    let known = browser.send(&form, "/forgot", &[("login", "root")]);
    let unknown = browser.send(&form, "/forgot", &[("login", "nobody")]);
    assert_eq!((known.status, known.texts("main")), (unknown.status, unknown.texts("main")));
    let link = letter(&served, "reset", "root");
    let form = browser.open(&link);
    assert!(form.texts(".hint")[0].contains("10 个字符"), "the rules are told before");
    let differ = browser.send(&form, &link, &[("password", OTHER), ("password_again", "something else")]);
    assert_eq!((differ.status, differ.attribute(".wrong a", "href")), (422, vec!["#password_again".into()]));
    assert!(!differ.body.contains(OTHER), "a password never comes back");
    let short = browser.send(&form, &link, &[("password", "short"), ("password_again", "short")]);
    assert_eq!((short.status, short.attribute(".wrong a", "href")), (409, vec!["#password".to_owned()]));
    let set = browser.send(&form, &link, &[("password", OTHER), ("password_again", OTHER)]);
    assert_eq!(set.texts(".done"), ["密码已设置，请登录。"]);
    let used = browser.open(&link);
    assert_eq!((used.status, used.texts("h1")), (410, vec!["链接已经用过，只能用一次".to_owned()]));
    let again = browser.send(&form, &link, &[("password", OTHER), ("password_again", OTHER)]);
    assert_eq!(again.status, 410);
    let desk = browser.open("/sign-in");
    let desk = browser.send(&desk, "/sign-in", &[("login", "root"), ("password", OTHER)]);
    assert_eq!(desk.texts("h1"), ["工作台"]);
}

#[test]
fn a_link_that_is_too_old_or_of_another_kind_says_what_to_do() {
    let served = deployment();
    let mut browser = Browser::new(served.address);
    let form = browser.open("/forgot");
    browser.send(&form, "/forgot", &[("login", "root")]);
    let link = letter(&served, "reset", "root");
    let wrong = browser.open(&link.replace("/reset/", "/invitation/"));
    assert_eq!((wrong.status, wrong.texts("h1")), (410, vec!["链接无效".to_owned()]));
    served.clock.set(served.now() + 3_600_000_000);
    let old = browser.open(&link);
    assert_eq!((old.status, old.texts("h1")), (410, vec!["链接已过期".to_owned()]));
    assert!(old.attribute("main a", "href").contains(&"/forgot".to_owned()));
    let english = get_english(served.address, &link);
    assert_eq!(english.texts("h1"), ["The link has expired"]);
}

/// Covers S1-13.
#[test]
fn an_enterprise_registers_once_after_checking_its_answers() {
    let served = deployment();
    let mut browser = Browser::new(served.address);
    assert!(browser.open("/").attribute("main a", "href").contains(&"/register".to_owned()));
    assert_eq!(
        browser.open("/register").attribute("main form", "action"),
        Vec::<String>::new(),
        "no office yet"
    );
    let (_, _, _) = with_enterprise(&served);
    let form = browser.open("/register");
    let home = form.attribute("#home option", "value")[1].clone();
    let nothing = browser.send(&form, "/register", &[]);
    let fields = ["#uscc", "#enterprise", "#home", "#name", "#login", "#email"].map(str::to_owned);
    assert_eq!((nothing.status, nothing.attribute(".wrong a", "href")), (422, fields.to_vec()));
    let mut code = uscc(700_000_002);
    let last = if code.ends_with('0') { '1' } else { '0' };
    code.pop();
    code.push(last);
    let wrong = browser.send(&form, "/register", &registration(&code, &home, "chief", "chief@city.example"));
    assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (422, vec!["#uscc".to_owned()]));
    assert_eq!(wrong.attribute("#enterprise", "value"), ["虚构科技有限公司"]);
    assert_eq!(wrong.attribute("#home option[selected]", "value"), [home.as_str()]);
    // back from the answers with all that was typed
    let code = uscc(700_000_002);
    let check = browser.send(&form, "/register", &registration(&code, &home, "chief", "chief@city.example"));
    assert!(
        check.texts(".facts dd").contains(&"虚构市主办单位".to_owned()),
        "{:?}",
        check.texts(".facts dd")
    );
    let back = browser.send(&check, "/register/change", &[]);
    assert_eq!((back.status, back.attribute("#login", "value")), (200, vec!["chief".to_owned()]));
    let short = browser.send(&check, "/register/send", &[("password", "short"), ("password_again", "short")]);
    assert_eq!((short.status, short.attribute(".wrong a", "href")), (409, vec!["#password".to_owned()]));
    assert_eq!(short.texts("h1"), ["核对填写内容"]);
    // registered before, or a login that somebody has: the same answer, with what to do in either case
    let again = register(&mut browser, &home, &uscc(700_000_001), "rival");
    let taken = register(&mut browser, &home, &code, "boss");
    let told =
        |answer: &Answer| (answer.status, answer.texts(".wrong"), answer.attribute(".wrong a", "href"));
    assert_eq!(told(&again), told(&taken));
    assert_eq!(again.status, 409);
    for step in ["请同事邀请", "找回密码", "换一个登录名"] {
        assert!(again.texts(".wrong")[0].contains(step), "{step}: {:?}", again.texts(".wrong"));
    }
    assert_eq!(again.attribute("#login", "value"), ["rival"]);
    let english = get_english(served.address, "/register");
    assert_eq!(english.texts("h1"), ["Register an enterprise"]);
}

#[test]
fn who_has_an_account_is_not_found_out_by_registering_often() {
    let served = deployment();
    with_enterprise(&served);
    let mut browser = Browser::new(served.address);
    let home = browser.open("/register").attribute("#home option", "value")[1].clone();
    // straight to the end, or the many forms themselves would be held up
    let mut tried = |number: u32, login: &str| {
        let form = browser.open("/register");
        let token = form.attribute("input[name=token]", "value").remove(0);
        let code = uscc(700_000_000 + number);
        let mut fields = registration(&code, &home, login, "chief@city.example");
        fields.extend([("token", token.as_str()), ("password", PASSWORD), ("password_again", PASSWORD)]);
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        browser.ask("POST", "/register/send", &pairs.join("&"))
    };
    for number in 0..10 {
        assert_eq!(tried(100 + number, "boss").status, 409);
    }
    // from now on a free code and a taken one are answered alike, and nothing is registered
    let (free, taken) = (tried(200, "chief"), tried(1, "chief"));
    assert_eq!((free.status, taken.status), (429, 429));
    assert_eq!(free.texts(".wrong"), taken.texts(".wrong"));
    assert!(free.texts(".wrong")[0].contains("30 分钟"), "{:?}", free.texts(".wrong"));
    assert_eq!(free.attribute("#login", "value"), ["chief"], "what was typed stays");
}

#[test]
fn a_password_is_changed_by_who_knows_the_present_one() {
    let served = deployment();
    let mut browser = Browser::new(served.address);
    sign_in(&mut browser, "root");
    let form = browser.open("/account/password");
    let all = [("present", "wrong password"), ("password", OTHER), ("password_again", OTHER)];
    let wrong = browser.send(&form, "/account/password", &all);
    assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (409, vec!["#present".to_owned()]));
    assert!(!wrong.body.contains(OTHER));
    let usual = [("present", PASSWORD), ("password", "password123"), ("password_again", "password123")];
    let usual = browser.send(&form, "/account/password", &usual);
    assert_eq!((usual.status, usual.attribute(".wrong a", "href")), (409, vec!["#password".to_owned()]));
    // a session that ends meanwhile keeps no password
    let mut stale = Browser::new(served.address);
    sign_in(&mut stale, "root");
    stale.forget("duheng_session");
    let kept = stale.send(&form, "/account/password", &[("present", PASSWORD), ("password", OTHER)]);
    assert_eq!(kept.status, 401);
    assert!(!kept.body.contains("sparrows") && !kept.body.contains("herons"));
    let all = [("present", PASSWORD), ("password", OTHER), ("password_again", OTHER)];
    let done = browser.send(&form, "/account/password", &all);
    assert_eq!(done.texts(".done"), ["密码已修改，其他登录均已退出。"]);
}

#[test]
fn a_second_factor_is_enrolled_and_its_recovery_codes_are_shown_once() {
    let served = deployment();
    let mut browser = Browser::new(served.address);
    sign_in(&mut browser, "root");
    let own = browser.open("/account");
    assert!(own.attribute("main a", "href").contains(&"/account/factor".to_owned()));
    assert_eq!(browser.open("/people").status, 403, "roles are withheld");
    let page = browser.open("/account/factor");
    let page = browser.send(&page, "/account/factor", &[]);
    assert_eq!(page.attribute("svg.qr", "role"), ["img"]);
    let secret = page.texts("#secret")[0].clone();
    assert!(secret.split(' ').all(|group| group.len() == 4), "{secret}");
    let secret = secret.replace(' ', "");
    assert!(page.attribute("main a", "href").iter().any(|link| link.contains(&secret)));
    let wrong = browser.send(&page, "/account/factor/confirm", &[("code", "000000")]);
    assert_eq!((wrong.status, wrong.attribute(".wrong a", "href")), (409, vec!["#code".to_owned()]));
    assert_eq!(wrong.texts("#secret")[0].replace(' ', ""), secret, "the same secret is shown again");
    let before = browser.cookie("duheng_session").to_owned();
    let codes = browser.send(&page, "/account/factor/confirm", &[("code", &code(&served, &secret))]);
    assert_ne!(browser.cookie("duheng_session"), before, "the session before has ended");
    assert_eq!((codes.status, codes.texts(".codes li").len()), (200, 8));
    assert_eq!(codes.header("cache-control"), Some("no-store"));
    let file = browser.send(&codes, "/account/factor/codes", &[("codes", "<script>")]);
    assert!(file.header("content-disposition").unwrap().contains("attachment"));
    assert!(!file.body.contains("script"));
    let again = browser.open("/account/factor");
    assert!(again.texts(".codes").is_empty() && again.texts("form[action='/account/factor']").is_empty());
    assert_eq!(browser.open("/people").status, 200, "the session goes on, with all roles");
}

#[test]
fn sessions_are_listed_and_ended_by_their_person_alone() {
    let served = deployment();
    let (mut root, mut boss, _) = with_enterprise(&served);
    let mut elsewhere = Browser::new(served.address);
    sign_in(&mut elsewhere, "boss");
    let own = boss.open("/account");
    assert_eq!(own.texts("form[action='/account/sessions']").len(), 1, "this one is ended by signing out");
    let theirs = own.attribute("input[name=session]", "value")[0].clone();
    // somebody else's session is as good as none
    let mut second = Browser::new(served.address);
    member(&served, &mut root, "clerk");
    sign_in(&mut second, "clerk");
    let mut third = Browser::new(served.address);
    sign_in(&mut third, "clerk");
    let clerks = second.open("/account");
    let foreign = second.send(&clerks, "/account/sessions", &[("session", &theirs)]);
    assert_eq!((foreign.status, foreign.texts(".wrong strong")), (409, vec!["没有这个登录".to_owned()]));
    assert_eq!(elsewhere.open("/account").texts("h1"), ["我的账号"]);
    let ended = boss.send(&own, "/account/sessions", &[]);
    assert_eq!(ended.texts(".done"), ["该登录已结束。"]);
    assert_eq!(elsewhere.open("/account").texts("h1"), ["登录"]);
}

#[test]
fn approvers_manage_their_colleagues_and_delegate() {
    let served = deployment();
    let (mut root, mut boss, place) = with_enterprise(&served);
    let list = boss.open(&place);
    assert_eq!(list.texts(".empty").len(), 1, "the only one is told to invite another");
    let new = format!("{place}/new");
    let form = boss.open(&new);
    let typed = [("login", "clerk"), ("name", "示例 填报人"), ("email", "clerk@city.example")];
    let missing = boss.send(&form, &new, &typed);
    assert_eq!((missing.status, missing.attribute(".wrong a", "href")), (422, vec!["#role".to_owned()]));
    assert_eq!(missing.attribute("#name", "value"), ["示例 填报人"]);
    let typed = [typed[0], typed[1], typed[2], ("role", "filler")];
    let list = boss.send(&form, &new, &typed);
    assert_eq!(list.texts(".done"), ["邀请已发出，7 天内有效。"]);
    let taken = boss.send(&form, &new, &typed);
    assert_eq!((taken.status, taken.attribute(".wrong a", "href")), (409, vec!["#login".to_owned()]));
    let grant = list.attribute("input[name=grant]", "value")[0].clone();
    // the newest letter is the one that counts
    served.clock.set(served.now() + 1_000_000);
    let again = boss.send(&list, &place, &[("do", "invite")]);
    assert_eq!(again.texts(".done"), ["已重新邀请，原链接作废。"]);
    let link = letter(&served, "invitation", "clerk");
    let mut clerk = Browser::new(served.address);
    let form = clerk.open(&link);
    clerk.send(&form, &link, &[("password", PASSWORD), ("password_again", PASSWORD)]);
    sign_in(&mut clerk, "clerk");
    // who fills in is no approver, and nobody of another enterprise is one here
    for path in [place.as_str(), &new, "/people", "/organisations"] {
        assert_eq!(clerk.open(path).status, 403, "{path}");
    }
    assert_eq!(root.open(&place).status, 403);
    let home = boss.open("/register").attribute("#home option", "value")[1].clone();
    let mut rival = Browser::new(served.address);
    register(&mut rival, &home, &uscc(700_000_003), "rival");
    assert_eq!(rival.open(&place).status, 403);
    let own = rival.open("/account").attribute("a[href^='/account/colleagues/']", "href")[0].clone();
    let page = rival.open(&own);
    let body = format!("token={}&do=end&grant={grant}", page.attribute("input[name=token]", "value")[0]);
    assert_eq!(rival.ask("POST", &place, &body).status, 403);
    let foreign = rival.ask("POST", &own, &body);
    assert_eq!(
        (foreign.status, foreign.texts(".wrong strong")),
        (409, vec!["没有这项授权，或已收回".to_owned()])
    );
    // delegation
    let account = boss.open("/account");
    let delegate = account.attribute("a[href^='/account/delegate/']", "href")[0].clone();
    assert_eq!(rival.open(&delegate).status, 404, "a role of somebody else");
    let form = boss.open(&delegate);
    let to = form.attribute("#to option", "value")[1].clone();
    let past = boss.send(&form, &delegate, &[("to", &to), ("until", "2026-03-01")]);
    assert_eq!((past.status, past.attribute(".wrong a", "href")), (409, vec!["#until".to_owned()]));
    assert_eq!(past.attribute("#to option[selected]", "value"), [to.as_str()]);
    let wrong = boss.send(&form, &delegate, &[("to", "somebody"), ("until", "tomorrow")]);
    assert_eq!(
        (wrong.status, wrong.attribute(".wrong a", "href")),
        (422, vec!["#to".into(), "#until".into()])
    );
    let done = boss.send(&form, &delegate, &[("to", &to), ("until", "2026-03-20")]);
    assert_eq!(done.texts(".done"), ["已委托。"]);
    assert!(clerk.open("/account").texts("th .code").iter().any(|text| text.contains("受 示例 经办人 委托")));
    let ended = boss.send(&done, "/account/delegations", &[]);
    assert_eq!(ended.texts(".done"), ["委托已收回。"]);
    // the role of a colleague ends, one's own does not
    let list = boss.open(&place);
    let done = boss.send(&list, &place, &[("do", "end")]);
    assert_eq!(done.texts(".done"), ["角色已收回。"]);
    assert!(done.attribute("input[name=grant]", "value").is_empty());
    let mine = delegate.rsplit('/').next().unwrap();
    let body = format!("token={}&do=end&grant={mine}", page_token(&mut boss, &place));
    let own = boss.ask("POST", &place, &body);
    assert_eq!((own.status, own.texts(".wrong strong")), (409, vec!["不能收回本人的角色".to_owned()]));
}

fn page_token(browser: &mut Browser, place: &str) -> String {
    browser.open(place).attribute("input[name=token]", "value")[0].clone()
}
