//! A fictional city to show Duheng with. Its offices, people and names stand in `data/city.yaml`, and what happens in each
//! programme in a plot beside it; facts come from the definitions of the packs. Everything is made by the use-cases that
//! people use, under a clock that is driven through three years. The same seed and day give the same city.

mod answers;
mod calendars;
mod claims;
mod data;
mod example;
mod firms;
mod paper;
mod people;
mod play;
mod plot;
mod reviews;
mod time;
mod todo;
mod trouble;

use std::path::PathBuf;

use duheng_app::App;
use duheng_app::outside::DrivenClock;
use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

pub use example::{Written, assess, fill_in, visit};
pub use people::Account;
pub use time::{microseconds, opening};
pub use trouble::Trouble;

/// The most enterprises that a city has.
pub const MOST: usize = 2000;
/// How many it has unless somebody says otherwise.
pub const USUAL: usize = 300;
/// The seed unless somebody says otherwise.
pub const SEED: u64 = 1;

/// What kind of city is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// From which all throws follow.
    pub seed: u64,
    /// The day on which the city is looked at; all that happens has happened before it.
    pub as_of: Date,
    /// How many enterprises there are, from 1 to [`MOST`].
    pub companies: usize,
    /// The folder that holds the packs.
    pub packs: PathBuf,
}

/// A city as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Its name.
    pub name: Text,
    /// Who can sign in.
    pub accounts: Vec<Account>,
    /// All experts, drawn or not, and what each can do.
    pub experts: Vec<Account>,
    /// How many steps of the plots were done.
    pub done: usize,
    /// How many steps the course of an application made unnecessary.
    pub skipped: usize,
}

/// How far the making of a city is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being made.
    pub what: Text,
    /// How much of it is done.
    pub done: usize,
    /// How much of it there is.
    pub of: usize,
}

/// Makes a city in an empty deployment, whose clock it drives.
///
/// # Errors
///
/// When a pack cannot be installed, when the rules refuse what a plot wants, or when something breaks.
pub async fn build(
    app: &App,
    clock: &DrivenClock,
    plan: &Plan,
    tell: &mut (dyn FnMut(&Progress) + Send),
) -> Result<City, Trouble> {
    if !(1..=MOST).contains(&plan.companies) {
        return Err(Trouble::Plan(Text::new(
            format!("企业数应在 1 到 {MOST} 之间"),
            format!("a city has from 1 to {MOST} enterprises"),
        )));
    }
    let data = data::City::read()?;
    let plots = plot::Plot::all()?;
    clock.set(time::beginning(plan.as_of, &plots)?);
    let mut packs = Vec::new();
    for plot in &plots {
        packs.push(app.install_texts(calendars::texts(&plan.packs.join(&plot.pack), plan.as_of)?).await?);
    }
    let firms = firms::settle(&data, &plots, plan);
    let mut inhabitants = people::settle(app, &data, &packs, firms, plan, tell).await?;
    let played = play::play(app, clock, plan, &data, &plots, &packs, &inhabitants, tell).await?;
    clock.set(opening(plan.as_of));
    reviews::begin(app, &data, &played.reviews, &mut inhabitants).await?;
    people::accept(app, &data.password, false).await?;
    while app.sequence("city").await? > 0 {}
    let experts = reviews::experts(&data, &inhabitants);
    let experts = todo::each(app, experts).await?;
    let accounts = todo::tell(app, inhabitants.accounts).await?;
    Ok(City { name: data.name, accounts, experts, done: played.done, skipped: played.skipped })
}
