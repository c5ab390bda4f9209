//! All steps of all plots in the order of time.

use duheng_pack::calendar::Date;

use crate::Plan;
use crate::people::Inhabitants;
use crate::plot::{Course, Day, Edition, Plot, Step};
use crate::time::{later, microseconds};
use crate::trouble::Trouble;

/// By how many seconds the steps of one enterprise are later than those of the one before.
const APART: i64 = 7 * 60;
/// How many enterprises are told apart so.
const ROUND: usize = 30;

/// A step that is to be played.
pub(crate) struct Turn<'p> {
    /// When, in microseconds since 1970-01-01 UTC.
    pub(crate) at: i64,
    /// The day.
    pub(crate) day: Date,
    pub(crate) plot: &'p Plot,
    pub(crate) of: &'p Edition,
    /// The name of the edition.
    pub(crate) edition: String,
    /// The name of the edition that the course belongs to.
    pub(crate) home: String,
    /// The first day of the edition.
    pub(crate) begins: Date,
    /// By how many days the enterprise is later than the plot says.
    pub(crate) delay: i32,
    pub(crate) programme: &'p str,
    pub(crate) course: &'p str,
    pub(crate) step: &'p Step,
    /// The place of the enterprise; none for what an office does.
    pub(crate) firm: Option<usize>,
    /// Whether it is a step of the way.
    pub(crate) on_way: bool,
    /// The stage at which the enterprise leaves the way.
    pub(crate) stop: Option<&'p str>,
}

/// The steps that are past on the day of the city, in order.
pub(crate) fn agenda<'p>(
    plan: &Plan,
    plots: &'p [Plot],
    city: &'p Inhabitants,
) -> Result<Vec<Turn<'p>>, Trouble> {
    let mut turns = Vec::new();
    for plot in plots {
        for (name, edition) in &plot.editions {
            for step in &edition.steps {
                turns.push(turn(plan, plot, name, step, None)?);
            }
        }
    }
    for (number, settled) in city.firms.iter().enumerate() {
        let firm = &settled.firm;
        let Some(plot) = plots.get(firm.plot) else { continue };
        let Some(course) = plot.courses.get(firm.course) else { continue };
        let own = |step: &'p Step, on_way: bool| {
            let edition = step.edition.as_ref().unwrap_or(&course.edition);
            turn(plan, plot, edition, step, Some(Own { number, course, delay: firm.delay, on_way }))
        };
        if course.way {
            for step in &plot.way {
                turns.push(own(step, true)?);
            }
        }
        for step in &course.then {
            turns.push(own(step, false)?);
        }
    }
    let end = microseconds(plan.as_of, 0);
    turns.retain(|turn| turn.at < end);
    // steps of one moment stay in the order in which the plots have them
    turns.sort_by_key(|turn| turn.at);
    Ok(turns)
}

/// Whose step it is.
struct Own<'p> {
    number: usize,
    course: &'p Course,
    delay: i32,
    on_way: bool,
}

fn turn<'p>(
    plan: &Plan,
    plot: &'p Plot,
    edition: &str,
    step: &'p Step,
    own: Option<Own<'p>>,
) -> Result<Turn<'p>, Trouble> {
    let of = plot.editions.get(edition);
    let of = of.ok_or_else(|| Trouble::Data(format!("there is no edition `{edition}`")))?;
    let begins = later(plan.as_of, of.begins)?;
    let delay = own.as_ref().map_or(0, |own| own.delay);
    let day = match step.day {
        Day::After(days) => later(begins, days + delay)?,
        Day::Fixed(days) => later(begins, days)?,
        Day::Back(days) => later(plan.as_of, -days)?,
    };
    let home = own.as_ref().and_then(|own| plot.editions.get(&own.course.edition)).unwrap_or(of);
    let number = own.as_ref().map_or(0, |own| own.number % ROUND);
    let second = step.second + i64::try_from(number).unwrap_or(0) * APART;
    Ok(Turn {
        at: microseconds(day, second),
        day,
        plot,
        of,
        edition: begins.year().to_string(),
        home: later(plan.as_of, home.begins)?.year().to_string(),
        begins,
        delay,
        programme: step.programme.as_deref().unwrap_or(&plot.programme),
        course: own.as_ref().map_or("office", |own| own.course.name.as_str()),
        step,
        firm: own.as_ref().map(|own| own.number),
        on_way: own.as_ref().is_some_and(|own| own.on_way),
        stop: own.and_then(|own| own.course.stop.as_deref()),
    })
}
