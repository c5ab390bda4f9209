//! `cargo xtask demo`: a living fictional city, served on this machine.

use crate::failure::{Failure, Outcome};
use crate::process::{self, Workspace};
use crate::tour;

/// Builds the binary and runs `duheng demo`, with the arguments behind `--` handed on.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let handed_on = crate::handed_on("demo", arguments)?;
    tour::build(workspace)?;
    let mut demo = workspace.duheng();
    demo.arg("demo").args(handed_on);
    match process::status(&mut demo)? {
        Some(0) => Ok(()),
        code => Err(Failure::new(
            format!("`duheng demo` {}", process::ended(code)),
            "mend what stands above, then run `cargo xtask demo` again",
        )),
    }
}
