//! `duheng facts`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use duheng_pack::text::Text;
use duheng_standard::is_readable;

use super::Show;
use super::score::known_standard;
use crate::dictionary::{Words, csv, entries, form, table};
use crate::failure::{Exit, Failure};
use crate::output::{complain, print};
use crate::report;
use crate::sheet::Formulas;
use duheng_app::library::Library;

/// List the facts that a standard reads, or begin a facts file
#[derive(Debug, Args)]
pub struct Facts {
    /// The folder of the pack
    pack: PathBuf,
    /// The standard, where the pack has several
    #[arg(long, value_name = "S")]
    standard: Option<String>,
    /// A table to read, CSV, or an empty facts file in YAML
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Yaml,
}

impl Facts {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let library = Library::open(std::slice::from_ref(&self.pack))?;
        if !is_readable(&library.findings) {
            complain(&report::text(&library.findings, &library.sources, show.language, show.colour));
            return Ok(Exit::InvalidPack);
        }
        let Some(pack) = library.pack(0) else { return Ok(Exit::InvalidPack) };
        let named = known_standard(pack, self.standard.as_deref(), None)?;
        let Some(standard) = named.or_else(|| pack.standard(None, None)) else {
            return Err(no_standard(pack));
        };
        let formulas = Formulas::of(&library.bundles, &library.sources);
        let entries = entries(pack, standard, &formulas);
        let words = Words { vocabulary: &pack.vocabulary, language: show.language };
        print(&match self.format {
            Format::Table => table(&entries, words),
            Format::Csv => csv(&entries, words),
            Format::Yaml => form(&entries, standard, words),
        })?;
        Ok(Exit::Done)
    }
}

/// A pack from which one standard must be chosen, or which has none.
fn no_standard(pack: &duheng_standard::model::Pack) -> Failure {
    let mut known: Vec<String> = pack.standards.iter().map(|of| format!("`{}`", of.id)).collect();
    known.dedup();
    if known.is_empty() {
        return Failure::new(
            Exit::Usage,
            Text::new(
                format!("包 `{}` 没有标准", pack.id),
                format!("the pack `{}` has no standard", pack.id),
            ),
            Text::new("写一个有标准的包", "name a pack that has one"),
        );
    }
    Failure::new(
        Exit::Usage,
        Text::new(
            format!("包 `{}` 有几个标准", pack.id),
            format!("the pack `{}` has several standards", pack.id),
        ),
        Text::new(
            format!("用 `--standard` 写明一个：{}", known.join("，")),
            format!("name one with `--standard`: {}", known.join(", ")),
        ),
    )
}
