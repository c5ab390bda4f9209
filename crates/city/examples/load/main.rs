//! Data for `cargo xtask load`: a city of the demo grows to as many applications as are asked for, and people sign in.
//!
//! `load fill DATABASE FOLDER N` writes what the enterprises of the city did for others too, until the programme has N
//! applications, and lets enterprises register themselves and apply, as people do. `load people DATABASE FOLDER` opens
//! sessions and lists addresses, one file for each kind of request. FOLDER holds the city.

mod fill;
mod people;

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use duheng_app::accounts::SignedIn;
use duheng_app::{App, Settings};
use serde_json::Value;

/// What went wrong, told and not handled.
pub struct Trouble(String);

impl<E: Debug> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(format!("{error:?}"))
    }
}

/// The programme whose applications are counted.
pub const PROGRAMME: &str = "sz-sustainable-enterprise";
/// The role and the login of its office in the city.
pub const OFFICE: (&str, &str) = ("office", "star-office");
/// How many enterprises register themselves: those whose people save answers at the same time.
pub const SAVERS: usize = 120;

/// A deployment with its folder.
pub struct Place {
    /// The deployment.
    pub app: App,
    /// The folder of the city.
    pub folder: PathBuf,
}

impl Place {
    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The password of all accounts of the city.
    pub fn password(&self) -> Result<String, Trouble> {
        let card: Value = serde_json::from_str(&fs::read_to_string(self.file("city.json"))?)?;
        let password = card.pointer("/accounts/0/password").and_then(Value::as_str);
        Ok(password.ok_or("the card of the city names no account")?.to_owned())
    }

    /// Signs somebody in by their password alone.
    pub async fn session(&self, login: &str, password: &str) -> Result<String, Trouble> {
        match self.app.sign_in(login, password, "load").await {
            Ok(SignedIn::Done(token)) => Ok(token),
            Ok(SignedIn::NeedsSecondFactor(_)) => Err(format!("`{login}` has a second factor").into()),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// The login of an enterprise that registered itself.
#[must_use]
pub fn saver(number: usize) -> String {
    format!("saver-{number}")
}

async fn run(arguments: &[String]) -> Result<(), Trouble> {
    let usage = "usage: load fill DATABASE FOLDER N | load people DATABASE FOLDER";
    let [what, database, folder, rest @ ..] = arguments else { return Err(usage.into()) };
    let folder = Path::new(folder).to_owned();
    let app = App::open(Settings::new(database.as_str(), folder.join("files"))).await?;
    let place = Place { app, folder };
    match (what.as_str(), rest) {
        ("fill", [number]) => fill::fill(&place, number.parse()?).await,
        ("people", []) => people::people(&place).await,
        _ => Err(usage.into()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("error: {}", trouble.0);
            ExitCode::FAILURE
        }
    }
}
