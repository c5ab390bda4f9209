//! Two hundred people at once: a quota is never exceeded, and what may happen once happens once.

use std::sync::Arc;

use duheng_app::{Failure, NewOrganisation, Target, Vouched};
use duheng_pack::calendar::Date;
use duheng_pack::uscc::check_character;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand, FilingCommand};
use duheng_programme::time::Moment;
use duheng_programme::view::Organisation;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::databases::{Deployment, KINDS, Kind, deployment};
use crate::host::microseconds;

const MANY: usize = 200;

fn person(name: &str, role: &str, place: &str) -> Actor {
    Actor::Person { person: name.to_owned(), role: role.to_owned(), place: place.to_owned() }
}

fn date(text: &str) -> Date {
    Date::read(text).unwrap()
}

/// A deployment with a pack, an open edition of it and many enterprises.
async fn open(kind: Kind, pack: &str, open: (&str, &str, Actor), now: &str) -> Arc<Deployment> {
    let (programme, edition, manager) = open;
    let deployment = deployment(kind).await;
    deployment.clock.set(microseconds(Moment::read(now).unwrap()));
    let folder = duheng_testkit::shipped::folder().join(pack);
    deployment.app.install_pack(folder).await.unwrap();
    for at in 0..MANY {
        let first = format!("91330200{at:09}");
        let organisation = Organisation {
            id: format!("firm-{at}"),
            name: format!("虚构企业 {at} 号"),
            uscc: format!("{first}{}", check_character(&first).unwrap()),
            fictional: true,
        };
        let new = NewOrganisation { organisation, home: "city".to_owned(), since: Date::FIRST };
        deployment.app.register_organisation(&new).await.unwrap();
    }
    let target = target(programme, edition, None);
    let command = Command::Edition(EditionCommand::Open {
        pack: String::new(),
        year: 2025,
        as_of: date("2026-06-01"),
        windows: std::collections::BTreeMap::new(),
    });
    deployment.app.act(&Vouched::rehearsal(manager), &target, command).await.unwrap();
    Arc::new(deployment)
}

fn target(programme: &str, edition: &str, organisation: Option<String>) -> Target {
    Target { programme: programme.to_owned(), edition: edition.to_owned(), organisation }
}

/// Runs acts at the same time: how many were done, and the codes of the refusals.
async fn at_once(
    deployment: &Arc<Deployment>,
    acts: Vec<(Actor, Target, Command)>,
) -> (usize, Vec<&'static str>) {
    let mut running = JoinSet::new();
    for (actor, target, command) in acts {
        let deployment = Arc::clone(deployment);
        running.spawn(async move { deployment.app.act(&Vouched::rehearsal(actor), &target, command).await });
    }
    let (mut done, mut refused) = (0, Vec::new());
    while let Some(outcome) = running.join_next().await {
        match outcome.unwrap() {
            Ok(_) => done += 1,
            Err(Failure::Refused(refusal)) => refused.push(refusal.code),
            Err(Failure::Broken(fault)) => panic!("{fault}"),
        }
    }
    (done, refused)
}

#[test]
fn one_enterprise_enters_once() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let programme = "sz-sustainable-enterprise";
            let manager = person("lin", "office", "city");
            let deployment = open(kind, programme, (programme, "2026", manager), "2026-03-02 09:00").await;
            let acts = (0..MANY).map(|_| {
                let apply = FilingCommand::Apply { entry: "application".to_owned(), programmes: Vec::new() };
                let target = target(programme, "2026", Some("firm-7".to_owned()));
                (person("chen", "enterprise", "firm-7"), target, Command::Filing(apply))
            });
            let (done, refused) = at_once(&deployment, acts.collect()).await;
            assert_eq!(done, 1, "{kind:?}");
            assert_eq!(refused.len(), MANY - 1);
            assert!(refused.iter().all(|code| *code == "already-entered"), "{kind:?}: {refused:?}");
            assert_eq!(deployment.app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

/// 「每家协会可推荐10—20家企事业单位」: two hundred recommendations of one association, twenty are taken.
#[test]
fn a_quota_of_recommendations_holds() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let programme = "sh-csr-report";
            let manager = person("office", "sponsor", "city");
            let open_at = "2026-10-08 09:00";
            let deployment = open(kind, programme, (programme, "2026", manager), open_at).await;
            let acts = (0..MANY).map(|at| {
                let organisation = format!("firm-{at}");
                let recommend = EditionCommand::Recommend { organisation: organisation.clone() };
                let target = target(programme, "2026", Some(organisation));
                (person("wang", "coorg", "association-1"), target, Command::Edition(recommend))
            });
            let (done, refused) = at_once(&deployment, acts.collect()).await;
            assert_eq!(done, 20, "{kind:?}: {:?}", refused.first());
            assert!(refused.iter().all(|code| *code == "quota-full"), "{kind:?}: {refused:?}");
            assert_eq!(deployment.app.verify(None).await.unwrap().discrepancies, []);
        });
    }
}
