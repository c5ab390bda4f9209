//! The commands: one file each, from arguments to output.

mod backup;
mod check;
mod completions;
mod demo;
mod deployment;
mod diff;
mod docs;
mod facts;
mod fmt;
mod man;
mod render_document;
mod restore;
mod score;
mod serve;
mod test;
mod user;
mod verify;

use std::io::IsTerminal;

use clap::{Parser, Subcommand, ValueEnum};
use duheng_pack::text::Language;

use crate::failure::{Exit, Failure};

/// Evaluate companies by standards that are data.
#[derive(Debug, Parser)]
#[command(name = "duheng", version, arg_required_else_help = true)]
pub struct Cli {
    /// The language of messages; by default that of the environment (`LANG`)
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// Whether to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    #[command(subcommand)]
    command: Command,
}

/// A language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// How a command prints its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To read.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check packs and explain every mistake
    Check(check::Check),
    /// Bring the files of packs into the canonical layout
    Fmt(fmt::Fmt),
    /// Say what a revision of a pack changes
    Diff(diff::Diff),
    /// Write the documents that the program generates about itself
    #[command(hide = true)]
    Docs(docs::Docs),
    /// Render the document of a request on standard input, within its limits
    #[command(hide = true, name = duheng_documents::child::SUBCOMMAND)]
    RenderDocument(render_document::RenderDocument),
    /// Score the facts of one enterprise
    Score(score::Score),
    /// Serve a living fictional city on this machine, to look around in
    Demo(demo::Demo),
    /// Serve the pages of a deployment
    Serve(serve::Serve),
    /// List the facts that a standard reads, or begin a facts file
    Facts(facts::Facts),
    /// Run the cases of packs
    Test(test::Test),
    /// Set the first administrator of a deployment up
    User(user::User),
    /// Save a whole deployment into one file
    Backup(backup::Backup),
    /// Fill an empty deployment from a backup
    Restore(restore::Restore),
    /// Show that nothing was changed, left out or cut off
    Verify(verify::Verify),
    /// Print completions for a shell
    Completions(completions::Completions),
    /// Print the manual page, or write one page for each command
    Man(man::Man),
}

/// What every command knows of how to show things.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    /// The language of messages.
    pub language: Language,
    /// Whether messages on stderr have colour.
    pub colour: bool,
}

impl Cli {
    /// The language of messages.
    pub fn language(&self) -> Language {
        match self.lang {
            Some(Lang::Zh) => Language::Zh,
            Some(Lang::En) => Language::En,
            None => language_of_environment(),
        }
    }

    fn show(&self) -> Show {
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Show { language: self.language(), colour }
    }
}

/// The language that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`): Chinese or English.
pub fn language_of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = set.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if locale.is_some_and(|locale| locale.starts_with("zh")) { Language::Zh } else { Language::En }
}

/// Runs the command.
pub fn run(cli: Cli) -> Result<Exit, Failure> {
    let show = cli.show();
    match cli.command {
        Command::Check(command) => command.run(show),
        Command::Fmt(command) => command.run(show),
        Command::Diff(command) => command.run(show),
        Command::Docs(command) => command.run(),
        Command::RenderDocument(command) => command.run(),
        Command::Score(command) => command.run(show),
        Command::Demo(command) => command.run(show),
        Command::Serve(command) => command.run(show),
        Command::Facts(command) => command.run(show),
        Command::Test(command) => command.run(show),
        Command::User(command) => command.run(show),
        Command::Backup(command) => command.run(show),
        Command::Restore(command) => command.run(show),
        Command::Verify(command) => command.run(show),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}
