//! `duheng test`, `duheng completions`, `duheng man`

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::{code, duheng, out, pack};

#[test]
fn the_cases_of_the_shipped_pack_pass() {
    let output = duheng(&["test", &pack(), "--filter", "grade-"], "");
    assert_eq!(code(&output), 0, "{}", out(&output));
}

/// A copy of the shipped packs in a folder of its own.
fn copy(name: &str) -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&target);
    for of in ["common", "sz-sustainable-enterprise"] {
        copy_folder(&Path::new(&pack()).join("..").join(of), &target.join(of));
    }
    target.join("sz-sustainable-enterprise")
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the pack can be read") {
        let entry = entry.expect("the pack can be read");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file can be copied");
        }
    }
}

#[test]
fn a_failing_case_names_the_step_that_differs() {
    let folder = copy("failing-case");
    let path = folder.join("cases/debt-ratio-below-60.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("6.1.6.c: 1", "6.1.6.c: 0")).unwrap();
    let output = duheng(&["test", &folder.display().to_string(), "--filter", "debt-ratio-below"], "");
    assert_eq!(code(&output), 1);
    assert_snapshot!("failing_case.en", out(&output).replace(&folder.display().to_string(), "…"));
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&duheng(&["completions", shell], "")).contains("facts"), "{shell}");
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("man");
    let output = duheng(&["man", "--out", &folder.display().to_string()], "");
    assert_eq!(code(&output), 0);
    assert!(fs::read_to_string(folder.join("duheng-score.1")).unwrap().contains("facts"));
}
