//! What is measured: one table.

use std::path::Path;

use super::told::{self, Measured};
use crate::failure::Failure;
use crate::process::{Workspace, run_quietly};

/// One kind of request, sent for some time over some connections.
pub struct Job {
    pub what: &'static str,
    pub script: &'static str,
    pub ask: Ask,
    pub connections: u32,
    pub aim: &'static str,
}

/// Where the addresses of a job come from.
pub enum Ask {
    /// One path for everybody.
    Open(&'static str),
    /// One path for the office with the cookie of the folder, in the edition that the city is in the midst of.
    Office(&'static str),
    /// A file of the folder.
    Listed(&'static str),
}

/// What stands for the edition in a path.
const EDITION: &str = "{edition}";

pub const JOBS: &[Job] = &[
    Job {
        what: "no page and no database (`/healthz`), as a ceiling",
        script: "paths.lua",
        ask: Ask::Open("/healthz"),
        connections: 32,
        aim: "",
    },
    Job {
        what: "certificate check, 2,000 numbers in turn",
        script: "paths.lua",
        ask: Ask::Listed("verify.paths"),
        connections: 32,
        aim: "≥ 3,000/s, p99 < 25 ms",
    },
    Job {
        what: "page of a company, 2,000 in turn",
        script: "paths.lua",
        ask: Ask::Listed("companies.paths"),
        connections: 32,
        aim: "≥ 3,000/s, p99 < 25 ms",
    },
    Job {
        what: "public register, first page",
        script: "paths.lua",
        ask: Ask::Open("/registers/sz-sustainable-enterprise"),
        connections: 32,
        aim: "≥ 3,000/s, p99 < 25 ms",
    },
    Job {
        what: "start page",
        script: "paths.lua",
        ask: Ask::Open("/"),
        connections: 32,
        aim: "≥ 3,000/s, p99 < 25 ms",
    },
    Job {
        what: "desk of an office",
        script: "paths.lua",
        ask: Ask::Office("/desk"),
        connections: 16,
        aim: "≥ 800/s, p95 < 50 ms",
    },
    Job {
        what: "applications of an edition in one stage",
        script: "paths.lua",
        ask: Ask::Office(
            "/editions/sz-sustainable-enterprise/{edition}/applications?role=office&stage=document",
        ),
        connections: 16,
        aim: "",
    },
    Job {
        what: "applications of an edition with a part of the name",
        script: "paths.lua",
        ask: Ask::Office(
            "/editions/sz-sustainable-enterprise/{edition}/applications?role=office&q=%E5%9F%8E777%E5%8F%B7",
        ),
        connections: 16,
        aim: "",
    },
    Job {
        what: "durable save of an answer, 120 applications in turn",
        script: "save.lua",
        ask: Ask::Listed("savers"),
        connections: 16,
        aim: "≥ 300/s, p99 < 60 ms",
    },
    Job {
        what: "certificate as PDF, one after the other",
        script: "paths.lua",
        ask: Ask::Listed("papers.paths"),
        connections: 1,
        aim: "< 30 ms",
    },
];

impl Job {
    /// Runs the job; a row of the table.
    pub fn run(
        &self,
        workspace: &Workspace,
        folder: &Path,
        address: &str,
        seconds: u32,
    ) -> Result<String, Failure> {
        let (list, cookie) = match self.ask {
            Ask::Listed(name) => (folder.join(name), false),
            Ask::Open(path) | Ask::Office(path) => {
                // who asks for no edition has none
                let edition = std::fs::read_to_string(folder.join("edition")).unwrap_or_default();
                let file = folder.join("one.paths");
                let path = format!("{}\n", path.replace(EDITION, edition.trim()));
                std::fs::write(&file, path)
                    .map_err(|error| crate::process::cannot("write", &file, &error))?;
                (file, matches!(self.ask, Ask::Office(_)))
            }
        };
        let load = told::load()?;
        let mut wrk = workspace.program("wrk");
        wrk.args(["--threads", "1", "--connections", &self.connections.to_string(), "--latency"]);
        wrk.args(["--duration", &format!("{seconds}s"), "--timeout", "10s", "--script"]);
        wrk.arg(workspace.path("benches/load").join(self.script)).arg(address).arg("--").arg(&list);
        if cookie {
            wrk.arg(folder.join("office.cookie"));
        }
        let log = workspace.scratch("load")?.join("wrk.log");
        let told = run_quietly(&mut wrk, &log)?;
        let measured = Measured::read(&told.output).ok_or_else(|| {
            Failure::new(format!("wrk told nothing of `{}`", self.what), format!("read `{}`", log.display()))
        })?;
        Ok(measured.row(self.what, self.connections, &load, self.aim))
    }
}
