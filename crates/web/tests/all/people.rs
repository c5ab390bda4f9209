//! People on a deployment, for tests of pages.

use duheng_app::App;
use duheng_app::accounts::{FirstAdministrator, NewPerson, SignedIn, SignedInPerson};
use totp_rs::{Builder, Secret};

use crate::browser::{Answer, Browser};
use crate::deployment::Served;

pub(crate) const PASSWORD: &str = "four quiet herons";

/// The first administrator, without a second factor yet.
pub(crate) fn set_up(served: &Served) {
    let person = NewPerson {
        login: "root".to_owned(),
        name: "示例 管理员".to_owned(),
        email: "root@city.example".to_owned(),
        language: "zh".to_owned(),
    };
    let first = FirstAdministrator { person, password: PASSWORD.to_owned() };
    served.runtime.block_on(served.app.set_up(&first)).unwrap();
}

/// Signs in by the form, without a second factor.
pub(crate) fn sign_in(browser: &mut Browser, login: &str) -> Answer {
    let page = browser.open("/sign-in");
    browser.send(&page, "/sign-in", &[("login", login), ("password", PASSWORD)])
}

/// Enrols a second factor and returns its secret.
pub(crate) fn enrol(served: &Served, login: &str) -> String {
    served.runtime.block_on(async {
        let app: &App = &served.app;
        let SignedIn::Done(session) = app.sign_in(login, PASSWORD, "").await.unwrap() else {
            panic!("{login} has a second factor")
        };
        let person: SignedInPerson = app.who(&session).await.unwrap().unwrap();
        let enrolment = app.enrol_second_factor(&person).await.unwrap();
        let code = code(served, &enrolment.secret);
        app.confirm_second_factor(&person, &code).await.unwrap();
        enrolment.secret
    })
}

/// The code that an authenticator shows now.
pub(crate) fn code(served: &Served, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(served.now() / 1_000_000).unwrap()).to_string()
}

/// The link in the newest letter of a kind to a login.
pub(crate) fn letter(served: &Served, kind: &str, login: &str) -> String {
    let letters = served.runtime.block_on(served.app.outbox()).unwrap();
    let to = format!("{login}@city.example");
    let newest = letters.iter().rev().find(|letter| letter.kind == kind && letter.to == to);
    let body = &newest.unwrap_or_else(|| panic!("no {kind} to {to}")).body;
    body.lines().find(|line| line.starts_with('/')).unwrap().to_owned()
}

/// A browser in which the first administrator is signed in with a second factor.
pub(crate) fn administrator(served: &Served) -> Browser {
    let secret = enrol(served, "root");
    // the code that enrolled it counts no more
    served.clock.set(served.now() + 30_000_000);
    let mut browser = Browser::new(served.address);
    let page = sign_in(&mut browser, "root");
    let desk = browser.send(&page, "/sign-in/code", &[("code", &code(served, &secret))]);
    assert_eq!(desk.status, 200, "{}", desk.body);
    browser
}

/// Invites a person by the form, and sets their password by the link; returns the page of the person.
pub(crate) fn member(served: &Served, root: &mut Browser, login: &str) -> String {
    let form = root.open("/people/new");
    let (name, email) = (format!("示例 {login}"), format!("{login}@city.example"));
    let page = root.send(&form, "/people/new", &[("login", login), ("name", &name), ("email", &email)]);
    assert_eq!(page.status, 200, "{}", page.body);
    let place = page.attribute("a[href$='/role']", "href")[0].trim_end_matches("/role").to_owned();
    let link = letter(served, "invitation", login);
    let mut own = Browser::new(served.address);
    let form = own.open(&link);
    let set = own.send(&form, &link, &[("password", PASSWORD), ("password_again", PASSWORD)]);
    assert_eq!(set.texts("h1"), ["登录"]);
    place
}

/// Founds an office by the form; returns its page.
pub(crate) fn office(root: &mut Browser, name: &str) -> String {
    let form = root.open("/organisations/new");
    let page = root.send(&form, "/organisations/new", &[("kind", "office"), ("name", name)]);
    assert_eq!((page.status, page.texts("h1")), (200, vec![name.to_owned()]));
    let list = root.open("/organisations");
    let places = list.attribute(".tree a", "href");
    let at = list.texts(".tree a").iter().position(|text| text == name).unwrap();
    places[at].clone()
}

/// The fields of a registration.
pub(crate) fn registration<'a>(
    uscc: &'a str,
    home: &'a str,
    login: &'a str,
    email: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("uscc", uscc),
        ("enterprise", "虚构科技有限公司"),
        ("home", home),
        ("name", "示例 经办人"),
        ("login", login),
        ("email", email),
    ]
}
