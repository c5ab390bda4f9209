//! The same machine asked to do the same with what others would take: pretalx, a system for calls and their review, over
//! as many submissions, by gunicorn with two workers on PostgreSQL; and `pgbench`, which saves one value at a time with
//! nothing around it, as a floor.

use std::fs;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::jobs::{Ask, Job};
use super::server::{memory_of, status_of};
use super::told::{self, Measured, Report};
use crate::failure::{Failure, Outcome};
use crate::postgres::Postgres;
use crate::process::{self, Workspace, cannot, run_quietly};

/// Where the scripts and the pinned versions are.
const HERE: &str = "benches/load/peers";
/// How long gunicorn may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long each page is asked for before it is measured, for Python reads its templates when they are first used, in
/// seconds.
const WARM: u32 = 5;
/// How many rows `pgbench` saves into: as many as there are applications of which answers are saved.
const ROWS: u32 = 120;

const JOBS: &[Job] = &[
    Job {
        what: "pretalx: public page of a submission, 2,000 in turn",
        script: "paths.lua",
        ask: Ask::Listed("talks.paths"),
        connections: 32,
        aim: "",
    },
    Job {
        what: "pretalx: page of the call",
        script: "paths.lua",
        ask: Ask::Open("/alike/cfp"),
        connections: 32,
        aim: "",
    },
    Job {
        what: "pretalx: first page of an organiser, signed in",
        script: "paths.lua",
        ask: Ask::Office("/orga/event/alike/"),
        connections: 16,
        aim: "",
    },
    Job {
        what: "pretalx: list of submissions, signed in",
        script: "paths.lua",
        ask: Ask::Office("/orga/event/alike/submissions/"),
        connections: 16,
        aim: "",
    },
];

/// Makes what is needed unless it is at hand, and measures.
pub fn run(workspace: &Workspace, number: u32, seconds: u32, report: &mut Report) -> Outcome {
    let folder = workspace.path(format!("target/load/peers-{number}"));
    fs::create_dir_all(&folder).map_err(|error| cannot("make the folder", &folder, &error))?;
    let programs = installed(workspace)?;
    let postgres = Postgres::start_kept(workspace, folder.join("cluster"))?;
    let peer = Peer { workspace, programs, folder, postgres };
    peer.fill(number)?;
    report.line(&format!(
        "### pretalx and pgbench\n\n{number} submissions in PostgreSQL, gunicorn with 2 workers, {seconds} s for each job; {}\n\n{}",
        told::machine()?,
        told::HEAD
    ))?;
    let served = peer.serve()?;
    for job in JOBS {
        job.run(workspace, &peer.folder, &served.address, WARM)?;
        report.line(&job.run(workspace, &peer.folder, &served.address, seconds)?)?;
    }
    let memory = served.memory()?;
    let first = told::milliseconds(u64::try_from(served.first_answer.as_micros()).unwrap_or(u64::MAX));
    drop(served);
    for connections in [16, 1] {
        report.line(&peer.saved(connections, seconds)?)?;
    }
    report.line(&format!("\nFrom the start of gunicorn to the first answer: {first}. Memory of gunicorn and its workers after all that: {memory} MB."))
}

/// The folder of the programs of the versions that are pinned, installed from PyPI unless they are at hand.
fn installed(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let folder = workspace.path("target/load/peers");
    let programs = folder.join("bin");
    let wanted = workspace.path(HERE).join("requirements.txt");
    let held = folder.join("requirements.txt");
    let same = |a: &Path, b: &Path| fs::read(a).ok() == fs::read(b).ok();
    if !same(&wanted, &held) {
        eprintln!("installing pretalx and gunicorn from PyPI into {}", folder.display());
        process::run(
            workspace.program("python3").args(["-m", "venv", "--clear"]).arg(&folder),
            "install Debian's package python3-venv, then try again",
        )?;
        let mut pip = workspace.program(programs.join("pip"));
        pip.args(["install", "--quiet", "--requirement"]).arg(&wanted);
        process::run(&mut pip, "read what pip says above; it needs the network")?;
        fs::copy(&wanted, &held).map_err(|error| cannot("write", &held, &error))?;
    }
    Ok(programs)
}

/// pretalx with its database.
struct Peer<'w> {
    workspace: &'w Workspace,
    programs: PathBuf,
    folder: PathBuf,
    postgres: Postgres,
}

impl Peer<'_> {
    /// A program of pretalx in its deployment.
    fn program(&self, name: &str, address: &str) -> Command {
        let mut command = self.workspace.program(self.programs.join(name));
        let values = [
            ("DJANGO_SETTINGS_MODULE", "pretalx.settings"),
            ("PRETALX_SITE_URL", address),
            ("PRETALX_DB_TYPE", "postgresql"),
            ("PRETALX_DB_NAME", "pretalx"),
            ("PRETALX_DB_USER", "duheng"),
            ("PRETALX_DB_HOST", "127.0.0.1"),
        ];
        command.envs(values).env("PRETALX_DB_PORT", self.postgres.port().to_string());
        command.env("PRETALX_DATA_DIR", &self.folder).env("PRETALX_FILESYSTEM_DATA", &self.folder);
        command.env("PRETALX_FILESYSTEM_STATIC", self.folder.join("static"));
        command
    }

    /// Writes the submissions unless they are at hand, and lists addresses.
    fn fill(&self, number: u32) -> Outcome {
        let log = self.workspace.scratch("load")?.join("peers.log");
        let filled = self.folder.join("filled");
        let quietly = |command: &mut Command| match run_quietly(command, &log)? {
            done if done.success => Ok(()),
            failed => Err(Failure::new(failed.output, "remove the folder of the data, then try again")),
        };
        if !filled.exists() {
            eprintln!("making {number} submissions of pretalx");
            // one that was begun and not finished is made anew
            for sql in ["DROP DATABASE IF EXISTS pretalx", "CREATE DATABASE pretalx"] {
                let mut psql = self.postgres.client(self.workspace, "psql");
                quietly(psql.args(["--quiet", "--dbname=postgres", "--command", sql]))?;
            }
            for step in [["migrate", "--noinput"], ["collectstatic", "--noinput"]] {
                quietly(self.program("python", "http://localhost").args(["-m", "pretalx"]).args(step))?;
            }
        }
        let mut fill = self.program("python", "http://localhost");
        fill.arg(self.workspace.path(HERE).join("pretalx_fill.py")).arg(&self.folder).arg(number.to_string());
        quietly(&mut fill)?;
        if !filled.exists() {
            let mut tidy = self.postgres.client(self.workspace, "vacuumdb");
            quietly(tidy.args(["--quiet", "--analyze", "pretalx"]))?;
            fs::write(&filled, "").map_err(|error| cannot("write", &filled, &error))?;
        }
        Ok(())
    }

    /// Serves the pages as its handbook says.
    fn serve(&self) -> Result<Gunicorn, Failure> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let place = listener
            .map_err(|error| Failure::new(format!("no port is free: {error}"), "look what uses them all"))?;
        let address = format!("http://{place}");
        let log = self.folder.join("gunicorn.log");
        let file = fs::File::create(&log).map_err(|error| cannot("write", &log, &error))?;
        let mut command = self.program("gunicorn", &address);
        command.args(["pretalx.wsgi", "--workers", "2", "--bind", &place.to_string()]);
        command.stdout(Stdio::null()).stderr(file);
        let started = Instant::now();
        let broken = |why: &str| {
            Failure::new(format!("pretalx cannot be measured: {why}"), format!("read `{}`", log.display()))
        };
        let child = command.spawn().map_err(|error| broken(&error.to_string()))?;
        let mut served = Gunicorn { child, address, first_answer: Duration::ZERO };
        while started.elapsed() < PATIENCE {
            if TcpStream::connect(place).is_ok() {
                let status = status_of(&served.address, "/alike/cfp");
                served.first_answer = started.elapsed();
                return match status.as_deref() {
                    Some("200") => Ok(served),
                    status => Err(broken(&format!("its first page answered {status:?}"))),
                };
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(broken("it does not listen"))
    }

    /// Saves one value of a row with each commit, over some connections, and nothing else: a row of the table.
    fn saved(&self, connections: u32, seconds: u32) -> Result<String, Failure> {
        let scratch = self.workspace.scratch("load")?;
        let log = scratch.join("pgbench.log");
        let sql = format!(
            "DROP TABLE IF EXISTS answer; CREATE TABLE answer (id int PRIMARY KEY, value text, version bigint); \
             INSERT INTO answer SELECT number, '0', 1 FROM generate_series(1, {ROWS}) AS number"
        );
        let mut psql = self.postgres.client(self.workspace, "psql");
        psql.args(["--quiet", "--dbname=postgres", "--command", &sql]);
        let made = run_quietly(&mut psql, &log)?;
        if !made.success {
            return Err(Failure::new(made.output, "look what is wrong with PostgreSQL"));
        }
        let times = scratch.join("pgbench-times");
        let load = told::load()?;
        let mut bench = self.postgres.client(self.workspace, "pgbench");
        bench.args(["--no-vacuum", "--jobs=1", "--log"]).arg(format!("--log-prefix={}", times.display()));
        bench.arg(format!("--client={connections}")).arg(format!("--time={seconds}"));
        bench.arg("--file").arg(self.workspace.path(HERE).join("update.sql")).arg("postgres");
        let mut child = bench.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(|error| {
            Failure::new(format!("cannot run `pgbench`: {error}"), "install Debian's package postgresql")
        })?;
        let number = child.id();
        let mut said = String::new();
        if let Some(stderr) = child.stderr.as_mut() {
            // what cannot be read is told by the missing log
            let _ = stderr.read_to_string(&mut said);
        }
        let _ = child.wait();
        let file = PathBuf::from(format!("{}.{number}", times.display()));
        let lines = fs::read_to_string(&file).map_err(|_| {
            Failure::new(format!("pgbench told no times: {said}"), "look what is wrong with PostgreSQL")
        })?;
        let _ = fs::remove_file(&file);
        let measured = Measured::of_times(
            lines.lines().filter_map(|line| line.split_whitespace().nth(2)?.parse().ok()).collect(),
            u64::from(seconds) * 1_000_000,
        );
        let what = format!("pgbench: one value of one of {ROWS} rows by each commit");
        Ok(measured.row(&what, connections, &load, ""))
    }
}

/// A running gunicorn; it ends when this is dropped.
struct Gunicorn {
    child: Child,
    address: String,
    first_answer: Duration,
}

impl Gunicorn {
    /// How much memory it holds with its workers, what they share counted once for each, in MB of 1,000,000 bytes.
    fn memory(&self) -> Result<u64, Failure> {
        let own = self.child.id();
        let path = PathBuf::from(format!("/proc/{own}/task/{own}/children"));
        let workers = fs::read_to_string(&path).map_err(|error| cannot("read", &path, &error))?;
        let mut all = memory_of(own)?;
        for worker in workers.split_whitespace().filter_map(|number| number.parse().ok()) {
            all += memory_of(worker)?;
        }
        Ok(all)
    }
}

impl Drop for Gunicorn {
    fn drop(&mut self) {
        // its workers end with it when it is asked to, and not when it is killed
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
