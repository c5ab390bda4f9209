//! `duheng score`

use std::path::PathBuf;

use clap::Args;
use duheng_pack::tree::{Limits, read};
use duheng_standard::has_errors;
use duheng_standard::layers::layer_of;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use super::Show;
use crate::failure::{Exit, Failure};
use crate::library::Library;
use crate::report;

/// Score the facts of one enterprise
#[derive(Debug, Args)]
pub struct Score {
    /// The folder of the pack
    pack: PathBuf,
    /// The facts file, YAML or JSON
    facts: PathBuf,
    /// The standard, where the pack has several
    #[arg(long, value_name = "S")]
    standard: Option<String>,
    /// The profile: another set of numbers for the same standard
    #[arg(long, value_name = "P")]
    profile: Option<String>,
    /// The layer to score at; by default the last one that has entries
    #[arg(long, value_name = "L")]
    layer: Option<String>,
}

impl Score {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let mut library = Library::open(std::slice::from_ref(&self.pack))?;
        let file = library.add_file(&self.facts)?;
        if has_errors(&library.findings) {
            eprint!("{}", report::text(&library.findings, &library.sources, show.language, show.colour));
            return Ok(Exit::InvalidPack);
        }
        let Some(pack) = library.pack(0) else { return Ok(Exit::InvalidPack) };
        let text = library.sources.get(file).map_or("", |source| source.text.as_str());
        let (tree, mut findings) = read(file, text, &Limits::default());
        let mut read = None;
        if let Some(tree) = &tree {
            let (sheet, found) = read_sheet(tree, pack, self.standard.as_deref(), self.profile.as_deref());
            findings.extend(found);
            read = sheet;
        }
        eprint!("{}", report::text(&findings, &library.sources, show.language, show.colour));
        let Some((mut sheet, standard)) = read.filter(|_| !has_errors(&findings)) else {
            return Ok(Exit::Refused);
        };
        if self.layer.is_some() {
            sheet.layer = self.layer;
        }
        let layer = layer_of(standard, &sheet);
        let scored = score(standard, &pack.vocabulary, &sheet, layer);
        for item in &scored.items {
            println!("{} {} {} / {}", item.item.code, item.state.name(), item.outcome.value, item.max());
        }
        println!("base {} bonus {} total {}", scored.base, scored.bonus, scored.total);
        Ok(Exit::Done)
    }
}
