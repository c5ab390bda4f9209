//! Charts as SVG: the same picture on a page and in a document.
//!
//! Each is a pure function of plain data. What a chart shows is also there in words, in its description, and as a
//! [`Table`]. Shapes are told apart by light and dark and by their labels, never by hue alone, so that they survive
//! a black-and-white printer.

pub mod svg;

mod bars;
mod goals;
mod radar;

pub use bars::bars;
pub use goals::{goal_names, goals};
pub use radar::radar;

use serde::{Deserialize, Serialize};

/// The language of a chart or document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One value of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// What it is the value of.
    pub label: String,
    /// The points as shown; empty where there are none.
    pub score: String,
    /// The most points as shown; empty where there are none.
    pub max: String,
    /// The points as a share of the most, in thousandths from 0 to 1000; none where nothing was evaluated.
    pub share: Option<u16>,
}

impl Share {
    /// A value; a share above 1000 is drawn as 1000.
    pub fn new(
        label: impl Into<String>,
        score: impl Into<String>,
        max: impl Into<String>,
        share: Option<u16>,
    ) -> Self {
        Self { label: label.into(), score: score.into(), max: max.into(), share }
    }

    /// The share within its bounds.
    fn bounded(&self) -> Option<i32> {
        self.share.map(|share| i32::from(share.min(1000)))
    }

    /// `score / max`, or a dash where nothing was evaluated.
    fn figures(&self) -> String {
        match self.share {
            Some(_) => format!("{} / {}", self.score, self.max),
            None => "—".into(),
        }
    }
}

/// A chart with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The picture.
    pub svg: String,
    /// The numbers.
    pub table: Table,
}

/// The numbers of a chart, for those who do not see it or want to copy them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The title of the chart.
    pub caption: String,
    /// The heads of the columns.
    pub head: [String; 3],
    /// A row for each value: label, points, most points.
    pub rows: Vec<[String; 3]>,
}

impl Table {
    /// The table as HTML without any class.
    pub fn html(&self) -> String {
        let row = |cell: &str, cells: &[String; 3]| {
            let cells: Vec<String> =
                cells.iter().map(|of| format!("<{cell}>{}</{cell}>", svg::escape(of))).collect();
            format!("<tr>{}</tr>", cells.concat())
        };
        let rows: String = self.rows.iter().map(|cells| row("td", cells)).collect();
        let (caption, head) = (svg::escape(&self.caption), row("th", &self.head));
        format!("<table><caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>")
    }
}

/// What the shapes are painted with: dark on light, readable in grey.
const INK: &str = "#1d2b3a";
const FILL: &str = "#24557f";
const TRACK: &str = "#e9eef3";
const LINE: &str = "#8795a3";

fn chart(title: &str, values: &[Share], language: Language, size: (i32, i32), body: &str) -> Chart {
    let head = match language {
        Language::Zh => ["名称", "得分", "满分"],
        Language::En => ["name", "points", "max"],
    };
    let said: Vec<String> =
        values.iter().map(|value| format!("{}: {}", value.label, value.figures())).collect();
    let row = |value: &Share| [value.label.clone(), value.score.clone(), value.max.clone()];
    Chart {
        svg: svg::picture(title, &said.join("; "), size.0, size.1, body),
        table: Table {
            caption: title.to_string(),
            head: head.map(String::from),
            rows: values.iter().map(row).collect(),
        },
    }
}

/// A label; `anchor` is `start`, `middle` or `end`.
fn text(x: i32, y: i32, size: i32, anchor: &str, said: &str) -> String {
    let said = svg::escape(said);
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{said}</text>\n"
    )
}

fn rectangle(x: i32, y: i32, width: i32, height: i32, fill: &str) -> String {
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>\n")
}
