//! `duheng test`

use std::path::PathBuf;

use clap::Args;
use duheng_pack::bundle::{FileKind, PackFile};
use duheng_pack::text::Language;
use duheng_standard::cases::{compare, expects_refusal};
use duheng_standard::has_errors;
use duheng_standard::layers::layer_of;
use duheng_standard::model::Pack;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use super::Show;
use crate::failure::{Exit, Failure};
use crate::library::Library;
use crate::report;

/// Run the cases of packs
#[derive(Debug, Args)]
pub struct Test {
    /// Folders of packs
    #[arg(required = true, value_name = "PACK")]
    packs: Vec<PathBuf>,
}

impl Test {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let library = Library::open(&self.packs)?;
        if has_errors(&library.findings) {
            eprint!("{}", report::text(&library.findings, &library.sources, show.language, show.colour));
            eprintln!("{}", report::summary(&library.findings, show.language));
            return Ok(Exit::InvalidPack);
        }
        let (mut passed, mut failed) = (0usize, 0usize);
        for at in 0..library.named.len() {
            let (Some(pack), Some(bundle)) = (library.pack(at), library.bundle_of(at)) else { continue };
            for file in bundle.of_kind(FileKind::Case) {
                match run_case(&library, pack, file, show) {
                    None => passed += 1,
                    Some(report) => {
                        failed += 1;
                        print!("{report}");
                    }
                }
            }
        }
        println!("{passed} passed, {failed} failed");
        Ok(if failed == 0 { Exit::Done } else { Exit::Failed })
    }
}

/// Runs one case; a report where it fails.
fn run_case(library: &Library, pack: &Pack, file: &PackFile, show: Show) -> Option<String> {
    let (read, findings) = read_sheet(&file.tree, pack, None, None);
    let refused = expects_refusal(&file.tree);
    if let Some(code) = refused {
        if findings.iter().any(|finding| finding.code.name == code) {
            return None;
        }
        return Some(match show.language {
            Language::Zh => format!("{}：应以 {code} 拒绝，却受理了\n\n", file.path),
            Language::En => format!("{}: expected to be refused with {code}, but was not\n\n", file.path),
        });
    }
    let Some((sheet, standard)) = read.filter(|_| !has_errors(&findings)) else {
        let shown = report::text(&findings, &library.sources, show.language, show.colour);
        return Some(format!("{}\n{shown}", file.path));
    };
    let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
    let (mismatches, findings) = compare(&file.tree, &scored);
    if mismatches.is_empty() && findings.is_empty() {
        return None;
    }
    let mut shown = format!("{}\n", file.path);
    shown.push_str(&report::text(&findings, &library.sources, show.language, show.colour));
    for mismatch in &mismatches {
        let (_, line, _) = report::place(mismatch.span, &library.sources);
        let sentence = match show.language {
            Language::Zh => format!("应为 {}，算得 {}", mismatch.expected, mismatch.found),
            Language::En => format!("expected {}, found {}", mismatch.expected, mismatch.found),
        };
        shown.push_str(&format!("  {}:{line} {}: {sentence}\n", file.path, mismatch.key));
    }
    shown.push('\n');
    Some(shown)
}
