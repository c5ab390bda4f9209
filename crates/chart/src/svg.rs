//! SVG as text: escaping, the frame of a picture, lines that fit.
//!
//! The pictures carry presentation attributes alone, no `style` and no script, so that a page with a strict content
//! security policy may hold them inline.

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

/// About how wide a text is, in thousandths of its size: wide characters take 1000, Latin ones 300 to 700.
pub fn width(text: &str) -> i32 {
    text.chars().map(of_char).fold(0, i32::saturating_add)
}

fn of_char(c: char) -> i32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | '(' | ')' | '/'
        | '-' => 340,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 850,
        'A'..='Z' | '&' => 660,
        c if u32::from(c) < 0x2000 => 560,
        _ => 1000,
    }
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

/// A text in one or two lines that fit into so many thousandths of its size each, broken at a blank where there is
/// one behind a word, and cut with `…` where two do not hold it.
pub fn in_two_lines(text: &str, most: i32) -> Vec<String> {
    if width(text) <= most {
        return vec![text.to_string()];
    }
    let mut taken = 0;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        taken += of_char(c);
        if taken > most {
            end = at;
            break;
        }
    }
    let (first, _) = text.split_at_checked(end).unwrap_or((text, ""));
    // a code before the title is no place to break
    let is_words = |blank: &usize| first.get(..*blank).is_some_and(|of| of.contains(char::is_alphabetic));
    let blank = first.rfind(' ').filter(is_words);
    let (first, rest) = text.split_at_checked(blank.unwrap_or(end)).unwrap_or((text, ""));
    vec![first.trim().to_string(), fitted(rest.trim(), most)]
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
        assert_eq!(in_two_lines("度衡", 2000), ["度衡"]);
        assert_eq!(in_two_lines("可持续发展", 3000), ["可持续", "发展"]);
        assert_eq!(in_two_lines("6.2 Environmental management", 12_000), ["6.2 Environmental", "management"]);
        assert_eq!(in_two_lines("可持续发展企业评价", 3000), ["可持续", "发展…"]);
    }
}
