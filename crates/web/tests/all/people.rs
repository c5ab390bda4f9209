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
