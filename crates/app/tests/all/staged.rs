//! A deployment on which a walk was played up to a step, with accounts for the people in it.

use std::sync::Arc;

use duheng_app::accounts::{FirstAdministrator, GrantKind, NewGrant, SignedIn, SignedInPerson};
use duheng_app::outside::Clock as _;
use duheng_app::{App, NewOrganisation, Target};
use duheng_pack::calendar::Date;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::time::Moment;
use duheng_programme::view::Organisation;
use duheng_programme::walk::{Material, play_on};
use tokio::runtime::Runtime;

use crate::accounts::{Desk, PASSWORD, code, grant, person, uscc, with_factor};
use crate::databases::{Deployment, Kind, deployment};
use crate::host::{Deployed, microseconds, reseeded};

pub(crate) const PROGRAMME: &str = "sz-sustainable-enterprise";

/// Who of the walks has an account.
const OFFICERS: [&str; 3] = ["lin", "zhou", "wang"];
const EXPERTS: [&str; 3] = ["qian", "sun", "li"];

pub(crate) struct Staged {
    pub(crate) desk: Desk,
    pub(crate) deployment: Deployment,
    pub(crate) runtime: Runtime,
    ids: Vec<(&'static str, String)>,
}

pub(crate) fn target(organisation: &str) -> Target {
    Target {
        programme: PROGRAMME.to_owned(),
        edition: "2026".to_owned(),
        organisation: Some(organisation.to_owned()),
    }
}

/// The login of somebody: short names are too short for one.
fn login(name: &str) -> String {
    if name.len() < 3 { name.repeat(2) } else { name.to_owned() }
}

/// A text in which whole words are replaced.
fn renamed(text: &str, ids: &[(&'static str, String)]) -> String {
    let mut made = String::new();
    let mut word = String::new();
    let whole = |word: &str| {
        let found = ids.iter().find(|(name, _)| *name == word);
        found.map_or_else(|| word.to_owned(), |(_, id)| id.clone())
    };
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric() || sign == '-' || sign == '_' {
            word.push(sign);
            continue;
        }
        made.push_str(&whole(&word));
        word.clear();
        made.push(sign);
    }
    made.push_str(&whole(&word));
    made
}

impl Staged {
    /// Plays a walk of the Shenzhen pack up to the step that begins with `until`.
    pub(crate) fn new(kind: Kind, walk: &str, until: &str) -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = duheng_testkit::shipped::folder().join(PROGRAMME);
        let text = std::fs::read_to_string(folder.join("walks").join(walk)).unwrap();
        let at = text.find(until).unwrap_or_else(|| panic!("{walk} has no `{until}`"));
        let cut = text[..at].rfind("\n  - ").unwrap();
        let (deployment, installed, secret, mut desk) = runtime.block_on(async {
            let deployment = deployment(kind).await;
            deployment.clock.set(microseconds(Moment::read("2026-02-01 09:00").unwrap()));
            let installed = deployment.app.install_pack(folder).await.unwrap();
            let app = Arc::new(deployment.reopened().await);
            let first = FirstAdministrator { person: person("root"), password: PASSWORD.to_owned() };
            app.set_up(&first).await.unwrap();
            let (root, secret, _) = with_factor(&app, &deployment.clock, "root").await;
            let (clock, beside) = (deployment.clock.clone(), deployment.beside().await);
            (deployment, installed, secret, Desk { app, clock, root, beside })
        });
        let mut ids = Vec::new();
        for name in OFFICERS.into_iter().chain(EXPERTS) {
            ids.push((name, runtime.block_on(desk.member(&login(name)))));
        }
        let experts = ids.iter().filter(|(name, _)| EXPERTS.contains(name));
        let experts: Vec<(String, String)> =
            experts.map(|(name, id)| ((*name).to_owned(), id.clone())).collect();
        let text = reseeded(&renamed(&text[..=cut], &ids), &experts);
        let tree = read(FileId::default(), &text, &Limits::default()).0.unwrap();
        let bundle = installed.bundle().unwrap();
        let material = Material { pack: &installed.pack, programmes: &installed.programmes, bundle };
        let mut host = Deployed { runtime: &runtime, app: &desk.app, clock: &deployment.clock };
        let played = play_on(&tree, material, &mut host);
        assert!(played.passed() && played.commands > 3, "{:?} {:?}", played.failures, played.findings);
        runtime.block_on(async {
            desk.root = again(&desk.app, &deployment.clock, &secret).await;
            desk.app.hang("sz", "country", Date::FIRST, true).await.unwrap();
            for (name, id) in &ids {
                let office = OFFICERS.contains(name);
                let (kind, role) =
                    if office { (GrantKind::Office, "office") } else { (GrantKind::Expert, "expert") };
                desk.grant(&grant(id, kind, role, "sz")).await;
            }
            // another subtree with an office and an enterprise of its own
            desk.app.hang("bay", "elsewhere", Date::FIRST, true).await.unwrap();
            let organisation = Organisation {
                id: "quay".to_owned(),
                name: "虚构码头企业".to_owned(),
                uscc: uscc(700_000_009),
                fictional: true,
            };
            let new = NewOrganisation { organisation, home: "bay".to_owned(), since: Date::FIRST };
            desk.app.register_organisation(&new).await.unwrap();
        });
        Self { desk, deployment, runtime, ids }
    }

    pub(crate) fn id(&self, name: &str) -> &str {
        &self.ids.iter().find(|(of, _)| *of == name).unwrap().1
    }

    /// The first session of an officer or expert.
    pub(crate) async fn session(&self, name: &str) -> SignedInPerson {
        with_factor(&self.desk.app, &self.deployment.clock, &login(name)).await.0
    }

    /// Somebody new in a role.
    pub(crate) async fn newcomer(
        &self,
        name: &str,
        kind: GrantKind,
        role: &str,
        place: &str,
    ) -> SignedInPerson {
        let id = self.desk.member(&login(name)).await;
        self.desk.grant(&grant(&id, kind, role, place)).await;
        if kind.needs_second_factor() {
            self.session(name).await
        } else {
            self.desk.session(&login(name)).await
        }
    }

    /// Somebody who fills in for an enterprise and may not act for it.
    pub(crate) async fn filler(&self, name: &str, place: &str) -> SignedInPerson {
        let id = self.desk.member(&login(name)).await;
        let new = NewGrant { may_submit: false, ..grant(&id, GrantKind::Enterprise, "*", place) };
        self.desk.grant(&new).await;
        self.desk.session(&login(name)).await
    }
}

/// The administrator signs in once more.
async fn again(app: &App, clock: &duheng_app::outside::DrivenClock, secret: &str) -> SignedInPerson {
    let SignedIn::NeedsSecondFactor(token) = app.sign_in("root", PASSWORD, "tests").await.unwrap() else {
        panic!()
    };
    let token = app.second_factor(&token, &code(secret, clock.now())).await.unwrap();
    app.who(&token).await.unwrap().unwrap()
}
