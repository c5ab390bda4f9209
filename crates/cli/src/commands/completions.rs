//! `duheng completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::failure::{Exit, Failure};
use crate::output::print;

/// Print completions for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut written = Vec::new();
        clap_complete::generate(self.shell, &mut super::Cli::command(), "duheng", &mut written);
        print(&String::from_utf8_lossy(&written))?;
        Ok(Exit::Done)
    }
}
