//! People on a deployment, for the tests of accounts.

use std::fmt::Debug;
use std::future::Future;
use std::sync::Arc;

use duheng_app::accounts::{
    AccountFailure, FirstAdministrator, GrantKind, NewEnterprise, NewGrant, NewPerson, SignedIn,
    SignedInPerson,
};
use duheng_app::outside::DrivenClock;
use duheng_app::{App, outside::Clock as _};
use duheng_pack::calendar::Date;
use duheng_pack::uscc::check_character;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use tokio::runtime::Runtime;
use totp_rs::{Builder, Secret};

use crate::databases::{KINDS, deployment};

/// 2026-03-02, nine o'clock in Shanghai.
pub(crate) const START: i64 = 1_772_413_200_000_000;
pub(crate) const MINUTE: i64 = 60_000_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
pub(crate) const PASSWORD: &str = "four quiet herons";
pub(crate) const OTHER: &str = "nine loud sparrows";

/// A deployment with its first administrator.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<DrivenClock>,
    pub(crate) root: SignedInPerson,
    pub(crate) beside: DatabaseConnection,
}

/// Runs a test on both databases.
pub(crate) fn on_both<F: Future<Output = ()>>(test: impl Fn(Desk) -> F) {
    for kind in KINDS {
        Runtime::new().unwrap().block_on(async {
            let made = deployment(kind).await;
            made.clock.set(START);
            let beside = made.beside().await;
            let app = Arc::new(made.reopened().await);
            let first = FirstAdministrator { person: person("root"), password: PASSWORD.to_owned() };
            app.set_up(&first).await.unwrap();
            let (root, ..) = with_factor(&app, &made.clock, "root").await;
            test(Desk { app, clock: made.clock.clone(), root, beside }).await;
        });
    }
}

pub(crate) fn person(login: &str) -> NewPerson {
    NewPerson {
        login: login.to_owned(),
        name: format!("{login} 某"),
        email: format!("{login}@city.example"),
        language: "zh".to_owned(),
    }
}

/// The code of a refusal.
#[track_caller]
pub(crate) fn refused<T: Debug>(outcome: Result<T, AccountFailure>) -> &'static str {
    match outcome {
        Err(AccountFailure::Refused(refusal)) => {
            for text in [&refusal.message, &refusal.remedy] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{refusal:?}");
            }
            refusal.code
        }
        other => panic!("{other:?}"),
    }
}

/// What an authenticator shows.
pub(crate) fn code(secret: &str, now: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now / 1_000_000).unwrap()).to_string()
}

/// Signs in and enrols a second factor: session, secret, recovery codes.
pub(crate) async fn with_factor(
    app: &App,
    clock: &DrivenClock,
    login: &str,
) -> (SignedInPerson, String, Vec<String>) {
    let SignedIn::Done(token) = app.sign_in(login, PASSWORD, "tests").await.unwrap() else { panic!() };
    let who = app.who(&token).await.unwrap().unwrap();
    let enrolment = app.enrol_second_factor(&who).await.unwrap();
    let confirmed = app.confirm_second_factor(&who, &code(&enrolment.secret, clock.now())).await.unwrap();
    let who = app.who(&confirmed.token).await.unwrap().unwrap();
    (who, enrolment.secret, confirmed.recovery_codes)
}

impl Desk {
    pub(crate) fn later(&self, by: i64) {
        self.clock.set(self.clock.now() + by);
    }

    /// The secret in the newest letter of a kind.
    pub(crate) async fn letter(&self, kind: &str, to: &str) -> String {
        let letters = self.app.outbox().await.unwrap();
        let to = format!("{to}@city.example");
        let letter = letters
            .iter()
            .filter(|letter| letter.kind == kind && letter.to == to)
            .max_by_key(|letter| letter.created_at);
        let body = &letter.unwrap().body;
        let line = body.lines().find(|line| line.starts_with('/')).unwrap();
        line.rsplit('/').next().unwrap().to_owned()
    }

    /// A person who was invited and has set a password.
    pub(crate) async fn member(&self, login: &str) -> String {
        let id = self.app.invite_person(&self.root, &person(login)).await.unwrap();
        let token = self.letter("invitation", login).await;
        self.app.accept_invitation(&token, PASSWORD).await.unwrap();
        id
    }

    /// The session of a person without a second factor.
    pub(crate) async fn session(&self, login: &str) -> SignedInPerson {
        let SignedIn::Done(token) = self.app.sign_in(login, PASSWORD, "tests").await.unwrap() else {
            panic!()
        };
        self.app.who(&token).await.unwrap().unwrap()
    }

    pub(crate) async fn grant(&self, new: &NewGrant) -> String {
        self.app.give_role(&self.root, new).await.unwrap()
    }

    /// The pack of Shenzhen and an office, so that there are roles and places.
    pub(crate) async fn with_programme(&self) {
        let folder = duheng_testkit::shipped::folder().join("sz-sustainable-enterprise");
        self.app.install_pack(folder).await.unwrap();
        self.app.hang("district", "city", Date::FIRST, true).await.unwrap();
    }

    /// All values of a column, as texts.
    pub(crate) async fn column(&self, query: &str) -> Vec<String> {
        let backend: DbBackend = self.beside.get_database_backend();
        let rows = self.beside.query_all_raw(Statement::from_string(backend, query)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
    }
}

pub(crate) fn date(text: &str) -> Date {
    Date::read(text).unwrap()
}

pub(crate) fn grant(person: &str, kind: GrantKind, role: &str, place: &str) -> NewGrant {
    NewGrant {
        person: person.to_owned(),
        kind,
        role: role.to_owned(),
        place: place.to_owned(),
        programme: "*".to_owned(),
        may_submit: true,
        since: None,
        until: None,
    }
}

/// A code whose check character is right.
pub(crate) fn uscc(number: u32) -> String {
    let first = format!("91440300{number:09}");
    format!("{first}{}", check_character(&first).unwrap())
}

pub(crate) fn enterprise(number: u32, login: &str) -> NewEnterprise {
    NewEnterprise {
        uscc: uscc(number),
        name: format!("虚构企业 {number}"),
        home: "district".to_owned(),
        person: person(login),
        password: PASSWORD.to_owned(),
    }
}
