//! `cargo xtask ci`: everything that must hold before a change lands.

use std::io::Write;
use std::process::Command;
use std::time::Instant;

use crate::docs;
use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::process::{Workspace, run_quietly, shown};
use crate::tally::Tally;
use crate::test;
use crate::tools::{self, Purpose};

/// How a step ended.
enum Ending {
    /// One thing that held or did not.
    Checked(bool),
    /// Tests that were counted.
    Tested(Tally),
}

/// A step with what to show when it fails.
struct Report {
    ending: Ending,
    output: String,
}

/// Runs all steps, each on one line with its seconds; the last line counts tests and steps.
///
/// An early failure keeps no step from running, save that nothing which runs the program follows a failed build.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    crate::no_arguments("ci", arguments)?;
    let mut total = Tally::default();
    if let Err(failure) = steps(workspace, &mut total) {
        failure.print();
        total.step(false);
    }
    total.print();
    if total.failed > 0 { Err(Failure::reported()) } else { Ok(()) }
}

fn steps(workspace: &Workspace, total: &mut Tally) -> Outcome {
    npm::install(workspace)?;
    tools::install_packages(workspace, Purpose::Test)?;
    step("format", total, || format(workspace))?;
    step("clippy", total, || {
        let mut clippy = workspace.cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);
        checked(workspace, "clippy", &mut [clippy])
    })?;
    let builds = step("build", total, || {
        checked(workspace, "build", &mut [test::command_without_running(workspace)])
    })?;
    step("rustdoc", total, || {
        let mut doc = workspace.cargo();
        doc.args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings");
        checked(workspace, "rustdoc", &mut [doc])
    })?;
    if builds {
        step("documents", total, || documents(workspace))?;
        step("tests", total, || tests(workspace))?;
    } else {
        for name in ["documents", "tests"] {
            println!("{name:<10} not run, for the workspace does not build");
            total.step(false);
        }
    }
    Ok(())
}

/// Runs one step and prints its line, then its output if it failed; says whether it held.
fn step(
    name: &str,
    total: &mut Tally,
    run: impl FnOnce() -> Result<Report, Failure>,
) -> Result<bool, Failure> {
    print!("{name:<10} ");
    // A closed terminal is no reason to stop checking.
    let _ = std::io::stdout().flush();
    let started = Instant::now();
    let report = run()?;
    let seconds = started.elapsed().as_secs_f32();
    let (success, detail) = match report.ending {
        Ending::Checked(success) => {
            total.step(success);
            (success, String::new())
        }
        Ending::Tested(tally) => {
            total.add(tally);
            (tally.failed == 0, format!("  {tally}"))
        }
    };
    println!("{} {seconds:>7.1} s{detail}", if success { "ok    " } else { "FAILED" });
    if !success {
        println!("{}\n", report.output.trim_end());
    }
    Ok(success)
}

/// Runs commands until one fails.
fn checked(workspace: &Workspace, name: &str, commands: &mut [Command]) -> Result<Report, Failure> {
    let log = workspace.scratch("ci")?.join(format!("{name}.log"));
    for command in commands {
        let finished = run_quietly(command, &log)?;
        if !finished.success {
            let output = format!("$ {}\n{}", shown(command), finished.output);
            return Ok(Report { ending: Ending::Checked(false), output });
        }
    }
    Ok(Report { ending: Ending::Checked(true), output: String::new() })
}

/// The workspace's crates, and the fuzz targets, which stand outside of it.
fn format(workspace: &Workspace) -> Result<Report, Failure> {
    let mut crates = workspace.cargo();
    crates.args(["fmt", "--all", "--check"]);
    let mut targets = workspace.program("rustfmt");
    targets.args(["--check", "--edition", "2024"]);
    for target in crate::fuzz::TARGETS {
        targets.arg(target.path());
    }
    checked(workspace, "format", &mut [crates, targets])
}

fn documents(workspace: &Workspace) -> Result<Report, Failure> {
    Ok(match docs::check(workspace)? {
        None => Report { ending: Ending::Checked(true), output: String::new() },
        Some(failure) => Report { ending: Ending::Checked(false), output: failure.to_string() },
    })
}

fn tests(workspace: &Workspace) -> Result<Report, Failure> {
    let log = workspace.scratch("ci")?.join("tests.log");
    let finished = run_quietly(&mut test::command(workspace), &log)?;
    let tally = Tally::of_tests(&finished.output, finished.success);
    let told: Vec<&str> = finished.output.lines().filter(|line| !line.ends_with(" ... ok")).collect();
    Ok(Report { ending: Ending::Tested(tally), output: told.join("\n") })
}
