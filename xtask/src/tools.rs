//! What the commands need beyond Rust: Debian packages, cargo's own tools, the nightly toolchain.

use crate::failure::{Failure, Outcome};
use crate::postgres;
use crate::process::{Workspace, answer, run, shown};

/// What a package is needed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Whatever builds the program.
    Build,
    /// `cargo xtask test` and `ci`.
    Test,
    /// `cargo xtask fuzz`.
    Fuzz,
    /// `cargo xtask load`.
    Load,
    /// `cargo xtask load --peers`.
    Peers,
}

/// A Debian package, known by a program that it brings.
struct Package {
    name: &'static str,
    program: &'static str,
    purpose: Purpose,
    reason: &'static str,
}

/// The table of packages, beyond the C linker without which this program would not run.
const PACKAGES: &[Package] = &[
    Package {
        name: "postgresql",
        program: "initdb",
        purpose: Purpose::Test,
        reason: "the tests run every use-case on SQLite and on PostgreSQL",
    },
    Package {
        name: "npm",
        program: "npm",
        purpose: Purpose::Build,
        reason: "the fonts of documents come from npm",
    },
    Package {
        name: "poppler-utils",
        program: "pdftotext",
        purpose: Purpose::Test,
        reason: "the tests read the text of PDFs with it",
    },
    Package {
        name: "chromium",
        program: "chromium",
        purpose: Purpose::Test,
        reason: "the tests walk through the pages with it",
    },
    Package {
        name: "chromium-driver",
        program: "chromedriver",
        purpose: Purpose::Test,
        reason: "the tests drive Chromium with it",
    },
    Package {
        name: "wrk",
        program: "wrk",
        purpose: Purpose::Load,
        reason: "it sends the requests of `load`",
    },
    Package {
        name: "python3-venv",
        program: "python3",
        purpose: Purpose::Peers,
        reason: "what `load --peers` compares with is installed by it",
    },
    Package { name: "g++", program: "c++", purpose: Purpose::Fuzz, reason: "libFuzzer is built with it" },
];

/// A tool that cargo installs, in the version that the project was tried with.
pub struct CargoTool {
    name: &'static str,
    version: &'static str,
}

/// Mutation testing.
pub const CARGO_MUTANTS: CargoTool = CargoTool { name: "cargo-mutants", version: "27.1.0" };
/// Fuzzing with libFuzzer.
pub const CARGO_FUZZ: CargoTool = CargoTool { name: "cargo-fuzz", version: "0.13.2" };

/// How to get the nightly toolchain.
pub const INSTALL_NIGHTLY: &str = "rustup toolchain install nightly --profile minimal";

/// Installs the missing packages for a purpose: root with apt-get, others get the command and a stop.
pub fn install_packages(workspace: &Workspace, purpose: Purpose) -> Outcome {
    let missing: Vec<&Package> =
        PACKAGES.iter().filter(|package| package.purpose == purpose && !on_path(package.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        eprintln!("`{}` is missing (Debian package {}): {}", package.program, package.name, package.reason);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let install =
        format!("apt-get update && apt-get install --yes --no-install-recommends {}", names.join(" "));
    if !on_path("apt-get") {
        return Err(Failure::new(
            "this machine has no apt-get to install the missing packages with",
            format!(
                "install by the means of your system what Debian calls {}, then try again",
                names.join(", ")
            ),
        ));
    }
    let user = answer(workspace.program("id").arg("-u"));
    if user.as_deref() != Some("0") {
        return Err(Failure::new(
            "only root may install Debian packages",
            format!("run `sudo sh -c '{install}'`, then try again"),
        ));
    }
    eprintln!("installing: {install}");
    let mut shell = workspace.program("sh");
    shell.args(["-c", &install]).env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut shell, "read what apt-get says above; it needs the network and its package lists")
}

/// Installs a cargo tool unless its version stands on the machine already, and says so first.
pub fn install_cargo_tool(workspace: &Workspace, tool: &CargoTool) -> Outcome {
    let CargoTool { name, version } = *tool;
    let found = answer(workspace.program(name).arg(tool_subcommand(name)).arg("--version"));
    if found.as_deref().is_some_and(|found| found.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    let mut install = workspace.cargo();
    install.args(["install", name, "--locked", "--version", version]);
    match found {
        Some(found) => {
            eprintln!("the machine has `{found}`, but {name} {version} is wanted: `{}`", shown(&install))
        }
        None => eprintln!("{name} is not installed; installing it: `{}`", shown(&install)),
    }
    run(&mut install, "installing needs the network (crates.io); read what cargo says above")
}

/// `cargo-mutants` is called as `cargo-mutants mutants`.
fn tool_subcommand(name: &str) -> &str {
    name.strip_prefix("cargo-").unwrap_or(name)
}

/// Whether rustup has a nightly toolchain.
pub fn has_nightly(workspace: &Workspace) -> bool {
    answer(workspace.program("rustup").args(["toolchain", "list"]))
        .is_some_and(|list| list.lines().any(|line| line.starts_with("nightly")))
}

/// Whether a program stands on the PATH.
fn on_path(program: &str) -> bool {
    // Debian keeps PostgreSQL's own programs off the path
    if program == "initdb" {
        return postgres::programs().is_some();
    }
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_name() {
        assert!(on_path("cargo"));
        assert!(!on_path("no-such-program-duheng"));
    }

    #[test]
    fn a_package_stands_in_the_table_once() {
        for package in PACKAGES {
            assert_eq!(
                PACKAGES.iter().filter(|other| other.name == package.name).count(),
                1,
                "{}",
                package.name
            );
        }
    }
}
