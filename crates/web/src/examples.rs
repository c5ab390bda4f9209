//! Example answers for a claim, in a deployment of fictional data alone. What they are is not known here.

use std::pin::Pin;

use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::Claim;
use duheng_app::{App, Failure};

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

/// Who fills in claims with invented answers and files.
pub trait Examples: Send + Sync {
    /// Fills in what is open in a claim, as the person who asks for it; what is answered stays.
    fn fill_in<'f>(&'f self, app: &'f App, by: &'f SignedInPerson, claim: &'f Claim) -> Filling<'f>;
}
