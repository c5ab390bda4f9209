//! Small cities: the same plan gives the same bytes, what was made verifies, and there is something of everything.

use std::collections::BTreeSet;

use duheng_app::public::{Filter, Show};
use duheng_app::work::{Task, WorkFilter};
use duheng_app::{App, NewOrganisation};
use duheng_city::{City, Plan, build};
use duheng_pack::calendar::Date;
use duheng_programme::view::Organisation;
use tokio::runtime::Runtime;

use crate::databases::{Deployment, KINDS, Kind, throwaway};

fn plan(companies: usize) -> Plan {
    Plan {
        seed: 7,
        as_of: Date::read("2026-11-20").unwrap(),
        companies,
        packs: duheng_testkit::shipped::folder(),
    }
}

async fn made(kind: Kind, plan: &Plan) -> (Deployment, City) {
    let deployment = throwaway(kind).await;
    let city = build(&deployment.app, &deployment.clock, plan, &mut |_| {}).await;
    let city = city.unwrap_or_else(|trouble| panic!("{kind:?}: {trouble}"));
    (deployment, city)
}

async fn saved(app: &App) -> String {
    let mut bytes = Vec::new();
    app.backup(&mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_same_plan_gives_the_same_city_on_both_databases() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let mut backups = Vec::new();
        for kind in [KINDS[0], KINDS[0], KINDS[1]] {
            let (deployment, city) = made(kind, &plan(12)).await;
            let verified = deployment.app.verify(None).await.unwrap();
            assert_eq!(verified.discrepancies, [], "{kind:?}");
            assert!(verified.events > 500 && city.done > 100, "{kind:?}: {} events", verified.events);
            backups.push((saved(&deployment.app).await, city));
        }
        // databases give rows in orders of their own; the last line is the hash of all in their order
        let rows = |saved: &str| {
            let mut lines: Vec<String> = saved.lines().map(str::to_owned).collect();
            assert!(lines.pop().is_some_and(|last| last.contains("digest")));
            lines.sort();
            lines
        };
        let [first, again, other_kind] = &backups[..] else { panic!("three cities") };
        let differs = first.0.lines().zip(again.0.lines()).find(|(one, two)| one != two);
        assert_eq!(differs, None);
        assert_eq!(first, again);
        let (one, two) = (rows(&first.0), rows(&other_kind.0));
        assert_eq!(one.iter().zip(&two).find(|(one, two)| one != two), None);
        assert_eq!((one.len(), &first.1), (two.len(), &other_kind.1));
        let other = Plan { seed: 8, ..plan(12) };
        let (deployment, _) = made(KINDS[0], &other).await;
        assert_ne!(saved(&deployment.app).await, first.0);
    });
}

/// What `duheng demo` makes when nothing is asked for; small cities do not meet everything that it meets.
#[test]
fn the_city_of_the_demo_is_made() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let (_, city) =
            made(Kind::Sqlite, &Plan { seed: duheng_city::SEED, ..plan(duheng_city::USUAL) }).await;
        assert!(city.done > 3_000, "{} steps", city.done);
    });
}

#[test]
fn a_city_has_something_of_everything() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let (deployment, city) = made(Kind::Sqlite, &plan(90)).await;
        let saved = saved(&deployment.app).await;
        let happened = [
            "approved",
            "checked",
            "cleared",
            "decided",
            "declared",
            "draw_committed",
            "drawn",
            "ended",
            "enlisted",
            "event_reported",
            "event_ruled",
            "honour_ended",
            "issued",
            "list_decided",
            "listed_as",
            "notice_published",
            "objected",
            "proposed",
            "recommended",
            "record_entered",
            "record_proposed",
            "renewal_due",
            "replaced",
            "replied",
            "returned",
            "sealed",
            "settled",
            "submitted",
            "suggested",
            "supplied",
            "withdrawn",
            "expert_enrolled",
            "role_given",
        ];
        for name in happened {
            assert!(saved.contains(&format!("\"name\":\"{name}\"")), "nothing was {name}");
        }
        for role in ["administrator", "evaluating body", "sponsor", "enterprise", "expert", "tax authority"] {
            assert!(city.accounts.iter().any(|account| account.role.en == role), "nobody is {role}");
        }
        // every enterprise is marked as fictional
        let firms: Vec<&str> = saved.lines().filter(|line| line.contains("\"uscc\":\"X1000000")).collect();
        assert_eq!(firms.len(), 90);
        assert!(firms.iter().all(|line| line.contains("\"fictional\":true")));
        // everybody who is printed can sign in, and is somebody then
        for account in &city.accounts {
            let signed = deployment.app.sign_in(&account.login, &account.password, "tests").await.unwrap();
            let duheng_app::accounts::SignedIn::Done(token) = signed else { panic!("{}", account.login) };
            let who = deployment.app.who(&token).await.unwrap().unwrap();
            assert!(!who.roles().is_empty() && !who.must_enrol(), "{}", account.login);
        }
        assert!(deployment.app.outbox().await.unwrap().is_empty());
    });
}

#[test]
fn a_deployment_that_is_kept_asks_its_people_for_a_second_factor() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let deployment = crate::databases::deployment(Kind::Sqlite).await;
        let trouble = build(&deployment.app, &deployment.clock, &plan(3), &mut |_| {}).await.unwrap_err();
        assert!(matches!(trouble, duheng_city::Trouble::Account(_)), "{trouble}");
    });
}

#[test]
fn numbers_that_no_city_has_are_told() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let deployment = throwaway(Kind::Sqlite).await;
        for companies in [0, duheng_city::MOST + 1] {
            let plan = plan(companies);
            let trouble = build(&deployment.app, &deployment.clock, &plan, &mut |_| {}).await.unwrap_err();
            assert!(matches!(trouble, duheng_city::Trouble::Plan(_)), "{trouble}");
        }
    });
}

#[test]
fn a_city_may_lie_in_any_year() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        for as_of in ["2024-02-29", "2027-01-05", "2031-05-01"] {
            let deployment = throwaway(Kind::Sqlite).await;
            let plan = Plan { as_of: Date::read(as_of).unwrap(), ..plan(40) };
            let city = build(&deployment.app, &deployment.clock, &plan, &mut |_| {}).await;
            let city = city.unwrap_or_else(|trouble| panic!("{as_of}: {trouble}"));
            assert!(city.done > 400, "{as_of}: {}", city.done);
            let saved = saved(&deployment.app).await;
            for name in ["issued", "drawn", "returned", "notice_published"] {
                assert!(saved.contains(&format!("\"name\":\"{name}\"")), "{as_of}: nothing was {name}");
            }
        }
    });
}

/// Somebody of the city, signed in.
async fn signed_in(
    deployment: &Deployment,
    city: &City,
    login: &str,
) -> duheng_app::accounts::SignedInPerson {
    let account = city.accounts.iter().find(|account| account.login == login).unwrap();
    let signed = deployment.app.sign_in(login, &account.password, "tests").await.unwrap();
    let duheng_app::accounts::SignedIn::Done(token) = signed else { panic!("{login}") };
    deployment.app.who(&token).await.unwrap().unwrap()
}

async fn tasks(app: &App, who: &duheng_app::accounts::SignedInPerson) -> Vec<Task> {
    let (all, show) = (WorkFilter::default(), Show { most: 200, ..Show::default() });
    app.tasks(who, &all, &show).await.unwrap().rows
}

fn has(task: &Task, command: &str) -> bool {
    task.openings.iter().any(|opening| opening.ask.command == command && opening.blocked.is_none())
}

#[test]
fn people_of_the_city_can_go_on_from_where_it_stands() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let (deployment, city) = made(Kind::Sqlite, &plan(150)).await;
        let app = &deployment.app;
        // two experts have something to review, and one of them has begun
        let (mut begun, mut opened) = (Vec::new(), 0);
        for account in city.accounts.iter().filter(|account| account.role.en == "expert") {
            let who = signed_in(&deployment, &city, &account.login).await;
            for task in tasks(app, &who).await.iter().filter(|task| has(task, "seal")) {
                let target = task.target.clone();
                let review = app.review(&who, &task.role, None, &target).await.unwrap();
                begun.push((account.login.clone(), review.points.len()));
                // the evidence that it looks at is there
                let facts = review.items.iter().flat_map(|item| &item.facts);
                for file in facts.flat_map(|fact| &fact.evidence) {
                    let found = app.evidence_of(&who, &task.role, None, &target, &file.hash).await.unwrap();
                    assert!(found.1.starts_with(b"%PDF-"), "{}", file.name);
                    opened += 1;
                }
            }
        }
        let experts: BTreeSet<&String> = begun.iter().map(|(login, _)| login).collect();
        assert!(experts.len() >= 2 && opened > 0, "{opened} files, {begun:?}");
        assert_eq!(begun.iter().map(|(_, points)| points).sum::<usize>(), 1, "{begun:?}");
        // one enterprise has written half of its claim, another is to correct what it handed in
        let (mut half, mut back, mut seen) = (0, 0, Vec::new());
        for account in city.accounts.iter().filter(|account| account.role.en == "enterprise") {
            let who = signed_in(&deployment, &city, &account.login).await;
            for row in app.to_apply(&who).await.unwrap().iter().filter(|row| row.stands.is_some()) {
                let (programme, edition) = (&row.target.programme, &row.target.edition);
                let claim = app.claim(&who, programme, edition, &row.enterprise.uscc).await.unwrap().unwrap();
                let (done, of) = claim.progress();
                seen.push((
                    programme.clone(),
                    done,
                    of,
                    claim.submitted,
                    claim.closed.is_some(),
                    claim.files.len(),
                ));
                if claim.closed.is_none() && !claim.submitted {
                    half += usize::from(done > 5 && done * 4 < of * 3 && !claim.files.is_empty());
                }
                if claim.closed.is_none() && claim.submitted && programme == "sz-sustainable-enterprise" {
                    back += usize::from(done * 3 > of && !claim.documents.is_empty());
                    assert!(claim.documents.iter().any(|document| {
                        let question = duheng_app::Question::Document { name: document.name.clone() };
                        !claim.files_of(&question).is_empty()
                    }));
                }
            }
        }
        assert!(half >= 1 && back >= 1, "{half} half written, {back} to correct: {seen:?}");
        // whoever may draw now can do so
        let mut drawn = 0;
        for login in ["star-office", "report-tech", "harmony-city"] {
            let who = signed_in(&deployment, &city, login).await;
            let drawing = |task: &Task, name: &str| task.openings.iter().any(|of| of.ask.command == name);
            let before = |task: &Task| drawing(task, "commit_draw") || drawing(task, "draw");
            // asked anew each time: one panel serves all programmes of a filing
            while let Some(task) = tasks(app, &who).await.into_iter().find(before) {
                let Task { target, role, .. } = &task;
                if drawing(&task, "commit_draw") {
                    app.commit_draw_as(&who, role, None, target).await.unwrap();
                }
                app.draw_as(&who, role, None, target).await.unwrap();
                drawn += 1;
            }
        }
        assert!(drawn >= 1, "nothing could be drawn");
    });
}

/// What `cargo xtask load` measures is a deployment like any other: it verifies, and no number is given out twice.
#[test]
fn what_one_enterprise_did_is_written_for_others_too() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, _) = made(kind, &plan(30)).await;
            let app = &deployment.app;
            let numbers = async || {
                let show = Show { most: 500, after: None };
                let found =
                    app.register("sz-sustainable-enterprise", &Filter::default(), &show).await.unwrap();
                found.rows.into_iter().map(|honour| honour.number).collect::<Vec<String>>()
            };
            let before = numbers().await;
            let mut written = 0;
            for firm in 1..=30 {
                let others: Vec<NewOrganisation> = (0..2)
                    .map(|copy| NewOrganisation {
                        organisation: Organisation {
                            id: format!("alike-{firm}-{copy}"),
                            name: format!("虚构企业{firm}之{copy}"),
                            uscc: format!("alike-{firm}-{copy}"),
                            fictional: true,
                        },
                        home: "bridge".to_owned(),
                        since: Date::FIRST,
                    })
                    .collect();
                written += app.write_alike(&format!("organisation-firm-{firm}"), &others).await.unwrap();
            }
            while app.sequence("tests").await.unwrap() > 0 {}
            assert!(written > 30, "{kind:?}: {written}");
            let after = numbers().await;
            assert!(after.len() > before.len(), "{kind:?}: {after:?}");
            let distinct: BTreeSet<&String> = after.iter().collect();
            assert_eq!(distinct.len(), after.len(), "{kind:?}: {after:?}");
            assert_eq!(app.verify(None).await.unwrap().discrepancies, [], "{kind:?}");
        });
    }
}
