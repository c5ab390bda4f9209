//! Letters to enterprises about their results: with the act by which they may know, to their own people alone.

use duheng_app::accounts::{GrantKind, Letter};
use duheng_app::{App, Target, Vouched};
use duheng_programme::Actor;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::time::Moment;

use crate::databases::KINDS;
use crate::host::microseconds;
use crate::staged::{PROGRAMME, Staged, target};

/// The letters about results that were written since the outbox was emptied, which empties it.
async fn told(app: &App) -> Vec<Letter> {
    let letters = app.outbox().await.unwrap();
    for letter in &letters {
        app.outbox_sent(&letter.id).await.unwrap();
    }
    let account = ["invitation", "reset", "password_changed"];
    letters.into_iter().filter(|letter| !account.contains(&letter.kind.as_str())).collect()
}

/// An officer of the walk does something; no session lasts from one day to another.
async fn act(staged: &Staged, who: &str, target: &Target, command: FilingCommand) {
    let person = staged.id(who).to_owned();
    let actor = Actor::Person { person, role: "office".to_owned(), place: "sz".to_owned() };
    let by = Vouched::rehearsal(actor);
    staged.desk.app.act(&by, target, Command::Filing(command)).await.unwrap();
}

#[test]
fn an_enterprise_is_written_to_when_its_grade_is_decided_on_notice_and_named() {
    for kind in KINDS {
        let staged = Staged::new(kind, "revoked.yaml", "at: 2026-06-22 15:00");
        let (app, clock) = (&staged.desk.app, &staged.deployment.clock);
        let at = |text: &str| clock.set(microseconds(Moment::read(text).unwrap()));
        staged.runtime.block_on(async {
            staged.newcomer("harbour-own", GrantKind::Enterprise, "*", "harbour").await;
            staged.newcomer("another-own", GrantKind::Enterprise, "*", "quay").await;
            at("2026-06-22 15:00");
            assert_eq!(told(app).await.len(), 0, "{kind:?}: a proposal is not told");
            let harbour = target("harbour");
            act(&staged, "zhou", &harbour, FilingCommand::Approve).await;
            let letters = told(app).await;
            assert_eq!(letters.len(), 1, "{kind:?}: {letters:?}");
            let letter = &letters[0];
            assert!(letter.to.starts_with("harbour-own@"), "{}", letter.to);
            assert_eq!(letter.kind, "grade_decided");
            let uscc = "914403000000000276";
            let page = format!("/cases/{PROGRAMME}/2026/{uscc}");
            let grade = if letter.language == "en" { "Four stars" } else { "四星级" };
            assert!(letter.body.contains(grade), "{}", letter.body);
            assert!(letter.body.lines().any(|line| line == page), "{}", letter.body);
            at("2026-06-23 09:00");
            act(&staged, "lin", &harbour, FilingCommand::PublishNotice).await;
            let letters = told(app).await;
            let kinds: Vec<&str> = letters.iter().map(|letter| letter.kind.as_str()).collect();
            assert_eq!(kinds, ["notice_published"], "{kind:?}");
            assert!(letters[0].body.contains("2026-06-23"), "{}", letters[0].body);
            at("2026-07-01 09:00");
            act(&staged, "lin", &harbour, FilingCommand::CloseNotice).await;
            assert_eq!(told(app).await.len(), 0, "{kind:?}: that it goes on is no result");
            act(&staged, "lin", &harbour, FilingCommand::Issue).await;
            let letters = told(app).await;
            assert_eq!(letters.len(), 1, "{kind:?}");
            assert!(letters[0].kind == "named" && letters[0].body.contains("SZKC-2026-0001"));
        });
    }
}

#[test]
fn an_enterprise_finds_its_results_on_its_desk() {
    for kind in KINDS {
        let staged = Staged::new(kind, "revoked.yaml", "at: 2026-06-23 09:00");
        let app = &staged.desk.app;
        staged.runtime.block_on(async {
            let own = staged.newcomer("harbour-own", GrantKind::Enterprise, "*", "harbour").await;
            let lin = staged.session("lin").await;
            let results = async || {
                let desk = app.desk(&own).await.unwrap();
                let rows = desk.roles.into_iter().flat_map(|role| role.results);
                rows.filter_map(|row| Some(row.grade?.1.zh)).collect::<Vec<String>>()
            };
            assert_eq!(results().await, Vec::<String>::new(), "{kind:?}");
            act(&staged, "lin", &target("harbour"), FilingCommand::PublishNotice).await;
            assert_eq!(results().await, ["四星级"], "{kind:?}");
            // an office has its lists
            assert!(app.desk(&lin).await.unwrap().roles.iter().all(|role| role.results.is_empty()));
        });
    }
}
