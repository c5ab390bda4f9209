//! Every route of the pages and of the interface for programs, with what stands in its braces: read from the tables that make
//! the routers, so that a route whose braces are not known here fails the test.

use duheng_programme::language::COMMANDS;
use duheng_web::{operations, routes};

use super::cast::{EDITION, FIRMS, NB, NOBODYS, SZ, World};

/// The name of things that do not exist.
const NOTHING: &str = "nothing0";

/// What stands in the braces of routes: the things of one enterprise and its tenant, or things that do not exist.
pub(super) struct Things {
    /// The enterprise; nothing where nothing of it exists.
    pub(super) firm: Option<&'static str>,
    pub(super) programme: &'static str,
    pub(super) uscc: String,
    values: Vec<(&'static str, Vec<String>)>,
}

/// A route of either table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) method: &'static str,
    pub(super) path: String,
}

/// All routes.
pub(super) fn all() -> Vec<Named> {
    let pages = routes().map(|route| Named { method: route.method, path: route.path.to_owned() });
    let programs = operations().map(|of| Named { method: of.method, path: of.path.clone() });
    pages.chain(programs).collect()
}

/// The commands whose forms show something beside their fields, and one that nobody knows.
const SHOWN: &[&str] = &["approve", "confirm_record", "rule", "unheard-of"];

/// What may stand behind `?`, beside nothing: searches, cursors, roles and places of others. `{sz}` and `{nb}` are the heads
/// of the trees.
const QUERIES: &[(&str, &[&str])] = &[
    ("/companies", &["q=harbour", "q=914403000000000351", "q=brook&after=0"]),
    ("/notices", &["after=0"]),
    ("/registers/{programme}", &["q=harbour", "after=0"]),
    ("/registers/{programme}/csv", &["q=harbour"]),
    ("/tasks", &["q=brook", "role=office&place={sz}", "role=city&place={nb}", "after=0~0~0~0~0"]),
    (
        "/editions/new",
        &["programme=sz-sustainable-enterprise&place={sz}", "programme=nb-creation&place={nb}"],
    ),
    ("/editions/{programme}/{edition}", &["role=office&place={sz}", "role=city&place={nb}"]),
    ("/editions/{programme}/{edition}/find", &["uscc={uscc}", "uscc={uscc}&role=office&place={sz}"]),
    (
        "/editions/{programme}/{edition}/applications",
        &[
            "q=o",
            "q={uscc}",
            "role=office&place={sz}",
            "role=city&place={nb}",
            "after=0~0~0",
            "grade=four_star",
        ],
    ),
    (
        "/editions/{programme}/{edition}/applications/csv",
        &["role=office&place={sz}", "role=city&place={nb}", "q=o"],
    ),
    ("/editions/{programme}/{edition}/bulk", &["stage=notice", "stage=notice&role=city&place={nb}"]),
    ("/cases/{programme}/{edition}/{uscc}", &["role=office&place={sz}", "role=city&place={nb}"]),
    ("/cases/{programme}/{edition}/{uscc}/score-sheet", &["role=office&place={sz}"]),
    ("/cases/{programme}/{edition}/{uscc}/form", &["role=office&place={sz}", "role=city&place={nb}"]),
    ("/cases/{programme}/{edition}/{uscc}/checklist", &["role=office&place={sz}"]),
    ("/editions/{programme}/{edition}/goals", &["role=office&place={sz}", "role=city&place={nb}"]),
    ("/assess/{programme}/{edition}/{uscc}", &["role=expert&place={sz}"]),
    ("/people", &["q=lin", "after=0"]),
    ("/organisations", &["q=harbour"]),
    ("/records/{register}", &["after=0"]),
    ("/sign-in", &["next=%2Fcases%2Fsz-sustainable-enterprise%2F2026%2F{uscc}"]),
    ("/api/v1/companies", &["q=harbour", "q=914403000000000351"]),
    ("/api/v1/me/tasks", &["q=brook", "role=office&place={sz}", "role=city&place={nb}", "after=0~0~0~0~0"]),
    ("/api/v1/editions/{programme}/{edition}", &["role=office&place={sz}", "role=city&place={nb}"]),
    (
        "/api/v1/editions/{programme}/{edition}/applications",
        &["q=o", "role=office&place={sz}", "role=city&place={nb}", "after=0~0~0"],
    ),
    (
        "/api/v1/applications/{programme}/{edition}/{uscc}",
        &["role=office&place={sz}", "role=city&place={nb}"],
    ),
    ("/api/v1/applications/{programme}/{edition}/{uscc}/evidence/{hash}", &["role=city&place={nb}"]),
    ("/api/v1/records/{register}", &["after=0"]),
    ("/api/v1/people", &["q=lin", "after=0"]),
    ("/api/v1/organisations", &["q=harbour", "after=0"]),
    ("/api/v1/registers/{programme}/csv", &["q=harbour"]),
    (
        "/api/v1/editions/{programme}/{edition}/applications/csv",
        &["role=office&place={sz}", "role=city&place={nb}", "q=o"],
    ),
    (
        "/api/v1/applications/{programme}/{edition}/{uscc}/grounds",
        &["role=office&place={sz}", "role=city&place={nb}"],
    ),
    (
        "/api/v1/applications/{programme}/{edition}/{uscc}/candidates",
        &["role=office&place={sz}", "role=city&place={nb}"],
    ),
    (
        "/api/v1/reviews/{programme}/{edition}/{uscc}",
        &["role=expert&place={sz}", "role=evaluator&place={nb}"],
    ),
];

impl Things {
    /// The things of an enterprise.
    pub(super) fn of(world: &World, firm: &'static str) -> Self {
        let (_, uscc, home, programme) = *FIRMS.iter().find(|(key, ..)| *key == firm).unwrap();
        let mut things = Self::nothing(world, programme);
        let person = |key: &str| world.people[key].id.clone();
        let (approver, officer, code) = match firm {
            "harbour" => ("happr", "lin", "6.1.1.a"),
            "brook" => ("bappr", "zhou", "6.1.1.a"),
            "quay" => ("qappr", "east", "1.3.a"),
            _ => ("mappr", "ning", "1.3.a"),
        };
        let hashes = world.names.get(&format!("hash {firm}")).map_or(NOTHING, String::as_str);
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
        let job = world.names.get(&format!("job {firm}")).map_or(NOTHING, String::as_str);
        let own = [
            ("id", words(job)),
            ("uscc", words(uscc)),
            ("code", words(code)),
            ("number", words("1 2")),
            ("hash", words(hashes)),
            ("organisation", vec![world.places[firm].clone()]),
            (
                "grant",
                vec![
                    world.names[&format!("grant {approver}")].clone(),
                    world.names[&format!("grant {officer}")].clone(),
                ],
            ),
            ("person", vec![person(if firm == "harbour" { officer } else { approver })]),
            ("place", vec![world.places[firm].clone(), world.places[home].clone()]),
        ];
        for (name, values) in own {
            things.values.iter_mut().find(|(of, _)| *of == name).unwrap().1 = values;
        }
        things.uscc = uscc.to_owned();
        Self { firm: Some(firm), ..things }
    }

    /// Things that do not exist, in the edition of a tenant.
    pub(super) fn nothing(world: &World, programme: &'static str) -> Self {
        let one = |text: &str| vec![text.to_owned()];
        let receipt = world.names.get("receipt").map_or("1770-0000-0000-0000", String::as_str);
        let registers = match programme {
            SZ => one("starred_enterprises"),
            _ => vec!["harmonious_enterprises".to_owned(), "red_list".to_owned()],
        };
        let values = vec![
            ("programme", one(programme)),
            ("edition", one(EDITION)),
            ("uscc", one(NOBODYS)),
            ("code", one("6.1.1.a")),
            ("number", vec!["1".to_owned(), "2".to_owned()]),
            ("hash", one(NOTHING)),
            ("id", one(NOTHING)),
            ("organisation", one(NOTHING)),
            ("grant", one(NOTHING)),
            ("person", one(NOTHING)),
            ("place", one(NOTHING)),
            ("token", one(NOTHING)),
            ("file", one(NOTHING)),
            ("fact", one("organs")),
            ("kind", one("confirmed")),
            ("name", one("organs")),
            ("reference", one(receipt)),
            ("register", registers),
            ("command", SHOWN.iter().map(|name| (*name).to_owned()).collect()),
        ];
        Self { firm: None, programme, uscc: NOBODYS.to_owned(), values }
    }

    /// The same with the forms of all commands.
    pub(super) fn with_all_commands(mut self) -> Self {
        let commands = COMMANDS.iter().map(|kind| kind.name.to_owned()).collect();
        self.values.iter_mut().find(|(of, _)| *of == "command").unwrap().1 = commands;
        self
    }

    /// All addresses of a route for these things.
    pub(super) fn addresses(&self, world: &World, route: &Named) -> Vec<String> {
        let plain = route.path.replace("{*", "{");
        let mut found = vec![String::new()];
        let mut rest = plain.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, next) = after.split_once('}').unwrap();
            let (_, values) =
                self.values.iter().find(|(of, _)| *of == name).unwrap_or_else(|| {
                    panic!("`{name}` of {} is not known: add it to the matrix", route.path)
                });
            let each = |start: &String| {
                values.iter().map(move |value| format!("{start}{before}{value}")).collect::<Vec<_>>()
            };
            found = found.iter().flat_map(each).collect();
            rest = next;
        }
        let found: Vec<String> = found.into_iter().map(|start| format!("{start}{rest}")).collect();
        let queries = QUERIES.iter().find(|(of, _)| *of == route.path).map_or(&[] as &[&str], |(_, of)| *of);
        let filled = |query: &&str| {
            query
                .replace("{uscc}", &self.uscc)
                .replace("{sz}", &world.places["sz"])
                .replace("{nb}", &world.places["nb"])
        };
        let asked: Vec<String> = queries.iter().map(filled).collect();
        let with = |path: &String| {
            let more = asked.iter().map(|query| format!("{path}?{query}")).collect::<Vec<String>>();
            std::iter::once(path.clone()).chain(more).collect::<Vec<String>>()
        };
        found.iter().flat_map(with).collect()
    }
}

/// The things of some enterprises, and of none in either tenant.
pub(super) fn things(world: &World, firms: &[&'static str]) -> Vec<Things> {
    let firms = firms.iter().map(|firm| Things::of(world, firm));
    firms.chain([SZ, NB].map(|programme| Things::nothing(world, programme))).collect()
}

/// Every query names a route.
pub(super) fn queries_name_routes() {
    let named = all();
    for (path, _) in QUERIES {
        assert!(named.iter().any(|route| route.path == *path && route.method == "GET"), "{path} is no route");
    }
}

impl Things {
    /// A text with these things in the place of its braces.
    pub(super) fn filled(&self, text: &str) -> String {
        let first = |values: &Vec<String>| values.first().cloned().unwrap_or_default();
        let each = self.values.iter();
        each.fold(text.to_owned(), |text, (name, values)| {
            text.replace(&format!("{{{name}}}"), &first(values))
        })
    }

    /// The names of things that stand in addresses, which an answer may repeat.
    pub(super) fn names<'n>(&'n self, world: &'n World) -> Vec<&'n str> {
        let own = ["uscc", "hash", "organisation", "code", "id"];
        let values = self.values.iter().filter(|(name, _)| own.contains(name));
        let mut names: Vec<&str> = values.flat_map(|(_, values)| values).map(String::as_str).collect();
        names.extend(["sz", "nb"].map(|place| world.places[place].as_str()));
        names
    }
}
