//! A PostgreSQL server of this program's own, for the time of one command.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::process::{Workspace, answer, cannot, shown};

/// The variable in which tests find the server.
pub const VARIABLE: &str = "DUHENG_POSTGRES";

/// A running server; it stops and its folder is removed when this is dropped.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
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
        let remedy = "install Debian's package postgresql, then try again";
        let programs =
            programs().ok_or_else(|| Failure::new("PostgreSQL's program `initdb` is missing", remedy))?;
        let folder = std::env::temp_dir().join(format!("duheng-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| cannot("make the folder", &folder, &error))?;
        let is_root = answer(workspace.program("id").arg("-u")).as_deref() == Some("0");
        let account = is_root.then_some("postgres");
        if let Some(account) = account {
            quietly(workspace.program("chown").arg(account).arg(&folder))?;
        }
        let mut server = Self { programs, folder, account, port: 0 };
        let data = server.folder.join("data");
        let mut make = server.program(workspace, "initdb");
        make.args(["--username=duheng", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D"]);
        quietly(make.arg(&data))?;
        server.port = free_port()?;
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=200",
            server.port,
            server.folder.display()
        );
        let mut start = server.program(workspace, "pg_ctl");
        start.arg("-D").arg(&data).arg("-l").arg(server.folder.join("log"));
        quietly(start.args(["-w", "-o", &options, "start"]))?;
        Ok(server)
    }

    /// The address of the server, for an account that may make databases.
    pub fn address(&self) -> String {
        format!("postgres://duheng@127.0.0.1:{}", self.port)
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
            let _ = quietly(stop.args(["-m", "immediate", "-w", "stop"]));
        }
        let _ = fs::remove_dir_all(&self.folder);
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
