//! Text in the two languages of the product.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, the first language.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A text that is the same in both languages (a name, a code).
    pub fn same(text: impl Into<String>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }

    /// Several texts as one, with what stands between them in Chinese and in English.
    #[must_use]
    pub fn join<'t>(texts: impl Iterator<Item = &'t Self>, [zh, en]: [&str; 2]) -> Self {
        let (of_zh, of_en): (Vec<&str>, Vec<&str>) =
            texts.map(|text| (text.zh.as_str(), text.en.as_str())).unzip();
        Self::new(of_zh.join(zh), of_en.join(en))
    }

    /// The text in a language; the other one where this is empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Zh => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether it is empty in both languages.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}
