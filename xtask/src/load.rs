//! `cargo xtask load`: how fast a deployment with many applications answers, measured from outside.

mod jobs;
mod peers;
mod server;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::postgres::Postgres;
use crate::process::{self, Workspace, cannot};
use crate::tools::{self, Purpose};
use jobs::JOBS;
use server::Server;
use told::Report;

/// How many applications there are unless somebody says otherwise.
const APPLICATIONS: u32 = 100_000;
/// How many enterprises the city has from which all others follow.
const COMPANIES: &str = "300";
/// How long each job runs unless somebody says otherwise, in seconds.
const SECONDS: u32 = 30;
/// How many days data are used again: later the windows of the city's editions are closed.
const FRESH: u64 = 20;
/// How long the server is left alone before its memory is looked at.
const REST: Duration = Duration::from_secs(5);

/// What is asked for.
struct Wish {
    applications: u32,
    seconds: u32,
    what: What,
    /// The file that the tables are written behind.
    into: Option<PathBuf>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    OnSqlite,
    OnPostgres,
    Peers,
}

/// A folder with a city and the database of what came of it.
struct Place {
    folder: PathBuf,
    database: String,
}

/// Fills a deployment unless one is at hand, serves it, and measures.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let wish = Wish::read(arguments)?;
    tools::install_packages(workspace, Purpose::Load)?;
    let mut report = Report::new(wish.into.clone())?;
    if wish.what == What::Peers {
        tools::install_packages(workspace, Purpose::Peers)?;
        return peers::run(workspace, wish.applications, wish.seconds, &mut report);
    }
    npm::install(workspace)?;
    eprintln!("building with the profile of releases: many minutes on two cores the first time");
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--locked", "--workspace", "--bin", "duheng", "--example", "load"]);
    process::run(&mut build, "read what cargo says above")?;
    let folder = workspace.path(format!("target/load/{}-{}", wish.what.name(), wish.applications));
    let cluster = folder.with_extension("cluster");
    if is_stale(&folder.join("filled")) {
        removed(&folder)?;
        removed(&cluster)?;
    }
    let postgres = match wish.what {
        What::OnPostgres => Some(Postgres::start_kept(workspace, cluster)?),
        _ => None,
    };
    let place = made(workspace, &wish, folder, postgres.as_ref())?;
    let log = workspace.scratch("load")?.join("people.log");
    let people = process::run_quietly(&mut loader(workspace, "people", &place), &log)?;
    if !people.success {
        return Err(Failure::new(people.output, "remove the folder of the data and let it be made anew"));
    }
    let server = Server::start(workspace, &place.folder, &place.database)?;
    let first = told::milliseconds(u64::try_from(server.first_answer.as_micros()).unwrap_or(u64::MAX));
    report.line(&format!("### {}\n\n{}\n\n{}", wish.described(), told::machine()?, told::HEAD))?;
    std::thread::sleep(REST);
    let idle = server.memory()?;
    for job in JOBS {
        report.line(&job.run(workspace, &place.folder, &server.address, wish.seconds)?)?;
    }
    report.line(&format!(
        "\nFrom the start to the first answer: {first} (aim < 1 s). Memory {} s later, without a request since: {idle} MB (aim < 60 MB); after all that: {} MB.\n",
        REST.as_secs(),
        server.memory()?
    ))
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::OnSqlite => "sqlite",
            Self::OnPostgres => "postgres",
            Self::Peers => "peers",
        }
    }
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut wish =
            Self { applications: APPLICATIONS, seconds: SECONDS, what: What::OnSqlite, into: None };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            if word == "--into" {
                wish.into = Some(words.next().ok_or_else(|| misread(word))?.into());
                continue;
            }
            let mut number = || words.next().and_then(|word| word.parse().ok()).filter(|number| *number > 0);
            match word {
                "--postgres" => wish.what = What::OnPostgres,
                "--peers" => wish.what = What::Peers,
                "--applications" => wish.applications = number().ok_or_else(|| misread(word))?,
                "--seconds" => wish.seconds = number().ok_or_else(|| misread(word))?,
                _ => return Err(misread(word)),
            }
        }
        Ok(wish)
    }

    fn described(&self) -> String {
        let kind = if self.what == What::OnPostgres { "PostgreSQL" } else { "SQLite" };
        format!("{} applications in {kind}, {} s for each job", self.applications, self.seconds)
    }
}

fn misread(word: &str) -> Failure {
    Failure::usage(
        format!("`cargo xtask load` cannot read its argument `{word}`"),
        "run `cargo xtask load --applications 2000 --seconds 5` for a quick try; `--postgres` takes the other database, `--peers` what others would take, `--into FILE` writes the tables into a file too",
    )
}

/// Takes a folder away, if it is there.
fn removed(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(cannot("remove", folder, &error)),
        _ => Ok(()),
    }
}

/// The deployment, made unless it is at hand.
fn made(
    workspace: &Workspace,
    wish: &Wish,
    folder: PathBuf,
    postgres: Option<&Postgres>,
) -> Result<Place, Failure> {
    let filled = folder.join("filled");
    let city = format!("sqlite:{}", folder.join("city.sqlite").display());
    let database = postgres.map_or_else(|| city.clone(), |server| format!("{}/postgres", server.address()));
    let place = Place { folder, database };
    if filled.exists() {
        return Ok(place);
    }
    eprintln!("making a city of {COMPANIES} enterprises");
    let yesterday = process::answer(workspace.program("date").args(["--date=yesterday", "+%F"]));
    let yesterday = yesterday.ok_or_else(|| {
        Failure::new("`date --date=yesterday` gives no day", "take a machine with GNU coreutils")
    })?;
    let scratch = workspace.scratch("load")?;
    let mut demo = duheng(workspace);
    demo.args(["demo", "--once", "--companies", COMPANIES, "--as-of", &yesterday, "--data"]);
    let remedy = "remove the folder of the data, then try again";
    let done = process::run_quietly(demo.arg(&place.folder), &scratch.join("demo.log"))?;
    if !done.success {
        return Err(Failure::new(done.output, remedy));
    }
    if postgres.is_some() {
        moved(workspace, &place.folder, &city, &place.database)?;
    }
    eprintln!("filling it up to {} applications: some minutes", wish.applications);
    let mut fill = loader(workspace, "fill", &place);
    fill.arg(wish.applications.to_string());
    let done = process::run_quietly(&mut fill, &scratch.join("fill.log"))?;
    if !done.success {
        return Err(Failure::new(done.output, remedy));
    }
    if let Some(server) = postgres {
        // what the server does by itself some minutes later
        process::run(
            server.client(workspace, "vacuumdb").args(["--quiet", "--analyze", "postgres"]),
            remedy,
        )?;
    }
    Ok(place)
}

/// Whether data were made so long ago that they are not used again, or only begun.
fn is_stale(filled: &Path) -> bool {
    let made = fs::metadata(filled).and_then(|data| data.modified());
    let age = made.ok().and_then(|made| made.elapsed().ok());
    age.is_none_or(|age| age > Duration::from_secs(FRESH * 24 * 60 * 60))
}

/// Brings a city into another database, as people move.
fn moved(workspace: &Workspace, folder: &Path, from: &str, into: &str) -> Outcome {
    let file = folder.join("city.backup");
    let calls = [("backup", folder.to_owned(), from), ("restore", folder.to_owned(), into)];
    for (call, data, database) in calls {
        let mut command = duheng(workspace);
        command.arg(call).arg("--data").arg(data).args(["--database", database]).arg(&file);
        process::run(&mut command, "remove the folder of the data, then try again")?;
    }
    Ok(())
}

/// The program as it is released.
fn duheng(workspace: &Workspace) -> Command {
    workspace.program(target(workspace).join("release/duheng"))
}

/// What makes the data.
fn loader(workspace: &Workspace, what: &str, place: &Place) -> Command {
    let mut command = workspace.program(target(workspace).join("release/examples/load"));
    command.args([what, &place.database]).arg(&place.folder);
    command
}

fn target(workspace: &Workspace) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.path("target"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::{What, Wish};

    #[test]
    fn arguments_are_read_or_told() {
        let read = |text: &str| Wish::read(&text.split_whitespace().map(String::from).collect::<Vec<_>>());
        let wish = read("--applications 500 --postgres --into t.md").expect("accepted");
        assert_eq!((wish.applications, wish.seconds, wish.what), (500, 30, What::OnPostgres));
        assert_eq!(wish.into, Some("t.md".into()));
        for wrong in ["--into", "--applications", "--applications 0", "--seconds x", "500"] {
            assert!(read(wrong).err().is_some_and(|failure| failure.is_usage()), "{wrong}");
        }
    }
}
