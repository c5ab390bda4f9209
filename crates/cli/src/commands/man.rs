//! `duheng man`

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use crate::failure::{Exit, Failure};
use crate::output::print;

/// Print the manual page, or write one page for each command
#[derive(Debug, Args)]
pub struct Man {
    /// The folder to write the pages to; it is made where it does not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut command = super::Cli::command();
        command.build();
        let Some(folder) = self.out else {
            print(&page("duheng", command))?;
            return Ok(Exit::Done);
        };
        fs::create_dir_all(&folder).map_err(|error| Failure::unwritable(&folder, &error))?;
        let mut pages = vec![("duheng".to_string(), command.clone())];
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            pages.push((format!("duheng-{}", below.get_name()), below.clone()));
        }
        for (name, command) in pages {
            let path = folder.join(format!("{name}.1"));
            let text = page(&name, command);
            fs::write(&path, text).map_err(|error| Failure::unwritable(&path, &error))?;
        }
        Ok(Exit::Done)
    }
}

/// One page in roff.
fn page(name: &str, command: clap::Command) -> String {
    let mut written = Vec::new();
    let titled = Page::new(command).title(name.to_uppercase());
    // writing to memory does not fail
    let _ = titled.render(&mut written);
    String::from_utf8_lossy(&written).into_owned()
}
