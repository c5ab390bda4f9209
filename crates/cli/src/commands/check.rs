//! `duheng check`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use duheng_pack::diagnostic::Severity;
use duheng_standard::has_errors;

use super::Show;
use crate::failure::{Exit, Failure};
use crate::library::Library;
use crate::{output, report};

/// Check packs and explain every mistake
#[derive(Debug, Args)]
pub struct Check {
    /// Folders of packs; what they import is looked for beside them
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

impl Check {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let library = Library::open(&self.packs)?;
        let (findings, sources) = (&library.findings, &library.sources);
        output::print(&match self.format {
            Format::Text => format!(
                "{}{}\n",
                report::text(findings, sources, show.language, show.colour),
                report::summary(findings, show.language)
            ),
            Format::Json => format!("{}\n", report::json(findings, sources, show.language)),
            Format::Sarif => format!("{}\n", report::sarif(findings, sources, show.language)),
        })?;
        let warned = findings.iter().any(|finding| finding.severity() == Severity::Warning);
        Ok(if has_errors(findings) {
            Exit::InvalidPack
        } else if self.deny_warnings && warned {
            Exit::Failed
        } else {
            Exit::Done
        })
    }
}
