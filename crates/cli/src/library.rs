//! Packs from folders: the only place of the command line that reads pack files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duheng_pack::bundle::Bundle;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_programme::model::Programmes;
use duheng_programme::read_programmes;
use duheng_standard::model::Pack;
use duheng_standard::read_packs;

use crate::failure::Failure;

/// The packs that were named, with those they import, as read and checked.
pub struct Library {
    /// All files.
    pub sources: SourceMap,
    /// The files of each pack.
    pub bundles: Vec<Bundle>,
    /// The packs that could be read.
    pub packs: Vec<Pack>,
    /// The programmes of each pack, by its name.
    pub programmes: BTreeMap<String, Programmes>,
    /// All findings.
    pub findings: Vec<Diagnostic>,
    /// The named folders, in order, by the names of their packs.
    pub named: Vec<(PathBuf, String)>,
}

impl Library {
    /// Reads the packs in `folders`; imports are looked for beside each, then beside the folders around it.
    pub fn open(folders: &[PathBuf]) -> Result<Self, Failure> {
        let mut library = Self {
            sources: SourceMap::default(),
            bundles: Vec::new(),
            packs: Vec::new(),
            programmes: BTreeMap::new(),
            findings: Vec::new(),
            named: Vec::new(),
        };
        let mut wanted: Vec<PathBuf> = folders.to_vec();
        let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
        let mut at = 0;
        while let Some(folder) = wanted.get(at).cloned() {
            at += 1;
            let name = folder_name(&folder)?;
            if at <= folders.len() {
                library.named.push((folder.clone(), name.clone()));
            }
            if let Some(first) = seen.get(&name) {
                if at <= folders.len() && *first != folder {
                    return Err(Failure::two_packs(first, &folder));
                }
                continue;
            }
            seen.insert(name.clone(), folder.clone());
            let bundle = library.bundle(&name, &folder)?;
            let imports = bundle.head().map(|head| duheng_pack::schema::Fields(head).words("imports"));
            for (import, _) in imports.unwrap_or_default() {
                wanted.extend(import_folder(&folder, import));
            }
            library.bundles.push(bundle);
        }
        let (packs, findings) = read_packs(&library.bundles, &library.sources);
        library.packs = packs;
        library.findings.extend(findings);
        for pack in &library.packs {
            let own = |bundle: &&Bundle| {
                bundle
                    .head()
                    .is_some_and(|head| duheng_pack::schema::Fields(head).str("pack") == Some(&pack.id))
            };
            if let Some(bundle) = library.bundles.iter().find(own) {
                let (programmes, findings) = read_programmes(bundle, &library.bundles, pack);
                library.findings.extend(findings);
                library.programmes.insert(pack.id.clone(), programmes);
            }
        }
        Ok(library)
    }

    fn bundle(&mut self, name: &str, folder: &Path) -> Result<Bundle, Failure> {
        if !folder.join("pack.yaml").is_file() {
            let inside = packs_inside(folder);
            return Err(if inside.is_empty() {
                Failure::no_pack(folder)
            } else {
                Failure::only_packs_inside(folder, &inside)
            });
        }
        let mut paths = Vec::new();
        gather(folder, "", &mut paths)?;
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let full = folder.join(&path);
            let text = read_text(&full)?;
            let file = self.sources.add(Source::new(full.display().to_string(), text));
            files.push((path, file));
        }
        Ok(Bundle::read(name, &files, &self.sources, &mut self.findings))
    }

    /// Adds a single file, such as a facts file.
    pub fn add_file(&mut self, path: &Path) -> Result<FileId, Failure> {
        let text = read_text(path)?;
        Ok(self.sources.add(Source::new(path.display().to_string(), text)))
    }

    /// The pack of the first folder that was named, or of the `at`-th.
    pub fn pack(&self, at: usize) -> Option<&Pack> {
        let (_, name) = self.named.get(at)?;
        let bundle = self.bundles.iter().position(|bundle| bundle.folder == *name)?;
        let head = self.bundles.get(bundle)?.head()?;
        let id = duheng_pack::schema::Fields(head).str("pack")?;
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// The files of the pack of the `at`-th folder that was named.
    pub fn bundle_of(&self, at: usize) -> Option<&Bundle> {
        let (_, name) = self.named.get(at)?;
        self.bundles.iter().find(|bundle| bundle.folder == *name)
    }
}

/// The folders directly in `folder` that are packs, in order.
fn packs_inside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let packs = entries.map(|entry| entry.path()).filter(|path| path.join("pack.yaml").is_file());
    let mut packs: Vec<String> = packs.map(|path| path.display().to_string()).collect();
    packs.sort();
    packs
}

/// The YAML and CSV files below a folder, as paths with `/`; hidden files and folders are left out.
pub fn gather(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder.join(below)).map_err(|error| Failure::unreadable(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::unreadable(folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            gather(folder, &path, found)?;
        } else if [".yaml", ".yml", ".csv"].iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    Ok(())
}

/// The folder of an import: beside `folder`, or beside the nearest folder around it where there is such a pack.
fn import_folder(folder: &Path, import: &str) -> Option<PathBuf> {
    let is_pack = |path: &PathBuf| path.join("pack.yaml").is_file();
    // As the folder was named, where that suffices: paths in findings then read as people wrote them.
    let shown = folder.ancestors().skip(1).map(|around| around.join(import)).find(is_pack);
    let full = folder.canonicalize().ok()?;
    let nearest = full.ancestors().skip(1).map(|around| around.join(import)).find(is_pack)?;
    Some(shown.filter(|shown| shown.canonicalize().ok() == nearest.canonicalize().ok()).unwrap_or(nearest))
}

/// A pack is known by the name of its folder.
fn folder_name(folder: &Path) -> Result<String, Failure> {
    let full = folder.canonicalize().map_err(|_| Failure::no_pack(folder))?;
    full.file_name().map(|name| name.to_string_lossy().into_owned()).ok_or_else(|| Failure::no_pack(folder))
}

/// A file's text.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|_| Failure::not_utf8(path))
}
