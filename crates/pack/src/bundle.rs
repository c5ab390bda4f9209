//! The files of one pack, read into trees and sorted by what they are.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Severity};
use crate::findings::{nested_pack, stray_file};
use crate::schema::{self, Kind, Shape, conform};
use crate::source::{FileId, SourceMap, Span};
use crate::tree::{Limits, Node, read};

/// What a file is, told by its place in the pack's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `pack.yaml`
    Pack,
    /// `errata.yaml`
    Errata,
    /// `facts/*.yaml`
    Facts,
    /// `standards/*.yaml`
    Standard,
    /// `parts/*.yaml`
    Part,
    /// `profiles/*.yaml`
    Profile,
    /// `cases/*.yaml`
    Case,
    /// `programmes/*.yaml`
    Programme,
    /// `registers/*.yaml`
    Register,
    /// `calendars/*.yaml`
    Calendar,
    /// `walks/*.yaml`
    Walk,
    /// A CSV file.
    Data,
}

impl FileKind {
    /// The kind of the file at `path` (relative to the pack's folder); none for files that a pack has no use for.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let yaml = name.ends_with(".yaml");
        Some(match (folder, name) {
            ("", "pack.yaml") => Self::Pack,
            ("", "errata.yaml") => Self::Errata,
            ("facts", _) if yaml => Self::Facts,
            ("standards", _) if yaml => Self::Standard,
            ("parts", _) if yaml => Self::Part,
            ("profiles", _) if yaml => Self::Profile,
            ("cases", _) if yaml => Self::Case,
            ("programmes", _) if yaml => Self::Programme,
            ("registers", _) if yaml => Self::Register,
            ("calendars", _) if yaml => Self::Calendar,
            ("walks", _) if yaml => Self::Walk,
            _ if name.ends_with(".csv") => Self::Data,
            _ => return None,
        })
    }

    /// Whether it only shows what the pack does: a case or a walk. Such files say nothing of its meaning.
    #[must_use]
    pub fn is_example(self) -> bool {
        matches!(self, Self::Case | Self::Walk)
    }

    /// The kind of node that such a file is, where this crate knows it.
    #[must_use]
    pub fn node_kind(self) -> Option<&'static Kind> {
        match self {
            Self::Pack => Some(&schema::PACK),
            Self::Errata => Some(&schema::ERRATA),
            Self::Facts => Some(&schema::VOCABULARY),
            _ => None,
        }
    }
}

/// One YAML file of a pack.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// What it is.
    pub kind: FileKind,
    /// Its path in the pack.
    pub path: String,
    /// Its number.
    pub file: FileId,
    /// Its tree.
    pub tree: Node,
}

/// The files of one pack.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The name of the pack's folder.
    pub folder: String,
    /// The YAML files that could be read, in order of kind and path.
    pub files: Vec<PackFile>,
    /// The CSV files by path.
    pub data: BTreeMap<String, FileId>,
    /// Whether reading the files, cases aside, gave errors.
    pub faulty: bool,
}

impl Bundle {
    /// Reads the files of the pack in `folder`; each is named by its path in the pack and its number in `sources`.
    #[must_use]
    pub fn read(
        folder: &str,
        files: &[(String, FileId)],
        sources: &SourceMap,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut bundle = Self { folder: folder.to_string(), ..Self::default() };
        let inner: Vec<&str> = files.iter().filter_map(|(path, _)| path.strip_suffix("/pack.yaml")).collect();
        for (path, file) in files {
            let within = |folder: &&str| path.strip_prefix(*folder).is_some_and(|rest| rest.starts_with('/'));
            if let Some(folder) = inner.iter().copied().find(within) {
                // said once, and where a pack nests deeper, for the outermost
                let outermost = !inner
                    .iter()
                    .any(|other| folder.strip_prefix(other).is_some_and(|rest| rest.starts_with('/')));
                if outermost && path.strip_prefix(folder) == Some("/pack.yaml") {
                    findings.push(nested_pack::at(Span::new(*file, 0, 0), folder));
                }
                continue;
            }
            let Some(kind) = FileKind::of(path) else {
                if path.ends_with(".yaml") || path.ends_with(".yml") {
                    findings.push(stray_file::at(Span::new(*file, 0, 0), path));
                }
                continue;
            };
            if kind == FileKind::Data {
                bundle.data.insert(path.clone(), *file);
                continue;
            }
            let text = sources.get(*file).map_or("", |source| source.text.as_str());
            let (tree, mut found) = read(*file, text, &Limits::default());
            if let (Some(tree), Some(node)) = (&tree, kind.node_kind()) {
                conform(tree, &Shape::Node(node), &mut found);
            }
            let errors = found.iter().any(|finding| finding.severity() == Severity::Error);
            bundle.faulty |= errors && !kind.is_example();
            findings.append(&mut found);
            let Some(tree) = tree else { continue };
            bundle.files.push(PackFile { kind, path: path.clone(), file: *file, tree });
        }
        bundle.files.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
        bundle
    }

    /// The files of one kind, in order of path.
    pub fn of_kind(&self, kind: FileKind) -> impl Iterator<Item = &PackFile> {
        self.files.iter().filter(move |file| file.kind == kind)
    }

    /// The tree of `pack.yaml`.
    #[must_use]
    pub fn head(&self) -> Option<&Node> {
        self.of_kind(FileKind::Pack).next().map(|file| &file.tree)
    }
}
