//! The command line of Duheng.

mod columns;
mod commands;
mod counted;
mod dictionary;
mod failure;
mod json;
mod log;
mod output;
mod post;
mod press;
mod report;
mod running;
mod settings;
mod sheet;
mod usage;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use duheng_pack::text::Language;

use commands::{Cli, language_of_environment, run};

/// Many small texts are made and dropped by each request; the allocator of glibc takes a fifth of the time of a save for
/// them. Without huge pages, which hold more than an idle server uses.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = usage::language_named(&arguments).unwrap_or_else(language_of_environment);
    let arguments = usage::without_language_of_help(arguments);
    let command = usage::speaking(Cli::command(), language);
    let read = command.try_get_matches_from(arguments).and_then(|found| Cli::from_arg_matches(&found));
    let cli = match read {
        Ok(cli) => cli,
        Err(error) => {
            // clap prints help and version to stdout, mistakes to stderr
            match usage::mistake(&error).filter(|_| language == Language::Zh) {
                Some(sentence) => output::complain(&sentence),
                None => {
                    let _ = error.print();
                }
            }
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
