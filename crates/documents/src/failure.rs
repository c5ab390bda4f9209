//! Why there is no document, as sentences in both languages.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why no document came about. The set is closed; each has a sentence and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The template cannot be evaluated; `line` counts from 1, and is missing where no line of it is to blame.
    Template {
        /// The file of the template.
        file: String,
        /// The line, from 1.
        line: Option<usize>,
        /// What the typesetter says, in English.
        message: String,
    },
    /// A name of a template file or asset that is no plain path below the root.
    Name(String),
    /// The template has no file.
    NoTemplate,
    /// No font has a glyph for these characters.
    MissingGlyphs(Vec<char>),
    /// A font file cannot be read or is no font.
    Font(String),
    /// The document has another number of pages than it must have.
    Pages {
        /// How many it has.
        found: usize,
        /// How many it must have.
        wanted: usize,
    },
    /// A field is longer than the document has room for.
    TooLong {
        /// The field.
        field: String,
        /// The most characters.
        most: usize,
    },
    /// The address is too long for a QR code.
    QrCode,
    /// The program that renders cannot be started.
    Start(String),
    /// Rendering took longer than allowed.
    Time {
        /// The limit in milliseconds.
        limit_ms: u64,
    },
    /// The renderer ended without an answer: it ran out of memory or computing time.
    Ended,
    /// The request or the answer between the two programs is not readable.
    Protocol(String),
}

impl Failure {
    /// The sentence in Chinese, without a full stop.
    pub fn zh(&self) -> String {
        match self {
            Self::Template { file, line: Some(line), message } => {
                format!("模板 `{file}` 第 {line} 行无法排版：{message}")
            }
            Self::Template { file, line: None, message } => format!("模板 `{file}` 无法排版：{message}"),
            Self::Name(name) => format!("文件名 `{name}` 不可用"),
            Self::NoTemplate => "模板没有文件".into(),
            Self::MissingGlyphs(chars) => format!("字体缺字：{}", named(chars, "、")),
            Self::Font(file) => format!("字体文件 `{file}` 无法读取"),
            Self::Pages { found, wanted } => format!("文书应为 {wanted} 页，实为 {found} 页"),
            Self::TooLong { field, most } => format!("`{field}` 超过 {most} 个字"),
            Self::QrCode => "网址太长，无法生成二维码".into(),
            Self::Start(reason) => format!("无法启动排版程序：{reason}"),
            Self::Time { limit_ms } => format!("排版超过 {limit_ms} 毫秒，已终止"),
            Self::Ended => "排版超出内存或计算时间的限额，已终止".into(),
            Self::Protocol(reason) => format!("排版程序的往来数据无法读取：{reason}"),
        }
    }

    /// The sentence in English, lower case and without a full stop.
    pub fn en(&self) -> String {
        match self {
            Self::Template { file, line: Some(line), message } => {
                format!("the template `{file}` cannot be typeset, line {line}: {message}")
            }
            Self::Template { file, line: None, message } => {
                format!("the template `{file}` cannot be typeset: {message}")
            }
            Self::Name(name) => format!("the file name `{name}` cannot be used"),
            Self::NoTemplate => "the template has no file".into(),
            Self::MissingGlyphs(chars) => format!("no font has the characters {}", named(chars, ", ")),
            Self::Font(file) => format!("the font file `{file}` cannot be read"),
            Self::Pages { found, wanted } => {
                format!("the document must have {wanted} page(s), but has {found}")
            }
            Self::TooLong { field, most } => format!("`{field}` is longer than {most} characters"),
            Self::QrCode => "the address is too long for a QR code".into(),
            Self::Start(reason) => format!("the renderer cannot be started: {reason}"),
            Self::Time { limit_ms } => format!("rendering took more than {limit_ms} ms and was stopped"),
            Self::Ended => "rendering passed its limit of memory or computing time and was stopped".into(),
            Self::Protocol(reason) => {
                format!("the exchange with the renderer is not readable: {reason}")
            }
        }
    }

    /// What to do next, in Chinese.
    pub fn help_zh(&self) -> &'static str {
        match self {
            Self::Template { .. } | Self::NoTemplate => "请修改模板后重试",
            Self::Name(_) => "请用不含 `..` 和反斜杠的相对路径，如 `logo.svg`",
            Self::MissingGlyphs(_) => "请把含有这些字的字体放入字体文件夹后重试",
            Self::Font(_) => "请检查字体文件夹中的文件：须为 TTF、OTF 或 TTC",
            Self::Pages { .. } | Self::TooLong { .. } => "请缩短过长的内容",
            Self::QrCode => "请改用较短的核验网址",
            Self::Start(_) | Self::Protocol(_) => "请检查程序是否完整、版本是否一致",
            Self::Time { .. } | Self::Ended => "请检查模板中有无不会结束的循环或过大的内容",
        }
    }

    /// What to do next, in English.
    pub fn help_en(&self) -> &'static str {
        match self {
            Self::Template { .. } | Self::NoTemplate => "mend the template, then try again",
            Self::Name(_) => "use a relative path without `..` and backslashes, such as `logo.svg`",
            Self::MissingGlyphs(_) => "put a font that has them into the folder of fonts, then try again",
            Self::Font(_) => "check the files in the folder of fonts: they must be TTF, OTF or TTC",
            Self::Pages { .. } | Self::TooLong { .. } => "shorten what is too long",
            Self::QrCode => "use a shorter address for verification",
            Self::Start(_) | Self::Protocol(_) => {
                "check that the program is complete and of the same version"
            }
            Self::Time { .. } | Self::Ended => {
                "look for a loop without an end or for far too much content in the template"
            }
        }
    }
}

/// Characters with their code points, such as `𬭎 (U+2CB4E)`, for a screen may lack them too.
fn named(chars: &[char], separator: &str) -> String {
    let name = |c: &char| {
        let shown = if c.is_control() { ' ' } else { *c };
        format!("`{shown}` (U+{:04X})", u32::from(*c))
    };
    chars.iter().map(name).collect::<Vec<_>>().join(separator)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for Failure {}
