//! Mutation testing of the code that decides a score.

use std::fs;

use crate::failure::{Failure, Outcome};
use crate::process::{Workspace, cannot, ended, status};
use crate::tools::{self, CARGO_MUTANTS};

/// The code that is mutated: each entry is a module, `PATH.rs` or the folder `PATH/` or both.
const MUTATED: &[&str] = &[
    "crates/pack/src/expr/eval",
    "crates/pack/src/expr/quantity",
    "crates/standard/src/layers",
    "crates/standard/src/score/grade",
    "crates/standard/src/score/mod",
    "crates/standard/src/score/rules",
    "crates/standard/src/advice",
];

/// The packages whose tests may kill a mutant.
const JUDGES: &[&str] = &["duheng-pack", "duheng-standard", "duheng-testkit"];

/// The share of mutants that must be killed, in percent.
const WANTED_PERCENT: usize = 90;

/// Runs cargo-mutants over [`MUTATED`] and fails below [`WANTED_PERCENT`]. After so many minutes it is stopped, and those
/// are judged that were tried by then.
pub fn run(workspace: &Workspace, minutes: Option<u32>, handed_on: &[String]) -> Outcome {
    let globs = globs(workspace)?;
    tools::install_cargo_tool(workspace, &CARGO_MUTANTS)?;

    let output = workspace.path("target");
    let mut command = match minutes {
        None => workspace.cargo(),
        Some(minutes) => {
            let mut limited = workspace.program("timeout");
            limited.args(["--signal=INT", "--kill-after=60", &format!("{minutes}m")]);
            limited.arg(workspace.cargo().get_program());
            limited
        }
    };
    // enough random enterprises to tell a mutant apart; the full number for each would take days
    command.env("DUHENG_CASES", "800");
    command.args(["mutants", "--workspace", "--output"]).arg(&output);
    // whoever stops early has tried some of every module
    command.arg(if minutes.is_some() { "--shuffle" } else { "--no-shuffle" });
    for glob in &globs {
        command.args(["--file", glob]);
    }
    for package in JUDGES {
        command.args(["--test-package", package]);
    }
    command.args(handed_on);
    match status(&mut command)? {
        // 2: some were missed, 3: some timed out; both are counted below.
        Some(0 | 2 | 3) => {}
        // the time was over
        Some(124 | 130) | None if minutes.is_some() => {}
        Some(4) => {
            return Err(Failure::new(
                "the tests fail without any mutation, so no mutant was tried",
                "make `cargo xtask test` pass first",
            ));
        }
        code => {
            let what = format!("cargo-mutants {}", ended(code));
            return Err(Failure::new(what, "read what it says above and in target/mutants.out/logs"));
        }
    }

    let count = |name: &str| lines(workspace, &format!("target/mutants.out/{name}.txt"));
    let (caught, timeout, missed) = (count("caught")?, count("timeout")?, count("missed")?);
    judge(caught, timeout, missed)
}

/// Prints the share of killed mutants and fails when it is too small.
fn judge(caught: usize, timeout: usize, missed: usize) -> Outcome {
    let killed = caught + timeout;
    let total = killed + missed;
    if total == 0 {
        return Err(Failure::new("no mutant was tried", "look at the arguments behind `--`"));
    }
    let per_mille = killed * 1000 / total;
    println!(
        "{killed} of {total} mutants killed ({timeout} by the time limit): {}.{} %",
        per_mille / 10,
        per_mille % 10
    );
    if killed * 100 < total * WANTED_PERCENT {
        return Err(Failure::new(
            format!("fewer than {WANTED_PERCENT} % of the mutants are killed"),
            "write tests that tell apart the mutants in target/mutants.out/missed.txt",
        ));
    }
    Ok(())
}

/// The globs of the modules that exist; a module that vanished is a failure, so that none is left out in silence.
fn globs(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let mut globs = Vec::new();
    for module in MUTATED {
        let file = format!("{module}.rs");
        let is_file = workspace.path(&file).is_file();
        let is_folder = workspace.path(module).is_dir();
        if !is_file && !is_folder {
            return Err(Failure::new(
                format!("there is no module `{module}` to mutate"),
                "mend the list MUTATED in xtask/src/deep/mutants.rs",
            ));
        }
        if is_file {
            globs.push(file);
        }
        if is_folder {
            globs.push(format!("{module}/**/*.rs"));
        }
    }
    Ok(globs)
}

fn lines(workspace: &Workspace, name: &str) -> Result<usize, Failure> {
    let path = workspace.path(name);
    let text = fs::read_to_string(&path).map_err(|error| cannot("read", &path, &error))?;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_percent_is_enough_and_less_is_not() {
        assert!(judge(89, 1, 10).is_ok());
        assert!(judge(899, 0, 101).is_err());
        assert!(judge(0, 0, 0).is_err());
    }
}
