//! Packs from folders or from a store: the only place that turns their texts into packs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use duheng_pack::bundle::Bundle;
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::schema::Fields;
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_programme::model::Programmes;
use duheng_programme::read_programmes;
use duheng_standard::model::Pack;
use duheng_standard::read_packs;

/// Why files of packs cannot be read.
#[derive(Debug)]
pub enum LibraryError {
    /// A folder that is no pack.
    NoPack(PathBuf),
    /// A folder that is no pack but holds these.
    OnlyPacksInside(PathBuf, Vec<String>),
    /// Two folders with packs of one name.
    TwoPacks(PathBuf, PathBuf),
    /// A file or folder that cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A file in another encoding.
    NotUtf8(PathBuf),
}

/// The texts of one pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackTexts {
    /// The name of its folder.
    pub folder: String,
    /// Its files in order: the path in the pack, the path as people know it, the text.
    pub files: Vec<(String, String, String)>,
}

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
    pub fn open(folders: &[PathBuf]) -> Result<Self, LibraryError> {
        let texts = Self::texts(folders)?;
        let named = folders.iter().map(|folder| Ok((folder.clone(), folder_name(folder)?)));
        let named = named.collect::<Result<_, LibraryError>>()?;
        Ok(Self { named, ..Self::of(texts) })
    }

    /// The texts of the packs in `folders`, then of those that they import.
    pub fn texts(folders: &[PathBuf]) -> Result<Vec<PackTexts>, LibraryError> {
        let mut wanted: Vec<PathBuf> = folders.to_vec();
        let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
        let mut texts = Vec::new();
        let mut at = 0;
        while let Some(folder) = wanted.get(at).cloned() {
            at += 1;
            let name = folder_name(&folder)?;
            if let Some(first) = seen.get(&name) {
                if at <= folders.len() && *first != folder {
                    return Err(LibraryError::TwoPacks(first.clone(), folder));
                }
                continue;
            }
            seen.insert(name.clone(), folder.clone());
            let pack = texts_of(&name, &folder)?;
            wanted.extend(imports(&pack).iter().filter_map(|import| import_folder(&folder, import)));
            texts.push(pack);
        }
        Ok(texts)
    }

    /// Reads packs whose texts are at hand.
    #[must_use]
    pub fn of(texts: Vec<PackTexts>) -> Self {
        let mut library = Self {
            sources: SourceMap::default(),
            bundles: Vec::new(),
            packs: Vec::new(),
            programmes: BTreeMap::new(),
            findings: Vec::new(),
            named: Vec::new(),
        };
        for pack in texts {
            let files: Vec<(String, FileId)> = pack
                .files
                .into_iter()
                .map(|(path, shown, text)| (path, library.sources.add(Source::new(shown, text))))
                .collect();
            let bundle = Bundle::read(&pack.folder, &files, &library.sources, &mut library.findings);
            library.bundles.push(bundle);
        }
        let (packs, findings) = read_packs(&library.bundles, &library.sources);
        library.packs = packs;
        library.findings.extend(findings);
        for pack in &library.packs {
            let own = |bundle: &&Bundle| pack_id(bundle) == Some(&pack.id);
            if let Some(bundle) = library.bundles.iter().find(own) {
                let (programmes, findings) = read_programmes(bundle, &library.bundles, pack);
                library.findings.extend(findings);
                library.programmes.insert(pack.id.clone(), programmes);
            }
        }
        library
    }

    /// Adds a single file, such as a facts file.
    pub fn add_file(&mut self, path: &Path) -> Result<FileId, LibraryError> {
        let text = read_text(path)?;
        Ok(self.sources.add(Source::new(path.display().to_string(), text)))
    }

    /// The pack of the first folder that was named, or of the `at`-th.
    pub fn pack(&self, at: usize) -> Option<&Pack> {
        let (_, name) = self.named.get(at)?;
        let bundle = self.bundles.iter().position(|bundle| bundle.folder == *name)?;
        let id = pack_id(self.bundles.get(bundle)?)?;
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// The files of the pack of the `at`-th folder that was named.
    pub fn bundle_of(&self, at: usize) -> Option<&Bundle> {
        let (_, name) = self.named.get(at)?;
        self.bundles.iter().find(|bundle| bundle.folder == *name)
    }
}

/// The id that the head of a pack says.
fn pack_id(bundle: &Bundle) -> Option<&str> {
    Fields(bundle.head()?).str("pack")
}

/// The texts of the pack in a folder.
pub fn texts_of(name: &str, folder: &Path) -> Result<PackTexts, LibraryError> {
    if !folder.join("pack.yaml").is_file() {
        let inside = packs_inside(folder);
        return Err(if inside.is_empty() {
            LibraryError::NoPack(folder.into())
        } else {
            LibraryError::OnlyPacksInside(folder.into(), inside)
        });
    }
    let mut paths = Vec::new();
    gather(folder, "", &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let full = folder.join(&path);
        let text = read_text(&full)?;
        files.push((path, full.display().to_string(), text));
    }
    Ok(PackTexts { folder: name.to_owned(), files })
}

/// The packs that a pack imports; none where its head cannot be read, which is told when all is read.
fn imports(pack: &PackTexts) -> Vec<String> {
    let mut sources = SourceMap::default();
    let head = pack.files.iter().filter(|(path, ..)| path == "pack.yaml");
    let files: Vec<(String, FileId)> = head
        .map(|(path, shown, text)| (path.clone(), sources.add(Source::new(shown.clone(), text.clone()))))
        .collect();
    let bundle = Bundle::read(&pack.folder, &files, &sources, &mut Vec::new());
    let words = bundle.head().map(|head| Fields(head).words("imports"));
    words.into_iter().flatten().map(|(import, _)| import.to_owned()).collect()
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
pub fn gather(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), LibraryError> {
    let entries =
        fs::read_dir(folder.join(below)).map_err(|error| LibraryError::Unreadable(folder.into(), error))?;
    for entry in entries {
        let entry = entry.map_err(|error| LibraryError::Unreadable(folder.into(), error))?;
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
fn folder_name(folder: &Path) -> Result<String, LibraryError> {
    let full = folder.canonicalize().map_err(|_| LibraryError::NoPack(folder.into()))?;
    full.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .ok_or_else(|| LibraryError::NoPack(folder.into()))
}

/// A file's text.
pub fn read_text(path: &Path) -> Result<String, LibraryError> {
    let bytes = fs::read(path).map_err(|error| LibraryError::Unreadable(path.into(), error))?;
    String::from_utf8(bytes).map_err(|_| LibraryError::NotUtf8(path.into()))
}
