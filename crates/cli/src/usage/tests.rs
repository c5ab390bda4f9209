//! The table holds each command and argument in both languages, and nothing else.

use clap::{Command, CommandFactory};

use super::table;
use crate::commands::Cli;

fn all(command: &Command, found: &mut Vec<(String, String, bool)>) {
    let name = command.get_name().to_string();
    found.push((name.clone(), String::new(), command.get_about().is_some()));
    for arg in command.get_arguments() {
        found.push((name.clone(), arg.get_id().to_string(), arg.get_help().is_some()));
    }
    command.get_subcommands().for_each(|below| all(below, found));
}

#[test]
fn every_command_and_argument_is_there_in_both_languages() {
    let mut command = Cli::command();
    // the help of `help` and its copies of all commands are made by the parser
    command = command.disable_help_subcommand(true);
    command.build();
    let mut found = Vec::new();
    all(&command, &mut found);
    for (name, id, english) in &found {
        let chinese = if id.is_empty() { table::command(name) } else { table::argument(name, id) };
        assert!(*english, "{name} {id} has no English");
        assert!(chinese.is_some(), "{name} {id} has no Chinese in the table");
    }
    for (name, _) in table::COMMANDS {
        assert!(*name == "help" || found.iter().any(|(of, ..)| of == name), "{name} is no command");
    }
    for (name, id, _) in table::ARGUMENTS {
        let is_there = |(of, has, _): &(String, String, bool)| (*name == "*" || of == name) && has == id;
        assert!(found.iter().any(is_there), "{name} {id} is no argument");
    }
}
