//! `cargo xtask setup`: installs what all commands need.

use crate::failure::Outcome;
use crate::npm;
use crate::process::{self, Workspace};
use crate::tools::{self, CARGO_FUZZ, CARGO_MUTANTS, Purpose};

/// Installs the packages, the fonts, the cargo tools and the nightly toolchain; what is there already is left alone.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    crate::no_arguments("setup", arguments)?;
    npm::install(workspace)?;
    tools::install_packages(workspace, Purpose::Test)?;
    tools::install_packages(workspace, Purpose::Fuzz)?;
    tools::install_packages(workspace, Purpose::Load)?;
    tools::install_cargo_tool(workspace, &CARGO_MUTANTS)?;
    tools::install_cargo_tool(workspace, &CARGO_FUZZ)?;
    if !tools::has_nightly(workspace) {
        eprintln!("the nightly toolchain is not installed; installing it: `{}`", tools::INSTALL_NIGHTLY);
        let mut words = tools::INSTALL_NIGHTLY.split(' ');
        let mut install = workspace.program(words.next().unwrap_or("rustup"));
        process::run(
            install.args(words),
            "install rustup from https://rustup.rs, then run `cargo xtask setup` again",
        )?;
    }
    println!("everything that the commands need is installed");
    Ok(())
}
