//! Packs from folders of this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duheng_pack::bundle::Bundle;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::source::{Source, SourceMap};
use duheng_standard::model::Pack;
use duheng_standard::read_packs;

/// The texts of a pack's files by path.
pub type Files = BTreeMap<String, String>;

/// A folder of this crate.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All files below a folder that a pack may have.
pub fn read_folder(folder: &Path) -> Files {
    let mut files = Files::new();
    gather(folder, "", &mut files);
    files
}

fn gather(folder: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            gather(folder, &path, files);
        } else if [".yaml", ".yml", ".csv"].iter().any(|ending| name.ends_with(ending)) {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// Packs with all their findings.
pub struct Read {
    pub sources: SourceMap,
    pub packs: Vec<Pack>,
    pub findings: Vec<Diagnostic>,
}

/// Reads packs by the names of their folders.
pub fn read(packs: &[(&str, &Files)]) -> Read {
    let mut sources = SourceMap::default();
    let mut findings = Vec::new();
    let mut bundles = Vec::new();
    for (folder, texts) in packs {
        let files: Vec<_> = texts
            .iter()
            .map(|(path, text)| {
                (path.clone(), sources.add(Source::new(format!("{folder}/{path}"), text.clone())))
            })
            .collect();
        bundles.push(Bundle::read(folder, &files, &sources, &mut findings));
    }
    let (packs, found) = read_packs(&bundles, &sources);
    findings.extend(found);
    Read { sources, packs, findings }
}
