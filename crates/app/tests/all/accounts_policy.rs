//! The table of rights is true: every use-case stands in it, and every refusal is tested.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duheng_app::accounts::{ACCOUNT_CODES, AppCapability, GrantKind, POLICY, policy_page};
use duheng_app::public::Show;
use duheng_pack::calendar::Date;

use crate::accounts::{enterprise, grant, on_both, person};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The public asynchronous functions of `App` in a source.
fn use_cases(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut of_app = false;
    for line in text.lines() {
        if line.starts_with("impl") {
            of_app = line.starts_with("impl App ") || line.starts_with("impl crate::App ");
        }
        if let Some(rest) = line.trim_start().strip_prefix("pub async fn ").filter(|_| of_app) {
            found.push(rest.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect());
        }
    }
    found
}

#[test]
fn use_cases_are_found() {
    let text = "impl App {\n    pub async fn act(\n    async fn act_in(\n}\nimpl Store {\n    pub async fn open(\n}\n";
    assert_eq!(use_cases(text), ["act"]);
}

#[test]
fn every_use_case_stands_in_the_policy() {
    let mut found = BTreeSet::new();
    for path in sources(&here().join("src")) {
        found.extend(use_cases(&fs::read_to_string(path).unwrap()));
    }
    let listed: BTreeSet<String> = POLICY.iter().map(|row| row.name.to_owned()).collect();
    assert_eq!(listed.len(), POLICY.len(), "a name stands twice");
    assert_eq!(found, listed, "left: the functions of App; right: the table in accounts/policy.rs");
}

/// A use-case for people asks the table, under its own name.
#[test]
fn use_cases_for_people_ask_the_policy() {
    let texts: String =
        sources(&here().join("src")).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for row in POLICY {
        let asks = texts.contains(&format!("who, \"{}\")", row.name))
            || texts.contains(&format!("by, \"{}\")", row.name));
        let must = matches!(
            row.needs,
            AppCapability::SignedIn
                | AppCapability::ApproveForEnterprise
                | AppCapability::ManageAccounts
                | AppCapability::Change
        );
        // whoever has a session may end it
        assert_eq!(asks, must && row.name != "sign_out", "{}", row.name);
    }
}

#[test]
fn every_refusal_is_listed_and_tested() {
    let mut given = BTreeSet::new();
    for path in sources(&here().join("src/accounts/refusal")) {
        let text = fs::read_to_string(path).unwrap();
        let squeezed: String = text.split_whitespace().collect();
        let codes = squeezed.split("AccountRefusal::new(\"").skip(1);
        given.extend(codes.filter_map(|rest| rest.split('"').next().map(str::to_owned)));
    }
    let listed: BTreeSet<String> = ACCOUNT_CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(given, listed);
    assert!(ACCOUNT_CODES.is_sorted(), "in order");
    let tests: String =
        ["accounts_signing.rs", "accounts_roles.rs", "accounts_people.rs", "accounts_tokens.rs"]
            .map(|name| fs::read_to_string(here().join("tests/all").join(name)).unwrap())
            .concat();
    let untested: Vec<&str> =
        ACCOUNT_CODES.iter().copied().filter(|code| !tests.contains(&format!("\"{code}\""))).collect();
    assert_eq!(untested, Vec::<&str>::new());
}

/// The pages under `docs` are the table.
#[test]
fn the_pages_of_rights_are_fresh() {
    let pages = policy_page();
    for (page, language) in pages.iter().zip(["zh", "en"]) {
        let path = here().join(format!("../../docs/policy.{language}.md"));
        if std::env::var_os("DUHENG_WRITE_DOCS").is_some() {
            fs::write(&path, page).unwrap();
        }
        let held = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(&held, page, "run the test again with DUHENG_WRITE_DOCS=1");
    }
}

/// A server may move what it waits for between its threads.
#[test]
fn use_cases_can_be_awaited_anywhere() {
    fn sends<F: Future + Send>(_: F) {}
    on_both(async |desk| {
        let (app, who) = (&desk.app, &desk.root);
        let day = Date::FIRST;
        sends(app.accept_invitation("", ""));
        sends(app.ask_reset(""));
        sends(app.change_password(who, "", ""));
        sends(app.confirm_second_factor(who, ""));
        sends(app.deactivate(who, "", None));
        sends(app.delegate(who, "", "", day));
        sends(app.end_delegation(who, ""));
        sends(app.end_role(who, ""));
        sends(app.enrol_second_factor(who));
        sends(app.give_role(who, &grant("", GrantKind::Expert, "", "")));
        sends(app.invite_again(who, ""));
        sends(app.invite_colleague(who, "", &person(""), true));
        sends(app.invite_person(who, &person("")));
        sends(app.outbox());
        sends(app.outbox_sent(""));
        sends(app.register_enterprise(&enterprise(700_000_001, "")));
        sends(app.remove_second_factor(who, ""));
        sends(app.reset("", ""));
        sends(app.revoke_session(who, ""));
        sends(app.second_factor("", ""));
        sends(app.sessions(who));
        sends(app.sign_in("", "", ""));
        sends(app.sign_out(who));
        sends(app.sweep_accounts());
        sends(app.who(""));
        sends(app.colleagues(who, ""));
        sends(app.end_colleague(who, "", ""));
        sends(app.enrolment(who));
        sends(app.enter_expert(who, "", "", &[]));
        sends(app.enter_organisation(who, "", "", ""));
        sends(app.fellows(who, ""));
        sends(app.found_office(who, "", None));
        sends(app.invite_colleague_again(who, "", ""));
        sends(app.link_holder("", false));
        sends(app.managed_person(who, ""));
        sends(app.managed_place(who, ""));
        sends(app.move_place(who, "", "", None));
        sends(app.offices());
        sends(app.organisations(who, "", &Show::default()));
        sends(app.own_account(who));
        sends(app.people(who, "", &Show::default()));
        sends(app.successor(who, ""));
        sends(app.unreadable_second_factors());
    });
}
