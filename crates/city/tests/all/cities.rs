//! Small cities: the same plan gives the same bytes, what was made verifies, and there is something of everything.

use duheng_app::App;
use duheng_city::{City, Plan, build};
use duheng_pack::calendar::Date;
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
fn days_that_no_calendar_knows_and_numbers_that_no_city_has_are_told() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let deployment = throwaway(Kind::Sqlite).await;
        for companies in [0, duheng_city::MOST + 1] {
            let plan = plan(companies);
            let trouble = build(&deployment.app, &deployment.clock, &plan, &mut |_| {}).await.unwrap_err();
            assert!(matches!(trouble, duheng_city::Trouble::Plan(_)), "{trouble}");
        }
        let late = Plan { as_of: Date::read("2031-05-01").unwrap(), ..plan(12) };
        let trouble = build(&deployment.app, &deployment.clock, &late, &mut |_| {}).await.unwrap_err();
        let duheng_city::Trouble::Refused { refusal, .. } = &trouble else { panic!("{trouble}") };
        assert_eq!(refusal.code, "calendar-unknown");
        assert!(trouble.text()[1].en.contains("--as-of"));
    });
}
