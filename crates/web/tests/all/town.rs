//! A deployment on which walks are played whose people have accounts, so that they can sign in afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use duheng_app::InstalledPack;
use duheng_app::accounts::{GrantKind, NewGrant, NewPerson, SignedIn, SignedInPerson};
use duheng_app::outside::Clock as _;
use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_pack::schema::Fields;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, Node, read};
use duheng_programme::Actor;
use duheng_programme::model::Reach;
use duheng_programme::refusal::Refusal;
use duheng_programme::time::Moment;
use duheng_programme::walk::{Act, Cast, Done, Host, Material, Position, Scene, play_on};

use crate::browser::Browser;
use crate::deployment::{Served, empty};
use crate::host::{Deployed, microseconds, reseeded};
use crate::people::{PASSWORD, code, enrol, set_up};

pub(crate) struct Town {
    pub(crate) served: Served,
    pub(crate) installed: Arc<InstalledPack>,
    /// The ids of people, by the names of the walk.
    ids: Vec<(String, String)>,
    /// The secrets of second factors, by login.
    secrets: BTreeMap<String, String>,
    /// What stands before the steps, with ids.
    head: String,
    /// What each step of the walk says, with ids.
    steps: Vec<String>,
}

/// What is done when the cast is known.
type Entering<'t> = Box<dyn FnOnce(&Cast) + 't>;

/// Plays on a deployment; the cast is there already, but for the first time.
struct Players<'t> {
    deployed: Deployed<'t>,
    enter: Option<Entering<'t>>,
}

impl Host for Players<'_> {
    fn enter(&mut self, cast: &Cast) {
        if let Some(enter) = self.enter.take() {
            self.deployed.enter(cast);
            // the office at the top of a walk is a place like any other
            let tops: std::collections::BTreeSet<&String> =
                cast.places.iter().map(|(_, above)| above).chain(offices(cast)).collect();
            for top in tops.into_iter().filter(|top| !cast.places.iter().any(|(place, _)| place == *top)) {
                assert!(self.deployed.hang(top, "country", Date::FIRST));
            }
            enter(cast);
        }
    }

    fn hang(&mut self, place: &str, above: &str, from: Date) -> bool {
        self.deployed.hang(place, above, from)
    }

    fn act(&mut self, act: Act<'_>) -> Result<Done, Refusal> {
        self.deployed.act(act)
    }

    fn scene(&mut self, at: &Position<'_>) -> Scene {
        self.deployed.scene(at)
    }
}

/// The places at which people of a walk hold their roles.
fn offices(cast: &Cast) -> impl Iterator<Item = &String> {
    cast.people.values().filter_map(|actor| match actor {
        Actor::Person { place, .. } => Some(place),
        _ => None,
    })
}

/// A text in which whole words are replaced.
fn renamed(text: &str, ids: &[(String, String)]) -> String {
    let mut made = String::new();
    let mut word = String::new();
    let whole = |word: &str| {
        let found = ids.iter().find(|(name, _)| name == word);
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

/// The login of a person of a walk.
pub(crate) fn login_of(name: &str) -> String {
    if name == "root" { name.to_owned() } else { format!("walk.{name}") }
}

fn tree(text: &str) -> Node {
    read(FileId::default(), text, &Limits::default()).0.unwrap()
}

/// The walks of a pack, by name.
pub(crate) fn walks(pack: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(pack).join("walks");
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

impl Town {
    /// The cast of a walk with accounts; no step is played.
    pub(crate) fn new(pack: &str, walk: &str) -> Self {
        Self::on(empty(), pack, walk)
    }

    /// The same on this deployment, which has nothing in it.
    pub(crate) fn on(served: Served, pack: &str, walk: &str) -> Self {
        Self::made(served, pack, walk, true)
    }

    /// The same before any enterprise has registered.
    pub(crate) fn without_firms(pack: &str, walk: &str) -> Self {
        Self::made(empty(), pack, walk, false)
    }

    fn made(served: Served, pack: &str, walk: &str, has_firms: bool) -> Self {
        served.clock.set(microseconds(Moment::read("2015-01-02 09:00").unwrap()));
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let installed = served.runtime.block_on(served.app.install_pack(packs.join(pack))).unwrap();
        set_up(&served);
        let secret = enrol(&served, "root");
        let root = session(&served, "root", Some(&secret));
        let text = fs::read_to_string(packs.join(pack).join("walks").join(walk)).unwrap();
        let declared = tree(&text);
        let names = |key: &str| {
            Fields(&declared).entries(key).iter().map(|entry| entry.key.clone()).collect::<Vec<String>>()
        };
        let people: Vec<String> = [names("people"), names("experts")].concat();
        let member = |name: &str| {
            let person = NewPerson {
                login: login_of(name),
                name: format!("示例 {name}"),
                email: format!("walk-{name}@city.example"),
                language: "zh".to_owned(),
            };
            served.runtime.block_on(async {
                let id = served.app.invite_person(&root, &person).await.unwrap();
                let letters = served.app.outbox().await.unwrap();
                let letter = letters.iter().rev().find(|letter| letter.to == person.email).unwrap();
                let line = letter.body.lines().find(|line| line.starts_with('/')).unwrap();
                served.app.accept_invitation(line.rsplit('/').next().unwrap(), PASSWORD).await.unwrap();
                id
            })
        };
        let ids: Vec<(String, String)> = people.iter().map(|name| (name.clone(), member(name))).collect();
        let experts: Vec<(String, String)> =
            ids.iter().filter(|(name, _)| names("experts").contains(name)).cloned().collect();
        let text = reseeded(&renamed(&text, &ids), &experts);
        let (head, steps) = text.split_once("\nsteps:\n").unwrap();
        let (head, steps) = (format!("{head}\nsteps:\n"), split(steps));
        let mut secrets = BTreeMap::from([("root".to_owned(), secret)]);
        let roles: BTreeMap<String, Reach> = installed
            .programmes
            .programmes
            .iter()
            .flat_map(|programme| &programme.roles)
            .map(|(id, role)| (id.clone(), role.reach))
            .collect();
        let assigned = roles.iter().find(|(_, reach)| **reach == Reach::Assigned).map(|(id, _)| id.clone());
        let mut office: Vec<String> = Vec::new();
        {
            let enter = |cast: &Cast| {
                let grant = |person: &str, kind, role: &str, place: &str| {
                    let new = NewGrant {
                        person: person.to_owned(),
                        kind,
                        role: role.to_owned(),
                        place: place.to_owned(),
                        programme: "*".to_owned(),
                        may_submit: true,
                        since: None,
                        until: None,
                    };
                    served.runtime.block_on(served.app.give_role(&root, &new)).unwrap();
                };
                for (id, actor) in &cast.people {
                    if let Actor::Person { role, place, .. } = actor {
                        grant(id, GrantKind::Office, role, place);
                        office.push(id.clone());
                    }
                }
                let office_place = offices(cast).next().map_or("", String::as_str);
                let first = cast.places.first().map_or(office_place, |(_, above)| above.as_str());
                let first = cast.firms.keys().next().map_or(first, String::as_str);
                for expert in &cast.experts {
                    if let Some(role) = &assigned {
                        grant(&expert.person, GrantKind::Expert, role, first);
                        office.push(expert.person.clone());
                    }
                }
                for firm in cast.firms.keys().take(3) {
                    let id = member(&format!("of.{firm}"));
                    grant(&id, GrantKind::Enterprise, "*", firm);
                }
            };
            let deployed = Deployed { runtime: &served.runtime, app: &served.app, clock: &served.clock };
            let mut players = Players { deployed, enter: Some(Box::new(enter)) };
            let entering = |line: &&str| has_firms || !line.starts_with("firms:");
            let entered: Vec<&str> = head.trim_end().lines().filter(entering).collect();
            let empty = tree(&format!("{} []\n", entered.join("\n")));
            let played = play_on(&empty, material(&installed), &mut players);
            assert!(played.passed(), "{:?}", played.findings);
        }
        for (name, id) in &ids {
            if office.contains(id) {
                secrets.insert(name.clone(), enrol(&served, &login_of(name)));
            }
        }
        Self { served, installed, ids, secrets, head, steps }
    }

    /// Plays steps of the walk, by their numbers from 0.
    pub(crate) fn play(&self, steps: std::ops::Range<usize>) {
        let played = steps.map(|at| self.steps[at].as_str()).collect::<String>();
        self.perform(&played);
    }

    /// Plays all steps of the walk.
    pub(crate) fn play_all(&self) {
        self.play(0..self.steps.len());
    }

    /// Plays the steps before the first that has this text.
    pub(crate) fn play_until(&self, text: &str) {
        let text = renamed(text, &self.ids);
        let at = self.steps.iter().position(|step| step.contains(&text));
        self.play(0..at.unwrap_or_else(|| panic!("no step has `{text}`")));
    }

    fn perform(&self, steps: &str) {
        let tree = tree(&format!("{}{steps}", self.head));
        let deployed =
            Deployed { runtime: &self.served.runtime, app: &self.served.app, clock: &self.served.clock };
        let mut players = Players { deployed, enter: None };
        let played = play_on(&tree, material(&self.installed), &mut players);
        assert!(played.passed(), "{:?} {:?}", played.failures, played.findings);
    }

    /// Plays the first step that has this text.
    pub(crate) fn play_one(&self, text: &str) {
        let text = renamed(text, &self.ids);
        let step = self.steps.iter().find(|step| step.contains(&text));
        self.perform(step.unwrap_or_else(|| panic!("no step has `{text}`")));
    }

    /// Lets an assessor seal entries for the harbour on a day.
    pub(crate) fn seal(&self, assessor: &str, day: &str, with: &str) {
        let id = self.id(assessor);
        let firm = renamed("harbour", &self.ids);
        self.perform(&format!("  - {{ at: {day} 09:00, by: {id}, do: seal, on: {firm}, with: {with} }}\n"));
    }

    /// A browser in which somebody is signed in, a minute later. Not by the form: so many sign-ins of one address would be
    /// held up.
    pub(crate) fn browser(&self, name: &str) -> Browser {
        Browser::with(self.served.address, "duheng_session", &self.token(name))
    }

    /// The token of a new session of somebody, a minute later.
    pub(crate) fn token(&self, name: &str) -> String {
        token(&self.served, &login_of(name), self.secrets.get(name).map(String::as_str))
    }

    /// What the authenticator of somebody shows now.
    pub(crate) fn shown(&self, name: &str) -> String {
        code(&self.served, &self.secrets[name])
    }

    /// Gives an enterprise of the walk the id that it got when it registered.
    pub(crate) fn registered(&mut self, firm: &str, id: &str) {
        let ids = [(firm.to_owned(), id.to_owned())];
        self.head = renamed(&self.head, &ids);
        self.steps = self.steps.iter().map(|step| renamed(step, &ids)).collect();
        self.ids.extend(ids);
    }

    /// Lets seconds pass.
    pub(crate) fn later(&self, seconds: i64) {
        self.served.clock.set(self.served.clock.now() + seconds * 1_000_000);
    }

    /// Puts the clock to nine o'clock of a day.
    pub(crate) fn day(&self, day: &str) {
        self.served.clock.set(microseconds(Moment::read(&format!("{day} 09:00")).unwrap()));
    }

    pub(crate) fn logins(&self) -> Vec<String> {
        self.secrets.keys().filter(|login| *login != "root").cloned().collect()
    }

    /// The id of a person of the walk.
    fn id(&self, name: &str) -> &str {
        &self.ids.iter().find(|(of, _)| of == name).unwrap().1
    }
}

fn material(installed: &InstalledPack) -> Material<'_> {
    let bundle = installed.bundle().unwrap();
    assert!(bundle.of_kind(FileKind::Walk).next().is_some());
    Material { pack: &installed.pack, programmes: &installed.programmes, bundle }
}

/// The steps of a walk, each as its lines.
fn split(steps: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in steps.lines() {
        match found.last_mut() {
            Some(last) if !line.starts_with("  - ") => last.push_str(&format!("{line}\n")),
            _ => found.push(format!("{line}\n")),
        }
    }
    found
}

/// The token of a new session, a minute later.
pub(crate) fn token(served: &Served, login: &str, secret: Option<&str>) -> String {
    served.clock.set(served.clock.now() + 60_000_000);
    served.runtime.block_on(async {
        match served.app.sign_in(login, PASSWORD, "").await.unwrap() {
            SignedIn::Done(token) => token,
            SignedIn::NeedsSecondFactor(pending) => {
                let code = code(served, secret.unwrap());
                served.app.second_factor(&pending, &code).await.unwrap()
            }
        }
    })
}

fn session(served: &Served, login: &str, secret: Option<&str>) -> SignedInPerson {
    let token = token(served, login, secret);
    served.runtime.block_on(served.app.who(&token)).unwrap().unwrap()
}
