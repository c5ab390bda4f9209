//! The application form of a claim, for the enterprise: as a page, as a document, and the checklist of its evidence.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::ApplicationForm;
use duheng_programme::command::Evidence;

use super::{Which, trouble};
use crate::form_paper::{FormPaper, form_paper};
use crate::frame::Frame;
use crate::pages::printed::{self, PrintedAt};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

impl Which {
    /// The form; one out of reach is as one that does not exist.
    async fn form(&self, site: &Site, by: &SignedInPerson) -> Result<ApplicationForm, Trouble> {
        let found = site.app.application_form(by, &self.programme, &self.edition, &self.uscc).await;
        found.map_err(trouble)?.ok_or(Trouble::NotFound)
    }

    /// The form in words, with where its pages stand.
    async fn printed(
        &self,
        site: &Site,
        frame: &Frame,
        by: &SignedInPerson,
    ) -> Result<(FormPaper, PrintedAt), Trouble> {
        let form = self.form(site, by).await?;
        let home = self.place();
        let address = |of: &Evidence| {
            let file = form.claim.files.iter().find(|file| file.file == *of);
            file.map(|file| format!("{home}/files/{}", file.number)).unwrap_or_default()
        };
        let paper = form_paper(frame, &form, address);
        let is_own = form.claim.closed.is_none();
        Ok((paper, PrintedAt { home, look: Default::default(), is_own }))
    }
}

/// The form in words, of a claim that programs name.
pub(crate) async fn printed(
    site: &Site,
    frame: &Frame,
    by: &SignedInPerson,
    which: (String, String, String),
) -> Result<(FormPaper, PrintedAt), Trouble> {
    Which::named(which).printed(site, frame, by).await
}

/// `GET /claims/{programme}/{edition}/{uscc}/form`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(by): Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let (paper, at) = which.printed(&site, &frame, &by).await?;
    printed::form(&site, frame, paper, at)
}

/// `GET /claims/{programme}/{edition}/{uscc}/form/pdf`
pub(crate) async fn paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(by): Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let (paper, _) = which.printed(&site, &frame, &by).await?;
    printed::paper(&site, paper).await
}

/// `GET /claims/{programme}/{edition}/{uscc}/checklist`
pub(crate) async fn checklist(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(by): Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let (paper, at) = which.printed(&site, &frame, &by).await?;
    printed::checklist(frame, paper, at)
}
