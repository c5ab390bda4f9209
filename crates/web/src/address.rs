//! Addresses of pages.

use std::fmt::Write as _;

/// A text as one segment of a path, or as one value of a query.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // writing to a text does not fail
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The path of an application: programme, edition, unified social credit code.
pub(crate) fn case(programme: &str, edition: &str, uscc: &str) -> String {
    let [programme, edition, uscc] = [programme, edition, uscc].map(encoded);
    format!("/cases/{programme}/{edition}/{uscc}")
}

/// An address of a path and those values of a query that are not empty.
pub(crate) fn with_query(path: &str, values: &[(&str, &str)]) -> String {
    let given = values.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_letters_and_digits_is_encoded() {
        assert_eq!(encoded("深A/〔1〕 &"), "%E6%B7%B1A%2F%E3%80%941%E3%80%95%20%26");
        assert_eq!(with_query("/a", &[("q", ""), ("state", "x y")]), "/a?state=x%20y");
        assert_eq!(with_query("/a", &[("q", "")]), "/a");
    }
}
