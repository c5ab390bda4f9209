//! The data of a score sheet: what a trace says, in words and figures as shown.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Document;
use crate::chart::{Chart, Share, bars, goals, radar};
use crate::{Asset, Failure, Language};

/// A score sheet: A4 portrait, as many pages as it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreSheetData {
    /// The language of the fixed words.
    pub lang: Language,
    /// The title of the standard.
    pub title: String,
    /// The number of the document, in the header of each page.
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// Its unified social credit code; may be empty.
    pub uscc: String,
    /// The enterprise is made up: the pages carry `演示 DEMO`.
    pub fictional: bool,
    /// Standard, version, profile, layer, dates, pack and meaning hash: name and value.
    pub head: Vec<(String, String)>,
    /// The date of the score: its `as_of`.
    pub dated: Date,
    /// The grade in words.
    pub grade: String,
    /// The grade is not final yet.
    pub provisional: bool,
    /// What is said beneath the grade; may be empty.
    pub remark: String,
    /// Total, base, bonus and whatever else the summary shows, the total first.
    pub figures: Vec<Figure>,
    /// Parts, indicators and goals.
    pub series: Series,
    /// What the signs mean.
    pub legend: String,
    /// What the words for what is not there mean: word and meaning.
    pub terms: Vec<(String, String)>,
    /// What stands before the items: basic requirements, vetoes.
    pub before: Vec<Section>,
    /// The items by part.
    pub groups: Vec<Group>,
    /// What stands behind the items: sums, grade, what is open, advice, differences to the source.
    pub after: Vec<Section>,
    /// Targets with their points: code, points, most points.
    pub targets: Vec<(String, String, String)>,
    /// The title of the rules as written.
    pub codes_title: String,
    /// Rules as written, in small print at the end: what they belong to, each rule.
    pub codes: Vec<(String, Vec<String>)>,
    /// The notes that marks refer to, in their order.
    pub notes: Vec<Note>,
}

/// One figure of the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// The points as shown.
    pub score: String,
    /// The most points as shown.
    pub max: String,
}

/// The values of the charts; an empty list leaves its chart out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The parts, as a radar.
    pub parts: Vec<Share>,
    /// The indicators, as bars.
    pub indicators: Vec<Share>,
    /// The Sustainable Development Goals in their order, as columns.
    pub goals: Vec<Share>,
}

/// A list of lines under a title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// How it stands, at the right of the title; may be empty.
    pub state: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The items of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Code and title.
    pub title: String,
    /// What is said before its items; may be empty.
    pub note: String,
    /// The indicators, each with its items.
    pub indicators: Vec<(String, Vec<Item>)>,
    /// The words of the subtotal.
    pub subtotal: String,
    /// Its points as shown.
    pub score: String,
    /// Its most points as shown.
    pub max: String,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// The points as shown.
    pub score: String,
    /// The most points as shown.
    pub max: String,
    /// Clause, targets, marks; may be empty.
    pub basis: String,
    /// Why it has its points.
    pub lines: Vec<Line>,
    /// The evidence files that it rests on, by name; empty where none is shown.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What assessors found: who, what and why, one paragraph each; empty where none is shown.
    #[serde(default)]
    pub found: Vec<String>,
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// All its points.
    Met,
    /// Part of its points.
    Partial,
    /// None of its points.
    Unmet,
    /// It is not known.
    Unknown,
    /// It was not known when the grade was decided, and counts as nothing.
    CountedNothing,
    /// It takes no part.
    NotEvaluated,
    /// It waits for something.
    Pending,
}

/// One line of an explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// `✓`, `✗`, `?`, `△`, `•` or nothing.
    pub sign: String,
    /// What it says.
    pub text: String,
    /// Points and most points as shown; may be empty.
    pub points: String,
    /// What it rests on, one paragraph each.
    pub details: Vec<String>,
    /// What follows from it; may be empty.
    pub remark: String,
}

impl Line {
    /// A line that is a sentence.
    pub fn sentence(sign: impl Into<String>, text: impl Into<String>) -> Self {
        Self { sign: sign.into(), text: text.into(), ..Self::default() }
    }
}

/// Where a number or reading comes from that the source does not print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The number that marks refer to.
    pub number: usize,
    /// The reason.
    pub text: String,
}

impl Series {
    /// The charts that there is something to show for, by the name that the template knows them by.
    pub fn charts(&self, lang: Language) -> Vec<(&'static str, Chart)> {
        let titles = match lang {
            Language::Zh => ["各部分得分", "各指标得分", "可持续发展目标得分率"],
            Language::En => ["Points by part", "Points by indicator", "Share of points by goal"],
        };
        let mut charts = Vec::new();
        let [parts, indicators, of_goals] = titles;
        if !self.parts.is_empty() {
            charts.push(("parts.svg", radar(parts, &self.parts, lang)));
        }
        if !self.indicators.is_empty() {
            charts.push(("indicators.svg", bars(indicators, &self.indicators, lang)));
        }
        if !self.goals.is_empty() {
            charts.push(("goals.svg", goals(of_goals, &self.goals, lang)));
        }
        charts
    }
}

impl ScoreSheetData {
    /// The same with `〓`, which printers set where a type is missing, in place of these characters.
    ///
    /// # Errors
    ///
    /// None for data that can be written as JSON, which all of it can.
    pub fn with_stand_ins(&self, missing: &[char]) -> Result<Self, Failure> {
        let protocol = |error: serde_json::Error| Failure::Protocol(error.to_string());
        let written = serde_json::to_string(self).map_err(protocol)?;
        serde_json::from_str(&written.replace(missing, "〓")).map_err(protocol)
    }

    /// The document, ready to be rendered here or in a child.
    ///
    /// # Errors
    ///
    /// None for data that can be written as JSON, which all of it can.
    pub fn document(&self) -> Result<Document, Failure> {
        let charts = self.series.charts(self.lang);
        let assets = charts.into_iter().map(|(name, chart)| Asset::new(name, chart.svg)).collect();
        let template = include_str!("../../templates/score_sheet.typ");
        Document::shipped("score_sheet.typ", template, self, assets, self.dated)
    }
}
