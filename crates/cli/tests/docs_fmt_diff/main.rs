//! The commands `fmt` and `diff`, and the generated JSON Schema, over the packs that ship.
#![cfg(test)]

mod complete;
mod diff;
mod fmt;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run of `duheng` gave.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

fn duheng(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_duheng"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .output()
        .expect("duheng runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("its output is UTF-8");
    Run {
        code: output.status.code().expect("it ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// The folder of the shipped packs.
fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// A copy of the shipped packs in a folder of its own, which is removed at the end.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        copy(&packs(), &folder);
        Self(folder)
    }

    fn pack(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Replaces a text that stands in a file.
    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).expect("the file is readable");
        assert!(text.contains(from), "{file} holds no `{from}`");
        fs::write(&path, text.replacen(from, to, 1)).expect("the file is writable");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder is readable") {
        let entry = entry.expect("the entry is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// The names of the shipped packs.
fn names() -> Vec<String> {
    let entries = fs::read_dir(packs()).expect("the packs are there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("the entry is readable"))
        .filter(|entry| entry.path().join("pack.yaml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The YAML files below a folder.
fn yaml(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
