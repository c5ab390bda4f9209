//! SVG as text: escaping, the frame of a picture, the characters in it.
//!
//! The pictures carry presentation attributes alone, no `style` and no script, so that a page with a strict content
//! security policy may hold them inline.

use std::collections::BTreeSet;

use crate::Asset;

/// The family of all labels.
const FAMILY: &str = "Noto Sans SC, sans-serif";

/// A text as it may stand in an element or an attribute; what XML forbids is dropped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A picture with its title and what it says in words.
pub fn picture(title: &str, words: &str, width: i32, height: i32, body: &str) -> String {
    let (title, words) = (escape(title), escape(words));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"{FAMILY}\">\n<title>{title}</title>\n\
         <desc>{words}</desc>\n{body}</svg>\n"
    )
}

/// About how wide a text is, in thousandths of its size: wide characters take 1000, others 580.
pub fn width(text: &str) -> i32 {
    text.chars().map(of_char).fold(0, i32::saturating_add)
}

fn of_char(c: char) -> i32 {
    if u32::from(c) < 0x2000 { 580 } else { 1000 }
}

/// A text that fits into so many thousandths of its size, with `…` where it was cut.
pub fn fitted(text: &str, most: i32) -> String {
    if width(text) <= most {
        return text.to_string();
    }
    let mut fitted = String::new();
    let mut taken = 1000;
    for c in text.chars() {
        taken += of_char(c);
        if taken > most {
            break;
        }
        fitted.push(c);
    }
    format!("{}…", fitted.trim_end())
}

/// The characters that an SVG shows as text; none for other pictures.
pub fn characters(asset: &Asset) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    if !asset.name.ends_with(".svg") {
        return found;
    }
    let text = String::from_utf8_lossy(&asset.bytes);
    let mut within = "";
    for piece in text.split('<') {
        let Some((tag, said)) = piece.split_once('>') else { continue };
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if !name.is_empty() {
            within = name;
        }
        if ["text", "tspan"].contains(&within) {
            found.extend(said.chars().filter(|c| !c.is_whitespace()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_fitted() {
        assert_eq!(escape("<a b=\"c\">&\n\u{0}"), "&lt;a b=&quot;c&quot;&gt;&amp; ");
        assert_eq!(fitted("度衡", 2000), "度衡");
        assert_eq!(fitted("度衡度衡", 3000), "度衡…");
        assert_eq!(fitted("度衡", 0), "…");
    }

    #[test]
    fn only_shown_characters_are_found() {
        let svg = "<svg><title>无</title><text x=\"1\">度<tspan>衡</tspan></text></svg>";
        let found = characters(&Asset::new("a.svg", svg));
        assert_eq!(found.into_iter().collect::<String>(), "度衡");
        assert!(characters(&Asset::new("a.png", svg)).is_empty());
    }
}
