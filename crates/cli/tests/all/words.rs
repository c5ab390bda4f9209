//! Conditions in words: every condition of the shipped packs can be read without knowing the language.

use std::fs;

use crate::{duheng, out, pack};

/// The conditions of the sheets of all cases in a folder, each with the code beneath it.
fn spoken(folder: &str, lang: &str) -> Vec<String> {
    let mut cases: Vec<_> = fs::read_dir(format!("{folder}/cases"))
        .expect("cases")
        .map(|case| case.expect("a case").path())
        .collect();
    cases.sort();
    let mut found = Vec::new();
    for case in cases.iter().take(6) {
        let sheet = out(&duheng(&["score", folder, &case.display().to_string(), "--lang", lang], ""));
        let mut inside = false;
        for line in sheet.lines() {
            let starts = line.trim_start().starts_with('‹');
            inside |= starts;
            if !inside {
                found.push(line.to_string());
            }
            if line.ends_with('›') {
                inside = false;
            }
        }
    }
    found
}

#[test]
fn no_code_stands_outside_of_its_brackets() {
    let examples = format!("{}/../examples", pack());
    for folder in [
        pack(),
        format!("{examples}/harbour-green-firms"),
        format!("{examples}/quay-steps"),
        format!("{examples}/tide-league"),
    ] {
        for lang in ["zh", "en"] {
            for line in spoken(&folder, lang) {
                for code in
                    [" >= ", " <= ", " != ", "trailing ", "as_of", "on_list(", "any(", "count(", "[y - 1]"]
                {
                    assert!(!line.contains(code), "{folder} {lang}: {line}");
                }
            }
        }
    }
}
