//! The packs of this repository, read from their folders.

use std::fs;
use std::path::{Path, PathBuf};

use duheng_pack::bundle::Bundle;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_standard::model::Pack;
use duheng_standard::read_packs;

/// Packs with their files.
pub struct Shipped {
    /// All files.
    pub sources: SourceMap,
    /// The files of each pack.
    pub bundles: Vec<Bundle>,
    /// The packs as read.
    pub packs: Vec<Pack>,
    /// What the checker found.
    pub findings: Vec<Diagnostic>,
}

impl Shipped {
    /// The pack of this name.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }
}

/// The folder that holds the shipped packs.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// Every shipped pack, the fictional examples included.
#[must_use]
pub fn packs() -> Shipped {
    let mut folders = Vec::new();
    pack_folders(&folder(), &mut folders);
    read(folders)
}

/// Some of the shipped packs, by folder.
#[must_use]
pub fn named(folders: &[&str]) -> Shipped {
    read(folders.iter().map(|name| folder().join(name)).collect())
}

fn read(folders: Vec<PathBuf>) -> Shipped {
    let mut shipped = Shipped {
        sources: SourceMap::default(),
        bundles: Vec::new(),
        packs: Vec::new(),
        findings: Vec::new(),
    };
    for pack in folders {
        let mut files: Vec<(String, FileId)> = Vec::new();
        read_files(&pack, "", &mut shipped.sources, &mut files);
        let name = pack.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        shipped.bundles.push(Bundle::read(&name, &files, &shipped.sources, &mut shipped.findings));
    }
    let (packs, findings) = read_packs(&shipped.bundles, &shipped.sources);
    shipped.packs = packs;
    shipped.findings.extend(findings);
    shipped
}

/// One pack whose files are given: path and text.
#[must_use]
pub fn written(name: &str, texts: &[(&str, &str)]) -> Shipped {
    let mut shipped = Shipped {
        sources: SourceMap::default(),
        bundles: Vec::new(),
        packs: Vec::new(),
        findings: Vec::new(),
    };
    let mut add = |(path, text): &(&str, &str)| {
        (path.to_string(), shipped.sources.add(Source::new(path.to_string(), text.to_string())))
    };
    let files: Vec<(String, FileId)> = texts.iter().map(&mut add).collect();
    shipped.bundles.push(Bundle::read(name, &files, &shipped.sources, &mut shipped.findings));
    let (packs, findings) = read_packs(&shipped.bundles, &shipped.sources);
    shipped.packs = packs;
    shipped.findings.extend(findings);
    shipped
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn pack_folders(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in sorted(folder) {
        if path.join("pack.yaml").is_file() {
            found.push(path);
        } else if path.is_dir() {
            pack_folders(&path, found);
        }
    }
}

fn read_files(pack: &Path, below: &str, sources: &mut SourceMap, files: &mut Vec<(String, FileId)>) {
    for path in sorted(&pack.join(below)) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let inside = if below.is_empty() { name } else { format!("{below}/{name}") };
        if path.is_dir() {
            read_files(pack, &inside, sources, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let file = sources.add(Source::new(inside.clone(), text));
            files.push((inside, file));
        }
    }
}
