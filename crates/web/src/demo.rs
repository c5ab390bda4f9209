//! What visitors of a demo may do beside the platform: move its clock, sign in as anybody by a click, have a claim
//! filled in or a review written with examples.

use std::pin::Pin;

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::Claim;
use duheng_app::{App, Failure, Target};
use duheng_pack::calendar::Date;
use duheng_pack::text::{Language, Text};
use duheng_programme::command::Visit;

/// Somebody of a demo who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Text,
    /// The office or enterprise.
    pub place: String,
    /// What they could do on the first day; empty where that was nothing.
    pub todo: Text,
    /// Whether they stand in the list that is folded.
    pub is_folded: bool,
}

/// Why a clock did not move, for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmoved(pub String);

/// Done when the clock has moved and what time alone brings has happened.
pub type Moving<'a> = Pin<Box<dyn Future<Output = Result<(), Unmoved>> + Send + 'a>>;

/// What was written into a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// How many answers.
    pub answers: usize,
    /// How many files.
    pub files: usize,
}

/// A claim that is being filled in.
pub type Filling<'f> = Pin<Box<dyn Future<Output = Result<Filled, Failure>> + Send + 'f>>;

/// A review that is being written; says how many items were assessed.
pub type Assessing<'f> = Pin<Box<dyn Future<Output = Result<usize, Failure>> + Send + 'f>>;

/// A demo.
pub trait Demo: Send + Sync {
    /// Moves the clock forward by days; it never goes back.
    fn forward<'a>(&'a self, app: &'a App, days: u16) -> Moving<'a>;

    /// Fills in what is open in a claim with invented answers and files, as the person who asks for it; what is answered
    /// stays.
    fn fill_in<'f>(
        &'f self,
        app: &'f App,
        by: &'f SignedInPerson,
        claim: &'f Claim,
        language: Language,
    ) -> Filling<'f>;

    /// Assesses what is open in a review with invented findings, as the person who asks for it, in their role; what they
    /// found stays, and nothing is sealed.
    fn assess<'f>(
        &'f self,
        app: &'f App,
        by: &'f SignedInPerson,
        role: &'f str,
        target: &'f Target,
        language: Language,
    ) -> Assessing<'f>;

    /// The record of an invented visit on this day.
    fn visit(&self, held_on: Date, language: Language) -> Visit;

    /// Who can sign in.
    fn accounts(&self) -> &[DemoAccount];
}
