//! The workspace's folder and the programs that run in it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// The root of the workspace.
pub struct Workspace {
    root: PathBuf,
}

/// What a program left behind that ran quietly.
pub struct Finished {
    /// Whether it exited with 0.
    pub success: bool,
    /// Its stdout and stderr in the order in which they were written.
    pub output: String,
}

impl Workspace {
    /// Finds the root: the folder above this crate's.
    pub fn locate() -> Result<Self, Failure> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        match here.parent() {
            Some(root) if root.join("Cargo.lock").is_file() => Ok(Self { root: root.to_path_buf() }),
            _ => Err(Failure::new(
                format!("the folder above `{}` is not the workspace", here.display()),
                "call this program as `cargo xtask …` inside the repository",
            )),
        }
    }

    /// A path below the root.
    pub fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// A program that will run in the root and reads nothing from stdin.
    pub fn program(&self, name: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(name);
        command.current_dir(&self.root).stdin(Stdio::null());
        command
    }

    /// The cargo that runs this program.
    pub fn cargo(&self) -> Command {
        self.program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The `duheng` binary of this checkout, built first when it is not fresh. Its profile is that of the tests: what one
    /// of them built, the other need not build.
    pub fn duheng(&self) -> Command {
        let mut command = self.cargo();
        command.args(["run", "--quiet", "--locked", "--package", "duheng-cli", "--bin", "duheng"]);
        command.arg("--");
        command
    }

    /// The `duheng` binary as it was built with the tests, as it is.
    pub fn tested_duheng(&self) -> Command {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.path("target"), PathBuf::from);
        self.program(target.join("debug/duheng"))
    }

    /// A folder for files of this program's own, made when missing: `target/xtask/NAME`.
    pub fn scratch(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.path("target/xtask").join(name);
        fs::create_dir_all(&folder).map_err(|error| cannot("make the folder", &folder, &error))?;
        Ok(folder)
    }
}

/// The failure of an act on a file or folder.
pub fn cannot(act: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("cannot {act} `{}`: {error}", path.display()),
        "check the path, its owner and the free space, then run the command again",
    )
}

/// A command as a person would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_else(|| command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.into() } else { format!("'{word}'") }
}

/// Runs a program with its output on the terminal; an exit code other than 0 is a failure with that remedy.
pub fn run(command: &mut Command, remedy: &str) -> Outcome {
    match status(command)? {
        Some(0) => Ok(()),
        code => Err(Failure::new(format!("`{}` {}", shown(command), ended(code)), remedy)),
    }
}

/// Runs a program with its output on the terminal and returns its exit code, if it was not killed.
pub fn status(command: &mut Command) -> Result<Option<i32>, Failure> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    Ok(status.code())
}

/// How a program ended, to follow its name in a sentence.
pub fn ended(code: Option<i32>) -> String {
    code.map_or_else(|| "was killed by a signal".into(), |code| format!("ended with exit code {code}"))
}

/// Runs a program quietly; its output is also left in `log` for reading.
pub fn run_quietly(command: &mut Command, log: &Path) -> Result<Finished, Failure> {
    let file = File::create(log).map_err(|error| cannot("write", log, &error))?;
    let second = file.try_clone().map_err(|error| cannot("write", log, &error))?;
    let status = command
        .stdout(Stdio::from(file))
        .stderr(Stdio::from(second))
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    let output = fs::read(log).map_err(|error| cannot("read", log, &error))?;
    Ok(Finished { success: status.success(), output: String::from_utf8_lossy(&output).into_owned() })
}

/// Runs a program, showing its stdout as it comes, and returns what it wrote there.
pub fn run_watched(command: &mut Command) -> Result<Finished, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let mut output = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let mut screen = std::io::stdout();
            // A closed terminal is no reason to stop counting.
            let _ = screen.write_all(&line).and_then(|()| screen.flush());
            output += &String::from_utf8_lossy(&line);
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    Ok(Finished { success: status.success(), output })
}

/// What a program writes to stdout, or nothing when it is missing or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    Failure::new(
        format!("cannot run `{program}`: {error}"),
        format!("install `{program}` so that it stands on the PATH, then run the command again"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/usr/bin/duheng");
        command.args(["score", "packs/a", "two words", ""]);
        assert_eq!(shown(&command), "duheng score packs/a 'two words' ''");
    }

    #[test]
    fn a_missing_program_gets_a_remedy() {
        let failure = run(&mut Command::new("no-such-program-duheng"), "").expect_err("refused");
        let text = format!("{failure:?}");
        assert!(text.contains("cannot run `no-such-program-duheng`"), "{text}");
        assert!(text.contains("install `no-such-program-duheng`"), "{text}");
    }
}
