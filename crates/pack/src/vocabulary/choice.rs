//! Choices: fixed sets of values, each a code with its title.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::nearest::nearest;
use crate::source::Span;
use crate::text::Text;

/// A closed set of values, in order where `ordered` says so.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Whether a later value is more than an earlier one.
    pub ordered: bool,
    /// The values; their position is their number.
    pub values: Vec<(String, Text)>,
    /// Where it is declared.
    pub span: Span,
}

impl Choice {
    /// The position of a value.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.values.iter().position(|(value, _)| value == code)
    }

    /// The help for a value that is none of these: the one that may be meant, and all with their titles.
    #[must_use]
    pub fn expected(&self, written: &str) -> Text {
        let titled = |(code, title): &(String, Text)| {
            let with = |title: &str, brackets: [&str; 2]| {
                let [open, close] = brackets;
                let plain = title.is_empty() || title == code;
                if plain { format!("`{code}`") } else { format!("`{code}`{open}{title}{close}") }
            };
            Text::new(with(&title.zh, ["（", "）"]), with(&title.en, [" (", ")"]))
        };
        let by_title = self.values.iter().find(|(_, title)| {
            let written = written.trim();
            title.zh == written || title.en.eq_ignore_ascii_case(written)
        });
        let codes: Vec<&str> = self.values.iter().map(|(code, _)| code.as_str()).collect();
        let near = nearest(written, &codes);
        let near = by_title.or_else(|| self.values.iter().find(|(code, _)| Some(code.as_str()) == near));
        let all: Vec<Text> = self.values.iter().take(CHOICES_SHOWN).map(titled).collect();
        let zh: Vec<&str> = all.iter().map(|value| value.zh.as_str()).collect();
        let en: Vec<&str> = all.iter().map(|value| value.en.as_str()).collect();
        let more = if self.values.len() > all.len() { (" 等", " and others") } else { ("", "") };
        let (zh, en) = (format!("{}{}", zh.join("、"), more.0), format!("{}{}", en.join(", "), more.1));
        match near.map(titled) {
            Some(near) => Text::new(
                format!("是否指 {}？可写 {zh}", near.zh),
                format!("did you mean {}? expected one of: {en}", near.en),
            ),
            None => Text::new(format!("可写 {zh}"), format!("expected one of: {en}")),
        }
    }
}

/// How many values of a choice a finding lists.
const CHOICES_SHOWN: usize = 12;
