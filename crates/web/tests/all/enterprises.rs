//! Enterprises on a deployment whose edition is open, for tests of their pages.

use std::collections::BTreeMap;
use std::path::Path;

use duheng_app::accounts::{NewEnterprise, NewPerson, SignedIn, SignedInPerson};
use duheng_app::{Target, Vouched};
use duheng_pack::calendar::Date;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand};

use crate::deployment::Served;
use crate::people::{PASSWORD, set_up};

pub(crate) const PROGRAMME: &str = "sz-sustainable-enterprise";
pub(crate) const HARBOUR: &str = "914403000000000276";
pub(crate) const OTHER: &str = "914403000000000351";

fn someone(login: &str) -> NewPerson {
    NewPerson {
        login: login.to_owned(),
        name: format!("示例 {login}"),
        email: format!("{login}@firm.example"),
        language: "zh".to_owned(),
    }
}

/// A deployment with an office and an open edition of the Shenzhen programme, in the week in which firms apply.
pub(crate) fn open_edition(served: &Served) {
    served.noon(2026, 3, 2);
    set_up(served);
    served.runtime.block_on(async {
        let app = &served.app;
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        app.install_pack(packs.join(PROGRAMME)).await.unwrap();
        app.enter_office("sz", "示例市企业评价办公室（虚构）", None, Date::FIRST).await.unwrap();
        let open = EditionCommand::Open {
            pack: String::new(),
            year: 2025,
            as_of: Date::read("2026-06-01").unwrap(),
            windows: BTreeMap::new(),
        };
        let edition =
            Target { programme: PROGRAMME.to_owned(), edition: "2026".to_owned(), organisation: None };
        let office =
            Actor::Person { person: "lin".to_owned(), role: "office".to_owned(), place: "sz".to_owned() };
        app.act(&Vouched::rehearsal(office), &edition, Command::Edition(open)).await.unwrap();
    });
}

/// An enterprise with its approver, who may sign in.
pub(crate) fn enterprise(served: &Served, login: &str, uscc: &str) -> String {
    let new = NewEnterprise {
        uscc: uscc.to_owned(),
        name: format!("深圳示例制造有限公司 {login}"),
        home: "sz".to_owned(),
        person: someone(login),
        password: PASSWORD.to_owned(),
    };
    served.runtime.block_on(served.app.register_enterprise(&new)).unwrap().organisation
}

/// The session of somebody without a second factor.
pub(crate) fn session(served: &Served, login: &str) -> SignedInPerson {
    served.runtime.block_on(async {
        let SignedIn::Done(token) = served.app.sign_in(login, PASSWORD, "").await.unwrap() else {
            panic!("{login} has a second factor")
        };
        served.app.who(&token).await.unwrap().unwrap()
    })
}
