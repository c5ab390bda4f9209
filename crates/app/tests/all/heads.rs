//! What is held of streams is never what another program has overtaken: two programs on one database see the same as one
//! that has read nothing yet.

use duheng_app::Vouched;
use duheng_pack::calendar::Date;
use duheng_programme::Actor;
use duheng_programme::command::{Command, EditionCommand, FilingCommand};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tokio::runtime::Runtime;

use crate::databases::{KINDS, Kind};
use crate::drafts::{applied, target};

#[test]
fn two_programs_see_the_same() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        runtime.block_on(async {
            let (deployment, ..) = applied(kind).await;
            let other = deployment.reopened().await;
            let office =
                Actor::Person { person: "lin".to_owned(), role: "office".to_owned(), place: "sz".to_owned() };
            let office = Vouched::rehearsal(office);
            for day in 1..=6 {
                let app = if day % 2 == 0 { &deployment.app } else { &other };
                let closes = Date::new(2026, 6, day).unwrap();
                let reason = "示例".to_owned();
                let command = match day % 3 {
                    0 => Command::Edition(EditionCommand::Reschedule {
                        stage: "apply".to_owned(),
                        closes,
                        reason,
                    }),
                    _ => {
                        let until = Date::new(2026, 7, day).unwrap();
                        Command::Filing(FilingCommand::Extend { stage: "apply".to_owned(), until, reason })
                    }
                };
                app.act(&office, &target(), command).await.unwrap();
                // what is refused leaves nothing behind
                let again = Command::Edition(EditionCommand::Open {
                    pack: String::new(),
                    year: 2025,
                    as_of: closes,
                    windows: std::collections::BTreeMap::new(),
                });
                assert!(app.act(&office, &target(), again).await.is_err());
                let fresh = deployment.reopened().await.scene(&target()).await.unwrap();
                assert_eq!(deployment.app.scene(&target()).await.unwrap(), fresh, "{kind:?} {day}");
                assert_eq!(other.scene(&target()).await.unwrap(), fresh, "{kind:?} {day}");
                assert!(fresh.filing.is_some_and(|filing| !filing.applications.is_empty()));
            }
            assert_eq!(other.verify(None).await.unwrap().discrepancies, []);
        });
    }
}

/// Without what it knows of the sizes of tables SQLite took long ways through large ones.
#[test]
fn sqlite_has_counted_its_tables_when_a_deployment_is_opened() {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let (deployment, ..) = applied(Kind::Sqlite).await;
        let _ = deployment.reopened().await;
        let beside = deployment.beside().await;
        let known = Statement::from_string(
            DbBackend::Sqlite,
            "SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl IN ('application', 'event', 'hang', 'organisation')",
        );
        assert_eq!(beside.query_all_raw(known).await.unwrap().len(), 4);
    });
}
