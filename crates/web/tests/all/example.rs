//! Example answers are for the demo: a real deployment has none, whatever it was given. That they are good enough for a claim
//! is tried where the demo is (`crates/cli/tests/all/example.rs`).

use std::sync::Arc;

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::Claim;
use duheng_app::{App, Target};
use duheng_pack::calendar::Date;
use duheng_pack::text::Language;
use duheng_programme::command::Visit;
use duheng_web::{Assessing, Demo, DemoAccount, Filling, Moving};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::claims::{applied, place};
use crate::people::sign_in;

/// Whoever asks these has found a way to invented answers in a real deployment.
struct Forbidden;

impl Demo for Forbidden {
    fn forward<'a>(&'a self, _: &'a App, _: u16) -> Moving<'a> {
        panic!("another time in a real deployment")
    }

    fn accounts(&self) -> &[DemoAccount] {
        panic!("accounts of a demo in a real deployment")
    }

    fn fill_in<'f>(&'f self, _: &'f App, _: &'f SignedInPerson, _: &'f Claim, _: Language) -> Filling<'f> {
        panic!("invented answers in a real deployment")
    }

    fn assess<'f>(
        &'f self,
        _: &'f App,
        _: &'f SignedInPerson,
        _: &'f str,
        _: &'f Target,
        _: Language,
    ) -> Assessing<'f> {
        panic!("invented findings in a real deployment")
    }

    fn visit(&self, _: Date, _: Language) -> Visit {
        panic!("an invented visit in a real deployment")
    }
}

#[test]
fn a_real_deployment_has_no_example_answers() {
    let (served, _) = applied();
    let listener = served.runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
    let address = listener.local_addr().unwrap();
    let settings =
        duheng_web::Settings { demo: Some(Arc::new(Forbidden)), ..duheng_web::Settings::default() };
    let app = Arc::clone(&served.app);
    served.runtime.spawn(duheng_web::serve(listener, app, settings, std::future::pending()));
    let mut chen = Browser::new(address);
    sign_in(&mut chen, "chen");
    let tasks = chen.open(&place());
    assert_eq!(tasks.status, 200);
    assert_eq!(tasks.attribute("form[action$='/example']", "action"), Vec::<String>::new());
    assert!(!tasks.body.contains("示例内容"), "{}", tasks.body);
    // with the token of a form of the same session
    let item = chen.open(&crate::claims::item("6.1.1.a"));
    let [token, ..] = &item.attribute("input[name='token']", "value")[..] else { panic!("{}", item.body) };
    let sent = chen.ask("POST", &format!("{}/example", place()), &format!("token={token}"));
    assert_eq!(sent.status, 404, "{}", sent.body);
    assert_eq!(chen.open(&format!("{}?answers=3&files=2", place())).texts(".done"), Vec::<String>::new());
}
