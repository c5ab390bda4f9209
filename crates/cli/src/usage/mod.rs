//! Help and usage errors in the language of the reader. English is what the arguments themselves say; Chinese comes
//! from one table.

mod mistake;
mod table;
#[cfg(test)]
mod tests;

use std::ffi::OsString;

use clap::builder::ValueRange;
use clap::{Arg, Command};
use duheng_pack::text::Language;

pub use mistake::mistake;

/// The language that the command line names before it is read: mistakes in it are to be told in that language too.
pub fn language_named(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            _ if argument == "--" => return None,
            Some("") => arguments.next()?.into_owned(),
            Some(rest) => rest.strip_prefix('=').unwrap_or_default().to_string(),
            None => continue,
        };
        match value.as_str() {
            "zh" => return Some(Language::Zh),
            "en" => return Some(Language::En),
            _ => {}
        }
    }
    None
}

/// The arguments without `--lang` where they ask for `help`: that command takes names of commands alone.
pub fn without_language_of_help(arguments: Vec<OsString>) -> Vec<OsString> {
    let words = || arguments.iter().map(|argument| argument.to_string_lossy());
    let mut value = false;
    let kept: Vec<bool> = words()
        .map(|word| {
            let part = value || word.starts_with("--lang=") || word == "--lang";
            value = !value && word == "--lang";
            !part
        })
        .collect();
    let first = words().zip(&kept).skip(1).find_map(|(word, kept)| kept.then_some(word));
    if first.as_deref() != Some("help") {
        return arguments;
    }
    arguments.into_iter().zip(kept).filter_map(|(argument, kept)| kept.then_some(argument)).collect()
}

/// The command with its help in `language`.
pub fn speaking(mut command: Command, language: Language) -> Command {
    if language == Language::En {
        return command;
    }
    command.build();
    in_chinese(command)
}

fn in_chinese(command: Command) -> Command {
    let name = command.get_name().to_string();
    let mut order = 0;
    let mut command = command
        .mut_args(|arg| {
            order += 1;
            argument(&name, arg).display_order(order)
        })
        .mut_subcommands(in_chinese)
        .help_template("{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令");
    if let Some(about) = table::command(&name) {
        command = command.about(about).long_about(None::<&str>);
    }
    let usage = command.render_usage().to_string();
    command.override_usage(usage_in_chinese(&usage))
}

/// `Usage: duheng [OPTIONS] …` without its first word, in Chinese.
fn usage_in_chinese(usage: &str) -> String {
    let usage = usage.trim();
    usage
        .strip_prefix("Usage:")
        .unwrap_or(usage)
        .trim()
        .replace("[OPTIONS]", "[选项]")
        .replace("[COMMAND]", "[命令]")
}

fn argument(command: &str, arg: Arg) -> Arg {
    let id = arg.get_id().to_string();
    let Some(help) = table::argument(command, &id) else { return arg };
    let mut notes = Vec::new();
    let takes_value = arg.get_num_args().is_none_or(|range: ValueRange| range.takes_values());
    if takes_value && !arg.is_hide_possible_values_set() {
        let values: Vec<String> =
            arg.get_possible_values().iter().map(|value| value.get_name().to_string()).collect();
        if !values.is_empty() {
            notes.push(format!("可选：{}", values.join("、")));
        }
        let default: Vec<String> =
            arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if !default.is_empty() {
            notes.push(format!("默认：{}", default.join("、")));
        }
    }
    let note = if notes.is_empty() { String::new() } else { format!("〔{}〕", notes.join("；")) };
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let names = arg.get_value_names().and_then(|names| {
        let names: Option<Vec<&'static str>> = names.iter().map(|name| table::value(name)).collect();
        names.filter(|names| takes_value && !names.is_empty())
    });
    let arg = arg
        .help(format!("{help}{note}"))
        .long_help(None::<&str>)
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true);
    match names {
        Some(names) => arg.value_names(names),
        None => arg,
    }
}
