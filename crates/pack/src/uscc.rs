//! The unified social credit code (统一社会信用代码) of GB 32100-2015.
//!
//! Eighteen characters; the last one checks the others, so that no single wrong character goes unseen.

use alloc::format;
use alloc::string::String;
use core::fmt;

use serde::{Serialize, Serializer};

use crate::number::half_width;
use crate::text::Text;

/// The digits and letters of a code in the order of their values 0 to 30: without I, O, S, V and Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// How many characters a code has.
const LENGTH: usize = 18;
/// The modulus of the check (GB 32100-2015, annex; ISO 7064).
const MODULUS: usize = 31;

/// A unified social credit code whose check character is right, in upper-case ASCII.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

/// Why a text is no unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsccError {
    /// It does not have 18 characters.
    Length {
        /// How many it has, spaces not counted.
        found: usize,
    },
    /// A character that no code has.
    Character {
        /// Where, in characters from 0, spaces not counted.
        at: usize,
        /// The character, in upper case.
        found: char,
    },
    /// The last character does not fit the others.
    Check {
        /// The one that would.
        expected: char,
        /// The one that is written.
        found: char,
    },
}

impl UsccError {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Length { found } => Text::new(
                format!("统一社会信用代码应为 {LENGTH} 位，现为 {found} 位"),
                format!("a unified social credit code has {LENGTH} characters, this one has {found}"),
            ),
            Self::Character { at, found } => {
                let place = at.saturating_add(1);
                Text::new(
                    format!(
                        "第 {place} 位“{found}”无效，统一社会信用代码只用数字和除 I、O、S、V、Z 以外的大写字母"
                    ),
                    format!(
                        "character {place}, “{found}”, is invalid; a unified social credit code has digits and the \
                         capital letters without I, O, S, V and Z"
                    ),
                )
            }
            Self::Check { expected, found } => Text::new(
                format!("校验码不符：最后一位应为 {expected}，现为 {found}，请核对各位字符"),
                format!(
                    "the check character does not fit: {expected} is expected, {found} is written; compare every \
                     character"
                ),
            ),
        }
    }
}

impl Uscc {
    /// Reads a code; full-width characters, lower case and spaces anywhere are accepted.
    ///
    /// # Errors
    ///
    /// Says why the text is no code: first the length, then a wrong character, then the check.
    pub fn read(text: &str) -> Result<Self, UsccError> {
        let code: String = text
            .chars()
            .map(half_width)
            .filter(|character| !character.is_whitespace())
            .map(|character| character.to_ascii_uppercase())
            .collect();
        let found = code.chars().count();
        if found != LENGTH {
            return Err(UsccError::Length { found });
        }
        if let Some((at, found)) = code.chars().enumerate().find(|(_, character)| value(*character).is_none())
        {
            return Err(UsccError::Character { at, found });
        }
        let mut last = code.chars();
        match (last.next_back(), check_character(last.as_str())) {
            (Some(found), Some(expected)) if found == expected => Ok(Self(code)),
            (Some(found), Some(expected)) => Err(UsccError::Check { expected, found }),
            _ => Err(UsccError::Length { found }),
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Uscc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The check character of the first 17, which must be in upper-case ASCII; `None` if they are not 17 of a code's.
///
/// It is (31 − Σ value × 3^(i−1) mod 31) mod 31 as a character, i from 1.
#[must_use]
pub fn check_character(first17: &str) -> Option<char> {
    if first17.chars().count() != LENGTH.saturating_sub(1) {
        return None;
    }
    let (mut sum, mut weight) = (0, 1);
    for character in first17.chars() {
        sum = (sum + value(character)? * weight) % MODULUS;
        weight = weight * 3 % MODULUS;
    }
    ALPHABET.chars().nth((MODULUS - sum) % MODULUS)
}

/// The value of a character, 0 to 30.
fn value(character: char) -> Option<usize> {
    ALPHABET.chars().position(|known| known == character)
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString as _};
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_a_code_as_people_write_it() {
        let code = "91350100M000100Y43";
        for written in
            [code, "91350100m000100y43", " 913501 00M0 00100Y43 ", "９１３５０１００Ｍ０００１００Ｙ４３"]
        {
            assert_eq!(Uscc::read(written).map(|code| code.to_string()), Ok(code.to_string()), "{written}");
        }
    }

    #[test]
    fn says_why_not() {
        assert_eq!(Uscc::read(""), Err(UsccError::Length { found: 0 }));
        assert_eq!(Uscc::read("91350100M000100Y4"), Err(UsccError::Length { found: 17 }));
        assert_eq!(Uscc::read("91350100M000100Y4Z"), Err(UsccError::Character { at: 17, found: 'Z' }));
        assert_eq!(Uscc::read("9135O100M000100Y43"), Err(UsccError::Character { at: 4, found: 'O' }));
        let wrong = Uscc::read("91350100M000100Y44").unwrap_err();
        assert_eq!(wrong, UsccError::Check { expected: '3', found: '4' });
        assert_eq!(wrong.text().zh, "校验码不符：最后一位应为 3，现为 4，请核对各位字符");
        assert_eq!(check_character("9135"), None);
        assert_eq!(check_character("91350100M000100y4"), None);
    }

    fn first17() -> impl Strategy<Value = String> {
        let known: Vec<char> = ALPHABET.chars().collect();
        prop::collection::vec(prop::sample::select(known), 17).prop_map(|code| code.into_iter().collect())
    }

    proptest! {
        #[test]
        fn any_single_wrong_character_is_seen(first in first17(), at in 0..18_usize, step in 1..31_usize) {
            let mut code: Vec<char> = first.chars().collect();
            code.push(check_character(&first).unwrap());
            prop_assert!(Uscc::read(&code.iter().collect::<String>()).is_ok());
            let wrong = (value(code[at]).unwrap() + step) % MODULUS;
            code[at] = ALPHABET.chars().nth(wrong).unwrap();
            let read = Uscc::read(&code.iter().collect::<String>());
            let refused = matches!(read, Err(UsccError::Check { .. }));
            prop_assert!(refused);
        }

        #[test]
        fn no_text_breaks_it(text in ".*") {
            let _ = Uscc::read(&text);
            let _ = check_character(&text);
        }
    }
}
