//! The data of an application form: what was asked and answered, the evidence, the plan, in words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Document;
use crate::{Failure, Language};

/// An application form: A4 portrait, as many pages as it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationFormData {
    /// The language of the fixed words.
    pub lang: Language,
    /// The title of the programme with its edition.
    pub title: String,
    /// The enterprise.
    pub enterprise: String,
    /// Its unified social credit code; may be empty.
    pub uscc: String,
    /// The enterprise is made up: the pages carry `演示 DEMO`.
    pub fictional: bool,
    /// Nothing was handed in yet: the pages carry `草稿 DRAFT`.
    pub draft: bool,
    /// What names it in the header of each page; may be empty.
    pub number: String,
    /// Programme, edition, year, times: name and value.
    pub head: Vec<(String, String)>,
    /// The date of the form.
    pub dated: Date,
    /// The items by part.
    pub parts: Vec<AnsweredPart>,
    /// The documents that go with it: title and what was given.
    pub documents: Vec<(String, String)>,
    /// The consents: title and who signed.
    pub consents: Vec<(String, String)>,
    /// How much of the evidence was brought, in one sentence.
    pub brought: String,
    /// The checklist of evidence.
    pub evidence: Vec<EvidenceLine>,
    /// The stages of the evaluation: title, who acts, when.
    pub plan: Vec<[String; 3]>,
}

/// The items of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredPart {
    /// Code and title.
    pub title: String,
    /// Its items.
    pub items: Vec<AnsweredItem>,
}

/// An item with its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredItem {
    /// Its code; may be empty.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its most points and how far it is, in words.
    pub note: String,
    /// What is asked and what was answered.
    pub answers: Vec<(String, String)>,
}

/// What an item asks to be shown of one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Code and title of the item.
    pub item: String,
    /// What is to be shown.
    pub shows: String,
    /// The documents that show it, in words.
    pub documents: String,
    /// The files: name with size, and hash in groups.
    pub files: Vec<(String, String)>,
    /// How it stands, in words.
    pub standing: String,
    /// Whether a document is missing that must be there.
    pub missing: bool,
}

impl ApplicationFormData {
    /// The document, ready to be rendered here or in a child.
    ///
    /// # Errors
    ///
    /// None for data that can be written as JSON, which all of it can.
    pub fn document(&self) -> Result<Document, Failure> {
        let template = include_str!("../../templates/application_form.typ");
        Document::shipped("application_form.typ", template, self, Vec::new(), self.dated)
    }
}
