//! The data of a certificate.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Document, pick, within};
use crate::{Asset, Failure, Language, qr};

/// A certificate: A4 landscape, exactly one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateData {
    /// The language of the fixed words.
    pub lang: Language,
    /// What the page is headed with, such as `可持续发展企业证书`; at most 60 characters.
    pub title: String,
    /// The same in the other language, below the title; may be empty; at most 80 characters.
    pub subtitle: String,
    /// The name of the enterprise, at most 60 characters.
    pub enterprise: String,
    /// Its name in the other language, may be empty; at most 160 characters.
    pub enterprise_other: String,
    /// Its unified social credit code; may be empty.
    pub uscc: String,
    /// What is certified, one sentence without the grade; at most 200 characters.
    pub statement: String,
    /// The grade in words, at most 40 characters.
    pub grade: String,
    /// Grade and programme in the other language, below the grade; may be empty; at most 120 characters.
    pub grade_other: String,
    /// How many stars the grade has, 0 for a grade without; at most `stars_of`.
    pub stars: u8,
    /// How many stars the highest grade has, at most 10; 0 where the programme has no stars.
    pub stars_of: u8,
    /// The number of the certificate.
    pub number: String,
    /// The first day on which it holds.
    pub valid_from: Date,
    /// The last day on which it holds; none where it has no end.
    pub valid_until: Option<Date>,
    /// Who issues it, at most 80 characters.
    pub issuer: String,
    /// The day of issue.
    pub issued_on: Date,
    /// Where anybody can verify it; the QR code leads there.
    pub verify_url: String,
    /// The same as people read and type it: the number is not encoded in it, so that it is short and can be broken.
    pub verify_shown: String,
    /// The line of the log that has it, as `POSITION:HASH`, at most 90 characters; may be empty.
    #[serde(default)]
    pub log_line: String,
    /// The enterprise is made up: the page carries `演示 DEMO` across.
    pub fictional: bool,
}

impl CertificateData {
    /// The document, ready to be rendered here or in a child.
    ///
    /// # Errors
    ///
    /// [`Failure::TooLong`] names the field; [`Failure::QrCode`].
    pub fn document(&self) -> Result<Document, Failure> {
        within("title", &self.title, 60)?;
        within("subtitle", &self.subtitle, 80)?;
        within("enterprise", &self.enterprise, 60)?;
        within("enterprise_other", &self.enterprise_other, 160)?;
        within("statement", &self.statement, 200)?;
        within("grade", &self.grade, 40)?;
        within("grade_other", &self.grade_other, 120)?;
        within("number", &self.number, 60)?;
        within("log_line", &self.log_line, 90)?;
        within("issuer", &self.issuer, 80)?;
        if self.stars_of > 10 || self.stars > self.stars_of {
            return Err(Failure::TooLong { field: "stars".into(), most: self.stars_of.min(10).into() });
        }
        let title = pick(self.lang, "核验二维码", "QR code for verification");
        let code = qr(&self.verify_url, title)?;
        let template = include_str!("../../templates/certificate.typ");
        let assets = vec![Asset::new("qr.svg", code)];
        Document::shipped("certificate.typ", template, self, assets, self.issued_on)
    }
}
