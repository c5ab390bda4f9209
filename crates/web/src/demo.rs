//! What visitors of a demo may do beside the platform: move its clock, and sign in as anybody by a click.

use std::pin::Pin;

use duheng_app::App;
use duheng_pack::text::Text;

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

/// A demo.
pub trait Demo: Send + Sync {
    /// Moves the clock forward by days; it never goes back.
    fn forward<'a>(&'a self, app: &'a App, days: u16) -> Moving<'a>;

    /// Who can sign in.
    fn accounts(&self) -> &[DemoAccount];
}
