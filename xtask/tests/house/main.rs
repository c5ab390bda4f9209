//! The rules of the house: what must hold of the repository as a whole.
//!
//! Each rule is a function over texts that returns all breaches, tried on small good and bad examples and then on
//! the repository itself.
#![cfg(test)]

mod architecture;
mod dependencies;
mod readme;
mod sources;
mod terms;

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace").to_path_buf()
}

/// The text of a file below the root.
fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("cannot read {name}: {error}"))
}

/// The names of the folders in a folder below the root, in order; none when it is missing.
fn folders(below: &str) -> Vec<String> {
    entries(&root().join(below)).into_iter().filter(|path| path.is_dir()).map(|path| name(&path)).collect()
}

/// All Rust files below a folder, in order; build folders are left out.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            if name(&path) != "target" {
                files.extend(rust_files(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Fails with all breaches, one a line.
#[track_caller]
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
