//! A program that is killed while people save: what was acknowledged is there afterwards, and nothing is half there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use duheng_app::accounts::SignedIn;
use duheng_app::outside::{Clock as _, DrivenClock, SystemChance};
use duheng_app::{App, NewOrganisation, Question, Saving, Settings, typed};
use duheng_pack::calendar::Date;
use duheng_programme::view::Organisation;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use tokio::runtime::Runtime;

use crate::accounts::{PASSWORD, uscc};
use crate::databases::{Deployment, KINDS, Kind};
use crate::drafts::{applied, target};

/// The variables by which the program that is killed is told where it works.
const DATABASE: &str = "DUHENG_KILLED_DATABASE";
const FILES: &str = "DUHENG_KILLED_FILES";
const NOW: &str = "DUHENG_KILLED_NOW";
const FIRST: &str = "DUHENG_KILLED_FIRST";
/// How often it is killed on each database, where not three times.
const KILLS: &str = "DUHENG_KILLS";

/// The years whose answers are saved at once.
const YEARS: [&str; 3] = ["2023", "2024", "2025"];

/// What the organisations are called in acknowledgements.
const WHARF: &str = "wharf";

fn question(year: &str) -> Question {
    Question::Fact { fact: "liabilities".to_owned(), period: Some(year.to_owned()) }
}

fn wharf(number: u32) -> NewOrganisation {
    NewOrganisation {
        organisation: Organisation {
            id: id_of(number),
            name: format!("虚构码头 {number} 号"),
            uscc: uscc(800_000_000 + number),
            fictional: true,
        },
        home: "sz".to_owned(),
        since: Date::FIRST,
    }
}

fn id_of(number: u32) -> String {
    format!("wharf-{number}")
}

/// Says that something was saved; the line is out before anything else is done.
fn acknowledge(what: &str, number: u32) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("saved {what} {number}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What saves until it is killed: the answers of three years, and organisations, which are events.
#[test]
#[ignore = "runs until it is killed; the test below starts it as a program of its own"]
fn saves_until_it_is_killed() {
    let variable = |name| std::env::var(name).unwrap();
    let clock = DrivenClock::default();
    clock.set(variable(NOW).parse().unwrap());
    let settings = Settings {
        database: variable(DATABASE),
        files: PathBuf::from(variable(FILES)),
        clock: Arc::new(clock),
        chance: Arc::new(SystemChance),
    };
    Runtime::new().unwrap().block_on(async {
        let app = Arc::new(App::open(settings).await.unwrap());
        let SignedIn::Done(token) = app.sign_in("chen", PASSWORD, "tests").await.unwrap() else { panic!() };
        let chen = app.who(&token).await.unwrap().unwrap();
        let draft = app.draft(&chen, &target()).await.unwrap();
        let mut saving = tokio::task::JoinSet::new();
        for year in YEARS {
            let (app, chen) = (Arc::clone(&app), chen.clone());
            let before = draft.answers.iter().find(|answer| answer.question == question(year));
            let mut version = before.map_or(0, |answer| answer.version);
            saving.spawn(async move {
                loop {
                    let number = u32::try_from(version).unwrap() + 1;
                    let value = typed(&format!("{number} 万元"));
                    let saved =
                        app.save_answer(&chen, &target(), &question(year), Some(&value), version).await;
                    let Ok(Saving::Saved(now)) = saved else { panic!("{saved:?}") };
                    version = now;
                    acknowledge(year, number);
                }
            });
        }
        let first: u32 = variable(FIRST).parse().unwrap();
        saving.spawn(async move {
            for number in first.. {
                app.register_organisation(&wharf(number)).await.unwrap();
                acknowledge(WHARF, number);
            }
        });
        saving.join_next().await.unwrap().unwrap();
    });
}

/// The program that saves, and what it says.
struct Saver {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Saver {
    fn start(deployment: &Deployment, round: u32) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "kills::saves_until_it_is_killed"])
            .env(DATABASE, &deployment.address)
            .env(FILES, &deployment.files)
            .env(NOW, deployment.clock.now().to_string())
            .env(FIRST, (round * 10_000).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Kills it, without warning, a while after it saved something of everything; returns what it acknowledged.
    fn killed_after(mut self, while_saving: Duration) -> BTreeMap<String, Vec<u32>> {
        let mut acknowledged: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut until = None;
        while let Some(Ok(line)) = self.lines.next() {
            let words: Vec<&str> = line.split(' ').collect();
            if let ["saved", what, number] = words.as_slice() {
                acknowledged.entry((*what).to_owned()).or_default().push(number.parse().unwrap());
                if acknowledged.len() > YEARS.len() && until.is_none() {
                    until = Some(Instant::now() + while_saving);
                }
                if until.is_some_and(|until| Instant::now() >= until) {
                    // SIGKILL; what it had written is read to the end
                    let _ = self.child.kill();
                }
            }
        }
        let status = self.child.wait().unwrap();
        assert!(status.code().is_none(), "it ended by itself: {status}");
        acknowledged
    }
}

/// The deployment as it is found after the kill. A SQLite database is copied with its log, so that nothing that is still
/// open in this program helps it.
async fn found(deployment: &Deployment, kind: Kind) -> (App, DatabaseConnection) {
    let address = match kind {
        Kind::Postgres => deployment.address.clone(),
        Kind::Sqlite => {
            let path = deployment.address.trim_start_matches("sqlite:");
            let copy = path.replace(".sqlite", "-found.sqlite");
            let _ = std::fs::remove_file(format!("{copy}-shm"));
            for ending in ["", "-wal"] {
                std::fs::copy(format!("{path}{ending}"), format!("{copy}{ending}")).unwrap();
            }
            format!("sqlite:{copy}")
        }
    };
    let beside = Database::connect(&address).await.unwrap();
    let settings = Settings {
        database: address,
        files: deployment.files.clone(),
        clock: deployment.clock.clone(),
        chance: Arc::new(SystemChance),
    };
    (App::open(settings).await.unwrap(), beside)
}

fn wharves(db: &DatabaseConnection) -> Statement {
    Statement::from_string(db.get_database_backend(), "SELECT id FROM organisation")
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let kills = std::env::var(KILLS).map_or(3, |kills| kills.parse().unwrap());
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        let (deployment, _desk, chen) = runtime.block_on(applied(kind));
        for round in 0..kills {
            // the moment of the kill differs from round to round
            let while_saving = Duration::from_millis(40 + u64::from(round) * 37 % 200);
            let acknowledged = Saver::start(&deployment, round).killed_after(while_saving);
            assert_eq!(acknowledged.len(), YEARS.len() + 1, "{kind:?}: {:?}", acknowledged.keys());
            runtime.block_on(async {
                let (app, beside) = found(&deployment, kind).await;
                let draft = app.draft(&chen, &target()).await.unwrap();
                for year in YEARS {
                    let answer =
                        draft.answers.iter().find(|answer| answer.question == question(year)).unwrap();
                    let value = answer.value.as_ref().unwrap().as_str().unwrap();
                    let kept: u32 = value.trim_end_matches(" 万元").parse().unwrap();
                    let last = *acknowledged[year].last().unwrap();
                    // the next one may have been saved without a word
                    assert!(kept == last || kept == last + 1, "{kind:?}, {year}: {kept}, not {last}");
                    assert_eq!(answer.version, i64::from(kept), "{kind:?}, {year}");
                }
                let rows = beside.query_all_raw(wharves(&beside)).await.unwrap();
                let kept: BTreeSet<String> =
                    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
                for number in &acknowledged[WHARF] {
                    assert!(kept.contains(&id_of(*number)), "{kind:?}: wharf {number} is lost");
                }
                assert_eq!(app.verify(None).await.unwrap().discrepancies, [], "{kind:?}, round {round}");
            });
        }
    }
}
