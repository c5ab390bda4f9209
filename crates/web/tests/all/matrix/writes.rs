//! Everybody tries to change what is not theirs, with what would do for whoever may: every route that changes something.

use std::sync::atomic::Ordering;

use duheng_pack::schema::{Field, Kind, Shape};
use duheng_programme::language::command;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use serde_json::{Map, Value, json};

use super::cast::World;
use super::routes::{self, Named, Things};
use crate::browser::Answer;

/// What a route changes, and so who may not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Changes {
    /// Something of one enterprise: to strangers it does not exist.
    Firm,
    /// The edition of a tenant: to whoever has no role in its programme it does not exist.
    Edition,
    /// Accounts and places: administrators alone.
    Accounts,
    /// Something of one's own that is named in the form: that of another does as little as one that does not exist.
    Own(&'static str),
    /// Not tried, for this reason.
    Left(&'static str),
}

use Changes::{Accounts, Edition, Firm, Left, Own};

const SIGNING: &str = "of whoever holds the password or the letter; no account is known yet";
const PUBLIC: &str = "open to everybody by the programme";
const DEMO: &str = "of a demo alone: this deployment is none";
const OWN: &str = "names nothing: it changes one's own account alone";

/// The routes of pages that change something, with what is sent. Words in braces are the things of an enterprise.
const PAGES: &[(&str, Changes, &str)] = &[
    ("/sign-in", Left(SIGNING), ""),
    ("/sign-in/code", Left(SIGNING), ""),
    ("/sign-out", Left(OWN), ""),
    ("/demo/time", Left(DEMO), ""),
    ("/demo/sign-in", Left(DEMO), ""),
    ("/demo/go-on", Left(DEMO), ""),
    ("/invitation/{token}", Left(SIGNING), ""),
    ("/forgot", Left(SIGNING), ""),
    ("/reset/{token}", Left(SIGNING), ""),
    ("/register", Left(SIGNING), ""),
    ("/register/change", Left(SIGNING), ""),
    ("/register/send", Left(SIGNING), ""),
    ("/objections", Left(PUBLIC), ""),
    ("/notices/{programme}/{edition}/{uscc}", Left(PUBLIC), ""),
    ("/account/sessions", Own("session"), "session={id}"),
    ("/account/tokens", Left(OWN), ""),
    ("/account/tokens/revoke", Own("token"), "id={id}"),
    ("/account/delegations", Own("grant"), "grant={id}"),
    ("/account/password", Left(OWN), ""),
    ("/account/factor", Left(OWN), ""),
    ("/account/factor/confirm", Left(OWN), ""),
    ("/account/factor/codes", Left(OWN), ""),
    ("/account/delegate/{grant}", Firm, "to={person}&until=2026-12-31"),
    ("/account/colleagues/{organisation}", Firm, "grant={grant}&do=end&person={person}"),
    (
        "/account/colleagues/{organisation}/new",
        Firm,
        "login=stranger&name=Stranger&email=stranger%40city.example&language=zh&role=approver",
    ),
    ("/people/new", Accounts, "login=stranger&name=Stranger&email=stranger%40city.example&language=zh"),
    ("/people/{person}", Accounts, "do=end&grant={grant}"),
    ("/people/{person}/role", Accounts, "role=sz-sustainable-enterprise%2Foffice&office={place}"),
    ("/people/{person}/expert", Accounts, "belongs=x&fields=x"),
    ("/people/{person}/leave", Accounts, "confirmed=yes&sure=yes"),
    ("/organisations/new", Accounts, "kind=office&name=Stranger"),
    ("/organisations/{place}", Accounts, "above={place}"),
    ("/apply", Own("uscc"), "programme={programme}&edition=2026&uscc={id}&entry=application"),
    ("/claims/{programme}/{edition}/{uscc}/example", Left(DEMO), ""),
    ("/assess/{programme}/{edition}/{uscc}/example", Left(DEMO), ""),
    ("/claims/{programme}/{edition}/{uscc}/items/{code}", Firm, "none-organs=yes&do=save"),
    ("/self-checks/{programme}/{edition}/{uscc}/items/{code}", Firm, "none-organs=yes&do=save"),
    ("/claims/{programme}/{edition}/{uscc}/files", Firm, "multipart"),
    ("/claims/{programme}/{edition}/{uscc}/files/{number}/remove", Firm, ""),
    ("/claims/{programme}/{edition}/{uscc}/review", Firm, "truthful=yes&sure=yes"),
    ("/assess/{programme}/{edition}/{uscc}/declare", Firm, "conflict=no"),
    ("/assess/{programme}/{edition}/{uscc}/items/{code}", Firm, "c-organs=confirm&do=save"),
    ("/assess/{programme}/{edition}/{uscc}/rest", Firm, "item={code}"),
    ("/assess/{programme}/{edition}/{uscc}/seal", Firm, "sure=yes"),
    ("/editions/new", Edition, "programme={programme}&edition=2031&year=2030&as_of=2031-06-01&confirmed=yes"),
    ("/cases/{programme}/{edition}/{uscc}/do/{command}", Firm, "form"),
    (
        "/editions/{programme}/{edition}/bulk",
        Edition,
        "stage=notice&command=publish_notice&sent=yes&sure=yes&application={uscc}",
    ),
    ("/jobs/{id}/stop", Firm, ""),
    ("/editions/{programme}/{edition}/do/{command}", Edition, "form"),
];

/// The routes of the interface for programs, but those of commands.
const PROGRAMS: &[(&str, Changes, &str)] = &[
    ("/notices/{programme}/{edition}/{uscc}/objections", Left(PUBLIC), ""),
    ("/objections/look-up", Left(PUBLIC), ""),
    ("/claims/{programme}/{edition}/{uscc}/apply", Firm, r#"{ "entry": "application" }"#),
    ("/claims/{programme}/{edition}/{uscc}/answers/{fact}", Firm, r#"{ "value": [] }"#),
    ("/claims/{programme}/{edition}/{uscc}/earlier/{fact}", Firm, ""),
    ("/self-checks/{programme}/{edition}/{uscc}/answers/{fact}", Firm, r#"{ "value": [] }"#),
    ("/claims/{programme}/{edition}/{uscc}/not-evaluated/{code}", Firm, r#"{ "value": "x" }"#),
    ("/claims/{programme}/{edition}/{uscc}/files", Firm, "%PDF-1.7\n%%EOF\n"),
    ("/claims/{programme}/{edition}/{uscc}/files/{number}", Firm, ""),
    ("/claims/{programme}/{edition}/{uscc}/submit", Firm, "{}"),
    ("/reviews/{programme}/{edition}/{uscc}/points/{kind}/{name}", Firm, r#"{ "value": true }"#),
    ("/reviews/{programme}/{edition}/{uscc}/rest", Firm, r#"{ "items": ["6.1.1.a"] }"#),
    ("/reviews/{programme}/{edition}/{uscc}/seal", Firm, "{}"),
    (
        "/jobs",
        Edition,
        r#"{ "role": "enterprise", "place": "{place}", "programme": "{programme}", "edition": "2026", "stage": "notice", "command": "publish_notice" }"#,
    ),
    ("/jobs/{id}/stop", Firm, "{}"),
    ("/me/roles/{grant}/delegations", Firm, r#"{ "to": "{person}", "until": "2026-12-31" }"#),
    ("/me/delegations/{grant}", Firm, ""),
    ("/enterprises/{organisation}/people", Firm, STRANGER),
    ("/enterprises/{organisation}/people/{grant}", Firm, ""),
    ("/enterprises/{organisation}/people/{grant}/invitation", Firm, ""),
    ("/people", Accounts, r#"{ "login": "stranger", "name": "Stranger", "email": "stranger@city.example" }"#),
    ("/people/{person}/roles", Accounts, r#"{ "kind": "office", "role": "office", "place": "{place}" }"#),
    ("/people/{person}/roles/{grant}", Accounts, ""),
    ("/people/{person}/invitation", Accounts, ""),
    ("/people/{person}/expert", Accounts, r#"{ "belongs": "x", "fields": ["x"] }"#),
    ("/people/{person}/deactivation", Accounts, "{}"),
    ("/offices", Accounts, r#"{ "name": "Stranger" }"#),
    (
        "/organisations",
        Accounts,
        r#"{ "name": "Stranger", "uscc": "914403000000000436", "above": "{place}" }"#,
    ),
    ("/places/{place}/above", Accounts, r#"{ "above": "{place}" }"#),
];

/// Somebody who would be invited to act for an enterprise.
const STRANGER: &str =
    r#"{ "login": "stranger", "name": "Stranger", "email": "stranger@city.example", "may_submit": true }"#;

pub(super) fn row(route: &Named) -> (Changes, &'static str) {
    let found = match route.path.strip_prefix("/api/v1") {
        Some(path) if path.contains("/commands/") => match path.starts_with("/editions/") {
            true => return (Edition, "command"),
            false => return (Firm, "command"),
        },
        Some(path) => PROGRAMS.iter().find(|(of, ..)| *of == path),
        None => PAGES.iter().find(|(of, ..)| *of == route.path),
    };
    let of = found.unwrap_or_else(|| panic!("{} {} is not in the matrix", route.method, route.path));
    (of.1, of.2)
}

/// Routes that are not tried, with the reason.
pub(super) fn left() -> Vec<(String, &'static str)> {
    let writes = routes::all().into_iter().filter(|route| route.method != "GET");
    let left = writes.filter_map(|route| match row(&route).0 {
        Left(reason) => Some((route.path, reason)),
        _ => None,
    });
    left.collect()
}

/// Arguments of a command that its reader takes.
fn arguments(kind: &Kind) -> Value {
    let field = |field: &Field| (field.key.to_owned(), value(field));
    let asked = kind.fields.iter().filter(|field| field.required || field.key == "reason");
    Value::Object(asked.map(field).collect::<Map<String, Value>>())
}

fn value(field: &Field) -> Value {
    match (field.key, &field.shape) {
        ("entry", _) => json!("application"),
        ("verdict", _) => json!("pass"),
        (_, Shape::Date) => json!("2026-06-30"),
        (_, Shape::YesNo) => json!(true),
        (_, Shape::Integer | Shape::Count | Shape::Number) => json!(1),
        (_, Shape::List(_)) => json!(["x"]),
        (_, Shape::Map(_)) => json!({}),
        (_, Shape::Node(kind)) => arguments(kind),
        (_, Shape::Word(words)) => json!(words[0].0),
        _ => json!("x"),
    }
}

/// The same as a form.
fn form(kind: &Kind) -> String {
    let mut fields = form_urlencoded::Serializer::new(String::new());
    for (name, value) in arguments(kind).as_object().unwrap() {
        match value {
            Value::Object(more) => {
                for (inner, value) in more {
                    fields.append_pair(&format!("{name}.{inner}"), value.as_str().unwrap_or("x"));
                }
            }
            Value::Bool(yes) => drop(fields.append_pair(name, if *yes { "yes" } else { "no" })),
            Value::String(text) => drop(fields.append_pair(name, text)),
            other => drop(fields.append_pair(name, &other.to_string())),
        }
    }
    fields.append_pair("confirmed", "yes");
    fields.finish()
}

/// One attempt: the address, and what is sent there but for the token of a form.
pub(super) struct Attempt {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: String,
}

impl World {
    /// What somebody is answered who tries something.
    pub(super) fn tries(&self, actor: &str, token: &str, attempt: &Attempt) -> Answer {
        let Attempt { method, path, body } = attempt;
        let member = self.people.get(actor).cloned().unwrap_or_default();
        if self.is_signed_out(actor) && self.unknown.fetch_add(1, Ordering::SeqCst) % 15 == 14 {
            // forms of whoever is not signed in are counted by network
            self.afresh();
        }
        if path.starts_with("/api/") {
            let kind = if body.starts_with('%') { "application/octet-stream" } else { "application/json" };
            return self.call_with(token, method, path, &[("If-Match", "\"1\"")], kind, body.as_bytes());
        }
        if body == "multipart" {
            let fields = [("token", member.csrf.as_str()), ("fact", "organs")];
            let mut parts: String = fields
                .iter()
                .map(|(name, value)| {
                    format!("--SEAM\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                })
                .collect();
            parts.push_str("--SEAM\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\n\r\n--SEAM--\r\n");
            return self.browse_kind(
                &member.session,
                method,
                path,
                "multipart/form-data; boundary=SEAM",
                &parts,
            );
        }
        self.browse(&member.session, method, path, &format!("token={}&{body}", member.csrf))
    }

    /// All attempts on the things of one enterprise by routes that change something of this kind.
    pub(super) fn attempts(&self, of: &Things, wanted: impl Fn(Changes) -> bool) -> Vec<Attempt> {
        let mut found = Vec::new();
        for route in routes::all().into_iter().filter(|route| route.method != "GET") {
            let (changes, sent) = row(&route);
            if !wanted(changes) {
                continue;
            }
            for path in of.addresses(self, &route) {
                let named = path.rsplit('/').next().unwrap();
                let kind = command(named);
                let body = match sent {
                    "command" => arguments(kind.unwrap()).to_string(),
                    "form" => kind.map_or_else(String::new, form),
                    sent => of.filled(sent),
                };
                let path =
                    if sent.starts_with('%') { format!("{path}?name=a.pdf&fact=organs") } else { path };
                found.push(Attempt { method: route.method, path, body });
            }
        }
        found
    }

    /// How many rows the tables hold whose rows are somebody's doing.
    pub(super) fn rows(&self) -> Vec<i64> {
        let tables = [
            "event",
            "answer",
            "attachment",
            "finding",
            "seed",
            "person",
            "grant_of_role",
            "organisation",
            "office",
            "hang",
            "token",
            "expert",
            "outbox",
            "job",
        ];
        self.served.runtime.block_on(async {
            let beside = Database::connect(&self.database).await.unwrap();
            let mut counts = Vec::new();
            for table in tables {
                let query = Statement::from_string(
                    beside.get_database_backend(),
                    format!("SELECT count(*) FROM {table}"),
                );
                counts.push(beside.query_one_raw(query).await.unwrap().unwrap().try_get_by_index(0).unwrap());
            }
            for query in [
                "SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM answer",
                "SELECT count(*) FROM attachment WHERE removed",
                "SELECT count(*) FROM grant_of_role WHERE ended_at IS NOT NULL",
                "SELECT count(*) FROM job WHERE stopped",
                "SELECT count(*) FROM token WHERE revoked_at IS NOT NULL",
                "SELECT count(*) FROM session WHERE revoked_at IS NOT NULL",
            ] {
                let query = Statement::from_string(beside.get_database_backend(), query);
                counts.push(beside.query_one_raw(query).await.unwrap().unwrap().try_get_by_index(0).unwrap());
            }
            counts
        })
    }
}
