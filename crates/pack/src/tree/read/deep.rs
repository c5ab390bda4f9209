//! A key that is indented below a line that is finished: one space too many, where the parser only sees a second colon.

use alloc::format;
use alloc::string::String;

use super::refuse::short;
use crate::diagnostic::Diagnostic;
use crate::findings::syntax::syntax;
use crate::source::{FileId, Span};
use crate::text::Text;

/// The finding at the spaces that are too many before the key of the line with byte `at`, if the line above has a key
/// and its value already. Blank lines and comments between do not count.
pub(super) fn too_far_in(file: FileId, text: &str, at: usize) -> Option<Diagnostic> {
    let at = behind_comment(text, at)?;
    let start = text.get(..at)?.rfind('\n')? + 1;
    let line = text.get(start..)?.lines().next()?;
    value(line)?;
    let (above_start, above) = lines(text.get(..start)?).rfind(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    })?;
    let is_finished =
        value(above).is_some_and(|value| !matches!(value.chars().next(), None | Some('|' | '>')));
    let (column, found) = (key(above), key(line));
    if !is_finished || found <= column {
        return None;
    }
    let (written, place) = (short(above.trim()), column + 1);
    let message = Text::new(
        format!("此处空格过多：上面的 `{written}` 已经写完，此键从第 {place} 列写起"),
        format!(
            "there are too many spaces here: `{written}` above is finished, so this key begins in column {place}"
        ),
    );
    let (zh, en) = match column {
        0 => (String::from("删去键前的空格"), String::from("remove the spaces before the key")),
        1 => (String::from("键前只留 1 个空格"), String::from("leave one space before the key")),
        _ => (format!("键前只留 {column} 个空格"), format!("leave {column} spaces before the key")),
    };
    let help = Text::new(
        format!("{zh}，与上面的键对齐；若此行是上一行文字的继续，请给整段文字加引号"),
        format!("{en}, below the one above; if this line continues the text above, quote the whole text"),
    );
    let above_key = Span::new(file, above_start + column, above_start + above.trim_end().len());
    let finding = syntax(Span::new(file, start + column, start + found), message, help);
    Some(finding.also(above_key, Text::new("此行已经写完", "this line is finished")))
}

/// The byte itself; where it begins a comment, at which the parser stops before such a key, the next line that is none.
fn behind_comment(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    while text.get(at..)?.starts_with('#') || text.get(at..)?.starts_with('\n') {
        at += text.get(at..)?.find('\n')? + 1;
        at += text.get(at..)?.len() - text.get(at..)?.trim_start_matches(' ').len();
    }
    Some(at)
}

/// The lines of a text with the byte at which each begins.
fn lines(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.match_indices('\n').map(|(end, _)| {
        let start = text.get(..end).and_then(|before| before.rfind('\n')).map_or(0, |before| before + 1);
        (start, text.get(start..end).unwrap_or_default())
    })
}

/// How many bytes, all of them spaces and dashes of list items, stand before the key of a line.
fn key(line: &str) -> usize {
    let mut before = line.len() - line.trim_start_matches(' ').len();
    while let Some(rest) = line.get(before..).and_then(|rest| rest.strip_prefix("- ")) {
        before = line.len() - rest.trim_start_matches(' ').len();
    }
    before
}

/// What stands behind the key of a line, without a comment; `None` where the line has no key.
fn value(line: &str) -> Option<&str> {
    let written = line.get(key(line)..)?;
    let (name, behind) = written.split_once(':')?;
    let is_key = !name.is_empty() && !name.starts_with(['#', '{', '[']) && !name.contains(['"', '\'']);
    let value = behind.strip_prefix([' ', '\r']).or(behind.is_empty().then_some(""));
    let value = value.filter(|_| is_key)?.trim();
    Some(if value.starts_with('#') { "" } else { value })
}
