//! `cargo xtask deep`: the long checks one after the other, each with its line, and all of them told again at the end.

mod mutants;

use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::process::{Workspace, run as run_shown};
use crate::tally::Tally;
use crate::{fuzz, kills, load};

/// A long check.
struct Part {
    name: &'static str,
    run: fn(&Workspace, &Wish) -> Outcome,
}

/// All parts, the quick ones first.
const PARTS: &[Part] = &[
    Part { name: "build", run: build },
    Part { name: "kills", run: killed },
    Part { name: "free", run: free },
    Part { name: "fuzz", run: fuzzed },
    Part { name: "load", run: loaded },
    Part { name: "mutants", run: |workspace, wish| mutants::run(workspace, wish.minutes, &wish.handed_on) },
];

/// How many seeds the free courses of programmes try for each pack, and how many of them fit into a minute.
const SEEDS: u32 = 1000;
const SEEDS_A_MINUTE: u32 = 20;
/// How many kills of each database fit into a minute.
const KILLS_A_MINUTE: u32 = 12;
/// How large a deployment is that is measured in a hurry, and how many jobs a minute holds then.
const APPLICATIONS: &str = "2000";
const LOAD_JOBS: u32 = 12;

/// What is asked for.
struct Wish {
    parts: Vec<&'static Part>,
    /// About how long each part may take; as long as it needs where nothing is said.
    minutes: Option<u32>,
    /// For cargo-mutants.
    handed_on: Vec<String>,
}

/// Runs the parts; one that fails keeps none from running. The last line counts them.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let wish = Wish::read(arguments)?;
    let (mut told, mut tally) = (Vec::new(), Tally::default());
    for part in &wish.parts {
        println!("\n== {}", part.name);
        let started = Instant::now();
        let outcome = (part.run)(workspace, &wish);
        let ending = match &outcome {
            Ok(()) => "ok    ".to_owned(),
            Err(failure) => {
                failure.print();
                "FAILED".to_owned()
            }
        };
        let seconds = started.elapsed().as_secs();
        let line = format!("{:<10} {ending} {:>4}:{:02} min", part.name, seconds / 60, seconds % 60);
        println!("{line}");
        told.push(line);
        tally.step(outcome.is_ok());
    }
    println!("\n{}", told.join("\n"));
    tally.print();
    if tally.failed > 0 { Err(Failure::reported()) } else { Ok(()) }
}

impl Wish {
    /// Reads `[PART...] [--minutes N] [-- ARGUMENTS OF CARGO MUTANTS]`.
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let own = arguments.split(|word| word == "--").next().unwrap_or_default();
        let handed_on = crate::handed_on("deep", arguments.get(own.len()..).unwrap_or_default())?.to_vec();
        let mut wish = Self { parts: Vec::new(), minutes: None, handed_on };
        let mut words = own.iter();
        while let Some(word) = words.next() {
            if word == "--minutes" {
                let number = words.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
                wish.minutes = Some(number.ok_or_else(|| {
                    Failure::usage(
                        "`--minutes` needs a whole number of at least 1",
                        "write for example `cargo xtask deep --minutes 10`",
                    )
                })?);
            } else if let Some(part) = PARTS.iter().find(|part| part.name == word) {
                wish.parts.push(part);
            } else {
                let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
                return Err(Failure::usage(
                    format!("`{word}` is no part of `cargo xtask deep`"),
                    format!(
                        "the parts are {}; what cargo-mutants is to get stands behind `--`",
                        names.join(", ")
                    ),
                ));
            }
        }
        if wish.parts.is_empty() {
            wish.parts = PARTS.iter().collect();
        }
        Ok(wish)
    }
}

/// The program as it is released.
fn build(workspace: &Workspace, _: &Wish) -> Outcome {
    crate::npm::install(workspace)?;
    let mut build = workspace.cargo();
    build.args(["build", "--release", "--locked", "--workspace", "--bin", "duheng"]);
    run_shown(&mut build, "read what cargo says above")
}

fn killed(workspace: &Workspace, wish: &Wish) -> Outcome {
    let count = wish.minutes.map(|minutes| minutes.saturating_mul(KILLS_A_MINUTE).to_string());
    kills::run(workspace, count.as_slice())
}

/// Any command by anybody at any moment against a model of what programmes promise.
fn free(workspace: &Workspace, wish: &Wish) -> Outcome {
    let seeds = wish.minutes.map_or(SEEDS, |minutes| minutes.saturating_mul(SEEDS_A_MINUTE));
    let mut command = workspace.cargo();
    command.env("DUHENG_FREE", seeds.to_string());
    // of the whole workspace, as everything else is built: one package alone would have its libraries built anew
    command.args(["test", "--workspace", "--locked", "--test", "all", "free::"]);
    run_shown(
        &mut command,
        "each line above names its pack and seed; mend the program, or the model where it errs",
    )
}

fn fuzzed(workspace: &Workspace, wish: &Wish) -> Outcome {
    let targets = u32::try_from(fuzz::TARGETS.len()).unwrap_or(1);
    let seconds = wish.minutes.map(|minutes| (minutes.saturating_mul(60) / targets).max(1).to_string());
    let arguments = seconds.map(|seconds| vec!["--seconds".to_owned(), seconds]);
    fuzz::run(workspace, &arguments.unwrap_or_default())
}

fn loaded(workspace: &Workspace, wish: &Wish) -> Outcome {
    let seconds = wish.minutes.map(|minutes| (minutes.saturating_mul(60) / LOAD_JOBS).max(1).to_string());
    let hurried = seconds
        .map(|seconds| ["--applications", APPLICATIONS, "--seconds", &seconds].map(str::to_owned).to_vec());
    load::run(workspace, &hurried.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn parts_limits_and_what_is_handed_on_are_read() {
        let wish = Wish::read(&words("kills fuzz --minutes 2")).expect("accepted");
        let names: Vec<&str> = wish.parts.iter().map(|part| part.name).collect();
        assert_eq!((names, wish.minutes), (vec!["kills", "fuzz"], Some(2)));
        let wish = Wish::read(&words("mutants -- --shard 1/4")).expect("accepted");
        assert_eq!((wish.parts.len(), wish.handed_on), (1, words("--shard 1/4")));
        let wish = Wish::read(&[]).expect("accepted");
        assert_eq!((wish.parts.len(), wish.minutes), (PARTS.len(), None));
        for wrong in ["--minutes", "--minutes 0", "--minutes x", "forest", "--shard 1/4"] {
            assert!(Wish::read(&words(wrong)).is_err_and(|failure| failure.is_usage()), "{wrong}");
        }
    }
}
