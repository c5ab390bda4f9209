//! The documents that ship: their data, and how they are made.

mod application_form;
mod certificate;
mod notice;
mod score_sheet;

pub use application_form::{AnsweredItem, AnsweredPart, ApplicationFormData, EvidenceLine};
pub use certificate::CertificateData;
pub use notice::{NoticeData, NoticeRow};
pub use score_sheet::{Figure, Group, Item, Line, Note, ScoreSheetData, Section, Series, State};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Asset, Failure, Fonts, Language, Pdf, Template, render_with};

/// What all shipped templates import.
const COMMON: (&str, &str) = ("common.typ", include_str!("../../templates/common.typ"));

/// A document before it is rendered: template, values, pictures, date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The template.
    pub template: Template,
    /// The values.
    pub data: Value,
    /// The pictures.
    pub assets: Vec<Asset>,
    /// The date of the document.
    pub today: Date,
}

impl Document {
    /// A document of a shipped template.
    fn shipped(
        name: &str,
        text: &str,
        data: &impl Serialize,
        assets: Vec<Asset>,
        today: Date,
    ) -> Result<Self, Failure> {
        let data = serde_json::to_value(data).map_err(|error| Failure::Protocol(error.to_string()))?;
        Ok(Self { template: Template::new(name, text).with(COMMON.0, COMMON.1), data, assets, today })
    }

    /// Renders it in this process.
    ///
    /// # Errors
    ///
    /// Those of [`crate::render`].
    pub fn render(&self, fonts: &Fonts) -> Result<Pdf, Failure> {
        render_with(fonts, &self.template, &self.data, &self.assets, self.today)
    }
}

/// A certificate: one page.
///
/// # Errors
///
/// [`Failure::TooLong`], [`Failure::QrCode`], [`Failure::MissingGlyphs`]: a certificate with a box in place of a
/// character is never made.
pub fn certificate(data: &CertificateData, fonts: &Fonts) -> Result<Pdf, Failure> {
    let pdf = data.document()?.render(fonts)?.complete()?;
    if pdf.pages == 1 { Ok(pdf) } else { Err(Failure::Pages { found: pdf.pages, wanted: 1 }) }
}

/// A score sheet. Characters that no font has are told in [`Pdf::missing`].
///
/// # Errors
///
/// Those of [`crate::render`].
pub fn score_sheet(data: &ScoreSheetData, fonts: &Fonts) -> Result<Pdf, Failure> {
    data.document()?.render(fonts)
}

/// An application form. Characters that no font has are told in [`Pdf::missing`].
///
/// # Errors
///
/// Those of [`crate::render`].
pub fn application_form(data: &ApplicationFormData, fonts: &Fonts) -> Result<Pdf, Failure> {
    data.document()?.render(fonts)
}

/// A public notice.
///
/// # Errors
///
/// [`Failure::MissingGlyphs`]: a notice with a box in place of a character is never made.
pub fn notice(data: &NoticeData, fonts: &Fonts) -> Result<Pdf, Failure> {
    data.document()?.render(fonts)?.complete()
}

/// Refuses a field that is longer than its place.
fn within(field: &str, text: &str, most: usize) -> Result<(), Failure> {
    if text.chars().count() <= most { Ok(()) } else { Err(Failure::TooLong { field: field.into(), most }) }
}

/// Words by language.
fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
