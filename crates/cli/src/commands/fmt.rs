//! `duheng fmt`

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use duheng_pack::bundle::FileKind;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::schema::{Kind, Shape, arrange};
use duheng_pack::source::{Source, SourceMap};
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::{Limits, Node, print, read};
use duheng_programme::language::kind_of;
use duheng_standard::has_errors;
use duheng_standard::language::{CASE, SHEET};

use super::Show;
use crate::counted::counted;
use crate::failure::{Exit, Failure};
use crate::{output, report};
use duheng_app::library::{gather, read_text};

/// Bring the files of packs into the canonical layout
#[derive(Debug, Args)]
pub struct Fmt {
    /// Folders of packs, or single YAML files
    #[arg(required = true, value_name = "PACK")]
    paths: Vec<PathBuf>,
    /// Write nothing; list what would change and fail if there is any
    #[arg(long)]
    check: bool,
}

/// One file with what it is, where that is known.
struct File {
    path: PathBuf,
    kind: Option<&'static Kind>,
}

impl Fmt {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let mut files = Vec::new();
        for path in &self.paths {
            if path.is_dir() { pack_files(path, &mut files)? } else { files.push(single(path)?) }
        }
        let mut sources = SourceMap::default();
        let mut findings = Vec::new();
        let (mut changed, mut total) = (0usize, 0usize);
        for file in &files {
            total += 1;
            let text = read_text(&file.path)?;
            let Some(fresh) = formatted(file, &text, &mut sources, &mut findings) else { continue };
            if fresh == text {
                continue;
            }
            changed += 1;
            if !self.check {
                write(&file.path, &fresh)?;
            }
            output::print(&format!("{}\n", file.path.display()))?;
        }
        eprint!("{}", report::text(&findings, &sources, show.language, show.colour));
        eprintln!("{}", summary(total, changed, self.check, show.language));
        Ok(if has_errors(&findings) {
            Exit::InvalidPack
        } else if self.check && changed > 0 {
            Exit::Failed
        } else {
            Exit::Done
        })
    }
}

fn summary(total: usize, changed: usize, check: bool, language: Language) -> String {
    match (language, check) {
        (Language::Zh, true) => format!("{total} 个文件，{changed} 个需要调整格式"),
        (Language::Zh, false) => format!("{total} 个文件，已调整 {changed} 个"),
        (Language::En, true) => format!("{}, {changed} would change", counted(total, "file")),
        (Language::En, false) => format!("{}, {changed} changed", counted(total, "file")),
    }
}

/// The YAML files of a pack that have a place in it, in order of their paths.
fn pack_files(folder: &Path, files: &mut Vec<File>) -> Result<(), Failure> {
    if !folder.join("pack.yaml").is_file() {
        return Err(Failure::no_pack(folder));
    }
    let mut paths = Vec::new();
    gather(folder, "", &mut paths)?;
    paths.sort();
    for path in paths {
        if let Some(kind) = FileKind::of(&path).and_then(kind_of) {
            files.push(File { path: folder.join(path), kind: Some(kind) });
        }
    }
    Ok(())
}

/// A single file; what it is tells its place in the pack that holds it.
fn single(path: &Path) -> Result<File, Failure> {
    if !path.is_file() {
        return Err(Failure::no_pack(path));
    }
    if path.extension().is_none_or(|ending| ending != "yaml") {
        let shown = path.display();
        return Err(Failure::new(
            Exit::Usage,
            Text::new(format!("`{shown}` 不是 YAML 文件"), format!("`{shown}` is no YAML file")),
            Text::new("只能整理以 `.yaml` 结尾的文件", "name files that end in `.yaml`"),
        ));
    }
    let full = path.canonicalize().map_err(|error| Failure::unreadable(path, &error))?;
    let kind =
        full.ancestors().skip(1).find(|folder| folder.join("pack.yaml").is_file()).and_then(|folder| {
            let below = full.strip_prefix(folder).ok()?;
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            kind_of(FileKind::of(&parts.join("/"))?)
        });
    Ok(File { path: path.to_path_buf(), kind })
}

/// The canonical text of a file; none where it cannot be read, which is a finding.
fn formatted(
    file: &File,
    text: &str,
    sources: &mut SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Option<String> {
    let id = sources.add(Source::new(file.path.display().to_string(), text));
    let (tree, found) = read(id, text, &Limits::default());
    let refused = has_errors(&found);
    findings.extend(found);
    let mut tree = tree.filter(|_| !refused)?;
    if let Some(kind) = file.kind.or_else(|| guessed(&tree)) {
        arrange(&mut tree, &Shape::Node(kind));
    }
    let fresh = print(&tree);
    // What would read otherwise than before is never written.
    let (again, _) = read(id, &fresh, &Limits::default());
    again.is_some_and(|again| says_the_same(&tree, &again)).then_some(fresh)
}

/// What a file outside of any pack seems to be: a case or a facts file.
fn guessed(tree: &Node) -> Option<&'static Kind> {
    match (tree.get("as_of"), tree.get("expect")) {
        (Some(_), Some(_)) => Some(&CASE),
        (Some(_), None) => Some(&SHEET),
        _ => None,
    }
}

/// Whether two trees have the same keys and texts, in the same order.
fn says_the_same(a: &Node, b: &Node) -> bool {
    let entries = |a: &Node, b: &Node| {
        a.entries().len() == b.entries().len()
            && a.entries()
                .iter()
                .zip(b.entries())
                .all(|(a, b)| a.key == b.key && says_the_same(&a.value, &b.value))
    };
    let items = |a: &Node, b: &Node| {
        a.items().len() == b.items().len()
            && a.items().iter().zip(b.items()).all(|(a, b)| says_the_same(a, b))
    };
    a.as_str() == b.as_str()
        && a.is_map() == b.is_map()
        && a.is_list() == b.is_list()
        && entries(a, b)
        && items(a, b)
}

/// Puts the text in place of the file in one step.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = path.with_file_name(name);
    let written = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(path)?.permissions()))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure::unwritable(path, &error)
    })
}
