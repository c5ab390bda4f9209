//! Claims while they are written: versions, what they would score, and that submitting freezes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use duheng_app::accounts::{FirstAdministrator, GrantKind, SignedInPerson};
use duheng_app::{Answer, Documents, Failure, NewOrganisation, Question, Saving, Target, Vouched, typed};
use duheng_pack::calendar::Date;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand, FilingCommand};
use duheng_programme::time::Moment;
use duheng_programme::view::Organisation;
use tokio::runtime::Runtime;

use crate::accounts::{Desk, PASSWORD, grant, person as someone, uscc, with_factor};
use crate::databases::{Deployment, KINDS, Kind, deployment};
use crate::host::microseconds;

const PROGRAMME: &str = "sz-sustainable-enterprise";

/// Somebody who may act for an enterprise.
pub(crate) async fn of_enterprise(desk: &Desk, login: &str, place: &str) -> SignedInPerson {
    let id = desk.member(login).await;
    desk.grant(&grant(&id, GrantKind::Enterprise, "*", place)).await;
    desk.session(login).await
}

pub(crate) fn target() -> Target {
    Target {
        programme: PROGRAMME.to_owned(),
        edition: "2026".to_owned(),
        organisation: Some("harbour".to_owned()),
    }
}

fn fact(name: &str, period: Option<&str>) -> Question {
    Question::Fact { fact: name.to_owned(), period: period.map(str::to_owned) }
}

/// A deployment on which an enterprise has applied and may write its claim.
pub(crate) async fn applied(kind: Kind) -> (Deployment, Desk, SignedInPerson) {
    let deployment = deployment(kind).await;
    deployment.clock.set(microseconds(Moment::read("2026-03-02 09:00").unwrap()));
    let folder = duheng_testkit::shipped::folder().join(PROGRAMME);
    deployment.app.install_pack(folder).await.unwrap();
    let organisation = Organisation {
        id: "harbour".to_owned(),
        name: "深圳示例普通制造有限公司".to_owned(),
        uscc: "914403000000000276".to_owned(),
        fictional: true,
    };
    let new = NewOrganisation { organisation, home: "sz".to_owned(), since: Date::FIRST };
    deployment.app.register_organisation(&new).await.unwrap();
    let open = EditionCommand::Open {
        pack: String::new(),
        year: 2025,
        as_of: Date::read("2026-06-01").unwrap(),
        windows: BTreeMap::new(),
    };
    let edition = Target { organisation: None, ..target() };
    let office =
        Actor::Person { person: "lin".to_owned(), role: "office".to_owned(), place: "sz".to_owned() };
    let office = Vouched::rehearsal(office);
    deployment.app.act(&office, &edition, Command::Edition(open)).await.unwrap();
    deployment.app.hang("sz", "country", Date::FIRST, true).await.unwrap();
    let app = Arc::new(deployment.reopened().await);
    let first = FirstAdministrator { person: someone("root"), password: PASSWORD.to_owned() };
    app.set_up(&first).await.unwrap();
    let (root, ..) = with_factor(&app, &deployment.clock, "root").await;
    let desk = Desk { app, clock: deployment.clock.clone(), root, beside: deployment.beside().await };
    let quay = NewOrganisation {
        organisation: Organisation {
            id: "quay".to_owned(),
            name: "虚构码头企业".to_owned(),
            uscc: uscc(700_000_009),
            fictional: true,
        },
        home: "sz".to_owned(),
        since: Date::FIRST,
    };
    deployment.app.register_organisation(&quay).await.unwrap();
    let chen = of_enterprise(&desk, "chen", "harbour").await;
    let apply = FilingCommand::Apply { entry: "application".to_owned(), programmes: Vec::new() };
    let app = &deployment.app;
    app.act_as(&chen, "enterprise", None, &target(), Command::Filing(apply)).await.unwrap();
    (deployment, desk, chen)
}

#[test]
fn a_stale_answer_shows_both_and_changes_nothing() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, desk, chen) = applied(kind).await;
            let he = of_enterprise(&desk, "hehe", "harbour").await;
            let app = &deployment.app;
            let question = fact("liabilities", Some("2025"));
            let save = async |who: &SignedInPerson, text: &str, seen: i64| {
                app.save_answer(who, &target(), &question, Some(&typed(text)), seen).await.unwrap()
            };
            assert_eq!(save(&chen, "900 万元", 0).await, Saving::Saved(1));
            let Saving::Stale(theirs) = save(&he, "910 万元", 0).await else { panic!("{kind:?}") };
            assert_eq!((theirs.person.as_str(), theirs.version), (chen.person(), 1));
            assert_eq!(theirs.value.unwrap().as_str(), Some("900 万元"));
            // the same once more, as after a lost connection, is no conflict
            assert_eq!(save(&he, "900 万元", 0).await, Saving::Saved(1));
            assert_eq!(save(&he, "910 万元", 1).await, Saving::Saved(2));
            let draft = app.draft(&chen, &target()).await.unwrap();
            let texts: Vec<_> =
                draft.answers.iter().map(|answer: &Answer| answer.value.as_ref().unwrap().as_str()).collect();
            assert_eq!(texts, [Some("910 万元")]);
        });
    }
}

#[test]
fn answers_that_are_saved_at_once_and_refused_ones_among_them_come_out_each_for_itself() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (_deployment, desk, chen) = applied(kind).await;
            let quay = of_enterprise(&desk, "quay", "quay").await;
            let mut all = Vec::new();
            for number in 0..60_u32 {
                let (app, chen, quay) = (Arc::clone(&desk.app), chen.clone(), quay.clone());
                all.push(tokio::spawn(async move {
                    let text = typed(&format!("{number} 万元"));
                    let name = if number % 3 == 1 { "no_such_fact" } else { "liabilities" };
                    let question = fact(name, Some("2025"));
                    // quay has not applied and may write nothing of harbour's
                    let who = if number % 3 == 2 { &quay } else { &chen };
                    (number, app.save_answer(who, &target(), &question, Some(&text), 0).await)
                }));
            }
            let (mut saved, mut stale) = (Vec::new(), 0);
            for one in all {
                let (number, outcome) = one.await.unwrap();
                match outcome {
                    Ok(Saving::Saved(1)) if number % 3 == 0 => saved.push(number),
                    Ok(Saving::Stale(_)) if number % 3 == 0 => stale += 1,
                    Err(Failure::Refused(why)) => {
                        let wanted = if number % 3 == 1 { "unknown-name" } else { "role-not-held" };
                        assert_eq!(why.code, wanted, "{kind:?}: {number}");
                    }
                    other => panic!("{kind:?}: {number}: {other:?}"),
                }
            }
            assert_eq!((saved.len(), stale), (1, 19), "{kind:?}: the first alone is saved");
            let draft = desk.app.draft(&chen, &target()).await.unwrap();
            let text = draft.answers[0].value.as_ref().and_then(|value| value.as_str());
            assert_eq!(text, Some(format!("{} 万元", saved[0]).as_str()), "{kind:?}");
        });
    }
}

#[test]
fn what_cannot_be_read_is_told_at_its_field_and_the_rest_is_scored() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, desk, chen) = applied(kind).await;
            let app = &deployment.app;
            let answers = [
                ("liabilities", "2023", "900 万元"),
                ("liabilities", "2024", "九百万"),
                ("liabilities", "2025", "900 万元"),
            ];
            for (name, period, text) in answers {
                let question = fact(name, Some(period));
                app.save_answer(&chen, &target(), &question, Some(&typed(text)), 0).await.unwrap();
            }
            let draft = app.draft(&chen, &target()).await.unwrap();
            let wrong: Vec<_> = draft.findings.iter().filter(|finding| finding.is_error).collect();
            assert_eq!(wrong.len(), 1, "{kind:?}: {:?}", draft.findings);
            assert_eq!(wrong[0].question, Some(fact("liabilities", Some("2024"))));
            assert!(draft.standing.is_some());

            let missing = fact("no_such_fact", None);
            let refused = app.save_answer(&chen, &target(), &missing, Some(&typed("1")), 0).await;
            assert!(matches!(refused, Err(Failure::Refused(refusal)) if refusal.code == "unknown-name"));
            let stranger = of_enterprise(&desk, "wuwu", "quay").await;
            let refused = app.draft(&stranger, &target()).await;
            assert!(matches!(refused, Err(Failure::Refused(refusal)) if refusal.code == "role-not-held"));
        });
    }
}

#[test]
fn submitting_freezes_the_answers() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, _, chen) = applied(kind).await;
            let app = &deployment.app;
            let question = fact("liabilities", Some("2025"));
            app.save_answer(&chen, &target(), &question, Some(&typed("900 万元")), 0).await.unwrap();
            let refused = app.submit_draft(&chen, &target(), &Documents::default()).await;
            assert!(matches!(refused, Err(Failure::Refused(refusal)) if refusal.code == "document-missing"));
            let documents = Documents {
                documents: [("application_form".to_owned(), "申请书.pdf".to_owned())].into(),
                consents: BTreeMap::new(),
                reply: String::new(),
            };
            app.submit_draft(&chen, &target(), &documents).await.unwrap();
            let filing = app.scene(&target()).await.unwrap().filing.unwrap();
            let submitted = &filing.submissions[0].facts;
            let value = submitted.get("liabilities").and_then(|periods| periods.get("2025"));
            assert_eq!(value.and_then(|value| value.as_str()), Some("900 万元"));
            // from now on it cannot be written
            let later = app.save_answer(&chen, &target(), &question, Some(&typed("1 元")), 1).await;
            assert!(matches!(later, Err(Failure::Refused(refusal)) if refusal.code == "wrong-stage"));
            assert_eq!(app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

#[test]
fn a_claim_that_was_sent_back_starts_from_what_was_submitted() {
    use duheng_programme::command::read_command;
    use duheng_programme::scoring::{entry, map, scalar};
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, _desk, chen) = applied(kind).await;
            let app = &deployment.app;
            let act = async |role: &str, place: &str, name: &str, with: Vec<_>| {
                let actor = Actor::Person { person: role.into(), role: role.into(), place: place.into() };
                let command = read_command(name, &map(with), Some("harbour")).unwrap();
                app.act(&Vouched::rehearsal(actor), &target(), command).await.unwrap();
            };
            // it was not submitted by the pages, so that no answer was ever saved
            let years = map(vec![entry("2025", scalar("900 万元")), entry("2024", scalar("800 万元"))]);
            let facts = map(vec![entry("liabilities", years)]);
            let documents = map(vec![entry("application_form", scalar("申请书.pdf"))]);
            let with = vec![entry("facts", facts), entry("documents", documents)];
            act("enterprise", "harbour", "submit", with).await;
            let back = vec![entry("verdict", scalar("return")), entry("reason", scalar("请补充"))];
            act("office", "sz", "check", back).await;
            let value = async |period: &str| {
                let draft = app.draft(&chen, &target()).await.unwrap();
                let question = fact("liabilities", Some(period));
                let found = draft.answers.iter().find(|answer| answer.question == question).cloned();
                found.map(|answer| (answer.version, answer.value.unwrap().as_str().unwrap().to_owned()))
            };
            assert_eq!(value("2025").await, Some((0, "900 万元".to_owned())), "{kind:?}");
            // what is saved now stands over it, and the rest goes along when it is submitted again
            let question = fact("liabilities", Some("2025"));
            let saved = app.save_answer(&chen, &target(), &question, Some(&typed("700 万元")), 0).await;
            assert_eq!(saved.unwrap(), Saving::Saved(1));
            assert_eq!(value("2025").await, Some((1, "700 万元".to_owned())));
            app.submit_draft(&chen, &target(), &Documents::default()).await.unwrap();
            let uscc = "914403000000000276";
            let claim = app.claim(&chen, PROGRAMME, "2026", uscc).await.unwrap().unwrap();
            for (period, text) in [("2025", "700 万元"), ("2024", "800 万元")] {
                let value = claim.value(&fact("liabilities", Some(period)));
                assert_eq!(value.and_then(|value| value.as_str()), Some(text), "{kind:?}");
            }
        });
    }
}
