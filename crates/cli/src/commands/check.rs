//! `duheng check`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use duheng_pack::bundle::FileKind;
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::text::Language;
use duheng_programme::walk::{Material, play};
use duheng_standard::cases::{compare, expects_refusal};
use duheng_standard::layers::layer_of;
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;
use duheng_standard::{has_errors, is_readable};

use super::Show;
use crate::failure::{Exit, Failure};
use crate::{output, report};
use duheng_app::library::Library;

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
    /// Print notes in full too; as text they are only counted otherwise
    #[arg(long)]
    notes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

impl Check {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let mut library = Library::open(&self.packs)?;
        let of_cases = findings_of_cases(&library);
        library.findings.extend(of_cases);
        let (findings, sources) = (&library.findings, &library.sources);
        output::print(&match self.format {
            Format::Text => {
                let shown: Vec<Diagnostic> = findings
                    .iter()
                    .filter(|finding| self.notes || finding.severity() > Severity::Note)
                    .cloned()
                    .collect();
                let hidden = findings.len() - shown.len();
                let text = report::text(&shown, sources, show.language, show.colour);
                format!("{text}{}\n", summary(&library, hidden, show.language))
            }
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

/// What is wrong in the facts and expectations of the cases and in the steps of the walks; a case that must be refused has its findings on purpose.
fn findings_of_cases(library: &Library) -> Vec<Diagnostic> {
    if !is_readable(&library.findings) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for at in 0..library.named.len() {
        let (Some(pack), Some(bundle)) = (library.pack(at), library.bundle_of(at)) else { continue };
        if let Some(programmes) = library.programmes.get(&pack.id) {
            let walks = bundle.of_kind(FileKind::Walk);
            findings.extend(
                walks.flat_map(|walk| play(&walk.tree, Material { pack, programmes, bundle }).findings),
            );
        }
        for case in bundle.of_kind(FileKind::Case).filter(|case| expects_refusal(&case.tree).is_none()) {
            let (read, found) = read_sheet(&case.tree, pack, None, None);
            let sound = !has_errors(&found);
            findings.extend(found);
            if let Some((sheet, standard)) = read.filter(|_| sound) {
                let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
                findings.extend(compare(&case.tree, &scored).1);
            }
        }
    }
    findings
}

/// How much was found, how to see what is only counted, and whether something had to wait.
fn summary(library: &Library, hidden: usize, language: Language) -> String {
    let mut counts = report::summary(&library.findings, language);
    if hidden > 0 {
        counts.push_str(match language {
            Language::Zh => "（加 --notes 列出说明）",
            Language::En => " (--notes shows them)",
        });
    }
    if library.bundles.iter().all(|bundle| !bundle.faulty) {
        return counts;
    }
    match language {
        Language::Zh => format!("{counts}\n有文件没能读完；其余检查等它改好后再做"),
        Language::En => {
            format!("{counts}\na file could not be read whole; further checks wait until it is mended")
        }
    }
}
