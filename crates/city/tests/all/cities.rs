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
        let (first, rest) = backups.split_first().unwrap();
        for other in rest {
            let differs = first.0.lines().zip(other.0.lines()).find(|(one, two)| one != two);
            assert_eq!(differs, None);
            assert_eq!(first, other);
        }
        let other = Plan { seed: 8, ..plan(12) };
        let (deployment, _) = made(KINDS[0], &other).await;
        assert_ne!(saved(&deployment.app).await, first.0);
    });
}
