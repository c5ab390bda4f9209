//! What restricted YAML refuses before and while the parser reads, in sentences of our own.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use granit_parser::{ErrorKind, ScanError};

use super::{Found, Limits, deep, open, wide};
use crate::diagnostic::Diagnostic;
use crate::findings;
use crate::source::{FileId, Span};
use crate::text::Text;
use crate::tree::is_unseen;

/// Findings of one file about unseen characters; more would only repeat.
const UNSEEN_AT_MOST: usize = 20;

/// The unseen characters of a text. A byte order mark at its start is none, a carriage return without line feed is.
pub(super) fn unseen(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    let mut found = Vec::new();
    while let Some((at, character)) = characters.next() {
        let lone_return = character == '\r' && characters.peek().is_none_or(|(_, next)| *next != '\n');
        let mark = character == '\u{feff}' && before.is_none();
        if lone_return || (is_unseen(character) && !mark) {
            let span = Span::new(file, at, at + character.len_utf8());
            found.push(findings::control_character::control_character(span, character));
            if found.len() == UNSEEN_AT_MOST {
                break;
            }
        }
        before = Some(character);
    }
    found
}

/// The start of a text from a file, for a message: at most 40 characters of its first line.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => String::from(line),
    }
}

/// The finding for an error of the parser, which gave `found` before.
pub(super) fn error(
    file: FileId,
    text: &str,
    limits: &Limits,
    found: &[Found<'_>],
    error: &ScanError,
) -> Diagnostic {
    let marker = error.marker();
    let at = marker.byte_offset().unwrap_or(text.len()).min(text.len());
    let width = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span::new(file, at, at + width);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => findings::too_deep::too_deep(span, limits.depth),
        ErrorKind::DirectiveDisallowed => findings::directive::directive(span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation => findings::tab_indent::tab_indent(span),
        kind => cause(file, text, found, kind, at).unwrap_or_else(|| {
            if let Some(tab) = tab_below(file, text, at) {
                return findings::tab_indent::tab_indent(tab);
            }
            deep::too_far_in(file, text, at).unwrap_or_else(|| {
                let (message, help) = sentence(kind);
                findings::syntax::syntax(span, message, help)
            })
        }),
    }
}

/// The tab in the indent of the line below the one of byte `at`; blank lines between do not count.
fn tab_below(file: FileId, text: &str, at: usize) -> Option<Span> {
    let mut start = at + text.get(at..)?.find('\n')? + 1;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim().is_empty() {
            start += line.len();
            continue;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indent)?.find('\t')?;
        return Some(Span::new(file, start + tab, start + indent));
    }
    None
}

/// The finding where the cause of an error stands before the byte `at` where the parser stopped: a full-width sign, a
/// bracket or a quote that nothing closes.
fn cause(file: FileId, text: &str, found: &[Found<'_>], kind: &ErrorKind, at: usize) -> Option<Diagnostic> {
    let unclosed = matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. }
    );
    let opened = open::at(text, found, if unclosed { text.len() } else { at });
    let noticed = Text::new("读到此处才发现", "noticed here");
    let one = |start: usize| Span::new(file, start, start + 1);
    let here = Span::new(file, at, at + text.get(at..)?.chars().next().map_or(0, char::len_utf8));
    if unclosed {
        return opened
            .brackets
            .last()
            .and_then(|bracket| wide::behind_error(file, text, text.len(), Some(*bracket)));
    }
    let runs_on = opened
        .quote
        .or(opened
            .quoted
            .filter(|(_, end)| text.get(*end..at).is_some_and(|gap| gap.trim().is_empty()))
            .map(|(start, _)| start))
        .filter(|start| text.get(*start..at).is_some_and(|inside| inside.contains('\n')));
    if let Some(start) = runs_on {
        let (message, help) = sentence(&ErrorKind::UnclosedQuotedScalar);
        return Some(findings::syntax::syntax(one(start), message, help).also(here, noticed));
    }
    let bracket = opened.brackets.last().copied();
    if let Some(finding) = wide::behind_error(file, text, at, bracket) {
        return Some(finding);
    }
    if bracket.is_some_and(|bracket| is_second_colon(text, bracket, at)) {
        let message = Text::new(
            "这一项已有 `: `，此处又有一个",
            "this entry has its `: ` already, and here is another",
        );
        let help = Text::new(
            "若它属于文字，请给整段文字加引号；若是新的一项，请在它前面加逗号",
            "if it is part of a text, quote the whole text; if a new entry begins, put a comma before it",
        );
        return Some(findings::syntax::syntax(here, message, help));
    }
    let bracket = bracket
        .filter(|start| indent(text, at) <= indent(text, *start) && line(text, at) > line(text, *start))?;
    let open = text.get(bracket..)?.chars().next()?;
    let (message, help) = sentence(&ErrorKind::UnclosedFlowCollection { open });
    Some(findings::syntax::syntax(one(bracket), message, help).also(here, noticed))
}

/// Whether the byte `at` is the colon of a `: ` in an entry, between brackets and on one line, that has one already.
fn is_second_colon(text: &str, bracket: usize, at: usize) -> bool {
    let before = text.get(bracket..at).unwrap_or("");
    let entry = before.rsplit([',', '{', '[']).next().unwrap_or("");
    let of_one_line = !entry.contains('\n');
    text.get(at..).is_some_and(|rest| rest.starts_with(": ")) && entry.contains(": ") && of_one_line
}

/// The first byte of the line with this byte.
fn line(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// How far the line with this byte is indented.
fn indent(text: &str, at: usize) -> usize {
    text.get(line(text, at)..).unwrap_or("").chars().take_while(|c| *c == ' ').count()
}

/// What is wrong and what to do next.
fn sentence(kind: &ErrorKind) -> (Text, Text) {
    match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            Text::new("此处开始的引号没有闭合", "the quote that begins here is not closed"),
            Text::new(
                "请补上右引号；单引号文字中的单引号写两次",
                "add the closing quote; inside single quotes write a single quote twice",
            ),
        ),
        ErrorKind::UnclosedFlowCollection { open } => (
            Text::new(format!("此处的括号 `{open}` 没有闭合"), format!("the bracket `{open}` is not closed")),
            Text::new(
                "请补上右括号；若括号是文字，请加引号",
                "add the closing bracket; if it is text, quote it",
            ),
        ),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => (
            Text::new(
                format!("括号不成对：`{open}` 由 `{close}` 闭合"),
                format!("brackets do not match: `{open}` is closed by `{close}`"),
            ),
            Text::new("请改为成对的括号", "close each bracket with its own kind"),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => (
            Text::new("此处的右括号没有对应的左括号", "this closing bracket was never opened"),
            Text::new("请删除它；若它是文字，请加引号", "remove it; if it is text, quote it"),
        ),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => (
            Text::new("括号中的内容在此处中断", "the content of the brackets breaks off here"),
            Text::new(
                "请检查各项之间的逗号、键后的 `: ` 和右括号；含有这些符号的文字请加引号",
                "check the commas between items, the `: ` after keys and the closing bracket; quote texts that contain them",
            ),
        ),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::MappingKeyNotAllowed => (
            Text::new("此处不能出现 `: `", "`: ` cannot stand here"),
            Text::new(
                "若它属于文字，请给整段文字加引号；若是新的键，请另起一行并与同级的键对齐",
                "if it is part of a text, quote the whole text; if it follows a new key, begin a new line aligned with its siblings",
            ),
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            Text::new(
                "此处应为 `键: 值`，但没有找到冒号",
                "a `key: value` is expected here, but there is no colon",
            ),
            Text::new(
                "请在键后加 `: `；若这是上一行文字的继续，请增加缩进",
                "add `: ` after the key; if this continues the text above, indent it further",
            ),
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping => (
            Text::new("此行的缩进与上文不一致", "this line is not aligned with those above it"),
            Text::new(
                "请与同级的键或列表项对齐，每层缩进两个空格，不要在同一层混用键和列表项",
                "align it with its siblings, two spaces a level, and do not mix keys and list items at one level",
            ),
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            Text::new("右引号之后还有内容", "there is more text behind the closing quote"),
            Text::new(
                "请把整段文字放在一对引号之内；单引号文字中的单引号写两次",
                "put the whole text between one pair of quotes; inside single quotes write a single quote twice",
            ),
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => (
            Text::new("双引号文字中的转义 `\\` 无效", "this escape in double quotes is not known"),
            Text::new("请把 `\\` 写成 `\\\\`，或改用单引号", "write `\\` as `\\\\`, or use single quotes"),
        ),
        ErrorKind::UnexpectedCharacter { character } => (
            Text::new(
                format!("文字不能以 `{character}` 开头"),
                format!("a text without quotes cannot begin with `{character}`"),
            ),
            Text::new("请给整段文字加引号", "quote the whole text"),
        ),
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => (
            Text::new("此处的 `#` 既不是注释也不是文字", "the `#` here is neither comment nor text"),
            Text::new(
                "注释前请留一个空格，并且不要放在多行文字中间；若它是文字，请给整段文字加引号",
                "put a space before a comment and none between the lines of a text; if it is text, quote the whole text",
            ),
        ),
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarHeader => (
            Text::new("`|` 或 `>` 之后的标记无效", "what follows `|` or `>` is not known"),
            Text::new(
                "请在 `|` 之后换行再写文字；若 `|` 或 `>` 是文字，请加引号",
                "begin the text on the line after `|`; if `|` or `>` is text, quote the whole text",
            ),
        ),
        ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape => (
            Text::new(
                "文字不能以 `&`、`*` 或 `!` 开头",
                "a text without quotes cannot begin with `&`, `*` or `!`",
            ),
            Text::new("请给整段文字加引号", "quote the whole text"),
        ),
        ErrorKind::ExpectedDocumentStart | ErrorKind::InvalidDocumentEnd => (
            Text::new("内容到此应已结束", "the content should have ended before this"),
            Text::new(
                "请检查此行与上文的缩进和括号；一个文件只有一个映射或列表",
                "check the indent and brackets of this line and those above; a file holds one map or list",
            ),
        ),
        _ => (
            Text::new("从此处起无法读取", "the text cannot be read from here on"),
            Text::new(
                "请检查此行及上一行的缩进、冒号、引号和括号",
                "check the indent, colons, quotes and brackets of this line and the one above",
            ),
        ),
    }
}
