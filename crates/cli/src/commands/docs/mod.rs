//! `duheng docs`: the documents that the program generates about itself, from the tables it works with.

mod configuration;
mod errors;
mod expressions;
mod page;
mod programmes;
mod reference;
mod rules;
mod schema;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use duheng_pack::text::Language;

use super::Cli;
use crate::failure::{Exit, Failure};

/// Write the documents that the program generates about itself
#[derive(Debug, Args)]
pub struct Docs {
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Documents by their path.
type Pages = BTreeMap<String, String>;

const LANGUAGES: [(Language, &str); 2] = [(Language::Zh, "zh"), (Language::En, "en")];

impl Docs {
    pub fn run(self) -> Result<Exit, Failure> {
        for (path, text) in pages() {
            let path = self.out.join(path);
            let written = match path.parent() {
                Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)),
                None => fs::write(&path, text),
            };
            written.map_err(|error| Failure::unwritable(&path, &error))?;
        }
        Ok(Exit::Done)
    }
}

fn pages() -> Pages {
    let mut pages = Pages::new();
    for (language, suffix) in LANGUAGES {
        pages.insert(format!("configuration.{suffix}.md"), configuration::page(language));
        pages.insert(format!("language/reference.{suffix}.md"), reference::page(language));
        pages.insert(format!("errors/README.{suffix}.md"), errors::index(language));
        pages.insert(format!("schema/README.{suffix}.md"), schema::note(language));
    }
    pages.extend(errors::pages());
    pages.extend(schema::files());
    pages.insert("cli/duheng.md".into(), help());
    pages
}

/// The help of all commands that are shown, as the command line itself prints it.
fn help() -> String {
    let mut root = Cli::command().term_width(100);
    root.build();
    let plain = |help: String| help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let shown = plain(root.render_long_help().to_string());
    let mut text = format!("# duheng\n\n```text\n{}\n```\n", shown.trim_end());
    let commands: Vec<String> = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set() && command.get_name() != "help")
        .map(|command| command.get_name().to_string())
        .collect();
    for name in commands {
        let Some(command) = root.find_subcommand_mut(&name) else { continue };
        let shown = plain(command.render_long_help().to_string());
        text.push_str(&format!("\n## duheng {name}\n\n```text\n{}\n```\n", shown.trim_end()));
    }
    text
}
