//! A review written as an expert might who found everything as claimed. What was found already stays; sealing is left to
//! the person.

use duheng_app::accounts::SignedInPerson;
use duheng_app::forms::{Point, ReviewItem};
use duheng_app::{App, Failure, Fault, Target, typed};
use duheng_pack::number::{Rational, Rounding, read_number};
use duheng_programme::command::Visit;

/// Why an item has its points.
const WHY: &str = "示例评语（虚构）：材料齐全，与现场情况相符，个别做法尚可改进。";

/// Who was present at a visit.
const PRESENT: [&str; 2] = ["示例企业代表（虚构）", "示例评审专家（虚构）"];

/// What was seen at a visit.
const MINUTES: &str =
    "示例记录（虚构）：听取企业介绍，查看生产现场，抽查合同、工资表和检测报告，与申报材料相符。";

/// What was written into a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessed {
    /// How many items were assessed.
    pub items: usize,
    /// The record of the visit of today, where the stage needs one; it is kept when the review is sealed.
    pub visit: Option<Visit>,
}

/// Assesses what is open in a review: claims are confirmed, points that assessors give are four fifths of the most, rounded
/// down to a step.
///
/// # Errors
///
/// When the person cannot assess now, or when something breaks.
pub async fn assess(
    app: &App,
    by: &SignedInPerson,
    role: &str,
    target: &Target,
) -> Result<Assessed, Failure> {
    let before = app.review(by, role, None, target).await?;
    let open: Vec<&ReviewItem> = before.open().collect();
    let confirmed = open.iter().filter(|item| item.may_be_taken()).map(|item| item.code.clone());
    app.take_as_claimed(by, role, None, target, &confirmed.collect::<Vec<_>>()).await?;
    for item in &open {
        let Some(points) = item.judge.as_ref().and_then(fitting) else { continue };
        let (judged, reason) =
            (Point::Judged { item: item.code.clone() }, Point::Reason { of: item.code.clone() });
        let held = |point: &Point| before.points.iter().find(|saved| saved.point == *point);
        for (point, value) in [(judged, points.as_str()), (reason, WHY)] {
            let own = held(&point);
            if own.is_none_or(|own| own.value.is_none()) {
                let seen = own.map_or(0, |own| own.version);
                app.save_finding(by, role, None, target, &point, Some(&typed(value)), seen).await?;
            }
        }
    }
    let left = app.review(by, role, None, target).await?.open().count();
    let visit = before.visit.then(|| visit(app)).transpose()?;
    Ok(Assessed { items: open.len().saturating_sub(left), visit })
}

/// The points of an item in a range: least, most and step.
fn fitting([least, most, step]: &[String; 3]) -> Option<String> {
    let [least, most, step] = [least, most, step].map(|number| read_number(number).ok());
    let (least, most, step) = (least?, most?, step?);
    let share = (&most - &least) * Rational::from_ratio(4, 5)?;
    let steps = share.checked_div(&step)?.round(0, Rounding::Down);
    (least + steps * step).to_decimal()
}

/// The record of a visit of today.
fn visit(app: &App) -> Result<Visit, Fault> {
    let present = PRESENT.map(str::to_owned).to_vec();
    Ok(Visit { held_on: app.today()?, present, minutes: MINUTES.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_four_fifths_of_the_range_down_to_a_step() {
        let of = |range: [&str; 3]| fitting(&range.map(str::to_owned));
        assert_eq!(of(["0", "10", "1"]).as_deref(), Some("8"));
        assert_eq!(of(["1", "4", "0.5"]).as_deref(), Some("3"));
        assert_eq!(of(["0", "1", "0"]), None);
        assert_eq!(of(["0", "many", "1"]), None);
    }
}
