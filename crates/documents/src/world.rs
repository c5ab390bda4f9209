//! The world that a template sees: its own sources, the data, the assets and the fonts; nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;
use crate::{Failure, Template};

/// A picture that a template may show: SVG or PNG, known by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// The name below the root, such as `qr.svg`.
    pub name: String,
    /// The bytes of the picture.
    #[serde(with = "crate::child::as_base64")]
    pub bytes: Vec<u8>,
}

impl Asset {
    /// A picture.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Where the data stands.
const DATA: &str = "data.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// One rendering.
pub struct Paper {
    fonts: Fonts,
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

impl Paper {
    /// A world with these files alone.
    pub fn new(
        fonts: Fonts,
        template: &Template,
        data: &str,
        assets: &[Asset],
        today: Option<Datetime>,
    ) -> Result<Self, Failure> {
        let mut main = None;
        let mut sources = BTreeMap::new();
        for (name, text) in &template.files {
            let id = file_id(name)?;
            main.get_or_insert(id);
            sources.insert(path(id), Source::new(id, text.clone()));
        }
        let mut files = BTreeMap::from([(path(file_id(DATA)?), Bytes::from_string(data.to_string()))]);
        for asset in assets {
            files.insert(path(file_id(&asset.name)?), Bytes::new(asset.bytes.clone()));
        }
        Ok(Self { fonts, main: main.ok_or(Failure::NoTemplate)?, sources, files, today })
    }
}

/// A name as the identity of a file; names that lead out of the root are refused.
fn file_id(name: &str) -> Result<FileId, Failure> {
    let refused = || Failure::Name(name.to_string());
    let plain = !name.is_empty() && name.len() <= 200 && !name.contains(['\\', '\0']);
    if !plain || name.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
        return Err(refused());
    }
    let path = VirtualPath::new(name).map_err(|_| refused())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn path(id: FileId) -> String {
    id.vpath().get_without_slash().to_string()
}

/// The path of a file of the template itself; packages are refused.
fn own_path(id: FileId) -> FileResult<String> {
    match id.root() {
        VirtualRoot::Project => Ok(path(id)),
        VirtualRoot::Package(package) => Err(FileError::Package(PackageError::NotFound(package.clone()))),
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = own_path(id)?;
        self.sources.get(&path).cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = own_path(id)?;
        let source = || self.sources.get(&path).map(|source| Bytes::from_string(source.text().to_string()));
        let found = self.files.get(&path).cloned().or_else(source);
        found.ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
