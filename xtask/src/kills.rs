//! `cargo xtask kills`: kills a program that saves, again and again, on both databases.

use crate::failure::{Failure, Outcome};
use crate::postgres::{self, Postgres};
use crate::process::{Workspace, run as run_shown};
use crate::tools::{self, Purpose};

/// How often it is killed on each database, when nothing else is asked for.
const KILLS: u32 = 50;
/// The test, which kills three times in `cargo xtask test`.
const TEST: &str = "what_was_acknowledged_before_a_kill_is_there_after_it";

/// Runs the test with this many kills.
pub fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let kills = match arguments {
        [] => KILLS,
        [number] => number.parse().map_err(|_| not_a_number(number))?,
        [_, more, ..] => return Err(not_a_number(more)),
    };
    tools::install_packages(workspace, Purpose::Test)?;
    let postgres = Postgres::start(workspace)?;
    let mut command = workspace.cargo();
    command.env(postgres::VARIABLE, postgres.address()).env("DUHENG_KILLS", kills.to_string());
    // of the whole workspace, as everything else is built: one package alone would have its libraries built anew
    command.args(["test", "--workspace", "--locked", "--test", "all", TEST]);
    run_shown(&mut command, "read above what was lost; the database of the failed round stays in target/tmp")
}

fn not_a_number(word: &str) -> Failure {
    Failure::usage(
        format!("`cargo xtask kills` takes the number of kills, but got `{word}`"),
        format!("run `cargo xtask kills {KILLS}`"),
    )
}
