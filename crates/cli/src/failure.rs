//! What can go wrong outside packs, and the exit codes: the one place that names them.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use duheng_app::library::LibraryError;
use duheng_pack::text::{Language, Text};

use crate::counted::counted;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; warnings included.
    Done,
    /// It failed: a case differs, a file is not formatted, a warning is denied.
    Failed,
    /// The facts were refused.
    Refused,
    /// A pack is invalid.
    InvalidPack,
    /// The command line was wrong.
    Usage,
}

impl Exit {
    /// Its number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Refused => 2,
            Self::InvalidPack => 3,
            Self::Usage => 64,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// A failure with its sentence.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    message: Text,
    help: Text,
}

impl Failure {
    /// A failure with what is wrong and what to do next.
    pub fn new(exit: Exit, message: Text, help: Text) -> Self {
        Self { exit, message, help }
    }

    /// A folder that is no pack.
    pub fn no_pack(folder: &Path) -> Self {
        let folder = folder.display();
        Self::new(
            Exit::Usage,
            Text::new(format!("`{folder}` 不是标准包"), format!("`{folder}` is no pack")),
            Text::new("写含有 pack.yaml 的文件夹", "name a folder that has a pack.yaml"),
        )
    }

    /// A folder that is no pack but holds some.
    pub fn only_packs_inside(folder: &Path, packs: &[String]) -> Self {
        let folder = folder.display();
        let named =
            |between: &str| packs.iter().map(|pack| format!("`{pack}`")).collect::<Vec<_>>().join(between);
        Self::new(
            Exit::Usage,
            Text::new(
                format!("`{folder}` 不是标准包，其中有 {} 个标准包", packs.len()),
                format!("`{folder}` is no pack; it holds {}", counted(packs.len(), "pack")),
            ),
            Text::new(
                format!("直接写其中的标准包：{}", named("、")),
                format!("name the packs inside: {}", named(", ")),
            ),
        )
    }

    /// Two folders with packs of one name.
    pub fn two_packs(first: &Path, second: &Path) -> Self {
        let (first, second) = (first.display(), second.display());
        Self::new(
            Exit::Usage,
            Text::new(
                format!("`{first}` 与 `{second}` 同名"),
                format!("`{first}` and `{second}` are packs of the same name"),
            ),
            Text::new("一次只写一个，或者改一个文件夹的名称", "name one of them, or rename a folder"),
        )
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Exit::Failed,
            Text::new(
                format!("`{path}` 读不出来：{}", in_chinese(error)),
                format!("`{path}` cannot be read: {error}"),
            ),
            Text::new("检查路径和权限", "check the path and the permissions"),
        )
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Exit::Failed,
            Text::new(
                format!("`{path}` 写不进去：{}", in_chinese(error)),
                format!("`{path}` cannot be written: {error}"),
            ),
            Text::new("检查权限和磁盘空间", "check the permissions and the free space"),
        )
    }

    /// A file in another encoding.
    pub fn not_utf8(path: &Path) -> Self {
        let path = path.display();
        Self::new(
            Exit::Failed,
            Text::new(format!("`{path}` 不是 UTF-8 文本"), format!("`{path}` is no UTF-8 text")),
            Text::new("用 UTF-8 编码另存", "save it in the encoding UTF-8"),
        )
    }

    /// Its sentence with the remedy.
    pub fn show(&self, language: Language) -> String {
        let (error, help) = match language {
            Language::Zh => ("错误", "办法"),
            Language::En => ("error", "help"),
        };
        format!("{error}: {}\n{help}: {}", self.message.get(language), self.help.get(language))
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        match error {
            LibraryError::NoPack(folder) => Self::no_pack(&folder),
            LibraryError::OnlyPacksInside(folder, packs) => Self::only_packs_inside(&folder, &packs),
            LibraryError::TwoPacks(first, second) => Self::two_packs(&first, &second),
            LibraryError::Unreadable(path, error) => Self::unreadable(&path, &error),
            LibraryError::NotUtf8(path) => Self::not_utf8(&path),
        }
    }
}

/// Why a file cannot be read or written, in Chinese where the reason is a usual one.
fn in_chinese(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "文件不存在".into(),
        io::ErrorKind::PermissionDenied => "没有权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => error.to_string(),
    }
}

impl From<duheng_documents::Failure> for Failure {
    fn from(failure: duheng_documents::Failure) -> Self {
        Self::new(
            Exit::Failed,
            Text::new(failure.zh(), failure.en()),
            Text::new(failure.help_zh(), failure.help_en()),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::{Failure, Language};

    #[test]
    fn usual_reasons_are_told_in_chinese() {
        for (kind, why) in [(ErrorKind::NotFound, "文件不存在"), (ErrorKind::PermissionDenied, "没有权限")]
        {
            let told = Failure::unreadable(Path::new("甲.yaml"), &Error::from(kind)).show(Language::Zh);
            assert_eq!(told, format!("错误: `甲.yaml` 读不出来：{why}\n办法: 检查路径和权限"));
        }
    }
}
