//! What an act will bring about, told on the page that shows it once more: what the enterprise is told, and by when.

use duheng_app::work::Supplementing;

use super::brief::Row;
use crate::forms::Fields;
use crate::frame::Frame;

/// What follows a command with these answers; nothing where its sentence says all.
pub(super) fn ahead(
    frame: &Frame,
    command: &str,
    answers: &Fields,
    supplement: Option<&Supplementing>,
) -> Vec<Row> {
    let Some(of) = supplement.filter(|_| command == "check" && answers.get("verdict") == "return") else {
        return Vec::new();
    };
    let row = |label: &str, value: String| Row::new(frame, label, value);
    let day = frame.day(&of.until.to_string());
    let within = frame.pick(&of.within);
    let (number, times) = (of.number.to_string(), of.times.to_string());
    let mut count = frame.with2("ahead-returns-count", "number", &number, "times", &times);
    if of.number == of.times {
        count = format!("{count}\n{}", frame.t("ahead-returns-last"));
    }
    vec![
        row("ahead-told", format!("{}\n{}", frame.t("claim-returned"), answers.get("reason").trim())),
        row("ahead-until", frame.with2("ahead-until-day", "day", &day, "within", within)),
        row("ahead-returns", count),
    ]
}
