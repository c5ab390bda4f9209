//! Days in the sentences of the rules: written as data there, read in the language of the page.

/// Whether a piece of a sentence is a day as data writes it: `2026-08-01`.
fn is_day(piece: &str) -> bool {
    let fits =
        |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    piece.len() == 10 && piece.bytes().enumerate().all(fits)
}

/// A sentence with its days in words. What stands in backticks was typed, or shows how to type, and stays as it is.
pub(crate) fn dated(sentence: &str, day: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    let part =
        |(at, part): (usize, &&str)| if at % 2 == 0 { in_words(part, &day) } else { (*part).to_owned() };
    parts.iter().enumerate().map(part).collect::<Vec<String>>().join("`")
}

fn in_words(text: &str, day: impl Fn(&str) -> String) -> String {
    let (mut told, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let begins = !told.ends_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '-');
        let found = rest.split_at_checked(10).filter(|(piece, after)| {
            begins
                && is_day(piece)
                && !after.starts_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '-')
        });
        let Some((piece, after)) = found else {
            told.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let words = day(piece);
        // behind a day that ends in a Chinese sign no space stands before another
        let glued = after.strip_prefix(' ').filter(|after| {
            words.ends_with('日') && after.starts_with(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign))
        });
        told.push_str(&words);
        rest = glued.unwrap_or(after);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::dated;

    fn check(sentence: &str, expect: &str) {
        assert_eq!(dated(sentence, |iso| format!("<{iso}日")), expect);
    }

    #[test]
    fn days_are_told_in_words() {
        check("2026-12-01 不晚于 2026-12-20", "<2026-12-01日不晚于 <2026-12-20日");
        check("公示到 2026-11-23 24:00 止", "公示到 <2026-11-23日 24:00 止");
        check("until 2026-11-23 or sooner", "until <2026-11-23日 or sooner");
    }

    #[test]
    fn what_was_typed_and_what_is_no_day_stays() {
        check("`8月` is no date; write it as `2026-08-01`", "`8月` is no date; write it as `2026-08-01`");
        check("SZKC-2026-08-01", "SZKC-2026-08-01");
        check("2026-08-011, 2026-8-1, 二〇二六", "2026-08-011, 2026-8-1, 二〇二六");
    }
}
