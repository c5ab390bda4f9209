//! `duheng test`, `duheng completions`, `duheng man`

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::{code, duheng, err, out, pack};

#[test]
fn the_cases_of_the_shipped_pack_pass() {
    let output = duheng(&["test", &pack(), "--filter", "grade-"], "");
    assert_eq!(code(&output), 0, "{}", out(&output));
}

/// A copy of the shipped packs in a folder of its own.
pub fn copy(name: &str) -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&target);
    for of in ["common", "sz-sustainable-enterprise"] {
        copy_folder(&Path::new(&pack()).join("..").join(of), &target.join(of));
    }
    target.join("sz-sustainable-enterprise")
}

pub fn copy_folder(from: &Path, to: &Path) {
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

/// What `duheng` prints about the pack in `folder`, which stands as `…`.
fn tested(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let shown = folder.display().to_string();
    let output = duheng(&[&["test", &shown], arguments].concat(), "");
    (code(&output), out(&output).replace(&shown, "…"))
}

#[test]
fn one_changed_number_is_one_difference_and_not_a_flood() {
    let folder = copy("changed-number");
    let path = folder.join("parts/6.1.yaml");
    let text = fs::read_to_string(&path).unwrap();
    // the plan embodies the idea: 1 point becomes 0.5
    let (before, after) = text.split_once("code: 6.1.1.b").unwrap();
    fs::write(&path, format!("{before}code: 6.1.1.b{}", after.replacen("points: 1", "points: 0.5", 1)))
        .unwrap();
    let (ended, text) = tested(&folder, &[]);
    assert_eq!(ended, 1);
    assert!(text.lines().count() < 120, "{} lines:\n{text}", text.lines().count());
    assert!(text.lines().next().unwrap().contains("less in"), "{text}");
    let (_, full) = tested(&folder, &["--full"]);
    assert!(full.lines().count() > 2 * text.lines().count());
}

#[test]
fn update_writes_the_new_results_and_nothing_else() {
    let folder = copy("update");
    let path = folder.join("cases/debt-ratio-below-60.yaml");
    let before = fs::read_to_string(&path).unwrap();
    let text = before.replace("6.1.6.c: 1", "6.1.6.c: 0  # by hand");
    assert_ne!(text, before);
    fs::write(&path, &text).unwrap();
    let (ended, told) = tested(&folder, &["--update", "--filter", "debt-ratio-below"]);
    assert_eq!(ended, 0, "{told}");
    assert!(told.contains("6.1.6.c 0 → 1"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text.replace("6.1.6.c: 0", "6.1.6.c: 1"));
    // a case whose facts have errors keeps its text
    let broken = text.replace("as_of: 20", "as_of: x20");
    assert_ne!(broken, text);
    fs::write(&path, &broken).unwrap();
    let (ended, _) = tested(&folder, &["--update", "--filter", "debt-ratio-below"]);
    assert_ne!(ended, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn a_pack_that_check_rejects_passes_no_test_and_is_not_rewritten() {
    let folder = copy("rejected");
    let path = folder.join("parts/6.1.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("points: 1", "points: 2", 1)).unwrap();
    let case = folder.join("cases/nothing-stated.yaml");
    let before = fs::read_to_string(&case).unwrap();
    let wrong = before.replace("  base: 0\n", "  base: 1\n");
    assert_ne!(wrong, before);
    fs::write(&case, &wrong).unwrap();
    let shown = folder.display().to_string();
    let tested = duheng(&["test", &shown, "--lang", "en", "--filter", "grade-none-such-case"], "");
    assert_eq!(code(&tested), 1);
    let tested = duheng(&["test", &shown, "--lang", "en", "--filter", "gate-accident-four"], "");
    assert_eq!(code(&tested), 1, "{}", out(&tested));
    assert!(err(&tested).ends_with("so the test fails\n"), "{}", err(&tested));
    let tested = duheng(&["test", &shown, "--lang", "en", "--update", "--filter", "nothing-stated"], "");
    assert_eq!(code(&tested), 1);
    assert!(err(&tested).contains("nothing was rewritten"), "{}", err(&tested));
    assert_eq!(fs::read_to_string(&case).unwrap(), wrong);
}

#[test]
fn a_filter_that_nothing_fits_is_told_with_some_that_there_are() {
    for (language, said) in [("en", "such as `cases/"), ("zh", "例如 `cases/")] {
        let tested = duheng(&["test", &pack(), "--lang", language, "--filter", "no-such-case"], "");
        assert_eq!((code(&tested), out(&tested)), (1, String::new()));
        assert!(err(&tested).contains("no-such-case") && err(&tested).contains(said), "{}", err(&tested));
    }
}
