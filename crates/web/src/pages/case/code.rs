//! Enterprises that are named by their code: what is said of one that is not found.

use duheng_app::Target;
use duheng_app::accounts::SignedInPerson;
use duheng_pack::uscc::Uscc;

use super::scene::hidden;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// The code that was typed as codes are written; one that is misspelt stays as it is.
pub(crate) fn written(typed: &str) -> String {
    Uscc::read(typed).map_or_else(|_| typed.trim().to_uppercase(), |code| code.as_str().to_owned())
}

/// That a code is misspelt, or unknown here.
pub(crate) fn unknown(frame: &Frame, typed: &str) -> String {
    match Uscc::read(typed) {
        Err(wrong) => frame.head_sentence(&wrong.text()),
        Ok(_) => frame.t("act-code-unknown"),
    }
}

/// Why no page of an enterprise is opened by its code in an edition; nothing where there is one. One out of reach is
/// unknown.
pub(crate) async fn unfound(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    [programme, edition]: [&str; 2],
    typed: &str,
) -> Result<Option<String>, Trouble> {
    let found = site.app.target_of(person, programme, edition, &written(typed)).await.map_err(hidden)?;
    let known = match &found {
        Some(target) => sees(site, person, target).await?,
        None => false,
    };
    Ok((!known).then(|| unknown(frame, typed)))
}

/// Whether somebody may look at it in one of their roles.
async fn sees(site: &Site, person: &SignedInPerson, target: &Target) -> Result<bool, Trouble> {
    let looks = site.app.looks(person, target).await.map_err(hidden)?;
    Ok(!looks.is_empty())
}
