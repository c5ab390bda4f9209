//! The characters in a picture, which the fonts of a document must have.

use std::collections::BTreeSet;

use crate::Asset;

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
    fn only_shown_characters_are_found() {
        let svg = "<svg><title>无</title><text x=\"1\">度<tspan>衡</tspan></text></svg>";
        let found = characters(&Asset::new("a.svg", svg));
        assert_eq!(found.into_iter().collect::<String>(), "度衡");
        assert!(characters(&Asset::new("a.png", svg)).is_empty());
    }
}
