//! Fonts: the embedded family, and more from a folder.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::Failure;

/// Noto Sans SC in three weights, under the SIL Open Font License 1.1.
const EMBEDDED: [&[u8]; 3] = [
    include_bytes!(env!("DUHENG_FONT_REGULAR")),
    include_bytes!(env!("DUHENG_FONT_MEDIUM")),
    include_bytes!(env!("DUHENG_FONT_BOLD")),
];

/// The fonts that a document is set in. Cheap to clone.
#[derive(Clone)]
pub struct Fonts(Arc<Loaded>);

struct Loaded {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    /// The embedded family alone.
    pub fn embedded() -> Self {
        static EMBEDDED_FONTS: OnceLock<Fonts> = OnceLock::new();
        let load = || Self::of(EMBEDDED.iter().filter_map(|font| Font::new(Bytes::new(*font), 0)).collect());
        EMBEDDED_FONTS.get_or_init(load).clone()
    }

    /// The embedded family, and behind it all TTF, OTF and TTC files of a folder in the order of their names.
    ///
    /// A character that the embedded family lacks is set in the first font that has it.
    ///
    /// # Errors
    ///
    /// [`Failure::Font`] names the folder or file that cannot be read or is no font.
    pub fn with_folder(folder: &Path) -> Result<Self, Failure> {
        let unreadable = |path: &Path| Failure::Font(path.display().to_string());
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(|_| unreadable(folder))? {
            let path = entry.map_err(|_| unreadable(folder))?.path();
            let kind = path.extension().map(|extension| extension.to_ascii_lowercase());
            if kind.is_some_and(|kind| ["ttf", "otf", "ttc"].iter().any(|of| kind == *of)) {
                paths.push(path);
            }
        }
        paths.sort();
        let mut fonts = Self::embedded().0.fonts.clone();
        for path in paths {
            let bytes = fs::read(&path).map_err(|_| unreadable(&path))?;
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes)));
            if fonts.len() == before {
                return Err(unreadable(&path));
            }
        }
        Ok(Self::of(fonts))
    }

    /// Whether some font has a glyph for this character. Blanks and characters that show nothing count as covered.
    pub fn cover(&self, c: char) -> bool {
        let shows_nothing = c.is_whitespace() || c.is_control() || is_ignorable(c);
        shows_nothing || self.0.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    pub(crate) fn font(&self, at: usize) -> Option<Font> {
        self.0.fonts.get(at).cloned()
    }

    fn of(fonts: Vec<Font>) -> Self {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self(Arc::new(Loaded { fonts, book }))
    }
}

/// Joiners, marks of direction and selectors of variants, which shape text and show nothing themselves.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}
