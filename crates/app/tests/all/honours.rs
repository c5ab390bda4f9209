//! What the clock does by itself: honours whose last day has passed end in register, company page and certificate alike,
//! and silence agrees where a programme says so.

use duheng_app::public::Standing;
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::time::Moment;
use duheng_programme::walk::{Material, play_on};
use tokio::runtime::Runtime;

use crate::databases::{KINDS, deployment};
use crate::host::{Deployed, microseconds};
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

#[test]
fn silence_agrees_by_the_clock_alone_where_the_programme_says_so() {
    for kind in KINDS {
        let runtime = Runtime::new().unwrap();
        let deployment = runtime.block_on(deployment(kind));
        let folder = duheng_testkit::shipped::folder().join("examples/quay-steps");
        let installed = runtime.block_on(deployment.app.install_pack(folder.clone())).unwrap();
        let text = std::fs::read_to_string(folder.join("walks/silence-agrees.yaml")).unwrap();
        let cut = text.find("  - { at: 2025-04-05 23:59:59").unwrap();
        let tree = read(FileId::default(), &text[..cut], &Limits::default()).0.unwrap();
        let bundle = installed.bundle().unwrap();
        let material = Material { pack: &installed.pack, programmes: &installed.programmes, bundle };
        let (app, clock) = (&deployment.app, &deployment.clock);
        assert!(play_on(&tree, material, &mut Deployed { runtime: &runtime, app, clock }).passed());
        let at = |text: &str| clock.set(microseconds(Moment::read(text).unwrap()));
        runtime.block_on(async {
            at("2025-04-05 23:59:59");
            assert_eq!(app.let_silence_agree().await.unwrap(), 0, "{kind:?}: the third day lasts to its end");
            at("2025-04-06 00:00");
            assert_eq!(app.let_silence_agree().await.unwrap(), 1, "{kind:?}");
            assert_eq!(
                app.let_silence_agree().await.unwrap(),
                0,
                "{kind:?}: who objected does not agree by silence"
            );
            while app.sequence("tests").await.unwrap() > 0 {}
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}
