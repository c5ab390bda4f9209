//! Headers, routes, templates.

use std::fs;
use std::path::{Path, PathBuf};

use duheng_app::accounts::{AppCapability, capability_of};
use duheng_web::{Capability, SECURITY, routes};

use crate::browser::{get, get_english, send};
use crate::deployment::after;

#[test]
fn every_route_of_the_table_answers_with_the_headers_of_safety() {
    let served = after("objection.yaml", "- { at: 2026-06-24 09:00");
    served.noon(2026, 6, 24);
    for route in routes() {
        let path = route
            .path
            .replace("{programme}", "sz-sustainable-enterprise")
            .replace("{edition}", "2026")
            .replace("{uscc}", "914403000000000276")
            .replace("{*number}", "X-1")
            .replace("{reference}", "1")
            .replace("{command}", "check")
            .replace("{hash}", "none")
            .replace("{register}", "none")
            .replace("{file}", "none");
        let answer = send(served.address, route.method, &path, &[("Accept-Language", "zh")], "");
        for (name, value) in SECURITY {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("x-request-id").is_some_and(|number| number.len() == 16), "{path}");
        assert!(answer.status < 500, "{path}: {}", answer.status);
        assert!(!answer.body.contains("style=") && !answer.body.contains("onclick"), "{path}");
        if route.method == "GET" && !path.contains("csv") {
            let wrong = send(served.address, "DELETE", &path, &[], "");
            assert_eq!(wrong.status, 405, "{path}");
        }
    }
    let unknown = get_english(served.address, "/nowhere");
    assert_eq!((unknown.status, unknown.texts("h1")), (404, vec!["There is no such page".to_owned()]));
    assert!(unknown.attribute("main a", "href").contains(&"/".to_owned()));
    assert!(get(served.address, "/metrics").body.contains("duheng_responses_total{class=\"4xx\"}"));
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

#[test]
fn routes_are_registered_in_the_table_alone() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let registers = |path: &PathBuf| fs::read_to_string(path).unwrap().contains(".route(");
    let found: Vec<PathBuf> = files(&sources).into_iter().filter(registers).collect();
    assert_eq!(found, [sources.join("routes.rs")]);
}

#[test]
fn a_route_is_as_open_as_the_use_cases_that_it_asks() {
    for route in routes() {
        for name in route.uses {
            let needs = capability_of(name).unwrap_or_else(|| panic!("`{name}` is no use-case"));
            let fits = match route.capability {
                // what the programme says may be open to all: an objection, for which the public is vouched
                Capability::Open => {
                    matches!(needs, AppCapability::Open | AppCapability::Programme) || *name == "act"
                }
                Capability::SignedIn => {
                    needs != AppCapability::ManageAccounts && needs != AppCapability::System
                }
                Capability::Administrator => needs != AppCapability::System,
                Capability::Operator => true,
            };
            assert!(fits, "{} {} asks `{name}`", route.method, route.path);
        }
    }
}

#[test]
fn who_is_not_signed_in_is_led_to_sign_in() {
    let served = crate::deployment::empty();
    for route in routes().filter(|route| route.capability != Capability::Open) {
        let path = route.path.replace(['{', '}'], "");
        if route.method == "GET" && route.capability != Capability::Operator {
            let answer = get(served.address, &path);
            let place = answer.header("location").unwrap_or_default();
            assert!(answer.status == 303 && place.starts_with("/sign-in?next=%2F"), "{path}: {place}");
        }
    }
}

#[test]
fn templates_have_no_style_and_no_script_of_their_own() {
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")) {
        let text = fs::read_to_string(&path).unwrap();
        for forbidden in
            [" style=", "<style", " onclick", " onload", " onsubmit", "javascript:", "hx-on", "|safe"]
        {
            assert!(!text.contains(forbidden), "{} has {forbidden}", path.display());
        }
        assert!(
            text.matches("<script").count() == text.matches("<script src=").count(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn assets_are_kept_for_ever_and_every_one_that_a_page_names_exists() {
    let served = crate::deployment::empty();
    let home = get(served.address, "/");
    let mut named = home.attribute("link, use", "href");
    named.extend(home.attribute("script, img", "src"));
    assert!(named.len() > 5);
    for address in named {
        let answer = get(served.address, address.split('#').next().unwrap());
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        if let Some((_, icon)) = address.split_once('#') {
            assert!(answer.body.contains(&format!("<symbol id=\"{icon}\"")), "{icon}");
        }
    }
}
