//! `cargo xtask bench`: runs the benchmarks.

use crate::failure::Outcome;
use crate::npm;
use crate::process::{self, Workspace};

/// Runs the benchmarks of the workspace; arguments behind `--` go to them. Those of criterion alone are named, for the
/// harness of other targets knows none of its arguments.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let handed_on = crate::handed_on("bench", arguments)?;
    npm::install(workspace)?;
    let mut command = workspace.cargo();
    command.args(["bench", "--workspace", "--locked", "--bench", "*", "--"]).args(handed_on);
    process::run(&mut command, "read what cargo says above")
}
