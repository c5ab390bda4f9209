//! `duheng score`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use duheng_documents::{Fonts, score_sheet};
use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::source::{FileId, Source};
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::{Limits, read};
use duheng_standard::has_errors;
use duheng_standard::layers::layer_of;
use duheng_standard::model::{Pack, Standard};
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;

use super::{Format, Show};
use crate::failure::{Exit, Failure};
use crate::output::{complain, print};
use crate::report;
use crate::sheet::{Formulas, Scored};
use duheng_app::library::Library;

/// Score the facts of one enterprise
#[derive(Debug, Args)]
pub struct Score {
    /// The folder of the pack
    pack: PathBuf,
    /// The facts file, YAML or JSON; `-` for standard input
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
    /// A score sheet to read, or JSON with the whole trace
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the score sheet as a PDF into this file, in place of standard output
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pdf: Option<PathBuf>,
    /// A folder with more fonts for the PDF, for characters that the embedded ones lack
    #[arg(long, value_name = "DIR", requires = "pdf")]
    fonts: Option<PathBuf>,
}

impl Score {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let mut library = Library::open(std::slice::from_ref(&self.pack))?;
        let file = add_facts(&mut library, &self.facts)?;
        if has_errors(&library.findings) {
            // a pack's notes are for those who write it
            library.findings.retain(|finding| finding.severity() != Severity::Note);
            self.report(&library.findings, &library, show)?;
            return Ok(Exit::InvalidPack);
        }
        let Some(pack) = library.pack(0) else { return Ok(Exit::InvalidPack) };
        known_standard(pack, self.standard.as_deref(), self.profile.as_deref())?;
        let text = library.sources.get(file).map_or("", |source| source.text.as_str());
        let (tree, mut findings) = read(file, text, &Limits::default());
        let mut entered = None;
        if let Some(tree) = &tree {
            let (sheet, found) = read_sheet(tree, pack, self.standard.as_deref(), self.profile.as_deref());
            findings.extend(found);
            entered = sheet;
        }
        let Some((mut entered, standard)) = entered.filter(|_| !has_errors(&findings)) else {
            self.report(&findings, &library, show)?;
            return Ok(Exit::Refused);
        };
        complain(&report::text(&findings, &library.sources, show.language, show.colour));
        if let Some(layer) = &self.layer {
            known_layer(standard, layer)?;
            entered.layer = Some(layer.clone());
        }
        let layer = layer_of(standard, &entered);
        let scored = score(standard, &pack.vocabulary, &entered, layer);
        let formulas = Formulas::of(&library.bundles, &library.sources);
        let scored = Scored {
            score: &scored,
            pack,
            entered: &entered,
            formulas: &formulas,
            language: show.language,
            decided: None,
        };
        if let Some(file) = &self.pdf {
            return write_pdf(scored, file, self.fonts.as_deref(), show);
        }
        match self.format {
            Format::Text => print(&scored.page())?,
            Format::Json => print(&crate::json::score(scored))?,
        }
        Ok(Exit::Done)
    }

    /// Findings that end the command: to standard error, or as JSON to standard output where JSON is asked for.
    fn report(&self, findings: &[Diagnostic], library: &Library, show: Show) -> Result<(), Failure> {
        match self.format {
            Format::Text => {
                complain(&report::text(findings, &library.sources, show.language, show.colour));
                complain(&format!("{}\n", report::summary(findings, show.language)));
                Ok(())
            }
            Format::Json => print(&format!("{}\n", report::json(findings, &library.sources, show.language))),
        }
    }
}

/// Writes the score sheet as a PDF. Its pages are numbered by the beginning of the pack's meaning hash and the date.
fn write_pdf(scored: Scored<'_>, file: &Path, fonts: Option<&Path>, show: Show) -> Result<Exit, Failure> {
    let hash = scored.pack.hash.get(..12).unwrap_or(&scored.pack.hash);
    let word = crate::sheet::words::hash(show.language);
    let data = scored.document(&format!("{word} {hash}  {}", scored.entered.as_of));
    let fonts = fonts.map_or_else(|| Ok(Fonts::embedded()), Fonts::with_folder)?;
    let pdf = score_sheet(&data, &fonts)?;
    std::fs::write(file, &pdf.bytes).map_err(|error| Failure::unwritable(file, &error))?;
    if !pdf.missing.is_empty() {
        let missing = duheng_documents::Failure::MissingGlyphs(pdf.missing);
        let (warning, help, said) = match show.language {
            Language::Zh => ("警告", "办法", (missing.zh(), missing.help_zh())),
            Language::En => ("warning", "help", (missing.en(), missing.help_en())),
        };
        complain(&format!("{warning}: {}\n{help}: {}\n", said.0, said.1));
    }
    let file = file.display();
    print(&match show.language {
        Language::Zh => format!("评分表已写入 `{file}`\n"),
        Language::En => format!("the score sheet is in `{file}`\n"),
    })?;
    Ok(Exit::Done)
}

/// Adds the facts file, or standard input for `-`.
fn add_facts(library: &mut Library, path: &Path) -> Result<FileId, Failure> {
    if path != Path::new("-") {
        return Ok(library.add_file(path)?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::unreadable(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::not_utf8(path))?;
    Ok(library.sources.add(Source::new("<stdin>", text)))
}

/// Whether the pack has the standard and profile that the command line names.
pub fn known_standard<'p>(
    pack: &'p Pack,
    standard: Option<&str>,
    profile: Option<&str>,
) -> Result<Option<&'p Standard>, Failure> {
    if standard.is_none() && profile.is_none() {
        return Ok(None);
    }
    let found = pack.standards.iter().find(|of| {
        standard.is_none_or(|id| of.id == id)
            && profile.map_or(of.is_default, |profile| of.profile.id == profile)
    });
    if let Some(found) = found {
        return Ok(Some(found));
    }
    let known: Vec<String> =
        pack.standards.iter().map(|of| format!("`{}` / `{}`", of.id, of.profile.id)).collect();
    let wanted = match (standard, profile) {
        (Some(standard), Some(profile)) => format!("{standard} / {profile}"),
        (one, other) => one.or(other).unwrap_or_default().to_string(),
    };
    Err(Failure::new(
        Exit::Usage,
        Text::new(
            format!("标准包 `{}` 里没有标准或分值方案 `{wanted}`", pack.id),
            format!("the pack `{}` has no standard or profile `{wanted}`", pack.id),
        ),
        Text::new(
            format!("可用的标准 / 分值方案：{}", known.join("，")),
            format!("standards / profiles there are: {}", known.join(", ")),
        ),
    ))
}

fn known_layer(standard: &Standard, layer: &str) -> Result<(), Failure> {
    if standard.layer(layer).is_some() {
        return Ok(());
    }
    let known = |separator: &str| {
        let ids: Vec<String> = standard.layers.iter().map(|layer| format!("`{}`", layer.id)).collect();
        ids.join(separator)
    };
    Err(Failure::new(
        Exit::Usage,
        Text::new(format!("标准没有评价环节 `{layer}`"), format!("the standard has no layer `{layer}`")),
        Text::new(format!("可用的评价环节：{}", known("，")), format!("layers there are: {}", known(", "))),
    ))
}
