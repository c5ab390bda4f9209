//! `cargo xtask load`: how fast a deployment with many applications answers, measured from outside.

mod jobs;
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
    postgres: bool,
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
    npm::install(workspace)?;
    eprintln!("building with the profile of releases: many minutes on two cores the first time");
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--locked", "--workspace", "--bin", "duheng", "--example", "load"]);
    process::run(&mut build, "read what cargo says above")?;
    let postgres = wish.postgres.then(|| Postgres::start(workspace)).transpose()?;
    let place = made(workspace, &wish, postgres.as_ref())?;
    let mut people = loader(workspace, "people", &place);
    process::run(&mut people, "remove the folder of the data and let it be made anew")?;

    let server = Server::start(workspace, &place.folder, &place.database)?;
    println!("{}", told::head(&wish.described(), &server)?);
    std::thread::sleep(REST);
    println!("memory after {} s without a request: {} MB", REST.as_secs(), server.memory()?);
    println!("\n{}", told::HEAD);
    for job in JOBS {
        println!("{}", job.run(workspace, &place.folder, &server, wish.seconds)?);
    }
    println!("\nmemory after all that: {} MB", server.memory()?);
    Ok(())
}

impl Wish {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut wish = Self { applications: APPLICATIONS, seconds: SECONDS, postgres: false };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let mut number = || words.next().and_then(|word| word.parse().ok()).filter(|number| *number > 0);
            match word {
                "--postgres" => wish.postgres = true,
                "--applications" => wish.applications = number().ok_or_else(|| misread(word))?,
                "--seconds" => wish.seconds = number().ok_or_else(|| misread(word))?,
                _ => return Err(misread(word)),
            }
        }
        Ok(wish)
    }

    fn described(&self) -> String {
        let kind = if self.postgres { "PostgreSQL" } else { "SQLite" };
        format!("{} applications in {kind}, {} s for each job", self.applications, self.seconds)
    }
}

fn misread(word: &str) -> Failure {
    Failure::usage(
        format!("`cargo xtask load` cannot read its argument `{word}`"),
        "run `cargo xtask load --applications 2000 --seconds 5` for a quick try; `--postgres` takes the other database",
    )
}

/// The deployment, made unless it is at hand. That of PostgreSQL is made anew each time, as its server is.
fn made(workspace: &Workspace, wish: &Wish, postgres: Option<&Postgres>) -> Result<Place, Failure> {
    let kind = if wish.postgres { "postgres" } else { "sqlite" };
    let folder = workspace.path(format!("target/load/{kind}-{}", wish.applications));
    let filled = folder.join("filled");
    if wish.postgres || is_stale(&filled) {
        match fs::remove_dir_all(&folder) {
            Err(error) if folder.exists() => return Err(cannot("remove", &folder, &error)),
            _ => {}
        }
    }
    let city = format!("sqlite:{}", folder.join("city.sqlite").display());
    if !filled.exists() {
        eprintln!("making a city of {COMPANIES} enterprises");
        let yesterday = process::answer(workspace.program("date").args(["--date=yesterday", "+%F"]));
        let yesterday = yesterday.ok_or_else(|| {
            Failure::new("`date --date=yesterday` gives no day", "take a machine with GNU coreutils")
        })?;
        let mut demo = duheng(workspace);
        demo.args(["demo", "--once", "--companies", COMPANIES, "--as-of", &yesterday, "--data"]).arg(&folder);
        let made = process::run_quietly(&mut demo, &workspace.scratch("load")?.join("demo.log"))?;
        if !made.success {
            return Err(Failure::new(made.output, "remove the folder of the data, then try again"));
        }
    }
    let database = match postgres {
        None => city,
        Some(server) => {
            let database = format!("{}/postgres", server.address());
            moved(workspace, &folder, &city, &database)?;
            database
        }
    };
    let place = Place { folder, database };
    let mut fill = loader(workspace, "fill", &place);
    process::run(
        fill.arg(wish.applications.to_string()),
        "remove the folder of the data and let it be made anew",
    )?;
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
    use super::Wish;

    #[test]
    fn arguments_are_read_or_told() {
        let read = |text: &str| Wish::read(&text.split_whitespace().map(String::from).collect::<Vec<_>>());
        let wish = read("--applications 500 --postgres").expect("accepted");
        assert_eq!((wish.applications, wish.seconds, wish.postgres), (500, 30, true));
        for wrong in ["--applications", "--applications 0", "--seconds x", "500"] {
            assert!(read(wrong).err().is_some_and(|failure| failure.is_usage()), "{wrong}");
        }
    }
}
