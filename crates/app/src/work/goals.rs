//! The goals of sustainable development over an edition: what the enterprises that were decided on have of the points that
//! serve each goal, together and never one by one.

use duheng_pack::number::{Rational, Rounding};
use duheng_pack::text::Text;
use duheng_programme::command::{Command, EditionCommand};
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::scoring::entered;
use duheng_programme::view::View;
use duheng_standard::score::{Score, score};

use crate::accounts::{Intent, SignedInPerson};
use crate::app::App;
use crate::fault::Failure;
use crate::sight::Target;

/// Of fewer enterprises nothing is told: who knows their own figures and the sum could tell those of the others.
pub const LEAST: usize = 5;

/// How many goals there are.
const GOALS: usize = 17;

/// The goals over an edition, as far as a role reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalProfile {
    /// The title of the programme.
    pub title: Text,
    /// How many enterprises are counted; none where they are fewer than [`LEAST`].
    pub enterprises: Option<usize>,
    /// The goals that some item serves, by number; empty where nothing is told.
    pub goals: Vec<GoalRow>,
}

/// What enterprises have of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalRow {
    /// Its number.
    pub number: usize,
    /// How many items serve it.
    pub items: usize,
    /// The mean of their points, as shown.
    pub points: String,
    /// The mean of the most that these items could give, as shown.
    pub most: String,
    /// The share in thousandths.
    pub share: Option<u16>,
}

/// Points and most points of a goal, over enterprises.
#[derive(Clone, Default)]
struct Sum {
    points: Rational,
    most: Rational,
}

impl App {
    /// The goals over an edition for a role that decides in it; none for others, and where the standard names no goals.
    pub async fn goal_profile(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        programme: &str,
        edition: &str,
    ) -> Result<Option<GoalProfile>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let target =
            Target { programme: programme.to_owned(), edition: edition.to_owned(), organisation: None };
        let actor = self.actor(&person, role, place, &target, Intent::FillIn)?;
        let duheng_programme::Actor::Person { place, .. } = &actor else { return Ok(None) };
        // reads what freezing a cohort would compare: all filings of the edition
        let all = Command::Edition(EditionCommand::FreezeCohort { stage: String::new() });
        let sight = self.sight(db, &target, &all).await?;
        let rules = sight.programme()?;
        if !is_told_goals(rules, role) {
            return Ok(None);
        }
        let within = self.within(db, place, sight.streams.named.keys().cloned().collect()).await?;
        let title = rules.title.clone();
        Ok(sight.with(|view| {
            let standard = view.standard().filter(|standard| !standard.targets.is_empty())?;
            let last = standard.layers.len().saturating_sub(1);
            let mut sums = vec![Sum::default(); GOALS];
            let mut enterprises = 0_usize;
            for (organisation, filing) in view.named {
                let decided =
                    filing.applications.get(&view.programme.id).is_some_and(|of| of.decided.is_some());
                if !decided || !within.contains(organisation) {
                    continue;
                }
                let own = View { filing: Some(filing), previous: None, organisation: None, ..*view };
                let Some((sheet, standard)) = entered(&own, filing).0 else { continue };
                add(&mut sums, &score(standard, &view.pack.vocabulary, &sheet, last));
                enterprises += 1;
            }
            let count = Rational::from(enterprises);
            let row = |(number, sum): (usize, &Sum)| row(number, sum, &count, served(standard, number));
            let goals = match enterprises < LEAST {
                true => Vec::new(),
                false => (1..).zip(&sums).filter_map(row).collect(),
            };
            Some(GoalProfile { title, enterprises: (enterprises >= LEAST).then_some(enterprises), goals })
        })?)
    }
}

/// Whether a role is told of the goals over an edition: it does more there than to assess.
#[must_use]
pub fn is_told_goals(programme: &Programme, role: &str) -> bool {
    let own = programme.roles.get(role).is_some_and(|of| of.reach == duheng_programme::model::Reach::Subtree);
    let acts = programme.stages.iter().any(|stage| {
        stage.by.iter().any(|by| by == role) && !matches!(stage.mechanism, Mechanism::Assess { .. })
    });
    own && (acts || programme.managed_by == role)
}

fn serves(sdg: &[String], number: usize) -> bool {
    sdg.iter().any(|target| target.split('.').next() == Some(number.to_string().as_str()))
}

/// How many items serve a goal.
fn served(standard: &duheng_standard::model::Standard, number: usize) -> usize {
    standard.items().filter(|item| serves(&item.sdg, number)).count()
}

fn add(sums: &mut [Sum], score: &Score<'_>) {
    for (number, sum) in (1..).zip(sums) {
        let items = score.items.iter().filter(|of| of.is_evaluated() && serves(&of.item.sdg, number));
        for item in items {
            sum.points = &sum.points + &item.outcome.value;
            sum.most = &sum.most + item.max();
        }
    }
}

fn row(number: usize, sum: &Sum, count: &Rational, items: usize) -> Option<GoalRow> {
    if items == 0 {
        return None;
    }
    let mean = |of: &Rational| of.checked_div(count).map(|mean| mean.display(2, Rounding::HalfUp));
    let share = (&sum.points * &Rational::from(1000_i64)).checked_div(&sum.most);
    let share =
        share.and_then(|share| u16::try_from(share.round(0, Rounding::HalfUp).to_i64()?.clamp(0, 1000)).ok());
    Some(GoalRow { number, items, points: mean(&sum.points)?, most: mean(&sum.most)?, share })
}
