//! Documents as PDF: which there are, from what, and who makes them. How they look is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use duheng_app::work::ScoredCase;
use duheng_pack::text::Language;
use tokio::sync::Semaphore;

use crate::form_paper::FormPaper;
use crate::trouble::Trouble;

/// How many documents are made at a time; others wait, so that pages are served meanwhile.
const AT_ONCE: usize = 2;

/// A certificate of an honour. Days are written as `2026-06-30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificatePaper {
    /// The language of its words.
    pub language: Language,
    /// The title of the programme.
    pub title: String,
    /// The same in the other language.
    pub title_other: String,
    /// Whether the programme puts its results on public notice.
    pub notified: bool,
    /// The name of the enterprise.
    pub enterprise: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// The title of the grade.
    pub grade: String,
    /// The same in the other language.
    pub grade_other: String,
    /// The number.
    pub number: String,
    /// The first day on which it holds.
    pub from: String,
    /// The last day on which it holds; none where it has no end.
    pub until: Option<String>,
    /// Who issues it.
    pub issuer: String,
    /// The line of the log that has it, as `POSITION:HASH`.
    pub line: Option<String>,
    /// Where it is verified.
    pub verify: String,
    /// The same with the number as people write it.
    pub verify_shown: String,
    /// Whether the enterprise is made up.
    pub fictional: bool,
}

/// A notice of results. Days are written as `2026-06-30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePaper {
    /// The language of its words.
    pub language: Language,
    /// The title of the programme with its edition.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// Name, code and grade of the enterprises.
    pub rows: Vec<[String; 3]>,
    /// The first day.
    pub from: String,
    /// The last day, which lasts to 24:00.
    pub until: String,
    /// Where one objects.
    pub place: String,
    /// Whether anybody may object.
    pub is_open: bool,
    /// Whether one of the enterprises is made up.
    pub fictional: bool,
}

/// The score sheet of an application.
#[derive(Clone)]
pub struct SheetPaper {
    /// The language of its words.
    pub language: Language,
    /// What names it in the header of each page.
    pub number: String,
    /// The title of the grade that was decided.
    pub decided: Option<String>,
    /// What else stands at the head: name and value.
    pub head: Vec<(String, String)>,
    /// What is scored, with the names of assessors in place of their ids.
    pub case: ScoredCase,
    /// What stands beside items, by code.
    pub beside: BTreeMap<String, BesideItem>,
    /// What stands behind the points: title and lines.
    pub sections: Vec<(String, Vec<String>)>,
}

/// What stands beside an item of a score sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BesideItem {
    /// The names of the files that it rests on, or that there are none.
    pub evidence: Vec<String>,
    /// What assessors found: who, what and why.
    pub found: Vec<String>,
}

/// Why a document was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unprinted {
    /// No font has these characters.
    Glyphs(Vec<char>),
    /// Something broke; a sentence for the log.
    Broken(String),
}

/// Makes documents. What it is given comes from public pages.
pub trait Press: Send + Sync {
    /// A certificate as PDF.
    fn certificate(&self, paper: &CertificatePaper) -> Result<Vec<u8>, Unprinted>;

    /// A notice as PDF.
    fn notice(&self, paper: &NoticePaper) -> Result<Vec<u8>, Unprinted>;

    /// A score sheet as PDF.
    fn score_sheet(&self, paper: &SheetPaper) -> Result<Vec<u8>, Unprinted>;

    /// An application form as PDF.
    fn application_form(&self, paper: &FormPaper) -> Result<Vec<u8>, Unprinted>;
}

/// A press with its queue.
pub(crate) struct Papers {
    press: Option<Arc<dyn Press>>,
    queue: Arc<Semaphore>,
}

impl Papers {
    pub(crate) fn new(press: Option<Arc<dyn Press>>) -> Self {
        Self { press, queue: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Whether documents can be made; links to them are shown then.
    pub(crate) fn are_made(&self) -> bool {
        self.press.is_some()
    }

    /// Makes a document beside the pages and answers with it.
    pub(crate) async fn answer(
        &self,
        name: &str,
        make: impl FnOnce(&dyn Press) -> Result<Vec<u8>, Unprinted> + Send + 'static,
    ) -> Result<Response, Trouble> {
        let press = self.press.clone().ok_or(Trouble::NotFound)?;
        let broken = |error: &dyn std::fmt::Display| Trouble::Broken(error.to_string());
        let turn = Arc::clone(&self.queue).acquire_owned().await.map_err(|error| broken(&error))?;
        let made = tokio::task::spawn_blocking(move || {
            let made = make(press.as_ref());
            drop(turn);
            made
        });
        let bytes = made.await.map_err(|error| broken(&error))?;
        let bytes = bytes.map_err(|why| match why {
            Unprinted::Glyphs(signs) => Trouble::NoGlyphs(signs),
            Unprinted::Broken(why) => Trouble::Broken(why),
        })?;
        let disposition = format!("inline; filename=\"{name}.pdf\"");
        let headers = [
            (CONTENT_TYPE, "application/pdf".to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CACHE_CONTROL, "no-cache".to_owned()),
        ];
        Ok((headers, bytes).into_response())
    }
}
