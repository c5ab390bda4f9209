//! The goals of sustainable development over an edition: what the enterprises that were decided on have of the points that
//! serve each goal, together and never one by one.

use std::collections::BTreeSet;

use duheng_pack::calendar::Date;
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

/// Of fewer enterprises nothing is told: who knows their own figures and the sum could tell those of the others. For the
/// same reason figures change by as many enterprises at a time: means of five and of six would give the sixth away.
pub const LEAST: usize = 5;

/// How many goals there are.
const GOALS: usize = 17;

/// The goals over an edition, as far as a role reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalProfile {
    /// The title of the programme.
    pub title: Text,
    /// How many enterprises are counted, a multiple of [`LEAST`]; none where they are fewer.
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
        let (title, today) = (rules.title.clone(), self.today()?);
        Ok(sight.with(|view| {
            let standard = view.standard().filter(|standard| !standard.targets.is_empty())?;
            let last = standard.layers.len().saturating_sub(1);
            let mut sums = vec![Sum::default(); GOALS];
            let mut decided: BTreeSet<(Date, &String)> = BTreeSet::new();
            for (organisation, filing) in view.named.iter().filter(|(id, _)| within.contains(*id)) {
                let own = filing.applications.get(&view.programme.id);
                decided.extend(own.and_then(|own| own.decided.as_ref()).map(|(_, on)| (*on, organisation)));
            }
            let mut enterprises = 0_usize;
            for organisation in whole_groups(decided, today) {
                let Some(filing) = view.named.get(organisation) else { continue };
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

/// Whom the figures count: whole groups of [`LEAST`] in the order of their decisions. A day counts when it is over, so that
/// no later decision of it changes who stands in a group.
fn whole_groups(decided: BTreeSet<(Date, &String)>, today: Date) -> Vec<&String> {
    let settled = decided.into_iter().filter(|(on, _)| *on < today);
    let mut counted: Vec<&String> = settled.map(|(_, organisation)| organisation).collect();
    counted.truncate(counted.len() / LEAST * LEAST);
    counted
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use duheng_pack::calendar::Date;

    use super::whole_groups;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    /// Figures change by whole groups, and a decision of a day that is counted already cannot change who is counted.
    #[test]
    fn figures_change_by_whole_groups_of_settled_days() {
        let ids: Vec<String> = (0..12).map(|number| format!("firm-{number:02}")).collect();
        // the later the decision, the earlier the name: the order is that of the days
        let decided = |count: usize| -> BTreeSet<(Date, &String)> {
            (1..)
                .zip(ids.iter().rev())
                .take(count)
                .map(|(on, id)| (day(&format!("2026-06-{on:02}")), id))
                .collect()
        };
        let counted = |count: usize, today: &str| whole_groups(decided(count), day(today));
        for (count, told) in [(0, 0), (4, 0), (5, 5), (6, 5), (9, 5), (10, 10), (12, 10)] {
            assert_eq!(counted(count, "2026-07-01").len(), told, "{count} decisions");
        }
        assert_eq!(counted(5, "2026-07-01"), counted(9, "2026-07-01"), "a sixth changes nothing");
        assert!(counted(5, "2026-06-05").is_empty(), "the day of the fifth is not over");
        assert_eq!(counted(5, "2026-06-06").len(), 5);
    }
}
