//! `cargo xtask bench`: runs the benchmarks.

use crate::failure::Outcome;
use crate::npm;
use crate::process::{self, Workspace};

/// Runs `cargo bench` over the workspace; arguments behind `--` are handed on.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let handed_on = crate::handed_on("bench", arguments)?;
    npm::install(workspace)?;
    let mut command = workspace.cargo();
    command.args(["bench", "--workspace", "--locked"]).args(handed_on);
    process::run(&mut command, "read what cargo says above")
}
