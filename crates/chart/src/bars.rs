//! Horizontal bars, one for each value.

use crate::{Chart, FILL, LINE, Language, Share, TRACK, chart, rectangle, svg, text};

const WIDTH: i32 = 480;
const ROW: i32 = 24;
const LABELS: i32 = 224;
const FIGURES: i32 = 76;
const SIZE: i32 = 13;

/// Horizontal bars with a label on the left and the points on the right. A value that was not evaluated has an empty,
/// dashed track and a dash for its points.
pub fn bars(title: &str, values: &[Share], language: Language) -> Chart {
    let room = WIDTH - LABELS - FIGURES;
    let mut body = String::new();
    for (value, at) in values.iter().zip(0..) {
        let y = at * ROW + 4;
        let base = y + 13;
        body.push_str(&text(0, base, SIZE, "start", &svg::fitted(&value.label, (LABELS - 12) * 1000 / SIZE)));
        match value.bounded() {
            Some(share) => {
                body.push_str(&rectangle(LABELS, y + 2, room, 13, TRACK));
                if share > 0 {
                    body.push_str(&rectangle(LABELS, y + 2, (room * share / 1000).max(1), 13, FILL));
                }
            }
            None => body.push_str(&format!(
                "<rect x=\"{LABELS}\" y=\"{}\" width=\"{room}\" height=\"13\" fill=\"none\" \
                 stroke=\"{LINE}\" stroke-dasharray=\"3 3\"/>\n",
                y + 2
            )),
        }
        body.push_str(&text(WIDTH, base, SIZE, "end", &value.figures()));
    }
    let rows = i32::try_from(values.len()).unwrap_or(i32::MAX / ROW - 1).max(1);
    chart(title, values, language, (WIDTH, rows * ROW + 4), &body)
}
