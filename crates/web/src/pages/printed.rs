//! The application form and the checklist of its evidence as pages, for the enterprise and for whoever sees its claim.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::address::with_query;
use crate::form_paper::FormPaper;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// Where such pages stand: the page that they belong to, and in which role it is looked at.
pub(crate) struct PrintedAt {
    /// The address of the application or of the claim.
    pub(crate) home: String,
    /// Role and place behind `?`; empty for the enterprise itself.
    pub(crate) look: [String; 2],
    /// Whether the items of the claim are changed from here.
    pub(crate) is_own: bool,
}

impl PrintedAt {
    fn address(&self, rest: &str) -> String {
        let [role, place] = &self.look;
        with_query(&format!("{}{rest}", self.home), &[("role", role), ("place", place)])
    }

    /// The address of what is asked for an item, where it is changed.
    fn item(&self, code: &str, fact: &str) -> String {
        format!("{}/items/{}#files-{fact}", self.home, crate::address::encoded(code))
    }
}

#[derive(Template)]
#[template(path = "printed/form.html")]
struct FormPage {
    frame: Frame,
    paper: FormPaper,
    at: PrintedAt,
    /// Whether it can be had as a document.
    pdf: bool,
}

/// The form as a page.
pub(crate) fn form(site: &Site, frame: Frame, paper: FormPaper, at: PrintedAt) -> Result<Response, Trouble> {
    let page = FormPage { frame, paper, at, pdf: site.papers.are_made() };
    page.frame.show(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "printed/checklist.html")]
struct ChecklistPage {
    frame: Frame,
    paper: FormPaper,
    at: PrintedAt,
}

/// The checklist as a page.
pub(crate) fn checklist(frame: Frame, paper: FormPaper, at: PrintedAt) -> Result<Response, Trouble> {
    let page = ChecklistPage { frame, paper, at };
    page.frame.show(StatusCode::OK, &page)
}

/// The form as a document.
pub(crate) async fn paper(site: &Site, paper: FormPaper) -> Result<Response, Trouble> {
    site.papers.answer("application-form", move |press| press.application_form(&paper)).await
}
