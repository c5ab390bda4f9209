//! A radar: one axis for each value, from the centre to all its points.
#![expect(clippy::float_arithmetic, reason = "angles of a drawing; no score is computed here")]

use std::f64::consts::TAU;

use crate::{Chart, FILL, LINE, Language, Share, TRACK, bars, chart, svg, text};

const WIDTH: i32 = 540;
const CENTRE: (i32, i32) = (270, 184);
const RADIUS: i32 = 120;
const SIZE: i32 = 16;

/// A radar with rings at a quarter, half, three quarters and all of the points. A value that was not evaluated has a
/// dashed axis, no corner and a dash for its points. Fewer than three values make no area and come as [`bars`].
pub fn radar(title: &str, values: &[Share], language: Language) -> Chart {
    if values.len() < 3 {
        return bars(title, values, language);
    }
    let point = |at: usize, thousandths: i32| place(at, values.len(), RADIUS * thousandths / 10);
    let ring = |thousandths: i32| {
        let corners: Vec<String> = (0..values.len()).map(|at| written(point(at, thousandths))).collect();
        corners.join(" ")
    };
    let mut body = format!("<polygon points=\"{}\" fill=\"{TRACK}\" stroke=\"{LINE}\"/>\n", ring(1000));
    for part in [750, 500, 250] {
        body.push_str(&format!("<polygon points=\"{}\" fill=\"none\" stroke=\"#ffffff\"/>\n", ring(part)));
    }
    for (at, value) in values.iter().enumerate() {
        let (centre, end) = (written((CENTRE.0 * 100, CENTRE.1 * 100)), written(point(at, 1000)));
        let dashed = if value.share.is_none() { " stroke-dasharray=\"3 3\"" } else { "" };
        body.push_str(&format!(
            "<polyline points=\"{centre} {end}\" stroke=\"{LINE}\" fill=\"none\"{dashed}/>\n"
        ));
    }
    let known: Vec<(i32, i32)> =
        values.iter().enumerate().filter_map(|(at, value)| Some(point(at, value.bounded()?))).collect();
    let corners: Vec<String> = known.iter().map(|corner| written(*corner)).collect();
    body.push_str(&format!(
        "<polygon points=\"{}\" fill=\"{FILL}\" fill-opacity=\"0.45\" stroke=\"{FILL}\" stroke-width=\"2\" \
         stroke-linejoin=\"round\"/>\n",
        corners.join(" ")
    ));
    for (x, y) in known {
        let (x, y) = (hundredths(x), hundredths(y));
        body.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{FILL}\"/>\n"));
    }
    let mut lowest = CENTRE.1 + RADIUS;
    for (at, value) in values.iter().enumerate() {
        let (labels, last) = label(value, place(at, values.len(), (RADIUS + 12) * 100));
        body.push_str(&labels);
        lowest = lowest.max(last);
    }
    chart(title, values, language, (WIDTH, lowest + 8), &body)
}

/// The label of an axis at its outer end: name above points, on the side that leaves the picture free. The second is
/// the height of its last line.
fn label(value: &Share, (x, y): (i32, i32)) -> (String, i32) {
    let (x, y) = (x / 100, y / 100);
    let (anchor, room) = match x - CENTRE.0 {
        ..-20 => ("end", x),
        -20..=20 => ("middle", WIDTH),
        21.. => ("start", WIDTH - x),
    };
    let mut lines = svg::in_two_lines(&value.label, room * 1000 / SIZE);
    lines.push(value.figures());
    let count = i32::try_from(lines.len()).unwrap_or(3);
    // above the centre the lines end at the point, beside it they stand around it, below it they begin there
    let first = match y - CENTRE.1 {
        ..-40 => y - (count - 1) * (SIZE + 3) - 2,
        -40..=40 => y - (count - 1) * (SIZE + 3) / 2 + SIZE / 3,
        41.. => y + SIZE - 4,
    };
    let mut labels = String::new();
    let mut height = first;
    for line in lines {
        labels.push_str(&text(x, height, SIZE, anchor, &line));
        height += SIZE + 3;
    }
    (labels, height - SIZE - 3)
}

/// A point in hundredths of a unit: `away` hundredths from the centre along an axis; the first points upwards.
fn place(at: usize, axes: usize, away: i32) -> (i32, i32) {
    let turn = |of: usize| f64::from(u32::try_from(of).unwrap_or(0));
    let angle = TAU * turn(at) / turn(axes);
    let away = f64::from(away);
    #[expect(clippy::cast_possible_truncation, reason = "within the picture, far below the bounds of i32")]
    let whole = |of: f64| of.round() as i32;
    (CENTRE.0 * 100 + whole(away * angle.sin()), CENTRE.1 * 100 - whole(away * angle.cos()))
}

fn written((x, y): (i32, i32)) -> String {
    format!("{},{}", hundredths(x), hundredths(y))
}

fn hundredths(of: i32) -> String {
    format!("{}{}.{:02}", if of < 0 { "-" } else { "" }, of.abs() / 100, of.abs() % 100)
}
