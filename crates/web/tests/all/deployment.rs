//! A deployment with a server, after a walk or a part of one.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::Claim;
use duheng_app::outside::{Clock as _, DrivenClock, SeededChance};
use duheng_app::{App, Settings, Target};
use duheng_pack::bundle::FileKind;
use duheng_pack::calendar::Date;
use duheng_pack::text::Language;
use duheng_programme::command::Visit;
use duheng_programme::time::Moment;
use duheng_programme::walk::{Material, play_on};
use duheng_web::{
    Assessing, CertificatePaper, Demo, DemoAccount, Filling, FormPaper, Moving, NoticePaper, Press,
    SheetPaper, Unmoved, Unprinted,
};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::host::{Deployed, microseconds};

static COUNT: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Served {
    pub(crate) runtime: Runtime,
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<DrivenClock>,
    pub(crate) address: SocketAddr,
    folder: PathBuf,
}

/// Documents in words: what pages hand to whoever prints. How that looks is tested where it is printed.
struct Words;

impl Press for Words {
    fn certificate(&self, paper: &CertificatePaper) -> Result<Vec<u8>, Unprinted> {
        Ok(format!("{paper:?}").into_bytes())
    }

    fn notice(&self, paper: &NoticePaper) -> Result<Vec<u8>, Unprinted> {
        Ok(format!("{paper:?}").into_bytes())
    }

    fn application_form(&self, paper: &FormPaper) -> Result<Vec<u8>, Unprinted> {
        Ok(format!("{paper:?}").into_bytes())
    }

    fn score_sheet(&self, paper: &SheetPaper) -> Result<Vec<u8>, Unprinted> {
        Ok(format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            paper.number, paper.head, paper.decided, paper.case.sheet, paper.beside, paper.sections
        )
        .into_bytes())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A server on a deployment without any pack.
pub(crate) fn empty() -> Served {
    served(None, 0)
}

/// A server on a deployment without any pack, over this database.
pub(crate) fn on(database: String) -> Served {
    served_on(None, 0, Some(database), None)
}

/// A server after a walk of the Shenzhen pack, of which the lines from the one that begins with `until` are left out.
pub(crate) fn after(walk: &str, until: &str) -> Served {
    served(Some((walk, until)), 0)
}

pub(crate) fn served(walk: Option<(&str, &str)>, port: u16) -> Served {
    served_on(walk.map(|(walk, until)| (SHENZHEN, walk, until)), port, None, None)
}

/// A server after a walk of the tide league, whose grades go by rank, up to the line that begins with `until`.
pub(crate) fn tide(walk: &str, until: &str) -> Served {
    served_on(Some(("examples/tide-league", walk, until)), 0, None, None)
}

/// A server on a demo of fictional data without any pack, where these people sign in by a click.
pub(crate) fn demo(accounts: Vec<DemoAccount>) -> Served {
    served_on(None, 0, None, Some(accounts))
}

/// A demo whose clock is the one that tests drive.
struct Driven {
    clock: Arc<DrivenClock>,
    accounts: Vec<DemoAccount>,
}

impl Demo for Driven {
    fn forward<'a>(&'a self, app: &'a App, days: u16) -> Moving<'a> {
        Box::pin(async move {
            self.clock.set(self.clock.now() + i64::from(days) * 86_400_000_000);
            app.lapse_honours().await.map(|_| ()).map_err(|fault| Unmoved(fault.to_string()))
        })
    }

    fn fill_in<'f>(&'f self, _: &'f App, _: &'f SignedInPerson, _: &'f Claim, _: Language) -> Filling<'f> {
        unreachable!("example answers are tried in the city of the demo")
    }

    fn assess<'f>(
        &'f self,
        _: &'f App,
        _: &'f SignedInPerson,
        _: &'f str,
        _: &'f Target,
        _: Language,
    ) -> Assessing<'f> {
        unreachable!("example findings are tried in the city of the demo")
    }

    fn visit(&self, _: Date, _: Language) -> Visit {
        unreachable!("an example of a visit is tried in the city of the demo")
    }

    fn accounts(&self) -> &[DemoAccount] {
        &self.accounts
    }
}

const SHENZHEN: &str = "sz-sustainable-enterprise";

fn served_on(
    walk: Option<(&str, &str, &str)>,
    port: u16,
    database: Option<String>,
    people: Option<Vec<DemoAccount>>,
) -> Served {
    let runtime = Runtime::new().unwrap();
    let folder = std::env::temp_dir().join(format!(
        "duheng_web_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    ));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let clock = Arc::new(DrivenClock::default());
    let own = || format!("sqlite:{}", folder.join("duheng.sqlite").display());
    let database = database.unwrap_or_else(own);
    let settings = Settings {
        files: folder.join("files"),
        database,
        clock: clock.clone(),
        chance: Arc::new(SeededChance::new("web tests")),
    };
    let app = match people {
        None => runtime.block_on(App::open(settings)).unwrap(),
        Some(_) => runtime.block_on(App::open_throwaway(settings)).unwrap(),
    };
    let demo = people.map(|accounts| Arc::new(Driven { clock: clock.clone(), accounts }) as Arc<dyn Demo>);
    if let Some(walk) = walk {
        play(&runtime, &app, &clock, &folder, walk);
    }
    let app = Arc::new(app);
    let address = serving(&runtime, &app, port, demo);
    Served { runtime, app, clock, address, folder }
}

/// A server at a port, or at a free one for 0.
fn serving(runtime: &Runtime, app: &Arc<App>, port: u16, demo: Option<Arc<dyn Demo>>) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", port))).unwrap();
    let address = listener.local_addr().unwrap();
    let settings =
        duheng_web::Settings { press: Some(Arc::new(Words)), demo, ..duheng_web::Settings::default() };
    runtime.spawn(duheng_web::serve(listener, Arc::clone(app), settings, std::future::pending()));
    address
}

fn play(
    runtime: &Runtime,
    app: &App,
    clock: &Arc<DrivenClock>,
    folder: &Path,
    (pack, walk, until): (&str, &str, &str),
) {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let name = pack.rsplit('/').next().unwrap();
    copy(&packs.join("common"), &folder.join("common"));
    copy(&packs.join(pack), &folder.join(name));
    let pack = folder.join(name);
    let path = pack.join("walks").join(walk);
    let text = fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> =
        text.lines().take_while(|line| until.is_empty() || !line.trim().starts_with(until)).collect();
    fs::write(&path, kept.join("\n") + "\n").unwrap();
    let installed = runtime.block_on(app.install_pack(pack)).unwrap();
    let bundle = installed.bundle().unwrap();
    let material = Material { pack: &installed.pack, programmes: &installed.programmes, bundle };
    let walk = bundle.of_kind(FileKind::Walk).find(|file| file.path.ends_with(walk)).unwrap();
    let played = play_on(&walk.tree, material, &mut Deployed { runtime, app, clock });
    let told: Vec<&str> = played.failures.iter().map(|failure| failure.message.en.as_str()).collect();
    assert!(played.passed(), "{told:?}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

impl Served {
    /// What time it is, in microseconds since 1970-01-01 UTC.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Another server on the same deployment, which has not counted yet how often anybody sent a form.
    pub(crate) fn another(&self) -> SocketAddr {
        serving(&self.runtime, &self.app, 0, None)
    }

    /// Puts the clock to noon of a day.
    pub(crate) fn noon(&self, year: i16, month: i8, day: i8) {
        let date = Date::new(year, month, day).unwrap();
        self.clock.set(microseconds(Moment { date, second: 12 * 3600 }));
    }
}
