//! Commands on many applications: each by all rules, in the name of whoever began, and nothing twice.

use std::collections::BTreeSet;

use duheng_app::jobs::NewJob;
use duheng_app::public::Show;
use duheng_app::{App, Failure};
use duheng_programme::time::Moment;

use crate::accounts::uscc;
use crate::databases::KINDS;
use crate::host::microseconds;
use crate::staged::{PROGRAMME, Staged};

fn new(command: &str, stage: &str) -> NewJob {
    NewJob {
        role: "office".to_owned(),
        place: "sz".to_owned(),
        programme: PROGRAMME.to_owned(),
        edition: "2026".to_owned(),
        stage: stage.to_owned(),
        command: command.to_owned(),
        chosen: BTreeSet::new(),
    }
}

fn code<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> &'static str {
    match outcome.unwrap_err() {
        Failure::Refused(refusal) => refusal.code,
        Failure::Broken(fault) => panic!("{fault}"),
    }
}

/// Works until nothing is open. Returns how many applications were done or refused.
async fn worked(app: &App) -> usize {
    let mut all = 0;
    loop {
        match app.work_jobs("tests").await.unwrap() {
            0 => return all,
            some => all += some,
        }
    }
}

async fn on_notice(app: &App) -> usize {
    app.notices(None, &Show::default()).await.unwrap().rows.len()
}

#[test]
fn many_are_done_in_somebodys_name_and_each_by_all_rules() {
    for kind in KINDS {
        let staged = Staged::new(kind, "objection.yaml", "at: 2026-06-23 09:00");
        let (app, clock) = (&staged.desk.app, &staged.deployment.clock);
        let at = |text: &str| clock.set(microseconds(Moment::read(text).unwrap()));
        staged.runtime.block_on(async {
            at("2026-06-23 09:00");
            let lin = staged.session("lin").await;
            // what differs from one to the next is not done on many, and what is out of reach is not there
            assert_eq!(code(app.begin_job(&lin, &new("rule", "notice")).await), "not-in-bulk", "{kind:?}");
            assert_eq!(code(app.begin_job(&lin, &new("issue", "issue")).await), "job-empty");
            let foreign =
                NewJob { chosen: BTreeSet::from([uscc(700_000_009)]), ..new("publish_notice", "notice") };
            assert_eq!(code(app.begin_job(&lin, &foreign).await), "job-empty");
            // one that is stopped before its turn changes nothing
            let stopped = app.begin_job(&lin, &new("publish_notice", "notice")).await.unwrap();
            app.stop_job(&lin, &stopped).await.unwrap();
            assert_eq!((worked(app).await, on_notice(app).await), (0, 0));
            let id = app.begin_job(&lin, &new("publish_notice", "notice")).await.unwrap();
            let (job, ..) = app.job(&lin, &id).await.unwrap();
            assert_eq!((job.progress.total, job.progress.done, job.finished_at), (1, 0, None));
            assert_eq!((worked(app).await, on_notice(app).await), (1, 1));
            assert_eq!(app.work_jobs("tests").await.unwrap(), 0, "it is finished");
            let (job, done, refused) = app.job(&lin, &id).await.unwrap();
            assert_eq!((job.progress.done, job.finished_at.is_some()), (1, true));
            // what came out stands beside each that was done
            let told: Vec<_> = done.iter().map(|of| (of.enterprise.uscc.clone(), of.what.clone())).collect();
            assert_eq!(told.len(), 1, "{kind:?}");
            assert_eq!(told[0].0, "914403000000000276", "{kind:?}");
            assert!(told[0].1.zh.starts_with("公示 2026-06-23 至 "), "{told:?}");
            assert!(told[0].1.en.starts_with("on notice from 2026-06-23 to "), "{told:?}");
            assert_eq!(refused, []);
            // too early: the rule that says so stands beside the application, which stays as it is
            let early = app.begin_job(&lin, &new("close_notice", "notice")).await.unwrap();
            assert_eq!(worked(app).await, 1);
            let (job, done, refused) = app.job(&lin, &early).await.unwrap();
            assert_eq!((job.progress.done, job.progress.refused, done.len()), (0, 1, 0));
            assert_eq!(refused[0].code, "notice-running");
            assert!(refused[0].why.zh.contains("2026"), "{:?}", refused[0].why);
            // jobs are seen by whoever began them alone
            let zhou = staged.session("zhou").await;
            assert_eq!(code(app.job(&zhou, &id).await), "job-unknown");
            assert_eq!(code(app.stop_job(&zhou, &id).await), "job-unknown");
            assert_eq!((app.jobs(&zhou).await.unwrap().len(), app.jobs(&lin).await.unwrap().len()), (0, 3));
            while app.sequence("tests").await.unwrap() > 0 {}
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

#[test]
fn a_job_has_the_rights_that_its_person_holds_at_each_application() {
    for kind in KINDS {
        let staged = Staged::new(kind, "objection.yaml", "at: 2026-06-23 09:00");
        let app = staged.desk.app.clone();
        let (lin, id) = (staged.runtime.block_on(staged.session("lin")), staged.id("lin").to_owned());
        staged.runtime.block_on(async {
            let job = app.begin_job(&lin, &new("publish_notice", "notice")).await.unwrap();
            app.deactivate(&staged.desk.root, &id, None).await.unwrap();
            assert_eq!(worked(&app).await, 1, "{kind:?}");
            assert_eq!(on_notice(&app).await, 0, "who has left publishes nothing any more");
            assert_eq!(code(app.job(&lin, &job).await), "signed-out");
        });
    }
}
