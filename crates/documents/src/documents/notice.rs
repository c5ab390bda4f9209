//! The data of a public notice.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Document;
use crate::{Failure, Language};

/// A public notice (公示), set after GB/T 9704—2012.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeData {
    /// The language of the fixed words.
    pub lang: Language,
    /// The head in red (发文机关标志), such as `××市可持续发展评价办公室`; empty for none.
    pub head: String,
    /// The number of the document (文号), such as `深可评〔2026〕12号`.
    pub number: String,
    /// The title.
    pub title: String,
    /// Whom it speaks to (主送机关), without the colon; may be empty.
    pub addressed: String,
    /// The paragraphs before the table.
    pub body: Vec<String>,
    /// The title of the table; may be empty.
    pub table_title: String,
    /// Who is named, in the order of printing.
    pub rows: Vec<NoticeRow>,
    /// The first day of the period.
    pub from: Date,
    /// The last day of the period, which lasts to 24:00.
    pub until: Date,
    /// How to object: paragraphs.
    pub objection: Vec<String>,
    /// Whom to turn to: pairs such as `联系电话` and the number.
    pub contact: Vec<(String, String)>,
    /// Who issues it.
    pub issuer: String,
    /// The day of issue.
    pub issued_on: Date,
    /// The enterprises are made up: the pages carry `演示 DEMO`.
    pub fictional: bool,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow {
    /// The name of the enterprise.
    pub name: String,
    /// Its unified social credit code; may be empty.
    pub uscc: String,
    /// The grade in words.
    pub grade: String,
    /// A remark; the column is left out where all are empty.
    pub remark: String,
}

impl NoticeData {
    /// The document, ready to be rendered here or in a child.
    ///
    /// # Errors
    ///
    /// None for data that can be written as JSON, which all of it can.
    pub fn document(&self) -> Result<Document, Failure> {
        let template = include_str!("../../templates/notice.typ");
        Document::shipped("notice.typ", template, self, Vec::new(), self.issued_on)
    }
}
