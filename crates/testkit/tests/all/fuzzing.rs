//! The fuzz bodies on their seeds and on seeded mutations of them.

use std::fs;
use std::path::{Path, PathBuf};

use duheng_testkit::fuzz;
use duheng_testkit::random::Dice;
use duheng_testkit::shipped;

/// How often each seed is changed and tried again.
const ROUNDS: u64 = 60;

/// Pieces that mean something to one reader or another.
const PIECES: [&str; 18] = [
    ": ",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    "#",
    "%",
    "万元",
    "(",
    ")",
    "999999999999999999999",
    "where",
    "½",
];

fn seeds(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(!found.is_empty(), "{} has no seeds", folder.display());
    found
}

/// The bytes with a few pieces cut, doubled, moved or put in.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(12)).min(bytes.len());
        match dice.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 => {
                let piece: Vec<u8> = bytes.drain(at..end).collect();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn run(folders: &[PathBuf], body: fn(&[u8])) {
    for seed in folders.iter().flat_map(|folder| seeds(folder)) {
        let bytes = fs::read(&seed).unwrap();
        body(&bytes);
        for round in 0..ROUNDS {
            let input = changed(&bytes, &mut Dice::new(round));
            let tried = std::panic::catch_unwind(|| body(&input));
            assert!(tried.is_ok(), "{}, round {round}:\n{}", seed.display(), String::from_utf8_lossy(&input));
        }
    }
}

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

fn shenzhen(folder: &str) -> PathBuf {
    shipped::folder().join("sz-sustainable-enterprise").join(folder)
}

#[test]
fn trees() {
    run(&[corpus("tree"), shenzhen("facts"), shenzhen("standards"), shenzhen("profiles")], fuzz::tree);
}

#[test]
fn expressions() {
    run(&[corpus("expression")], fuzz::expression);
}

#[test]
fn facts() {
    run(&[corpus("facts"), shenzhen("cases")], fuzz::facts);
}

#[test]
fn scores() {
    run(&[corpus("score"), shenzhen("cases")], fuzz::score);
}
