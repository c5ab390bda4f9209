//! What the clock does by itself: honours whose last day has passed end in register, company page and certificate alike,
//! and silence agrees where a programme says so.

use duheng_app::public::{Filter, Show, Standing};
use duheng_pack::source::FileId;
use duheng_pack::tree::{Limits, read};
use duheng_programme::time::Moment;
use duheng_programme::walk::{Material, play_on};
use tokio::runtime::Runtime;

use crate::databases::{KINDS, deployment};
use crate::host::{Deployed, microseconds};
use crate::staged::{PROGRAMME, Staged};

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

/// First pages of registers are held for all who ask: never past the day, and never past what another program ends.
#[test]
fn a_register_shows_at_once_what_another_program_ended() {
    for kind in KINDS {
        let staged = Staged::new(kind, "revoked.yaml", "at: 2027-02-25 09:00");
        let (app, clock) = (&staged.deployment.app, &staged.deployment.clock);
        let at = |text: &str| clock.set(microseconds(Moment::read(text).unwrap()));
        staged.runtime.block_on(async {
            let rows = |standing| async move {
                let filter = Filter { standing, ..Filter::default() };
                app.register(PROGRAMME, &filter, &Show::default()).await.unwrap().rows
            };
            at("2029-07-01 23:59");
            assert_eq!(rows(Some(Standing::Valid)).await.len(), 1, "{kind:?}");
            assert_eq!(app.valid_honours().await.unwrap(), [(PROGRAMME.to_owned(), 1)], "{kind:?}");
            at("2029-07-02 00:00");
            assert_eq!(rows(Some(Standing::Valid)).await, [], "{kind:?}: the day is over");
            assert_eq!(app.valid_honours().await.unwrap(), [], "{kind:?}");
            assert_eq!(rows(None).await[0].ended_on, None, "{kind:?}: nobody has ended it");
            let other = staged.deployment.reopened().await;
            assert_eq!(other.lapse_honours().await.unwrap(), 1, "{kind:?}");
            assert!(rows(None).await[0].ended_on.is_some(), "{kind:?}: another program ended it");
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
