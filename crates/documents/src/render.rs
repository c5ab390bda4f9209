//! From a template and plain data to a PDF.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Frame, FrameItem};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::fonts::{Fonts, is_ignorable};
use crate::world::Paper;
use crate::{Asset, Failure, svg};

/// A template: Typst sources under constant virtual paths, the first of which is typeset.
///
/// It reads its values with `json("/data.json")` and pictures by the names of the assets, such as
/// `image("/qr.svg")`. There is no other file, no package, no network and no environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Names with their texts, such as `certificate.typ`.
    pub files: Vec<(String, String)>,
}

impl Template {
    /// A template of one file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { files: vec![(name.into(), text.into())] }
    }

    /// The same with one more file, which the first may import.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((name.into(), text.into()));
        self
    }
}

/// A finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, from 1.
    pub pages: usize,
    /// Characters that no font has, in order; they stand in the document as boxes. Whoever shows the document has to
    /// say so.
    pub missing: Vec<char>,
}

impl Pdf {
    /// The document, unless a character is missing.
    ///
    /// # Errors
    ///
    /// [`Failure::MissingGlyphs`]
    pub fn complete(self) -> Result<Self, Failure> {
        if self.missing.is_empty() { Ok(self) } else { Err(Failure::MissingGlyphs(self.missing)) }
    }
}

/// How many renderings what was memoised may stay unused before it is forgotten.
const KEPT: usize = 8;

/// Renders a template in this process, in the embedded fonts.
///
/// The same arguments give the same bytes: `today` is the date that the template and the PDF know, and the PDF's
/// identity derives from the template and the data.
///
/// Only for templates that are part of the program; those of packs go through [`crate::child::render_in_child`].
///
/// # Errors
///
/// [`Failure::Template`] with the line, or [`Failure::Name`].
pub fn render(template: &Template, data: &Value, assets: &[Asset], today: Date) -> Result<Pdf, Failure> {
    render_with(&Fonts::embedded(), template, data, assets, today)
}

/// [`render`] in these fonts.
///
/// # Errors
///
/// Those of [`render`].
pub fn render_with(
    fonts: &Fonts,
    template: &Template,
    data: &Value,
    assets: &[Asset],
    today: Date,
) -> Result<Pdf, Failure> {
    let data = data.to_string();
    let paper = Paper::new(fonts.clone(), template, &data, assets, datetime(today))?;
    let document = typst::compile::<PagedDocument>(&paper).output;
    let document = document.map_err(|found| failure(&paper, template, found.first()))?;
    let name = template.files.first().map_or("", |(name, _)| name.as_str());
    let options = PdfOptions {
        ident: Smart::Custom(format!("{name}\n{data}")),
        creator: Smart::Custom(Some("Duheng 度衡".into())),
        timestamp: datetime(today).map(Timestamp::new_utc),
        ..PdfOptions::default()
    };
    let bytes =
        typst_pdf::pdf(&document, &options).map_err(|found| failure(&paper, template, found.first()))?;
    let mut missing = BTreeSet::new();
    document.pages().iter().for_each(|page| glyphs(&page.frame, &mut missing));
    for asset in assets {
        missing.extend(svg::characters(asset).into_iter().filter(|c| !fonts.cover(*c)));
    }
    comemo::evict(KEPT);
    Ok(Pdf { bytes, pages: document.pages().len(), missing: missing.into_iter().collect() })
}

fn datetime(date: Date) -> Option<Datetime> {
    let [month, day] = [date.month(), date.day()].map(|of| u8::try_from(of).unwrap_or(1));
    Datetime::from_ymd(date.year().into(), month, day)
}

/// The characters of a frame that were set as the box for no glyph.
fn glyphs(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => glyphs(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let said = text.text.get(glyph.range()).unwrap_or_default();
                    missing.extend(said.chars().filter(|c| !c.is_control() && !is_ignorable(*c)));
                }
            }
            _ => {}
        }
    }
}

/// The first error, with the line of the template that it, or the call that led to it, stands in.
fn failure(paper: &Paper, template: &Template, found: Option<&SourceDiagnostic>) -> Failure {
    let main = template.files.first().map_or_else(String::new, |(name, _)| name.clone());
    let Some(found) = found else {
        return Failure::Template { file: main, line: None, message: String::new() };
    };
    let place = |id: Option<typst::syntax::FileId>, range: Option<std::ops::Range<usize>>| {
        let source = paper.source(id?).ok()?;
        let line = source.text().get(..range?.start)?.matches('\n').count() + 1;
        Some((id?.vpath().get_without_slash().to_string(), line))
    };
    let calls = || found.trace.iter().find_map(|call| place(call.span.id(), paper.range(call.span)));
    let at = place(found.span.id(), paper.range(found.span)).or_else(calls);
    let (file, line) = at.map_or((main, None), |(file, line)| (file, Some(line)));
    let hints: Vec<String> = found.hints.iter().map(|hint| hint.v.to_string()).collect();
    let message = [vec![found.message.to_string()], hints].concat().join("; ");
    Failure::Template { file, line, message }
}
