//! A PostgreSQL server of this program's own, for the time of one command.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::process::{Workspace, answer, cannot, shown};

/// The variable in which tests find the server.
pub const VARIABLE: &str = "DUHENG_POSTGRES";

/// A running server; it stops when this is dropped, and its folder is removed unless it is kept.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    is_kept: bool,
    /// The account that runs the server: it refuses to run as root.
    account: Option<&'static str>,
    port: u16,
}

/// Where PostgreSQL's own programs are: on the path, or where Debian puts those of the newest version.
pub fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file());
    on_path.or_else(|| {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let programs = versions.map(|version| version.path().join("bin"));
        programs.filter(|folder| folder.join("initdb").is_file()).max_by_key(|folder| version_of(folder))
    })
}

/// The number in `/usr/lib/postgresql/15/bin`.
fn version_of(programs: &Path) -> u32 {
    let version = programs.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    version.and_then(|version| version.parse().ok()).unwrap_or_default()
}

impl Postgres {
    /// Makes a cluster in a new folder and starts a server on a free port of the loopback address.
    pub fn start(workspace: &Workspace) -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("duheng-postgres-{}", std::process::id()));
        Self::start_in(workspace, folder, false)
    }

    /// The same with a cluster that stays in its folder for the next time.
    pub fn start_kept(workspace: &Workspace, folder: PathBuf) -> Result<Self, Failure> {
        Self::start_in(workspace, folder, true)
    }

    fn start_in(workspace: &Workspace, folder: PathBuf, is_kept: bool) -> Result<Self, Failure> {
        let remedy = "install Debian's package postgresql, then try again";
        let programs =
            programs().ok_or_else(|| Failure::new("PostgreSQL's program `initdb` is missing", remedy))?;
        fs::create_dir_all(&folder).map_err(|error| cannot("make the folder", &folder, &error))?;
        let is_root = answer(workspace.program("id").arg("-u")).as_deref() == Some("0");
        let account = is_root.then_some("postgres");
        if let Some(account) = account {
            quietly(workspace.program("chown").arg(account).arg(&folder))?;
        }
        let mut server = Self { programs, folder, is_kept, account, port: 0 };
        let data = server.folder.join("data");
        if !data.join("PG_VERSION").exists() {
            let mut make = server.program(workspace, "initdb");
            make.args(["--username=duheng", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D"]);
            quietly(make.arg(&data))?;
        }
        if data.join("postmaster.pid").exists() {
            // left behind by a command that was killed; a server that is gone already is no failure
            let mut stop = server.program(workspace, "pg_ctl");
            let _ = quietly(stop.arg("-D").arg(&data).args(["-m", "fast", "-w", "stop"]));
        }
        server.port = free_port()?;
        // no socket beside the data: its path may be longer than such a path can be
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200",
            server.port
        );
        let mut start = server.program(workspace, "pg_ctl");
        start.arg("-D").arg(&data).arg("-l").arg(server.folder.join("log"));
        quietly(start.args(["-w", "-t", "120", "-o", &options, "start"]))?;
        Ok(server)
    }

    /// The address of the server, for an account that may make databases.
    pub fn address(&self) -> String {
        format!("postgres://duheng@127.0.0.1:{}", self.port)
    }

    /// The port of the loopback address on which it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A program of PostgreSQL that talks to the server.
    pub fn client(&self, workspace: &Workspace, name: &str) -> Command {
        // where some programs of the server are links on the path, all others are beside what these lead to
        let own = self.programs.join("initdb").canonicalize();
        let programs = own.ok().and_then(|own| own.parent().map(Path::to_owned));
        let mut command = workspace.program(programs.unwrap_or_default().join(name));
        command.args(["--host=127.0.0.1", "--username=duheng"]).arg(format!("--port={}", self.port));
        command
    }

    fn program(&self, workspace: &Workspace, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match self.account {
            Some(account) => {
                let mut command = workspace.program("runuser");
                command.args(["-u", account, "--"]).arg(path);
                command
            }
            None => workspace.program(path),
        };
        // the account of the server may not enter the folder of whoever runs the tests
        command.current_dir("/");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Ok(workspace) = Workspace::locate() {
            let mut stop = self.program(&workspace, "pg_ctl");
            stop.arg("-D").arg(self.folder.join("data"));
            let how = if self.is_kept { "fast" } else { "immediate" };
            let _ = quietly(stop.args(["-m", how, "-w", "-t", "120", "stop"]));
        }
        if !self.is_kept {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A port that nobody listens on.
fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    let address = listener.map_err(|error| {
        Failure::new(format!("no port of the loopback address is free: {error}"), "look what uses them all")
    })?;
    Ok(address.port())
}

fn quietly(command: &mut Command) -> Result<(), Failure> {
    // the server keeps its output open for as long as it runs, so none of it is waited for
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    if status.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Failure::new(
        format!("`{}` failed", shown(command)),
        "run it by hand to see why; PostgreSQL of Debian's package is needed",
    ))
}
