//! Full-width signs that a Chinese keyboard types where YAML needs plain ones.

use alloc::format;

use super::{Found, What};
use crate::diagnostic::Diagnostic;
use crate::findings::syntax::syntax;
use crate::source::{FileId, Span};
use crate::text::Text;
use crate::tree::Style;

/// The signs, their names and what stands for them.
const SIGNS: [(char, [&str; 2], &str); 8] = [
    ('：', ["全角冒号", "a full-width colon"], ": "),
    ('，', ["全角逗号", "a full-width comma"], ", "),
    ('、', ["顿号", "a Chinese enumeration comma"], ", "),
    ('－', ["全角短横", "a full-width dash"], "- "),
    ('｛', ["全角花括号", "a full-width brace"], "{"),
    ('｝', ["全角花括号", "a full-width brace"], "}"),
    ('［', ["全角方括号", "a full-width bracket"], "["),
    ('］', ["全角方括号", "a full-width bracket"], "]"),
];

/// The finding for the full-width sign that explains why the parser stopped at the byte `at`; `bracket` is the first
/// byte of the innermost open bracket.
pub(super) fn behind_error(
    file: FileId,
    text: &str,
    at: usize,
    bracket: Option<usize>,
) -> Option<Diagnostic> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let above = before.get(..line.saturating_sub(1))?.rfind('\n').map_or(0, |end| end + 1);
    let line_end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
    if let Some(bracket) = bracket {
        // the text that breaks off: from the last plain comma, bracket or colon on
        let inside = before.get(bracket..)?;
        let start = inside.rfind([',', '{', '[', ':']).map_or(bracket, |last| bracket + last);
        let sign = |c: char| matches!(c, '，' | '、' | '：' | '｝' | '］');
        let found = text.get(start..at)?.find(sign)?;
        return sign_at(file, text, start + found);
    }
    for (start, end) in [(above, line.saturating_sub(1).max(above)), (line, line_end)] {
        let written = text.get(start..end)?;
        let indent = written.len() - written.trim_start().len();
        if written.trim_start().starts_with('－') {
            return sign_at(file, text, start + indent);
        }
        let colon = written.find(':').unwrap_or(written.len());
        if let Some(wide) = written.find('：').filter(|wide| *wide < colon && is_key(written.get(..*wide))) {
            return sign_at(file, text, start + wide);
        }
        let value = written.get(colon + 1..).unwrap_or("");
        if value.trim_start().starts_with(['｛', '［']) {
            return sign_at(file, text, start + colon + 1 + (value.len() - value.trim_start().len()));
        }
    }
    None
}

/// The finding for a key that a full-width sign made, such as `level：city` in braces or `－name`.
pub(super) fn in_keys(file: FileId, text: &str, found: &[Found<'_>]) -> Option<Diagnostic> {
    let mut next = found.iter().skip(1);
    found.iter().find_map(|event| {
        let behind = next.next();
        let What::Scalar(written, Style::Plain) = &event.what else { return None };
        let raw = text.get(event.start..event.end)?;
        let colon = text.get(event.end..)?.trim_start().starts_with(':');
        if colon && raw.starts_with('－') {
            return sign_at(file, text, event.start);
        }
        let wide = raw.find('：').filter(|wide| is_key(raw.get(..*wide)))?;
        let rest = raw.get(wide..)?.trim_start_matches('：').trim_start();
        // in braces a key without its colon, or one that has swallowed the bracket behind it
        let lonely = !colon
            && behind.is_some_and(|next| {
                let gap = text.get(event.end..next.start);
                matches!(next.what, What::Empty) && gap.is_some_and(|gap| !gap.contains('\n'))
            });
        let swallowed = colon && rest.starts_with(['{', '[']);
        if (lonely && is_key(Some(written.split('：').next()?))) || swallowed {
            return sign_at(file, text, event.start + wide);
        }
        None
    })
}

/// Whether this may be a key: one word.
fn is_key(text: Option<&str>) -> bool {
    let text = text.unwrap_or_default().trim().trim_start_matches("- ").trim();
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn sign_at(file: FileId, text: &str, at: usize) -> Option<Diagnostic> {
    let sign = text.get(at..)?.chars().next()?;
    let (_, [zh, en], plain) = SIGNS.iter().find(|(known, ..)| *known == sign)?;
    let span = Span::new(file, at, at + sign.len_utf8());
    Some(syntax(
        span,
        Text::new(
            format!("此处是{zh} `{sign}`，结构符号须用半角"),
            format!("`{sign}` is {en}, which is no sign of structure"),
        ),
        Text::new(
            format!("请改写为半角 `{plain}`；若它属于文字，请给整段文字加引号"),
            format!("write `{plain}` instead; if it is part of a text, quote the whole text"),
        ),
    ))
}
