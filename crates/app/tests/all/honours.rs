//! Honours whose last day has passed: register, company page and certificate say the same.

use duheng_app::public::Standing;
use duheng_programme::time::Moment;

use crate::databases::KINDS;
use crate::host::microseconds;
use crate::staged::Staged;

#[test]
fn an_honour_past_its_last_day_lapses_in_its_register_too() {
    for kind in KINDS {
        let staged = Staged::new(kind, "revoked.yaml", "at: 2027-02-25 09:00");
        let (app, clock) = (&staged.deployment.app, &staged.deployment.clock);
        let at = |text: &str| clock.set(microseconds(Moment::read(text).unwrap()));
        staged.runtime.block_on(async {
            let company = || async { app.company("914403000000000276").await.unwrap().unwrap() };
            let last = || async { company().await.states.last().map(|state| state.state.zh.clone()) };
            at("2029-07-01 23:59");
            assert_eq!(app.lapse_honours().await.unwrap(), 0, "{kind:?}: its last day is its own");
            assert_eq!(company().await.honours[0].standing, Standing::Valid);
            assert_eq!(last().await.as_deref(), Some("四星级"));
            at("2029-07-02 00:00");
            assert_eq!(app.lapse_honours().await.unwrap(), 1, "{kind:?}");
            assert_eq!(company().await.honours[0].standing, Standing::Expired);
            assert_eq!(last().await.as_deref(), Some("到期未复评"));
            assert_eq!(app.lapse_honours().await.unwrap(), 0, "{kind:?}: it ends once");
            while app.sequence("tests").await.unwrap() > 0 {}
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}
