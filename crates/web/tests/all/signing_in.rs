//! Signing in and out, and forms that are sent when the session has ended.

use crate::browser::{Browser, get};
use crate::deployment::{Served, empty};
use crate::people::{PASSWORD, code, enrol, set_up, sign_in};

fn with_administrator() -> Served {
    let served = empty();
    served.noon(2026, 3, 2);
    set_up(&served);
    served
}

#[test]
fn a_wrong_password_keeps_the_login_and_says_what_to_do() {
    let served = with_administrator();
    let mut browser = Browser::new(served.address);
    let page = browser.open("/sign-in");
    let empty = browser.send(&page, "/sign-in", &[]);
    assert_eq!(
        (empty.status, empty.attribute(".wrong a", "href")),
        (422, vec!["#login".into(), "#password".into()])
    );
    let wrong = browser.send(&page, "/sign-in", &[("login", "root"), ("password", "something else")]);
    assert_eq!(wrong.status, 409);
    assert_eq!(wrong.texts(".wrong strong"), ["登录名或密码不对"]);
    assert_eq!(wrong.attribute("#login", "value"), ["root"]);
    assert!(!wrong.body.contains("something else"), "a password is never shown");
}

#[test]
fn who_signs_in_goes_on_to_where_they_wanted_and_signs_out_again() {
    let served = with_administrator();
    let mut browser = Browser::new(served.address);
    let page = browser.open("/desk");
    assert_eq!(page.texts("h1"), ["登录"]);
    let desk = browser.send(&page, "/sign-in", &[("login", "Root "), ("password", PASSWORD)]);
    assert_eq!((desk.status, desk.texts("h1")), (200, vec!["工作台".to_owned()]));
    assert_eq!(desk.header("cache-control"), Some("no-store"));
    let out = browser.send(&desk, "/sign-out", &[]);
    assert_eq!(out.texts(".done"), ["已退出登录。"]);
    assert_eq!(browser.open("/desk").texts("h1"), ["登录"]);
}

#[test]
fn a_second_factor_is_asked_for_and_a_wrong_code_is_told() {
    let served = with_administrator();
    let secret = enrol(&served, "root");
    served.noon(2026, 3, 3);
    let mut browser = Browser::new(served.address);
    let page = sign_in(&mut browser, "root");
    assert_eq!(page.texts("h1"), ["输入验证码"]);
    assert_eq!(browser.open("/desk").texts("h1"), ["登录"], "one factor opens nothing");
    let wrong = browser.send(&page, "/sign-in/code", &[("code", "000000")]);
    assert_eq!(wrong.texts(".wrong strong"), ["验证码不对"]);
    let desk = browser.send(&wrong, "/sign-in/code", &[("code", &code(&served, &secret))]);
    assert_eq!(desk.texts("h1"), ["工作台"]);
}

#[test]
fn a_form_that_is_sent_after_the_session_ended_is_kept_through_signing_in() {
    let served = with_administrator();
    let mut browser = Browser::new(served.address);
    let desk = sign_in(&mut browser, "root");
    browser.forget("duheng_session");
    let asked = browser.send(&desk, "/sign-out", &[("note", "写了很久的<b>文字")]);
    assert_eq!((asked.status, asked.texts("h1")), (401, vec!["登录".to_owned()]));
    let kept = browser.send(&asked, "/sign-in", &[("login", "root"), ("password", PASSWORD)]);
    assert_eq!(kept.texts("h1"), ["请再提交一次"]);
    assert_eq!(kept.texts("dd"), ["写了很久的<b>文字"]);
    let sent = browser.send(&kept, "/sign-out", &[]);
    assert_eq!(sent.texts(".done"), ["已退出登录。"]);
}

#[test]
fn signing_in_leads_to_no_other_host() {
    let served = with_administrator();
    for place in ["//evil.example/", "https://evil.example/", "/\\evil.example"] {
        let page = get(served.address, &format!("/sign-in?next={place}"));
        assert!(page.attribute("input[name=next]", "value").is_empty(), "{place}");
    }
}
