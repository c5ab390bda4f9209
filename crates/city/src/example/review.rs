//! A review written as an expert might who found everything as claimed. What was found already stays; sealing is left to
//! the person.

use duheng_app::accounts::SignedInPerson;
use duheng_app::forms::{Point, ReviewItem};
use duheng_app::{App, Failure, Target, typed};
use duheng_pack::calendar::Date;
use duheng_pack::number::{Rational, Rounding, read_number};
use duheng_pack::text::{Language, Text};
use duheng_programme::command::Visit;

/// Why an item has its points.
fn why() -> Text {
    Text::new(
        "示例评语（虚构）：材料齐全，与现场情况相符，个别做法尚可改进。",
        "Example (fictional): the evidence is complete and matches what was seen; some practices can still be improved.",
    )
}

/// Who was present at a visit.
fn present() -> [Text; 2] {
    [
        Text::new("示例企业代表（虚构）", "Example representative of the enterprise (fictional)"),
        Text::new("示例评审专家（虚构）", "Example expert (fictional)"),
    ]
}

/// What was seen at a visit.
fn minutes() -> Text {
    Text::new(
        "示例记录（虚构）：听取企业介绍，查看生产现场，抽查合同、工资表和检测报告，与申报材料相符。",
        "Example (fictional): heard the enterprise, saw the production site, checked samples of contracts, payrolls and test \
         reports; they match what was handed in.",
    )
}

/// Assesses what is open in a review, in words of this language: claims are confirmed, points that assessors give are four
/// fifths of the most, rounded down to a step. Says how many items were assessed.
///
/// # Errors
///
/// When the person cannot assess now, or when something breaks.
pub async fn assess(
    app: &App,
    by: &SignedInPerson,
    role: &str,
    target: &Target,
    language: Language,
) -> Result<usize, Failure> {
    let before = app.review(by, role, None, target).await?;
    let open: Vec<&ReviewItem> = before.open().collect();
    let confirmed = open.iter().filter(|item| item.may_be_taken()).map(|item| item.code.clone());
    app.take_as_claimed(by, role, None, target, &confirmed.collect::<Vec<_>>()).await?;
    let why = why();
    for item in &open {
        let Some(points) = item.judge.as_ref().and_then(fitting) else { continue };
        let (judged, reason) =
            (Point::Judged { item: item.code.clone() }, Point::Reason { of: item.code.clone() });
        let held = |point: &Point| before.points.iter().find(|saved| saved.point == *point);
        for (point, value) in [(judged, points.as_str()), (reason, why.get(language))] {
            let own = held(&point);
            if own.is_none_or(|own| own.value.is_none()) {
                let seen = own.map_or(0, |own| own.version);
                app.save_finding(by, role, None, target, &point, Some(&typed(value)), seen).await?;
            }
        }
    }
    let left = app.review(by, role, None, target).await?.open().count();
    Ok(open.len().saturating_sub(left))
}

/// The points of an item in a range: least, most and step.
fn fitting([least, most, step]: &[String; 3]) -> Option<String> {
    let [least, most, step] = [least, most, step].map(|number| read_number(number).ok());
    let (least, most, step) = (least?, most?, step?);
    let share = (&most - &least) * Rational::from_ratio(4, 5)?;
    let steps = share.checked_div(&step)?.round(0, Rounding::Down);
    (least + steps * step).to_decimal()
}

/// The record of a visit of this day, in words of this language.
#[must_use]
pub fn visit(held_on: Date, language: Language) -> Visit {
    let in_language = |text: Text| text.get(language).to_owned();
    Visit { held_on, present: present().map(in_language).to_vec(), minutes: in_language(minutes()) }
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
