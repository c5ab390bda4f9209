//! The interface for programs: its table, its description, its tokens and its problems.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use duheng_app::accounts::{AppCapability, TokenScope, capability_of, scope_of};
use duheng_web::{Capability, SECURITY, operations};
use serde_json::{Value, json};

use crate::api_walk::{Program, token};
use crate::browser::{send, send_kind};
use crate::town::Town;

fn document(town: &Town) -> Value {
    let served = send(town.served.address, "GET", "/api/v1/openapi.json", &[], "");
    assert_eq!((served.status, served.header("content-type")), (200, Some("application/json")));
    serde_json::from_str(&served.body).unwrap()
}

/// All references of a document.
fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// The meta schema of OpenAPI 3.1 and that of JSON Schema know fields that our own tests would not miss.
#[test]
fn the_document_is_valid_by_the_meta_schema() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    let mut document = document(&town);
    assert_eq!(validated(&document), "");
    document["paths"]["/healthz-of-nobody"] = serde_json::json!({ "get": { "responses": { "well": {} } } });
    assert!(validated(&document).contains("/paths"), "the validator finds what is wrong");
}

/// What the validator that npm brings says about a document; nothing for a valid one.
fn validated(document: &Value) -> String {
    let script = "import { Validator } from '@seriousme/openapi-schema-validator'; \
        import { readFileSync } from 'node:fs'; \
        const told = await new Validator().validate(JSON.parse(readFileSync(0, 'utf8'))); \
        if (!told.valid) console.log(JSON.stringify(told.errors));";
    let mut node = Command::new("node")
        .args(["--input-type=module", "-e", script])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node: it comes with npm");
    serde_json::to_writer(node.stdin.take().unwrap(), document).unwrap();
    let told = node.wait_with_output().unwrap();
    assert!(told.status.success(), "npm ci brings the validator");
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn the_document_is_the_table_and_the_router_is_too() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    let document = document(&town);
    assert_eq!(document["openapi"], "3.1.0");
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            described.insert((method.to_uppercase(), path.clone(), id.to_owned()));
            let mut named: BTreeSet<&str> =
                path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
            for parameter in operation["parameters"].as_array().unwrap() {
                if parameter["in"] == "path" {
                    assert!(named.remove(parameter["name"].as_str().unwrap()), "{path}");
                    assert_eq!(parameter["required"], true);
                }
                let about = parameter.get("$ref").or(parameter.get("description"));
                assert!(about.is_some_and(|about| about.as_str() != Some("")), "{path} {parameter}");
            }
            assert!(named.is_empty(), "{path}: {named:?}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert!(status == "default" || status.parse::<u16>().is_ok());
                assert!(response.get("$ref").or(response.get("description")).is_some(), "{path} {status}");
            }
        }
    }
    let listed: BTreeSet<_> =
        operations().map(|of| (of.method.to_owned(), of.path.replace("{*", "{"), of.id.clone())).collect();
    assert_eq!(described, listed);
    assert_eq!(listed.iter().map(|(.., id)| id).collect::<BTreeSet<_>>().len(), operations().count());
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100);
    for reference in found {
        let target = document.pointer(reference.trim_start_matches('#'));
        assert!(target.is_some(), "{reference} leads nowhere");
    }
    // each operation is there, and closed to who has no token
    for operation in operations() {
        let path = operation.path.replace("{*", "{").replace(['{', '}'], "");
        // a path without a route would answer 404, and one with another method 405, whoever asks
        let other = send(town.served.address, "TRACE", &path, &[], "");
        let allowed = other.header("allow").unwrap_or_default().to_owned();
        assert_eq!(other.status, 405, "{path}");
        assert!(allowed.split(',').any(|method| method.trim() == operation.method), "{path}: {allowed}");
        if operation.method != "GET" {
            // so many forms without a token would be too many: that they are closed is tried where there is one
            continue;
        }
        let answer = send(town.served.address, "GET", &path, &[], "");
        let wanted: &[u16] = if operation.capability == Capability::Open { &[200, 404, 422] } else { &[401] };
        assert!(wanted.contains(&answer.status), "{} {path}: {}", operation.method, answer.status);
        for (name, value) in SECURITY {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        if answer.status == 401 {
            assert!(answer.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Bearer")));
        }
        if answer.status != 200 {
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        }
    }
}

/// Whoever reads the description sees for each body what one looks like, and how much a token must be able to do.
#[test]
fn every_body_has_an_example_and_every_operation_a_scope() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    let document = document(&town);
    let (mut bodies, mut scopes) = (0, BTreeSet::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            for way in operation["security"].as_array().unwrap() {
                scopes.insert(way["token"][0].as_str().unwrap().to_owned());
            }
            let body = &operation["requestBody"]["content"]["application/json"];
            if body.is_null() {
                continue;
            }
            bodies += 1;
            let mut schema = &body["schema"];
            if let Some(reference) = schema["$ref"].as_str() {
                schema = document.pointer(reference.trim_start_matches('#')).unwrap();
            }
            let example = body["example"].as_object().unwrap_or_else(|| panic!("{id} {path} has no example"));
            let known = schema["properties"].as_object().unwrap();
            assert!(example.keys().all(|key| known.contains_key(key)), "{id}: {example:?}");
            let needed = schema["required"].as_array().into_iter().flatten();
            for key in needed.map(|key| key.as_str().unwrap()) {
                assert!(example.contains_key(key), "{id} needs `{key}`: {example:?}");
            }
        }
    }
    assert!(bodies > 50, "{bodies}");
    assert_eq!(scopes.into_iter().collect::<Vec<_>>(), ["administer", "read", "write"]);
}

#[test]
fn an_operation_is_as_open_as_the_use_cases_that_it_asks() {
    for operation in operations() {
        for name in operation.uses {
            let needs = capability_of(name).unwrap_or_else(|| panic!("`{name}` is no use-case"));
            let fits = match operation.capability {
                Capability::Open => needs == AppCapability::Open || *name == "act",
                Capability::Administrator => needs == AppCapability::ManageAccounts,
                _ => !matches!(needs, AppCapability::ManageAccounts | AppCapability::System),
            };
            assert!(fits, "{} asks `{name}`", operation.id);
            // what no token does, no operation offers
            assert!(*name == "act" || scope_of(name).is_some(), "{} asks `{name}`", operation.id);
        }
        let writes = operation.method != "GET" && operation.capability != Capability::Open;
        assert!(!writes || operation.scope() >= Some(TokenScope::Write), "{}", operation.id);
    }
}

#[test]
fn a_cookie_opens_nothing_and_a_token_what_its_scope_says() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.day("2026-02-20");
    let to = town.served.address;
    let browser = town.browser("lin");
    let cookie = format!("duheng_session={}", browser.cookie("duheng_session"));
    let path = "/api/v1/editions/sz-sustainable-enterprise/2026/commands/open_edition";
    let body = json!({ "year": 2025, "as_of": "2026-06-01" }).to_string();
    let by_cookie = send_kind(to, "POST", path, &[("Cookie", &cookie)], "application/json", body.as_bytes());
    assert_eq!(by_cookie.status, 401);
    let reading = token(&town, "lin", "read");
    let sent = |token: &str, kind: &str, body: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("Authorization", bearer.as_str()), ("Accept-Language", "en")];
        let answer = send_kind(to, "POST", path, &headers, kind, body.as_bytes());
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        (answer.status, problem)
    };
    let (status, problem) = sent(&reading, "application/json", &body);
    assert_eq!((status, &problem["code"]), (403, &json!("token-read-only")));
    assert_eq!(problem["title"], "this token may only read");
    let (status, problem) = sent("dh_none", "application/json", &body);
    assert_eq!((status, &problem["code"]), (401, &json!("token-invalid")));
    let writing = token(&town, "lin", "write");
    let (status, problem) = sent(&writing, "text/plain", &body);
    assert_eq!((status, &problem["code"]), (415, &json!("media-type")));
    let (status, problem) = sent(&writing, "application/json", "{\"year\": 2025, \"as_of\": \"soon\"}");
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("/as_of")));
    let (status, problem) = sent(&writing, "application/json", "{");
    assert_eq!((status, &problem["code"]), (422, &json!("fields-invalid")));
    let large = " ".repeat(21 * 1024 * 1024);
    let bearer = format!("Bearer {writing}");
    let answer =
        send_kind(to, "POST", path, &[("Authorization", &bearer)], "application/json", large.as_bytes());
    assert_eq!(answer.status, 413);
    // revoked on the page, it opens nothing
    let mut browser = town.browser("lin");
    let page = browser.open("/account/tokens");
    assert_eq!(page.texts("tbody tr").len(), 2);
    assert!(!page.body.contains(&writing), "a token is shown once");
    let listed = page.attribute("input[name=id]", "value");
    for id in listed {
        let csrf = page.attribute("input[name=token]", "value")[0].clone();
        let answer = browser.ask("POST", "/account/tokens/revoke", &format!("token={csrf}&id={id}"));
        assert_eq!(answer.status, 303);
    }
    assert_eq!(sent(&writing, "application/json", &body).0, 401);
}

#[test]
fn nobody_sends_without_end() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    let to = town.served.address;
    let path = "/api/v1/notices/a/b/c/objections";
    let answers: Vec<_> =
        (0..22).map(|_| send_kind(to, "POST", path, &[], "application/json", b"{}")).collect();
    let held: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(!held.is_empty());
    assert!(held.iter().all(|answer| answer.header("retry-after").is_some()));
}

#[test]
fn lists_go_on_where_they_ended() {
    let town = Town::new("sz-sustainable-enterprise", "objection.yaml");
    town.play_all();
    let lin = Program::new(&town, "lin", "read");
    let list = lin.call(
        "listApplications",
        &[("programme", "sz-sustainable-enterprise"), ("edition", "2026")],
        None,
    );
    assert_eq!((list.status, list.json["rows"].as_array().unwrap().len()), (200, 1));
    assert_eq!(list.json["next"], Value::Null);
    let me = lin.call("getMe", &[], None);
    assert_eq!(me.json["writes"], false);
    assert!(lin.call("listTasks", &[], None).json["rows"].is_array());
    assert_eq!(lin.call("listEditions", &[], None).json["rows"].as_array().unwrap().len(), 1);
    assert_eq!(lin.call("listRecords", &[("register", "starred_enterprises")], None).status, 200);
    assert!(!lin.call("listProgrammes", &[], None).json["rows"].as_array().unwrap().is_empty());
    let nowhere = send(town.served.address, "GET", "/api/v1/nowhere", &[], "");
    assert_eq!((nowhere.status, nowhere.header("content-type")), (404, Some("application/problem+json")));
}
