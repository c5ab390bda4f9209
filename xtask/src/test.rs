//! `cargo xtask test`: installs what the tests need and runs them all.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::process::{Workspace, run_watched};
use crate::tally::Tally;
use crate::tools::{self, Purpose};

/// Runs all tests of the workspace, documentation tests included; the last line counts them.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    crate::no_arguments("test", arguments)?;
    npm::install(workspace)?;
    tools::install_packages(workspace, Purpose::Test)?;
    let finished = run_watched(&mut command(workspace))?;
    let tally = Tally::of_tests(&finished.output, finished.success);
    tally.print();
    if tally.failed > 0 { Err(Failure::reported()) } else { Ok(()) }
}

/// The command that runs all tests: a failing test binary does not keep the others from running.
pub fn command(workspace: &Workspace) -> Command {
    let mut command = workspace.cargo();
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    // the engine against the slow reference: the full number of random enterprises, unless somebody asks for another
    if std::env::var_os("DUHENG_CASES").is_none() {
        command.env("DUHENG_CASES", "100000");
    }
    command
}

/// The command that builds all that [`command`] runs, save the documentation tests.
pub fn command_without_running(workspace: &Workspace) -> Command {
    let mut command = command(workspace);
    command.arg("--no-run");
    command
}
