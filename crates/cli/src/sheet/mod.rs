//! The score sheet: one score as a page of text that can be checked by hand.

pub mod advice;
mod document;
mod errata;
mod figures;
mod grades;
mod items;
mod page;
mod reasons;
mod source;
#[cfg(test)]
mod tests;
pub mod words;

use duheng_pack::number::{Rational, Rounding};
use duheng_pack::text::{Language, Text};
use duheng_standard::model::Pack;
use duheng_standard::score::Score;
use duheng_standard::sheet::Sheet;

pub use document::list;
pub use reasons::{Line, explain_item, sentence, within};
pub use source::Formulas;

/// A score with all that its explanation reads.
#[derive(Clone, Copy)]
pub struct Scored<'a> {
    /// The score.
    pub score: &'a Score<'a>,
    /// The pack of its standard.
    pub pack: &'a Pack,
    /// The facts as entered.
    pub entered: &'a Sheet,
    /// The formulas as written.
    pub formulas: &'a Formulas<'a>,
    /// The language of words.
    pub language: Language,
    /// The title of the grade that was decided: it stands in place of the computed one, and what could still change is
    /// left out.
    pub decided: Option<&'a str>,
}

impl<'a> Scored<'a> {
    /// A text in the language of the page.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    /// Whether the page is Chinese.
    pub fn zh(&self) -> bool {
        self.language == Language::Zh
    }

    /// The score sheet.
    pub fn page(&self) -> String {
        page::page(*self)
    }

    /// The score sheet as the data of a document; `number` stands in the header of its pages.
    pub fn document(&self, number: &str) -> duheng_documents::documents::ScoreSheetData {
        document::document(*self, number)
    }

    /// The explanation of one item, as on the score sheet, without notes.
    pub fn item(&self, at: usize) -> String {
        items::alone(*self, at)
    }

    /// The items of one part with their points.
    pub fn part(&self, code: &str) -> String {
        items::part(*self, code)
    }

    /// The sums, as on the score sheet.
    pub fn sums(&self) -> String {
        grades::sums(*self, &mut page::Notes::default())
    }

    /// How the grade comes about, as on the score sheet.
    pub fn grade(&self) -> String {
        grades::grade(*self, &mut page::Notes::default())
    }

    /// Why the grade is not final.
    pub fn provisional(&self) -> Vec<String> {
        grades::provisional(*self)
    }

    /// The basic requirements, as on the score sheet.
    pub fn gate(&self) -> String {
        page::gate(*self, &mut page::Notes::default())
    }

    /// What a condition of the gate or a veto rests on, as sentences.
    pub fn condition(&self, trace: &'a duheng_standard::score::CondTrace<'a>) -> Vec<String> {
        reasons::explain_condition(*self, trace).iter().map(|line| sentence(line, self.language)).collect()
    }
}

/// Points as shown: at most two decimals, half up.
pub fn shown(points: &Rational) -> String {
    points.display(2, Rounding::HalfUp)
}

/// Points as shown, with the exact value where that rounds.
pub fn shown_exactly(points: &Rational) -> String {
    let short = shown(points);
    if Rational::parse_decimal(&short).as_ref() == Some(points) {
        short
    } else {
        format!("{short} ({points})")
    }
}
