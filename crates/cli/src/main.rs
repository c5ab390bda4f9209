//! The command line of Duheng.

mod columns;
mod commands;
mod dictionary;
mod failure;
mod json;
mod library;
mod output;
mod report;
mod sheet;

use std::process::ExitCode;

use clap::Parser;

use commands::{Cli, run};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version to stdout, mistakes to stderr
            let _ = error.print();
            return if error.use_stderr() { failure::Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    let language = cli.language();
    match run(cli) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("{}", failure.show(language));
            failure.exit.into()
        }
    }
}
