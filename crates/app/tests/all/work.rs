//! What people see who have work, on both databases: what waits for them, and nothing that is out of their reach.

use std::collections::BTreeSet;
use std::fmt::Debug;

use duheng_app::accounts::{GrantKind, SignedInPerson};
use duheng_app::public::Show;
use duheng_app::work::{EditionCounts, WorkFilter};
use duheng_app::{App, Failure};
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::view::Expert;

use crate::databases::KINDS;
use crate::staged::{PROGRAMME, Staged, target};

#[track_caller]
fn refused<T: Debug>(outcome: Result<T, Failure>) -> &'static str {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

/// The organisations of what waits for somebody.
async fn waiting(app: &App, who: &SignedInPerson) -> Vec<String> {
    let tasks = app.tasks(who, &WorkFilter::default(), &Show::default()).await.unwrap();
    tasks.rows.into_iter().filter_map(|task| task.target.organisation).collect()
}

/// How many applications wait for somebody, by their desk.
async fn counted(app: &App, who: &SignedInPerson) -> u64 {
    let desk = app.desk(who).await.unwrap();
    let editions = desk.roles.iter().flat_map(|role| &role.editions);
    editions.flat_map(|edition| &edition.stages).map(|stage| stage.count).sum()
}

async fn listed(app: &App, who: &SignedInPerson, role: &str) -> usize {
    app.applications(who, role, &WorkFilter::default(), &Show::default()).await.unwrap().rows.len()
}

#[test]
fn nobody_sees_or_counts_what_is_out_of_reach() {
    for kind in KINDS {
        let staged = Staged::new(kind, "arbitration.yaml", "at: 2026-06-12 14:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let strangers = [
                (staged.newcomer("wu", GrantKind::Office, "office", "bay").await, "office"),
                (staged.newcomer("he", GrantKind::Enterprise, "*", "quay").await, "enterprise"),
                (staged.session("sun").await, "expert"),
            ];
            for (who, role) in &strangers {
                assert_eq!(waiting(app, who).await, Vec::<String>::new(), "{kind:?} {role}");
                assert_eq!(counted(app, who).await, 0, "{kind:?} {role}");
                assert_eq!(listed(app, who, role).await, 0, "{kind:?} {role}");
                for other in ["lin", "office", "expert", "enterprise"].into_iter().filter(|of| of != role) {
                    assert_eq!(listed(app, who, other).await, 0, "a role that is not held");
                }
                for held in who.roles() {
                    let edition = target("harbour").edition;
                    let counts = app.edition_counts(who, role, &held.place, PROGRAMME, &edition);
                    assert_eq!(counts.await.unwrap(), EditionCounts::default(), "{kind:?} {role}");
                }
                // what is out of reach is not told from what is not there
                let there = app.dossier(who, role, None, &target("harbour")).await;
                let nowhere = app.dossier(who, role, None, &target("nowhere")).await;
                assert_eq!(refused(there), "unknown-name", "{kind:?} {role}");
                assert_eq!(refused(nowhere), "unknown-name", "{kind:?} {role}");
                let file = app.evidence_of(who, role, None, &target("harbour"), &"0".repeat(64)).await;
                assert_eq!(refused(file), "unknown-name", "{kind:?} {role}");
                for role in ["office", "enterprise", "expert"].into_iter().filter(|of| of != role) {
                    let borrowed = app.dossier(who, role, None, &target("harbour")).await;
                    assert_eq!(refused(borrowed), "role-not-held", "{kind:?} {role}");
                }
                let act = Command::Filing(FilingCommand::Finish);
                let acted = app.act_as(who, role, None, &target("harbour"), act).await;
                assert!(matches!(acted, Err(Failure::Refused(_))));
            }
            let lin = staged.session("lin").await;
            let place = &lin.roles()[0].place;
            let edition = target("harbour").edition;
            let counts = app.edition_counts(&lin, "office", place, PROGRAMME, &edition);
            let counted = counts.await.unwrap().standing.values().sum::<u64>();
            assert_eq!(counted, u64::try_from(listed(app, &lin, "office").await).unwrap(), "{kind:?}");
            assert_ne!(counted, 0, "{kind:?}: whoever reaches applications counts them");
            // an enterprise learns of the edition, for it may enter; an office elsewhere has its own work there
            let he = &strangers[1].0;
            let desk = app.desk(he).await.unwrap();
            let entries: Vec<_> = desk.roles[0].editions[0].openings.iter().collect();
            assert!(entries.iter().any(|opening| opening.ask.entry.as_deref() == Some("application")));
            assert!(entries.iter().all(|opening| opening.ask.command == "apply"));
            assert!(app.editions(he).await.unwrap().to_open.is_empty(), "who does not manage opens nothing");
            let managers = app.editions(&strangers[0].0).await.unwrap();
            assert_eq!(managers.to_open.len(), 1);
            assert_eq!(managers.to_open[0].taken, ["2026"]);
            assert_eq!(managers.editions[0].windows[0].stage, "apply");
        });
    }
}

#[test]
fn an_assessor_works_blind_until_all_have_sealed() {
    for kind in KINDS {
        // one expert has sealed the documents, the other has not
        let staged = Staged::new(kind, "arbitration.yaml", "at: 2026-06-12 14:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let harbour = target("harbour");
            let (qian, li) = (staged.session("qian").await, staged.session("li").await);
            let lin = staged.session("lin").await;
            let chen = staged.newcomer("chen", GrantKind::Enterprise, "*", "harbour").await;
            assert_eq!(waiting(app, &qian).await, Vec::<String>::new(), "{kind:?}: it is not their turn");
            assert_eq!((waiting(app, &li).await.len(), counted(app, &li).await), (1, 1));
            assert_eq!(listed(app, &qian, "expert").await, 1);
            assert_eq!((listed(app, &lin, "office").await, counted(app, &lin).await), (1, 0));
            let task = &app.tasks(&li, &WorkFilter::default(), &Show::default()).await.unwrap().rows[0];
            assert_eq!((task.stage.as_str(), task.role.as_str()), ("document", "expert"));
            assert_eq!(task.openings.len(), 1);
            assert!(task.openings[0].ask.command == "seal" && task.openings[0].is_open());
            assert_eq!(task.since.unwrap().to_string(), "2026-06-05");

            let own = app.dossier(&qian, "expert", None, &harbour).await.unwrap();
            let sealed: Vec<&String> = own.seen.entries["document"].keys().collect();
            assert_eq!(sealed, [staged.id("qian")]);
            let other = app.dossier(&li, "expert", None, &harbour).await.unwrap();
            assert!(other.seen.entries.is_empty() && other.seen.claim.is_some());
            assert!(
                other.timeline.iter().all(|of| of.person.as_deref().is_none_or(|of| of == staged.id("li")))
            );
            let office = app.dossier(&lin, "office", None, &harbour).await.unwrap();
            assert_eq!(office.seen.seats.len(), 2);
            assert!(office.seen.entries.is_empty(), "not even the office sees them before all have sealed");
            assert_eq!(office.people.get(staged.id("qian")).map(String::as_str), Some("qian 某"));
            assert!(office.facts.iter().any(|fact| fact.label.zh != fact.name), "facts have labels");
            let firm = app.dossier(&chen, "enterprise", None, &harbour).await.unwrap();
            assert!(firm.seen.seats.is_empty() && firm.seen.entries.is_empty());
            assert!(firm.people.is_empty(), "{:?}", firm.people);
            assert!(firm.timeline.iter().all(|of| of.event != "sealed" && of.event != "drawn"));
            assert!(firm.timeline.iter().any(|of| of.event == "reached" && !of.about.zh.is_empty()));
            assert!(firm.openings.iter().any(|opening| opening.ask.command == "withdraw"));
            assert!(firm.openings.iter().all(|opening| opening.ask.command != "seal"));

            // who fills in for the enterprise reads, and does nothing that binds it
            let filler = staged.filler("xu", "harbour").await;
            assert!(app.dossier(&filler, "enterprise", None, &harbour).await.is_ok());
            let withdraw = || Command::Filing(FilingCommand::Withdraw { reason: "示例".to_owned() });
            let acted = app.act_as(&filler, "enterprise", None, &harbour, withdraw()).await;
            assert_eq!(refused(acted), "may-not-submit");
            app.act_as(&chen, "enterprise", None, &harbour, withdraw()).await.unwrap();
            assert_eq!(waiting(app, &li).await, Vec::<String>::new());
            app.sign_out(&chen).await.unwrap();
            assert_eq!(refused(app.desk(&chen).await), "signed-out");
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

#[test]
fn a_proposal_waits_for_another_and_the_enterprise_does_not_see_it() {
    for kind in KINDS {
        let staged = Staged::new(kind, "objection.yaml", "{ at: 2026-06-22 15:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let harbour = target("harbour");
            let (lin, zhou) = (staged.session("lin").await, staged.session("zhou").await);
            let chen = staged.newcomer("chen", GrantKind::Enterprise, "*", "harbour").await;
            let of = async |who: &SignedInPerson| {
                let tasks = app.tasks(who, &WorkFilter::default(), &Show::default()).await.unwrap();
                let opening = &tasks.rows[0].openings[0];
                (opening.ask.command, opening.blocked.as_ref().map(|refusal| refusal.code))
            };
            assert_eq!(of(&lin).await, ("approve", Some("approval-by-proposer")), "{kind:?}");
            assert_eq!(of(&zhou).await, ("approve", None));
            let desk = app.desk(&zhou).await.unwrap();
            assert_eq!(desk.roles[0].editions[0].stages[0].stage, "determine");
            let firm = app.dossier(&chen, "enterprise", None, &harbour).await.unwrap();
            assert!(
                firm.seen.proposal.is_none() && firm.seen.decided.is_none() && firm.seen.entries.is_empty()
            );
            assert!(firm.timeline.iter().all(|happened| happened.event != "proposed"));
            let office = app.dossier(&zhou, "office", None, &harbour).await.unwrap();
            assert_eq!(office.seen.proposal.unwrap().by, staged.id("lin"));
            assert_eq!(office.seen.entries["document"].len(), 2);

            app.act_as(&zhou, "office", None, &harbour, Command::Filing(FilingCommand::Approve))
                .await
                .unwrap();
            let firm = app.dossier(&chen, "enterprise", None, &harbour).await.unwrap();
            assert!(firm.grade.is_some() && firm.seen.entries["document"].len() == 2);
            let by_name = |name: &str| WorkFilter { name: Some(name.to_owned()), ..WorkFilter::default() };
            let rows =
                app.applications(&lin, "office", &by_name("普通制造"), &Show::default()).await.unwrap().rows;
            assert_eq!(rows[0].stage.as_ref().unwrap().0, "notice");
            assert!(rows[0].grade.is_some());
            let none = app.applications(&lin, "office", &by_name("没有"), &Show::default()).await.unwrap();
            assert!(none.rows.is_empty());
        });
    }
}

#[test]
fn objectors_are_known_to_those_alone_who_rule() {
    for kind in KINDS {
        let staged = Staged::new(kind, "objection.yaml", "{ at: 2026-06-24 10:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let harbour = target("harbour");
            let (lin, qian) = (staged.session("lin").await, staged.session("qian").await);
            let chen = staged.newcomer("chen", GrantKind::Enterprise, "*", "harbour").await;
            let office = app.dossier(&lin, "office", None, &harbour).await.unwrap();
            assert_eq!(office.seen.objections[0].objector.as_ref().unwrap().0, "王某", "{kind:?}");
            let firm = app.dossier(&chen, "enterprise", None, &harbour).await.unwrap();
            assert_eq!((firm.seen.objections.len(), &firm.seen.objections[0].objector), (1, &None));
            let expert = app.dossier(&qian, "expert", None, &harbour).await.unwrap();
            assert!(expert.seen.objections.is_empty());
            let tasks = app.tasks(&lin, &WorkFilter::default(), &Show::default()).await.unwrap().rows;
            assert!(tasks[0].openings.iter().any(|of| of.ask.command == "rule" && of.is_open()));
            let office = app.edition_openings(&lin, "office", None, PROGRAMME, "2026").await.unwrap();
            assert!(office.iter().any(|of| of.ask.command == "close_edition"));
            let next = app.edition_openings(&lin, "office", None, PROGRAMME, "2027").await.unwrap();
            assert_eq!(next.iter().map(|of| of.ask.command).collect::<Vec<_>>(), ["open_edition"]);
        });
    }
}

#[test]
fn an_office_sees_whom_a_panel_is_drawn_from_and_afterwards_who_was_in_it() {
    for kind in KINDS {
        let staged = Staged::new(kind, "objection.yaml", "at: 2026-06-04 09:00");
        staged.runtime.block_on(async {
            let app = &staged.desk.app;
            let place = target("harbour");
            let (lin, qian) = (staged.session("lin").await, staged.session("qian").await);
            let pool = app.draw_pool(&lin, "office", None, &place).await.unwrap().unwrap();
            assert_eq!((pool.seats, pool.fields.len(), pool.conflicted, pool.free.len()), (2, 0, 0, 3));
            let names: Vec<&str> = pool.free.iter().map(|(name, _)| name.as_str()).collect();
            assert!(names.iter().all(|name| *name != staged.id("qian")), "names, not ids: {names:?}");
            // who works for the enterprise, or has a conflict with it, is left out and counted
            let own = Expert {
                person: staged.desk.member("ownexpert").await,
                organisation: "harbour".to_owned(),
                fields: BTreeSet::new(),
                conflicts: Vec::new(),
            };
            app.enrol_expert(&own).await.unwrap();
            let with_own = app.draw_pool(&lin, "office", None, &place).await.unwrap().unwrap();
            assert_eq!((with_own.conflicted, with_own.free), (1, pool.free.clone()));
            // an expert who is not drawn reaches nothing of it
            assert!(app.draw_pool(&qian, "expert", None, &place).await.is_err());
            app.commit_draw_as(&lin, "office", None, &place).await.unwrap();
            app.draw_as(&lin, "office", None, &place).await.unwrap();
            let drawn = app.drawing(&lin, "office", None, &place).await.unwrap().unwrap().drawn.unwrap();
            assert_eq!((drawn.pool.len(), drawn.seats.len()), (3, 2));
            let named: Vec<&str> = drawn.order.iter().filter_map(|id| drawn.name(id)).collect();
            assert_eq!(named.len(), 3);
            assert!(named.iter().all(|name| names.contains(name)), "{named:?} {names:?}");
            // what was drawn is not drawn again
            assert_eq!(app.draw_pool(&lin, "office", None, &place).await.unwrap(), None);
        });
    }
}
