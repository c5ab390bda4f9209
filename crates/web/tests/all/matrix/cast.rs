//! The people of two tenants in one deployment, with their places, roles, tokens and sessions.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::AtomicUsize;

use duheng_app::accounts::{
    GrantKind, NewEnterprise, NewGrant, NewPerson, NewToken, SignedIn, SignedInPerson, TokenScope,
};
use duheng_pack::calendar::Date;
use duheng_programme::time::Moment;

use super::line;
use crate::browser::Answer;
use crate::databases::{self, Kind};
use crate::deployment::{self, Served};
use crate::host::microseconds;
use crate::people::{PASSWORD, code, enrol, set_up};

pub(super) const SZ: &str = "sz-sustainable-enterprise";
pub(super) const NB: &str = "nb-creation";
pub(super) const EDITION: &str = "2026";

/// The last day of every token.
const UNTIL: &str = "2026-12-31";

/// The offices: two heads of trees, and two counties below the second.
const OFFICES: [(&str, Option<&str>); 4] =
    [("sz", None), ("nb", None), ("east", Some("nb")), ("west", Some("nb"))];

/// The enterprises: key, code, home, programme.
pub(super) const FIRMS: [(&str, &str, &str, &str); 4] = [
    ("harbour", "914403000000000276", "sz", SZ),
    ("brook", "914403000000000351", "sz", SZ),
    ("quay", "91330200000000001H", "east", NB),
    ("mill", "913302000000000061", "west", NB),
];

/// A code that nobody registered.
pub(super) const NOBODYS: &str = "914403000000000436";

/// People whom the administrator invites, with their role. A role is given in the programme that is named, or in all.
const INVITED: &[(&str, GrantKind, &str, &str, &str)] = &[
    ("lin", GrantKind::Office, "office", "sz", SZ),
    ("zhou", GrantKind::Office, "office", "sz", SZ),
    ("gone", GrantKind::Office, "office", "sz", SZ),
    ("past", GrantKind::Office, "office", "sz", SZ),
    ("part", GrantKind::Expert, "expert", "sz", SZ),
    ("qian", GrantKind::Expert, "expert", "sz", SZ),
    ("sun", GrantKind::Expert, "expert", "sz", SZ),
    ("lee", GrantKind::Expert, "expert", "sz", SZ),
    ("ning", GrantKind::Office, "city", "nb", NB),
    ("bo", GrantKind::Office, "city", "nb", NB),
    ("east", GrantKind::Office, "county", "east", NB),
    ("west", GrantKind::Office, "county", "west", NB),
    ("tax", GrantKind::Office, "tax", "nb", NB),
    ("labour", GrantKind::Office, "labour", "nb", NB),
    ("others", GrantKind::Office, "environment", "nb", NB),
    ("taxwest", GrantKind::Office, "tax", "west", NB),
    ("fang", GrantKind::Expert, "evaluator", "nb", NB),
    ("yuan", GrantKind::Expert, "evaluator", "nb", NB),
    // the same roles at the head of the other tree
    ("twin", GrantKind::Office, "office", "nb", "*"),
    ("nwit", GrantKind::Office, "city", "sz", "*"),
];

/// Who brings an enterprise in, and who fills in its claim.
const OF_FIRMS: [(&str, &str, Option<&str>); 4] = [
    ("harbour", "happr", Some("hfill")),
    ("brook", "bappr", None),
    ("quay", "qappr", Some("qfill")),
    ("mill", "mappr", None),
];

/// The words by which what is somebody's own is found again.
pub(super) fn marked(what: &str, key: &str) -> String {
    format!("{what}.{key}.z")
}

#[derive(Clone, Default)]
pub(super) struct Member {
    pub(super) id: String,
    secret: Option<String>,
    /// Tokens of a program that may write, and of one that may read.
    pub(super) writing: String,
    /// The strongest token that they may have: one that administers, for those who administer.
    pub(super) strongest: String,
    pub(super) reading: String,
    /// The cookie of a session, with the secret of its forms.
    pub(super) session: String,
    pub(super) csrf: String,
}

pub(super) struct World {
    pub(super) served: Served,
    address: RwLock<SocketAddr>,
    /// How many forms were sent by nobody who is known.
    pub(super) unknown: AtomicUsize,
    pub(super) database: String,
    pub(super) people: BTreeMap<String, Member>,
    /// The ids of offices and enterprises.
    pub(super) places: BTreeMap<String, String>,
    /// Who sits on the panel of a programme, and who does not: by key, as actors are called.
    pub(super) renamed: BTreeMap<String, String>,
    /// What routes name: hashes of evidence, numbers of receipts and the like.
    pub(super) names: BTreeMap<String, String>,
}

fn date(text: &str) -> Date {
    Date::read(text).unwrap()
}

impl World {
    /// Offices, people and enterprises; nothing is applied for yet.
    pub(super) fn new(kind: Kind) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let database = runtime.block_on(databases::empty(kind));
        let served = deployment::on(database.clone());
        let mut world = Self {
            address: RwLock::new(served.address),
            unknown: AtomicUsize::new(0),
            served,
            database,
            people: BTreeMap::new(),
            places: BTreeMap::new(),
            renamed: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        world.day("2026-02-20");
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        for pack in [SZ, "nb-harmonious-enterprise"] {
            world.served.runtime.block_on(world.served.app.install_pack(packs.join(pack))).unwrap();
        }
        set_up(&world.served);
        let secret = enrol(&world.served, "root");
        world.people.insert("root".to_owned(), Member { secret: Some(secret), ..Member::default() });
        world.later(60);
        let root = world.signed_in("root");
        world.people.get_mut("root").unwrap().id = root.person().to_owned();
        for (key, above) in OFFICES {
            let above = above.map(|above| world.places[above].clone());
            let name = format!("示例 {key} 办公室");
            let id = world.run(async |app| app.found_office(&root, &name, above.as_deref()).await.unwrap());
            world.places.insert(key.to_owned(), id);
        }
        for (firm, approver, filler) in OF_FIRMS {
            world.register(firm, approver, filler);
        }
        for row in INVITED {
            world.invite(&root, *row);
        }
        world.later(60);
        let (lin, until) = (world.signed_in("lin"), date(UNTIL));
        let more = ["safety", "market"].map(|role| ("others", GrantKind::Office, role, "nb", NB));
        for (key, kind, role, place, programme) in more {
            world.give(&root, key, kind, role, place, programme);
        }
        let part = world.people["part"].id.clone();
        world.run(async |app| {
            let grant = lin.roles()[0].grant.clone();
            app.delegate(&lin, &grant, &part, until).await.unwrap();
        });
        for expert in ["qian", "sun", "lee", "fang", "yuan"] {
            let id = world.people[expert].id.clone();
            world.run(async |app| app.enter_expert(&root, &id, "示例大学", &[]).await.unwrap());
        }
        world.later(60);
        let keys: Vec<String> = world.people.keys().cloned().collect();
        for key in keys {
            world.tokens(&key);
        }
        world
    }

    pub(super) fn run<T>(&self, ask: impl AsyncFnOnce(&duheng_app::App) -> T) -> T {
        self.served.runtime.block_on(ask(&self.served.app))
    }

    pub(super) fn day(&self, day: &str) {
        self.served.clock.set(microseconds(Moment::read(&format!("{day} 09:00")).unwrap()));
    }

    pub(super) fn later(&self, seconds: i64) {
        self.served.clock.set(self.served.now() + seconds * 1_000_000);
    }

    fn new_person(key: &str) -> NewPerson {
        NewPerson {
            login: marked("login", key),
            name: format!("示例{}", marked("name", key)),
            email: format!("{}@city.example", marked("mail", key)),
            language: "zh".to_owned(),
        }
    }

    fn register(&mut self, firm: &str, approver: &str, filler: Option<&str>) {
        let (_, uscc, home, _) = FIRMS.iter().find(|(key, ..)| *key == firm).unwrap();
        let new = NewEnterprise {
            uscc: (*uscc).to_owned(),
            name: format!("示例{}有限公司", marked("firm", firm)),
            home: self.places[*home].clone(),
            person: Self::new_person(approver),
            password: PASSWORD.to_owned(),
        };
        let made = self.run(async |app| app.register_enterprise(&new).await.unwrap());
        self.places.insert(firm.to_owned(), made.organisation.clone());
        self.people.insert(approver.to_owned(), Member { id: made.person, ..Member::default() });
        let Some(filler) = filler else { return };
        let own = self.signed_in(approver);
        let new = Self::new_person(filler);
        let id =
            self.run(async |app| app.invite_colleague(&own, &made.organisation, &new, false).await.unwrap());
        self.accept(filler, id, &new.email);
    }

    fn invite(&mut self, root: &SignedInPerson, row: (&str, GrantKind, &str, &str, &str)) {
        let (key, kind, role, place, programme) = row;
        let new = Self::new_person(key);
        let id = self.run(async |app| app.invite_person(root, &new).await.unwrap());
        self.accept(key, id, &new.email);
        self.give(root, key, kind, role, place, programme);
        let secret = enrol(&self.served, &new.login);
        self.people.get_mut(key).unwrap().secret = Some(secret);
    }

    fn accept(&mut self, key: &str, id: String, email: &str) {
        self.run(async |app| {
            let letters = app.outbox().await.unwrap();
            let letter = letters.iter().rev().find(|letter| letter.to == email).unwrap();
            let line = letter.body.lines().find(|line| line.starts_with('/')).unwrap();
            app.accept_invitation(line.rsplit('/').next().unwrap(), PASSWORD).await.unwrap();
        });
        self.people.insert(key.to_owned(), Member { id, ..Member::default() });
    }

    fn give(
        &self,
        root: &SignedInPerson,
        key: &str,
        kind: GrantKind,
        role: &str,
        place: &str,
        programme: &str,
    ) {
        let new = NewGrant {
            person: self.people[key].id.clone(),
            kind,
            role: role.to_owned(),
            place: self.places[place].clone(),
            programme: programme.to_owned(),
            may_submit: false,
            since: None,
            until: None,
        };
        self.run(async |app| app.give_role(root, &new).await.unwrap());
    }

    fn login(key: &str) -> String {
        if key == "root" { key.to_owned() } else { marked("login", key) }
    }

    /// The cookie of a new session.
    fn cookie(&self, key: &str) -> String {
        let login = Self::login(key);
        let secret = self.people[key].secret.clone();
        self.run(async |app| match app.sign_in(&login, PASSWORD, "").await.unwrap() {
            SignedIn::Done(token) => token,
            SignedIn::NeedsSecondFactor(pending) => {
                let code = code(&self.served, &secret.unwrap());
                app.second_factor(&pending, &code).await.unwrap()
            }
        })
    }

    /// A new session.
    pub(super) fn signed_in(&self, key: &str) -> SignedInPerson {
        let cookie = self.cookie(key);
        self.run(async |app| app.who(&cookie).await.unwrap().unwrap())
    }

    /// Gives somebody a token that may write and one that may read.
    fn tokens(&mut self, key: &str) {
        let own = self.signed_in(key);
        let grant = own.roles().first().map(|held| held.grant.clone()).unwrap_or_default();
        self.names.insert(format!("grant {key}"), grant);
        let made = async |app: &duheng_app::App, scope| {
            let new = NewToken { name: marked("token", key), scope, until: date(UNTIL) };
            app.make_token(&own, &new).await.unwrap()
        };
        let (writing, reading) =
            self.run(async |app| (made(app, TokenScope::Write).await, made(app, TokenScope::Read).await));
        let member = self.people.get_mut(key).unwrap();
        (member.writing, member.reading) = (writing, reading);
    }

    /// Signs everybody in who still can.
    pub(super) fn sign_everybody_in(&mut self, but: &[&str]) {
        self.later(60);
        let keys: Vec<String> =
            self.people.keys().filter(|key| !but.contains(&key.as_str())).cloned().collect();
        for key in keys {
            let session = self.cookie(&key);
            let own = self.run(async |app| app.who(&session).await.unwrap().unwrap());
            let strongest = match own.may_administer() {
                true => self.administering(&own, &key),
                false => self.people[&key].writing.clone(),
            };
            let member = self.people.get_mut(&key).unwrap();
            (member.session, member.csrf, member.strongest) = (session, own.csrf().to_owned(), strongest);
        }
    }

    /// A token that administers, until a day that is not too late for one.
    fn administering(&self, own: &SignedInPerson, key: &str) -> String {
        self.run(async |app| {
            for until in ["2026-03-31", "2026-06-30", "2026-08-31", "2026-10-31", UNTIL] {
                let scope = TokenScope::Administer;
                let new = NewToken { name: marked("token", key), scope, until: date(until) };
                if let Ok(secret) = app.make_token(own, &new).await {
                    return secret;
                }
            }
            panic!("{key} gets no token")
        })
    }

    /// One leaves, one loses their role, one is no delegate any more.
    pub(super) fn some_leave(&self) {
        let root = {
            self.later(60);
            self.signed_in("root")
        };
        let [gone, past] = ["gone", "past"].map(|key| self.people[key].id.clone());
        self.run(async |app| {
            app.deactivate(&root, &gone, None).await.unwrap();
            let managed = app.managed_person(&root, &past).await.unwrap();
            app.end_role(&root, &managed.person.roles[0].held.grant).await.unwrap();
        });
        self.later(60);
        let lin = self.signed_in("lin");
        self.run(async |app| {
            let delegated = app.own_account(&lin).await.unwrap().delegated;
            app.end_delegation(&lin, &delegated[0].role.held.grant).await.unwrap();
        });
    }

    /// Goes on at a server that has not counted yet how often anybody sent a form.
    pub(super) fn afresh(&self) {
        *self.address.write().unwrap() = self.served.another();
    }

    fn address(&self) -> SocketAddr {
        *self.address.read().unwrap()
    }

    /// What a program of somebody is answered.
    pub(super) fn call(&self, token: &str, method: &str, path: &str, body: &str) -> Answer {
        self.call_with(token, method, path, &[], "application/json", body.as_bytes())
    }

    pub(super) fn call_with(
        &self,
        token: &str,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        kind: &str,
        body: &[u8],
    ) -> Answer {
        let bearer = format!("Bearer {token}");
        let mut headers = more.to_vec();
        if !token.is_empty() {
            headers.push(("Authorization", &bearer));
        }
        line::ask(self.address(), method, path, &headers, kind, body)
    }

    /// What the browser of somebody is answered.
    pub(super) fn browse(&self, session: &str, method: &str, path: &str, body: &str) -> Answer {
        self.browse_kind(session, method, path, "application/x-www-form-urlencoded", body)
    }

    pub(super) fn browse_kind(
        &self,
        session: &str,
        method: &str,
        path: &str,
        kind: &str,
        body: &str,
    ) -> Answer {
        let address = self.address();
        let (cookie, origin) = (format!("duheng_session={session}"), format!("http://{address}"));
        let mut headers = vec![("Accept-Language", "zh-CN"), ("Origin", origin.as_str())];
        if !session.is_empty() {
            headers.push(("Cookie", &cookie));
        }
        line::ask(address, method, path, &headers, kind, body.as_bytes())
    }
}
