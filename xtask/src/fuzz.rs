//! `cargo xtask fuzz`: feeds hostile bytes to the fuzz bodies of `duheng-testkit`.
//!
//! The targets in `fuzz/` only call the bodies; the same bodies run on the corpus in `cargo xtask test`.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::process::{Workspace, answer, cannot, run as run_shown, shown};
use crate::tools::{self, CARGO_FUZZ, INSTALL_NIGHTLY, Purpose};

/// A fuzz target: one file of `fuzz/fuzz_targets`.
pub struct Target {
    name: &'static str,
    /// Folders and files whose content is fed first, below the root.
    seeds: &'static [&'static str],
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target {
        name: "tree",
        seeds: &["packs/sz-sustainable-enterprise/parts", "packs/sz-sustainable-enterprise/facts"],
    },
    Target { name: "expression", seeds: &["crates/testkit/corpus/expression"] },
    Target { name: "facts", seeds: &["packs/sz-sustainable-enterprise/cases"] },
    Target { name: "score", seeds: &["packs/sz-sustainable-enterprise/cases"] },
];

/// How long each target runs, in seconds, when nothing else is asked for.
const SECONDS: u32 = 600;
/// The memory that a target may take, in MiB; more is a finding.
const MEMORY: u32 = 1024;

impl Target {
    /// The target's file below the root.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(format!("fuzz/fuzz_targets/{}.rs", self.name))
    }
}

/// What the caller asks for.
struct Wish {
    seconds: u32,
    targets: Vec<&'static Target>,
}

/// Runs the targets one after the other and stops at the first finding.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let wish = parse(arguments)?;
    if !tools::has_nightly(workspace) {
        return Err(Failure::new(
            "fuzzing needs the nightly toolchain, which is not installed",
            format!("run `{INSTALL_NIGHTLY}`, then try again"),
        ));
    }
    tools::install_packages(workspace, Purpose::Fuzz)?;
    tools::install_cargo_tool(workspace, &CARGO_FUZZ)?;
    let sanitizer = sanitizer(workspace);
    println!("sanitizer: {sanitizer}; memory limit: {MEMORY} MiB; {} s for each target", wish.seconds);

    for target in wish.targets {
        let mut command = workspace.program("rustup");
        for name in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(name);
        }
        command.args(["run", "nightly", "cargo", "fuzz", "run", "--sanitizer", sanitizer, target.name]);
        // libFuzzer writes what it finds worth keeping into the first folder.
        let found = format!("fuzz/corpus/{}", target.name);
        let folder = workspace.path(&found);
        std::fs::create_dir_all(&folder).map_err(|error| cannot("make the folder", &folder, &error))?;
        command.arg(found);
        for seeds in target.seeds {
            if workspace.path(seeds).exists() {
                command.arg(seeds);
            } else {
                eprintln!("there are no seeds in `{seeds}`; {} starts from nothing", target.name);
            }
        }
        command.arg("--").arg(format!("-rss_limit_mb={MEMORY}"));
        command.arg(format!("-max_total_time={}", wish.seconds));
        println!("\n{}: {}", target.name, shown(&command));
        let remedy = format!(
            "when an input was found, it lies in fuzz/artifacts/{0}: mend the program, then copy the input to \
             crates/testkit/corpus/{0} so that `cargo xtask test` tries it for ever",
            target.name
        );
        run_shown(&mut command, &remedy)?;
    }
    Ok(())
}

/// The address sanitizer where the nightly toolchain brings its runtime, else none.
fn sanitizer(workspace: &Workspace) -> &'static str {
    let mut ask = workspace.program("rustup");
    ask.args(["run", "nightly", "rustc", "--print", "target-libdir"]);
    let runtime = answer(&mut ask).map(|folder| PathBuf::from(folder).join("librustc-nightly_rt.asan.a"));
    if runtime.is_some_and(|file| file.is_file()) { "address" } else { "none" }
}

/// Reads `[--seconds N] [TARGET...]`.
fn parse(arguments: &[String]) -> Result<Wish, Failure> {
    let mut wish = Wish { seconds: SECONDS, targets: Vec::new() };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--seconds" {
            wish.seconds = match words.next().map(|number| number.parse()) {
                Some(Ok(seconds)) if seconds > 0 => seconds,
                _ => {
                    return Err(Failure::usage(
                        "`--seconds` needs a whole number of at least 1",
                        "write for example `cargo xtask fuzz --seconds 60`",
                    ));
                }
            };
        } else if let Some(target) = TARGETS.iter().find(|target| target.name == word) {
            wish.targets.push(target);
        } else {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            return Err(Failure::usage(
                format!("`{word}` is no fuzz target"),
                format!("the targets are {}", names.join(", ")),
            ));
        }
    }
    if wish.targets.is_empty() {
        wish.targets = TARGETS.iter().collect();
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn the_table_and_the_folder_agree() {
        let root = Workspace::locate().expect("the workspace is found");
        let files: BTreeSet<PathBuf> = fs::read_dir(root.path("fuzz/fuzz_targets"))
            .expect("the folder is readable")
            .map(|entry| PathBuf::from("fuzz/fuzz_targets").join(entry.expect("an entry").file_name()))
            .collect();
        assert_eq!(files, TARGETS.iter().map(Target::path).collect());
        let manifest = fs::read_to_string(root.path("fuzz/Cargo.toml")).expect("fuzz/Cargo.toml is readable");
        for target in TARGETS {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name)), "{}", target.name);
        }
    }

    #[test]
    fn wishes_are_read() {
        let wish = parse(&words("--seconds 5 tree")).expect("accepted");
        assert_eq!((wish.seconds, wish.targets.len()), (5, 1));
        let wish = parse(&[]).expect("accepted");
        assert_eq!((wish.seconds, wish.targets.len()), (SECONDS, TARGETS.len()));
        for wrong in ["--seconds", "--seconds x", "--seconds 0", "forest"] {
            assert!(parse(&words(wrong)).is_err_and(|failure| failure.is_usage()), "{wrong}");
        }
    }
}
