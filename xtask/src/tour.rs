//! `cargo xtask tour`: scoring, done with the public commands on the shipped files.

use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::process::{self, Workspace};

/// The commands, as a standard office would type them.
const CALLS: &[&str] = &[
    "check packs/sz-sustainable-enterprise",
    "test packs/sz-sustainable-enterprise",
    "score packs/sz-sustainable-enterprise packs/sz-sustainable-enterprise/cases/average.yaml",
    "score packs/sz-sustainable-enterprise packs/sz-sustainable-enterprise/cases/average.yaml --pdf target/average.pdf",
];

/// Builds the binary and runs the commands on it, each shown before its output.
///
/// Nothing is prepared: a changed line of the pack changes what is printed. A command that fails does not keep
/// the next from running, for its output too tells about the pack.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    crate::no_arguments("tour", arguments)?;
    build(workspace)?;
    let mut failed = Vec::new();
    for call in CALLS {
        println!("\n$ duheng {call}");
        let code = process::status(workspace.duheng().args(call.split(' ')))?;
        if code != Some(0) {
            failed.push(format!("`duheng {call}` {}", process::ended(code)));
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        failed.join("; "),
        "mend what the output above names, then run `cargo xtask tour` again",
    ))
}

/// Builds the binary.
pub fn build(workspace: &Workspace) -> Outcome {
    npm::install(workspace)?;
    eprintln!("building duheng: some minutes on two cores the first time, seconds after that");
    let mut build = workspace.cargo();
    build.args(["build", "--locked", "--package", "duheng-cli", "--bin", "duheng"]);
    process::run(&mut build, "read what cargo says above; the README names what a build needs")
}
