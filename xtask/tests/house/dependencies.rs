//! Who may depend on whom.

use std::process::Command;

use serde_json::Value;

use crate::{none, read, root};

/// A crate with what it may depend on outside of its tests.
struct Rule {
    name: &'static str,
    folder: &'static str,
    /// Pure crates are `no_std` and take their dependencies without `std`.
    pure: bool,
    /// `None`: anything but a crate that stands above.
    may_use: Option<&'static [&'static str]>,
    /// Crates of the workspace that it may depend on.
    may_stand_on: &'static [&'static str],
}

/// A new dependency of a pure crate is the rarest of changes: it needs a row here and a reason in the change.
const RULES: &[Rule] = &[
    Rule {
        name: "duheng-pack",
        folder: "crates/pack",
        pure: true,
        may_use: Some(&[
            "csv-core",
            "granit-parser",
            "jiff",
            "num-bigint",
            "num-integer",
            "num-traits",
            "serde",
            "sha2",
        ]),
        may_stand_on: &[],
    },
    Rule {
        name: "duheng-standard",
        folder: "crates/standard",
        pure: true,
        may_use: Some(&["num-bigint", "num-integer", "num-traits", "serde"]),
        may_stand_on: &["duheng-pack"],
    },
    Rule {
        name: "duheng-programme",
        folder: "crates/programme",
        pure: true,
        may_use: Some(&["serde"]),
        may_stand_on: &["duheng-standard", "duheng-pack"],
    },
    Rule {
        name: "duheng-app",
        folder: "crates/app",
        pure: false,
        may_use: None,
        may_stand_on: &["duheng-programme", "duheng-standard", "duheng-pack"],
    },
    Rule {
        name: "duheng-specimen",
        folder: "crates/specimen",
        pure: false,
        may_use: Some(&[]),
        may_stand_on: &["duheng-standard", "duheng-pack"],
    },
    Rule {
        name: "duheng-city",
        folder: "crates/city",
        pure: false,
        // it reaches no database: the city is made by use-cases
        may_use: Some(&["jiff"]),
        may_stand_on: &[
            "duheng-app",
            "duheng-programme",
            "duheng-specimen",
            "duheng-standard",
            "duheng-pack",
        ],
    },
    Rule {
        name: "duheng-chart",
        folder: "crates/chart",
        pure: false,
        may_use: Some(&["serde"]),
        may_stand_on: &[],
    },
    Rule {
        name: "duheng-documents",
        folder: "crates/documents",
        pure: false,
        may_use: Some(&[
            "base64",
            "jiff",
            "qrcode",
            "rlimit",
            "serde",
            "serde_json",
            "typst",
            "typst-layout",
            "typst-pdf",
        ]),
        may_stand_on: &["duheng-chart"],
    },
    Rule {
        name: "duheng-web",
        folder: "crates/web",
        pure: false,
        // no library of a database: what pages show comes from `duheng-app`
        may_use: Some(&[
            "askama",
            "axum",
            "fluent-bundle",
            "form_urlencoded",
            "futures-util",
            "jiff",
            "qrcode",
            "serde",
            "serde_json",
            "sha2",
            "tokio",
            "tower-http",
            "tracing",
            "unic-langid",
            "utoipa",
        ]),
        may_stand_on: &["duheng-app", "duheng-chart", "duheng-programme", "duheng-pack"],
    },
    Rule {
        name: "duheng-cli",
        folder: "crates/cli",
        pure: false,
        may_use: None,
        may_stand_on: &[
            "duheng-app",
            "duheng-city",
            "duheng-documents",
            "duheng-programme",
            "duheng-standard",
            "duheng-pack",
            "duheng-web",
        ],
    },
    Rule {
        name: "duheng-testkit",
        folder: "crates/testkit",
        pure: false,
        may_use: None,
        may_stand_on: &["duheng-specimen", "duheng-standard", "duheng-pack"],
    },
    Rule { name: "xtask", folder: "xtask", pure: false, may_use: None, may_stand_on: &[] },
];

/// One entry of a package's `dependencies`, as `cargo metadata` tells it.
struct Dependency {
    name: String,
    kind: Kind,
    /// It is a folder of this workspace.
    own: bool,
    /// Default features or `std` are on.
    std: bool,
}

#[derive(PartialEq, Eq)]
enum Kind {
    Normal,
    Build,
    Dev,
}

/// All breaches of one crate.
fn breaches(rule: &Rule, dependencies: &[Dependency]) -> Vec<String> {
    let mut breaches = Vec::new();
    for dependency in dependencies.iter().filter(|dependency| dependency.kind != Kind::Dev) {
        let (user, used) = (rule.name, dependency.name.as_str());
        if dependency.own {
            if !rule.may_stand_on.contains(&used) {
                breaches.push(format!("{user} may not depend on {used}: dependencies point downwards only"));
            }
            continue;
        }
        if rule.pure && dependency.kind == Kind::Build {
            breaches.push(format!("{user} is pure and may have no build dependency, but has {used}"));
        }
        if rule.may_use.is_some_and(|allowed| !allowed.contains(&used)) {
            breaches.push(format!("{used} is not on the list of what {user} may use"));
        }
        if rule.pure && dependency.std {
            breaches.push(format!(
                "{user} is pure and must take {used} with `default-features = false`, without std"
            ));
        }
    }
    breaches
}

/// Breaches in the head of a pure crate's `lib.rs`, and of ways around it.
fn no_std_breaches(crate_name: &str, lib: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    if !lib.lines().any(|line| line.trim() == "#![no_std]") {
        breaches.push(format!("{crate_name} is pure, but its lib.rs does not say `#![no_std]`"));
    }
    let mut before = "";
    for line in lib.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.contains("extern crate std") && before != "#[cfg(test)]" {
            breaches.push(format!("{crate_name} is pure, but takes std outside of its tests"));
        }
        before = line;
    }
    breaches
}

fn metadata() -> Vec<(String, Vec<Dependency>)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = json["packages"].as_array().expect("packages");
    packages.iter().map(|package| (text(&package["name"]), dependencies(package))).collect()
}

fn dependencies(package: &Value) -> Vec<Dependency> {
    let list = package["dependencies"].as_array().expect("dependencies");
    list.iter()
        .map(|entry| Dependency {
            name: text(&entry["name"]),
            kind: match entry["kind"].as_str() {
                None => Kind::Normal,
                Some("build") => Kind::Build,
                Some(_) => Kind::Dev,
            },
            own: entry["path"].is_string(),
            std: entry["uses_default_features"] == Value::Bool(true)
                || entry["features"].as_array().expect("features").contains(&Value::from("std")),
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_string()
}

#[test]
fn every_crate_has_a_rule_and_keeps_it() {
    let mut found = Vec::new();
    for (name, dependencies) in metadata() {
        match RULES.iter().find(|rule| rule.name == name) {
            Some(rule) => found.extend(breaches(rule, &dependencies)),
            None => {
                found.push(format!("{name} has no rule: add one to RULES that says what it may depend on"))
            }
        }
    }
    none(&found);
}

#[test]
fn pure_crates_are_no_std() {
    let pure = RULES.iter().filter(|rule| rule.pure);
    let found: Vec<String> = pure
        .flat_map(|rule| no_std_breaches(rule.name, &read(&format!("{}/src/lib.rs", rule.folder))))
        .collect();
    none(&found);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for rule in RULES {
        let manifest = read(&format!("{}/Cargo.toml", rule.folder));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} does not take the lints", rule.name);
    }
}

#[test]
fn breaches_are_found() {
    let pure = Rule {
        name: "a",
        folder: "a",
        pure: true,
        may_use: Some(&["serde"]),
        may_stand_on: &["duheng-pack"],
    };
    let check = |name: &str, kind, own, std, expect: usize| {
        let dependency = Dependency { name: name.into(), kind, own, std };
        assert_eq!(breaches(&pure, &[dependency]).len(), expect, "{name}");
    };
    check("serde", Kind::Normal, false, false, 0);
    check("serde", Kind::Normal, false, true, 1);
    check("serde", Kind::Build, false, false, 1);
    check("rand", Kind::Normal, false, false, 1);
    check("rand", Kind::Dev, false, true, 0);
    check("duheng-pack", Kind::Normal, true, true, 0);
    check("duheng-cli", Kind::Normal, true, true, 1);
}

#[test]
fn ways_around_no_std_are_found() {
    let check = |lib: &str, expect: usize| assert_eq!(no_std_breaches("a", lib).len(), expect, "{lib}");
    check("//! a\n#![no_std]\nextern crate alloc;\n", 0);
    check("#![no_std]\n#[cfg(test)]\nextern crate std;\n", 0);
    check("#![no_std]\nextern crate std;\n", 1);
    check("//! #![no_std] is only talked about\n", 1);
}

/// A deployment whose data may be lost, and that asks for no second factor, is the demo's alone.
#[test]
fn only_the_demo_opens_throwaway_data() {
    let callers: Vec<String> = crate::rust_files(&root().join("crates"))
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter(|path| std::fs::read_to_string(path).expect("a readable file").contains("open_throwaway("))
        .map(|path| path.strip_prefix(root()).expect("below the root").display().to_string())
        .collect();
    assert_eq!(callers, ["crates/app/src/app.rs", "crates/cli/src/commands/demo.rs"]);
}
