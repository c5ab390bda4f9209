//! The developer's commands: `cargo xtask demo`, `tour`, `test`, `ci` and their kin.
//!
//! This crate depends on no crate of the workspace, so it builds and reports when they do not.

mod bench;
mod ci;
mod coverage;
mod deep;
mod demo;
mod docs;
mod failure;
mod fuzz;
mod kills;
mod load;
mod npm;
mod postgres;
mod process;
mod setup;
mod tally;
mod test;
mod tools;
mod tour;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use process::Workspace;

/// One subcommand. The table below drives both the dispatch and the help.
struct Command {
    name: &'static str,
    arguments: &'static str,
    summary: &'static str,
    run: fn(&Workspace, &[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "demo",
        arguments: "[-- ARGUMENTS OF DUHENG DEMO]",
        summary: "serve a living fictional city on this machine",
        run: demo::run,
    },
    Command {
        name: "tour",
        arguments: "",
        summary: "check, test and score the Shenzhen pack with the built binary",
        run: tour::run,
    },
    Command {
        name: "test",
        arguments: "",
        summary: "install what the tests need, then run them all",
        run: test::run,
    },
    Command {
        name: "ci",
        arguments: "",
        summary: "format, lints, build, rustdoc, generated documents and all tests",
        run: ci::run,
    },
    Command {
        name: "docs",
        arguments: "[--coverage | --check]",
        summary: "write the generated documents under docs/, or compare them",
        run: docs::run,
    },
    Command {
        name: "bench",
        arguments: "[-- ARGUMENTS OF CARGO BENCH]",
        summary: "run the benchmarks",
        run: bench::run,
    },
    Command {
        name: "deep",
        arguments: "[PART...] [--minutes N] [-- ARGUMENTS OF CARGO MUTANTS]",
        summary: "the long checks in turn: build, kills, free, fuzz, load, mutants",
        run: deep::run,
    },
    Command {
        name: "fuzz",
        arguments: "[--seconds N] [TARGET...]",
        summary: "fuzz each target, 600 seconds each by default",
        run: fuzz::run,
    },
    Command {
        name: "kills",
        arguments: "[N]",
        summary: "kill a program that saves, 50 times on each database by default",
        run: kills::run,
    },
    Command {
        name: "load",
        arguments: "[--applications N] [--seconds N] [--postgres | --peers] [--into FILE]",
        summary: "serve 100,000 applications and measure how fast they are answered",
        run: load::run,
    },
    Command {
        name: "setup",
        arguments: "",
        summary: "install what all of these commands need",
        run: setup::run,
    },
];

/// The exit code of a wrong call, as `duheng` has it.
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    if ["help", "--help", "-h"].contains(&name) {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprint!("error: there is no command `{name}`\n\n{}", help());
        return ExitCode::from(USAGE);
    };
    match Workspace::locate().and_then(|workspace| (command.run)(&workspace, rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(if failure.is_usage() { USAGE } else { 1 })
        }
    }
}

/// The help text: one line per command.
fn help() -> String {
    let left = |command: &Command| format!("{} {}", command.name, command.arguments);
    let width = COMMANDS.iter().map(|command| left(command).len()).max().unwrap_or(0);
    let mut text = String::from("Usage: cargo xtask COMMAND\n\nCommands:\n");
    for command in COMMANDS {
        text += &format!("  {:width$}  {}\n", left(command), command.summary);
    }
    text
}

/// Refuses arguments where a command takes none.
fn no_arguments(command: &str, arguments: &[String]) -> Outcome {
    match arguments.first() {
        None => Ok(()),
        Some(first) => Err(Failure::usage(
            format!("`cargo xtask {command}` takes no argument, but got `{first}`"),
            format!("run `cargo xtask {command}`"),
        )),
    }
}

/// The arguments after `--`, which a command hands on to another program.
fn handed_on<'a>(command: &str, arguments: &'a [String]) -> Result<&'a [String], Failure> {
    match arguments.split_first() {
        None => Ok(&[]),
        Some((first, rest)) if first == "--" => Ok(rest),
        Some((first, _)) => Err(Failure::usage(
            format!("`cargo xtask {command}` does not know the argument `{first}`"),
            format!("put arguments that are to be handed on behind `--`: `cargo xtask {command} -- {first}`"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_once() {
        let help = help();
        for command in COMMANDS {
            let lines = help.lines().filter(|line| line.split_whitespace().next() == Some(command.name));
            assert_eq!(lines.count(), 1, "{}", command.name);
        }
    }

    #[test]
    fn contributing_explains_every_command() {
        let root = Workspace::locate().expect("the workspace is found");
        let text =
            std::fs::read_to_string(root.path("CONTRIBUTING.md")).expect("CONTRIBUTING.md is readable");
        for command in COMMANDS {
            let call = format!("`cargo xtask {}", command.name);
            assert!(text.contains(&call), "CONTRIBUTING.md does not explain {call}`");
        }
    }

    #[test]
    fn only_arguments_behind_two_dashes_are_handed_on() {
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        assert_eq!(handed_on("bench", &words("-- a b")).expect("accepted"), words("a b").as_slice());
        assert!(handed_on("bench", &words("a")).expect_err("refused").is_usage());
        assert!(handed_on("bench", &[]).expect("accepted").is_empty());
    }
}
