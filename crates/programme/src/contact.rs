//! Where somebody who is not signed in can be reached.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::number::half_width;

/// Shortest and longest telephone number, in digits.
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// A telephone number or an e-mail address in one form, however it was typed; nothing where it is neither.
#[must_use]
pub fn reachable(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|sign| !sign.is_whitespace()).map(half_width).collect();
    if let Some((name, domain)) = plain.split_once('@') {
        let parts: Vec<&str> = domain.split('.').collect();
        let sound =
            |part: &&str| !part.is_empty() && part.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        let holds = !name.is_empty() && parts.len() > 1 && parts.iter().all(sound);
        return holds.then(|| plain.to_lowercase());
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let joins = |sign: char| sign.is_ascii_digit() || "+-()—–".contains(sign);
    if !plain.chars().all(joins) || !DIGITS.contains(&digits.len()) {
        return None;
    }
    // a mobile number with and without the code of the country is the same
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11 && own.starts_with('1'));
    Some(own.map_or_else(|| digits.clone(), ToOwned::to_owned))
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn contacts_are_taken_as_people_type_them() {
        for typed in ["13800000000", "138 0000 0000", "+86 138-0000-0000", "１３８００００００００"]
        {
            assert_eq!(reachable(typed).as_deref(), Some("13800000000"), "{typed}");
        }
        assert_eq!(reachable("(0755) 8800-1234").as_deref(), Some("075588001234"));
        assert_eq!(reachable(" Wang＠City.Example ").as_deref(), Some("wang@city.example"));
        for typed in ["", "微信联系", "12345", "wang@", "@city.example", "wang@city", "138 0000 0000 王"]
        {
            assert_eq!(reachable(typed), None, "{typed}");
        }
    }
}
